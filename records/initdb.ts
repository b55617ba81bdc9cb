/** The first start: data, roles and the database of the program. */
import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exists, privateFolder, type Site, windows } from './postgresFolder.ts';
import { DatabaseStartError, run } from './postgresPrograms.ts';
import { alive, patience } from './postmaster.ts';

/**
 * Creates the data in a folder beside and renames it when all is done: what is called `data` is always whole, and of
 * two processes at once the second finds the place taken. Tells whether this process did it.
 */
export async function initialise(site: Site): Promise<boolean> {
  const giveUp = Date.now() + patience;
  while (!(await exists(site.data))) {
    // Doing it twice does no harm, but waiting is quicker: unless for one that seems to be at work and never ends.
    const polite = Date.now() < giveUp;
    if (polite && (await underway(site.folder)).length > 0) await pause(20);
    else if (await create(site, polite)) return true;
  }
  return false;
}

/** False if another process was first. */
async function create(site: Site, polite: boolean): Promise<boolean> {
  const name = `new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const fresh = join(site.folder, name);
  ours.add(name);
  await privateFolder(fresh, site.account);
  try {
    // Of those that began at the same moment one goes on.
    if (polite && (await underway(site.folder)).sort()[0] !== name) return false;
    site.progress('creating the database');
    await createData(site, fresh);
    await lay(site, fresh);
    await rename(fresh, site.data);
    if (!windows) await syncFolder(site.folder);
    return true;
  } catch (error) {
    if (await exists(site.data)) return false;
    throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
    ours.delete(name);
  }
}

/** Those of this process: its number may have been another's that was killed. */
const ours = new Set<string>();

/** The first starts that are at work. Removes what killed ones left; initdb may outlive them and still write there. */
async function underway(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('new-'));
  const left = names.filter((name) => {
    const pid = Number(name.split('-')[1]);
    return pid === process.pid ? !ours.has(name) : !alive(pid);
  });
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true, maxRetries: 20 });
  return names.filter((name) => !left.includes(name));
}

/**
 * Texts sort and fold by PostgreSQL's own rules, so the same everywhere. Only the classes of characters are the
 * system's: under plain C, trigrams would see no letter outside ASCII.
 */
async function createData(site: Site, fresh: string): Promise<void> {
  const args = [
    ...['-D', fresh, '--username=postgres', '--encoding=UTF8', '--data-checksums', '--no-instructions'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(windows
      ? ['--auth=scram-sha-256', `--pwfile=${join(site.folder, 'password')}`]
      : ['--auth-local=trust', '--auth-host=reject']),
    ...(site.durable ? [] : ['--no-sync']),
  ];
  for (const characters of ['C.UTF-8', 'en_US.UTF-8', 'UTF-8', 'en-US']) {
    try {
      return await run(site.account, site.programs.initdb, [...args, `--lc-ctype=${characters}`]);
    } catch (error) {
      if (!/invalid locale name/.test(String(error))) throw error;
    }
  }
  throw new DatabaseStartError('This system knows no UTF-8 characters: install the locale C.UTF-8 or en_US.UTF-8.');
}

/**
 * What takes a superuser is done here once, by a server without connections. The extensions stand in the template, so
 * every database created later has them. `rapport` owns the tables; it puts on `rapport_app` where row-level security
 * has to hold, which an owner escapes.
 */
async function lay({ account, programs, durable, password }: Site, fresh: string): Promise<void> {
  // Each line is a statement.
  const statements = [
    'create extension pg_trgm',
    'create extension unaccent',
    'create extension citext',
    `create role rapport login nosuperuser nocreatedb nocreaterole nobypassrls ${password ? `password '${password}'` : ''}`,
    'create role rapport_app nologin nosuperuser nobypassrls',
    'grant rapport_app to rapport with inherit false, set true',
    'create database rapport owner rapport',
    'revoke all on database rapport from public',
    '',
  ];
  const args = [
    '--single',
    '-c',
    'exit_on_error=on',
    '-c',
    `fsync=${durable ? 'on' : 'off'}`,
    '-D',
    fresh,
    'template1',
  ];
  await run(account, programs.postgres, args, statements.join('\n'));
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync();
  await handle.close();
}
