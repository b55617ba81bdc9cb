/**
 * A running server under load: reads of one entry and, at the same time, changes that each write a signed record, both at a rate
 * that does not wait for the answers; a request that could not be sent in time counts from when it should have been.
 *   node bench/load.ts [--seconds 30] [--reads 2000] [--updates 200] [--connections 48]
 * Client, server and PostgreSQL share the processor. Afterwards every change that was answered is looked for, and the chain is
 * verified.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openInstallation } from '../records/installation.ts';
import { verifyRecords } from '../records/rebuild.ts';
import { quantile, quantiles, type Row, row, shown } from './measured.ts';
import { secondsOf } from './processorTime.ts';
import { type Client, preparedProgramme, signedInto, startRunning } from './running.ts';
import { requestOf, type Wire, wireTo } from './wire.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    reads: { type: 'string', default: '2000' },
    updates: { type: 'string', default: '200' },
    connections: { type: 'string', default: '48' },
  },
  strict: false,
});
const [seconds, reads, updates, connections] = [values.seconds, values.reads, values.updates, values.connections].map(
  Number,
) as [number, number, number, number];
/** The bar of the specification for 99 of 100 requests, in milliseconds. */
const bar = 150;
/** Entries that are read and changed. */
const entries = 400;

interface Kept {
  readonly id: string;
  version: number;
  /** Whether a change of it is under way. */
  busy: boolean;
}

/** One kind of request: what is due and not sent yet, and how long each took. */
interface Lane {
  readonly rate: number;
  readonly due: number[];
  readonly took: number[];
  failed: number;
  /** Sends one over a free connection; false if it has to wait. */
  readonly send: (wire: Wire, done: (good: boolean) => void) => boolean;
}

function readLane(client: Client, kept: readonly Kept[]): Lane {
  const requests = kept.map(({ id }) => requestOf(client, 'GET', `/activities/${id}`));
  let turn = 0;
  const send: Lane['send'] = (wire, done) => {
    wire.send(requests[turn++ % requests.length] ?? '', (status) => done(status === 200));
    return true;
  };
  return { rate: reads, due: [], took: [], failed: 0, send };
}

function updateLane(client: Client, kept: readonly Kept[]): Lane {
  let turn = 0;
  const send: Lane['send'] = (wire, done) => {
    const entry = kept[turn++ % kept.length];
    if (entry === undefined || entry.busy) return false;
    entry.busy = true;
    const body = { body: { title: `Changed ${turn}`, expectedResult: 'As was agreed by the two sides.' } };
    const headers = [`if-match: "${entry.version}"`];
    wire.send(requestOf(client, 'PATCH', `/activities/${entry.id}`, { body, headers }), (status) => {
      if (status === 200) entry.version += 1;
      entry.busy = false;
      done(status === 200);
    });
    return true;
  };
  return { rate: updates, due: [], took: [], failed: 0, send };
}

/** Sends what is due for so many seconds, and waits for the last answer. */
function driven(url: string, lanes: readonly Lane[], duration: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const free = Array.from({ length: connections }, () => wireTo(url, reject));
    const began = performance.now();
    const planned = lanes.map(() => 0);
    let underWay = 0;
    const pump = (lane: Lane): void => {
      for (let wire = free.pop(); wire !== undefined; wire = free.pop()) {
        const [at] = lane.due;
        const used = wire;
        const sent =
          at !== undefined &&
          lane.send(used, (good) => {
            lane.took.push(performance.now() - at);
            if (!good) lane.failed += 1;
            underWay -= 1;
            free.push(used);
            for (const each of lanes) if (each.due.length > 0) pump(each);
          });
        if (!sent) return void free.push(used);
        lane.due.shift();
        underWay += 1;
      }
    };
    const tick = setInterval(() => {
      const elapsed = Math.min(performance.now() - began, duration * 1000);
      for (const [n, lane] of lanes.entries()) {
        for (; (planned[n] ?? 0) * 1000 < elapsed * lane.rate; planned[n] = (planned[n] ?? 0) + 1)
          lane.due.push(began + ((planned[n] ?? 0) * 1000) / lane.rate);
        pump(lane);
      }
      if (elapsed < duration * 1000 || underWay > 0 || lanes.some(({ due }) => due.length > 0)) return;
      clearInterval(tick);
      for (const wire of free) wire.close();
      resolve();
    }, 2);
  });
}

