import { randomBytes } from 'node:crypto';
import type { Parts } from './parts.ts';
import { readable, typed } from './secrets.ts';
import type { Database } from './tables.ts';
import { secretLength, stepOf } from './totp.ts';

/** What somebody types as the second step. */
export type Proof = { readonly code: string } | { readonly recoveryCode: string };

const recoveryCodes = 10;

/** A secret for a new second factor, sealed for its person. */
export function newSecret({ keys }: Parts, person: string): { readonly secret: Buffer; readonly sealed: Buffer } {
  const secret = randomBytes(secretLength);
  return { secret, sealed: keys.seal(secret, person) };
}

/** The secret holds from now on; false if the person has one already. `step` is that of the code that showed it works. */
export async function enrol(db: Database, person: string, sealed: Buffer, step: number): Promise<boolean> {
  const row = await db
    .insertInto('sign_in.account')
    .values({ person, password: null, totp: sealed, totp_step: step })
    .onConflict((conflict) =>
      conflict
        .column('person')
        .doUpdateSet({ totp: sealed, totp_step: step })
        .where('sign_in.account.totp', 'is', null),
    )
    .returning('person')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes second factor and recovery codes; false if there was none. */
export const removeSecondFactor = (db: Database, person: string): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    await tx.deleteFrom('sign_in.recovery_code').where('person', '=', person).execute();
    const row = await tx
      .updateTable('sign_in.account')
      .set({ totp: null, totp_step: 0 })
      .where('person', '=', person)
      .where('totp', 'is not', null)
      .returning('person')
      .executeTakeFirst();
    return row !== undefined;
  });

/** Replaces the recovery codes: to be shown once, kept as hashes. */
export async function renewRecoveryCodes({ db, keys }: Parts, person: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => readable(randomBytes(16)));
  const rows = codes.map((code) => ({ person, hash: keys.hash('recovery-code', `${person}\0${code}`) }));
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('sign_in.recovery_code').where('person', '=', person).execute();
    await tx.insertInto('sign_in.recovery_code').values(rows).execute();
  });
  return codes;
}

/** Whether the proof is right; it is used up then. */
export const proves = (parts: Parts, person: string, proof: Proof): Promise<boolean> =>
  'code' in proof ? useCode(parts, person, proof.code) : useRecoveryCode(parts, person, proof.recoveryCode);

async function useCode({ db, keys, ports }: Parts, person: string, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('sign_in.account')
    .select('totp')
    .where('person', '=', person)
    .where('totp', 'is not', null)
    .executeTakeFirst();
  const step = row?.totp ? stepOf(keys.open(row.totp, person), code, ports.now()) : null;
  if (step === null) return false;
  // Of two that show the same code at once, one comes in.
  const used = await db
    .updateTable('sign_in.account')
    .set({ totp_step: step })
    .where('person', '=', person)
    .where('totp_step', '<', step)
    .returning('person')
    .executeTakeFirst();
  return used !== undefined;
}

async function useRecoveryCode({ db, keys }: Parts, person: string, code: string): Promise<boolean> {
  const used = await db
    .deleteFrom('sign_in.recovery_code')
    .where('person', '=', person)
    .where('hash', '=', keys.hash('recovery-code', `${person}\0${typed(code)}`))
    .returning('person')
    .executeTakeFirst();
  return used !== undefined;
}
