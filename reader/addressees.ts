import type { NamedBody } from './bodies.ts';
import type { OperativeVerb } from './directives.ts';
import type { MandateGrammar, Shape } from './mandateGrammar.ts';
import type { Span } from './model.ts';
import { gap, isParted, type Wording, wordAt } from './wording.ts';

/** Words `from` to `to`, end not included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A party that is asked to act. `ids` is empty where the name is not known. */
export interface Party extends Span {
  readonly ids: readonly string[];
}

/** A paragraph made ready: its words, and which body each of them belongs to. */
export interface Scope {
  readonly wording: Wording;
  readonly grammar: MandateGrammar;
  readonly bodies: readonly NamedBody[];
  /** Index of the body a word belongs to, or -1. */
  readonly covering: readonly number[];
}

export function scopeOf(wording: Wording, grammar: MandateGrammar, bodies: readonly NamedBody[]): Scope {
  let next = 0;
  const covering = wording.starts.map((start, index) => {
    while (next < bodies.length && (bodies[next]?.end ?? 0) <= start) next++;
    const body = bodies[next];
    return body !== undefined && body.start < (wording.ends[index] ?? 0) ? next : -1;
  });
  return { wording, grammar, bodies, covering };
}

/** The body that a word belongs to. Places before the first word are asked for, too, and are no index of an array. */
export function bodyAt({ bodies, covering }: Scope, at: number): NamedBody | undefined {
  const body = at < 0 ? -1 : (covering[at] ?? -1);
  return body < 0 ? undefined : bodies[body];
}

/** Whether a word belongs to the name of a body. */
export const isCovered = ({ covering }: Scope, at: number): boolean => at >= 0 && (covering[at] ?? -1) >= 0;

/** Skips "the", "all relevant". */
export function skipArticles({ wording, grammar }: Scope, at: number): number {
  let index = at;
  for (let hit = grammar.articles.at(wording, index); hit !== null; hit = grammar.articles.at(wording, index))
    index = hit.to;
  // "the 2026 Social Forum"
  return grammar.shape === null && index > at && isYear(wording.words[index]) ? index + 1 : index;
}

const isYear = (word: string | undefined): boolean => /^(19|20)\d\d$/.test(word ?? '');

/** Whether a party is named right at a word, its articles aside. */
export const leads = (scope: Scope, at: number): boolean =>
  isCovered(scope, at) ||
  isCovered(scope, skipArticles(scope, at)) ||
  scope.grammar.pronouns.at(scope.wording, at) !== null;

/** "fully", but not "supply". */
export const endsAsAdverb = (word: string): boolean =>
  word.length > 2 && word.endsWith('ly') && word.charAt(word.length - 3) !== 'p';

/** Past "fully, swiftly and effectively". */
function pastAdverbs({ wording, grammar }: Scope, from: number): number {
  const adverb = (at: number): number =>
    grammar.adverbs.at(wording, at)?.to ??
    (endsAsAdverb(wording.words[at] ?? '') && !grammar.doingSet.has(wording.words[at] ?? '') ? at + 1 : at);
  let index = adverb(from);
  while (index > from) {
    const and = grammar.and.at(wording, index);
    const next = adverb(and?.to ?? index);
    if (next === (and?.to ?? index)) break;
    index = next;
  }
  return index;
}

/** Whether "to" at a word opens an infinitive. */
export function isInfinitive(scope: Scope, at: number): boolean {
  const { wording, grammar } = scope;
  if (grammar.shape !== null) return opensAction(scope, grammar.shape, at);
  if (grammar.to.at(wording, at) === null || wording.quoted[at]) return false;
  const next = pastAdverbs(scope, at + 1);
  const word = wording.words[next];
  if (word === undefined) return false;
  if (isParted(wording, next)) return next === at + 1;
  // "the Convention to Combat Desertification" is a name.
  if (grammar.doingSet.has(word))
    return !isCovered(scope, next) && wording.text.charAt(wording.starts[next] ?? 0) === word.charAt(0);
  if (isCovered(scope, next)) return false;
  const first = wording.text.charAt(wording.starts[next] ?? 0);
  return (
    first === first.toLowerCase() &&
    !/\d|(ing|tion|ment|ity|ies|ed|ism|ness)$/.test(word) &&
    grammar.notInfinitive.at(wording, next) === null
  );
}

