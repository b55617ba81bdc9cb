import type { Scope, Stretch } from './addressees.ts';
import type { IsoDate, SessionRef, Span, Time } from './model.ts';
import { isParted, wordAt } from './wording.ts';

/** When something is due, as the text says it and as a window of real dates. */
export type Due = Span & {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
} & (
    | {
        readonly kind: 'session';
        readonly session: SessionRef /** Canonical id of the body that holds it, where it is known. */;
        readonly body: string | null;
      }
    | { readonly kind: 'date'; readonly date: string; readonly precision: 'day' | 'month' | 'year' }
    | { readonly kind: 'relative' }
  );

/** How often. */
export type Recurrence = 'annual' | 'biennial' | 'every-n-years' | 'regular' | 'continuing';

const none: readonly never[] = [];

/** The times that begin from one offset to another, end included. They stand in the order of the text. */
function timesFrom(times: readonly Time[], start: number, end: number): readonly Time[] {
  if (times.length === 0) return none;
  let from = 0;
  let to = times.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[middle]?.start ?? 0) < start) from = middle + 1;
    else to = middle;
  }
  while (to < times.length && (times[to]?.start ?? 0) <= end) to++;
  return from === to ? none : times.slice(from, to);
}

/** A bare year far ahead is a goal and no deadline: "to end hunger by 2030". */
function isGoal({ wording }: Scope, time: Time, since: IsoDate | null): boolean {
  const end = time.to ?? time.from;
  if (since === null || end === null || time.session !== undefined) return false;
  return (
    Number(end.slice(0, 4)) - Number(since.slice(0, 4)) >= 4 &&
    /^(\p{L}+\s)?\d{4}$/u.test(wording.text.slice(time.start, time.end))
  );
}

function isDue(scope: Scope, time: Time, since: IsoDate | null): boolean {
  const { wording, grammar } = scope;
  if (time.kind === 'recurrence') return false;
  const end = time.to ?? time.from;
  if (since !== null && end !== null && end < since) return false;
  const at = wordAt(wording, time.start);
  if (at === wording.words.length || wording.quoted[at]) return false;
  if (grammar.lasting.at(wording, at) !== null || grammar.lasting.at(wording, at - 1) !== null) return false;
  const before = Math.max(0, at - 3);
  const long = [2, 3].some((count) => grammar.dueBefore.at(wording, at - count)?.to === at);
  if (long) return true;
  for (let index = before; index < at; index++) {
    const past = grammar.pastBefore.at(wording, index);
    if (past !== null && past.to === at && grammar.be.at(wording, index - 1) === null) return false;
  }
  if (grammar.pastBehind.mayStandIn(wording) && grammar.pastBehind.at(wording, wordAt(wording, time.end)) !== null)
    return false;
  for (let index = at - 1; index > at - 8 && index >= 0; index--) {
    if (grammar.pastEvents.at(wording, index) !== null && grammar.be.at(wording, index - 1) === null) return false;
    if (isParted(wording, index)) break;
  }
  if (isGoal(scope, time, since)) return false;
  // "the calendar for 2026": what it is for, not when it is due.
  if (wording.words[at - 1] === 'for' && /^\d{4}$/.test(wording.text.slice(time.start, time.end))) return false;
  if (time.kind === 'deadline' || time.session !== undefined) return true;
  if (time.kind === 'session') return true;
  if (time.kind === 'relative')
    return (
      time.how !== 'from-event' || /than|within/.test(wording.text.slice(Math.max(0, time.start - 12), time.start + 16))
    );
  for (let index = before; index < at; index++) {
    const due = grammar.dueBefore.at(wording, index);
    if (due !== null && due.to >= at - (wording.words[at - 1] === 'the' ? 1 : 0)) return true;
  }
  const own = grammar.dueBefore.at(wording, at);
  return own !== null;
}

function precisionOf(from: IsoDate, to: IsoDate): 'day' | 'month' | 'year' {
  if (from.slice(0, 4) !== to.slice(0, 4)) return 'year';
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) return 'year';
  if (from.endsWith('-01') && Number(to.slice(8)) >= 28) return 'month';
  return 'day';
}

