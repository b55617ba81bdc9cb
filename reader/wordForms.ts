import type { Language } from './model.ts';
import { hashed, hashOf, WordTable } from './wordTable.ts';

/** What stands between two words. Larger keeps more apart. */
export const gaps = { blank: 0, comma: 1, bracket: 2, stop: 3 } as const;

const marks = /[\u0300-\u036f]|[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const endings =
  /(?:иями|ями|ами|ыми|ими|ого|его|ому|ему|иям|иях|ией|ах|ях|ов|ев|ей|ий|ый|ой|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ым|им|ом|ем|ам|ям|ью|ия|ию|ии)$/;

/** The part of a Russian word that stays the same in all cases. */
function russianStem(word: string): string {
  if (word.length <= 3) return word;
  const bare = word
    .replace(/(?:ся|сь)$/, '')
    .replace(endings, '')
    .replace(/[аеиоуыэюяьй]+$/, '');
  return bare.length >= 2 ? bare : word;
}

const arabicLetters: Readonly<Record<string, string>> = { أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي' };

const withoutMarks = (word: string): string => word.normalize('NFD').replace(marks, '');

/** The form in which words are compared: no case, no accents; in Russian without the ending. */
export function plainForm(raw: string, language: Language): string {
  const word = raw.toLowerCase();
  switch (language) {
    case 'en':
      return /^[\x20-\x7e]*$/.test(word) ? word : withoutMarks(word);
    case 'ru':
      return russianStem(word.replace(/ё/g, 'е').replace(marks, ''));
    case 'ar':
      return word.replace(marks, '').replace(/[أإآٱى]/g, (letter) => arabicLetters[letter] ?? letter);
    case 'zh':
      return word;
    default:
      return withoutMarks(word);
  }
}

/** Arabic: the word without what is written onto it from before, most likely reading first. */
export function arabicReadings(word: string): string[] {
  const readings = [word];
  const more = (rest: string): void => {
    const article = /^(?:[بك]?ال|لل)(?=...)/.exec(rest)?.[0];
    if (article !== undefined) readings.push(rest.slice(article.length));
    if (/^[بلك](?=..)/.test(rest)) readings.push(rest.slice(1));
  };
  more(word);
  if (/^[وف](?=..)/.test(word)) {
    readings.push(word.slice(1));
    more(word.slice(1));
  }
  return readings;
}

/** Arabic: a word of a name, without conjunction where the article shows it to be one, and without the article. */
export const arabicBase = (word: string): string => word.replace(/^(?:[وف]?(?:[بك]?ال|لل))(?=...)/, '');

/** Whether a word is printed all in capitals, as acronyms are. */
export const isCapitals = (raw: string): boolean =>
  raw.length > 1 && raw === raw.toUpperCase() && raw !== raw.toLowerCase();

/** All words that names are made of, each with a number from 1; 0 is every other word. */
export class Vocabulary {
  readonly language: Language;
  readonly #numbers = new Map<string, number>();
  /** Numbers of words as printed. */
  readonly #seen = new WordTable((raw) => this.#find(raw));

  constructor(language: Language) {
    this.language = language;
  }

  get size(): number {
    return this.#numbers.size + 1;
  }

  /** Number of a word of a name, new if need be. An acronym is another word than the same letters small. */
  add(raw: string, acronym = false): number {
    const plain = plainForm(raw, this.language);
    const form = acronym && isCapitals(raw) ? `=${raw}` : this.language === 'ar' ? arabicBase(plain) : plain;
    const known = this.#numbers.get(form);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#numbers.set(form, number);
    this.#seen.clear();
    return number;
  }

  numberOf(raw: string): number {
    return this.numberAt(raw, 0, raw.length, hashOf(raw));
  }

  /** Number of a word as printed in a text, by its place and its hash. */
  numberAt(text: string, start: number, end: number, hash: number): number {
    return this.#seen.of(text, start, end, hash);
  }

  #find(raw: string): number {
    if (isCapitals(raw)) {
      const acronym = this.#numbers.get(`=${raw}`);
      if (acronym !== undefined) return acronym;
    }
    const plain = plainForm(raw, this.language);
    if (this.language !== 'ar') return this.#numbers.get(plain) ?? 0;
    for (const reading of arabicReadings(plain)) {
      const number = this.#numbers.get(reading);
      if (number !== undefined) return number;
    }
    return 0;
  }
}

/** The words of a text: number, place, and what stands before each. The arrays are used again for the next text. */
export class Words {
  text = '';
  count = 0;
  readonly number: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  /** The largest gap between a word and the word before it. */
  readonly gap: number[] = [];
}

const letter = 4;
const ideograph = 5;
/** `blank` .. `stop` for what separates, `letter` for what makes words. */
const kinds = Uint8Array.from({ length: 0x3000 }, (_, code) => {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)) return letter;
  if (code === 44 || code === 0x60c) return gaps.comma;
  if (code === 40 || code === 41) return gaps.bracket;
  if (
    code === 32 ||
    code === 45 ||
    code === 39 ||
    code === 47 ||
    code === 9 ||
    code === 10 ||
    code === 13 ||
    code === 0xa0
  )
    return gaps.blank;
  if (code === 0xad || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e)) return letter;
  if (code >= 0x2000 && code <= 0x202f)
    return code <= 0x200a || code === 0x202f || (code >= 0x2010 && code <= 0x2014) || code === 0x2019
      ? gaps.blank
      : gaps.stop;
  if (code < 0xc0) return code === 0x22 || code === 0xab || code === 0xbb ? gaps.bracket : gaps.stop;
  if (code === 0x61b || code === 0x61f || code === 0x6d4 || code >= 0x2030) return gaps.stop;
  return letter;
});

function kindOf(code: number): number {
  if (code < 0x3000) return kinds[code] ?? gaps.stop;
  if (code >= 0x3400 && code <= 0x9fff) return ideograph;
  if (code === 0x3000) return gaps.blank;
  if (code === 0x3001 || code === 0xff0c) return gaps.comma;
  if (code === 0xff08 || code === 0xff09) return gaps.bracket;
  return gaps.stop;
}

/** Cuts a text into words; every Chinese character is one. */
export function cut(text: string, vocabulary: Vocabulary, words: Words): Words {
  words.text = text;
  let count = 0;
  let gap: number = gaps.stop;
  let at = 0;
  while (at < text.length) {
    let code = text.charCodeAt(at);
    const kind = kindOf(code);
    if (kind < letter) {
      if (kind > gap) gap = kind;
      at += 1;
      continue;
    }
    let hash = hashed(0, code);
    let end = at + 1;
    for (; kind === letter && end < text.length; end += 1) {
      code = text.charCodeAt(end);
      if (kindOf(code) !== letter) break;
      hash = hashed(hash, code);
    }
    words.start[count] = at;
    words.end[count] = end;
    words.gap[count] = gap;
    words.number[count] = vocabulary.numberAt(text, at, end, hash);
    count += 1;
    gap = gaps.blank;
    at = end;
  }
  words.count = count;
  return words;
}
