import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What a reading follows from: the reader, its facts, and what is kept of a reading. */
const rooms = ['reader', 'reference', 'programme'];

/** The program that reads, as a hash of its sources: the same hash reads the same bytes alike. */
export async function readerVersion(): Promise<string> {
  const hash = createHash('sha256');
  for (const room of rooms) {
    const names = await readdir(join(root, room), { recursive: true });
    for (const name of names.filter(isSource).sort()) {
      hash.update(`${room}/${name}\n`).update(await readFile(join(root, room, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

const isSource = (name: string): boolean =>
  /\.(?:ts|json)$/.test(name) && !/\.test\.ts$|(?:^|[\\/])node_modules[\\/]/.test(name);