/** The same in languages that do not build it with one "to". */
function opensAction(scope: Scope, shape: Shape, at: number): boolean {
  const { wording, grammar } = scope;
  if (at >= wording.words.length || wording.quoted[at] || isCovered(scope, at)) return false;
  if (shape.clauses.at(wording, at) !== null) return true;
  if (shape.opens === 'behind')
    return (
      grammar.notInfinitive.at(wording, at) === null &&
      ((isCovered(scope, at - 1) && !isParted(wording, at)) ||
        (grammar.and.at(wording, at - 1) !== null && isParted(wording, at - 1)))
    );
  if (shape.opens === 'word') return isInfinitiveForm(scope, shape, at);
  const particle = grammar.to.at(wording, at);
  if (particle === null) return false;
  let next = particle.to;
  for (let round = 0; round < 4; round++) {
    const hit = shape.clitics.at(wording, next) ?? grammar.adverbs.at(wording, next);
    if (hit === null) break;
    next = hit.to;
  }
  // Where the form does not show an infinitive, it is the place behind those who are asked that tells.
  if (shape.infinitive === null && !isCovered(scope, at - 1)) return false;
  return isInfinitiveForm(scope, shape, next);
}

/** Whether an infinitive without its particle stands at a word, as the parts of lists begin. */
export const isBareInfinitive = (scope: Scope, at: number): boolean =>
  scope.grammar.shape?.opens === 'particle' &&
  scope.grammar.shape.infinitive !== null &&
  isInfinitiveForm(scope, scope.grammar.shape, scope.grammar.shape.clitics.at(scope.wording, at)?.to ?? at);

/** Whether "and" is written onto what opens an action: "وأن". */
export const isClung = ({ wording, grammar }: Scope, at: number): boolean =>
  grammar.shape?.proclitics.some((each) => (wording.words[at] ?? '').startsWith(each)) === true &&
  grammar.shape.clauses.at(wording, at) !== null;

function isInfinitiveForm(scope: Scope, shape: Shape, at: number): boolean {
  const { wording, grammar } = scope;
  const word = wording.words[at];
  if (word === undefined || isCovered(scope, at) || grammar.notInfinitive.at(wording, at) !== null) return false;
  return (
    (at === 0 || wording.text.charAt(wording.starts[at] ?? 0) === word.charAt(0)) &&
    (shape.infinitive === null || shape.infinitive.test(word))
  );
}

/** A body as a party; "United Nations military observers" are a name of their own that is not known. */
function partyOf({ wording, grammar }: Scope, { start, end, ids }: NamedBody, to: number): Party {
  const known = { start, end, ids };
  if (grammar.shape !== null || ids.length !== 1 || ids[0] !== 'UN') return known;
  let next = wordAt(wording, end);
  const first = next;
  const stops = [
    grammar.prepositions,
    grammar.of,
    grammar.to,
    grammar.members,
    grammar.and,
    grammar.by,
    grammar.between,
    grammar.articles,
    grammar.adverbs,
    grammar.asides,
    grammar.conditions,
    grammar.must,
    grammar.will,
    grammar.that,
    grammar.which,
  ];
  while (next < to && !isParted(wording, next) && stops.every((stop) => stop.at(wording, next) === null)) next++;
  const noun = next > first && next < first + 5 && /[^s]s$/.test(wording.words[next - 1] ?? '');
  return noun ? { start, end: wording.ends[next - 1] ?? end, ids: [] } : known;
}

/** The parties that a stretch lists, without beneficiaries and partners. */
export function partiesIn(scope: Scope, from: number, to: number): Party[] {
  const { wording, grammar, bodies, covering } = scope;
  const parties: Party[] = [];
  let blocked = false;
  for (let index = from; index < to; index++) {
    const parted = index > from && isParted(wording, index);
    if (parted) blocked = false;
    const at = covering[index] ?? -1;
    if (at < 0 && grammar.partners.at(wording, index) !== null) break;
    if (at >= 0) {
      // "and" written onto a name begins a further one.
      if (grammar.shape?.proclitics.some((each) => (wording.words[index] ?? '').startsWith(each))) blocked = false;
      const body = bodies[at];
      if (body !== undefined && !blocked) parties.push(partyOf(scope, body, to));
      while (covering[index + 1] === at) index++;
      continue;
    }
    const member = grammar.members.at(wording, index);
    if (member !== null) {
      if (grammar.and.at(wording, index) === null) blocked = false;
      index = member.to - 1;
    } else if (grammar.prepositions.at(wording, index) !== null) blocked = true;
    // "作为A主席的B": what stands before "的" only describes.
    else if (grammar.shape?.opens === 'behind' && grammar.nounAfter.at(wording, index) !== null) blocked = false;
  }
  return parties;
}

