import { endsAsAdverb, isCovered, isInfinitive, leads, type Scope, type Stretch, skipArticles } from './addressees.ts';
import type { Deliverable } from './languages/mandating.ts';
import type { Delivery, Shape } from './mandateGrammar.ts';
import { gap, isParted, type Phrases } from './wording.ts';

/** Of several the first of these counts. */
const rank: readonly Deliverable[] = [
  'report',
  'agenda_item',
  'meeting',
  'agreement',
  'establishment',
  'nomination',
  'funding',
  'programme',
  'assistance',
  'review',
  'information',
  'other',
];

/** Whether an object of a rule stands among the objects of the verb: up to a preposition that does not lead on to the real object. */
function hasObject(scope: Scope, delivery: Delivery, verbEnd: number, to: number, noun = false): boolean {
  const { wording, grammar } = scope;
  const from = grammar.asides.at(wording, verbEnd)?.to ?? verbEnd;
  const verb = (verbEnd > 0 ? wording.words[verbEnd - 1] : undefined) ?? '';
  if (delivery.party && !noun && !leads(scope, from) && !isName(scope, from) && !ofParty(scope, from, to)) return false;
  if (delivery.party) return true;
  if (delivery.objects === null) return true;
  if (delivery.within) return delivery.objects.within(wording, from, Math.min(to, from + 60)) >= 0;
  if (grammar.shape !== null && told.includes(delivery.deliverable))
    return isTold(scope, grammar.shape, delivery, from, to);
  // "provide A with B": the object stands behind "with".
  const given =
    grammar.words.giving.includes(verb) &&
    grammar.mannerWith.within(wording, from, Math.min(to, from + 40)) >= 0 &&
    (leads(scope, from) || isName(scope, from));
  // "participate in the meeting": the object stands behind the preposition, and no farther.
  const taking =
    delivery.deliverable === 'meeting' &&
    grammar.shape === null &&
    wording.words[from] === 'in' &&
    !isParted(wording, from);
  let passing =
    given ||
    grammar.lasting.at(wording, from) !== null ||
    verb.startsWith('keep') ||
    ((grammar.prepositions.at(wording, from) !== null || isParted(wording, from)) &&
      grammar.benefits.at(wording, from) === null &&
      grammar.mannerWith.at(wording, from) === null &&
      !taking &&
      !isInfinitive(scope, from));
  for (let index = from; index < Math.min(to, from + 60); index++) {
    if (wording.quoted[index]) continue;
    // "prepare or update standards": what joins the verb at once is another verb.
    if (index === from + 1 && grammar.and.at(wording, from) !== null) continue;
    const covered = isCovered(scope, index);
    if (
      (!covered || delivery.named) &&
      delivery.objects.at(wording, index) !== null &&
      isMet(scope, delivery, index, to)
    )
      return true;
    if (covered) continue;
    if (passing) {
      if (isParted(wording, index) && index > from && grammar.articles.at(wording, index) !== null) passing = false;
      continue;
    }
    if (index > from && grammar.closing.at(wording, index) !== null && !isParted(wording, index)) return false;
    if (isInfinitive(scope, index)) return false;
    const leadsOn = grammar.transparent.at(wording, index - 1) !== null && !isCovered(scope, index - 1);
    const preposition = grammar.of.at(wording, index) !== null || grammar.prepositions.at(wording, index) !== null;
    if (preposition && !leadsOn && index > from && grammar.articles.at(wording, index - 1) === null) {
      if (!isParted(wording, index)) return false;
      while (index + 1 < to && !isParted(wording, index + 1)) index++;
    }
  }
  return false;
}

/** A name with a capital behind an article, of a body that is not known: "the Working Group". */
function isName(scope: Scope, at: number): boolean {
  const { wording } = scope;
  if (scope.grammar.shape !== null) return false;
  const name = skipArticles(scope, at);
  const text = wording.text.slice(wording.starts[name] ?? 0, wording.ends[name] ?? 0);
  if (/^\p{Lu}{3,}$/u.test(text)) return true;
  return name > 0 && wording.text.charAt(wording.starts[name] ?? 0) !== (wording.words[name] ?? '').charAt(0);
}

/** "participation" is a meeting only in one: not "participation of women in public life". */
const isMet = ({ wording, grammar }: Scope, { deliverable }: Delivery, at: number, to: number): boolean =>
  grammar.shape !== null ||
  deliverable !== 'meeting' ||
  wording.words[at] !== 'participation' ||
  grammar.meetingNouns.within(wording, at, Math.min(to, at + 25)) >= 0;

