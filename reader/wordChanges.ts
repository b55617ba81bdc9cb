import { unset } from './likeness.ts';
import { inOrder, type Offer } from './matching.ts';
import type { Language, Span } from './model.ts';

/** A stretch that two texts share, or that only one of them has. */
export interface Change {
  readonly op: 'equal' | 'insert' | 'delete';
  readonly text: string;
}

/** A text to be compared word by word. */
export interface Worded {
  readonly text: string;
  readonly language: Language | null;
  /** Dates and names: they are shown as changed or unchanged as a whole. */
  readonly whole: readonly Span[];
}

/** A word, a number, a symbol or a punctuation mark, with the blanks behind it. */
interface Token extends Span {
  /** As it is compared: however it is set. */
  readonly word: string;
  /** Where the word ends and its blanks begin. */
  readonly close: number;
  readonly weight: number;
  /** Index in `whole` of the span it stands in, or -1. */
  readonly within: number;
}

/** A word with what joins it inside: `75/16`, `2,500`, `non-governmental`, `l'Organisation`; or one other sign. */
const tokens = /[\p{L}\p{N}\p{M}]+(?:(?:[./’'‑-]|(?<=\d),(?=\d))[\p{L}\p{N}\p{M}]+)*|\S/gu;
const lettered = /[\p{L}\p{N}]/u;

/** What the dictionary parts and is one all the same: the symbol "75/16", the number 第七十五. */
const oneWord = /^[\p{Nd}A-Za-z./-]+$|^第?[〇零一二三四五六七八九十百千万亿]+$/u;

const segmenters = new Map<Language, Intl.Segmenter>();

/** Words of Chinese, which no blanks part, as the runtime's dictionary parts them; numbers and symbols stay whole. */
function segments(text: string, language: Language): Span[] {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, known);
  const spans: Span[] = [];
  for (const { index, segment } of known.segment(text)) {
    const end = index + segment.trimEnd().length;
    const before = spans.at(-1);
    if (end === index) continue;
    const goesOn = before?.end === index && oneWord.test(text.slice(before.start, end));
    if (goesOn) spans[spans.length - 1] = { start: before.start, end };
    else spans.push({ start: index, end });
  }
  return spans;
}

function spansOf(text: string, language: Language | null): Span[] {
  if (language === 'zh') return segments(text, language);
  return Array.from(text.matchAll(tokens), ({ index, 0: word }) => ({ start: index, end: index + word.length }));
}

/** Short words and signs bind less: they stand everywhere. */
const weightOf = (word: string, language: Language | null): number =>
  !lettered.test(word) ? 0.3 : language !== 'zh' && word.length <= 3 && !/\d/.test(word) ? 0.6 : 1;

function tokensOf({ text, language, whole }: Worded): Token[] {
  const spans = spansOf(text, language);
  let next = 0;
  return spans.map(({ start, end }, index) => {
    const word = unset(text.slice(start, end));
    while (next < whole.length && (whole[next]?.end ?? 0) <= start) next++;
    const within = (whole[next]?.start ?? Number.POSITIVE_INFINITY) < end ? next : -1;
    return {
      start,
      close: end,
      end: spans[index + 1]?.start ?? text.length,
      word,
      weight: weightOf(word, language),
      within,
    };
  });
}

/** Tokens of both texts that stand for each other, in order. */
type Pairing = (readonly [a: number, b: number])[];

/** Most cells of one table; larger stretches without a word in common that stands once in each are replaced as a whole. */
const mostCells = 4_000_000;

/** What a match is worth more where the one before it matches too: changes should not be scattered. */
const bond = 0.5;

/**
 * What changed between two texts, word by word. No word, number, symbol, date or name is cut. The changes rebuild the
 * newer text letter by letter, and the older one but for how it is set: other blanks, hyphens and apostrophes are no
 * change. Where a stretch was replaced, what is gone stands before what came.
 */
export function wordChanges(a: Worded, b: Worded): Change[] {
  const [left, right] = [tokensOf(a), tokensOf(b)];
  // Of alignments that are worth the same, the one that is found must not depend on which text is asked for first.
  const turned = a.text > b.text;
  const found = turned ? paired(right, left).map(([x, y]) => [y, x] as const) : paired(left, right);
  return told(a.text, b.text, left, right, keptWhole(left, right, withoutIslands(left, right, found)));
}

function paired(a: readonly Token[], b: readonly Token[]): Pairing {
  const pairs: Pairing = [];
  let start = 0;
  while (start < a.length && start < b.length && a[start]?.word === b[start]?.word) pairs.push([start, start++]);
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1]?.word === b[endB - 1]?.word) {
    endA--;
    endB--;
  }
  between(a, b, { a: start, b: start }, { a: endA, b: endB }, pairs);
  for (let by = 0; endA + by < a.length; by++) pairs.push([endA + by, endB + by]);
  return pairs;
}

