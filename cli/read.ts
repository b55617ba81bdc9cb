import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Language } from '../reader/model.ts';
import { visible } from '../reader/write/sheet.ts';
import type { Command } from './command.ts';
import type { Exit } from './exit.ts';
import { extensions, type Form, forms, type Layout } from './forms.ts';
import { type Gathered, gather, reasonOf } from './inputs.ts';
import { destinationsOf, writeWhole } from './outputs.ts';
import { poolOf } from './pool.ts';
import { progressOf } from './progress.ts';
import type { Outcome, Task } from './reading.ts';
import { inkOf, terminalOf } from './terminal.ts';

const languages: readonly Language[] = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

type Options = Readonly<Record<string, string | boolean>>;

const complain = (text: string): void => {
  process.stderr.write(`rapport: ${text}\n`);
};

const say = (text: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));

/** Threads worth starting: below a handful of files their start costs more than they save. */
function threadsFor(files: number, asked: string | boolean | undefined): number | null {
  if (typeof asked === 'string') return /^[1-9]\d{0,2}$/.test(asked) ? Number(asked) : null;
  return files < 6 ? 1 : Math.min(availableParallelism(), 8);
}

function layoutOf(options: Options, several: boolean): Layout {
  const toFile = typeof options.out === 'string';
  const form = options.to as Form;
  const terminal = terminalOf(process.stdout, process.env);
  return {
    form,
    findingsOnly: options.findings === true,
    oneLine: several && !toFile && (form === 'json' || form === 'flat'),
    columns: toFile ? 100 : terminal.columns,
    colour: !toFile && terminal.colour,
  };
}

/** What is wrong with the options taken together; `null` where nothing is. */
function fault(gathered: Gathered, layout: Layout, options: Options): string | null {
  const several = gathered.inputs.length > 1;
  if (several && !options.out && !layout.findingsOnly && (layout.form === 'akn' || layout.form === 'html')) {
    return `${gathered.inputs.length} results of the form ${layout.form} cannot share one output. Give a folder: --out DIR.`;
  }
  if (threadsFor(1, options.jobs) === null) {
    return `--jobs ${options.jobs}: a whole number from 1 to 999 is needed.`;
  }
  return null;
}

interface Tally {
  read: number;
  unread: number;
  findings: number;
}

function summary(tally: Tally, gathered: Gathered, out: string | null): string {
  const parts = [
    `${tally.read} read${out === null ? '' : ` into ${out}`}`,
    tally.unread > 0 ? `${tally.unread} could not be read` : '',
    gathered.skipped > 0 ? `${gathered.skipped} in folders skipped as no documents` : '',
    `${tally.findings} finding${tally.findings === 1 ? '' : 's'}`,
  ];
  return parts.filter(Boolean).join(', ');
}

const exitOf = (tally: Tally): Exit => (tally.unread === 0 ? 'done' : tally.read === 0 ? 'none' : 'some');

async function run(args: readonly string[], options: Options): Promise<Exit> {
  const gathered = await gather(args);
  const layout = layoutOf(options, gathered.inputs.length > 1);
  const wrong = fault(gathered, layout, options);
  if (wrong !== null) {
    complain(wrong);
    return 'usage';
  }
  const tally: Tally = { read: 0, unread: 0, findings: 0 };
  for (const { name, reason } of gathered.missing) {
    tally.unread += 1;
    complain(`${visible(name)}: ${reason}. Check the path; it is relative to the folder you stand in.`);
  }
  if (gathered.inputs.length === 0) {
    if (gathered.missing.length === 0) {
      complain(
        `no document was found (${gathered.skipped} other files skipped). Name a file to read it whatever it is called.`,
      );
    }
    return 'none';
  }
  const folder = typeof options.out === 'string' ? options.out : null;
  const failed = folder === null ? null : await prepared(folder);
  if (failed !== null) {
    complain(failed);
    return 'output';
  }
  return readAll(gathered, layout, options, folder, tally);
}

async function prepared(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
    return null;
  } catch (error) {
    return `${folder}: results cannot be written there: ${reasonOf(error)}. Nothing was read; choose another --out.`;
  }
}

