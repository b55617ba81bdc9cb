import {
  type Asked,
  doersOf,
  isInfinitive,
  leads,
  namesAct,
  partiesIn,
  type Scope,
  skipArticles,
  subjectOf,
} from './addressees.ts';
import { duesIn } from './deadlines.ts';
import type { OperativeVerb } from './directives.ts';
import type { IsoDate, Time } from './model.ts';
import { isParted } from './wording.ts';

const isCovered = ({ covering }: Scope, at: number): boolean => (covering[at] ?? -1) >= 0;

/** "the importance for A to do X", "of A doing X": A must be named. */
function needed(scope: Scope, from: number, to: number): Asked | null {
  const { wording, grammar } = scope;
  const at = grammar.need.within(wording, from, Math.min(to, from + 5));
  if (at < 0) return null;
  const behind = grammar.need.at(wording, at)?.to ?? at + 1;
  const word = wording.words[behind] ?? '';
  if (!['for', 'of', 'that'].includes(word)) return null;
  const start = behind + 1;
  if (word === 'for') {
    let opens = start;
    while (
      opens < to &&
      !(isInfinitive(scope, opens) || (grammar.to.at(wording, opens) !== null && wording.words[opens + 1] === 'be'))
    )
      opens++;
    const passive = wording.words[opens + 1] === 'be' && ofParties(scope, start, opens).length > 0;
    if (
      opens >= to ||
      (namesAct(scope, start, opens) && !passive) ||
      !(leads(scope, start) || partiesIn(scope, start, opens).length > 0)
    )
      return null;
    const direct = partiesIn(scope, start, opens);
    return {
      parties: direct.length > 0 ? direct : ofParties(scope, start, opens),
      action: { from: opens, to },
      why: 'need-for',
    };
  }
  if (!leads(scope, start)) return null;
  for (let index = skipArticles(scope, start) + 1; index < to; index++) {
    if (isCovered(scope, index)) continue;
    if (
      /ing$/.test(wording.words[index] ?? '') &&
      !['including', 'developing', 'participating', 'following', 'financing', 'concerning', 'regarding'].includes(
        wording.words[index] ?? '',
      ) &&
      !isParted(wording, index + 0)
    ) {
      const parties = partiesIn(scope, start, index);
      return parties.length > 0 ? { parties, action: { from: index, to }, why: 'need-of' } : null;
    }
    if (grammar.to.at(wording, index) !== null && isInfinitive(scope, index)) return null;
  }
  return null;
}

/** "the activities of A": whose they are. */
const ofParties = (scope: Scope, from: number, to: number): Asked['parties'] => {
  const { wording, grammar } = scope;
  for (let index = from; index < to; index++)
    if (grammar.of.at(wording, index) !== null) return partiesIn(scope, index + 1, to);
  return [];
};

/** "that A should", "that a meeting between A and B should be held". */
function bound(scope: Scope, from: number, to: number): Asked | null {
  const { wording, grammar } = scope;
  if (grammar.that.at(wording, from) === null) return null;
  const found = subjectOf(scope, from + 1, to);
  if (found === null || grammar.must.at(wording, found.verb) === null) return null;
  const { subject, verb } = found;
  const doer = leads(scope, subject.from) && !namesAct(scope, subject.from, subject.to);
  if (doer) return { parties: partiesIn(scope, subject.from, verb), action: { from: verb, to }, why: 'duty-party' };
  if (!isEvent(scope, subject.from, subject.to)) return null;
  return { parties: doersOf(scope, subject), action: { from: subject.from, to }, why: 'duty-event' };
}

/** Whether the phrase is about a meeting or its like. */
function isEvent(scope: Scope, from: number, to: number): boolean {
  const { wording, grammar } = scope;
  for (let index = from; index < to; index++) {
    if (isCovered(scope, index)) {
      if (grammar.events.at(wording, index) !== null) return true;
      continue;
    }
    if (grammar.events.at(wording, index) !== null) return true;
    if (grammar.prepositions.at(wording, index) !== null) return false;
    if (grammar.of.at(wording, index) !== null && grammar.transparent.at(wording, index - 1) === null) return false;
  }
  return false;
}

