import monthNames from '../reference/dates.json' with { type: 'json' };
import ordinalWords from '../reference/ordinals.json' with { type: 'json' };
import type { Lexicon } from './languages/lexicon.ts';
import type { IsoDate, Language, SessionRef, Time } from './model.ts';
import { anyOf, bounded, type Folded, fold, phraseSource, type Slots } from './phrases.ts';
import { daysIn, isoDate, plusDays, plusDuration, sessionOf, sessionWindow } from './sessions.ts';

export { type SessionWindow, sessionOf, sessionWindow } from './sessions.ts';

/**
 * How a window was derived (`Time.how`).
 *
 * | code | kind | window |
 * |---|---|---|
 * | `day` | date | the day |
 * | `days` `months` `years` | period | from the first to the last that is named |
 * | `month` `year` | period | all of it |
 * | `session-main-part` | session | opening to the end of the main part: a session still to come |
 * | `session-whole` | session | opening to close: a session begun or over, or one without parts |
 * | `session-dated` | session | the date the text gives of a session that the calendar does not know |
 * | `session-unknown` | session | none |
 * | `next-session` `this-session` | relative | as a session, counted from that of the text |
 * | `until-end-of-period` | deadline | from adoption (where it came before) to the last day of what is named |
 * | `until-start-of-period` | deadline | from adoption to the day before what is named |
 * | `from-adoption` | deadline, relative | from adoption to so long after; a deadline where the text says that it counts from adoption |
 * | `from-event` | relative | none: counts from something else |
 * | `rhythm` | recurrence | none; `every` holds the rhythm |
 * | `rhythm-open` | recurrence | none: a rhythm without a measure ("regularly") |
 */
export type TimeHow =
  | 'day'
  | 'days'
  | 'months'
  | 'years'
  | 'month'
  | 'year'
  | 'session-main-part'
  | 'session-whole'
  | 'session-dated'
  | 'session-unknown'
  | 'next-session'
  | 'this-session'
  | 'until-end-of-period'
  | 'until-start-of-period'
  | 'from-adoption'
  | 'from-event'
  | 'rhythm'
  | 'rhythm-open';

/** What the times of a text depend on. */
export interface TimingContext {
  readonly lexicon: Lexicon;
  /** Organ whose text it is: "its session" is this organ's. */
  readonly organ: string | null;
  /** Session in which the text was adopted or tabled. */
  readonly session: SessionRef | null;
  readonly adopted: IsoDate | null;
}

/** A time found, in offsets of the folded text. `weak` is a bare year that needs a word beside it. */
interface Find {
  readonly start: number;
  readonly end: number;
  readonly kind: Time['kind'];
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly how: TimeHow;
  readonly session?: SessionRef;
  readonly every?: string;
  readonly weak?: true;
}

type SessionForm = 'emergency' | 'special' | 'resumed' | 'regular' | 'year';
const sessionForms: readonly SessionForm[] = ['emergency', 'special', 'resumed', 'regular', 'year'];

interface Wrapper {
  /** `null` for a phrase that only looks like a deadline. */
  readonly how: 'until-end-of-period' | 'until-start-of-period' | null;
  /** What it fits. */
  readonly only: 'date' | 'year' | 'session' | 'time';
  readonly left: RegExp | null;
  readonly right: RegExp | null;
}

const fits = ['date', 'year', 'session', 'time'] as const;

/** The words of a language as regular expressions over folded text. */
interface Grammar {
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
  readonly fromEvent: RegExp;
  /** One group for each rhythm, then "every", then rhythms without a measure. */
  readonly rhythms: RegExp;
  readonly rhythmKeys: readonly string[];
}

const never = /(?!)/g;
const dash = ' ?[-\\u2013\\u2014\\uff0d~\\uff5e] ?';
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
    const given = [row[language], ...(timing.months[row.month] ?? [])];
    if (language === 'ar') given.push(...row.ar_variants);
    if (language === 'es') given.push(...row.es_variants);
    for (const name of given) forms.set(fold(name, language).text, row.month);
  }
  if (language === 'ar') {
    // Both names with a slash, in any of their spellings.
    const simple = [...forms].filter(([name]) => !name.includes('/'));
    for (const [one, n] of simple) for (const [other, m] of simple) if (n === m && one !== other) forms.set(`${one}/${other}`, n);
  }
  return forms;
}

const escaped = (text: string): string => text.replace(/[.*+?^$\\/()|[\]{}]/g, '\\$&');

