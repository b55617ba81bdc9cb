import type { Block, RawText } from './formats/block.ts';
import { type Lift, lifted } from './formats/galley.ts';
import type { Finding, Note, NoteCall, Place } from './model.ts';
import { plain } from './model.ts';
import { matches } from './plainText.ts';

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

/** A note at the end of a text: its mark, a blank, and no dash behind it, which would number a paragraph. In Arabic the mark may drag an empty pair of brackets. */
const endNote =
  /^(?:\((\d{1,3}|\*{1,4})\)|(\d{1,3}|\*{1,4}|[a-z])(?:\s?\(\s?\))?)[\s\u00a0]+(?=[^\s\u2013\u2014\p{Ll}-])/u;
/** A figure in a text: all of it, and where it has brackets or a blank about it, the digits. */
interface Found {
  readonly 0: string;
  readonly 1?: string | undefined;
  readonly index: number;
}
type Finder = (text: string) => readonly Found[];
const by =
  (pattern: RegExp): Finder =>
  (text) =>
    matches(pattern, text);

/** What a figure clings to: a word or a stop. */
const clingsTo = /[\p{L}\p{M}.,;:)"”’»\]،؛。，、；）》]/u;
/** What may stand behind it, and what makes it a figure of the text: more digits, a stroke, a decimal. */
const behindCall = /(?![\d/%]|[.,]\d|\.\p{L})(?=[\s.,;:)"”’»\]،؛。，、；）《〈（\p{L}]|$)/uy;
/** A year that has grown together with the mark behind it. */
const yearAndMark = /^(?:19|20)\d\d(\d{1,3})$/;

/** Offset of a mark inside a run of digits: the whole run behind a word or stop, or what stands behind a year; -1 for neither. */
function markIn(text: string, index: number, digits: string): number {
  const before = text[index - 1] ?? '';
  if (digits.length <= 3) return clingsTo.test(before) ? 0 : -1;
  return before !== '/' && yearAndMark.test(digits) ? 4 : -1;
}

const digits = /\d+/g;

/** The digits that cling to the word or stop before them, or to a year. */
function clinging(text: string): Found[] {
  const found: Found[] = [];
  for (const match of matches(digits, text)) {
    const from = markIn(text, match.index, match[0]);
    if (from < 0) continue;
    behindCall.lastIndex = match.index + match[0].length;
    if (behindCall.test(text)) found.push({ 0: match[0].slice(from), index: match.index + from });
  }
  return found;
}

/** What stands before a figure that is no call: "CO2", "G7" (a name), "Add.1", "L.20" (a symbol), 第3, 2010年3 (a Chinese count). */
const noCall = /(?<![\p{L}\d])\p{Lu}{1,3}$|(?:\/\S*|(?<!\p{L})\p{L}{1,3}|[\p{Lu}\d])\.$|[第年月约共]$/u;
/** Chinese measure words: a figure before one of them counts something. */
const measure = /^[年月日号届次条段项个国世名万亿多至周岁]/;
/** A figure that may hold a number and the call of a note grown together: `75/3075`, `session 20245`. */
const grown = /\d{2,7}(?=[\s,;.:،؛。，、；”"’»)]|$)/gu;

/** How many notes may be missing between two of a run. */
const widestSkip = 8;

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
    // A note or two may be missing in a file, so the run may skip.
    if (above !== Number.POSITIVE_INFINITY && (value >= above || above - value > widestSkip)) break;
    above = value;
    strange = 0;
    first = index;
  }
  return first;
}

function markerOf(block: Paragraph): { text: string; length: number } | null {
  const called = block.notes[0];
  if (called !== undefined && called.at === 0) return { text: called.marker, length: 0 };
  const lead = endNote.exec(block.text.slice(0, 16));
  const mark = lead?.[1] ?? lead?.[2];
  if (lead === null || mark === undefined || block.number !== undefined) return null;
  // "18 November 2024" closes a text and is no note.
  if (
    /^\d{1,2}\s\p{L}+\s\d{4}$/u.test(block.text) ||
    /^\d{1,2}\s(?:de\s)?[\p{L}/ ]+\s(?:de\s)?\d{4}(?:\sгода)?$/u.test(block.text)
  )
    return null;
  return { text: mark, length: lead[0].length };
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
      if (last !== undefined)
        notes[notes.length - 1] = {
          ...last,
          raw: { ...last.raw, text: `${last.raw.text}\n${block.text}` },
          place: { ...last.place, end: block.place.end },
        };
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
    marks: raw.marks
      .map((mark) => ({ ...mark, start: Math.max(0, mark.start - length), end: mark.end - length }))
      .filter((mark) => mark.end > mark.start),
    notes: raw.notes.filter((note) => note.at > 0).map((note) => ({ ...note, at: Math.max(0, note.at - length) })),
  };
}

