/** A bucket in an S3-compatible store, and the key to it. */
export interface BucketSetting {
  /** `https://s3.example.org`, without the bucket. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What stands before every name, as `rapport/files`; nothing unless told otherwise. */
  readonly prefix?: string;
  /** Whether the bucket stands in the path and not in the host name; so everywhere but at Amazon unless told otherwise. */
  readonly pathStyle?: boolean;
  /** Milliseconds of silence after which an answer is given up; 30,000 unless told otherwise. */
  readonly patience?: number;
  /** How often a request is sent before its failure counts; 5 unless told otherwise. */
  readonly tries?: number;
  /** Bytes above which a file goes up in parts of at most this size; 64 MiB unless told otherwise, 5 MiB the least. */
  readonly partSize?: number;
}

/** 5 MiB: no store takes smaller ones, the last of a file aside. */
const leastPart = 5 * 2 ** 20;

/** Throws on a setting that could not work or would lead elsewhere. Nothing that may hold a key is repeated. */
export function demandSound(setting: BucketSetting): void {
  const endpoint = URL.parse(setting.endpoint);
  if (endpoint === null || !/^https?:$/.test(endpoint.protocol))
    throw new Error('AWS_ENDPOINT_URL is not an address like https://s3.example.org.');
  if (endpoint.username || endpoint.password || endpoint.search || endpoint.hash)
    throw new Error('AWS_ENDPOINT_URL holds more than an address; the key belongs into AWS_ACCESS_KEY_ID.');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(setting.bucket))
    throw new Error(`Not the name of a bucket: ${JSON.stringify(setting.bucket.slice(0, 100))}.`);
  if (!partsOf(setting.prefix).every((part) => /^[\w.-]+$/.test(part) && !/^\.+$/.test(part)))
    throw new Error(`A prefix has letters, digits, dots, hyphens and slashes: ${JSON.stringify(setting.prefix)}.`);
  if (!/^[a-z0-9-]+$/.test(setting.region)) throw new Error(`Not a region: ${JSON.stringify(setting.region)}.`);
  if (setting.partSize !== undefined && !(setting.partSize >= leastPart))
    throw new Error(`A part of an upload has at least ${leastPart} bytes, not ${setting.partSize}.`);
  for (const [name, value] of [
    ['AWS_ACCESS_KEY_ID', setting.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', setting.secretAccessKey],
  ] as const)
    if (!/^[\x21-\x7e]+$/.test(value)) throw new Error(`${name} is empty or has a blank or a line break in it.`);
}

const partsOf = (prefix = ''): string[] => prefix.split('/').filter((part) => part !== '');

/** What stands before the hash in the key of a file: empty, or ending in a slash. */
export const keyPrefix = ({ prefix }: BucketSetting): string =>
  partsOf(prefix)
    .map((part) => `${part}/`)
    .join('');

/** The address of an object, or of the bucket itself where the key is empty. */
export function addressOf(
  { endpoint, bucket, pathStyle }: BucketSetting,
  key: string,
  query: Readonly<Record<string, string>>,
): URL {
  const url = new URL(endpoint);
  // A certificate for *.s3.amazonaws.com does not cover a name with a dot.
  const inPath = pathStyle ?? (bucket.includes('.') || !/(^|\.)amazonaws\.com(\.cn)?$/.test(url.hostname));
  if (!inPath) url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = [...partsOf(url.pathname), ...(inPath ? [bucket] : []), ...partsOf(key)].join('/');
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
