import { openInstallation, openPlaceDatabase } from '../records/installation.ts';
import { pendingMigrations } from '../records/migrate.ts';
import { rebuild } from '../records/rebuild.ts';
import { type RebuildCheck, rebuildAndCompare } from '../records/rebuildCheck.ts';
import { rotateKey } from '../records/rotation.ts';
import { complain, type Options, say } from './batch.ts';
import type { Exit } from './exit.ts';
import { barOf, demandInstalled, hosted, opening } from './hosting.ts';
import { keysOf, placeOf } from './place.ts';

export function rebuildTables(options: Options): Promise<Exit> {
  const quiet = options.quiet === true;
  const place = placeOf(options);
  return hosted(async (signal) => {
    await demandInstalled(place);
    const { database, files, close } = await openInstallation(place, opening(quiet));
    const bar = barOf(quiet);
    try {
      const head = await database.tables.selectFrom('log_head').select('seq').executeTakeFirstOrThrow();
      const progress = (done: number): void => {
        // What is thrown here undoes the whole: the tables stay as they were.
        signal.throwIfAborted();
        bar.step(done, head.seq);
      };
      if (options.check === true) {
        const check = await rebuildAndCompare(database, files, progress);
        bar.clear();
        return await toldCheck(check);
      }
      const records = await rebuild(database, files, progress);
      bar.clear();
      await say(`The tables were made anew from ${records} records.\n`);
      return 'done';
    } finally {
      bar.clear();
      await close();
    }
  });
}

const hows = {
  changed: 'stood otherwise than the log has it',
  missing: 'was missing',
  surplus: 'stood there without a record',
} as const;

async function toldCheck({ records, rows, differences, differing, meanwhile }: RebuildCheck): Promise<Exit> {
  await say(`The tables were made anew from ${records} records: ${rows} rows.\n`);
  if (differing === 0) {
    await say('They are equal to what stood there before.\n');
    return 'done';
  }
  await say(`${differing} ${differing === 1 ? 'row was' : 'rows were'} other before:\n`);
  for (const { table, row, how } of differences) await say(`  ${table} ${row} ${hows[how]}\n`);
  if (differing > differences.length) await say(`  ... and ${differing - differences.length} more\n`);
  if (meanwhile > 0) {
    await say(
      `${meanwhile} records came in meanwhile, and a difference may be theirs. Do it again, or stop the server first.\n`,
    );
    return 'done';
  }
  await say(
    'Somebody edited the tables by hand, or an earlier version of the program read the log otherwise. Now they are as the log has them.\n',
  );
  return 'broken';
}

export const printMigrations = (options: Options): Promise<Exit> =>
  hosted(async () => {
    const place = placeOf(options);
    await demandInstalled(place);
    const { database, close } = await openPlaceDatabase(place);
    try {
      const pending = await pendingMigrations(database.tables);
      for (const { name, sql } of pending) await say(`-- ${name}\n\n${sql.trimEnd()}\n\n`);
      if (pending.length === 0) complain('no step is pending: the database is as this program needs it.');
      return 'done';
    } finally {
      await close();
    }
  });

export const changeKey = (options: Options): Promise<Exit> =>
  hosted(async () => {
    const place = placeOf(options);
    await demandInstalled(place);
    const { database, key, instance, clock, close } = await openInstallation(place);
    try {
      const next = await rotateKey(keysOf(place), { database, instance, inUse: key, clock });
      await say(`${next.kid}\n`);
      complain(
        `records are signed with this key from now on, brought in by a record that ${key.kid} signed. Start a server that runs again, and make a backup: the old ones do not hold the new key.`,
      );
      return 'done';
    } finally {
      await close();
    }
  });