async function readAll(
  gathered: Gathered,
  layout: Layout,
  options: Options,
  folder: string | null,
  tally: Tally,
): Promise<Exit> {
  const { inputs } = gathered;
  const quiet = options.quiet === true;
  const extension = layout.findingsOnly
    ? `.findings${layout.form === 'json' || layout.form === 'flat' ? '.json' : '.txt'}`
    : extensions[layout.form];
  const destinations = folder === null ? null : destinationsOf(inputs, folder, extension);
  for (const { input, path } of destinations?.moved ?? []) {
    complain(
      `${visible(input.name)}: another result has that name already, so this one is written to ${visible(path)}.`,
    );
  }
  const language = typeof options.language === 'string' ? (options.language as Language) : null;
  const view = options.view === 'original' ? 'original' : 'accepted';
  const tasks = inputs.map((input): Task => ({ input, language, view, layout }));
  const pool = poolOf(threadsFor(inputs.length, options.jobs) ?? 1);
  const terminal = terminalOf(process.stderr, process.env);
  const progress = progressOf(quiet ? 0 : inputs.length, terminal, (text) => process.stderr.write(text), Date.now);
  let done = 0;
  let interrupted = false;
  let broken: string | null = null;
  const onInterrupt = () => {
    interrupted = true;
    void pool.stop();
    progress.clear();
    complain(`interrupted: ${done} of ${inputs.length} done${folder === null ? '' : `, complete in ${folder}`}.`);
    process.exit(130);
  };
  if (inputs.length > 1) process.once('SIGINT', onInterrupt);

  const ink = inkOf(terminalOf(process.stdout, process.env).colour);
  const headed = inputs.length > 1 && layout.form === 'outline' && !layout.findingsOnly;
  const emit = async (index: number, text: string): Promise<void> => {
    const path = destinations?.paths[index];
    if (path !== undefined) return writeWhole(path, text);
    progress.clear();
    await say(headed ? `${ink('title', `── ${visible(inputs[index]?.name ?? '')} ──`)}\n\n${text}\n` : text);
  };
  const inOrder = ordered(emit);
  await pool.run(tasks, async (index, outcome) => {
    done += 1;
    if (interrupted || broken !== null) return;
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
      // Files may be written in any order; what goes to one output keeps the order of the inputs.
      if (destinations !== null) await (outcome.kind === 'read' ? emit(index, outcome.text) : undefined);
      else await inOrder(index, outcome);
    } catch (error) {
      broken = `${name}: the result could not be written: ${reasonOf(error)}. ${done - 1} results before it are complete.`;
      await pool.stop();
    }
    progress.step(done, name);
  });
  process.removeListener('SIGINT', onInterrupt);
  progress.clear();
  if (broken !== null) {
    complain(broken);
    return 'output';
  }
  if (!quiet && (inputs.length > 1 || gathered.skipped > 0 || folder !== null))
    complain(`${summary(tally, gathered, folder)}.`);
  return exitOf(tally);
}

/** Holds back what is ready too early. */
function ordered(emit: (index: number, text: string) => Promise<void>) {
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
        if (ready.kind === 'read') await emit(place, ready.text);
      }
    });
    return last;
  };
}

export const read: Command = {
  name: 'read',
  summary: 'Read resolutions and show or convert them.',
  about:
    'Reads resolutions (Word, PDF, HTML, plain text, AKN4UN XML) and shows them as an outline in which every paragraph has an address, or writes them in another form. What a file is, is decided by its content.',
  argument: {
    name: 'file',
    about: 'files or folders (read to any depth, in the order of names); - is standard input',
  },
  options: [
    {
      flags: '--to <form>',
      about:
        'outline: for a person at a terminal; json: the whole tree; flat: a list of paragraphs; akn: Akoma Ntoso of the United Nations; html, md, text: the document to read',
      choices: forms,
      value: 'outline',
    },
    {
      flags: '--out <dir>',
      about:
        'write DIR/<base name of the file>.<extension> instead of printing; where two files have one base name the second gets ~2 and a message says so',
    },
    {
      flags: '--view <text>',
      about: 'of a file with tracked changes: the text with the changes accepted, or the original one',
      choices: ['accepted', 'original'],
      value: 'accepted',
    },
    { flags: '--language <tag>', about: 'the language, where the text is too short to tell', choices: languages },
    { flags: '--findings', about: 'only what the reader saw, repaired or doubts; as JSON with --to json' },
    { flags: '--jobs <number>', about: 'threads for many files (otherwise as many as the machine has, at most 8)' },
    { flags: '-q, --quiet', about: 'no progress and no summary; errors are still told' },
  ],
  examples: [
    { command: 'rapport read draft.docx', about: 'Outline of one file.' },
    { command: 'rapport read resolutions --to akn --out out', about: 'A whole folder as Akoma Ntoso.' },
    { command: 'rapport read - --to html < draft.pdf > draft.html', about: 'Through standard input and output.' },
    {
      command: 'rapport read draft.docx --view original --findings',
      about: 'What the reader found in the original text.',
    },
  ],
  run,
};
