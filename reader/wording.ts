/** A text as its words, with where they stand and what stands between them. In Chinese each sign is a word. */
export interface Wording {
  readonly text: string;
  /** In lower case, with straight apostrophes. */
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether the word stands in quotation marks. */
  readonly quoted: readonly boolean[];
}

const word = /\p{Script=Han}|[\p{L}\p{N}]+(?:[’'\-‑/][\p{L}\p{N}]+)*/gu;
const opening = /[“«「]/g;
const closing = /[”»」]/g;

const count = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;

/** The words of a text. */
export function wordingOf(text: string): Wording {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const quoted: boolean[] = [];
  let depth = 0;
  let straight = false;
  let last = 0;
  for (const match of text.matchAll(word)) {
    if (match.index > last) {
      const gap = text.slice(last, match.index);
      if (gap.length > 1 || gap !== ' ') {
        depth = Math.max(0, depth + count(opening, gap) - count(closing, gap));
        if (count(/"/g, gap) % 2 === 1) straight = !straight;
      }
    }
    words.push(match[0].toLowerCase().replace('’', "'"));
    starts.push(match.index);
    last = match.index + match[0].length;
    ends.push(last);
    quoted.push(depth > 0 || straight);
  }
  return { text, words, starts, ends, quoted };
}

/** What stands between a word and the one before it. */
export const gap = (wording: Wording, at: number): string =>
  wording.text.slice(at === 0 ? 0 : wording.ends[at - 1], wording.starts[at] ?? wording.text.length);

/** Whether a comma, semicolon or colon stands before a word. */
export const isParted = (wording: Wording, at: number): boolean => /[,;:،؛，；、：]/.test(gap(wording, at));

export interface Hit<V> {
  readonly value: V;
  /** Index of the word behind the phrase. */
  readonly to: number;
}

/** Phrases by their words, each with a value. The longest that fits is taken. */
export class Phrases<V> {
  readonly #byFirst = new Map<string, { readonly words: readonly string[]; readonly value: V }[]>();

  constructor(entries: Iterable<readonly [string, V]>) {
    for (const [phrase, value] of entries) {
      const { words } = wordingOf(phrase);
      const [first] = words;
      if (first === undefined) continue;
      const rows = this.#byFirst.get(first) ?? [];
      rows.push({ words, value });
      this.#byFirst.set(first, rows);
    }
    for (const rows of this.#byFirst.values()) rows.sort((a, b) => b.words.length - a.words.length);
  }

  /** The longest phrase that begins with a word. */
  at({ words }: Wording, index: number): Hit<V> | null {
    const first = words[index];
    const rows = first === undefined ? undefined : this.#byFirst.get(first);
    if (rows === undefined) return null;
    for (const row of rows) {
      if (row.words.every((each, offset) => words[index + offset] === each))
        return { value: row.value, to: index + row.words.length };
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
export const phrases = (list: readonly string[]): Phrases<string> => new Phrases(list.map((each) => [each, each]));
