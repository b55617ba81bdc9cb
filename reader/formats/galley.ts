import type { Emphasis, Mark } from '../model.ts';
import type { Block, MarkAt, RawCell, RawText } from './block.ts';

/** Emphasis as bits, so that what holds for a run is one number. */
export const emphases = {
  italic: 1,
  bold: 2,
  underline: 4,
  superscript: 8,
  subscript: 16,
  inserted: 32,
  deleted: 64,
} as const satisfies Record<Emphasis, number>;
const kinds = Object.entries(emphases) as readonly (readonly [Emphasis, number])[];

interface Run {
  readonly start: number;
  end: number;
  readonly emphasis: number;
  readonly href: string | null;
}

/** A paragraph in the making. `\n` in its text is a forced line break. */
export interface Draft {
  text: string;
  /** What was written last: looking at the whole text for every run would copy it each time. */
  tail: string;
  readonly runs: Run[];
  readonly notes: MarkAt[];
}

/** Which text a file with tracked changes gives: after them, before them, or both with marks. */
export type View = 'accepted' | 'original' | 'marked';

type Unplaced<Kind> = Kind extends Block ? Omit<Kind, 'place'> : never;
/** A block before it is known where it stands in the source text. */
export type Piece = Unplaced<Block>;
export type ParagraphPiece = Extract<Piece, { kind: 'paragraph' }>;

export const draft = (): Draft => ({ text: '', tail: '', runs: [], notes: [] });

/**
 * Characters without a shape of their own: marks of direction, optional breaks and hyphens. They are left out of Word and
 * HTML, where the source text is made here; joiners stay, since Arabic abbreviations need them.
 */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no text may hold
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Adds a run to the paragraph. */
export function write(into: Draft, text: string, emphasis = 0, href: string | null = null): void {
  const shown = text.replace(invisible, '').replace(control, ' ');
  if (shown === '') return;
  const start = into.text.length;
  into.text += shown;
  into.tail = shown;
  const last = into.runs.at(-1);
  if (last !== undefined && last.emphasis === emphasis && last.href === href) last.end = into.text.length;
  else if (emphasis !== 0 || href !== null || last !== undefined)
    into.runs.push({ start, end: into.text.length, emphasis, href });
}

/** Notes the call of a note where the paragraph stands now. */
export const call = (into: Draft, marker: string): void => {
  into.notes.push({ at: into.text.length - into.tail.length + into.tail.trimEnd().length, marker });
};

const blank = /^\s*$/;

