import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openInstallation } from '../records/installation.ts';
import { rebuild, tableHashes, verifyRecords } from '../records/rebuild.ts';
import { type Client, preparedProgramme, type Running, signedInto, startRunning } from './running.ts';

/**
 * Nothing that was answered is ever lost: kills the server, its database, or both, at random moments during mixed writes, starts
 * it again, and looks for everything that was acknowledged. `node bench/kills.ts [--kills 100] [--seed 1]`
 */

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);

/** Small and repeatable (mulberry32). */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const chance = chances(Number(values.seed));

/** What the server acknowledged: of each entry the last version it answered with, and of that the title. */
const acknowledged = new Map<string, { readonly version: number; readonly title: string; readonly path: string }>();
let answers = 0;

interface Answered {
  readonly id: string;
  readonly version: number;
  readonly body: { readonly title?: string; readonly words?: string };
}

async function noted(answer: Response, path: string): Promise<void> {
  if (!answer.ok) return;
  const { id, version, body } = (await answer.json()) as Answered;
  const before = acknowledged.get(id)?.version ?? 0;
  if (version > before) acknowledged.set(id, { version, title: body.title ?? body.words ?? '', path });
  answers += 1;
}

/** One writer: opens, changes, withdraws, restores and reports, until the server is gone. */
async function write(client: Client, programme: string, lane: number): Promise<void> {
  const own: string[] = [];
  for (let n = 0; ; n++) {
    const title = `Lane ${lane} ${n} ${Math.floor(chance() * 1e9)}`;
    const id = own[Math.floor(chance() * own.length)];
    const known = id === undefined ? undefined : acknowledged.get(id);
    const turn = chance();
    if (id === undefined || known === undefined || turn < 0.4) {
      const answer = await client.ask('/activities', { body: { programme, body: { title } } });
      const copy = answer.clone();
      await noted(answer, '/activities');
      if (copy.ok) own.push(((await copy.json()) as Answered).id);
    } else if (turn < 0.8) {
      await noted(
        await client.ask(`/activities/${id}`, {
          method: 'PATCH',
          body: { body: { title } },
          headers: { 'if-match': `"${known.version}"` },
        }),
        '/activities',
      );
    } else {
      const update = { about: { entry: id }, words: title, on: '2026-01-01' };
      await noted(await client.ask('/updates', { body: { programme, body: update } }), '/updates');
    }
  }
}

const postmaster = async (data: string): Promise<number> =>
  Number(
    (
      await readFile(join(data, 'database', 'postmaster.pid'), 'utf8').catch(() =>
        readFile(join(data, 'database', 'data', 'postmaster.pid'), 'utf8'),
      )
    ).split('\n')[0],
  );

async function killed(running: Running, data: string): Promise<'server' | 'database' | 'both'> {
  const which = chance();
  const what = which < 0.5 ? 'server' : which < 0.8 ? 'both' : 'database';
  const database = await postmaster(data);
  if (what !== 'server') process.kill(database, 'SIGKILL');
  if (what !== 'database') running.child.kill('SIGKILL');
  return what;
}

/** Entries that are gone, or older than what was answered. */
async function lost(client: Client): Promise<string[]> {
  const gone: string[] = [];
  for (const [id, { version, title, path }] of acknowledged) {
    const answer = await client.ask(`${path}/${id}`);
    const entry = answer.ok ? ((await answer.json()) as Answered) : null;
    // A change whose answer was cut off by the kill may be there: then the version is higher.
    const same =
      entry !== null &&
      (entry.version > version || (entry.version === version && (entry.body.title ?? entry.body.words) === title));
    if (!same) gone.push(`${path}/${id}: answered version ${version}, found ${entry?.version ?? 'nothing'}`);
  }
  return gone;
}

const data = await mkdtemp(join(tmpdir(), 'rapport-kills-'));
// Started by root, PostgreSQL runs as another account, which must be able to get there.
await chmod(data, 0o755);
const counts = { server: 0, database: 0, both: 0 };
const waits: number[] = [];
let running = await startRunning(data);
try {
  for (let kill = 0; kill < kills; kill++) {
    const client = await signedInto(running.url);
    const programme = await preparedProgramme(client);
    const lanes = Array.from({ length: 6 }, (_, lane) => write(client, programme, lane).catch(() => {}));
    await pause(100 + chance() * 900);
    const what = await killed(running, data);
    counts[what] += 1;
    if (what === 'database') {
      await pause(300);
      running.child.kill('SIGKILL');
    }
    await Promise.all(lanes);
    running = await startRunning(data);
    waits.push(running.took);
    if ((kill + 1) % 10 === 0) {
      const gone = await lost(await signedInto(running.url));
      console.log(`${kill + 1} kills, ${answers} answered, ${acknowledged.size} entries, ${gone.length} lost`);
      for (const each of gone) console.log(each);
      if (gone.length > 0) process.exitCode = 1;
    }
  }
} finally {
  await running.stop();
}
const installation = await openInstallation({ data, environment: {} });
const chain = await verifyRecords(installation.database);
const before = await tableHashes(installation.database);
await rebuild(installation.database, installation.files);
const equal = JSON.stringify(await tableHashes(installation.database)) === JSON.stringify(before);
await installation.close();
waits.sort((a, b) => a - b);
console.log(`killed: ${counts.server} server, ${counts.database} database, ${counts.both} both; seed ${values.seed}`);
console.log(
  `chain: ${chain.records} records, ${chain.breaks.length} breaks; rebuild ${equal ? 'equals' : 'DIFFERS from'} the tables`,
);
console.log(
  `start after a kill: median ${(waits[waits.length >> 1] ?? 0).toFixed(0)} ms, longest ${(waits.at(-1) ?? 0).toFixed(0)} ms`,
);
if (chain.breaks.length > 0 || !equal) process.exitCode = 1;
await rm(data, { recursive: true });
