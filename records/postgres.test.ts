import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, type Connection, startCluster, superuser } from './postgres.ts';
import { installedPrograms } from './postgresPrograms.ts';
import { alive, readPostmaster } from './postmaster.ts';

const root = process.getuid?.() === 0;

/** Holds a database that was created once, at rest: `atRest` copies it. */
let origin: string;
let place: string;
let folder: string;
const clusters: Cluster[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  origin = await mkdtemp(join(tmpdir(), 'rapport-postgres-'));
  await chmod(origin, 0o755);
  await (await startCluster(join(origin, 'database'))).stop();
});

afterAll(() => rm(origin, { recursive: true }));

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'rapport-postgres-'));
  await chmod(place, 0o755);
  folder = join(place, 'database');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const cluster of clusters.splice(0)) await cluster.stop();
  await rm(place, { recursive: true, force: true });
});

/** As an archive would bring it back, owners and all. */
const atRest = (at = folder): Buffer => execFileSync('cp', ['-a', join(origin, 'database'), at]);

async function start(at = folder): Promise<Cluster> {
  const cluster = await startCluster(at);
  clusters.push(cluster);
  return cluster;
}

async function rows<Row extends object>(connection: Connection, text: string): Promise<Row[]> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = async (at = folder): Promise<number> => (await readPostmaster(join(at, 'data')))?.pid ?? 0;
const runs = async (at = folder): Promise<boolean> => (await pidOf(at)) > 0 && alive(await pidOf(at));

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done().catch(() => false))) await new Promise((settle) => setTimeout(settle, 20));
}

interface Program {
  readonly child: ChildProcess;
  readonly next: () => Promise<string>;
}

