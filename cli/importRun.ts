import { createReadStream } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { system } from '../programme/access.ts';
import type { Entry, Records } from '../programme/ports.ts';
import { secretariatOf } from '../programme/secretariat.ts';
import type { Visibility } from '../programme/vocabulary.ts';
import { visible } from '../reader/write/sheet.ts';
import { freshId, idOf } from '../records/ids.ts';
import { type Installation, openInstallation, type Place } from '../records/installation.ts';
import { recordsOf } from '../records/records.ts';
import type { KeptFile } from '../server/fileKeeping.ts';
import { type Importing, importingOf, type Order } from '../server/importing.ts';
import { usualLimits } from '../server/readers.ts';
import { largestFile } from '../server/uploads.ts';
import { type Batch, complain, say } from './batch.ts';
import type { Exit } from './exit.ts';
import { exitOfFiles, reportCsv, reportOf, reportText } from './importReport.ts';
import { type Input, reasonOf } from './inputs.ts';
import { writeWhole } from './outputs.ts';
import { type Progress, progressOf } from './progress.ts';
import { terminalOf } from './terminal.ts';

/** What the command line asked for. */
export interface Wanted {
  readonly args: readonly string[];
  readonly batch: Batch;
  readonly jobs: number;
  readonly owner: string | undefined;
  readonly programme: string | undefined;
  readonly visibility: Visibility;
  readonly report: string | undefined;
  readonly quiet: boolean;
}

/** What cannot be done as it was asked for; the message says what to do. */
class Refused extends Error {}

export async function importInto(place: Place, wanted: Wanted): Promise<Exit> {
  let installation: Installation;
  try {
    installation = await openInstallation(place, { progress: (step) => wanted.quiet || complain(step) });
  } catch (error) {
    complain(`the installation cannot be opened: ${(error as Error).message}`);
    return 'none';
  }
  try {
    return await imported(installation, wanted);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    complain(error.message);
    return 'usage';
  } finally {
    await installation.close();
  }
}

async function imported(installation: Installation, wanted: Wanted): Promise<Exit> {
  const { database, files, clock } = installation;
  const records = recordsOf(installation);
  const owner = await partyIn(records, wanted.owner);
  const programme = wanted.programme === undefined ? null : await programmeIn(records, wanted.programme, owner);
  const secretariat = secretariatOf({ records, clock, freshId: () => freshId(clock.now()), idOf });
  const importing = importingOf(
    {
      ...{ database, files, clock, secretariat },
      // The host's own imports alone are carried out here: nobody's rights are asked for.
      people: { callerOf: async () => null },
      log: (line) => complain(JSON.stringify(line)),
    },
    { ...usualLimits, threads: wanted.jobs },
  );
  const interruption = interruptionOf();
  try {
    const kept = await keptFiles(installation, wanted, interruption);
    if (kept === null) return 'interrupted';
    const order: Order = { owner, programme, visibility: wanted.visibility, files: kept };
    const began = performance.now();
    const id = await worked(importing, order, wanted, interruption);
    const report = await reportOf(database, id, (performance.now() - began) / 1000);
    if (!wanted.quiet) await say(reportText(report));
    if (wanted.report !== undefined && !(await isWritten(wanted.report, reportCsv(report)))) return 'output';
    return interruption.asked ? 'interrupted' : exitOfFiles(report.files, wanted.batch.tally.unread);
  } finally {
    interruption.end();
    await importing.close();
  }
}

// ---------------------------------------------------------------- whose, and where

const everyEntry = async (records: Records, register: 'party' | 'programme'): Promise<readonly Entry[]> =>
  (await records.look(system, (view) => view.entries({ register, sort: 'title', limit: 500 }))).items;

async function partyIn(records: Records, asked: string | undefined): Promise<string> {
  const parties = (await everyEntry(records, 'party')).map(({ owner }) => owner);
  const [only, second] = parties;
  if (asked === undefined && only !== undefined && second === undefined) return only;
  if (asked !== undefined && parties.includes(asked)) return asked;
  const known =
    only === undefined
      ? 'No party is entered yet: its coordinator enters it at POST /api/v1/parties or in the desk (rapport serve).'
      : `There are: ${parties.join(', ')}. A new one is entered by its coordinator, at POST /api/v1/parties or in the desk (rapport serve).`;
  throw new Refused(
    asked === undefined
      ? `say by --owner for which party the documents are entered. ${known}`
      : `--owner ${visible(asked)}: there is no such party. ${known}`,
  );
}

