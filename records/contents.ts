import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { Kept, TooLarge } from '../programme/ports.ts';

/** The bytes from `start` to before `end`. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

const form = /^[0-9a-f]{64}$/;

export const isSha256 = (text: string): boolean => form.test(text);

/** Throws on anything but a SHA-256 in lower-case hex: no string from outside becomes part of a path or an address. */
export function demandSha256(text: string): string {
  if (typeof text !== 'string' || !isSha256(text))
    throw new Error(`Not a SHA-256 in lower-case hex: ${JSON.stringify(text)?.slice(0, 100)}.`);
  return text;
}

export async function sha256Of(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

/** A stream as one array; no more of it than the chunk with which it passes `most` bytes. */
export async function gathered(bytes: AsyncIterable<Uint8Array>, most = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}

/** What of `length` bytes a range asks for, as `slice` would cut it. Throws on a range that is none. */
export function clipped(range: Part | undefined, length: number): Part {
  const { start, end } = range ?? { start: 0, end: length };
  if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end))
    throw new RangeError(`Not a range of bytes: ${start} to before ${end}.`);
  return { start: Math.min(start, length), end: Math.min(end, length) };
}

/**
 * Writes bytes to a new file, hashing them on the way. Where they cannot be taken whole, because they are longer than
 * `limit` or their source or the disk fails, no file is left. With `flush`, they are on the disk when this returns.
 */
export async function spool(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  path: string,
  {
    limit = Number.POSITIVE_INFINITY,
    flush = false,
  }: { readonly limit?: number | undefined; readonly flush?: boolean },
): Promise<Kept | TooLarge> {
  if (!(limit >= 0)) throw new RangeError(`Not a limit in bytes: ${limit}.`);
  const hash = createHash('sha256');
  let length = 0;
  async function* upToLimit(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
      length += chunk.length;
      if (length > limit) return;
      hash.update(chunk);
      yield chunk;
    }
  }
  const file = await open(path, 'wx', 0o600);
  let whole = false;
  try {
    await file.writeFile(upToLimit());
    if (flush) await file.sync();
    whole = length <= limit;
  } finally {
    await file.close();
    if (!whole) await rm(path);
  }
  return whole ? { kind: 'kept', sha256: hash.digest('hex'), bytes: length } : { kind: 'too-large', limit };
}
