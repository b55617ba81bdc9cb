import type { Language } from './model.ts';

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
export class NameVocabulary {
  readonly language: Language;
  readonly #numbers = new Map<string, number>();
  readonly #grown: () => void;

  /** `grown` is told of every new word. */
  constructor(language: Language, grown: () => void) {
    this.language = language;
    this.#grown = grown;
  }

  /** Number of a word of a name, new if need be. An acronym is another word than the same letters small. */
  add(raw: string, acronym = false): number {
    const plain = plainForm(raw, this.language);
    const form = acronym && isCapitals(raw) ? `=${raw}` : this.language === 'ar' ? arabicBase(plain) : plain;
    const known = this.#numbers.get(form);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#numbers.set(form, number);
    this.#grown();
    return number;
  }

  /** Number of a word as printed. */
  numberOf(raw: string): number {
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
