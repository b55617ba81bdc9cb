/**
 * How fast the reader is, how much memory it takes and how both grow.
 *   npm run bench [-- --only text,mandates,compare,pdf,memory,hard,growth] [--files 2000]
 * Prints what was measured beside its bar; ends with 1 where a bar is missed. Real files beside the
 * project are read where they are there; else the project's own texts stand in and the table says so.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { citer } from '../reader/citations.ts';
import { compare } from '../reader/compare.ts';
import { readText } from '../reader/formats/text.ts';
import { lexicons } from '../reader/languages/index.ts';
import type { Lexicon } from '../reader/languages/lexicon.ts';
import { mandatesIn } from '../reader/mandatesIn.ts';
import { type Resolution, resolutionsOf, walk } from '../reader/model.ts';
import { paragraphs } from '../reader/paragraphs.ts';
import { read } from '../reader/read.ts';
import { structure } from '../reader/structure.ts';
import { pdf } from './containers.ts';
import { documentsIn, nodeFlags } from './memory.ts';

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly bar: string;
  readonly verdict: 'met' | 'missed';
}

const root = path.join(import.meta.dirname, '..');
const shared = path.join(root, '../shared');
const corpus = path.join(root, 'corpus');
const utf8 = new TextEncoder();

function row(what: string, value: number, unit: string, bar: number, sense: 'at least' | 'at most'): Row {
  const measured = `${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}`;
  process.stderr.write(`  ${what}: ${measured}\n`);
  const met = sense === 'at least' ? value >= bar : value <= bar;
  return { what, measured, bar: `${sense} ${bar} ${unit}`, verdict: met ? 'met' : 'missed' };
}

/** Seconds that reading all of them takes, one after the other. */
async function secondsFor(files: readonly Uint8Array[]): Promise<number> {
  const start = performance.now();
  for (const bytes of files) await read(bytes);
  return (performance.now() - start) / 1000;
}

const bytesOf = (names: readonly string[]): Uint8Array[] => names.map((name) => new Uint8Array(fs.readFileSync(name)));
const megabytes = (files: readonly Uint8Array[]): number => files.reduce((sum, bytes) => sum + bytes.length, 0) / 1e6;

/** Seconds that structure and citations of texts take, their language known: what a reading is mostly made of. */
function structureSeconds(texts: readonly string[], lexicon: Lexicon): number {
  const start = performance.now();
  for (const text of texts) {
    const { blocks } = paragraphs(readText(text), lexicon);
    const { masthead, contents } = structure(blocks, lexicon);
    for (const resolution of contents) {
      if (resolution.kind !== 'resolution') continue;
      const { organ, symbol, session, date } = resolution;
      const cite = citer({ lexicon, organ: organ ?? masthead.organ, symbol, session: session?.number ?? null, date });
      for (const node of walk(resolution.body)) if (node.kind !== 'table') cite(node);
      for (const note of resolution.notes) cite(note);
    }
  }
  return (performance.now() - start) / 1000;
}

/** The best of several rounds, so that a machine busy with something else does not count against the reader. */
const rounds = 40;

function englishTexts(): { readonly name: string; readonly files: readonly string[] } {
  const real = documentsIn([path.join(shared, 'structure/txt')]).filter((name) => /-en-/.test(name));
  const files = real.length > 0 ? real : documentsIn([corpus]).filter((name) => /\/en\/.*\.txt$/.test(name));
  return { name: `${files.length} ${real.length > 0 ? 'clean' : 'own'} English texts`, files };
}

/** Text in megabytes of UTF-8 a second, warm: structure with citations, and whole readings with hash, language and times. */
async function textSpeed(): Promise<Row[]> {
  const { name, files } = englishTexts();
  const bytes = bytesOf(files);
  const texts = bytes.map((file) => new TextDecoder().decode(file));
  const best = { structure: Number.POSITIVE_INFINITY, whole: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round += 1) {
    best.structure = Math.min(best.structure, structureSeconds(texts, lexicons.en));
    best.whole = Math.min(best.whole, await secondsFor(bytes));
  }
  const long = utf8.encode(texts.join('\n\n'));
  await secondsFor([long]);
  const inOne = Math.min(await secondsFor([long]), await secondsFor([long]));
  return [
    row(`text, structure and citations, ${name}`, megabytes(bytes) / best.structure, 'MB/s', 8, 'at least'),
    row(`text, whole readings, ${name}`, megabytes(bytes) / best.whole, 'MB/s', 4, 'at least'),
    row('text, whole reading, the same in one file', megabytes([long]) / inOne, 'MB/s', 4, 'at least'),
  ];
}

