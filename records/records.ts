import type { Kysely } from 'kysely';
import pg, { type PoolClient } from 'pg';
import type { Actor, Membership } from '../programme/access.ts';
import {
  type Change,
  type Clock,
  type Files,
  Forbidden,
  type Pen,
  type Records,
  type View,
} from '../programme/ports.ts';
import type { RegisterName } from '../programme/registers.ts';
import { type Database, often, tablesOver } from './database.ts';
import { freshId } from './ids.ts';
import { selectEntries } from './lists.ts';
import { canonicalOf, envelopeOf, type Head, hashOf, sourceOf } from './log.ts';
import type { Tables } from './schema.ts';
import type { SigningKey } from './signing.ts';
import { applyChange, entryColumns, entryOf, mandateColumns, proposalOf, type Stamp } from './tables.ts';

export interface Memory {
  readonly database: Database;
  readonly files: Files;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly instance: string;
}

const partiesOf = (memberships: readonly Membership[], ...as: readonly Membership['role'][]): string =>
  memberships.flatMap(({ party, role }) => (as.length === 0 || as.includes(role) ? [party] : [])).join(',');

/** What PostgreSQL is told of the actor, for this transaction only, in one round trip with its beginning. */
export function beginning({ system, memberships }: Actor, mode: 'read only' | 'read write'): string {
  const begin = `begin ${mode}`;
  if (system === true) return begin;
  const focal = memberships.filter(({ role }) => role === 'focal-point');
  const claims = {
    parties: partiesOf(memberships),
    full: partiesOf(memberships, 'viewer', 'editor', 'coordinator'),
    focal: partiesOf(memberships, 'focal-point'),
    bodies: [...new Set(focal.flatMap(({ bodies }) => bodies))].join(','),
    editing: partiesOf(memberships, 'editor', 'coordinator'),
    coordinating: partiesOf(memberships, 'coordinator'),
  };
  const settings = Object.entries(claims).map(
    ([name, value]) => `set_config('rapport.${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `${begin}; set local role rapport_app; select ${settings.join(', ')}`;
}

/** Errors of PostgreSQL that mean something to the programme. */
function meant(error: unknown): unknown {
  const code = (error as { code?: string }).code;
  if (code === '42501') return new Forbidden('Row-level security refuses that.');
  return error;
}

type Work<T> = (db: Kysely<Tables>) => Promise<T>;

/** Undoes what was not committed. A connection that cannot do even that is closed. */
async function undone(client: PoolClient, error: unknown): Promise<never> {
  await client.query('rollback').then(
    () => client.release(),
    () => client.release(true),
  );
  throw meant(error);
}

/** Reads as the actor, in one transaction: also for lists that are more than entries. */
export async function reading<T>({ pool }: Database, actor: Actor, work: Work<T>): Promise<T> {
  const client = await pool.connect();
  // What `work` asks is sent right behind it. Should the beginning fail, nothing of what was read goes further than here.
  const [begun, read] = await Promise.allSettled([
    client.query(beginning(actor, 'read only')),
    // What fails at once must not leave the connection behind either.
    (async () => work(tablesOver(client)))(),
  ]);
  if (begun.status === 'rejected') return undone(client, begun.reason);
  if (read.status === 'rejected') return undone(client, read.reason);
  // Nothing was written: the answer need not wait for the end.
  client.query('commit').then(
    () => client.release(),
    () => client.release(true),
  );
  return read.value;
}

/** What is written, and what was sent and needs no answer before the end is sent as well. */
interface Written<T> {
  readonly result: T;
  readonly sent: readonly Promise<unknown>[];
}

/**
 * Writes as the actor, in one transaction: all of it or nothing. `work` may read before `begun` has come true, and writes nothing
 * before: what is written stands in the transaction and the role that it begins with.
 */
async function writing<T>(
  { pool }: Database,
  actor: Actor,
  work: (client: PoolClient, begun: Promise<unknown>) => Promise<Written<T>>,
): Promise<T> {
  const client = await pool.connect();
  const begun = client.query(beginning(actor, 'read write'));
  const [beginningDone, done] = await Promise.allSettled([begun, work(client, begun)]);
  if (beginningDone.status === 'rejected') return undone(client, beginningDone.reason);
  if (done.status === 'rejected') return undone(client, done.reason);
  const { result, sent } = done.value;
  try {
    // Where something that was sent failed, PostgreSQL rolls back instead, and says so.
    const [{ command }] = await Promise.all([client.query('commit'), ...sent]);
    if (command !== 'COMMIT') throw new Error('A statement of this transaction failed and nobody said so.');
  } catch (error) {
    return undone(client, error);
  }
  client.release();
  return result;
}

function viewOf(db: Kysely<Tables>): View {
  return {
    entry: async (id) => {
      const [row] = await often(db, db.selectFrom('entry').select(entryColumns).where('id', '=', id));
      return row === undefined ? null : entryOf(row);
    },
    entries: (choice) => selectEntries(db, choice),
    mandate: async (id) => {
      const [row] = await often(db, db.selectFrom('mandate').select(mandateColumns).where('id', '=', id));
      return row === undefined ? null : proposalOf(row);
    },
  };
}

/** A record that waits for its place in the chain until the transaction has done everything else. */
interface Waiting {
  readonly change: Change;
  readonly bodies: readonly string[];
}

async function lockHead(client: PoolClient): Promise<Head> {
  const { rows } = await client.query<Head>({ name: 'lock_head', text: 'select seq, hash from lock_head()' });
  const [head] = rows;
  if (head === undefined) throw new Error('The log has no head: the instance was not founded.');
  return head;
}

/**
 * Signs the records one after the other and sends them; the head is held until the transaction ends. Once this has returned, all
 * are on their way, and what is sent next comes behind them: so by the client itself, since Kysely sends a little later.
 */
async function appended(
  client: PoolClient,
  waiting: readonly Waiting[],
  { key, instance }: Memory,
  stamp: Stamp,
): Promise<Promise<unknown>[]> {
  const sent: Promise<unknown>[] = [];
  let head = await lockHead(client);
  for (const { change, bodies } of waiting) {
    const place = { ...head, ...stamp, id: freshId(stamp.time), source: sourceOf(instance) };
    const canonical = canonicalOf(envelopeOf(change, bodies, place));
    const jws = await key.sign(Buffer.from(canonical));
    const text = 'select append_record($1, $2)';
    const sending = client.query({ name: 'append_record', text, values: [canonical, jws] });
    // What fails is thrown when the transaction ends.
    sending.catch(() => {});
    sent.push(sending);
    head = { seq: head.seq + 1, hash: hashOf(canonical) };
  }
  return sent;
}

/** The memory: every change is a record of the log, written in one transaction with the tables it touches. */
export function recordsOf(memory: Memory): Records {
  const { database, files, clock } = memory;
  return {
    look: (actor, work) => reading(database, actor, (db) => work(viewOf(db))),
    write: (actor, work) =>
      writing(database, actor, async (client, begun) => {
        const db = tablesOver(client);
        const stamp = { time: clock.now(), author: actor.person };
        const waiting: Waiting[] = [];
        const pen: Pen = {
          ...viewOf(db),
          held: async (id) => {
            const query = db.selectFrom('entry').select(entryColumns).where('id', '=', id).forUpdate();
            const [row] = await often(db, query);
            return row === undefined ? null : entryOf(row);
          },
          record: async <Name extends RegisterName>(change: Change<Name>) => {
            await begun;
            const row = await applyChange(db, change as Change, stamp, files);
            waiting.push({ change: change as Change, bodies: row.bodies });
            return entryOf<Name>(row);
          },
        };
        const result = await work(pen);
        await begun;
        // The head is locked last and held for as short as can be: all writers queue here.
        return { result, sent: waiting.length === 0 ? [] : await appended(client, waiting, memory, stamp) };
      }),
  };
}
