import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { secretariatOf } from '../programme/secretariat.ts';
import { openDatabase } from './database.ts';
import { freshId, idOf } from './ids.ts';
import { type Installation, openInstallation, type Place } from './installation.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { verifyRecords } from './rebuild.ts';
import { recordsOf } from './records.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

let folder: string;
let external: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-installation-'));
  // Started by root, PostgreSQL runs as another account, which must be able to get there.
  await chmod(folder, 0o755);
  external = await testDatabase(async () => {}, 'empty');
});
afterAll(async () => {
  await external.drop();
  await rm(folder, { recursive: true });
});

const urlOf = ({ connection: { host, port, user, database } }: TestDatabase): string =>
  `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

const open = (place: Place): Promise<Installation> => openInstallation(place, { durable: false });

const addParty = (installation: Installation, party: string) =>
  secretariatOf({
    records: recordsOf(installation),
    clock: installation.clock,
    freshId: () => freshId(new Date()),
    idOf,
  }).open(system, 'party', { party, names: { en: party } }, { owner: party });

const places = [
  ['a PostgreSQL of its own', () => ({ data: join(folder, 'embedded'), environment: {} })],
  ['an external PostgreSQL', () => ({ data: join(folder, 'external'), databaseUrl: urlOf(external), environment: {} })],
] as const;

describe.each(places)('an installation on %s', (_, place) => {
  it('makes what is missing once, and finds it again', async () => {
    const first = await open(place());
    expect(first.migrated.length).toBeGreaterThan(0);
    await addParty(first, 'UN');
    await first.close();
    const second = await open(place());
    expect(second.migrated).toEqual([]);
    expect([second.instance, second.key.kid]).toEqual([first.instance, first.key.kid]);
    expect(Buffer.from(second.secret)).toEqual(Buffer.from(first.secret));
    await addParty(second, 'OIC');
    const chain = await verifyRecords(second.database);
    expect([chain.records, chain.breaks]).toEqual([3, []]);
    await second.close();
  });

  it('lets nobody else read the key and the secret', async () => {
    const { data } = place();
    const { key, close } = await open(place());
    for (const secret of ['secret', join('keys', `${key.kid}.pem`)]) {
      expect((await stat(join(data, secret))).mode & 0o077, secret).toBe(0);
    }
    await close();
  });
});

describe('migrations', () => {
  it('can be read before they are taken, and are taken once', async () => {
    const empty = await testDatabase(async () => {}, 'empty');
    const database = openDatabase(empty.connection);
    const pending = await pendingMigrations(database.tables);
    expect(pending[0]?.name).toBe('001-memory');
    expect(pending[0]?.sql).toContain('create table record');
    expect(await migrate(database.tables)).toEqual(pending.map(({ name }) => name));
    expect(await pendingMigrations(database.tables)).toEqual([]);
    expect(await migrate(database.tables)).toEqual([]);
    await database.close();
    await empty.drop();
  });
});