/** What is submitted to someone at some time: its name may stand far behind the verb, with all of these between. */
const told: readonly (Deliverable | null)[] = ['report', 'agenda_item', 'information'];

/** Whether one of the objects is told, and not only spoken of ("in the report"), where the order of words is free. */
function isTold(
  scope: Scope,
  shape: Shape,
  { deliverable, objects, named }: Delivery,
  from: number,
  to: number,
): boolean {
  const { wording, grammar } = scope;
  for (let index = from; index < Math.min(to, from + (shape.opens === 'behind' ? 120 : 60)); index++) {
    if (wording.quoted[index]) continue;
    const hit = objects?.at(wording, index) ?? null;
    if (
      hit !== null &&
      (named || !isCovered(scope, index)) &&
      (shape.opens === 'behind' || deliverable === 'agenda_item' || !isGoverned(scope, index, from))
    )
      return true;
    if (isCovered(scope, index) || (index === from && !isParted(wording, index))) continue;
    if (grammar.closing.at(wording, index) !== null) {
      if (!isParted(wording, index)) return false;
      while (index + 1 < to && !isParted(wording, index + 1)) index++;
      continue;
    }
    if (shape.opens === 'behind' ? /[，；]/.test(gap(wording, index)) : isInfinitive(scope, index)) {
      // "at its session, which will be held in May, a report", "to the Council, so that it consider it, a report"
      const aside = isParted(wording, index) ? grammar.ends.at(wording, index) : null;
      if (aside === null && grammar.which.at(wording, index) === null) return false;
      while (index + 1 < to && !isParted(wording, index + 1)) index++;
    }
  }
  return false;
}

/** Whether a preposition stands before a word, its article aside, that is not the verb's own: "procéder à un suivi et à un compte rendu". */
function isGoverned({ wording, grammar }: Scope, at: number, from: number): boolean {
  for (let index = at - 1; index >= Math.max(from, at - 2); index--) {
    // "présenter, d'ici au 1er mai, des rapports": an article.
    const article = grammar.of.at(wording, index) !== null && (index === from || isParted(wording, index));
    if (article) return false;
    if (grammar.prepositions.at(wording, index) !== null || grammar.of.at(wording, index) !== null)
      return wording.words[index] !== wording.words[from - 1];
    if (grammar.articles.at(wording, index) === null && grammar.own.at(wording, index) === null) return false;
  }
  return false;
}

/** "efforts of A": a party behind the object. */
function ofParty(scope: Scope, from: number, to: number): boolean {
  const { wording, grammar } = scope;
  const start = skipArticles(scope, from);
  for (let index = start; index < Math.min(to, start + 4); index++) {
    if (isCovered(scope, index)) return true;
    if (grammar.of.at(wording, index) !== null || grammar.benefits.at(wording, index) !== null)
      return (
        leads(scope, index + 1) || isCovered(scope, skipArticles(scope, index + 1) + 1) || isName(scope, index + 1)
      );
  }
  return false;
}

/** "appropriately", where it is no verb of a rule: "supply". */
function isAdverb({ wording, grammar }: Scope, at: number): boolean {
  const word = wording.words[at] ?? '';
  return (
    grammar.shape === null &&
    word.length > 6 &&
    endsAsAdverb(word) &&
    grammar.adverbs.at(wording, at) === null &&
    grammar.deliveryVerbs.at(wording, at) === null
  );
}

/** Past "to", adverbs and verbs that only introduce the real one. */
function pastLight(scope: Scope, from: number, to: number): number {
  const { wording, grammar } = scope;
  let index = from;
  while (index < to) {
    if (isAdverb(scope, index)) {
      index++;
      continue;
    }
    const hit =
      grammar.adverbs.at(wording, index) ?? grammar.light.at(wording, index) ?? grammar.articles.at(wording, index);
    if (hit === null || (grammar.deliveryVerbs.at(wording, index)?.to ?? 0) > hit.to) break;
    const promised = grammar.deliveryVerbs.at(wording, index);
    if (promised?.value.some((each) => each.deliverable !== null && hasObject(scope, each, promised.to, to))) break;
    index = hit.to;
  }
  return index;
}