interface Point {
  readonly a: number;
  readonly b: number;
}

/** Pairs the tokens of a stretch: in one table, or where that would be too large, between words that stand once in each. */
function between(a: readonly Token[], b: readonly Token[], from: Point, to: Point, pairs: Pairing): void {
  if ((to.a - from.a) * (to.b - from.b) <= mostCells) {
    pairs.push(...alignedIn(a, b, from, to));
    return;
  }
  let last = from;
  for (const anchor of anchors(a, b, from, to)) {
    if ((anchor.a - last.a) * (anchor.b - last.b) <= mostCells) pairs.push(...alignedIn(a, b, last, anchor));
    pairs.push([anchor.a, anchor.b]);
    last = { a: anchor.a + 1, b: anchor.b + 1 };
  }
  if ((to.a - last.a) * (to.b - last.b) <= mostCells) pairs.push(...alignedIn(a, b, last, to));
}

/** Words that stand once in both stretches, as many as keep their order. */
function anchors(a: readonly Token[], b: readonly Token[], from: Point, to: Point): Point[] {
  const once = (list: readonly Token[], start: number, end: number): Map<string, number> => {
    const places = new Map<string, number>();
    for (let at = start; at < end; at++) {
      const word = list[at]?.word ?? '';
      places.set(word, places.has(word) ? -1 : at);
    }
    return places;
  };
  const inB = once(b, from.b, to.b);
  const points: Offer[] = [];
  for (const [word, at] of once(a, from.a, to.a)) {
    const other = inB.get(word) ?? -1;
    if (at >= 0 && other >= 0) points.push({ a: at, b: other, worth: 1 });
  }
  const kept = inOrder(points);
  return points.filter((point) => kept.has(point));
}

/** How the best alignment of what is left goes on at a cell; and whether it goes on with a match where one stands before it. */
const ways = { skipA: 0, skipB: 1, match: 2, matchBehind: 4 } as const;

/** The alignment that is worth most: heavy words, next to each other. */
function alignedIn(a: readonly Token[], b: readonly Token[], from: Point, to: Point): Pairing {
  const [height, width] = [to.a - from.a, to.b - from.b];
  if (height === 0 || width === 0) return [];
  const cells = new Uint8Array(height * width);
  // What the rest is worth from each column on, in this line and the one below; behind a match, and otherwise.
  let [free, freeBelow] = [new Float64Array(width + 1), new Float64Array(width + 1)];
  let [behind, behindBelow] = [new Float64Array(width + 1), new Float64Array(width + 1)];
  for (let i = height - 1; i >= 0; i--) {
    const token = a[from.a + i];
    for (let j = width - 1; j >= 0; j--) {
      const [skipA, skipB] = [freeBelow[j] ?? 0, free[j + 1] ?? 0];
      let worth = Math.max(skipA, skipB);
      let cell: number = skipA >= skipB ? ways.skipA : ways.skipB;
      let joined = worth;
      if (token?.word === b[from.b + j]?.word) {
        const weight = token?.weight ?? 0;
        const match = weight + (behindBelow[j + 1] ?? 0);
        if (match > worth) [worth, cell] = [match, ways.match];
        joined = Math.max(worth, match + bond * weight);
        if (joined > worth) cell |= ways.matchBehind;
      }
      free[j] = worth;
      behind[j] = joined;
      cells[i * width + j] = cell;
    }
    [free, freeBelow] = [freeBelow, free];
    [behind, behindBelow] = [behindBelow, behind];
  }
  const pairs: Pairing = [];
  for (let i = 0, j = 0, after = false; i < height && j < width; ) {
    const cell = cells[i * width + j] ?? 0;
    after = (cell & ways.match) !== 0 || (after && (cell & ways.matchBehind) !== 0);
    if (after) pairs.push([from.a + i++, from.b + j++]);
    else if ((cell & ways.skipB) !== 0) j++;
    else i++;
  }
  return pairs;
}

