import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import type { Files } from '../programme/ports.ts';
import { type Secretariat, secretariatOf } from '../programme/secretariat.ts';
import { read } from '../reader/read.ts';
import { toJson } from '../reader/write/json.ts';
import { type Database, openDatabase } from '../records/database.ts';
import { folderFiles } from '../records/folderFiles.ts';
import { freshId, idOf } from '../records/ids.ts';
import { foundedInstance } from '../records/instance.ts';
import { migrate } from '../records/migrate.ts';
import { rebuild, tableHashes, verifyRecords } from '../records/rebuild.ts';
import { recordsOf } from '../records/records.ts';
import { newKey } from '../records/signing.ts';
import { type TestDatabase, testDatabase } from '../records/testDatabase.ts';
import { peopleOf } from './access.ts';
import type { KeptFile } from './fileKeeping.ts';
import { type Importing, type ImportPorts, importingOf, type Order } from './importing.ts';
import type { Heard } from './importLanes.ts';
import { importFiles, importSeen } from './importLists.ts';
import { importTables } from './importTables.ts';
import { usualLimits } from './readers.ts';

const corpus = join(import.meta.dirname, '..', 'corpus');
const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];
const clock = { now: () => new Date() };

let folder: string;
let files: Files;
let made: TestDatabase;
let database: Database;
let desk: Secretariat;
let ports: ImportPorts;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-importing-'));
  files = await folderFiles(join(folder, 'files'));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  made = await testDatabase(async (connection) => {
    const fresh = openDatabase(connection);
    await migrate(fresh.tables);
    await fresh.close();
  });
  database = openDatabase(made.connection);
  const key = await newKey(await mkdtemp(join(folder, 'keys-')));
  const instance = await foundedInstance(database, key, clock);
  const records = recordsOf({ database, files, key, clock, instance });
  desk = secretariatOf({ records, clock, freshId: () => freshId(new Date()), idOf });
  await desk.open(system, 'party', { party: 'UN', names: { en: 'UN' } }, { owner: 'UN' });
  const people = peopleOf(database, Date.now);
  ports = { database, files, clock, people, secretariat: desk, log: (line) => expect.fail(JSON.stringify(line)) };
  return async () => {
    await database.close();
    await made.drop();
  };
});

const kept = async (name: string, bytes: Uint8Array): Promise<KeptFile> => {
  const file = await files.keep(bytes);
  if (file.kind !== 'kept') throw new Error(`${name} was not kept.`);
  return { name, sha256: file.sha256, bytes: file.bytes };
};
const text = async (name: string): Promise<KeptFile> => kept(name, await readFile(join(corpus, name)));
const texts = (...names: readonly string[]): Promise<KeptFile[]> => Promise.all(names.map(text));
const inEveryLanguage = (): Promise<KeptFile[]> => texts(...languages.map((language) => `${language}/parallel.txt`));

const order = (given: Order['files']): Order => ({ owner: 'UN', programme: null, visibility: 'parties', files: given });

async function withImporting<T>(use: (importing: Importing) => Promise<T>, limits = usualLimits): Promise<T> {
  const importing = importingOf(ports, limits);
  try {
    return await use(importing);
  } finally {
    await importing.close();
  }
}

/** Imports, and says what became of the files, in their order. */
const imported = (given: Order['files'], limits = usualLimits): Promise<readonly [string, string[]]> =>
  withImporting(async (importing) => {
    const id = await importing.begin(null, order(given));
    await importing.run(id);
    return [id, await told(id)] as const;
  }, limits);

