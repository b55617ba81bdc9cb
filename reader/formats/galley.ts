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
  readonly runs: Run[];
  readonly notes: MarkAt[];
}

/** Which text a file with tracked changes gives: after them, before them, or both with marks. */
export type View = 'accepted' | 'original' | 'marked';

type Unplaced<Kind> = Kind extends Block ? Omit<Kind, 'place'> : never;
/** A block before it is known where it stands in the source text. */
export type Piece = Unplaced<Block>;
export type ParagraphPiece = Extract<Piece, { kind: 'paragraph' }>;

export const draft = (): Draft => ({ text: '', runs: [], notes: [] });

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
  const last = into.runs.at(-1);
  if (last !== undefined && last.emphasis === emphasis && last.href === href) last.end = into.text.length;
  else if (emphasis !== 0 || href !== null || last !== undefined)
    into.runs.push({ start, end: into.text.length, emphasis, href });
}

/** Notes the call of a note where the paragraph stands now. */
export const call = (into: Draft, marker: string): void => {
  into.notes.push({ at: into.text.trimEnd().length, marker });
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
  const flat: RawText = { ...raw, text: raw.text.replaceAll('\n', ' ') };
  const out: RawText[] = [];
  let start = 0;
  let line = 0;
  const push = (end: number): void => {
    const piece = part(flat, start, end);
    if (piece.text !== '') out.push(piece);
  };
  for (let at = raw.text.indexOf('\n'); at >= 0; at = raw.text.indexOf('\n', at + 1)) {
    const next = raw.text.indexOf('\n', at + 1);
    // Only the ends that touch the break matter; whole lines of a long text would make this quadratic in odd files.
    const before = raw.text.slice(Math.max(line, at - 80), at);
    const after = raw.text.slice(at + 1, Math.min(next < 0 ? raw.text.length : next, at + 80));
    line = at + 1;
    if (!partsParagraphs(before, after)) continue;
    push(at);
    start = at + 1;
  }
  push(raw.text.length);
  return out.length > 40 || out.length < 2 ? out : redistributed(out, raw);
}

/** Calls at the very end of a part that was cut must not be lost. */
function redistributed(parts: RawText[], raw: RawText): RawText[] {
  const kept = parts.reduce((sum, piece) => sum + piece.notes.length, 0);
  const last = parts.at(-1);
  if (kept === raw.notes.length || last === undefined) return parts;
  const held = new Set(parts.flatMap((piece) => piece.notes.map((note) => note.marker)));
  const lost = raw.notes.filter((note) => !held.has(note.marker));
  return [
    ...parts.slice(0, -1),
    { ...last, notes: [...last.notes, ...lost.map((note) => ({ ...note, at: last.text.length }))] },
  ];
}

/** Whether all of the text carries this emphasis. */
export const entirely = (raw: RawText, kind: Emphasis): boolean =>
  raw.text !== '' && raw.marks.some((mark) => mark.kind === kind && mark.start === 0 && mark.end === raw.text.length);

/** A paragraph's text with the number that was counted for it, for places where both stand as one. */
export const numbered = (piece: RawText & { readonly number?: string }): RawText =>
  piece.number === undefined ? piece : joined([{ text: piece.number, marks: [], notes: [] }, piece], ' ');

const markOfNote = /^(?:\d{1,3}|[*†‡§¶]{1,3}|\p{Ll})$/u;

/**
 * Notes that were typed by hand: a paragraph that begins with a raised mark, and the same mark raised behind a word before it.
 * Each note takes the calls since the last note with the same mark. A raised mark without such a note stays (square metres).
 */
