import { readFile } from 'node:fs/promises';
import { visible } from '../reader/write/sheet.ts';
import { leastPassphrase } from '../records/sealing.ts';
import { Refused } from './hosting.ts';

/** The passphrase in a file, without the end of its line; nothing of it is ever shown. */
export async function passphraseIn(path: string | boolean | undefined): Promise<string | undefined> {
  if (typeof path !== 'string') return undefined;
  const passphrase = (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  if ([...passphrase].length < leastPassphrase)
    throw new Refused(`${visible(path)}: a passphrase has ${leastPassphrase} characters or more.`);
  return passphrase;
}