/** Runs of one kind of emphasis as marks: joined over blanks between them, no blanks at their ends. */
function marksOf(from: Draft): Mark[] {
  const marks: Mark[] = [];
  const push = (start: number, end: number, make: (start: number, end: number) => Mark): void => {
    let first = start;
    let last = end;
    while (first < last && blank.test(from.text.charAt(first))) first += 1;
    while (last > first && blank.test(from.text.charAt(last - 1))) last -= 1;
    if (last > first) marks.push(make(first, last));
  };
  const sweep = (holds: (run: Run) => string | null, make: (value: string) => (start: number, end: number) => Mark) => {
    let open: { value: string; start: number; end: number } | null = null;
    for (const run of from.runs) {
      const value = holds(run);
      if (open !== null && value === open.value) open.end = run.end;
      else if (open !== null && value === null && blank.test(from.text.slice(run.start, run.end))) continue;
      else {
        if (open !== null) push(open.start, open.end, make(open.value));
        open = value === null ? null : { value, start: run.start, end: run.end };
      }
    }
    if (open !== null) push(open.start, open.end, make(open.value));
  };
  let all = 0;
  let linked = false;
  for (const run of from.runs) {
    all |= run.emphasis;
    linked ||= run.href !== null;
  }
  for (const [kind, bit] of kinds)
    if ((all & bit) !== 0)
      sweep(
        (run) => ((run.emphasis & bit) === 0 ? null : kind),
        () => (start, end) => ({ kind, start, end }),
      );
  if (linked)
    sweep(
      (run) => run.href,
      (href) => (start, end) => ({ kind: 'link', href, start, end }),
    );
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The part of a text from `from` to `to`, without blanks at its ends; a note called at a border belongs to the part before. */
export function part(raw: RawText, from: number, to: number): RawText {
  let start = from;
  let end = to;
  while (start < end && blank.test(raw.text.charAt(start))) start += 1;
  while (end > start && blank.test(raw.text.charAt(end - 1))) end -= 1;
  if (start === 0 && end === raw.text.length) return raw;
  const clamp = (at: number): number => Math.min(Math.max(at, start), end) - start;
  return {
    text: raw.text.slice(start, end),
    marks: raw.marks
      .filter((mark) => mark.end > start && mark.start < end)
      .map((mark) => ({ ...mark, start: clamp(mark.start), end: clamp(mark.end) })),
    notes: raw.notes
      .filter((note) => (from === 0 || note.at > from) && note.at <= to)
      .map((note) => ({ ...note, at: clamp(note.at) })),
  };
}

/** The text without a stretch that is kept elsewhere, as the mark of a note. */
export function without(raw: RawText, from: number, to: number): RawText {
  const moved = (at: number): number => (at >= to ? at - (to - from) : Math.min(at, from));
  const notes: MarkAt[] = raw.notes.map((note) => ({ ...note, at: moved(note.at) }));
  return {
    text: raw.text.slice(0, from) + raw.text.slice(to),
    marks: raw.marks
      .map((mark) => ({ ...mark, start: moved(mark.start), end: moved(mark.end) }))
      .filter((mark) => mark.end > mark.start),
    notes,
  };
}

/** Texts as one, with `glue` between them. */
export function joined(texts: readonly RawText[], glue: string): RawText {
  const first = texts[0];
  if (first !== undefined && texts.length === 1) return first;
  const pieces: string[] = [];
  const marks: Mark[] = [];
  const notes: MarkAt[] = [];
  let length = 0;
  for (const raw of texts) {
    if (pieces.length > 0) {
      pieces.push(glue);
      length += glue.length;
    }
    for (const mark of raw.marks) marks.push({ ...mark, start: mark.start + length, end: mark.end + length });
    for (const note of raw.notes) notes.push({ ...note, at: note.at + length });
    pieces.push(raw.text);
    length += raw.text.length;
  }
  return { text: pieces.join(''), marks, notes };
}

const opensItem = /^\s*(?:\(?(?:\d{1,3}|[a-zа-я]|[ivxl]{1,5})[.)]|[-–•])\s/u;
const opensAnew = /^\s*[("'«“]?\p{Lu}|^\s*[\u0600-\u06ff\u4e00-\u9fff]/u;

/**
 * Whether a forced line break parts two paragraphs: an empty line does, an item that begins, and a sentence or clause
 * that is closed before a capital. Else the line was only broken to look well.
 */
const partsParagraphs = (before: string, after: string): boolean =>
  blank.test(before) ||
  blank.test(after) ||
  opensItem.test(after) ||
  (/[.;:,，。；：،؛]\s*$/.test(before) && opensAnew.test(after));

/** The finished text of a draft: usually one paragraph, more where forced line breaks part some, none where it is blank. */
export function texts(from: Draft): RawText[] {
  const raw: RawText = { text: from.text, marks: marksOf(from), notes: from.notes };
  if (!from.text.includes('\n')) return blank.test(from.text) ? [] : [part(raw, 0, raw.text.length)];
  const ends: number[] = [];
  let line = 0;
  for (let at = raw.text.indexOf('\n'); at >= 0; ) {
    const next = raw.text.indexOf('\n', at + 1);
    // Only the ends that touch the break matter; whole lines of a long text would make this quadratic in odd files.
    const before = raw.text.slice(Math.max(line, at - 80), at);
    const after = raw.text.slice(at + 1, Math.min(next < 0 ? raw.text.length : next, at + 80));
    if (partsParagraphs(before, after)) ends.push(at);
    line = at + 1;
    at = next;
  }
  return split({ ...raw, text: raw.text.replaceAll('\n', ' ') }, [...ends, raw.text.length]);
}

/** Cuts a text at these places in one sweep. Blank parts are left out, a note called in one goes to the part before. */
function split(raw: RawText, ends: readonly number[]): RawText[] {
  const out: RawText[] = [];
  let start = 0;
  let mark = 0;
  let note = 0;
  let open: Mark[] = [];
  for (const end of ends) {
    for (; mark < raw.marks.length && (raw.marks[mark]?.start ?? end) < end; mark += 1)
      open.push(raw.marks[mark] as Mark);
    const notes: MarkAt[] = [];
    for (; note < raw.notes.length && (raw.notes[note]?.at ?? 0) <= end; note += 1)
      notes.push(raw.notes[note] as MarkAt);
    const text = raw.text.slice(start, end);
    const clamp = (at: number): number => Math.min(Math.max(at, start), end) - start;
    const piece = part(
      {
        text,
        marks: open.map((each) => ({ ...each, start: clamp(each.start), end: clamp(each.end) })),
        notes: notes.map((each) => ({ ...each, at: clamp(each.at) })),
      },
      0,
      text.length,
    );
    const last = out.at(-1);
    if (piece.text !== '') out.push(piece);
    else if (notes.length > 0 && last !== undefined)
      out[out.length - 1] = {
        ...last,
        notes: [...last.notes, ...notes.map((each) => ({ ...each, at: last.text.length }))],
      };
    start = end;
    open = open.filter((each) => each.end > end);
  }
  return out;
}

/** Adds all of these, however many. */
export function append<Each>(into: Each[], more: Iterable<Each>): void {
  for (const each of more) into.push(each);
}

/** Whether all of the text carries this emphasis. */
export const entirely = (raw: RawText, kind: Emphasis): boolean =>
  raw.text !== '' && raw.marks.some((mark) => mark.kind === kind && mark.start === 0 && mark.end === raw.text.length);

/** A paragraph's text with the number that was counted for it, for places where both stand as one. */
export const numbered = (piece: RawText & { readonly number?: string }): RawText =>
  piece.number === undefined ? piece : joined([{ text: piece.number, marks: [], notes: [] }, piece], ' ');

/** A stretch of a text that is the mark of a note. */
export interface Lift {
  readonly start: number;
  readonly end: number;
  readonly marker: string;
}

/** The text without these marks of notes, each as a call where it stood. In one sweep; the marks may not overlap. */
export function lifted(raw: RawText, marks: readonly Lift[]): RawText {
  if (marks.length === 0) return raw;
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  const gone: number[] = [];
  const pieces: string[] = [];
  const calls: MarkAt[] = [];
  let from = 0;
  let lost = 0;
  for (const each of sorted) {
    pieces.push(raw.text.slice(from, each.start));
    calls.push({ at: each.start - lost, marker: each.marker });
    gone.push(lost);
    lost += each.end - each.start;
    from = each.end;
  }
  pieces.push(raw.text.slice(from));
  const moved = (at: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    const before = sorted[low - 1];
    return before === undefined ? at : Math.max(at, before.end) - (gone[low - 1] ?? 0) - (before.end - before.start);
  };
  const kept = raw.marks
    .map((mark) => ({ ...mark, start: moved(mark.start), end: moved(mark.end) }))
    .filter((mark) => mark.end > mark.start);
  const notes = [...raw.notes.map((note) => ({ ...note, at: moved(note.at) })), ...calls].sort((a, b) => a.at - b.at);
  return { text: pieces.join(''), marks: kept, notes };
}

const markOfNote = /^(?:\d{1,3}|[*†‡§¶]{1,3}|\p{Ll})$/u;

/** Raised marks in a text that look like those of notes. */
const raised = (raw: RawText): Lift[] =>
  raw.marks.flatMap((mark) => {
    if (mark.kind !== 'superscript' || mark.end - mark.start > 3) return [];
    const marker = raw.text.slice(mark.start, mark.end);
    return markOfNote.test(marker) ? [{ start: mark.start, end: mark.end, marker }] : [];
  });

/**
 * Notes that were typed by hand: a paragraph that begins with a raised mark, and the same mark raised behind a word before it.
 * Each note takes the calls since the last note with the same mark. A number raised behind a whole word or behind a stop is
 * the call of a note even where the file has lost the note; any other raised mark stays (square metres).
 */
export function withTypedNotes(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [...pieces];
  const waiting = new Map<string, (readonly [number, Lift])[]>();
  const lifts = new Map<number, Lift[]>();
  const lift = (index: number, mark: Lift): void => {
    const known = lifts.get(index);
    if (known === undefined) lifts.set(index, [mark]);
    else known.push(mark);
  };
  pieces.forEach((piece, index) => {
    if (piece.kind !== 'paragraph') return;
    const marks = raised(piece);
    const opening = marks[0];
    const calls = opening === undefined ? undefined : waiting.get(opening.marker);
    const opens = opening !== undefined && opening.start === 0 && opening.end < piece.text.length;
    if (opens && calls !== undefined && piece.number === undefined) {
      for (const [caller, mark] of calls) lift(caller, mark);
      waiting.delete(opening.marker);
      const raw = without(piece, 0, opening.end);
      const { text, marks: kept, notes } = part(raw, 0, raw.text.length);
      out[index] = { kind: 'note', marker: opening.marker, text, marks: kept, notes };
      return;
    }
    for (const mark of marks) {
      const before = piece.text.slice(Math.max(0, mark.start - 6), mark.start);
      if (before === '' || /\d$/.test(before)) continue;
      const known = waiting.get(mark.marker);
      if (/^\d+$/.test(mark.marker) && /\p{L}{4}[)”"’»]?$|[.,;:)”»]$/u.test(before)) lift(index, mark);
      if (known === undefined) waiting.set(mark.marker, [[index, mark]]);
      else known.push([index, mark]);
    }
  });
  for (const [index, marks] of lifts) {
    const piece = out[index];
    if (piece?.kind === 'paragraph') out[index] = { ...piece, ...lifted(piece, [...new Set(marks)]) };
  }
  return out;
}

const tableText = (rows: readonly (readonly RawCell[])[]): string =>
  rows.map((row) => row.map((cell) => cell.text.replaceAll('\n', ' ')).join('\t')).join('\n');

/**
 * The source text of the pieces in their order, and each as a block with its place in it. A paragraph a line, which the
 * counted number of a paragraph or the mark of a note opens.
 */
export function placed(pieces: readonly Piece[]): { readonly units: Block[]; readonly text: string } {
  const lines: string[] = [];
  let at = 0;
  const units = pieces.map((piece): Block => {
    const before =
      piece.kind === 'table' ? '' : piece.kind === 'note' ? `${piece.marker} ` : `${piece.number ?? ''} `.trimStart();
    const text = piece.kind === 'table' ? tableText(piece.rows) : piece.text;
    const start = at;
    lines.push(before + text);
    at = start + before.length + text.length + 1;
    return { ...piece, place: { start, end: at - 1 } };
  });
  return { units, text: lines.join('\n') };
}
