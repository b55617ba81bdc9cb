/** The words that a grammar knows, by number; 0 stands for all others. Filled while the grammar is made, and only read after that. */
export type Vocabulary = Map<string, number>;

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
}

const wordSign = /\p{L}|\p{N}|\p{M}/u;
const joining = new Set(['’', "'", '-', '‑', '/'].map((sign) => sign.charCodeAt(0)));

const isHan = (code: number): boolean => (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);

/** ASCII letters and digits. */
const plainSigns = Uint8Array.from({ length: 128 }, (_, code) => Number(/[a-z0-9]/i.test(String.fromCharCode(code))));

function isWordSign(code: number): boolean {
  if (code < 128) return plainSigns[code] === 1;
  if (code >= 0x2000 && code <= 0x206f) return false;
  return wordSign.test(String.fromCharCode(code));
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

/** Where the word that begins at an offset ends. */
function wordEnd(text: string, start: number): number {
  if (isHan(text.charCodeAt(start))) return start + 1;
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code < 128 && plainSigns[code] === 1) continue;
    if (code === 32 || isHan(code)) return end;
    if (isWordSign(code)) continue;
    const next = text.charCodeAt(end + 1);
    if (!joining.has(code) || !isWordSign(next) || isHan(next)) return end;
    if ((code === 0x27 || code === 0x2019) && end - start < 7 && elided.has(text.slice(start, end).toLowerCase()))
      return end + 1;
  }
  return end;
}

/** The words of a text, with their numbers in a vocabulary. */
export function wordingOf(text: string, vocabulary: Vocabulary): Wording {
  const lower = text.toLowerCase();
  const even = lower.length === text.length ? lower : text;
  const folded = even.includes('’') ? even.replaceAll('’', "'") : even;
  const words: string[] = [];
  const numbers: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const quoted: boolean[] = [];
  let depth = 0;
  let straight = false;
  // In Arabic the marks are turned around: ”..“.
  const right = text.indexOf('\u201d');
  const turned = right >= 0 && (text.lastIndexOf('\u201c', right) < 0);
  const signed = text.search(signs) >= 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32) continue;
    if (isWordSign(code)) {
      const end = wordEnd(text, at);
      const printed = folded.slice(at, end);
      const word = signed ? printed.replace(signs, '') : printed;
      words.push(word);
      numbers.push(vocabulary.get(word) ?? 0);
      starts.push(at);
      ends.push(end);
      quoted.push(depth > 0 || straight);
      at = end - 1;
    } else if (code === (turned ? 0x201d : 0x201c) || code === 0xab || code === 0x300c) depth++;
    else if (code === (turned ? 0x201c : 0x201d) || code === 0xbb || code === 0x300d) depth = Math.max(0, depth - 1);
    else if (code === 0x22) straight = !straight;
  }
  return { text, words, numbers, starts, ends, quoted };
}

/** What stands between a word and the one before it. */
export const gap = (wording: Wording, at: number): string =>
  wording.text.slice(at === 0 ? 0 : wording.ends[at - 1], wording.starts[at] ?? wording.text.length);

/** Whether a comma, semicolon or colon stands before a word. */
export function isParted({ text, starts, ends }: Wording, at: number): boolean {
  const start = at === 0 ? 0 : (ends[at - 1] ?? 0);
  const end = starts[at] ?? text.length;
  if (end - start === 1 && text.charCodeAt(start) === 32) return false;
  return end > start && /[,;:،؛，；、：]/.test(text.slice(start, end));
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

  constructor(entries: Iterable<readonly [string, V]>, vocabulary: Vocabulary) {
    for (const [phrase, value] of entries) {
      const numbers = wordingOf(phrase, vocabulary).words.map((word) => {
        const known = vocabulary.get(word) ?? vocabulary.size + 1;
        vocabulary.set(word, known);
        return known;
      });
      const [first] = numbers;
      if (first === undefined) continue;
      while (this.#byFirst.length <= first) this.#byFirst.push(undefined);
      const rows = this.#byFirst[first] ?? [];
      rows.push({ numbers, value });
      this.#byFirst[first] = rows;
    }
    for (const rows of this.#byFirst) rows?.sort((a, b) => b.numbers.length - a.numbers.length);
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
