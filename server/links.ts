import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { type Actor, system } from '../programme/access.ts';
import { dayAfter, dayOf } from '../programme/days.ts';
import type { Entry } from '../programme/ports.ts';
import { type Answerer, answerersOf } from '../programme/vacancies.ts';
import { type Db, followUpTables, type Link } from './followUpTables.ts';
import type { Office } from './office.ts';
import { cardsOf, eyesOf, programmeOf, staffingOf } from './receivers.ts';

/**
 * Links by which a body answers a request without an account. A token is the id of the link and a keyed hash over all that it
 * is bound to: request, body, party, person and the day it ends. Nobody can make one without the secret of the instance, and
 * none does more than its row in the table says, which can be revoked. Tokens are kept nowhere; they follow from the rows.
 */

/** Days behind the due day for which a link still holds. */
const holdsBehindDue = 60;

type Bound = Pick<Link, 'id' | 'request' | 'body' | 'party' | 'person' | 'expires'>;

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const seal = (secret: Uint8Array, { id, request, body, party, person, expires }: Bound): Buffer =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['rapport link 1', id, request, body, party, person, expires.toISOString()]))
    .digest();

/** 64 characters that can stand in an address. */
export const tokenOf = (secret: Uint8Array, link: Bound): string =>
  Buffer.concat([idBytes(link.id), seal(secret, link)]).toString('base64url');

function readToken(token: string): { readonly id: string; readonly seal: Buffer } | null {
  if (!/^[A-Za-z0-9_-]{64}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const hex = bytes.toString('hex', 0, 16);
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { id, seal: bytes.subarray(16) };
}

/** Where a person answers. The token stands behind `#`: browsers send it to no server, not even to ours, before the page asks. */
export const linkAddress = ({ baseUrl, secret }: Pick<Office, 'baseUrl' | 'secret'>, link: Bound): string =>
  `${baseUrl}/answer#${tokenOf(secret, link)}`;

/** The last day on which a link holds. */
export const lastDayOf = ({ expires }: Pick<Link, 'expires'>): string => dayOf(new Date(expires.getTime() - 1));

/** The link of a person for a request and body: the one that holds, else a new one. */
export async function linkFor(
  db: Db,
  request: Entry<'request'>,
  body: string,
  { person, party }: Answerer,
  by: string | null,
  now: Date,
): Promise<{ readonly link: Link; readonly isNew: boolean }> {
  const today = dayOf(now);
  const [, later = today] = [today, request.body.due].sort();
  const last = dayAfter(later, holdsBehindDue);
  const expires = new Date(`${dayAfter(last, 1)}T00:00:00Z`);
  const same = () =>
    db
      .selectFrom('link')
      .selectAll()
      .where('request', '=', request.id)
      .where('body', '=', body)
      .where('person', '=', person)
      .where('revoked', 'is', null)
      .executeTakeFirst();
  const holding = await same();
  if (holding !== undefined && holding.expires > now) return { link: holding, isNew: false };
  if (holding !== undefined) await db.updateTable('link').set({ revoked: now }).where('id', '=', holding.id).execute();
  const row = {
    ...{ id: randomUUID(), request: request.id, body, party, person, made: now, made_by: by, expires },
    ...{ revoked: null, opened: null, last_used: null, paid_off: now },
  };
  const made = await db
    .insertInto('link')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made !== undefined) return { link: made, isNew: true };
  // Another server was quicker.
  const link = await same();
  if (link === undefined) throw new Error(`The link of ${request.id} was made and revoked in one moment.`);
  return { link, isNew: false };
}

/** Why a link opens nothing. `unknown` is also said of one that was tampered with. */
export type Refusal = 'unknown' | 'expired' | 'revoked' | 'replaced' | 'too-many';

export interface OpenLink {
  readonly kind: 'open';
  readonly link: Link;
  readonly request: Entry<'request'>;
}

/** A link is used this many times at once, then once in so many milliseconds. */
const [burst, every] = [60, 500];

/** Counts a use; false where it is one too many. All servers count together. */
async function counted(db: Db, { id }: Link, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('link')
    .set({
      last_used: now,
      opened: sql<Date>`coalesce(opened, ${now})`,
      paid_off: sql<Date>`greatest(paid_off, ${now}) + ${every} * interval '1 ms'`,
    })
    .where('id', '=', id)
    .where('paid_off', '<=', new Date(now.getTime() + (burst - 1) * every))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether the person still answers for the body: who has left a post leaves its links behind. */
async function stillAnswers(office: Office, { body, person }: Link, request: Entry<'request'>): Promise<boolean> {
  if (!(await cardsOf(followUpTables(office.database), [person])).has(person)) return false;
  const programme = await programmeOf(office, request);
  const staffing = await staffingOf(office, eyesOf(request.owner), programme, body);
  return answerersOf(body, staffing, dayOf(office.clock.now())).some((each) => each.person === person);
}

/** What a token opens. */
export async function openLink(
  office: Office,
  token: string,
): Promise<OpenLink | { readonly kind: 'refused'; readonly why: Refusal }> {
  const refused = (why: Refusal) => ({ kind: 'refused' as const, why });
  const read = readToken(token);
  if (read === null) return refused('unknown');
  const db = followUpTables(office.database);
  const link = await db.selectFrom('link').selectAll().where('id', '=', read.id).executeTakeFirst();
  if (link === undefined || !timingSafeEqual(read.seal, seal(office.secret, link))) return refused('unknown');
  const now = office.clock.now();
  if (link.revoked !== null) return refused('revoked');
  if (link.expires <= now) return refused('expired');
  if (!(await counted(db, link, now))) return refused('too-many');
  const request = await office.records.look(system, (view) => view.entry(link.request));
  if (request === null || request.register !== 'request' || request.withdrawn) return refused('revoked');
  const asked = request as Entry<'request'>;
  if (!asked.body.to.some(({ body }) => body === link.body)) return refused('revoked');
  return (await stillAnswers(office, link, asked)) ? { kind: 'open', link, request: asked } : refused('replaced');
}

/** Who uses a link: the person, in the one role that it lends him. */
export const linkActor = ({ person, party, body }: Link): Actor => ({
  person,
  memberships: [{ party, role: 'focal-point', bodies: [body] }],
});

/** Revokes the links of a request, of all bodies or of some; how many held until now. */
export async function revokeLinks(
  db: Db,
  request: string,
  bodies: readonly string[] | null,
  now: Date,
): Promise<number> {
  let query = db.updateTable('link').set({ revoked: now }).where('request', '=', request).where('revoked', 'is', null);
  if (bodies !== null) query = query.where('body', 'in', bodies);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Forgets drafts, and which files came in, once no link of the body to the request is left that could use them. */
export async function forgetDrafts({ database, clock }: Pick<Office, 'database' | 'clock'>): Promise<void> {
  const now = clock.now();
  for (const table of ['draft', 'evidence_file'] as const)
    await followUpTables(database)
      .deleteFrom(table)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('link')
              .select('link.id')
              .whereRef('link.request', '=', `${table}.request`)
              .whereRef('link.body', '=', `${table}.body`)
              .where('link.expires', '>', now),
          ),
        ),
      )
      .execute();
}
