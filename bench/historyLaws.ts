import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { auditRecords } from '../records/audit.ts';
import { writeBackup } from '../records/backup.ts';
import { checkBackup, openBackup } from '../records/backupCheck.ts';
import { bundleOf, headRecord, placeOf } from '../records/bundle.ts';
import { checkBundle } from '../records/bundleCheck.ts';
import { gathered } from '../records/contents.ts';
import { openDatabase } from '../records/database.ts';
import { folderFiles } from '../records/folderFiles.ts';
import { migrate } from '../records/migrate.ts';
import { tableHashes } from '../records/rebuild.ts';
import { rebuildAndCompare } from '../records/rebuildCheck.ts';
import { restoreBackup } from '../records/restore.ts';
import { type Scope, wholeLog } from '../records/walk.ts';
import { readArchive } from '../records/zipReading.ts';
import { type Outcome, run } from './historyRun.ts';
import type { Step } from './historySteps.ts';

/** The laws that hold after any history, looked at with the parts the commands are made of. */

export interface Ground {
  /** A folder that the law may fill. */
  readonly folder: string;
  /** A database with the tables of the program, empty. */
  readonly migrated: pg.PoolConfig;
  /** A database without a table, as a URL. */
  readonly bare: string;
}

export interface Figures extends Omit<Outcome, 'key' | 'instance'> {
  readonly records: number;
  readonly rows: number;
  readonly files: number;
  /** What does not hold, in words; empty where all does. */
  readonly broken: readonly string[];
}

/** What a law says of itself where it does not hold. */
type Told = (law: string, told: unknown) => void;

export async function lawsAfter(steps: readonly Step[], { folder, migrated, bare }: Ground): Promise<Figures> {
  const database = openDatabase(migrated);
  const broken: string[] = [];
  const tell: Told = (law, told) => broken.push(`${law}: ${JSON.stringify(told)}`);
  try {
    const files = await folderFiles(join(folder, 'files'));
    const outcome = await run(steps, { database, files, keys: join(folder, 'keys') });
    const { key, instance, done, refused } = outcome;
    const rebuilt = await rebuildAndCompare(database, files);
    if (rebuilt.differing > 0) tell('rebuilding gives the same rows', rebuilt.differences);
    const audit = await auditRecords(database, { inUse: key.kid });
    if (audit.faults.length > 0) tell('the log has no break', audit.faults);
    for (const scope of await scopesOf(database, steps.length)) {
      const [bundle, again] = await bundles(database, { instance, key, scope });
      if (!bundle.equals(again)) tell('the same log gives the same bundle', scope);
      const { faults } = await checkBundle(chunks(bundle), { pinned: audit.keys[0] });
      if (faults.length > 0) tell('a bundle verifies', { scope, faults });
    }
    const restored = await restoredFigures({ folder, bare }, { database, files, key: audit.keys[0] }, tell);
    return { done, refused, records: audit.records, rows: rebuilt.rows, files: restored, broken };
  } finally {
    await database.close();
  }
}

type Db = ReturnType<typeof openDatabase>;

async function scopesOf(database: Db, size: number): Promise<readonly Scope[]> {
  const { seq } = await headRecord(database.tables);
  const middle = await placeOf(database.tables, size % (seq + 1));
  const after = middle ?? wholeLog.after;
  return [wholeLog, { after, party: null }, { after: wholeLog.after, party: 'OIC' }, { after, party: 'UN' }];
}

/** The same bundle twice. */
const bundles = (database: Db, of: Parameters<typeof bundleOf>[1]): Promise<readonly [Buffer, Buffer]> =>
  Promise.all([gathered(bundleOf(database.tables, of)), gathered(bundleOf(database.tables, of))]);

/** Bytes in uneven pieces, as a disk or a network gives them. */
export async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1777) yield bytes.subarray(at, at + 1777);
}

/** Backs up, restores elsewhere and compares; how many files there were. */
async function restoredFigures(
  { folder, bare }: Pick<Ground, 'folder' | 'bare'>,
  { database, files, key }: { database: Db; files: Awaited<ReturnType<typeof folderFiles>>; key: string | undefined },
  tell: Told,
): Promise<number> {
  const path = join(folder, 'backup.zip');
  const clock = { now: () => new Date('2026-11-24T00:00:00Z') };
  await writeSecret(folder);
  const manifest = await writeBackup(path, { database, files, data: folder, clock }, { program: 'test' });
  const file = await open(path);
  const data = await mkdtemp(join(folder, 'restored-'));
  try {
    const opening = await openBackup(await readArchive(file), undefined);
    if (opening.kind !== 'opened') throw new Error(`The backup is ${opening.kind}.`);
    const { faults } = await checkBackup(opening.backup, { pinned: key });
    if (faults.length > 0) tell('a backup verifies', faults);
    const place = { data, databaseUrl: bare, environment: {} };
    const prepare = async (fresh: Db): Promise<void> => void (await migrate(fresh.tables));
    const refusal = await restoreBackup(opening.backup, place, { prepare });
    if (refusal !== null) tell('a backup is restored', refusal);
    await compare(database, bare, tell);
    return manifest.files.count;
  } finally {
    await file.close();
    await rm(data, { recursive: true, force: true });
  }
}

async function writeSecret(folder: string): Promise<void> {
  const file = await open(join(folder, 'secret'), 'w', 0o600);
  await file.writeFile('c2VjcmV0');
  await file.close();
}

async function compare(database: Db, bare: string, tell: Told): Promise<void> {
  const other = openDatabase({ connectionString: bare });
  try {
    const [before, after] = [await tableHashes(database), await tableHashes(other)];
    if (JSON.stringify(before) !== JSON.stringify(after))
      tell('a restored instance has the same tables', { before, after });
    const [head, restored] = [await headRecord(database.tables), await headRecord(other.tables)];
    if (head.hash !== restored.hash) tell('a restored instance has the same head', [head.seq, restored.seq]);
  } finally {
    await other.close();
  }
}
