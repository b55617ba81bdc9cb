import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { BucketFailure, brokenOff, refusal, silence, unanswered } from './bucketFailure.ts';
import { addressOf, type BucketSetting, demandSound } from './bucketSetting.ts';
import { isRoot } from './bucketXml.ts';
import { gathered, type Part } from './contents.ts';

export interface Asked {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Of the object; without it the bucket itself is meant. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Blob | string;
  /** Of a body that is a blob: the store takes no other bytes than these. */
  readonly sha256?: string;
  /** Statuses that are an answer, 200 unless told otherwise; any other is a failure. */
  readonly answers?: readonly number[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What fails in passing is asked again some times; what then still fails is thrown as a `BucketFailure`. */
export interface Bucket {
  /** Takes the whole answer into memory. */
  readonly ask: (asked: Asked) => Promise<Answer>;
  /** A part of an object that is there. Where the answer breaks, the rest is asked for. */
  readonly bytes: (key: string, part: Part) => AsyncGenerator<Uint8Array>;
}

/** Bytes a second that an upload is given time for. */
const slowest = 100_000;

export function openBucket(setting: BucketSetting): Bucket {
  demandSound(setting);
  const { accessKeyId, secretAccessKey, region, patience = 30_000, tries = 5 } = setting;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  const where = `${setting.endpoint} (bucket ${setting.bucket})`;

  /** One try. */
  async function send({ method, key = '', query = {}, body, sha256 }: Asked, range?: Part): Promise<Reply> {
    const watch = watched(where, patience);
    const request = await client.sign(addressOf(setting, key, query), {
      method,
      headers: { 'x-amz-content-sha256': sha256 ?? hashOf(body) },
      redirect: 'manual',
      signal: watch.signal,
      ...(body === undefined ? {} : { body }),
    });
    // Not signed, for a proxy before the store may change it; but a packed answer would have another length.
    request.headers.set('accept-encoding', 'identity');
    if (range !== undefined) request.headers.set('range', `bytes=${range.start}-${range.end - 1}`);
    const upload = body instanceof Blob ? (body.size / slowest) * 1000 : 0;
    const response = await watch.over(fetch(request), upload);
    return { status: response.status, headers: response.headers, chunks: chunksOf(response, watch) };
  }

  async function askOnce(asked: Asked): Promise<Answer> {
    const { status, headers, chunks } = await send(asked);
    const body = await gathered(chunks);
    const isAnswer = (asked.answers ?? [200]).includes(status);
    // The end of an upload in parts is answered before it is done: "200", and then perhaps a refusal.
    const isLateRefusal = asked.method === 'POST' && isRoot(body.toString('utf8'), 'Error');
    if (!isAnswer || isLateRefusal) throw refusal(where, asked.method, status, body);
    return { status, headers, body };
  }

  async function ask(asked: Asked): Promise<Answer> {
    for (let tried = 1; ; tried++) {
      try {
        return await askOnce(asked);
      } catch (error) {
        await waitAfter(error, tried);
      }
    }
  }

  async function* bytes(key: string, part: Part): AsyncGenerator<Uint8Array> {
    let { start } = part;
    for (let tried = 1; start < part.end; tried++) {
      try {
        for await (const chunk of partOnce(key, { start, end: part.end })) {
          start += chunk.length;
          if (chunk.length > 0) tried = 1;
          yield chunk;
        }
        if (start < part.end) throw brokenOff(where);
      } catch (error) {
        await waitAfter(error, tried);
      }
    }
  }

  async function* partOnce(key: string, part: Part): AsyncGenerator<Uint8Array> {
    const { status, headers, chunks } = await send({ method: 'GET', key }, part);
    if (status !== 206) throw refusal(where, 'GET', status, await gathered(chunks, 65_536));
    if (!headers.get('content-range')?.startsWith(`bytes ${part.start}-`))
      throw new BucketFailure(`The file store ${where} gave another part of the file than was asked for.`, false);
    let left = part.end - part.start;
    for await (const chunk of chunks) {
      // Some stores send more than the end that was asked for.
      yield chunk.subarray(0, left);
      left -= chunk.length;
      if (left <= 0) return;
    }
  }

  async function waitAfter(error: unknown, tried: number): Promise<void> {
    if (!(error instanceof BucketFailure && error.isPassing) || tried >= tries) throw error;
    // A tenth of a second, doubled each time up to ten seconds; shortened by chance, so that not all come back together.
    await sleep(Math.min(100 * 2 ** (tried - 1), 10_000) * (1 - Math.random() / 2));
  }

  return { ask, bytes };
}

/** The head of an answer; its body is still under way. */
interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly chunks: AsyncGenerator<Uint8Array>;
}

async function* chunksOf(response: Response, watch: Watch): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await watch.over(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // Frees the connection of an answer that is not read to its end. One that broke is free already, and says so.
    await reader.cancel().catch(() => {});
  }
}

interface Watch {
  readonly signal: AbortSignal;
  /** Waits for the store, but calls everything off when its patience is over, to which some milliseconds can be added. */
  readonly over: <T>(waiting: Promise<T>, more?: number) => Promise<T>;
}

/** Counts only the time in which the store is waited for, not that in which the reader of its answer is busy. */
function watched(where: string, patience: number): Watch {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    over: async (waiting, more = 0) => {
      const timer = setTimeout(() => controller.abort(silence(where, patience)), patience + more);
      try {
        return await waiting;
      } catch (error) {
        throw unanswered(where, error);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function hashOf(body: Blob | string | undefined): string {
  if (body instanceof Blob) throw new Error('A blob is sent with its hash.');
  return createHash('sha256')
    .update(body ?? '')
    .digest('hex');
}
