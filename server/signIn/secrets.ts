import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What a token is for: one made for one purpose is worth nothing for another. */
export type Purpose = 'session' | 'access-token' | 'recovery-code' | 'limit' | 'setup' | OidcPurpose | TicketPurpose;

/** What a provider sees of a sign-in that is on its way to it. */
export type OidcPurpose = 'oidc-state' | 'oidc-nonce' | 'oidc-verifier';

export type TicketPurpose =
  | 'invitation'
  | 'reset'
  | 'second-step'
  | 'enrolment'
  | 'passkey-sign-in'
  | 'passkey-registration'
  | 'oidc';

/** What the secret of the settings can do. */
export interface Keys {
  /** How a token stands in the database: whoever reads the tables can use none of them. */
  readonly hash: (purpose: Purpose, token: string) => Buffer;
  /** Closes a value that must be read again (the secret of a second factor), bound to its person. */
  readonly seal: (value: Uint8Array, person: string) => Buffer;
  readonly open: (sealed: Uint8Array, person: string) => Buffer;
}

export function keysOf(secret: string): Keys {
  const key = (use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'rapport sign-in', use, 32));
  const [hashing, sealing] = [key('hash'), key('seal')];
  return {
    hash: (purpose, token) => createHmac('sha256', hashing).update(`${purpose}\0${token}`).digest(),
    seal: (value, person) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(person));
      const closed = Buffer.concat([cipher.update(value), cipher.final()]);
      return Buffer.concat([nonce, closed, cipher.getAuthTag()]);
    },
    open: (sealed, person) => {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(person))
        .setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    },
  };
}

/** 256 random bits as 43 characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');

const alphabet = 'abcdefghjkmnpqrstvwxyz0123456789';

/** Bytes as text that can be read out and typed: groups of four without i, l, o and u; five bits a letter. */
export function readable(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
  return letters.replace(/.{4}(?=.)/g, '$&-');
}

/** A typed code as `readable` gives it: hyphens, blanks and capitals do not matter. */
export const typed = (code: string): string =>
  code
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/[il]/g, '1')
    .replace(/o/g, '0')
    .replace(/.{4}(?=.)/g, '$&-');
