import type { Mark, Place } from '../model.ts';
import type { MarkAt, RawText } from './block.ts';

/** A stretch of a strand that stands in the source letter by letter. */
interface Origin {
  readonly at: number;
  readonly source: number;
}

/** Text in the making that knows for each letter where it stood in the source. Joined and cut as paragraphs are found. */
export interface Strand extends RawText {
  /** In order of `at`; between two entries text and source run in step. */
  readonly origins: readonly Origin[];
  /** Where the source of the last letter ends. */
  readonly end: number;
  readonly page: number;
}

export const strand = (raw: RawText, place: Place, page: number, origins?: readonly Origin[]): Strand => ({
  text: raw.text,
  marks: raw.marks,
  notes: raw.notes,
  origins: origins ?? [{ at: 0, source: place.start }],
  end: place.end,
  page,
});

/** Offset in the source of a letter of the strand. */
function sourceAt(piece: Strand, at: number): number {
  let low = 0;
  let high = piece.origins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((piece.origins[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const origin = piece.origins[low];
  return origin === undefined ? piece.end : Math.min(origin.source + at - origin.at, piece.end);
}

/** Place of the whole strand in the source. */
export function placeOf(piece: Strand): Place {
  const start = piece.origins[0]?.source ?? piece.end;
  return { start, end: Math.max(start, piece.end), page: piece.page };
}

const shifted = <Item extends { readonly start: number; readonly end: number }>(item: Item, by: number): Item => ({
  ...item,
  start: item.start + by,
  end: item.end + by,
});

/** Marks of the same kind that touch, or are parted by one blank, become one. */
function fused(marks: readonly Mark[], text: string): Mark[] {
  const out: Mark[] = [];
  for (const mark of marks) {
    const before = out.at(-1);
    const touches =
      before !== undefined &&
      before.kind === mark.kind &&
      mark.start <= before.end + 1 &&
      mark.start >= before.end &&
      (mark.start === before.end || text[before.end] === ' ') &&
      (before.kind !== 'link' || (mark.kind === 'link' && before.href === mark.href));
    if (touches && before !== undefined) out[out.length - 1] = { ...before, end: mark.end };
    else out.push(mark);
  }
  return out;
}

/** Several strands as one, with `glue` between each two ('' or ' '). Linear in the result. */
export function joined(pieces: readonly { readonly piece: Strand; readonly glue: string }[]): Strand {
  const first = pieces[0]?.piece;
  if (first === undefined) throw new Error('joined: no strands');
  if (pieces.length === 1) return first;
  let text = '';
  const marks: Mark[] = [];
  const notes: MarkAt[] = [];
  const origins: Origin[] = [];
  for (const { piece, glue } of pieces) {
    if (text.length > 0) text += glue;
    const by = text.length;
    text += piece.text;
    for (const mark of piece.marks) marks.push(by === 0 ? mark : shifted(mark, by));
    for (const note of piece.notes) notes.push({ ...note, at: note.at + by });
    for (const origin of piece.origins) origins.push({ at: origin.at + by, source: origin.source });
  }
  return {
    text,
    marks: marks.length > 1 ? fused(marks, text) : marks,
    notes,
    origins,
    end: pieces.at(-1)?.piece.end ?? first.end,
    page: first.page,
  };
}

/**
 * A part of a strand, blanks at both ends left out. A note called just where it is cut belongs to the part before,
 * since its mark stands behind the word it explains.
 */
export function cut(piece: Strand, from: number, to: number): Strand {
  let start = from;
  let end = to;
  while (start < end && isBlank(piece.text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(piece.text.charCodeAt(end - 1))) end -= 1;
  if (start === 0 && end === piece.text.length) return piece;
  const origins: Origin[] = [{ at: 0, source: sourceAt(piece, start) }];
  for (const origin of piece.origins)
    if (origin.at > start && origin.at < end) origins.push({ at: origin.at - start, source: origin.source });
  return {
    text: piece.text.slice(start, end),
    marks: piece.marks
      .filter((mark) => start < end && mark.end > start && mark.start < end)
      .map((mark) => ({ ...mark, start: Math.max(mark.start, start) - start, end: Math.min(mark.end, end) - start })),
    notes: piece.notes
      .filter((note) => (note.at > from || from === 0) && note.at <= to)
      .map((note) => ({ ...note, at: Math.min(Math.max(note.at, start), end) - start })),
    origins,
    end: end === piece.text.length ? piece.end : sourceAt(piece, Math.max(start, end - 1)) + 1,
    page: piece.page,
  };
}

const isBlank = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200b) ||
  code === 0x202f ||
  code === 0x3000 ||
  code === 0xfeff;
