import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { system } from '../programme/access.ts';
import type { Files } from '../programme/ports.ts';
import { type Secretariat, secretariatOf } from '../programme/secretariat.ts';
import { type Database, openDatabase } from './database.ts';
import { folderFiles } from './folderFiles.ts';
import { freshId, idOf } from './ids.ts';
import { foundedInstance } from './instance.ts';
import { migrate } from './migrate.ts';
import { superuser } from './postgres.ts';
import { recordsOf } from './records.ts';
import { newKey, type SigningKey } from './signing.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

/** An instance with two parties, a programme and some activities, on a database of its own. */
export interface TestInstance {
  /** The folder of keys, secret and files. */
  readonly data: string;
  readonly database: Database;
  readonly files: Files;
  readonly key: SigningKey;
  readonly instance: string;
  readonly desk: Secretariat;
  readonly programme: string;
  /** SQL as one who may do everything, with the triggers of the log out of the way. */
  readonly tamper: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const bareDatabase = (): Promise<TestDatabase> => testDatabase(async () => {}, 'bare');

export const urlOf = ({ connection: { user, database, host } }: TestDatabase): string =>
  `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`;

export async function testInstance(activities = 5): Promise<TestInstance> {
  const made = await testDatabase(async (connection) => {
    const fresh = openDatabase(connection);
    await migrate(fresh.tables);
    await fresh.close();
  });
  const data = await mkdtemp(join(tmpdir(), 'rapport-instance-'));
  await writeFile(join(data, 'secret'), 'c2VjcmV0', { mode: 0o600 });
  const database = openDatabase(made.connection);
  const files = await folderFiles(join(data, 'files'));
  const key = await newKey(join(data, 'keys'));
  const clock = { now: () => new Date() };
  const instance = await foundedInstance(database, key, clock);
  const records = recordsOf({ database, files, key, clock, instance });
  const desk = secretariatOf({ records, clock, freshId: () => freshId(new Date()), idOf });
  for (const party of ['UN', 'OIC'])
    await desk.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const parties = ['UN', 'OIC'].map((party) => ({ party, as: 'party' }));
  const names = { en: 'UN and OIC' };
  const { id: programme } = await desk.open(system, 'programme', { names, parties }, { owner: 'UN' });
  for (let n = 0; n < activities; n += 1)
    await desk.open(system, 'activity', { title: `Course ${n}` }, { owner: n % 2 === 0 ? 'UN' : 'OIC', programme });
  return {
    ...{ data, database, files, key, instance, desk, programme },
    tamper: async (sql) => {
      const admin = new pg.Client({ ...superuser(made.connection), database: made.connection.database });
      await admin.connect();
      await admin.query(`set session_replication_role = replica; ${sql}`);
      await admin.end();
    },
    close: async () => {
      await database.close();
      await made.drop();
      await rm(data, { recursive: true });
    },
  };
}
