import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Files } from '../programme/ports.ts';
import { clipped, demandSha256, isSha256, type Part, spool } from './contents.ts';

/** Milliseconds after which nobody writes any more to a file that has not arrived: a day. */
const abandoned = 24 * 60 * 60 * 1000;

/**
 * Files in a folder, each under `ab/cd/` and its hash. What was acknowledged survives the death of the process and a
 * power cut. Several processes may share the folder. Leftovers of broken arrivals go at the start when they are old.
 */
export async function folderFiles(folder: string): Promise<Files> {
  const root = resolve(folder);
  const arrivals = join(root, 'incoming');
  await made(arrivals);
  await sweep(arrivals);
  const pathOf = (sha256: string): string => join(root, demandSha256(sha256).slice(0, 2), sha256.slice(2, 4), sha256);

  return {
    keep: async (bytes, limit) => {
      const arrival = join(arrivals, randomUUID());
      const kept = await spool(bytes, arrival, { limit, flush: true });
      if (kept.kind === 'kept') await place(arrival, pathOf(kept.sha256), root);
      return kept;
    },
    read: async (sha256) => held(readFile(pathOf(sha256))),
    stream: async (sha256, range) => {
      const path = pathOf(sha256);
      const found = await held(stat(path));
      return found && read(path, clipped(range, found.size));
    },
    has: async (sha256) => (await held(stat(pathOf(sha256)))) !== null,
    hashes: () => hashes(root),
    erase: async (sha256) => {
      const path = pathOf(sha256);
      if ((await held(unlink(path).then(() => true))) === null) return false;
      await flushed(dirname(path));
      return true;
    },
  };
}

/**
 * The file goes over one that is there already: the bytes are the same, and if the old one was damaged it is good again.
 * The folders are flushed even if another writer made them, for it may not have come to flushing them.
 */
async function place(arrival: string, path: string, root: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(arrival, path);
  } catch (error) {
    await rm(arrival, { force: true });
    throw error;
  }
  for (const each of [dirname(path), dirname(dirname(path)), root]) await flushed(each);
}

/** Makes a folder that stays: every folder above it that gained an entry is flushed. */
async function made(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let at = folder; at !== dirname(first); at = dirname(at)) await flushed(dirname(at));
}

async function flushed(folder: string): Promise<void> {
  // Windows opens no folder for flushing; its file system writes the names down itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sweep(arrivals: string): Promise<void> {
  for (const name of await readdir(arrivals)) {
    const path = join(arrivals, name);
    const found = await held(stat(path));
    if (found?.isFile() && Date.now() - found.mtimeMs > abandoned) await rm(path, { force: true });
  }
}

/** Opens nothing before the first byte is asked for, so that a stream nobody reads holds nothing open. */
async function* read(path: string, { start, end }: Part): AsyncGenerator<Uint8Array> {
  if (start < end) yield* createReadStream(path, { start, end: end - 1 });
}

async function* hashes(root: string): AsyncGenerator<string> {
  const pair = /^[0-9a-f]{2}$/;
  for (const first of await names(root, (name) => pair.test(name)))
    for (const second of await names(join(root, first), (name) => pair.test(name)))
      yield* await names(join(root, first, second), (name) => isSha256(name) && name.startsWith(first + second));
}

const names = async (folder: string, fits: (name: string) => boolean): Promise<string[]> =>
  ((await held(readdir(folder))) ?? []).filter(fits).sort();

/** Null where there is nothing of that name. */
async function held<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}
