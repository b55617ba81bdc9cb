import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Files } from '../programme/ports.ts';
import { type Bucket, openBucket } from './bucket.ts';
import { BucketFailure } from './bucketFailure.ts';
import { type BucketSetting, keyPrefix } from './bucketSetting.ts';
import { escaped, isRoot, textsIn } from './bucketXml.ts';
import { clipped, demandSha256, isSha256, sha256Of, spool } from './contents.ts';

/**
 * Files as objects of a bucket, each under the prefix and its hash. What is kept is first written to a temporary folder,
 * for its hash, which is its name and part of the signature, is known only at the end. The bucket is asked for its list
 * at once, so that a wrong name, key or clock is told now.
 */
export async function bucketFiles(setting: BucketSetting): Promise<Files> {
  const bucket = openBucket(setting);
  const prefix = keyPrefix(setting);
  const keyOf = (sha256: string): string => prefix + demandSha256(sha256);
  await page(bucket, prefix, { 'max-keys': '1' });

  /** Length in bytes; null where there is no such object. */
  async function lengthOf(key: string): Promise<number | null> {
    const { status, headers } = await bucket.ask({ method: 'HEAD', key, answers: [200, 404] });
    if (status === 404) return null;
    const length = headers.get('content-length') ?? '';
    if (!/^\d+$/.test(length)) throw new BucketFailure('The file store does not say how long a file is.', false);
    return Number(length);
  }

  return {
    keep: async (bytes, limit) => {
      const folder = await mkdtemp(join(tmpdir(), 'rapport-'));
      try {
        const path = join(folder, 'incoming');
        const kept = await spool(bytes, path, { limit });
        if (kept.kind === 'too-large') return kept;
        const key = keyOf(kept.sha256);
        // An object appears whole or not at all, and only with the bytes of its hash.
        if ((await lengthOf(key)) !== kept.bytes)
          await upload(bucket, key, await openAsBlob(path), kept.sha256, setting.partSize);
        return kept;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    read: async (sha256) => {
      const { status, body } = await bucket.ask({ method: 'GET', key: keyOf(sha256), answers: [200, 404] });
      return status === 200 ? body : null;
    },
    stream: async (sha256, range) => {
      const key = keyOf(sha256);
      const length = await lengthOf(key);
      return length === null ? null : bucket.bytes(key, clipped(range, length));
    },
    has: async (sha256) => (await lengthOf(keyOf(sha256))) !== null,
    hashes: () => hashes(bucket, prefix),
    erase: async (sha256) => {
      const key = keyOf(sha256);
      if ((await lengthOf(key)) === null) return false;
      const { headers } = await bucket.ask({ method: 'DELETE', key, answers: [200, 204, 404] });
      if (headers.get('x-amz-delete-marker') === 'true')
        throw new BucketFailure(
          `The bucket ${setting.bucket} keeps versions: the file ${key} is hidden but not erased. Delete its versions, and switch versions off.`,
          false,
        );
      return true;
    },
  };
}

const mebibyte = 2 ** 20;

async function upload(
  bucket: Bucket,
  key: string,
  body: Blob,
  sha256: string,
  partSize = 64 * mebibyte,
): Promise<void> {
  if (body.size <= partSize) await bucket.ask({ method: 'PUT', key, body, sha256 });
  // A file has at most 10,000 parts.
  else await uploadInParts(bucket, key, body, Math.max(partSize, Math.ceil(body.size / 10_000)));
}

async function uploadInParts(bucket: Bucket, key: string, body: Blob, partSize: number): Promise<void> {
  const begun = text(await bucket.ask({ method: 'POST', key, query: { uploads: '' } }));
  const uploadId = textsIn(begun, 'UploadId')[0];
  if (uploadId === undefined) throw new BucketFailure('The file store began an upload without naming it.', false);
  try {
    const parts: string[] = [];
    for (let number = 1; (number - 1) * partSize < body.size; number++) {
      const part = body.slice((number - 1) * partSize, number * partSize);
      const query = { partNumber: `${number}`, uploadId };
      const { headers } = await bucket.ask({
        method: 'PUT',
        key,
        query,
        body: part,
        sha256: await sha256Of(part.stream()),
      });
      parts.push(`<Part><PartNumber>${number}</PartNumber><ETag>${escaped(headers.get('etag') ?? '')}</ETag></Part>`);
    }
    const list = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const done = text(await bucket.ask({ method: 'POST', key, query: { uploadId }, body: list }));
    if (!isRoot(done, 'CompleteMultipartUploadResult'))
      throw new BucketFailure('The file store did not say that it put the parts together.', false);
  } catch (error) {
    // Frees the room of the parts. If that fails too, the first failure is what counts.
    await bucket.ask({ method: 'DELETE', key, query: { uploadId }, answers: [204, 404] }).catch(() => {});
    throw error;
  }
}

async function* hashes(bucket: Bucket, prefix: string): AsyncGenerator<string> {
  let query: Readonly<Record<string, string>> = {};
  for (;;) {
    const list = await page(bucket, prefix, query);
    for (const key of textsIn(list, 'Key')) {
      const sha256 = key.slice(prefix.length);
      if (key.startsWith(prefix) && isSha256(sha256)) yield sha256;
    }
    if (textsIn(list, 'IsTruncated')[0] !== 'true') return;
    const next = textsIn(list, 'NextContinuationToken')[0];
    if (!next) throw new BucketFailure('The file store gave a part of its list and not where it goes on.', false);
    query = { 'continuation-token': next };
  }
}

/** One page of the list of the bucket: up to 1,000 keys, in order. */
async function page(bucket: Bucket, prefix: string, query: Readonly<Record<string, string>>): Promise<string> {
  const list = text(await bucket.ask({ method: 'GET', query: { 'list-type': '2', prefix, ...query } }));
  if (!isRoot(list, 'ListBucketResult'))
    throw new BucketFailure('The address is not one of a file store: it gave no list. Check AWS_ENDPOINT_URL.', false);
  return list;
}

const text = ({ body }: { readonly body: Uint8Array }): string => Buffer.from(body).toString('utf8');
