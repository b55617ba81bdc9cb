import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { system } from '../../programme/access.ts';
import { answerRequest } from '../../programme/answering.ts';
import { type Fault, Invalid } from '../../programme/checks.ts';
import { dayOf } from '../../programme/days.ts';
import { progress } from '../../programme/followUp.ts';
import type { Entry } from '../../programme/ports.ts';
import { bodyId, day, evidence, languageTag, line, pointer, sha256, words } from '../../programme/vocabulary.ts';
import { freshId, idOf } from '../../records/ids.ts';
import type { Env } from '../access.ts';
import { attemptsOf } from '../attempts.ts';
import { disclosed } from '../disclosed.ts';
import {
  addEvidenceFile,
  type EvidenceFile,
  evidenceFiles,
  evidenceFrom,
  evidenceLimits,
  type GivenEvidence,
  hasRoom,
} from '../evidence.ts';
import { followUpTables } from '../followUpTables.ts';
import { gatheredFrom } from '../gathered.ts';
import { lastDayOf, linkActor, type OpenLink, openLink, type Refusal } from '../links.ts';
import { namingOf } from '../naming.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';
import { cardsOf } from '../receivers.ts';
import { addUpload } from '../uploads.ts';

/** Answering a request by a signed link, without an account. A link shows and takes what its request asks, and nothing else. */

const token = z.string().min(1).max(200).describe('The token of the link: what stands behind `#` in the letter.');
const tokenParam = z.object({ token });

const givenEvidence = z.union([
  z.strictObject({ file: sha256 }).describe('A file that came in by this link.'),
  z.strictObject({ link: z.url({ protocol: /^https?$/ }).max(2000), title: line }),
]);

// PostgreSQL keeps no NUL and no half of a character; as JSON both are escapes.
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;
const isStorable = (value: unknown): boolean => !unstorable.test(JSON.stringify(value));
const storable = 'A character in it cannot be kept.';

const draftItem = z.strictObject({
  about: pointer,
  status: progress.nullable().default(null),
  words: words.default(''),
  evidence: z.array(givenEvidence).max(40).default([]),
});

const draftSchema = z
  .strictObject({ items: z.array(draftItem).max(200), language: languageTag.nullable().default(null) })
  .refine(isStorable, storable)
  .openapi('LinkDraft');

const givenAnswer = z
  .strictObject({
    items: z
      .array(z.strictObject({ ...draftItem.shape, status: progress }))
      .min(1)
      .max(200),
    language: languageTag.nullable().default(null),
  })
  .refine(isStorable, storable)
  .openapi('LinkAnswer');

const fileSchema = z
  .object({ sha256, name: line, mediaType: z.string(), bytes: z.number().int(), added: z.iso.datetime() })
  .openapi('LinkFile');

const answeredSchema = z
  .object({
    items: z.array(z.object({ about: pointer, status: progress, words: z.string(), evidence: z.array(evidence) })),
    on: day,
    language: languageTag.nullable(),
    version: z.number().int(),
  })
  .openapi('LinkAnswered');

const linkSchema = z
  .object({
    request: z.object({ title: line, words: z.string(), due: day, closed: z.boolean(), askedBy: z.string() }),
    body: z.object({ id: bodyId, name: z.string() }),
    language: languageTag.describe('In which the letter was written.'),
    until: day.describe('The last day on which the link holds.'),
    items: z.array(
      z.object({
        about: pointer,
        kind: z.string().nullable().describe('paragraph, mandate or a register; null where it cannot be shown.'),
        title: z.string().nullable(),
        text: z.string().nullable(),
        language: z.string().nullable(),
      }),
    ),
    draft: z.object({ draft: z.unknown(), saved: z.iso.datetime() }).nullable(),
    answer: answeredSchema.nullable().describe('What was answered before.'),
    files: z.array(fileSchema),
    limits: z.object({ files: z.number(), fileBytes: z.number(), allBytes: z.number() }),
  })
  .openapi('Link');

const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const jsonBody = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

const sentences: Readonly<Record<Exclude<Refusal, 'unknown' | 'too-many'>, string>> = {
  expired: 'The link holds no more: its time is over.',
  revoked: 'The link holds no more: it was taken back.',
  replaced: 'The link holds no more: somebody else answers for this body now.',
};

function refusal(why: Refusal): Problem {
  if (why === 'unknown') return new Problem('unknown');
  if (why === 'too-many') return new Problem('too-many');
  return new Problem('unknown', sentences[why], [{ path: ['token'], code: why, message: sentences[why] }]);
}

