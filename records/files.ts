import type { Files } from '../programme/ports.ts';
import { bucketFiles } from './bucketFiles.ts';
import { sha256Of } from './contents.ts';
import { folderFiles } from './folderFiles.ts';

/** The variables of the environment by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The files that a setting names: the path of a folder, or `s3://bucket/prefix` in an S3-compatible store, whose address
 * and key stand in the variables that every S3 program reads. The folder is made where it is missing; the bucket is
 * looked at, so that a wrong key or name is told now. Throws on a setting that names neither.
 */
export async function filesOf(setting: string, environment: Environment): Promise<Files> {
  if (setting.trim() === '') throw new Error('The place for files is empty: give a folder or s3://bucket/prefix.');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(setting)?.[1]?.toLowerCase();
  if (scheme === undefined) return folderFiles(setting);
  if (scheme !== 's3') throw new Error(`Files are kept in a folder or in s3://bucket/prefix, not in ${scheme}://.`);
  // Whoever writes a key into the address would find it in a log: so the setting is not repeated.
  if (/[@:?#]/.test(setting.slice('s3://'.length)))
    throw new Error(
      'The place for files is s3://bucket/prefix and nothing more; the key belongs into AWS_ACCESS_KEY_ID.',
    );
  const [bucket = '', ...prefix] = setting.slice('s3://'.length).split('/');
  const region = environment.AWS_REGION || 'us-east-1';
  return bucketFiles({
    bucket,
    region,
    prefix: prefix.join('/'),
    endpoint: environment.AWS_ENDPOINT_URL || `https://s3.${region}.amazonaws.com`,
    accessKeyId: demanded(environment, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: demanded(environment, 'AWS_SECRET_ACCESS_KEY'),
  });
}

function demanded(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`Files in a bucket need ${name} in the environment.`);
  return value;
}

/** Reads a file whole and compares it with its hash; damage is told, not mended. */
export async function check(files: Files, sha256: string): Promise<'good' | 'missing' | 'damaged'> {
  const stream = await files.stream(sha256);
  if (stream === null) return 'missing';
  return (await sha256Of(stream)) === sha256 ? 'good' : 'damaged';
}
