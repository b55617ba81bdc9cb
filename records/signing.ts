import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { Keys } from '../programme/ports.ts';

/** A public key as it is published: OKP, Ed25519. */
export type PublicKey = JWK & { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };

export interface SigningKey extends Keys {
  readonly publicKey: PublicKey;
}

const encoded = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

const headerOf = (kid: string): string => encoded(JSON.stringify({ alg: 'EdDSA', kid }));

const publicPart = (key: KeyObject): PublicKey => {
  const { kty, crv, x } = key.export({ format: 'jwk' });
  return { kty, crv, x } as PublicKey;
};

async function signingKey(privateKey: KeyObject): Promise<SigningKey> {
  const publicKey = publicPart(createPublicKey(privateKey));
  const kid = await calculateJwkThumbprint(publicKey);
  const header = headerOf(kid);
  return {
    kid,
    publicKey,
    // Detached (RFC 7515, appendix F): the payload stands beside the signature, not in it.
    sign: async (bytes) => `${header}..${encoded(sign(null, Buffer.from(`${header}.${encoded(bytes)}`), privateKey))}`,
  };
}

/** Whether the signature is one of these keys over these bytes. */
export function isSigned(bytes: Uint8Array, jws: string, keyOf: (kid: string) => PublicKey | undefined): boolean {
  const [header, payload, signature, ...rest] = jws.split('.');
  if (header === undefined || payload !== '' || signature === undefined || rest.length > 0) return false;
  try {
    const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    const key = alg === 'EdDSA' && typeof kid === 'string' ? keyOf(kid) : undefined;
    if (key === undefined) return false;
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    return verify(null, Buffer.from(`${header}.${encoded(bytes)}`), publicKey, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

export const thumbprint = (key: PublicKey): Promise<string> => calculateJwkThumbprint(key);

async function writeSecret(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
}

/** A new key in the folder, of which it becomes the one in use. Older ones stay. */
export async function newKey(folder: string): Promise<SigningKey> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = await signingKey(privateKey);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await writeSecret(join(folder, `${key.kid}.pem`), pem);
  await writeSecret(join(folder, 'in-use'), key.kid);
  return key;
}

/** The key in use in the folder; null where there is none yet. */
export async function keyIn(folder: string): Promise<SigningKey | null> {
  const names: string[] = await readdir(folder).catch(() => []);
  if (!names.includes('in-use')) return null;
  const kid = (await readFile(join(folder, 'in-use'), 'utf8')).trim();
  if (!/^[\w-]{43}$/.test(kid)) throw new Error(`${join(folder, 'in-use')} does not name a key.`);
  return signingKey(createPrivateKey(await readFile(join(folder, `${kid}.pem`), 'utf8')));
}
