import type { Comparison } from '../reader/compare.ts';
import type { IsoDate, Language, Resolution } from '../reader/model.ts';
import { changesBetween, toTheLetter } from './changes.ts';
import { type Bond, interleaved } from './interleaved.ts';
import { type Line, printed } from './printedLines.ts';
import type { Stretch } from './stretches.ts';
import { isNumber } from './trackedText.ts';
import { WordMarkup } from './wordMarkup.ts';
import { wordPackage } from './wordPackage.ts';

export interface RedlineOptions {
  /** The day that every change carries. No clock is asked, so that the same texts give the same bytes. */
  readonly date: IsoDate;
  /** Who is named as having made the changes: `Rapport` if no one is. */
  readonly author?: string;
}

/**
 * The newer text as a Word file in which every difference from the older one is a tracked change: accepting all gives the
 * newer text, rejecting all the older one, notes, numbers, titles and symbols included. `comparison` is what `compare` says of
 * the same two resolutions. For `rapport compare A B --to docx`:
 *
 *     write(redline(compare(older, newer), older, newer, { date: '2026-11-24' }));
 */
export function redline(
  comparison: Comparison,
  older: Resolution,
  newer: Resolution,
  { date, author = 'Rapport' }: RedlineOptions,
): Uint8Array {
  const language = newer.language ?? older.language;
  const [before, after] = [printed(older), printed(newer)];
  const bonds = [...likeNamed(before, after, language), ...linked(comparison, before, after)];
  const signature = { author, date };
  const markup = new WordMarkup(signature, language, areCounted(before) && areCounted(after));
  const body = bodyOf(interleaved(before, after, bonds), markup);
  return wordPackage({ ...signature, title: titleOf(older, newer), language, body, notes: markup.notes });
}

const titleOf = (older: Resolution, newer: Resolution): string =>
  [older, newer].map(({ symbol, title, number }) => symbol ?? number ?? title ?? '–').join(' → ');

/** Lines of the head and of the close that say the same kind of thing, the first with the first. */
function likeNamed(before: readonly Line[], after: readonly Line[], language: Language | null): Bond[] {
  const bonds: Bond[] = [];
  const taken = new Set<number>();
  for (const [a, { part, key, text }] of before.entries()) {
    if (part === 'body') continue;
    const b = after.findIndex((line, index) => line.part === part && line.key === key && !taken.has(index));
    const like = after[b];
    if (like === undefined) continue;
    taken.add(b);
    bonds.push({ a: [a], b: [b], changes: changesBetween(text, like.text, language) });
  }
  return bonds;
}

/** What the comparison says of the paragraphs, by the lines they are printed in. */
function linked({ links }: Comparison, before: readonly Line[], after: readonly Line[]): Bond[] {
  const [indexA, indexB] = [indices(before), indices(after)];
  return links
    .map(({ a, b, changes }) => ({ a: a.map(indexA), b: b.map(indexB), changes }))
    .filter(({ a, b }) => a.length > 0 && b.length > 0)
    .map(({ a, b, changes }) => {
      const textOf = (lines: readonly Line[], of: readonly number[]): string =>
        of.map((index) => lines[index]?.text ?? '').join('\n');
      const all = changes ?? [{ op: 'equal', text: textOf(after, b) }];
      return { a, b, changes: toTheLetter(all, textOf(before, a)) };
    });
}

/** Index of the line of a paragraph. A comparison of other texts is misuse. */
function indices(lines: readonly Line[]): (id: string) => number {
  const known = new Map(lines.flatMap(({ part, key }, index) => (part === 'body' ? [[key, index] as const] : [])));
  return (id) => {
    const index = known.get(id);
    if (index === undefined) throw new Error(`the comparison names ${id}, which the text does not have`);
    return index;
  };
}

/** Whether the numbers of the notes rise in the order in which they are called, so that Word may count them. */
function areCounted(lines: readonly Line[]): boolean {
  const numbers = lines
    .flatMap(({ calls, row }) => [...calls, ...(row?.cells ?? []).flatMap((cell) => cell.calls)])
    .filter(({ note, marker }) => note !== null && isNumber(marker))
    .map(({ marker }) => Number(marker));
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}

/** The blocks of the body: paragraphs, and rows that belong together as tables. */
function bodyOf(stretches: readonly Stretch[], markup: WordMarkup): string {
  let out = '';
  for (let at = 0; at < stretches.length; ) {
    const rows = rowsFrom(stretches, at);
    const [stretch] = stretches.slice(at, at + 1);
    out += rows.length > 0 ? markup.table(rows) : stretch === undefined ? '' : markup.paragraphs(stretch);
    at += Math.max(rows.length, 1);
    // Word joins two tables with nothing between.
    if (rows.length > 0 && stretches[at] !== undefined && isRow(stretches[at])) out += '<w:p/>';
  }
  // The end of the last paragraph cannot be tracked, nor may a table be last.
  const last = stretches.at(-1);
  return last === undefined || last.end !== 'equal' || isRow(last) ? `${out}<w:p/>` : out;
}

const isRow = (stretch: Stretch | undefined): boolean =>
  [...(stretch?.older ?? []), ...(stretch?.newer ?? [])].some(({ row }) => row !== undefined);

/** The rows of one table from here on: of one table in the older text, of one in the newer. */
function rowsFrom(stretches: readonly Stretch[], at: number): Stretch[] {
  const rows: Stretch[] = [];
  const tables: (string | undefined)[] = [undefined, undefined];
  for (const stretch of stretches.slice(at)) {
    const own = [stretch.older[0]?.row?.table, stretch.newer[0]?.row?.table];
    const foreign = own.some((table, side) => table !== undefined && (tables[side] ?? table) !== table);
    if (!isRow(stretch) || foreign) break;
    for (const [side, table] of own.entries()) tables[side] ??= table;
    rows.push(stretch);
  }
  return rows;
}
