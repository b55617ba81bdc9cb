import {
  askedIn,
  bodyAt,
  isBareInfinitive,
  isClung,
  isCovered,
  isInfinitive,
  leads,
  opensList,
  type Party,
  partiesIn,
  type Scope,
  type Stretch,
  scopeOf,
} from './addressees.ts';
import { bodiesAmong, type NamedBody } from './bodies.ts';
import { conditionsIn } from './conditions.ts';
import { type Due, duesIn, isContinuing, type Recurrence, recurrenceOf } from './deadlines.ts';
import { contentEnd, deliverableOf, deliverableOfObjects, eventOf, isConduct, isToldNext } from './deliverables.ts';
import { type OperativeVerb, verbsOf } from './directives.ts';
import { expectationIn } from './expectations.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Deliverable, Force } from './languages/mandating.ts';
import type { Words } from './lexis.ts';
import { type Delivery, type MandateGrammar, mandateGrammar } from './mandateGrammar.ts';
import type { IsoDate, Node, Paragraph, Resolution, Span } from './model.ts';
import { sessionWindow } from './sessions.ts';
import { isParted, wordingOf } from './wording.ts';

export type { Due, Recurrence } from './deadlines.ts';
export type { Deliverable, Force } from './languages/mandating.ts';

/** A span in the text of a node: the paragraph of the mandate, or the chapeau that it is read from. */
export interface Place extends Span {
  readonly node: string;
}

/** One who is asked, or who receives. `ids` is empty where the name is not known. */
export interface Addressee extends Place {
  readonly ids: readonly string[];
}

/** What a desk looks for first. */
export type MandateMark = 'reporting' | 'review' | 'end' | 'agenda' | 'meeting' | 'budget';

/** One thing that a paragraph decides, asks or says. Spans without a node are of the paragraph itself. */
export interface Mandate {
  /** Id of the paragraph. */
  readonly paragraph: string;
  readonly verb: Place;
  /** Lemma of the verb: `request`, `call_upon`. */
  readonly act: string;
  /** By the verb alone. */
  readonly force: Force;
  /** After the cap: a request to those who do not answer to the organ is an appeal in effect. */
  readonly weight: Force;
  readonly addressees: readonly Addressee[];
  readonly action: Span | null;
  readonly deliverable: Deliverable | null;
  readonly recipient: Addressee | null;
  readonly due: readonly Due[];
  readonly recurrence: Recurrence | null;
  readonly conditions: readonly Span[];
  /** Read from the chapeau of the list it stands in. */
  readonly inherited: boolean;
  /** A later part of one request. */
  readonly coordinated: boolean;
  /** A position that carries an expectation. */
  readonly soft: boolean;
  /** Whom the addressee is to ask in turn. */
  readonly relay: readonly Addressee[];
  readonly marks: readonly MandateMark[];
  /** 0 to 1: how sure the reading is. */
  readonly confidence: number;
  /** Codes of the rules that decided. */
  readonly why: readonly string[];
}

/** What a sub-paragraph takes over from its chapeau. */
interface Chapeau {
  readonly mandate: Mandate;
  readonly performers: readonly Addressee[];
  /** The list goes on inside the action of the chapeau: "to assist A in its efforts to:". */
  readonly within: boolean;
  /** What the verb that the chapeau ends with may deliver: "to provide:". */
  readonly verb: readonly Delivery[];
}

interface Desk {
  readonly grammar: MandateGrammar;
  readonly name: (words: Words) => readonly NamedBody[];
  readonly since: IsoDate | null;
  readonly organ: string | null;
  readonly mandates: Mandate[];
  /** The last paragraph that ended with a colon, where the source lost the levels of its list. */
  open: Chapeau | null;
}

