import { textsIn } from './bucketXml.ts';

/** A store did not do what it was asked. The message says which one, what it answered and what to do; never a key. */
export class BucketFailure extends Error {
  /** Whether it may go away by itself. */
  readonly isPassing: boolean;

  constructor(message: string, isPassing: boolean) {
    super(message);
    this.name = 'BucketFailure';
    this.isPassing = isPassing;
  }
}

const wrongKey = 'Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';
const wrongPlace = 'Check AWS_REGION and AWS_ENDPOINT_URL.';
const tooBusy = 'Try again later, or look at the state of the store.';

/** What to do, by the code of the refusal. */
const remedies: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: wrongKey,
  SignatureDoesNotMatch: wrongKey,
  RequestTimeTooSkewed: 'Set the clock of this machine.',
  NoSuchBucket: 'Create the bucket or correct its name.',
  PermanentRedirect: wrongPlace,
  TemporaryRedirect: wrongPlace,
  AuthorizationHeaderMalformed: wrongPlace,
};

const passing = ['InternalError', 'OperationAborted', 'RequestTimeout', 'ServiceUnavailable', 'SlowDown'];

function remedyFor(status: number, code: string): string {
  const known = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  if (known !== undefined) return known;
  if (isBusy(status) || passing.includes(code)) return tooBusy;
  if (status === 401 || status === 403)
    return `The key must be allowed s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload. ${wrongKey}`;
  return status < 400 || status === 404 ? wrongPlace : 'The log of the store may say why.';
}

const isBusy = (status: number): boolean => status === 408 || status === 429 || (status >= 500 && status !== 501);

/** An answer that is none of those looked for. Of its text only the code is told, for the rest may repeat the key. */
export function refusal(where: string, asked: string, status: number, body: Uint8Array): BucketFailure {
  const code = textsIn(Buffer.from(body).toString('utf8'), 'Code').find((text) => /^[A-Za-z]{1,50}$/.test(text)) ?? '';
  const answer = [status, code].filter(Boolean).join(' ');
  return new BucketFailure(
    `The file store ${where} answered ${answer} to ${asked}. ${remedyFor(status, code)}`,
    isBusy(status) || passing.includes(code),
  );
}

export const silence = (where: string, patience: number): BucketFailure =>
  new BucketFailure(`The file store ${where} said nothing for ${patience / 1000} s. ${tooBusy}`, true);

export const brokenOff = (where: string): BucketFailure =>
  new BucketFailure(`The file store ${where} broke off its answer. ${tooBusy}`, true);

/** What `fetch` threw: a failure of the network, or the one with which it was called off. */
export function unanswered(where: string, error: unknown): BucketFailure {
  if (error instanceof BucketFailure) return error;
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const reason = cause instanceof Error ? ('code' in cause ? cause.code : cause.message) : 'no reason given';
  return new BucketFailure(
    `The file store ${where} cannot be reached (${reason}). Check AWS_ENDPOINT_URL and whether the store runs.`,
    true,
  );
}
