/** Which printed lines are running heads and feet, and which are notes at the foot of the page. */
import type { RawText } from './block.ts';
import { joinedMarks } from './pdfWords.ts';

export type Role = 'head' | 'foot' | 'note' | 'body';

/** A printed line with what is known of its place. */
export interface PrintedLine extends RawText {
  readonly page: number;
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly size: number;
  readonly bold: boolean;
  /** The file marks all of it as no part of the text. */
  readonly artifact: boolean;
  /** A short rule, drawn or made of underscores, stands right above it. */
  readonly ruled: boolean;
  /** Edges of its column. */
  readonly column: { readonly left: number; readonly right: number } | null;
  role: Role;
}

export interface Sheet {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly lines: PrintedLine[];
}

/**
 * What can repeat over the pages: the line as it stands, and the line with a number at its start or end that counts with the
 * pages. A heading that counts by itself ("Decision 2/CP.10") is no running line.
 */
function keysOf({ text, page }: PrintedLine): string[] {
  const plain = text.toLowerCase().replace(/\s+/g, ' ');
  const keys = [plain];
  const first = /^(\d{1,5})(?= |$)/.exec(plain)?.[1];
  const last = /(?:^| )(\d{1,5})$/.exec(plain)?.[1];
  if (first) keys.push(`${Number(first) - page}# ${plain.slice(first.length)}`);
  if (last) keys.push(`${plain.slice(0, -last.length)} #${Number(last) - page}`);
  return keys;
}

const pageNumber =
  /^(?:[-–—]?\s?\d{1,4}\s?[-–—]?|\d{1,4}\s?(?:\/|of|de|sur|из)\s?\d{1,4}|(?:page|página|страница|الصفحة)\s?\d{1,4}(?:\s?(?:of|de|sur|\/)\s?\d{1,4})?|[ivxl]{1,6})$/i;
const jobNumber = /(?:^|\s)(?:GE\.)?\d{2}-\d{4,6}(?:\*)?(?:\s*\(\p{L}\))?(?:\s+\d{6})*(?:\s|$)/u;
const barcode = /^\*[\dA-Z\s-]{6,}\*$/;
const recycle =
  /^(?:please recycle|veuillez recycler|se ruega reciclar|просьба отправить на вторичную переработку|请回收|يرجى إعادة الاستعمال|الرجاء إعادة الاستعمال)/i;
const continuation = /^\/\s?(?:\.\s?){2,3}$|^(?:\.\s?){2,3}\/$/;
const symbolOnly =
  /^[A-Z][\w.-]*(?:\/[\w.&-]*\w(?:\([\w.-]+\))?)+(?:\s?\([\dIVXL]+\)|\s?\(Part\s[IVX]+\)|-[A-Z](?:\/[\w.]+)+)?\*{0,3}$/;
const languageName = /^(?:english|français|french|español|spanish|русский|russian|arabic|chinese|original)$/i;

const opensNote = (line: PrintedLine): boolean => line.notes[0]?.at === 0;

/** `1/  Text`, `* Text`: a mark that is not raised. */
const typedMark = /^(\d{1,3}|[a-z])\/\s+(?=\S)|^(\*{1,3}|[†‡])\s*(?=\S)/;

/** What stands at the edges of pages even where it does not repeat. */
const pageFurniture = (text: string): boolean =>
  pageNumber.test(text) ||
  barcode.test(text) ||
  recycle.test(text) ||
  continuation.test(text) ||
  (jobNumber.test(text) && text.length < 60) ||
  // The parts of a running line may stand together: number and symbol, number and job number.
  (/\t/.test(text) &&
    text.split('\t').every((part) => pageNumber.test(part) || symbolOnly.test(part) || jobNumber.test(part)));

