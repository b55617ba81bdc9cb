import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gathered } from './contents.ts';
import { copyIn, copyOut } from './copying.ts';
import { superuser } from './postgres.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

let made: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  made = await testDatabase(async () => {}, 'bare');
  client = new pg.Client(made.connection);
  client.on('error', () => {});
  await client.connect();
  await client.query('create table word (n integer primary key, text text)');
});
afterAll(async () => {
  await client.end().catch(() => {});
  await made.drop();
});

/** Rows by the hundred. */
async function* rows(count: number): AsyncGenerator<Buffer> {
  const row = (n: number): string => `${n}\t${'word '.repeat(20)}\n`;
  for (let from = 0; from < count; from += 100)
    yield Buffer.from(Array.from({ length: Math.min(100, count - from) }, (_, n) => row(from + n)).join(''));
}
const count = async (): Promise<number> => Number((await client.query('select count(*) from word')).rows[0].count);

describe('copying', () => {
  it('brings rows in and out', async () => {
    await copyIn(client, 'copy word from stdin', rows(50_000));
    const out = await gathered(copyOut(client, 'copy (select * from word order by n) to stdout'));
    expect(out).toEqual(await gathered(rows(50_000)));
  });

  it('does not read ahead of who takes the rows', async () => {
    const all = "copy (select n, repeat('word ', 400) from generate_series(1, 50000) n) to stdout";
    const stream = (client as unknown as { connection: { stream: Socket } }).connection.stream;
    const rowsOut = copyOut(client, all);
    const before = stream.bytesRead;
    let length = (await rowsOut.next()).value.length;
    // Time enough for the rest to come, if anybody read it.
    for (let turn = 0; turn < 50; turn += 1) await pause(5);
    expect(stream.bytesRead - before).toBeLessThan(4_000_000);
    for await (const chunk of rowsOut) length += chunk.length;
    expect(length).toBeGreaterThan(100_000_000);
  });

  it('serves the next query after one that was left early', async () => {
    for await (const _ of copyOut(client, 'copy (select * from word) to stdout')) break;
    expect(await count()).toBe(50_000);
  });

  it.each([
    ['a statement that is none', () => gathered(copyOut(client, 'copy nowhere to stdout'))],
    ['one that fails on its way', () => gathered(copyOut(client, 'copy (select 1 / (1000 - n) from word) to stdout'))],
    ['rows for a table that is not there', () => copyIn(client, 'copy nowhere from stdin', rows(1))],
    ['rows that do not fit', () => copyIn(client, 'copy word (n) from stdin', rows(20_000))],
  ])('tells of %s, and serves the next query', async (_, work) => {
    await expect(work()).rejects.toThrow();
    expect(await count()).toBe(50_000);
  });

  it('undoes all rows where their source fails', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('60000\tone\n');
      throw new Error('The source is gone.');
    }
    await expect(copyIn(client, 'copy word from stdin', failing())).rejects.toThrow('The source is gone.');
    expect(await count()).toBe(50_000);
  });

  it('ends when the connection is cut', async () => {
    const admin = new pg.Client(superuser(made.connection));
    await admin.connect();
    const { rows: found } = await client.query('select pg_backend_pid() as pid');
    async function* endless(): AsyncGenerator<Buffer> {
      for (let n = 100_000; ; n += 1) {
        if (n === 150_000) await admin.query('select pg_terminate_backend($1)', [found[0].pid]);
        yield Buffer.from(`${n}\tx\n`);
      }
    }
    await expect(copyIn(client, 'copy word from stdin', endless())).rejects.toThrow();
    await admin.end();
  });
});