/** The day from which something can be due: adoption, or where it is not known the opening of the session or the year of the number. */
function earliest(resolution: Resolution): IsoDate | null {
  if (resolution.date !== null) return resolution.date;
  const window = resolution.session === null ? null : sessionWindow(resolution.session);
  if (window !== null) return window.opens;
  const year = /\((\d{4})\)|\/((?:19|20)\d{2})\//.exec(resolution.symbol ?? '');
  const known = year?.[1] ?? year?.[2];
  if (known !== undefined) return `${known}-01-01`;
  const [, council, number] = /^A\/(HRC\/)?RES\/(\d{2,3})\//.exec(resolution.symbol ?? '') ?? [];
  if (number === undefined) return null;
  const organ = council === undefined ? 'unga' : 'unga-hrc';
  return sessionWindow({ organ, kind: 'regular', number: Number(number) })?.opens ?? null;
}

/**
 * The mandates of a resolution, in order of its text: who is asked to do what, by when, reporting to whom. Only operative
 * paragraphs have mandates. Pure and linear in the text.
 */
export function mandatesOf(resolution: Resolution, lexicon: Lexicon): Mandate[] {
  if (lexicon.mandating.acts.length === 0) return [];
  const desk: Desk = {
    grammar: mandateGrammar(lexicon),
    name: bodiesAmong({ lexicon, date: resolution.date, organ: resolution.organ }),
    since: earliest(resolution),
    organ: resolution.organ,
    mandates: [],
    open: null,
  };
  if (resolution.title !== null) desk.name(desk.grammar.lexis.cut(resolution.title));
  for (const node of resolution.body) readNode(desk, node, null);
  return desk.mandates;
}

function readNode(desk: Desk, node: Node, chapeau: Chapeau | null): void {
  switch (node.kind) {
    case 'paragraph':
      readParagraph(desk, node, chapeau);
      return;
    case 'section':
      for (const child of node.children) readNode(desk, child, null);
      return;
    default:
      return;
  }
}

function readParagraph(desk: Desk, paragraph: Paragraph, chapeau: Chapeau | null): void {
  const words = desk.grammar.lexis.cut(paragraph.text);
  const named = desk.name(words);
  if (paragraph.part !== 'operative') return;
  const scope = scopeOf(wordingOf(words), desk.grammar, named);
  const above = chapeau ?? desk.open;
  const verbs = verbsOf(scope.wording, desk.grammar, above !== null);
  const first = desk.mandates.length;
  if (verbs.length > 0) readVerbs(desk, paragraph, scope, verbs);
  else if (above !== null) {
    // "(a) To provide A, and encourages B to do C": the item has a verb of its own behind what it takes over.
    const added = addedVerbs(scope);
    desk.mandates.push(...inherited(desk, paragraph, scope, above, added[0]?.joins ?? scope.wording.words.length));
    if (added.length > 0) readVerbs(desk, paragraph, scope, added);
  }
  const last = desk.mandates.slice(first).findLast((mandate) => !mandate.coordinated) ?? null;
  const next: Chapeau | null =
    last === null
      ? above
      : { mandate: last, performers: performersOf(scope, last, above), within: goesOn(scope), verb: lastVerb(scope) };
  if (chapeau === null && verbs.length > 0)
    desk.open = opensList(scope) && paragraph.children.length === 0 ? next : null;
  for (const child of paragraph.children) readNode(desk, child, next);
}

/** Verbs that ask behind the part of a list: "; and requests". */
function addedVerbs({ wording, grammar }: Scope): OperativeVerb[] {
  if (grammar.shape !== null) return [];
  const verbs = verbsOf(wording, grammar, false, wording.words.length);
  const first = verbs.findIndex(
    ({ act, joins, force }) =>
      joins > 0 &&
      force !== 'position' &&
      act.act !== 'consider' &&
      isParted(wording, joins) &&
      grammar.and.at(wording, joins) !== null,
  );
  return first < 0 ? [] : verbs.slice(first);
}

/** Whether a chapeau breaks off inside its action: its last word asks for more. */
const goesOn = ({ wording, grammar }: Scope): boolean => {
  const last = wording.words.length - 1;
  return (
    grammar.to.at(wording, last) !== null ||
    (grammar.prepositions.at(wording, last) !== null && grammar.by.at(wording, last) === null)
  );
};

