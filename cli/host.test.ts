import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { type Installation, openInstallation } from '../records/installation.ts';
import { superuser } from '../records/postgres.ts';
import { tableHashes } from '../records/rebuild.ts';
import { officeOf } from '../server/main.ts';
import type { Office } from '../server/office.ts';

/** The commands of the host, run as a host runs them, while the installation is in use. */

const root = join(import.meta.dirname, '..');
let folder: string;
let data: string;
let installation: Installation;
let office: Office;
let programme: string;

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `meanwhile` gets a way to interrupt the command as Ctrl-C does. */
function rapport(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  meanwhile: (interrupt: () => void) => Promise<void> = async () => {},
): Promise<Run> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'cli/main.ts'), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      NO_COLOR: '',
      FORCE_COLOR: '',
      RAPPORT_DATA: data,
      DATABASE_URL: '',
      RAPPORT_FILES: '',
      ...env,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  const ended = new Promise<Run>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return Promise.all([ended, meanwhile(() => child.kill('SIGINT'))]).then(([run]) => run);
}

/** SQL as one who may do everything, with the triggers of the log out of the way. */
async function tamper(sql: string): Promise<void> {
  const { host, port } = installation.database.pool.options;
  const admin = new pg.Client({
    ...superuser({ host: String(host), port: Number(port), user: '', database: '' }),
    database: 'rapport',
  });
  await admin.connect();
  await admin.query(`set session_replication_role = replica; ${sql}`);
  await admin.end();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-host-'));
  // Started by root, the database runs as nobody, who must be let through.
  await chmod(folder, 0o755);
  data = join(folder, 'data');
  installation = await openInstallation({ data, environment: {} }, { durable: false });
  office = await officeOf(installation, { baseUrl: 'http://localhost:8080', host: '127.0.0.1', log: () => {} });
  for (const party of ['UN', 'OIC'])
    await office.secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const parties = ['UN', 'OIC'].map((party) => ({ party, as: 'party' }));
  ({ id: programme } = await office.secretariat.open(
    system,
    'programme',
    { names: { en: 'Both' }, parties },
    { owner: 'UN' },
  ));
  const kept = await installation.files.keep(Buffer.from('evidence'));
  const evidence = kept.kind === 'kept' ? [{ file: kept.sha256, name: 'a', mediaType: 'text/plain', bytes: 8 }] : [];
  const update = { about: { entry: programme }, words: 'Held.', on: '2026-11-24', evidence };
  await office.secretariat.open(system, 'update', update, { owner: 'OIC', programme });
});
afterAll(async () => {
  await office.signIn.close();
  await office.bell.close();
  await installation.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  ['records', [], 2],
  ['records verify', ['--key', 'short'], 2],
  ['records verify', ['--bundle', 'nowhere.jsonl'], 6],
  ['records verify', ['--data', 'nowhere'], 6],
  ['records export', ['--after', 'x'], 2],
  ['records export', ['--with-files'], 2],
  ['records export', ['--party', 'LAS'], 6],
  ['backup', ['--out', 'nowhere/x.zip'], 6],
  ['restore', ['nowhere.zip'], 6],
  ['party add', ['UN', 'United Nations'], 6],
  ['user add', ['A', '--role', 'king'], 2],
  ['user add', ['A', '--party', 'LAS', '--role', 'editor'], 6],
  ['user add', ['A', '--party', 'UN', '--role', 'focal-point'], 6],
  ['doctor', ['--data', 'nowhere'], 5],
] as const)('rapport %s %j ends as documented', async (name, args, code) => {
  const run = await rapport([...name.split(' '), ...args]);
  expect(run.code, run.err).toBe(code);
  expect(run.err).not.toMatch(/\n\s+at /);
  if (code === 6) expect(run.err).toMatch(/^rapport: .+/);
});