interface Connection {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** Opens links for routes; whoever tries many that do not exist has to wait. */
function doorOf(office: Office) {
  const wrong = attemptsOf(30, 2000, () => office.clock.now().getTime());
  return async (context: Context<Env>, given: string): Promise<OpenLink> => {
    context.header('cache-control', 'no-store');
    const opened = await openLink(office, given);
    if (opened.kind === 'open') return opened;
    const address = (context.env as Connection | undefined)?.incoming?.socket?.remoteAddress ?? '';
    throw refusal(opened.why === 'unknown' && !wrong.take(address) ? 'too-many' : opened.why);
  };
}

const shownFile = ({ sha256: hash, name, media_type, bytes, added }: EvidenceFile) => ({
  ...{ sha256: hash, name, mediaType: media_type, bytes: Number(bytes), added: added.toISOString() },
});

/** What the body answered before, as the holder of the link sees it. */
async function answerBefore(office: Office, { link }: OpenLink): Promise<Entry<'answer'> | null> {
  const { items } = await office.records.look(linkActor(link), (view) =>
    view.entries({ register: 'answer', parent: link.request, owner: link.party, body: link.body, limit: 1 }),
  );
  return (items[0] as Entry<'answer'> | undefined) ?? null;
}

const shownAnswer = ({ body: { items, on, language }, version }: Entry<'answer'>) => ({ items, on, language, version });

async function shown(office: Office, opened: OpenLink) {
  const { link, request } = opened;
  const db = followUpTables(office.database);
  const card = (await cardsOf(db, [link.person])).get(link.person);
  const asked = request.body.to.find(({ body }) => body === link.body);
  const language = languageTag.safeParse(card?.language).data ?? asked?.language ?? 'en';
  const naming = await office.records.look(system, async (view) =>
    namingOf(view, (await gatheredFrom(view, { register: 'body', body: link.body })).items),
  );
  const draft = await db
    .selectFrom('draft')
    .select(['draft', 'saved'])
    .where('request', '=', link.request)
    .where('body', '=', link.body)
    .executeTakeFirst();
  const before = await answerBefore(office, opened);
  const { title, words: given, due, closed } = request.body;
  return {
    request: { title, words: given, due, closed, askedBy: naming.party(request.owner, language) },
    body: { id: link.body, name: naming.body(link.body, language) },
    ...{ language, until: lastDayOf(link) },
    items: await disclosed(office, request, link, language),
    draft: draft === undefined ? null : { draft: draft.draft, saved: draft.saved.toISOString() },
    answer: before === null ? null : shownAnswer(before),
    files: (await evidenceFiles(db, link)).map(shownFile),
    limits: evidenceLimits,
  };
}

function needOpen({ request }: OpenLink): void {
  if (request.body.closed) throw new Invalid([{ path: [], code: 'request-closed', message: 'The request is closed.' }]);
}

type GivenItem = z.infer<typeof givenAnswer>['items'][number];

/** Items with their evidence as it will stand in the answer. */
function answeredItems(given: readonly GivenItem[], files: readonly EvidenceFile[], before: Entry<'answer'> | null) {
  const named = before?.body.items.flatMap((item) => item.evidence) ?? [];
  const faults: Fault[] = [];
  const items = given.map((item, index) => ({
    ...item,
    evidence: item.evidence.flatMap((each: GivenEvidence, nth) => {
      const found = evidenceFrom(each, files, named);
      const path = ['items', index, 'evidence', nth];
      if (found === null) faults.push({ path, code: 'unknown-file', message: 'No such file came in by this link.' });
      return found ?? [];
    }),
  }));
  if (faults.length > 0) throw new Invalid(faults);
  return items;
}

/** Answers, and lets go of the draft. */
async function answered(office: Office, opened: OpenLink, given: z.infer<typeof givenAnswer>) {
  const { link, request } = opened;
  const db = followUpTables(office.database);
  const items = answeredItems(given.items, await evidenceFiles(db, link), await answerBefore(office, opened));
  const ports = { records: office.records, clock: office.clock, freshId: () => freshId(office.clock.now()), idOf };
  const { entry, changed } = await answerRequest(
    ports,
    linkActor(link),
    { request, body: link.body, party: link.party },
    { items, language: given.language, on: dayOf(office.clock.now()) },
  );
  await db.deleteFrom('draft').where('request', '=', link.request).where('body', '=', link.body).execute();
  return { ...shownAnswer(entry), changed };
}

/** Characters of a draft. */
const longestDraft = 256 * 1024;

/** Keeps a draft in the place of the one before. */
async function keepDraft(office: Office, { link }: OpenLink, given: unknown): Promise<void> {
  const draft = JSON.stringify(given);
  if (draft.length > longestDraft) throw new Problem('too-large');
  const row = { draft, saved: office.clock.now() };
  await followUpTables(office.database)
    .insertInto('draft')
    .values({ request: link.request, body: link.body, ...row })
    .onConflict((on) => on.columns(['request', 'body']).doUpdateSet(row))
    .execute();
}

const fileName = line
  .refine((name) => !/[\p{Cc}/\\]/u.test(name) && name.isWellFormed(), 'A name without paths and control characters.')
  .describe('What the file is called.');

const mediaTypeOf = (header: string | undefined): string => {
  const [type = ''] = (header ?? '').split(';');
  return /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,59}$/.test(type.trim()) ? type.trim() : 'application/octet-stream';
};

