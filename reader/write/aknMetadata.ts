import { iso639, numberingOf, segment, workIri } from '../iris.ts';
import type {
  IsoDate,
  Masthead,
  Publication,
  Resolution,
  ResolutionType,
  SessionRef,
  Step,
  Subject,
  Vote,
} from '../model.ts';
import { type Attributes, element, own, reference, xmlText } from './aknRuns.ts';

/** Names of the published files. */
export const typeNames: Readonly<Record<ResolutionType, string>> = {
  resolution: 'resolution',
  decision: 'decision',
  'presidential-statement': 'presidentialStatement',
  declaration: 'declaration',
  'draft-resolution': 'draftResolution',
  'draft-decision': 'draftDecision',
  'draft-statement': 'draftPresidentialStatement',
};

/** Stands where the schema wants a date and none is known; `name="unknown"` says so. */
const unknownDate = '9999-12-31';

/** Whether the day exists: the schema knows the calendar. */
const realDate = (date: IsoDate | null): IsoDate | null =>
  date !== null &&
  /^\d{4}-\d{2}-\d{2}$/.test(date) &&
  date > '0001-01-01' &&
  !Number.isNaN(Date.parse(date)) &&
  new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)
    ? date
    : null;

const frbrDate = (date: IsoDate | null, name: string): string =>
  element('FRBRdate', { date: realDate(date) ?? unknownDate, name: realDate(date) ? name : 'unknown' });

/** A name for an organ that may stand in an address. */
export const actorName = (organ: string | null): string => organ?.replace(/[^\w-]/g, '-') || 'unknown';

/** What identifies one document of the file. */
export interface Identity {
  readonly organ: string | null;
  readonly date: IsoDate | null;
  readonly symbol: string | null;
  readonly number: string | null;
  readonly language: Resolution['language'];
  /** Date of issue. */
  readonly issued: IsoDate | null;
  /** `main`, `annex_1`. */
  readonly component: string;
}

const adopted = (symbol: string): boolean => /^[ASE]\/(?:HRC\/)?(?:RES|DEC|PRST)\//.test(symbol);

export function identification(identity: Identity): string {
  const { symbol, component } = identity;
  const numbering = symbol === null ? null : numberingOf(symbol);
  const actor = identity.organ ?? numbering?.actor ?? null;
  const number = numbering?.number ?? symbol ?? identity.number ?? 'unnumbered';
  const work = workIri(actorName(actor), realDate(identity.date), number);
  const expression = `${work}${iso639(identity.language)}@`;
  const author = (as: string) => element('FRBRauthor', { href: `#${actorName(actor)}`, as });
  const shown = symbol ?? identity.number ?? undefined;
  return element(
    'identification',
    { source: '#source' },
    element(
      'FRBRWork',
      {},
      element('FRBRthis', { value: `${work}!${component}/` }) +
        element('FRBRuri', { value: work }) +
        (symbol === null ? '' : element('FRBRalias', { value: symbol, name: 'symbol' })) +
        frbrDate(identity.date, symbol === null || adopted(symbol) ? 'adoption' : 'distribution') +
        author('#author') +
        element('FRBRcountry', { value: 'un' }) +
        element('FRBRsubtype', { value: 'deliberation' }) +
        element('FRBRnumber', { value: number, showAs: shown }),
    ) +
      element(
        'FRBRExpression',
        {},
        element('FRBRthis', { value: `${expression}!${component}/` }) +
          element('FRBRuri', { value: `${expression}/` }) +
          frbrDate(identity.issued ?? identity.date, 'publication') +
          author('#publisher') +
          element('FRBRlanguage', { language: iso639(identity.language) }),
      ) +
      element(
        'FRBRManifestation',
        {},
        element('FRBRthis', { value: `${expression}/!${component}.xml` }) +
          element('FRBRuri', { value: `${expression}.xml` }) +
          frbrDate(identity.issued ?? identity.date, 'markup') +
          element('FRBRauthor', { href: '#source', as: '#editor' }),
      ),
  );
}

function keyword(subject: Subject): string {
  return element('keyword', {
    value: subject.value,
    showAs: subject.label,
    shortForm: subject.shortForm,
    ...reference('dictionary', subject.dictionary),
    ...reference('href', subject.href),
    ...reference('refersTo', subject.refersTo),
  });
}

export const classification = (subjects: readonly Subject[]): string =>
  subjects.length === 0 ? '' : element('classification', { source: '#source' }, subjects.map(keyword).join(''));

const step = (one: Step): string =>
  element('step', {
    date: one.date,
    ...reference('outcome', one.outcome),
    ...reference('as', one.document),
    ...(one.by === null ? { by: '', [own('by')]: undefined } : readable('by', one.by)),
    [own('noBy')]: one.by === null ? 'true' : undefined,
  });

/** Names of States stay readable: the schema's addresses bear blanks. */
const readable = (key: string, value: string): Attributes =>
  /^[\p{L}][\p{L}\p{N},()’'-]*(?: [\p{L}\p{N}(][\p{L}\p{N},()’'-]*)*$/u.test(value)
    ? { [key]: value }
    : reference(key, value);

