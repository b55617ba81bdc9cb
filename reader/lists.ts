import type { Node } from './model.ts';
import type { Numeral, PrintedNumber } from './numbering.ts';

/** One way in which a printed number counts. */
type Count = readonly [numeral: Numeral, value: number];

/** A paragraph that may still take sub-paragraphs, and how it is counted; `null` where it has no number. */
interface Level {
  readonly count: Count | null;
  readonly enclosure: PrintedNumber['enclosure'] | null;
  readonly children: Node[];
}

/** Whether a number counts paragraphs of the text: `3.`, `3 -`, `3`, not `(3)`. */
export const isDecimal = (number: PrintedNumber): boolean =>
  number.values.decimal !== undefined && number.enclosure !== 'brackets' && number.enclosure !== 'bracket';

/** `II.`, `B.`: counts parts of the text or recitals, never a list inside a paragraph. */
const isCapital = (number: PrintedNumber): boolean =>
  number.enclosure === 'stop' && (number.values['capital-roman'] !== undefined || number.values.capital !== undefined);

const countsOf = (number: PrintedNumber): readonly Count[] => Object.entries(number.values) as [Numeral, number][];

/** No printed text nests lists deeper; further numbers stand beside each other. */
const deepest = 12;

/** The lists that are open at a point of the text, the outermost first. */
export class Lists {
  #levels: Level[] = [];

  close(): void {
    this.#levels = [];
  }

  /** A paragraph without a number that ends with a colon: what is numbered next stands below it. */
  under(children: Node[]): void {
    this.#levels = [{ count: null, enclosure: null, children }];
  }

  /** How deep a number stands: with the list that it continues, else one below the last paragraph. */
  depthOf(number: PrintedNumber, next: PrintedNumber | null): number {
    // (i) begins a list below (b), and below (h) where (ii) comes next; else it goes on after (h).
    const below = Math.min(this.#levels.length, deepest);
    if (number.values.roman === 1 && next?.values.roman === 2 && next.enclosure === number.enclosure) return below;
    const continued = this.#deepest(number, (value, before) => value === before + 1);
    if (continued !== null) return continued;
    if (isDecimal(number) || isCapital(number)) return 0;
    if (number.values.roman === 1) return below;
    return this.#deepest(number, (value, before) => value > before) ?? below;
  }

  #deepest(number: PrintedNumber, fits: (value: number, before: number) => boolean): number | null {
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const level = this.#levels[depth];
      if (level?.count == null || level.enclosure !== number.enclosure) continue;
      const [numeral, before] = level.count;
      const value = number.values[numeral];
      if (value !== undefined && fits(value, before)) return depth;
    }
    return null;
  }

  /** Puts a paragraph at a depth. Returns the children it belongs to, `null` where it is not in a list. */
  put(number: PrintedNumber, depth: number, children: Node[]): Node[] | null {
    const count = this.#countAt(number, depth);
    this.#levels.length = depth;
    const parent = this.#levels[depth - 1]?.children ?? null;
    this.#levels.push({ count, enclosure: number.enclosure, children });
    return parent;
  }

  /** Which way an ambiguous number counts: `(i)` goes on after `(h)`, else it begins a Roman list. */
  #countAt(number: PrintedNumber, depth: number): Count | null {
    const before = this.#levels[depth]?.count?.[0];
    const counts = countsOf(number);
    const same = counts.find(([numeral]) => numeral === before);
    if (same !== undefined) return same;
    if (number.values.roman === 1 && depth > 0) return ['roman', 1];
    return counts[0] ?? null;
  }
}
