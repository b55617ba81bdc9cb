/**
 * Scores comparisons against alignments that were made by hand:
 *   node bench/alignments.ts [--detail]
 * The alignments lie in corpus/alignments as addresses only; the texts lie beside the project. Printed are, for each pair
 * of texts and for all: F1 over the pairs of addresses that are linked, and the share of links with the right kind.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compare, type Link } from '../reader/compare.ts';
import { type Resolution, resolutionsOf } from '../reader/model.ts';
import { read } from '../reader/read.ts';

type Linked = Pick<Link, 'a' | 'b' | 'kind'>;

/** An alignment made by hand. Files are named below the shared data. */
interface Alignment {
  readonly a: { readonly symbol: string; readonly file: string };
  readonly b: { readonly symbol: string; readonly file: string };
  readonly links: readonly Linked[];
}

const folder = path.join(import.meta.dirname, '../corpus/alignments');
const data = path.join(import.meta.dirname, '../../shared/data');

async function resolutionIn(file: string): Promise<Resolution> {
  const reading = await read(new Uint8Array(fs.readFileSync(path.join(data, file))));
  const found = reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
  if (found === undefined) throw new Error(`not read: ${file}`);
  return found;
}

const pairsOf = (links: readonly Linked[]): Map<string, Linked> =>
  new Map(links.flatMap((link) => link.a.flatMap((a) => link.b.map((b) => [`${a} -> ${b}`, link] as const))));

/** A paragraph that stands alone counts as a link with nothing. */
const nameOf = ({ a, b }: Linked): string => `${a.join('+') || '-'} -> ${b.join('+') || '-'}`;

interface Score {
  found: number;
  asked: number;
  right: number;
  kinds: number;
  kindsRight: number;
}

function scored(gold: readonly Linked[], links: readonly Linked[], tell: (line: string) => void): Score {
  const [wanted, got] = [pairsOf(gold), pairsOf(links)];
  const score: Score = { found: got.size, asked: wanted.size, right: 0, kinds: 0, kindsRight: 0 };
  for (const [pair, { kind }] of wanted) {
    if (got.has(pair)) score.right++;
    else tell(`missed ${pair} (${kind})`);
  }
  for (const [pair, { kind }] of got) if (!wanted.has(pair)) tell(`wrong ${pair} (${kind})`);
  const kinds = new Map(links.map((link) => [nameOf(link), link.kind]));
  for (const link of gold) {
    const kind = kinds.get(nameOf(link));
    score.kinds++;
    if (kind === link.kind) score.kindsRight++;
    else if (kind !== undefined) tell(`kind of ${nameOf(link)}: ${kind}, by hand ${link.kind}`);
  }
  return score;
}

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;

const told = ({ found, asked, right, kinds, kindsRight }: Score): string =>
  `links F1 ${percent(2 * right, found + asked)} (${right} of ${asked}, ${found} found), kind ${percent(kindsRight, kinds)} of ${kinds}`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { detail: { type: 'boolean', default: false } } });
  const all: Score = { found: 0, asked: 0, right: 0, kinds: 0, kindsRight: 0 };
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { a, b, links } = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Alignment;
    const comparison = compare(await resolutionIn(a.file), await resolutionIn(b.file));
    const lines: string[] = [];
    const score = scored(links, comparison.links, (line) => lines.push(`  ${line}`));
    console.log(`${a.symbol} -> ${b.symbol}: ${told(score)}`);
    if (values.detail) for (const line of lines) console.log(line);
    for (const key of Object.keys(all) as (keyof Score)[]) all[key] += score[key];
  }
  console.log(`all: ${told(all)}`);
}

if (import.meta.main) await main();
