/** A pair that could be made, and what it is worth: more than 0. */
export interface Offer {
  readonly a: number;
  readonly b: number;
  readonly worth: number;
}

/**
 * The pairs that are worth most together, each `a` and each `b` in at most one: the optimum, not what is best at each step.
 * Groups that share no offer are solved apart, so that the work grows with the largest group and not with the text.
 */
export function bestPairs(offers: readonly Offer[]): Offer[] {
  return groupsOf(offers).flatMap((group) => (group.length === 1 ? group : assigned(group)));
}

/** Offers that hang together, by any chain. */
function groupsOf(offers: readonly Offer[]): Offer[][] {
  const parents = new Map<string, string>();
  const root = (of: string): string => {
    let at = of;
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) {
      parents.set(at, parents.get(up) ?? up);
      at = parents.get(at) ?? up;
    }
    return at;
  };
  for (const { a, b } of offers) {
    for (const name of [`a${a}`, `b${b}`]) if (!parents.has(name)) parents.set(name, name);
    parents.set(root(`a${a}`), root(`b${b}`));
  }
  return [...Map.groupBy(offers, ({ a }) => root(`a${a}`)).values()];
}

/** What it costs to give a column to a row; without an offer the row stays alone. */
interface Edge {
  readonly column: number;
  readonly cost: number;
  readonly offer: Offer | null;
}

/** How a column was reached: from a row, over the column that the row gives up for it. */
interface Step {
  readonly cost: number;
  readonly row: number;
  readonly given: number;
  readonly offer: Offer | null;
}

const nowhere = -1;

/**
 * The Hungarian method on few offers: one row after the other is given a column, along the cheapest chain of rows that give
 * up theirs for another. Each row has one more column of its own, for staying alone.
 */
function assigned(offers: readonly Offer[]): Offer[] {
  const columns = new Map([...new Set(offers.map(({ b }) => b))].map((b, index) => [b, index] as const));
  const rows = [...Map.groupBy(offers, ({ a }) => a).values()].map((own, row): Edge[] => [
    ...own.map((offer) => ({ column: columns.get(offer.b) ?? 0, cost: -offer.worth, offer })),
    { column: columns.size + row, cost: 0, offer: null },
  ]);
  const state: Assignment = {
    rows,
    rowPrices: rows.map(() => 0),
    columnPrices: new Map(),
    holders: new Map(),
    chosen: rows.map(() => null),
  };
  for (const row of rows.keys()) give(state, row);
  return state.chosen.filter((offer) => offer !== null);
}

interface Assignment {
  readonly rows: readonly (readonly Edge[])[];
  readonly rowPrices: number[];
  readonly columnPrices: Map<number, number>;
  /** Row that holds a column. */
  readonly holders: Map<number, number>;
  readonly chosen: (Offer | null)[];
}

/** Gives a column to one more row. */
function give(state: Assignment, start: number): void {
  const { rowPrices, columnPrices, holders } = state;
  const { steps, done, end } = cheapest(state, start);
  const total = steps.get(end)?.cost ?? 0;
  rowPrices[start] = (rowPrices[start] ?? 0) + total;
  for (const column of done) {
    const by = total - (steps.get(column)?.cost ?? 0);
    const holder = holders.get(column);
    columnPrices.set(column, (columnPrices.get(column) ?? 0) - by);
    if (holder !== undefined) rowPrices[holder] = (rowPrices[holder] ?? 0) + by;
  }
  for (let column = end; column !== nowhere; ) {
    const step = steps.get(column);
    if (step === undefined) return;
    holders.set(column, step.row);
    state.chosen[step.row] = step.offer;
    column = step.given;
  }
}

/** The free column that is cheapest to reach from a row, and how it and the columns before it are reached. */
function cheapest({ rows, rowPrices, columnPrices, holders }: Assignment, start: number) {
  const steps = new Map<number, Step>();
  const done = new Set<number>();
  for (let row = start, given = nowhere, spent = 0; ; ) {
    for (const { column, cost, offer } of rows[row] ?? []) {
      const reached = spent + cost - (rowPrices[row] ?? 0) - (columnPrices.get(column) ?? 0);
      if (!done.has(column) && reached < (steps.get(column)?.cost ?? Number.POSITIVE_INFINITY))
        steps.set(column, { cost: reached, row, given, offer });
    }
    let next = nowhere;
    spent = Number.POSITIVE_INFINITY;
    for (const [column, { cost }] of steps) {
      if (cost >= spent || done.has(column)) continue;
      next = column;
      spent = cost;
    }
    done.add(next);
    const holder = holders.get(next);
    if (holder === undefined) return { steps, done, end: next };
    row = holder;
    given = next;
  }
}

/**
 * The pairs that keep their order, as many as can be; of as many the heaviest. All others have moved. Pairs come in rising
 * order of `a`.
 */
export function inOrder(pairs: readonly Offer[]): Set<Offer> {
  const size = Math.max(0, ...pairs.map(({ b }) => b + 1));
  const total = pairs.reduce((sum, { worth }) => sum + worth, 1);
  // For each stretch of `b` the end of the best chain in it, as a Fenwick tree keeps it.
  const best: (Link | undefined)[] = new Array(size + 1).fill(undefined);
  for (const pair of pairs) {
    let before: Link | undefined;
    for (let at = pair.b; at > 0; at -= at & -at) if ((best[at]?.worth ?? 0) > (before?.worth ?? 0)) before = best[at];
    const link: Link = { pair, before, worth: (before?.worth ?? 0) + 1 + pair.worth / total };
    for (let at = pair.b + 1; at <= size; at += at & -at) if ((best[at]?.worth ?? 0) < link.worth) best[at] = link;
  }
  const kept = new Set<Offer>();
  let last: Link | undefined;
  for (let at = size; at > 0; at -= at & -at) if ((best[at]?.worth ?? 0) > (last?.worth ?? 0)) last = best[at];
  for (let link = last; link !== undefined; link = link.before) kept.add(link.pair);
  return kept;
}

/** A pair at the end of a chain of pairs in order. */
interface Link {
  readonly pair: Offer;
  readonly before: Link | undefined;
  readonly worth: number;
}
