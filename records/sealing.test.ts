import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { gathered } from './contents.ts';
import { type Lock, newLock, opened, sealed, unlocked } from './sealing.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

let lock: Lock;
let key: Buffer;
beforeAll(async () => {
  ({ lock, key } = await newLock('correct horse battery'));
});

describe('a lock', () => {
  it('opens with its passphrase, however its letters are composed', async () => {
    const { lock: accented } = await newLock('caf\u00e9 caf\u00e9 caf\u00e9');
    expect(await unlocked(accented, 'cafe\u0301 cafe\u0301 cafe\u0301')).not.toBeNull();
    expect(await unlocked(lock, 'correct horse battery')).toEqual(key);
  });

  it('does not open with another', async () => {
    expect(await unlocked(lock, 'correct horse batter')).toBeNull();
  });

  it('of other costs is refused before any work', async () => {
    await expect(unlocked({ ...lock, N: 2 ** 30 }, 'correct horse battery')).rejects.toThrow(RangeError);
  });
});

describe('sealed bytes', () => {
  it('come back, however they are cut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 700 }),
        async (bytes, out, back) => {
          const closed = await gathered(sealed(pieces(bytes, out), key, 'a'));
          expect(await gathered(opened(pieces(closed, back), key, 'a'))).toEqual(Buffer.from(bytes));
        },
      ),
      { numRuns: 50 },
    ));

  it.each([
    ['any byte changed', (closed: Buffer) => Array.from(closed, (_, at) => flipped(closed, at)), 'a'],
    ['any length cut off', (closed: Buffer) => Array.from(closed, (_, at) => closed.subarray(0, at)), 'a'],
    ['another name', (closed: Buffer) => [closed], 'b'],
  ] as const)('are refused with %s', async (_, changes, name) => {
    const closed = await gathered(sealed(pieces(Buffer.from('the keys of an instance'), 5), key, 'a'));
    for (const changed of changes(closed))
      await expect(gathered(opened(pieces(changed, 7), key, name))).rejects.toThrow();
  });
});

const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};
