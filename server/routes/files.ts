import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Kept } from '../../programme/ports.ts';
import { line, sha256 } from '../../programme/vocabulary.ts';
import { callerOf, type Env } from '../access.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';
import { addUpload, type FetchedFile, fileSeen, largestFile } from '../uploads.ts';

/** Files: bytes by their hash. What is given is kept before the answer; what is fetched is never a page of this origin. */

/** The body of a request that brings a file: its bytes, as they are. */
export const fileBody = {
  required: true,
  content: {
    'application/octet-stream': {
      schema: z.string().openapi({ format: 'binary', description: 'The bytes of one file, of at most 256 MiB.' }),
    },
  },
} as const;

/** Keeps the body of a request and writes down who brought it. */
export async function receivedFile(office: Office, context: Context<Env>, name: string): Promise<Kept> {
  const { person, memberships } = callerOf(context).actor;
  if (!memberships.some(({ role }) => role !== 'viewer')) throw new Problem('forbidden');
  if (/^multipart\//i.test(context.req.header('content-type') ?? ''))
    throw new Problem('malformed', 'The body must be the bytes of one file, not a form with files in it.');
  if (Number(context.req.header('content-length') ?? 0) > largestFile) throw new Problem('too-large');
  const kept = await office.files.keep(bytesIn(context.req.raw.body), largestFile);
  if (kept.kind === 'too-large') throw new Problem('too-large');
  await addUpload(office.database, person, kept, name, office.clock.now());
  return kept;
}

/** Where the caller breaks off, nothing is kept, and nobody is there to be told. */
async function* bytesIn(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    if (body !== null) yield* body;
  } catch {
    throw new Problem('malformed', 'The body broke off.');
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The one range that is asked for; null for the whole, `unsatisfiable` where the file has nothing there. */
export function rangeIn(header: string | undefined, bytes: number | null): Span | null | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (bytes === null || (first === '' && last === '')) return null;
  if (first === '')
    return last === '0' || bytes === 0 ? 'unsatisfiable' : spanOf(Math.max(bytes - Number(last), 0), bytes);
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) >= bytes) return 'unsatisfiable';
  return spanOf(Number(first), last === '' ? bytes : Math.min(Number(last) + 1, bytes));
}

const spanOf = (start: number, end: number): Span => ({ start, end });

/** The name for programs of every age (RFC 6266): plain letters, and all letters. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w .()-]/g, '_');
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

async function fileResponse(
  office: Office,
  context: Context<Env>,
  hash: string,
  { name, bytes }: FetchedFile,
): Promise<Response> {
  const etag = `"${hash}"`;
  const headers = {
    etag,
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(name.split('/').at(-1) ?? name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    // Rights can be lost: so each time it is asked anew whether they still hold.
    'cache-control': 'private, no-cache',
    'accept-ranges': bytes === null ? 'none' : 'bytes',
  };
  if (context.req.header('if-none-match')?.includes(etag)) return context.body(null, 304, headers);
  const isSame = [undefined, etag].includes(context.req.header('if-range'));
  const range = isSame ? rangeIn(context.req.header('range'), bytes) : null;
  if (range === 'unsatisfiable') return context.body(null, 416, { ...headers, 'content-range': `bytes */${bytes}` });
  const length = range === null ? bytes : range.end - range.start;
  const sent = {
    ...headers,
    ...(length !== null && { 'content-length': String(length) }),
    ...(range !== null && { 'content-range': `bytes ${range.start}-${range.end - 1}/${bytes}` }),
  };
  const status = range === null ? 200 : 206;
  if (context.req.method === 'HEAD') {
    if (!(await office.files.has(hash))) throw new Problem('unknown');
    return context.body(null, status, sent);
  }
  const stream = await office.files.stream(hash, range ?? undefined);
  if (stream === null) throw new Problem('unknown');
  return context.body(Readable.toWeb(Readable.from(stream)) as ReadableStream, status, sent);
}

export function fileRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['File'];
  app.openapi(
    createRoute({
      method: 'post',
      path: '/files',
      tags,
      summary: 'Keep a file',
      description:
        'What this answers is kept. Entries name it by its hash: as evidence, as a paper, as a file to import.',
      request: { query: z.object({ name: line.describe('What the file is called.') }), body: fileBody },
      responses: {
        201: {
          description: 'It is kept.',
          content: {
            'application/json': {
              schema: z.object({ sha256, bytes: z.number().int(), name: line }).openapi('KeptFile'),
            },
          },
        },
        ...answers('malformed', 'signed-out', 'forbidden', 'too-large', 'invalid'),
      },
    }),
    async (context) => {
      const { name } = context.req.valid('query');
      const { sha256, bytes } = await receivedFile(office, context, name);
      return context.json({ sha256, bytes, name }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/files/{sha256}',
      tags,
      summary: 'Fetch a file',
      description:
        'For whoever uploaded it, or sees an entry or an import that names it. HEAD tells of it without its bytes.',
      request: { params: z.object({ sha256 }) },
      responses: {
        200: {
          description: 'The bytes, to be saved: never shown as a page of this site.',
          content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        },
        206: { description: 'The range of bytes that was asked for.' },
        304: { description: 'As the caller has it.' },
        416: { description: 'The file has nothing in that range.' },
        ...answers('signed-out', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const hash = context.req.valid('param').sha256;
      const file = await fileSeen(office.database, callerOf(context).actor, hash);
      if (file === null) throw new Problem('unknown');
      return (await fileResponse(office, context, hash, file)) as never;
    },
  );
}