/** The slots of the phrases of a language. */
function slotsOf(lexicon: Lexicon, months: ReadonlyMap<string, number>, ordinals: ReadonlyMap<string, number>): Slots {
  const { language, timing } = lexicon;
  const folded = (words: readonly string[]) => words.map((word) => escaped(fold(word, language).text));
  const suffix = timing.ordinalSuffix.length > 0 ? anyOf(folded(timing.ordinalSuffix)) : '(?!\\d)';
  const chinese = language === 'zh';
  const number = anyOf(['\\d{1,3}', ...(chinese ? ['[一二两三四五六七八九十百]{1,5}'] : folded(Object.keys(timing.numbers)))]);
  const unit = anyOf(folded(Object.values(timing.units).flat()));
  return {
    day: chinese ? ` ?${daySource} ?` : `${daySource}(?:${suffix === '(?!\\d)' ? '' : suffix})?(?!\\d)`,
    month: chinese ? ' ?(?:1[0-2]|0?[1-9]) ?' : anyOf([...months.keys()].map((name) => escaped(name).replaceAll('\\/', ' ?\\/ ?'))),
    year: chinese ? ` ?${yearSource}(?!\\d) ?` : `${yearSource}(?!\\d)`,
    ordinal: chinese
      ? ' ?(?:[〇零一二两三四五六七八九十百]{1,6}|\\d{1,3}) ?'
      : anyOf([...[...ordinals.keys()].map((words) => escaped(words).replaceAll(' ', '[- ]{1,2}')), `\\d{1,3}${suffix}`]),
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
      if (lefts[only].length > 0) wrappers.push({ how, only, left: new RegExp(`${opening}${anyOf(lefts[only])}$`), right: null });
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
      bounded(groups.map((phrases) => (phrases.length === 0 ? '((?!))' : `(${choice(phrases)})`)).join('|'), language, clitics),
      'gu',
    );
  const byLength = [...timing.dates, language === 'zh' ? '{year}年' : '{year}'].sort((a, b) => slotCount(b) - slotCount(a));
  const rhythms = Object.entries(timing.rhythms);
  const fold1 = (word: string) => fold(word, language).text;
  return {
    language,
    months,
    ordinals,
    units: new Map(Object.entries(timing.units).flatMap(([unit, words]) => words.map((word) => [fold1(word), unit] as const))),
    numbers: new Map(Object.entries(timing.numbers).map(([word, number]) => [fold1(word), number])),
    spans: new Map(Object.entries(timing.spans).map(([word, duration]) => [fold1(word), duration])),
    dates: new RegExp(bounded(byLength.map(source).join('|'), language, together), 'gu'),
    datePart:
      language === 'zh'
        ? /(\d{4})|(\d{1,2}) ?月|(\d{1,2})/g
        : new RegExp(`(\\d{4})|(${slots['month']})|(\\d{1,2})`, 'gu'),
    and: new RegExp(`^[ 日年月]*${anyOf(timing.and.map((word) => escaped(fold1(word))))}[^\\d]{0,5}$`, 'u'),
    between: ending(timing.between, ' ?'),
    yearBefore: ending(timing.yearBefore, ' ?'),
    yearAfter: at(timing.yearAfter.length === 0 ? '(?!)' : ` ?${choice(timing.yearAfter)}${language === 'zh' ? '' : '(?![a-zа-я])'}`),
    names: find(timing.names),
    anchors: timing.sessions.anchors,
    devoted: timing.sessions.devoted.length === 0 ? /(?!)/ : new RegExp(`^[^,.;،]{0,40}?${choice(timing.sessions.devoted)}`, 'u'),
    sessions: grouped(
      sessionForms.map((form) => timing.sessions[form]),
      together,
    ),
    ordinal: new RegExp(slots['ordinal'] ?? '(?!)', 'gu'),
    chainBefore: new RegExp(`${chainBody(timing.sessions.chainBefore, source, language)}$`, 'u'),
    chainTail: new RegExp(`${anyOf(timing.sessions.chainBefore.map((phrase) => source(phrase.slice(phrase.lastIndexOf('{ordinal}') + 9).trim())))} ?$`, 'u'),
    chainAfter: at(timing.sessions.chainAfter.length === 0 ? '(?!)' : `${choice(timing.sessions.chainAfter)}(?![a-zа-я\\u0621-\\u064a])`),
    relative: grouped([timing.sessions.next, timing.sessions.current], together),
    organs: grouped([...timing.organs.map((organ) => organ.names), timing.bodies], timing.clitics),
    organNames: timing.organs.map((organ) => organ.organ),
    of: at(timing.of.length === 0 ? '(?!)' : ` ?${choice(timing.of)} ?`),
    agenda: find(timing.agenda),
    held: find(timing.held),
    wrappers: wrappersOf(lexicon, slots),
    closing: find(timing.deadlines.closing),
    distances: find(timing.distances),
    span: new RegExp(slots['span'] ?? '(?!)', 'gu'),
    fromAdoption: at(`[ ,]{0,2}${choice(timing.fromAdoption.filter((phrase) => phrase !== ''))}`),
    fromEvent: at(timing.fromEvent.length === 0 ? '(?!)' : `[ ,]{0,2}${choice(timing.fromEvent)}(?![a-zа-я\\u0621-\\u064a])`),
    rhythms: grouped([...rhythms.map(([, phrases]) => phrases), timing.every, timing.open], together),
    rhythmKeys: rhythms.map(([duration]) => duration),
  };
}

