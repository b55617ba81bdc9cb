import { type Kysely, sql } from 'kysely';
import type { Change, Files } from '../programme/ports.ts';
import type { RegisterName } from '../programme/registers.ts';
import type { Database } from './database.ts';
import { type EntryData, type Envelope, type KeptRecord, type Verification, verifyChain } from './log.ts';
import type { Tables } from './schema.ts';
import { applyChange } from './tables.ts';

const batch = 500;

/** The records of the log in order, a batch at a time. */
export async function* keptRecords(db: Kysely<Tables>, after = 0): AsyncGenerator<KeptRecord> {
  for (let last = after; ; ) {
    const rows = await db
      .selectFrom('record')
      .select(['seq', 'hash', 'envelope', 'jws'])
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(batch)
      .execute();
    yield* rows;
    if (rows.length < batch) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

/** Walks the whole log of this instance: numbers, hashes, links, signatures and the head. */
export async function verifyRecords(database: Database): Promise<Verification> {
  return database.tables
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const head = await tx.selectFrom('log_head').select(['seq', 'hash']).executeTakeFirst();
      return verifyChain(keptRecords(tx), head);
    });
}

/** The change that a record tells; null for what the instance records of itself. */
export function changeOf(envelope: Envelope): Change | null {
  if (envelope.subject === undefined) return null;
  const [register = '', id = ''] = envelope.subject.split('/');
  const data = envelope.data as EntryData;
  return {
    id,
    register: register as RegisterName,
    act: envelope.type.split('.').at(-1) ?? '',
    programme: envelope.programme ?? null,
    owner: envelope.owner,
    visibility: envelope.visibility,
    version: data.version,
    body: data.body as Change['body'],
    withdrawn: data.withdrawn,
    reason: data.reason,
  };
}

/** Empties the tables that are read from the log and makes them anew from it: all of them or, if that fails, none. */
export async function rebuild(
  database: Database,
  files: Pick<Files, 'read'>,
  progress: (done: number) => void = () => {},
): Promise<number> {
  return database.tables.transaction().execute(async (tx) => {
    // Writers wait; what they add afterwards stands in the log behind what was read here.
    await sql`select seq from log_head for update`.execute(tx);
    await sql`truncate entry, paragraph, mandate, participation`.execute(tx);
    let done = 0;
    for await (const { envelope: text } of keptRecords(tx)) {
      const envelope: Envelope = JSON.parse(text);
      const change = changeOf(envelope);
      if (change !== null) {
        await applyChange(tx, change, { time: new Date(envelope.time), author: envelope.author ?? null }, files);
      }
      done += 1;
      if (done % batch === 0) progress(done);
    }
    return done;
  });
}

/** What the tables read from the log hold, as one hash a table: equal hashes, equal rows. */
export async function tableHashes(database: Database): Promise<Readonly<Record<string, string>>> {
  const keys = { entry: 'id', paragraph: 'version, n', mandate: 'id', participation: 'programme, party' };
  const hashes: Record<string, string> = {};
  for (const [table, key] of Object.entries(keys)) {
    const { rows } = await sql<{ hash: string | null }>`
      select encode(sha256(convert_to(string_agg(md5(t::text), '' order by ${sql.raw(key)}), 'UTF8')), 'hex') as hash
      from ${sql.table(table)} t`.execute(database.tables);
    hashes[table] = rows[0]?.hash ?? '';
  }
  return hashes;
}
