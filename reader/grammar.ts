import monthNames from '../reference/dates.json' with { type: 'json' };
import ordinalWords from '../reference/ordinals.json' with { type: 'json' };
import { type Beginnings, beginningsOf, beginningsTogether, matchesBegun } from './beginnings.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Language } from './model.ts';
import { anyOf, bounded, escaped, fold, phraseSource, type Slots } from './phrases.ts';
import { matches } from './plainText.ts';

export type SessionForm = 'emergency' | 'special' | 'resumed' | 'regular' | 'year';
export const sessionForms: readonly SessionForm[] = ['emergency', 'special', 'resumed', 'regular', 'year'];

export interface Wrapper {
  /** `null` for a phrase that only looks like a deadline. */
  readonly how: 'until-end-of-period' | 'until-start-of-period' | null;
  /** What it fits. */
  readonly only: 'date' | 'year' | 'session' | 'time';
  readonly left: RegExp | null;
  readonly right: RegExp | null;
}

const fits = ['date', 'year', 'session', 'time'] as const;

/** The words of a language as regular expressions over folded text. */
export interface Grammar {
  readonly language: Language;
  readonly months: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly units: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly spans: ReadonlyMap<string, string>;
  readonly dates: RegExp;
  readonly datePart: RegExp;
  readonly and: RegExp;
  readonly between: RegExp;
  readonly yearBefore: RegExp;
  readonly yearAfter: RegExp;
  readonly names: RegExp;
  readonly anchors: readonly string[];
  readonly devoted: RegExp;
  /** One group for each form of session, in the order of `sessionForms`. */
  readonly sessions: RegExp;
  readonly ordinal: RegExp;
  readonly chainBefore: RegExp;
  /** What stands before a further ordinal: quick to look for. */
  readonly chainTail: RegExp;
  readonly chainAfter: RegExp;
  readonly relative: RegExp;
  /** One group for each organ, the last for bodies of any kind. */
  readonly organs: RegExp;
  readonly organNames: readonly string[];
  readonly of: RegExp;
  readonly agenda: RegExp;
  readonly held: RegExp;
  readonly wrappers: readonly Wrapper[];
  readonly closing: RegExp;
  readonly distances: RegExp;
  readonly span: RegExp;
  readonly fromAdoption: RegExp;
  /** The same where it stands before the distance, as in Chinese. */
  readonly adoptedBefore: RegExp;
  readonly fromEvent: RegExp;
  /** One group for each rhythm, then "every", then rhythms without a measure. */
  readonly rhythms: RegExp;
  readonly rhythmKeys: readonly string[];
  /** How distances and rhythms begin: quick to look for. `null` where that is open. */
  /** How distances and rhythms begin, in this order; `null` where that is open and they are looked for everywhere. */
  readonly begin: Beginnings | null;
}

const never = /(?!)/g;
const dash = ' ?[-\\u2013\\u2014\\u2212\\uff0d~\\uff5e] ?';
const yearSource = '(?:1[89]|20)\\d\\d';
const daySource = '(?:3[01]|[12]\\d|0?[1-9])';

/** Ordinals are looked up with blanks for hyphens. */
const ordinalKey = (words: string): string => words.replace(/[- ]+/g, ' ');

function ordinalsOf(lexicon: Lexicon): Map<string, number> {
  const { language, timing } = lexicon;
  const forms = new Map<string, number>();
  const add = (words: string, number: number) => forms.set(ordinalKey(fold(words, language).text), number);
  for (const row of ordinalWords.rows) {
    const words: Readonly<Record<Language, readonly string[]>> = {
      en: [row.en],
      fr: [row.fr, row.fr_m],
      es: [row.es, row.es_full],
      ru: [row.ru, row.ru_oblique],
      ar: [row.ar, row.ar_oblique],
      zh: [],
    };
    for (const form of words[language]) {
      add(form, row.n);
      for (const [ending, other] of timing.ordinalEndings)
        if (form.endsWith(ending)) add(form.slice(0, -ending.length) + other, row.n);
      if (row.n < 100) for (const phrase of timing.hundred) add(phrase.replace('{ordinal}', form), 100 + row.n);
    }
  }
  for (const [words, number] of Object.entries(timing.ordinals)) add(words, number);
  return forms;
}

const chineseDigits = '〇一二三四五六七八九';

/** 二十一, 一百零五, 两: Chinese numbers up to 999, `NaN` for anything else. */
function chineseNumber(words: string): number {
  let sum = 0;
  let digit = 0;
  for (const sign of words.replaceAll('两', '二').replaceAll('零', '')) {
    const value = chineseDigits.indexOf(sign);
    if (value >= 0) digit = value;
    else if (sign === '十') {
      sum += (digit || 1) * 10;
      digit = 0;
    } else if (sign === '百') {
      sum += (digit || 1) * 100;
      digit = 0;
    } else return Number.NaN;
  }
  return sum + digit;
}