/** What a text of a time is, where the deadline phrase around it hides how exact it is. */
function exactness(text: string, time: Time): 'day' | 'month' | 'year' {
  if (time.kind !== 'deadline' && time.from !== null && time.to !== null) return precisionOf(time.from, time.to);
  if (/\b\d{1,2}(st|nd|rd|th)?\s\p{L}{3,}|\p{L}{3,}\s\d{1,2},/u.test(text)) return 'day';
  return /\p{L}{3,}\s(of\s)?\d{4}/u.test(text) &&
    !/\b(in|by|before|than|until|end of|late|early|of)\s+\d{4}/u.test(text)
    ? 'month'
    : 'year';
}

const sessionBodies: Readonly<Record<string, string>> = {
  unga: 'UN/GA',
  'unga-hrc': 'UN/HRC',
  unecosoc: 'UN/ECOSOC',
  unsc: 'UN/SC',
  'unep-unea': 'UN/UNEA',
  'ecosoc-csocd': 'UN/CSOCD',
};

/** Organs of the United Nations hold the sessions at which something is due, rather than others that are named. */
const holding = /^UN\/(?!SG|SYSTEM|SECRETARIAT|OHCHR|SRSG)/;

/** Whose session it is: the organ that the calendar knows, else the body named last before it. */
function bodyOf({ bodies }: Scope, session: SessionRef, start: number): string | null {
  const known = sessionBodies[session.organ];
  if (known !== undefined) return known;
  const own = bodies.findLast(
    (body) => body.end <= start && body.ids.length === 1 && body.how !== 'class' && holding.test(body.ids[0] ?? ''),
  );
  if (own !== undefined) return own.ids[0] ?? null;
  const last = bodies.findLast((body) => body.end <= start && body.ids.length === 1 && body.how !== 'class')?.ids[0];
  return last === undefined || /^UN(\/SG)?$/.test(last) ? null : last;
}

/** The day as it stands in the text: "before 29 April" ends on the 28th. */
function printed(text: string, day: IsoDate): IsoDate {
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) as IsoDate;
  const says = (date: IsoDate): boolean => new RegExp(`(?<!\\d)${Number(date.slice(8))}(?!\\d)`).test(text);
  return !says(day) && says(next) ? next : day;
}

function dueOf(scope: Scope, time: Time): Due | null {
  const { start, end, from, to, session } = time;
  const text = scope.wording.text.slice(start, end);
  if (session !== undefined)
    return { kind: 'session', session, body: bodyOf(scope, session, start), start, end, from, to };
  if (time.kind === 'session') return null;
  if (time.kind === 'relative' || time.every !== undefined) return { kind: 'relative', start, end, from, to };
  const precision = exactness(text, time);
  const ending = time.kind === 'deadline' ? to : from;
  if (ending === null) return null;
  const last = precision === 'day' ? printed(text, ending) : ending;
  return {
    kind: 'date',
    date: last.slice(0, { day: 10, month: 7, year: 4 }[precision]),
    precision,
    start,
    end,
    from,
    to,
  };
}

/** Where a relative clause begins: its times are those of what it tells of. */
function untilRelative({ wording, grammar }: Scope, from: number, to: number): number {
  for (let index = from + 1; index < to; index++) {
    const which = grammar.which.at(wording, index);
    if (!isParted(wording, index) || wording.quoted[index]) continue;
    // ", noting the meeting held on ..": what is noted is not due.
    const aside =
      grammar.closing.at(wording, index) !== null &&
      /ing$/.test(wording.words[index] ?? '') &&
      grammar.dueBefore.at(wording, index) === null &&
      grammar.examples.at(wording, index) === null;
    if (aside || (which !== null && grammar.that.at(wording, index) === null))
      return wording.starts[index] ?? wording.text.length;
  }
  return wording.text.length;
}

