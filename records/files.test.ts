import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Files } from '../programme/ports.ts';
import { gathered } from './contents.ts';
import { check, type Environment, filesOf } from './files.ts';
import { type TestBucket, testBucket } from './testBucket.ts';

let folder: string;
let bucket: TestBucket;
let environment: Environment;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-test-files-'));
  bucket = await testBucket();
  environment = {
    AWS_ENDPOINT_URL: bucket.setting.endpoint,
    AWS_REGION: bucket.setting.region,
    AWS_ACCESS_KEY_ID: bucket.setting.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.setting.secretAccessKey,
  };
});

afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true });
});

/** Where files can be kept; each gives an empty place. */
const places: Readonly<Record<string, () => Promise<Files>>> = {
  'a folder': () => filesOf(join(folder, randomUUID()), environment),
  'a bucket': () => filesOf(`s3://files/${randomUUID()}/files`, environment),
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const absent = sha256(Buffer.from('absent'));
const text = Buffer.from('Requests the Secretary-General to report.');

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* interrupted(): AsyncGenerator<Uint8Array> {
  yield text;
  throw new Error('The line went dead.');
}

async function kept(files: Files, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
  const result = await files.keep(bytes);
  if (result.kind === 'too-large') throw new Error('There is no limit here.');
  return result.sha256;
}

async function streamed(files: Files, hash: string, range?: { start: number; end: number }): Promise<Buffer | null> {
  const stream = await files.stream(hash, range);
  return stream && gathered(stream);
}

const listed = async (files: Files): Promise<string[]> => {
  const hashes: string[] = [];
  for await (const hash of files.hashes()) hashes.push(hash);
  return hashes;
};

/** What holds wherever files are kept. */
const behaviours: Readonly<Record<string, (files: Files) => Promise<void>>> = {
  'keeps bytes under their hash': async (files) => {
    expect(await files.keep(text)).toEqual({ kind: 'kept', sha256: sha256(text), bytes: text.length });
    expect(await files.read(sha256(text))).toEqual(text);
    expect(await files.has(sha256(text))).toBe(true);
    expect(await check(files, sha256(text))).toBe('good');
  },
  'keeps a stream as it keeps its bytes': async (files) => {
    const bytes = randomBytes(300_000);
    expect(await kept(files, inChunks(bytes, 1000))).toBe(sha256(bytes));
    expect(await streamed(files, sha256(bytes))).toEqual(bytes);
  },
  'keeps nothing at all, too': async (files) => {
    const hash = await kept(files, new Uint8Array());
    expect(await files.read(hash)).toHaveLength(0);
    expect(await streamed(files, hash)).toHaveLength(0);
    expect(await streamed(files, hash, { start: 0, end: 10 })).toHaveLength(0);
    expect(await check(files, hash)).toBe('good');
  },
  'keeps the same bytes once': async (files) => {
    expect(await kept(files, text)).toBe(await kept(files, inChunks(text, 3)));
    expect(await listed(files)).toEqual([sha256(text)]);
  },
  'lets many keep the same bytes at once': async (files) => {
    const bytes = randomBytes(100_000);
    await Promise.all(Array.from({ length: 8 }, (_, index) => kept(files, inChunks(bytes, 5000 + index))));
    expect(await listed(files)).toEqual([sha256(bytes)]);
    expect(await check(files, sha256(bytes))).toBe('good');
  },
  'knows nothing of what it does not hold': async (files) => {
    expect(await files.read(absent)).toBeNull();
    expect(await files.stream(absent)).toBeNull();
    expect(await files.stream(absent, { start: 2, end: 2 })).toBeNull();
    expect(await files.has(absent)).toBe(false);
    expect(await files.erase(absent)).toBe(false);
    expect(await check(files, absent)).toBe('missing');
    expect(await listed(files)).toEqual([]);
  },
  'lists the hashes in order': async (files) => {
    const hashes = await Promise.all(Array.from({ length: 20 }, (_, index) => kept(files, Buffer.from(`${index}`))));
    expect(await listed(files)).toEqual(hashes.sort());
  },
  erases: async (files) => {
    await kept(files, text);
    const other = await kept(files, Buffer.from('other'));
    expect(await files.erase(sha256(text))).toBe(true);
    expect(await files.read(sha256(text))).toBeNull();
    expect(await files.erase(sha256(text))).toBe(false);
    expect(await listed(files)).toEqual([other]);
    expect(await kept(files, text)).toBe(sha256(text));
  },
  'refuses what is longer than the limit, and keeps nothing of it': async (files) => {
    const limit = text.length - 1;
    expect(await files.keep(text, limit)).toEqual({ kind: 'too-large', limit });
    expect(await files.keep(inChunks(text, 5), limit)).toEqual({ kind: 'too-large', limit });
    expect(await listed(files)).toEqual([]);
    expect(await files.keep(inChunks(text, 5), text.length)).toMatchObject({ kind: 'kept', bytes: text.length });
  },
  'stops reading a stream at the limit': async (files) => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield text;
      } finally {
        isClosed = true;
      }
    }
    expect(await files.keep(endless(), 10_000)).toEqual({ kind: 'too-large', limit: 10_000 });
    expect(isClosed).toBe(true);
  },
  'keeps nothing of a stream that breaks': async (files) => {
    await expect(files.keep(interrupted())).rejects.toThrow('The line went dead.');
    expect(await listed(files)).toEqual([]);
  },
  'holds nothing open for a stream that is left off or never read': async (files) => {
    const hash = await kept(files, randomBytes(500_000));
    await files.stream(hash);
    for await (const chunk of (await files.stream(hash)) ?? []) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(await check(files, hash)).toBe('good');
  },
};

