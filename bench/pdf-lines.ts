/** What reading PDFs into lines gives: `node bench/pdf-lines.ts [FILE...]`; without files all of ../shared/data/pdf. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readPdf } from '../reader/formats/pdf.ts';

const shared = resolve(import.meta.dirname, '../../shared');
const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync(`${shared}/data/pdf/**/*.pdf`).sort();

/** File -> its true paragraphs and notes, as far as they are known. */
function truths(): Map<string, { paragraphs: { text: string; notes: { text: string }[] }[] }> {
  const found = new Map();
  const table = `${shared}/structure/cases.tsv`;
  if (!existsSync(table)) return found;
  for (const row of readFileSync(table, 'utf8').split('\n').slice(1)) {
    const [input, truth, form] = row.split('\t');
    if (form !== 'pdf' || !input || !truth) continue;
    found.set(
      resolve(shared, 'structure', input),
      JSON.parse(readFileSync(resolve(shared, 'structure', truth), 'utf8')),
    );
  }
  return found;
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const known = truths();
let pages = 0;
let milliseconds = 0;
let expected = 0;
let reached = 0;
let noted = 0;
let leaked = 0;
let slowest = { rate: Infinity, file: '' };
for (const file of files) {
  const bytes = new Uint8Array(readFileSync(file));
  const begun = performance.now();
  const reading = await readPdf(bytes);
  const spent = performance.now() - begun;
  const name = file.split('/').slice(-2).join('/');
  if (reading.kind === 'refused') {
    console.log(`${name}\trefused: ${reading.refusal} ${JSON.stringify(reading.values)}\t${spent.toFixed(0)} ms`);
    continue;
  }
  const { units, findings } = reading.extract;
  const number = reading.extract.pages ?? 0;
  pages += number;
  milliseconds += spent;
  if (number > 4 && number / spent < slowest.rate) slowest = { rate: number / spent, file: name };
  const count = (role: string): number => units.filter((line) => line.role === role).length;
  const roles = ['head', 'body', 'note', 'foot'].map((role) => `${role} ${count(role)}`).join(' ');
  let verdict = '';
  const truth = known.get(file);
  if (truth) {
    const text = bare(
      units
        .filter((line) => line.role === 'body')
        .map((line) => line.text)
        .join(''),
    );
    const missing = truth.paragraphs.filter((paragraph) => !text.includes(bare(paragraph.text)));
    const printed = truth.paragraphs
      .flatMap((paragraph) => paragraph.notes)
      .map((note) => bare(note.text))
      .filter((note) => note.length > 15);
    // A note that the body itself quotes is no leak; none of the known ones is.
    leaked += printed.filter((note) => text.includes(note)).length;
    noted += printed.length;
    expected += truth.paragraphs.length;
    reached += truth.paragraphs.length - missing.length;
    verdict = `\ttruth ${truth.paragraphs.length - missing.length}/${truth.paragraphs.length}`;
    for (const paragraph of missing.slice(0, 5)) verdict += `\n    missing: ${paragraph.text.slice(0, 110)}`;
  }
  const told =
    findings.length > 0
      ? `\t${[...new Set(findings.map((finding) => finding.code))].join(' ')} ${findings.length}`
      : '';
  console.log(`${name}\t${number} pages\t${roles}\t${spent.toFixed(0)} ms${told}${verdict}`);
}
const rate = (pages / milliseconds) * 1000;
const memory = process.memoryUsage().rss / 1e6;
console.log(
  `${pages} pages, ${rate.toFixed(0)} pages/s (slowest ${(slowest.rate * 1000).toFixed(0)}: ${slowest.file}), ${memory.toFixed(0)} MB`,
);
if (expected > 0) {
  console.log(
    `true paragraphs found whole in the body: ${reached} of ${expected}; notes in the body: ${leaked} of ${noted}`,
  );
}