/** How many words back pronouns may point: never far, so that long texts stay cheap. */
const reach = 1000;

/** Those between whom something is that stands before; empty where nothing is. */
function betweenBefore(scope: Scope, before: number): string[] {
  const { wording, grammar } = scope;
  if (!grammar.between.mayStandIn(wording)) return [];
  for (let index = before - 1; index >= Math.max(0, before - reach); index--) {
    if (grammar.between.at(wording, index) === null) continue;
    // "between A and B, as well as between their officials": those of the first.
    if ([2, 3].some((count) => grammar.members.at(wording, index - count)?.to === index)) continue;
    const ids = partiesIn(scope, index + 1, stopOfDoers(scope, index + 1, before)).flatMap((party) => party.ids);
    if (ids.length >= 2) return [...new Set(ids)];
  }
  return [];
}

/** Those that "them" or "the two organizations" stand for: the parties of the last "between" before, or else those named last. */
export function antecedents(scope: Scope, before: number): string[] {
  const { wording, bodies, covering } = scope;
  const paired = betweenBefore(scope, before);
  if (paired.length > 0) return paired;
  const end = wording.starts[before] ?? 0;
  let first = -1;
  for (let index = Math.max(0, before - reach); index < before && first < 0; index++) first = covering[index] ?? -1;
  const named: string[] = [];
  for (let index = first; index >= 0 && (bodies[index]?.end ?? end + 1) <= end; index++)
    named.push(...(bodies[index]?.ids ?? []));
  return [...new Set(named)].slice(-4);
}

/** Where a list of doers ends: at a preposition outside a name. */
function stopOfDoers(scope: Scope, from: number, to: number): number {
  const { wording, grammar } = scope;
  for (let index = from; index < to; index++) {
    if (isCovered(scope, index)) continue;
    const member = grammar.members.at(wording, index);
    if (member !== null) {
      index = member.to - 1;
      continue;
    }
    if (!isParted(wording, index) && grammar.prepositions.at(wording, index) !== null && isCovered(scope, index - 1))
      return index;
    if (isInfinitive(scope, index)) return index;
  }
  return to;
}

const spanOf = ({ wording }: Scope, from: number, to: number): Span => ({
  start: wording.starts[from] ?? wording.text.length,
  end: wording.ends[to - 1] ?? wording.text.length,
});

/** How many lists inside a list are read again: in a long one it would be all of it for each. */
const listsInside = 20;

/** Who does what a noun asks for: "cooperation between A and B", "efforts of A", "support from A". */
export function doersOf(scope: Scope, { from, to }: Stretch): Party[] {
  const { wording, grammar } = scope;
  const pronoun = grammar.pronouns.at(wording, from);
  if (pronoun !== null && !['its', 'it'].includes(pronoun.value)) return resolved(scope, from, pronoun.to);
  const found: Party[] = [];
  let listed = from;
  let inside = 0;
  for (let index = from; index < to; index++) {
    if (isCovered(scope, index) || wording.quoted[index]) continue;
    if (isParted(wording, index) && grammar.which.at(wording, index) !== null) break;
    if (isInfinitive(scope, index) && found.length > 0) break;
    if (index > from && (grammar.ends.at(wording, index) !== null || grammar.partners.at(wording, index) !== null))
      break;
    if (grammar.between.at(wording, index) === null) continue;
    const back = Math.max(from, index - 8);
    if (grammar.treaties.within(wording, back, index) >= 0) continue;
    if (found.length > 0 && grammar.and.at(wording, index - 1) === null && !isParted(wording, index - 1)) {
      const again = grammar.doings.within(wording, index - 4, index) >= 0;
      if (!again) continue;
    }
    const pronounThere = grammar.pronouns.at(wording, index + 1);
    if (index < listed && ++inside > listsInside) continue;
    listed = stopOfDoers(scope, index + 1, to);
    const parties = partiesIn(scope, index + 1, listed);
    if (parties.length === 0 && pronounThere !== null) return resolved(scope, index + 1, pronounThere.to);
    found.push(
      ...parties.map((party) =>
        party.ids.length === 0 && pronounThere !== null ? { ...party, ids: antecedents(scope, from) } : party,
      ),
    );
  }
  return found.length > 0 ? found : doerBehind(scope, from, to);
}

