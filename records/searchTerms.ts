import type { Language } from '../reader/model.ts';
import { remembered } from './remembered.ts';
import { folded, type Token, tokensOf } from './searchTokens.ts';
import { type Inflecting, stemsOf } from './stems.ts';
import { isStopWord } from './stopWords.ts';

/**
 * The words by which a text is found, as a tsvector that the program makes itself (see docs/decisions/search.md).
 *
 * Each word stands in it without its inflection, marked by the language, `en:report`, so that the stem of one language meets no
 * word of another; and as written, `reports`, where that differs, so that it is found by its beginning. A symbol stands in it whole and by its parts, `#a/res/79/9`, `#79/9`.
 * Chinese stands in it by pairs of neighbouring signs.
 */

/** Latin letters are read in these languages: which one, the letters do not tell. */
export const latinLanguages = ['en', 'fr', 'es'] as const;
export type LatinLanguage = (typeof latinLanguages)[number];

const latin = /^\p{Script=Latin}/u;
const cyrillic = /^\p{Script=Cyrillic}/u;
const arabic = /^\p{Script=Arabic}/u;

/** Languages in which a folded word can be inflected, out of those that words in Latin letters may have. */
export function languagesOf(word: string, latins: readonly LatinLanguage[]): readonly Inflecting[] {
  if (latin.test(word)) return latins;
  if (cyrillic.test(word)) return ['ru'];
  return arabic.test(word) ? ['ar'] : [];
}

/** A word without its inflection, as it stands among the terms. */
export const stemTerms = (word: string, language: Inflecting): string[] =>
  stemsOf(word, language).map((stem) => `${language}:${stem}`);

/** A piece of a text with the terms by which it is found there. */
export interface Termed {
  readonly terms: readonly string[];
  readonly position: number;
  readonly start: number;
  readonly end: number;
}

/** The languages of Latin letters in a text of a language; any of them where it is not known. */
export const latinsOf = (language: Language | null): readonly LatinLanguage[] =>
  language === null ? latinLanguages : latinLanguages.filter((each) => each === language);

/**
 * The terms of a word: its stems, and itself where no stem is the same, for the sake of beginnings. None where it is a stop word
 * in the language of the text, unless it is printed in capitals.
 */
function wordTerms(printed: string, acronym: boolean, latins: readonly LatinLanguage[]): readonly string[] {
  const word = folded(printed);
  if (word === '') return [];
  const languages = languagesOf(word, latins);
  const kept = acronym ? languages : languages.filter((language) => !isStopWord(word, language));
  if (languages.length > 0 && kept.length === 0) return [];
  const stems = kept.flatMap((language) => stemTerms(word, language));
  return stems.some((stem) => stem.slice(languageMark) === word) ? stems : [word, ...stems];
}

/** Length of the language before a stem. */
const languageMark = 'en:'.length;

const termsOfWord = (latins: readonly LatinLanguage[]): Vocabulary => ({
  word: remembered((word) => wordTerms(word, false, latins)),
  acronym: remembered((word) => wordTerms(word, true, latins)),
});

/** The terms of the words of a language. */
interface Vocabulary {
  readonly word: (printed: string) => readonly string[];
  readonly acronym: (printed: string) => readonly string[];
}

const vocabularies = new Map<string, Vocabulary>();

function vocabularyOf(latins: readonly LatinLanguage[]): Vocabulary {
  const key = latins.join();
  const known = vocabularies.get(key) ?? termsOfWord(latins);
  vocabularies.set(key, known);
  return known;
}

/**
 * `#a/res/79/9`, and what it begins and ends with at each stroke: `#a/res/79`, `#79/9`. A year behind, `#s/res/2250(2015)`,
 * may be left out, and number and year are words as in "resolution 2250 (2015)".
 */
function symbolTerms(symbol: string): readonly string[] {
  const [, base = symbol, number, year] = /^(.*?(\d+))\((\d{4})\)$/.exec(symbol) ?? [];
  const terms = (number === undefined ? [symbol] : [symbol, base]).flatMap((each) => {
    const parts = each.split('/');
    return parts.flatMap((_, at) => [parts.slice(0, at + 1), parts.slice(at)]).map((some) => some.join('/'));
  });
  const telling = terms.filter((term) => term.includes('/') || /[a-z].*\d/.test(term)).map((term) => `#${term}`);
  return [...new Set(telling), ...(number === undefined || year === undefined ? [] : [number, year])];
}

/** Pairs of neighbouring signs, each at the place of its first; the last sign alone, so that one sign finds it. */
function* signsOf({ printed, position, start }: Token): Generator<Termed> {
  const signs = [...printed];
  let at = start;
  for (const [index, sign] of signs.entries()) {
    const next = signs[index + 1] ?? '';
    const end = at + sign.length;
    yield { terms: [sign + next], position: position + index, start: at, end: end + next.length };
    at = end;
  }
}

/** Everything of a text that is found, in order, with its terms. */
export function* termed(text: string, latins: readonly LatinLanguage[]): Generator<Termed> {
  const vocabulary = vocabularyOf(latins);
  for (const token of tokensOf(text)) {
    if (token.kind === 'signs') yield* signsOf(token);
    else yield { terms: tokenTerms(token, vocabulary), position: token.position, start: token.start, end: token.end };
  }
}

function tokenTerms({ kind, printed, acronym }: Token, vocabulary: Vocabulary): readonly string[] {
  if (kind === 'symbol') return symbolTerms(printed);
  return acronym ? vocabulary.acronym(printed) : vocabulary.word(printed);
}

/** The largest place that a tsvector knows. */
const lastPosition = 16_383;
/** A tsvector holds a megabyte: a longer text is found by its beginning. */
const mostBytes = 1_000_000;

/**
 * The terms of a text as the text of a tsvector, to be cast: `$1::tsvector`. Any text gives a valid one; terms hold no character
 * that would need an escape. In a text of unknown language each word is taken in all languages that its letters allow.
 */
export function termsOf(text: string, language: Language | null): string {
  const places = new Map<string, string>();
  let bytes = 0;
  for (const { terms, position } of termed(text, latinsOf(language))) {
    if (terms.length === 0) continue;
    const place = String(Math.min(position, lastPosition));
    for (const term of terms) {
      const held = places.get(term);
      places.set(term, held === undefined ? place : `${held},${place}`);
      bytes += held === undefined ? 3 * term.length + 8 : 2;
    }
    if (bytes > mostBytes) break;
  }
  let literal = '';
  for (const [term, held] of places) literal += `'${term}':${held} `;
  return literal;
}
