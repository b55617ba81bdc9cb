import { createHmac } from 'node:crypto';
import type { Installation } from '../records/installation.ts';
import type { Office } from '../server/office.ts';
import { makeLink } from '../server/signIn/links.ts';
import type { Parts } from '../server/signIn/parts.ts';
import { cardOf } from '../server/signIn/persons.ts';
import { keysOf } from '../server/signIn/secrets.ts';
import { siteOf } from '../server/signIn/settings.ts';
import { tablesOf } from '../server/signIn/tables.ts';
import { ticketsOf } from '../server/signIn/tickets.ts';

/** A link by which a person comes in for the first time, or sets a new password. */
export async function linkFor(
  office: Office,
  installation: Installation,
  person: string,
): Promise<{ readonly link: string; readonly until: string }> {
  const invitation = await office.signIn.invite(person, null);
  return invitation.kind === 'invited' ? invitation : resetLink(office, installation, person);
}

/** Sign-in gives such a link by mail only; the host hands it over himself, so it is made here from the same parts. */
async function resetLink({ database, baseUrl, clock }: Office, { secret }: Installation, person: string) {
  const signInSecret = createHmac('sha256', secret).update('sign-in').digest().toString('base64url');
  const db = tablesOf(database.pool);
  const card = await cardOf(db, person);
  if (card === undefined) throw new RangeError(`There is no person ${person}`);
  const parts: Pick<Parts, 'site' | 'tickets' | 'ports'> = {
    site: siteOf({ baseUrl, secret: signInSecret, oidc: [], trustProxy: false }),
    tickets: ticketsOf(db, keysOf(signInSecret), clock.now),
    ports: { now: clock.now, log: () => {} },
  };
  return makeLink(parts as Parts, 'reset', card, null);
}