/** "efforts of A", "support from A": right behind the noun. */
function doerBehind(scope: Scope, from: number, to: number): Party[] {
  const { wording, grammar } = scope;
  for (let index = from; index < Math.min(to, from + 12); index++) {
    // "the use of A's guide by B": the doer may stand behind another name.
    if (isCovered(scope, index)) {
      const by = grammar.shape === null ? grammar.by.within(wording, index, Math.min(to, from + 12)) : -1;
      return by >= 0 && wording.words[by] === 'by' && leads(scope, by + 1)
        ? partiesIn(scope, by + 1, stopOfDoers(scope, by + 1, to))
        : [];
    }
    const by = grammar.by.at(wording, index) !== null;
    const of = grammar.of.at(wording, index) !== null && grammar.ofDoers.at(wording, index - 1) !== null;
    // "support for its implementation from A"
    if (!by && grammar.benefits.at(wording, index) !== null && grammar.ofDoers.at(wording, index - 1) !== null) {
      const from = grammar.by.within(wording, index, Math.min(to, index + 10));
      if (from >= 0 && leads(scope, from + 1)) return partiesIn(scope, from + 1, stopOfDoers(scope, from + 1, to));
    }
    if ((by || of) && leads(scope, index + 1)) return partiesIn(scope, index + 1, stopOfDoers(scope, index + 1, to));
    if (!by && grammar.to.at(wording, index) === null && grammar.prepositions.at(wording, index) !== null) return [];
  }
  return [];
}

/** The holder of an office named last before a word: whom "him" stands for. */
function personBefore(scope: Scope, before: number): readonly string[] {
  for (let index = before - 1; index >= Math.max(0, before - reach); index--) {
    const body = bodyAt(scope, index);
    if (body?.how === 'office' && body.ids.length === 1) return body.ids;
  }
  return [];
}

/** A pronoun as a party, with those it stands for. */
export function resolved(scope: Scope, from: number, to: number): Party[] {
  const person = scope.grammar.shape?.persons.has(scope.wording.words[from] ?? '') ? personBefore(scope, from) : [];
  if (person.length > 0) return [{ ...spanOf(scope, from, to), ids: person }];
  const body = bodyAt(scope, from);
  const known = body?.ids ?? [];
  const open = body === undefined || body.how === 'class' || body.how === 'pronoun';
  const paired = open || known.length === 0 ? betweenBefore(scope, from) : [];
  const ids = paired.length > 0 ? paired : known.length > 0 ? known : antecedents(scope, from);
  return [{ ...spanOf(scope, from, to), ids }];
}

/** Where the head noun of a phrase stands: before the first preposition, comma or "and". */
function headOf(scope: Scope, from: number, to: number): number {
  const { wording, grammar } = scope;
  const start = skipArticles(scope, from);
  for (let index = start; index < to; index++) {
    const ends =
      isInfinitive(scope, index) ||
      grammar.prepositions.at(wording, index) !== null ||
      grammar.of.at(wording, index) !== null ||
      grammar.and.at(wording, index) !== null ||
      (index > start && isParted(wording, index));
    if (ends) return index - 1;
  }
  return to - 1;
}

/** Whether the phrase names an act to be done and not one who is to do it: "closer cooperation". */
export function namesAct(scope: Scope, from: number, to: number): boolean {
  const { wording, grammar } = scope;
  // The noun stands first in most languages.
  if (grammar.shape !== null) return grammar.doings.at(wording, skipArticles(scope, from)) !== null;
  const head = headOf(scope, from, to);
  if (head < from || isCovered(scope, head)) return false;
  const word = wording.words[head] ?? '';
  // A noun with a capital inside a sentence is a name.
  if (head > 0 && wording.text.charAt(wording.starts[head] ?? 0) !== word.charAt(0)) return false;
  if (grammar.doings.at(wording, head) !== null) return true;
  const stem = word.replace(/s$/, '');
  if (grammar.words.notDoings.includes(stem) || grammar.words.notDoings.includes(word)) return false;
  return grammar.words.doingEndings.some((ending) => stem.length > ending.length + 2 && stem.endsWith(ending));
}

