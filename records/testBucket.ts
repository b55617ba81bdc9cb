import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BucketSetting } from './bucketSetting.ts';
import { gathered } from './contents.ts';

/** What can befall a request. */
export type Mishap =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  | { readonly kind: 'hung up' }
  | { readonly kind: 'unanswered' }
  /** The answer breaks after so many bytes of its body. */
  | { readonly kind: 'broken'; readonly after: number }
  /** A header of the answer is another one, or missing. */
  | { readonly kind: 'header'; readonly name: string; readonly value: string | null }
  /** A list has so few names a page. */
  | { readonly kind: 'page'; readonly names: number }
  | { readonly kind: 'body'; readonly body: string };

export interface TestBucket {
  readonly setting: BucketSetting;
  /** Method and address of every request that came. */
  readonly asked: string[];
  /** What befalls the next requests, one each. */
  readonly mishaps: Mishap[];
  readonly close: () => Promise<void>;
}

/**
 * A bucket of s3rver in a temporary folder, behind a door. s3rver looks neither at the signature nor at the hash of what
 * is sent: the door does, by the published rules of AWS Signature Version 4 and not by the library that signs.
 */
export async function testBucket(): Promise<TestBucket> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-test-bucket-'));
  const store = await startStore(folder);
  const setting = {
    bucket: 'files',
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'kept/from+all=errors',
  };
  const asked: string[] = [];
  const mishaps: Mishap[] = [];
  const door = createServer(async (incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const mishap = mishaps.shift();
    const body = await gathered(incoming);
    if (mishap?.kind === 'hung up') incoming.socket.destroy();
    else if (mishap?.kind === 'refused') refuse(answer, mishap.status, mishap.code);
    else if (!isSigned(incoming, setting)) refuse(answer, 403, 'SignatureDoesNotMatch');
    else if (incoming.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex'))
      refuse(answer, 400, 'XAmzContentSHA256Mismatch');
    else if (mishap?.kind !== 'unanswered') forward(incoming, body, store.port, answer, mishap);
  });
  await once(door.listen(0, '127.0.0.1'), 'listening');
  return {
    setting: { ...setting, endpoint: `http://127.0.0.1:${(door.address() as AddressInfo).port}` },
    asked,
    mishaps,
    close: async () => {
      door.closeAllConnections();
      door.close();
      await store.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const storeProgram = `
  process.stdin.on('end', () => process.exit()).resume();
  const [, S3rver, directory] = process.argv;
  const options = { directory, address: '127.0.0.1', port: 0, silent: true, configureBuckets: [{ name: 'files' }] };
  new (require(S3rver))(options).run().then(({ port }) => console.log(port));
`;

/**
 * Runs by itself, for it makes the tokens of its lists with a cipher that OpenSSL 3 gives only as a legacy; ends with
 * whoever started it, even if that one is killed.
 */
async function startStore(folder: string): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const require = createRequire(import.meta.url);
  const options = ['--openssl-legacy-provider', '-e', storeProgram, require.resolve('s3rver'), folder];
  const child = spawn(process.execPath, options, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [port] = await Promise.race([once(child.stdout, 'data'), exited]);
  if (!Buffer.isBuffer(port)) throw new Error('s3rver ended before it listened.');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { port: Number(port), stop };
}

/** A refusal as Amazon words it, with the key repeated. */
function refuse(answer: ServerResponse, status: number, code: string): void {
  const said = `<Code>${code}</Code><Message>No.</Message><AWSAccessKeyId>S3RVER</AWSAccessKeyId>`;
  answer.writeHead(status, { 'content-type': 'application/xml' });
  answer.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${said}</Error>`);
}

function forward(incoming: IncomingMessage, body: Buffer, port: number, answer: ServerResponse, mishap?: Mishap): void {
  const { method, headers } = incoming;
  const path = mishap?.kind === 'page' ? `${incoming.url}&max-keys=${mishap.names}` : incoming.url;
  const through = request({ host: '127.0.0.1', port, method, path, headers }, async (reply) => {
    const given = await gathered(reply);
    const sent = mishap?.kind === 'body' ? Buffer.from(mishap.body) : given;
    answer.statusCode = reply.statusCode ?? 500;
    for (const [name, value] of Object.entries(reply.headers)) if (value !== undefined) answer.setHeader(name, value);
    // The length of an answer to HEAD is that of what it does not hold.
    if (method !== 'HEAD') answer.setHeader('content-length', sent.length);
    if (mishap?.kind === 'header' && mishap.value !== null) answer.setHeader(mishap.name, mishap.value);
    if (mishap?.kind === 'header' && mishap.value === null) answer.removeHeader(mishap.name);
    if (mishap?.kind === 'broken') answer.write(sent.subarray(0, mishap.after), () => answer.destroy());
    else answer.end(sent);
  });
  through.end(body);
}

const percent = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** AWS Signature Version 4 over one chunk: the header `Authorization` checked, its date no older than 15 minutes. */
function isSigned(
  { method, url = '', headers }: IncomingMessage,
  setting: { region: string; secretAccessKey: string },
) {
  const form =
    /^AWS4-HMAC-SHA256 Credential=\w+\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w+)$/;
  const [, day = '', region = '', names = '', signature] = form.exec(headers.authorization ?? '') ?? [];
  const stamp = `${headers['x-amz-date']}`;
  const [, ...time] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)?.map(Number) ?? [];
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = time;
  const age = Date.now() - Date.UTC(year, month - 1, date, hour, minute, second);
  if (Math.abs(age) > 15 * 60_000 || !stamp.startsWith(day) || region !== setting.region) return false;
  const [path = '', query = ''] = url.split('?');
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${percent(name)}=${percent(value)}`).sort();
  const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const asked = [method, path, pairs.join('&'), lines.join(''), names, headers['x-amz-content-sha256']].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, createHash('sha256').update(asked).digest('hex')].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${setting.secretAccessKey}`);
  return hmac(key, toSign).toString('hex') === signature;
}
