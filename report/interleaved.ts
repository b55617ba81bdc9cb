import type { Change } from '../reader/compare.ts';
import { inOrder } from '../reader/matching.ts';
import type { Span } from '../reader/model.ts';
import { changesIn, spansIn } from './changes.ts';
import type { Line } from './printedLines.ts';
import type { Step, Stretch } from './stretches.ts';

/** Lines of both texts that are one, by their indices in rising order, and what changed in their words. */
export interface Bond {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly changes: readonly Change[];
}

const adjacent = (indices: readonly number[]): boolean =>
  indices.every((index, at) => at === 0 || index === (indices[at - 1] ?? 0) + 1);

/**
 * A bond as it can be shown: in one piece on both sides. Where lines of others stand between, the two that share most stay
 * together; rows stay only where they have the same cells to fill.
 */
function shown({ a, b, changes }: Bond, older: readonly Line[], newer: readonly Line[]): Bond | null {
  const [as, bs] = [a.map((index) => older[index]), b.map((index) => newer[index])];
  if ([...as, ...bs].some((line) => line?.row !== undefined)) {
    const fits = a.length === 1 && b.length === 1 && as[0]?.row?.cells.length === bs[0]?.row?.cells.length;
    return fits ? { a, b, changes } : null;
  }
  if (adjacent(a) && adjacent(b)) return { a, b, changes };
  const texts = (lines: readonly (Line | undefined)[]): Span[] =>
    spansIn(
      lines.map((line) => line?.text ?? ''),
      1,
    );
  const [inOlder, inNewer] = [texts(as), texts(bs)];
  const pairs = a.flatMap((x, i) =>
    b.map((y, j): Bond => {
      const nowhere = { start: 0, end: 0 };
      return { a: [x], b: [y], changes: changesIn(changes, inOlder[i] ?? nowhere, inNewer[j] ?? nowhere) };
    }),
  );
  return pairs.reduce((best, pair) => (sharedIn(pair) > sharedIn(best) ? pair : best));
}

const sharedIn = ({ changes }: Bond): number =>
  changes.reduce((sum, { op, text }) => sum + (op === 'equal' ? text.length : 0), 0);

/** What one text has of the changes: the shared as moved, the rest as deleted or inserted. */
const movedSteps = (changes: readonly Change[], own: 'delete' | 'insert'): Step[] =>
  changes.flatMap(({ op, text }): Step[] => {
    if (op === 'equal') return [{ op: own === 'delete' ? 'moveFrom' : 'moveTo', text }];
    return op === own ? [{ op, text }] : [];
  });

/** What stands in one text only, or elsewhere in the other, by the index of its first line. */
function apart(lines: readonly Line[], moved: readonly Bond[], side: 'a' | 'b'): Map<number, Stretch> {
  const own = side === 'a' ? 'delete' : 'insert';
  const stretch = (mine: readonly Line[], rest: Omit<Stretch, 'older' | 'newer'>): Stretch =>
    side === 'a' ? { older: mine, newer: [], ...rest } : { older: [], newer: mine, ...rest };
  const out = new Map(
    lines.map((line, index) => [index, stretch([line], { steps: [{ op: own, text: line.text }], end: own })]),
  );
  for (const [number, bond] of moved.entries()) {
    const mine = bond[side];
    for (const index of mine) out.delete(index);
    out.set(
      mine[0] ?? 0,
      stretch(lines.slice(mine[0], (mine.at(-1) ?? 0) + 1), {
        steps: movedSteps(bond.changes, own),
        end: side === 'a' ? 'moveFrom' : 'moveTo',
        move: `move${number + 1}`,
      }),
    );
  }
  return out;
}

/**
 * Both texts as one: lines that keep their order stand once, with what changed in them; between them the lines that only the
 * older text has there, and behind those the lines that only the newer one has there. What moved stands in both places.
 */
export function interleaved(older: readonly Line[], newer: readonly Line[], bonds: readonly Bond[]): Stretch[] {
  const offers = bonds
    .flatMap((bond) => shown(bond, older, newer) ?? [])
    .map((bond) => ({ a: bond.a[0] ?? 0, b: bond.b[0] ?? 0, worth: 1 + sharedIn(bond), bond }))
    .sort((x, y) => x.a - y.a);
  const kept = inOrder(offers);
  // Word knows no moved rows.
  const moved = offers.filter((offer) => !kept.has(offer) && older[offer.a]?.row === undefined).map(({ bond }) => bond);
  const [left, right] = [apart(older, moved, 'a'), apart(newer, moved, 'b')];
  const out: Stretch[] = [];
  let [a, b] = [0, 0];
  const upTo = (nextA: number, nextB: number): void => {
    for (; a < nextA; a++) out.push(...[left.get(a) ?? []].flat());
    for (; b < nextB; b++) out.push(...[right.get(b) ?? []].flat());
  };
  for (const { a: nextA, b: nextB, bond } of offers.filter((offer) => kept.has(offer))) {
    upTo(nextA, nextB);
    [a, b] = [nextA + bond.a.length, nextB + bond.b.length];
    out.push({ older: older.slice(nextA, a), newer: newer.slice(nextB, b), steps: bond.changes, end: 'equal' });
  }
  upTo(older.length, newer.length);
  return out;
}
