import { createRoute, z } from '@hono/zod-openapi';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { hasMeans, storePassword } from './account.ts';
import { limitAddress, newApp, openSession } from './asking.ts';
import { type Link, makeLink } from './links.ts';
import type { Parts } from './parts.ts';
import { creationOptions, registrationResponse } from './passkeyRoutes.ts';
import { keepPasskey, registrationOptions, verifiedPasskey } from './passkeys.ts';
import { hashPassword } from './password.ts';
import { cardOf } from './persons.ts';
import type { Card } from './ports.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, json, line, moment, newPassword, sessionSchema, tags, token } from './schemas.ts';
import { allOrNothing, type Database } from './tables.ts';
import { weaknessOf } from './weakness.ts';

export type Invitation = ({ readonly kind: 'invited' } & Link) | { readonly kind: 'has-account' };

/** Invites a person who has a card and nothing yet to sign in with. Throws without such a card. */
export async function invite(parts: Parts, person: string, from: string | null): Promise<Invitation> {
  const card = await cardOf(parts.db, person);
  if (!card) throw new RangeError(`There is no person ${person}`);
  if (await hasMeans(parts.db, person)) return { kind: 'has-account' };
  const host = from === null ? null : ((await cardOf(parts.db, from)) ?? null);
  const link = await makeLink(parts, 'invitation', card, host);
  parts.ports.log({ kind: 'changed', person, what: 'invited' });
  return { kind: 'invited', ...link };
}

const params = z.object({ token });

const invitationSchema = z
  .object({
    name: z.string(),
    email: z.string().nullable(),
    language: z.string(),
    from: z.string().nullable().openapi({ description: 'The name of who invites.' }),
    until: moment,
  })
  .openapi('Invitation');

const look = createRoute({
  method: 'get',
  path: '/invitation/{token}',
  tags,
  summary: 'What an invitation says',
  request: { params },
  responses: {
    200: { description: 'Who invites whom', ...json(invitationSchema) },
    ...problemAnswers('invalid', 'link-not-valid', 'too-many'),
  },
});

const passkeyOptions = createRoute({
  method: 'post',
  path: '/invitation/{token}/passkey',
  tags,
  summary: 'Begin to accept an invitation with a passkey',
  request: { params },
  responses: {
    200: { description: 'To be answered once, within five minutes', ...json(creationOptions) },
    ...problemAnswers('invalid', 'cross-site', 'link-not-valid', 'passkeys-unavailable', 'too-many'),
  },
});

const accept = createRoute({
  method: 'post',
  path: '/invitation/{token}',
  tags,
  summary: 'Accept an invitation and sign in',
  description:
    'With a password or a passkey. With a provider, one signs in there: the invitation is found by the address.',
  request: {
    params,
    ...body(
      z.union([
        z.strictObject({ password: newPassword }),
        z.strictObject({ passkey: z.object({ name: line(80), response: registrationResponse }) }),
      ]),
    ),
  },
  responses: {
    200: { description: 'Signed in', ...json(z.object({ session: sessionSchema })) },
    ...problemAnswers(
      'malformed',
      'invalid',
      'cross-site',
      'link-not-valid',
      'weak-password',
      'passkey-refused',
      'too-many',
    ),
  },
});

/** The person whom the link invites; null if it does not hold. */
async function invited({ db, tickets }: Parts, link: string) {
  const ticket = await tickets.see('invitation', link);
  const card = ticket?.person ? await cardOf(db, ticket.person) : undefined;
  return ticket && card ? { card, ticket } : null;
}

/** Takes up the invitation together with what it is accepted with, or neither. */
const takeUp = async (
  { db, tickets }: Parts,
  link: string,
  keep: (tx: Database) => Promise<unknown>,
): Promise<boolean> =>
  (await allOrNothing(db, async (tx) => {
    const ticket = await tickets.redeem('invitation', link, tx);
    return ticket && (await keep(tx)) ? ticket : null;
  })) !== null;

async function acceptWithPassword(parts: Parts, link: string, card: Card, password: string) {
  const reason = weaknessOf(password, [card.name, card.email ?? '']);
  if (reason) return { kind: 'weak-password', reason } as const;
  const hash = await hashPassword(password);
  const taken = await takeUp(parts, link, (tx) => storePassword(tx, card.id, hash));
  return taken ? ({ kind: 'accepted', secondFactor: false } as const) : ({ kind: 'link-not-valid' } as const);
}

async function acceptWithPasskey(
  parts: Parts,
  link: string,
  card: Card,
  given: { readonly name: string; readonly response: unknown },
) {
  const passkey = await verifiedPasskey(parts, card.id, given.response as RegistrationResponseJSON);
  if (!passkey) return { kind: 'passkey-refused' } as const;
  const taken = await takeUp(parts, link, (db) => keepPasskey({ ...parts, db }, card.id, given.name, passkey));
  return taken ? ({ kind: 'accepted', secondFactor: true } as const) : ({ kind: 'link-not-valid' } as const);
}

export const invitationRoutes = (parts: Parts) =>
  newApp()
    .openapi(look, async (c) => {
      const limited = await limitAddress(parts, c, 'link-address');
      if (limited) return limited;
      const found = await invited(parts, c.req.valid('param').token);
      if (!found) return problem(c, 'link-not-valid');
      const { id: _, ...card } = found.card;
      const { from } = found.ticket.about;
      const host = typeof from === 'string' ? await cardOf(parts.db, from) : undefined;
      return c.json({ ...card, from: host?.name ?? null, until: found.ticket.until.toISOString() }, 200);
    })
    .openapi(passkeyOptions, async (c) => {
      if (!parts.site.passkeys) return problem(c, 'passkeys-unavailable');
      const limited = await limitAddress(parts, c, 'link-address');
      if (limited) return limited;
      const found = await invited(parts, c.req.valid('param').token);
      if (!found) return problem(c, 'link-not-valid');
      return c.json(await registrationOptions(parts, found.card), 200);
    })
    .openapi(accept, async (c) => {
      const limited = await limitAddress(parts, c, 'link-address');
      if (limited) return limited;
      const link = c.req.valid('param').token;
      const found = await invited(parts, link);
      if (!found) return problem(c, 'link-not-valid');
      const { card } = found;
      const given = c.req.valid('json');
      const answer =
        'password' in given
          ? await acceptWithPassword(parts, link, card, given.password)
          : await acceptWithPasskey(parts, link, card, given.passkey);
      if (answer.kind === 'weak-password') return problem(c, answer.kind, { reason: answer.reason });
      if (answer.kind !== 'accepted') return problem(c, answer.kind);
      parts.ports.log({ kind: 'changed', person: card.id, what: 'invitation-accepted' });
      const { secondFactor } = answer;
      return c.json(
        { session: await openSession(parts, c, { person: card.id, means: 'invitation', secondFactor }) },
        200,
      );
    });
