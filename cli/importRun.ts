import { createReadStream } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { system } from '../programme/access.ts';
import type { Entry, Files, Records } from '../programme/ports.ts';
import { secretariatOf } from '../programme/secretariat.ts';
import type { Visibility } from '../programme/vocabulary.ts';
import { visible } from '../reader/write/sheet.ts';
import type { Database } from '../records/database.ts';
import { freshId, idOf } from '../records/ids.ts';
import { type Installation, openInstallation, type Place } from '../records/installation.ts';
import { recordsOf } from '../records/records.ts';
import type { KeptFile } from '../server/fileKeeping.ts';
import { type Importing, importingOf, type Order } from '../server/importing.ts';
import { importSeen } from '../server/importLists.ts';
import { usualLimits } from '../server/readers.ts';
import { largestFile } from '../server/uploads.ts';
import { type Batch, complain, say } from './batch.ts';
import type { Exit } from './exit.ts';
import { demandInstalled, hosted, opening, Refused } from './hosting.ts';
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

/** Imports into the installation of `place`; Ctrl-C ends what is in hand and leaves the rest for the next time. */
export const importInto = (place: Place, wanted: Wanted): Promise<Exit> =>
  hosted(async (signal) => {
    await demandInstalled(place);
    const installation = await openInstallation(place, opening(wanted.quiet));
    try {
      return await imported(installation, wanted, signal);
    } finally {
      await installation.close();
    }
  });

async function imported(installation: Installation, wanted: Wanted, signal: AbortSignal): Promise<Exit> {
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
      log: ({ event, error }) =>
        complain(event === 'import.waits' ? `${error}: waiting, then trying again.` : `${event}\n${error}`),
    },
    { ...usualLimits, threads: wanted.jobs },
  );
  try {
    const kept = await keptFiles(files, wanted, signal);
    const order: Order = { owner, programme, visibility: wanted.visibility, files: kept };
    const began = performance.now();
    const id = await worked(database, importing, order, wanted, signal);
    const report = await reportOf(database, id, (performance.now() - began) / 1000);
    if (!wanted.quiet) await say(reportText(report));
    if (wanted.report !== undefined) await writeWhole(wanted.report, reportCsv(report));
    return signal.aborted ? 'interrupted' : exitOfFiles(report.files, wanted.batch.tally.unread);
  } finally {
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
      ? 'None is entered yet: rapport party add enters one.'
      : `There are: ${parties.join(', ')}. rapport party add enters another one.`;
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

/** Files that are kept at the same time: most of it is waiting for the disk. */
const keptAtOnce = 16;

/** Keeps the bytes of all inputs, in their order. */
async function keptFiles(files: Files, wanted: Wanted, signal: AbortSignal): Promise<Order['files']> {
  const { inputs } = wanted.batch.gathered;
  const progress = progressFor(wanted, inputs.length);
  const kept: Order['files'][number][] = [];
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < inputs.length && !signal.aborted; index = next++) {
      const input = inputs[index] as Input;
      kept[index] = await keptFile(files, input, nameOf(input, wanted.args));
      done += 1;
      progress.step(done, `kept ${visible(input.name)}`);
    }
  };
  await Promise.all(Array.from({ length: keptAtOnce }, lane));
  progress.clear();
  signal.throwIfAborted();
  return kept;
}

/** From the argument on, without what lies above it on this machine. */
function nameOf({ path, base }: Input, args: readonly string[]): string {
  if (path === null) return base;
  const above = args.map((arg) => resolve(arg)).find((arg) => `${resolve(path)}${sep}`.startsWith(`${arg}${sep}`));
  return above === undefined ? basename(path) : relative(dirname(above), resolve(path)).replaceAll(sep, '/');
}

async function keptFile(files: Files, { path }: Input, name: string): Promise<Order['files'][number]> {
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
async function worked(
  database: Database,
  importing: Importing,
  order: Order,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<string> {
  const id = await importing.beginOrResume(order);
  const waiting = (await importSeen(database, system, id))?.counts.waiting ?? 0;
  const progress = progressFor(wanted, waiting);
  const began = performance.now();
  const stop = () => void importing.stop(id);
  signal.addEventListener('abort', stop);
  if (signal.aborted) await importing.stop(id);
  let done = 0;
  await importing.run(id, ({ name }) => {
    done += 1;
    const rate = (done / (performance.now() - began)) * 1000;
    progress.step(done, `${rate.toFixed(1)}/s  ${visible(name)}`);
  });
  progress.clear();
  if (signal.aborted) complain('stopped; the same command goes on from there.');
  return id;
}

const progressFor = ({ quiet }: Wanted, total: number): Progress =>
  progressOf(
    quiet ? 0 : total,
    terminalOf(process.stderr, process.env),
    (text) => process.stderr.write(text),
    () => performance.now(),
  );
