/** Calendar days as text, YYYY-MM-DD, in the years 1 to 9999. */

const length = 86_400_000;
const [first, last] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T00:00:00Z')];

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day of a moment, in UTC. */
export const dayOf = (moment: Date | string): string => new Date(moment).toISOString().slice(0, 10);

/** Days from one day to another; negative where the second comes first. */
export const daysBetween = (from: string, to: string): number => Math.round((timeOf(to) - timeOf(from)) / length);

/** The day so many days after another, or before it where the number is negative. */
export const dayAfter = (day: string, days: number): string =>
  dayOf(new Date(Math.min(Math.max(timeOf(day) + days * length, first), last)));
