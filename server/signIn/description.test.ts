import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problems, problemType } from './problem.ts';
import { type Answer, type Browser, type Desk, openDesk, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
let browser: Browser;
beforeAll(async () => {
  const oidc = [{ id: 'un', name: 'UN', issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x' }];
  desk = await openDesk({ oidc, baseUrl: 'http://localhost:8080' });
  await someone(desk, 'fuzz@example.org');
  browser = await signedIn(desk, 'fuzz@example.org');
});
afterAll(() => desk.close());

interface Operation {
  readonly summary?: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly requestBody?: unknown;
}

function operations(): { method: string; path: string; operation: Operation }[] {
  const { paths = {} } = desk.signIn.routes.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
  });
  return Object.entries(paths).flatMap(([path, of]) =>
    Object.entries(of ?? {}).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  );
}

const known = new Map(
  Object.entries(problems).map(([code, { status }]) => [problemType(code as keyof typeof problems), status]),
);

describe('the description of sign-in', () => {
  it('holds every route', () => {
    const served = desk.signIn.routes.routes.filter(({ method }) => method !== 'ALL');
    const named = new Set(
      served.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`),
    );
    expect(new Set(operations().map(({ method, path }) => `${method} ${path}`))).toEqual(named);
    expect(named.size).toBeGreaterThan(30);
  });

  it('says of each what it does, and how it can fail', () => {
    for (const { method, path, operation } of operations()) {
      expect(operation.summary, `${method} ${path}`).toMatch(/^[A-Z].+[^.]$/);
      for (const [status, { content }] of Object.entries(operation.responses))
        if (Number(status) >= 400)
          expect(Object.keys(content ?? {}), `${method} ${path} ${status}`).toEqual(['application/problem+json']);
      if (operation.requestBody)
        expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '422']));
    }
  });
});

/** Answers that a client can rely on: no failure of the program, and problems of the listed types with their status. */
function expectSound(answer: Answer, what: string): void {
  expect(answer.status, what).toBeLessThan(answer.body?.type === '/problems/provider-unreachable' ? 504 : 500);
  if (answer.status < 400) return;
  expect(answer.headers.get('content-type'), what).toBe('application/problem+json');
  expect(known.get(answer.body.type), what).toBe(answer.status);
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\u0000',
    'a\u0000b',
    '\ud800',
    "' or 1=1 --",
    '../../etc',
    '%00',
    '%ff',
    'A'.repeat(43),
    'x'.repeat(5000),
  ),
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, [], {}, [[]], { toString: 1 }, { __proto__: null, a: 1 }),
);

const field = fc.constantFrom(
  ...[
    'email',
    'password',
    'current',
    'name',
    'language',
    'setupCode',
    'code',
    'recoveryCode',
    'enrolment',
    'page',
    'link',
    'days',
  ],
  ...['id', 'rawId', 'type', 'response', 'passkey', '__proto__', 'constructor'],
);

const likely: Readonly<Record<string, unknown>> = {
  email: 'fuzz@example.org',
  password: 'a long enough thing 5',
  name: 'Somebody',
  type: 'public-key',
  id: 'A'.repeat(43),
  rawId: 'A'.repeat(43),
  enrolment: 'A'.repeat(43),
  code: '123456',
};

const bodies = fc.oneof(
  hostile,
  fc.dictionary(field, hostile, { maxKeys: 6 }),
  fc.dictionary(field, hostile, { maxKeys: 2 }).map((some) => ({ ...likely, ...some })),
  fc
    .dictionary(
      fc.constantFrom(
        'clientDataJSON',
        'attestationObject',
        'authenticatorData',
        'signature',
        'userHandle',
        'transports',
      ),
      hostile,
    )
    .map((response) => ({
      ...likely,
      response: {
        clientDataJSON: 'e30',
        attestationObject: 'oA',
        authenticatorData: 'AA',
        signature: 'AA',
        ...response,
      },
    })),
);

describe('whatever is sent', () => {
  it('is answered soundly, with and without a session', async () => {
    const routes = operations().filter(({ method, path }) => !(method === 'delete' && path.startsWith('/session')));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        bodies,
        hostile,
        fc.boolean(),
        fc.ipV4(),
        async (route, body, part, known, from) => {
          // Each caller has an address of his own, so that limits hide nothing.
          const caller = desk.browser(from, known ? browser.cookies : undefined);
          const path = route.path.replace(/\{\w+\}/g, () =>
            encodeURIComponent(`-${typeof part === 'string' ? part.toWellFormed() : JSON.stringify(part)}`),
          );
          const answer = await caller.ask(route.method.toUpperCase(), path, route.method === 'get' ? undefined : body);
          expectSound(answer, `${route.method} ${path} ${JSON.stringify(body)}`);
        },
      ),
      { numRuns: 1500 },
    );
    expect(desk.events.filter(({ kind }) => kind === 'failed')).toEqual([]);
  });

  it.each([
    ['no JSON', '{"email":', 400, '/problems/malformed'],
    ['nothing', undefined, 400, '/problems/malformed'],
    ['a list', [], 422, '/problems/invalid'],
    ['too much', { email: 'a@example.org', password: 'x'.repeat(70_000) }, 413, '/problems/too-large'],
    [
      'a NUL in a name',
      { name: 'a\u0000b', email: 'n@example.org', password: 'a long enough thing 5' },
      422,
      '/problems/invalid',
    ],
  ])('%s: %j', async (_, body, status, type) => {
    const answer = await desk
      .browser('10.9.9.9')
      .ask('POST', body && 'name' in Object(body) ? '/first' : '/password', body, {
        'content-type': 'application/json',
      });
    expect([answer.status, answer.body.type]).toEqual([status, type]);
  });

  it('names where a request is wrong, and repeats nothing of it', async () => {
    const { body } = await desk
      .browser('10.9.9.8')
      .ask('POST', '/password', { email: 'secret no address', password: 7 });
    expect(body.faults.map(({ path }: { path: string[] }) => path.join('.'))).toEqual(['email', 'password']);
    expect(JSON.stringify(body)).not.toContain('secret no address');
  });
});