async function opened(client: Client): Promise<Kept[]> {
  const programme = await preparedProgramme(client);
  const kept: Kept[] = [];
  for (let n = 0; n < entries; n++) {
    const answer = await client.ask('/activities', { body: { programme, body: { title: `Activity ${n}` } } });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    kept.push({ id: ((await answer.json()) as { id: string }).id, version: 1, busy: false });
  }
  return kept;
}

/** Changes that were answered and are not there. */
async function lost(client: Client, kept: readonly Kept[]): Promise<number> {
  let count = 0;
  for (const { id, version } of kept) {
    const found = (await (await client.ask(`/activities/${id}`)).json()) as { version: number };
    count += Math.max(0, version - found.version);
  }
  return count;
}

const postmasterOf = async (data: string): Promise<number> =>
  Number((await readFile(join(data, 'database', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);

interface Used {
  readonly server: number;
  readonly database: number;
  readonly client: number;
}

async function used(server: number, data: string): Promise<Used> {
  const { user, system } = process.cpuUsage();
  return {
    server: secondsOf(server) ?? Number.NaN,
    database: secondsOf(await postmasterOf(data)) ?? Number.NaN,
    client: (user + system) / 1e6,
  };
}

/** The rows of the table; prints what else there is to know. */
export async function load(): Promise<Row[]> {
  const data = await mkdtemp(join(tmpdir(), 'rapport-load-'));
  // Started by root, PostgreSQL runs as another account, which must be able to get there.
  await chmod(data, 0o755);
  const running = await startRunning(data);
  try {
    const client = await signedInto(running.url);
    const kept = await opened(client);
    const lanes = { reads: readLane(client, kept), updates: updateLane(client, kept) };
    await driven(running.url, [readLane(client, kept), updateLane(client, kept)], Math.min(5, seconds));
    const server = running.child.pid ?? 0;
    const before = await used(server, data);
    const began = performance.now();
    await driven(running.url, Object.values(lanes), seconds);
    const took = (performance.now() - began) / 1000;
    const after = await used(server, data);
    const requests = lanes.reads.took.length + lanes.updates.took.length;
    const told = (['server', 'database', 'client'] as const).map((who) => {
      const cpu = after[who] - before[who];
      return `${who} ${(cpu / took).toFixed(2)} (${((1000 * cpu) / requests).toFixed(2)} ms a request)`;
    });
    const busy = `load of the machine ${loadavg()[0]?.toFixed(1)}`;
    console.log(`processors used, of ${availableParallelism()}: ${told.join(', ')}; ${busy}`);
    for (const [name, { took: milliseconds, failed }] of Object.entries(lanes))
      console.log(`${name}: ${milliseconds.length} answered, ${failed} failed, ${quantiles(milliseconds)}`);
    const gone = await lost(client, kept);
    await running.stop();
    return [
      ...Object.entries(lanes).flatMap(([name, { rate, took: milliseconds, failed }]) => [
        row(`${name} in a second`, (milliseconds.length - failed) / took, '', rate * 0.99, 'at least'),
        row(`${name}, p99`, quantile(milliseconds, 0.99), 'ms', bar, 'at most'),
        row(`${name} that failed`, failed, '', 0, 'at most'),
      ]),
      row('changes that were answered and are gone', gone, '', 0, 'at most'),
      row('breaks in the chain of records', await breaksIn(data), '', 0, 'at most'),
    ];
  } finally {
    await running.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function breaksIn(data: string): Promise<number> {
  const installation = await openInstallation({ data, environment: {} });
  try {
    const { records, breaks } = await verifyRecords(installation.database);
    console.log(`chain: ${records} records`);
    return breaks.length;
  } finally {
    await installation.close();
  }
}

if (import.meta.main) shown(await load());