/** Another process: starts the cluster, tells how, runs `then`, and stops when it is told to. */
function program(then = '', account: { uid?: number; gid?: number } = {}, at = folder): Program {
  const source = `
    import pg from ${JSON.stringify(import.meta.resolve('pg'))};
    import { startCluster } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)};
    const cluster = await startCluster(${JSON.stringify(at)});
    console.log(cluster.started);
    process.stdin.once('data', async () => {
      await cluster.stop();
      console.log('stopped');
      process.exit();
    });
    ${then}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...account,
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => (await lines.next()).value ?? 'ended' };
}

async function stopped({ child, next }: Program): Promise<void> {
  child.stdin?.write('stop\n');
  expect(await next()).toBe('stopped');
  await once(child, 'exit');
}

describe('starting', () => {
  it('creates the database, and finds it again', async () => {
    const first = await start();
    expect(first.started).toBe('initialised');
    await rows(first.connection, 'create table kept as select 42 as answer');
    await first.stop();
    expect(await runs()).toBe(false);

    const second = await start();
    expect(second.started).toBe('started');
    expect(await rows(second.connection, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect((await readdir(folder)).sort()).toEqual(['data', 'log', 'socket']);
  });

  it('gives a role that owns the database and is no superuser', async () => {
    atRest();
    const { connection } = await start();
    expect(
      await rows(
        connection,
        `select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty
         from pg_roles where rolname like 'rapport%' order by 1`,
      ),
    ).toEqual([
      { rolname: 'rapport', rolcanlogin: true, mighty: false },
      { rolname: 'rapport_app', rolcanlogin: false, mighty: false },
    ]);
    expect(await rows(connection, "select set_config('role', 'rapport_app', false) as role")).toEqual([
      { role: 'rapport_app' },
    ]);
    await expect(rows({ ...connection, user: 'rapport_app' }, 'select 1')).rejects.toThrow('not permitted to log in');
    await expect(rows(connection, 'create role other')).rejects.toThrow('permission denied');
    await expect(rows(connection, "select pg_read_file('/etc/passwd')")).rejects.toThrow('permission denied');
  });

  it('is set up the same everywhere', async () => {
    atRest();
    const { connection } = await start();
    for (const [question, answer] of [
      [
        "pg_encoding_to_char(encoding) as code, datlocprovider as rules from pg_database where datname = 'rapport'",
        { code: 'UTF8', rules: 'b' },
      ],
      ["count(*)::int as n from pg_extension where extname in ('pg_trgm', 'unaccent', 'citext')", { n: 3 }],
      ["lower('ÉÀ') as folded, unaccent('é') as plain", { folded: 'éà', plain: 'e' }],
      [
        "show_trgm('التقارير') <> '{}' as arabic, show_trgm('报告') <> '{}' as chinese",
        { arabic: true, chinese: true },
      ],
      [
        "current_setting('fsync') as disk, current_setting('synchronous_commit') as commit",
        { disk: 'on', commit: 'on' },
      ],
      ["current_setting('data_checksums') as sums, current_setting('jit') as jit", { sums: 'on', jit: 'off' }],
      ["current_setting('timezone') as zone, current_setting('listen_addresses') as net", { zone: 'UTC', net: '' }],
    ] as const)
      expect(await rows(connection, `select ${question}`)).toEqual([answer]);
  });

  it('runs under an account that is not root, in folders that nobody else may enter', async () => {
    const { connection } = await start();
    const entries = await Promise.all(['data', 'log', 'socket'].map((name) => stat(join(folder, name))));
    expect(entries.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(1);
    expect(entries[0]?.uid).not.toBe(0);
    expect(connection.host).toBe(join(folder, 'socket'));
  });

  it('takes the owner of the folder for its account where it is started as root', async () => {
    await mkdir(folder, { mode: 0o700 });
    if (root) await chown(folder, 12345, 12345);
    await start().catch((error: Error) => expect(error.message).toMatch(/user ID 12345/));
    expect((await stat(join(folder, 'log'))).uid).toBe(root ? 12345 : process.getuid?.());
  });

  it('runs for an ordinary user', async () => {
    await mkdir(folder);
    if (root) await chown(folder, 65534, 65534);
    const ordinary = program('', root ? { uid: 65534, gid: 65534 } : {});
    expect(await ordinary.next()).toBe('initialised');
    await stopped(ordinary);
    expect(await runs()).toBe(false);
  });

  it('puts the socket elsewhere where the path is too long for one', async () => {
    folder = join(place, 'long/'.repeat(30), 'database');
    const { connection } = await start();
    try {
      expect(connection.host.length).toBeLessThan(90);
      expect((await stat(connection.host)).mode & 0o777).toBe(0o700);
      expect(await rows(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
      const other = program();
      expect(await other.next()).toBe('attached');
      await stopped(other);
    } finally {
      await clusters.pop()?.stop();
      await rm(connection.host, { recursive: true });
    }
  });
});

describe('what the host is told', () => {
  it.each([
    ['another system', () => installedPrograms('sunos'), /No PostgreSQL for sunos-.* Set DATABASE_URL/],
    [
      'a folder with other things',
      async () => {
        await mkdir(folder);
        await writeFile(join(folder, 'letter.docx'), '');
        await startCluster(folder);
      },
      /holds something else \(letter\.docx\)/,
    ],
    [
      'data of another version',
      async () => {
        atRest();
        await writeFile(join(folder, 'data', 'PG_VERSION'), '9\n');
        await startCluster(folder);
      },
      /Another version of the program wrote this data/,
    ],
    [
      "settings that PostgreSQL can't read",
      async () => {
        atRest();
        await writeFile(join(folder, 'data', 'postgresql.conf'), 'max_connections = many\n');
        await startCluster(folder);
      },
      /PostgreSQL ended with 1\..*max_connections/s,
    ],
    [
      'a folder open to others',
      async () => {
        atRest();
        await chmod(join(folder, 'socket'), 0o777);
        await startCluster(folder);
      },
      /Others may enter .*socket/,
    ],
  ])('%s', async (_, act, words) => {
    await expect(act()).rejects.toThrow(words);
    expect(await runs()).toBe(false);
  });

  it('a folder on a way that is closed to the account: refused as root, no matter for its owner', async () => {
    await chmod(place, 0o700);
    const told = await start().then(
      ({ started }) => started,
      ({ message }: Error) => message,
    );
    if (root) expect(told).toContain(`may not enter ${place} on the way to`);
    else expect(told).toBe('initialised');
  });
});

describe('several processes', () => {
  it('one creates it, all use the same', async () => {
    const programs = [program(), program(), program()];
    const started = await Promise.all(programs.map(({ next }) => next()));
    expect(started.filter((how) => how === 'initialised')).toHaveLength(1);
    const server = await pidOf();
    expect((await readdir(folder)).filter((name) => name.startsWith('new-'))).toEqual([]);
    await Promise.all(programs.slice(1).map(stopped));
    expect(await pidOf()).toBe(server);
    await stopped(programs[0] as Program);
    expect(await runs()).toBe(false);
  });

  it('one starts it from rest, all use the same', async () => {
    atRest();
    const programs = [program(), program(), program(), program()];
    const started = await Promise.all(programs.map(({ next }) => next()));
    expect(started.filter((how) => how === 'started')).toHaveLength(1);
    await Promise.all(programs.map(stopped));
    expect(await runs()).toBe(false);
  });

  it('one that only attached does not stop it for the others', async () => {
    atRest();
    const { connection } = await start();
    const guest = program();
    expect(await guest.next()).toBe('attached');
    await stopped(guest);
    expect(await rows(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('the last one stops it, whoever started it', async () => {
    atRest();
    const host = program();
    expect(await host.next()).toBe('started');
    const guest = await start();
    await stopped(host);
    expect(await rows(guest.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await guest.stop();
    expect(await runs()).toBe(false);
  });

  it('holds on when the session that holds is cut', async () => {
    atRest();
    const { connection } = await start();
    const holders = "from pg_stat_activity where application_name = 'rapport: holds the database'";
    const [before] = await rows<{ pid: number }>(
      superuser(connection),
      `select pid, pg_terminate_backend(pid) ${holders}`,
    );
    await until(async () => {
      const [now] = await rows<{ pid: number }>(superuser(connection), `select pid ${holders}`);
      return now !== undefined && now.pid !== before?.pid;
    });
    const guest = program();
    expect(await guest.next()).toBe('attached');
    await stopped(guest);
    expect(await runs()).toBe(true);
  });
});

describe('after a kill', () => {
  it('of the program: the next start takes over what runs, and stops it', async () => {
    atRest();
    const killed = program();
    await killed.next();
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const server = await pidOf();
    expect(alive(server)).toBe(true);

    const next = await start();
    expect(next.started).toBe('attached');
    expect(await pidOf()).toBe(server);
    await next.stop();
    expect(await runs()).toBe(false);
  });

  it('of PostgreSQL: it is started again under those who use it', async () => {
    atRest();
    const { connection } = await start();
    const server = await pidOf();
    await rows(connection, 'create table kept as select 1 as one');
    process.kill(server, 'SIGKILL');
    await until(async () => (await rows(connection, 'select one from kept')).length === 1);
    expect(await pidOf()).not.toBe(server);
  });

  it('of PostgreSQL, while a child of it lingers: waits until its memory is free', async () => {
    atRest();
    const steps: string[] = [];
    const cluster = await startCluster(folder, { progress: (step) => steps.push(step) });
    clusters.push(cluster);
    const client = new pg.Client(cluster.connection);
    client.on('error', () => {});
    await client.connect();
    const { rows: found } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const lingering = found[0]?.pid ?? Number.NaN;
    process.kill(lingering, 'SIGSTOP');
    process.kill(await pidOf(), 'SIGKILL');
    await until(async () => steps.includes('waiting for what is left of a database that was killed'));
    process.kill(lingering, 'SIGCONT');
    await until(async () => (await rows(cluster.connection, 'select 1')).length === 1);
    await client.end();
  });

  it('of both during writes: every acknowledged row is there', async () => {
    atRest();
    const writer = program(`
      const write = async (writer) => {
        const client = new pg.Client(cluster.connection);
        client.on('error', () => {});
        await client.connect();
        for (let n = 0; ; n += 1) {
          await client.query('insert into kept values ($1, $2)', [writer, n]);
          console.log(writer + ':' + n);
        }
      };
      const client = new pg.Client(cluster.connection);
      await client.connect();
      await client.query('create table kept (writer int, n int)');
      await client.end();
      for (const writer of [1, 2, 3, 4]) write(writer).catch(() => {});`);
    await writer.next();
    const acknowledged: string[] = [];
    while (acknowledged.length < 500) acknowledged.push(await writer.next());
    process.kill(await pidOf(), 'SIGKILL');
    writer.child.kill('SIGKILL');
    for (let line = await writer.next(); line !== 'ended'; line = await writer.next()) acknowledged.push(line);

    const { started, connection } = await start();
    expect(started).toBe('started');
    const found = await rows<{ row: string }>(connection, "select writer || ':' || n as row from kept");
    const there = new Set(found.map(({ row }) => row));
    expect(acknowledged.filter((row) => /^\d:\d+$/.test(row) && !there.has(row))).toEqual([]);
    expect(there.size).toBeGreaterThanOrEqual(500);
  });

  it.each([
    ['of a process that is none of PostgreSQL', async () => process.pid],
    ['of no process', async () => 4_194_304],
    [
      'of the PostgreSQL of another folder',
      async () => {
        atRest(join(place, 'other'));
        await start(join(place, 'other'));
        return pidOf(join(place, 'other'));
      },
    ],
  ])('what was left in postmaster.pid, %s, is removed', async (_, otherPid) => {
    atRest();
    const first = await start();
    const file = join(folder, 'data', 'postmaster.pid');
    const left = await readFile(file, 'utf8');
    await first.stop();
    await writeFile(file, left.replace(/^\d+/, String(await otherPid())));
    const { started, connection } = await start();
    expect(started).toBe('started');
    expect(await rows(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('of a first start: it begins anew, and what was half done is gone', async () => {
    const killed = program();
    await until(async () => (await readdir(folder)).some((name) => name.startsWith('new-')));
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    expect((await start()).started).toBe('initialised');
    expect((await readdir(folder)).sort()).toEqual(['data', 'log', 'socket']);
  });
});
