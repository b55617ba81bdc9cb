import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { secretariatOf } from '../programme/secretariat.ts';
import { migrate as migrateSignIn } from '../server/signIn/migrate.ts';
import { auditRecords } from './audit.ts';
import { type BackupOptions, writeBackup } from './backup.ts';
import { type Backup, type BackupReport, checkBackup, type Opening, openBackup } from './backupCheck.ts';
import { fileName, type Manifest } from './backupForm.ts';
import { gathered } from './contents.ts';
import { type Database, openDatabase } from './database.ts';
import { freshId, idOf } from './ids.ts';
import { openInstallation, type Place } from './installation.ts';
import { migrate } from './migrate.ts';
import { tableHashes } from './rebuild.ts';
import { recordsOf } from './records.ts';
import { type Refusal, restoreBackup } from './restore.ts';
import type { TestDatabase } from './testDatabase.ts';
import { bareDatabase, type TestInstance, testInstance, urlOf } from './testInstance.ts';
import { zipWriter } from './zip.ts';
import { type Archive, BrokenArchive, readArchive } from './zipReading.ts';

const person = '018f0000-0000-7000-8000-000000000001';

let made: TestInstance;
let folder: string;
let plain: string;
let sealed: string;
let file: string;

const clock = { now: () => new Date('2026-11-24T10:00:00Z') };
const write = (path: string, options: Partial<BackupOptions> = {}): Promise<Manifest> =>
  writeBackup(
    path,
    { database: made.database, files: made.files, data: made.data, clock },
    { program: '1.2.3', ...options },
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-backup-'));
  // Started by root, a restored database runs as nobody, who must be let through.
  await chmod(folder, 0o755);
  made = await testInstance();
  await migrateSignIn(made.database.pool);
  const { pool } = made.database;
  await pool.query(
    "insert into person (id, name, email, administrator) values ($1, 'Ann Example', 'ann@example.org', true)",
    [person],
  );
  await pool.query(
    "insert into membership (person, party, role, bodies) values ($1, 'UN', 'focal-point', '{UN/OCHA}')",
    [person],
  );
  await pool.query('insert into sign_in.account (person, password, totp, totp_step) values ($1, $2, $3, 7)', [
    person,
    'hashed\tpassword\\n',
    Buffer.from([0, 255, 92]),
  ]);
  await writeFile(join(made.data, 'single-sign-on.json'), '[]', { mode: 0o600 });
  await writeFile(join(made.data, 'notes.txt'), 'Not of the program.');
  const kept = await made.files.keep(Buffer.from('evidence '.repeat(1000)));
  if (kept.kind !== 'kept') throw new Error('The file was not kept.');
  file = kept.sha256;
  const evidence = [{ file, name: 'Evidence', mediaType: 'text/plain', bytes: kept.bytes }];
  const update = { about: { entry: made.programme }, words: 'Held.', on: '2026-11-24', evidence };
  await made.desk.open(system, 'update', update, { owner: 'UN' });
  plain = join(folder, 'plain.zip');
  sealed = join(folder, 'sealed.zip');
  await write(plain);
  await write(sealed, { passphrase: 'correct horse battery' });
});
afterAll(async () => {
  await made.close();
  await rm(folder, { recursive: true, force: true });
});

async function handled<T>(path: string, use: (archive: Archive) => Promise<T>): Promise<T> {
  const handle = await open(path);
  try {
    return await use(await readArchive(handle));
  } finally {
    await handle.close();
  }
}

const opening = <T>(path: string, passphrase: string | undefined, use: (opening: Opening) => Promise<T>): Promise<T> =>
  handled(path, async (archive) => use(await openBackup(archive, passphrase)));

const using = <T>(path: string, use: (backup: Backup) => Promise<T>, passphrase?: string): Promise<T> =>
  opening(path, passphrase, (found) => {
    if (found.kind !== 'opened') throw new Error(found.kind);
    return use(found.backup);
  });

const check = (path: string, passphrase?: string): Promise<BackupReport> =>
  using(path, (backup) => checkBackup(backup, { pinned: made.key.kid }), passphrase);

const prepare = async ({ tables, pool }: Database): Promise<void> => {
  await migrate(tables);
  await migrateSignIn(pool);
};

const restore = (
  path: string,
  place: Place,
  options: Partial<Parameters<typeof restoreBackup>[2]> = {},
): Promise<Refusal | null> =>
  using(path, (backup) => restoreBackup(backup, place, { prepare, durable: false, ...options }));

