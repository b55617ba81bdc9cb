import fc from 'fast-check';

/** Values that a schema of the API allows, and values that no schema had in mind: for tests and long runs. */

/** JSON Schema, as far as descriptions made from our schemas use it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What exists: ids, parties and bodies by the name of the field or parameter that takes them. */
export type Existing = Readonly<Record<string, readonly string[]>>;

export interface Source {
  /** What `$ref` leads to. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly existing: Existing;
}

// ---------------------------------------------------------------- text

const signs = fc.constantFrom(
  ...['a', 'Z', '7', ' ', '-', 'é', 'ش', '中', '\u{1f600}', '\u0301', '\u202e', '\u200f', '\u2028', '\ufffe', '\uffff'],
  ...[
    '\u0001',
    '\u001f',
    '\u007f',
    '\u0085',
    '\n',
    '\r',
    '\t',
    '"',
    "'",
    '\\',
    '<',
    '>',
    '&',
    '%',
    '$1',
    '{',
    ':*',
    ',',
  ],
);

/** Text that nothing compresses: what an index has to hold at its worst. */
function denseText(length: number, seed: number): string {
  let state = seed >>> 0;
  let text = '';
  for (let n = 0; n < length; n++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += String.fromCharCode(0x4e00 + ((state >>> 12) % 0x5000));
  }
  return text;
}

const longest = 20_000;

function text(least: number, most: number): fc.Arbitrary<string> {
  const short = fc
    .array(signs, { minLength: least, maxLength: Math.max(least, Math.min(most, 24)) })
    .map((all) => all.join('').slice(0, most).toWellFormed());
  const dense = fc.nat().map((seed) => denseText(Math.min(most, longest), seed));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('Study'.slice(0, most)) },
    { weight: 5, arbitrary: short },
    dense,
  );
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');
const day = fc.oneof(
  fc.constantFrom('0001-01-01', '0099-12-31', '1945-10-24', '2024-02-29', '9999-12-31'),
  fc
    .tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([year, month, date]) => `${year}-${twoDigits(month)}-${twoDigits(date)}`),
);

const letters = (kinds: string, least: number, most: number) =>
  fc.array(fc.constantFrom(...kinds), { minLength: least, maxLength: most }).map((all) => all.join(''));
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  date: day,
  'date-time': day.map((each) => `${each}T12:00:00Z`),
  uri: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.constant('http://[::1]:1/%00')),
  email: fc.oneof(
    fc.emailAddress(),
    fc.nat().map((n) => `fuzz${n}@example.org`),
  ),
};

/** Patterns that say less than their fields mean, or more than can be made from them. */
const patterns: readonly (readonly [RegExp, fc.Arbitrary<string>])[] = [
  [
    /\\p\{L\}/,
    fc.oneof(
      fc.constantFrom('UN/SG', 'OIC/SESRIC', 'جهاز', 'A (b)_.-'),
      letters('AZaz09._()/ -', 0, 79).map((rest) => `B${rest}`),
    ),
  ],
  [/\\p\{C/, text(1, 100).map((all) => `/${all.replace(/[\p{Cc}\p{Cs}]/gu, '')}`)],
  [
    /^\^\[\^/,
    fc.oneof(
      fc.constantFrom('/akn/un/x#op1', '...', '(((', '\u{1f600}'.repeat(200)),
      letters("/akn!#_.%\\'中", 3, 400),
    ),
  ],
  [/\\w-/, fc.oneof(letters(base64url, 43, 43), letters(base64url, 1, 60))],
];

function patterned(pattern: string, least: number, most: number): fc.Arbitrary<string> {
  const known = patterns.find(([sign]) => sign.test(pattern));
  const made = known?.[1] ?? fc.stringMatching(new RegExp(pattern.replace(/\/u$/, '')));
  return made.filter((value) => value.length >= least && value.length <= most);
}

// ---------------------------------------------------------------- what a schema allows

function strings({ format, pattern, minLength = 0, maxLength = 4000 }: JsonSchema): fc.Arbitrary<string> {
  const known = format === undefined ? undefined : formats[format];
  if (known !== undefined) return known;
  return pattern === undefined ? text(minLength, maxLength) : patterned(pattern, minLength, maxLength);
}

const numbers = (whole: boolean, { minimum: least, maximum: most }: JsonSchema): fc.Arbitrary<number> => {
  const min = Math.max(least ?? -1e9, Number.MIN_SAFE_INTEGER);
  const max = Math.min(most ?? 1e15, Number.MAX_SAFE_INTEGER);
  const inside = fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 1000) }));
  return whole ? inside : fc.oneof(inside, fc.double({ min, max, noNaN: true }));
};

function ofType(type: string, schema: JsonSchema, source: Source): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return numbers(true, schema);
    case 'number':
      return numbers(false, schema);
    case 'string':
      return strings(schema);
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 10 } = schema;
      return fc.array(allowed(items, source), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) });
    }
    case 'object':
      return objects(schema, source);
    default:
      throw new RangeError(`No such type in JSON Schema: ${type}`);
  }
}

