import type { Block, MarkAt, RawText } from './formats/block.ts';
import type { Finding, Note, NoteCall, Place } from './model.ts';
import { plain } from './model.ts';

/** A note found, and the index of the block where it stood. */
interface FoundNote {
  readonly marker: string;
  readonly raw: RawText;
  readonly place: Place;
  readonly at: number;
}

/** Blocks without notes, and the notes. */
export interface Noted {
  readonly blocks: readonly Exclude<Block, { kind: 'note' }>[];
  /** Resolves a call in a block to the id of its note. */
  readonly notes: readonly Note[];
  readonly calls: (block: Exclude<Block, { kind: 'note' }>, raw: RawText) => NoteCall[];
}

const endNote = /^(\d{1,3}|\*{1,4}|[a-z])[\s\u00a0]+(?=\S)/u;
/** A digit that clings to the word or stop before it, or to a year. */
const clinging =
  /(?<=[\p{L}\p{M}.,;:)"”’»\]،؛。，、；）》”]|(?<![\d/])(?:19|20)\d\d)\d{1,3}(?![\d/%]|[.,]\d)(?=[\s.,;:)"”’»\]،؛。，、；）\p{L}]|$)/gu;
/** "CO2", "G7", "PP1": short capitals with a figure are a name. */
const figureName = /(?:^|[^\p{L}\d])\p{Lu}{1,3}$/u;

type Paragraph = Extract<Block, { kind: 'paragraph' }>;
const isParagraph = (block: Block): block is Paragraph => block.kind === 'paragraph';

/**
 * The notes that stand as a run at the end of the text: `1 See ...`, `2 ...`, counting up by one to the last block.
 * A run of one needs a call in the text, since a single numbered line may be anything.
 */
function endRun(blocks: readonly Block[]): number {
  let first = blocks.length;
  let above = Number.POSITIVE_INFINITY;
  let strange = 0;
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    const block = blocks[index];
    if (block === undefined || !isParagraph(block)) break;
    const marker = markerOf(block);
    if (marker === null) {
      strange += 1;
      if (strange > 2 || block.text.length > 1200) break;
      continue;
    }
    const value = Number(marker.text);
    if (Number.isNaN(value)) {
      first = index;
      continue;
    }
    if (above !== Number.POSITIVE_INFINITY && value !== above - 1) break;
    above = value;
    strange = 0;
    first = index;
    if (value === 1) continue;
  }
  return first;
}

function markerOf(block: Paragraph): { text: string; length: number } | null {
  const called = block.notes[0];
  if (called !== undefined && called.at === 0) return { text: called.marker, length: 0 };
  const lead = endNote.exec(block.text.slice(0, 12));
  if (lead?.[1] === undefined || block.number !== undefined) return null;
  // "18 November 2024" closes a text and is no note.
  if (/^\d{1,2}\s\p{L}+\s\d{4}$/u.test(block.text) || /^\d{1,2}\s(?:de\s)?[\p{L}/ ]+\s(?:de\s)?\d{4}(?:\sгода)?$/u.test(block.text)) return null;
  return { text: lead[1], length: lead[0].length };
}

function trailingNotes(blocks: readonly Block[]): { kept: readonly Block[]; notes: FoundNote[] } {
  const first = endRun(blocks);
  if (first >= blocks.length) return { kept: blocks, notes: [] };
  const notes: FoundNote[] = [];
  for (const [index, block] of blocks.slice(first).entries()) {
    if (!isParagraph(block)) continue;
    const marker = markerOf(block);
    const last = notes.at(-1);
    if (marker === null) {
      if (last !== undefined) notes[notes.length - 1] = { ...last, raw: { ...last.raw, text: `${last.raw.text}\n${block.text}` }, place: { ...last.place, end: block.place.end } };
      continue;
    }
    notes.push({ marker: marker.text, raw: headless(block, marker.length), place: block.place, at: first + index });
  }
  return { kept: blocks.slice(0, first), notes };
}

/** Raw text without so many letters at its head. */
function headless(raw: RawText, length: number): RawText {
  return {
    text: raw.text.slice(length),
    marks: raw.marks.map((mark) => ({ ...mark, start: Math.max(0, mark.start - length), end: mark.end - length })).filter((mark) => mark.end > mark.start),
    notes: raw.notes.filter((note) => note.at > 0).map((note) => ({ ...note, at: Math.max(0, note.at - length) })),
  };
}

/** A figure that may be the call of a note. */
interface Candidate {
  readonly block: number;
  readonly at: number;
  readonly length: number;
}