/** The verb that a chapeau ends with. */
function lastVerb({ wording, grammar }: Scope): readonly Delivery[] {
  const following = [1, 2, 3].find(
    (count) => grammar.following.at(wording, wording.words.length - count)?.to === wording.words.length,
  );
  const end = wording.words.length - (following ?? 0);
  for (const count of [3, 2, 1]) {
    const hit = grammar.deliveryVerbs.at(wording, end - count);
    if (hit?.to === end) return hit.value;
  }
  return [];
}

/** Who carries out the tasks of a list: a mission or mandate holder that the chapeau sets up, or else those whom it asks. */
function performersOf(scope: Scope, mandate: Mandate, chapeau: Chapeau | null): readonly Addressee[] {
  if (mandate.inherited && !mandate.why.includes('named-there')) return chapeau?.performers ?? mandate.addressees;
  if (mandate.inherited) return mandate.addressees;
  const { wording } = scope;
  if (mandate.deliverable !== 'establishment' || mandate.action === null) return mandate.addressees;
  const at = wording.starts.indexOf(mandate.action.start);
  for (let index = Math.max(0, at); index < wording.words.length; index++) {
    const body = bodyAt(scope, index);
    if (body === undefined || mandate.addressees.some((each) => each.start === body.start)) continue;
    return [{ start: body.start, end: body.end, ids: body.ids, node: mandate.paragraph }];
  }
  return mandate.addressees;
}

function readVerbs(desk: Desk, paragraph: Paragraph, scope: Scope, verbs: readonly OperativeVerb[]): void {
  const { wording } = scope;
  const ends = verbs.map((_, index) => verbs[index + 1]?.joins ?? wording.words.length);
  // "Invites and encourages X": the first has what the second says.
  const tellers = verbs.map((_, index) => index);
  for (let index = verbs.length - 2; index >= 0; index--)
    if ((ends[index] ?? 0) <= (verbs[index]?.to ?? 0)) tellers[index] = tellers[index + 1] ?? index;
  for (const [index, verb] of verbs.entries()) {
    const told = tellers[index] ?? index;
    const clause = verbs[told] ?? verb;
    const end = ends[told] ?? wording.words.length;
    const chapeau = told === verbs.length - 1 && (opensList(scope) || paragraph.children.length > 0);
    desk.mandates.push(
      ...mandatesOfVerb(desk, paragraph, scope, verb, { ...clause, act: verb.act, force: verb.force }, end, chapeau),
    );
  }
  shareAction(desk.mandates, paragraph.id);
}

/** "Calls upon A and encourages B to do C": what only names its addressee has the action of the next. */
function shareAction(mandates: Mandate[], paragraph: string): void {
  for (let index = mandates.length - 2; mandates[index]?.paragraph === paragraph; index--) {
    const [mandate, next] = [mandates[index], mandates[index + 1]];
    if (mandate === undefined || next === undefined || next.action === null || !mandate.why.includes('party-alone'))
      continue;
    const { action, deliverable, recipient, due, recurrence, conditions, relay, marks } = next;
    mandates[index] = {
      ...mandate,
      ...{ action, deliverable, recipient, due, recurrence, conditions, relay, marks },
      why: [...new Set([...mandate.why, ...next.why])].filter((code) => code !== 'party-to' && code !== 'party-rest'),
    };
  }
}

