import { type IriParts, iriParts, languageOf, symbolOfIri } from '../iris.ts';
import type { IsoDate, Language, ResolutionType, SessionRef, Step, Subject, Vote } from '../model.ts';
import { childOf, elementsOf, textOf, within, type XmlElement } from './xml.ts';

/** What the metadata of one text say. */
export interface AknFacts {
  readonly type: ResolutionType;
  readonly iri: IriParts | null;
  readonly language: Language | null;
  readonly symbol: string | null;
  readonly organ: string | null;
  readonly date: IsoDate | null;
  readonly history: readonly Step[];
  readonly vote: Vote | null;
  readonly subjects: readonly Subject[];
}

const types: Readonly<Record<string, ResolutionType>> = {
  resolution: 'resolution',
  decision: 'decision',
  presidentialStatement: 'presidential-statement',
  declaration: 'declaration',
  recommendation: 'resolution',
  draftResolution: 'draft-resolution',
  resolutionDraft: 'draft-resolution',
  draftDecision: 'draft-decision',
  decisionDraft: 'draft-decision',
  draftPresidentialStatement: 'draft-statement',
  draftStatement: 'draft-statement',
};

/** Files escape some values twice. */
const once = (text: string): string =>
  text.replace(/&(?:#39|apos|amp|quot);/g, (found) => ({ '&#39;': "'", '&apos;': "'", '&amp;': '&' })[found] ?? '"');

const filled = (text: string | undefined): string | null => (text === undefined || text.trim() === '' ? null : text);

/** A real calendar date, or nothing: `0001-01-01` stands for "unknown" in the files. */
export const isoDate = (text: string | undefined): IsoDate | null =>
  text !== undefined && /^(?!0001)\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : null;

const bare = (reference: string | undefined): string => (reference ?? '').replace(/^#/, '');

function subjectOf(keyword: XmlElement): Subject {
  const { value, showAs, dictionary, href, refersTo, shortForm } = keyword.attributes;
  return {
    value: once(value ?? ''),
    label: once(showAs ?? ''),
    dictionary: dictionary ?? '',
    ...(href !== undefined && { href }),
    ...(refersTo !== undefined && { refersTo }),
    ...(shortForm !== undefined && { shortForm }),
  };
}

const stepOf = (step: XmlElement): Step => ({
  date: isoDate(step.attributes.date),
  outcome: step.attributes.outcome ?? '',
  document: filled(step.attributes.as),
  by: filled(step.attributes.by),
});

const whole = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;

/** The vote in the metadata, with its voters. */
function votingOf(voting: XmlElement): Vote | null {
  const counts = elementsOf(voting, 'count');
  const outcome = bare(voting.attributes.outcome);
  if (outcome === '' && counts.length === 0) return null;
  const number = (vote: string) =>
    whole(counts.find((count) => bare(count.attributes.refersTo) === vote)?.attributes.value);
  const voters = counts.flatMap((count) =>
    [...within(count, 'organization')].map((voter) => ({
      name: textOf(voter).replace(/\s+/g, ' ').trim(),
      vote: bare(count.attributes.refersTo),
    })),
  );
  return {
    outcome,
    inFavour: number('inFavour'),
    against: number('against'),
    abstaining: number('abstaining'),
    voters: voters.filter((voter) => voter.name !== ''),
  };
}

/** The vote that the closing lines tell, where the metadata have none. */
export function closingVote(conclusions: XmlElement | undefined): Vote | null {
  const vote = conclusions && [...within(conclusions, 'vote')][0];
  const outcome = vote && childOf(vote, 'outcome');
  if (!outcome) return null;
  const quantities = [...within(outcome, 'quantity')];
  const number = (kind: string) =>
    whole(quantities.find((one) => bare(one.attributes.refersTo) === kind)?.attributes.normalized);
  const voters = [...within({ children: outcome.children }, 'outcome')].flatMap((side) =>
    elementsOf(side, 'organization').flatMap((names) =>
      namesIn(textOf(names)).map((name) => ({ name, vote: bare(side.attributes.refersTo) })),
    ),
  );
  return {
    outcome: bare(outcome.attributes.refersTo),
    inFavour: number('inFavour'),
    against: number('against'),
    abstaining: number('abstaining'),
    voters,
  };
}

/** Names in a list with commas; a comma in brackets parts none. The bracket that closes the whole list is not theirs. */
function namesIn(list: string): string[] {
  const names: string[] = [];
  let name = '';
  let depth = 0;
  for (const letter of list) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth <= 0) {
      names.push(name);
      name = '';
    } else name += letter;
  }
  names.push(name);
  return names.map((one) => one.replace(/[\][]/g, '').replace(/\s+/g, ' ').trim()).filter((one) => one !== '');
}

/** What `meta` of a statement says. */
export function factsOf(statement: XmlElement): AknFacts {
  const meta = childOf(statement, 'meta');
  const identification = childOf(meta, 'identification');
  const work = childOf(identification, 'FRBRWork');
  const iri = childOf(work, 'FRBRuri')?.attributes.value ?? childOf(work, 'FRBRthis')?.attributes.value ?? '';
  const parts = iriParts(iri);
  const language = childOf(childOf(identification, 'FRBRExpression'), 'FRBRlanguage')?.attributes.language ?? '';
  const type = types[statement.attributes.name ?? ''] ?? 'resolution';
  const parliamentary = childOf(childOf(meta, 'analysis'), 'parliamentary');
  const voting = childOf(parliamentary, 'voting');
  return {
    type,
    iri: parts,
    language: languageOf(language),
    symbol: symbolOfIri(iri, type),
    organ: parts?.actor ?? null,
    date: parts?.date ?? isoDate(childOf(work, 'FRBRdate')?.attributes.date),
    history: meta ? elementsOf(meta, 'workflow').flatMap((flow) => elementsOf(flow, 'step').map(stepOf)) : [],
    vote: voting ? votingOf(voting) : null,
    subjects: meta
      ? elementsOf(meta, 'classification').flatMap((group) => elementsOf(group, 'keyword').map(subjectOf))
      : [],
  };
}

/** The session that a number and the symbol tell. */
export function sessionOf(organ: string | null, symbol: string | null, value: string | undefined): SessionRef | null {
  if (organ === null) return null;
  const special = /^A\/(?:HRC\/)?(?:RES|DEC)\/(ES|S)-(\d+)\//.exec(symbol ?? '');
  if (special) return { organ, kind: special[1] === 'ES' ? 'emergency' : 'special', number: Number(special[2]) };
  const printed = /^(\d{1,4})$/.exec(value ?? '');
  if (printed) return { organ, kind: 'regular', number: Number(printed[1]) };
  const own = organ === 'unga' || organ === 'unga-hrc' || organ === 'unecosoc';
  const counted = own ? /^[AE]\/(?:HRC\/)?(?:RES|DEC)\/(\d{1,4})\/\d/.exec(symbol ?? '') : null;
  return counted ? { organ, kind: 'regular', number: Number(counted[1]) } : null;
}