function monthsOf({ language, timing }: Lexicon): Map<string, number> {
  const forms = new Map<string, number>();
  for (const row of monthNames.rows) {
    // Arabic prints both names of a month with a slash.
    const given = [...row[language].split('/'), ...(timing.months[row.month] ?? [])];
    if (language === 'ar') given.push(...row.ar_variants);
    if (language === 'es') given.push(...row.es_variants);
    for (const name of given) forms.set(fold(name, language).text, row.month);
  }
  return forms;
}

/** Names of several words as one expression in which common beginnings stand once; of two that fit, the longer one matches. */
function wordTree(names: readonly string[]): string {
  const rests = new Map<string, string[]>();
  for (const name of names) {
    const [first = '', ...rest] = name.split(' ');
    rests.set(first, [...(rests.get(first) ?? []), rest.join(' ')]);
  }
  const branches = [...rests].map(([first, tails]) => {
    const further = tails.filter((tail) => tail !== '');
    if (further.length === 0) return escaped(first);
    return `${escaped(first)}(?:[- ]{1,2}${wordTree(further)})${further.length < tails.length ? '?' : ''}`;
  });
  return anyOf(branches);
}

/**
 * Words of ordinals in any order, the first one that can begin an ordinal: short, where all ordinals written out would
 * make an expression that takes seconds to prepare. Which ordinals stand in what it finds is looked up afterwards.
 */
function ordinalRun(ordinals: readonly string[]): string {
  const words = (names: readonly string[]) => anyOf([...new Set(names)].map(escaped));
  const split = ordinals.map((name) => name.split(' '));
  return `${words(split.map(([first = '']) => first))}(?:[- ]{1,2}${words(split.flat())})*`;
}

/** The slots of the phrases of a language. */
function slotsOf(lexicon: Lexicon, months: ReadonlyMap<string, number>, ordinals: ReadonlyMap<string, number>): Slots {
  const { language, timing } = lexicon;
  const folded = (words: readonly string[]) => words.map((word) => escaped(fold(word, language).text));
  const suffix = timing.ordinalSuffix.length > 0 ? anyOf(folded(timing.ordinalSuffix)) : '(?!\\d)';
  const chinese = language === 'zh';
  const number = anyOf([
    '\\d{1,3}',
    ...(chinese ? ['[一二两三四五六七八九十百]{1,5}'] : folded(Object.keys(timing.numbers))),
  ]);
  const month = wordTree([...months.keys()]);
  const unit = anyOf(folded(Object.values(timing.units).flat()));
  return {
    day: chinese ? ` ?${daySource} ?` : `${daySource}(?:${suffix === '(?!\\d)' ? '' : suffix})?(?!\\d)`,
    month: chinese ? ' ?(?:1[0-2]|0?[1-9]) ?' : language === 'ar' ? `${month}(?: ?\\/ ?${month})?` : month,
    year: chinese ? ` ?${yearSource}(?!\\d) ?` : `${yearSource}(?!\\d)`,
    ordinal: chinese
      ? ' ?(?:[〇零一二两三四五六七八九十百]{1,6}|\\d{1,3}) ?'
      : `(?:${ordinalRun([...ordinals.keys()])}|\\d{1,3}${suffix})`,
    exact: chinese ? '' : `(?:${wordTree([...ordinals.keys()])}|\\d{1,3}${suffix})`,
    span: anyOf([`${number}${chinese ? ' ?' : ' {1,2}'}${unit}`, ...folded(Object.keys(timing.spans))]),
    '-': dash,
  };
}

/** Deadline phrases stand around a time: what comes before it ends there, what comes after it begins there. */
function wrappersOf(lexicon: Lexicon, slots: Slots): Wrapper[] {
  const { language, timing } = lexicon;
  const wrappers: Wrapper[] = [];
  const opening = language === 'zh' ? '' : language === 'ar' ? '(?<![\\u0621-\\u064a])[وف]?' : '(?<![a-zа-я])';
  for (const [key, how] of [
    ['end', 'until-end-of-period'],
    ['start', 'until-start-of-period'],
    ['none', null],
  ] as const) {
    const lefts = { date: [] as string[], year: [] as string[], session: [] as string[], time: [] as string[] };
    for (const phrase of timing.deadlines[key]) {
      const only = fits.find((name) => phrase.includes(`{${name}}`)) ?? 'time';
      const [before = '', after = ''] = phrase.split(`{${only}}`);
      const left = before === '' ? '' : phraseSource(before, language, slots);
      if (after === '') lefts[only].push(left);
      else
        wrappers.push({
          how,
          only,
          left: left === '' ? null : new RegExp(`${opening}${left} ?$`),
          right: new RegExp(` ?${phraseSource(after.trim(), language, slots)}`, 'y'),
        });
    }
    for (const only of fits)
      if (lefts[only].length > 0)
        wrappers.push({ how, only, left: new RegExp(`${opening}${anyOf(lefts[only])}$`), right: null });
  }
  return wrappers;
}