/** Texts that make a careless reader of mandates take for ever, of a size that `scale` stretches. */
const hardMandates: readonly { readonly name: string; readonly text: (scale: number) => string }[] = [
  {
    name: '1 MB of words in one paragraph',
    text: (scale) =>
      `1. Requests the Secretary-General ${filled('to report on the results of the work done ', 1e6 * scale)}.`,
  },
  {
    name: '100,000 sub-paragraphs',
    text: (scale) =>
      `1. Requests the Secretary-General:\n${'\n(a) To submit a report in 2031;\n\n(b) To meet;\n'.repeat(50_000 * scale)}`,
  },
  {
    name: '50,000 addressees',
    text: (scale) => `1. Requests ${'the Secretary-General, the Security Council, '.repeat(25_000 * scale)}to report.`,
  },
  {
    name: '40,000 times',
    text: (scale) => `1. Requests all States to report ${'in 2031, within 30 days, '.repeat(20_000 * scale)}.`,
  },
  {
    name: '50,000 verbs',
    text: (scale) => `1. Requests ${'and requests '.repeat(50_000 * scale)}all States to report.`,
  },
  {
    name: '20,000 lists in lists',
    text: (scale) => `1. Requests work ${'between the Secretary-General and '.repeat(20_000 * scale)}them.`,
  },
  {
    name: '20,000 pronouns',
    text: (scale) => `1. Requests all States to act${', and requests them to meet'.repeat(20_000 * scale)}.`,
  },
];

/** Reading and mandates of a text. */
async function mandatesSeconds(files: readonly Uint8Array[]): Promise<{ whole: number; mandates: number }> {
  const seconds = { whole: 0, mandates: 0 };
  for (const bytes of files) {
    const start = performance.now();
    const reading = await read(bytes);
    const middle = performance.now();
    if (reading.kind === 'read') for (const resolution of resolutionsOf(reading.publication)) mandatesIn(resolution);
    const end = performance.now();
    seconds.whole += (end - start) / 1000;
    seconds.mandates += (end - middle) / 1000;
  }
  return seconds;
}

/** Text in megabytes of UTF-8 a second with mandates, warm; and how the mandates of hard texts grow with them. */
async function mandates(): Promise<Row[]> {
  const { name, files } = englishTexts();
  const bytes = bytesOf(files);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) best = Math.min(best, (await mandatesSeconds(bytes)).whole);
  const rows = [row(`text, readings with mandates, ${name}`, megabytes(bytes) / best, 'MB/s', 4, 'at least')];
  for (const { name, text } of hardMandates) {
    const seconds: number[] = [];
    for (const scale of [0.25, 0.5, 1]) {
      const file = [utf8.encode(`The General Assembly,\n\n${text(scale)}\n`)];
      const time = async (): Promise<number> => (await mandatesSeconds(file)).mandates;
      seconds.push(Math.min(await time(), await time()));
    }
    rows.push(row(`mandates of ${name}`, seconds[2] ?? 0, 's', 5, 'at most'), grown(`mandates of ${name}`, seconds));
  }
  return rows;
}

