import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/**
 * ZIP with its 64-bit fields (APPNOTE 6.3.10), written to a file as it comes: any program opens it, whatever its size. Times
 * are not kept, so that the same content gives the same bytes.
 */
export interface ZipWriter {
  /** Adds an entry; `packed` unless its bytes are so already, or sealed. `forget` leaves it out of the list again. */
  readonly add: (
    name: string,
    bytes: Uint8Array | AsyncIterable<Uint8Array>,
    how?: { readonly packed: boolean },
  ) => Promise<{ readonly forget: () => void }>;
  /** Writes the list of all entries; nothing can be added then. */
  readonly finish: () => Promise<void>;
}

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly crc: number;
  /** Bytes as they stand in the file, and as they are. */
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator: 0x07064b50,
};
export const methods = { stored: 0, deflated: 8 };
/** A field of 32 bits that says: see the one of 64 bits. */
export const full = 0xffffffff;

/** Numbers of 2, 4 and 8 bytes, little-endian. */
const numbers = (width: 2 | 4, ...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(width * values.length);
  for (const [index, value] of values.entries()) bytes.writeUIntLE(value, width * index, width);
  return bytes;
};
const u16 = (...values: readonly number[]): Buffer => numbers(2, ...values);
const u32 = (...values: readonly number[]): Buffer => numbers(4, ...values);
const u64 = (...values: readonly number[]): Buffer => Buffer.from(BigUint64Array.from(values, BigInt).buffer);

const version = 45;
/** Names are UTF-8. */
const flags = 0x0800;
/** The first moment that ZIP knows: 1 January 1980. */
const time = u16(0, 0x0021);
const none = u16(0);

/** The fields of 64 bits are always there: the lengths are filled in when they are known. */
function localHeader({ name, method, crc, packed, size }: Omit<Entry, 'offset'>): Buffer {
  const extra = [u16(1, 16), u64(size, packed)];
  const head = [u32(signatures.local), u16(version, flags, method), time, u32(crc, full, full), u16(name.length, 20)];
  return Buffer.concat([...head, name, ...extra]);
}

function centralHeader({ name, method, crc, packed, size, offset }: Entry): Buffer {
  const long = [size, packed, offset].filter((value) => value >= full);
  const extra = long.length === 0 ? Buffer.alloc(0) : Buffer.concat([u16(1, 8 * long.length), u64(...long)]);
  const short = (value: number): number => Math.min(value, full);
  return Buffer.concat([
    ...[u32(signatures.central), u16(version, version, flags, method), time, u32(crc, short(packed), short(size))],
    // Comment, number of the disk and two kinds of attributes are nothing.
    ...[u16(name.length, extra.length), none, none, none, u32(0, short(offset)), name, extra],
  ]);
}

function endOf(count: number, start: number, length: number): Buffer {
  const end64 = [u32(signatures.end64), u64(44), u16(version, version), u32(0, 0), u64(count, count, length, start)];
  const locator = [u32(signatures.locator, 0), u64(start + length), u32(1)];
  const few = Math.min(count, 0xffff);
  const end = [u32(signatures.end), u16(0, 0, few, few), u32(Math.min(length, full), Math.min(start, full)), none];
  const isLong = count >= 0xffff || start >= full || length >= full;
  return Buffer.concat(isLong ? [...end64, ...locator, ...end] : end);
}

/** Writes to a file in large pieces, and over what was written before. */
function pieceWriter(file: FileHandle) {
  const held = Buffer.alloc(1024 * 1024);
  let start = 0;
  let length = 0;
  const flush = async (): Promise<void> => {
    await written(file, held.subarray(0, length), start);
    start += length;
    length = 0;
  };
  return {
    flush,
    /** Where the next byte will stand. */
    at: () => start + length,
    write: async (bytes: Uint8Array): Promise<void> => {
      if (length + bytes.length > held.length) await flush();
      if (bytes.length > held.length) {
        await written(file, bytes, start);
        start += bytes.length;
      } else {
        held.set(bytes, length);
        length += bytes.length;
      }
    },
    overwrite: async (bytes: Uint8Array, position: number): Promise<void> => {
      if (position >= start) return void held.set(bytes, position - start);
      await flush();
      await written(file, bytes, position);
    },
  };
}

async function written(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

/** Writes from the beginning of the file, which stays its owner's to flush and close. */
export function zipWriter(file: FileHandle): ZipWriter {
  const entries = new Set<Entry>();
  const { at, write, overwrite, flush } = pieceWriter(file);
  return {
    add: async (name, bytes, { packed: isPacked } = { packed: true }) => {
      const offset = at();
      const begun = { name: Buffer.from(name), method: isPacked ? methods.deflated : methods.stored };
      await write(localHeader({ ...begun, crc: 0, packed: 0, size: 0 }));
      const start = at();
      let [crc, size] = [0, 0];
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
          crc = crc32(chunk, crc);
          size += chunk.length;
          yield chunk;
        }
      }
      for await (const chunk of isPacked ? deflated(counted()) : counted()) await write(chunk);
      const entry = { ...begun, crc, packed: at() - start, size, offset };
      await overwrite(localHeader(entry), offset);
      entries.add(entry);
      return { forget: () => void entries.delete(entry) };
    },
    finish: async () => {
      const start = at();
      for (const entry of entries) await write(centralHeader(entry));
      await write(endOf(entries.size, start, at() - start));
      await flush();
    },
  };
}

/** Packs bytes as ZIP and HTTP do. */
export async function* deflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const packing = createDeflateRaw({ level: 5 });
  const fed = pipeline(bytes, packing);
  // It is waited for at the end; a failure before shows in what is read.
  fed.catch(() => {});
  yield* packing;
  await fed;
}
