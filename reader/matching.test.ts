import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestPairs, inOrder, type Offer } from './matching.ts';

const offers = fc
  .uniqueArray(fc.tuple(fc.nat(4), fc.nat(4)), { selector: ([a, b]) => 5 * a + b, maxLength: 16 })
  .chain((cells) =>
    fc
      .array(fc.integer({ min: 1, max: 100 }), { minLength: cells.length, maxLength: cells.length })
      .map((worths) => cells.map(([a, b], index): Offer => ({ a, b, worth: worths[index] ?? 1 }))),
  );

const worth = (pairs: Iterable<Offer>): number => [...pairs].reduce((sum, pair) => sum + pair.worth, 0);

/** The most that can be had, found by trying everything. */
const most = (left: readonly Offer[], usedA = new Set<number>(), usedB = new Set<number>()): number => {
  const [first, ...others] = left;
  if (first === undefined) return 0;
  const without = most(others, usedA, usedB);
  if (usedA.has(first.a) || usedB.has(first.b)) return without;
  return Math.max(without, first.worth + most(others, new Set([...usedA, first.a]), new Set([...usedB, first.b])));
};

describe('pairs', () => {
  it('are worth most together, each side in one at most', () => {
    fc.assert(
      fc.property(offers, (all) => {
        const pairs = bestPairs(all);
        expect(new Set(pairs.map(({ a }) => a)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ b }) => b)).size).toBe(pairs.length);
        expect(worth(pairs)).toBe(most(all));
      }),
    );
  });
});

describe('order', () => {
  it('keeps as many pairs as can be', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 12 }), (places) => {
        const pairs = places.map((b, a): Offer => ({ a, b, worth: 1 }));
        const kept = [...inOrder(pairs)].sort((x, y) => x.a - y.a);
        for (const [index, pair] of kept.entries()) expect(pair.b).toBeGreaterThan(kept[index - 1]?.b ?? -1);
        const lengths: number[] = [];
        for (const [index, b] of places.entries())
          lengths.push(1 + Math.max(0, ...lengths.filter((_, before) => (places[before] ?? 0) < b && before < index)));
        expect(kept.length).toBe(Math.max(0, ...lengths));
      }),
    );
  });
});
