import { type Kysely, sql } from 'kysely';
import type { Actor } from '../programme/access.ts';
import type { Page } from '../programme/ports.ts';
import type { Database } from '../records/database.ts';
import { cursorOf, cursorText } from '../records/lists.ts';
import { reading } from '../records/records.ts';
import type { Tables } from '../records/schema.ts';
import {
  type FileState,
  fileStates,
  type ImportFileRow,
  type ImportRow,
  type ImportTables,
  importTables,
} from './importTables.ts';

/** Imports as they are shown. Who sees which is decided by the policies of `003-imports.sql` and nowhere else. */

export interface ListedImport extends Omit<ImportRow, 'made' | 'finished'> {
  readonly made: string;
  readonly finished: string | null;
  /** How many of its files are in each state. */
  readonly counts: Readonly<Record<FileState, number>>;
}

export type ListedFile = Omit<ImportFileRow, 'import' | 'reader'>;

export interface PageChoice {
  readonly after?: string | undefined;
  readonly limit: number;
}

const seeing = <T>(
  database: Database,
  actor: Actor,
  work: (db: Kysely<Tables & ImportTables>) => Promise<T>,
): Promise<T> => reading(database, actor, (db) => work(db.withTables<ImportTables>()));

/** Imports of the parties that the actor belongs to, newest first. */
export async function importsSeen(
  database: Database,
  actor: Actor,
  {
    owner,
    state,
    after,
    limit,
  }: PageChoice & { readonly owner?: string | undefined; readonly state?: ImportRow['state'] | undefined },
): Promise<Page<ListedImport>> {
  const rows = await seeing(database, actor, (db) => {
    let query = db
      .selectFrom('import')
      .selectAll()
      .orderBy('made', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (owner !== undefined) query = query.where('owner', '=', owner);
    if (state !== undefined) query = query.where('state', '=', state);
    if (after !== undefined) {
      const { value, id } = cursorOf(after, 'moment');
      query = query.where(sql<boolean>`(made, id) < (${value}::timestamptz, ${id}::uuid)`);
    }
    return query.execute();
  });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await withCounts(database, shown),
    next: last === undefined ? null : cursorText({ value: last.made.toISOString(), id: last.id }),
  };
}

/** One import; null where the actor may not see it. */
export async function importSeen(database: Database, actor: Actor, id: string): Promise<ListedImport | null> {
  const rows = await seeing(database, actor, (db) =>
    db.selectFrom('import').selectAll().where('id', '=', id).execute(),
  );
  return (await withCounts(database, rows))[0] ?? null;
}

/** What is seen is decided; how many files there are needs no second decision for each of them. */
async function withCounts(database: Database, rows: readonly ImportRow[]): Promise<ListedImport[]> {
  const counts = await importTables(database)
    .selectFrom('import_file')
    .select(({ fn }) => ['import', 'state', fn.countAll<number>().as('count')])
    .where('import', '=', sql<string>`any (${rows.map(({ id }) => id)}::uuid[])`)
    .groupBy(['import', 'state'])
    .execute();
  return rows.map((row) => {
    const own = counts.filter((each) => each.import === row.id);
    const countOf = (state: FileState) => own.find((each) => each.state === state)?.count ?? 0;
    return {
      ...row,
      made: row.made.toISOString(),
      finished: row.finished?.toISOString() ?? null,
      counts: Object.fromEntries(fileStates.map((state) => [state, countOf(state)])) as ListedImport['counts'],
    };
  });
}

/** The files of an import in the order in which they were given; none where the actor may not see it. */
export async function importFiles(
  database: Database,
  actor: Actor,
  id: string,
  { state, after, limit }: PageChoice & { readonly state?: FileState | undefined },
): Promise<Page<ListedFile>> {
  const rows = await seeing(database, actor, (db) => {
    let query = db
      .selectFrom('import_file')
      .select(['n', 'name', 'sha256', 'bytes', 'state', 'reason', 'detail', 'documents', 'findings', 'milliseconds'])
      .where('import', '=', id)
      .orderBy('n')
      .limit(limit + 1);
    if (state !== undefined) query = query.where('state', '=', state);
    if (after !== undefined) query = query.where('n', '>', Number(cursorOf(after, 'number').value));
    return query.execute();
  });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : cursorText({ value: String(last.n), id }) };
}