function mandatesOfVerb(
  desk: Desk,
  paragraph: Paragraph,
  scope: Scope,
  verb: OperativeVerb,
  clause: OperativeVerb,
  end: number,
  chapeau: boolean,
): Mandate[] {
  const { wording } = scope;
  const base = {
    paragraph: paragraph.id,
    verb: { start: wording.starts[verb.from] ?? 0, end: wording.ends[verb.to - 1] ?? 0, node: paragraph.id },
    act: verb.act.act,
    force: verb.force,
    inherited: false,
  };
  const soft = verb.force === 'position' ? expectationIn(scope, clause, end, paragraph.times, desk.since) : null;
  if (verb.force === 'position' && soft === null)
    return [{ ...base, ...nothing, weight: 'position', confidence: 0.97, why: [verb.why, 'position'] }];
  const asked = soft ?? askedIn(scope, clause, end, chapeau);
  const addressees = asked.parties.map((party) => addressee(party, paragraph.id));
  const parts =
    asked.action === null || asked.action.from >= asked.action.to
      ? [null]
      : partsOf(desk, paragraph, scope, asked.action);
  return parts.map((part, index): Mandate => {
    const clauseStretch: Stretch =
      index === 0 ? { from: clause.to, to: part?.to ?? end } : (part ?? { from: clause.to, to: end });
    const told = part === null ? nothing : toldBy(desk, paragraph, scope, part, clauseStretch, asked.why);
    return finished(desk, {
      ...base,
      ...told,
      // "Decides to invite A to": A is asked.
      addressees: addressees.length === 0 && verb.force === 'decision' ? told.relay : addressees,
      coordinated: index > 0,
      soft: soft !== null,
      why: [verb.why, asked.why, ...told.why],
    });
  });
}

const addressee = ({ start, end, ids }: Party, node: string): Addressee => ({ start, end, ids, node });

type Told = Omit<Mandate, 'paragraph' | 'verb' | 'act' | 'force' | 'weight' | 'inherited' | 'confidence'>;

const nothing: Told = {
  addressees: [],
  action: null,
  deliverable: null,
  recipient: null,
  due: [],
  recurrence: null,
  conditions: [],
  coordinated: false,
  soft: false,
  relay: [],
  marks: [],
  why: [],
};

/** What an action says: deliverable, recipient, due, rhythm, conditions. */
function toldBy(desk: Desk, paragraph: Paragraph, scope: Scope, action: Stretch, clause: Stretch, why: string): Told {
  const { wording, grammar } = scope;
  const noun =
    // Where a word has one form for noun and verb, what is asked for is read as a verb.
    (why === 'noun-asked' && grammar.shape?.opens !== 'behind') ||
    why === 'listed' ||
    why.startsWith('event') ||
    why === 'future-timed' ||
    why === 'object';
  const relay = relayOf(scope, action, paragraph.id);
  const content: Stretch = relay === null ? action : { from: relay.opens, to: action.to };
  const event = why.startsWith('event') || why === 'duty-event';
  const delivered = event ? null : deliverableOf(scope, content, noun, why !== 'listed');
  // "requests A, in its next report, to provide": said before the action.
  const toldNext = !event && isToldNext(scope, clause.from, action.from);
  const deliverable = toldNext
    ? 'report'
    : event
      ? eventOf(scope, content)
      : (delivered?.what ??
        ((why === 'that-event' || (why === 'that-clause' && grammar.shape !== null)) &&
        grammar.events.within(wording, content.from, content.from + 8) >= 0
          ? eventOf(scope, content)
          : null));
  const times = paragraph.times;
  const head: Stretch = { from: action.from, to: Math.max(action.from + 1, contentEnd(scope, action.from, action.to)) };
  const period =
    deliverable === 'agenda_item'
      ? null
      : (recurrenceOf(scope, times, head) ??
        (deliverable === null
          ? null
          : // Where the verb may stand last, its rhythm may stand before the action.
            recurrenceOf(scope, times, grammar.shape?.verbLast ? { from: clause.from, to: action.to } : action)));
  const recurrence = period ?? (isContinuing(scope, action) ? 'continuing' : null);
  // "Endorses the timeline": its dates are those of what is endorsed.
  const due =
    why === 'object' && deliverable !== 'meeting'
      ? []
      : duesIn(
          scope,
          times,
          { from: why === 'that-event' ? action.from : clause.from, to: action.to },
          desk.since,
        ).filter(
          // "Approves the holding of the session in 2026": the session is what is held.
          (each) => why !== 'object' || each.kind === 'date',
        );
  const conditions = conditionsIn(scope, { from: clause.from, to: action.to });
  const recipient =
    deliverable === 'report' || deliverable === 'information' ? recipientOf(scope, content, paragraph.id) : null;
  const marks = new Set<MandateMark>();
  if (deliverable === 'report') marks.add('reporting');
  if (deliverable === 'agenda_item' || grammar.markTables.agenda.within(wording, action.from, action.to) >= 0)
    marks.add('agenda');
  if (deliverable === 'meeting') marks.add('meeting');
  if (deliverable === 'review' || grammar.markTables.review.within(wording, action.from, action.to) >= 0)
    marks.add('review');
  for (const mark of ['end', 'budget'] as const)
    if (grammar.markTables[mark].within(wording, clause.from, action.to) >= 0) marks.add(mark);
  return {
    addressees: [],
    action: { start: wording.starts[action.from] ?? 0, end: wording.ends[action.to - 1] ?? 0 },
    deliverable,
    recipient,
    due,
    recurrence,
    conditions,
    coordinated: false,
    soft: false,
    relay: relay?.parties ?? [],
    marks: [...marks],
    why: [
      deliverable === null
        ? isConduct(scope, content, noun)
          ? 'conduct-known'
          : 'conduct'
        : `deliverable-${deliverable}`,
      // An event that is only spoken of stands no closer.
      ...(deliverable !== null && !event && delivered?.behind !== false ? ['deliverable-behind'] : []),
    ],
  };
}