function objects({ properties = {}, required = [] }: JsonSchema, source: Source): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, named(name, schema, source)]);
  const values = Object.fromEntries(fields) as Readonly<Record<string, fc.Arbitrary<unknown>>>;
  return fc.record(values, { requiredKeys: [...required] }).map(inOrder);
}

/** Of two days the first is not after the last: no schema says so, but every span is so. */
function inOrder(value: Readonly<Record<string, unknown>>): object {
  const { from, until } = value;
  if (typeof from !== 'string' || typeof until !== 'string' || from <= until) return value;
  return { ...value, from: until, until: from };
}

const isText = ({ type }: JsonSchema): boolean => [type].flat().includes('string');

/** What a field or parameter of this name takes: mostly something that exists. */
export function named(name: string, schema: JsonSchema, source: Source): fc.Arbitrary<unknown> {
  const any = allowed(schema, source);
  const existing = source.existing[name] ?? [];
  const isList = schema.items !== undefined && isText(schema.items);
  if (existing.length === 0 || !(isList || isText(schema))) return any;
  const known = fc.constantFrom(...existing);
  return fc.oneof({ weight: 40, arbitrary: isList ? known.map((each) => [each]) : known }, any);
}

/** Values that the schema allows. */
export function allowed(schema: JsonSchema, source: Source): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, allOf, type } = schema;
  if ($ref !== undefined) {
    const target = source.schemas[$ref.replace('#/components/schemas/', '')];
    if (target === undefined) throw new RangeError(`The description has no ${$ref}.`);
    return allowed(target, source);
  }
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((each) => allowed(each, source)));
  if (allOf !== undefined)
    return fc.tuple(...allOf.map((each) => allowed(each, source))).map((parts) => Object.assign({}, ...parts));
  if (type === undefined) return fc.jsonValue();
  return typeof type === 'string'
    ? ofType(type, schema, source)
    : fc.oneof(...type.map((each) => ofType(each, schema, source)));
}

// ---------------------------------------------------------------- what none had in mind

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(open.repeat(depth) + (open === '[' ? '' : '1') + close.repeat(depth));

/** Strings that break programs. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '\ufeff',
    '\u202e',
    '%00',
    '%',
    '../../etc/passwd',
  ),
  fc.constantFrom("'; drop table entry; --", '$1', '{}', '[]', 'null', 'NaN', 'Infinity', '-0', '1e999', '__proto__'),
  fc.constantFrom('9999-99-99', '0000-01-01', '0000-00-00', '2026-02-30', '+010000-01-01', '-0001-01-01', 'infinity'),
  fc.constantFrom('00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', '-'.repeat(36)),
  fc.constantFrom('{0190b3a0-0000-7000-8000-000000000001}', '0190b3a0000070008000000000000001', 'urn:uuid:1'),
  fc.constantFrom(
    'x'.repeat(100_000),
    '中'.repeat(20_000),
    '\u{1f600}'.repeat(5000),
    'a '.repeat(50_000),
    '('.repeat(3000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** JSON values that belong nowhere. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, -1e308, 5e-324),
  fc.constantFrom<unknown>([], {}, [[]], [null], { toString: 1 }, { length: 1e9 }),
  fc.constant(JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": 1}}')),
  fc.constantFrom(10_000, 300).map((length) => new Array(length).fill(0)),
  fc.constantFrom(1000, 3000).map((depth) => nested(depth, '[', ']')),
  fc.constantFrom(500, 2000).map((depth) => nested(depth, '{"a":', '}')),
);

type Place = readonly (string | number)[];

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const below = Object.entries(value).flatMap(([key, each]) => placesIn(each, [...at, key]));
  return [at, ...below];
}

function withAt(value: unknown, [key, ...rest]: Place, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  const next = withAt(copy[key], rest, change);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

type Damage = (value: unknown, place: Place, hostile: unknown) => unknown;

const damages: readonly Damage[] = [
  (value, place, hostile) => withAt(value, place, () => hostile),
  (value, place, hostile) => withAt(value, place, () => hostile),
  (value, place) => (place.length === 0 ? null : withAt(value, place, () => undefined)),
  (value, place) => withAt(value, place, (old) => new Array(10_000).fill(old)),
  (value, place, hostile) =>
    withAt(value, place.slice(0, -1), (old) =>
      Array.isArray(old) ? [...old, hostile] : { ...(old as object), extra: hostile },
    ),
];

/** The value with one thing broken in it: something else in its place, a field gone, or one too many. */
export const broken = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(values, fc.nat(), hostileValue, fc.constantFrom(...damages)).map(([value, nth, hostile, damage]) => {
    const places = placesIn(value);
    return damage(value, places[nth % places.length] ?? [], hostile);
  });
