import type { Language } from '../reader/model.ts';
import { type LatinLanguage, languagesOf, latinLanguages, stemTerms } from './searchTerms.ts';
import { folded, type Token, tokensOf } from './searchTokens.ts';
import { isStopWord } from './stopWords.ts';

/** What must stand, or must not stand, in a text: one word, or several next to each other in this order. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly excluded: boolean;
  /** Whether the last word may be the beginning of a longer one. */
  readonly open: boolean;
  /** The whole, where it may be a part of a symbol as well: "ES-11", "L.5", "A/RES". */
  readonly symbol: string | null;
}

export interface QueryOptions {
  /** The last word may still grow: for a search while a person types. */
  readonly prefix?: boolean;
}

/** What is read of a query: more is not looked at. */
const most = { letters: 1000, tokens: 32 } as const;
/** A beginning of fewer letters is taken for a whole word: it would be that of half the words there are. */
const shortestBeginning = 2;

const quotationMarks = /[“”„‟«»「」『』＂]/g;
const parts = /(-?)(?:"([^"]*)"?|([^\s"]+))/g;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** What a person typed, as clauses. Never fails. */
export function clausesOf(typed: string, { prefix = false }: QueryOptions = {}): Clause[] {
  const text = typed.slice(0, most.letters).replace(quotationMarks, '"').replace(/＊/g, '*');
  const found: Clause[] = [];
  let left: number = most.tokens;
  for (const match of text.matchAll(parts)) {
    const [whole, minus, quoted, bare = ''] = match;
    const last = match.index + whole.length === text.length;
    const open = quoted === undefined && (bare.endsWith('*') || (prefix && last && minus === ''));
    for (const clause of quoted === undefined ? bareClauses(bare) : [phrase(tokensOf(quoted))]) {
      const tokens = clause.tokens.slice(0, left);
      left -= tokens.length;
      if (tokens.length > 0) found.push({ ...clause, tokens, excluded: minus !== '', open: false });
    }
    const end = found.at(-1);
    if (open && end !== undefined) found[found.length - 1] = { ...end, open };
  }
  return found;
}

type Bare = Omit<Clause, 'excluded' | 'open'>;

const phrase = (tokens: readonly Token[]): Bare => ({ tokens, symbol: null });

/** Words typed without a blank between them stand together: "Secretary-General"; Chinese is cut into its words. */
function bareClauses(bare: string): Bare[] {
  const tokens = tokensOf(bare);
  const chunks = Map.groupBy(tokens, ({ chunk }) => chunk);
  return [...chunks.values()].flatMap((chunk): Bare[] => {
    const [first] = chunk;
    if (first?.kind === 'signs') return signWords(first.printed).map((word) => phrase(tokensOf(word)));
    const typed = bare.slice(first?.start, chunk.at(-1)?.end).toLowerCase();
    return [{ tokens: chunk, symbol: first?.kind === 'word' && partOfSymbol.test(typed) ? typed : null }];
  });
}

const partOfSymbol = /^(?=.*[\d/])[a-z0-9]+(?:[.\-/][a-z0-9]+)+$/;

/** Runs of so many signs are mostly one term, "国际合作"; what is longer has words of its own, "秘书长报告". */
const setTerm = 4;
/** Signs that join words and are none. */
const joiningSigns = new Set('的和与及或并在对于以为由从向将等其该各之是');

/** The words of a run of Chinese signs. A sign that is left single belongs to the word beside it: "秘书长", "可持续". */
function signWords(run: string): string[] {
  if ([...run].length <= setTerm) return [run];
  const found: string[] = [];
  let alone = true;
  for (const { segment } of words.segment(run)) {
    const single = isSingle(segment);
    if (single && joiningSigns.has(segment)) {
      alone = true;
      continue;
    }
    const before = alone ? undefined : found.at(-1);
    if (before !== undefined && (single || isSingle(before))) found[found.length - 1] = before + segment;
    else found.push(segment);
    alone = false;
  }
  return found.length > 0 ? found : [run];
}

const isSingle = (word: string): boolean => [...word].length === 1;

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

/** The places of a clause in one reading. Stop words leave a place free; `all` keeps them. */
export const slotsOf = (clause: Clause, reading: Reading, all = false): Slot[] =>
  clause.tokens.flatMap((token, at) => tokenSlots(token, reading, clause.open && at === clause.tokens.length - 1, all));

function tokenSlots(token: Token, reading: Reading, open: boolean, all: boolean): Slot[] {
  switch (token.kind) {
    case 'symbol':
      return [slot(token.position, [`#${token.printed}`], open ? [`#${token.printed}`] : [])];
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

function wordSlots({ printed, position, acronym }: Token, reading: Reading, open: boolean, all: boolean): Slot[] {
  const word = folded(printed);
  if (word === '') return [];
  const languages = languagesOf(word, reading === null ? [] : [reading]);
  if (!all && !open && !acronym && languages.some((language) => isStopWord(word, language))) return [];
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

const termText = (term: string): string => `'${term}'`;

/** A place as PostgreSQL reads it. Terms hold letters, digits and `#:/().-_&` only, so that nothing in them needs an escape. */
function slotText({ exact, beginnings }: Slot): string {
  const terms = [...exact.map(termText), ...beginnings.map((term) => `${termText(term)}:*`)];
  return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' | ')})`;
}

function clauseText(clause: Clause, reading: Reading, all: boolean): string | null {
  const slots = slotsOf(clause, reading, all);
  const together = slots
    .map((each, at) => {
      const before = slots[at - 1];
      return before === undefined ? slotText(each) : `<${each.position - before.position}> ${slotText(each)}`;
    })
    .join(' ');
  const symbol = clause.symbol === null ? null : `${termText(`#${clause.symbol}`)}${clause.open ? ':*' : ''}`;
  if (slots.length === 0) return symbol;
  return symbol === null ? `(${together})` : `((${together}) | ${symbol})`;
}

/** Everything wanted, in one reading. Where it is stop words only they are looked for after all: "who" may be the organization. */
function wantedText(clauses: readonly Clause[], reading: Reading): string {
  const wanted = clauses.filter(({ excluded }) => !excluded);
  const found = wanted.flatMap((clause) => clauseText(clause, reading, false) ?? []);
  const texts = found.length > 0 ? found : wanted.flatMap((clause) => clauseText(clause, reading, true) ?? []);
  return `(${texts.join(' & ')})`;
}

/**
 * What a person typed as the text of a tsquery, to be cast: `$1::tsquery`. Any input gives a valid one. `null` where nothing
 * is looked for: nothing typed, or only what is to be left out.
 *
 * All words must stand in the text, in any of the languages (all where none is given). "In quotation marks": next to each other
 * in this order. `-word`: not. `word*`: how a word begins. Symbols as they are typed, from the first or the second stroke.
 */
export function queryOf(typed: string, languages: readonly Language[], options: QueryOptions = {}): string | null {
  const clauses = clausesOf(typed, options);
  if (clauses.every(({ excluded }) => excluded)) return null;
  const readings = readingsOf(clauses, languages);
  const wanted = [...new Set(readings.map((reading) => wantedText(clauses, reading)))].join(' | ');
  const unwanted = clauses
    .filter(({ excluded }) => excluded)
    .flatMap((clause) => readings.flatMap((reading) => clauseText(clause, reading, true) ?? []));
  return unwanted.length === 0 ? wanted : `(${wanted}) & !(${[...new Set(unwanted)].join(' | ')})`;
}
