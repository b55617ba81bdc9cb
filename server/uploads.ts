import { sql } from 'kysely';
import type { Actor } from '../programme/access.ts';
import type { Kept } from '../programme/ports.ts';
import type { Database } from '../records/database.ts';
import { reading } from '../records/records.ts';
import type { ImportTables } from './importTables.ts';
import { importTables } from './importTables.ts';

/** Who may fetch which file: whoever uploaded it, and whoever sees an entry or an import that names it. */

/** The largest file that is taken, in bytes. */
export const largestFile = 256 * 1024 * 1024;

/** A file that may be fetched. */
export interface FetchedFile {
  readonly name: string;
  /** Null where nobody counted them: then it is sent whole, without its length. */
  readonly bytes: number | null;
}

type Person = Actor & { readonly person: string };

/** Writes down that a person brought these bytes. */
export async function addUpload(
  database: Database,
  person: string,
  { sha256, bytes }: Pick<Kept, 'sha256' | 'bytes'>,
  name: string,
  made: Date,
): Promise<void> {
  await importTables(database)
    .insertInto('upload')
    .values({ sha256, person, name, bytes, made })
    .onConflict((on) => on.columns(['sha256', 'person']).doUpdateSet({ name, made }))
    .execute();
}

/** How many bytes each of the files has that this person brought; of others it says nothing. */
export async function uploadedBytes(
  database: Database,
  person: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await importTables(database)
    .selectFrom('upload')
    .select(['sha256', 'bytes'])
    .where('person', '=', person)
    .where('sha256', '=', sql<string>`any (${[...hashes]}::text[])`)
    .execute();
  return new Map(rows.map(({ sha256, bytes }) => [sha256, bytes]));
}

/** The file, where the actor may fetch it; else null, whether it is held or not. */
export async function fileSeen(database: Database, actor: Person, sha256: string): Promise<FetchedFile | null> {
  const name =
    (await ownUpload(database, actor, sha256)) ??
    (await nameInEntries(database, actor, sha256)) ??
    (await nameInImports(database, actor, sha256));
  return name === null ? null : { name, bytes: await bytesOf(database, sha256) };
}

async function ownUpload(database: Database, { person }: Person, sha256: string): Promise<string | null> {
  const row = await importTables(database)
    .selectFrom('upload')
    .select('name')
    .where('person', '=', person)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Of so many entries that name one file some are looked at: first those that are most likely seen. */
const mostEntries = 200;

/**
 * Row-level security keeps PostgreSQL from using the index of named files, whose operators it does not trust with rows that the
 * actor may not see. So the ids are looked up without it, and what the actor sees of them is asked with it.
 */
async function nameInEntries(database: Database, actor: Person, sha256: string): Promise<string | null> {
  const parties = actor.memberships.map(({ party }) => party);
  const { rows } = await sql<{ id: string }>`
    select id from entry where jsonb_path_exists(body, '$.**.file') and named_files(body) @> ${[sha256]}::text[]
    order by visibility = 'public' desc, owner = any (${parties}::text[]) desc, visibility = 'parties' desc, changed_at desc
    limit ${mostEntries}`.execute(database.tables);
  if (rows.length === 0) return null;
  const seen = await reading(database, actor, (db) =>
    db
      .selectFrom('entry')
      .select('body')
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .limit(1)
      .executeTakeFirst(),
  );
  return seen === undefined ? null : (nameIn(seen.body, sha256) ?? sha256);
}

/** What the body calls the file, however deep it names it. */
function nameIn(value: unknown, sha256: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { file, name, title } = value as Readonly<Record<string, unknown>>;
  if (file === sha256) return [name, title].find((each) => typeof each === 'string') ?? null;
  for (const each of Object.values(value)) {
    const found = nameIn(each, sha256);
    if (found !== null) return found;
  }
  return null;
}

async function nameInImports(database: Database, actor: Person, sha256: string): Promise<string | null> {
  const row = await reading(database, actor, (db) =>
    db
      .withTables<ImportTables>()
      .selectFrom('import_file')
      .select('name')
      .where('sha256', '=', sha256)
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.name ?? null;
}

/** Only numbers that the program itself counted: evidence says what a person typed. */
async function bytesOf(database: Database, sha256: string): Promise<number | null> {
  const { rows } = await sql<{ bytes: number }>`
    (select bytes from upload where sha256 = ${sha256} limit 1)
    union all (select bytes from import_file where sha256 = ${sha256} limit 1)
    union all (select (body ->> 'bytes')::bigint from entry where register = 'version' and body ->> 'file' = ${sha256} limit 1)
    limit 1`.execute(database.tables);
  return rows[0]?.bytes ?? null;
}
