import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Parts } from './parts.ts';
import type { Card } from './ports.ts';
import type { TicketPurpose } from './secrets.ts';
import { lasts } from './settings.ts';

/** A key that a browser or a device keeps for its owner, and shows only after it has recognized him. */
export interface NewPasskey {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** EdDSA, ES256 and RS256, by their numbers in COSE: what every authenticator can do one of. */
const algorithms = [-8, -7, -257];

const transportsOf = (given: readonly string[] | undefined): string[] =>
  (given ?? []).filter((transport) => /^[a-z-]{1,20}$/.test(transport)).slice(0, 8);

/** The challenge is a ticket: it stands in the database as a hash, and belongs to one person or to nobody yet. */
async function challengeFor(
  { tickets }: Parts,
  purpose: TicketPurpose,
  person: string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const { token } = await tickets.issue(purpose, { person, lasts: lasts.passkey });
  return Uint8Array.from(Buffer.from(token, 'base64url'));
}

/** Uses up the challenge of an answer that was found right; false if it was not ours, not this person's, or used before. */
async function redeems(
  { tickets }: Parts,
  purpose: TicketPurpose,
  person: string | null,
  challenge: string,
): Promise<boolean> {
  return /^[\w-]{43}$/.test(challenge) && (await tickets.redeem(purpose, challenge))?.person === person;
}

/** Remembers the challenge that an answer was given to: it is judged after the answer itself. */
function noting(): { challenge: string; readonly note: (challenge: string) => true } {
  const noted = {
    challenge: '',
    note: (challenge: string): true => {
      noted.challenge = String(challenge);
      return true;
    },
  };
  return noted;
}

export async function registrationOptions(parts: Parts, { id, name, email }: Card) {
  const existing = await parts.db
    .selectFrom('sign_in.passkey')
    .select(['id', 'transports'])
    .where('person', '=', id)
    .execute();
  return generateRegistrationOptions({
    rpName: 'Rapport',
    rpID: parts.site.host,
    userID: Uint8Array.from(Buffer.from(id.replaceAll('-', ''), 'hex')),
    userName: email ?? name,
    userDisplayName: name,
    challenge: await challengeFor(parts, 'passkey-registration', id),
    timeout: lasts.passkey,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: existing,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** The passkey that a browser made for the person; null if the answer proves none. */
export async function verifiedPasskey(
  parts: Parts,
  person: string,
  response: RegistrationResponseJSON,
): Promise<NewPasskey | null> {
  const asked = noting();
  // Whatever is wrong with what was sent, the library throws.
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: asked.note,
    expectedOrigin: [...parts.site.origins],
    expectedRPID: parts.site.host,
    supportedAlgorithmIDs: algorithms,
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }));
  if (!registrationInfo || !(await redeems(parts, 'passkey-registration', person, asked.challenge))) return null;
  const { id, publicKey, counter } = registrationInfo.credential;
  return { id, publicKey, counter, transports: transportsOf(response.response.transports) };
}

/** False if the passkey is kept already. */
export async function keepPasskey({ db, ports }: Parts, person: string, name: string, passkey: NewPasskey) {
  const { id, publicKey, counter, transports } = passkey;
  const row = await db
    .insertInto('sign_in.passkey')
    .values({
      ...{ id, person, name, counter, since: ports.now(), seen: null },
      public_key: Buffer.from(publicKey),
      transports: [...transports],
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** For a browser that may hold passkeys of whoever sits before it. */
export const authenticationOptions = async (parts: Parts) =>
  generateAuthenticationOptions({
    rpID: parts.site.host,
    challenge: await challengeFor(parts, 'passkey-sign-in', null),
    timeout: lasts.passkey,
    userVerification: 'required',
  });

/** Whose passkey answered; null if the answer proves nothing. */
export async function personOf(parts: Parts, response: AuthenticationResponseJSON): Promise<string | null> {
  const { db, site, ports } = parts;
  const kept = await db.selectFrom('sign_in.passkey').selectAll().where('id', '=', response.id).executeTakeFirst();
  if (!kept) return null;
  const { id, person } = kept;
  const asked = noting();
  const answer = await verifyAuthenticationResponse({
    response,
    expectedChallenge: asked.note,
    expectedOrigin: [...site.origins],
    expectedRPID: site.host,
    credential: { id, publicKey: Uint8Array.from(kept.public_key), counter: Number(kept.counter) },
    requireUserVerification: true,
  }).catch(() => null);
  if (!answer?.verified || !(await redeems(parts, 'passkey-sign-in', null, asked.challenge))) return null;
  const { newCounter } = answer.authenticationInfo;
  // A copy of the key would show a count that was used; most passkeys count nothing and always say 0.
  const used = await db
    .updateTable('sign_in.passkey')
    .set({ counter: newCounter, seen: ports.now() })
    .where('id', '=', id)
    .where((row) =>
      row.or([row('counter', '<', newCounter), row.and([row('counter', '=', 0), row.lit(newCounter === 0)])]),
    )
    .returning('id')
    .executeTakeFirst();
  return used ? person : null;
}