const slotCount = (phrase: string): number => phrase.split('{').length;

function grammarOf(lexicon: Lexicon): Grammar {
  const { language, timing } = lexicon;
  const months = monthsOf(lexicon);
  const ordinals = ordinalsOf(lexicon);
  const slots = slotsOf(lexicon, months, ordinals);
  const source = (phrase: string) => phraseSource(phrase, language, slots);
  const choice = (phrases: readonly string[]) => anyOf(phrases.map(source));
  const together = [...timing.clitics, ...timing.articles];
  const find = (phrases: readonly string[]) =>
    phrases.length === 0 ? never : new RegExp(bounded(choice(phrases), language, together), 'gu');
  const ending = (phrases: readonly string[], tail: string) =>
    phrases.length === 0 ? /(?!)/ : new RegExp(`${bounded(choice(phrases), language, together)}${tail}$`, 'u');
  const at = (body: string) => new RegExp(body, 'yu');
  const grouped = (groups: readonly (readonly string[])[], clitics: readonly string[]) =>
    new RegExp(
      bounded(
        groups.map((phrases) => (phrases.length === 0 ? '((?!))' : `(${choice(phrases)})`)).join('|'),
        language,
        clitics,
      ),
      'gu',
    );
  const byLength = [...timing.dates, language === 'zh' ? '{year}年' : '{year}'].sort(
    (a, b) => slotCount(b) - slotCount(a),
  );
  const rhythms = Object.entries(timing.rhythms);
  const rhythmGroups = [...rhythms.map(([, phrases]) => phrases), timing.every, timing.open];
  const begin = beginningsTogether(
    [timing.distances, rhythmGroups.flat()].map((phrases) => beginningsOf(phrases, together, language)),
  );
  /** Sticky, to be tried at one place after the other, where it is known how its matches begin. */
  const tried = (expression: RegExp): RegExp => (begin === null ? expression : new RegExp(expression.source, 'yu'));
  const fold1 = (word: string) => fold(word, language).text;
  return {
    language,
    months,
    ordinals,
    units: new Map(
      Object.entries(timing.units).flatMap(([unit, words]) => words.map((word) => [fold1(word), unit] as const)),
    ),
    numbers: new Map(Object.entries(timing.numbers).map(([word, number]) => [fold1(word), number])),
    spans: new Map(Object.entries(timing.spans).map(([word, duration]) => [fold1(word), duration])),
    dates: new RegExp(bounded(byLength.map(source).join('|'), language, timing.clitics), 'gu'),
    datePart:
      language === 'zh' ? /(\d{4})|(\d{1,2}) ?月|(\d{1,2})/g : new RegExp(`(\\d{4})|(${slots.month})|(\\d{1,2})`, 'gu'),
    and: new RegExp(`^[ 日年月]*${anyOf(timing.and.map((word) => escaped(fold1(word))))}[^\\d]{0,5}$`, 'u'),
    between: ending(timing.between, ' ?'),
    yearBefore: ending(timing.yearBefore, ' ?'),
    yearAfter: at(
      timing.yearAfter.length === 0
        ? '(?!)'
        : ` ?${choice(timing.yearAfter)}${language === 'zh' ? '' : '(?![a-zа-я])'}`,
    ),
    names: find(timing.names),
    anchors: timing.sessions.anchors,
    devoted:
      timing.sessions.devoted.length === 0
        ? /(?!)/
        : new RegExp(`^[^,.;،]{0,40}?${choice(timing.sessions.devoted)}`, 'u'),
    sessions: grouped(
      sessionForms.map((form) => timing.sessions[form]),
      together,
    ),
    ordinal: new RegExp((slots.exact || slots.ordinal) ?? '(?!)', 'gu'),
    chainBefore: new RegExp(`${chainBody(timing.sessions.chainBefore, source, language)}$`, 'u'),
    chainTail: new RegExp(
      `${anyOf(timing.sessions.chainBefore.map((phrase) => source(phrase.slice(phrase.lastIndexOf('{ordinal}') + 9).trim())))} ?$`,
      'u',
    ),
    chainAfter: at(
      timing.sessions.chainAfter.length === 0
        ? '(?!)'
        : `${choice(timing.sessions.chainAfter)}(?![a-zа-я\\u0621-\\u064a])`,
    ),
    relative: grouped([timing.sessions.next, timing.sessions.current], together),
    organs: grouped([...timing.organs.map((organ) => organ.names), timing.bodies], timing.clitics),
    organNames: timing.organs.map((organ) => organ.organ),
    of: at(timing.of.length === 0 ? '(?!)' : ` ?${choice(timing.of)} ?`),
    agenda: find(timing.agenda),
    held: find(timing.held),
    wrappers: wrappersOf(lexicon, slots),
    closing: find(timing.deadlines.closing),
    distances: tried(find(timing.distances)),
    span: new RegExp(slots.span ?? '(?!)', 'gu'),
    fromAdoption: at(`[ ,]{0,2}${choice(timing.fromAdoption)}`),
    adoptedBefore: ending(timing.fromAdoption, '[ ,，]{0,2}'),
    fromEvent: at(
      timing.fromEvent.length === 0 ? '(?!)' : `[ ,]{0,2}${choice(timing.fromEvent)}(?![a-zа-я\\u0621-\\u064a])`,
    ),
    rhythms: tried(grouped(rhythmGroups, together)),
    rhythmKeys: rhythms.map(([duration]) => duration),
    begin,
  };
}

