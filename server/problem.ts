import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Fault, Invalid, Unknown } from '../programme/checks.ts';
import { Conflict, Forbidden } from '../programme/ports.ts';
import { BadCursor } from '../records/lists.ts';
import { causeOf } from './signIn/ports.ts';

/** What goes wrong, as RFC 9457 says it: a stable code to program by, a sentence to read, and where the fault is. */

export const problemSchema = z
  .object({
    type: z.string().describe('Stable code of the kind of problem, as a URI reference: /problems/conflict.'),
    title: z.string().describe('What is wrong and what to do.'),
    status: z.number().int(),
    detail: z.string().optional(),
    faults: z
      .array(z.object({ path: z.array(z.union([z.string(), z.number()])), code: z.string(), message: z.string() }))
      .optional()
      .describe('Where in the request it is wrong.'),
  })
  .openapi('Problem');

/** All kinds of problem. `docs/api.md` has a heading for each. */
export const problems = {
  invalid: { status: 422, title: 'Something in the request is not as it must be.' },
  malformed: { status: 400, title: 'The request cannot be read.' },
  'signed-out': { status: 401, title: 'Sign in first.' },
  forbidden: { status: 403, title: 'Your role does not allow that.' },
  'cross-site': { status: 403, title: 'The request comes from another site.' },
  unknown: { status: 404, title: 'There is nothing here that you may see.' },
  'method-unknown': { status: 405, title: 'This address does not know that method.' },
  'not-acceptable': { status: 406, title: 'This cannot be given in the form that was asked for.' },
  conflict: { status: 412, title: 'It was changed meanwhile. Read it again, then change it.' },
  'too-large': { status: 413, title: 'That is more than is taken at once.' },
  'version-needed': { status: 428, title: 'Say which version you change: send its ETag as If-Match.' },
  'key-used': { status: 422, title: 'This Idempotency-Key was used for another request.' },
  'too-many': { status: 429, title: 'Too many requests. Wait, then try again.' },
  busy: { status: 503, title: 'The instance cannot answer now. Try again soon.' },
  fault: { status: 500, title: 'A fault of the program. It was logged; nothing was recorded.' },
} as const satisfies Readonly<Record<string, { readonly status: ContentfulStatusCode; readonly title: string }>>;

export type ProblemKind = keyof typeof problems;

/** Thrown by a route where it cannot go on. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly detail: string | undefined;
  readonly faults: readonly Fault[] | undefined;
  constructor(kind: ProblemKind, detail?: string, faults?: readonly Fault[]) {
    super(detail ?? problems[kind].title);
    this.kind = kind;
    this.detail = detail;
    this.faults = faults;
  }
}

/** What an error means to who asked; null where it is a fault of the program. */
function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof Invalid) return new Problem('invalid', undefined, error.faults);
  if (error instanceof Unknown) return new Problem('unknown');
  if (error instanceof Forbidden) return new Problem('forbidden');
  if (error instanceof Conflict) return new Problem('conflict');
  if (error instanceof BadCursor) return new Problem('malformed', error.message);
  // What the framework refuses before a route sees it: no JSON, or not the media type that the route takes.
  if (error instanceof HTTPException && error.status < 500) return new Problem('malformed', error.message);
  // PostgreSQL is starting, stopping, or out of connections.
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /^(?:57P0\d|53300|08\d{3}|ECONNREFUSED|ECONNRESET|ENOENT)$/.test(code))
    return new Problem('busy');
  return null;
}

export function problemResponse(context: Context, problem: Problem): Response {
  const { status, title } = problems[problem.kind];
  const { detail, faults } = problem;
  const body = {
    type: `/problems/${problem.kind}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(faults === undefined ? {} : { faults }),
  };
  return context.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
}

/** The answer to an error that no route caught. A fault of the program is logged with its stack, never shown. */
export function answerError(
  error: unknown,
  context: Context,
  log: (line: Readonly<Record<string, unknown>>) => void,
): Response {
  const problem = problemOf(error);
  if (problem !== null) return problemResponse(context, problem);
  log({
    event: 'fault',
    method: context.req.method,
    path: context.req.routePath,
    error: causeOf(error),
  });
  return problemResponse(context, new Problem('fault'));
}

/** The problems that a route can answer with, for its description. */
export const answers = (...kinds: readonly ProblemKind[]) =>
  Object.fromEntries(
    kinds.map((kind) => [
      problems[kind].status,
      { description: problems[kind].title, content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