/** What a clause asks of whom. */
export interface Asked {
  readonly parties: readonly Party[];
  readonly action: Stretch | null;
  readonly why: string;
}

/** Whether a word begins with a capital. */
const isLarge = (wording: Wording, at: number): boolean =>
  wording.text.charAt(wording.starts[at] ?? 0) !== (wording.words[at] ?? '').charAt(0);

/** "to" that opens the action, behind those who are asked. */
function openingTo(scope: Scope, from: number, to: number): number {
  const { wording, grammar } = scope;
  for (let index = from; index < to; index++) {
    // Behind those whom nobody knows it is the first verb that tells: "这些实体的首长继续".
    const begins =
      grammar.shape?.opens === 'behind' && index > from && grammar.recurrences.at(-1)?.[1].at(wording, index);
    if (begins && !isCovered(scope, index)) return index;
    if (isCovered(scope, index) || !isInfinitive(scope, index)) continue;
    // What "and" opens is a later action.
    if (grammar.shape?.opens === 'behind' && !isCovered(scope, index - 1)) continue;
    // "the group, to be established next year, to consider"
    if (isParted(wording, index) && index > from && grammar.be.at(wording, index + 1) !== null) continue;
    // "the authority to do so", but not "the Authority to continue its work".
    const name = grammar.shape === null && index - 1 > from && isLarge(wording, index - 1);
    if (!name && grammar.beforeTo.at(wording, index - 1) !== null && !isParted(wording, index)) continue;
    return index;
  }
  return -1;
}

/** The subject of a that-clause and where its verb stands; asides between commas are passed over. */
export function subjectOf(
  scope: Scope,
  from: number,
  to: number,
): { subject: Stretch; verb: number; binding: boolean } | null {
  const { wording, grammar } = scope;
  let start = from;
  if (isParted(wording, start) || (grammar.prepositions.at(wording, start) !== null && !isCovered(scope, start))) {
    let index = start + 1;
    while (index < to && !(isParted(wording, index) && grammar.prepositions.at(wording, index) === null)) index++;
    if (index < to) start = index;
  }
  const behind = verbBehind(scope, start, to);
  if (behind !== null) return { subject: { from: start, to: behind }, verb: behind, binding: true };
  for (let index = start; index < to; index++) {
    if (isCovered(scope, index) || wording.quoted[index]) continue;
    const must = grammar.must.at(wording, index);
    if (must !== null || grammar.will.at(wording, index) !== null)
      return { subject: { from: start, to: index }, verb: index, binding: must !== null };
    if (index > start && isBare(scope, index))
      return { subject: { from: start, to: index }, verb: index, binding: true };
  }
  return null;
}

/** "that the Government immediately and unconditionally reverse": the word right behind a party and its adverbs. */
function verbBehind(scope: Scope, from: number, to: number): number | null {
  const { wording, grammar } = scope;
  if (grammar.shape !== null || !leads(scope, from)) return null;
  const party = behindParty(scope, from, to);
  const at = pastAdverbs(scope, party);
  if (party === from || at === party || at >= to || isParted(wording, party) || isCovered(scope, at)) return null;
  const other =
    grammar.prepositions.at(wording, at) ??
    grammar.of.at(wording, at) ??
    grammar.and.at(wording, at) ??
    grammar.members.at(wording, at) ??
    grammar.must.at(wording, at) ??
    grammar.will.at(wording, at);
  return other !== null || isParted(wording, at) || /(ed|ing)$/.test(wording.words[at] ?? '') ? null : at;
}

/** A bare verb that a party or a comma stands before: "that the Office continue". */
function isBare(scope: Scope, at: number): boolean {
  const { wording, grammar } = scope;
  const word = wording.words[at] ?? '';
  // "that the Government resumes"
  if (grammar.shape === null && /[^s]s$/.test(word) && grammar.doingSet.has(word.slice(0, -1)))
    return isCovered(scope, at - 1) && !isCovered(scope, at) && !isParted(wording, at);
  if (!grammar.doingSet.has(word)) return false;
  return isCovered(scope, at - 1) || isParted(wording, at) || grammar.articles.at(wording, at - 1) === null;
}

