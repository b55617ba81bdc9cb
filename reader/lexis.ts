import type { Lexicon } from './languages/lexicon.ts';
import { NameVocabulary } from './wordForms.ts';
import { hashed, hashOf, type PrintedWord, WordTable } from './wordTable.ts';

/** A word as printed, and by what names and phrases know it. */
interface KnownWord extends PrintedWord {
  /** Number among the words that names are made of; 0 for all others. */
  readonly name: number;
  /** As phrases compare it: in lower case, with straight apostrophes, without marks that may be left out. */
  readonly plain: string;
  /** Number among the words of phrases; 0 for all others. */
  readonly number: number;
  /** The lists of phrases that begin with it, a bit for each, 32 to an element. */
  readonly begins: readonly number[];
}

/** What stands between two words. Larger keeps more apart. */
export const gaps = { blank: 0, comma: 1, bracket: 2, stop: 3 } as const;

/** What a sign is to a reader of words. */
export const signs = {
  letter: 1,
  ideograph: 2,
  /** Belongs to the word that it stands in, and makes none by itself. */
  invisible: 3,
  blank: 4,
  /** Joins two words to one where phrases are compared. */
  joining: 5,
  comma: 6,
  colon: 7,
  bracket: 8,
  /** Quotation marks: `opens` and `closes` stand for themselves, the others take turns or sides. */
  opens: 9,
  closes: 10,
  left: 11,
  right: 12,
  straight: 13,
  stop: 14,
} as const;

const gapOfSign: readonly number[] = Object.assign(new Array<number>(signs.stop + 1).fill(gaps.stop), {
  [signs.invisible]: gaps.blank,
  [signs.blank]: gaps.blank,
  [signs.joining]: gaps.blank,
  [signs.comma]: gaps.comma,
  [signs.bracket]: gaps.bracket,
  [signs.opens]: gaps.bracket,
  [signs.closes]: gaps.bracket,
  [signs.straight]: gaps.bracket,
});

/** Each kind of sign by an expression; where several fit, the last decides. */
const kinds: readonly (readonly [kind: number, expression: RegExp])[] = [
  [signs.blank, /[\s\u2010-\u2014]+/g],
  [signs.straight, /"/g],
  [signs.right, /”/g],
  [signs.left, /“/g],
  [signs.closes, /[»」]+/g],
  [signs.opens, /[«「]+/g],
  [signs.bracket, /[()（）]+/g],
  [signs.colon, /[;:؛；：]+/g],
  [signs.comma, /[,،，、]+/g],
  [signs.joining, /[’'‑/-]+/g],
  [signs.letter, /[\p{L}\p{N}\p{M}]+/gu],
  [signs.invisible, /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g],
  [signs.ideograph, /[\u3400-\u9fff\uf900-\ufaff]+/g],
];

/** The kind of every unit. Found by runs in the text of all units, so that it takes a millisecond and not one question each. */
const kindsOfSigns: Uint8Array = (() => {
  const table = new Uint8Array(0x10000).fill(signs.stop);
  const all = Array.from({ length: 0x100 }, (_, row) =>
    String.fromCharCode(...Array.from({ length: 0x100 }, (_, column) => 0x100 * row + column)),
  ).join('');
  for (const [kind, expression] of kinds)
    for (const { index, 0: run } of all.matchAll(expression)) table.fill(kind, index, index + run.length);
  return table;
})();

/** What a unit of a text is. */
export const signOf = (code: number): number => kindsOfSigns[code] ?? signs.stop;

/** The words of a text: what is known of each, where it stands, and what stands before it. */
export class Words {
  readonly lexis: Lexis;
  text = '';
  count = 0;
  readonly known: KnownWord[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  /** The largest gap between a word and the word before it. */
  readonly gap: number[] = [];

  constructor(lexis: Lexis) {
    this.lexis = lexis;
  }

  /** Number of a word among those of names. */
  name(word: number): number {
    return this.known[word]?.name ?? 0;
  }

  /** Numbers of the words from one to another, that not included, among those of names. */
  names(from: number, to: number): number[] {
    return this.known.slice(from, to).map(({ name }) => name);
  }
}

/** The words of one language that names and phrases are made of. Filled while these are made, and only read after that. */
export class Lexis {
  readonly names: NameVocabulary;
  readonly #numbers = new Map<string, number>();
  readonly #begins: number[][] = [];
  readonly #words = new Words(this);
  readonly #known = new WordTable<KnownWord>((printed, hash) => {
    const plain = plainWord(printed);
    const number = this.#numbers.get(plain) ?? 0;
    return { printed, hash, name: this.names.numberOf(printed), plain, number, begins: this.#begins[number] ?? none };
  });
  #lists = 0;

  constructor({ language }: Pick<Lexicon, 'language'>) {
    this.names = new NameVocabulary(language, () => this.#known.clear());
  }

  /** How many elements the bits of all lists of phrases take. */
  get rows(): number {
    return (this.#lists + 31) >> 5;
  }

  /** What is known of the word from `start` to `end`, whose letters `hashed` has joined. */
  at(text: string, start: number, end: number, hash: number): KnownWord {
    return this.#known.of(text, start, end, hash);
  }

  /** Number of a word among those of names, as it is printed. */
  nameOf(printed: string): number {
    return this.at(printed, 0, printed.length, hashOf(printed)).name;
  }

  /** Number of a word of a phrase, new if need be. */
  add(plain: string): number {
    const known = this.#numbers.get(plain);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#numbers.set(plain, number);
    this.#known.clear();
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
    this.#known.clear();
    return list;
  }

  /** The words of a text; every Chinese character is one. They are overwritten when the next text is cut. */
  cut(text: string): Words {
    const words = this.#words;
    const { known, start, end: ends, gap: between } = words;
    // Own names of what the loop asks for at every sign: a constant of the module would be fetched each time.
    const kindOf = kindsOfSigns;
    const gapOf = gapOfSign;
    const { letter, ideograph, invisible, stop } = signs;
    const { blank } = gaps;
    const table = this.#known;
    let count = 0;
    let gap: number = gaps.stop;
    let at = 0;
    while (at < text.length) {
      const first = text.charCodeAt(at);
      const kind = kindOf[first] ?? stop;
      if (kind > ideograph) {
        const found = gapOf[kind] ?? blank;
        if (found > gap) gap = found;
        at += 1;
        continue;
      }
      let hash = hashed(0, first);
      let end = at + 1;
      for (; kind === letter && end < text.length; end += 1) {
        const code = text.charCodeAt(end);
        const next = kindOf[code] ?? stop;
        if (next !== letter && next !== invisible) break;
        hash = hashed(hash, code);
      }
      known[count] = table.of(text, at, end, hash);
      start[count] = at;
      ends[count] = end;
      between[count] = gap;
      count += 1;
      gap = blank;
      at = end;
    }
    words.text = text;
    words.count = count;
    return words;
  }
}

const none: readonly number[] = [];

/** Vowel signs and lengthening of Arabic, which may be printed or not; the stress of Russian; what does not print at all. */
const leftOut = /\u0640|[\u064b-\u0652]|\u0670|\u0301|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const plainWord = (printed: string): string => printed.toLowerCase().replaceAll('’', "'").replace(leftOut, '');

const made = new WeakMap<Lexicon, Lexis>();

/** The lexis of a language: one for each lexicon, shared by its names and all its phrases. */
export function lexisOf(lexicon: Lexicon): Lexis {
  const known = made.get(lexicon);
  if (known !== undefined) return known;
  const fresh = new Lexis(lexicon);
  made.set(lexicon, fresh);
  return fresh;
}
