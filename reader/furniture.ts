import type { Line } from './formats/block.ts';
import type { Finding } from './model.ts';
import { symbolOnCover, tornSymbol } from './symbols.ts';

/** A line of the text proper, and whether a page ended between it and the line before. */
export interface BodyLine {
  readonly line: Line;
  readonly pageBreak: boolean;
}

/** Page numbers, job numbers, bar codes: lines that say nothing of the text. */
const feet: readonly RegExp[] = [
  /^\d{1,3}\/\d{1,3}(?:\s+\d{2}-\d{5,6}.{0,12})?$/,
  /^\d{2}-\d{5,6}(?:\s*\([A-Z]\))?(?:\s+\*?\d{6,8}\*?)?(?:\s+\d{1,3}(?:\/\d{1,3})?)?$/,
  /^\d{1,3}\s+\d{2}-\d{5,6}$/,
  /^-\s?\d{1,3}\s?-$/,
  /^page\s+\d{1,3}(?:\s+of\s+\d{1,3})?$/i,
  /^please recycle.{0,3}$/i,
  /^\/\.\.\.$/,
];
/** `*2518834*`, whose asterisks plain text reads as emphasis. */
const isBarCode = ({ text, marks }: Line): boolean =>
  /^\*\d{6,8}[A-Z]?\*$/.test(text) ||
  (/^\d{6,8}[A-Z]?$/.test(text) &&
    marks.some((mark) => mark.kind === 'italic' && mark.end - mark.start === text.length));
const isFoot = (line: Line): boolean =>
  line.text.length < 40 && (feet.some((foot) => foot.test(line.text)) || isBarCode(line));

const symbolPattern = symbolOnCover(1);
/** How far down the first page the symbol of the document is looked for, in lines. */
const coverLines = 30;
/** A running head has at most so many lines. */
const headLines = 4;

/** The document's symbol from the top of its first page, with the letter that large print sets on a line of its own. */
function coverSymbol(lines: readonly Line[]): string | null {
  for (const [index, line] of lines.slice(0, coverLines).entries()) {
    const rest = tornSymbol.exec(line.text)?.[1];
    const letter = lines[index - 1]?.text;
    if (rest !== undefined && letter !== undefined && /^[A-Z]$/.test(letter)) return letter + rest;
    // Alone, or behind the publisher's name; a note that begins with a symbol has a mark or a stop.
    const whole = symbolPattern.exec(line.text)?.[0];
    if (
      whole !== undefined &&
      /\d/.test(whole) &&
      line.notes.length === 0 &&
      line.text.endsWith(whole) &&
      line.text.length < whole.length + 24 &&
      !/^\d/.test(line.text)
    )
      return whole;
  }
  return null;
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');
/** The line with every figure alike, so that `page 3` and `page 4` are the same line. */
const patternOf = (text: string): string => squeezed(text).replace(/\d+/g, '#');

/** Bare page numbers: standing alone, one more each time, at least twice. */
function pageNumbers(lines: readonly Line[]): ReadonlySet<number> {
  const found: { index: number; value: number }[] = [];
  for (const [index, line] of lines.entries())
    if (/^\d{1,3}$/.test(line.text)) found.push({ index, value: Number(line.text) });
  const inOrder = found.filter((item, at) => {
    const before = found[at - 1];
    const after = found[at + 1];
    return (
      (before !== undefined && item.value === before.value + 1) ||
      (after !== undefined && after.value === item.value + 1)
    );
  });
  return new Set(inOrder.length >= 2 ? inOrder.map((item) => item.index) : []);
}

/** A head or foot that holds the page: "254 Resolution 21", "Resolution 21 255". */
const withPage = /^(?:(\d{1,3})\s+(\p{Lu}[^,;:]{2,60}[^,;:.])|(\p{Lu}[^,;:]{2,60}[^\s,;:.])\s+(\d{1,3}))$/u;
/** Fewer lines no page has. */
const shortestPage = 12;

/** Lines of one text whose figure counts the pages: the next one, or the one after, a page further on. */
function pagedHeads(lines: readonly Line[]): ReadonlySet<number> {
  const byText = new Map<string, { index: number; page: number }[]>();
  for (const [index, line] of lines.entries()) {
    const match = line.text.length > 70 ? null : withPage.exec(line.text);
    if (match === null) continue;
    const text = match[2] ?? match[3] ?? '';
    const found = { index, page: Number(match[1] ?? match[4]) };
    const list = byText.get(text);
    if (list === undefined) byText.set(text, [found]);
    else list.push(found);
  }
  const out = new Set<number>();
  for (const list of byText.values())
    for (const [at, item] of list.entries()) {
      const next = list[at + 1];
      const step = next === undefined ? 0 : next.page - item.page;
      if (next === undefined || step < 1 || step > 2 || next.index - item.index < shortestPage) continue;
      out.add(item.index).add(next.index);
    }
  return out;
}

/** Lines that begin a page at least three times over. */
function repeatedHeads(lines: readonly Line[], startsPage: (index: number) => boolean): ReadonlySet<string> {
  const times = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    if (!startsPage(index)) continue;
    for (const next of [line, lines[index + 1]]) {
      if (next === undefined || next.text.length > 160) continue;
      const pattern = patternOf(next.text);
      times.set(pattern, (times.get(pattern) ?? 0) + 1);
    }
  }
  return new Set([...times].filter(([, count]) => count >= 3).map(([pattern]) => pattern));
}