/** "to request all agencies to": those who are asked in turn, and where the action proper begins. */
function relayOf(scope: Scope, { from, to }: Stretch, node: string): { parties: Addressee[]; opens: number } | null {
  const { wording, grammar } = scope;
  const hit =
    grammar.relays.at(wording, from + 1) ?? (grammar.shape === null ? null : grammar.relays.at(wording, from));
  if (
    hit === null ||
    !leads(scope, grammar.shape === null ? hit.to : (grammar.calling.at(wording, hit.to)?.to ?? hit.to))
  )
    return null;
  for (let index = hit.to; index < to; index++) {
    if (!isInfinitive(scope, index)) continue;
    return { parties: partiesIn(scope, hit.to, index).map((party) => addressee(party, node)), opens: index };
  }
  return null;
}

/** Where a name that nobody knows ends: "the" and words with capitals. */
function capitalsEnd({ wording, grammar }: Scope, from: number, to: number): number {
  if (grammar.articles.at(wording, from) === null) return from;
  let index = from + 1;
  while (index < to && /^\p{Lu}/u.test(wording.text.slice(wording.starts[index], wording.ends[index]))) index++;
  return index > from + 1 ? index : from;
}

/** Whom a report or information goes to. */
function recipientOf(scope: Scope, { from, to }: Stretch, node: string): Addressee | null {
  const { wording, grammar } = scope;
  for (let index = from + 1; index < to; index++) {
    if (wording.quoted[index]) continue;
    const direct =
      index <= from + 5 && isCovered(scope, index) && grammar.deliveryVerbs.at(wording, index - 1) !== null;
    const start = direct ? index : index + 1;
    // "to share the study with A"
    const shared =
      grammar.shape === null &&
      grammar.mannerWith.at(wording, index) !== null &&
      /^shar/.test(wording.words[from] ?? wording.words[from + 1] ?? '');
    if (!direct && !shared && (grammar.recipients.at(wording, index) === null || isInfinitive(scope, index))) continue;
    if (['its', 'their', 'his', 'her'].includes(wording.words[start] ?? '')) continue;
    const pronoun = grammar.pronouns.at(wording, start);
    const first = bodyAt(scope, start) ?? bodyAt(scope, start + 1);
    if (first === undefined) {
      const capitals = pronoun === null ? capitalsEnd(scope, start, to) : 0;
      if (capitals > start)
        return { start: wording.starts[start] ?? 0, end: wording.ends[capitals - 1] ?? 0, ids: [], node };
      if (pronoun === null) continue;
      return { start: wording.starts[start] ?? 0, end: wording.ends[pronoun.to - 1] ?? 0, ids: [], node };
    }
    let end = start;
    while (end < to && bodyAt(scope, end) !== first) end++;
    while (end < to && bodyAt(scope, end) === first) end++;
    const ids = [...first.ids];
    let last = first.end;
    for (;;) {
      const and = grammar.and.at(wording, end);
      if (and === null || isParted(wording, end)) break;
      const next = grammar.to.at(wording, and.to)?.to ?? and.to;
      const body = bodyAt(scope, next) ?? bodyAt(scope, next + 1);
      if (body === undefined) break;
      ids.push(...body.ids);
      last = body.end;
      end = next;
      while (end < to && (wording.starts[end] ?? 0) < body.end) end++;
    }
    return { start: wording.starts[start] ?? first.start, end: last, ids: [...new Set(ids)], node };
  }
  return null;
}

