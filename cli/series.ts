import { join } from 'node:path';
import { type Series, seriesOf } from '../programme/series.ts';
import { stale } from '../programme/stale.ts';
import { type Document, documentsOf } from '../programme/steps.ts';
import { threads } from '../programme/threads.ts';
import type { IsoDate, Language } from '../reader/model.ts';
import { isoDate } from '../reader/sessions.ts';
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
import { destinationOf, writeWhole } from './outputs.ts';
import type { Task } from './reading.ts';
import { account, extensions, type Form, writtenList, writtenSeries } from './seriesForms.ts';
import { terminalOf } from './terminal.ts';

/** A day as it was typed, or today where none was; `null` for what is no day. */
function dayOf(typed: string | boolean | undefined): IsoDate | null {
  if (typeof typed !== 'string') return new Date().toISOString().slice(0, 10);
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed) ?? [];
  return isoDate(Number(year), Number(month), Number(day));
}

async function documentsIn(batch: Batch, options: Options): Promise<Document[] | 'output'> {
  const { inputs } = batch.gathered;
  const documents: Document[] = [];
  const broken = await readMany(batch, {
    tasks: inputs.map((input): Task => ({ input, ...hintsOf(options), layout: 'whole' })),
    options,
    folder: null,
    prints: false,
    inOrder: true,
    take: async (index, outcome) => {
      if (outcome.kind === 'whole') documents.push(...documentsOf(inputs[index]?.name ?? '', outcome.publication));
    },
  });
  return broken ?? documents;
}

/** Symbols as a person may type them: without regard to capitals and blanks. */
const folded = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

/** The series that is asked for: by its number in the list or by the symbol of one of its texts; without a word the only one. */
function chosen(found: readonly Series[], all: readonly Series[], of: string | boolean | undefined): Series | string {
  if (typeof of !== 'string') {
    const [only, another] = found;
    if (only !== undefined && another === undefined) return only;
    return found.length === 0
      ? 'no series was found: no text renews another.'
      : `${found.length} series were found; name one by --of: its number in the list, or the symbol of one of its texts.`;
  }
  const byNumber = /^\d{1,4}$/.test(of) ? found[Number(of) - 1] : undefined;
  const named = all.find(({ steps }) =>
    steps.some(({ name, carriers }) =>
      [name, ...carriers.map(({ resolution }) => resolution.symbol)].some(
        // "79/9" is how a resolution is spoken of.
        (each) => each !== null && (folded(each) === folded(of) || folded(each).endsWith(`/${folded(of)}`)),
      ),
    ),
  );
  return (
    byNumber ??
    named ??
    `--of ${visible(of)}: there is no such series; there are ${found.length}, and no text of that symbol in them.`
  );
}

const counted = (texts: number): string => (texts === 1 ? '1 text renews' : `${texts} texts renew`);

interface Wanted {
  readonly form: Form;
  readonly today: IsoDate;
  readonly out: string | null;
  /** Whether one series is asked for, or the list. */
  readonly one: boolean;
}

/** What came of it: the content and what is said of it; a lone message where it cannot be. */
type Made = { readonly content: string; readonly said: string } | string;

function made(documents: readonly Document[], options: Options, { form, today, out, one }: Wanted): Made {
  const terminal = terminalOf(process.stdout, process.env);
  const layout = {
    columns: out === null ? Math.max(72, Math.min(terminal.columns, 180)) : 140,
    colour: out === null && terminal.colour,
    full: options.full === true,
  };
  const all = seriesOf(documents);
  const found = all.filter(({ steps }) => steps.length > 1);
  if (!one && (form === 'table' || form === 'json' || form === 'csv')) {
    const texts = all.reduce((sum, { steps }) => sum + steps.length, 0);
    const joined = found.reduce((sum, { steps }) => sum + steps.length, 0);
    return {
      content: writtenList(options.full === true ? all : found, form, layout),
      said: `${found.length} series of ${joined} texts; ${counted(texts - joined)} nothing that was read`,
    };
  }
  const series = chosen(found, all, options.of);
  if (typeof series === 'string') return series;
  const language = typeof options.in === 'string' ? (options.in as Language) : undefined;
  const told = threads(series, language);
  if (told.texts.length === 0) return `--in ${options.in}: no text of the series is in that language.`;
  const followed = { series, told, stale: stale(series, today, language), today };
  return { content: writtenSeries(followed, form, options.stale === true, layout), said: account(followed) };
}

