import bodyData from '../reference/bodies.json' with { type: 'json' };
import stateData from '../reference/states.json' with { type: 'json' };
import type { ClassNoun, Lexicon, NamingWords, Office } from './languages/lexicon.ts';
import { gaps, type Lexis, lexisOf, type Words } from './lexis.ts';
import type { Language } from './model.ts';
import { isCapitals } from './wordForms.ts';

/** Names in several languages, as the reference data hold them. */
type Names = Readonly<Partial<Record<Language, string>>>;
type NameLists = Readonly<Partial<Record<Language, readonly string[]>>>;

/** A body of the reference data, as far as its names are concerned. */
export interface BodyRow {
  readonly id: string;
  readonly type: string;
  readonly names: Names;
  readonly acronym?: string;
  readonly acronyms?: Names;
  readonly aliases_en?: readonly string[];
  readonly former_en?: readonly string[];
  readonly aliases?: NameLists;
  readonly former?: NameLists;
  readonly parent?: string;
  readonly parents?: readonly string[];
  /** A class that counts as a wider one. */
  readonly counts_as?: string;
  /** The office of another body that this row is: `{ of: 'OIC', as: 'SECRETARIAT' }`. */
  readonly office?: { readonly of: string; readonly as: string };
}

/** How a name names its body. */
export type NameKind = 'name' | 'former-name' | 'acronym' | 'short' | 'class';

/** What a phrase of the gazetteer means. */
export type Meaning =
  | { readonly kind: 'body'; readonly id: string; readonly how: NameKind }
  | { readonly kind: 'noun'; readonly noun: ClassNoun }
  | { readonly kind: 'adjective'; readonly id: string }
  | { readonly kind: 'states' }
  | { readonly kind: 'office'; readonly office: Office; readonly many: boolean }
  | { readonly kind: 'both'; readonly what: 'bodies' | 'secretariats' | 'secretaries-general' }
  | { readonly kind: 'short' }
  | { readonly kind: 'none' }
  | { readonly kind: 'pronoun'; readonly pronoun: 'singular' | 'plural' | 'person' };

export interface Entry {
  readonly meaning: Meaning;
  /** The first word must be printed with a capital; in Arabic with the article. */
  readonly capital: boolean;
  /** The phrase has a comma or bracket of its own. */
  readonly commas: boolean;
  /** The phrase in small letters, accents and all. */
  readonly phrase: string;
}

/** Of several meanings of the same words: offices, which may have an owner, before names, names before classes. */
const order: readonly Meaning['kind'][] = [
  'none',
  'both',
  'office',
  'body',
  'short',
  'states',
  'noun',
  'adjective',
  'pronoun',
];

export const rankOf = ({ meaning }: Entry): number => order.indexOf(meaning.kind);

/** Roles of single words, as bits. */
export const roles = { article: 1, of: 2, and: 4, qualifier: 8, demonstrative: 16, possessive: 32 } as const;

/** A phrase found: words `from` to `to`, end not included. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly Entry[];
}

interface Branch {
  readonly next: Map<number, Branch>;
  readonly entries: Entry[];
}

const branch = (): Branch => ({ next: new Map(), entries: [] });

/** All names and naming words of a language as a tree of words. */
export class Gazetteer {
  readonly lexis: Lexis;
  readonly #starts: (Branch | undefined)[] = [];
  readonly #roles: number[] = [];
  readonly #namesOfBodies = new Map<string, ReadonlySet<number>>();
  readonly #needsCapital: boolean;

  constructor(lexis: Lexis) {
    const { language } = lexis.names;
    this.lexis = lexis;
    this.#needsCapital = language !== 'ar' && language !== 'zh';
  }

  /** In Chinese every character of the word gets the role: they only ever stand between phrases. */
  role(phrase: string, role: number): void {
    for (const word of wordsOf(phrase)) {
      const number = this.lexis.names.add(word);
      this.#roles[number] = (this.#roles[number] ?? 0) | role;
    }
  }