const chainBody = (phrases: readonly string[], source: (phrase: string) => string, language: Language): string =>
  phrases.length === 0 ? '(?!)' : `${language === 'zh' ? '' : '(?<![a-zа-я])'}${anyOf(phrases.map((phrase) => `${source(phrase.trimEnd())} ?`))}`;

/** Grammars are a function of their lexicon alone; each is made once. */
const grammars = new WeakMap<Lexicon, Grammar>();
function grammar(lexicon: Lexicon): Grammar {
  const made = grammars.get(lexicon) ?? grammarOf(lexicon);
  grammars.set(lexicon, made);
  return made;
}

/** All matches from the start, of an expression that is shared. */
function* matches(expression: RegExp, text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (;;) {
    expression.lastIndex = from;
    const match = expression.exec(text);
    if (match === null) return;
    from = Math.max(match.index + match[0].length, from + 1);
    yield match;
  }
}

const matchesAt = (expression: RegExp, text: string, at: number): number => {
  expression.lastIndex = at;
  return expression.exec(text)?.[0].length ?? -1;
};

// ---- dates

/** A point in time as it stands: what is missing is said by a neighbour. */
interface Point {
  start: number;
  end: number;
  year?: number;
  month?: number;
  day?: number;
}

function pointsOf(words: Grammar, match: string, offset: number): Point[] {
  const points: Point[] = [];
  for (const part of matches(words.datePart, match)) {
    const [name, value]: ['year' | 'month' | 'day', number] =
      part[1] !== undefined
        ? ['year', Number(part[1])]
        : part[2] !== undefined
          ? ['month', words.language === 'zh' ? Number(part[2]) : (words.months.get(part[2].replaceAll(' /', '/').replaceAll('/ ', '/')) ?? 0)]
          : ['day', Number(part[3])];
    let point = points.at(-1);
    const later = point && words.language === 'zh' && (name === 'year' || (name === 'month' && point.day !== undefined));
    if (point === undefined || point[name] !== undefined || later) {
      point = { start: offset + part.index, end: 0 };
      points.push(point);
    }
    point[name] = value;
    point.end = offset + part.index + part[0].length;
  }
  for (let i = points.length - 2; i >= 0; i--) inherit(points[i], points[i + 1]);
  for (let i = 1; i < points.length; i++) inherit(points[i], points[i - 1]);
  return points;
}

/** A day without a month has its neighbour's, and so on; a month alone does not take a day. */
function inherit(point: Point | undefined, other: Point | undefined): void {
  if (!point || !other) return;
  if (point.day !== undefined && point.month === undefined && other.month !== undefined) point.month = other.month;
  if (point.month !== undefined && point.year === undefined && other.year !== undefined) point.year = other.year;
}

interface Window {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly unit: 'day' | 'month' | 'year';
}

function windowOf({ year, month, day }: Point): Window | null {
  if (year === undefined) return null;
  const from = isoDate(year, month ?? 1, day ?? 1);
  const lastMonth = month ?? 12;
  const to = day === undefined ? isoDate(year, lastMonth, daysIn(year, lastMonth)) : from;
  if (from === null || to === null) return null;
  return { from, to, unit: day !== undefined ? 'day' : month !== undefined ? 'month' : 'year' };
}

const wholeOf = { day: 'day', month: 'month', year: 'year' } as const;
const severalOf = { day: 'days', month: 'months', year: 'years' } as const;

const pointFind = (window: Window, start: number, end: number): Find => ({
  start,
  end,
  kind: window.unit === 'day' ? 'date' : 'period',
  from: window.from,
  to: window.to,
  how: wholeOf[window.unit],
});

