import canonicalize from 'canonicalize';
import type { Keys } from '../programme/ports.ts';
import { isSigned, type PublicKey } from './signing.ts';

/**
 * Something that an instance says and signs besides its records: the JSON text `{"jws":…,"says":{…}}` in the one form of
 * RFC 8785, the signature over `says` alone. What is said names its kind, so that none can be taken for another.
 */
export interface Statement {
  readonly says: { readonly kind: string };
  readonly jws: string;
}

const textOf = (value: unknown): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('What has no JSON form cannot be signed.');
  return text;
};

export async function statementOf(says: Statement['says'], key: Keys): Promise<string> {
  return textOf({ says, jws: await key.sign(Buffer.from(textOf(says))) });
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** A signature has one form in base64url; the last letter of any other says the same to a decoder. */
const isPlain = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part;

/** The statement of a text, signed or not; `null` where the text differs by so much as a blank from the form of one. */
export function readStatement(text: string, kind: string): Statement | null {
  const value = parsed(text) as Partial<Statement> | null;
  if (typeof value !== 'object' || value === null || typeof value.jws !== 'string') return null;
  if (typeof value.says !== 'object' || value.says?.kind !== kind) return null;
  const { says, jws } = value;
  return hasText({ says, jws }, text) && jws.split('.').every(isPlain) ? { says, jws } : null;
}

/** Halves of characters and endless numbers have no form at all. */
function hasText(value: unknown, text: string): boolean {
  try {
    return textOf(value) === text;
  } catch {
    return false;
  }
}

/** The thumbprint of the key that signed it; `null` where it is none of these. */
export function signerOf({ says, jws }: Statement, keys: ReadonlyMap<string, PublicKey>): string | null {
  let signer: string | null = null;
  const keyOf = (kid: string): PublicKey | undefined => {
    signer = kid;
    return keys.get(kid);
  };
  return isSigned(Buffer.from(textOf(says)), jws, keyOf) ? signer : null;
}
