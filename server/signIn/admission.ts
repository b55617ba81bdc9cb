import { hasMeans } from './account.ts';
import type { Claims } from './oidcClient.ts';
import type { Parts } from './parts.ts';
import { addPerson, cardByEmail } from './persons.ts';
import type { OidcProvider } from './settings.ts';

/** Who comes in through a provider, or why nobody does. */
export type Admission =
  | { readonly kind: 'admitted'; readonly person: string }
  | { readonly kind: 'not-invited' | 'email-not-verified' | 'link-first' };

const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

/** The person whom a provider's claims have been linked to. */
export async function linkedPerson({ db }: Parts, { issuer, subject }: Claims): Promise<string | null> {
  const row = await db
    .selectFrom('sign_in.identity')
    .select('person')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.person ?? null;
}

/** False if the claims belong to somebody already. */
export async function link({ db, ports }: Parts, { issuer, subject }: Claims, person: string): Promise<boolean> {
  const row = await db
    .insertInto('sign_in.identity')
    .values({ issuer, subject, person, since: ports.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person')
    .executeTakeFirst();
  if (row) ports.log({ kind: 'changed', person, what: 'provider-linked' });
  return row !== undefined;
}

/**
 * Nobody comes in who is not linked, invited, or of a domain that the provider speaks for. An account that has a way
 * in already is linked by its address only within such a domain: elsewhere a provider could take over accounts.
 */
export async function admit(parts: Parts, provider: OidcProvider, claims: Claims): Promise<Admission> {
  const known = await linkedPerson(parts, claims);
  if (known !== null) return { kind: 'admitted', person: known };
  if (claims.email === null || !claims.emailVerified) return { kind: 'email-not-verified' };
  const speaksFor = isOf(provider, claims.email);
  const card = await cardByEmail(parts.db, claims.email);
  if (!card) return speaksFor ? admitNew(parts, claims, claims.email) : { kind: 'not-invited' };
  if (!speaksFor && (await hasMeans(parts.db, card.id))) return { kind: 'link-first' };
  if (!speaksFor && !(await isInvited(parts, card.id))) return { kind: 'not-invited' };
  await link(parts, claims, card.id);
  await parts.tickets.withdraw('invitation', card.id);
  return { kind: 'admitted', person: card.id };
}

const isOf = ({ domains = [] }: OidcProvider, email: string): boolean =>
  domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());

async function admitNew(parts: Parts, claims: Claims, email: string): Promise<Admission> {
  const language = languages.find((code) => claims.locale?.toLowerCase().startsWith(code)) ?? 'en';
  const name = claims.name ?? email.slice(0, email.lastIndexOf('@'));
  const person = await addPerson(parts.db, { name, email, language, administrator: false });
  if (person !== null) parts.ports.log({ kind: 'changed', person, what: 'created' });
  // Another sign-in of the same person was a moment faster.
  const id = person ?? (await cardByEmail(parts.db, email))?.id;
  if (id === undefined) return { kind: 'not-invited' };
  await link(parts, claims, id);
  return { kind: 'admitted', person: id };
}

async function isInvited({ db, ports }: Parts, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('sign_in.ticket')
    .select('person')
    .where('purpose', '=', 'invitation')
    .where('person', '=', person)
    .where('until', '>', ports.now())
    .executeTakeFirst();
  return row !== undefined;
}