/** What one match of the dates says: a point, a period, or several points that are joined by "and". */
function datesOf(words: Grammar, text: string, index: number, match: string): Find[] {
  const points = pointsOf(words, match, index);
  const windows = points.map(windowOf);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || windows.some((window) => window === null)) return [];
  const real = windows as Window[];
  const end = index + match.length;
  const [one, other] = [real[0], real.at(-1)];
  if (!one || !other) return [];
  if (points.length === 1) {
    const find = pointFind(one, first.start, end);
    return one.unit === 'year' ? [{ ...find, weak: true }] : [find];
  }
  const gaps = points.slice(1).map((point, i) => text.slice(points[i]?.end ?? 0, point.start));
  const listed =
    gaps.some((gap) => words.and.test(gap)) && !(points.length === 2 && words.between.test(text.slice(Math.max(0, first.start - 16), first.start)));
  const touching = real.every((window, i) => i === 0 || plusDays(real[i - 1]?.to ?? '0001-01-01', 1) === window.from);
  if ((listed && !touching) || one.from > other.to)
    return points.flatMap((point, i) => {
      const window = real[i];
      return window ? [pointFind(window, point.start, i === points.length - 1 ? end : point.end)] : [];
    });
  return [{ start: first.start, end, kind: 'period', from: one.from, to: other.to, how: severalOf[one.unit] }];
}

function findDates(words: Grammar, text: string): Find[] {
  const finds: Find[] = [];
  for (const match of matches(words.dates, text)) finds.push(...datesOf(words, text, match.index, match[0]));
  if (finds.length === 0) return finds;
  const names = [...matches(words.names, text)].map((match) => [match.index, match.index + match[0].length] as const);
  return finds.filter((find) => !names.some(([start, end]) => start <= find.start && find.end <= end));
}

