import { type ColumnType, type Kysely, type Selectable, sql } from 'kysely';
import type { Visibility } from '../programme/vocabulary.ts';
import type { Database } from '../records/database.ts';
import type { Tables } from '../records/schema.ts';
import type { CountedFinding } from './fileReading.ts';
import { keepableJson } from './keepableJson.ts';

/** The tables of `003-imports.sql`, and what is asked of them. */

export const importStates = ['queued', 'running', 'stopped', 'done'] as const;
export type ImportState = (typeof importStates)[number];

export const fileStates = ['waiting', 'done', 'skipped', 'refused', 'failed'] as const;
export type FileState = (typeof fileStates)[number];

/** What goes with a reason: a limit, a number, what was found instead. */
export type Detail = Readonly<Record<string, unknown>>;

/** With a value where none is given. */
type Filled<T, Written = T> = ColumnType<T, Written | undefined, Written>;

interface ImportTable {
  id: string;
  person: string | null;
  owner: string;
  programme: string | null;
  visibility: Visibility;
  state: ImportState;
  made: ColumnType<Date, Date, never>;
  finished: Date | null;
}

interface ImportFileTable {
  import: string;
  n: number;
  name: string;
  sha256: string | null;
  bytes: number | null;
  state: FileState;
  reason: string | null;
  detail: Filled<Detail, string>;
  documents: Filled<string[]>;
  findings: Filled<readonly CountedFinding[], string>;
  milliseconds: number | null;
  reader: string | null;
}

interface UploadTable {
  sha256: string;
  person: string;
  name: string;
  bytes: number;
  made: Date;
}

// No interface: kysely asks for an index signature.
export type ImportTables = {
  import: ImportTable;
  import_file: ImportFileTable;
  upload: UploadTable;
};

export type Db = Kysely<Tables & ImportTables>;
export type ImportRow = Selectable<ImportTable>;
export type ImportFileRow = Selectable<ImportFileTable>;

export const importTables = ({ tables }: Database): Db => tables.withTables<ImportTables>();