/** Past an aside between commas right behind the verb. */
function pastAside(scope: Scope, from: number, to: number): number {
  const { wording, grammar } = scope;
  let index = from;
  for (let hit = grammar.asides.at(wording, index); hit !== null; hit = grammar.asides.at(wording, index))
    index = hit.to;
  // "encourages, as appropriate, assistance towards": one aside, and the object behind it.
  const object = leads(scope, index) || (grammar.shape === null ? namesAct(scope, index, to) : leads(scope, index + 1));
  if (index > from && object) return index;
  for (let round = 0; round < 3 && index < to && isParted(wording, index); round++) {
    let next = index + 1;
    while (next < to && !isParted(wording, next)) next++;
    if (next >= to) return index;
    index = next;
    if (grammar.articles.at(wording, index) !== null || grammar.to.at(wording, index) !== null) break;
  }
  return index;
}

/** Those who are asked by a pronoun before the verb, or written onto it or the noun behind it: "los alienta", "تدعوه", "تشجع مشاركتهم". */
function pronounOf(scope: Scope, verb: OperativeVerb): Party[] {
  const { wording, grammar } = scope;
  if (grammar.shape === null || verb.joins === 0) return [];
  const before = grammar.finite.at(wording, verb.from) === null ? grammar.shape.objects.at(wording, verb.from) : null;
  const elided = verb.to > verb.from + 1 && grammar.shape.persons.has(wording.words[verb.from] ?? '');
  if (before !== null || elided) return resolved(scope, verb.from, before?.to ?? verb.from + 1);
  const last = verb.to - 1;
  const noun = verb.to;
  for (const enclitic of grammar.shape.enclitics ?? []) {
    const stem = (wording.words[noun] ?? '').slice(0, -enclitic.length);
    const owned = grammar.words.ofDoers.some((each) => each === stem || each.replace(/ة$/, 'ت') === stem);
    const at = owned && wording.words[noun] === stem + enclitic ? noun : last;
    if (at === last && !(wording.words[last]?.endsWith(enclitic) && grammar.finite.at(wording, last) === null))
      continue;
    if (at === last && grammar.joinedVerbs.at(wording, last) === null) continue;
    const ids = grammar.shape.persons.has(enclitic) ? personBefore(scope, at) : antecedents(scope, at);
    const end = wording.ends[at] ?? 0;
    return [{ start: end - enclitic.length, end, ids }];
  }
  return [];
}

/** Reads the clause of a verb that asks or decides. */
export function askedIn(scope: Scope, verb: OperativeVerb, to: number, chapeau: boolean): Asked {
  const asked = askedOf(scope, verb, to, chapeau);
  if (asked.parties.length > 0) return asked;
  const parties = pronounOf(scope, verb);
  return parties.length > 0 ? { ...asked, parties, why: asked.why === 'noun-asked' ? asked.why : 'pronoun-to' } : asked;
}