/** Steps with a date stand where the standard has them; with one undated among them all stand in our own element as well. */
export function workflow(history: readonly Step[]): string {
  const dated = history.filter((one) => realDate(one.date) !== null);
  return dated.length === 0 ? '' : element('workflow', { source: '#source' }, dated.map(step).join(''));
}

const ownSteps = (history: readonly Step[]): string =>
  history.every((one) => realDate(one.date) !== null)
    ? ''
    : history
        .map((one) =>
          element(own('step'), { date: one.date, outcome: one.outcome, document: one.document, by: one.by }),
        )
        .join('');

const sides = ['inFavour', 'against', 'abstaining'] as const;

function votingXml(vote: Vote): string {
  const runs: { vote: string; names: string[] }[] = [];
  for (const voter of vote.voters) {
    const last = runs.at(-1);
    if (last?.vote === voter.vote) last.names.push(voter.name);
    else runs.push({ vote: voter.vote, names: [voter.name] });
  }
  const listed = new Set(runs.map((run) => run.vote));
  const first = new Set<string>();
  const counts = runs.map((run) => {
    const side = sides.find((one) => one === run.vote);
    const value = side && !first.has(side) ? (vote[side] ?? run.names.length) : run.names.length;
    first.add(run.vote);
    const voters = run.names.map((name) => element('organization', { refersTo: '#memberState' }, xmlText(name)));
    return element(
      'count',
      { value, ...reference('refersTo', `#${run.vote}`), [own('vote')]: run.vote },
      element('akn4un:voters', {}, voters.join('')),
    );
  });
  for (const side of sides)
    if (!listed.has(side) && vote[side] !== null)
      counts.push(element('count', { value: vote[side], refersTo: `#${side}`, [own('vote')]: side }));
  if (counts.length === 0) counts.push(element('quorum', { value: '' }));
  const numbers = Object.fromEntries(sides.map((side) => [own(side), vote[side]]));
  const voting = element('voting', { ...reference('outcome', vote.outcome), ...numbers }, counts.join(''));
  return element('parliamentary', {}, voting);
}

/** The vote, and what else was found by analysis: XML in our own namespace, empty where there is none. */
export function analysis(vote: Vote | null, other: string): string {
  const content =
    (vote === null ? '' : votingXml(vote)) +
    (other === '' ? '' : element('otherAnalysis', { source: '#source' }, other));
  return content === '' ? '' : element('analysis', { source: '#source' }, content);
}

const sessionAttributes = (session: SessionRef | null): Attributes =>
  session === null ? {} : { sessionOrgan: session.organ, sessionKind: session.kind, sessionNumber: session.number };

/** What the tree says of the text as facts, so that nothing has to be guessed from the words again. */
export const ownResolution = (resolution: Resolution): string =>
  element(
    own('resolution'),
    {
      type: resolution.type,
      language: resolution.language,
      symbol: resolution.symbol,
      number: resolution.number,
      title: resolution.title,
      organ: resolution.organ,
      ...sessionAttributes(resolution.session),
      date: resolution.date,
    },
    ownSteps(resolution.history),
  );

const ownMasthead = (masthead: Masthead): string =>
  element(own('masthead'), {
    symbol: masthead.symbol,
    organ: masthead.organ,
    ...sessionAttributes(masthead.session),
    sessionText: masthead.sessionText,
    agendaItem: masthead.agendaItem,
    agendaTitle: masthead.agendaTitle,
    sponsors: masthead.sponsors,
    distribution: masthead.distribution,
    original: masthead.original,
    date: masthead.date,
  });

export const ownPublication = (publication: Publication): string =>
  element(own('publication'), { version: 1, language: publication.language }, ownMasthead(publication.masthead));

export const proprietary = (content: string): string =>
  content === '' ? '' : element('proprietary', { source: '#source' }, content);

const concept = (eId: string, showAs: string): string =>
  element('TLCConcept', { eId, href: `/akn/ontology/concept/un/${segment(eId)}`, showAs });

/** What the references of the text point to. */
export function references(organ: string | null, concepts: Iterable<string>, claim: (eId: string) => string): string {
  const actor = actorName(organ);
  let content = element('TLCOrganization', {
    eId: claim('source'),
    href: '/akn/ontology/organization/un/rapport',
    showAs: 'Rapport',
  });
  if (actor !== 'source')
    content += element('TLCOrganization', {
      eId: claim(actor),
      href: `/akn/ontology/organization/un/${actor}`,
      showAs: organ ?? 'Unknown',
    });
  for (const role of ['author', 'publisher', 'editor'])
    content += element('TLCRole', { eId: claim(role), href: `/akn/ontology/role/un/${role}`, showAs: role });
  content += concept(claim('preamble'), 'Preamble');
  for (const key of concepts) if (key !== 'preamble') content += concept(claim(key), key);
  return element('references', { source: '#source' }, content);
}

/** Dates for the printed day of adoption and of issue. */
export const knownDate = realDate;
