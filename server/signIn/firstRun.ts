import { timingSafeEqual } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { storePassword } from './account.ts';
import { limitAddress, newApp, openSession } from './asking.ts';
import type { Parts } from './parts.ts';
import { hashPassword } from './password.ts';
import { addPerson, found, isSetUp, type NewPerson } from './persons.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, email, json, language, line, newPassword, sessionSchema, tags } from './schemas.ts';
import { readable, typed } from './secrets.ts';
import { allOrNothing } from './tables.ts';
import { passwordLength, weaknessOf } from './weakness.ts';

const stateSchema = z
  .object({
    administrator: z.boolean().openapi({ description: 'Whether there is one; without, the first can be created.' }),
    setupCode: z.boolean().openapi({ description: 'Whether creating the first asks for the code the server printed.' }),
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
    passkeys: z.boolean().openapi({ description: 'Whether this address allows passkeys.' }),
    mail: z.boolean().openapi({ description: 'Whether links can be sent.' }),
    leastPassword: z.int(),
  })
  .openapi('SignInState');

const state = createRoute({
  method: 'get',
  path: '/state',
  tags,
  summary: 'What sign-in offers here',
  responses: { 200: { description: 'What a sign-in page needs to know', ...json(stateSchema) } },
});

const first = createRoute({
  method: 'post',
  path: '/first',
  tags,
  summary: 'Create the first administrator and sign in',
  request: body(
    z.object({
      name: line(200),
      email,
      password: newPassword,
      language: language.default('en'),
      setupCode: z.string().max(100).optional(),
    }),
  ),
  responses: {
    201: { description: 'Created and signed in', ...json(z.object({ session: sessionSchema })) },
    ...problemAnswers(
      'malformed',
      'invalid',
      'cross-site',
      'wrong-setup-code',
      'already-set-up',
      'email-taken',
      'weak-password',
      'too-many',
    ),
  },
});

/** The same for all servers with the secret; worth nothing once there is an administrator. */
const setupCode = ({ keys }: Parts): string => readable(keys.hash('setup', 'first administrator').subarray(0, 16));

/** The code to print for the host; null if none is needed. */
export const neededSetupCode = async (parts: Parts): Promise<string | null> =>
  parts.site.openSetup || (await isSetUp(parts.db)) ? null : setupCode(parts);

function isSetupCode(parts: Parts, code: string | undefined): boolean {
  const { keys, site } = parts;
  if (site.openSetup) return true;
  return timingSafeEqual(keys.hash('setup', typed(code ?? '')), keys.hash('setup', setupCode(parts)));
}

/** One of several at once creates the administrator; the others find that there is one. Null if the address is taken. */
const createFirst = ({ db, ports }: Parts, person: NewPerson, password: string) =>
  allOrNothing(db, async (tx) => {
    if (!(await found(tx, ports.now()))) return { kind: 'already-set-up' } as const;
    const id = await addPerson(tx, person);
    if (id === null) return null;
    await storePassword(tx, id, password);
    return { kind: 'created', id } as const;
  });

export const firstRun = (parts: Parts) =>
  newApp()
    .openapi(state, async (c) => {
      const { settings, site, ports, db } = parts;
      const administrator = await isSetUp(db);
      return c.json(
        {
          administrator,
          setupCode: !administrator && !site.openSetup,
          providers: settings.oidc.map(({ id, name }) => ({ id, name })),
          passkeys: site.passkeys,
          mail: ports.mail !== undefined,
          leastPassword: passwordLength.least,
        },
        200,
      );
    })
    .openapi(first, async (c) => {
      const { password, setupCode: code, ...person } = c.req.valid('json');
      const limited = await limitAddress(parts, c, 'setup-address');
      if (limited) return limited;
      if (await isSetUp(parts.db)) return problem(c, 'already-set-up');
      if (!isSetupCode(parts, code)) {
        parts.ports.log({ kind: 'refused', step: 'setup', person: null });
        return problem(c, 'wrong-setup-code');
      }
      const reason = weaknessOf(password, [person.name, person.email]);
      if (reason) return problem(c, 'weak-password', { reason });
      const created = await createFirst(parts, { ...person, administrator: true }, await hashPassword(password));
      if (created?.kind !== 'created') return problem(c, created?.kind ?? 'email-taken');
      parts.ports.log({ kind: 'changed', person: created.id, what: 'administrator-created' });
      const session = await openSession(parts, c, { person: created.id, means: 'first-run', secondFactor: false });
      return c.json({ session }, 201);
    });