function askedOf(scope: Scope, verb: OperativeVerb, to: number, chapeau: boolean): Asked {
  const { wording, grammar } = scope;
  let from = pastAside(scope, verb.to, to);
  if (from >= to) return { parties: [], action: null, why: 'no-object' };
  if (verb.why === 'verb-renewed' && !isInfinitive(scope, from)) {
    let governed = from;
    while (
      governed < from + 10 &&
      grammar.calling.at(wording, governed) === null &&
      grammar.that.at(wording, governed) === null
    )
      governed++;
    if (
      governed < Math.min(to, from + 10) &&
      grammar.that.at(wording, governed) === null &&
      !isInfinitive(scope, governed)
    )
      from = governed + 1;
  }
  if (grammar.shape !== null && grammar.calling.at(wording, from) !== null && leads(scope, from + 1)) from++;
  const unnamed = unnamedIn(scope, from, to);
  if (unnamed !== null) return unnamed;
  const that = grammar.that.at(wording, from);
  if (that !== null) return boundIn(scope, verb, that.to, to);
  if (
    grammar.shape !== null &&
    (verb.act.act === 'decide' || (grammar.shape.infinitive !== null && isInfinitiveForm(scope, grammar.shape, from)))
  )
    return { parties: [], action: { from, to }, why: 'own-act' };
  if (isInfinitive(scope, from)) return { parties: [], action: { from, to }, why: 'own-act' };
  if (verb.force === 'decision') return { parties: [], action: { from, to }, why: 'object' };
  if (grammar.to.at(wording, from) !== null && leads(scope, from + 1)) return addressedIn(scope, from + 1, to);
  const forThat = verb.act.act === 'call_for' || (verb.why === 'verb-renewed' && wording.words[from - 1] === 'for');
  const opens = openingTo(scope, from, to);
  if (!namesAct(scope, from, to) && (!forThat || opens >= 0)) {
    const pronoun = grammar.pronouns.at(wording, from);
    if (opens >= 0) {
      const parties = pronoun !== null ? resolved(scope, from, pronoun.to) : named(scope, from, opens);
      // "the conduct of A": the party stands within the phrase, and may be none of those who are asked.
      const within = grammar.of.within(wording, from, opens);
      const inside = within >= 0 && (wording.starts[within] ?? 0) < (parties[0]?.start ?? 0);
      return {
        parties,
        action: { from: opens, to },
        why:
          pronoun !== null
            ? 'pronoun-to'
            : inside
              ? 'party-within'
              : hasRest(scope, from, opens)
                ? 'party-rest'
                : 'party-to',
      };
    }
    if (grammar.shape !== null && leads(scope, from)) {
      const behind = behindParty(scope, from, to);
      if (behind < to) return { parties: named(scope, from, behind), action: { from: behind, to }, why: 'party-to' };
    }
    if (chapeau && leads(scope, from)) return { parties: named(scope, from, to), action: null, why: 'party-of-list' };
  }
  // "calls upon States and encourages others to": the action follows with the next verb.
  const listed = grammar.shape === null && to - from <= 6 && isCovered(scope, to - 1) && !namesAct(scope, from, to);
  if (listed && partiesIn(scope, from, to).length > 0)
    return { parties: named(scope, from, to), action: null, why: 'party-alone' };
  const alone = grammar.shape === null && leads(scope, from) ? behindParty(scope, from, to) : from;
  if (alone > from && verb.why === 'verb-renewed' && grammar.that.at(wording, alone) !== null)
    return {
      parties: named(scope, from, alone),
      action: { from: subjectOf(scope, alone + 1, to)?.verb ?? alone + 1, to },
      why: 'party-to',
    };
  if (alone > from && (alone >= to || isParted(wording, alone)) && !namesAct(scope, from, to))
    return { parties: named(scope, from, to), action: null, why: 'party-alone' };
  return { parties: doersOf(scope, { from, to }), action: { from, to }, why: 'noun-asked' };
}

/**
 * "يطلب من A ، بعد B، تقديم C": those who are asked are not known, and it is the preposition before them that tells; what
 * they are to do is the first noun of action behind them.
 */
function unnamedIn(scope: Scope, from: number, to: number): Asked | null {
  const { wording, grammar } = scope;
  if (grammar.shape?.opens !== 'particle' || grammar.shape.infinitive !== null) return null;
  if (grammar.calling.at(wording, from) === null || grammar.to.at(wording, from) !== null) return null;
  let end = to;
  for (let index = from + 2; index < to; index++) {
    if (isInfinitive(scope, index)) return null;
    if (end === to && isParted(wording, index)) end = index;
    const acts = grammar.deliveryVerbs.at(wording, index) !== null && (end === to || isParted(wording, index));
    if (acts)
      return { parties: named(scope, from + 1, Math.min(end, index)), action: { from: index, to }, why: 'party-to' };
  }
  return null;
}

/** Whether words that no name covers stand among those who are asked: "the sides, specifically the leaders, and all parties". */
function hasRest(scope: Scope, from: number, to: number): boolean {
  const { wording, grammar } = scope;
  for (let index = from; index < to; index++) {
    if (isCovered(scope, index)) continue;
    const aside = grammar.asides.at(wording, index) ?? grammar.conditions.at(wording, index);
    const known =
      aside ??
      grammar.articles.at(wording, index) ??
      grammar.and.at(wording, index) ??
      grammar.members.at(wording, index);
    if (known !== null) index = known.to - 1;
    else if (grammar.prepositions.at(wording, index) !== null || grammar.partners.at(wording, index) !== null) {
      while (index + 1 < to && !isParted(wording, index + 1)) index++;
    } else return true;
  }
  return false;
}

