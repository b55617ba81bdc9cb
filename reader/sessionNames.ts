import type { Find, TimingContext } from './finds.ts';
import { type Grammar, matchesAt, matchesFirst, ordinalOf, type SessionForm, sessionForms, within } from './grammar.ts';
import type { SessionRef } from './model.ts';
import { matches } from './plainText.ts';
import { sessionWindow } from './sessions.ts';

export interface Named {
  readonly start: number;
  readonly end: number;
  readonly form: SessionForm;
  readonly number: number;
}

const formOf = (match: RegExpExecArray): SessionForm =>
  sessionForms.find((_, i) => match[i + 1] !== undefined) ?? 'regular';

/** The ordinals of a stretch. The first begins it and the last ends it where it holds the word for session as well. */
function ordinalsIn(words: Grammar, text: string, start: number, end: number, form: SessionForm): Named[] {
  const stretch = text.slice(start, end);
  const found = matches(words.ordinal, stretch);
  const whole = words.anchors.some((anchor) => stretch.includes(anchor));
  return found.map((ordinal, i) => ({
    start: whole && i === 0 ? start : start + ordinal.index,
    end: whole && i === found.length - 1 ? end : start + ordinal.index + ordinal[0].trimEnd().length,
    form,
    number: ordinalOf(words, ordinal[0]),
  }));
}