/** An event to come with a time, or with one who is to see to it. */
function coming(scope: Scope, from: number, to: number, times: readonly Time[], doers: boolean): Asked | null {
  const { wording, grammar } = scope;
  if (grammar.that.at(wording, from) !== null) return null;
  const start = grammar.to.at(wording, from)?.to ?? from;
  if (!isEvent(scope, start, to)) return null;
  const hosts = hostsOf(scope, start, to);
  const end = wording.ends[to - 1] ?? 0;
  const timed = times.some(
    (time) => time.start >= (wording.starts[start] ?? 0) && time.end <= end && time.kind !== 'recurrence',
  );
  const parties = doersOf(scope, { from: start, to });
  const own = parties.length > 0 ? parties : hosts.length > 0 ? hosts : reporters(scope, start, to);
  if (!timed && !(doers && own.length > 0)) return null;
  return { parties: own, action: { from: start, to }, why: timed ? 'event-timed' : 'event-doer' };
}

/** "hosted by A" */
function hostsOf(scope: Scope, from: number, to: number): Asked['parties'] {
  const { wording, grammar } = scope;
  for (let index = from; index < to; index++) {
    if (grammar.hosting.at(wording, index) === null) continue;
    const by = grammar.by.at(wording, index + 1);
    if (by !== null) return partiesIn(scope, by.to, to);
  }
  return [];
}

/** "the report of A" */
const reporters = (scope: Scope, from: number, to: number): Asked['parties'] => {
  const { wording, grammar } = scope;
  for (let index = from; index < Math.min(to, from + 8); index++) {
    if (grammar.of.at(wording, index) === null) continue;
    return isCovered(scope, skipArticles(scope, index + 1))
      ? partiesIn(scope, index + 1, Math.min(to, index + 12)).slice(0, 1)
      : [];
  }
  return [];
};

/** What a position expects of someone, `null` where it is only a position. */
export function expectationIn(
  scope: Scope,
  verb: OperativeVerb,
  to: number,
  times: readonly Time[],
  since: IsoDate | null,
): Asked | null {
  const kinds = verb.act.soft;
  if (kinds === undefined) return null;
  const { wording, grammar } = scope;
  let from = verb.to;
  if (isParted(wording, from)) {
    let next = from + 1;
    while (next < to && !isParted(wording, next)) next++;
    if (next < to) from = next;
  }
  for (let hit = grammar.asides.at(wording, from); hit !== null; hit = grammar.asides.at(wording, from)) from = hit.to;
  if (kinds.includes('duty')) {
    const duty = bound(scope, from, to);
    if (duty !== null) return duty;
  }
  if (kinds.includes('need')) {
    const need = needed(scope, from, to);
    if (need !== null) return need;
  }
  if (verb.act.act === 'express') {
    const intent = /intent|readiness/.test(wording.words.slice(from, from + 4).join(' '))
      ? wording.words.indexOf('to', from)
      : -1;
    if (intent > 0 && intent < from + 5) return { parties: [], action: { from: intent, to }, why: 'intention' };
    const support = wording.words.slice(from, from + 4).indexOf('support');
    return support < 0 ? null : timed(scope, from + support + 2, to, times, since);
  }
  if (verb.act.act === 'expect' || verb.act.act === 'look_forward') {
    const asked = expected(scope, from, to);
    if (asked !== null) return asked;
  }
  if (!kinds.includes('coming')) return null;
  const event = coming(scope, from, to, times, kinds.includes('future'));
  return event ?? (kinds.includes('future') ? timed(scope, from, to, times, since) : null);
}

/** "expects A to do X" */
function expected(scope: Scope, from: number, to: number): Asked | null {
  const start = scope.grammar.to.at(scope.wording, from)?.to ?? from;
  if (!isCovered(scope, skipArticles(scope, start))) return null;
  for (let index = start + 1; index < to; index++) {
    if (isInfinitive(scope, index)) {
      // "the meeting of A, to be held in May": an event, not what A is to do.
      if (scope.grammar.be.at(scope.wording, index + 1) !== null && isParted(scope.wording, index)) return null;
      return { parties: partiesIn(scope, start, index), action: { from: index, to }, why: 'expected' };
    }
    if (
      !isCovered(scope, index) &&
      /ing$/.test(scope.wording.words[index] ?? '') &&
      !isParted(scope.wording, index) &&
      scope.grammar.events.at(scope.wording, index) === null
    )
      return { parties: partiesIn(scope, start, index), action: { from: index, to }, why: 'expected' };
  }
  return null;
}

/** A future act with a time limit. */
function timed(scope: Scope, from: number, to: number, times: readonly Time[], since: IsoDate | null): Asked | null {
  if (from >= to || duesIn(scope, times, { from, to }, since).every((due) => due.kind === 'date')) return null;
  const start = scope.grammar.to.at(scope.wording, from)?.to ?? from;
  return { parties: doersOf(scope, { from: start, to }), action: { from: start, to }, why: 'future-timed' };
}