/** The coordinated infinitives of one request, apart where they promise different things or are due at different times. */
function partsOf(desk: Desk, paragraph: Paragraph, scope: Scope, action: Stretch): Stretch[] {
  const { wording, grammar } = scope;
  const bare = isBareInfinitive(scope, action.from);
  if (!bare && !isInfinitive(scope, action.from)) return eventsOf(desk, paragraph, scope, action);
  const starts = [action.from];
  const content = contentEnd(scope, action.from, action.to);
  const relay = relayOf(scope, action, paragraph.id);
  let inside = false;
  for (let index = action.from + 2; index < action.to; index++) {
    if (!isInfinitive(scope, index) && !(bare && isBareInfinitive(scope, index))) continue;
    const and = grammar.and.at(wording, index - 1) !== null || isClung(scope, index);
    // "engagement with and to take part in": one object for both.
    if (and && !isClung(scope, index) && grammar.prepositions.at(wording, index - 2) !== null) continue;
    if (index === relay?.opens) continue;
    // Behind an infinitive inside an aside, only ", and to" goes back to the outer list.
    if (inside ? and && isParted(wording, index - 1) : and || isParted(wording, index)) starts.push(index);
    else if (starts.length === 1 && content < index) inside = true;
  }
  // Infinitives between commas are a list only where "and" closes it.
  const closes = (at: number): boolean => grammar.and.at(wording, at - 1) !== null || isClung(scope, at);
  while (starts.length > 1 && !closes(starts.at(-1) ?? 0)) starts.pop();
  if (starts.length === 1 || isNested(scope, action.from, starts)) return [action];
  const parts = starts.map((from, index): Stretch => {
    const next = starts[index + 1];
    if (next === undefined) return { from, to: action.to };
    return { from, to: grammar.and.at(wording, next - 1) !== null ? next - 1 : next };
  });
  const kinds = parts.map((part) => ({
    deliverable:
      deliverableOf(scope, { from: relayOf(scope, part, paragraph.id)?.opens ?? part.from, to: part.to }, false)
        ?.what ?? null,
    due: duesIn(scope, paragraph.times, part, desk.since)
      .map((due) => scope.wording.text.slice(due.start, due.end))
      .join(),
  }));
  const differs =
    kinds.some((kind) => kind.deliverable !== kinds[0]?.deliverable) || new Set(kinds.map((kind) => kind.due)).size > 1;
  return differs ? parts : [action];
}

/** Events named together, each with a time of its own: "a meeting in 2025, as well as a conference in 2026". */
function eventsOf(desk: Desk, paragraph: Paragraph, scope: Scope, action: Stretch): Stretch[] {
  const { wording, grammar } = scope;
  const [first, second] = duesIn(scope, paragraph.times, action, desk.since);
  if (first === undefined || second === undefined) return [action];
  for (let index = action.from; index < action.to; index++) {
    const start = wording.starts[index] ?? 0;
    const also = grammar.also.at(wording, index);
    if (also === null || start < first.end || start > second.start) continue;
    return [
      { from: action.from, to: index },
      { from: also.to, to: action.to },
    ];
  }
  return [action];
}

