/** Longer words are rare: they are not kept. */
const longest = 48;
/** So many words are kept; then it begins anew, so that what is kept stays small. */
const most = 40_000;

/**
 * What is known of the words of texts, found by their letters in place: a word that was met before costs no string of its
 * own. What is not known yet is asked for once.
 */
export class WordTable<V> {
  readonly #ask: (word: string) => V;
  /** By hash: place among the words, from 1; 0 is free. At least half of them are. */
  #slots = new Int32Array(512);
  #words: string[] = [];
  #hashes: number[] = [];
  #values: V[] = [];

  constructor(ask: (word: string) => V) {
    this.#ask = ask;
  }

  clear(): void {
    if (this.#words.length === 0) return;
    this.#slots = new Int32Array(512);
    this.#words = [];
    this.#hashes = [];
    this.#values = [];
  }

  /** What is known of the word from `start` to `end`, whose letters `hashed` has joined, one after the other. */
  of(text: string, start: number, end: number, hash: number): V {
    if (end - start > longest) return this.#ask(text.slice(start, end));
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
    for (let place = slots[slot] ?? 0; place !== 0; place = slots[slot] ?? 0) {
      if (this.#hashes[place - 1] === hash && isAt(this.#words[place - 1] ?? '', text, start, end))
        return this.#values[place - 1] as V;
      slot = (slot + 1) & mask;
    }
    return this.#add(copied(text, start, end), hash);
  }

  #add(word: string, hash: number): V {
    const value = this.#ask(word);
    if (this.#words.length >= most) this.clear();
    this.#words.push(word);
    this.#hashes.push(hash);
    this.#values.push(value);
    if (2 * this.#words.length > this.#slots.length) {
      this.#slots = new Int32Array(2 * this.#slots.length);
      for (const [index, each] of this.#hashes.entries()) this.#place(each, index + 1);
    } else this.#place(hash, this.#words.length);
    return value;
  }

  #place(hash: number, place: number): void {
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = place;
  }
}

/** The hash of letters with one more, that of none being 0. */
export const hashed = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;

const spread = (hash: number): number => hash ^ (hash >>> 15);

/** The hash of a whole word. */
export function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = hashed(hash, word.charCodeAt(at));
  return hash;
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) !== word.charCodeAt(at - start)) return false;
  return true;
}

/** A string that does not hold on to the text that it stands in, as a slice does. */
function copied(text: string, start: number, end: number): string {
  const codes: number[] = [];
  for (let at = start; at < end; at += 1) codes.push(text.charCodeAt(at));
  return String.fromCharCode(...codes);
}