/** The symbol at either end of a line: it stands at the outer edge of a head. */
function holdsSymbol(text: string, symbol: string): boolean {
  if (text.length > symbol.length + 130) return false;
  const edge = text.startsWith(symbol.slice(0, 2)) || text.trimEnd().endsWith(symbol.slice(-1));
  if (!edge) return false;
  const line = squeezed(text);
  const mark = squeezed(symbol);
  return line.length < mark.length + 100 && (line.startsWith(mark) || line.endsWith(mark));
}

/**
 * How many lines from `index` on are a running head: up to the line that holds the document's symbol, or a repeated
 * line, and never beyond `end`, where the next page begins.
 */
function headAt(
  lines: readonly Line[],
  index: number,
  end: (index: number) => boolean,
  symbol: string | null,
  repeated: ReadonlySet<string>,
): number {
  let length = 0;
  for (let ahead = 0; ahead < headLines; ahead += 1) {
    const line = lines[index + ahead];
    if (line === undefined || line.text.length > 160 || (ahead > 0 && end(index + ahead))) break;
    if (symbol !== null && holdsSymbol(line.text, symbol)) length = ahead + 1;
    else if (repeated.size > 0 && repeated.has(patternOf(line.text))) length = Math.max(length, ahead + 1);
    else if (/[;:.]$/.test(line.text)) break;
  }
  return length;
}

const nothing: ReadonlySet<string> = new Set();

/** A line behind a blank one, well below the cover: where a page may begin in a file that lost the feet of its pages. */
const opensBlock = (lines: readonly Line[], index: number): boolean => index > 12 && (lines[index]?.gap ?? 0) > 0;

/**
 * The lines without running heads, feet, page numbers and bar codes. What the geometry of a page already told is
 * believed; in plain text furniture is known by its form, by the symbol of the document and by repetition.
 */
export function withoutFurniture(lines: readonly Line[]): { lines: BodyLine[]; findings: Finding[] } {
  const numbers = pageNumbers(lines);
  const paged = pagedHeads(lines);
  const foot = lines.map(
    (line, index) =>
      line.role === 'foot' || (line.role === undefined && (isFoot(line) || numbers.has(index) || paged.has(index))),
  );
  const startsPage = (index: number): boolean =>
    index > 0 &&
    index < lines.length &&
    foot[index] === false &&
    (foot[index - 1] === true || lines[index]?.page !== lines[index - 1]?.page);
  const symbol = coverSymbol(lines);
  const repeated = repeatedHeads(lines, startsPage);
  const out: BodyLine[] = [];
  const dropped: Line[] = [];
  let pageBreak = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    if (index > 0 && line.page !== lines[index - 1]?.page) pageBreak = true;
    if (foot[index] === true || line.role === 'head') {
      dropped.push(line);
      pageBreak = true;
      continue;
    }
    const begins = startsPage(index) || opensBlock(lines, index);
    const head =
      line.role === undefined && begins
        ? headAt(lines, index, startsPage, symbol, startsPage(index) ? repeated : nothing)
        : 0;
    if (head > 0) {
      pageBreak = true;
      dropped.push(...lines.slice(index, index + head));
      index += head - 1;
      continue;
    }
    out.push({ line, pageBreak });
    pageBreak = false;
  }
  return { lines: out, findings: dropped.map(removed) };
}

/** Says that a line was left out. */
export const removed = (line: Line): Finding => ({
  code: 'furniture-removed',
  severity: 'note',
  place: line.place,
  values: { text: line.text.slice(0, 160) },
});
