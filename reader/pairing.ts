import { type Bag, Bags, likeness, partnersOf, shared, tellingIn, together, wordsOf } from './likeness.ts';
import { type Listed, type ListedKind, listing } from './listing.ts';
import { bestPairs, inOrder, type Offer } from './matching.ts';
import type { Resolution } from './model.ts';

/** Likeness from which two paragraphs are one, and from which they are where their neighbours on both sides are paired. */
const alike = 0.38;
const alikeBetween = 0.24;
/** A heading and a paragraph are only one where their words are nearly the same. */
const alikeAcross = 0.8;
/**
 * Likeness of what tells one paragraph from the others that two must have, less between paired neighbours; unless they are
 * alike as a whole.
 */
const alikeInTelling = 0.15;
const alikeInTellingBetween = 0.1;
const alikeAsAWhole = 0.6;
/** Share of a paragraph that must stand in another to be a part of it, what it must add to its likeness, and its fewest words. */
const contained = 0.55;
const gained = 0.05;
const fewestWords = 6;

/** The paragraphs of one text, ready to be paired. */
export interface Side {
  readonly listed: readonly Listed[];
  readonly keys: readonly string[];
  readonly bags: readonly Bag[];
  /** How many words and pairs both texts have. */
  readonly features: number;
  /** The words of a paragraph without those that stand in many, of both texts. */
  readonly telling: (index: number) => Bag;
}

/** Two texts as sides, their words numbered alike. */
export function sidesOf(older: Resolution, newer: Resolution): [Side, Side] {
  const bags = new Bags();
  const [a, b] = [sideOf(older, bags), sideOf(newer, bags)];
  const telling = tellingIn([...a.bags, ...b.bags], bags.size);
  const whole = (side: typeof a): Side => ({
    ...side,
    features: bags.size,
    telling: (index) => telling(side.bags[index] ?? noWords),
  });
  return [whole(a), whole(b)];
}

function sideOf(resolution: Resolution, bags: Bags): Omit<Side, 'telling' | 'features'> {
  const listed = [...listing(resolution.body)];
  const words = listed.map(({ text }) => wordsOf(text));
  return {
    listed,
    // Letters and digits alone: two texts with the same are the same but for how they are set.
    keys: listed.map(({ text }, index) => words[index]?.join('') || text.trim()),
    bags: words.map((each) => bags.of(each)),
  };
}

/** Indices of the paragraphs of both sides that are one; empty on one side for what is new or dropped. */
export interface Group {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Whether it keeps its order among the others; the fewest have moved. */
  readonly ordered: boolean;
}

const flipped = ({ a, b, ordered }: Group): Group => ({ a: b, b: a, ordered });

/**
 * Pairs every paragraph of two texts with those that it became, or leaves it alone. Of pairings that are worth the same one
 * is taken, which does not depend on the text that is asked for first.
 */
export function grouped(a: Side, b: Side): Group[] {
  const turned = a.keys.join('\n') > b.keys.join('\n');
  return turned ? groupsOf(b, a).map(flipped) : groupsOf(a, b);
}

function groupsOf(a: Side, b: Side): Group[] {
  const pairs = new Pairs(a, b);
  pairs.add(verbatim(a, b));
  const offers = offersOf(a, b, pairs);
  pairs.add(bestPairs(offers));
  pairs.add(amongNeighbours(a, b, pairs));
  return withOrder(pairs.groups(partsOf(a, b, pairs), partsOf(b, a, pairs.flipped())));
}

/** The pairs made so far. */
class Pairs {
  readonly ofA = new Map<number, number>();
  readonly ofB = new Map<number, number>();
  readonly #a: Side;
  readonly #b: Side;
  #order: readonly Offer[] = [];

  constructor(a: Side, b: Side) {
    this.#a = a;
    this.#b = b;
  }