/**
 * Whether "and to" goes on with an infinitive inside the first one: "to take measures to A and to B". A comma before
 * "and" closes a list of the outer ones.
 */
function isNested(scope: Scope, from: number, starts: readonly number[]): boolean {
  const { wording, grammar } = scope;
  const last = starts.at(-1) ?? from;
  if (isParted(wording, isClung(scope, last) ? last : last - 1)) return false;
  // "to A, to B and to C": the comma before "to B" makes it one of the outer ones.
  if (starts.length > 2)
    return !starts.slice(1, -1).some((at) => isParted(wording, at) && contentEnd(scope, from, at) >= at);
  for (let index = from + 1; index < last; index++) {
    if (isInfinitive(scope, index) && grammar.light.at(wording, index - 1) === null) return true;
  }
  return false;
}

/** "The Commission is encouraged:" names those who carry out the list below it. */
function encouraged(scope: Scope): readonly Party[] {
  const { wording, grammar } = scope;
  if (grammar.shape !== null || !leads(scope, 0)) return [];
  for (let index = 1; index < Math.min(wording.words.length, 30); index++) {
    if (!['is', 'are'].includes(wording.words[index] ?? '')) continue;
    if (/^(encouraged|invited|requested|urged)$/.test(wording.words[index + 1] ?? ''))
      return partiesIn(scope, 0, index);
  }
  return [];
}

/** Whether a noun of action begins a part of a list where nouns stand for infinitives: "تقديم تقرير". */
const actsByNoun = ({ wording, grammar }: Scope, at: number): boolean =>
  grammar.shape?.infinitive === null &&
  grammar.reportNouns.at(wording, at) === null &&
  (grammar.deliveryVerbs.at(wording, at) ?? grammar.relays.at(wording, at) ?? grammar.light.at(wording, at)) !== null;

/** The mandate of a part of a list, with verb and addressee of its chapeau. */
function inherited(
  desk: Desk,
  paragraph: Paragraph,
  scope: Scope,
  { mandate, performers, within, verb }: Chapeau,
  to: number,
): Mandate[] {
  const { wording } = scope;
  const base = { paragraph: paragraph.id, verb: mandate.verb, act: mandate.act, force: mandate.force, inherited: true };
  if (wording.words.length === 0) return [];
  if (mandate.force === 'position' && !mandate.soft)
    return [{ ...base, ...nothing, weight: 'position', confidence: 0.9, why: ['inherited', 'position'] }];
  const whole: Stretch = { from: 0, to };
  const there = encouraged(scope).map((party) => addressee(party, paragraph.id));
  const parts = partsOf(desk, paragraph, scope, whole);
  return parts.map((part, index): Mandate => {
    const verbal =
      isInfinitive(scope, part.from) ||
      isBareInfinitive(scope, part.from) ||
      actsByNoun(scope, part.from) ||
      desk.grammar.doingSet.has(wording.words[0] ?? '') ||
      /ing$/.test(wording.words[0] ?? '');
    const told = toldBy(desk, paragraph, scope, part, part, verbal ? 'party-to' : 'listed');
    const deliverable =
      within && mandate.deliverable !== null
        ? mandate.deliverable
        : (told.deliverable ?? (verbal ? null : (deliverableOfObjects(scope, verb, part.to) ?? mandate.deliverable)));
    return finished(desk, {
      ...base,
      ...told,
      deliverable,
      marks: deliverable === 'report' ? [...new Set([...told.marks, 'reporting' as const])] : told.marks,
      addressees: there.length > 0 ? there : performers,
      coordinated: index > 0,
      soft: mandate.soft,
      why: ['inherited', ...(verbal ? [] : ['noun-part']), ...(there.length > 0 ? ['named-there'] : []), ...told.why],
    });
  });
}