/** The word behind the party that a stretch begins with. */
export function behindParty(scope: Scope, from: number, to: number): number {
  let index = isCovered(scope, from) ? from : skipArticles(scope, from);
  while (index < to && isCovered(scope, index)) index++;
  return index;
}

/** "Recommends to A the adoption of B". */
function addressedIn(scope: Scope, from: number, to: number): Asked {
  let end = skipArticles(scope, from);
  while (end < to && isCovered(scope, end)) end++;
  const action = end < to ? { from: end, to } : null;
  return { parties: partiesIn(scope, from, end), action, why: 'addressed' };
}

/** The parties of a stretch; where none is known, the stretch itself as a name. */
function named(scope: Scope, from: number, to: number): readonly Party[] {
  const parties = partiesIn(scope, from, to).map((party) =>
    party.ids.length === 0 ? { ...party, ids: idsOfText(scope, party, from) } : party,
  );
  if (parties.length > 0) return parties;
  const span = spanOf(scope, from, to);
  const comma = scope.wording.text.slice(span.start, span.end).indexOf(',');
  return [{ start: span.start, end: comma > 0 ? span.start + comma : span.end, ids: [] }];
}

function idsOfText(scope: Scope, party: Party, from: number): readonly string[] {
  const { wording, grammar } = scope;
  const at = wordAt(wording, party.start);
  return wording.starts[at] === party.start && grammar.pronouns.at(wording, at) !== null
    ? antecedents(scope, from)
    : party.ids;
}

/** Whether the head of a subject is an event: "the fifth session of A", but not "the theme of the session". */
const isAboutEvent = (scope: Scope, { from, to }: Stretch): boolean =>
  scope.grammar.shape !== null || scope.grammar.events.at(scope.wording, headOf(scope, from, to)) !== null;

/** "that all States shall", "that the Office continue". */
function boundIn(scope: Scope, verb: OperativeVerb, from: number, to: number): Asked {
  const found = subjectOf(scope, from, to);
  const shape = scope.grammar.shape;
  if (found === null && shape !== null) {
    const subject = pastAside(scope, from, to);
    if (leads(scope, subject) && !namesAct(scope, subject, to)) {
      const behind = behindParty(scope, subject, to);
      return {
        parties: named(scope, subject, behind),
        action: { from: Math.min(behind, to - 1), to },
        why: 'that-party',
      };
    }
    // Where the verb stands before its subject: "أن يواصل الأمين العام".
    if (shape.infinitive === null && shape.opens === 'particle' && leads(scope, from + 1) && !isCovered(scope, from))
      return {
        parties: named(scope, from + 1, behindParty(scope, from + 1, to)),
        action: { from, to },
        why: 'that-party',
      };
  }
  if (found === null) return { parties: [], action: { from, to }, why: 'that-clause' };
  const { subject, verb: at } = found;
  const party = leads(scope, subject.from) && !namesAct(scope, subject.from, subject.to);
  if (!party && verb.force === 'decision')
    return { parties: [], action: { from: isAboutEvent(scope, subject) ? subject.from : at, to }, why: 'that-event' };
  const act = namesAct(scope, subject.from, subject.to);
  // "that they be disseminated": nobody is named who is to do it.
  const passive =
    scope.grammar.shape === null &&
    verb.force !== 'decision' &&
    scope.grammar.pronouns.at(scope.wording, subject.from) !== null &&
    scope.grammar.be.at(scope.wording, at) !== null &&
    /ed$/.test(scope.wording.words[at + 1] ?? '');
  if (passive) return { parties: [], action: { from: at, to }, why: 'that-passive' };
  const parties = party || !act ? named(scope, subject.from, at) : partiesIn(scope, subject.from, at);
  return { parties, action: { from: at, to }, why: 'that-party' };
}

/** Whether the clause ends with the colon of a list. */
export const opensList = ({ wording }: Scope): boolean => /[:：]\s*$/.test(gap(wording, wording.words.length));
