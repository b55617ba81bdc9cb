import { createRoute, z } from '@hono/zod-openapi';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { removeMeans } from './account.ts';
import { asksFresh, asksSession, limitAddress, newApp, openSession } from './asking.ts';
import type { Parts } from './parts.ts';
import { authenticationOptions, keepPasskey, personOf, registrationOptions, verifiedPasskey } from './passkeys.ts';
import { cardOf } from './persons.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, json, line, moment, sessionSchema, tags } from './schemas.ts';

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]+$/);
const credentialId = z
  .string()
  .max(1_400)
  .regex(/^[\w-]+$/)
  .openapi({ description: 'The id of a passkey.' });

const credential = { id: credentialId, rawId: credentialId, type: z.literal('public-key') };

/** As browsers give it: `PublicKeyCredential.toJSON()`. */
export const registrationResponse = z
  .looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: z.array(z.string()).max(20).optional(),
    }),
  })
  .openapi('PasskeyRegistration');

const authenticationResponse = z
  .looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.nullish(),
    }),
  })
  .openapi('PasskeyAuthentication');

/** What goes to `navigator.credentials` as it is: its content is WebAuthn's. */
const options = { type: 'object', description: 'For `PublicKeyCredential.parse…OptionsFromJSON`.' } as const;
const requestOptions = z.custom<PublicKeyCredentialRequestOptionsJSON>().openapi(options);
export const creationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>().openapi(options);

const passkeySchema = z
  .object({ id: credentialId, name: z.string(), since: moment, seen: moment.nullable() })
  .openapi('Passkey');

const name = line(80).openapi({ example: 'Office laptop' });
const fresh = ['cross-site', 'signed-out', 'sign-in-again', 'session-only'] as const;

const signInOptions = createRoute({
  method: 'post',
  path: '/passkey/options',
  tags,
  summary: 'Begin to sign in with a passkey',
  responses: {
    200: { description: 'To be answered once, within five minutes', ...json(requestOptions) },
    ...problemAnswers('cross-site', 'passkeys-unavailable', 'too-many'),
  },
});

const signIn = createRoute({
  method: 'post',
  path: '/passkey',
  tags,
  summary: 'Sign in with a passkey',
  request: body(authenticationResponse),
  responses: {
    200: { description: 'Signed in', ...json(z.object({ session: sessionSchema })) },
    ...problemAnswers('malformed', 'invalid', 'cross-site', 'passkey-refused', 'too-many'),
  },
});

const registration = (parts: Parts) =>
  createRoute({
    method: 'post',
    path: '/passkeys/options',
    tags,
    summary: 'Begin to add a passkey',
    middleware: asksFresh(parts),
    responses: {
      200: { description: 'To be answered once, within five minutes', ...json(creationOptions) },
      ...problemAnswers(...fresh, 'passkeys-unavailable'),
    },
  });

const add = (parts: Parts) =>
  createRoute({
    method: 'post',
    path: '/passkeys',
    tags,
    summary: 'Add a passkey',
    middleware: asksFresh(parts),
    request: body(z.object({ name, response: registrationResponse })),
    responses: {
      201: { description: 'It signs in from now on', ...json(z.object({ id: credentialId })) },
      ...problemAnswers(...fresh, 'malformed', 'invalid', 'passkey-refused'),
    },
  });

const list = (parts: Parts) =>
  createRoute({
    method: 'get',
    path: '/passkeys',
    tags,
    summary: 'The own passkeys',
    middleware: asksSession(parts),
    responses: {
      200: { description: 'The oldest first', ...json(z.array(passkeySchema)) },
      ...problemAnswers('signed-out', 'session-only'),
    },
  });

const rename = (parts: Parts) =>
  createRoute({
    method: 'patch',
    path: '/passkeys/{id}',
    tags,
    summary: 'Name a passkey anew',
    middleware: asksSession(parts),
    request: { params: z.object({ id: credentialId }), ...body(z.object({ name })) },
    responses: {
      204: { description: 'Done' },
      ...problemAnswers('malformed', 'invalid', 'cross-site', 'signed-out', 'session-only', 'unknown'),
    },
  });

const remove = (parts: Parts) =>
  createRoute({
    method: 'delete',
    path: '/passkeys/{id}',
    tags,
    summary: 'Remove a passkey',
    middleware: asksFresh(parts),
    request: { params: z.object({ id: credentialId }) },
    responses: {
      204: { description: 'It signs in no longer' },
      ...problemAnswers(...fresh, 'invalid', 'unknown', 'last-means'),
    },
  });

export const passkeyRoutes = (parts: Parts) => {
  const { db, ports, site } = parts;
  return newApp()
    .openapi(signInOptions, async (c) => {
      if (!site.passkeys) return problem(c, 'passkeys-unavailable');
      const limited = await limitAddress(parts, c, 'sign-in-address');
      return limited ?? c.json(await authenticationOptions(parts), 200);
    })
    .openapi(signIn, async (c) => {
      const limited = await limitAddress(parts, c, 'sign-in-address');
      if (limited) return limited;
      const person = await personOf(parts, c.req.valid('json') as unknown as AuthenticationResponseJSON);
      if (person === null) {
        ports.log({ kind: 'refused', step: 'passkey', person: null });
        return problem(c, 'passkey-refused');
      }
      // The device has recognized its owner: key and owner are two things shown.
      return c.json({ session: await openSession(parts, c, { person, means: 'passkey', secondFactor: true }) }, 200);
    })
    .openapi(registration(parts), async (c) => {
      if (!site.passkeys) return problem(c, 'passkeys-unavailable');
      const card = await cardOf(db, c.get('session').person);
      return card ? c.json(await registrationOptions(parts, card), 200) : problem(c, 'signed-out');
    })
    .openapi(add(parts), async (c) => {
      const { person } = c.get('session');
      const { name: chosen, response } = c.req.valid('json');
      const passkey = await verifiedPasskey(parts, person, response as unknown as RegistrationResponseJSON);
      if (!passkey || !(await keepPasskey(parts, person, chosen, passkey))) return problem(c, 'passkey-refused');
      ports.log({ kind: 'changed', person, what: 'passkey-added' });
      return c.json({ id: passkey.id }, 201);
    })
    .openapi(list(parts), async (c) => {
      const rows = await db
        .selectFrom('sign_in.passkey')
        .select(['id', 'name', 'since', 'seen'])
        .where('person', '=', c.get('session').person)
        .orderBy('since')
        .execute();
      const shown = rows.map((row) => ({
        ...row,
        since: row.since.toISOString(),
        seen: row.seen?.toISOString() ?? null,
      }));
      return c.json(shown, 200);
    })
    .openapi(rename(parts), async (c) => {
      const row = await db
        .updateTable('sign_in.passkey')
        .set({ name: c.req.valid('json').name })
        .where('id', '=', c.req.valid('param').id)
        .where('person', '=', c.get('session').person)
        .returning('id')
        .executeTakeFirst();
      return row ? c.body(null, 204) : problem(c, 'unknown');
    })
    .openapi(remove(parts), async (c) => {
      const { person } = c.get('session');
      const { id } = c.req.valid('param');
      const outcome = await removeMeans(db, person, async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('sign_in.passkey')
          .where('id', '=', id)
          .where('person', '=', person)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      });
      if (outcome !== 'removed') return problem(c, outcome);
      ports.log({ kind: 'changed', person, what: 'passkey-removed' });
      return c.body(null, 204);
    });
};
