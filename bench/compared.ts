/**
 * Compares all pairs of texts that lie beside the project and scores the comparisons:
 *   node bench/compared.ts [--out DIR] [--language eng,ara] [--detail]
 * The listed pairs of series, the Organization of Islamic Cooperation over its sessions in six languages, and every pair of
 * one text in two forms (PDF and AKN4UN, draft and adopted). What is compared goes to DIR as JSON, a file a pair, and the
 * scorer beside the listed pairs reads it.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compare, type LinkKind } from '../reader/compare.ts';
import { type Resolution, resolutionsOf } from '../reader/model.ts';
import { read } from '../reader/read.ts';

const shared = path.join(import.meta.dirname, '../../shared');

interface Pair {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

const rowsOf = (file: string): string[][] =>
  fs
    .readFileSync(path.join(shared, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

const listed = (languages: readonly string[]): Pair[] =>
  rowsOf('series/pairs.tsv')
    .filter(([language = '']) => languages.length === 0 || languages.includes(language))
    .map(([language = '', a = '', b = '', fileA = '', fileB = '']) => ({
      name: `${language}_${a}__${b}`,
      a: path.join('data/akn4un', fileA),
      b: path.join('data/akn4un', fileB),
    }));

/** The draft of the seed and the resolutions that followed, in each language the older with the newer. */
function cooperation(): Pair[] {
  const folder = 'data/akn4un/ga-oic';
  return fs.readdirSync(path.join(shared, folder)).flatMap((language) => {
    const files = fs
      .readdirSync(path.join(shared, folder, language))
      .sort((x, y) => Number(/\d\d/.exec(x)?.[0]) - Number(/\d\d/.exec(y)?.[0]))
      .map((file) => path.join(folder, language, file));
    const steps = language === 'en' ? ['data/seed/A_75_L.27.txt', ...files] : files;
    return steps.slice(1).map((b, index) => ({ name: `oic_${language}_${index}`, a: steps[index] ?? '', b }));
  });
}

const carriers = (): Pair[] =>
  rowsOf('data/pairs.tsv').map(([a = '', b = ''], index) => ({
    name: `carriers_${index}`,
    a: path.join('data', a),
    b: path.join('data', b),
  }));

async function resolutionIn(file: string): Promise<Resolution | undefined> {
  const reading = await read(new Uint8Array(fs.readFileSync(path.join(shared, file))));
  return reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, language: { type: 'string' }, detail: { type: 'boolean', default: false } },
  });
  const languages = values.language?.split(',') ?? [];
  const folder = values.out ?? fs.mkdtempSync(path.join(os.tmpdir(), 'compared-'));
  fs.mkdirSync(folder, { recursive: true });
  const kinds = new Map<LinkKind, number>();
  const pairs = [...listed(languages), ...(languages.length === 0 ? [...cooperation(), ...carriers()] : [])];
  for (const { name, a, b } of pairs) {
    const [older, newer] = [await resolutionIn(a), await resolutionIn(b)];
    if (older === undefined || newer === undefined) {
      process.stderr.write(`not read: ${older === undefined ? a : b}\n`);
      continue;
    }
    const comparison = compare(older, newer);
    for (const { kind } of comparison.links) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    fs.writeFileSync(path.join(folder, `${name.replaceAll('/', '_')}.json`), JSON.stringify(comparison));
  }
  console.log([...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '));
  const scorer = path.join(shared, 'series/score.mjs');
  const detail = values.detail ? ['--detail'] : [];
  process.stdout.write(execFileSync(process.execPath, [scorer, folder, ...detail], { maxBuffer: 1 << 28 }));
  if (values.out === undefined) fs.rmSync(folder, { recursive: true });
}

if (import.meta.main) await main();
