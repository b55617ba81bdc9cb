import { type Kysely, sql } from 'kysely';
import pg from 'pg';
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
import type { Database } from './database.ts';
import { freshId } from './ids.ts';
import { selectEntries } from './lists.ts';
import { canonicalOf, type Envelope, envelopeOf, type Head, hashOf, sourceOf } from './log.ts';
import type { Tables } from './schema.ts';
import type { SigningKey } from './signing.ts';
import { applyChange, entryOf, proposalOf } from './tables.ts';

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

/** Runs `work` on one connection as the actor, in one transaction. */
async function asActor<T>(
  database: Database,
  actor: Actor,
  mode: 'read only' | 'read write',
  work: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  return database.tables.connection().execute(async (db) => {
    await sql.raw(beginning(actor, mode)).execute(db);
    try {
      const result = await work(db);
      await sql.raw('commit').execute(db);
      return result;
    } catch (error) {
      await sql
        .raw('rollback')
        .execute(db)
        .catch(() => {});
      throw meant(error);
    }
  });
}

function viewOf(db: Kysely<Tables>): View {
  return {
    entry: async (id) => {
      const row = await db.selectFrom('entry').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : entryOf(row);
    },
    entries: (choice) => selectEntries(db, choice),
    mandate: async (id) => {
      const row = await db.selectFrom('mandate').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : proposalOf(row);
    },
  };
}

/** A record that waits for its place in the chain until the transaction has done everything else. */
interface Waiting {
  readonly change: Change;
  readonly bodies: readonly string[];
}

async function lockHead(db: Kysely<Tables>): Promise<Head> {
  const { rows } = await sql<Head>`select seq, hash from lock_head()`.execute(db);
  const [head] = rows;
  if (head === undefined) throw new Error('The log has no head: the instance was not founded.');
  return head;
}

async function appendRecord(db: Kysely<Tables>, envelope: Envelope, key: SigningKey): Promise<string> {
  const canonical = canonicalOf(envelope);
  const jws = await key.sign(Buffer.from(canonical));
  await sql`select append_record(${canonical}, ${jws})`.execute(db);
  return canonical;
}

/** The memory: every change is a record of the log, written in one transaction with the tables it touches. */
export function recordsOf(memory: Memory): Records {
  const { database, files, clock, key, instance } = memory;
  return {
    look: (actor, work) => asActor(database, actor, 'read only', (db) => work(viewOf(db))),
    write: (actor, work) =>
      asActor(database, actor, 'read write', async (db) => {
        const time = clock.now();
        const stamp = { time, author: actor.person };
        const waiting: Waiting[] = [];
        const view = viewOf(db);
        const pen: Pen = {
          ...view,
          held: async (id) => {
            const row = await db.selectFrom('entry').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
            return row === undefined ? null : entryOf(row);
          },
          record: async <Name extends RegisterName>(change: Change<Name>) => {
            const row = await applyChange(db, change as Change, stamp, files);
            waiting.push({ change: change as Change, bodies: row.bodies });
            return entryOf<Name>(row);
          },
        };
        const result = await work(pen);
        if (waiting.length > 0) {
          // The head is locked last and held for as short as can be: all writers queue here.
          let head = await lockHead(db);
          for (const { change, bodies } of waiting) {
            const id = freshId(time);
            const envelope = envelopeOf(change, bodies, { ...head, ...stamp, id, source: sourceOf(instance) });
            const canonical = await appendRecord(db, envelope, key);
            head = { seq: head.seq + 1, hash: hashOf(canonical) };
          }
        }
        return result;
      }),
  };
}

/** Reads as the actor, in a transaction of its own: for lists that are more than entries. */
export const reading = <T>(database: Database, actor: Actor, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> =>
  asActor(database, actor, 'read only', work);