/** Whether the verb of an action, or what it tells, stands behind an aside: "de lui présenter, conformément à A, un rapport". */
function resumes({ wording, grammar }: Scope, at: number): boolean {
  if (grammar.reportNouns.within(wording, at, at + 3) >= 0) return true;
  const promised = grammar.deliveryVerbs.at(wording, grammar.and.at(wording, at)?.to ?? at)?.value ?? [];
  return promised.some(({ deliverable }) => deliverable !== null) && grammar.prepositions.at(wording, at) === null;
}

/** Where the content ends: at examples, purposes and reasons. */
export function contentEnd(scope: Scope, from: number, to: number): number {
  const { wording, grammar } = scope;
  for (let index = from + 2; index < to; index++) {
    const aside = grammar.asides.at(wording, index);
    if (aside !== null && grammar.examples.at(wording, index) === null) {
      index = aside.to - 1;
      continue;
    }
    if (wording.quoted[index] || isCovered(scope, index) || grammar.closing.at(wording, index) === null) continue;
    // "the Committee established pursuant to": of the name, not of the action.
    if (grammar.pastEvents.at(wording, index - 1) !== null && !isParted(wording, index)) continue;
    // "to present that report"
    const pointed = grammar.that.at(wording, index) !== null && index === from + 2;
    if (
      pointed &&
      (grammar.reportNouns.at(wording, index + 1) !== null ||
        /^(support|assistance)$/.test(wording.words[index + 1] ?? '')) &&
      !/^ensur/.test(wording.words[index - 1] ?? '')
    )
      continue;
    // "包括A在内的B" only describes B.
    if (!isParted(wording, index) && grammar.shape?.opens === 'behind') continue;
    if (!isParted(wording, index)) return index;
    let next = index + 1;
    while (next < to && !isParted(wording, next)) next++;
    // "to submit, in accordance with A, a report": the object stands behind the aside.
    const object =
      grammar.shape === null
        ? grammar.articles.at(wording, next) !== null && index <= from + 12
        : next < to && ((grammar.articles.at(wording, next) !== null && index <= from + 6) || resumes(scope, next));
    if (next >= to || (index > from + 6 && !object)) return index;
    index = next - 1;
  }
  return to;
}

/** Whether the noun of an act stands at a word, and no verb: "cooperation". */
const namesDoing = ({ wording, grammar }: Scope, at: number): boolean =>
  grammar.doings.at(wording, at) !== null &&
  grammar.deliveryVerbs.at(wording, at)?.value.every(({ deliverable }) => deliverable === null) !== false &&
  !grammar.doingSet.has(wording.words[at] ?? '');

interface Verdict {
  readonly found: readonly Deliverable[];
  /** The verb alone says nothing: the content follows. */
  readonly weak: boolean;
}

type VerbForm = 'verb' | 'gerund' | 'noun';

/** What form a verb has in English, by its ending. */
const kindOf = (word: string): VerbForm =>
  /tion$|^assistance$/.test(word) ? 'noun' : /ing$/.test(word) && word !== 'bring' ? 'gerund' : 'verb';

/**
 * Whether a word that is a verb and a noun as well ("informe", "报告") is the noun: the verb stands behind what opens a
 * clause, or behind those who are told.
 */
function isReportNoun(scope: Scope, at: number, opens: number, to: number): boolean {
  const { wording, grammar } = scope;
  const noun = grammar.reportNouns.at(wording, at);
  if (grammar.shape === null || noun === null || noun.to < to) return false;
  if (grammar.nounAfter.at(wording, to) !== null) return true;
  if (at === opens || isParted(wording, at)) return false;
  const before = [grammar.adverbs, grammar.light, grammar.must, grammar.shape.clitics];
  if (before.some((each) => endsAt(scope, each, at))) return false;
  if (grammar.shape.opens !== 'behind') return grammar.and.at(wording, at - 1) === null;
  let index = at - 1;
  while (index > Math.max(opens, at - 120) && !isParted(wording, index)) index--;
  return grammar.recipients.within(wording, index, at) < 0;
}

/** Whether a phrase ends right before a word. */
const endsAt = ({ wording }: Scope, list: Phrases<unknown>, at: number): boolean =>
  [1, 2, 3, 4].some((count) => list.at(wording, at - count)?.to === at);

