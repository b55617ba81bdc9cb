/** At most so many at once; the others wait in the order in which they came, and hold nothing while they wait. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function turnsOf(atOnce: number): Turns {
  const queue: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy < atOnce) busy += 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work();
    } finally {
      // The turn goes to the next in the queue, if there is one.
      const next = queue.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
