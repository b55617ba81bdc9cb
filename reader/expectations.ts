import {
  type Asked,
  behindParty,
  doersOf,
  isCovered,
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

/**
 * The same where a clause, an infinitive or a noun of action names the one: "la necesidad de que A haga X", "il importe que
 * A fasse X", "nécessité pour A de faire X", "أهمية مواصلة A".
 */
function neededOf(scope: Scope, from: number, to: number): Asked | null {
  const { wording, grammar } = scope;
  const { shape } = grammar;
  const at = shape === null ? -1 : grammar.need.within(wording, from, Math.min(to, from + 8));
  if (shape === null || at < 0) return null;
  const behind = grammar.need.at(wording, at)?.to ?? at + 1;
  const clause = clauseOf(scope, behind, to, 'need-for');
  if (clause !== null) return clause;
  const pour = grammar.purposes.at(wording, behind)?.to;
  if (pour !== undefined && leads(scope, pour)) {
    const opens = behindParty(scope, pour, to);
    return isInfinitive(scope, opens) ? askedOf(scope, pour, opens, to, 'need-for') : null;
  }
  const noun = (grammar.deliveryVerbs.at(wording, behind) ?? grammar.light.at(wording, behind))?.to;
  if (shape.opens !== 'particle' || shape.infinitive !== null || noun === undefined || !leads(scope, noun)) return null;
  return askedOf(scope, noun, behind, to, 'need-of');
}

const askedOf = (scope: Scope, party: number, action: number, to: number, why: string): Asked => ({
  parties: partiesIn(scope, party, behindParty(scope, party, to)),
  action: { from: Math.min(action, to - 1), to },
  why,
});

/** A clause that names who is to do something, at a word or close behind it: "que A haga X", "того, чтобы A сделал X". */
function clauseOf(scope: Scope, from: number, to: number, why: string): Asked | null {
  const { wording, grammar } = scope;
  const { shape } = grammar;
  if (shape === null) return null;
  for (let index = from; index < Math.min(to, from + 3); index++) {
    const start = shape.clauses.at(wording, index)?.to;
    if (start === undefined) continue;
    if (leads(scope, start) && !namesAct(scope, start, to))
      return askedOf(scope, start, behindParty(scope, start, to), to, why);
    // Where the verb stands before its subject.
    return shape.infinitive === null && leads(scope, start + 1) ? askedOf(scope, start + 1, index, to, why) : null;
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
  // Where no word opens a clause, its subject stands right behind the verb.
  const serial = grammar.shape?.opens === 'behind';
  const that = grammar.that.at(wording, from);
  if (that === null && !serial) return null;
  const start = that?.to ?? from;
  // "أنه ينبغي لـA أن": the modal stands first.
  const first = grammar.shape === null ? null : grammar.must.at(wording, start);
  if (first !== null && leads(scope, first.to))
    return {
      parties: partiesIn(scope, first.to, behindParty(scope, first.to, to)),
      action: { from: start, to },
      why: 'duty-party',
    };
  const found = subjectOf(scope, start, to);
  if (found === null || grammar.must.at(wording, found.verb) === null) return null;
  if (serial && !isParted(wording, found.verb) && !isCovered(scope, found.verb - 1)) return null;
  const { subject, verb } = found;
  const doer =
    (leads(scope, subject.from) || (serial && partiesIn(scope, subject.from, verb).length > 0)) &&
    !namesAct(scope, subject.from, subject.to);
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
    // Where the verb stands last, the time and the place of the event stand before it.
    if (grammar.shape?.opens === 'behind') {
      if (isParted(wording, index) && index > from) return false;
      continue;
    }
    if (grammar.prepositions.at(wording, index) !== null) return false;
    if (grammar.of.at(wording, index) !== null && grammar.transparent.at(wording, index - 1) === null) return false;
  }
  return false;
}

/** An event to come with a time, or with one who is to see to it. */
function coming(scope: Scope, from: number, to: number, times: readonly Time[], doers: boolean): Asked | null {
  const { wording, grammar } = scope;
  if (grammar.that.at(wording, from) !== null || (grammar.shape?.opens === 'behind' && !doers)) return null;
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
  if (isParted(wording, from) && (grammar.shape === null || grammar.that.at(wording, from) === null)) {
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
    const need = grammar.shape === null ? needed(scope, from, to) : neededOf(scope, from, to);
    if (need !== null) return need;
  }
  if (verb.act.act === 'express') {
    const intent = intended(scope, from, to);
    if (intent >= 0) return { parties: [], action: { from: intent, to }, why: 'intention' };
    const support = wording.words.slice(from, from + 4).indexOf('support');
    return support < 0 ? null : timed(scope, from + support + 2, to, times, since);
  }
  if (verb.act.act === 'expect' || verb.act.act === 'look_forward') {
    const asked = grammar.shape === null ? expected(scope, from, to) : clauseOf(scope, from, to, 'expected');
    if (asked !== null) return asked;
  }
  if (!kinds.includes('coming')) return null;
  const event = coming(scope, from, to, times, kinds.includes('future'));
  return event ?? (kinds.includes('future') ? timed(scope, from, to, times, since) : null);
}

/** Where what one intends to do begins: "its intention to review". */
function intended(scope: Scope, from: number, to: number): number {
  const { wording, grammar } = scope;
  const noun = grammar.intentions.within(wording, from, Math.min(to, from + 4));
  if (noun < 0) return -1;
  // "اعتزامه استعراض": a noun of action.
  if (grammar.shape?.opens === 'particle' && grammar.shape.infinitive === null) return noun + 1 < to ? noun + 1 : -1;
  for (let index = noun + 1; index < Math.min(to, from + 5); index++)
    if (grammar.shape === null ? grammar.to.at(wording, index) !== null : isInfinitive(scope, index)) return index;
  return -1;
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