/** The text of a paragraph that has figures, and the index of its block. */
interface Figured {
  readonly block: number;
  readonly text: string;
}

/** A figure that may be the call of a note. */
interface Candidate {
  readonly block: number;
  readonly at: number;
  readonly length: number;
}

/** Bracketed figures call notes in Arabic: `75/7(1)،`. They count as calls only where the notes are known by such marks. */
const bracketed = /(?<=\S)\((\d{1,3})\)(?=[\s.,;:)"”’»\]،؛]|$)/gu;

/** Takes the figures that call notes out of the texts: the first that clings to a word, in order of the notes. */
function callsFromFigures(blocks: Block[], notes: readonly FoundNote[]): void {
  const called = new Set(
    blocks
      .flatMap((block) => (block.kind === 'table' ? block.rows.flat().flatMap((cell) => cell.notes) : block.notes))
      .map((note) => note.marker),
  );
  const wanted = notes.filter((note) => /^\d+$/.test(note.marker) && !called.has(note.marker));
  if (wanted.length === 0) return;
  const texts = blocks.flatMap((block, index) =>
    isParagraph(block) && /\d/.test(block.text) ? [{ block: index, text: block.text }] : [],
  );
  const ending = texts.filter(endsWithFigure);
  const candidates = figures(texts, wanted, clinging);
  const strong = inOrder(wanted, candidates);
  const missing = wanted.filter((note) => !strong.has(note));
  if (missing.length > 0) {
    const inBrackets = inOrder(wanted, figures(texts, wanted, by(bracketed)));
    if (inBrackets.size > strong.size) for (const [note, call] of inBrackets) strong.set(note, call);
    loosened(texts, wanted, strong);
    grownTogether(blocks, wanted, strong);
  }
  const taken = [...strong].map(([note, call]) => ({ ...call, marker: note.marker }));
  for (const found of [
    candidates,
    figures(ending, wanted, by(apart)),
    figures(ending, wanted, by(apartBeforeStop)),
    figures(ending, wanted, by(bracketed)),
  ])
    taken.push(...calledAgain(blocks, found, strong));
  const byBlock = new Map<number, (Candidate & { marker: string })[]>();
  for (const call of taken) {
    const list = byBlock.get(call.block);
    if (list === undefined) byBlock.set(call.block, [call]);
    else list.push(call);
  }
  for (const [index, calls] of byBlock) {
    const block = blocks[index];
    if (block !== undefined && isParagraph(block)) blocks[index] = { ...block, ...withoutFigures(block, calls) };
  }
}

/** A note may be called twice: a figure of its value that ends a later paragraph behind its stop. */
function calledAgain(
  blocks: readonly Block[],
  candidates: ReadonlyMap<string, readonly Candidate[]>,
  strong: ReadonlyMap<FoundNote, Candidate>,
): (Candidate & { marker: string })[] {
  const out: (Candidate & { marker: string })[] = [];
  for (const [note, first] of strong)
    for (const call of candidates.get(note.marker) ?? []) {
      const block = blocks[call.block];
      const text = block !== undefined && isParagraph(block) ? block.text : '';
      const ends =
        /^[,;.،؛，。；]?\s*$/.test(text.slice(call.at + call.length)) && /[,;.،؛，。；]/.test(text.slice(call.at - 1));
      if (ends && behind(call, first) && !isTaken(strong, call)) out.push({ ...call, marker: note.marker });
    }
  return out;
}

function isTaken(strong: ReadonlyMap<FoundNote, Candidate>, call: Candidate): boolean {
  for (const taken of strong.values()) if (taken.block === call.block && taken.at === call.at) return true;
  return false;
}

/** Whether a text ends with a figure, in brackets or not, and a stop at most. */
const endsWithFigure = ({ text }: Figured): boolean => /\d[)）]?[,;.،؛，。；]?\s*$/.test(text.slice(-8));

