import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { flushed } from './flushed.ts';

/** Writes a file that is there whole and on the disk, or not at all; only its owner may read it. */
export async function wholeFile<T>(path: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const half = `${resolve(path)}.${process.pid}.part`;
  const file = await open(half, 'wx', 0o600);
  try {
    const result = await write(file);
    await file.sync();
    await file.close();
    await rename(half, path);
    await flushed(dirname(resolve(path)));
    return result;
  } catch (error) {
    await file.close();
    await rm(half, { force: true });
    throw error;
  }
}
