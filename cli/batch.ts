import { availableParallelism } from 'node:os';
import type { Language } from '../reader/model.ts';
import { visible } from '../reader/write/sheet.ts';
import type { Option } from './command.ts';
import type { Exit } from './exit.ts';
import { type Gathered, gather, reasonOf } from './inputs.ts';
import { poolOf } from './pool.ts';
import { progressOf } from './progress.ts';
import type { Outcome, Task } from './reading.ts';
import { terminalOf } from './terminal.ts';

/** The options of a command as they were given. */
export type Options = Readonly<Record<string, string | boolean>>;

const languages: readonly Language[] = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

/** What a person may tell the reader of files that they know better. */
export const hintOptions: readonly Option[] = [
  {
    flags: '--view <text>',
    about: 'of a file with tracked changes: the text with the changes accepted, or the original one',
    choices: ['accepted', 'original'],
    value: 'accepted',
  },
  { flags: '--language <tag>', about: 'the language, where the text is too short to tell', choices: languages },
];

/** What was told with them. */
export const hintsOf = (options: Options): Pick<Task, 'language' | 'view'> => ({
  language: languages.find((each) => each === options.language) ?? null,
  view: options.view === 'original' ? 'original' : 'accepted',
});

export const jobsOption: Option = {
  flags: '--jobs <number>',
  about: 'threads for many files (otherwise as many as the machine has, at most 8)',
};

/** A message for the person who typed the command. */
export const complain = (text: string): void => {
  process.stderr.write(`rapport: ${text}\n`);
};

/** Writes to standard output and waits until it is gone. */
export const say = (text: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));

/** Threads worth starting: below a handful of files their start costs more than they save. `null` for a wrong number. */
export function threadsFor(files: number, asked: string | boolean | undefined): number | null {
  if (typeof asked === 'string') return /^[1-9]\d{0,2}$/.test(asked) ? Number(asked) : null;
  return files < 6 ? 1 : Math.min(availableParallelism(), 8);
}

/** How the reading of many files went so far. */
export interface Tally {
  read: number;
  unread: number;
  findings: number;
}

export function summary(tally: Tally, gathered: Gathered, out: string | null): string {
  const parts = [
    `${tally.read} read${out === null ? '' : ` into ${out}`}`,
    tally.unread > 0 ? `${tally.unread} could not be read` : '',
    gathered.skipped > 0 ? `${gathered.skipped} in folders skipped as no documents` : '',
    `${tally.findings} finding${tally.findings === 1 ? '' : 's'}`,
  ];
  return parts.filter(Boolean).join(', ');
}

export const exitOf = (tally: Tally): Exit => (tally.unread === 0 ? 'done' : tally.read === 0 ? 'none' : 'some');

/** What the arguments stand for. */
export interface Batch {
  readonly gathered: Gathered;
  readonly tally: Tally;
}

export const batchOf = async (args: readonly string[]): Promise<Batch> => ({
  gathered: await gather(args),
  tally: { read: 0, unread: 0, findings: 0 },
});

/** Tells of arguments that lead nowhere. Whether something is left to read. */
export function isThere({ gathered, tally }: Batch): boolean {
  for (const { name, reason } of gathered.missing) {
    tally.unread += 1;
    complain(`${visible(name)}: ${reason}. Check the path; it is relative to the folder you stand in.`);
  }
  if (gathered.inputs.length > 0) return true;
  if (gathered.missing.length === 0) {
    complain(
      `no document was found (${gathered.skipped} other files skipped). Name a file to read it whatever it is called.`,
    );
  }
  return false;
}

export interface Work {
  readonly tasks: readonly Task[];
  readonly options: Options;
  /** Where complete results are when the work is broken off; `null` for standard output. */
  readonly folder: string | null;
  /** Whether taking prints, so that the bar has to go. */
  readonly prints: boolean;
  /** Whether what was read is taken in the order of the inputs, or as it comes. */
  readonly inOrder: boolean;
  readonly take: (index: number, outcome: Exclude<Outcome, { kind: 'unread' }>) => Promise<void>;
}

/**
 * Reads many files with progress; what cannot be read is told and counted, and the rest goes on. `null` where all was
 * done, `output` where a result could not be written.
 */
export async function readMany({ gathered, tally }: Batch, work: Work): Promise<'output' | null> {
  const { tasks, options, folder } = work;
  const { inputs } = gathered;
  const pool = poolOf(threadsFor(inputs.length, options.jobs) ?? 1);
  const terminal = terminalOf(process.stderr, process.env);
  const total = options.quiet === true ? 0 : inputs.length;
  const progress = progressOf(total, terminal, (text) => process.stderr.write(text), Date.now);
  let done = 0;
  let broken: string | null = null;
  const onInterrupt = () => {
    void pool.stop();
    progress.clear();
    complain(`interrupted: ${done} of ${inputs.length} done${folder === null ? '' : `, complete in ${folder}`}.`);
    process.exit(130);
  };
  if (inputs.length > 1) process.once('SIGINT', onInterrupt);
  const take = async (index: number, outcome: Outcome): Promise<void> => {
    if (outcome.kind === 'unread') return;
    if (work.prints) progress.clear();
    await work.take(index, outcome);
  };
  const taken = work.inOrder ? ordered(take) : take;
  await pool.run(tasks, async (index, outcome) => {
    done += 1;
    if (broken !== null) return;
    const name = visible(inputs[index]?.name ?? '');
    if (outcome.kind === 'unread') {
      tally.unread += 1;
      progress.clear();
      complain(`${name}: ${outcome.message}`);
    } else {
      tally.read += 1;
      tally.findings += outcome.findings;
    }
    try {
      await taken(index, outcome);
    } catch (error) {
      broken = `${name}: the result could not be written: ${reasonOf(error)}. ${done - 1} results before it are complete.`;
      await pool.stop();
    }
    progress.step(done, name);
  });
  process.removeListener('SIGINT', onInterrupt);
  progress.clear();
  if (broken === null) return null;
  complain(broken);
  return 'output';
}

/** Holds back what is ready too early. */
function ordered(take: (index: number, outcome: Outcome) => Promise<void>) {
  const waiting = new Map<number, Outcome>();
  let next = 0;
  let last = Promise.resolve();
  return (index: number, outcome: Outcome): Promise<void> => {
    waiting.set(index, outcome);
    last = last.then(async () => {
      for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
        const place = next;
        next += 1;
        waiting.delete(place);
        await take(place, ready);
      }
    });
    return last;
  };
}