async function* bytesIn(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    if (body !== null) yield* body;
  } catch {
    throw new Problem('malformed', 'The body broke off.');
  }
}

/** Keeps a file that comes in by a link. */
async function keptFile(office: Office, context: Context<Env>, { link }: OpenLink, name: string) {
  const db = followUpTables(office.database);
  const length = Number(context.req.header('content-length') ?? 0);
  if (length > evidenceLimits.fileBytes || !hasRoom(await evidenceFiles(db, link), length))
    throw new Problem('too-large');
  const kept = await office.files.keep(bytesIn(context.req.raw.body), evidenceLimits.fileBytes);
  if (kept.kind === 'too-large') throw new Problem('too-large');
  if (kept.bytes === 0) throw new Invalid([{ path: [], code: 'empty-file', message: 'The file is empty.' }]);
  const added = office.clock.now();
  const media_type = mediaTypeOf(context.req.header('content-type'));
  const file = { sha256: kept.sha256, name, media_type, bytes: kept.bytes, added };
  if (!(await addEvidenceFile(db, link, file))) throw new Problem('too-large');
  await addUpload(office.database, link.person, kept, name, added);
  return shownFile(file);
}

export function linkRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Link'];
  const open = doorOf(office);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/links/{token}',
      tags,
      summary: 'What a link asks',
      description: 'Without a session. Shows what the request is about, the draft, and what was answered before.',
      request: { params: tokenParam },
      responses: { 200: json(linkSchema, 'What is asked.'), ...answers('unknown', 'too-many', 'invalid') },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      return context.json((await shown(office, opened)) as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/links/{token}/draft',
      tags,
      summary: 'Keep a draft',
      description: 'Without a session. It is shown to nobody but those who answer for the body.',
      request: { params: tokenParam, body: jsonBody(draftSchema) },
      responses: {
        204: { description: 'Kept.' },
        ...answers('malformed', 'unknown', 'too-many', 'invalid', 'too-large'),
      },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      needOpen(opened);
      await keepDraft(office, opened, context.req.valid('json'));
      return context.body(null, 204);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/{token}/files',
      tags,
      summary: 'Bring evidence',
      description: 'Without a session. The body is the bytes of one file; an answer can then name it by its hash.',
      request: {
        params: tokenParam,
        query: z.object({ name: fileName }),
        body: {
          required: true,
          content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        },
      },
      responses: {
        201: json(fileSchema, 'It is kept.'),
        ...answers('malformed', 'unknown', 'too-many', 'invalid', 'too-large'),
      },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      needOpen(opened);
      return context.json((await keptFile(office, context, opened, context.req.valid('query').name)) as never, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/{token}/answer',
      tags,
      summary: 'Answer',
      description:
        'Without a session. A record of the party of the body, made by the person that the link was sent to. Again: it is amended.',
      request: { params: tokenParam, body: jsonBody(givenAnswer) },
      responses: {
        200: json(answeredSchema.extend({ changed: z.boolean() }).openapi('LinkAnswerKept'), 'As it stands now.'),
        ...answers('malformed', 'forbidden', 'unknown', 'conflict', 'too-many', 'invalid', 'too-large'),
      },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      const given = context.req.valid('json') as z.infer<typeof givenAnswer>;
      return context.json((await answered(office, opened, given)) as never, 200);
    },
  );
}