const at = (data: string, bare?: TestDatabase): Place => ({
  data,
  environment: {},
  ...(bare && { databaseUrl: urlOf(bare) }),
});

describe('a backup', () => {
  it('is whole, with all tables, files and secrets of the installation', async () => {
    expect((await stat(plain)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    await using(plain, async ({ manifest, names }) => {
      expect(manifest.tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual(
        expect.arrayContaining([
          'public.record',
          'public.person',
          'sign_in.account',
          'sign_in.step',
          'public.migration',
        ]),
      );
      const secrets = ['keys/in-use', `keys/${made.key.kid}.pem`, 'secret', 'single-sign-on.json'];
      expect(manifest.secrets.map(({ name }) => name).sort()).toEqual(secrets.sort());
      expect(manifest.files).toMatchObject({ count: 1, bytes: 9000, lacking: [] });
      expect(names).toContain(fileName(file));
      expect(manifest).toMatchObject({ program: '1.2.3', instance: made.instance, lock: null });
    });
    expect(await check(plain)).toMatchObject({ faults: [], head: { seq: 10 }, keys: [made.key.kid] });
  });

  it('of the same state has the same content', async () => {
    const again = join(folder, 'again.zip');
    await write(again);
    expect(await readFile(again)).toEqual(await readFile(plain));
  });

  it('with a passphrase shows nothing of what is in it', async () => {
    const closed = await readFile(sealed);
    const pem = await readFile(join(made.data, 'keys', `${made.key.kid}.pem`));
    for (const secret of [pem.subarray(40, 80), Buffer.from('Ann Example'), Buffer.from('c2VjcmV0')]) {
      // Packed, they would not be found in the clear either: so each entry is unpacked and looked through.
      expect(closed.includes(secret)).toBe(false);
      const entries = await handled(sealed, async (archive) =>
        Promise.all(
          archive.names.filter((name) => name !== 'manifest.json').map((name) => gathered(archive.read(name))),
        ),
      );
      expect(entries.some((entry) => entry.includes(secret))).toBe(false);
    }
    expect(await opening(sealed, undefined, async ({ kind }) => kind)).toBe('passphrase-needed');
    expect(await opening(sealed, 'correct horse batterie', async ({ kind }) => kind)).toBe('wrong-passphrase');
    expect((await check(sealed, 'correct horse battery')).faults).toEqual([]);
  });

  it('that is broken off leaves nothing', async () => {
    const stopping = new AbortController();
    const path = join(folder, 'stopped.zip');
    const progress = (done: number): void => {
      if (done === 5) stopping.abort();
    };
    await expect(write(path, { signal: stopping.signal, progress })).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);
    expect((await made.database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('made while others write is of one moment', async () => {
    const path = join(folder, 'busy.zip');
    let writing = true;
    let written = 0;
    const writer = (async () => {
      while (writing) {
        await made.desk.open(
          system,
          'activity',
          { title: `Meanwhile ${written}` },
          { owner: 'UN', programme: made.programme },
        );
        written += 1;
      }
    })();
    const manifest = await write(path);
    writing = false;
    await writer;
    expect(written).toBeGreaterThan(0);
    const report = await check(path);
    expect(report.faults).toEqual([]);
    expect(report.head).toEqual(manifest.head);
    const bare = await bareDatabase();
    const data = join(folder, 'busy');
    expect(await restore(path, at(data, bare))).toBeNull();
    const database = openDatabase({ connectionString: urlOf(bare) });
    const entries = await database.tables
      .selectFrom('entry')
      .select((on) => on.fn.countAll<number>().as('n'))
      .executeTakeFirst();
    const changes = await database.tables
      .selectFrom('record')
      .select((on) => on.fn.countAll<number>().as('n'))
      .where('register', 'is not', null)
      .executeTakeFirst();
    expect(Number(entries?.n)).toBe(Number(changes?.n));
    expect((await auditRecords(database)).faults).toEqual([]);
    await database.close();
    await bare.drop();
  });

  it('tells of files that are missing or damaged, and is whole without them', async () => {
    const own = await testInstance(1);
    const [gone, spoilt] = await Promise.all(
      ['gone', 'spoilt'].map(async (words) => {
        const kept = await own.files.keep(Buffer.from(words));
        return kept.kind === 'kept' ? kept.sha256 : '';
      }),
    );
    const evidence = [gone, spoilt].map((sha256) => ({ file: sha256, name: 'x', mediaType: 'text/plain', bytes: 4 }));
    await own.desk.open(
      system,
      'update',
      { about: { entry: own.programme }, words: '', on: '2026-11-24', evidence },
      { owner: 'UN' },
    );
    await own.files.erase(gone ?? '');
    const [a = '', b = ''] = [spoilt?.slice(0, 2), spoilt?.slice(2, 4)];
    await writeFile(join(own.data, 'files', a, b, spoilt ?? ''), 'other');
    const path = join(folder, 'lacking.zip');
    const manifest = await writeBackup(
      path,
      { database: own.database, files: own.files, data: own.data, clock },
      { program: '1' },
    );
    expect(manifest.files).toMatchObject({ count: 0, lacking: [gone, spoilt].sort() });
    expect((await using(path, checkBackup)).faults).toEqual([]);
    await own.close();
  });
});

describe('a backup that is not as it was written', () => {
  it('wherever it was cut off, is told so', () =>
    fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), async (share) => {
        const whole = await readFile(plain);
        const path = join(folder, 'cut.zip');
        await writeFile(path, whole.subarray(0, Math.floor(whole.length * share)));
        await expect(using(path, checkBackup)).rejects.toThrow(BrokenArchive);
      }),
      { numRuns: 20 },
    ));

  it.each([
    ['in the clear', () => plain, undefined],
    ['sealed', () => sealed, 'correct horse battery'],
  ] as const)('at any byte, is told so, or holds the same: %s', async (_, source, passphrase) => {
    const whole = await readFile(source());
    const contents = (backup: Backup): Promise<string[]> =>
      Promise.all(backup.names.toSorted().map(async (name) => (await gathered(backup.read(name))).toString('latin1')));
    const expected = await using(source(), contents, passphrase);
    const path = join(folder, 'flipped.zip');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (place, bits) => {
        const changed = Buffer.from(whole);
        changed[place] = (changed[place] ?? 0) ^ bits;
        await writeFile(path, changed);
        const found = await opening(path, passphrase, async (given) => {
          if (given.kind !== 'opened') return null;
          const { faults } = await checkBackup(given.backup);
          return faults.length > 0 ? null : contents(given.backup);
        }).catch((error) => {
          if (error instanceof BrokenArchive || error instanceof RangeError) return null;
          throw error;
        });
        if (found !== null) expect(found).toEqual(expected);
      }),
      { numRuns: passphrase === undefined ? 60 : 8 },
    );
  });

  it.each([
    ['a file is taken out', (name: string) => name !== fileName(file), null, ['files', 'entry']],
    ['a table is taken out', (name: string) => name !== 'tables/public.person.copy', null, ['entry']],
    ['something is put in', () => true, 'keys/../../etc/passwd', ['surplus']],
    ['a file is put in', () => true, fileName('e'.repeat(64)), ['entry', 'files']],
  ] as const)('where %s, is told so', async (_, keeps, added, expected) => {
    const path = join(folder, 'altered.zip');
    const [from, to] = [await open(plain), await open(path, 'w')];
    const archive = await readArchive(from);
    const zip = zipWriter(to);
    for (const name of archive.names.filter((each) => keeps(each))) await zip.add(name, archive.read(name));
    if (added !== null) await zip.add(added, Buffer.from('x'));
    await zip.finish();
    await Promise.all([from.close(), to.close()]);
    const kinds = new Set((await check(path)).faults.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(expected.toSorted());
  });

  it('of another instance is no backup of this one', async () => {
    const other = await testInstance(0);
    const path = join(folder, 'other.zip');
    await writeBackup(
      path,
      { database: other.database, files: other.files, data: other.data, clock },
      { program: '1' },
    );
    expect((await check(path)).faults).toEqual([{ kind: 'stranger', key: other.key.kid }]);
    await other.close();
  });
});

describe('restoring', () => {
  it('gives an equal instance with an embedded database, which goes on working', async () => {
    const data = join(folder, 'embedded');
    expect(await restore(plain, at(data))).toBeNull();
    const installation = await openInstallation(at(data), { durable: false });
    try {
      const { database, key, files, secret } = installation;
      expect([key.kid, installation.instance, installation.migrated]).toEqual([made.key.kid, made.instance, []]);
      expect(Buffer.from(secret).toString('base64url')).toBe('c2VjcmV0');
      expect(await readdir(data)).toEqual(['database', 'files', 'keys', 'secret', 'single-sign-on.json']);
      expect((await stat(join(data, 'keys', 'in-use'))).mode & 0o077).toBe(0);
      const { rows } = await database.pool.query(
        'select p.name, p.email, a.password, a.totp, m.bodies from person p join sign_in.account a on a.person = p.id join membership m on m.person = p.id',
      );
      expect(rows).toEqual([
        {
          name: 'Ann Example',
          email: 'ann@example.org',
          password: 'hashed\tpassword\\n',
          totp: Buffer.from([0, 255, 92]),
          bodies: ['UN/OCHA'],
        },
      ]);
      expect((await files.read(file))?.length).toBe(9000);
      const desk = secretariatOf({
        records: recordsOf(installation),
        clock: installation.clock,
        freshId: () => freshId(new Date()),
        idOf,
      });
      await desk.open(system, 'activity', { title: 'Afterwards' }, { owner: 'UN', programme: made.programme });
      expect(await auditRecords(database, { inUse: key.kid })).toMatchObject({ records: 11, faults: [] });
      await expect(database.pool.query('delete from record')).rejects.toThrow('append-only');
      // And back onto an external one.
      const path = join(folder, 'embedded.zip');
      await writeBackup(path, { database, files, data, clock }, { program: '1' });
      const bare = await bareDatabase();
      expect(await restore(path, at(join(folder, 'external'), bare))).toBeNull();
      const other = openDatabase({ connectionString: urlOf(bare) });
      expect(await tableHashes(other)).toEqual(await tableHashes(database));
      await other.close();
      await bare.drop();
    } finally {
      await installation.close();
    }
  });

  it('refuses a folder that holds something', async () => {
    const data = join(folder, 'full');
    await mkdir(data);
    await writeFile(join(data, 'a'), '');
    expect(await restore(plain, at(data))).toEqual({ kind: 'occupied-folder', names: ['a'] });
    expect(await readdir(data)).toEqual(['a']);
  });

  it('refuses where another restore left its folder', async () => {
    const data = join(folder, 'begun');
    await mkdir(data);
    await mkdir(`${data}.restoring`);
    expect(await restore(plain, at(data))).toEqual({ kind: 'under-way', folder: `${data}.restoring` });
    expect(await readdir(data)).toEqual([]);
  });

  it.each([
    [
      'an installation',
      async (database: Database) => {
        await prepare(database);
        await database.pool.query('insert into instance (id, founded) values (gen_random_uuid(), now())');
      },
      ['public.instance'],
    ],
    [
      'something else',
      async (database: Database) => void (await database.pool.query('create table accounts (id integer)')),
      ['public.accounts'],
    ],
  ])('refuses a database that holds %s', async (_, fill, tables) => {
    const bare = await bareDatabase();
    const database = openDatabase(bare.connection);
    await fill(database);
    expect(await restore(plain, at(join(folder, 'no'), bare))).toEqual({ kind: 'occupied-database', tables });
    expect(await readdir(folder)).not.toContain('no');
    await database.close();
    await bare.drop();
  });

  it('refuses tables of another version of the program', async () => {
    const bare = await bareDatabase();
    const newer = async (database: Database): Promise<void> => {
      await prepare(database);
      await database.pool.query('alter table person add column telephone text');
    };
    expect(await restore(plain, at(join(folder, 'newer'), bare), { prepare: newer })).toEqual({
      kind: 'other-tables',
      tables: ['public.person'],
    });
    await bare.drop();
  });

  it.each([
    ['when a table is half filled', (stop: () => void) => ({ step: (done: number) => void (done === 12 && stop()) })],
    [
      'when the tables cannot be made',
      () => ({ prepare: () => Promise.reject(new Error('No right to make tables.')) }),
    ],
  ])('leaves nothing behind %s, and can be done again', async (_, breaking) => {
    const bare = await bareDatabase();
    const data = join(folder, 'broken');
    await mkdir(data);
    const stopping = new AbortController();
    const options = { signal: stopping.signal, ...breaking(() => stopping.abort()) };
    await expect(restore(plain, at(data, bare), options)).rejects.toThrow();
    expect(await readdir(data)).toEqual([]);
    expect(await readdir(folder)).not.toContain('broken.restoring');
    expect(await restore(plain, at(data, bare))).toBeNull();
    const database = openDatabase(bare.connection);
    expect((await auditRecords(database)).faults).toEqual([]);
    await database.close();
    await bare.drop();
    await rm(data, { recursive: true });
  });
});