/** What the verbs of one stretch promise: the first, and those joined to it. */
function verdict(scope: Scope, from: number, to: number, noun: boolean): Verdict {
  const { wording, grammar } = scope;
  const found: Deliverable[] = [];
  let weak = false;
  let verbs = 0;
  let kind: VerbForm | null = null;
  const anywhere = grammar.shape?.verbLast === true;
  const serial = grammar.shape?.opens === 'behind';
  const opens = pastLight(scope, from, to);
  for (let index = opens; index < to; index++) {
    if (wording.quoted[index] || isCovered(scope, index)) continue;
    const first = verbs === 0 && (anywhere || index <= from + 1 || noun || index === opens);
    // Behind each comma a verb may stand last again.
    if (serial && isParted(wording, index)) verbs = 0;
    const clung = grammar.joinedDeliveryVerbs.at(wording, index);
    const joined = clung !== null || grammar.and.at(wording, index - 1) !== null || isParted(wording, index);
    // "призывает к предоставлению", "prorroga hasta mayo la solicitud": the first is governed by the verb.
    const governed =
      grammar.shape !== null && (index === from || (grammar.deliveryVerbs.at(wording, index)?.to ?? 0) > index + 2);
    if (
      noun &&
      !governed &&
      (grammar.prepositions.at(wording, index) !== null || grammar.between.at(wording, index) !== null)
    )
      break;
    if (noun && index > from && isParted(wording, index)) break;
    // A purpose is no part of the list of verbs: "to work with A to build and improve B".
    if (
      !noun &&
      !serial &&
      verbs > 0 &&
      !joined &&
      isInfinitive(scope, index) &&
      grammar.light.at(wording, index - 1) === null
    )
      break;
    if (!first && !joined) continue;
    const start = joined && (verbs > 0 || anywhere) ? pastLight(scope, index, to) : index;
    // "to assist A in developing B and enhancing C": what joins an infinitive is no gerund and no noun.
    if (!first && kind !== null && ![kind, 'verb'].includes(kindOf(wording.words[start] ?? ''))) continue;
    const hit = grammar.deliveryVerbs.at(wording, start) ?? clung;
    if (hit === null) {
      if (first && !noun && !anywhere) verbs++;
      continue;
    }
    if (isReportNoun(scope, start, opens, hit.to)) continue;
    // "the monitoring of", "the prevention, reporting and investigation of": nouns.
    if (!first && !noun && grammar.shape === null && /ing$/.test(wording.words[start] ?? '')) {
      const and = grammar.and.at(wording, hit.to);
      if (grammar.of.at(wording, hit.to) !== null || (and !== null && /tion$/.test(wording.words[and.to] ?? '')))
        continue;
    }
    // "food security, energy, finance, the environment": a noun of a list, with no object of its own.
    if (!first && grammar.shape === null && isParted(wording, index) && isParted(wording, hit.to)) {
      const next = grammar.and.at(wording, hit.to)?.to ?? hit.to;
      if (grammar.deliveryVerbs.at(wording, next) === null) continue;
    }
    // "contacts, exchange and cooperation": the same at the end of it.
    const last = !first && !noun && grammar.shape === null ? grammar.and.at(wording, hit.to) : null;
    if (last !== null && !isParted(wording, hit.to) && namesDoing(scope, last.to)) continue;
    const promised = hit.value.find((each) => hasObject(scope, each, hit.to, to, noun));
    // Where complements may stand before the verb, what promises nothing may be one of them.
    if (!anywhere || (promised?.deliverable ?? null) !== null) verbs++;
    if (first && !noun && grammar.shape === null) kind = kindOf(wording.words[start] ?? '');
    if (promised === undefined) continue;
    // "a list of the weapons": a noun, and no verb without an object.
    if (noun && promised.deliverable === 'other' && promised.objects === null) continue;
    if (promised.deliverable === null) weak = true;
    else found.push(promised.deliverable);
  }
  return { found, weak };
}

/** "intensify their cooperation .., as well as their support": a later object of the same verb. */
function alsoObject(scope: Scope, from: number, to: number): Deliverable | null {
  const { wording, grammar } = scope;
  const verb = grammar.deliveryVerbs.at(wording, pastLight(scope, from, to));
  if (verb === null) return null;
  for (let index = verb.to; index < to; index++) {
    const also = grammar.also.at(wording, index);
    if (also === null || isCovered(scope, index)) continue;
    const object = skipArticles(scope, also.to);
    if (object === also.to) continue;
    const rule = verb.value.find((each) => each.objects !== null && each.objects.at(wording, object) !== null);
    if (rule !== undefined) return rule.deliverable;
  }
  return null;
}

