import fc, { type Arbitrary } from 'fast-check';
import { type RegisterName, registerNames, registers } from '../programme/registers.ts';
import { parties, valuesOf } from './schemaValues.ts';

/** One thing that somebody does, with numbers that pick what it is done to from what there is by then. */
export type Step = {
  /** Which of the actors does it. */
  readonly actor: number;
  /** Milliseconds since the step before; a clock may go back. */
  readonly pause: number;
} & (
  | { readonly kind: 'open'; readonly register: RegisterName; readonly body: object; readonly standing: Standing }
  | {
      readonly kind: 'amend';
      readonly register: RegisterName;
      readonly pick: number;
      readonly body: object;
      readonly keep: number;
    }
  | { readonly kind: 'withdraw' | 'restore'; readonly pick: number; readonly reason: string }
  | { readonly kind: 'review' | 'settle' | 'respond'; readonly pick: number; readonly body: object }
  | { readonly kind: 'carry-over'; readonly pick: number; readonly period: number }
  | { readonly kind: 'keep'; readonly text: number; readonly reading: number; readonly standing: Standing }
  | { readonly kind: 'rekey' }
);

export interface Standing {
  readonly owner: (typeof parties)[number];
  readonly programme: number | null;
  readonly visibility: 'internal' | 'parties' | 'public' | null;
}

const pick = fc.nat(1000);

const standing: Arbitrary<Standing> = fc.record({
  owner: fc.constantFrom(...parties),
  programme: fc.option(fc.nat(3), { nil: null, freq: 6 }),
  visibility: fc.option(fc.constantFrom('internal', 'parties', 'public'), { nil: null, freq: 2 }),
});

const bodyOf = (register: RegisterName): Arbitrary<object> => valuesOf(registers[register].schema) as Arbitrary<object>;

const operations = { review: 'review', fate: 'settle', stance: 'respond' } as const;

/** Versions come with their file and reading; what people decide about mandates has operations of its own. */
const written = registerNames.filter((name) => !['version', 'review', 'fate', 'stance'].includes(name));

const withBody = <Kind extends string>(kind: Kind, names: readonly RegisterName[]) =>
  fc
    .constantFrom(...names)
    .chain((register) =>
      fc.record({ kind: fc.constant(kind), register: fc.constant(register), body: bodyOf(register) }),
    );

const deed: Arbitrary<object> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.tuple(withBody('open', written), standing).map(([open, stands]) => ({ ...open, standing: stands })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(withBody('amend', registerNames), pick, fc.nat(255))
      .map(([amend, at, keep]) => ({ ...amend, pick: at, keep })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('withdraw', 'restore'), pick, reason: fc.constantFrom('', 'Twice.') }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('keep'), text: pick, reading: fc.nat(3), standing }) },
  ...(['review', 'fate', 'stance'] as const).map((register) => ({
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant(operations[register]), pick, body: bodyOf(register) }),
  })),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('carry-over'), pick, period: pick }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rekey' }) },
);

/** Any sequence of deeds of several people. */
export const history = (most: number): Arbitrary<readonly Step[]> =>
  fc.array(
    fc
      .tuple(fc.record({ actor: pick, pause: fc.integer({ min: -2000, max: 5000 }) }), deed)
      .map(([who, what]) => ({ ...who, ...what }) as Step),
    { minLength: Math.ceil(most / 3), maxLength: most, size: 'max' },
  );
