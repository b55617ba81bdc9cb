/** The server process of one data folder: whether it runs, how it is started and how it is shut down. */
import { spawn } from 'node:child_process';
import { open, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { constrainedMemory } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { type Site, windows } from './postgresFolder.ts';
import { ended, failure, lastWords, run, spawnAs } from './postgresPrograms.ts';

/** What PostgreSQL writes into postmaster.pid while it runs. */
export interface Postmaster {
  /** 0 in the moment before it is written. */
  readonly pid: number;
  readonly port: number;
  /** The folder of its socket; empty where it has none. */
  readonly host: string;
  readonly ready: boolean;
}

/** Milliseconds to wait for what should last a second at most: children of a killed server that still hold its memory. */
export const patience = 30_000;

export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
    const [pid, , , port, host, , , status] = lines;
    // The lines come one after the other while it starts.
    return { pid: Number(pid), port: Number(port ?? 0), host: host ?? '', ready: status?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process is the PostgreSQL of this data, and not another that got the number of one long gone. */
export async function isOurs(pid: number, data: string): Promise<boolean> {
  if (!(pid > 0) || !alive(pid)) return false;
  if (windows) return true;
  if (process.platform !== 'linux') return (await commandOf(pid)).includes(`postgres -D ${data} `);
  const [program = '', ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  if (!program.endsWith('postgres')) return false;
  // It stands in its data; whose process may not be looked into is another user's.
  return readlink(`/proc/${pid}/cwd`).then(
    (place) => place === data,
    () => args.includes(data),
  );
}

async function commandOf(pid: number): Promise<string> {
  const child = spawn('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  const said = lastWords(child);
  await ended(child);
  return said();
}

/** Removes the file of a server that is gone. Should it be wrong, PostgreSQL still finds its memory in use. */
export async function removeStale(data: string, pid: number): Promise<void> {
  // Read once more: another process may have removed it and started meanwhile.
  if ((await readPostmaster(data))?.pid === pid) await rm(join(data, 'postmaster.pid'), { force: true });
}

/**
 * Starts a server that outlives this process. False if another was quicker.
 * Waits as long as it lives: after a crash it may have much to replay.
 */
export async function launch(site: Site): Promise<boolean> {
  site.progress('starting the database');
  // Whoever wins postmaster.pid owns the socket too: a lock beside it is left over, its number perhaps another's by now.
  await rm(join(site.host, `.s.PGSQL.${site.port}.lock`), { force: true });
  const began = Date.now();
  for (const giveUp = began + patience; ; await pause(100)) {
    const end = await start(site);
    if (end === undefined) return true;
    if (/lock file "postmaster.pid" (?:already exists|is empty)/.test(end.said)) return false;
    if (!/still in use/.test(end.said) || Date.now() > giveUp)
      throw failure(`PostgreSQL ended with ${end.code}`, end.said + (await logSince(began, site.log)));
    site.progress('waiting for what is left of a database that was killed');
  }
}

interface End {
  readonly code: number | NodeJS.Signals | null;
  readonly said: string;
}

/** One attempt: undefined once it is ready, otherwise how it ended. */
async function start(site: Site): Promise<End | undefined> {
  const child = spawnAs(site.account, site.programs.postgres, ['-D', site.data, ...settings(site)], true);
  const said = lastWords(child);
  const end = ended(child);
  let over = false;
  const note = (): void => {
    over = true;
  };
  end.then(note, note);
  while (!over) {
    const running = await readPostmaster(site.data);
    if (running?.ready && running.pid === child.pid) {
      child.unref();
      for (const stream of child.stdio) stream?.destroy();
      return undefined;
    }
    await pause(5);
  }
  return { code: await end, said: said() };
}

/** The end of the log, if it was written to since then. */
async function logSince(began: number, folder: string): Promise<string> {
  for (const name of await readdir(folder)) {
    const file = await open(join(folder, name));
    try {
      const { mtimeMs, size } = await file.stat();
      if (mtimeMs < began) continue;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), { position: Math.max(0, size - 4096) });
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }
  return '';
}

function settings(site: Site): string[] {
  const log: Settings = { log_directory: site.log };
  const values = { ...shared, ...listening(site), ...log, ...(site.durable ? durable() : fleeting) };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

type Settings = Readonly<Record<string, string>>;

const shared: Settings = {
  max_connections: '100',
  jit: 'off',
  timezone: 'UTC',
  // A file for each day of the week, begun anew when its day comes again.
  logging_collector: 'on',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_timezone: 'UTC',
  // The details of an error hold values of rows.
  log_error_verbosity: 'terse',
  // Containers give /dev/shm 64 MB, too little for parallel queries.
  ...(process.platform === 'linux' ? { dynamic_shared_memory_type: 'sysv' } : {}),
};

const listening = ({ host, port }: Site): Settings =>
  windows
    ? { listen_addresses: host, port: String(port) }
    : { listen_addresses: '', port: String(port), unix_socket_directories: host, unix_socket_permissions: '0700' };

/** An acknowledged commit is on the disk; memory is shared with the program and whatever else runs. */
function durable(): Settings {
  const memory = Math.min(totalmem(), constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;
  const megabytes = (share: number, least: number, most: number): string =>
    `${Math.round(Math.min(Math.max(memory * share, least), most))}MB`;
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'on',
    max_wal_size: '2GB',
    shared_buffers: megabytes(1 / 8, 64, 1024),
    effective_cache_size: megabytes(1 / 2, 256, 16_384),
    random_page_cost: '1.1',
  };
}

const fleeting: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
  autovacuum: 'off',
};

/** Cuts off whoever is connected, writes everything down and waits until the server is gone. */
export async function shutDown(site: Site): Promise<void> {
  const running = await readPostmaster(site.data);
  if (!running) return;
  if (windows) {
    await run(site.account, site.programs.pg_ctl, ['stop', '-D', site.data, '-m', 'fast', '-w', '-t', '600']);
    return;
  }
  process.kill(running.pid, 'SIGINT');
  while (alive(running.pid) && (await readPostmaster(site.data))?.pid === running.pid) await pause(5);
}
