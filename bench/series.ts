/**
 * The series that the documents beside the project form, against the pairs known to belong together.
 *   node bench/series.ts [FOLDER...] [--list]        (otherwise ../shared/data/akn4un, every language)
 * Pairs (`../shared/series/pairs.tsv`) were found there by title: a pair that is not joined is missed; a join that is no pair
 * is for a person to read (`--list`).
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { renewalOf, type Series, seriesOf } from '../programme/series.ts';
import { compact, type Document, documentsOf } from '../programme/steps.ts';
import { threads } from '../programme/threads.ts';
import { read } from '../reader/read.ts';

const shared = path.join(import.meta.dirname, '../../shared');

async function documentsIn(folder: string): Promise<Document[]> {
  const found: Document[] = [];
  for (const name of fs.globSync('**/*.{xml,txt,pdf,docx,doc,html}', { cwd: folder }).sort()) {
    const reading = await read(fs.readFileSync(path.join(folder, name)));
    if (reading.kind === 'read') found.push(...documentsOf(path.join(folder, name), reading.publication));
  }
  return found;
}

/** Symbols of the two texts of each pair; "75/254 A-C" stands for its parts. */
function knownPairs(): [string, string][] {
  const rows = fs.readFileSync(path.join(shared, 'series/pairs.tsv'), 'utf8').trim().split('\n').slice(1);
  const first = (symbol = ''): string => compact(symbol.replace(/-[A-Z]$/, ''));
  const pairs = rows.map((row) => row.split('\t')).map(([, a, b]) => `${first(a)} ${first(b)}`);
  return [...new Set(pairs)].map((pair) => pair.split(' ') as [string, string]);
}

/** By the symbol of each text the series it stands in. */
const placesOf = (all: readonly Series[]): Map<string, Series> =>
  new Map(all.flatMap((series) => series.steps.map(({ name }) => [compact(name), series] as const)));

const { values, positionals } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' } } });
const documents: Document[] = [];
for (const folder of positionals.length > 0 ? positionals : [path.join(shared, 'data/akn4un')])
  documents.push(...(await documentsIn(folder)));

const began = performance.now();
const all = seriesOf(documents);
const took = performance.now() - began;
const found = all.filter(({ steps }) => steps.length > 1);
const texts = all.reduce((sum, { steps }) => sum + steps.length, 0);
const joined = found.reduce((sum, { steps }) => sum + steps.length - 1, 0);
console.log(
  `${documents.length} documents, ${texts} texts, ${found.length} series with ${joined} renewals; ${took.toFixed(0)} ms`,
);

const places = placesOf(all);
const here = knownPairs().filter(([a, b]) => places.has(a) && places.has(b));
const missed = here.filter(([a, b]) => places.get(a) !== places.get(b));
const known = new Set(here.map((pair) => pair.join(' ')));
console.log(`known pairs: ${here.length - missed.length} of ${here.length} joined`);
for (const pair of missed) console.log(`  missed: ${pair.join(' – ')}`);

const toRead = found.flatMap((series) =>
  series.steps.flatMap(({ name }) => {
    const why = renewalOf(series, name);
    return why === null || known.has(`${compact(why.older)} ${compact(name)}`) ? [] : [{ why, series }];
  }),
);
console.log(`renewals that no known pair tells of: ${toRead.length}`);
if (values.list)
  for (const { why, series } of toRead)
    console.log(`  ${why.older} – ${why.newer}: ${why.why.join(' ')} | ${series.steps.at(-1)?.title ?? ''}`);

const followed = performance.now();
const lanes = found.reduce((sum, series) => sum + threads(series).threads.length, 0);
console.log(`${lanes} paragraphs followed in ${(performance.now() - followed).toFixed(0)} ms`);
