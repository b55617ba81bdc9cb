/** Counts attempts in this process: `burst` at once, then one in `every` milliseconds for each subject. */
export interface Attempts {
  /** Counts one; false where it is one too many. */
  readonly take: (subject: string) => boolean;
}

const mostSubjects = 10_000;

export function attemptsOf(burst: number, every: number, now: () => number): Attempts {
  // When the attempts of a subject would be paid off at the steady rate.
  const paidOff = new Map<string, number>();
  return {
    take: (subject) => {
      const at = now();
      const due = Math.max(paidOff.get(subject) ?? 0, at);
      if (due > at + (burst - 1) * every) return false;
      if (paidOff.size >= mostSubjects) for (const [key, until] of paidOff) if (until <= at) paidOff.delete(key);
      if (paidOff.size >= mostSubjects) paidOff.clear();
      paidOff.set(subject, due + every);
      return true;
    },
  };
}