/** Takes the figures that call notes out of the texts: the first that clings to a word, in order of the notes. */
function callsFromFigures(blocks: Block[], notes: readonly FoundNote[]): void {
  const called = new Set(blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat().flatMap((cell) => cell.notes) : block.notes)).map((note) => note.marker));
  const wanted = notes.filter((note) => /^\d+$/.test(note.marker) && !called.has(note.marker));
  if (wanted.length === 0) return;
  const candidates = new Map<string, Candidate[]>();
  for (const [index, block] of blocks.entries()) {
    if (!isParagraph(block)) continue;
    for (const match of block.text.matchAll(clinging)) {
      if (figureName.test(block.text.slice(Math.max(0, match.index - 5), match.index))) continue;
      const list = candidates.get(match[0]);
      const candidate = { block: index, at: match.index, length: match[0].length };
      if (list === undefined) candidates.set(match[0], [candidate]);
      else list.push(candidate);
    }
  }
  const taken: (Candidate & { marker: string })[] = [];
  let from: { readonly block: number; readonly at: number } = { block: 0, at: -1 };
  for (const note of wanted) {
    const list = candidates.get(note.marker) ?? [];
    const hit = list.find((item) => item.block > from.block || (item.block === from.block && item.at > from.at));
    if (hit === undefined) continue;
    taken.push({ ...hit, marker: note.marker });
    from = hit;
  }
  const byBlock = new Map<number, (Candidate & { marker: string })[]>();
  for (const call of taken) byBlock.set(call.block, [...(byBlock.get(call.block) ?? []), call]);
  for (const [index, calls] of byBlock) {
    const block = blocks[index];
    if (block !== undefined && isParagraph(block)) blocks[index] = { ...block, ...withoutFigures(block, calls) };
  }
}

function withoutFigures(raw: RawText, calls: readonly (Candidate & { marker: string })[]): RawText {
  let text = raw.text;
  let marks = raw.marks;
  let notes: MarkAt[] = [...raw.notes];
  for (const call of calls.toReversed()) {
    const end = call.at + call.length;
    const moved = (at: number): number => (at >= end ? at - call.length : Math.min(at, call.at));
    text = text.slice(0, call.at) + text.slice(end);
    marks = marks.map((mark) => ({ ...mark, start: moved(mark.start), end: moved(mark.end) })).filter((mark) => mark.end > mark.start);
    notes = [...notes.map((note) => ({ ...note, at: moved(note.at) })), { at: call.at, marker: call.marker }];
  }
  return { text, marks, notes: notes.toSorted((a, b) => a.at - b.at) };
}

/** Parts the notes of a text from its paragraphs and binds each call to its note. */
export function noted(all: readonly Block[], findings: Finding[]): Noted {
  const found: FoundNote[] = [];
  const kept: Block[] = [];
  for (const block of all) {
    if (block.kind === 'note') found.push({ marker: block.marker, raw: block, place: block.place, at: kept.length });
    else kept.push(block);
  }
  const trailing = found.some((note) => note.at < kept.length && /^\d+$/.test(note.marker)) ? { kept, notes: [] } : trailingNotes(kept);
  found.push(...trailing.notes);
  const blocks = [...trailing.kept];
  callsFromFigures(blocks, found);
  const body = blocks.filter((block): block is Exclude<Block, { kind: 'note' }> => block.kind !== 'note');
  const position = new Map<Block, number>(body.map((block, index) => [block, index]));
  const byMarker = Map.groupBy(found.map((note, index) => ({ ...note, index })), (note) => note.marker);
  const used = new Set<number>();
  const calls = (block: Block, raw: RawText): NoteCall[] =>
    raw.notes.map((call) => {
      const at = position.get(block) ?? 0;
      const list = byMarker.get(call.marker) ?? [];
      // Notes stand at the foot of the page or the end, so behind their call; numbers may start again on each page.
      const note = list.find((candidate) => candidate.at > at) ?? list.at(-1);
      if (note === undefined) {
        findings.push({ code: 'call-without-note', severity: 'warning', place: block.place, values: { marker: call.marker } });
        return { at: call.at, marker: call.marker, note: null };
      }
      used.add(note.index);
      return { at: call.at, marker: call.marker, note: `note${note.index + 1}` };
    });
  const notes = found.map((note, index): Note => ({ kind: 'note', id: `note${index + 1}`, marker: note.marker, ...plain(note.raw.text), marks: note.raw.marks, place: note.place }));
  for (const note of found)
    if (note.at < body.length && trailing.notes.length === 0)
      findings.push({ code: 'note-moved', severity: 'note', place: note.place, values: { marker: note.marker } });
  return { blocks: body, notes, calls };
}
