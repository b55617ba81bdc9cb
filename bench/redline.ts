/**
 * Redlines of real pairs, read back: with all changes accepted they must give the newer text, rejected the older one.
 *   node bench/redline.ts [--language ara] [--detail] [--keep DIR]
 * Two things are counted: what the format gives (every line with its number, every row, every note in the order of the
 * calls), and whole readings (addresses, numbers and texts of the resolution that is read from the file).
 */
import fs from 'node:fs';
import path from 'node:path';
import { compare } from '../reader/compare.ts';
import { readDocx } from '../reader/formats/docx.ts';
import { listing } from '../reader/listing.ts';
import { type Prose, type Resolution, resolutionsOf } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { printedNumber } from '../reader/write/text.ts';
import { redline } from '../report/redline.ts';

/** Letters without a shape are left out by the reader of Word, and tabs and line breaks are blanks to it. */
const bare = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/[ \t\n]+/g, ' ')
    .trim();

/** Lines, rows and notes of a resolution as a reader of paper meets them; a note behind the line that calls it. */
export function linesOf({ symbol, title, entries, body, closing, notes }: Resolution): string[] {
  const waiting = new Map(notes.map((note) => [note.id, note]));
  const lines: string[] = [];
  const put = (text: string, proses: readonly Prose[]): void => {
    if (bare(text) !== '') lines.push(bare(text));
    for (const { note: id } of proses.flatMap((prose) => prose.notes)) {
      const note = waiting.get(id ?? '');
      if (note !== undefined) lines.push(`note: ${bare(note.text)}`);
      waiting.delete(id ?? '');
    }
  };
  const lacks = (role: string): boolean => entries.every((entry) => entry.role !== role);
  if (symbol !== null && lacks('symbol')) put(symbol, []);
  if (title !== null && lacks('title')) put(title, []);
  for (const entry of entries) put(entry.text, [entry]);
  const annexes = body.findIndex(({ kind }) => kind === 'annex');
  const paragraphs = (nodes: Resolution['body']): void => {
    for (const { number, text, proses } of listing(nodes))
      put(`${number === null ? '' : `${printedNumber(number)} `}${text}`, proses);
  };
  paragraphs(annexes < 0 ? body : body.slice(0, annexes));
  for (const entry of closing) put(entry.text, [entry]);
  if (annexes >= 0) paragraphs(body.slice(annexes));
  for (const { marker, text } of waiting.values()) lines.push(bare(`${printedNumber(marker)} ${text}`));
  return lines;
}

/** The same of a Word file, in a view of its changes. */
export function linesIn(bytes: Uint8Array, view: 'accepted' | 'original'): string[] {
  const extract = readDocx(bytes, { view });
  if ('refusal' in extract) throw new Error(`refused: ${extract.refusal}`);
  return extract.units.flatMap((unit) => {
    if (unit.kind === 'table') return unit.rows.map((row) => bare(row.map(({ text }) => text).join(' | ')));
    return [unit.kind === 'note' ? `note: ${bare(unit.text)}` : bare(unit.text)];
  });
}

/** Addresses, numbers and texts of the paragraphs. */
const outline = (resolution: Resolution): string[] =>
  [...listing(resolution.body)].map(({ id, number, text }) => `${id} ${number ?? ''} ${bare(text)}`);

const difference = (found: readonly string[], wanted: readonly string[]): string | null => {
  const at = Array.from({ length: Math.max(found.length, wanted.length) }, (_, index) => index).find(
    (index) => found[index] !== wanted[index],
  );
  return at === undefined ? null : `${at}: ${found[at] ?? '(nothing)'}\n      is to be ${wanted[at] ?? '(nothing)'}`;
};

async function resolutionIn(bytes: Uint8Array, view: 'accepted' | 'original' = 'accepted'): Promise<Resolution> {
  const reading = await read(bytes, { view });
  const resolution = reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
  if (resolution === undefined) throw new Error('no resolution');
  return resolution;
}

async function main(): Promise<void> {
  const shared = path.join(import.meta.dirname, '../../shared');
  const after = (name: string): string | undefined => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  const list = path.join(shared, 'series/pairs.tsv');
  if (!fs.existsSync(list)) return console.log(`Skipped: ${list} is absent.`);
  const [keep, only] = [after('--keep'), after('--language')];
  const pairs = fs
    .readFileSync(list, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([language]) => only === undefined || language === only);
  const counts = { pairs: 0, accepted: 0, original: 0, readAccepted: 0, readOriginal: 0 };
  let [seconds, bytes, changes] = [0, 0, 0];
  for (const [language, , , fileA = '', fileB = ''] of pairs) {
    const [older, newer] = await Promise.all(
      [fileA, fileB].map((file) => resolutionIn(fs.readFileSync(path.join(shared, 'data/akn4un', file)))),
    );
    if (older === undefined || newer === undefined) continue;
    const comparison = compare(older, newer);
    const start = performance.now();
    const file = redline(comparison, older, newer, { date: '2026-11-24' });
    seconds += (performance.now() - start) / 1000;
    bytes += file.length;
    changes += comparison.links.filter(({ kind }) => kind !== 'same').length;
    if (keep !== undefined) fs.writeFileSync(path.join(keep, `${counts.pairs}-${language}.docx`), file);
    counts.pairs += 1;
    const tell = (what: string, wrong: string | null): boolean => {
      if (wrong !== null && process.argv.includes('--detail')) console.log(`${what} ${fileA} ${fileB}\n   ${wrong}`);
      return wrong === null;
    };
    if (tell('accepted', difference(linesIn(file, 'accepted'), linesOf(newer)))) counts.accepted += 1;
    if (tell('original', difference(linesIn(file, 'original'), linesOf(older)))) counts.original += 1;
    const read = async (view: 'accepted' | 'original', wanted: Resolution): Promise<string | null> =>
      difference(outline(await resolutionIn(file, view)), outline(wanted));
    if (tell('read accepted', await read('accepted', newer))) counts.readAccepted += 1;
    if (tell('read original', await read('original', older))) counts.readOriginal += 1;
  }
  console.log(
    `${counts.pairs} pairs, ${changes} changed paragraphs, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(2)} s`,
  );
  console.log(`accepted is the newer text  ${counts.accepted}`);
  console.log(`rejected is the older text  ${counts.original}`);
  console.log(`read as the newer tree      ${counts.readAccepted}`);
  console.log(`read as the older tree      ${counts.readOriginal}`);
}

if (import.meta.main) await main();