/** One mention of a session with the further ordinals of its chain: "seventy-eighth and eightieth sessions". */
export function sessionsOf(words: Grammar, text: string, match: RegExpExecArray): Named[] {
  const form = formOf(match);
  const core =
    match[form === 'regular' || form === 'year' ? (form === 'year' ? 5 : 4) : sessionForms.indexOf(form) + 1] ??
    match[0];
  const start = match.index + match[0].length - core.length;
  const end = match.index + match[0].length;
  if (form === 'year') return yearSessions(words, text, start, end);
  const named = ordinalsIn(words, text, start, end, form);
  if (named.length === 0) return [];
  if (form === 'special' && (named[0]?.number ?? 0) <= 5 && words.devoted.test(text.slice(end, end + 60))) return [];
  for (let left = start, i = 0; i < 6; i++) {
    const slice = text.slice(Math.max(0, left - 60), left);
    const further = words.chainTail.test(slice) ? words.chainBefore.exec(slice) : null;
    if (further === null) break;
    const more = ordinalsIn(words, text, left - further[0].length, left, form);
    if (more.length === 0) break;
    named.unshift(...more);
    left -= further[0].length;
  }
  for (let right = end, i = 0; i < 6; i++) {
    const length = matchesAt(words.chainAfter, text, right);
    const more = length <= 0 ? [] : ordinalsIn(words, text, right, right + length, form);
    if (more.length === 0) break;
    named.push(...more);
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
  if (organ === 'unecosoc')
    return named.number <= 63 && named.form === 'regular' && (context.adopted ?? '2000') < '1980';
  if (named.form !== 'regular') return true;
  if (organ === 'unga') {
    const current =
      context.session?.organ === 'unga'
        ? context.session.number
        : context.adopted
          ? Number(context.adopted.slice(0, 4)) - 1945
          : 85;
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

export const councils = new Set(['unsc', 'unecosoc', 'unga-hrc']);

/** Memory of one reading: which council "the Council" was last. */
export interface Memory {
  council: string | null;
  /** Texts since then, to be looked through when the question comes. */
  readonly texts: string[];
}

/** How far back "the Council" is looked for, in texts. */
const reach = 60;

/** The council named last before this text, `null` where none was. */
function lastCouncil(words: Grammar, memory: Memory): string | null {
  for (const text of memory.texts.splice(0).reverse().slice(0, reach)) {
    let last: string | null = null;
    for (const match of matches(words.organs, text)) {
      const organ = words.organNames[match.findIndex((part, i) => i > 0 && part !== undefined) - 1];
      if (organ !== undefined && councils.has(organ)) last = organ;
    }
    if (last !== null) {
      memory.council = last;
      break;
    }
  }
  return memory.council;
}

interface Mention {
  readonly organ: string;
  readonly start: number;
  readonly end: number;
}

export function mentions(words: Grammar, text: string, context: TimingContext, memory: Memory): Mention[] {
  const found: Mention[] = [];
  let named: string | null = null;
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
      organ =
        context.organ && councils.has(context.organ)
          ? context.organ
          : (named ?? lastCouncil(words, memory) ?? 'unknown');
    else if (councils.has(organ)) named = organ;
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
  if (direct) return direct.organ;
  // "session de l'application": only a body makes it one.
  const near = bodies.find(
    (body) => body.start >= from && body.start <= from + 30 && !/[,;.]/.test(text.slice(end, body.start)),
  );
  return near ? 'unknown' : null;
}

/** Whose session it is: the body it is said to be of, else the nearest body named before it, else the text's own organ. */
function organOf(
  words: Grammar,
  context: TimingContext,
  text: string,
  named: readonly Named[],
  bodies: readonly Mention[],
): string {
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

/** A number just after that of the text's own session is hardly another body's. */
function isNear({ session, organ }: TimingContext, named: Named): boolean {
  return (
    session !== null &&
    session.organ === organ &&
    named.form === 'regular' &&
    named.number >= session.number &&
    named.number <= session.number + 4
  );
}

export const kindOf = (form: SessionForm): SessionRef['kind'] => (form === 'year' ? 'regular' : form);

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
    return {
      start,
      end,
      kind: 'session',
      from: window.opens,
      to: window.mainPartEnds,
      session,
      how: 'session-main-part',
    };
  return { start, end, kind: 'session', from: window.opens, to: window.closes, session, how: 'session-whole' };
}

/** A session that the calendar does not know takes the date that the text gives it: "held in Istanbul on 14 and 15 April 2016". */
export function datedSession(words: Grammar, text: string, find: Find, dates: readonly Find[]): Find {
  if (find.how !== 'session-unknown') return find;
  const after = within(dates, find.end, find.end + 90).find((date) => !date.weak);
  const held =
    after &&
    matchesFirst(words.held, text.slice(find.end, after.start)) &&
    !sentenceEnd.test(text.slice(find.end, after.start));
  return held ? { ...find, from: after.from, to: after.to, how: 'session-dated' } : find;
}

/** Matches of the phrases for sessions; the text is looked at only around the words that every such phrase holds. */
function aroundAnchors(words: Grammar, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  const places = words.anchors.flatMap((anchor) => occurrences(text, anchor)).sort((a, b) => a - b);
  let start = -1;
  let end = -1;
  for (const place of [...places, Number.POSITIVE_INFINITY]) {
    if (start >= 0 && place - 80 > end) {
      for (const match of matches(words.sessions, text.slice(start, end))) {
        match.index += start;
        found.push(match);
      }
      start = -1;
    }
    if (start < 0) start = Math.max(0, Math.min(place, text.length) - 80);
    end = Math.min(text.length, place + 100);
  }
  return found;
}

function occurrences(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at);
  return places;
}

/** The bodies that can matter for a session: 400 characters back and 100 on. */
const around = (bodies: readonly Mention[], named: readonly Named[]): Mention[] =>
  within(bodies, (named[0]?.start ?? 0) - 400, (named.at(-1)?.end ?? 0) + 100);

export function findSessions(words: Grammar, context: TimingContext, text: string, memory: Memory): Find[] {
  if (!words.anchors.some((anchor) => text.includes(anchor))) return [];
  const found = aroundAnchors(words, text)
    .map((match) => sessionsOf(words, text, match))
    .filter((named) => named.length > 0);
  const relative = matches(words.relative, text);
  if (found.length === 0 && relative.length === 0) return [];
  const bodies = mentions(words, text, context, memory);
  const finds = found.flatMap((named) => {
    const organ = organOf(words, context, text, named, around(bodies, named));
    return named.map((one) => sessionFind(context, one, organ));
  });
  for (const match of relative) finds.push(relativeSession(words, context, text, match, bodies));
  return finds;
}

/** "at its next session", "at the present session": counted from the session of the text. */
function relativeSession(
  words: Grammar,
  context: TimingContext,
  text: string,
  match: RegExpExecArray,
  bodies: readonly Mention[],
): Find {
  const how = match[1] !== undefined ? 'next-session' : 'this-session';
  const span = { start: match.index, end: match.index + match[0].length, kind: 'relative', how } as const;
  const { session } = context;
  const number = session === null ? 0 : session.number + (how === 'next-session' ? 1 : 0);
  const named: Named = {
    start: span.start,
    end: span.end,
    form: session?.organ === 'unecosoc' ? 'year' : 'regular',
    number,
  };
  if (
    session === null ||
    session.kind !== 'regular' ||
    organOf(words, context, text, [named], around(bodies, [named])) !== session.organ
  )
    return { ...span, from: null, to: null };
  const find = sessionFind(context, named, session.organ);
  return { ...find, ...span };
}
