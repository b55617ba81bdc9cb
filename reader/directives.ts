import type { ActWords, Force } from './languages/mandating.ts';
import type { MandateGrammar } from './mandateGrammar.ts';
import { gap, isParted, type Wording } from './wording.ts';

/** An operative verb, by the words it stands on. */
export interface OperativeVerb {
  readonly act: ActWords;
  /** By the verb, or by the noun of what is renewed ("reiterates its request"). */
  readonly force: Force;
  /** First word of the verb, its adverbs included, and the word behind it. */
  readonly from: number;
  readonly to: number;
  /** Where the words that join it to what stands before begin: "and in this regard". */
  readonly joins: number;
  readonly why: string;
}

/** Skips adverbs. */
function skipAdverbs(wording: Wording, grammar: MandateGrammar, at: number): number {
  let index = at;
  for (let hit = grammar.adverbs.at(wording, index); hit !== null; hit = grammar.adverbs.at(wording, index))
    index = hit.to;
  return index;
}

/** Where the verb begins behind its adverbs; a verb may begin with one of them: "настоятельно призывает". */
function verbStart(wording: Wording, grammar: MandateGrammar, from: number, joins: number): number {
  if (grammar.shape === null) return skipAdverbs(wording, grammar, from);
  let index = from;
  // "et l'invite": the pronoun stands before a verb that joins another.
  const object =
    joins > 0 && grammar.finite.at(wording, from) === null ? grammar.shape.objects.at(wording, from) : null;
  if (object !== null && grammar.finite.at(wording, object.to) !== null) return object.to;
  while (grammar.finite.at(wording, index) === null) {
    const hit = grammar.adverbs.at(wording, index);
    if (hit === null) break;
    index = hit.to;
  }
  return index;
}

/** Where the verb's own adverbs and manner end: "also", "with great appreciation". */
function verbEnd(wording: Wording, grammar: MandateGrammar, at: number): number {
  let end = at;
  for (let index = at; index < at + 6; ) {
    if (index > at && isParted(wording, index)) break;
    const adverb = grammar.adverbs.at(wording, index);
    if (adverb !== null && !isParted(wording, index)) {
      end = index = adverb.to;
      continue;
    }
    if (grammar.mannerWith.at(wording, index) === null || isParted(wording, index)) break;
    const noun = [1, 2, 3, 4].find((offset) => grammar.mannerNouns.at(wording, index + offset) !== null);
    if (noun === undefined) break;
    end = index = index + noun + 1;
  }
  return end;
}

/** "its call", "the request" behind "reiterates"; "its deep concern" behind "expresses". */
function nounOfVerb(wording: Wording, grammar: MandateGrammar, at: number): { force: Force; to: number } | null {
  let index = at;
  for (let hit = grammar.own.at(wording, index); hit !== null; hit = grammar.own.at(wording, index)) index = hit.to;
  const noun = grammar.renewedNouns.at(wording, index);
  if (noun !== null) return { force: noun.value, to: noun.to };
  if (grammar.shape === null || grammar.calling.at(wording, at) === null) return null;
  // "обращается к Генеральному секретарю с просьбой": the noun stands behind those who are asked.
  for (let behind = at + 1; behind < at + 12 && !isParted(wording, behind); behind++) {
    const far = grammar.renewedNouns.at(wording, behind);
    if (far !== null && grammar.mannerWith.at(wording, behind) !== null) return { force: far.value, to: at };
  }
  return null;
}

/** The verb that begins at a word, adverbs first; `null` where there is none. */
function verbAt(wording: Wording, grammar: MandateGrammar, from: number, joins: number): OperativeVerb | null {
  const at = verbStart(wording, grammar, from, joins);
  const going = grammar.going.at(wording, at);
  if (going !== null) {
    const bare = grammar.bare.at(wording, skipAdverbs(wording, grammar, going.to));
    if (bare !== null)
      return {
        act: bare.value,
        force: bare.value.force,
        from,
        to: verbEnd(wording, grammar, bare.to),
        joins,
        why: 'verb-continued',
      };
  }
  // A part of a list may begin with "and", too.
  const hit = grammar.finite.at(wording, at) ?? (joins > 0 || from === 0 ? grammar.joinedVerbs.at(wording, at) : null);
  if (hit === null) return null;
  const renewed =
    (grammar.renewing.at(wording, at) ?? grammar.joinedRenewing.at(wording, at)) === null
      ? null
      : nounOfVerb(wording, grammar, verbEnd(wording, grammar, hit.to));
  if (renewed !== null)
    return { act: hit.value, force: renewed.force, from, to: renewed.to, joins, why: 'verb-renewed' };
  return { act: hit.value, force: hit.value.force, from, to: verbEnd(wording, grammar, hit.to), joins, why: 'verb' };
}

/** Whether a verb that may also be a noun is followed as a noun is: "requests by", "calls and appeals". */
function isNoun(wording: Wording, grammar: MandateGrammar, verb: OperativeVerb): boolean {
  if (verb.to - verb.from > 1 || verb.why !== 'verb') return false;
  const next = verb.to;
  if (next >= wording.words.length) return true;
  if (grammar.nounAfter.at(wording, next) !== null && !isParted(wording, next)) return true;
  if (grammar.and.at(wording, next) !== null) return verbAt(wording, grammar, next + 1, next) === null;
  return false;
}

