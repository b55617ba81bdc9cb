import type { Database } from '../records/database.ts';
import { openPlaceDatabase } from '../records/installation.ts';
import { type Options, say } from './batch.ts';
import { examinePeople, examineSchema, examineServer } from './doctorDatabase.ts';
import { examineBinaries, examineDisk, examineFolder, examineProgram, examineSecrets } from './doctorMachine.ts';
import { examineAddress, examineLetters, examineSettings } from './doctorReach.ts';
import { examineFiles, examineLog } from './doctorRecords.ts';
import type { Exit } from './exit.ts';
import { barOf, hosted } from './hosting.ts';
import { isInstalled, placeOf } from './place.ts';
import { bad, type Patient, type Symptom } from './symptom.ts';
import { inkOf, terminalOf } from './terminal.ts';

/** An examination that fails is a symptom as well, and keeps the others from nothing. */
async function examined(part: string, examine: () => Promise<Symptom[]>): Promise<Symptom[]> {
  try {
    return await examine();
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const [first = '', ...more] = message.split('\n');
    return [
      bad(
        part,
        `could not be looked at: ${first}${code === undefined ? '' : ` (${code})`}`,
        more.join(' ') || 'Put that right first.',
      ),
    ];
  }
}

export const lookOver = (options: Options): Promise<Exit> =>
  hosted(async (signal) => {
    const json = options.json === true;
    const patient: Patient = {
      place: placeOf(options),
      url: typeof options.url === 'string' ? options.url : null,
      all: options.all === true,
    };
    const all: Symptom[] = [];
    for await (const symptom of symptomsOf(patient, json, signal)) {
      all.push(symptom);
      if (!json) await say(`${lineOf(symptom)}\n`);
    }
    if (json) await say(`${JSON.stringify(all, null, 2)}\n`);
    return all.some(({ level }) => level === 'bad') ? 'broken' : 'done';
  });

async function* symptomsOf(patient: Patient, quiet: boolean, signal: AbortSignal): AsyncGenerator<Symptom> {
  yield* await examined('node', examineProgram);
  yield* await examined('binaries', () => examineBinaries(patient));
  yield* await examined('folder', () => examineFolder(patient));
  yield* await examined('disk', () => examineDisk(patient));
  yield* await examined('secrets', () => examineSecrets(patient));
  yield* await examined('settings', () => examineSettings(patient));
  yield* await examined('address', () => examineAddress(patient));
  // Opening the database of a folder without one would make it.
  if (!(await isInstalled(patient.place))) return;
  const opening = await openPlaceDatabase(patient.place).then(
    (opened) => opened,
    (error: Error) => error,
  );
  if (opening instanceof Error) {
    yield* await examined('database', () => Promise.reject(opening));
    return;
  }
  try {
    yield* inDatabase(patient, opening.database, quiet, signal);
  } finally {
    await opening.close();
  }
}

async function* inDatabase(
  patient: Patient,
  database: Database,
  quiet: boolean,
  signal: AbortSignal,
): AsyncGenerator<Symptom> {
  const clock = (): Date => new Date();
  const bar = barOf(quiet);
  const step = (done: number, total: number): void => {
    signal.throwIfAborted();
    bar.step(done, total);
  };
  const examinations: readonly (readonly [string, () => Promise<Symptom[]>])[] = [
    ['database', () => examineServer(database, clock)],
    ['schema', () => examineSchema(database)],
    ['people', () => examinePeople(database)],
    ['letters', () => examineLetters(database)],
    ['log', () => examineLog(patient, database, clock, step)],
    ['files', () => examineFiles(patient, database, step)],
  ];
  for (const [part, examine] of examinations) {
    const symptoms = await examined(part, examine);
    signal.throwIfAborted();
    bar.clear();
    yield* symptoms;
  }
}

const inks = { good: 'faint', look: 'warning', bad: 'problem' } as const;

function lineOf({ level, part, says, todo }: Symptom): string {
  const ink = inkOf(terminalOf(process.stdout, process.env).colour);
  const line = `${ink(inks[level], level.padEnd(4))}  ${part.padEnd(10)}  ${says}`;
  return todo === undefined ? line : `${line}\n      ${''.padEnd(10)}  -> ${todo}`;
}