/** Pairs of texts to compare: real ones in English beside the project, else the project's own with one another. */
async function comparedTexts(): Promise<[Resolution, Resolution][]> {
  const list = path.join(shared, 'series/pairs.tsv');
  const named = fs.existsSync(list)
    ? fs
        .readFileSync(list, 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .filter(([language]) => language === 'eng')
        .map(([, , , a = '', b = '']) => [a, b].map((file) => path.join(shared, 'data/akn4un', file)))
    : englishTexts().files.map((file) => [file, file]);
  const pairs: [Resolution, Resolution][] = [];
  for (const names of named) {
    const [a, b] = await Promise.all(
      bytesOf(names).map(async (bytes) => {
        const reading = await read(bytes);
        return reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
      }),
    );
    if (a !== undefined && b !== undefined) pairs.push([a, b]);
  }
  return pairs;
}

/** The first paragraphs of all the texts as one, each with an address of its own. */
const inOne = (texts: readonly Resolution[], count: number): Resolution => ({
  ...(texts[0] as Resolution),
  body: texts
    .flatMap(({ body }) => [...walk(body)])
    .filter((node) => node.kind === 'paragraph')
    .slice(0, count)
    .map((node, index) => ({ ...node, id: `p${index}`, children: [] })),
});

/** Comparing with word changes, warm: the longest real pair, and how the time grows with the paragraphs. */
async function comparing(): Promise<Row[]> {
  const pairs = await comparedTexts();
  const best = (a: Resolution, b: Resolution, times: number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < times; round += 1) {
      const start = performance.now();
      compare(a, b);
      least = Math.min(least, (performance.now() - start) / 1000);
    }
    return least;
  };
  const size = ({ body }: Resolution): number => [...walk(body)].length;
  const [longest] = pairs.toSorted(([a, b], [c, d]) => size(c) * size(d) - size(a) * size(b));
  if (longest === undefined) return [];
  const seconds = [500, 1000, 2000].map((count) =>
    best(
      inOne(
        pairs.map(([a]) => a),
        count,
      ),
      inOne(
        pairs.map(([, b]) => b),
        count,
      ),
      3,
    ),
  );
  const [a, b] = longest;
  return [
    row(`comparing ${size(a)} with ${size(b)} paragraphs, words and all`, 1000 * best(a, b, 20), 'ms', 60, 'at most'),
    row('comparing 2,000 with 2,000 paragraphs of real texts', seconds[2] ?? 0, 's', 1.5, 'at most'),
    grown('comparing 500, 1,000 and 2,000 paragraphs', seconds),
  ];
}

async function pdfSpeed(): Promise<Row[]> {
  const real = documentsIn([path.join(shared, 'data/pdf')]).filter((name) => name.endsWith('.pdf'));
  const own = documentsIn([corpus])
    .slice(0, 20)
    .map((name) => pdf(fs.readFileSync(name, 'utf8')));
  const files = real.length > 0 ? bytesOf(real) : own;
  await secondsFor(files.slice(0, 5));
  let pages = 0;
  const start = performance.now();
  for (const bytes of files) {
    const reading = await read(bytes);
    if (reading.kind === 'read') pages += reading.publication.source.pages ?? 0;
  }
  const seconds = (performance.now() - start) / 1000;
  const name = real.length > 0 ? `${real.length} real files` : 'own texts made PDF';
  return [row(`PDF, ${name}, ${pages} pages`, pages / seconds, 'pages/s', 60, 'at least')];
}

function memory(count: number): Row[] {
  const folders = [corpus, path.join(shared, 'data'), path.join(shared, 'structure/txt')].filter((folder) =>
    fs.existsSync(folder),
  );
  const program = path.join(import.meta.dirname, 'memory.ts');
  const out = execFileSync(process.execPath, [...nodeFlags, program, String(count), ...folders], { encoding: 'utf8' });
  const told = JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as {
    files: number;
    peakMegabytes: number;
    seconds: number;
  };
  return [
    row(
      `memory while reading ${told.files} files (${Math.round(told.seconds)} s)`,
      told.peakMegabytes,
      'MB',
      400,
      'at most',
    ),
  ];
}

const sentence =
  'Recalling its resolution 79/9 of 18 November 2024, and taking note of the report of the Secretary-General, ';
const arabic = 'إذ تشير إلى قرارها 79/9 المؤرخ 18 تشرين الثاني/نوفمبر 2024 بشأن التعاون بين المنظمتين، ';
const chinese = '回顾大会2024年11月18日第79/9号决议，注意到秘书长关于两个组织之间合作的报告，';

const filled = (piece: string, bytes: number): string => piece.repeat(Math.ceil(bytes / utf8.encode(piece).length));

