import { compare } from '../reader/compare.ts';
import { Bags, likeness } from '../reader/likeness.ts';
import type { Language, Resolution } from '../reader/model.ts';
import { compact, type Document, inTime, type Step, stepsOf, type TitleKey, tongues, Unions } from './steps.ts';

/** Why a text is held to renew an earlier one. */
export const joinReasons = [
  /** Its preamble cites it. */
  'cites',
  /** Both cite the same earlier texts of the organ. */
  'chain',
  /** The titles are the same, bodies by whatever name. */
  'title',
  /** The titles are the same because a body has changed its name. */
  'former-name',
  /** The titles are nearly the same. */
  'near-title',
  /** The agenda item, with its sub-item, has the same title. */
  'agenda-item',
  /** At least half of those who submitted it are the same. */
  'sponsors',
  /** Much of the text is the same. */
  'wording',
] as const;
export type JoinReason = (typeof joinReasons)[number];

export interface Join {
  /** Names of the steps. */
  readonly older: string;
  readonly newer: string;
  readonly why: readonly JoinReason[];
}

/** Texts by which an organ renews the same resolution, oldest first. It may skip sessions. */
export interface Series {
  readonly steps: readonly Step[];
  readonly joins: readonly Join[];
}

/** The join of a text to the latest one that it renews; `null` for what renews none. */
export const renewalOf = ({ joins }: Series, name: string): Join | null =>
  joins.findLast(({ newer }) => newer === name) ?? null;

/** Earlier texts of the same title that are tried, the latest first: a series may have two texts a session. */
const mostTried = 3;
/** Share of the words of two titles, or of two texts, that must be the same where nothing else tells. */
const nearTitle = 0.75;
const nearText = 0.4;
const chainedText = 0.25;

/**
 * The series that documents form, each text in exactly one; what renews nothing is a series of one. Same organ and same
 * family always; a title is never enough. The order of the documents does not matter.
 */
export function seriesOf(documents: readonly Document[]): Series[] {
  const steps = stepsOf(documents);
  const joins = candidates(steps).flatMap(([older, newer]): [number, number, Join][] => {
    const [a, b] = [steps[older] as Step, steps[newer] as Step];
    const why = reasonsOf(a, b);
    return why === null ? [] : [[older, newer, { older: a.name, newer: b.name, why }]];
  });
  const unions = new Unions(steps.length);
  for (const [older, newer] of joins) unions.join(older, newer);
  const kept = Map.groupBy(joins, ([older]) => unions.find(older));
  return unions.groups().map((group) => ({
    steps: group.map((index) => steps[index] as Step).sort(inTime),
    joins: (kept.get(group[0] ?? -1) ?? []).map(([, , join]) => join),
  }));
}

/** Pairs worth looking at, older and newer: one cites the other, or they have the same title. As many as there are citations and texts. */
function candidates(steps: readonly Step[]): [number, number][] {
  const bySymbol = new Map(
    steps.flatMap(({ symbol }, index) => (symbol === null ? [] : [[compact(symbol), index] as const])),
  );
  const found = new Map<string, [number, number]>();
  const add = (older: number, newer: number): void => {
    const [a, b] = [steps[older], steps[newer]];
    if (a === undefined || b === undefined || older >= newer) return;
    if (a.organ === null || a.organ !== b.organ || a.family !== b.family || a.family === 'other') return;
    found.set(`${older} ${newer}`, [older, newer]);
  };
  const titled = new Map<string, number[]>();
  for (const [index, { cited, titles }] of steps.entries()) {
    for (const symbol of cited) add(bySymbol.get(symbol) ?? bySymbol.get(firstOf(symbol)) ?? -1, index);
    for (const [language, { key }] of titles) {
      const before = titled.get(`${language} ${key}`) ?? [];
      for (const older of before.slice(-mostTried)) add(older, index);
      titled.set(`${language} ${key}`, [...before.slice(1 - mostTried), index]);
    }
  }
  return [...found.values()].sort(([a, b], [x, y]) => b - y || a - x);
}

/** What is cited as part A may have been published before there was a part B. */
const firstOf = (symbol: string): string => symbol.replace(/A$/, '');

/** Why the newer text renews the older; `null` where it does not. */
function reasonsOf(older: Step, newer: Step): JoinReason[] | null {
  const cites =
    older.symbol !== null && (newer.cited.has(compact(older.symbol)) || newer.cited.has(`${compact(older.symbol)}A`));
  const titles = inOneLanguage(older.titles, newer.titles);
  const title = titles === null ? null : sameTitle(...titles);
  const others: JoinReason[] = [
    ...(cites ? (['cites'] as const) : []),
    ...(sameChain(older, newer) ? (['chain'] as const) : []),
    ...(sameAgenda(older, newer) ? (['agenda-item'] as const) : []),
    ...(overlap(older.sponsors, newer.sponsors) >= 0.5 ? (['sponsors'] as const) : []),
  ];
  // Texts without titles that cite the same line need less.
  const enough = titles === null && others.includes('chain') ? chainedText : nearText;
  const worded = (): boolean => likeTexts(older, newer, enough);
  // Where a text has no title its agenda item stands in for it.
  if (titles === null && cites && others.includes('agenda-item')) return others;
  if (title === null) return cites && worded() ? [...others, 'wording'] : null;
  if (title === 'near-title' && !cites) return null;
  if (others.length > 0) return [...others, title];
  return worded() ? [title, 'wording'] : null;
}

function inOneLanguage<T>(a: ReadonlyMap<Language, T>, b: ReadonlyMap<Language, T>): [T, T] | null {
  for (const language of tongues) {
    const [x, y] = [a.get(language), b.get(language)];
    if (x !== undefined && y !== undefined) return [x, y];
  }
  return null;
}

function sameTitle(a: TitleKey, b: TitleKey): 'title' | 'former-name' | 'near-title' | null {
  if (a.key === b.key) return a.former !== b.former ? 'former-name' : 'title';
  const bags = new Bags();
  return likeness(bags.of(a.words), bags.of(b.words)) >= nearTitle ? 'near-title' : null;
}

function sameAgenda(older: Step, newer: Step): boolean {
  const both = inOneLanguage(older.agendas, newer.agendas);
  return both !== null && both[0].key === both[1].key;
}

/** How many of the fewer are in the other. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((each) => b.has(each)).length;
  return common === 0 ? 0 : common / Math.min(a.size, b.size);
}

const lineOf = ({ cited, symbol }: Step): Set<string> => {
  const prefix = /^.*?\/RES\//.exec(symbol ?? '')?.[0];
  return new Set([...cited].filter((each) => prefix !== undefined && each.startsWith(prefix)));
};

function sameChain(older: Step, newer: Step): boolean {
  const [a, b] = [lineOf(older), lineOf(newer)];
  return Math.min(a.size, b.size) >= 2 && overlap(a, b) >= 0.5;
}

function likeTexts(older: Step, newer: Step, enough: number): boolean {
  const both = inOneLanguage(textsByLanguage(older), textsByLanguage(newer));
  return both !== null && compare(...both).similarity >= enough;
}

const textsByLanguage = ({ carriers }: Step): Map<Language, Resolution> =>
  new Map(carriers.toReversed().map(({ resolution }) => [resolution.language ?? 'en', resolution]));
