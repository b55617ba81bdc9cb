import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type pg from 'pg';
import type { Files } from '../programme/ports.ts';
import type { Backup } from './backupCheck.ts';
import { fileName, type Manifest, tableName } from './backupForm.ts';
import { gathered } from './contents.ts';
import type { Database } from './database.ts';
import { filesOf } from './files.ts';
import { flushed } from './flushed.ts';
import { type OpenOptions, openPlaceDatabase, type Place } from './installation.ts';
import { onOwnConnection } from './ownConnection.ts';
import {
  digestOf,
  fill,
  nameOf,
  type OrderedTable,
  plainText,
  setSequence,
  type Table,
  tablesIn,
} from './tableCopies.ts';

/** Why a backup was not restored; nothing was changed. */
export type Refusal =
  /** The folder holds something. */
  | { readonly kind: 'occupied-folder'; readonly names: readonly string[] }
  /** A restore into this folder is under way, or was killed. */
  | { readonly kind: 'under-way'; readonly folder: string }
  /** The external database holds an installation, or something else. */
  | { readonly kind: 'occupied-database'; readonly tables: readonly string[] }
  /** This program makes other tables than the one that wrote the backup. */
  | { readonly kind: 'other-tables'; readonly tables: readonly string[] }
  /** The rows of these tables, written out again, were not byte for byte those of the backup. */
  | { readonly kind: 'unequal'; readonly tables: readonly string[] };