/** Texts that make a careless reader take for ever, of a size that `scale` stretches. */
export const hardTexts: readonly { readonly name: string; readonly text: (scale: number) => string }[] = [
  { name: 'one line of 5 MB', text: (scale) => filled(sentence, 5e6 * scale) },
  { name: '200,000 tiny paragraphs', text: (scale) => 'x\n\n'.repeat(200_000 * scale) },
  {
    name: '200,000 numbered paragraphs',
    text: (scale) => Array.from({ length: 200_000 * scale }, (_, n) => `${n + 1}. Requests x;`).join('\n'),
  },
  {
    name: '10,000 brackets in brackets',
    text: (scale) => `The Council, ${'['.repeat(10_000 * scale)}x${']'.repeat(10_000 * scale)}`,
  },
  { name: '5 MB of digits and commas', text: (scale) => filled('37/4, 1982, 28, ', 5e6 * scale) },
  { name: '5 MB of one number', text: (scale) => '1'.repeat(5e6 * scale) },
  { name: '1 MB of "1. 1. 1. "', text: (scale) => filled('1. ', 1e6 * scale) },
  {
    name: '100,000 footnote marks',
    text: (scale) =>
      Array.from({ length: 100_000 * scale }, (_, n) => `word${n + 1}`)
        .join(' ')
        .replace(/\d+/g, (digits) => [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')),
  },
  {
    name: '100,000 footnotes',
    text: (scale) =>
      Array.from({ length: 100_000 * scale }, (_, n) => `${(n % 90) + 1} See A/RES/${n % 80}/${n % 300}.`).join('\n'),
  },
  { name: '5 MB of Arabic without breaks', text: (scale) => filled(arabic, 5e6 * scale) },
  { name: '5 MB of Chinese without breaks', text: (scale) => filled(chinese, 5e6 * scale) },
  { name: '5 MB of blanks', text: (scale) => ' '.repeat(5e6 * scale) },
  { name: '1 MB of quotation marks', text: (scale) => '“'.repeat(3.3e5 * scale) },
  { name: '1 MB of emphasis marks', text: (scale) => '*x _y '.repeat(1.7e5 * scale) },
  {
    name: '100,000 levels of sub-paragraphs',
    text: (scale) => `The Council,\n\n1. Decides:\n\n${'(a) (i) '.repeat(50_000 * scale)}`,
  },
  {
    name: '50,000 pages',
    text: (scale) => 'A/RES/79/9 Title of the text\nRecalling the words\n2/8 24-21657\n\f'.repeat(50_000 * scale),
  },
];

async function hard(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, text } of hardTexts) {
    const bytes = utf8.encode(text(1));
    try {
      rows.push(row(name, await secondsFor([bytes]), 's', 5, 'at most'));
    } catch (error) {
      rows.push({ what: name, measured: String(error), bar: 'no exception', verdict: 'missed' });
    }
  }
  return rows;
}

/** By seconds for a quarter, a half and the whole. */
function grown(name: string, seconds: readonly number[]): Row {
  const [first = 1, , last = 1] = seconds;
  // Under 50 ms the clock's grain and the warming up tell more than the text.
  const ratio = Math.sqrt(last / Math.max(first, 0.05));
  return row(`growth when doubled: ${name}`, ratio, 'times', 2.6, 'at most');
}

/** How much longer twice as much takes, the mean of two doublings: 2 is linear, 4 quadratic. */
async function growth(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, text } of hardTexts) {
    const seconds: number[] = [];
    for (const scale of [0.25, 0.5, 1]) {
      const bytes = utf8.encode(text(scale));
      // What throws is told by the hard texts; here it only has no growth.
      const time = (): Promise<number> => secondsFor([bytes]).catch(() => Number.POSITIVE_INFINITY);
      seconds.push(Math.min(await time(), await time()));
    }
    rows.push(grown(name, seconds));
  }
  return rows;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, files: { type: 'string', default: '2000' } } });
  const parts: Readonly<Record<string, () => Promise<Row[]> | Row[]>> = {
    text: textSpeed,
    mandates,
    compare: comparing,
    pdf: pdfSpeed,
    memory: () => memory(Number(values.files)),
    hard,
    growth,
  };
  const wanted = values.only?.split(',') ?? Object.keys(parts);
  const rows: Row[] = [];
  for (const name of wanted) {
    const part = parts[name];
    if (part === undefined) throw new Error(`no such part: ${name}; there are ${Object.keys(parts).join(', ')}`);
    process.stderr.write(`measuring: ${name}\n`);
    rows.push(...(await part()));
  }
  console.table(rows);
  if (rows.some((measured) => measured.verdict === 'missed')) process.exitCode = 1;
}

if (import.meta.main) await main();