const answering = /^UN\/(SG|SECRETARIAT|GA|PGA|SC|HRC|ECOSOC|OHCHR|UNEP\/ED|SRSG)(\/|$|-)/;

/** What is left of the force before those who do not answer to the organ. */
function weightOf(organ: string | null, force: Force, addressees: readonly Addressee[]): Force {
  if (force !== 'request' || organ === 'unsc') return force;
  const ids = addressees.flatMap((each) => each.ids);
  return ids.length > 0 && !ids.every((id) => answering.test(`${id}`)) ? 'appeal' : 'request';
}

function finished(desk: Desk, mandate: Omit<Mandate, 'weight' | 'confidence'>): Mandate {
  return {
    ...mandate,
    weight: weightOf(desk.organ, mandate.force, mandate.addressees),
    confidence: confidenceOf(mandate),
  };
}

/** What is to be judged: a mandate but for what follows from the judgement. */
type Judged = Omit<Mandate, 'weight' | 'confidence'>;

const asks = ({ force }: Judged): boolean => force === 'request' || force === 'appeal';

/** As sure as a reading can be. */
const sure = 0.98;

/**
 * What can make a reading doubtful, and how far it is to be trusted then. `bench/mandates.ts` counts how often each is right:
 * what is right in more than 97 % of at least ten is `sure`, and stands here only to be counted again.
 */
const doubts: Readonly<Record<string, readonly [level: number, applies: (mandate: Judged) => boolean]>> = {
  'nobody-asked': [0.7, (mandate) => asks(mandate) && mandate.addressees.length === 0],
  'unknown-name': [0.6, ({ addressees }) => addressees.some(({ ids }) => ids.length === 0)],
  'noun-asked': [0.75, ({ why }) => why.includes('noun-asked')],
  'pronoun-to': [sure, ({ why }) => why.includes('pronoun-to')],
  soft: [0.7, ({ soft }) => soft],
  coordinated: [0.8, ({ coordinated }) => coordinated],
  'noun-part': [sure, ({ why }) => why.includes('noun-part')],
  'several-dues': [0.7, ({ due }) => due.length > 1],
  'no-recipient': [0.87, ({ deliverable, recipient }) => deliverable === 'report' && recipient === null],
  other: [0.88, (mandate) => asks(mandate) && mandate.deliverable === 'other'],
  'party-within': [0.85, ({ why }) => why.includes('party-within')],
  'party-rest': [0.85, ({ why }) => why.includes('party-rest')],
  'party-alone': [0.7, ({ why }) => why.includes('party-alone')],
  conduct: [0.88, (mandate) => asks(mandate) && mandate.why.includes('conduct')],
  'conduct-known': [sure, (mandate) => asks(mandate) && mandate.why.includes('conduct-known')],
  inherited: [0.85, ({ inherited, why }) => inherited && !why.includes('noun-part') && !why.includes('position')],
  'deliverable-behind': [0.8, ({ why }) => why.includes('deliverable-behind')],
  'decision-conduct': [0.8, ({ force, deliverable }) => force === 'decision' && deliverable === null],
};

const allDoubts = Object.entries(doubts).map(([code, [level, applies]]) => ({ code, level, applies }));

/** The codes of what makes a reading doubtful. */
export const doubtsOf = (mandate: Judged): string[] =>
  allDoubts.flatMap(({ code, applies }) => (applies(mandate) ? [code] : []));

/** Whether a code makes a reading unsure, and is not only counted. */
export const isDoubt = (code: string): boolean => (doubts[code]?.[0] ?? sure) < sure;

/** How far to trust a reading: the weakest of its parts. */
function confidenceOf(mandate: Judged): number {
  let least = sure;
  for (const { level, applies } of allDoubts) if (level < least && applies(mandate)) least = level;
  return least;
}
