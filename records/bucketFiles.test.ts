import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Files } from '../programme/ports.ts';
import { bucketFiles } from './bucketFiles.ts';
import { addressOf, type BucketSetting, demandSound } from './bucketSetting.ts';
import { gathered } from './contents.ts';
import { check } from './files.ts';
import { type Mishap, type TestBucket, testBucket } from './testBucket.ts';

const mebibyte = 2 ** 20;

let bucket: TestBucket;
let spools: string;

beforeAll(async () => {
  bucket = await testBucket();
  spools = await mkdtemp(join(tmpdir(), 'rapport-test-spools-'));
  vi.stubEnv('TMPDIR', spools);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await bucket.close();
  await rm(spools, { recursive: true });
});

beforeEach(() => {
  bucket.asked.length = 0;
  bucket.mishaps.length = 0;
});

let places = 0;

/** Files in a place of their own. What was asked of the store until they were open is forgotten. */
async function opened(other: Partial<BucketSetting> = {}): Promise<Files> {
  const files = await bucketFiles({ ...bucket.setting, prefix: `place/${places++}`, tries: 3, ...other });
  bucket.asked.length = 0;
  return files;
}

async function kept(files: Files, bytes: Uint8Array): Promise<string> {
  const result = await files.keep(bytes);
  if (result.kind === 'too-large') throw new Error('There is no limit here.');
  bucket.asked.length = 0;
  return result.sha256;
}

async function streamed(files: Files, sha256: string): Promise<Buffer> {
  const stream = await files.stream(sha256);
  if (stream === null) throw new Error(`There is no ${sha256}.`);
  return gathered(stream);
}

async function listed(files: Files): Promise<string[]> {
  const hashes: string[] = [];
  for await (const sha256 of files.hashes()) hashes.push(sha256);
  return hashes;
}

const methods = (): string => bucket.asked.map((line) => line.split(' ')[0]).join(' ');

const times = (count: number, mishap: Mishap): Mishap[] => Array.from({ length: count }, () => mishap);
const none: Mishap = { kind: 'none' };
const busy: Mishap = { kind: 'refused', status: 503, code: 'SlowDown' };

describe('files in a bucket', () => {
  it('are not sent a second time', async () => {
    const files = await opened();
    const bytes = randomBytes(1000);
    await kept(files, bytes);
    await files.keep(bytes);
    expect(methods()).toBe('HEAD');
  });

  it('go up in parts when they are large, and leave no temporary file', async () => {
    const files = await opened({ partSize: 5 * mebibyte });
    const bytes = randomBytes(12 * mebibyte + 1);
    const result = await files.keep(bytes);
    expect(methods()).toBe('HEAD POST PUT PUT PUT POST');
    expect(result).toMatchObject({ kind: 'kept', bytes: bytes.length });
    const sha256 = result.kind === 'kept' ? result.sha256 : '';
    expect(Buffer.compare(await streamed(files, sha256), bytes)).toBe(0);
    expect(await check(files, sha256)).toBe('good');
    expect(await readdir(spools)).toEqual([]);
  });

  it('are listed page by page', async () => {
    const files = await opened();
    const some = Array.from({ length: 20 }, (_, index) => kept(files, Buffer.from(`${index}`)));
    const hashes = (await Promise.all(some)).sort();
    bucket.asked.length = 0;
    bucket.mishaps.push(...times(3, { kind: 'page', names: 7 }));
    expect(await listed(files)).toEqual(hashes);
    expect(methods()).toBe('GET GET GET');
  });

  it('do not mix with those of another prefix', async () => {
    const [one, other] = [await opened({ prefix: 'a/b' }), await opened({ prefix: '/a/' })];
    await kept(one, Buffer.from('one'));
    const sha256 = await kept(other, Buffer.from('other'));
    expect(await listed(other)).toEqual([sha256]);
    expect(await one.has(sha256)).toBe(false);
  });

  it('say so where erasing would only hide', async () => {
    const files = await opened();
    const sha256 = await kept(files, Buffer.from('a name'));
    const marker: Mishap = { kind: 'header', name: 'x-amz-delete-marker', value: 'true' };
    bucket.mishaps.push(none, marker);
    await expect(files.erase(sha256)).rejects.toThrow('hidden but not erased');
  });
});

