import type { Line } from './formats/block.ts';
import type { BodyLine } from './furniture.ts';
import { printedNumber } from './numbering.ts';

/** The rule that parts the notes of a page from its text. */
const rule = /^[_\u2014\u2015\u2500-]{4,}$/;
/** A note as it is set at the foot: its mark, a blank, text. No stop behind the mark: that would be a paragraph. */
const noteLead = /^(?:\((?<bracketed>\d{1,3})\)|(?<bare>\d{1,3}|\*{1,4}|[†‡§]|[a-z])(?:\s?\(\s?\))?)[\s\u00a0]+(?=\S)/u;

/** A date: no note, though it begins with a figure and a blank. */
const dayFirst = /^\S+\s+\p{L}+\s+\d{4}/u;
/** A stretch of so many lines without a page's end is no page. */
const longestPage = 200;
/** Notes that no rule parts from the text are looked for in so many lines at the foot of a page. */
const deepestFoot = 24;

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

/** The mark at the head of a line that may open a note. */
interface Mark {
  readonly marker: string;
  /** Its value where it is a figure. */
  readonly number: number | null;
  /** How much of the text is mark: nothing where it is a call, which stands beside the text. */
  readonly length: number;
  readonly superscript: boolean;
}

function markOf(line: Line): Mark | null {
  const called = line.notes[0];
  if (called !== undefined && called.at === 0)
    return { marker: called.marker, number: asNumber(called.marker), length: 0, superscript: true };
  const lead = noteLead.exec(line.text);
  const marker = lead?.groups?.bracketed ?? lead?.groups?.bare;
  if (lead === null || marker === undefined) return null;
  return { marker, number: asNumber(marker), length: lead[0].length, superscript: false };
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
 * Where notes begin on the page that begins at `from` and has no rule above them: the lines at its foot that count on
 * from the last note and are called in the text above. Returns the index of the first of them, or `null`. The last page
 * is left to `noted`, which finds the notes at the end of a text.
 */
function notesWithoutRule(lines: readonly BodyLine[], from: number, lastNumber: number): number | null {
  let end = from + 1;
  while (end < lines.length && lines[end]?.pageBreak !== true) end += 1;
  if (end === lines.length || end - from >= longestPage) return null;
  const page = lines.slice(from, end);
  if (page.some(({ line }) => rule.test(line.text))) return null;
  const wanted = String(lastNumber + 1);
  const call = new RegExp(`[\\p{L})”"’.,;:]${wanted}(?!\\d)(?:\\s|[,;.:]|$)`, 'u');
  for (let index = page.length - 1; index >= Math.max(1, page.length - deepestFoot); index -= 1) {
    const line = page[index]?.line;
    if (line === undefined || line.role !== undefined || dayFirst.test(line.text)) continue;
    const mark = markOf(line);
    if (mark?.marker !== wanted || mark.superscript || /^\d/.test(line.text.slice(mark.length))) continue;
    if (page.slice(0, index).some((above) => call.test(above.line.text))) return from + index;
  }
  return null;
}

/** How far the lines so far have come in the notes. */
interface State {
  /** The lines at hand stand below a rule or behind a note. */
  inNotes: boolean;
  /** Number of the last note that has one. */
  lastNumber: number;
  /** A note has come, so that a line may go on with it. */
  begun: boolean;
}

/** Whether a mark is one that a note may bear here: the next number, or at the foot of a page any later one or a sign. */
function counts({ number, superscript }: Mark, { inNotes, lastNumber }: State): boolean {
  if (number === lastNumber + 1 || (number === 1 && superscript)) return true;
  return (inNotes || superscript) && (number === null || number > lastNumber);
}

/**
 * What a line is: the rule above notes, the first line of a note (its mark), a further one of the last note, or a line of
 * the text. Where the geometry told a role it is believed.
 */
function roleOf(line: Line, state: State): Mark | 'rule' | 'further' | 'text' {
  if (line.role === 'body') return 'text';
  const told = line.role === 'note';
  if (!told && rule.test(line.text)) return 'rule';
  const mark = markOf(line);
  const belongs = told || state.inNotes || mark?.superscript === true;
  if (mark !== null && belongs && (counts(mark, state) || (told && mark.superscript))) return mark;
  const goesOn = told || (state.inNotes && line.gap === 0 && !beginsText(line));
  return goesOn && state.begun ? 'further' : 'text';
}

/** Takes the notes out of the pages. */
export function withoutNotes(lines: readonly BodyLine[]): Separated {
  const body: BodyLine[] = [];
  const notes: { after: number; note: FootNote & { lines: Line[] } }[] = [];
  const rules: Line[] = [];
  const state: State = { inNotes: false, lastNumber: 0, begun: false };
  let ruleless: number | null = null;
  let pageEnded = false;
  for (const [index, { line, pageBreak }] of lines.entries()) {
    if (pageBreak) {
      state.inNotes = false;
      pageEnded = true;
    }
    if (pageBreak || index === 0) ruleless = notesWithoutRule(lines, index, state.lastNumber);
    if (index === ruleless) state.inNotes = true;
    const role = roleOf(line, state);
    if (role === 'rule') {
      state.inNotes = true;
      rules.push(line);
    } else if (role === 'further') notes.at(-1)?.note.lines.push(line);
    else if (role === 'text') {
      if (line.role === undefined) state.inNotes = false;
      body.push({ line, pageBreak: pageEnded });
      pageEnded = false;
    } else {
      const note = { marker: role.marker, start: line.place.start, lines: [unmarked(line, role.length)] };
      notes.push({ after: body.length - 1, note });
      Object.assign(state, { inNotes: true, begun: true, lastNumber: role.number ?? state.lastNumber });
    }
  }
  return { lines: body, notes, rules };
}

/** Whether a line cannot be the second line of a note: it is numbered as a paragraph is. */
const beginsText = (line: Line): boolean => {
  const number = printedNumber(line.text);
  return number !== null && number.enclosure === 'stop' && number.values.decimal !== undefined;
};
