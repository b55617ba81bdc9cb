import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gathered } from './contents.ts';
import { zipWriter } from './zip.ts';
import { BrokenArchive, readArchive } from './zipReading.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-zip-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Given {
  readonly name: string;
  readonly bytes: Buffer;
  readonly packed: boolean;
}

const names = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', 'é', '会'), minLength: 1, maxLength: 12 });
const contents = fc
  .tuple(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 300 }))
  .map(([bytes, times]) => Buffer.concat(Array.from({ length: times }, () => Buffer.from(bytes))));
const given: fc.Arbitrary<readonly Given[]> = fc.uniqueArray(
  fc.record({ name: names, bytes: contents, packed: fc.boolean() }),
  { selector: ({ name }) => name, maxLength: 6 },
);

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997);
}

async function written(entries: readonly Given[], path: string): Promise<void> {
  const file = await open(path, 'w');
  const zip = zipWriter(file);
  for (const { name, bytes, packed } of entries) await zip.add(name, pieces(bytes), { packed });
  await zip.finish();
  await file.close();
}

/** Everything in it, or null where it is broken. */
async function readBack(path: string): Promise<Map<string, Buffer> | null> {
  const file = await open(path);
  try {
    const archive = await readArchive(file);
    const found = new Map<string, Buffer>();
    for (const name of archive.names) found.set(name, await gathered(archive.read(name)));
    return found;
  } catch (error) {
    if (error instanceof BrokenArchive) return null;
    throw error;
  } finally {
    await file.close();
  }
}

it('gives back what was put in, and another program reads the same', () =>
  fc.assert(
    fc.asyncProperty(given, async (entries) => {
      const path = join(folder, 'there.zip');
      await written(entries, path);
      const expected = new Map(entries.map(({ name, bytes }) => [name, bytes]));
      expect(await readBack(path)).toEqual(expected);
      const other = Object.entries(unzipSync(await readFile(path)));
      expect(new Map(other.map(([name, bytes]) => [name, Buffer.from(bytes)]))).toEqual(expected);
    }),
    { numRuns: 40 },
  ));

it('the same content gives the same bytes', async () => {
  const entries = [{ name: 'a', bytes: Buffer.from('alpha'), packed: true }];
  await written(entries, join(folder, 'one.zip'));
  await written(entries, join(folder, 'two.zip'));
  expect(await readFile(join(folder, 'one.zip'))).toEqual(await readFile(join(folder, 'two.zip')));
});

const small: readonly Given[] = [
  { name: 'packed', bytes: Buffer.from('word '.repeat(100)), packed: true },
  { name: 'stored', bytes: Buffer.from('0123456789'), packed: false },
];

it('wherever it is cut off, it is broken', async () => {
  const path = join(folder, 'cut.zip');
  await written(small, path);
  const whole = await readFile(path);
  for (let length = 0; length < whole.length; length += 1) {
    await writeFile(path, whole.subarray(0, length));
    expect(await readBack(path), `${length} bytes`).toBeNull();
  }
});

it('a changed byte is found, or changes nothing but names and times', async () => {
  const path = join(folder, 'changed.zip');
  await written(small, path);
  const whole = await readFile(path);
  const expected = small.map(({ bytes }) => bytes);
  for (let at = 0; at < whole.length; at += 1) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x11;
    await writeFile(path, changed);
    const found = await readBack(path);
    if (found !== null) expect([...found.values()], `byte ${at}`).toEqual(expected);
  }
});

it('says where an entry holds more than it claims', async () => {
  const path = join(folder, 'bomb.zip');
  await written([{ name: 'a', bytes: Buffer.alloc(1_000_000), packed: true }], path);
  const bytes = await readFile(path);
  // The size in the list of entries.
  bytes.writeUInt32LE(10, bytes.length - 22 - 47 + 24);
  await writeFile(path, bytes);
  expect(await readBack(path)).toBeNull();
});

it('leaves out what is to be forgotten', async () => {
  const path = join(folder, 'forgotten.zip');
  const file = await open(path, 'w');
  const zip = zipWriter(file);
  (await zip.add('no', Buffer.from('no'))).forget();
  await zip.add('yes', Buffer.from('yes'));
  await zip.finish();
  await file.close();
  expect([...((await readBack(path)) ?? []).keys()]).toEqual(['yes']);
});

it('holds more entries than 16 bits count', async () => {
  const path = join(folder, 'many.zip');
  const file = await open(path, 'w+');
  const zip = zipWriter(file);
  for (let n = 0; n < 65_600; n += 1) await zip.add(String(n), Buffer.alloc(0), { packed: false });
  await zip.finish();
  const archive = await readArchive(file);
  expect(archive.names).toHaveLength(65_600);
  expect(archive.names.at(-1)).toBe('65599');
  await file.close();
});
