import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { full, methods, signatures } from './zip.ts';

/** An archive that is not whole, or none of ours. The message says what is wrong with it. */
export class BrokenArchive extends Error {
  override readonly name = 'BrokenArchive';
}

export interface Archive {
  /** The names of the entries, in the order in which they stand. */
  readonly names: readonly string[];
  /** The length of an entry in bytes; null where there is none of that name. */
  readonly sizeOf: (name: string) => number | null;
  /** The bytes of an entry. Throws a BrokenArchive where they are not those that were written. */
  readonly read: (name: string) => AsyncGenerator<Uint8Array>;
}

interface Listed {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** More than the list of a million files takes. */
const longestList = 512 * 2 ** 20;

async function part(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new BrokenArchive('The file ends too early.');
    done += bytesRead;
  }
  return bytes;
}

/** Where the list of entries stands, and how many there are. */
async function findList(file: FileHandle): Promise<{ count: number; start: number; length: number }> {
  const { size } = await file.stat();
  const end = size < 22 ? null : await part(file, size - 22, 22);
  if (end === null || end.readUInt32LE(0) !== signatures.end)
    throw new BrokenArchive('The end is missing: the file was cut off, or is no archive of this program.');
  const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (count < 0xffff && length < full && start < full) return checked({ count, length, start }, size - 22);
  const locator = size < 42 ? null : await part(file, size - 42, 20);
  if (locator === null || locator.readUInt32LE(0) !== signatures.locator)
    throw new BrokenArchive('The end is damaged.');
  const at = Number(locator.readBigUInt64LE(8));
  const end64 = at > size - 98 ? null : await part(file, at, 56);
  if (end64 === null || end64.readUInt32LE(0) !== signatures.end64) throw new BrokenArchive('The end is damaged.');
  const long = (position: number): number => Number(end64.readBigUInt64LE(position));
  return checked({ count: long(32), length: long(40), start: long(48) }, at);
}

function checked<List extends { start: number; length: number }>(list: List, end: number): List {
  if (list.start + list.length !== end || list.length > longestList)
    throw new BrokenArchive('The list of entries does not stand where the end says.');
  return list;
}

function* entriesIn(list: Buffer): Generator<Listed> {
  for (let at = 0; at < list.length; ) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== signatures.central)
      throw new BrokenArchive('The list of entries is damaged.');
    const [nameLength, extraLength] = [list.readUInt16LE(at + 28), list.readUInt16LE(at + 30)];
    const extra = list.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    if (at + 46 + nameLength + extraLength > list.length) throw new BrokenArchive('The list of entries is damaged.');
    let next = 4;
    const long = (value: number): number => {
      if (value < full) return value;
      if (next + 8 > extra.length) throw new BrokenArchive('The list of entries is damaged.');
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    yield {
      name: list.toString('utf8', at + 46, at + 46 + nameLength),
      method: list.readUInt16LE(at + 10),
      crc: list.readUInt32LE(at + 16),
      // The order of the long fields: size, packed, offset.
      size: long(list.readUInt32LE(at + 24)),
      packed: long(list.readUInt32LE(at + 20)),
      offset: long(list.readUInt32LE(at + 42)),
    };
    at += 46 + nameLength + extraLength;
  }
}

/** Reads the list of entries. The file stays its owner's to close. */
export async function readArchive(file: FileHandle): Promise<Archive> {
  const { count, start, length } = await findList(file);
  const entries = new Map([...entriesIn(await part(file, start, length))].map((entry) => [entry.name, entry]));
  if (entries.size !== count) throw new BrokenArchive('The list of entries is damaged.');
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.size ?? null,
    read: async function* (name) {
      const entry = entries.get(name);
      if (entry === undefined) throw new BrokenArchive(`${name} is missing.`);
      yield* content(file, entry, start);
    },
  };
}

async function* content(file: FileHandle, entry: Listed, end: number): AsyncGenerator<Uint8Array> {
  const broken = new BrokenArchive(`${entry.name} is damaged.`);
  if (entry.offset + 30 > end) throw broken;
  const head = await part(file, entry.offset, 30);
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (head.readUInt32LE(0) !== signatures.local || start + entry.packed > end) throw broken;
  const stored = pieces(file, start, entry.packed);
  let [crc, size] = [0, 0];
  try {
    for await (const chunk of entry.method === methods.deflated ? inflated(stored) : stored) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      // Whoever says less than he packs wants to fill the disk.
      if (size > entry.size) throw broken;
      yield chunk;
    }
  } catch (error) {
    throw /^(Z_|ERR_)/.test((error as NodeJS.ErrnoException).code ?? '') ? broken : error;
  }
  if (crc !== entry.crc || size !== entry.size) throw broken;
}

const pieceLength = 256 * 1024;

async function* pieces(file: FileHandle, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; done += pieceLength)
    yield await part(file, start + done, Math.min(pieceLength, length - done));
}

/** Unpacks what `deflated` packed. */
export async function* inflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacking = createInflateRaw();
  const fed = pipeline(bytes, unpacking);
  fed.catch(() => {});
  yield* unpacking;
  await fed;
}
