/**
 * Reads noisy texts back and scores what came of them, by kind of noise and language.
 *   node bench/noise-bench.ts [--bundle ods] [--language en] [--seed 1] [--each 1] [--keep DIR] [--detail]
 * True documents come from the truth files beside the project; without them the bench says so and ends.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Language, resolutionsOf } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { flatOf } from './flat.ts';
import { type Bundle, bundle, bundleNames, noisy, seeded, type TrueDocument } from './noise.ts';
import { trueDocument } from './truths.ts';

const shared = path.join(import.meta.dirname, '../../shared/structure');
const languages: Readonly<Record<string, Language>> = {
  ara: 'ar',
  eng: 'en',
  fra: 'fr',
  rus: 'ru',
  spa: 'es',
  zho: 'zh',
};

interface Named {
  readonly name: string;
  readonly language: Language;
  readonly document: TrueDocument;
}

/** The clean texts with their truths. */
export function trueDocuments(folder: string): Named[] {
  const rows = fs.readFileSync(path.join(folder, 'cases.tsv'), 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [input = '', truth = '', form, tag = ''] = row.split('\t');
    const language = languages[tag];
    if (form !== 'clean-text' || language === undefined) return [];
    const flat = JSON.parse(fs.readFileSync(path.join(folder, truth), 'utf8'));
    const clean = fs.readFileSync(path.join(folder, input), 'utf8');
    return [{ name: path.basename(input, '.txt'), language, document: trueDocument(flat, clean, language) }];
  });
}

interface Wanted {
  readonly bundles: readonly Bundle[];
  readonly language: string | undefined;
  readonly seed: number;
  readonly each: number;
}

/** Writes cases, truths and what the reader made of them; gives the path of the cases. */
async function written(documents: readonly Named[], wanted: Wanted, folder: string): Promise<string> {
  for (const name of ['txt', 'truth', 'read']) fs.mkdirSync(path.join(folder, name), { recursive: true });
  const rows = ['input\ttruth\tform\tlanguage\tsymbol\tparagraphs'];
  let seed = wanted.seed;
  for (const { name, language, document } of documents) {
    if (wanted.language !== undefined && wanted.language !== language) continue;
    for (const kind of wanted.bundles)
      for (let time = 0; time < wanted.each; time += 1) {
        seed += 1;
        const made = noisy(document, bundle(kind, language, seeded(seed)), seed);
        const file = `${name}.${kind}.${seed}.txt`;
        fs.writeFileSync(path.join(folder, 'txt', file), made.text);
        fs.writeFileSync(path.join(folder, 'truth', `${file}.json`), JSON.stringify({ paragraphs: made.truth }));
        const reading = await read(new TextEncoder().encode(made.text));
        const resolutions = reading.kind === 'read' ? resolutionsOf(reading.publication) : [];
        const flat = resolutions.map((resolution) => ({ ...resolution, paragraphs: flatOf(resolution) }));
        fs.writeFileSync(
          path.join(folder, 'read', `${file}.json`),
          JSON.stringify(flat.map(({ symbol, paragraphs }) => ({ symbol, paragraphs }))),
        );
        rows.push(
          [`txt/${file}`, `truth/${file}.json`, kind, language, document.symbol ?? '', made.truth.length].join('\t'),
        );
      }
  }
  const cases = path.join(folder, 'cases.tsv');
  fs.writeFileSync(cases, `${rows.join('\n')}\n`);
  return cases;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      bundle: { type: 'string' },
      language: { type: 'string' },
      seed: { type: 'string', default: '1' },
      each: { type: 'string', default: '1' },
      keep: { type: 'string' },
      detail: { type: 'boolean', default: false },
    },
  });
  if (!fs.existsSync(shared)) {
    console.log('noise-bench: the truth files beside the project are absent, nothing was measured');
    return;
  }
  const folder = values.keep ?? fs.mkdtempSync(path.join(os.tmpdir(), 'noise-'));
  const bundles = bundleNames.filter((name) => values.bundle === undefined || values.bundle === name);
  const wanted = { bundles, language: values.language, seed: Number(values.seed), each: Number(values.each) };
  const cases = await written(trueDocuments(shared), wanted, folder);
  const score = path.join(shared, 'score.mjs');
  const args = [score, path.join(folder, 'read'), '--cases', cases, ...(values.detail ? ['--detail'] : [])];
  process.stdout.write(execFileSync(process.execPath, args, { maxBuffer: 1 << 28 }));
  if (values.keep === undefined) fs.rmSync(folder, { recursive: true });
}

if (import.meta.main) await main();
