import { join } from 'node:path';
import { countsOf, percent, sameness } from '../reader/write/comparisonRows.ts';
import { comparisonWords } from '../reader/write/comparisonWords.ts';
import { visible } from '../reader/write/sheet.ts';
import { complain, hintOptions, type Options, say } from './batch.ts';
import type { Command } from './command.ts';
import { type Two, twoTexts } from './comparedTexts.ts';
import { comparisonForms, type FormName, isVersionForm, type Layout, versionForms } from './comparisonForms.ts';
import type { Exit } from './exit.ts';
import { reasonOf } from './inputs.ts';
import { destinationOf, writeWhole } from './outputs.ts';
import { terminalOf } from './terminal.ts';

/** What is to be written, and what is said of it. */
interface Result {
  readonly content: string | Uint8Array;
  readonly account: string;
  /** Whether the account is told even to who asked for quiet: there is nothing to see in the result. */
  readonly empty: boolean;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** What is wrong with the options for these texts; `null` where nothing is. */
function fault({ older, newer }: Two, form: FormName, versions: boolean): string | null {
  const [a, b] = [older.language, newer.language];
  if (versions && !isVersionForm(form))
    return `--languages is written as ${Object.keys(versionForms).join(' or ')}, not as ${form}.`;
  if (versions || a === null || b === null || a === b) return null;
  return `the older text is in ${languageNames.of(a)} and the newer one in ${languageNames.of(b)}: word by word they cannot be compared. --languages compares two language versions of one text; --language says which it is where that was taken wrongly.`;
}

async function comparison(two: Two, form: FormName, layout: Layout): Promise<Result> {
  const [{ explained }, { compare: compared }] = await Promise.all([
    import('../reader/alterations.ts'),
    import('../reader/compare.ts'),
  ]);
  const found = explained(compared(two.older, two.newer), two.older, two.newer);
  const words = comparisonWords('en');
  const counts = countsOf(found).map(([kind, links]) => `${links.length} ${words.kinds[kind]}`);
  const same = sameness(found);
  const said = same === null ? `${percent(found.similarity)} alike: ${counts.join(', ')}.` : words[same];
  return {
    content: await comparisonForms[form].write({ ...two, comparison: found }, layout),
    account: counts.length === 0 ? words.nothing : said,
    empty: same !== null,
  };
}

async function versions({ older, newer }: Two, form: FormName, layout: Layout): Promise<Result> {
  const { compareLanguages } = await import('../reader/compareLanguages.ts');
  const found = compareLanguages(older, newer);
  const count = found.differences.length;
  return {
    content: isVersionForm(form) ? await versionForms[form](found, layout) : '',
    account: count === 0 ? 'nothing differs that is worth a look.' : `${count} difference${count === 1 ? '' : 's'}.`,
    empty: count === 0,
  };
}

async function run(args: readonly string[], options: Options): Promise<Exit> {
  const form = options.to as FormName;
  const out =
    typeof options.out === 'string'
      ? await destinationOf(options.out, `comparison${comparisonForms[form].extension}`)
      : null;
  if (out !== null && args.some((argument) => argument !== '-' && join(argument) === join(out))) {
    complain(`${visible(out)}: that is a file to be read; choose another --out.`);
    return 'usage';
  }
  if (form === 'docx' && out === null && process.stdout.isTTY) {
    complain('a Word file is no text for a terminal. Give a file: --out comparison.docx.');
    return 'usage';
  }
  const two = await twoTexts(args, options);
  if (typeof two === 'string') return two;
  const wrong = fault(two, form, options.languages === true);
  if (wrong !== null) {
    complain(wrong);
    return 'usage';
  }
  const terminal = terminalOf(process.stdout, process.env);
  const layout = {
    columns: out === null ? terminal.columns : 100,
    colour: out === null && terminal.colour,
    full: options.full === true,
    today: new Date().toISOString().slice(0, 10),
  };
  return put(await (options.languages === true ? versions : comparison)(two, form, layout), out, options);
}

async function put({ content, account, empty }: Result, out: string | null, options: Options): Promise<Exit> {
  try {
    if (out === null) await say(content);
    else await writeWhole(out, content);
  } catch (error) {
    complain(`${visible(out ?? 'standard output')}: the result could not be written: ${reasonOf(error)}.`);
    return 'output';
  }
  const shown = options.to === 'outline' && out === null;
  if (!shown && (empty || options.quiet !== true)) complain(account);
  return 'done';
}

export const compare: Command = {
  name: 'compare',
  summary: 'Show what became of one text in another.',
  about:
    'Compares two resolutions paragraph by paragraph: what is the same, edited, moved, split, merged, new or dropped, with the words that changed. A draft and the adopted text, two sessions, a PDF and an XML file: what each file is, is decided by its content.',
  arguments: [
    { name: '<older>', about: 'the file of the older text; - is standard input' },
    { name: '<newer>', about: 'the file of the newer one' },
  ],
  options: [
    {
      flags: '--to <form>',
      about: Object.entries(comparisonForms)
        .map(([name, { about }]) => `${name}: ${about}`)
        .join('; '),
      choices: Object.keys(comparisonForms),
      value: 'outline',
    },
    {
      flags: '--out <file>',
      about: 'write a file instead of printing; in a folder that is there: comparison.<extension>',
    },
    { flags: '--full', about: 'unchanged paragraphs too, and not only how many they are (html always holds them)' },
    {
      flags: '--of <numbers>',
      about:
        'which resolution, where a file holds several: 2 is the second; 2,1 the second of the older and the first of the newer file',
    },
    {
      flags: '--languages',
      about:
        'the texts are two language versions of one: symbols, dates, sessions and numbers that differ, and paragraphs that one of them lacks',
    },
    ...hintOptions,
    { flags: '-q, --quiet', about: 'no summary; errors are still told' },
  ],
  examples: [
    { command: 'rapport compare A_RES_77_18.pdf A_RES_79_9.docx', about: 'What the newer session changed.' },
    { command: 'rapport compare draft.docx adopted.xml --to html --out changes.html', about: 'A page to send on.' },
    {
      command: 'rapport compare draft.docx adopted.pdf --to docx --out redline.docx',
      about: 'A redline in Word: every change can be accepted or rejected.',
    },
    { command: 'rapport compare report.pdf adopted.pdf --of 3', about: 'The third draft of a report.' },
    { command: 'rapport compare text.en.xml text.ar.xml --languages', about: 'Whether the Arabic says the same.' },
  ],
  run,
};
