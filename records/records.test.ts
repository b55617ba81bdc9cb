import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, type Membership, system } from '../programme/access.ts';
import { Conflict, Forbidden } from '../programme/ports.ts';
import { type Secretariat, secretariatOf } from '../programme/secretariat.ts';
import { type Database, openDatabase } from './database.ts';
import { folderFiles } from './folderFiles.ts';
import { freshId, idOf } from './ids.ts';
import { foundedInstance } from './instance.ts';
import { migrate } from './migrate.ts';
import { rebuild, tableHashes, verifyRecords } from './rebuild.ts';
import { type Memory, recordsOf } from './records.ts';
import { newKey } from './signing.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

const as = (party: string, role: Membership['role'], bodies: readonly string[] = []): Actor => ({
  person: '018f0000-0000-7000-8000-000000000001',
  memberships: [{ party, role, bodies }],
});

let folder: string;
let made: TestDatabase;
let database: Database;
let memory: Memory;
let desk: Secretariat;
let programme: string;
const deskOver = (over: Memory): Secretariat =>
  secretariatOf({ records: recordsOf(over), clock: over.clock, freshId: () => freshId(new Date()), idOf });
const files = () => folderFiles(join(folder, 'files'));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-records-'));
  made = await testDatabase(async (connection) => {
    const fresh = openDatabase(connection);
    await migrate(fresh.tables);
    await fresh.close();
  });
  database = openDatabase(made.connection);
  const clock = { now: () => new Date() };
  const key = await newKey(join(folder, 'keys'));
  const instance = await foundedInstance(database, key, clock);
  memory = { database, files: await files(), key, clock, instance };
  desk = deskOver(memory);
  for (const party of ['UN', 'OIC', 'LAS'])
    await desk.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const parties = [
    { party: 'UN', as: 'party' },
    { party: 'OIC', as: 'party' },
  ];
  programme = (await desk.open(as('UN', 'coordinator'), 'programme', { names: { en: 'UN and OIC' }, parties })).id;
});

afterAll(async () => {
  await database.close();
  await made.drop();
  await rm(folder, { recursive: true });
});

describe('the memory', () => {
  it('keeps each change as a signed record of an unbroken chain', async () => {
    const opened = await desk.open(as('OIC', 'editor'), 'activity', { title: 'Course on mediation' }, { programme });
    const amended = await desk.amend(as('OIC', 'editor'), opened.id, { title: 'Courses on mediation' }, 1);
    expect([opened.version, amended.version, amended.body]).toMatchObject([1, 2, { title: 'Courses on mediation' }]);
    const chain = await verifyRecords(database);
    expect(chain.breaks).toEqual([]);
    expect(chain.records).toBeGreaterThan(5);
  });

  it('refuses a change of what was changed meanwhile', async () => {
    const { id } = await desk.open(as('OIC', 'editor'), 'activity', { title: 'Study' }, { programme });
    await desk.amend(as('OIC', 'editor'), id, { title: 'Study of trade' }, 1);
    await expect(desk.amend(as('OIC', 'editor'), id, { title: 'Other' }, 1)).rejects.toThrow(Conflict);
  });

  it('lets nobody write for the other side', async () => {
    const { id } = await desk.open(as('OIC', 'editor'), 'activity', { title: 'Visit' }, { programme });
    await expect(desk.amend(as('UN', 'coordinator'), id, { title: 'Ours' }, 1)).rejects.toThrow(Forbidden);
  });

  it('puts changes that come at the same time one behind the other', async () => {
    const before = await verifyRecords(database);
    const titles = Array.from({ length: 40 }, (_, n) => `Workshop ${n}`);
    await Promise.all(
      titles.map(async (title) => {
        const { id } = await desk.open(as('OIC', 'editor'), 'activity', { title }, { programme });
        await desk.amend(as('OIC', 'editor'), id, { title: `${title}, second day` }, 1);
      }),
    );
    const after = await verifyRecords(database);
    expect([after.breaks, after.records - before.records]).toEqual([[], 80]);
  });

  it('keeps nothing of a change whose record the log refuses, and goes on', async () => {
    const unsigned = deskOver({ ...memory, key: { ...memory.key, sign: async () => null as never } });
    const id = freshId(new Date());
    const opened = unsigned.open(as('OIC', 'editor'), 'activity', { title: 'Unsigned' }, { programme, id });
    await expect(opened).rejects.toMatchObject({ code: '23502' });
    expect(await recordsOf(memory).look(system, (view) => view.entry(id))).toBeNull();
    expect((await verifyRecords(database)).breaks).toEqual([]);
    const again = await desk.open(as('OIC', 'editor'), 'activity', { title: 'Signed' }, { programme, id });
    expect(again.version).toBe(1);
  });

  it('makes the same tables anew from the log', async () => {
    const before = await tableHashes(database);
    await rebuild(database, await files());
    expect(await tableHashes(database)).toEqual(before);
  });
});