/** Heaviest run of light words between two replacements that is replaced with them: "of the" alone holds nothing together. */
const lightest = 1.2;

/** The pairs without short runs of light words between stretches that were replaced. */
function withoutIslands(a: readonly Token[], b: readonly Token[], pairs: Pairing): Pairing {
  const kept: Pairing = [];
  for (let from = 0; from < pairs.length; ) {
    let to = from + 1;
    let weight = a[pairs[from]?.[0] ?? 0]?.weight ?? 0;
    for (; follows(pairs, to); to++) weight += a[pairs[to]?.[0] ?? 0]?.weight ?? 0;
    const [before, start] = [pairs[from - 1] ?? [-1, -1], pairs[from] ?? [0, 0]];
    const [end, after] = [pairs[to - 1] ?? [0, 0], pairs[to] ?? [a.length, b.length]];
    const gone = [start[0] - before[0] - 1, after[0] - end[0] - 1];
    const come = [start[1] - before[1] - 1, after[1] - end[1] - 1];
    const parts = gone.every((count, side) => count + (come[side] ?? 0) > 0);
    const replaces = gone.some((count) => count > 0) && come.some((count) => count > 0);
    if (!(weight <= lightest && parts && replaces)) for (let at = from; at < to; at++) kept.push(pairs[at] ?? [0, 0]);
    from = to;
  }
  return kept;
}

/** Whether a pair stands right behind the one before it, in both texts. */
const follows = (pairs: Pairing, at: number): boolean => {
  const [before, pair] = [pairs[at - 1], pairs[at]];
  return before !== undefined && pair !== undefined && pair[0] === before[0] + 1 && pair[1] === before[1] + 1;
};

/** The pairs without those of a date or name of which another part has changed. */
function keptWhole(a: readonly Token[], b: readonly Token[], pairs: Pairing): Pairing {
  for (let kept = pairs; ; ) {
    const broken = [
      brokenSpans(a, new Set(kept.map(([index]) => index))),
      brokenSpans(b, new Set(kept.map(([, index]) => index))),
    ];
    const left = kept.filter(([x, y]) => !broken[0]?.has(a[x]?.within ?? -1) && !broken[1]?.has(b[y]?.within ?? -1));
    if (left.length === kept.length) return kept;
    kept = left;
  }
}

/** Spans of which some tokens are paired and others are not. */
function brokenSpans(tokens: readonly Token[], paired: ReadonlySet<number>): Set<number> {
  const [whole, broken] = [new Map<number, boolean>(), new Set<number>()];
  for (const [index, { within }] of tokens.entries()) {
    if (within < 0) continue;
    const is = paired.has(index);
    if ((whole.get(within) ?? is) !== is) broken.add(within);
    whole.set(within, is);
  }
  return broken;
}

/** The changes in order: what is gone before what came. */
function told(a: string, b: string, left: readonly Token[], right: readonly Token[], pairs: Pairing): Change[] {
  const changes: { op: Change['op']; text: string }[] = [];
  const add = (op: Change['op'], text: string): void => {
    const last = changes.at(-1);
    if (text === '') return;
    if (last?.op === op) last.text += text;
    // Behind an insertion a deletion belongs before it.
    else if (op === 'delete' && last?.op === 'insert') {
      const before = changes.at(-2);
      if (before?.op === 'delete') before.text += text;
      else changes.splice(-1, 0, { op, text });
    } else changes.push({ op, text });
  };
  let [atA, atB] = [0, 0];
  for (const [x, y] of pairs) {
    const [token, other] = [left[x], right[y]];
    if (token === undefined || other === undefined) continue;
    add('delete', a.slice(atA, token.start));
    add('insert', b.slice(atB, other.start));
    // Blanks behind a word are its own where both have some: another kind of blank is no change.
    const [tail, otherTail] = [token.end - token.close, other.end - other.close];
    const blank = tail > 0 === otherTail > 0;
    add('equal', b.slice(other.start, blank ? other.end : other.close));
    [atA, atB] = blank ? [token.end, other.end] : [token.close, other.close];
  }
  add('delete', a.slice(atA));
  add('insert', b.slice(atB));
  return changes;
}
