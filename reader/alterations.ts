import type { Comparison, Link } from './compare.ts';
import { lexicons } from './languages/index.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { wordsOf } from './likeness.ts';
import { type Listed, listing } from './listing.ts';
import type { Mandate } from './mandates.ts';
import { mandatesIn } from './mandatesIn.ts';
import type { Resolution } from './model.ts';
import type { Change } from './wordChanges.ts';

/** What kind of change an edit is, where rules can tell. */
export const alterations = [
  /** Only words that carry nothing: "also", "further", articles, punctuation. */
  'editorial',
  /** Symbols, dates and sessions that were replaced by others. */
  'rolled-forward',
  'verb-stronger',
  'verb-weaker',
  'verb-changed',
  'addressee-added',
  'addressee-removed',
  'deadline-added',
  'deadline-removed',
  'deadline-moved',
  'condition-added',
  'condition-removed',
  'citation-added',
  'citation-removed',
  /** It passed from one part to another: from the preamble to the operative part. */
  'other-part',
  /** Other words than those above. */
  'reworded',
] as const;
export type Alteration = (typeof alterations)[number];

/** What is known of the paragraphs of a link on one side. */
interface Reading {
  readonly listed: readonly Listed[];
  readonly mandates: readonly Mandate[];
}

/** The comparison of two texts with what kind of change each edit is. */
export function explained(comparison: Comparison, older: Resolution, newer: Resolution): Comparison {
  const [a, b] = [readingsOf(older), readingsOf(newer)];
  const lexicon = lexicons[newer.language ?? 'en'];
  return {
    ...comparison,
    links: comparison.links.map((link) => {
      const found = alterationsOf(link, a(link.a), b(link.b), lexicon);
      return found.length === 0 ? link : { ...link, alterations: found };
    }),
  };
}

function readingsOf(resolution: Resolution): (ids: readonly string[]) => Reading {
  const listed = new Map([...listing(resolution.body)].map((each) => [each.id, each]));
  const mandates = Map.groupBy(mandatesIn(resolution), ({ paragraph }) => paragraph);
  return (ids) => ({
    listed: ids.flatMap((id) => listed.get(id) ?? []),
    mandates: ids.flatMap((id) => mandates.get(id) ?? []),
  });
}

/** How strongly an act binds, after the figures of the reference data on verbs. */
const strengths: Readonly<Record<string, number>> = {
  demand: 10,
  direct: 9,
  instruct: 9,
  request: 8,
  urge: 7,
  call_upon: 6,
  appeal: 6,
  call_for: 5,
  recommend: 5,
  encourage: 4,
  invite: 3,
};
const ofForce = { decision: 11, request: 8, appeal: 5, position: 1 } as const;

const strengthOf = ({ act, force, soft }: Mandate): number =>
  force === 'request' || force === 'appeal' ? (strengths[act] ?? ofForce[force]) : ofForce[force] + (soft ? 1 : 0);

/** Which kinds of change the edit of a linked paragraph is; none where nothing was edited. */
function alterationsOf(link: Link, a: Reading, b: Reading, lexicon: Lexicon): Alteration[] {
  if (link.a.length === 0 || link.b.length === 0) return [];
  const parts = a.listed[0]?.kind === b.listed[0]?.kind ? [] : (['other-part'] as const);
  if (link.changes === undefined) return [...parts];
  return [
    ...parts,
    ...ofWords(link.changes, a.listed, b.listed, lexicon),
    ...ofVerbs(a.mandates, b.mandates),
    ...cameAndWent('addressee', addressees(a.mandates), addressees(b.mandates)),
    ...ofDeadlines(a.mandates, b.mandates),
    ...cameAndWent('condition', conditions(a), conditions(b)),
    ...ofCitations(symbols(a.listed), symbols(b.listed)),
  ];
}

/** What the words that changed are: facts that were rolled forward, words that carry nothing, or others. */
function ofWords(
  changes: readonly Change[],
  a: readonly Listed[],
  b: readonly Listed[],
  { mandating, building, naming }: Lexicon,
): Alteration[] {
  const empty = new Set([...mandating.adverbs, ...building.before, ...naming.articles].flatMap(wordsOf));
  const facts = new Set([...a, ...b].flatMap(factWords));
  const wordsThat = (is: Change['op']): string[] =>
    changes.filter(({ op }) => op === is).flatMap(({ text }) => wordsOf(text));
  const changed = unmatched(wordsThat('delete'), wordsThat('insert'));
  const rolled = changed.some((word) => facts.has(word));
  if (changed.some((word) => !facts.has(word) && !empty.has(word)))
    return rolled ? ['rolled-forward', 'reworded'] : ['reworded'];
  return [rolled ? 'rolled-forward' : 'editorial'];
}

/** Words that stand more often in the one list than in the other. */
function unmatched(a: readonly string[], b: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of b) counts.set(word, (counts.get(word) ?? 0) - 1);
  return [...counts].filter(([, count]) => count !== 0).map(([word]) => word);
}

/** Words of the times and citations of a paragraph. */
const factWords = ({ proses }: Listed): string[] =>
  proses.flatMap(({ text, times, citations }) =>
    [...times, ...citations].flatMap(({ start, end }) => wordsOf(text.slice(start, end))),
  );

function ofVerbs([a]: readonly Mandate[], [b]: readonly Mandate[]): Alteration[] {
  if (a === undefined || b === undefined || a.act === b.act) return [];
  const by = strengthOf(b) - strengthOf(a);
  return [by > 0 ? 'verb-stronger' : by < 0 ? 'verb-weaker' : 'verb-changed'];
}

function ofDeadlines(a: readonly Mandate[], b: readonly Mandate[]): Alteration[] {
  const [before, after] = [dues(a), dues(b)];
  if (before === after) return [];
  return [before === '' ? 'deadline-added' : after === '' ? 'deadline-removed' : 'deadline-moved'];
}

/** Where as many symbols came as went, they were rolled forward. */
function ofCitations(a: ReadonlySet<string>, b: ReadonlySet<string>): Alteration[] {
  const [came, went] = [b.difference(a).size, a.difference(b).size];
  if (came === went) return [];
  return [came > went ? 'citation-added' : 'citation-removed'];
}

function cameAndWent(what: 'addressee' | 'condition', a: ReadonlySet<string>, b: ReadonlySet<string>): Alteration[] {
  return [
    ...(b.difference(a).size > 0 ? ([`${what}-added`] as const) : []),
    ...(a.difference(b).size > 0 ? ([`${what}-removed`] as const) : []),
  ];
}

const addressees = (mandates: readonly Mandate[]): Set<string> =>
  new Set(mandates.flatMap((mandate) => mandate.addressees.flatMap(({ ids }) => ids)));

const dues = (mandates: readonly Mandate[]): string =>
  mandates
    .flatMap(({ due }) => due.map((one) => `${one.from ?? ''}/${one.to ?? ''}`))
    .sort()
    .join();

function conditions({ listed, mandates }: Reading): Set<string> {
  const texts = new Map(listed.map(({ id, text }) => [id, text]));
  return new Set(
    mandates.flatMap(({ paragraph, conditions: spans }) =>
      spans.map(({ start, end }) => wordsOf((texts.get(paragraph) ?? '').slice(start, end)).join(' ')),
    ),
  );
}

const symbols = (listed: readonly Listed[]): Set<string> =>
  new Set(
    listed.flatMap(({ proses }) => proses.flatMap(({ citations }) => citations.flatMap(({ symbol }) => symbol ?? []))),
  );
