import { join } from 'node:path';
import type { MandateList, MandateRow } from '../reader/write/mandateRows.ts';
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
import { reasonOf } from './inputs.ts';
import { type Choice, choiceOf, chosen, deliverables, forces, isSure, sureFrom, whyNone } from './mandateChoice.ts';
import { destinationOf, writeWhole } from './outputs.ts';
import type { Task } from './reading.ts';
import { terminalOf } from './terminal.ts';

const extensions = { table: '.txt', csv: '.csv', xlsx: '.xlsx', json: '.json', ical: '.ics', flat: '.json' } as const;
type Form = keyof typeof extensions;

/** A file with its mandates: all of them, and those that are wanted. */
interface Found {
  readonly file: string;
  readonly list: MandateList;
  readonly rows: readonly MandateRow[];
}

interface Result {
  readonly content: string | Uint8Array;
  /** What the form could not hold, for the person. */
  readonly notes: readonly string[];
}

/** Unsure ones first, both halves in order of the text. */
const unsureFirst = (rows: readonly MandateRow[]): MandateRow[] => [
  ...rows.filter((row) => !isSure(row)),
  ...rows.filter(isSure),
];

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Why a list is empty, or what was left out of it. */
function account(found: readonly Found[], choice: Extract<Choice, { kind: 'choice' }>): string {
  const all = found.flatMap(({ list }) => list.rows);
  const rows = found.flatMap((each) => each.rows);
  const resolutions = found.flatMap(({ list }) => list.languages);
  if (resolutions.length === 0) return 'no mandates: no resolution was found in what was read';
  if (all.length === 0) {
    const operative = resolutions.reduce((sum, each) => sum + each.operative, 0);
    return operative === 0
      ? 'no mandates: the text has no operative paragraphs'
      : `no mandates: no operative verb is known in ${counted(operative, 'operative paragraph')} (language: ${[...new Set(resolutions.map(({ language }) => language ?? 'unknown'))].join(', ')})`;
  }
  if (rows.length === 0) return `no mandates: ${whyNone(all, choice.conditions)}`;
  const unsure = rows.filter((row) => !isSure(row)).length;
  const plain = all.filter((row) => row.force === 'position' && !row.soft).length;
  const shown = rows.filter((row) => row.force === 'position' && !row.soft).length;
  const parts = [
    `${counted(rows.length, 'mandate')} in ${counted(resolutions.length, 'resolution')}`,
    unsure > 0 ? `${unsure} unsure` : '',
    plain > shown ? `${counted(plain - shown, 'plain position')} left out` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** Rows apart by the resolution they belong to, in their order. */
function byResolution(found: readonly Found[], sort: string) {
  return found.flatMap(({ file, list, rows }) => {
    const heads = new Map<string, { symbol: string | null; title: string | null }>();
    const keyOf = (row: { symbol: string | null; title?: string | null }) => row.symbol ?? row.title ?? file;
    for (const row of list.rows) if (!heads.has(keyOf(row))) heads.set(keyOf(row), row);
    return [...heads].map(([key, head]) => {
      const own = rows.filter((row) => keyOf(row) === key);
      const named = <T extends { symbol: string | null }>(rowsOf: readonly T[]) =>
        rowsOf.filter((row) => heads.size === 1 || row.symbol === head.symbol);
      return {
        file,
        head,
        rows: sort === 'text' ? own : unsureFirst(own),
        instruments: named(list.instruments),
        events: named(list.events),
      };
    });
  });
}

async function tableOf(found: readonly Found[], options: Options, toFile: boolean, whole: boolean): Promise<Result> {
  const { headOf, mandateTable } = await import('./mandateTable.ts');
  const terminal = terminalOf(process.stdout, process.env);
  const groups = byResolution(found, String(options.sort)).map((group) => ({
    ...group,
    head: found.length > 1 ? `${headOf(group.head)} [${visible(group.file)}]` : headOf(group.head),
    // A question that narrows the mandates is not about what is named beside them.
    instruments: whole ? group.instruments : [],
    events: whole ? group.events : [],
  }));
  const shown = groups.filter((group) => group.rows.length + group.instruments.length + group.events.length > 0);
  if (shown.length === 0) return { content: '', notes: [] };
  const layout = {
    columns: toFile ? 120 : terminal.columns,
    colour: !toFile && terminal.colour,
    full: options.full === true,
  };
  return { content: mandateTable(shown, layout), notes: [] };
}

async function cellsOf(found: readonly Found[], form: 'csv' | 'xlsx'): Promise<Result> {
  const { columns } = await import('./mandateColumns.ts');
  const head = columns.map(({ name }) => name);
  const rows = found.flatMap((each) => each.rows.map((row) => columns.map(({ value }) => value(row, each.file))));
  if (form === 'csv') return { content: (await import('../report/office/csv.ts')).toCsv([head, ...rows]), notes: [] };
  const { toXlsx } = await import('../report/office/xlsx.ts');
  const read = found.flatMap(({ list }) => list.languages);
  const rightToLeft = read.length > 0 && read.every(({ language }) => language === 'ar');
  return {
    content: toXlsx({ name: 'Mandates', head, widths: columns.map(({ wide }) => wide), rows, rightToLeft }),
    notes: [],
  };
}

async function written(found: readonly Found[], form: Form, options: Options, whole: boolean): Promise<Result> {
  const rows = found.flatMap((each) => each.rows);
  switch (form) {
    case 'table':
      return tableOf(found, options, typeof options.out === 'string', whole);
    case 'csv':
    case 'xlsx':
      return cellsOf(found, form);
    case 'json': {
      const plain = found.map(({ file, list, rows: own }) => ({
        file,
        mandates: own.map(({ flat: _, ...row }) => row),
        instruments: list.instruments,
        events: list.events,
      }));
      return { content: `${JSON.stringify(plain, null, 1)}\n`, notes: [] };
    }
    case 'flat': {
      const flat = rows.map((row) => ({ symbol: row.symbol, paragraph: row.paragraph, ...row.flat }));
      return { content: `${JSON.stringify(flat, null, 1)}\n`, notes: [] };
    }
    case 'ical': {
      const { mandateCalendar } = await import('./mandateCalendar.ts');
      const { text, left } = mandateCalendar(rows);
      const note = `${counted(left, 'mandate')} without a date left out of the calendar`;
      return { content: text, notes: left === 0 ? [] : [note] };
    }
  }
}

async function run(args: readonly string[], options: Options): Promise<Exit> {
  const form = options.to as Form;
  const choice = choiceOf(options);
  const wrong =
    choice.kind === 'fault'
      ? choice.message
      : threadsFor(1, options.jobs) === null
        ? `--jobs ${options.jobs}: a whole number from 1 to 999 is needed.`
        : form === 'xlsx' && !options.out && process.stdout.isTTY
          ? 'a workbook is no text for a terminal. Give a file: --out mandates.xlsx.'
          : null;
  if (choice.kind === 'fault' || wrong !== null) {
    complain(wrong ?? '');
    return 'usage';
  }
  const batch = await batchOf(args);
  if (!isThere(batch)) return 'none';
  const out = typeof options.out === 'string' ? await destinationOf(options.out, `mandates${extensions[form]}`) : null;
  if (out !== null && batch.gathered.inputs.some(({ path }) => path !== null && join(path) === join(out))) {
    complain(`${visible(out)}: that is a file to be read; choose another --out.`);
    return 'usage';
  }
  const lists = await listsOf(batch, options);
  if (lists === 'output') return 'output';
  if (batch.tally.read === 0) return exitOf(batch.tally);
  const found = lists.map(({ file, list }): Found => ({ file, list, rows: chosen(list.rows, choice.conditions) }));
  return finish(batch, found, choice, options, form, out);
}

async function listsOf(batch: Batch, options: Options): Promise<{ file: string; list: MandateList }[] | 'output'> {
  const { inputs } = batch.gathered;
  const hints = hintsOf(options);
  const lists: { file: string; list: MandateList }[] = [];
  const broken = await readMany(batch, {
    tasks: inputs.map((input): Task => ({ input, ...hints, layout: null })),
    options,
    folder: null,
    prints: false,
    inOrder: true,
    take: async (index, outcome) => {
      if (outcome.kind === 'listed') lists.push({ file: inputs[index]?.name ?? '', list: outcome.list });
    },
  });
  return broken ?? lists;
}

async function finish(
  batch: Batch,
  found: readonly Found[],
  choice: Extract<Choice, { kind: 'choice' }>,
  options: Options,
  form: Form,
  out: string | null,
): Promise<Exit> {
  const { content, notes } = await written(found, form, options, choice.conditions.length === 1 && !options.force);
  try {
    if (out === null) await say(content);
    else await writeWhole(out, content);
  } catch (error) {
    complain(`${visible(out ?? 'standard output')}: the result could not be written: ${reasonOf(error)}.`);
    return 'output';
  }
  const empty = found.every(({ rows }) => rows.length === 0);
  if (options.quiet !== true || empty) complain(`${[account(found, choice), ...notes].join('; ')}.`);
  if (options.quiet !== true && (found.length > 1 || batch.gathered.skipped > 0 || out !== null))
    complain(`${summary(batch.tally, batch.gathered, out)}.`);
  return exitOf(batch.tally);
}

export const mandates: Command = {
  name: 'mandates',
  summary: 'List who is asked to do what, by when.',
  about:
    'Reads resolutions and lists their mandates: who is asked to do what, how strongly, by when in real dates, reporting to whom and under which conditions; below them the instruments named with their dates and the events to come. What a reading is not sure of stands first, with the reason. Positions that ask nothing are left out unless --force names them.',
  arguments: [
    { name: '<file...>', about: 'files or folders (read to any depth, in the order of names); - is standard input' },
  ],
  options: [
    {
      flags: '--to <form>',
      about:
        'table: for a person at a terminal; csv, xlsx: for spreadsheets; json: everything that is known; ical: a calendar of the due times; flat: a list of directives as scorers read it',
      choices: Object.keys(extensions),
      value: 'table',
    },
    {
      flags: '--out <file>',
      about: 'write one file instead of printing; in a folder that is there: mandates.<extension>',
    },
    {
      flags: '--sort <order>',
      about: `of the table: unsure ones (below ${sureFrom}) first, or all in order of the text`,
      choices: ['unsure', 'text'],
      value: 'unsure',
    },
    { flags: '--full', about: 'in the table, actions to their end and not only their first lines' },
    {
      flags: '--to-whom <list>',
      about:
        'only those who are asked: ids (UN/SG; UN takes in all that begins with UN/) or parts of names, with commas between',
    },
    {
      flags: '--due-before <day>',
      about: 'only what is due by that day at the latest (2026-12-31): the last day of its window counts',
    },
    { flags: '--due-after <day>', about: 'only what can still be due on or after that day' },
    { flags: '--force <list>', about: `only with that force, with commas between (${forces.join(', ')})` },
    {
      flags: '--deliverable <list>',
      about: `only what is to deliver that, with commas between (${deliverables.join(', ')})`,
    },
    { flags: '--soft', about: 'only expectations under a position: "affirms that a meeting should be held"' },
    { flags: '--unsure', about: `only readings below ${sureFrom}, for a person to look at` },
    ...hintOptions,
    jobsOption,
    { flags: '-q, --quiet', about: 'no progress and no summary; errors and an empty list are still told' },
  ],
  examples: [
    { command: 'rapport mandates draft.docx', about: 'Table of one file.' },
    { command: 'rapport mandates resolutions --to xlsx --out mandates.xlsx', about: 'A whole folder as one workbook.' },
    {
      command: 'rapport mandates resolutions --to-whom UN/SG --due-before 2026-12-31',
      about: 'What the Secretary-General owes this year.',
    },
    {
      command: 'rapport mandates resolutions --deliverable report --to ical --out reports.ics',
      about: 'All reports as a calendar.',
    },
  ],
  run,
};
