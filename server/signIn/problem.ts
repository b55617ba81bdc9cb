import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { weaknesses } from './weakness.ts';

/** All that sign-in can answer instead of what was asked for: RFC 9457, with a type that stays. */
export const problems = {
  malformed: { status: 400, title: 'The request cannot be read.' },
  invalid: { status: 422, title: 'Something in the request is not as it must be.' },
  'wrong-credentials': { status: 401, title: 'The address or the password is wrong.' },
  'wrong-code': { status: 401, title: 'The code is wrong or was used before.' },
  'no-second-step': { status: 401, title: 'No sign-in waits for its second step: begin again.' },
  'passkey-refused': { status: 401, title: 'The passkey was not accepted.' },
  'signed-out': { status: 401, title: 'Nobody is signed in.' },
  'sign-in-again': { status: 403, title: 'This asks for a sign-in of the last quarter of an hour.' },
  'session-only': { status: 403, title: 'This cannot be done with an access token.' },
  'cross-site': { status: 403, title: 'The request comes from another site.' },
  'wrong-setup-code': { status: 403, title: 'The setup code is wrong.' },
  unknown: { status: 404, title: 'There is no such thing.' },
  'link-not-valid': { status: 404, title: 'The link was used, has expired or never was.' },
  'already-set-up': { status: 409, title: 'There is an administrator already.' },
  'email-taken': { status: 409, title: 'Somebody else has this address.' },
  'already-enrolled': { status: 409, title: 'A second factor is enrolled already: remove it first.' },
  'last-means': { status: 409, title: 'This is the only way left to sign in.' },
  'token-limit': { status: 409, title: 'There are too many access tokens: revoke some.' },
  'passkeys-unavailable': { status: 409, title: 'Passkeys need a domain name and https.' },
  'too-large': { status: 413, title: 'The request is too large.' },
  'weak-password': { status: 422, title: 'The password must not be used.' },
  'too-many': { status: 429, title: 'Too many attempts: wait.' },
  fault: { status: 500, title: 'A fault of the program. It was logged.' },
  'provider-unreachable': { status: 503, title: 'The identity provider does not answer.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemCode = keyof typeof problems;
type StatusOf<Code extends ProblemCode> = (typeof problems)[Code]['status'];

export const problemType = (code: ProblemCode): string => `/problems/${code}`;

const problemSchema = z
  .object({
    type: z.string().openapi({ example: '/problems/wrong-credentials' }),
    title: z.string(),
    status: z.int(),
    reason: z.enum(weaknesses).optional().openapi({ description: 'Why a password must not be used.' }),
    retryAfter: z.int().optional().openapi({ description: 'Seconds to wait.' }),
    faults: z
      .array(z.object({ path: z.array(z.union([z.string(), z.number()])), code: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'Where in the request it is wrong.' }),
  })
  .openapi('SignInProblem');

export type Details = Omit<z.infer<typeof problemSchema>, 'type' | 'title' | 'status'>;

const mediaType = 'application/problem+json';

/** The answer of a problem. */
export function problem<Code extends ProblemCode>(c: Context, code: Code, details: Details = {}) {
  const { title, status } = problems[code] as { title: string; status: StatusOf<Code> };
  const headers = {
    'content-type': mediaType,
    ...(details.retryAfter === undefined ? {} : { 'retry-after': String(details.retryAfter) }),
  };
  return c.json({ type: problemType(code), title, status, ...details }, status, headers);
}

interface ProblemResponse {
  readonly description: string;
  readonly content: { readonly 'application/problem+json': { readonly schema: typeof problemSchema } };
}

type Answers<Code extends ProblemCode> = { readonly [Status in StatusOf<Code>]: ProblemResponse };

/** What a route declares of the problems it can answer with, by status. */
export function problemAnswers<Code extends ProblemCode>(...codes: readonly Code[]): Answers<Code> {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  const answers = Array.from(byStatus, ([status, alike]) => [
    status,
    {
      description: alike.map((code) => `\`${problemType(code)}\` ${problems[code].title}`).join(' '),
      content: { [mediaType]: { schema: problemSchema } },
    },
  ]);
  return Object.fromEntries(answers) as Answers<Code>;
}
