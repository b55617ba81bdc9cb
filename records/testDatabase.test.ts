import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import type { Connection } from './postgres.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

let prepared = 0;
const databases: TestDatabase[] = [];

afterAll(async () => {
  for (const { drop } of databases) await drop();
});

async function rows(connection: Connection, text: string): Promise<object[]> {
  const client = new pg.Client(connection);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function database(): Promise<TestDatabase> {
  const prepare = async (connection: Connection): Promise<void> => {
    prepared += 1;
    await rows(connection, 'create table posts (id int)');
  };
  const made = await testDatabase(prepare, 'harness');
  databases.push(made);
  return made;
}

describe('databases for tests', () => {
  it('are copies of one template, each by itself', async () => {
    const [one, two] = await Promise.all([database(), database(), database(), database()]);
    expect(prepared).toBe(1);
    await rows(one.connection, 'insert into posts values (1)');
    expect(await rows(one.connection, 'select id from posts')).toEqual([{ id: 1 }]);
    expect(await rows(two.connection, 'select id from posts')).toEqual([]);
  });

  it('belong to the role of the program and have the extensions', async () => {
    const { connection } = await database();
    const owner = 'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()';
    expect(await rows(connection, owner)).toEqual([{ owner: 'rapport' }]);
    expect(await rows(connection, "select 'A'::citext = 'a' as same")).toEqual([{ same: true }]);
  });

  it('are gone when dropped', async () => {
    const { connection, drop } = await database();
    await drop();
    databases.pop();
    await expect(rows(connection, 'select 1')).rejects.toThrow('does not exist');
  });

  it('leave no template behind that could not be prepared', async () => {
    const broken = (): Promise<TestDatabase> =>
      testDatabase((connection) => rows(connection, 'create nonsense').then(() => {}), 'broken');
    await expect(broken()).rejects.toThrow('syntax error');
    await expect(broken()).rejects.toThrow('syntax error');
  });

  it('refuse a name that is none', async () => {
    await expect(testDatabase(async () => {}, 'a; drop')).rejects.toThrow(RangeError);
  });
});
