import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Input } from './inputs.ts';

/** Where each result goes, and which had to give way to another of the same name. */
export interface Destinations {
  readonly paths: readonly string[];
  readonly moved: readonly { readonly input: Input; readonly path: string }[];
}

/**
 * `DIR/<base name of the input><extension>`. Where two inputs have one base name the first keeps it and the
 * next get `~2`, `~3`, ... before the extension, in the order given; nor is a result ever written over an input.
 */
export function destinationsOf(inputs: readonly Input[], folder: string, extension: string): Destinations {
  // Some file systems do not tell letters by case or by how accents are written.
  const same = (path: string) => resolve(path).normalize('NFC').toLowerCase();
  const taken = new Set(inputs.flatMap((input) => (input.path === null ? [] : [same(input.path)])));
  const next = new Map<string, number>();
  const moved: { input: Input; path: string }[] = [];
  const paths = inputs.map((input) => {
    const first = join(folder, input.base + extension);
    let path = first;
    for (let count = next.get(same(first)) ?? 2; taken.has(same(path)); count += 1) {
      path = join(folder, `${input.base}~${count}${extension}`);
      next.set(same(first), count + 1);
    }
    taken.add(same(path));
    if (path !== first) moved.push({ input, path });
    return path;
  });
  return { paths, moved };
}

/** Where a single result goes: to the file that is named, or under the name given into a folder that is there. */
export async function destinationOf(out: string, name: string): Promise<string> {
  const isFolder = await stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(out, name) : out;
}

/** Writes a file so that it is there whole or not at all. */
export async function writeWhole(path: string, text: string | Uint8Array): Promise<void> {
  const half = `${path}.${process.pid}.part`;
  try {
    await writeFile(half, text);
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