/** Figures of the paragraphs that may call one of the notes, by their value, in order of the text. */
function figures(texts: readonly Figured[], notes: readonly FoundNote[], find: Finder): Map<string, Candidate[]> {
  const candidates = new Map<string, Candidate[]>(notes.map((note) => [note.marker, []]));
  for (const { block, text } of texts)
    for (const match of find(text)) {
      const list = candidates.get(match[1] ?? match[0]);
      if (list === undefined) continue;
      const end = match.index + match[0].length;
      if (noCall.test(text.slice(Math.max(0, match.index - 40), match.index)) || measure.test(text.slice(end, end + 1)))
        continue;
      list.push({ block, at: match.index, length: match[0].length });
    }
  return candidates;
}

const behind = (
  a: { readonly block: number; readonly at: number },
  b: { readonly block: number; readonly at: number },
): boolean => a.block > b.block || (a.block === b.block && a.at > b.at);

/** Index of the first of the figures, in order of the text, that stands behind a place; their number where none does. */
function firstBehind(list: readonly Candidate[], from: { readonly block: number; readonly at: number }): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (behind(list[middle] as Candidate, from)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Gives each note the first figure of its value behind the call of the note before. */
function inOrder(
  notes: readonly FoundNote[],
  candidates: ReadonlyMap<string, readonly Candidate[]>,
): Map<FoundNote, Candidate> {
  const out = new Map<FoundNote, Candidate>();
  const next = new Map<string, number>();
  let from: { readonly block: number; readonly at: number } = { block: 0, at: -1 };
  for (const note of notes) {
    const list = candidates.get(note.marker) ?? [];
    let index = next.get(note.marker) ?? 0;
    while (index < list.length && !behind(list[index] as Candidate, from)) index += 1;
    const hit = list[index];
    next.set(note.marker, hit === undefined ? index : index + 1);
    if (hit === undefined) continue;
    out.set(note, hit);
    from = hit;
  }
  return out;
}

/** A mark set apart from its word, behind a stop or comma: "the Human Rights Council, 2 and", "organizations, 3". */
const apart = /(?<=[,;.:”"»)،؛])\s(\d{1,3})(?=\s*$|\s\p{Ll}|[,;.])/gu;
/** The same behind a name: "the Islamic Conference 1 to participate". */
const apartFromName = /(?<=\p{Lu}\p{Ll}{4,20})\s(\d{1,3})(?=\s\p{Ll})/gu;

/** The same before the stop that ends a paragraph, as French, Russian and Spanish set it: "entre ambas organizaciones 2,". */
const apartBeforeStop = /(?<=[\p{L}\p{N})”"»])\s(\d{1,2})(?=\s?[,;.]\s*$)/gu;

/** Gives notes that no figure called the one that stands apart, between the calls of their neighbours. */
function loosened(texts: readonly Figured[], notes: readonly FoundNote[], strong: Map<FoundNote, Candidate>): void {
  for (const pattern of [apart, apartBeforeStop, apartFromName]) {
    const found = figures(texts, notes, by(pattern));
    for (const [index, note] of notes.entries()) {
      if (strong.has(note)) continue;
      const from = notes
        .slice(Math.max(0, index - 6), index)
        .map((item) => strong.get(item))
        .findLast((call) => call !== undefined) ?? { block: 0, at: -1 };
      const after = notes
        .slice(index + 1, index + 7)
        .map((item) => strong.get(item))
        .find((call) => call !== undefined);
      const list = found.get(note.marker) ?? [];
      const hit = list[firstBehind(list, from)];
      if (hit !== undefined && (after === undefined || behind(after, hit))) strong.set(note, hit);
    }
  }
}

/** A figure that ends with the mark of a note: where that mark would stand, and how sure its length makes it. */
interface Grown extends Candidate {
  /** Digits of the whole figure where it is too long for a number, else 0. */
  readonly digits: number;
}

/** Figures too long to be a number of a resolution or a year, or the last word of their paragraph, by each mark that they end with. */
function grownFigures(blocks: readonly Block[]): Map<string, Grown[]> {
  const found = new Map<string, Grown[]>();
  for (const [index, block] of blocks.entries()) {
    if (!isParagraph(block)) continue;
    for (const match of matches(grown, block.text)) {
      const figure = match[0];
      const end = match.index + figure.length;
      const stroke = block.text[match.index - 1] === '/';
      const tooLong =
        (stroke && figure.length > 3 && !/^(?:19|20)\d\d$/.test(figure)) || /^(?:19|20)\d{3,}$/.test(figure);
      if (!tooLong && !(stroke && end >= block.text.length - 1)) continue;
      for (let length = 1; length < figure.length; length += 1) {
        const candidate = { block: index, at: end - length, length, digits: tooLong ? figure.length : 0 };
        const list = found.get(figure.slice(-length));
        if (list === undefined) found.set(figure.slice(-length), [candidate]);
        else list.push(candidate);
      }
    }
  }
  return found;
}

/** So many figures between two calls are looked at; more of one ending say nothing. */
const mostGrown = 200;

/**
 * A note whose figure clings to no word may have grown together with a number before it: `resolution 75/3075,`. It must
 * stand between the calls of its neighbours; of several the number that is too long to be one is taken.
 */
function grownTogether(blocks: readonly Block[], notes: readonly FoundNote[], strong: Map<FoundNote, Candidate>): void {
  const figures = grownFigures(blocks);
  for (const [index, note] of notes.entries()) {
    if (strong.has(note)) continue;
    const before = notes
      .slice(Math.max(0, index - 3), index)
      .map((item) => strong.get(item))
      .findLast((call) => call !== undefined);
    const after = notes
      .slice(index + 1, index + 4)
      .map((item) => strong.get(item))
      .find((call) => call !== undefined);
    const from = before ?? { block: 0, at: -1 };
    const until = Math.min(after?.block ?? blocks.length - 1, from.block + 60);
    const list = figures.get(note.marker) ?? [];
    const first = firstBehind(list, from);
    const found = list
      .slice(first, first + mostGrown)
      .filter((call) => call.block <= until && (after === undefined || behind(after, call)));
    const longest = found.toSorted((a, b) => b.digits - a.digits)[0];
    if (longest === undefined || (found.length > 1 && longest.digits === 0)) continue;
    strong.set(note, longest);
  }
}

/** The text without these figures. Of two that share letters the first is the call; the other stays in the text. */
function withoutFigures(raw: RawText, calls: readonly (Candidate & { marker: string })[]): RawText {
  const apart: Lift[] = [];
  for (const call of calls.toSorted((a, b) => a.at - b.at))
    if (call.at >= (apart.at(-1)?.end ?? 0))
      apart.push({ start: call.at, end: call.at + call.length, marker: call.marker });
  return lifted(raw, apart);
}

/** The first note behind a block, of notes in order of the text. */
function nextAfter<Found extends FoundNote>(list: readonly Found[], block: number): Found | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? 0) > block) high = middle;
    else low = middle + 1;
  }
  return list[low];
}

