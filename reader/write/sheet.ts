import type { Finding, IsoDate, SessionRef } from '../model.ts';
import { isRightToLeft } from './runs.ts';

/** What the outline can stress; how it looks is the caller's. */
export type Ink =
  | 'title'
  | 'address'
  | 'label'
  | 'faint'
  | 'citation'
  | 'time'
  | 'warning'
  | 'problem'
  | 'inserted'
  | 'deleted';

/** What text is written on for a person: a terminal, or a file set like one. */
export interface Paper {
  /** Columns of the terminal. */
  readonly columns: number;
  /** Columns that a text takes there. */
  readonly width: (text: string) => number;
  readonly ink: (ink: Ink, text: string) => string;
}

/** The page that the outline is written on. */
export interface Sheet extends Paper {
  /** The sentence of a finding. */
  readonly sentence: (finding: Finding) => string;
  /** First and last day of a session, where the calendar knows it. */
  readonly sessionDays: (session: SessionRef) => { readonly from: IsoDate | null; readonly to: IsoDate | null } | null;
  /** Lines of each paragraph that are shown. */
  readonly lines: number;
}

/** Text that a terminal shows and does not obey: no control characters, blanks as one. */
export const visible = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');

// Chinese breaks between any two characters, the rest between words only.
const pieces = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+|\s+/gu;
const closing = /^[、。，；：！？）」』》]$/u;

/** The text in pieces between which a line may break: words, blanks, Chinese signs; what is wider than a line in letters. */
export const fragments = (text: string, room: number, width: Paper['width']): string[] =>
  Array.from(text.matchAll(pieces), ([piece]) => piece).flatMap((piece) =>
    width(piece) > room ? [...piece] : [piece],
  );

/** Pieces in lines none of which is wider than `room`; no line begins with a blank. */
export function* linesOf<T extends { readonly text: string }>(
  all: Iterable<T>,
  room: number,
  width: Paper['width'],
): Generator<T[]> {
  let line: T[] = [];
  let text = '';
  for (const piece of all) {
    const blank = piece.text.trim() === '';
    if (
      !blank &&
      line.length > 0 &&
      width(text + piece.text) > room &&
      !(closing.test(piece.text) && width(text) < room)
    ) {
      yield line;
      line = [];
      text = '';
    }
    if (line.length === 0 && blank) continue;
    line.push(piece);
    text += piece.text;
  }
  if (line.length > 0) yield line;
}

/** At most `most` lines of the text, none wider than `columns`; what does not fit is cut with an ellipsis. */
export function wrapped(text: string, columns: number, most: number, width: Paper['width']): string[] {
  const room = Math.max(10, columns);
  // No more of a long text is looked at than can be shown.
  const head = visible(text.slice(0, room * most * 4));
  const lines: string[] = [];
  const all = fragments(head, room, width).map((piece) => ({ text: piece }));
  for (const line of linesOf(all, room, width)) {
    if (lines.length === most) return [...lines.slice(0, -1), shortened(lines.at(-1) ?? '', room, width)];
    lines.push(
      line
        .map((piece) => piece.text)
        .join('')
        .trimEnd(),
    );
  }
  return lines;
}

/** The line with an ellipsis, cut behind a word where that leaves most of it. */
function shortened(line: string, room: number, width: Paper['width']): string {
  let kept = line;
  while (kept !== '' && width(kept) > room - 1) {
    const blank = kept.lastIndexOf(' ');
    kept = blank > kept.length / 2 ? kept.slice(0, blank) : [...kept].slice(0, -1).join('');
  }
  return `${kept.trimEnd()}…`;
}

/** Keeps the direction of a line from changing what stands beside it. */
export const isolated = (text: string): string => (isRightToLeft(text) ? `\u2067${text}\u2069` : text);

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const mixed = (text: string): string => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);

const months = 'January February March April May June July August September October November December'.split(' ');

/** `2020-11-18` as `18 November 2020`. */
export function day(date: IsoDate): string {
  const [year, month, number] = date.split('-');
  return number === undefined || month === undefined ? date : `${Number(number)} ${months[Number(month) - 1]} ${year}`;
}

/** A window as words, what both ends share said once; an open end is `…`. */
export function days(from: IsoDate | null, to: IsoDate | null): string {
  if (from === null || to === null) return `${from === null ? '…' : day(from)} – ${to === null ? '…' : day(to)}`;
  if (from === to) return day(from);
  const [first = '', month, year] = day(from).split(' ');
  const [, lastMonth, lastYear] = day(to).split(' ');
  if (year !== lastYear) return `${day(from)} – ${day(to)}`;
  return `${month === lastMonth ? first : `${first} ${month}`} – ${day(to)}`;
}

/** Columns of the address (or label) before the text. */
export const addressColumns = 13;

/** The outline as it is being written, line by line. */
export class Outline<P extends Paper = Sheet> {
  readonly lines: string[] = [];
  readonly sheet: P;
  readonly columns: number;
  constructor(sheet: P) {
    this.sheet = sheet;
    this.columns = Math.max(40, Math.min(sheet.columns, 120));
  }

  gap(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
  }

  heading(text: string): void {
    this.gap();
    for (const line of wrapped(text, this.columns, 6, this.sheet.width)) {
      this.lines.push(this.sheet.ink('title', isolated(line)));
    }
  }

  /** A label (or an address) with text beside it, the text wrapped in its own column. */
  row(name: string, ink: Ink, text: string, most: number, indent: number, textInk?: Ink): void {
    const label = visible(name);
    const left = ' '.repeat(indent);
    const column = indent + addressColumns;
    const wide = this.sheet.width(label);
    const gap = ' '.repeat(Math.max(1, addressColumns - wide));
    const room = this.columns - Math.max(column, indent + wide + 1);
    const lines = wrapped(text, room, most, this.sheet.width);
    const shown = lines.map((line) => (textInk ? this.sheet.ink(textInk, isolated(line)) : isolated(line)));
    this.lines.push(`${left}${this.sheet.ink(ink, mixed(label))}${gap}${shown[0] ?? ''}`.trimEnd());
    for (const line of shown.slice(1)) this.lines.push(' '.repeat(Math.max(column, indent + wide + 1)) + line);
  }

  fact(label: string, value: string | null): void {
    if (value !== null && value.trim() !== '') this.row(label, 'label', value, 4, 2);
  }
}
