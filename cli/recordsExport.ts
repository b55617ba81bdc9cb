import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { visible } from '../reader/write/sheet.ts';
import { bundleOf, headRecord, placeOf as placeInLog } from '../records/bundle.ts';
import { writeBundleArchive } from '../records/bundleArchive.ts';
import { checkpointAt } from '../records/checkpoint.ts';
import type { Database } from '../records/database.ts';
import { filesOf } from '../records/files.ts';
import { openPlaceDatabase, type Place } from '../records/installation.ts';
import type { KeptRecord } from '../records/log.ts';
import { keyIn, type SigningKey } from '../records/signing.ts';
import type { Scope } from '../records/walk.ts';
import { wholeFile } from '../records/wholeFile.ts';
import { complain, type Options, say } from './batch.ts';
import type { Exit } from './exit.ts';
import { barOf, demandInstalled, hosted, opening, Refused } from './hosting.ts';
import { keysOf, placeOf } from './place.ts';

/** The log as it stands at one moment, with the key that vouches for it. */
interface Standing {
  readonly db: Database['tables'];
  readonly instance: string;
  readonly key: SigningKey;
}

async function standing<T>(place: Place, quiet: boolean, work: (standing: Standing) => Promise<T>): Promise<T> {
  await demandInstalled(place);
  const key = await keyIn(keysOf(place));
  if (key === null) throw new Refused(`${keysOf(place)} holds no key in use.`);
  const { database, close } = await openPlaceDatabase(place, opening(quiet));
  try {
    return await database.tables
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (db) => {
        const { id: instance } = await db.selectFrom('instance').select('id').executeTakeFirstOrThrow();
        return work({ db, instance, key });
      });
  } finally {
    await close();
  }
}

/** What is to be exported; refuses a number or a party that the log does not know. */
async function scopeIn(db: Database['tables'], options: Options): Promise<Scope> {
  const after = await placeInLog(db, Number(options.after ?? 0));
  if (after === null) throw new Refused(`--after ${options.after}: there is no record of that number.`);
  const party = typeof options.party === 'string' ? options.party : null;
  const known = await db.selectFrom('record').select('owner').distinct().where('register', 'is not', null).execute();
  if (party !== null && !known.some(({ owner }) => owner === party))
    throw new Refused(
      `--party ${visible(party)}: it owns no record. Parties with records: ${known.map(({ owner }) => owner).join(', ')}.`,
    );
  return { after, party };
}

export function exportRecords(options: Options): Promise<Exit> {
  const out = typeof options.out === 'string' ? options.out : null;
  const withFiles = options.withFiles === true;
  const wrong =
    options.after !== undefined && !/^\d{1,15}$/.test(String(options.after))
      ? `--after ${options.after}: the number of a record is needed.`
      : withFiles && out === null
        ? '--with-files writes an archive: name it with --out FILE.'
        : null;
  if (wrong !== null) {
    complain(wrong);
    return Promise.resolve('usage');
  }
  const quiet = options.quiet === true;
  const place = placeOf(options);
  return hosted((signal) =>
    standing<Exit>(place, quiet || out === null, async ({ db, instance, key }) => {
      const scope = await scopeIn(db, options);
      const head = await headRecord(db);
      const bar = barOf(quiet || out === null);
      let count = 0;
      const bundle = (look: (record: KeptRecord) => void): AsyncIterable<Buffer> =>
        bundleOf(db, { instance, key, scope }, (record) => {
          signal.throwIfAborted();
          count += 1;
          bar.step(record.seq, head.seq);
          look(record);
        });
      try {
        if (withFiles && out !== null) {
          const files = await filesOf(place.files ?? join(place.data, 'files'), place.environment);
          const lacking = await writeBundleArchive(out, bundle, files, { progress: bar.step, signal });
          bar.clear();
          return toldExport(out, count, lacking, quiet);
        }
        const lines = bundle(() => {});
        if (out === null) await pipeline(lines, process.stdout, { end: false });
        else await wholeFile(out, (file) => file.writeFile(lines));
        bar.clear();
        return toldExport(out, count, [], quiet || out === null);
      } finally {
        bar.clear();
      }
    }),
  );
}

function toldExport(out: string | null, count: number, lacking: readonly string[], quiet: boolean): Exit {
  if (!quiet) complain(`${count} records written to ${visible(out ?? 'standard output')}.`);
  if (lacking.length === 0) return 'done';
  complain(
    `${lacking.length} of the files that they name are not held, or damaged: ${lacking.slice(0, 3).join(', ')}${lacking.length > 3 ? ', ...' : ''}. rapport doctor --all lists them; restore them from a backup.`,
  );
  return 'broken';
}

export const printCheckpoint = (options: Options): Promise<Exit> =>
  hosted(() =>
    standing<Exit>(placeOf(options), true, async ({ db, instance, key }) => {
      await say(`${await checkpointAt(await headRecord(db), instance, key)}\n`);
      return 'done';
    }),
  );