/** Counts on how many pages near its own a line comes again at its height; headings that chance to repeat are far apart. */
function repetitions(sheets: readonly Sheet[]): (line: PrintedLine) => number {
  const seen = new Map<string, Set<number>>();
  const placed = (key: string, line: PrintedLine, shift: number): string =>
    `${Math.round(line.y / 4) + shift} ${Math.round(line.size)} ${key}`;
  for (const sheet of sheets) {
    for (const line of sheet.lines) {
      if (line.y > 0.2 * sheet.height && line.y < 0.8 * sheet.height) continue;
      for (const key of keysOf(line)) {
        const pages = seen.get(placed(key, line, 0));
        if (pages) pages.add(sheet.page);
        else seen.set(placed(key, line, 0), new Set([sheet.page]));
      }
    }
  }
  return (line) =>
    Math.max(
      ...keysOf(line).map((key) => {
        let pages = 0;
        for (let page = line.page - 4; page <= line.page + 4; page++) {
          if ([-1, 0, 1].some((shift) => seen.get(placed(key, line, shift))?.has(page))) pages++;
        }
        return pages;
      }),
    );
}

/** Specks that a scanner took for letters. */
const speck = (text: string): boolean => {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
  return letters < 2 || letters < 0.4 * text.length;
};

/** Goes inwards from one edge of the page and marks what belongs to the running lines. */
function markEdge(
  lines: readonly PrintedLine[],
  role: 'head' | 'foot',
  inZone: (line: PrintedLine) => boolean,
  isRunning: (line: PrintedLine) => boolean,
): void {
  let y = Number.NaN;
  const marked: PrintedLine[] = [];
  for (const line of lines) {
    if (!inZone(line)) return;
    if (opensNote(line) || (typedMark.test(line.text) && !pageFurniture(line.text))) {
      // The rest of a note that comes again on other pages is no running foot.
      for (const below of marked) {
        if (Math.abs(below.size - line.size) < 0.4 && !pageFurniture(below.text)) below.role = 'body';
      }
      return;
    }
    if (isRunning(line)) {
      line.role = role;
      marked.push(line);
      y = line.y;
    } else if (!speck(line.text) && !(Math.abs(line.y - y) <= 2)) return;
  }
}

function markRunning(sheets: readonly Sheet[]): void {
  const times = repetitions(sheets);
  const least = Math.min(3, Math.max(2, sheets.length - 1));
  const repeats = (line: PrintedLine): boolean => times(line) >= (line.page === 1 ? 3 : least);
  for (const { page, height, lines } of sheets) {
    const down = [...lines].sort((a, b) => b.y - a.y);
    const atHead = ({ text, artifact, y }: PrintedLine): boolean =>
      pageFurniture(text) || symbolOnly.test(text) || languageName.test(text) || (artifact && y > 0.88 * height);
    const atFoot = ({ text, artifact, y }: PrintedLine): boolean =>
      pageFurniture(text) || (artifact && y < 0.12 * height);
    if (sheets.length > 1) {
      const inZone = (line: PrintedLine): boolean => line.y > 0.85 * height;
      markEdge(down, 'head', inZone, (line) => repeats(line) || (page > 1 && atHead(line)));
    }
    down.reverse();
    markEdge(
      down,
      'foot',
      (line) => line.y < 0.15 * height,
      (line) => repeats(line) || atFoot(line),
    );
  }
}

/** Size in which most of the text outside the running lines is set, to a tenth of a point. */
export function textSize(sheets: readonly Sheet[]): number {
  const counts = new Map<number, number>();
  let best = 0;
  let most = 0;
  for (const { lines } of sheets) {
    for (const line of lines) {
      if (line.role !== 'body') continue;
      const size = Math.round(line.size * 2) / 2;
      const count = (counts.get(size) ?? 0) + line.text.length;
      counts.set(size, count);
      if (count > most) {
        most = count;
        best = size;
      }
    }
  }
  return best;
}

/** The same line with a typed mark taken out of the text. */
function withMarkOut(line: PrintedLine): PrintedLine {
  const found = typedMark.exec(line.text);
  if (!found || opensNote(line)) return line;
  const cut = found[0].length;
  return {
    ...line,
    text: line.text.slice(cut),
    marks: line.marks.flatMap((mark) =>
      mark.end > cut ? [{ ...mark, start: Math.max(0, mark.start - cut), end: mark.end - cut }] : [],
    ),
    notes: [
      { at: 0, marker: found[1] ?? found[2] ?? '' },
      ...line.notes.map((note) => ({ ...note, at: Math.max(0, note.at - cut) })),
    ],
  };
}

/**
 * Index of the first line of the notes at the foot of a page, in lines in reading order; their count where there are none.
 * `continued`: the page before ended with notes, so that these may begin without a mark.
 */
