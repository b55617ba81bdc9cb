/**
 * Mandates against hand-labelled resolutions: `node bench/mandates.ts [--detail] [--only NAME,..] [--but NAME,..]`.
 * The plain text of each labelled document is read as a person would paste it; nothing is taken from the labels but
 * their text. Prints the figures, how often mandates of each confidence are right, and with `--detail` what is wrong.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { flatOf, read } from '../reader/index.ts';

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
  let bytes = 0;
  const begun = performance.now();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    const name = file.replace(/\.json$/, '');
    if ((only !== null && !only.includes(name)) || but.includes(name)) continue;
    const document = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Labelled;
    if (!Array.isArray(document.paragraphs)) continue;
    const data = new TextEncoder().encode(plainTextOf(document));
    bytes += data.length;
    const reading = await read(data);
    if (reading.kind !== 'read') continue;
    const flat = flatOf(reading.publication, reading.findings);
    gold.set(file, document);
    guess.set(file, (Array.isArray(flat) ? flat[0] : flat) as unknown as Predicted);
  }
  const seconds = (performance.now() - begun) / 1000;
  const wrong: string[] = [];
  const figures = score(gold, guess, (where, what) => wrong.push(`${where}\t${what}`));
  for (const [name, value] of Object.entries(figures))
    if (name !== 'counts') console.log(name.padEnd(16), typeof value === 'object' ? JSON.stringify(value) : value);
  console.log('speed'.padEnd(16), `${(bytes / 1e6 / seconds).toFixed(1)} MB/s over ${(bytes / 1000).toFixed(0)} kB`);
  calibration(guess, wrong);
  if (args.includes('--detail')) console.log(wrong.join('\n'));
}

/** Whether a difference that the score tells of is about a mandate: it names its verb, or names none. */
function concerns(what: string, verb: string): boolean {
  if (/citation|^kind |^number /.test(what)) return false;
  const told = /\(([^()]*)\)$/.exec(what)?.[1] ?? /^(?:missed|false) (.*?)(?: [a-z_]+)?$/.exec(what)?.[1];
  return told === undefined || told === verb || told === `false ${verb}`;
}

/** How many mandates of each confidence are right in every respect. */
function calibration(guess: ReadonlyMap<string, Predicted>, wrong: readonly string[]): void {
  const faults = Map.groupBy(wrong, (line) => line.split('\t')[0] ?? '');
  const bands = new Map<string, { all: number; right: number }>();
  const count = (band: string, right: boolean) => {
    const row = bands.get(band) ?? { all: 0, right: 0 };
    bands.set(band, { all: row.all + 1, right: row.right + Number(right) });
  };
  for (const [file, { paragraphs }] of guess) {
    for (const { id, directives } of paragraphs) {
      for (const { confidence, verb, force } of directives) {
        const right = !faults.get(`${file} ${id}`)?.some((line) => concerns(line.split('\t')[1] ?? '', verb));
        count(confidence.toFixed(2), right);
        if (confidence >= 0.9) count(force === 'position' ? 'sure positions' : 'sure others', right);
        count(confidence >= 0.9 ? 'sure' : 'unsure', right);
      }
    }
  }
  console.log('confidence: mandates, and share that is right in every respect');
  for (const [band, { all, right }] of [...bands].sort().reverse())
    console.log(`  ${band.padEnd(14)}  ${String(all).padStart(4)}  ${((100 * right) / all).toFixed(1)} %`);
}

await main(process.argv.slice(2));
