import { hashed, WordTable } from './wordTable.ts';

/** Words of a text as they are compared: in lower case, with straight apostrophes, without marks that may be left out. */
const plainWord = (printed: string): string => printed.toLowerCase().replaceAll('’', "'").replace(signs, '');

interface Known {
  readonly word: string;
  readonly number: number;
  /** The lists of phrases that begin with it, a bit for each, 32 to an element. */
  readonly begins: readonly number[];
}

const none: readonly number[] = [];

/** The words that a grammar knows, by number; 0 stands for all others. Filled while the grammar is made, and only read after that. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #printed = new WordTable<Known>((printed) => {
    const word = plainWord(printed);
    const number = this.#numbers.get(word) ?? 0;
    return { word, number, begins: this.#begins[number] ?? none };
  });
  #lists = 0;
  readonly #begins: number[][] = [];

  /** A word as printed in a text, by its place and its hash. */
  at(text: string, start: number, end: number, hash: number): Known {
    return this.#printed.of(text, start, end, hash);
  }

  /** Number of a plain word, new if need be. */
  add(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#numbers.set(word, number);
    this.#printed.clear();
    return number;
  }

  /** Number of a new list of phrases, by the words that begin them. */
  addList(firsts: Iterable<number>): number {
    const list = this.#lists++;
    for (const first of firsts) {
      while (this.#begins.length <= first) this.#begins.push([]);
      const row = this.#begins[first] ?? [];
      while (row.length <= list >> 5) row.push(0);
      row[list >> 5] = (row[list >> 5] ?? 0) | (1 << (list & 31));
    }
    this.#printed.clear();
    return list;
  }
}

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
  readonly lists: readonly number[];
}

const wordSign = /\p{L}|\p{N}|\p{M}/u;
const joining = /[’'‑/-]/;
const parting = /[,;:،؛，；、：]/;

const isHan = (code: number): boolean => (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);

const kinds = {
  unasked: 0,
  word: 1,
  han: 2,
  blank: 3,
  joining: 4,
  parting: 5,
  opens: 6,
  closes: 7,
  left: 8,
  right: 9,
  straight: 10,
} as const;
/** The kinds of all signs that were met, asked for once. */
const kindsOfSigns = new Uint8Array(0x10000);

function kindOf(code: number): number {
  const known = kindsOfSigns[code] ?? kinds.unasked;
  if (known !== kinds.unasked) return known;
  const sign = String.fromCharCode(code);
  let kind: number = kinds.blank;
  if (wordSign.test(sign)) kind = isHan(code) ? kinds.han : kinds.word;
  else if (joining.test(sign)) kind = kinds.joining;
  else if (parting.test(sign)) kind = kinds.parting;
  else if (sign === '«' || sign === '「') kind = kinds.opens;
  else if (sign === '»' || sign === '」') kind = kinds.closes;
  else if (sign === '“') kind = kinds.left;
  else if (sign === '”') kind = kinds.right;
  else if (sign === '"') kind = kinds.straight;
  kindsOfSigns[code] = kind;
  return kind;
}

/** Vowel signs and lengthening of Arabic, which may be printed or not; and the stress of Russian. */
const signs = /\u0640|[\u064b-\u0652]|\u0670|\u0301/g;

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

/** The words of a text, with their numbers in a vocabulary. */
export function wordingOf(text: string, vocabulary: Vocabulary): Wording {
  const { words, numbers, starts, ends, quoted, parted } = drafts;
  const lists: number[] = [];
  let count = 0;
  let depth = 0;
  let straight = false;
  let parts = false;
  // In Arabic the marks are turned around: ”..“.
  const right = text.indexOf('”');
  const turned = right >= 0 && text.lastIndexOf('“', right) < 0;
  const [opening, closing] = turned ? [kinds.right, kinds.left] : [kinds.left, kinds.right];
  for (let at = 0; at < text.length; at++) {
    const first = text.charCodeAt(at);
    const kind = kindOf(first);
    if (kind === kinds.word || kind === kinds.han) {
      let hash = hashed(0, first);
      let end = at + 1;
      for (; kind === kinds.word && end < text.length; end++) {
        const code = text.charCodeAt(end);
        const next = kindOf(code);
        if (next !== kinds.word) {
          if (next !== kinds.joining || kindOf(text.charCodeAt(end + 1)) !== kinds.word) break;
          if (isElided(text, at, end)) {
            hash = hashed(hash, code);
            end++;
            break;
          }
        }
        hash = hashed(hash, code);
      }
      const { word, number, begins } = vocabulary.at(text, at, end, hash);
      words[count] = word;
      numbers[count] = number;
      starts[count] = at;
      ends[count] = end;
      quoted[count] = depth > 0 || straight;
      parted[count] = parts;
      count++;
      for (let row = 0; row < begins.length; row++) lists[row] = (lists[row] ?? 0) | (begins[row] ?? 0);
      parts = false;
      at = end - 1;
    } else if (kind === kinds.parting) parts = true;
    else if (kind === kinds.opens || kind === opening) depth++;
    else if (kind === kinds.closes || kind === closing) depth = Math.max(0, depth - 1);
    else if (kind === kinds.straight) straight = !straight;
  }
  parted[count] = parts;
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

  constructor(entries: Iterable<readonly [string, V]>, vocabulary: Vocabulary) {
    const firsts = new Set<number>();
    for (const [phrase, value] of entries) {
      const numbers = wordingOf(phrase, vocabulary).words.map((word) => vocabulary.add(word));
      const [first] = numbers;
      if (first === undefined) continue;
      firsts.add(first);
      while (this.#byFirst.length <= first) this.#byFirst.push(undefined);
      const rows = this.#byFirst[first] ?? [];
      rows.push({ numbers, value });
      this.#byFirst[first] = rows;
    }
    for (const rows of this.#byFirst) rows?.sort((a, b) => b.numbers.length - a.numbers.length);
    this.#list = vocabulary.addList(firsts);
  }

  /** Whether a phrase may stand somewhere in a text: where not, there is no need to look at its words. */
  mayStandIn({ lists }: Wording): boolean {
    return ((lists[this.#list >> 5] ?? 0) & (1 << (this.#list & 31))) !== 0;
  }

  /** The longest phrase that begins with a word. */
  at({ numbers }: Wording, index: number): Hit<V> | null {
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
export const phrases = (list: readonly string[], vocabulary: Vocabulary): Phrases<string> =>
  new Phrases(
    list.map((each) => [each, each] as const),
    vocabulary,
  );
