import { type Lexis, signOf, signs, type Words } from './lexis.ts';
import { hashOf } from './wordTable.ts';

/** A text as its words, with where they stand and what stands between them. In Chinese each sign is a word. */
export interface Wording {
  readonly text: string;
  /** In lower case, with straight apostrophes. */
  readonly words: readonly string[];
  /** Their numbers in the vocabulary. */
  readonly numbers: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether the word stands in quotation marks. */
  readonly quoted: readonly boolean[];
  /** Whether a comma, semicolon or colon stands before the word; one more for what stands behind the last. */
  readonly parted: readonly boolean[];
  /** Lists of phrases that begin with one of the words. */
  readonly lists: Int32Array;
}

/** French words that lose their vowel before another: "d'", "qu'". */
const elided: ReadonlySet<string> = new Set([
  'c',
  'd',
  'j',
  'l',
  'm',
  'n',
  's',
  't',
  'qu',
  'lorsqu',
  'puisqu',
  'jusqu',
]);

/** Whether a French word ends with an apostrophe. */
const isElided = (text: string, start: number, end: number): boolean => {
  const code = text.charCodeAt(end);
  return (code === 0x27 || code === 0x2019) && end - start < 7 && elided.has(text.slice(start, end).toLowerCase());
};

/** Filled for one text after the other, and copied when a text is done: that is cheaper than to let new ones grow. */
const drafts = {
  words: [] as string[],
  numbers: [] as number[],
  starts: [] as number[],
  ends: [] as number[],
  quoted: [] as boolean[],
  parted: [] as boolean[],
};

/** Commas and quotation marks of a text, as far as it was read. */
class Punctuation {
  /** Whether a comma, semicolon or colon stands behind the last word. */
  parted = false;
  readonly #text: string;
  readonly #opening: number;
  readonly #closing: number;
  #depth = 0;
  #straight = false;

  constructor(text: string) {
    this.#text = text;
    // In Arabic the marks are turned around: ”..“.
    const right = text.indexOf('”');
    const turned = right >= 0 && text.lastIndexOf('“', right) < 0;
    this.#opening = turned ? signs.right : signs.left;
    this.#closing = turned ? signs.left : signs.right;
  }

  get quoted(): boolean {
    return this.#straight || this.#depth > 0;
  }

