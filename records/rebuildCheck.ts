import { type Kysely, sql } from 'kysely';
import type { Files } from '../programme/ports.ts';
import type { Database } from './database.ts';
import { rebuild } from './rebuild.ts';
import type { Tables } from './schema.ts';

/** A row that stood otherwise than the log has it. */
export interface Difference {
  readonly table: string;
  readonly row: string;
  /** As the log has it, it is changed, was missing, or should not have been there. */
  readonly how: 'changed' | 'missing' | 'surplus';
}

export interface RebuildCheck {
  readonly records: number;
  readonly rows: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
  readonly differing: number;
  /** Records that came in meanwhile: then a difference may be theirs. */
  readonly meanwhile: number;
}

/** The tables that are read from the log, with what names a row. */
const keys = {
  entry: `concat_ws(' ', register, id)`,
  paragraph: `concat_ws(' ', version, n)`,
  mandate: 'id::text',
  participation: `concat_ws(' ', programme, party)`,
};

const shown = 20;

async function headOf(db: Kysely<Tables>): Promise<number> {
  return (await db.selectFrom('log_head').select('seq').executeTakeFirst())?.seq ?? 0;
}

/** Every row by its name and its hash, in a table that the session alone has. */
async function noteRows(db: Kysely<Tables>, note: string): Promise<void> {
  const parts = Object.entries(keys).map(([table, key]) => `select '${table}', ${key}, md5(t::text) from ${table} t`);
  await sql.raw(`create temp table ${note} (in_table, row, hash) as ${parts.join(' union all ')}`).execute(db);
  await sql.raw(`create unique index on ${note} (in_table, row)`).execute(db);
}

const differing = `
  from rows_before b full join rows_after a using (in_table, row) where a.hash is distinct from b.hash`;

/** Makes the tables anew from the log, and tells in what they were other before. */
export async function rebuildAndCompare(
  database: Database,
  files: Pick<Files, 'read'>,
  progress: (done: number) => void = () => {},
): Promise<RebuildCheck> {
  // Temporary tables belong to one connection.
  return database.tables.connection().execute(async (db) => {
    const before = await headOf(db);
    await noteRows(db, 'rows_before');
    try {
      const records = await rebuild(database, files, progress);
      await noteRows(db, 'rows_after');
      const { rows: differences } = await sql<Difference>`
        select in_table as table, row,
          case when b.hash is null then 'missing' when a.hash is null then 'surplus' else 'changed' end as how
        ${sql.raw(differing)} order by 1, 2 limit ${shown}`.execute(db);
      const { rows } = await sql<{ all: number; differing: number }>`
        select (select count(*) from rows_after) as all, (select count(*) ${sql.raw(differing)}) as differing`.execute(
        db,
      );
      const meanwhile = (await headOf(db)) - before;
      return { records, rows: rows[0]?.all ?? 0, differences, differing: rows[0]?.differing ?? 0, meanwhile };
    } finally {
      await sql.raw('drop table if exists rows_before, rows_after').execute(db);
    }
  });
}
