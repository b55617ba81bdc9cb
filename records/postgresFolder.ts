/** Where one database stands on the disk, under whose account, and who may enter. */
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, DatabaseStartError, installedPrograms, type Programs } from './postgresPrograms.ts';

/** All that is needed to create, start and reach one database. */
export interface Site {
  readonly programs: Programs;
  /** Missing where the programs run as the user of this process. */
  readonly account?: Account;
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  /** The folder of the socket, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
  readonly password?: string;
  readonly durable: boolean;
  readonly progress: (step: string) => void;
}

export const windows = process.platform === 'win32';

const nobody: Account = { uid: 65534, gid: 65534 };
/** Addresses of sockets hold 104 bytes on macOS and 108 on Linux, with a zero at the end. */
const longestSocket = 103;
const own = /^(?:data|log|socket|password|new-.*|lost\+found)$/;

export async function findSite(path: string, options: Pick<Site, 'durable' | 'progress'>): Promise<Site> {
  const programs = await installedPrograms();
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  const folder = await realpath(path);
  const foreign = (await readdir(folder)).find((name) => !own.test(name));
  if (foreign !== undefined)
    throw new DatabaseStartError(`${folder} holds something else (${foreign}): give the database a folder of its own.`);
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const account = await accountFor(folder);
  if (account) await openTo(account, folder, programs);
  await privateFolder(log, account);
  if (await exists(data)) await mustOwn(data, account);
  const place = windows ? await addressWithPassword(folder) : { host: await socketFolder(folder, account), port: 5432 };
  return { programs, folder, data, log, ...place, ...options, ...(account ? { account } : {}) };
}

export const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

/** A folder that only the account of the database may enter. */
export async function privateFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (account) await giveAway(path, account);
  await mustOwn(path, account);
}

/** Gives a folder that root has just made, here or in another process, to the account. */
async function giveAway(path: string, { uid, gid }: Account): Promise<void> {
  // Through a handle on a real folder: a link that was put there meanwhile is refused.
  const handle = await open(path, constants.O_DIRECTORY | constants.O_NOFOLLOW);
  if ((await handle.stat()).uid === 0) await handle.chown(uid, gid);
  await handle.close();
}

/** What somebody else made may hold anything, or be watched. */
async function mustOwn(path: string, account: Account | undefined): Promise<void> {
  if (windows) return;
  const found = await lstat(path);
  const wanted = account?.uid ?? process.getuid?.();
  if (!found.isDirectory() || found.uid !== wanted)
    throw new DatabaseStartError(
      `${path} belongs to uid ${found.uid}, but the database runs as uid ${wanted}. ` +
        `Start the program as the user who did so before, or give it away: chown -R ${wanted} ${path}`,
    );
  if ((found.mode & 0o077) !== 0) throw new DatabaseStartError(`Others may enter ${path}. Close it: chmod 700 ${path}`);
}

/** Root hands the database to the owner of the folder, and to nobody if it is root's own. */
async function accountFor(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await stat(folder);
  return uid === 0 ? nobody : { uid, gid: gid === 0 ? nobody.gid : gid };
}

async function openTo(account: Account, folder: string, { postgres }: Programs): Promise<void> {
  // Root keeps the folder and lets the account pass through it; data, log and socket are the account's own.
  if ((await stat(folder)).uid === 0) await chmod(folder, 0o711);
  await mustReach(account, join(folder, 'data'));
  await mustReach(account, postgres);
}

/** Rights by access lists are not seen here; where they forbid, PostgreSQL's own words tell. */
async function mustReach({ uid, gid }: Account, path: string): Promise<void> {
  for (let above = dirname(path); ; above = dirname(above)) {
    const passage = await stat(above);
    const needed = passage.uid === uid ? 0o100 : passage.gid === gid ? 0o010 : 0o001;
    if ((passage.mode & needed) === 0)
      throw new DatabaseStartError(
        `PostgreSQL refuses to run as root and runs as uid ${uid} instead, which may not enter ${above} on the way to ` +
          `${path}. Choose another place, open it (chmod o+x ${above}), or start the program as a user of its own.`,
      );
    if (above === dirname(above)) return;
  }
}

async function socketFolder(folder: string, account: Account | undefined): Promise<string> {
  const beside = join(folder, 'socket');
  const fits = Buffer.byteLength(join(beside, '.s.PGSQL.5432')) <= longestSocket;
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const path = fits ? beside : join(tmpdir(), `rapport-${short}`);
  await privateFolder(path, account);
  return path;
}

async function addressWithPassword(folder: string): Promise<Pick<Site, 'host' | 'port'> & { password: string }> {
  const file = join(folder, 'password');
  if (!(await exists(file))) {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(randomBytes(24).toString('base64url'));
    await handle.close();
  }
  return { host: '127.0.0.1', port: await freePort(), password: await readFile(file, 'utf8') };
}

const freePort = (): Promise<number> =>
  new Promise((settle, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => settle(port));
    });
  });
