import type { Mark } from '../model.ts';
import type { Extract, Line, MarkAt } from './block.ts';

const superscripts: Readonly<Record<string, string>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
};

/** What may be written for emphasis or for the mark of a note; a line without any of these is taken as it is. */
const anyMarkup =
  /[*_^\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u202a-\u202e\u200b-\u200f\u00ad\u2066-\u2069]|\[\^|\S[ \u00a0]{2,}\S/;
const markup =
  /(?<super>[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)|\^\{(?<braced>[^{}\n]{1,4})\}|\[\^(?<bracketed>[^\][\n]{1,4})\]|\^(?<caret>\d{1,3}|\*{1,3})|(?<strong>\*\*|__)(?=\S)(?<bold>[^*_\n]{1,400}?\S)\k<strong>|(?<![\p{L}\p{N}*_])(?<light>[*_])(?=[^\s*_])(?<italic>[^*_\n]{0,400}?[^\s*_])\k<light>(?![\p{L}\p{N}*_])|(?<=[\p{L}\p{N}.,;:：)»”])(?<star>\*{1,3})(?=[\s:：]|$)|(?<=\S)(?<blanks>[ \u00a0]{2,})(?=\S)|(?<hidden>[\u202a-\u202e\u200b-\u200f\u00ad\u2066-\u2069]+)/gu;

interface Cleaned {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly notes: readonly MarkAt[];
  /** Letters of the source left out, by the offset in the text where they stood. */
  readonly left: readonly { readonly at: number; readonly length: number }[];
}

/** Takes emphasis marks, marks of notes and invisible characters out of a line, and says where they were. */
function cleaned(raw: string): Cleaned {
  const marks: Mark[] = [];
  const notes: MarkAt[] = [];
  const left: { at: number; length: number }[] = [];
  let text = '';
  let from = 0;
  const drop = (length: number): void => {
    if (length > 0) left.push({ at: text.length, length });
  };
  for (const match of raw.matchAll(markup)) {
    const groups = match.groups ?? {};
    text += raw.slice(from, match.index);
    from = match.index + match[0].length;
    const inner = groups.bold ?? groups.italic;
    if (inner !== undefined) {
      const border = (groups.strong ?? groups.light ?? '').length;
      drop(border);
      const start = text.length;
      text += inner;
      marks.push({ kind: groups.bold === undefined ? 'italic' : 'bold', start, end: text.length });
      drop(border);
      continue;
    }
    if (groups.blanks !== undefined) {
      text += ' ';
      drop(groups.blanks.length - 1);
      continue;
    }
    const called =
      groups.super === undefined ? undefined : [...groups.super].map((digit) => superscripts[digit] ?? digit).join('');
    const marker = called ?? groups.braced ?? groups.bracketed ?? groups.caret ?? groups.star;
    if (marker !== undefined) notes.push({ at: text.length, marker });
    drop(match[0].length);
  }
  text += raw.slice(from);
  return { text, marks, notes, left };
}

/** The line's text without blanks at its ends, with marks and notes moved along. */
function trimmed(line: Cleaned): Cleaned & { readonly lead: number } {
  const lead = line.text.length - line.text.trimStart().length;
  const text = line.text.trim();
  if (lead === 0) return { ...line, text, notes: clamp(line.notes, text.length), lead };
  return {
    text,
    marks: line.marks.map((mark) => ({ ...mark, start: mark.start - lead, end: mark.end - lead })),
    notes: clamp(
      line.notes.map((note) => ({ ...note, at: Math.max(0, note.at - lead) })),
      text.length,
    ),
    left: line.left.map((gone) => ({ ...gone, at: Math.max(0, gone.at - lead) })),
    lead,
  };
}

const clamp = (notes: readonly MarkAt[], length: number): readonly MarkAt[] =>
  notes.length === 0 ? notes : notes.map((note) => (note.at > length ? { ...note, at: length } : note));

/**
 * Plain text as lines. Emphasis written with asterisks or underscores becomes marks, superscript digits, `^{*}` and
 * `[^1]` become calls of notes, invisible marks of direction are left out; nothing is joined yet.
 * `source` has `\n` for every line end.
 */
export function readText(source: string): Extract<Line> {
  const units: Line[] = [];
  let gap = 0;
  let page = 1;
  let start = 0;
  while (start <= source.length) {
    const newline = source.indexOf('\n', start);
    const end = newline < 0 ? source.length : newline;
    const written = source.slice(start, end);
    const turns = written.includes('\f');
    if (turns) page += 1;
    // A page may turn inside a line; in the text that is a blank.
    const raw = turns ? written.replaceAll('\f', ' ') : written;
    const line = trimmed(anyMarkup.test(raw) ? cleaned(raw) : { text: raw, marks: [], notes: [], left: [] });
    if (line.text.length === 0 && line.notes.length === 0) gap += 1;
    else {
      units.push({
        text: line.text,
        marks: line.marks,
        notes: line.notes,
        origins: originsOf(start + line.lead, line.left),
        place: { start: start + line.lead, end },
        page,
        gap,
        left: raw.length - raw.trimStart().length,
      });
      gap = 0;
    }
    start = end + 1;
  }
  return { units, text: source, encoding: null, pages: null, findings: [] };
}

function originsOf(
  start: number,
  left: readonly { readonly at: number; readonly length: number }[],
): { at: number; source: number }[] {
  const origins = [{ at: 0, source: start }];
  let by = start;
  for (const gone of left) {
    by += gone.length;
    if (gone.at === 0) origins[0] = { at: 0, source: by };
    else origins.push({ at: gone.at, source: gone.at + by });
  }
  return origins;
}
