import { rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../programme/ports.ts';
import type { Database } from './database.ts';
import { flushed } from './flushed.ts';
import { introduceKey } from './instance.ts';
import { newKey, type SigningKey } from './signing.ts';

/**
 * A new key to sign with, brought in by a record that the old one signs. At every moment the key that `in-use` names is one
 * that the log knows: the new one is made aside, its private part is put beside the others, then the record is written,
 * and only then is it named. Broken off anywhere, the old key stays in use; what is left aside goes at the next time.
 * A server that runs signs with the old key, which stays good, until it is started again.
 */
export async function rotateKey(
  keys: string,
  { database, instance, inUse, clock }: { database: Database; instance: string; inUse: SigningKey; clock: Clock },
): Promise<SigningKey> {
  const aside = join(keys, 'next');
  await rm(aside, { recursive: true, force: true });
  const next = await newKey(aside);
  await rename(join(aside, `${next.kid}.pem`), join(keys, `${next.kid}.pem`));
  await flushed(keys);
  await introduceKey(database, instance, inUse, next.publicKey, clock);
  await rename(join(aside, 'in-use'), join(keys, 'in-use'));
  await rmdir(aside);
  await flushed(keys);
  return next;
}