function notesStart({ lines, height }: Sheet, size: number, continued: boolean): number {
  let start = lines.length;
  let allSmall = true;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] as PrintedLine;
    if (line.role !== 'body') continue;
    const small = line.size < size - 0.7;
    const raised = opensNote(line);
    const marked = raised || typedMark.test(line.text);
    if (!small) allSmall = false;
    if (line.size > size + 0.7) break;
    if (line.ruled && line.y < 0.7 * height && (marked || (small && continued && allSmall))) return at;
    if (marked && small && allSmall) start = at;
    // No paragraph begins with a raised number.
    else if (raised && line.y < 0.5 * height && /^\d+$/.test(line.notes[0]?.marker ?? '')) start = at;
  }
  return start;
}

/** `administration. 1/`: the call of a note whose mark is printed like the text. */
const typedCall = /(?<=[\p{L}\p{N}.,;:)\]"”’])\s?(?:(?<number>\d{1,3}|[a-z])\/|(?<star>\*{1,3}))(?=[\s.,;:)\]"”]|$)/gu;

/** The same line with the calls of notes that are printed like the text taken out of it. `markers` are the marks that notes have. */
function withCallsOut(line: PrintedLine, markers: ReadonlySet<string>): PrintedLine {
  const cuts: { start: number; end: number; marker: string }[] = [];
  for (const found of line.text.matchAll(typedCall)) {
    const marker = found.groups?.number ?? found.groups?.star ?? '';
    if (markers.has(marker)) cuts.push({ start: found.index, end: found.index + found[0].length, marker });
  }
  if (cuts.length === 0) return line;
  const before = (at: number): number => {
    let gone = 0;
    for (const cut of cuts) gone += Math.max(0, Math.min(at, cut.end) - cut.start);
    return at - gone;
  };
  let text = '';
  let from = 0;
  for (const cut of cuts) {
    text += line.text.slice(from, cut.start);
    from = cut.end;
  }
  text += line.text.slice(from);
  const called = cuts.map((cut) => ({ at: before(cut.start), marker: cut.marker }));
  return {
    ...line,
    text,
    marks: joinedMarks(
      text,
      line.marks
        .map((mark) => ({ ...mark, start: before(mark.start), end: before(mark.end) }))
        .filter((mark) => mark.end > mark.start),
    ),
    notes: [...line.notes.map((note) => ({ ...note, at: before(note.at) })), ...called].sort((a, b) => a.at - b.at),
  };
}

/** Notes right under a table, in smaller type, with their marks raised. */
function markTableNotes({ lines }: Sheet, size: number): void {
  let open: PrintedLine | null = null;
  lines.forEach((line, at) => {
    const small = line.role === 'body' && line.size < size - 0.7;
    const follows =
      small && open !== null && open.y - line.y > 0 && open.y - line.y < 1.5 * line.size && !/\t/.test(line.text);
    open = small && (opensNote(line) || follows) ? line : null;
    if (open) lines[at] = { ...line, role: 'note' };
  });
}

function markNotes(sheets: readonly Sheet[]): void {
  const size = textSize(sheets);
  const typed = new Set<string>();
  let continued = false;
  for (const sheet of sheets) {
    const start = notesStart(sheet, size, continued);
    continued = false;
    for (let at = start; at < sheet.lines.length; at++) {
      const line = sheet.lines[at] as PrintedLine;
      if (line.role !== 'body') continue;
      const bare = withMarkOut(line);
      const marker = bare.notes[0];
      if (bare !== line || marker?.marker.startsWith('*')) typed.add(marker?.marker ?? '');
      sheet.lines[at] = { ...bare, role: 'note' };
      continued = true;
    }
    markTableNotes(sheet, size);
  }
  if (typed.size === 0) return;
  for (const sheet of sheets) {
    sheet.lines.forEach((line, at) => {
      if (line.role === 'body' || line.role === 'note') sheet.lines[at] = withCallsOut(line, typed);
    });
  }
}

/** Gives every line its role. Changes the lines in place; they belong to the reading of one file. */
export function markMargins(sheets: readonly Sheet[]): void {
  markRunning(sheets);
  markNotes(sheets);
}