  roleOf(number: number): number {
    return number === 0 ? 0 : (this.#roles[number] ?? 0);
  }

  /** Adds the words of a phrase to the vocabulary: all of them, before the first phrase is added. */
  learn(phrase: string, acronym = false): void {
    for (const word of wordsOf(phrase)) this.lexis.names.add(word, acronym);
  }

  add(phrase: string, meaning: Meaning, acronym = false): void {
    const words = wordsOf(phrase);
    const first = words[0];
    if (first === undefined) return;
    let place: Branch | undefined;
    for (const word of words) {
      const number = this.lexis.names.add(word, acronym);
      let next = place === undefined ? this.#starts[number] : place.next.get(number);
      if (next === undefined) {
        next = branch();
        if (place === undefined) this.#starts[number] = next;
        else place.next.set(number, next);
      }
      place = next;
    }
    const large = this.#needsCapital && first !== first.toLowerCase() && !(acronym && isCapitals(first));
    const definite = this.lexis.names.language === 'ar' && words.length === 1 && /^ال/.test(first);
    const entry: Entry = {
      meaning,
      capital: large || definite,
      commas: /[,،、(（]/.test(phrase),
      phrase: phrase.toLowerCase(),
    };
    // Twice the same meaning: the laxer of the two stays.
    const same = place?.entries.findIndex((each) => JSON.stringify(each.meaning) === JSON.stringify(meaning)) ?? -1;
    if (same < 0) place?.entries.push(entry);
    else if (!entry.capital && place !== undefined) place.entries[same] = entry;
  }

  /** Numbers of the words of the name of a body. */
  wordsOfName(id: string): ReadonlySet<number> {
    const known = this.#namesOfBodies.get(id);
    if (known !== undefined) return known;
    const name = bodyRows.get(id)?.names[this.lexis.names.language] ?? '';
    const words = [...name.matchAll(/[\p{L}\p{M}]+/gu)].flatMap(([word]) =>
      this.lexis.names.language === 'zh' ? [...word] : [word],
    );
    const numbers = new Set(words.map((word) => this.lexis.nameOf(word)));
    this.#namesOfBodies.set(id, numbers);
    return numbers;
  }

  /** All phrases of a text, the longest at each place, none over another. */
  pieces(words: Words): Piece[] {
    const pieces: Piece[] = [];
    let at = 0;
    while (at < words.count) {
      const number = words.name(at);
      const piece = number === 0 ? undefined : this.#longest(words, at, number);
      if (piece !== undefined) pieces.push(piece);
      at = piece?.to ?? at + 1;
    }
    return pieces;
  }

  #longest(words: Words, from: number, number: number): Piece | undefined {
    let place = this.#starts[number];
    let found: Piece | undefined;
    let commas = false;
    for (let to = from + 1; place !== undefined; to += 1) {
      const { entries } = place;
      if (entries.length > 0) {
        let fitting = 0;
        for (const entry of entries) if ((!commas || entry.commas) && this.#fits(words, from, entry)) fitting += 1;
        const fits = (entry: Entry): boolean => (!commas || entry.commas) && this.#fits(words, from, entry);
        if (fitting > 0) found = { from, to, entries: fitting === entries.length ? entries : entries.filter(fits) };
      }
      if (to >= words.count) break;
      const gap = words.gap[to] ?? gaps.stop;
      if (gap > gaps.bracket) break;
      if (gap > gaps.blank) commas = true;
      const next = words.name(to);
      if (next === 0) break;
      place = place.next.get(next);
    }
    return found;
  }

  #fits(words: Words, at: number, entry: Entry): boolean {
    if (!entry.capital) return true;
    if (!this.#needsCapital) return /^[وفبلك]{0,2}(?:ال|لل)/.test(words.text.slice(words.start[at], words.end[at]));
    const first = words.text.charAt(words.start[at] ?? 0);
    return first !== first.toLowerCase();
  }
}

const plainWords = /[\p{L}\p{N}\p{M}\u00ad\u200b-\u200f]+/gu;

/** Words of a phrase, as a text is cut. */
function wordsOf(phrase: string): string[] {
  return [...phrase.matchAll(plainWords)].flatMap(([word]) => word.split(/(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])/));
}

/** The name without its article, without what stands in brackets behind it, and that if it is a name itself. */
function namesIn(name: string): string[] {
  const bare = name.replace(/^(?:the|le|la|les|el|los|las)\s+(?=\p{Lu})|^l[’']/iu, '');
  const bracket = /^(.+?)\s*[(（]([^)）]+)[)）]$/.exec(bare);
  return bracket === null ? [bare] : [bracket[1] ?? '', bracket[2] ?? ''].filter((part) => part.length > 2);
}

interface Naming {
  readonly phrase: string;
  readonly meaning: Meaning;
  readonly acronym?: boolean;
}

function bodyNames(row: BodyRow, language: Language): Naming[] {
  // States, regional organizations and classes that are part of a wider one are put together from the words of the lexicon.
  if (row.id === 'MS' || row.id === 'REGIONAL-ORGS' || row.counts_as !== undefined) return [];
  const { id } = row;
  const generic = row.type === 'generic actor';
  const as =
    (how: NameKind) =>
    (name: string): Naming[] =>
      namesIn(name).map((phrase) => ({
        phrase,
        meaning: { kind: 'body', id, how: generic ? 'class' : how },
        acronym: isCapitals(phrase),
      }));
  const name = row.names[language];
  const aliases = [...(language === 'en' ? (row.aliases_en ?? []) : []), ...(row.aliases?.[language] ?? [])];
  const former = [...(language === 'en' ? (row.former_en ?? []) : []), ...(row.former?.[language] ?? [])];
  const acronyms: readonly (string | undefined)[] = [
    row.acronyms?.[language],
    row.acronym,
    ...Object.values(row.acronyms ?? {}).filter((each) => /^[A-Z-]+$/.test(each ?? '')),
  ];
  const short = /^the \p{Lu}\p{L}+$/u;
  return [
    ...(name === undefined ? [] : as('name')(name)),
    ...former.flatMap(as('former-name')),
    // "the Council", "its member States": who that is the text tells, not the name.
    ...aliases
      .filter((alias) => !former.includes(alias) && !short.test(alias) && !/^its /.test(alias))
      .flatMap(as('name')),
    ...acronyms
      .filter((acronym): acronym is string => acronym !== undefined)
      .map((phrase) => ({
        phrase: phrase.replace(/[«»]/g, ''),
        meaning: { kind: 'body' as const, id, how: 'acronym' as const },
        acronym: true,
      })),
  ];
}

/** "Office of the Special Envoy ..": the office bears the id of who holds it. */
function holderNames(naming: Naming): Naming[] {
  const holder = /^Office of the ((?:Special|Personal|High|United Nations Special|Victims).+)$/.exec(
    naming.phrase,
  )?.[1];
  return holder === undefined ? [naming] : [naming, { ...naming, phrase: holder }];
}

type StateRow = (typeof stateData.rows)[number];

function stateNames(row: StateRow, language: Language): Naming[] {
  const formal =
    language === 'en'
      ? row.formal_en
      : language === 'fr'
        ? row.formal_fr
        : language === 'ar'
          ? row.formal_ar
          : undefined;
  const aliases = language === 'en' && 'aliases' in row ? (row.aliases ?? []) : [];
  const names: readonly (string | undefined)[] = [row[language], formal, ...aliases];
  return names
    .filter((name): name is string => name !== undefined && name !== '')
    .flatMap((name) => namesIn(name).slice(0, 1))
    .map((phrase) => ({ phrase, meaning: { kind: 'body', id: `STATE/${row.iso3}`, how: 'name' } }));
}

const each = (phrases: readonly string[] | undefined, meaning: Meaning): Naming[] =>
  (phrases ?? []).map((phrase) => ({ phrase, meaning }));

function wordings(naming: NamingWords): Naming[] {
  return [
    ...Object.entries(naming.offices).flatMap(([office, phrases]) =>
      each(phrases, { kind: 'office', office: office as Office, many: false }),
    ),
    ...Object.entries(naming.manyOffices).flatMap(([office, phrases]) =>
      each(phrases, { kind: 'office', office: office as Office, many: true }),
    ),
    ...Object.entries(naming.nouns).flatMap(([noun, phrases]) =>
      each(phrases, { kind: 'noun', noun: noun as ClassNoun }),
    ),
    ...Object.entries(naming.adjectives).flatMap(([id, phrases]) => each(phrases, { kind: 'adjective', id })),
    ...each(naming.states, { kind: 'states' }),
    ...each(naming.bothBodies, { kind: 'both', what: 'bodies' }),
    ...each(naming.bothSecretariats, { kind: 'both', what: 'secretariats' }),
    ...each(naming.bothSecretariesGeneral, { kind: 'both', what: 'secretaries-general' }),
    ...each(naming.short, { kind: 'short' }),
    ...each(naming.none, { kind: 'none' }),
    ...(['singular', 'plural', 'person'] as const).flatMap((pronoun) =>
      each(naming.pronouns[pronoun], { kind: 'pronoun', pronoun }),
    ),
  ];
}

const rows: readonly BodyRow[] = bodyData.rows as readonly BodyRow[];

/** What the reference data say of a body beside its names. */
export const bodyRows: ReadonlyMap<string, BodyRow> = new Map(rows.map((row) => [row.id, row]));

/** Ids of offices that have a row of their own, by body and office. */
const officeRows: ReadonlyMap<string, string> = new Map(
  rows.flatMap((row) => (row.office === undefined ? [] : [[`${row.office.of}|${row.office.as}`, row.id] as const])),
);

/** The id of an office of a body: that of its row, or made in the same way. */
export const officeOf = (body: string, office: string): string =>
  officeRows.get(`${body}|${office}`) ?? `${body}/${office}`;

/** Whether an office of a body has a row of its own. */
export const hasOffice = (body: string, office: string): boolean =>
  officeRows.has(`${body}|${office}`) || bodyRows.has(`${body}/${office}`);

function build(lexicon: Lexicon): Gazetteer {
  const { language, naming } = lexicon;
  const gazetteer = new Gazetteer(lexisOf(lexicon));
  const all = [
    ...rows.flatMap((row) => bodyNames(row, language)).flatMap(holderNames),
    ...stateData.rows.flatMap((row) => stateNames(row, language)),
    ...wordings(naming),
  ];
  for (const { phrase, acronym } of all) gazetteer.learn(phrase, acronym === true);
  for (const role of ['of', 'and'] as const) for (const word of naming[role]) gazetteer.role(word, roles[role]);
  for (const word of naming.articles) gazetteer.role(word, roles.article);
  for (const word of naming.qualifiers) gazetteer.role(word, roles.qualifier);
  for (const word of naming.possessives) gazetteer.role(word, roles.qualifier | roles.possessive);
  for (const word of naming.demonstratives) gazetteer.role(word, roles.demonstrative);
  for (const { phrase, meaning, acronym } of all) gazetteer.add(phrase, meaning, acronym === true);
  return gazetteer;
}

const built = new WeakMap<Lexicon, Gazetteer>();

/** The gazetteer of a language. Built once for each lexicon: the same words always give the same gazetteer. */
export function gazetteerOf(lexicon: Lexicon): Gazetteer {
  const known = built.get(lexicon);
  if (known !== undefined) return known;
  const fresh = build(lexicon);
  built.set(lexicon, fresh);
  return fresh;
}
