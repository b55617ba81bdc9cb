import fc from 'fast-check';
import {
  allowed,
  broken,
  type Existing,
  hostileText,
  type JsonSchema,
  named,
  type Source,
} from './testFuzzedValues.ts';

/** Requests made from the description of the API: such as it allows, and such as nearly are. Shared by tests and long runs. */

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

interface DescribedOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

/** An OpenAPI 3.1 document, as far as requests are made from it. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

export interface Operation {
  readonly method: string;
  /** With its parameters in braces: `/api/v1/activities/{id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly mediaType: string; readonly schema: JsonSchema } | null;
  /** All that it may answer. */
  readonly statuses: readonly number[];
}

/** Every operation of a description, in its order. */
export const operationsOf = ({ paths }: Description): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]): Operation => {
      const [content] = Object.entries(requestBody?.content ?? {});
      return {
        ...{ method: method.toUpperCase(), path, parameters },
        body: content === undefined ? null : { mediaType: content[0], schema: content[1].schema },
        statuses: Object.keys(responses).map(Number),
      };
    }),
  );

/** A request as it goes out. */
export interface FuzzedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Whether the version that stands is to be sent as `If-Match`, so that the change is really made. */
  readonly matching: boolean;
}

type Texts = Readonly<Record<string, string>>;

// ---------------------------------------------------------------- path, query, headers

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const cursors: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom<unknown>(
      null,
      1,
      {},
      [],
      '',
      'x',
      '\u0000',
      '\ud800',
      '0000-01-01',
      '9999-99-99',
      'infinity',
      '2026-01-01T00:00:00Z',
      '1e400',
      '-1',
    ),
    fc.constantFrom<unknown>(
      '-'.repeat(36),
      '0190b3a0-0000-7000-8000-000000000001',
      'ffffffff-ffff-ffff-ffff-fffffffffff',
      7,
      null,
    ),
  )
  .map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));

function textsOf(all: readonly Parameter[], source: Source): fc.Arbitrary<Texts> {
  // A cursor comes from a page: made up it is never right.
  const parameters = all.filter(({ name }) => name !== 'after');
  const required = parameters.filter((each) => each.required === true).map(({ name }) => name);
  const values = parameters.map(({ name, schema }) => {
    return [name, named(name, schema, source).map(asText)];
  });
  return fc.record(Object.fromEntries(values), { requiredKeys: required }) as fc.Arbitrary<Texts>;
}

const rawPieces = [
  '%',
  '%zz',
  '%ff',
  '%00',
  '%c0%ae',
  '..',
  '.',
  '',
  '%2f',
  '%2e%2e%2f',
  '?',
  '#',
  ';a=b',
  '*',
  ':id',
  '{id}',
];
const brokenPiece = fc.oneof(
  hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 3000)),
  fc.constantFrom(...rawPieces),
);

const targetOf = (path: string, pieces: Texts, query: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => pieces[name] ?? 'x') + (query === '' ? '' : `?${query}`);

const encoded = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, encodeURIComponent(text.toWellFormed())]));

const queryOf = (texts: Texts): string =>
  Object.entries(texts)
    .map(([name, text]) => `${name}=${text}`)
    .join('&');

const brokenQuery = (query: fc.Arbitrary<Texts>, names: readonly string[]): fc.Arbitrary<string> => {
  const name = fc.constantFrom(...names, 'limit', 'after', '__proto__', 'constructor', 'a[]', '');
  const value = fc.oneof(
    brokenPiece,
    cursors,
    fc.constantFrom('1e9', '-1', '0', '1.5', '', 'true', '0x10', '9'.repeat(400)),
  );
  const more = fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(query.map(encoded), more)
    .map(([texts, added]) =>
      [queryOf(texts), ...added.map(([key, each]) => `${key}=${each}`)].filter(Boolean).join('&'),
    );
};

/** A header takes a byte a sign, and no line breaks. */
const headerText = (text: string): string =>
  text
    .replace(/[^\x20-\x7e\xa0-\xff]/g, '')
    .trim()
    .slice(0, 3000);

const strangeHeaders: fc.Arbitrary<Texts> = fc
  .tuple(
    fc.constantFrom(
      'if-match',
      'if-none-match',
      'idempotency-key',
      'last-event-id',
      'range',
      'accept',
      'accept-language',
      'authorization',
      'content-encoding',
      'x-forwarded-for',
      'x-http-method-override',
    ),
    fc.oneof(
      hostileText.map(headerText),
      fc.constantFrom(
        '"1"',
        'W/"1"',
        '"99999999999"',
        '*',
        'bytes=0-',
        'bytes=9-1',
        'bytes=-0',
        '999999999999999',
        '9'.repeat(16),
        'gzip',
        'Bearer rap_',
        'DELETE',
      ),
    ),
  )
  .map(([name, text]) => ({ [name]: text }));

