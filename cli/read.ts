import { mkdir } from 'node:fs/promises';
import { visible } from '../reader/write/sheet.ts';
import {
  type Batch,
  batchOf,
  complain,
  exitOf,
  hintOptions,
  hintsOf,
  isThere,
  jobsOption,
  type Options,
  readMany,
  say,
  summary,
  threadsFor,
} from './batch.ts';
import type { Command } from './command.ts';
import type { Exit } from './exit.ts';
import { extensions, type Form, forms, type Layout } from './forms.ts';
import { type Gathered, reasonOf } from './inputs.ts';
import { destinationsOf, writeWhole } from './outputs.ts';
import type { Task } from './reading.ts';
import { inkOf, terminalOf } from './terminal.ts';

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

async function run(args: readonly string[], options: Options): Promise<Exit> {
  const batch = await batchOf(args);
  const { gathered } = batch;
  const layout = layoutOf(options, gathered.inputs.length > 1);
  const wrong = fault(gathered, layout, options);
  if (wrong !== null) {
    complain(wrong);
    return 'usage';
  }
  if (!isThere(batch)) return 'none';
  const folder = typeof options.out === 'string' ? options.out : null;
  const failed = folder === null ? null : await prepared(folder);
  if (failed !== null) {
    complain(failed);
    return 'output';
  }
  return readAll(batch, layout, options, folder);
}

async function prepared(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
    return null;
  } catch (error) {
    return `${folder}: results cannot be written there: ${reasonOf(error)}. Nothing was read; choose another --out.`;
  }
}

async function readAll(batch: Batch, layout: Layout, options: Options, folder: string | null): Promise<Exit> {
  const { gathered, tally } = batch;
  const { inputs } = gathered;
  const extension = layout.findingsOnly
    ? `.findings${layout.form === 'json' || layout.form === 'flat' ? '.json' : '.txt'}`
    : extensions[layout.form];
  const destinations = folder === null ? null : destinationsOf(inputs, folder, extension);
  for (const { input, path } of destinations?.moved ?? []) {
    complain(
      `${visible(input.name)}: another result has that name already, so this one is written to ${visible(path)}.`,
    );
  }
  const hints = hintsOf(options);
  const ink = inkOf(terminalOf(process.stdout, process.env).colour);
  const headed = inputs.length > 1 && layout.form === 'outline' && !layout.findingsOnly;
  const broken = await readMany(batch, {
    tasks: inputs.map((input): Task => ({ input, ...hints, layout })),
    options,
    folder,
    prints: destinations === null,
    // Files may be written in any order; what goes to one output keeps the order of the inputs.
    inOrder: destinations === null,
    take: async (index, outcome) => {
      if (outcome.kind !== 'read') return;
      const path = destinations?.paths[index];
      if (path !== undefined) return writeWhole(path, outcome.text);
      const head = `${ink('title', `── ${visible(inputs[index]?.name ?? '')} ──`)}\n\n`;
      await say(headed ? `${head}${outcome.text}\n` : outcome.text);
    },
  });
  if (broken !== null) return broken;
  if (options.quiet !== true && (inputs.length > 1 || gathered.skipped > 0 || folder !== null))
    complain(`${summary(tally, gathered, folder)}.`);
  return exitOf(tally);
}

export const read: Command = {
  name: 'read',
  summary: 'Read resolutions and show or convert them.',
  about:
    'Reads resolutions (Word, PDF, HTML, plain text, AKN4UN XML) and shows them as an outline in which every paragraph has an address, or writes them in another form. What a file is, is decided by its content.',
  arguments: [
    { name: '<file...>', about: 'files or folders (read to any depth, in the order of names); - is standard input' },
  ],
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
    ...hintOptions,
    { flags: '--findings', about: 'only what the reader saw, repaired or doubts; as JSON with --to json' },
    jobsOption,
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