export interface RestoreOptions extends OpenOptions {
  /** Makes the tables, empty, as this program has them. */
  readonly prepare: (database: Database) => Promise<void>;
  readonly step?: (done: number, total: number, name: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Restores a backup that was checked. Everything grows in a folder of its own that gets its name when all is there; an
 * external database gets all rows in one transaction. Null where it is done: every table, written out again, is that of the backup.
 */
export async function restoreBackup(backup: Backup, place: Place, options: RestoreOptions): Promise<Refusal | null> {
  const folder = resolve(place.data);
  const names = (await namesIn(folder)).filter((name) => name !== 'lost+found');
  const begun = names.length > 0 ? ({ kind: 'occupied-folder', names } as const) : await beginSite(folder);
  if (begun.kind !== 'begun') return begun;
  try {
    return await restoreAt(begun, backup, place, options);
  } finally {
    await begun.clear();
  }
}

async function restoreAt(site: Site, backup: Backup, place: Place, options: RestoreOptions): Promise<Refusal | null> {
  const isExternal = place.databaseUrl !== undefined;
  const { database, close } = await openPlaceDatabase({ ...place, data: site.work }, options);
  try {
    const occupied = await occupiedTables(database, backup.manifest);
    if (occupied.length > 0) return { kind: 'occupied-database', tables: occupied };
    await options.prepare(database);
    await writeSecrets(backup, site.work);
    await restoreFiles(backup, await filesOf(place.files ?? join(site.work, 'files'), place.environment), options);
    // With an external database rows and folder are there together or not at all.
    const refusal = await fillTables(backup, database, options, isExternal ? site.settle : async () => {});
    if (refusal === null) await database.pool.query('analyze');
    if (refusal !== null || isExternal) return refusal;
  } finally {
    await close();
  }
  await site.settle();
  return null;
}

// ---------------------------------------------------------------- the folder

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

/** Where the restored folder grows, and how it gets its name. */
interface Site {
  readonly kind: 'begun';
  readonly work: string;
  readonly settle: () => Promise<void>;
  /** Leaves everything as it was, unless it has settled. */
  readonly clear: () => Promise<void>;
}

/** Beside the folder that is to be; or in it, where it is the root of a volume, which can be neither removed nor renamed. */
async function beginSite(data: string): Promise<Site | Refusal> {
  await mkdir(dirname(data), { recursive: true });
  const gone = await rmdir(data).then(
    () => 'removed' as const,
    ({ code }: NodeJS.ErrnoException) => (code === 'ENOENT' ? ('missing' as const) : ('root' as const)),
  );
  const work = gone === 'root' ? join(data, 'restoring') : `${data}.restoring`;
  const isNew = await mkdir(work).then(
    () => true,
    () => false,
  );
  if (gone === 'removed' && !isNew) await mkdir(data);
  if (!isNew) return { kind: 'under-way', folder: work };
  let settled = false;
  return {
    kind: 'begun',
    work,
    settle: async () => {
      await (gone === 'root' ? moveEach(work, data) : rename(work, data));
      settled = true;
      await flushed(gone === 'root' ? data : dirname(data));
    },
    clear: async () => {
      await rm(work, { recursive: true, force: true, maxRetries: 5 });
      if (gone === 'removed' && !settled) await mkdir(data);
    },
  };
}

/** The database last: without it the program takes the folder for none of its own. */
async function moveEach(from: string, to: string): Promise<void> {
  for (const name of (await readdir(from)).sort().reverse()) await rename(join(from, name), join(to, name));
}

async function writeSecrets({ manifest, read }: Backup, folder: string): Promise<void> {
  await mkdir(join(folder, 'keys'), { mode: 0o700 });
  for (const { name } of manifest.secrets) {
    const file = await open(join(folder, name), 'wx', 0o600);
    try {
      await file.writeFile(await gathered(read(name)));
      await file.sync();
    } finally {
      await file.close();
    }
  }
  await flushed(join(folder, 'keys'));
}

/** So many files are written at once: most of the time goes into waiting for the disk. */
const abreast = 4;

async function restoreFiles({ names, read }: Backup, files: Files, options: RestoreOptions): Promise<void> {
  const all = names.filter((name) => name.startsWith(fileName('')));
  const queue = all.entries();
  let failed: unknown = null;
  const work = async (): Promise<void> => {
    for (const [done, name] of queue) {
      if (failed !== null || options.signal?.aborted) return;
      options.step?.(done, all.length, name);
      await files.keep(read(name)).catch((error) => {
        failed ??= error;
      });
    }
  };
  // Nobody writes any more when a failure is told: then everything is cleared away.
  await Promise.all(Array.from({ length: abreast }, work));
  if (failed !== null) throw failed;
  options.signal?.throwIfAborted();
}

// ---------------------------------------------------------------- the database

/** What the tables hold that a program has just made: its own book of steps and rules. */
const bookkeeping = ['public.migration', 'public.migration_lock', 'public.register_rule', 'sign_in.step'];

const titleOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${schema}.${name}`;

/** Tables of others, and tables with rows. */
async function occupiedTables({ pool }: Database, { tables }: Manifest): Promise<string[]> {
  const known = new Set(tables.map(titleOf));
  return onOwnConnection(pool, async (client) => {
    const occupied: string[] = [];
    for (const table of await tablesIn(client)) {
      const title = titleOf(table);
      if (bookkeeping.includes(title)) continue;
      const { rowCount } = await client.query(`select from ${nameOf(table)} limit 1`);
      if (rowCount !== 0 || !known.has(title)) occupied.push(title);
    }
    return occupied;
  });
}

function fillTables(
  backup: Backup,
  { pool }: Database,
  options: RestoreOptions,
  beforeCommit: () => Promise<void>,
): Promise<Refusal | null> {
  return onOwnConnection(pool, async (client) => {
    await client.query(`begin; ${plainText}`);
    const refusal = await filled(backup, client, options);
    if (refusal === null) await beforeCommit();
    await client.query(refusal === null ? 'commit' : 'rollback');
    return refusal;
  });
}

async function filled(backup: Backup, client: pg.ClientBase, options: RestoreOptions): Promise<Refusal | null> {
  const { tables, sequences } = backup.manifest;
  const there = new Map((await tablesIn(client)).map((table) => [titleOf(table), table]));
  const other = differingTables(tables, there);
  if (other.length > 0) return { kind: 'other-tables', tables: other };
  for (const table of there.values())
    if (bookkeeping.includes(titleOf(table))) await client.query(`delete from ${nameOf(table)}`);
  const unequal: string[] = [];
  for (const [done, entry] of tables.entries()) {
    const table = there.get(titleOf(entry));
    if (table === undefined) continue;
    options.signal?.throwIfAborted();
    options.step?.(done, tables.length, titleOf(entry));
    await fill(client, table, backup.read(tableName(entry)));
    if ((await digestOf(client, table)) !== entry.sha256) unequal.push(titleOf(entry));
  }
  for (const sequence of sequences) await setSequence(client, sequence);
  return unequal.length > 0 ? { kind: 'unequal', tables: unequal } : null;
}

/** Tables that only one side has, or whose columns differ. */
function differingTables(tables: readonly Table[], there: ReadonlyMap<string, OrderedTable>): string[] {
  const shape = (table: Table | undefined): string => JSON.stringify(table?.columns ?? null);
  const given = new Map(tables.map((table) => [titleOf(table), table]));
  const all = new Set([...given.keys(), ...there.keys()]);
  return [...all].filter((title) => shape(given.get(title)) !== shape(there.get(title))).sort();
}
