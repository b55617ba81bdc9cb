import { findDates, keepYears } from './dates.ts';
import type { Find, TimingContext } from './finds.ts';
import {
  distancesAndRhythms,
  durationOf,
  type Grammar,
  grammar,
  matchesAt,
  matchesFirst,
  type Wrapper,
} from './grammar.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { IsoDate, SessionRef, Time } from './model.ts';
import { type Folded, fold } from './phrases.ts';
import { matches } from './plainText.ts';
import { datedSession, findSessions, kindOf, type Memory, mentions, sessionsOf } from './sessionNames.ts';
import { plusDays, plusDuration, sessionOf, sessionWindow } from './sessions.ts';

export type { TimingContext } from './finds.ts';
export { sessionOf, sessionWindow } from './sessions.ts';

/** The longest deadline phrase around a time, or the time as it is. */
function wrapped(words: Grammar, context: TimingContext, text: string, find: Find): Find {
  const before = text.slice(Math.max(0, find.start - 60), find.start);
  let best: { start: number; end: number; how: Wrapper['how'] } | null = null;
  for (const { left, right, how, only } of words.wrappers) {
    if (
      only === 'year' ? find.how !== 'year' : only !== 'time' && (only === 'session') !== (find.session !== undefined)
    )
      continue;
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
  const last =
    best.how === 'until-end-of-period'
      ? (whole?.closes ?? find.to)
      : find.from === null
        ? null
        : plusDays(find.from, -1);
  const from = last !== null && context.adopted !== null && context.adopted <= last ? context.adopted : null;
  const { weak: _, ...rest } = find;
  return { ...rest, start, end: best.end, kind: 'deadline', from, to: last, how: best.how };
}

const skipClitic = (text: string, start: number): number => (text.charAt(start) === ' ' ? start + 1 : start);

/** Longest "from the adoption of the present resolution", in letters. */
const adoptionReach = 60;

function findDistances(
  words: Grammar,
  context: TimingContext,
  text: string,
  matched: readonly RegExpExecArray[],
): Find[] {
  const finds: Find[] = [];
  for (const match of matched) {
    const every = durationOf(words, match[0]);
    if (every === null) continue;
    const start = match.index;
    const end = start + match[0].length;
    const after = matchesAt(words.fromAdoption, text, end);
    const counted = after >= 0 || words.adoptedBefore.test(text.slice(Math.max(0, start - adoptionReach), start));
    const elsewhere = !counted && matchesAt(words.fromEvent, text, end) >= 0;
    const to = context.adopted === null || elsewhere ? null : plusDuration(context.adopted, every);
    finds.push({
      start,
      end: end + Math.max(0, after),
      kind: counted ? 'deadline' : 'relative',
      from: to === null ? null : context.adopted,
      to,
      every,
      how: elsewhere ? 'from-event' : 'from-adoption',
    });
  }
  return finds;
}

function findRhythms(words: Grammar, matched: readonly RegExpExecArray[]): Find[] {
  const finds: Find[] = [];
  for (const match of matched) {
    const group = match.findIndex((part, i) => i > 0 && part !== undefined) - 1;
    const core = match[group + 1] ?? match[0];
    const end = match.index + match[0].length;
    const start = end - core.length;
    const every = words.rhythmKeys[group] ?? (group === words.rhythmKeys.length ? durationOf(words, core) : undefined);
    if (every === null || every === 'none') continue;
    finds.push({
      start,
      end,
      kind: 'recurrence',
      from: null,
      to: null,
      how: every === undefined ? 'rhythm-open' : 'rhythm',
      ...(every === undefined ? {} : { every }),
    });
  }
  return finds;
}

/** Of finds that overlap the longest stays. */
function longest(finds: readonly Find[]): Find[] {
  const kept: Find[] = [];
  if (finds.length < 2) return [...finds];
  for (const find of [...finds].sort(
    (a, b) => a.start - b.start || b.end - a.end || Number(b.session !== undefined) - Number(a.session !== undefined),
  )) {
    const previous = kept.at(-1);
    if (previous === undefined || find.start >= previous.end) kept.push(find);
    else if (find.end - find.start > previous.end - previous.start) kept[kept.length - 1] = find;
  }
  return kept;
}

function timesOf(words: Grammar, context: TimingContext, memory: Memory, { text, at }: Folded): Time[] {
  const dates = findDates(words, text);
  const sessions = findSessions(words, context, text, memory);
  const [distances = [], rhythms = []] = distancesAndRhythms(words, text);
  if (dates.length + sessions.length + distances.length + rhythms.length === 0) return [];
  const marked = [...dates, ...sessions.map((find) => datedSession(words, text, find, dates))]
    .sort((a, b) => a.start - b.start)
    .map((find) => wrapped(words, context, text, find));
  const finds = longest([
    ...keepYears(words, text, marked),
    ...findDistances(words, context, text, distances),
    ...findRhythms(words, rhythms),
  ]);
  if (finds.length === 0) return [];
  return finds.map(({ start, end, weak: _, ...time }) => ({
    start: at?.[start] ?? start,
    end: (at?.[end - 1] ?? end - 1) + 1,
    ...time,
  }));
}

/** A function that finds the times of one prose after another, in reading order. */
export function timer(context: TimingContext): (text: string) => Time[] {
  const words = grammar(context.lexicon);
  const memory: Memory = { council: null, texts: [] };
  return (text) => {
    const folded = fold(text, context.lexicon.language);
    const times = timesOf(words, context, memory, folded);
    memory.texts.push(folded.text);
    return times;
  };
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
): {
  readonly organ: string | null;
  readonly kind: SessionRef['kind'];
  readonly number: number;
  readonly byYear: boolean;
} | null {
  const words = grammar(lexicon);
  const folded = fold(text, lexicon.language).text;
  for (const match of matches(words.sessions, folded)) {
    const named = sessionsOf(words, folded, match)[0];
    if (!named) continue;
    const context: TimingContext = { lexicon, organ: null, session: null, adopted: null };
    const body = mentions(words, folded, context, { council: null, texts: [] }).find((one) => one.organ !== 'unknown');
    return {
      organ: body?.organ ?? null,
      kind: kindOf(named.form),
      number: named.number,
      byYear: named.form === 'year',
    };
  }
  return null;
}

/** The session in which a day falls, as a context for `timer` where the text does not name it. */
export const sessionFor = (organ: string | null, adopted: IsoDate | null): SessionRef | null =>
  organ !== null && adopted !== null ? sessionOf(organ, adopted) : null;
