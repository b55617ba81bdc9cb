import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { visible } from '../reader/write/sheet.ts';
import { writeBackup } from '../records/backup.ts';
import type { Manifest } from '../records/backupForm.ts';
import { filesOf } from '../records/files.ts';
import { openPlaceDatabase } from '../records/installation.ts';
import { complain, type Options } from './batch.ts';
import type { Exit } from './exit.ts';
import { barOf, demandInstalled, hosted, opening, Refused } from './hosting.ts';
import { destinationOf } from './outputs.ts';
import { passphraseIn } from './passphrase.ts';
import { placeOf } from './place.ts';

/** The version of this program. */
async function version(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** As file systems take it, in the order of time: `2026-11-24-103000`. */
const stamp = (now: Date): string => now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');

/** Whole numbers of bytes as a person reads them. */
export const sized = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
};

export function backUp(options: Options): Promise<Exit> {
  const quiet = options.quiet === true;
  const place = placeOf(options);
  return hosted(async (signal) => {
    await demandInstalled(place);
    const passphrase = await passphraseIn(options.passphraseFile);
    const now = new Date();
    const out = await destinationOf(typeof options.out === 'string' ? options.out : '.', `rapport-${stamp(now)}.zip`);
    if (await isThere(out)) throw new Refused(`${visible(out)} is there already; choose another --out.`);
    const { database, close } = await openPlaceDatabase(place, opening(quiet));
    const bar = barOf(quiet);
    try {
      const files = await filesOf(place.files ?? join(place.data, 'files'), place.environment);
      const manifest = await writeBackup(
        out,
        { database, files, data: place.data, clock: { now: () => now } },
        { program: await version(), passphrase, signal, progress: bar.step },
      );
      bar.clear();
      return told(out, manifest, quiet);
    } finally {
      bar.clear();
      await close();
    }
  });
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function told(out: string, { head, tables, files, lock }: Manifest, quiet: boolean): Exit {
  if (!quiet)
    complain(
      `backed up to ${visible(out)}: ${head.seq} records, ${tables.length} tables (${sized(tables.reduce((sum, { bytes }) => sum + bytes, 0))}), ${files.count} files (${sized(files.bytes)})${lock === null ? '; not sealed: it holds the keys in the clear' : '; sealed'}.`,
    );
  if (files.lacking.length === 0) return 'done';
  complain(
    `${files.lacking.length} files that records name are not held, or damaged, and not in the backup: ${files.lacking.slice(0, 3).join(', ')}${files.lacking.length > 3 ? ', ...' : ''}. rapport doctor --all lists them; look for them in an older backup.`,
  );
  return 'broken';
}
