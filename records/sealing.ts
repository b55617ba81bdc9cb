import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  type DecipherGCM,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { BrokenArchive } from './zipReading.ts';

/** How a passphrase became a key; stands in the clear beside what was sealed with it. */
export interface Lock {
  readonly cipher: 'AES-256-GCM';
  readonly kdf: 'scrypt';
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  /** Tells a wrong passphrase from damage. */
  readonly check: string;
}

/** 128 MiB and a third of a second for each guess. */
const cost = { N: 2 ** 17, r: 8, p: 1 };
const nonceLength = 12;
const tagLength = 16;

export const leastPassphrase = 12;

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: 2 * 128 * cost.N * cost.r };
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

const checkOf = (key: Buffer): Buffer => createHmac('sha256', key).update('rapport backup').digest();

export async function newLock(passphrase: string): Promise<{ readonly lock: Lock; readonly key: Buffer }> {
  const salt = randomBytes(16);
  const key = await keyOf(passphrase, salt);
  const check = checkOf(key).toString('base64url');
  return { lock: { cipher: 'AES-256-GCM', kdf: 'scrypt', ...cost, salt: salt.toString('base64url'), check }, key };
}

/** The key; `null` where the passphrase is another. */
export async function unlocked(lock: Lock, passphrase: string): Promise<Buffer | null> {
  if (lock.N !== cost.N || lock.r !== cost.r || lock.p !== cost.p)
    throw new RangeError(`This program opens locks of scrypt ${cost.N}/${cost.r}/${cost.p} only.`);
  const key = await keyOf(passphrase, Buffer.from(lock.salt, 'base64url'));
  const [expected, given] = [checkOf(key), Buffer.from(lock.check, 'base64url')];
  return expected.length === given.length && timingSafeEqual(expected, given) ? key : null;
}

/** Seals bytes as they come: nonce, ciphertext, tag. Bound to their name, so that two of them cannot change places. */
export async function* sealed(bytes: AsyncIterable<Uint8Array>, key: Buffer, name: string): AsyncGenerator<Uint8Array> {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  yield nonce;
  for await (const chunk of bytes) yield cipher.update(chunk);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/** The bytes again. They are known to be good only when it ends; it throws where they are not. */
export async function* opened(bytes: AsyncIterable<Uint8Array>, key: Buffer, name: string): AsyncGenerator<Uint8Array> {
  let held = Buffer.alloc(0);
  let decipher: DecipherGCM | null = null;
  for await (const chunk of bytes) {
    held = Buffer.concat([held, chunk]);
    if (decipher === null) {
      if (held.length < nonceLength) continue;
      decipher = createDecipheriv('aes-256-gcm', key, held.subarray(0, nonceLength), { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(name));
      held = held.subarray(nonceLength);
    }
    // The last bytes so far may be the tag.
    if (held.length <= tagLength) continue;
    yield decipher.update(held.subarray(0, held.length - tagLength));
    held = held.subarray(held.length - tagLength);
  }
  if (decipher === null || held.length < tagLength) throw new BrokenArchive(`${name} was cut off.`);
  decipher.setAuthTag(held);
  try {
    yield decipher.final();
  } catch {
    throw new BrokenArchive(`${name} is damaged.`);
  }
}