/** A file that waits, with what its import says of it. */
export interface Claimed extends Pick<ImportRow, 'person' | 'owner' | 'programme' | 'visibility' | 'made'> {
  readonly import: string;
  readonly importState: ImportState;
  readonly n: number;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Which waiting file is taken next: of one import, or of any, from the oldest or the newest. */
export interface ClaimChoice {
  readonly only: string | null;
  readonly newestFirst: boolean;
}

/**
 * The next file that waits and that nobody else has in hand. It is in hand until the transaction ends. One file of one import after
 * the other is looked at, so that taking one costs the same however many wait.
 */
export async function claimed(tx: Db, { only, newestFirst }: ClaimChoice): Promise<Claimed | undefined> {
  const order = sql.raw(newestFirst ? 'desc' : 'asc');
  const { rows } = await sql<Claimed>`
    select f.*, i.person, i.owner, i.programme, i.visibility, i.made, i.state as "importState"
    from (
      select * from import where state in ('queued', 'running') ${only === null ? sql`` : sql`and id = ${only}`}
      order by made ${order}
    ) i cross join lateral (
      select import, n, name, sha256, bytes from import_file where import = i.id and state = 'waiting'
      order by n limit 1 for update skip locked
    ) f limit 1`.execute(tx);
  return rows[0];
}

/** What an earlier import made of the same bytes, read by the same program, where all of it still stands. */
export async function earlier(
  db: Db,
  { sha256, owner, programme }: Pick<Claimed, 'sha256' | 'owner' | 'programme'>,
  reader: string,
): Promise<Pick<ImportFileRow, 'documents' | 'findings'> | undefined> {
  const { rows } = await sql<Pick<ImportFileRow, 'documents' | 'findings'>>`
    select f.documents, f.findings from import_file f join import i on i.id = f.import
    where f.sha256 = ${sha256} and f.reader = ${reader} and f.state in ('done', 'skipped')
      and i.owner = ${owner} and i.programme is not distinct from ${programme}::uuid
      and not exists (
        select from unnest(f.documents) d where not exists (
          select from entry v where v.register = 'version' and v.body ->> 'file' = f.sha256 and v.parent = d and not v.withdrawn
        )
      )
    limit 1`.execute(db);
  return rows[0];
}

/** What became of a file. */
export interface FileResult {
  readonly state: Exclude<FileState, 'waiting'>;
  /** Code: why it was skipped, refused or failed. */
  readonly reason: string | null;
  readonly detail: Detail;
  readonly documents: readonly string[];
  readonly findings: readonly CountedFinding[];
  readonly reader: string | null;
}

export async function setResult(
  tx: Db,
  { import: id, n }: Pick<Claimed, 'import' | 'n'>,
  { state, reason, detail, documents, findings, reader }: FileResult,
  milliseconds: number,
): Promise<void> {
  await tx
    .updateTable('import_file')
    .set({ state, reason, documents: [...documents], milliseconds, reader })
    .set({ detail: keepableJson(detail), findings: JSON.stringify(findings) })
    .where('import', '=', id)
    .where('n', '=', n)
    .execute();
}

/** A file whose bytes could not be kept: it stands in the report all the same. */
export interface UnkeptFile {
  readonly name: string;
  readonly sha256: null;
  readonly state: 'refused' | 'failed';
  readonly reason: string;
  readonly detail: Detail;
}

/** Rows that go in at once. */
const rowsAtOnce = 5000;

export async function addImport(
  tx: Db,
  order: Pick<ImportRow, 'id' | 'person' | 'owner' | 'programme' | 'visibility' | 'made'> & {
    readonly files: readonly (Pick<Claimed, 'sha256' | 'bytes' | 'name'> | UnkeptFile)[];
  },
): Promise<void> {
  const { id, person, owner, programme, visibility, made } = order;
  await tx
    .insertInto('import')
    .values({ id, person, owner, programme, visibility, made, state: 'queued', finished: null })
    .execute();
  const rows = order.files.map((file, n) => ({ state: 'waiting', detail: {}, ...file, n }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await sql`
      insert into import_file (import, n, name, sha256, bytes, state, reason, detail)
      select ${id}, n, name, sha256, bytes, state, reason, detail
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + rowsAtOnce))}::jsonb)
        as file(n integer, name text, sha256 text, bytes bigint, state text, reason text, detail jsonb)`.execute(tx);
  }
}

/** An import of the host himself that names the same files in the same place and is not done; null where there is none. */
export async function unfinishedLike(
  db: Db,
  {
    owner,
    programme,
    visibility,
    files,
  }: Pick<ImportRow, 'owner' | 'programme' | 'visibility'> & {
    readonly files: readonly Pick<ImportFileRow, 'name' | 'sha256'>[];
  },
): Promise<string | null> {
  const list = JSON.stringify(files.map(({ name, sha256 }) => [name, sha256]));
  const { rows } = await sql<{ id: string }>`
    select i.id from import i
    where i.person is null and i.state <> 'done'
      and i.owner = ${owner} and i.programme is not distinct from ${programme}::uuid and i.visibility = ${visibility}
      and (select jsonb_agg(jsonb_build_array(f.name, f.sha256) order by f.n) from import_file f where f.import = i.id) = ${list}::jsonb
    order by i.made desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

export async function stateOf(db: Db, id: string): Promise<ImportState | null> {
  const row = await db.selectFrom('import').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state ?? null;
}

export async function setState(
  db: Db,
  id: string,
  state: 'running' | 'stopped',
  from: readonly ImportState[],
): Promise<void> {
  await db
    .updateTable('import')
    .set({ state, finished: null })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .execute();
}

/** What failed waits again. */
export async function retryFailed(db: Db, id: string): Promise<void> {
  await db
    .updateTable('import_file')
    .set({ state: 'waiting', reason: null, detail: '{}' })
    .where('import', '=', id)
    .where('state', '=', 'failed')
    .where('sha256', 'is not', null)
    .execute();
}

/** Ends the import, or all where none is named, of which no file waits any more. */
export async function endImports(db: Db, only: string | null, now: Date): Promise<void> {
  let query = db
    .updateTable('import')
    .set({ state: 'done', finished: now })
    .where('state', 'in', ['queued', 'running'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('import_file')
            .select(sql`1`.as('one'))
            .whereRef('import_file.import', '=', 'import.id')
            .where('import_file.state', '=', 'waiting'),
        ),
      ),
    );
  if (only !== null) query = query.where('id', '=', only);
  await query.execute();
}
