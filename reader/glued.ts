import type { Block, Look } from './formats/block.ts';
import { cut, placeOf, type Strand } from './formats/strand.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { lostBreaks } from './lostBreaks.ts';
import type { Finding, Place } from './model.ts';
import { printedNumber } from './numbering.ts';
import type { Openings } from './openings.ts';

/** A paragraph found, still able to be cut. */
export interface Found {
  readonly strand: Strand;
  readonly look: Look;
}

/** Marks behind which a paragraph may have ended. */
const stops = new Set([...',;.:،؛؟。；，'].map((mark) => mark.charCodeAt(0)));
const closers = new Set([...'"”’»)'].map((mark) => mark.charCodeAt(0)));
/** What may join the last two of a list: "and", in each language that has it as a word. */
const joiner = /(?:and|et|y|и|و)\s+/y;
/** A number, if any, and then a letter that can begin a paragraph. */
const beginning = /(?:\d{1,3}\s?[.．](?!\d)\s*|\d{1,3}\s[-–]\s)?["“«]?[\p{Lu}\p{Lo}]/uy;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isSpace = (code: number): boolean => code === 32 || code === 0xa0 || (code >= 9 && code <= 13);
const matchesAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

/** Offsets behind a stop at which another paragraph may begin: a capital or a number, the mark of a note skipped. */
function* candidates(text: string): Generator<{ readonly mark: string; readonly at: number }> {
  for (let index = 0; index < text.length; index += 1) {
    if (!stops.has(text.charCodeAt(index))) continue;
    let at = index + 1;
    if (closers.has(text.charCodeAt(at))) at += 1;
    else {
      let digits = at;
      while (digits - at < 3 && isDigit(text.charCodeAt(digits))) digits += 1;
      if (digits > at && (isSpace(text.charCodeAt(digits)) || /\p{Lu}/u.test(text[digits] ?? ''))) at = digits;
    }
    while (isSpace(text.charCodeAt(at))) at += 1;
    // Lower-case Latin letters, by far the most, begin nothing but "and".
    const code = text.charCodeAt(at);
    if (code >= 97 && code <= 122 && code !== 97 && code !== 101 && code !== 121) continue;
    at = matchesAt(joiner, text, at);
    if (matchesAt(beginning, text, at) > at) yield { mark: text[index] ?? '', at };
  }
}

/** The name of an organ run into its first paragraph: "The General Assembly, Recalling". */
const afterFormula = /^[,،，]\s*/;
/** A number left behind at the end of the paragraph before the one that it numbers. */
const strandedNumber = /[;.,:؛；。]\s*(\d{1,3})\s?\.?$/;
const cased = /\p{Lu}/u;

/** How far back from a seam the text must reach to hold a paragraph. */
const shortest = 12;

/**
 * What number the next operative paragraph should bear. Kept over the whole document, since paragraphs
 * are glued across everything when their breaks are lost.
 */
interface Expectation {
  next: number;
}

/** The offsets at which new paragraphs begin inside a paragraph. */
function seams(text: string, words: Openings, expected: Expectation): number[] {
  const out: number[] = [];
  const organ = words.organ(text);
  if (organ !== null) {
    const behind = afterFormula.exec(text.slice(organ.length));
    const at = organ.length + (behind?.[0].length ?? 0);
    if (behind !== null && at < text.length && words.at(text, at) !== null && startsUpper(text, at)) out.push(at);
  }
  const number = printedNumber(text);
  let current = number?.enclosure === 'stop' || number?.enclosure === 'dash' ? (number.values.decimal ?? 0) : 0;
  if (current > 0) expected.next = current + 1;
  const opens = words.at(text, number?.length ?? 0);
  let preambular = current === 0 && (opens?.preambular === true || out.length > 0);
  for (const { mark, at } of candidates(text)) {
    if (at - (out.at(-1) ?? 0) < shortest) continue;
    const printed = /\d/.test(text[at] ?? '') ? printedNumber(text.slice(at, at + 24)) : null;
    if (printed !== null) {
      const value = printed.values.decimal;
      const opening = words.at(text, at + printed.length);
      if (value === undefined || opening?.operative !== true || !startsUpper(text, at + printed.length)) continue;
      if (value !== expected.next && !(value === 1 && preambular)) continue;
      out.push(at);
      current = value;
      expected.next = value + 1;
      preambular = false;
      continue;
    }
    // A verb begins a paragraph only where the one before can end so: the preamble's with a comma, a numbered one's with a semicolon.
    const ends = preambular ? mark === ',' : current > 0 && mark === ';';
    if (!ends || !cased.test(text[at] ?? '')) continue;
    const opening = words.at(text, at);
    if (opening === null || (!preambular && !opening.operative)) continue;
    out.push(at);
    if (preambular && !opening.preambular) preambular = false;
  }
  return out;
}

const startsUpper = (text: string, at: number): boolean =>
  /[\p{Lu}\p{Lo}]/u.test(text[at] ?? '') || /["“«]/.test(text[at] ?? '');

/** Parts paragraphs that were glued into one, and gives back numbers that were left at the end of the paragraph before. */
export function splitGlued(
  found: readonly (Found | Block)[],
  words: Openings,
  lexicon: Lexicon,
  findings: Finding[],
): Block[] {
  const expected: Expectation = { next: 1 };
  const lost = breaksLost(found);
  const out: Block[] = [];
  let stranded: Stranded | null = null;
  for (const [index, item] of found.entries()) {
    if ('kind' in item) {
      out.push(item);
      continue;
    }
    const pieces = lost ? unbroken(item.strand, words, lexicon) : parted(item.strand, words, expected);
    const number = strandedAt(pieces.at(-1)?.text ?? '', expected.next);
    const next =
      number === null
        ? undefined
        : found.slice(index + 1, index + 8).find((after): after is Found => !('kind' in after));
    const moves = number !== null && next !== undefined && words.at(next.strand.text)?.operative === true;
    for (const [at, piece] of pieces.entries()) {
      const last = at === pieces.length - 1;
      const whole = last && moves ? cut(piece, 0, number.at) : piece;
      out.push(asBlock(whole, item.look, at === 0 ? stranded : null, findings));
      if (at > 0)
        findings.push({
          code: 'split-from-paragraph',
          severity: 'note',
          place: placeOf(piece),
          values: { opens: piece.text.slice(0, 60) },
        });
    }
    const held = pieces.at(-1);
    stranded =
      moves && held !== undefined
        ? { text: number.text, place: placeOf(cut(held, number.at, held.text.length)) }
        : null;
  }
  return out;
}

function parted(whole: Strand, words: Openings, expected: Expectation): Strand[] {
  const cuts = [0, ...seams(whole.text, words, expected), whole.text.length];
  const pieces = cuts.slice(0, -1).map((from, index) => cut(whole, from, cuts[index + 1] ?? whole.text.length));
  return pieces.filter((piece) => piece.text.length > 0);
}

/** Whether a file has its paragraphs in one line, or in a few very long ones. */
function breaksLost(found: readonly (Found | Block)[]): boolean {
  const lengths = found.flatMap((item) => ('kind' in item ? [] : [item.strand.text.length]));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const long = lengths.filter((length) => length > 900).reduce((sum, length) => sum + length, 0);
  return all > 300 && lengths.length <= 8 + all / 3000 && (long > all * 0.7 || lengths.length <= 2);
}

/** A text without any paragraph break, parted where it must have had them. */
function unbroken(whole: Strand, words: Openings, lexicon: Lexicon): Strand[] {
  const breaks = lostBreaks(whole.text, words, lexicon);
  if (breaks.length === 0) return parted(whole, words, { next: 1 });
  const cuts = [0, ...breaks, whole.text.length];
  const pieces = cuts.slice(0, -1).map((from, index) => cut(whole, from, cuts[index + 1] ?? whole.text.length));
  return pieces.filter((piece) => piece.text.length > 0);
}

function strandedAt(text: string, next: number): { text: string; at: number } | null {
  const match = strandedNumber.exec(text);
  return match?.[1] !== undefined && Number(match[1]) === next ? { text: match[1], at: match.index + 1 } : null;
}

/** A number that stood at the end of the paragraph before its own. */
interface Stranded {
  readonly text: string;
  readonly place: Place;
}

function asBlock(piece: Strand, look: Look, stranded: Stranded | null, findings: Finding[]): Block {
  const block = {
    kind: 'paragraph',
    text: piece.text,
    marks: piece.marks,
    notes: piece.notes,
    look,
    place: placeOf(piece),
  } as const;
  if (stranded === null) return block;
  const { text, place } = stranded;
  findings.push({ code: 'number-restored', severity: 'note', place, values: { number: text } });
  return { ...block, number: `${text}.` };
}
