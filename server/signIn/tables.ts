import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

/** The tables of sign-in, and the card of a person, which stands outside and holds all personal data. */
export interface Tables {
  readonly 'public.person': {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly language: string;
    readonly administrator: boolean;
    readonly erased: Date | null;
  };
  readonly 'sign_in.account': {
    readonly person: string;
    readonly password: string | null;
    /** The sealed secret of the second factor. */
    readonly totp: Buffer | null;
    /** The last step of time whose code was used: no code is good twice. */
    readonly totp_step: number;
  };
  readonly 'sign_in.recovery_code': { readonly person: string; readonly hash: Buffer };
  readonly 'sign_in.session': {
    readonly id: string;
    readonly hash: Buffer;
    readonly person: string;
    readonly since: Date;
    readonly until: Date;
    readonly seen: Date;
    readonly second_factor: boolean;
    readonly means: string;
    readonly device: string;
  };
  readonly 'sign_in.access_token': {
    readonly id: string;
    readonly hash: Buffer;
    readonly person: string;
    readonly name: string;
    readonly since: Date;
    readonly until: Date;
    readonly seen: Date | null;
  };
  readonly 'sign_in.passkey': {
    readonly id: string;
    readonly person: string;
    readonly public_key: Buffer;
    readonly counter: string | number;
    readonly transports: string[];
    readonly name: string;
    readonly since: Date;
    readonly seen: Date | null;
  };
  readonly 'sign_in.identity': {
    readonly issuer: string;
    readonly subject: string;
    readonly person: string;
    readonly since: Date;
  };
  readonly 'sign_in.ticket': {
    readonly hash: Buffer;
    readonly purpose: string;
    readonly person: string | null;
    readonly about: unknown;
    readonly until: Date;
    readonly tries: number;
  };
  readonly 'sign_in.founding': { readonly one: boolean; readonly at: Date };
  readonly 'sign_in.attempt': { readonly key: Buffer; readonly due: Date };
}

export type Database = Kysely<Tables>;

/** The pool stays its owner's: this is never destroyed. */
export const tablesOf = (pool: Pool): Database => new Kysely({ dialect: new PostgresDialect({ pool }) });

class Nothing extends Error {}

/** Does several things in one transaction; takes them all back, and gives null, if `work` gives null. */
export async function allOrNothing<Value>(
  db: Database,
  work: (tx: Database) => Promise<Value | null>,
): Promise<Value | null> {
  try {
    return await db.transaction().execute(async (tx) => {
      const value = await work(tx);
      if (value === null) throw new Nothing();
      return value;
    });
  } catch (error) {
    if (error instanceof Nothing) return null;
    throw error;
  }
}