/** "every 90 days starting from 1 May": a rhythm in days or months is a limit that can be counted. */
function rhythmDue(times: readonly Time[], time: Time): Due | null {
  if (
    time.kind !== 'recurrence' ||
    !/^P\d+[DWM]$/.test(time.every ?? '') ||
    /P(1[DWM]|3M|4M|6M)/.test(time.every ?? '')
  )
    return null;
  const counted = timesFrom(times, time.end + 1, time.end + 23).find((each) => each.kind === 'date');
  return { kind: 'relative', start: time.start, end: counted?.end ?? time.end, from: counted?.from ?? null, to: null };
}

/** Due times of a stretch, in order. `since` is the day before which nothing can be due. */
export function duesIn(scope: Scope, all: readonly Time[], { from, to }: Stretch, since: IsoDate | null): Due[] {
  const { wording, grammar } = scope;
  const start = wording.starts[from] ?? wording.text.length;
  const end = wording.ends[to - 1] ?? 0;
  const times = timesFrom(all, start, end).filter((time) => time.end <= end);
  if (times.length === 0 && !grammar.relativeDues.mayStandIn(wording)) return [];
  const told = untilRelative(scope, from, to);
  const dues = times
    .filter((time) => time.start < told && isDue(scope, time, since))
    .map((time) => dueOf(scope, time))
    .filter((due) => due !== null);
  for (const time of times) {
    const due = rhythmDue(all, time);
    if (due === null) continue;
    const inside = dues.findIndex((each) => each.start >= due.start && each.end <= due.end);
    if (inside >= 0) dues.splice(inside, 1);
    dues.push(due);
  }
  if (!grammar.relativeDues.mayStandIn(wording)) return dues.sort((a, b) => a.start - b.start);
  for (let index = from; index < to; index++) {
    const hit = grammar.relativeDues.at(wording, index);
    if (hit === null) continue;
    const place = { start: wording.starts[index] ?? 0, end: wording.ends[hit.to - 1] ?? 0 };
    if (!dues.some((due) => due.start < place.end && place.start < due.end && due.kind !== 'relative')) {
      const other = dues.findIndex((due) => due.start < place.end && place.start < due.end);
      if (other >= 0) dues.splice(other, 1);
      dues.push({ kind: 'relative', ...place, from: null, to: null });
    }
  }
  return dues.sort((a, b) => a.start - b.start);
}

/** The rhythm of an action: a period before the bare "continue". */
export function recurrenceOf(scope: Scope, times: readonly Time[], { from, to }: Stretch): Recurrence | null {
  const { wording, grammar, covering } = scope;
  const said = grammar.recurrences.filter(([which, table]) => which !== 'continuing' && table.mayStandIn(wording));
  const rhythms = timesFrom(times, wording.starts[from] ?? 0, wording.ends[to - 1] ?? 0).filter(
    (time) => time.kind === 'recurrence',
  );
  if (said.length === 0 && rhythms.length === 0) return null;
  let next = 0;
  for (let index = from; index < to; index++) {
    if ((covering[index] ?? -1) >= 0 || wording.quoted[index]) continue;
    for (const [recurrence, table] of said) {
      if (table.at(wording, index) !== null) return recurrence;
    }
    const start = wording.starts[index] ?? 0;
    while ((rhythms[next]?.start ?? start) < start) next++;
    const time = rhythms[next];
    if (time?.start !== start) continue;
    if (time.every === 'P1Y') return 'annual';
    if (time.every === 'P2Y') return 'biennial';
    return /^P\d+Y$/.test(time.every ?? '') ? 'every-n-years' : 'regular';
  }
  return null;
}

/** Whether the head of the action is to go on with something. */
export function isContinuing({ wording, grammar }: Scope, { from, to }: Stretch): boolean {
  const continuing = grammar.recurrences.find(([recurrence]) => recurrence === 'continuing')?.[1];
  let index = from;
  for (let round = 0; round < 4 && index < to; round++) {
    if (continuing?.at(wording, index) !== null && continuing !== undefined) return true;
    const skipped =
      grammar.shape?.clauses.at(wording, index) ??
      grammar.to.at(wording, index) ??
      grammar.adverbs.at(wording, index) ??
      grammar.articles.at(wording, index) ??
      grammar.must.at(wording, index) ??
      grammar.will.at(wording, index);
    if (skipped === null) return false;
    index = skipped.to;
  }
  return false;
}
