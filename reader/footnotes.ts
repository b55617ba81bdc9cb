import type { Line } from './formats/block.ts';
import type { BodyLine } from './furniture.ts';
import { printedNumber } from './numbering.ts';

/** The rule that parts the notes of a page from its text. */
const rule = /^[_\u2014\u2015\u2500-]{4,}$/;
/** A note as it is set at the foot: its mark, a blank, text. No stop behind the mark: that would be a paragraph. */
const noteLead = /^(?:\((?<bracketed>\d{1,3})\)|(?<bare>\d{1,3}|\*{1,4}|[†‡§]|[a-z])(?:\s?\(\s?\))?)[\s\u00a0]+(?=\S)/u;

/** One note at the foot of a page: its mark and its lines, the mark taken out of the first. */
export interface FootNote {
  readonly marker: string;
  /** Where in the source its mark begins. */
  readonly start: number;
  readonly lines: readonly Line[];
}

/** The lines of the text, and after which of them (by index in `lines`) notes stood. */
export interface Separated {
  readonly lines: readonly BodyLine[];
  readonly notes: readonly { readonly after: number; readonly note: FootNote }[];
  /** The rules above notes, which are furniture. */
  readonly rules: readonly Line[];
}

/** The mark a line begins with if it opens a note, and how much of its text is mark. */
function opensNote(line: Line): { marker: string; length: number } | null {
  const called = line.notes[0];
  if (called !== undefined && called.at === 0) return { marker: called.marker, length: 0 };
  const lead = noteLead.exec(line.text);
  const marker = lead?.groups?.bracketed ?? lead?.groups?.bare;
  return lead === null || marker === undefined ? null : { marker, length: lead[0].length };
}

const asNumber = (marker: string): number | null => (/^\d+$/.test(marker) ? Number(marker) : null);

/** The first line of a note without its mark. */
function unmarked(line: Line, length: number): Line {
  const by = length;
  const notes = line.notes.filter((note) => note.at > 0).map((note) => ({ ...note, at: Math.max(0, note.at - by) }));
  if (by === 0) return { ...line, notes };
  const origins = line.origins ?? [{ at: 0, source: line.place.start }];
  const base = origins.findLast((origin) => origin.at <= by) ?? { at: 0, source: line.place.start };
  return {
    ...line,
    text: line.text.slice(by),
    marks: line.marks
      .map((mark) => ({ ...mark, start: Math.max(0, mark.start - by), end: mark.end - by }))
      .filter((mark) => mark.end > mark.start),
    notes,
    place: { ...line.place, start: base.source + by - base.at },
    origins: [
      { at: 0, source: base.source + by - base.at },
      ...origins.filter((origin) => origin.at > by).map((origin) => ({ at: origin.at - by, source: origin.source })),
    ],
  };
}

/**
 * Where notes begin on a page whose file has no rule above them: the lines at its foot that count on from the
 * last note and are called in the text above. Returns the index of the first of them, or `null`.
 */
function notesWithoutRule(page: readonly BodyLine[], lastNumber: number): number | null {
  const wanted = String(lastNumber + 1);
  const from = Math.max(1, page.length - 24);
  for (let index = page.length - 1; index >= from; index -= 1) {
    const line = page[index]?.line;
    if (line === undefined || line.role !== undefined) continue;
    const opens = opensNote(line);
    if (opens?.marker !== wanted || opens.length === 0 || /^\d/.test(line.text.slice(opens.length))) continue;
    const call = new RegExp(`[\\p{L})”"’.,;:]${wanted}(?!\\d)(?:\\s|[,;.:]|$)`, 'u');
    const months = /^\S+\s+\p{L}+\s+\d{4}/u;
    if (months.test(line.text)) continue;
    if (page.slice(0, index).some((above) => call.test(above.line.text))) return index;
  }
  return null;
}

/** Takes the notes out of the pages. Lines whose role the geometry told are believed. */
export function withoutNotes(lines: readonly BodyLine[]): Separated {
  const body: BodyLine[] = [];
  const notes: { after: number; note: FootNote & { lines: Line[] } }[] = [];
  const rules: Line[] = [];
  let inNotes = false;
  let lastNumber = 0;
  let pending = false;
  let ruleless: number | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const current = lines[index];
    if (current === undefined) break;
    const { line, pageBreak } = current;
    if (pageBreak) {
      inNotes = false;
      pending = true;
    }
    if (pageBreak || index === 0) {
      const end = lines.findIndex((next, at) => at > index && next.pageBreak);
      const page = lines.slice(index, end < 0 ? lines.length : end);
      const offset =
        end >= 0 && page.length < 200 && !page.some((item) => rule.test(item.line.text))
          ? notesWithoutRule(page, lastNumber)
          : null;
      ruleless = offset === null ? null : index + offset;
    }
    if (line.role === undefined && rule.test(line.text)) {
      inNotes = true;
      rules.push(line);
      continue;
    }
    if (ruleless === index) inNotes = true;
    const opens = opensNote(line);
    const number = opens === null ? null : asNumber(opens.marker);
    const superscript = opens !== null && opens.length === 0;
    const counts =
      opens !== null &&
      (number === null
        ? superscript || inNotes
        : number === lastNumber + 1 ||
          (number === 1 && superscript) ||
          ((inNotes || superscript) && number > lastNumber));
    const opensHere =
      line.role === 'note'
        ? opens !== null && (superscript || counts)
        : line.role === 'body'
          ? false
          : (inNotes || superscript) && counts;
    if (opens !== null && opensHere) {
      if (number !== null) lastNumber = number;
      const note = { marker: opens.marker, start: line.place.start, lines: [unmarked(line, opens.length)] };
      notes.push({ after: body.length - 1, note });
      inNotes = true;
      continue;
    }
    const last = notes.at(-1);
    const continues =
      line.role === 'note' ||
      (line.role === undefined && inNotes && last !== undefined && line.gap === 0 && !beginsText(line));
    if (continues && last !== undefined) {
      last.note.lines.push(line);
      continue;
    }
    if (line.role === undefined) inNotes = false;
    body.push({ line, pageBreak: pageBreak || pending });
    pending = false;
  }
  return { lines: body, notes, rules };
}

/** Whether a line cannot be the second line of a note: it is numbered as a paragraph is. */
const beginsText = (line: Line): boolean => {
  const number = printedNumber(line.text);
  return number !== null && number.enclosure === 'stop' && number.values.decimal !== undefined;
};
