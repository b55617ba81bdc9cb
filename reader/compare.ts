import type { Alteration } from './alterations.ts';
import { bodies } from './bodies.ts';
import { lexicons } from './languages/index.ts';
import { type Bag, likeness, together } from './likeness.ts';
import type { Listed, ListedKind } from './listing.ts';
import type { IsoDate, Language, Resolution, Span } from './model.ts';
import { type Group, grouped, isText, noWords, type Side, sidesOf } from './pairing.ts';
import { type Change, wordChanges } from './wordChanges.ts';

export type { Alteration } from './alterations.ts';
export type { Change } from './wordChanges.ts';

/** What became of a paragraph: `moved` where it stands elsewhere in the order, or in another part, whether reworded or not. */
export type LinkKind = 'same' | 'edited' | 'moved' | 'split' | 'merged' | 'new' | 'dropped';

/** Paragraphs of the older and the newer text that are one. Each paragraph of both texts stands in exactly one link. */
export interface Link {
  /** Addresses in the older text; none for `new`. */
  readonly a: readonly string[];
  /** Addresses in the newer text; none for `dropped`. */
  readonly b: readonly string[];
  readonly kind: LinkKind;
  /** Share of the words and pairs of words that both have in common, 0 to 1; 0 for what is new or dropped. */
  readonly likeness: number;
  /**
   * Word by word, where the words are not all the same. They rebuild the newer text, and the older one but for how it is set
   * (other blanks, hyphens and apostrophes are no change); paragraphs of one side are parted by a line feed.
   */
  readonly changes?: readonly Change[];
  /** What kind of change it is, where `explained` was asked for it and rules can tell. */
  readonly alterations?: readonly Alteration[];
}

export interface ComparedParagraph {
  readonly id: string;
  readonly kind: ListedKind;
  readonly number: string | null;
  readonly text: string;
}

/** One of the two texts. */
export interface ComparedText {
  readonly symbol: string | null;
  readonly title: string | null;
  readonly language: Language | null;
  readonly date: IsoDate | null;
  readonly paragraphs: readonly ComparedParagraph[];
}

export interface Comparison {
  readonly a: ComparedText;
  readonly b: ComparedText;
  /** Share of the words and pairs of words of both texts that live on in a linked paragraph, 0 to 1. */
  readonly similarity: number;
  /** In the order of the newer text; what was dropped stands where it stood in the older one. */
  readonly links: readonly Link[];
}

/**
 * Compares an older text with a newer one, paragraph by paragraph. Pairs are those that are worth most together, over the
 * whole of both texts; so what moved is found, and comparing the other way round gives the same pairs. Pure; for texts in
 * one language.
 */
