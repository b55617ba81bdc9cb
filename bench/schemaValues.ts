import fc, { type Arbitrary } from 'fast-check';
import type { z } from 'zod';
import { bodyId, entryId, partyId } from '../programme/vocabulary.ts';

/** Values that a schema accepts, made from the schema itself. */

export const parties = ['UN', 'OIC', 'LAS'] as const;
export const bodies = ['UN/OCHA', 'UN/WFP', 'OIC/SESRIC', 'OIC/IsDB', 'LAS/ALECSO'] as const;

/** What an entry is pointed to by, until it is known which entries there are: the number picks one of them. */
export const placeholderOf = (pick: number): string => `00000000-0000-4000-8000-${String(pick).padStart(12, '0')}`;
export const pickOf = (id: string): number | null => {
  const digits = /^00000000-0000-4000-8000-(\d{12})$/.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** What a schema is made of, as zod keeps it. */
interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
}

interface Check {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
}

/** Letters of several scripts, and every sign that means something to COPY, JSON, SQL, CSV or a log. */
const text = (least: number, most: number): Arbitrary<string> =>
  fc.string({
    minLength: least,
    maxLength: Math.min(most, least + 40),
    unit: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...'abcdefghij ABC 0123 éñß') },
      { weight: 2, arbitrary: fc.constantFrom(...'التقارير会议Доклад') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\\', '\\N', '\t', '\n', '\r', '"', "'", '$', ',', '{', '}', '😀', '\u200f'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    ),
  });

const days = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function stringOf({ format, checks = [] }: Definition): Arbitrary<string> {
  const all = checks.map(({ _zod }) => _zod.def);
  const pattern = all.find((check) => check.format === 'regex')?.pattern;
  const least = Math.max(0, ...all.map((check) => check.minimum ?? 0));
  const most = Math.min(1000, ...all.map((check) => check.maximum ?? 1000));
  if (format === 'date') return days;
  if (format === 'uuid') return fc.nat(1000).map(placeholderOf);
  if (format === 'url') return fc.webUrl({ validSchemes: ['https'] });
  if (pattern !== undefined)
    return fc.stringMatching(pattern).filter(({ length }) => least <= length && length <= most);
  return text(least, most);
}

function numberOf({ checks = [] }: Definition): Arbitrary<number> {
  const all = checks.map(({ _zod }) => _zod.def);
  const bound = (name: string): number | undefined => all.find(({ check }) => check === name)?.value;
  const isWhole = all.some(({ format }) => format === 'safeint');
  const [min, max] = [bound('greater_than') ?? -1e6, bound('less_than') ?? 1e6];
  return isWhole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

const defined = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new TypeError(`The schema has no ${what}.`);
  return value;
};

/** Before what `refine` asks of it. */
function unrefined(schema: z.ZodType): Arbitrary<unknown> {
  if (schema === partyId) return fc.constantFrom(...parties);
  if (schema === bodyId) return fc.constantFrom(...bodies);
  if (schema === entryId) return fc.nat(1000).map(placeholderOf);
  const definition = (schema as unknown as { _zod: { def: Definition } })._zod.def;
  const inner = (): Arbitrary<unknown> => valuesOf(defined(definition.innerType, 'inner type'));
  switch (definition.type) {
    case 'string':
      return stringOf(definition);
    case 'number':
      return numberOf(definition);
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(defined(definition.entries, 'entries')));
    case 'nullable':
      return fc.option(inner(), { nil: null });
    case 'optional':
    case 'default':
      return inner();
    case 'array':
      return fc.array(valuesOf(defined(definition.element, 'element')), {
        minLength: leastOf(definition),
        maxLength: 3,
      });
    case 'union':
      return fc.oneof(...defined(definition.options, 'options').map(valuesOf));
    case 'record':
      return fc.dictionary(
        valuesOf(defined(definition.keyType, 'key type')) as Arbitrary<string>,
        valuesOf(defined(definition.valueType, 'value type')),
        { minKeys: 1, maxKeys: 3, noNullPrototype: true },
      );
    case 'object':
      return objectOf(defined(definition.shape, 'shape'));
    default:
      throw new TypeError(`No values are known for ${definition.type}.`);
  }
}

const leastOf = ({ checks = [] }: Definition): number =>
  Math.max(0, ...checks.map(({ _zod }) => (_zod.def.check === 'min_length' ? (_zod.def.minimum ?? 0) : 0)));

/** What has a default is left out at times. */
function objectOf(shape: Readonly<Record<string, z.ZodType>>): Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, valuesOf(schema)]));
  const requiredKeys = Object.keys(shape).filter((name) => !shape[name]?.safeParse(undefined).success);
  return fc.record(fields, { requiredKeys, noNullPrototype: true });
}

/** Values of a schema. Those that a refinement would refuse are not given. */
export function valuesOf(schema: z.ZodType): Arbitrary<unknown> {
  const { checks = [] } = (schema as unknown as { _zod: { def: Definition } })._zod.def;
  const values = unrefined(schema);
  const isRefined = checks.some(({ _zod }) => _zod.def.check === 'custom' || _zod.def.check === 'overwrite');
  return isRefined ? values.filter((value) => schema.safeParse(value).success) : values;
}
