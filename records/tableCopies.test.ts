import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gathered } from './contents.ts';
import { linesOf } from './lines.ts';
import {
  digestOf,
  fieldsOf,
  fill,
  type OrderedTable,
  plainText,
  rowsOf,
  sequencesIn,
  setSequence,
  tablesIn,
} from './tableCopies.ts';
import type { TestDatabase } from './testDatabase.ts';
import { bareDatabase } from './testInstance.ts';

let made: TestDatabase;
let client: pg.Client;

const schema = `
  create extension if not exists citext;
  create schema side;
  create table parent (id uuid primary key, name citext unique);
  create table side.child (parent uuid not null references parent, n integer, words text[], said text, weight real, bytes bytea,
    body jsonb, at timestamptz, day date, terms tsvector, twice text generated always as (said || said) stored, primary key (parent, n));
  create table "Odd ""name""" (a text, "b c" boolean);
  create table counted (id integer generated always as identity primary key, x text);
  create function shout() returns trigger language plpgsql as $$ begin new.said := 'changed'; return new; end $$;
  create trigger shouts before insert on side.child for each row execute function shout();`;

beforeAll(async () => {
  made = await bareDatabase();
  client = new pg.Client(made.connection);
  await client.connect();
  await client.query(schema);
});
afterAll(async () => {
  await client.end();
  await made.drop();
});

const named = async (name: string): Promise<OrderedTable> => {
  const table = (await tablesIn(client)).find((each) => each.name === name);
  if (table === undefined) throw new Error(`There is no table ${name}.`);
  return table;
};

it('lists tables after those they point to, without what is generated', async () => {
  const tables = await tablesIn(client);
  const names = tables.map(({ schema: of, name }) => `${of}.${name}`);
  expect(names.indexOf('public.parent')).toBeLessThan(names.indexOf('side.child'));
  expect(names).toContain('public.Odd "name"');
  expect((await named('child')).columns.map(({ name }) => name)).not.toContain('twice');
});

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '会', '\\', '\t', '\n', '\r', '\b', '\f', '\v', '"', "'", '{', ',', '\\N', '😀'),
  maxLength: 8,
});
const row = fc.record({
  words: fc.option(fc.array(fc.option(text), { maxLength: 3 })),
  said: fc.option(text),
  weight: fc.option(fc.oneof(fc.float(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0))),
  bytes: fc.option(fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes))),
  body: fc.option(fc.jsonValue()),
  at: fc.option(fc.constantFrom('2026-11-24T10:00:00.123456+03', 'infinity', '0044-03-15 BC', '1582-10-15T00:00:00Z')),
  day: fc.option(fc.constantFrom('2026-02-28', '-infinity', '0001-01-01')),
  terms: fc.option(fc.constantFrom("'word':3A,7 'mandat':1", "'it''s':1", '')),
});

const wellFormed = (value: unknown): boolean => !/\\ud[89a-f]|\\u0000/i.test(JSON.stringify(value));

it('what is put back, written out again, is the same to the byte', () =>
  fc.assert(
    fc.asyncProperty(fc.array(row.filter(wellFormed), { maxLength: 6 }), async (rows) => {
      const id = '018f0000-0000-7000-8000-000000000001';
      await client.query(`begin; ${plainText}`);
      try {
        await client.query('alter table side.child disable trigger user');
        await client.query('insert into parent values ($1, $2)', [id, 'Ann\tB\\n']);
        for (const [n, { words, said, weight, bytes, body, at, day, terms }] of rows.entries())
          await client.query(
            'insert into side.child (parent, n, words, said, weight, bytes, body, at, day, terms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
            [...[id, n, words, said, weight, bytes], ...[body === null ? null : JSON.stringify(body), at, day, terms]],
          );
        const child = await named('child');
        const copied = await gathered(rowsOf(client, child));
        const digest = await digestOf(client, child);
        // The session of who restores may be set otherwise.
        await client.query(
          "delete from side.child; alter table side.child enable trigger user; set local timezone = 'Asia/Riyadh'; set local datestyle = 'SQL, DMY'",
        );
        await client.query(plainText);
        await fill(client, child, pieces(copied));
        expect(await digestOf(client, child)).toBe(digest);
        const { rows: back } = await client.query('select said, bytes, body, twice from side.child order by n');
        expect(back.map(({ said }) => said)).toEqual(rows.map(({ said }) => said));
        expect(back.map(({ bytes }) => bytes)).toEqual(rows.map(({ bytes }) => bytes));
        const saidAgain: (string | null)[] = [];
        for await (const line of linesOf(pieces(copied))) saidAgain.push(fieldsOf(line.toString('utf8'))[3] ?? null);
        expect(saidAgain).toEqual(rows.map(({ said }) => said));
      } finally {
        await client.query('rollback');
      }
    }),
    { numRuns: 40 },
  ));

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
}

it('the same rows give the same bytes, whatever their order was', async () => {
  const odd = await named('Odd "name"');
  const digest = async (sql: string): Promise<string> => {
    await client.query('begin');
    await client.query(`insert into "Odd ""name""" values ${sql}`);
    const found = await digestOf(client, odd);
    await client.query('rollback');
    return found;
  };
  expect(await digest("('a', true), ('B', null), ('é', false)")).toBe(
    await digest("('é', false), ('a', true), ('B', null)"),
  );
});

it('numbers go on where they were', async () => {
  await client.query("insert into counted (x) values ('a'), ('b')");
  const sequences = await sequencesIn(client);
  expect(sequences).toMatchObject([{ schema: 'public', value: '2' }]);
  await client.query('truncate counted restart identity');
  for (const sequence of sequences) await setSequence(client, sequence);
  const { rows } = await client.query("insert into counted (x) values ('c') returning id");
  expect(rows).toEqual([{ id: 3 }]);
});