export function compare(older: Resolution, newer: Resolution): Comparison {
  const [a, b] = sidesOf(older, newer);
  const groups = grouped(a, b);
  const worded = wording(older, newer);
  const links = groups.map((group) => linkOf(a, b, group, worded));
  const size = (side: Side, indices: readonly number[]): number =>
    indices.reduce((sum, index) => sum + (side.bags[index]?.length ?? 0), 0);
  const lived = groups.reduce(
    (sum, group, index) => sum + (links[index]?.likeness ?? 0) * (size(a, group.a) + size(b, group.b)),
    0,
  );
  const all = [...a.bags, ...b.bags].reduce((sum, bag) => sum + bag.length, 0);
  return {
    a: comparedText(older, a.listed),
    b: comparedText(newer, b.listed),
    similarity: all === 0 ? 1 : rounded(lived / all),
    links: arranged(groups, links),
  };
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** One side of a comparison as it is told. */
export const comparedText = (
  { symbol, title, language, date }: Resolution,
  listed: readonly Listed[],
): ComparedText => ({
  symbol,
  title,
  language,
  date,
  paragraphs: listed.map(({ id, kind, number, text }) => ({ id, kind, number, text })),
});

const joinedText = (side: Side, indices: readonly number[]): string =>
  indices.map((index) => side.listed[index]?.text ?? '').join('\n');

function kindOf(a: Side, b: Side, group: Group): LinkKind {
  if (group.a.length === 0) return 'new';
  if (group.b.length === 0) return 'dropped';
  if (group.b.length > 1) return 'split';
  if (group.a.length > 1) return 'merged';
  const [x, y] = [group.a[0] ?? 0, group.b[0] ?? 0];
  const [from, to] = [a.listed[x]?.kind ?? 'heading', b.listed[y]?.kind ?? 'heading'];
  if (!group.ordered || (from !== to && isText(from) && isText(to))) return 'moved';
  return a.keys[x] === b.keys[y] ? 'same' : 'edited';
}

type Wording = (a: Side, b: Side, group: Group) => readonly Change[] | undefined;

/** What changed in the words of a group, with the dates and names of both texts kept whole. */
function wording(older: Resolution, newer: Resolution): Wording {
  const [inOlder, inNewer] = [wholesOf(older), wholesOf(newer)];
  return (a, b, group) => {
    const [left, right] = [joinedText(a, group.a), joinedText(b, group.b)];
    if (left === right || group.a.length === 0 || group.b.length === 0) return undefined;
    const changes = wordChanges(
      { text: left, language: older.language, whole: inOlder(a, group.a) },
      { text: right, language: newer.language, whole: inNewer(b, group.b) },
    );
    return changes.some(({ op }) => op !== 'equal') ? changes : undefined;
  };
}

/** Dates and names of bodies in a text of one or more paragraphs, in order and without overlap. */
function wholesOf({ language, date, organ }: Resolution): (side: Side, indices: readonly number[]) => Span[] {
  const lexicon = lexicons[language ?? 'en'];
  const name = bodies({ lexicon, date, organ });
  const articles = new Set(lexicon.naming.articles.map((article) => article.toLowerCase()));
  return (side, indices) => {
    const spans: Span[] = [];
    let offset = 0;
    for (const index of indices) {
      const { text, proses } = side.listed[index] ?? { text: '', proses: [] };
      const times = proses.length === 1 ? (proses[0]?.times ?? []) : [];
      const dates = times.filter(({ kind }) => kind === 'date' || kind === 'period');
      const names = name(text)
        .filter(({ how }) => how === 'name' || how === 'former-name' || how === 'acronym')
        .map(({ start, end }) => ({ start: start + articleLength(text.slice(start, end), articles), end }));
      for (const { start, end } of [...dates, ...names]) spans.push({ start: start + offset, end: end + offset });
      offset += text.length + 1;
    }
    return withoutOverlap(spans.sort((x, y) => x.start - y.start || y.end - x.end));
  };
}

/** Length of the article that a name begins with, and the blank behind it. */
function articleLength(name: string, articles: ReadonlySet<string>): number {
  const first = /^([\p{L}]+)\s+/u.exec(name);
  return first?.[1] !== undefined && articles.has(first[1].toLowerCase()) ? first[0].length : 0;
}

function withoutOverlap(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) if (span.start >= (out.at(-1)?.end ?? 0)) out.push(span);
  return out;
}

function linkOf(a: Side, b: Side, group: Group, worded: Wording): Link {
  const kind = kindOf(a, b, group);
  const changes = worded(a, b, group);
  const ids = (side: Side, indices: readonly number[]): string[] =>
    indices.map((index) => side.listed[index]?.id ?? '');
  const bag = (side: Side, indices: readonly number[]): Bag =>
    indices.map((index) => side.bags[index] ?? noWords).reduce(together);
  return {
    a: ids(a, group.a),
    b: ids(b, group.b),
    kind,
    likeness: kind === 'new' || kind === 'dropped' ? 0 : rounded(likeness(bag(a, group.a), bag(b, group.b))),
    ...(changes === undefined ? {} : { changes }),
  };
}

/** The links in the order of the newer text; what was dropped behind the link in order that stood before it. */
function arranged(groups: readonly Group[], links: readonly Link[]): Link[] {
  const order = groups.filter(({ ordered }) => ordered).sort((x, y) => (x.a[0] ?? 0) - (y.a[0] ?? 0));
  const placeOf = (group: Group): readonly number[] => {
    const [first] = group.b;
    if (first !== undefined) return [first, 0, 0];
    const dropped = group.a[0] ?? 0;
    const before = order.findLast((each) => (each.a[0] ?? 0) < dropped);
    return [before?.b[0] ?? -1, 1, dropped];
  };
  return groups
    .map((group, index) => ({ place: placeOf(group), link: links[index] }))
    .sort((x, y) => x.place.map((each, at) => each - (y.place[at] ?? 0)).find((by) => by !== 0) ?? 0)
    .flatMap(({ link }) => link ?? []);
}