describe('a store with mishaps', () => {
  const passing: Readonly<Record<string, Mishap>> = {
    'is busy': busy,
    fails: { kind: 'refused', status: 500, code: 'InternalError' },
    'was waiting for bytes': { kind: 'refused', status: 400, code: 'RequestTimeout' },
    'hangs up': { kind: 'hung up' },
    'says nothing': { kind: 'unanswered' },
    'breaks off': { kind: 'broken', after: 700 },
  };

  it.each(Object.entries(passing))('is asked again when it %s', async (_, mishap) => {
    // So short that it must wait; with so many tries that a slow machine does no harm.
    const files = await opened(mishap.kind === 'unanswered' ? { patience: 300, tries: 20 } : {});
    const bytes = randomBytes(2000);
    const sha256 = await kept(files, bytes);
    bucket.mishaps.push(mishap, mishap);
    expect(await files.read(sha256)).toEqual(bytes);
    expect(methods()).toMatch(mishap.kind === 'unanswered' ? /^GET GET GET/ : /^GET GET GET$/);
  });

  it('is sent a file again', async () => {
    const files = await opened();
    const bytes = randomBytes(3000);
    bucket.mishaps.push(busy, { kind: 'hung up' }, none, busy, {
      kind: 'hung up',
    });
    const sha256 = await kept(files, bytes);
    expect(await check(files, sha256)).toBe('good');
  });

  it('is asked for the rest of what it broke off, as long as there is more each time', async () => {
    const files = await opened();
    const bytes = randomBytes(1000);
    const sha256 = await kept(files, bytes);
    bucket.mishaps.push(none, ...times(9, { kind: 'broken', after: 100 }));
    expect(await streamed(files, sha256)).toEqual(bytes);
    expect(methods()).toBe('HEAD GET GET GET GET GET GET GET GET GET GET');
  });

  it('is left after as many tries as are set', async () => {
    const files = await opened();
    bucket.mishaps.push(...times(9, busy));
    await expect(files.keep(randomBytes(10))).rejects.toThrow(
      `The file store ${bucket.setting.endpoint} (bucket files) answered 503 to HEAD. Try again later`,
    );
    expect(methods()).toBe('HEAD HEAD HEAD');
    expect(await readdir(spools)).toEqual([]);
  });

  it('is asked to forget the parts of an upload that failed', async () => {
    const files = await opened({ partSize: 5 * mebibyte, tries: 1 });
    bucket.mishaps.push(none, none, none, { kind: 'refused', status: 403, code: 'AccessDenied' });
    await expect(files.keep(randomBytes(11 * mebibyte))).rejects.toThrow('403 AccessDenied to PUT');
    expect(methods()).toBe('HEAD POST PUT PUT DELETE');
    expect(bucket.asked.at(-1)).toMatch(/\?uploadId=\w+$/);
  });

  it('may answer "200" to the end of an upload and then refuse it', async () => {
    const files = await opened({ partSize: 5 * mebibyte });
    const bytes = randomBytes(6 * mebibyte);
    const late: Mishap = { kind: 'body', body: '<?xml version="1.0"?>\n<Error><Code>MalformedXML</Code></Error>' };
    bucket.mishaps.push(none, none, none, none, late);
    await expect(files.keep(bytes)).rejects.toThrow('200 MalformedXML to POST');
  });

  it('is not believed when it does not say how long a file is', async () => {
    const files = await opened();
    const sha256 = await kept(files, randomBytes(100));
    bucket.mishaps.push({ kind: 'header', name: 'content-length', value: null });
    await expect(files.stream(sha256)).rejects.toThrow('does not say how long a file is');
  });

  it('is not believed when it gives another part of a file', async () => {
    const files = await opened();
    const sha256 = await kept(files, randomBytes(100));
    bucket.mishaps.push(none);
    bucket.mishaps.push({ kind: 'header', name: 'content-range', value: 'bytes 7-99/100' });
    await expect(streamed(files, sha256)).rejects.toThrow('another part of the file');
  });
});

describe('opening a bucket', () => {
  const wrong: Readonly<Record<string, [Partial<BucketSetting>, message: string]>> = {
    'of another name': [{ bucket: 'nowhere' }, 'answered 404 NoSuchBucket to GET. Create the bucket'],
    'with a wrong secret': [
      { secretAccessKey: 'guessed' },
      '403 SignatureDoesNotMatch to GET. Check AWS_ACCESS_KEY_ID',
    ],
    'of another region': [{ region: 'eu-west-1' }, '403 SignatureDoesNotMatch'],
  };

  it.each(Object.entries(wrong))('%s says what to do, and no key', async (_, [other, message]) => {
    const failure = await opened(other).catch((error: unknown) => error);
    expect(failure).toHaveProperty('message', expect.stringContaining(message));
    const { accessKeyId, secretAccessKey } = { ...bucket.setting, ...other };
    expect(`${failure}${JSON.stringify(failure)}`).not.toContain(accessKeyId);
    expect(`${failure}${JSON.stringify(failure)}`).not.toContain(secretAccessKey);
  });

  it('says when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await once(server.close(), 'close');
    const message = `${endpoint} (bucket files) cannot be reached (ECONNREFUSED). Check AWS_ENDPOINT_URL`;
    await expect(opened({ endpoint })).rejects.toThrow(message);
  });

  it('does not take any page for a store', async () => {
    bucket.mishaps.push({ kind: 'body', body: '<!doctype html><title>Welcome</title>' });
    await expect(opened()).rejects.toThrow('not one of a file store');
  });

  it('waits no longer than it is told', async () => {
    bucket.mishaps.push(...times(3, { kind: 'unanswered' }));
    await expect(opened({ patience: 200 })).rejects.toThrow('said nothing for 0.2 s');
  });
});

describe('the address of an object', () => {
  const amazon = {
    region: 'eu-west-1',
    accessKeyId: 'A',
    secretAccessKey: 'b',
    endpoint: 'https://s3.eu-west-1.amazonaws.com',
  };
  const cases: readonly [Partial<BucketSetting> & { readonly bucket: string }, address: string][] = [
    [{ bucket: 'files' }, 'https://files.s3.eu-west-1.amazonaws.com/a/b?x=%2B'],
    [{ bucket: 'files', pathStyle: true }, 'https://s3.eu-west-1.amazonaws.com/files/a/b?x=%2B'],
    [{ bucket: 'our.files' }, 'https://s3.eu-west-1.amazonaws.com/our.files/a/b?x=%2B'],
    [{ bucket: 'files', endpoint: 'http://localhost:9000' }, 'http://localhost:9000/files/a/b?x=%2B'],
    [{ bucket: 'files', endpoint: 'https://host.org/s3/' }, 'https://host.org/s3/files/a/b?x=%2B'],
    [{ bucket: 'files', endpoint: 'https://host.org', pathStyle: false }, 'https://files.host.org/a/b?x=%2B'],
  ];

  it.each(cases)('%j', (other, address) => {
    expect(`${addressOf({ ...amazon, ...other }, 'a/b', { x: '+' })}`).toBe(address);
  });

  it('is refused parts smaller than any store takes', () => {
    expect(() => demandSound({ ...amazon, bucket: 'files', partSize: mebibyte })).toThrow('at least 5242880 bytes');
  });
});