async function run(args: readonly string[], options: Options): Promise<Exit> {
  const form = options.to as Form;
  const today = dayOf(options.today);
  if (today === null || threadsFor(1, options.jobs) === null) {
    complain(
      today === null
        ? `--today ${options.today}: a day is needed, as 2026-12-31.`
        : `--jobs ${options.jobs}: a whole number from 1 to 999 is needed.`,
    );
    return 'usage';
  }
  const batch = await batchOf(args);
  if (!isThere(batch)) return 'none';
  const out = typeof options.out === 'string' ? await destinationOf(options.out, `series${extensions[form]}`) : null;
  if (out !== null && batch.gathered.inputs.some(({ path }) => path !== null && join(path) === join(out))) {
    complain(`${visible(out)}: that is a file to be read; choose another --out.`);
    return 'usage';
  }
  const documents = await documentsIn(batch, options);
  if (documents === 'output') return 'output';
  if (batch.tally.read === 0) return exitOf(batch.tally);
  const one = typeof options.of === 'string' || options.stale === true || form === 'html' || form === 'svg';
  const result = made(documents, options, { form, today, out, one });
  if (typeof result === 'string') {
    complain(result);
    return 'usage';
  }
  return put(result, out, batch, options);
}

async function put(
  { content, said }: Exclude<Made, string>,
  out: string | null,
  batch: Batch,
  options: Options,
): Promise<Exit> {
  try {
    if (out === null) await say(content);
    else await writeWhole(out, content);
  } catch (error) {
    complain(`${visible(out ?? 'standard output')}: the result could not be written: ${reasonOf(error)}.`);
    return 'output';
  }
  if (options.quiet !== true || content === '') complain(`${said}.`);
  if (options.quiet !== true && (batch.gathered.skipped > 0 || batch.tally.unread > 0 || out !== null))
    complain(`${summary(batch.tally, batch.gathered, out)}.`);
  return exitOf(batch.tally);
}

export const series: Command = {
  name: 'series',
  summary: 'Find which texts renew each other, and follow each paragraph through them.',
  about:
    'Reads many resolutions and finds the series they form: the same resolution over the sessions, by the texts that each cites, its agenda item, its sponsors, its title under all names of the bodies, and its wording; never by the title alone. Language versions, formats, drafts and revisions of one text are one text. Of one series it shows what became of each paragraph, and what is out of date in the latest text.',
  arguments: [
    { name: '<file...>', about: 'files or folders (read to any depth, in the order of names); - is standard input' },
  ],
  options: [
    {
      flags: '--of <series>',
      about: 'follow the paragraphs of one series: its number in the list, or the symbol of one of its texts',
    },
    {
      flags: '--to <form>',
      about:
        'table: for a person at a terminal; html: one page of one series, each paragraph as a lane that opens; svg: its lanes as a picture; json: everything that is known; csv: for spreadsheets',
      choices: Object.keys(extensions),
      value: 'table',
    },
    { flags: '--stale', about: 'of one series only what is out of date in its latest text' },
    { flags: '--today <day>', about: 'the day on which it is looked at (2026-12-31; otherwise today)' },
    {
      flags: '--in <tag>',
      about: 'the language in which one series is followed (otherwise the one that most of its texts are at hand in)',
      choices: ['ar', 'en', 'es', 'fr', 'ru', 'zh'],
    },
    { flags: '--full', about: 'texts that renew nothing too; of one series, paragraphs that never changed' },
    {
      flags: '--out <file>',
      about: 'write one file instead of printing; in a folder that is there: series.<extension>',
    },
    ...hintOptions,
    jobsOption,
    { flags: '-q, --quiet', about: 'no progress and no summary; errors are still told' },
  ],
  examples: [
    { command: 'rapport series resolutions', about: 'Which series the files of a folder form, and why.' },
    { command: 'rapport series resolutions --of A/RES/79/9', about: 'What became of each of its paragraphs.' },
    {
      command: 'rapport series resolutions --of 3 --to html --out life.html',
      about: 'The same as a page to open and send.',
    },
    {
      command: 'rapport series resolutions --of 3 --stale --today 2026-11-24',
      about: 'What was out of date on that day.',
    },
  ],
  run,
};
