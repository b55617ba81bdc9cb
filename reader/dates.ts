import type { Find } from './finds.ts';
import { type Grammar, matchesAt, within } from './grammar.ts';
import type { IsoDate } from './model.ts';
import { matches } from './plainText.ts';
import { daysIn, isoDate, plusDays } from './sessions.ts';

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
          ? [
              'month',
              words.language === 'zh'
                ? Number(part[2])
                : (words.months.get(part[2].split('/', 1)[0]?.replace(/ +/g, ' ').trim() ?? '') ?? 0),
            ]
          : ['day', Number(part[3])];
    let point = points.at(-1);
    const later =
      point && words.language === 'zh' && (name === 'year' || (name === 'month' && point.day !== undefined));
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
    gaps.some((gap) => words.and.test(gap)) &&
    !(points.length === 2 && words.between.test(text.slice(Math.max(0, first.start - 16), first.start)));
  const touching = real.every((window, i) => i === 0 || plusDays(real[i - 1]?.to ?? '0001-01-01', 1) === window.from);
  if ((listed && !touching) || one.from > other.to)
    return points.flatMap((point, i) => {
      const window = real[i];
      return window ? [pointFind(window, point.start, i === points.length - 1 ? end : point.end)] : [];
    });
  return [{ start: first.start, end, kind: 'period', from: one.from, to: other.to, how: severalOf[one.unit] }];
}

const year = /(?:1[89]|20)\d\d/g;

/** No date is longer before its first year, however many days and months it joins; no name of a text is longer. */
const dateReach = 300;

/** Matches of the dates; each holds a year, so that nothing is looked for far before the next one nor behind the last. */
function aroundYears(words: Grammar, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (let from = 0; ; ) {
    year.lastIndex = from;
    const next = year.exec(text);
    if (next === null) return found;
    words.dates.lastIndex = Math.max(from, next.index - dateReach);
    const match = words.dates.exec(text);
    if (match === null) return found;
    from = Math.max(match.index + match[0].length, from + 1);
    found.push(match);
  }
}

export function findDates(words: Grammar, text: string): Find[] {
  const finds: Find[] = [];
  for (const match of aroundYears(words, text)) finds.push(...datesOf(words, text, match.index, match[0]));
  if (finds.length === 0) return finds;
  const begin = Math.max(0, (finds[0]?.start ?? 0) - dateReach);
  const names = matches(words.names, text.slice(begin, (finds.at(-1)?.end ?? 0) + dateReach)).map((match) => ({
    start: begin + match.index,
    end: begin + match.index + match[0].length,
  }));
  return finds.filter((find) => !within(names, find.start - 120, find.start).some((name) => find.end <= name.end));
}

/** Years alone are many things; a word beside them, or another such year, makes them times. */
export function keepYears(words: Grammar, text: string, finds: readonly Find[]): Find[] {
  const kept: Find[] = [];
  for (const find of finds) {
    if (!find.weak) {
      kept.push(find);
      continue;
    }
    const before = text.slice(Math.max(0, find.start - 24), find.start);
    if (/[(\d/[_\u2013\u2014-]$/.test(before) || /^[\d/_\u2013\u2014-]/.test(text.slice(find.end, find.end + 1)))
      continue;
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