/** "to provide information in the context of his next report" */
export function isToldNext(scope: Scope, from: number, to: number): boolean {
  const { wording, grammar } = scope;
  if (!grammar.nexts.mayStandIn(wording)) return false;
  const near = grammar.shape?.opens === 'behind' ? 12 : 3;
  for (let index = from; index < to; index++) {
    const next = wording.quoted[index] || isCovered(scope, index) ? null : grammar.nexts.at(wording, index);
    if (next === null) continue;
    if (grammar.reportNouns.within(wording, Math.max(from, index - 3), Math.min(to, next.to + near)) >= 0) return true;
  }
  return false;
}

/** "que, en colaboración con A y teniendo presente B, presente un informe": where the verb of a clause stands behind its asides. */
function pastAsides(scope: Scope, { from, to }: Stretch): number {
  const { wording, grammar } = scope;
  const opening = grammar.shape?.clauses.at(wording, from);
  if (opening === undefined || opening === null) return from;
  const opens = [opening.to, opening.to + 1].find((at) => isParted(wording, at));
  if (opens === undefined) return from;
  for (let index = opens + 1; index < to; index++)
    if (isParted(wording, index) && grammar.deliveryVerbs.at(wording, index) !== null) return index;
  return from;
}

/** What the objects of a verb deliver that stands before them: "to provide:" above a list. */
export function deliverableOfObjects(scope: Scope, verb: readonly Delivery[], to: number): Deliverable | null {
  const { wording, grammar } = scope;
  // "for the consideration of the Council, a final report"
  let from = 0;
  if (grammar.prepositions.at(wording, 0) !== null)
    while (from < to && (from === 0 || !isParted(wording, from))) from++;
  const rule = verb.find(
    (each) => each.deliverable !== null && each.objects !== null && hasObject(scope, each, from, to, true),
  );
  return rule?.deliverable ?? null;
}

/** What an action is to bring. */
export interface Delivered {
  readonly what: Deliverable;
  /** It is said by a purpose behind the action, not by the action itself: "to cooperate in order to report". */
  readonly behind: boolean;
}

/** What is to be delivered by an action; `null` for conduct in general. */
export function deliverableOf(scope: Scope, action: Stretch, noun: boolean, purposes = true): Delivered | null {
  const { wording, grammar } = scope;
  const { to } = action;
  const from = pastAsides(scope, action);
  const end = contentEnd(scope, from, to);
  const head = verdict(scope, from, end, noun);
  const best = isToldNext(scope, from, to)
    ? 'report'
    : (rank.find((each) => head.found.includes(each)) ?? alsoObject(scope, from, to));
  if (best !== null) return { what: best, behind: false };
  if (!purposes || (!head.weak && !noun)) return null;
  for (let index = from + (noun ? 1 : 2); index < Math.min(to, from + 60); index++) {
    if (isCovered(scope, index) || wording.quoted[index]) continue;
    const example = grammar.examples.at(wording, index);
    if (example !== null) {
      // "including by giving A, and by giving B" are all examples.
      if (grammar.by.at(wording, example.to) !== null) break;
      while (index + 1 < to && !isParted(wording, index + 1)) index++;
      continue;
    }
    if (isParted(wording, index) && /ing$/.test(wording.words[index] ?? '')) break;
    const purpose = grammar.purposes.at(wording, index);
    const gerund = purpose !== null && /ing$/.test(wording.words[purpose.to] ?? '');
    if (!gerund && !isInfinitive(scope, index) && !(purpose !== null && wording.words[purpose.to - 1] === 'to'))
      continue;
    const start = purpose?.to ?? index + 1;
    const then = verdict(scope, start, contentEnd(scope, start, to), false);
    const content = rank.find((each) => then.found.includes(each));
    if (content !== undefined) return { what: content, behind: true };
    // Purposes of the first purpose are too far away.
    if (grammar.shape === null && isInfinitive(scope, index) && !then.weak) break;
  }
  return null;
}

/** Whether the action begins with a verb that is known to promise nothing countable: "cooperate", "strengthen". */
export const isConduct = (scope: Scope, { from, to }: Stretch, noun: boolean): boolean =>
  verdict(scope, from, contentEnd(scope, from, to), noun).weak;

/** What an event that is awaited delivers: a meeting, a report, a review. */
export function eventOf({ wording, grammar }: Scope, { from, to }: Stretch): Deliverable | null {
  for (let index = from; index < Math.min(to, from + 14); index++) {
    if (grammar.reportNouns.at(wording, index) !== null) return 'report';
    if (grammar.meetingNouns.at(wording, index) !== null) return 'meeting';
    if (grammar.markTables.review.at(wording, index) !== null) return 'review';
  }
  return null;
}