/** Parts the notes of a text from its paragraphs and binds each call to its note. */
export function noted(all: readonly Block[], findings: Finding[]): Noted {
  const found: FoundNote[] = [];
  const kept: Block[] = [];
  for (const block of all) {
    if (block.kind === 'note') found.push({ marker: block.marker, raw: block, place: block.place, at: kept.length });
    else kept.push(block);
  }
  const trailing = found.some((note) => note.at < kept.length && /^\d+$/.test(note.marker))
    ? { kept, notes: [] }
    : trailingNotes(kept);
  for (const note of trailing.notes) found.push(note);
  const blocks = [...trailing.kept];
  callsFromFigures(blocks, found);
  const body = blocks.filter((block): block is Exclude<Block, { kind: 'note' }> => block.kind !== 'note');
  const position = new Map<Block, number>(body.map((block, index) => [block, index]));
  const byMarker = Map.groupBy(
    found.map((note, index) => ({ ...note, index })),
    (note) => note.marker,
  );
  const used = new Set<number>();
  const calls = (block: Block, raw: RawText): NoteCall[] =>
    raw.notes.map((call) => {
      const at = position.get(block) ?? 0;
      const list = byMarker.get(call.marker) ?? [];
      // Notes stand at the foot of the page or the end, so behind their call; numbers may start again on each page.
      const note = nextAfter(list, at) ?? list.at(-1);
      if (note === undefined) {
        findings.push({
          code: 'call-without-note',
          severity: 'warning',
          place: block.place,
          values: { marker: call.marker },
        });
        return { at: call.at, marker: call.marker, note: null };
      }
      used.add(note.index);
      return { at: call.at, marker: call.marker, note: `note${note.index + 1}` };
    });
  const notes = found.map(
    (note, index): Note => ({
      kind: 'note',
      id: `note${index + 1}`,
      marker: note.marker,
      ...plain(note.raw.text),
      marks: note.raw.marks,
      place: note.place,
    }),
  );
  for (const note of found)
    if (note.at < body.length && trailing.notes.length === 0)
      findings.push({ code: 'note-moved', severity: 'note', place: note.place, values: { marker: note.marker } });
  return { blocks: body, notes, calls };
}
