/** Longer words are rare: they are not kept. */
const longest = 48;
/** So many words are kept; then it begins anew, so that what is kept stays small. */
const most = 40_000;

/** A word as it was printed somewhere, with the hash of its letters; what is known of it stands beside them. */
export interface PrintedWord {
  readonly printed: string;
  readonly hash: number;
}

/**
 * What is known of the words of texts, found by their letters in place: a word that was met before costs no string of its
 * own. What is not known yet is asked for once. All of a word stands in one object, so that finding it touches little memory.
 */
export class WordTable<Word extends PrintedWord> {
  readonly #ask: (printed: string, hash: number) => Word;
  /** At least half of them are free. */
  #slots: (Word | undefined)[] = free(512);
  #count = 0;

  constructor(ask: (printed: string, hash: number) => Word) {
    this.#ask = ask;
  }

  clear(): void {
    if (this.#count === 0) return;
    this.#slots = free(512);
    this.#count = 0;
  }

  /** What is known of the word from `start` to `end`, whose letters `hashed` has joined, one after the other. */
  of(text: string, start: number, end: number, hash: number): Word {
    if (end - start > longest) return this.#ask(text.slice(start, end), hash);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = spread(hash) & mask;
    for (let word = slots[slot]; word !== undefined; word = slots[slot]) {
      if (word.hash === hash && isAt(word.printed, text, start, end)) return word;
      slot = (slot + 1) & mask;
    }
    return this.#add(this.#ask(copied(text, start, end), hash));
  }

  #add(word: Word): Word {
    if (this.#count >= most) this.clear();
    this.#count += 1;
    if (2 * this.#count > this.#slots.length) {
      const before = this.#slots;
      this.#slots = free(2 * before.length);
      for (const each of before) if (each !== undefined) this.#place(each);
    }
    this.#place(word);
    return word;
  }

  #place(word: Word): void {
    const mask = this.#slots.length - 1;
    let slot = spread(word.hash) & mask;
    while (this.#slots[slot] !== undefined) slot = (slot + 1) & mask;
    this.#slots[slot] = word;
  }
}

const free = (count: number): undefined[] => new Array(count).fill(undefined);

/** The hash of letters with one more, that of none being 0. */
export const hashed = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;

const spread = (hash: number): number => hash ^ (hash >>> 15);

/** The hash of a word, or of a stretch of a text. */
export function hashOf(text: string, start = 0, end = text.length): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = hashed(hash, text.charCodeAt(at));
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
