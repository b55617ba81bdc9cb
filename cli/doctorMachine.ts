import { execFile } from 'node:child_process';
import { access, constants, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { installedPrograms } from '../records/postgresPrograms.ts';
import { sized } from './backupRun.ts';
import { isInstalled, keysOf } from './place.ts';
import { bad, good, look, type Patient, type Symptom } from './symptom.ts';

/** The program itself, its packages, the folder, the disk and the keys. */

const root = join(import.meta.dirname, '..');

const textOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

export async function examineProgram(): Promise<Symptom[]> {
  const pinned = (
    JSON.parse((await textOf(join(root, 'node_modules/node/package.json'))) ?? '{}') as { version?: string }
  ).version;
  const running = process.versions.node;
  const node =
    Number(running.split('.')[0]) < 24
      ? bad('node', `Node ${running}`, 'Start the program with rapport, which brings its own Node, or with Node 24.')
      : pinned === undefined || pinned === running
        ? good('node', `Node ${running}`)
        : look('node', `Node ${running}, but ${pinned} is what it was tried with`, 'Start the program with rapport.');
  const [wanted, installed] = await Promise.all(
    ['package-lock.json', 'node_modules/.installed-lock.json'].map((name) => textOf(join(root, name))),
  );
  const packages =
    wanted === installed
      ? good('packages', 'as package-lock.json has them')
      : look('packages', 'other than package-lock.json has them', 'Start the program with rapport: it installs them.');
  return [node, packages];
}

export async function examineBinaries({ place }: Patient): Promise<Symptom[]> {
  if (place.databaseUrl !== undefined) return [];
  const { postgres } = await installedPrograms();
  try {
    const { stdout } = await promisify(execFile)(postgres, ['--version'], { env: { LC_ALL: 'C' } });
    return [good('binaries', stdout.trim())];
  } catch (error) {
    return [
      bad(
        'binaries',
        `PostgreSQL that comes with the program does not run (${(error as NodeJS.ErrnoException).code})`,
        'Install the packages again with install scripts allowed, or set DATABASE_URL to another PostgreSQL.',
      ),
    ];
  }
}

const mode = (bits: number): string => (bits & 0o777).toString(8).padStart(3, '0');

export async function examineFolder({ place }: Patient): Promise<Symptom[]> {
  const { data } = place;
  if (!(await isInstalled(place)))
    return [
      bad(
        'folder',
        `${data} holds no installation`,
        'Name its folder with --data DIR, or make one with rapport serve.',
      ),
    ];
  const found = await stat(data);
  const writable = await access(data, constants.W_OK).then(
    () => true,
    () => false,
  );
  const left = (await readdir(data)).filter((name) => name === 'restoring' || name.endsWith('.part'));
  const symptoms = [
    writable
      ? good('folder', `${data}, owned by uid ${found.uid}`)
      : bad(
          'folder',
          `${data} may not be written by this user`,
          `Run it as uid ${found.uid}, or give the folder away.`,
        ),
  ];
  if ((found.mode & 0o022) !== 0 && process.platform !== 'win32')
    symptoms.push(bad('folder', `others may write to it (${mode(found.mode)})`, `Close it: chmod go-w ${data}`));
  if (left.length > 0)
    symptoms.push(look('folder', `left over: ${left.join(', ')}`, 'If nothing is under way, remove it.'));
  return symptoms;
}

const enough = 5e9;
const least = 5e8;

export async function examineDisk({ place }: Patient): Promise<Symptom[]> {
  const { bavail, bsize, blocks } = await statfs(place.data).catch(() => statfs(dirname(place.data)));
  const [free, all] = [bavail * bsize, blocks * bsize];
  const says = `${sized(free)} of ${sized(all)} free`;
  if (free >= enough) return [good('disk', says)];
  const todo = 'Free some space or enlarge the disk: when it is full, nothing more is recorded.';
  return [free < least ? bad('disk', says, todo) : look('disk', says, todo)];
}

/** Files that nobody else may read. */
export async function examineSecrets({ place }: Patient): Promise<Symptom[]> {
  if (process.platform === 'win32' || !(await isInstalled(place))) return [];
  const keys = keysOf(place);
  const inKeys = (await readdir(keys)).map((name) => join(keys, name));
  const settings = (await readdir(place.data))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(place.data, name));
  const paths = [keys, ...inKeys, join(place.data, 'secret'), ...settings];
  const open = (
    await Promise.all(
      paths.map(async (path) => (((await stat(path).catch(() => null))?.mode ?? 0) & 0o077 ? [path] : [])),
    )
  ).flat();
  const missing = await stat(join(place.data, 'secret')).then(
    () => [],
    () => [
      bad(
        'secrets',
        'the file secret is missing',
        'Put it back from a backup: without it a new one is made, and all sessions and links end.',
      ),
    ],
  );
  return [
    ...missing,
    open.length === 0
      ? good('secrets', `${inKeys.length} files of keys, readable by their owner alone`)
      : bad('secrets', `others may read ${open.join(', ')}`, `Close them: chmod go-rwx ${open.join(' ')}`),
  ];
}
