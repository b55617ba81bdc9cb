import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Cluster, type Connection, startCluster, superuser } from './postgres.ts';
import './testCluster.ts';

export interface TestDatabase {
  /** For the role `rapport`, which owns the database. */
  readonly connection: Connection;
  /** Removes the database; whoever is still connected is cut off. */
  readonly drop: () => Promise<void>;
}

let cluster: Promise<Cluster> | undefined;

// Whichever test file is the last to let go shuts the database down; the next one finds the templates again.
afterAll(async () => {
  const held = await cluster;
  cluster = undefined;
  await held?.stop();
});

/**
 * A database of its own for one test: a copy of a template that `prepare` makes once a run (to migrate it, say).
 * `name` tells templates apart. `prepare` must close what it opens, since a database in use cannot be copied.
 */
export async function testDatabase(
  prepare: (connection: Connection) => Promise<void>,
  name = 'records',
): Promise<TestDatabase> {
  if (!/^[a-z_]{1,40}$/.test(name)) throw new RangeError(`The name of a template is small letters and _: ${name}`);
  cluster ??= startCluster(inject('cluster'), { durable: false });
  const { connection } = await cluster;
  const template = `template_${name}`;
  const copy = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(connection, async (client) => {
    await ensureTemplate(client, template, (database) => prepare({ ...connection, database }));
    await client.query(`create database ${copy} owner rapport template ${template} strategy wal_log`);
  });
  return {
    connection: { ...connection, database: copy },
    drop: () =>
      asSuperuser(connection, async (client) => void (await client.query(`drop database ${copy} with (force)`))),
  };
}

/** Test files run in processes of their own: one makes the template, the others wait for it. */
async function ensureTemplate(
  client: pg.Client,
  template: string,
  prepare: (database: string) => Promise<void>,
): Promise<void> {
  if (await isThere(client, template)) return;
  await client.query('select pg_advisory_lock(hashtext($1))', [template]);
  try {
    if (await isThere(client, template)) return;
    const draft = `draft_${template}`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft} owner rapport strategy wal_log`);
    await prepare(draft);
    // Only a template that is ready bears its name.
    await client.query(`alter database ${draft} rename to ${template}`);
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [template]);
  }
}

const isThere = async (client: pg.Client, database: string): Promise<boolean> =>
  (await client.query('select from pg_database where datname = $1', [database])).rowCount === 1;

async function asSuperuser(connection: Connection, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(superuser(connection));
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
