import type { Language } from '../reader/model.ts';
import { type Clause, clausesOf, type QueryOptions } from './searchClauses.ts';
import { type LatinLanguage, languagesOf, latinLanguages, stemTerms } from './searchTerms.ts';
import { folded, type Token } from './searchTokens.ts';
import { isStopWord } from './stopWords.ts';

/** A beginning of fewer letters is taken for a whole word: so many words begin with it that finding them takes long. */
const shortestBeginning = 3;

/** A place in a phrase: terms of which one must stand there, and whether they may be beginnings. */
export interface Slot {
  readonly position: number;
  readonly exact: readonly string[];
  readonly beginnings: readonly string[];
}

/** A way to read a query: the language that its Latin letters are in, `null` for the words as typed. */
export type Reading = LatinLanguage | null;

/** The ways to read a query. Only words in Latin letters leave a choice. */
export function readingsOf(clauses: readonly Clause[], languages: readonly Language[]): readonly Reading[] {
  const some = clauses.some(({ tokens }) =>
    tokens.some(({ kind, printed }) => kind === 'word' && languagesOf(folded(printed), latinLanguages).length > 1),
  );
  if (!some) return [null];
  const wanted = languages.length === 0 ? latinLanguages : latinLanguages.filter((each) => languages.includes(each));
  return [...wanted, null];
}

/** What a clause asks for in one reading: words in their places, or a symbol that it may be a part of. */
export interface Wanted {
  readonly clause: Clause;
  readonly slots: readonly Slot[];
  readonly symbol: Slot | null;
}

/**
 * What clauses ask for in one reading, without stop words, which leave their place free. Where nothing else is asked for the stop
 * words are, after all: "who" may be the organization.
 */
export function wantedIn(clauses: readonly Clause[], reading: Reading): Wanted[] {
  const found = clauses.map((clause) => wantedOf(clause, reading, false));
  return (found.some(asks) ? found : clauses.map((clause) => wantedOf(clause, reading, true))).filter(asks);
}

const asks = ({ slots, symbol }: Wanted): boolean => slots.length > 0 || symbol !== null;

function wantedOf(clause: Clause, reading: Reading, all: boolean): Wanted {
  const { tokens, open, symbol } = clause;
  return {
    clause,
    slots: tokens.flatMap((token, at) => tokenSlots(token, reading, open && at === tokens.length - 1, all)),
    symbol: symbol === null ? null : symbolSlot(symbol, 1, open),
  };
}

function tokenSlots(token: Token, reading: Reading, open: boolean, all: boolean): Slot[] {
  switch (token.kind) {
    case 'symbol':
      return [symbolSlot(token.printed, token.position, open)];
    case 'signs':
      return signSlots(token);
    case 'word':
      return wordSlots(token, reading, open, all);
  }
}

const slot = (position: number, exact: readonly string[], beginnings: readonly string[] = []): Slot => ({
  position,
  exact,
  beginnings,
});

const symbolSlot = (symbol: string, position: number, open: boolean): Slot =>
  slot(position, [`#${symbol}`], open ? [`#${symbol}`] : []);

function wordSlots({ printed, position, acronym }: Token, reading: Reading, open: boolean, all: boolean): Slot[] {
  const word = folded(printed);
  if (word === '') return [];
  const languages = languagesOf(word, reading === null ? [] : [reading]);
  if (!all && !acronym && languages.some((language) => isStopWord(word, language))) return [];
  const stems = languages.flatMap((language) => stemTerms(word, language));
  const grows = open && word.length >= shortestBeginning;
  // A word that is its own stem stands among the terms by its stem only.
  const beginnings = grows ? [word, ...languages.map((language) => `${language}:${word}`)] : [];
  return [slot(position, stems.length > 0 ? stems : [word], beginnings)];
}

/** Every second pair of signs is enough to tell that they stand in a row; a single sign is the first of a pair. */
function signSlots({ printed, position }: Token): Slot[] {
  const signs = [...printed];
  if (signs.length === 1) return [slot(position, [], [printed])];
  return signs.flatMap((sign, at) => {
    const next = signs[at + 1];
    const wanted = next !== undefined && (at % 2 === 0 || at === signs.length - 2);
    return wanted ? [slot(position + at, [sign + next])] : [];
  });
}

/** A place as PostgreSQL reads it. Terms hold letters, digits and `#:/().-_&` only, so that nothing in them needs an escape. */
function slotText({ exact, beginnings }: Slot): string {
  const terms = [...exact.map((term) => `'${term}'`), ...beginnings.map((term) => `'${term}':*`)];
  return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' | ')})`;
}

function wantedText({ slots, symbol }: Wanted): string {
  const together = slots.map((each, at) => {
    const before = slots[at - 1];
    return before === undefined ? slotText(each) : `<${each.position - before.position}> ${slotText(each)}`;
  });
  const texts = [together.join(' '), symbol === null ? '' : slotText(symbol)].filter((text) => text !== '');
  return `(${texts.join(' | ')})`;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/**
 * What a person typed as the text of a tsquery, to be cast: `$1::tsquery`. Any input gives a valid one. `null` where nothing
 * is looked for: nothing typed, or only what is to be left out.
 *
 * All words must stand in the text, in any of the languages (all where none is given). "In quotation marks": next to each other
 * in this order. `-word`: not. `word*`: how a word begins. Symbols as they are typed, from any of their strokes.
 */
export function queryOf(typed: string, languages: readonly Language[], options: QueryOptions = {}): string | null {
  const clauses = clausesOf(typed, options);
  const readings = readingsOf(clauses, languages);
  const textsOf = (excluded: boolean): string[][] => {
    const some = clauses.filter((clause) => clause.excluded === excluded);
    return readings.map((reading) => wantedIn(some, reading).map(wantedText));
  };
  const wanted = textsOf(false).filter((texts) => texts.length > 0);
  if (wanted.length === 0) return null;
  const unwanted = distinct(textsOf(true).flat());
  const found = distinct(wanted.map((texts) => `(${texts.join(' & ')})`)).join(' | ');
  return unwanted.length === 0 ? found : `(${found}) & !(${unwanted.join(' | ')})`;
}
