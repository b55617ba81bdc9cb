import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's least for argon2id: 19 MiB, two passes. Measured: 36 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const current = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`;

/** Different ways to type the same letters give the same password. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

/** As it is kept: the PHC string of argon2id. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await derive('argon2id', { message: bytesOf(password), nonce, tagLength: 32, ...cost });
  return current + [nonce, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, '')).join('$');
}

const kept = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/** Throws a RangeError if what was kept is no hash of ours. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, expected] = kept.exec(stored) ?? [];
  if (!salt || !expected) throw new RangeError(`Not a hash of a password: ${stored.slice(0, 12)}`);
  const wanted = Buffer.from(expected, 'base64');
  const found = await derive('argon2id', {
    message: bytesOf(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: wanted.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(found, wanted);
}

/** Whether a hash was made at a cost that has been raised since. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(current);

/** Takes as long as `isPassword`: nobody can tell by the clock whether an account exists. */
export const asIfChecked = async (password: string): Promise<null> => {
  await hashPassword(password);
  return null;
};
