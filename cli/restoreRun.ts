import { open } from 'node:fs/promises';
import { visible } from '../reader/write/sheet.ts';
import { type Backup, type BackupReport, checkBackup, openBackup } from '../records/backupCheck.ts';
import type { Database } from '../records/database.ts';
import { migrate } from '../records/migrate.ts';
import { type Refusal, restoreBackup } from '../records/restore.ts';
import { readArchive } from '../records/zipReading.ts';
import { migrate as migrateSignIn } from '../server/signIn/migrate.ts';
import { sized } from './backupRun.ts';
import { complain, type Options, say } from './batch.ts';
import { toldFaults } from './breaks.ts';
import type { Exit } from './exit.ts';
import { barOf, hosted, opening, Refused } from './hosting.ts';
import { passphraseIn } from './passphrase.ts';
import { placeOf } from './place.ts';

const refusals: { readonly [Kind in Refusal['kind']]: (refusal: Extract<Refusal, { kind: Kind }>) => string } = {
  'occupied-folder': ({ names }) =>
    `the folder is not empty (${listed(names)}). Name another one with --data DIR; nothing is ever written over.`,
  'under-way': ({ folder }) =>
    `${visible(folder)} is there: a restore is under way, or was killed. If none is under way, remove that folder and do it again.`,
  'occupied-database': ({ tables }) =>
    `the database of DATABASE_URL is not empty (${listed(tables)}). Give it a database of its own: create database rapport.`,
  'other-tables': ({ tables }) =>
    `this program has other tables than the one that wrote the backup (${listed(tables)}). Restore it with that version of the program, then start this one: it brings the tables up to date.`,
  unequal: ({ tables }) =>
    `the rows of ${listed(tables)} did not come back as they were. Please report this with the version of the database.`,
};

const listed = (names: readonly string[]): string =>
  `${names.slice(0, 5).map(visible).join(', ')}${names.length > 5 ? `, and ${names.length - 5} more` : ''}`;

export function bringBack(path: string, options: Options): Promise<Exit> {
  const quiet = options.quiet === true;
  const key = typeof options.key === 'string' ? options.key : undefined;
  return hosted(async (signal) => {
    const passphrase = await passphraseIn(options.passphraseFile);
    const file = await open(path);
    const bar = barOf(quiet);
    try {
      const backup = await opened(path, await openBackup(await readArchive(file), passphrase));
      const report = await checkBackup(backup, { pinned: key, progress: bar.step, signal });
      bar.clear();
      const exit = await toldCheck(backup, report);
      if (exit !== 'done' || options.check === true) return exit;
      const place = placeOf(options);
      const refusal = await restoreBackup(backup, place, { ...opening(quiet), prepare, step: bar.step, signal });
      bar.clear();
      if (refusal !== null) throw new Refused(`not restored: ${refusals[refusal.kind](refusal as never)}`);
      await say(`Restored into ${place.data}. Every table, written out again, is byte for byte that of the backup.\n`);
      if (!quiet) complain('rapport doctor looks it over; rapport serve starts it.');
      return 'done';
    } finally {
      bar.clear();
      await file.close();
    }
  });
}

async function prepare(database: Database): Promise<void> {
  await migrate(database.tables);
  await migrateSignIn(database.pool);
}

async function opened(path: string, opening: Awaited<ReturnType<typeof openBackup>>): Promise<Backup> {
  switch (opening.kind) {
    case 'opened':
      return opening.backup;
    case 'no-backup':
      throw new Refused(`${visible(path)} is no backup of this program, or of a later version of it.`);
    case 'passphrase-needed':
      throw new Refused(`${visible(path)} is sealed: name the file of its passphrase with --passphrase-file.`);
    case 'wrong-passphrase':
      throw new Refused(`${visible(path)} is sealed with another passphrase.`);
  }
}

async function toldCheck({ manifest }: Backup, { faults, keys, head }: BackupReport): Promise<Exit> {
  const { instance, made, program, tables, files } = manifest;
  await say(
    [
      `Backup of the instance ${visible(instance)}, made ${visible(made)} by version ${visible(program)}.`,
      `  ${head.seq} records, ${tables.length} tables, ${files.count} files (${sized(files.bytes)})`,
      `  hash  ${head.hash}`,
      ...keys.map((key, n) => `  key   ${key}${n === 0 ? ' (founding)' : ''}`),
      '',
    ].join('\n'),
  );
  if (files.lacking.length > 0) await say(`${files.lacking.length} files were not held when it was made.\n`);
  if (faults.length === 0) {
    await say('It is whole: every hash, every record and the signature of its list are good.\n');
    return 'done';
  }
  await say(`${faults.length === 1 ? 'One thing is' : `${faults.length} things are`} wrong; nothing was restored:\n`);
  await say(`${toldFaults(faults).join('\n')}\n`);
  return 'broken';
}
