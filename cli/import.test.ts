import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { secretariatOf } from '../programme/secretariat.ts';
import { freshId, idOf } from '../records/ids.ts';
import { type Installation, openInstallation } from '../records/installation.ts';
import { tableHashes, verifyRecords } from '../records/rebuild.ts';
import { recordsOf } from '../records/records.ts';
import { importFiles, importsSeen, type ListedImport } from '../server/importLists.ts';

const root = join(import.meta.dirname, '..');
const corpus = join(root, 'corpus');
/** The whole corpus, several times over. */
const patience = 300_000;

let folder: string;
let data: string;
let installation: Installation;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-import-'));
  data = join(folder, 'data');
  // PostgreSQL may run as another user, who must get through.
  await chmod(folder, 0o755);
  installation = await openInstallation({ data, environment: {} }, { durable: false });
  const { clock } = installation;
  const desk = secretariatOf({ records: recordsOf(installation), clock, freshId: () => freshId(clock.now()), idOf });
  for (const party of ['UN', 'OIC'])
    await desk.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const parties = [
    { party: 'UN', as: 'party' },
    { party: 'OIC', as: 'party' },
  ];
  await desk.open(system, 'programme', { names: { en: 'UN and OIC' }, parties }, { owner: 'UN' });
});
afterAll(async () => {
  await installation.close();
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const started = (...args: readonly string[]): ChildProcess =>
  spawn(join(root, 'rapport'), ['import', '--data', data, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', DATABASE_URL: '', RAPPORT_FILES: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function ended(child: ChildProcess): Promise<Run> {
  const [out, err] = [[], []] as [Buffer[], Buffer[]];
  child.stdout?.on('data', (chunk) => out.push(chunk));
  child.stderr?.on('data', (chunk) => err.push(chunk));
  await once(child, 'close');
  return { code: child.exitCode, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

const rapportImport = (...args: readonly string[]): Promise<Run> => ended(started(...args));

const imports = async (): Promise<readonly ListedImport[]> =>
  (await importsSeen(installation.database, system, { limit: 100 })).items;

/** Waits until the newest import has entered so many files. */
async function entered(count: number, child: ChildProcess): Promise<void> {
  const before = (await imports()).length;
  for (;;) {
    const [newest] = await imports();
    if (newest !== undefined && newest.counts.done >= count) return;
    if (child.exitCode !== null) expect.fail(`It ended too early: ${JSON.stringify([before, newest])}`);
    await pause(20);
  }
}

describe('rapport import', () => {
  it('enters files on behalf of a party, and reports on each', async () => {
    await mkdir(join(folder, 'in'));
    await writeFile(join(folder, 'in/decision.txt'), await readFile(join(corpus, 'en/decision.txt')));
    await writeFile(join(folder, 'in/scan.pdf'), '%PDF-1.7 broken');
    const place = ['--owner', 'UN', '--programme', 'un and oic', '--visibility', 'public'];
    const run = await rapportImport('in', 'nowhere.txt', ...place, '--report', 'report.csv');
    expect([run.code, run.err]).toEqual([1, expect.stringContaining('nowhere.txt: there is no such file or folder')]);
    expect(run.out).toMatch(/^2 files, 1 documents, [\d.]+ s:\n +1 entered\n +1 cannot be read\n/);
    expect(run.out).toContain('in/scan.pdf: the file is damaged');
    const report = (await readFile(join(folder, 'report.csv'), 'utf8')).split('\r\n').slice(0, -1);
    expect(report.map((line) => line.split(',').slice(0, 3))).toEqual([
      ['\ufefffile', 'state', 'reason'],
      ['in/decision.txt', 'done', ''],
      ['in/scan.pdf', 'refused', 'damaged'],
    ]);
    expect((await imports())[0]).toMatchObject({ person: null, owner: 'UN', visibility: 'public', state: 'done' });
  });

  it('given again enters nothing', async () => {
    const before = [await tableHashes(installation.database), await verifyRecords(installation.database)];
    const run = await rapportImport('in/decision.txt', '--owner', 'UN', '--programme', 'UN and OIC');
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('1 imported before')]);
    expect([await tableHashes(installation.database), await verifyRecords(installation.database)]).toEqual(before);
  });

  it.each([
    ['no owner where there are several parties', ['in'], 6, 'There are: OIC, UN'],
    ['a party that is not entered', ['in', '--owner', 'XYZ'], 6, 'there is no such party'],
    ['a programme that is not entered', ['in', '--owner', 'UN', '--programme', 'x'], 6, 'There are: UN and OIC.'],
    ['a folder without an installation', ['in', '--owner', 'UN', '--data', 'in'], 6, 'holds no installation'],
    ['threads that are no number', ['in', '--jobs', 'many'], 2, 'a whole number from 1 to'],
    ['a visibility that is none', ['in', '--visibility', 'secret'], 2, 'Allowed choices are'],
    ['nothing that is there', ['nowhere.txt'], 3, 'there is no such file'],
  ])('says what is wrong: %s', async (_, args, code, words) => {
    const run = await rapportImport(...args);
    expect([run.code, run.err]).toEqual([code, expect.stringContaining(words)]);
    expect(run.err).not.toMatch(/\n\s+at /);
  });

  it('loses nothing when it is killed again and again, and goes on where it stood', { timeout: patience }, async () => {
    const before = (await imports()).length;
    for (const count of [1, 20, 45]) {
      const child = started(corpus, '--owner', 'UN');
      await entered(count, child);
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    const run = await rapportImport(corpus, '--owner', 'UN');
    expect(run.code, run.err).toBe(0);
    const all = await imports();
    expect(all.length).toBe(before + 1);
    const [{ id, state, counts } = expect.fail()] = all;
    expect([state, counts.waiting + counts.skipped + counts.refused + counts.failed]).toEqual(['done', 0]);
    const { items } = await importFiles(installation.database, system, id, { limit: 500 });
    const held = await installation.database.tables
      .selectFrom('entry')
      .select('id')
      .where('register', '=', 'document')
      .where('programme', 'is', null)
      .execute();
    expect(new Set(items.flatMap(({ documents }) => documents))).toEqual(new Set(held.map((row) => row.id)));
    // Nothing was entered twice.
    const changed = await installation.database.tables
      .selectFrom('entry')
      .select('id')
      .where('register', 'in', ['document', 'version'])
      .where('version', '>', 1)
      .execute();
    expect(changed).toEqual([]);
    expect((await verifyRecords(installation.database)).breaks).toEqual([]);
  });

  it('is stopped by Ctrl-C, and goes on when it is given again', { timeout: patience }, async () => {
    const args = [corpus, '--owner', 'OIC', '--jobs', '1'];
    const child = started(...args);
    const run = ended(child);
    for (let newest: ListedImport | undefined; (newest?.counts.done ?? 0) === 0 || newest?.owner !== 'OIC'; ) {
      [newest] = await imports();
      await pause(20);
    }
    child.kill('SIGINT');
    expect(await run).toMatchObject({ code: 130, out: expect.stringContaining('still to be done') });
    expect((await imports())[0]).toMatchObject({ state: 'stopped' });
    const again = await rapportImport(...args);
    expect(again.code).toBe(0);
    expect((await imports())[0]).toMatchObject({ owner: 'OIC', state: 'done', counts: { waiting: 0, skipped: 0 } });
  });
});
