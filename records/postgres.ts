/**
 * The database that comes with the program: a real PostgreSQL of its own in one folder, started and stopped here.
 *
 * Who may reach it. It listens on a Unix socket only, and trusts whoever reaches that socket, because the socket stands
 * in a folder that only the account of the database may enter (0700): whoever can reach it could read the files of the
 * database as well, so a password would protect nothing. Started as root, PostgreSQL runs under another account (it
 * refuses root): the owner of the folder, or nobody if root owns it; root itself may still enter. Windows has no such
 * folder rights: there it listens on 127.0.0.1 and asks for a password that lies beside the data.
 *
 * Who stops it. Each process that uses the database holds one session with a shared lock. `stop()` gives it up, and
 * shuts the database down if no other process holds one: the last one out turns off the light, whoever started it.
 * A process that was killed holds nothing, so it keeps nothing running; the database it left is taken over by the
 * next start. Held, the database is kept alive: should it die, it is started again.
 *
 * One folder is for the processes of one machine, or of one container: PostgreSQL sees no process beyond. Where more
 * share a database, give them one with DATABASE_URL.
 */
import { Socket } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { initialise } from './initdb.ts';
import { findSite, type Site } from './postgresFolder.ts';
import { failure } from './postgresPrograms.ts';
import { isOurs, launch, patience, readPostmaster, removeStale, shutDown } from './postmaster.ts';

/** What a client needs to connect: `host` is the folder of the socket, or an address where there are no sockets. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
}

/** A running database, held by this process. */
export interface Cluster {
  /** For the role `rapport`, which owns the database `rapport` and is no superuser. */
  readonly connection: Connection;
  /** What the start found: no data, data at rest, or a database that was already running. */
  readonly started: 'initialised' | 'started' | 'attached';
  /** Lets go of the database; shuts it down if no other process holds it. Clients still connected are cut off then. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  /** False only for tests: nothing is forced to the disk, and a crash of the machine may lose everything. */
  readonly durable?: boolean;
  /** Is told each step that takes time, in words for a host. */
  readonly progress?: (step: string) => void;
}

/** The session that keeps others from stopping the database. */
interface Hold {
  readonly site: Site;
  readonly client: pg.Client;
  readonly socket: Socket;
  readonly launched: boolean;
}

/** The number of the shared lock, in the database `postgres`. */
const inUse = 0x72617070;

/**
 * Makes the database of a folder available: creates it at the first start, starts it if it is at rest, and otherwise
 * attaches to the one that runs. The hold does not keep the process alive: it ends without `stop()` if it has nothing
 * else to do, and leaves the database running. Throws a DatabaseStartError whose message tells the host what to do.
 */
export async function startCluster(folder: string, options: StartOptions = {}): Promise<Cluster> {
  const site = await findSite(resolve(folder), { durable: true, progress: () => {}, ...options });
  const initialised = await initialise(site);
  const first = await take(site);
  return {
    connection: connectionTo(first.site, 'rapport', 'rapport'),
    started: initialised ? 'initialised' : first.launched ? 'started' : 'attached',
    stop: keep(first),
  };
}

/** Where to connect as the superuser: for tests and for the hands of a host, never for the program. */
export const superuser = (connection: Connection): Connection => ({
  ...connection,
  user: 'postgres',
  database: 'postgres',
});

const connectionTo = ({ host, port, password }: Site, user: string, database: string): Connection => ({
  host,
  port,
  user,
  database,
  ...(password === undefined ? {} : { password }),
});

/** Takes the database again whenever the session breaks off; returns what ends that and lets go. */
function keep(first: Hold): () => Promise<void> {
  const stopping = new AbortController();
  let regaining: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  let hold = first;

  const watch = ({ client }: Hold): void => {
    client.once('end', () => {
      if (!stopping.signal.aborted) regaining = regain();
    });
  };
  async function regain(): Promise<void> {
    hold.site.progress('the connection to the database broke off');
    while (!stopping.signal.aborted) {
      try {
        hold = await take(hold.site);
        return watch(hold);
      } catch (error) {
        hold.site.progress((error as Error).message);
        await pause(1000, undefined, { ref: false, signal: stopping.signal }).catch(() => {});
      }
    }
  }
  async function stop(): Promise<void> {
    stopping.abort();
    await regaining;
    await release(hold);
  }
  watch(first);
  return () => {
    stopped ??= stop();
    return stopped;
  };
}

/** Gets a hold on the database, starting it where nothing answers. */
async function take(site: Site): Promise<Hold> {
  const giveUp = Date.now() + patience;
  let launched = false;
  for (;;) {
    const running = await readPostmaster(site.data);
    // Where it listens is known best by the one that runs.
    const place = running ? { ...site, port: running.port, host: running.host || site.host } : site;
    const entered = await enter(place);
    if (entered) return { ...entered, site: place, launched };
    if (!running) launched = await launch(site);
    else if (running.pid > 0 && !(await isOurs(running.pid, site.data))) await removeStale(site.data, running.pid);
    else if (running.pid === 0 && Date.now() > giveUp) await removeStale(site.data, 0);
    else if (running.ready && Date.now() > giveUp)
      throw failure(`process ${running.pid} runs it but does not answer at ${place.host}; end that process`);
    else await pause(10);
  }
}

/** One attempt to connect and take the shared lock; undefined where no database answers, or not for long. */
async function enter(site: Site): Promise<Pick<Hold, 'client' | 'socket'> | undefined> {
  const socket = new Socket();
  const client = new pg.Client({
    ...connectionTo(site, 'rapport', 'postgres'),
    application_name: 'rapport: holds the database',
    connectionTimeoutMillis: 10_000,
    stream: () => socket,
  });
  // What breaks off later is seen by its end.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [inUse]);
    socket.unref();
    return { client, socket };
  } catch (error) {
    socket.destroy();
    if (isAbsence(error)) return undefined;
    throw failure('it runs but does not let the program in', (error as Error).message);
  }
}

/** Nobody listens, or the server is on its way up or down. */
function isAbsence(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return /terminated|timeout/i.test(message);
  return ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'].includes(code);
}

/** Gives up the hold; if nobody else has one, shuts the database down and waits until it is gone. */
async function release({ site, client, socket }: Hold): Promise<void> {
  socket.ref();
  // With the lock alone in hand, whoever comes now waits, is cut off by the shutdown, and starts a new server.
  const alone = await client
    .query('select pg_advisory_unlock_shared($1)', [inUse])
    .then(() => client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [inUse]))
    .then(
      ({ rows }) => rows[0]?.alone === true,
      () => false,
    );
  if (alone) await shutDown(site);
  await client.end();
}