const chainBody = (phrases: readonly string[], source: (phrase: string) => string, language: Language): string =>
  phrases.length === 0
    ? '(?!)'
    : `${language === 'zh' ? '' : '(?<![a-zа-я])'}${anyOf(phrases.map((phrase) => `${source(phrase.trimEnd())} ?`))}`;

/** Grammars are a function of their lexicon alone; each is made once. */
const grammars = new WeakMap<Lexicon, Grammar>();
export function grammar(lexicon: Lexicon): Grammar {
  const made = grammars.get(lexicon) ?? grammarOf(lexicon);
  grammars.set(lexicon, made);
  return made;
}

/** Of places in order and apart those that begin from `from` on and not after `to`. */
export function within<Place extends { readonly start: number }>(
  places: readonly Place[],
  from: number,
  to: number,
): Place[] {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < places.length && (places[end]?.start ?? 0) <= to) end++;
  return places.slice(low, end);
}

/** All distances and all rhythms of a text. */
export function distancesAndRhythms({ distances, rhythms, begin }: Grammar, text: string): RegExpExecArray[][] {
  const both = [distances, rhythms];
  return begin === null ? both.map((expression) => matches(expression, text)) : matchesBegun(both, begin, text);
}

export const matchesAt = (expression: RegExp, text: string, at: number): number => {
  expression.lastIndex = at;
  return expression.exec(text)?.[0].length ?? -1;
};

/** Number of an ordinal in words or digits, `NaN` where it is none. */
export function ordinalOf(words: Grammar, ordinal: string): number {
  const bare = ordinal.trim();
  if (words.language === 'zh' && !/^\d/.test(bare)) return chineseNumber(bare);
  return /^\d/.test(bare) ? Number.parseInt(bare, 10) : (words.ordinals.get(ordinalKey(bare)) ?? Number.NaN);
}

/** Whether the expression, which is shared, matches anywhere. */
export function matchesFirst(expression: RegExp, text: string): boolean {
  expression.lastIndex = 0;
  return expression.test(text);
}

/** ISO 8601 duration of "ninety days". */
export function durationOf(words: Grammar, text: string): string | null {
  words.span.lastIndex = 0;
  const match = words.span.exec(text)?.[0];
  if (match === undefined) return null;
  const fixed = words.spans.get(match);
  if (fixed !== undefined) return fixed;
  const parts =
    words.language === 'zh'
      ? /^(\d+|[一二两三四五六七八九十百]+) ?(.+)$/u.exec(match)
      : /^(.+?) {1,2}([^ ]+(?: [^ ]+)?)$/u.exec(match);
  for (const [head, tail] of splits(match, parts, words.language)) {
    const unit = words.units.get(tail);
    const number = /^\d+$/.test(head)
      ? Number(head)
      : words.language === 'zh'
        ? chineseNumber(head)
        : words.numbers.get(head);
    if (unit !== undefined && number) return `P${number}${unit}`;
  }
  return null;
}

/** Number and unit at each blank between them. */
function splits(match: string, parts: RegExpExecArray | null, language: Language): [string, string][] {
  if (language === 'zh') return parts ? [[parts[1] ?? '', parts[2] ?? '']] : [];
  const words = match.split(/ +/);
  return words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')]);
}
