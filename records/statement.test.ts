import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKey, type SigningKey } from './signing.ts';
import { readStatement, signerOf, statementOf } from './statement.ts';

let folder: string;
let key: SigningKey;
let text: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-statement-'));
  key = await newKey(folder);
  text = await statementOf({ kind: 'checkpoint', seq: 7, about: 'é 会', parts: { b: 1, a: [] } } as never, key);
});
afterAll(() => rm(folder, { recursive: true }));

const signer = (said: string): string | null => {
  const statement = readStatement(said, 'checkpoint');
  return statement === null ? null : signerOf(statement, new Map([[key.kid, key.publicKey]]));
};

it('is signed by the key that said it', () => expect(signer(text)).toBe(key.kid));

it('is no other after any change of a single byte', () => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1) {
    for (const bit of [0x01, 0x02, 0x20, 0x80]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ bit;
      expect(signer(changed.toString('utf8')), `byte ${at} with ${bit}`).toBeNull();
    }
  }
});

it.each([
  ['nothing', ''],
  ['no object', '"checkpoint"'],
  ['null', 'null'],
  ['half a character', '{"jws":"a..b","says":{"kind":"checkpoint","x":"\\ud800"}}'],
  ['no signature', '{"says":{"kind":"checkpoint"}}'],
])('%s is no statement', (_, said) => expect(readStatement(said, 'checkpoint')).toBeNull());

it('cannot be taken for one of another kind', () => expect(readStatement(text, 'backup')).toBeNull());

it('proves nothing by a key that is not known', () => {
  const statement = readStatement(text, 'checkpoint');
  expect(statement && signerOf(statement, new Map())).toBeNull();
});