// ---------------------------------------------------------------- bodies

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes of a JSON text, damaged. */
const damaged = (text: string): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.nat(text.length).map((length) => bytes(text.slice(0, length))),
    fc.nat(text.length).map((at) => bytes(`${text.slice(0, at)}\u0000${text.slice(at)}`)),
    fc
      .nat(text.length)
      .map((at) =>
        Buffer.concat([bytes(text.slice(0, at)), Buffer.from([0xff, 0xc0, 0xed, 0xa0, 0x80]), bytes(text.slice(at))]),
      ),
    fc.constant(bytes(text.replace('{', '{"body":null,"body":[],"__proto__":{"a":1},'))),
    fc.constant(bytes(text.replace(/"[^"]*"(?=[,}\]])/, '1e999'))),
    fc
      .constantFrom(
        '',
        'null',
        '0',
        '"text"',
        '[]',
        '{}',
        '[null]',
        '\ufeff{}',
        'NaN',
        '{"body":null}',
        '{"body":"x"}',
        '{"body":[]}',
        '{"body":7}',
      )
      .map(bytes),
    fc.constantFrom(20_000, 200_000).map((depth) => bytes('['.repeat(depth))),
    fc.constant(bytes(`{"body":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`)),
    fc.constantFrom(2, 3).map((megabytes) => bytes(`{"reason":"${'x'.repeat(megabytes * 1024 * 1024)}"}`)),
  );

const wrongTypes = fc.constantFrom<string | null>(
  null,
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/vnd.api+json',
  'APPLICATION/JSON',
  'json',
  ';',
);

type Body = Pick<FuzzedRequest, 'headers' | 'body'>;

const sent = (mediaType: string | null, body: Uint8Array): Body => ({
  headers: mediaType === null ? {} : { 'content-type': mediaType },
  body,
});

interface Bodies {
  readonly right: fc.Arbitrary<Body>;
  readonly wrong: fc.Arbitrary<Body>;
}

function bodiesOf({ body, method }: Operation, source: Source): Bodies {
  if (body === null) {
    const none = fc.constant<Body>({ headers: {}, body: null });
    const unasked = fc
      .constantFrom('', '{}', 'null', '[', '\u0000')
      .map((text) => sent('application/json', bytes(text)));
    return { right: none, wrong: method === 'GET' ? none : unasked };
  }
  if (!/json/.test(body.mediaType)) {
    const any = fc.uint8Array({ maxLength: 300 });
    const text = fc
      .constantFrom(
        '',
        'The General Assembly,\n\n1. Requests the Secretary-General to report;\n',
        '%PDF-1.7\n',
        'PK\u0003\u0004',
        '{\\rtf1}',
      )
      .map(bytes);
    const right = fc.oneof(any, text).map((each) => sent(body.mediaType, each));
    return { right, wrong: fc.tuple(wrongTypes, any).map(([type, each]) => sent(type, each)) };
  }
  const values = allowed(body.schema, source);
  const texts = values.map((value) => JSON.stringify(value));
  return {
    right: texts.map((text) => sent('application/json', bytes(text))),
    wrong: fc.oneof(
      {
        weight: 6,
        arbitrary: broken(values).map((value) => sent('application/json', bytes(JSON.stringify(value) ?? 'null'))),
      },
      { weight: 2, arbitrary: texts.chain(damaged).map((each) => sent('application/json', each)) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(wrongTypes, fc.oneof(texts.map(bytes), texts.chain(damaged)))
          .map(([type, each]) => sent(type, each)),
      },
    ),
  };
}

// ---------------------------------------------------------------- requests

const changes = new Set(['PATCH', 'DELETE', 'PUT', 'POST']);

/** Requests to one operation: some in order, most with one part of them out of it. */
export function requestsTo(
  operation: Operation,
  description: Description,
  existing: Existing,
): fc.Arbitrary<FuzzedRequest> {
  const { method, path, parameters } = operation;
  const source: Source = { schemas: description.components?.schemas ?? {}, existing };
  const of = (where: Parameter['in']) => parameters.filter((each) => each.in === where);
  const pieces = textsOf(of('path'), source).map(encoded);
  const query = textsOf(of('query'), source);
  const takesVersion = of('header').some(({ name }) => name === 'if-match');
  const headers = textsOf(
    of('header').filter(({ name }) => name !== 'if-match'),
    source,
  ).map((texts) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, headerText(text)])));
  const { right, wrong } = bodiesOf(operation, source);
  const queryText = query.map((texts) => queryOf(encoded(texts)));
  const asked = (
    parts: {
      pieces?: fc.Arbitrary<Texts>;
      query?: fc.Arbitrary<string>;
      headers?: fc.Arbitrary<Texts>;
      body?: fc.Arbitrary<Body>;
    } = {},
  ): fc.Arbitrary<FuzzedRequest> =>
    fc
      .tuple(parts.pieces ?? pieces, parts.query ?? queryText, parts.headers ?? headers, parts.body ?? right, fc.nat(9))
      .map(([piece, text, header, body, luck]) => ({
        ...{ method, target: targetOf(path, piece, text), body: body.body },
        headers: { ...body.headers, ...header },
        matching: takesVersion && changes.has(method) && luck > 0 && header['if-match'] === undefined,
      }));
  const names = of('path').map(({ name }) => name);
  const strangePieces = fc
    .tuple(pieces, fc.nat(), brokenPiece)
    .map(([texts, nth, piece]) => ({ ...texts, [names[nth % Math.max(names.length, 1)] ?? '']: piece }));
  const queryNames = of('query').map(({ name }) => name);
  return fc.oneof(
    { weight: 3, arbitrary: asked() },
    { weight: operation.body === null ? 1 : 6, arbitrary: asked({ body: wrong }) },
    { weight: names.length > 0 ? 2 : 0, arbitrary: asked({ pieces: strangePieces }) },
    { weight: queryNames.length > 0 ? 4 : 1, arbitrary: asked({ query: brokenQuery(query, queryNames) }) },
    {
      weight: 1,
      arbitrary: asked({
        headers: fc.tuple(headers, strangeHeaders).map(([own, strange]) => ({ ...own, ...strange })),
      }),
    },
  );
}
