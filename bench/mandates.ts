/**
 * Mandates against hand-labelled resolutions: `node bench/mandates.ts [--detail] [--only NAME,..] [--but NAME,..]
 * [--also FOLDER,..]`. The plain text of each labelled document, those of further folders included, is read as a person
 * would paste it; nothing is taken from the labels but their text. Prints the figures, how often mandates of each
 * confidence and with each doubt are right, and with `--detail` what is wrong.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { flatOf, read } from '../reader/index.ts';
import { doubtsOf, isDoubt } from '../reader/mandates.ts';
import { mandatesIn } from '../reader/mandatesIn.ts';
import { resolutionsOf } from '../reader/model.ts';

interface Labelled {
  readonly symbol?: string;
  readonly title?: string;
  readonly paragraphs: readonly {
    readonly id: string;
    readonly text: string;
    readonly number: string | null;
    readonly directives?: readonly { readonly act: string }[];
  }[];
}

interface Predicted {
  readonly paragraphs: readonly {
    readonly id: string;
    readonly directives: readonly {
      readonly act: string;
      readonly confidence: number;
      readonly verb: string;
      readonly force: string;
    }[];
  }[];
}

type Score = (
  gold: ReadonlyMap<string, Labelled>,
  guess: ReadonlyMap<string, Predicted>,
  note: (where: string, what: string) => void,
) => Readonly<Record<string, unknown>>;

/** The labelled document as plain text. */
export function plainTextOf(document: Labelled): string {
  const lines = document.paragraphs.map(({ number, text }) =>
    number === null ? text : `${/^\d+$/.test(number) ? `${number}.` : number} ${text}`,
  );
  return `${[document.symbol, document.title, ...lines].filter(Boolean).join('\n\n')}\n`;
}

async function main(args: readonly string[]): Promise<void> {
  const folder = path.resolve(import.meta.dirname, '../../shared/gold');
  if (!existsSync(folder)) {
    console.log(`skipped: no labelled resolutions at ${folder}`);
    return;
  }
  const { score } = (await import(pathToFileURL(path.join(folder, 'score.mjs')).href)) as { score: Score };
  const option = (name: string) => args[args.indexOf(name) + 1]?.split(',') ?? [];
  const only = args.includes('--only') ? option('--only') : null;
  const but = args.includes('--but') ? option('--but') : [];
  const gold = new Map<string, Labelled>();
  const guess = new Map<string, Predicted>();
  const doubted = new Map<string, readonly string[][]>();
  let bytes = 0;
  const begun = performance.now();
  const folders = [folder, ...(args.includes('--also') ? option('--also') : [])];
  const files = folders.flatMap((each) =>
    readdirSync(each)
      .sort()
      .map((file) => ({ file, document: path.join(each, file) })),
  );
  for (const { file, document: place } of files) {
    if (!file.endsWith('.json')) continue;
    const name = file.replace(/\.json$/, '');
    if ((only !== null && !only.includes(name)) || but.includes(name)) continue;
    const document = JSON.parse(readFileSync(place, 'utf8')) as Labelled;
    if (!Array.isArray(document.paragraphs)) continue;
    const data = new TextEncoder().encode(plainTextOf(document));
    bytes += data.length;
    const reading = await read(data);
    if (reading.kind !== 'read') continue;
    const flat = flatOf(reading.publication, reading.findings);
    const mandates = resolutionsOf(reading.publication).slice(0, 1).flatMap(mandatesIn);
    for (const [id, own] of Map.groupBy(mandates, ({ paragraph }) => paragraph))
      doubted.set(`${file} ${id}`, own.map(doubtsOf));
    gold.set(file, document);
    guess.set(file, (Array.isArray(flat) ? flat[0] : flat) as unknown as Predicted);
  }
  const seconds = (performance.now() - begun) / 1000;
  const wrong: string[] = [];
  const figures = score(gold, guess, (where, what) => wrong.push(`${where}\t${what}`));
  for (const [name, value] of Object.entries(figures))
    if (name !== 'counts') console.log(name.padEnd(16), typeof value === 'object' ? JSON.stringify(value) : value);
  console.log('speed'.padEnd(16), `${(bytes / 1e6 / seconds).toFixed(1)} MB/s over ${(bytes / 1000).toFixed(0)} kB`);
  calibration(guess, wrong, doubted);
  if (args.includes('--detail')) console.log(wrong.join('\n'));
}

/** Whether a difference that the score tells of is about a mandate: it names its verb, or names none. */
function concerns(what: string, verb: string): boolean {
  if (/citation|^kind |^number /.test(what)) return false;
  const told = /\(([^()]*)\)$/.exec(what)?.[1] ?? /^(?:missed|false) (.*?)(?: [a-z_]+)?$/.exec(what)?.[1];
  return told === undefined || told === verb || told === `false ${verb}`;
}

interface Band {
  readonly all: number;
  readonly right: number;
}

/** How many of each band are right. */
class Bands extends Map<string, Band> {
  count(band: string, right: boolean): void {
    const row = this.get(band) ?? { all: 0, right: 0 };
    this.set(band, { all: row.all + 1, right: row.right + Number(right) });
  }
}

const shareOf = (band: Band | undefined): string =>
  band === undefined
    ? '   0'
    : `${String(band.all).padStart(4)}  ${((100 * band.right) / band.all).toFixed(1).padStart(5)} %`;

/** How many mandates of each confidence, and with each doubt, are right in every respect. */
function calibration(
  guess: ReadonlyMap<string, Predicted>,
  wrong: readonly string[],
  doubted: ReadonlyMap<string, readonly string[][]>,
): void {
  const faults = Map.groupBy(wrong, (line) => line.split('\t')[0] ?? '');
  const bands = new Bands();
  const doubts = new Bands();
  const alone = new Bands();
  for (const [file, { paragraphs }] of guess) {
    for (const { id, directives } of paragraphs) {
      for (const [index, { confidence, verb, force }] of directives.entries()) {
        const right = !faults.get(`${file} ${id}`)?.some((line) => concerns(line.split('\t')[1] ?? '', verb));
        bands.count(confidence.toFixed(2), right);
        if (confidence >= 0.9) bands.count(force === 'position' ? 'sure positions' : 'sure others', right);
        bands.count(confidence >= 0.9 ? 'sure' : 'unsure', right);
        const codes = doubted.get(`${file} ${id}`)?.[index] ?? [];
        for (const code of codes) doubts.count(code, right);
        for (const code of codes)
          if (!codes.some((other) => other !== code && isDoubt(other))) alone.count(code, right);
      }
    }
  }
  console.log('confidence: mandates, and share that is right in every respect');
  for (const [name, band] of [...bands].sort().reverse()) console.log(`  ${name.padEnd(18)}  ${shareOf(band)}`);
  console.log(
    'doubts: mandates that have it, and those that nothing else makes unsure, with the shares that are right (*: no longer makes unsure)',
  );
  for (const [code, band] of [...doubts].sort())
    console.log(
      `${isDoubt(code) ? ' ' : '*'} ${code.padEnd(18)}  ${shareOf(band)}   alone ${shareOf(alone.get(code))}`,
    );
}

await main(process.argv.slice(2));