export function withTypedNotes(pieces: readonly Piece[]): Piece[] {
  const raised = (raw: RawText): { start: number; end: number; marker: string }[] =>
    raw.marks.flatMap((mark) => {
      const marker = raw.text.slice(mark.start, mark.end);
      return mark.kind === 'superscript' && markOfNote.test(marker)
        ? [{ start: mark.start, end: mark.end, marker }]
        : [];
    });
  const opening = (piece: Piece): string | null => {
    if (piece.kind !== 'paragraph' || piece.number !== undefined) return null;
    const first = raised(piece)[0];
    return first !== undefined && first.start === 0 && first.end < piece.text.length ? first.marker : null;
  };
  const out: Piece[] = [...pieces];
  const calls = new Map<string, number[]>();
  pieces.forEach((piece, index) => {
    const marker = opening(piece);
    const callers = marker === null ? undefined : calls.get(marker);
    if (marker !== null && callers !== undefined && piece.kind === 'paragraph') {
      for (const caller of new Set(callers)) out[caller] = called(out[caller], marker);
      calls.delete(marker);
      const { text, marks, notes } = part(without(piece, 0, marker.length), 0, piece.text.length - marker.length);
      out[index] = { kind: 'note', marker, text, marks, notes };
    } else if (piece.kind === 'paragraph')
      for (const mark of raised(piece)) {
        const before = piece.text.charAt(mark.start - 1);
        if (mark.start === 0 || /\d/.test(before)) continue;
        const known = calls.get(mark.marker);
        if (known === undefined) calls.set(mark.marker, [index]);
        else known.push(index);
      }
  });
  return out.map((piece) => (piece.kind === 'paragraph' ? withCertainCalls(piece) : piece));
}

/**
 * A number raised behind a whole word or behind a stop is the call of a note even where the file has lost the note itself;
 * behind a sign of a unit it is a power.
 */
function withCertainCalls(piece: ParagraphPiece): ParagraphPiece {
  let out = piece;
  for (const mark of [...piece.marks].reverse()) {
    const marker = piece.text.slice(mark.start, mark.end);
    if (mark.kind !== 'superscript' || !/^\d{1,3}$/.test(marker)) continue;
    if (!/[\p{L}]{4}[)”"’»]?$|[.,;:)”»]$/u.test(piece.text.slice(Math.max(0, mark.start - 6), mark.start))) continue;
    const raw = without(out, mark.start, mark.end);
    out = { ...out, ...raw, notes: [...raw.notes, { at: mark.start, marker }].sort((a, b) => a.at - b.at) };
  }
  return out;
}

function called(piece: Piece | undefined, marker: string): Piece {
  if (piece === undefined || piece.kind !== 'paragraph') throw new Error(`called: no paragraph calls ${marker}`);
  const mark = piece.marks.find(
    (each) => each.kind === 'superscript' && each.start > 0 && piece.text.slice(each.start, each.end) === marker,
  );
  if (mark === undefined) return piece;
  const raw = without(piece, mark.start, mark.end);
  const notes = [...raw.notes, { at: mark.start, marker }].sort((a, b) => a.at - b.at);
  return { ...piece, ...raw, notes };
}

const tableText = (rows: readonly (readonly RawCell[])[]): string =>
  rows.map((row) => row.map((cell) => cell.text.replaceAll('\n', ' ')).join('\t')).join('\n');

/**
 * The source text of the pieces in their order, and each as a block with its place in it. A paragraph a line; the counted
 * number of a paragraph and the mark of a note stand before their place, so that place and text run in step.
 */
export function placed(pieces: readonly Piece[]): { readonly units: Block[]; readonly text: string } {
  const lines: string[] = [];
  let at = 0;
  const units = pieces.map((piece): Block => {
    const before =
      piece.kind === 'table' ? '' : piece.kind === 'note' ? `${piece.marker} ` : `${piece.number ?? ''} `.trimStart();
    const text = piece.kind === 'table' ? tableText(piece.rows) : piece.text;
    const start = at + before.length;
    lines.push(before + text);
    at = start + text.length + 1;
    return { ...piece, place: { start, end: start + text.length } };
  });
  return { units, text: lines.join('\n') };
}
