/** Words of a text as likeness counts them: lower case, without marks that may be left out; in Chinese each sign. */
const word = /\p{Script=Han}|[\p{L}\p{N}]+/gu;
const lengthening = /\u0640/g;
const unprinted = /[\u064b-\u0652\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const asciiWord = /[a-z\d]+/g;
const plainAscii = /^[\x20-\x7e]*$/;

/** A text without what is set differently and not said differently: kinds of blanks, hyphens and apostrophes, marks that may be left out. */
export const unset = (text: string): string =>
  plainAscii.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(unprinted, '')
        .replace(/[\u2010\u2011]/g, '-')
        .replace(/[’ʼ]/g, "'");

export const wordsOf = (text: string): readonly string[] =>
  (plainAscii.test(text)
    ? text.toLowerCase().match(asciiWord)
    : unset(text).replace(lengthening, '').toLowerCase().match(word)) ?? [];

/** Words and pairs of neighbouring words, each as often as it stands there, as numbers in rising order. */
export type Bag = Int32Array;

/** Gives the same numbers to the same words in all texts that are compared with each other. */
export class Bags {
  readonly #words = new Map<string, number>();
  readonly #pairs = new Map<number, number>();
  #next = 0;

  /** How many words and pairs there are: their numbers are below. */
  get size(): number {
    return this.#next;
  }

  of(words: readonly string[]): Bag {
    const bag = new Int32Array(Math.max(0, 2 * words.length - 1));
    let before = -1;
    for (const [index, each] of words.entries()) {
      const number = this.#word(each);
      bag[2 * index] = number;
      if (before >= 0) bag[2 * index - 1] = this.#pair(before, number);
      before = number;
    }
    return bag.sort();
  }

  #word(text: string): number {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    this.#words.set(text, this.#next);
    return this.#next++;
  }

  #pair(first: number, second: number): number {
    const key = first * 0x4000000 + second;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    this.#pairs.set(key, this.#next);
    return this.#next++;
  }
}

/** How much two bags have in common. */
export function shared(a: Bag, b: Bag): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x === y) {
      common++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return common;
}

/** Share of the words and pairs of both texts that the other has too, 0 to 1: what is new counts as much as what is gone. */
export const likeness = (a: Bag, b: Bag): number =>
  a.length + b.length === 0 ? 1 : (2 * shared(a, b)) / (a.length + b.length);

/** The bag of two texts together, but for the pair where they meet. */
export function together(a: Bag, b: Bag): Bag {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both.sort();
}

/** In how many paragraphs a word may stand and still tell one from the others: a few, or this share of them. */
const fewHolders = 4;
const shareOfHolders = 0.06;

/**
 * A bag without what stands in many of the bags: "requests the Secretary-General to" tells nothing of what is requested.
 * Bags that are asked for again are kept.
 */
export function tellingIn(bags: readonly Bag[], features: number): (bag: Bag) => Bag {
  const holders = new Int32Array(features);
  for (const bag of bags)
    for (let at = 0; at < bag.length; at++) {
      const feature = bag[at] ?? 0;
      if (feature !== bag[at - 1]) holders[feature] = (holders[feature] ?? 0) + 1;
    }
  const most = Math.max(fewHolders, shareOfHolders * bags.length);
  const kept = new Map<Bag, Bag>();
  return (bag) => {
    const known = kept.get(bag) ?? bag.filter((feature) => (holders[feature] ?? 0) <= most);
    kept.set(bag, known);
    return known;
  };
}

/** Most partners that are looked at for one text, and most entries of other texts that are touched to find them. */
const mostPartners = 10;
const mostTouched = 600;

/** Which bags hold each feature: those of feature `f` stand in `bags` from `starts[f]` to `starts[f + 1]`. */
interface Holders {
  readonly starts: Int32Array;
  readonly bags: Int32Array;
}

function holdersOf(among: readonly Bag[], features: number): Holders {
  const starts = new Int32Array(features + 1);
  const each = (take: (feature: number, index: number) => void): void => {
    for (const [index, bag] of among.entries())
      for (let at = 0; at < bag.length; at++) if (bag[at] !== bag[at - 1]) take(bag[at] ?? 0, index);
  };
  each((feature) => {
    starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
  });
  for (let feature = 0; feature < features; feature++)
    starts[feature + 1] = (starts[feature + 1] ?? 0) + (starts[feature] ?? 0);
  const bags = new Int32Array(starts[features] ?? 0);
  const next = starts.slice();
  each((feature, index) => {
    const place = next[feature] ?? 0;
    bags[place] = index;
    next[feature] = place + 1;
  });
  return { starts, bags };
}

/**
 * For each bag of `from` those of `among` that share the rarest of its words with it: the only ones worth measuring. The
 * work for one bag is bounded, however often its words stand elsewhere. `features` is how many words and pairs there are.
 */
export function partnersOf(from: readonly Bag[], among: readonly Bag[], features: number): number[][] {
  if (from.length === 0 || among.length === 0) return from.map(() => []);
  const { starts, bags } = holdersOf(among, features);
  const countOf = (feature: number): number => (starts[feature + 1] ?? 0) - (starts[feature] ?? 0);
  const weights = new Float64Array(among.length);
  return from.map((bag, place) => {
    // Of equally good ones those at about the same place.
    const expected = (place * among.length) / from.length;
    const held = bag.filter((feature, at) => feature !== bag[at - 1] && countOf(feature) > 0);
    held.sort((a, b) => countOf(a) - countOf(b));
    const touched: number[] = [];
    let entries = 0;
    for (const feature of held) {
      const count = countOf(feature);
      entries += count;
      if (entries > mostTouched && touched.length > 0) break;
      for (let at = starts[feature] ?? 0; at < (starts[feature + 1] ?? 0); at++) {
        const index = bags[at] ?? 0;
        if (weights[index] === 0) touched.push(index);
        weights[index] = (weights[index] ?? 0) + 1 / count;
      }
    }
    const best = touched
      .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || Math.abs(a - expected) - Math.abs(b - expected))
      .slice(0, mostPartners);
    for (const index of touched) weights[index] = 0;
    return best;
  });
}