/** Years alone are many things; a word beside them, or another such year, makes them times. */
function keepYears(words: Grammar, text: string, finds: readonly Find[]): Find[] {
  const kept: Find[] = [];
  for (const find of finds) {
    if (!find.weak) {
      kept.push(find);
      continue;
    }
    const before = text.slice(Math.max(0, find.start - 24), find.start);
    if (/[(\d/[_\u2013\u2014-]$/.test(before) || /^[\d/_\u2013\u2014-]/.test(text.slice(find.end, find.end + 1))) continue;
    const previous = kept.at(-1);
    const chained =
      previous?.how === 'year' && find.start - previous.end < 8 && words.and.test(text.slice(previous.end, find.start));
    const tailed = words.language !== 'zh' && find.end - find.start > 4;
    if (chained || tailed || words.yearBefore.test(before) || matchesAt(words.yearAfter, text, find.end) >= 0) {
      const { weak: _, ...strong } = find;
      kept.push(strong);
    }
  }
  return kept;
}

// ---- sessions

function ordinalOf(words: Grammar, ordinal: string): number {
  const bare = ordinal.trim();
  if (words.language === 'zh' && !/^\d/.test(bare)) return chineseNumber(bare);
  return /^\d/.test(bare) ? Number.parseInt(bare, 10) : (words.ordinals.get(ordinalKey(bare)) ?? Number.NaN);
}

interface Named {
  readonly start: number;
  readonly end: number;
  readonly form: SessionForm;
  readonly number: number;
}

const formOf = (match: RegExpExecArray): SessionForm =>
  sessionForms.find((_, i) => match[i + 1] !== undefined) ?? 'regular';

/** One mention of a session with the further ordinals of its chain: "seventy-eighth and eightieth sessions". */
function sessionsOf(words: Grammar, text: string, match: RegExpExecArray): Named[] {
  const form = formOf(match);
  const core = match[form === 'regular' || form === 'year' ? (form === 'year' ? 5 : 4) : sessionForms.indexOf(form) + 1] ?? match[0];
  const start = match.index + match[0].length - core.length;
  const end = match.index + match[0].length;
  if (form === 'year') return yearSessions(words, text, start, end);
  const ordinals = [...matches(words.ordinal, core)];
  const named: Named[] = ordinals.map((ordinal, i) => ({
    start: i === 0 ? start : start + ordinal.index,
    end: i === ordinals.length - 1 ? end : start + ordinal.index + ordinal[0].trimEnd().length,
    form,
    number: ordinalOf(words, ordinal[0]),
  }));
  if (named.length === 0) return [];
  if (form === 'special' && (named[0]?.number ?? 0) <= 5 && words.devoted.test(text.slice(end, end + 60))) return [];
  let left = start;
  for (let i = 0; i < 6; i++) {
    const slice = text.slice(Math.max(0, left - 60), left);
    const further = words.chainTail.test(slice) ? words.chainBefore.exec(slice) : null;
    if (further === null) break;
    words.ordinal.lastIndex = 0;
    const one = words.ordinal.exec(further[0]);
    if (one === null) break;
    const from = left - further[0].length + one.index;
    named.unshift({ start: from, end: from + one[0].trimEnd().length, form, number: ordinalOf(words, one[0]) });
    left = left - further[0].length;
  }
  let right = end;
  for (let i = 0; i < 6; i++) {
    const length = matchesAt(words.chainAfter, text, right);
    if (length <= 0) break;
    words.ordinal.lastIndex = 0;
    const one = words.ordinal.exec(text.slice(right, right + length));
    if (one === null) break;
    named.push({ start: right + one.index, end: right + length, form, number: ordinalOf(words, one[0]) });
    right += length;
  }
  return named.filter((one) => one.number > 0);
}

/** "its 2025, 2026 and 2027 sessions", in either order. */
function yearSessions(words: Grammar, text: string, start: number, end: number): Named[] {
  const year = /\d{4}/.exec(text.slice(start, end));
  if (year === null) return [];
  const named: Named[] = [{ start, end, form: 'year', number: Number(year[0]) }];
  for (let left = start, i = 0; i < 6; i++) {
    const further = /(?<!\d)((?:19|20)\d\d)(年?[^\d]{1,6})$/.exec(text.slice(Math.max(0, left - 12), left));
    if (further === null || !words.and.test(further[2] ?? '')) break;
    const from = left - further[0].length;
    named.unshift({ start: from, end: from + 4, form: 'year', number: Number(further[1]) });
    left = from;
  }
  for (let right = end, i = 0; i < 6; i++) {
    const further = /^([^\d]{1,6})((?:19|20)\d\d)(?!\d)/.exec(text.slice(right, right + 12));
    if (further === null || !words.and.test(further[1] ?? '')) break;
    right += further[0].length;
    named.push({ start: right - 4, end: right, form: 'year', number: Number(further[2]) });
  }
  return named;
}

/** Highest session number that a text of the context can speak of. */
function plausible(context: TimingContext, organ: string, named: Named): boolean {
  if (named.form === 'year') return organ === 'unecosoc' || organ === 'unknown';
  if (organ === 'unsc') return false;
  if (organ === 'unecosoc') return named.number <= 63 && named.form === 'regular' && (context.adopted ?? '2000') < '1980';
  if (named.form !== 'regular') return true;
  if (organ === 'unga') {
    const current = context.session?.organ === 'unga' ? context.session.number : context.adopted ? Number(context.adopted.slice(0, 4)) - 1945 : 85;
    return named.number <= current + 12;
  }
  if (organ === 'unga-hrc') {
    const year = context.adopted ? Number(context.adopted.slice(0, 4)) : 2030;
    return named.number <= 61 + (year - 2026) * 3 + 12;
  }
  if (organ === 'oic-summit') return named.number <= 25;
  if (organ === 'oic-cfm') return named.number <= 75;
  return true;
}

const councils = new Set(['unsc', 'unecosoc', 'unga-hrc']);

/** Memory of one reading: which council "the Council" was last. */
interface Memory {
  council: string | null;
}

interface Mention {
  readonly organ: string;
  readonly start: number;
  readonly end: number;
}

function mentions(words: Grammar, text: string, context: TimingContext, memory: Memory): Mention[] {
  const found: Mention[] = [];
  for (const match of matches(words.organs, text)) {
    const group = match.findIndex((part, i) => i > 0 && part !== undefined);
    let organ = words.organNames[group - 1] ?? 'unknown';
    const end = match.index + match[0].length;
    if (organ === 'assembly' || organ === 'council') {
      // "the Council of Europe" is not the Council.
      if (words.language !== 'ar' && words.language !== 'ru' && matchesAt(words.of, text, end) >= 0) organ = 'unknown';
    }
    if (organ === 'none') continue;
    if (organ === 'assembly') organ = 'unga';
    else if (organ === 'council')
      organ = context.organ && councils.has(context.organ) ? context.organ : (memory.council ?? 'unknown');
    else if (councils.has(organ)) memory.council = organ;
    found.push({ organ, start: match.index, end });
  }
  return found;
}

const sentenceEnd = /[.;؛；。]/;

/** The body after "session of"; `null` where none is named there. In Russian and Arabic it stands there without a word of its own. */
function bodyAfter(words: Grammar, text: string, { end }: Named, bodies: readonly Mention[]): string | null {
  const of = matchesAt(words.of, text, end);
  if (of < 0) return null;
  const from = end + of;
  if (words.language === 'ar' || words.language === 'ru') {
    const reach = words.language === 'ru' ? 40 : 3;
    const body = bodies.find((one) => one.end > from && one.start <= from + reach && one.start >= end);
    if (!body || /[,،;.]|\d/.test(text.slice(end, body.start))) return null;
    return body.start - from <= 2 || body.organ === 'unknown' ? body.organ : null;
  }
  const direct = bodies.find((body) => body.start >= end && body.start <= from && body.end > from);
  if (direct || words.language === 'en') return direct?.organ ?? 'unknown';
  // "session de l'application": only a body makes it one.
  const near = bodies.find((body) => body.start >= from && body.start <= from + 30 && !/[,;.]/.test(text.slice(end, body.start)));
  return near ? 'unknown' : null;
}

/** Whose session it is: the body it is said to be of, else the nearest body named before it, else the text's own organ. */
function organOf(words: Grammar, context: TimingContext, text: string, named: readonly Named[], bodies: readonly Mention[]): string {
  const first = named[0];
  const last = named.at(-1);
  if (!first || !last) return 'unknown';
  const inside = bodies.find((body) => body.start >= first.start && body.end <= last.end && body.organ !== 'unknown');
  if (inside) return inside.organ;
  const after = bodyAfter(words, text, last, bodies);
  if (after !== null) return after === 'unknown' || plausible(context, after, last) ? after : 'unknown';
  const own = context.organ !== null && plausible(context, context.organ, last) ? context.organ : null;
  if (last.form === 'year' && own === null && !bodies.some((body) => body.end <= first.start)) return 'unknown';
  for (let i = bodies.length - 1; i >= 0; i--) {
    const body = bodies[i];
    if (!body || body.end > first.start) continue;
    const gap = text.slice(body.end, first.start);
    if (gap.length > 300) break;
    if (matchesFirst(words.agenda, gap) && own !== null) return own;
    if (body.organ === 'unknown') {
      if (own === 'unecosoc' && last.form === 'year' && gap.length > 12) return own;
      if (gap.length <= 40 || own === null) return 'unknown';
      if (isNear(context, last)) return own;
      return sentenceEnd.test(gap) ? own : 'unknown';
    }
    if (plausible(context, body.organ, last)) return body.organ;
  }
  return own ?? 'unknown';
}

function matchesFirst(expression: RegExp, text: string): boolean {
  expression.lastIndex = 0;
  return expression.test(text);
}

/** A number just after that of the text's own session is hardly another body's. */
function isNear({ session, organ }: TimingContext, named: Named): boolean {
  return session !== null && session.organ === organ && named.form === 'regular' && named.number >= session.number && named.number <= session.number + 4;
}

const kindOf = (form: SessionForm): SessionRef['kind'] => (form === 'year' ? 'regular' : form);

function sessionFind(context: TimingContext, named: Named, organ: string): Find {
  const session: SessionRef = { organ, kind: kindOf(named.form), number: named.number };
  const { start, end } = named;
  const window = organ === 'unknown' ? null : sessionWindow(session);
  if (window === null) return { start, end, kind: 'session', from: null, to: null, session, how: 'session-unknown' };
  const begun =
    context.adopted !== null
      ? window.opens <= context.adopted
      : context.session?.organ === organ && context.session.kind === 'regular'
        ? named.number <= context.session.number
        : false;
  const parts = window.mainPartEnds !== window.closes && session.kind === 'regular';
  if (parts && !begun)
    return { start, end, kind: 'session', from: window.opens, to: window.mainPartEnds, session, how: 'session-main-part' };
  return { start, end, kind: 'session', from: window.opens, to: window.closes, session, how: 'session-whole' };
}

/** A session that the calendar does not know takes the date that the text gives it: "held in Istanbul on 14 and 15 April 2016". */
function datedSession(words: Grammar, text: string, find: Find, dates: readonly Find[]): Find {
  if (find.how !== 'session-unknown') return find;
  const after = dates.find((date) => date.start >= find.end && date.start - find.end <= 90 && !date.weak);
  const held = after && matchesFirst(words.held, text.slice(find.end, after.start)) && !sentenceEnd.test(text.slice(find.end, after.start));
  return held ? { ...find, from: after.from, to: after.to, how: 'session-dated' } : find;
}

/** Matches of the phrases for sessions; the text is looked at only around the words that every such phrase holds. */
function* aroundAnchors(words: Grammar, text: string): Generator<RegExpExecArray> {
  const places = words.anchors.flatMap((anchor) => occurrences(text, anchor)).sort((a, b) => a - b);
  let start = -1;
  let end = -1;
  for (const place of [...places, Number.POSITIVE_INFINITY]) {
    if (start >= 0 && place - 80 > end) {
      for (const match of matches(words.sessions, text.slice(start, end))) {
        match.index += start;
        yield match;
      }
      start = -1;
    }
    if (start < 0) start = Math.max(0, Math.min(place, text.length) - 80);
    end = Math.min(text.length, place + 100);
  }
}

function occurrences(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at);
  return places;
}

function findSessions(words: Grammar, context: TimingContext, text: string, memory: Memory): Find[] {
  if (!words.anchors.some((anchor) => text.includes(anchor))) return [];
  const found = [...aroundAnchors(words, text)].map((match) => sessionsOf(words, text, match)).filter((named) => named.length > 0);
  const relative = [...matches(words.relative, text)];
  if (found.length === 0 && relative.length === 0) return [];
  const bodies = mentions(words, text, context, memory);
  const finds = found.flatMap((named) => {
    const organ = organOf(words, context, text, named, bodies);
    return named.map((one) => sessionFind(context, one, organ));
  });
  for (const match of relative) finds.push(relativeSession(words, context, text, match, bodies));
  return finds;
}

/** "at its next session", "at the present session": counted from the session of the text. */
function relativeSession(words: Grammar, context: TimingContext, text: string, match: RegExpExecArray, bodies: readonly Mention[]): Find {
  const how = match[1] !== undefined ? 'next-session' : 'this-session';
  const span = { start: match.index, end: match.index + match[0].length, kind: 'relative', how } as const;
  const { session } = context;
  const number = session === null ? 0 : session.number + (how === 'next-session' ? 1 : 0);
  const named: Named = { start: span.start, end: span.end, form: session?.organ === 'unecosoc' ? 'year' : 'regular', number };
  if (session === null || session.kind !== 'regular' || organOf(words, context, text, [named], bodies) !== session.organ)
    return { ...span, from: null, to: null };
  const find = sessionFind(context, named, session.organ);
  return { ...find, ...span };
}

// ---- deadlines, distances, rhythms

/** The longest deadline phrase around a time, or the time as it is. */
function wrapped(words: Grammar, context: TimingContext, text: string, find: Find): Find {
  const before = text.slice(Math.max(0, find.start - 60), find.start);
  let best: { start: number; end: number; how: Wrapper['how'] } | null = null;
  for (const { left, right, how, only } of words.wrappers) {
    if (only === 'year' ? find.how !== 'year' : only !== 'time' && (only === 'session') !== (find.session !== undefined)) continue;
    const tail = right === null ? 0 : matchesAt(right, text, find.end);
    if (tail < 0) continue;
    const head = left === null ? 0 : (left.exec(before)?.[0].length ?? -1);
    if (head < 0) continue;
    const length = head + tail;
    if (best === null || length > best.end - best.start - (find.end - find.start))
      best = { start: find.start - head, end: find.end + tail, how };
  }
  if (best === null || best.how === null) return find;
  const start = skipClitic(text, best.start);
  const around = text.slice(best.start, find.start) + text.slice(find.end, best.end);
  const whole = find.session && matchesFirst(words.closing, around) ? sessionWindow(find.session) : null;
  const last = best.how === 'until-end-of-period' ? (whole?.closes ?? find.to) : find.from === null ? null : plusDays(find.from, -1);
  const from = last !== null && context.adopted !== null && context.adopted <= last ? context.adopted : null;
  const { weak: _, ...rest } = find;
  return { ...rest, start, end: best.end, kind: 'deadline', from, to: last, how: best.how };
}

const skipClitic = (text: string, start: number): number => (text.charAt(start) === ' ' ? start + 1 : start);

/** ISO 8601 duration of "ninety days". */
function durationOf(words: Grammar, text: string): string | null {
  words.span.lastIndex = 0;
  const match = words.span.exec(text)?.[0];
  if (match === undefined) return null;
  const fixed = words.spans.get(match);
  if (fixed !== undefined) return fixed;
  const parts = words.language === 'zh' ? /^(\d+|[一二两三四五六七八九十百]+) ?(.+)$/u.exec(match) : /^(.+?) {1,2}([^ ]+(?: [^ ]+)?)$/u.exec(match);
  for (const [head, tail] of splits(match, parts, words.language)) {
    const unit = words.units.get(tail);
    const number = /^\d+$/.test(head) ? Number(head) : words.language === 'zh' ? chineseNumber(head) : words.numbers.get(head);
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

function findDistances(words: Grammar, context: TimingContext, text: string): Find[] {
  const finds: Find[] = [];
  for (const match of matches(words.distances, text)) {
    const every = durationOf(words, match[0]);
    if (every === null) continue;
    const start = match.index;
    const end = start + match[0].length;
    const counted = matchesAt(words.fromAdoption, text, end);
    const elsewhere = counted < 0 && matchesAt(words.fromEvent, text, end) >= 0;
    const to = context.adopted === null || elsewhere ? null : plusDuration(context.adopted, every);
    finds.push({
      start,
      end: end + Math.max(0, counted),
      kind: counted >= 0 ? 'deadline' : 'relative',
      from: to === null ? null : context.adopted,
      to,
      every,
      how: elsewhere ? 'from-event' : 'from-adoption',
    });
  }
  return finds;
}

function findRhythms(words: Grammar, text: string): Find[] {
  const finds: Find[] = [];
  for (const match of matches(words.rhythms, text)) {
    const group = match.findIndex((part, i) => i > 0 && part !== undefined) - 1;
    const core = match[group + 1] ?? match[0];
    const end = match.index + match[0].length;
    const start = end - core.length;
    const every = words.rhythmKeys[group] ?? (group === words.rhythmKeys.length ? durationOf(words, core) : undefined);
    if (every === null) continue;
    finds.push({ start, end, kind: 'recurrence', from: null, to: null, how: every === undefined ? 'rhythm-open' : 'rhythm', ...(every === undefined ? {} : { every }) });
  }
  return finds;
}

// ---- all of it

/** Of finds that overlap the longest stays. */
function longest(finds: readonly Find[]): Find[] {
  const kept: Find[] = [];
  for (const find of [...finds].sort((a, b) => a.start - b.start || b.end - a.end || Number(b.session !== undefined) - Number(a.session !== undefined))) {
    const previous = kept.at(-1);
    if (previous === undefined || find.start >= previous.end) kept.push(find);
    else if (find.end - find.start > previous.end - previous.start) kept[kept.length - 1] = find;
  }
  return kept;
}

function timesOf(words: Grammar, context: TimingContext, memory: Memory, { text, at }: Folded): Time[] {
  const dates = /\d{4}/.test(text) ? findDates(words, text) : [];
  const sessions = findSessions(words, context, text, memory).map((find) => datedSession(words, text, find, dates));
  const marked = [...dates, ...sessions].sort((a, b) => a.start - b.start).map((find) => wrapped(words, context, text, find));
  const finds = longest([...keepYears(words, text, marked), ...findDistances(words, context, text), ...findRhythms(words, text)]);
  return finds.map(({ start, end, weak: _, ...time }) => ({ start: at?.[start] ?? start, end: (at?.[end - 1] ?? end - 1) + 1, ...time }));
}

/** A function that finds the times of one prose after another, in reading order. */
export function timer(context: TimingContext): (text: string) => Time[] {
  const words = grammar(context.lexicon);
  const memory: Memory = { council: context.organ !== null && councils.has(context.organ) ? context.organ : null };
  return (text) => timesOf(words, context, memory, fold(text, context.lexicon.language));
}

/** The first whole date of a text, `null` where there is none. */
export function parseDate(text: string, lexicon: Lexicon): IsoDate | null {
  const words = grammar(lexicon);
  const folded = fold(text, lexicon.language).text;
  return findDates(words, folded).find((find) => find.how === 'day' || find.how === 'days')?.from ?? null;
}

/** What a line such as "Seventy-fifth session" says. `organ` is `null` where the line does not name it; a session named by its year has the year as its number. */
export function parseSession(
  text: string,
  lexicon: Lexicon,
): { readonly organ: string | null; readonly kind: SessionRef['kind']; readonly number: number; readonly byYear: boolean } | null {
  const words = grammar(lexicon);
  const folded = fold(text, lexicon.language).text;
  for (const match of matches(words.sessions, folded)) {
    const named = sessionsOf(words, folded, match)[0];
    if (!named) continue;
    const context: TimingContext = { lexicon, organ: null, session: null, adopted: null };
    const body = mentions(words, folded, context, { council: null }).find((one) => one.organ !== 'unknown');
    return { organ: body?.organ ?? null, kind: kindOf(named.form), number: named.number, byYear: named.form === 'year' };
  }
  return null;
}

/** The session in which a day falls, as a context for `timer` where the text does not name it. */
export const sessionFor = (organ: string | null, adopted: IsoDate | null): SessionRef | null =>
  organ !== null && adopted !== null ? sessionOf(organ, adopted) : null;