  add(pairs: readonly Offer[]): void {
    for (const { a, b } of pairs) {
      this.ofA.set(a, b);
      this.ofB.set(b, a);
    }
    const all = [...this.ofA]
      .map(([a, b]) => ({ a, b, worth: this.#a.keys[a]?.length ?? 0 }))
      .sort((x, y) => x.a - y.a);
    const kept = inOrder(all);
    this.#order = all.filter((pair) => kept.has(pair));
  }

  /** The pairs that stand in the same order in both texts. */
  get order(): readonly Offer[] {
    return this.#order;
  }

  flipped(): Pairs {
    const pairs = new Pairs(this.#b, this.#a);
    pairs.add([...this.ofA].map(([a, b]) => ({ a: b, b: a, worth: 0 })));
    return pairs;
  }

  /** All paragraphs in groups: pairs, pairs that grew by parts, and what stays alone. */
  groups(split: readonly Part[], merged: readonly Part[]): Omit<Group, 'ordered'>[] {
    const grown = new Map<number, number[]>();
    const grownB = new Map<number, number[]>();
    const taken = { a: new Set<number>(), b: new Set<number>() };
    for (const { whole, part } of split) {
      grown.set(whole, [...(grown.get(whole) ?? []), part]);
      taken.b.add(part);
    }
    for (const { whole, part } of merged) {
      const partner = this.ofB.get(whole) ?? -1;
      // A paragraph cannot be parted and joined at once.
      if (grown.has(partner) || taken.a.has(part)) continue;
      grownB.set(whole, [...(grownB.get(whole) ?? []), part]);
      taken.a.add(part);
    }
    const rising = (x: number, y: number): number => x - y;
    const out: Omit<Group, 'ordered'>[] = [];
    for (const a of this.#a.listed.keys()) {
      const b = this.ofA.get(a);
      if (b !== undefined)
        out.push({
          a: [a, ...(grownB.get(b) ?? [])].sort(rising),
          b: [b, ...(grown.get(a) ?? [])].sort(rising),
        });
      else if (!taken.a.has(a)) out.push({ a: [a], b: [] });
    }
    for (const b of this.#b.listed.keys()) if (!this.ofB.has(b) && !taken.b.has(b)) out.push({ a: [], b: [b] });
    return out;
  }
}

/** How many of the pairs in order stand before each paragraph: two that could be one should have the same ones before them. */
function ranks(count: number, placed: readonly number[]): number[] {
  const sorted = [...placed].sort((x, y) => x - y);
  let before = 0;
  return Array.from({ length: count }, (_, index) => {
    while (before < sorted.length && (sorted[before] ?? 0) < index) before++;
    return before;
  });
}

/** 1 where two paragraphs stand between the same pairs, less the more pairs they would cross. */
function nearness(a: Side, b: Side, order: readonly Offer[]): (a: number, b: number) => number {
  const [rankA, rankB] = [
    ranks(
      a.listed.length,
      order.map((pair) => pair.a),
    ),
    ranks(
      b.listed.length,
      order.map((pair) => pair.b),
    ),
  ];
  if (order.length === 0) return (x, y) => 1 / (1 + Math.abs(x / a.listed.length - y / b.listed.length));
  return (x, y) => 1 / (1 + Math.abs((rankA[x] ?? 0) - (rankB[y] ?? 0)));
}

/** Most pairs of equal paragraphs that are weighed against each other. */
const mostEqual = 400;

/** Paragraphs with the same words. Where several have them, those that keep the order of the others. */
function verbatim(a: Side, b: Side): Offer[] {
  const [inA, inB] = [places(a), places(b)];
  const pairs: Offer[] = [];
  const open: [readonly number[], readonly number[]][] = [];
  for (const [key, as] of inA) {
    const bs = inB.get(key) ?? [];
    if (as.length === 1 && bs.length === 1) pairs.push({ a: as[0] ?? 0, b: bs[0] ?? 0, worth: key.length });
    else if (bs.length > 0) open.push([as, bs]);
  }
  pairs.sort((x, y) => x.a - y.a);
  const kept = inOrder(pairs);
  const near = nearness(
    a,
    b,
    pairs.filter((pair) => kept.has(pair)),
  );
  for (const [as, bs] of open) {
    if (as.length * bs.length > mostEqual)
      for (let at = 0; at < Math.min(as.length, bs.length); at++)
        pairs.push({ a: as[at] ?? 0, b: bs[at] ?? 0, worth: 1 });
    else
      pairs.push(
        ...bestPairs(
          as.flatMap((x, i) => bs.map((y, j) => ({ a: x, b: y, worth: 1 + near(x, y) + 0.1 / (1 + Math.abs(i - j)) }))),
        ),
      );
  }
  return pairs;
}

const places = ({ keys }: Side): Map<string, number[]> => {
  const found = new Map<string, number[]>();
  for (const [index, key] of keys.entries()) {
    const list = found.get(key);
    if (list === undefined) found.set(key, [index]);
    else list.push(index);
  }
  return found;
};

/** Whether a paragraph is part of the text proper: no heading, no row of a table. */
export const isText = (kind: ListedKind): boolean => kind !== 'heading' && kind !== 'table';

/** Whether two paragraphs may be one, by their likeness. */
function mayBe(a: Side, b: Side, x: number, y: number, how: number): boolean {
  const [p, q] = [a.listed[x], b.listed[y]];
  if (p === undefined || q === undefined) return false;
  if (how < (p.kind === q.kind || (isText(p.kind) && isText(q.kind)) ? alike : alikeAcross)) return false;
  return how >= alikeAsAWhole || tells(a, b, x, y, alikeInTelling);
}

/** Whether two paragraphs share enough of what tells them from the others. */
const tells = (a: Side, b: Side, x: number, y: number, least: number): boolean =>
  likeness(a.telling(x), b.telling(y)) >= least;

/**
 * What two paragraphs are worth as a pair. One that is nearly the same is worth more than two that are half so; of equal
 * ones the nearer counts.
 */
const worthOf = (likeness: number, near: number): number => likeness ** 4 + 0.02 * near;

/** The pairs that could be made of what is not paired yet. */
function offersOf(a: Side, b: Side, pairs: Pairs): Offer[] {
  const [restA, restB] = [rest(a, pairs.ofA), rest(b, pairs.ofB)];
  const [bagsA, bagsB] = [restA.map((x) => a.bags[x] ?? noWords), restB.map((y) => b.bags[y] ?? noWords)];
  const near = nearness(a, b, pairs.order);
  const offers: Offer[] = [];
  const asked = new Set<number>();
  const offer = (i: number, j: number): void => {
    const key = i * restB.length + j;
    if (asked.has(key)) return;
    asked.add(key);
    const [x, y] = [restA[i] ?? 0, restB[j] ?? 0];
    const how = likeness(bagsA[i] ?? noWords, bagsB[j] ?? noWords);
    if (mayBe(a, b, x, y, how)) offers.push({ a: x, b: y, worth: worthOf(how, near(x, y)) });
  };
  for (const [i, partners] of partnersOf(bagsA, bagsB, a.features).entries()) for (const j of partners) offer(i, j);
  for (const [j, partners] of partnersOf(bagsB, bagsA, a.features).entries()) for (const i of partners) offer(i, j);
  return offers;
}

export const noWords: Bag = new Int32Array(0);

const rest = (side: Side, paired: ReadonlyMap<number, number>): number[] =>
  [...side.listed.keys()].filter((index) => !paired.has(index));

/** Most paragraphs of a gap that are weighed against each other. */
const widestGap = 40;

/** Pairs of what stands alone between the same two pairs: less likeness is enough there. */
function amongNeighbours(a: Side, b: Side, pairs: Pairs): Offer[] {
  const offers: Offer[] = [];
  let [lastA, lastB] = [-1, -1];
  for (const next of [...pairs.order, { a: a.listed.length, b: b.listed.length }]) {
    const [as, bs] = [free(lastA, next.a, pairs.ofA), free(lastB, next.b, pairs.ofB)];
    if (as.length * bs.length <= widestGap ** 2)
      for (const x of as)
        for (const y of bs) {
          const how = likeness(a.bags[x] ?? noWords, b.bags[y] ?? noWords);
          const same = a.listed[x]?.kind === b.listed[y]?.kind;
          if (same && how >= alikeBetween && tells(a, b, x, y, alikeInTellingBetween))
            offers.push({ a: x, b: y, worth: how });
        }
    [lastA, lastB] = [next.a, next.b];
  }
  return bestPairs(offers);
}

const free = (from: number, to: number, paired: ReadonlyMap<number, number>): number[] => {
  const out: number[] = [];
  for (let at = from + 1; at < to; at++) if (!paired.has(at)) out.push(at);
  return out;
};

/** A paragraph of the one side that is a part of a paragraph of the other. */
interface Part {
  readonly whole: number;
  readonly part: number;
}

/** Paragraphs of `b` that stand alone and whose words are in a paragraph of `a` that is paired with another: it was split. */
function partsOf(a: Side, b: Side, pairs: Pairs): Part[] {
  const alone = rest(b, pairs.ofB).filter((y) => (b.bags[y]?.length ?? 0) >= 2 * fewestWords - 1);
  const partners = partnersOf(
    alone.map((y) => b.bags[y] ?? noWords),
    a.bags,
    a.features,
  );
  const offers = alone.flatMap((part, index) =>
    (partners[index] ?? []).flatMap((whole) => {
      const partner = pairs.ofA.get(whole);
      const [bag, piece] = [a.bags[whole] ?? noWords, b.bags[part] ?? noWords];
      if (partner === undefined) return [];
      // The same words again: the paragraph stands there twice.
      if (a.keys[whole] === b.keys[part]) return [{ part, whole, gain: 1 }];
      if (shared(bag, piece) < contained * piece.length) return [];
      const main = b.bags[partner] ?? noWords;
      const gain = likeness(bag, together(main, piece)) - likeness(bag, main);
      return gain < gained ? [] : [{ part, whole, gain }];
    }),
  );
  // Each part belongs to the paragraph that gains most by it.
  const best = new Map<number, (typeof offers)[number]>();
  for (const offer of offers) if (offer.gain > (best.get(offer.part)?.gain ?? 0)) best.set(offer.part, offer);
  return [...best.values()];
}

function withOrder(groups: readonly Omit<Group, 'ordered'>[]): Group[] {
  const offers = groups
    .map((group, index) => ({ a: group.a[0] ?? -1, b: group.b[0] ?? -1, worth: 1, index }))
    .filter(({ a, b }) => a >= 0 && b >= 0)
    .sort((x, y) => x.a - y.a);
  const kept = inOrder(offers);
  const ordered = new Set(offers.filter((offer) => kept.has(offer)).map(({ index }) => index));
  return groups.map((group, index) => ({ ...group, ordered: ordered.has(index) }));
}