async function told(id: string): Promise<string[]> {
  const { items } = await importFiles(database, system, id, { limit: 500 });
  return items.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`));
}

describe('an import', () => {
  it('enters what can be read, and says of the rest why not', async () => {
    const [id, states] = await imported([
      ...(await texts('en/adopted-general-assembly.txt', 'en/resolutions-a-and-b.txt')),
      await kept('scan.pdf', Buffer.from('%PDF-1.7\n%broken')),
      await kept('nothing.txt', Buffer.from(' \n')),
      { name: 'closed.docx', sha256: null, state: 'failed', reason: 'unopened', detail: { code: 'EACCES' } },
    ]);
    expect(states).toEqual(['done', 'done', 'refused: damaged', 'refused: empty', 'failed: unopened']);
    const { items } = await importFiles(database, system, id, { limit: 10 });
    expect(items.map(({ documents }) => documents.length)).toEqual([1, 2, 0, 0, 0]);
    const documents = await entriesOf('document');
    expect(documents.map(({ owner, visibility }) => [owner, visibility])).toEqual(Array(3).fill(['UN', 'parties']));
    expect(await importSeen(database, system, id)).toMatchObject({
      state: 'done',
      counts: { waiting: 0, done: 2, skipped: 0, refused: 2, failed: 1 },
    });
    for (const { sha256 } of items.slice(0, 4)) expect(await files.has(sha256 ?? '')).toBe(true);
  });

  it('done twice changes nothing', async () => {
    const given = [...(await inEveryLanguage()), ...(await texts('en/decision.txt', 'fr/table.txt'))];
    await imported(given);
    const before = [await tableHashes(database), await verifyRecords(database)];
    const [, states] = await imported(given);
    expect(states).toEqual(given.map(() => 'skipped: imported-before'));
    // Another program reads the files again, and finds the same in them.
    await importTables(database).updateTable('import_file').set({ reader: 'another' }).execute();
    const [, again] = await imported(given);
    expect(again).toEqual(states);
    expect([await tableHashes(database), await verifyRecords(database)]).toEqual(before);
  });

  it('enters signs that are none as the sign that stands for them', async () => {
    const reading = await read(await readFile(join(corpus, 'en/decision.txt')));
    if (reading.kind !== 'read') throw new Error(reading.refusal);
    const json = toJson(reading.publication, reading.findings);
    // A NUL, and half of a sign.
    const odd = json.replaceAll('co-facilitators', 'co-facilitators\\u0000 \\ud800');
    expect(odd).not.toBe(json);
    expect((await imported([await kept('odd.json', Buffer.from(odd))]))[1]).toEqual(['done']);
    const texts = await database.tables.selectFrom('paragraph').select('text').execute();
    expect(texts.map(({ text }) => text).join()).toContain('co-facilitators\ufffd \ufffd');
  });

  it('brings back what was withdrawn', async () => {
    const given = await texts('en/decision.txt');
    await imported(given);
    const [version] = await entriesOf('version');
    await desk.withdraw(system, version?.id ?? '', 1);
    expect((await imported(given))[1]).toEqual(['done']);
    expect((await entriesOf('version')).map(({ withdrawn }) => withdrawn)).toEqual([false]);
  });

  it('makes one document of a work in six languages that are read at once', async () => {
    await imported(await inEveryLanguage(), { ...usualLimits, threads: 4 });
    expect([await entriesOf('document'), await entriesOf('version')].map(({ length }) => length)).toEqual([1, 6]);
    const leading = await database.tables.selectFrom('mandate').select('language').distinct().execute();
    expect(leading).toEqual([{ language: 'en' }]);
    const before = await tableHashes(database);
    await rebuild(database, files);
    expect(await tableHashes(database)).toEqual(before);
  });

  it.each([
    ['hangs', { ...usualLimits, time: 1 }, 'time-limit'],
    ['needs too much memory', { ...usualLimits, memory: 8 }, 'memory-limit'],
  ])('loses only the file over which a thread %s, and tries it again when resumed', async (_, limits, reason) => {
    const given = await texts('en/decision.txt', 'en/table.txt');
    const [id, states] = await imported(given, limits);
    expect(states).toEqual([`failed: ${reason}`, `failed: ${reason}`]);
    await withImporting(async (importing) => {
      await importing.resume(id);
      await importing.run(id);
    });
    expect(await told(id)).toEqual(['done', 'done']);
  });

  it('enters nothing on behalf of somebody who may not', async () => {
    const [viewer, stranger] = [freshId(new Date()), freshId(new Date())];
    await database.tables
      .insertInto('person')
      .values({ id: viewer, name: 'Viewer', email: null, erased: null })
      .execute();
    await database.tables
      .insertInto('membership')
      .values({ person: viewer, party: 'UN', role: 'viewer', bodies: [] })
      .execute();
    const given = await texts('en/decision.txt');
    await withImporting(async (importing) => {
      for (const person of [viewer, stranger]) {
        const id = await importing.begin(person, order(given));
        await importing.run(id);
        expect(await told(id)).toEqual(['failed: forbidden']);
      }
    });
    expect(await entriesOf('document')).toEqual([]);
  });
});

describe('work on an import', () => {
  const many = (): Promise<KeptFile[]> =>
    texts(
      ...languages.flatMap((language) =>
        ['parallel', 'decision', 'table', 'sections'].map((name) => `${language}/${name}.txt`),
      ),
    );

  it('is stopped, and goes on where it stopped', async () => {
    const given = await many();
    await withImporting(async (importing) => {
      const id = await importing.begin(null, order(given));
      let stopping: Promise<void> | undefined;
      await importing.run(id, () => {
        stopping ??= importing.stop(id);
      });
      await stopping;
      const { state, counts } = (await importSeen(database, system, id)) ?? {};
      expect(state).toBe('stopped');
      expect(counts?.waiting).toBeGreaterThan(0);
      expect(counts?.done).toBeGreaterThan(0);
      await importing.resume(id);
      await importing.run(id);
      expect(await told(id)).toEqual(given.map(() => 'done'));
    });
  });

  it('is taken up by the next process where one was ended', async () => {
    const given = await many();
    const first = importingOf(ports);
    const id = await first.begin(null, order(given));
    let closing: Promise<void> | undefined;
    await first.run(id, () => {
      closing ??= first.close();
    });
    await closing;
    expect((await importSeen(database, system, id))?.counts.waiting).toBeGreaterThan(0);
    await withImporting(async (next) => {
      next.start();
      while ((await importSeen(database, system, id))?.state !== 'done') await pause(50);
    });
    expect(await told(id)).toEqual(given.map(() => 'done'));
    expect((await verifyRecords(database)).breaks).toEqual([]);
  });

  it('waits where the database cuts it off, and goes on', async () => {
    const given = await many();
    const events = new Set<unknown>();
    ports = { ...ports, log: ({ event }) => events.add(event) };
    await withImporting(async (importing) => {
      const id = await importing.begin(null, order(given));
      let cut: Promise<unknown> | undefined;
      await importing.run(id, () => {
        cut ??= database.pool.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
      });
      await cut;
      expect(await told(id)).toEqual(given.map(() => 'done'));
    });
    expect([...events]).toEqual(['import.waits']);
    expect((await verifyRecords(database)).breaks).toEqual([]);
  });

  it('is shared by several processes, and nothing is done twice', async () => {
    const given = await many();
    const heard: Heard[] = [];
    await withImporting((one) =>
      withImporting(async (other) => {
        const id = await one.begin(null, order(given));
        await Promise.all([one, other].map((each) => each.run(id, (file) => heard.push(file))));
      }),
    );
    expect(heard.map(({ name }) => name).sort()).toEqual(given.map(({ name }) => name).sort());
    expect(new Set(heard.map(({ result }) => result.state))).toEqual(new Set(['done']));
  });
});

const entriesOf = (register: 'document' | 'version') =>
  database.tables.selectFrom('entry').selectAll().where('register', '=', register).orderBy('id').execute();
