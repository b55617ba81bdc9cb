import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { read } from '../reader/read.ts';
import { toFlat } from '../reader/write/flat.ts';

// Reads every case of ../shared/structure/cases.tsv and scores what came of it.
//   npm run score [-- --form pdf] [--language ara] [--detail] [--json]

const root = join(import.meta.dirname, '..');
const structure = join(root, '../shared/structure');
const cases = join(structure, 'cases.tsv');
if (!existsSync(cases)) {
  console.error('The cases (../shared/structure) are not on this machine: nothing can be scored.');
  process.exit(1);
}

const args = process.argv.slice(2);
const wanted = (name: string): string | null => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? null : (args[at + 1] ?? null);
};
const [form, language] = [wanted('form'), wanted('language')];

const out = join(root, 'out/score');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const rows = readFileSync(cases, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .filter((row) => (form === null || row[2] === form) && (language === null || row[3] === language));
const began = performance.now();
for (const [input = ''] of rows) {
  const reading = await read(new Uint8Array(readFileSync(join(structure, input))));
  if (reading.kind === 'refused') console.error(`${input}: refused (${reading.refusal})`);
  else writeFileSync(join(out, `${basename(input)}.json`), toFlat(reading.publication, reading.findings));
}
console.error(`${rows.length} files read in ${((performance.now() - began) / 1000).toFixed(1)} s`);
const scored = spawnSync(process.execPath, [join(structure, 'score.mjs'), out, ...args], { stdio: 'inherit' });
process.exitCode = scored.status ?? 1;