/** Whether the verb goes on with a clause that "which" or "who" opened in the same stretch between commas. */
function isRelative(wording: Wording, grammar: MandateGrammar, at: number, since: number): boolean {
  if (!grammar.which.mayStandIn(wording)) return false;
  for (let index = at - 1; index > Math.max(since, at - 400); index--) {
    if (grammar.which.at(wording, index) !== null && wording.words[index + 1] !== 'the') {
      const next = skipAdverbs(wording, grammar, index + 1);
      if (grammar.finite.at(wording, next) !== null || /[^s]s$/.test(wording.words[next] ?? '')) return true;
    }
    if (isParted(wording, index)) return false;
  }
  return false;
}

/** Skips "in this regard" and its like, with the commas around them. */
function skipAsides(wording: Wording, grammar: MandateGrammar, at: number): number {
  let index = at;
  for (let hit = grammar.asides.at(wording, index); hit !== null; hit = grammar.asides.at(wording, index))
    index = hit.to;
  return index;
}

/** The first verb: at the head, or behind the comma of what stands before it. */
function firstVerb(wording: Wording, grammar: MandateGrammar, far: number): OperativeVerb | null {
  const head = skipAsides(wording, grammar, 0);
  const first = verbAt(wording, grammar, 0, 0) ?? verbAt(wording, grammar, head, 0);
  if (first !== null && !(grammar.doing.at(wording, 0) !== null && grammar.finite.at(wording, 0) === null))
    return first;
  const limit = Math.min(wording.words.length, far);
  for (let index = 1; index < limit; index++) {
    if (!isParted(wording, index) || wording.quoted[index]) continue;
    const after = skipAsides(wording, grammar, grammar.and.at(wording, index)?.to ?? index);
    const verb = verbAt(wording, grammar, after, index);
    if (verb !== null && !isNoun(wording, grammar, verb)) return verb;
  }
  return null;
}

/** Whether "and" is written onto the verb at a word. */
function joinsItself(wording: Wording, grammar: MandateGrammar, at: number): boolean {
  if (grammar.joinedVerbs.at(wording, at) !== null) return true;
  const word = wording.words[at] ?? '';
  return (
    grammar.shape?.proclitics.some((each) => word.startsWith(each)) === true && grammar.going.at(wording, at) !== null
  );
}

const asks = ({ force }: OperativeVerb): boolean => force === 'request' || force === 'appeal';

/**
 * The finite main verbs of an operative paragraph, in order. Participles ("noting"), reported acts ("requested")
 * and verbs of relative clauses are none of them.
 */
export function verbsOf(wording: Wording, grammar: MandateGrammar, inherits: boolean, far = 60): OperativeVerb[] {
  const first = firstVerb(wording, grammar, far);
  if (first === null) return [];
  // Where the verb has one form for all, what a list asks for reads like a position: "support A".
  const serial = grammar.shape?.opens === 'behind';
  if (
    inherits &&
    serial &&
    !asks(first) &&
    (first.why === 'verb-continued' || grammar.bare.at(wording, first.from) !== null)
  )
    return [];
  // A part of a list is read from its chapeau, unless it opens with a verb of its own.
  if (inherits && first.from > 0 && first.joins > 0) return [];
  const verbs: OperativeVerb[] = [first];
  for (let index = first.to; index < wording.words.length; index++) {
    if (wording.quoted[index]) continue;
    const parted = isParted(wording, index);
    const and = grammar.and.at(wording, index);
    if (!parted && and === null && !joinsItself(wording, grammar, index)) continue;
    const start = and?.to ?? index;
    const after = skipAsides(wording, grammar, start);
    const verb =
      verbAt(wording, grammar, start, index) ?? (after > start ? verbAt(wording, grammar, after, index) : null);
    if (verb === null || isNoun(wording, grammar, verb)) continue;
    // Where a verb has one form for all, a later one that may be a task is one; and what follows "in which" is told.
    if (serial && !asks(verb) && grammar.bare.within(wording, verb.from, verb.to) >= 0) continue;
    if (serial && grammar.which.within(wording, Math.max(verbs.at(-1)?.to ?? 0, index - 60), index) >= 0) continue;
    const future = grammar.will.at(wording, verb.from) !== null;
    // "and invites him": no relative clause has its object before the verb.
    const owns =
      grammar.shape !== null &&
      grammar.finite.at(wording, verb.from) === null &&
      grammar.shape.objects.at(wording, verb.from) !== null;
    if (!parted && !future && !owns && isRelative(wording, grammar, index, verbs.at(-1)?.to ?? 0)) continue;
    if (/[(]/.test(gap(wording, verb.from)) && !/[)]/.test(gap(wording, verb.from))) continue;
    verbs.push(verb);
    index = verb.to - 1;
  }
  return verbs;
}
