import type { Block, Look } from './formats/block.ts';
import { cut, placeOf, type Strand } from './formats/strand.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { lostBreaks } from './lostBreaks.ts';
import type { Finding, Place } from './model.ts';
import { printedNumber } from './numbering.ts';
import type { Openings } from './openings.ts';
import { isDigit } from './plainText.ts';

/** A paragraph found, still able to be cut. */
export interface Found {
  readonly strand: Strand;
  readonly look: Look;
}

/** Marks behind which a paragraph may have ended. */
const stops = /[,;.:،؛؟。；，]/g;
/** Whether an operative paragraph, or one of the preamble, holds anything that could begin another. Most hold nothing. */
const inOperative =
  /[;؛；]["”’»)]?\d{0,3}\s*(?:[a-zи و]{1,4}\s+)?["“«]?[A-ZÀ-ÖØ-ÞЁА-Я]|[,;.:،؛。；，]["”’»)]?\s*(?:[a-zи و]{1,4}\s+)?\d{1,3}\s?[.．–-]/;
const inPreamble =
  /[,،，]["”’»)]?\d{0,3}\s*["“«]?[A-ZÀ-ÖØ-ÞЁА-Я]|[,;.:،؛。；，]["”’»)]?\s*(?:[a-zи و]{1,4}\s+)?\d{1,3}\s?[.．–-]/;
const closers = new Set([...'"”’»)'].map((mark) => mark.charCodeAt(0)));
/** What may join the last two of a list: "and", in each language that has it as a word. */
const joiner = /(?:and|et|y|и|و)\s+/y;
/** A number, if any, and then a letter that can begin a paragraph. */
const beginning = /(?:\d{1,3}\s?[.．](?!\d)\s*|\d{1,3}\s[-–]\s)?["“«]?[\p{Lu}\p{Lo}]/uy;

const cased = /\p{Lu}/u;
const isSpace = (code: number): boolean => code === 32 || code === 0xa0 || (code >= 9 && code <= 13);
const matchesAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

/** Whether digits stand at an offset, or behind one blank or the word that joins the last two of a list. */
const numberAhead = (text: string, at: number): boolean =>
  isDigit(text.charCodeAt(at)) || isDigit(text.charCodeAt(at + 1)) || /^\D{0,8}\d/.test(text.slice(at, at + 9));

/** In which part of the text a paragraph stands, as far as it has been looked through. */
interface State {
  preambular: boolean;
  /** Number of the operative paragraph at hand, 0 outside the operative part. */
  current: number;
}

/** The stop that ends a paragraph: a comma in the preamble, a semicolon behind a numbered one. */
const endOf = ({ preambular, current }: State): number => (preambular ? 44 : current > 0 ? 59 : 0);

/**
 * Where behind a stop another paragraph may begin, the mark of a note and "and" skipped: at a number or a capital. 0 where
 * none can.
 */
function beginningBehind(text: string, index: number, state: State): number {
  let at = index + 1;
  // Behind another stop than the one that ends a paragraph here only a number can begin one.
  if (text.charCodeAt(index) !== endOf(state) && !numberAhead(text, at)) return 0;
  if (closers.has(text.charCodeAt(at))) at += 1;
  else {
    let digits = at;
    while (digits - at < 3 && isDigit(text.charCodeAt(digits))) digits += 1;
    if (digits > at && (isSpace(text.charCodeAt(digits)) || cased.test(text[digits] ?? ''))) at = digits;
  }
  while (isSpace(text.charCodeAt(at))) at += 1;
  // Lower-case Latin letters, by far the most, begin nothing but "and".
  const code = text.charCodeAt(at);
  if (code >= 97 && code <= 122 && code !== 97 && code !== 101 && code !== 121) return 0;
  at = matchesAt(joiner, text, at);
  return matchesAt(beginning, text, at) > at ? at : 0;
}

/** The name of an organ run into its first paragraph: "The General Assembly, Recalling". */
const afterFormula = /^[,،，]\s*/;
/** A number left behind at the end of the paragraph before the one that it numbers; and the longest that it can be. */
const strandedNumber = /[;.,:؛；。]\s{0,8}(\d{1,3})\s?\.?$/;
const strandedReach = 14;

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
  const decimal = number?.enclosure === 'stop' || number?.enclosure === 'dash' ? (number.values.decimal ?? 0) : 0;
  if (decimal > 0) expected.next = decimal + 1;
  const opens = words.at(text, number?.length ?? 0);
  const state: State = {
    current: decimal,
    preambular: decimal === 0 && (opens?.preambular === true || out.length > 0),
  };
  if (!(state.preambular ? inPreamble : inOperative).test(text)) return out;
  stops.lastIndex = 0;
  while (stops.test(text)) {
    const at = beginningBehind(text, stops.lastIndex - 1, state);
    if (at === 0 || at - (out.at(-1) ?? 0) < shortest) continue;
    const begins = isDigit(text.charCodeAt(at))
      ? numberBegins(text, at, words, expected, state)
      : verbBegins(text, at, words, state);
    if (begins) out.push(at);
  }
  return out;
}

/** A number that is due, before a verb of the operative part. */
function numberBegins(text: string, at: number, words: Openings, expected: Expectation, state: State): boolean {
  const printed = printedNumber(text.slice(at, at + 24));
  const value = printed?.values.decimal;
  if (printed === null || value === undefined || !startsUpper(text, at + printed.length)) return false;
  if (value !== expected.next && !(value === 1 && state.preambular)) return false;
  if (words.at(text, at + printed.length)?.operative !== true) return false;
  state.current = value;
  state.preambular = false;
  expected.next = value + 1;
  return true;
}

function verbBegins(text: string, at: number, words: Openings, state: State): boolean {
  if (!cased.test(text[at] ?? '')) return false;
  const opening = words.at(text, at);
  if (opening === null || (!state.preambular && !opening.operative)) return false;
  if (!opening.preambular) state.preambular = false;
  return true;
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
  return piecesAt(whole, seams(whole.text, words, expected));
}

/** The strand cut at offsets, without pieces that hold nothing. */
function piecesAt(whole: Strand, offsets: readonly number[]): Strand[] {
  const cuts = [0, ...offsets, whole.text.length];
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
  return breaks.length === 0 ? parted(whole, words, { next: 1 }) : piecesAt(whole, breaks);
}

function strandedAt(text: string, next: number): { text: string; at: number } | null {
  const from = Math.max(0, text.length - strandedReach);
  const match = strandedNumber.exec(text.slice(from));
  return match?.[1] !== undefined && Number(match[1]) === next ? { text: match[1], at: from + match.index + 1 } : null;
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