  /** Reads what stands between two words. */
  read(from: number, to: number): void {
    this.parted = false;
    // One blank, as between most words.
    if (to === from + 1 && this.#text.charCodeAt(from) === 32) return;
    for (let at = from; at < to; at++) {
      const sign = signOf(this.#text.charCodeAt(at));
      if (sign < signs.comma) continue;
      if (sign === signs.comma || sign === signs.colon) this.parted = true;
      else if (sign === signs.opens || sign === this.#opening) this.#depth++;
      else if (sign === signs.closes || sign === this.#closing) this.#depth = Math.max(0, this.#depth - 1);
      else if (sign === signs.straight) this.#straight = !this.#straight;
    }
  }
}

/** Whether a sign joins the word that ends before it to the one that begins behind it: "non-governmental", "Secretary's". */
const joins = ({ text, start, known }: Words, next: number, end: number): boolean =>
  start[next] === end + 1 &&
  signOf(text.charCodeAt(end)) === signs.joining &&
  signOf(text.charCodeAt(end + 1)) === signs.letter &&
  known[next] !== undefined;

/** A text as phrases see it: its words, those that are joined being one. */
export function wordingOf(cut: Words): Wording {
  const { text, lexis } = cut;
  const { words, numbers, starts, ends, quoted, parted } = drafts;
  const lists = new Int32Array(lexis.rows);
  const punctuation = new Punctuation(text);
  let count = 0;
  let before = 0;
  for (let word = 0; word < cut.count; word++) {
    const start = cut.start[word] ?? 0;
    let end = cut.end[word] ?? 0;
    let known = cut.known[word];
    if (joins(cut, word + 1, end) && signOf(text.charCodeAt(start)) === signs.letter) {
      while (joins(cut, word + 1, end) && !isElided(text, start, end)) end = cut.end[++word] ?? 0;
      if (joins(cut, word + 1, end)) end++;
      known = lexis.at(text, start, end, hashOf(text, start, end));
    }
    if (known === undefined) continue;
    punctuation.read(before, start);
    words[count] = known.plain;
    numbers[count] = known.number;
    starts[count] = start;
    ends[count] = end;
    quoted[count] = punctuation.quoted;
    parted[count] = punctuation.parted;
    const { begins } = known;
    for (let row = 0; row < begins.length; row++) lists[row] = (lists[row] ?? 0) | (begins[row] ?? 0);
    count++;
    before = end;
  }
  punctuation.read(before, text.length);
  parted[count] = punctuation.parted;
  return {
    text,
    words: words.slice(0, count),
    numbers: numbers.slice(0, count),
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    quoted: quoted.slice(0, count),
    parted: parted.slice(0, count + 1),
    lists,
  };
}

/** What stands between a word and the one before it. */
export const gap = (wording: Wording, at: number): string =>
  wording.text.slice(at === 0 ? 0 : wording.ends[at - 1], wording.starts[at] ?? wording.text.length);

/** Whether a comma, semicolon or colon stands before a word; where there is no such word, whether one stands anywhere. */
export const isParted = ({ parted }: Wording, at: number): boolean => parted[at] ?? parted.includes(true);

/** The first word that begins at an offset or behind it; where there is none, how many words there are. */
export function wordAt({ starts }: Wording, offset: number): number {
  let from = 0;
  let to = starts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((starts[middle] ?? 0) < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

export interface Hit<V> {
  readonly value: V;
  /** Index of the word behind the phrase. */
  readonly to: number;
}

interface Row<V> {
  readonly numbers: readonly number[];
  readonly value: V;
}

/** Phrases by their words, each with a value. The longest that fits is taken. */
export class Phrases<V> {
  readonly #byFirst: (Row<V>[] | undefined)[] = [];

  readonly #list: number;

  constructor(entries: Iterable<readonly [string, V]>, lexis: Lexis) {
    const firsts = new Set<number>();
    for (const [phrase, value] of entries) {
      const numbers = wordingOf(lexis.cut(phrase)).words.map((word) => lexis.add(word));
      const [first] = numbers;
      if (first === undefined) continue;
      firsts.add(first);
      while (this.#byFirst.length <= first) this.#byFirst.push(undefined);
      const rows = this.#byFirst[first] ?? [];
      rows.push({ numbers, value });
      this.#byFirst[first] = rows;
    }
    for (const rows of this.#byFirst) rows?.sort((a, b) => b.numbers.length - a.numbers.length);
    this.#list = lexis.addList(firsts);
  }

  /** Whether a phrase may stand somewhere in a text: where not, there is no need to look at its words. */
  mayStandIn({ lists }: Wording): boolean {
    return ((lists[this.#list >> 5] ?? 0) & (1 << (this.#list & 31))) !== 0;
  }

  /** The longest phrase that begins with a word. */
  at({ numbers }: Wording, index: number): Hit<V> | null {
    // Before the first word there is none. An array asked for what is no index of it is slow from then on.
    if (index < 0 || index >= numbers.length) return null;
    const first = numbers[index];
    if (first === undefined || first === 0) return null;
    const rows = this.#byFirst[first];
    if (rows === undefined) return null;
    for (const row of rows) {
      let length = 1;
      while (length < row.numbers.length && numbers[index + length] === row.numbers[length]) length++;
      if (length === row.numbers.length) return { value: row.value, to: index + length };
    }
    return null;
  }

  /** Whether a phrase stands somewhere from `from` to `to`; where it begins, or -1. */
  within(wording: Wording, from: number, to: number): number {
    if (!this.mayStandIn(wording)) return -1;
    for (let index = from; index < to; index++) {
      const hit = this.at(wording, index);
      if (hit !== null && hit.to <= to) return index;
    }
    return -1;
  }
}

/** Phrases without values. */
export const phrases = (list: readonly string[], lexis: Lexis): Phrases<string> =>
  new Phrases(
    list.map((each) => [each, each] as const),
    lexis,
  );
