import { join } from 'node:path';
import { auditRecords } from '../records/audit.ts';
import type { Database } from '../records/database.ts';
import { check, filesOf } from '../records/files.ts';
import { namedFiles } from '../records/namedFiles.ts';
import { keyIn } from '../records/signing.ts';
import { toldFaults } from './breaks.ts';
import { keysOf } from './place.ts';
import { bad, good, look, type Patient, type Symptom } from './symptom.ts';

/** The end of the log, the key, and the files that records name. */

const lastRecords = 1000;
const someFiles = 100;

export async function examineLog(
  { place, all }: Patient,
  database: Database,
  clock: () => Date,
  progress: (done: number, total: number) => void,
): Promise<Symptom[]> {
  const key = await keyIn(keysOf(place)).catch(() => null);
  if (key === null)
    return [
      bad('key', 'the key in use cannot be read', 'Put the folder keys back from a backup: nothing can be signed.'),
    ];
  const last = all ? undefined : lastRecords;
  const audit = await auditRecords(database, { inUse: key.kid, progress, ...(last !== undefined && { last }) });
  const { head, keys, faults, records } = audit;
  const symptoms = [good('key', `${key.kid}, one of ${keys.length} that the log knows`)];
  const part = all || records >= head.seq ? `all ${records}` : `the last ${lastRecords} of ${head.seq}`;
  const log =
    faults.length === 0
      ? good('log', `${part} records are whole`)
      : bad(
          'log',
          `${faults.length} things are wrong: ${toldFaults(faults)[0]?.trim()}`,
          'rapport records verify tells all.',
        );
  return [
    ...(faults.some(({ kind }) => kind === 'unknown-key') ? [] : symptoms),
    log,
    ...(await lastTime(database, clock)),
  ];
}

/** Records get the time of this clock: one from the future says that it went back. */
async function lastTime({ tables }: Database, clock: () => Date): Promise<Symptom[]> {
  const row = await tables.selectFrom('record').select('time').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const ahead = row === undefined ? 0 : row.time.getTime() - clock().getTime();
  return ahead <= 60_000
    ? []
    : [
        bad(
          'clock',
          `the last record was made in the future, ${row?.time.toISOString()}`,
          'The clock is wrong now, or was wrong then. Set it right.',
        ),
      ];
}

/** So many, spread over all. */
const sample = (all: readonly string[], most: number): readonly string[] =>
  all.length <= most ? all : Array.from({ length: most }, (_, n) => all[Math.floor((n * all.length) / most)] ?? '');

export async function examineFiles(
  { place, all }: Patient,
  database: Database,
  progress: (done: number, total: number) => void,
): Promise<Symptom[]> {
  const files = await filesOf(place.files ?? join(place.data, 'files'), place.environment);
  const named = [...(await namedFiles(database.tables))].sort();
  const looked = all ? named : sample(named, someFiles);
  const wrong: string[] = [];
  for (const [done, sha256] of looked.entries()) {
    progress(done, looked.length);
    const found = await check(files, sha256);
    if (found !== 'good') wrong.push(`${sha256} is ${found}`);
  }
  const says = `${looked.length} of ${named.length} files that records name were read`;
  if (wrong.length === 0)
    return [
      looked.length === named.length || !all
        ? good('files', `${says}, all are good`)
        : look('files', says, 'Do it again with --all.'),
    ];
  const shown = all ? wrong : wrong.slice(0, 3);
  return [
    bad(
      'files',
      `${says}, ${wrong.length} are not good: ${shown.join(', ')}`,
      `${all ? '' : 'rapport doctor --all reads every one. '}Put them back from a backup: unzip -o BACKUP 'files/*', or restore it.`,
    ),
  ];
}
