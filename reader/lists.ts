import type { Node } from './model.ts';
import type { Numeral, PrintedNumber } from './numbering.ts';

/** A numbered paragraph that may still take sub-paragraphs. */
interface Level {
  readonly numeral: Numeral;
  readonly enclosure: PrintedNumber['enclosure'];
  readonly value: number;
  readonly children: Node[];
}

/** Whether a number counts paragraphs of the text: `3.`, `3 -`, `3`, not `(3)`. */
export const isDecimal = (number: PrintedNumber): boolean =>
  number.values.decimal !== undefined && number.enclosure !== 'brackets' && number.enclosure !== 'bracket';

/** `II.`, `B.`: counts parts of the text or recitals, never a list inside a paragraph. */
const isCapital = (number: PrintedNumber): boolean =>
  number.enclosure === 'stop' && (number.values['capital-roman'] !== undefined || number.values.capital !== undefined);

const kindsOf = (number: PrintedNumber): readonly (readonly [Numeral, number])[] =>
  Object.entries(number.values) as [Numeral, number][];

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
    this.#levels = [{ numeral: 'dash', enclosure: 'none', value: 0, children }];
  }

  /** How deep a number stands: with the list that it continues, else one below the last paragraph. */
  depthOf(number: PrintedNumber, next: PrintedNumber | null): number {
    // (i) begins a list below (b), and below (h) where (ii) comes next; else it goes on after (h).
    const below = Math.min(this.#levels.length, deepest);
    if (number.values.roman === 1 && next?.values.roman === 2 && next.enclosure === number.enclosure) return below;
    const continued = this.#deepest(number, (value, level) => value === level.value + 1);
    if (continued !== null) return continued;
    if (isDecimal(number) || isCapital(number)) return 0;
    if (number.values.roman === 1) return below;
    return this.#deepest(number, (value, level) => value > level.value) ?? below;
  }

  #deepest(number: PrintedNumber, fits: (value: number, level: Level) => boolean): number | null {
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const level = this.#levels[depth];
      if (level === undefined || level.enclosure !== number.enclosure) continue;
      if (kindsOf(number).some(([numeral, value]) => numeral === level.numeral && fits(value, level))) return depth;
    }
    return null;
  }

  /** Puts a paragraph at a depth. Returns the children it belongs to, `null` where it is not in a list. */
  put(number: PrintedNumber, depth: number, children: Node[]): Node[] | null {
    const { numeral, value } = this.#reading(number, depth);
    this.#levels.length = depth;
    const parent = this.#levels[depth - 1]?.children ?? null;
    this.#levels.push({ numeral, enclosure: number.enclosure, value, children });
    return parent;
  }

  /** Which way an ambiguous number counts: `(i)` goes on after `(h)`, else it begins a Roman list. */
  #reading(number: PrintedNumber, depth: number): { numeral: Numeral; value: number } {
    const before = this.#levels[depth];
    const same = kindsOf(number).find(([numeral]) => numeral === before?.numeral);
    if (same !== undefined) return { numeral: same[0], value: same[1] };
    if (number.values.roman === 1 && depth > 0) return { numeral: 'roman', value: 1 };
    const [numeral, value] = kindsOf(number)[0] ?? ['dash', 1];
    return { numeral, value };
  }
}