/** No hash of a file: some would lead elsewhere. */
const noHashes = [
  '',
  '..',
  '../../etc/passwd',
  `../${absent.slice(3)}`,
  absent.toUpperCase(),
  absent.slice(1),
  `${absent}\n`,
];
const noRanges = [
  { start: -1, end: 3 },
  { start: 3, end: 2 },
  { start: 0.5, end: 2 },
  { start: 0, end: Number.NaN },
];

describe.each(Object.entries(places))('files in %s', (_, open) => {
  it.each(Object.entries(behaviours))('%s', async (_, behaviour) => behaviour(await open()));

  it.each(noHashes)('takes %j for no hash', async (text) => {
    const files = await open();
    for (const use of [files.read, files.stream, files.has, files.erase])
      await expect(use(text)).rejects.toThrow(`Not a SHA-256 in lower-case hex: ${JSON.stringify(text)}`);
  });

  it.each(noRanges)('takes %j for no range', async (range) => {
    const files = await open();
    await expect(files.stream(await kept(files, text), range)).rejects.toThrow('Not a range of bytes');
  });

  it.each([-1, Number.NaN])('takes %s for no limit', async (limit) => {
    await expect((await open()).keep(text, limit)).rejects.toThrow(`Not a limit in bytes: ${limit}`);
  });

  it('gives back any bytes, and any part of them as a slice would', async () => {
    const files = await open();
    const cases = fc.tuple(
      fc.uint8Array({ maxLength: 3000 }),
      fc.nat(3500),
      fc.nat(3500),
      fc.integer({ min: 1, max: 500 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([bytes, one, other, size]) => {
        const hash = await kept(files, inChunks(bytes, size));
        const range = { start: Math.min(one, other), end: Math.max(one, other) };
        expect(hash).toBe(sha256(bytes));
        expect(Buffer.compare((await files.read(hash)) ?? Buffer.from('nothing'), bytes)).toBe(0);
        expect(await streamed(files, hash, range)).toEqual(Buffer.from(bytes.slice(range.start, range.end)));
      }),
      // A first byte alone is where stores go wrong: its range ends in 0.
      { examples: [[[Uint8Array.of(1, 2, 3), 0, 1, 3]]] },
    );
  });
});

describe('the place for files', () => {
  const wrong: Readonly<Record<string, [setting: string, environment: Environment, message: RegExp]>> = {
    'is not empty': [' ', {}, /give a folder or s3:/],
    'is of no other kind': ['https://example.org/files', {}, /not in https:/],
    'needs a key': ['s3://files', {}, /need AWS_ACCESS_KEY_ID/],
    'needs the secret': ['s3://files', { AWS_ACCESS_KEY_ID: 'A' }, /need AWS_SECRET_ACCESS_KEY/],
    'repeats no key': ['s3://A:hidden@files', {}, /^(?!.*hidden)/],
    'repeats no key of an address': [
      's3://files',
      { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'b', AWS_ENDPOINT_URL: 'https://a:hidden@s3.example.org' },
      /^(?!.*hidden).*holds more than an address/,
    ],
    'repeats no broken key': [
      's3://files',
      { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'hidden\n' },
      /^(?!.*hidden)AWS_SECRET_ACCESS_KEY .* line break/,
    ],
    'leads nowhere else': ['s3://files/../other', { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'b' }, /A prefix/],
    'names a bucket': [
      's3:///files',
      { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'b' },
      /the name of a bucket: ""/,
    ],
  };

  it.each(Object.entries(wrong))('%s', async (_, [setting, environment, message]) => {
    await expect(filesOf(setting, environment)).rejects.toThrow(message);
  });
});