async function programmeIn(records: Records, asked: string, owner: string): Promise<string> {
  const programmes = (await everyEntry(records, 'programme')) as readonly Entry<'programme'>[];
  const found = programmes.filter(
    ({ id, body }) =>
      id === asked || Object.values(body.names).some((name) => name.toLowerCase() === asked.toLowerCase()),
  );
  const [only, second] = found;
  if (only === undefined) {
    const names = programmes.map(({ body }) => Object.values(body.names)[0]).join('; ');
    throw new Refused(
      `--programme ${visible(asked)}: there is no such programme. ${names === '' ? 'None is entered yet.' : `There are: ${visible(names)}.`}`,
    );
  }
  if (second !== undefined)
    throw new Refused(`--programme ${visible(asked)}: ${found.length} have that name; give the id of one.`);
  if (!only.body.parties.some(({ party }) => party === owner))
    throw new Refused(`--programme ${visible(asked)}: ${owner} takes no part in it.`);
  return only.id;
}

// ---------------------------------------------------------------- the work

interface Interruption {
  readonly asked: boolean;
  /** Called at the first request to stop; a second one ends the program at once. */
  onAsk: () => void;
  readonly end: () => void;
}

function interruptionOf(): Interruption {
  const heard = (): void => {
    if (state.asked) process.exit(130);
    state.asked = true;
    state.onAsk();
  };
  const state = {
    asked: false,
    onAsk: () => {},
    end: () => void process.off('SIGINT', heard).off('SIGTERM', heard),
  };
  process.on('SIGINT', heard).on('SIGTERM', heard);
  return state;
}

/** Files that are kept at the same time: most of it is waiting for the disk. */
const keptAtOnce = 16;

/** Keeps the bytes of all inputs, in their order; null where it was interrupted: nothing is imported then. */
async function keptFiles(
  { files }: Installation,
  wanted: Wanted,
  interruption: Interruption,
): Promise<Order['files'] | null> {
  const { inputs } = wanted.batch.gathered;
  const progress = progressFor(wanted, inputs.length);
  const kept: Order['files'][number][] = [];
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < inputs.length && !interruption.asked; index = next++) {
      const input = inputs[index] as Input;
      kept[index] = await keptFile(files, input, nameOf(input, wanted.args));
      done += 1;
      progress.step(done, `kept ${visible(input.name)}`);
    }
  };
  await Promise.all(Array.from({ length: keptAtOnce }, lane));
  progress.clear();
  if (!interruption.asked) return kept;
  complain('interrupted before the import began: nothing was entered.');
  return null;
}

/** From the argument on, without what lies above it on this machine. */
function nameOf({ path, base }: Input, args: readonly string[]): string {
  if (path === null) return base;
  const above = args.map((arg) => resolve(arg)).find((arg) => `${resolve(path)}${sep}`.startsWith(`${arg}${sep}`));
  return above === undefined ? basename(path) : relative(dirname(above), resolve(path)).replaceAll(sep, '/');
}

async function keptFile(files: Installation['files'], { path }: Input, name: string): Promise<Order['files'][number]> {
  const source = path === null ? process.stdin : createReadStream(path);
  const unopened = new Promise<NodeJS.ErrnoException | null>((resolve) => {
    source.once('error', resolve).once('close', () => resolve(null));
  });
  try {
    const kept = await files.keep(source, largestFile);
    if (kept.kind === 'kept') return { name, sha256: kept.sha256, bytes: kept.bytes } satisfies KeptFile;
    return { name, sha256: null, state: 'refused', reason: 'too-large', detail: { limit: kept.limit } };
  } catch (error) {
    // Only the reading may fail here: where the disk does not take the bytes, nothing can be imported at all.
    if ((await unopened) === null) throw error;
    return { name, sha256: null, state: 'failed', reason: 'unopened', detail: { why: reasonOf(error) } };
  }
}

/** Carries the import out and returns its id. */
async function worked(importing: Importing, order: Order, wanted: Wanted, interruption: Interruption): Promise<string> {
  const id = await importing.beginOrResume(order);
  const progress = progressFor(wanted, order.files.length);
  const began = performance.now();
  let done = order.files.filter(({ sha256 }) => sha256 === null).length;
  interruption.onAsk = () => {
    progress.clear();
    complain('stopping after the files in hand; the same command goes on from there (Ctrl-C again ends it at once).');
    void importing.stop(id);
  };
  if (interruption.asked) await importing.stop(id);
  await importing.run(id, ({ name }) => {
    done += 1;
    const rate = (done / (performance.now() - began)) * 1000;
    progress.step(done, `${rate.toFixed(1)}/s  ${visible(name)}`);
  });
  progress.clear();
  return id;
}

const progressFor = ({ quiet }: Wanted, total: number): Progress =>
  progressOf(
    quiet ? 0 : total,
    terminalOf(process.stderr, process.env),
    (text) => process.stderr.write(text),
    () => performance.now(),
  );

async function isWritten(path: string, text: string): Promise<boolean> {
  try {
    await writeWhole(path, text);
    return true;
  } catch (error) {
    complain(`${visible(path)}: the report could not be written: ${reasonOf(error)}. The import itself is done.`);
    return false;
  }
}