it('tells what to do where the database cannot be reached', async () => {
  const run = await rapport(['records', 'verify'], { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
  expect(run.code).toBe(6);
  expect(run.err).toContain('start the database, or correct the address');
  expect(run.err).not.toContain('secret');
});

describe('records', () => {
  it('are verified, exported and verified again from the file alone', async () => {
    const [checkpoint, verified] = [await rapport(['records', 'checkpoint']), await rapport(['records', 'verify'])];
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('5 records; the last is 5') });
    await writeFile(join(folder, 'checkpoint.json'), checkpoint.out);
    expect(await rapport(['records', 'verify', '--against', 'checkpoint.json'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('goes on from the checkpoint at record 5'),
    });
    const toFile = await rapport(['records', 'export', '--out', 'records.jsonl']);
    const printed = await rapport(['records', 'export']);
    expect([toFile.code, printed.code, printed.err]).toEqual([0, 0, '']);
    expect(await readFile(join(folder, 'records.jsonl'), 'utf8')).toBe(printed.out);
    const key = installation.key.kid;
    // With no installation in reach.
    const offline = { RAPPORT_DATA: join(folder, 'nowhere') };
    const bundle = await rapport(['records', 'verify', '--bundle', 'records.jsonl', '--key', key], offline);
    expect(bundle).toMatchObject({ code: 0, err: '' });
    const other = await rapport(['records', 'verify', '--bundle', 'records.jsonl', '--key', 'A'.repeat(43)], offline);
    expect(other).toMatchObject({ code: 5, out: expect.stringContaining(`founded with the key ${key}`) });
    await writeFile(join(folder, 'changed.jsonl'), printed.out.replace('Held.', 'Hold.'));
    const changed = await rapport(['records', 'verify', '--bundle', 'changed.jsonl', '--key', key], offline);
    expect(changed.code).toBe(5);
    expect(changed.out).toContain('Record 5 is not what was hashed and signed');
    expect(changed.out).toContain('What to do:');
  });

  it('go with the files that they name', async () => {
    expect((await rapport(['records', 'export', '--party', 'OIC', '--with-files', '--out', 'oic.zip'])).code).toBe(0);
    expect(await rapport(['records', 'verify', '--bundle', 'oic.zip'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('of OIC only'),
    });
  });

  it('that were edited in the database are told in words', async () => {
    await tamper("update record set owner = 'OIC' where seq = 4");
    const run = await rapport(['records', 'verify']);
    await tamper("update record set owner = 'UN' where seq = 4");
    expect(run).toMatchObject({
      code: 5,
      out: expect.stringContaining('Record 4 is listed otherwise than it was signed: owner'),
    });
  });

  it('give the tables again, and tell which rows somebody had edited', async () => {
    const equal = await rapport(['records', 'rebuild', '--check']);
    expect(equal).toMatchObject({ code: 0, out: expect.stringContaining('equal to what stood there before') });
    await tamper(
      `update entry set title = 'Ours' where id = '${programme}'; delete from entry where register = 'update'`,
    );
    const run = await rapport(['records', 'rebuild', '--check']);
    expect(run.code).toBe(5);
    expect(run.out).toContain(`entry programme ${programme} stood otherwise than the log has it`);
    expect(run.out).toMatch(/entry update \S+ was missing/);
    expect((await rapport(['records', 'rebuild', '--check'])).code).toBe(0);
  });
});

describe('a backup', () => {
  it('comes back as an equal installation', async () => {
    await rapport(['user', 'add', 'Ann Example', '--email', 'ann@example.org', '--party', 'UN', '--role', 'editor']);
    await mkdir(join(folder, 'backups'));
    const made = await rapport(['backup', '--out', 'backups']);
    expect(made.code, made.err).toBe(0);
    const [name = ''] = await readdir(join(folder, 'backups'));
    expect(name).toMatch(/^rapport-\d{4}-\d\d-\d\d-\d{6}\.zip$/);
    const file = join('backups', name);
    expect(await rapport(['restore', file, '--check'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('It is whole'),
    });
    const restored = await rapport(['restore', file, '--data', 'restored']);
    expect(restored.code, restored.err).toBe(0);
    expect(restored.out).toContain('byte for byte that of the backup');
    expect((await rapport(['restore', file, '--data', 'restored'])).code).toBe(6);
    const there = { RAPPORT_DATA: join(folder, 'restored') };
    expect((await rapport(['user', 'list'], there)).out).toBe((await rapport(['user', 'list'])).out);
    const other = await openInstallation({ data: join(folder, 'restored'), environment: {} }, { durable: false });
    expect(await tableHashes(other.database)).toEqual(await tableHashes(installation.database));
    await other.close();
    const doctor = await rapport(['doctor', '--all'], there);
    expect(doctor.code, doctor.out).toBe(0);
  });

  it('that is sealed asks for its passphrase', async () => {
    await writeFile(join(folder, 'passphrase'), 'correct horse battery\n');
    await writeFile(join(folder, 'short'), 'short');
    const made = await rapport(['backup', '--out', 'sealed.zip', '--passphrase-file', 'passphrase']);
    expect(made, made.err).toMatchObject({ code: 0, err: expect.stringContaining('sealed') });
    const codes = await Promise.all(
      [
        [],
        ['--passphrase-file', 'short'],
        ['--passphrase-file', 'checkpoint.json'],
        ['--passphrase-file', 'passphrase'],
      ].map(async (options) => (await rapport(['restore', 'sealed.zip', '--check', ...options])).code),
    );
    expect(codes).toEqual([6, 6, 6, 0]);
  });

  it('that is damaged or cut off is told so, and nothing is restored', async () => {
    const whole = await readFile(join(folder, 'sealed.zip'));
    await writeFile(join(folder, 'cut.zip'), whole.subarray(0, whole.length / 2));
    const run = await rapport(['restore', 'cut.zip', '--data', 'never', '--passphrase-file', 'passphrase']);
    expect(run, run.out).toMatchObject({ code: 5, err: expect.stringContaining('cut off') });
    whole[1000] = (whole[1000] ?? 0) ^ 1;
    await writeFile(join(folder, 'damaged.zip'), whole);
    const damaged = await rapport(['restore', 'damaged.zip', '--data', 'never', '--passphrase-file', 'passphrase']);
    expect(damaged).toMatchObject({ code: 5, out: expect.stringContaining('is missing or damaged') });
    expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  const appears = async (name: RegExp): Promise<void> => {
    while (!(await readdir(folder)).some((each) => name.test(each))) await pause(5);
  };

  it('that is interrupted leaves nothing', async () => {
    for (let n = 0; n < 100; n += 1) await installation.files.keep(Buffer.from(`file ${n} `.repeat(100_000)));
    const run = await rapport(['backup', '--out', 'late.zip'], {}, async (interrupt) => {
      await appears(/^late\.zip\.\d+\.part$/);
      interrupt();
    });
    expect(run.code, run.err).toBe(130);
    expect((await readdir(folder)).filter((name) => name.startsWith('late'))).toEqual([]);
  });

  it('whose restoring is interrupted leaves nothing', async () => {
    const file = join('backups', (await readdir(join(folder, 'backups')))[0] ?? '');
    const run = await rapport(['restore', file, '--data', 'halted'], {}, async (interrupt) => {
      await appears(/^halted\.restoring$/);
      interrupt();
    });
    expect(run.code, run.err).toBe(130);
    expect((await readdir(folder)).filter((name) => name.startsWith('halted'))).toEqual([]);
  });
});

describe('people', () => {
  const token = (out: string): string => out.trim().split('#')[1] ?? '';

  it('come in by the link, get another, and are forgotten', async () => {
    const added = await rapport([
      'user',
      'add',
      'Bea Example',
      '--email',
      'bea@example.org',
      '--party',
      'OIC',
      '--role',
      'coordinator',
      '--url',
      'https://r.example.org',
    ]);
    expect(added.out).toMatch(/^https:\/\/r\.example\.org\/sign-in\/invitation#[\w-]{43}\n$/);
    expect((await office.signIn.routes.request(`/invitation/${token(added.out)}`)).status).toBe(200);
    const { id } = await installation.database.tables
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'bea@example.org')
      .executeTakeFirstOrThrow();
    expect(await office.signIn.setPassword(id, 'a long enough passphrase 7')).toBeNull();
    const link = await rapport(['user', 'password-link', 'bea@example.org']);
    expect(link.out).toMatch(/^http:\/\/localhost:8080\/sign-in\/reset#[\w-]{43}\n$/);
    expect((await office.signIn.routes.request(`/reset/${token(link.out)}`)).status).toBe(200);
    expect(
      (await rapport(['user', 'add', 'Bea', '--email', 'BEA@example.org', '--party', 'UN', '--role', 'viewer'])).out,
    ).toBe('');
    expect(
      (
        await rapport([
          'user',
          'role',
          id,
          '--party',
          'OIC',
          '--role',
          'focal-point',
          '--bodies',
          'OIC/SESRIC, OIC/IsDB',
        ])
      ).code,
    ).toBe(0);
    const listed = JSON.parse((await rapport(['user', 'list', '--party', 'OIC', '--json'])).out);
    expect(listed).toMatchObject([
      {
        id,
        name: 'Bea Example',
        memberships: [
          { party: 'OIC', role: 'focal-point', bodies: ['OIC/SESRIC', 'OIC/IsDB'] },
          { party: 'UN', role: 'viewer' },
        ],
      },
    ]);
    expect((await rapport(['user', 'role', id, '--party', 'UN', '--none'])).code).toBe(0);
    expect((await rapport(['user', 'reset-second-factor', id])).code).toBe(0);
    expect((await rapport(['user', 'remove', id])).code).toBe(6);
    expect((await rapport(['user', 'remove', id, '--yes'])).code).toBe(0);
    const rows = await installation.database.pool.query(
      'select name, email, erased is not null as erased, (select count(*)::int from membership m where m.person = p.id) as memberships, (select count(*)::int from sign_in.account a where a.person = p.id) as accounts from person p where id = $1',
      [id],
    );
    expect(rows.rows).toEqual([{ name: '', email: null, erased: true, memberships: 0, accounts: 0 }]);
  });
});

it('parties are opened and listed', async () => {
  const run = await rapport(['party', 'add', 'LAS', 'League of Arab States', 'ar=جامعة الدول العربية']);
  expect(run.code, run.err).toBe(0);
  const { out } = await rapport(['party', 'list']);
  expect(out).toMatch(/^LAS\t.*en=League of Arab States/m);
  expect(out).toMatch(/^LAS\t.*ar=جامعة الدول العربية/m);
});

describe('doctor', () => {
  const looked = async (...args: string[]): Promise<Record<string, string>> => {
    const { out } = await rapport(['doctor', '--json', ...args]);
    return Object.fromEntries(
      (JSON.parse(out) as { part: string; level: string }[]).map(({ part, level }) => [part, level]),
    );
  };

  it.each([
    ['secrets', () => chmod(join(data, 'secret'), 0o644), () => chmod(join(data, 'secret'), 0o600)],
    [
      'access',
      () => tamper('alter table entry disable row level security'),
      () => tamper('alter table entry enable row level security'),
    ],
    [
      'access',
      () => tamper('grant delete on record to rapport_app'),
      () => tamper('revoke delete on record from rapport_app'),
    ],
    [
      'log',
      () => tamper("update record set owner = 'x' where seq = 2"),
      () => tamper("update record set owner = 'UN' where seq = 2"),
    ],
    ['settings', () => writeFile(join(data, 'single-sign-on.json'), '{'), () => rm(join(data, 'single-sign-on.json'))],
  ])('sees what is wrong with %s', async (part, spoil, mend) => {
    await spoil();
    const found = await looked();
    await mend();
    expect(found).toMatchObject({ [part]: 'bad' });
  });

  it('finds all in order, and shows no secret', async () => {
    const run = await rapport(['doctor', '--all']);
    expect(run.code, run.out).toBe(0);
    expect(run.out).not.toMatch(/^bad/m);
    const secrets = [
      await readFile(join(data, 'secret'), 'utf8'),
      ...(await readFile(join(data, 'keys', `${installation.key.kid}.pem`), 'utf8')).split('\n').slice(1, -2),
    ];
    for (const secret of secrets) expect(run.out).not.toContain(secret);
  });

  it('reads the files', async () => {
    const [first = ''] = (
      await installation.database.tables.selectFrom('record').select('envelope').where('seq', '=', 5).execute()
    ).map(({ envelope }) => /"file":"(\w+)"/.exec(envelope)?.[1] ?? '');
    const path = join(data, 'files', first.slice(0, 2), first.slice(2, 4), first);
    const bytes = await readFile(path);
    await writeFile(path, 'other');
    expect(await looked()).toMatchObject({ files: 'bad' });
    await writeFile(path, bytes);
    expect(await looked('--all')).toMatchObject({ files: 'good' });
  });

  it('knocks at the mail server and at the address', async () => {
    const run = await rapport(['doctor', '--json', '--url', 'http://127.0.0.1:1'], {
      RAPPORT_SMTP_URL: 'smtp://user:hidden@127.0.0.1:1',
      RAPPORT_MAIL_FROM: 'desk@example.org',
    });
    expect(run.out).not.toContain('hidden');
    expect(JSON.parse(run.out)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ part: 'mail', level: 'bad' }),
        expect.objectContaining({ part: 'address', level: 'bad' }),
      ]),
    );
  });
});

it('a new key signs from the next start on', async () => {
  const run = await rapport(['records', 'rotate-key']);
  expect(run.out).toMatch(/^[\w-]{43}\n$/);
  const verified = await rapport(['records', 'verify']);
  expect(verified).toMatchObject({ code: 0, out: expect.stringContaining(run.out.trim()) });
});
