import { hashPassword } from './password.ts';
import { allOrNothing, type Database } from './tables.ts';
import { type Weakness, weaknessOf } from './weakness.ts';

export interface Account {
  readonly password: string | null;
  readonly totp: Buffer | null;
}

export const accountOf = async (db: Database, person: string): Promise<Account> =>
  (await db
    .selectFrom('sign_in.account')
    .select(['password', 'totp'])
    .where('person', '=', person)
    .executeTakeFirst()) ?? { password: null, totp: null };

/** Who has an address, and his password. */
export const credentialsOf = (
  db: Database,
  email: string,
): Promise<{ readonly id: string; readonly password: string | null } | undefined> =>
  db
    .selectFrom('public.person')
    .leftJoin('sign_in.account', 'sign_in.account.person', 'public.person.id')
    .select(['public.person.id', 'sign_in.account.password'])
    .where('public.person.email', '=', email)
    .where('public.person.erased', 'is', null)
    .executeTakeFirst();

/** Keeps a password, unless it is too weak for its owner. */
export async function keepPassword(
  db: Database,
  owner: { readonly id: string; readonly name: string; readonly email: string | null },
  password: string,
): Promise<Weakness | null> {
  const weakness = weaknessOf(password, [owner.name, owner.email ?? '']);
  if (weakness) return weakness;
  await storePassword(db, owner.id, await hashPassword(password));
  return null;
}

export const storePassword = (db: Database, person: string, password: string): Promise<unknown> =>
  db
    .insertInto('sign_in.account')
    .values({ person, password, totp: null, totp_step: 0 })
    .onConflict((conflict) => conflict.column('person').doUpdateSet({ password }))
    .execute();

interface Means {
  readonly passwords: number;
  readonly passkeys: number;
  readonly identities: number;
}

/** The ways in a person has; a second factor is none by itself. */
export async function meansOf(db: Database, person: string): Promise<Means> {
  const { passwords, passkeys, identities } = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('sign_in.account')
        .where('person', '=', person)
        .where('password', 'is not', null)
        .select(eb.fn.countAll().as('n'))
        .as('passwords'),
      eb.selectFrom('sign_in.passkey').where('person', '=', person).select(eb.fn.countAll().as('n')).as('passkeys'),
      eb.selectFrom('sign_in.identity').where('person', '=', person).select(eb.fn.countAll().as('n')).as('identities'),
    ])
    .executeTakeFirstOrThrow();
  return { passwords: Number(passwords), passkeys: Number(passkeys), identities: Number(identities) };
}

export async function hasMeans(db: Database, person: string): Promise<boolean> {
  const { passwords, passkeys, identities } = await meansOf(db, person);
  return passwords + passkeys + identities > 0;
}

/** Whether a link by mail may set a password. Who signs in through his organization alone stays in its hands. */
export async function canReset(db: Database, person: string): Promise<boolean> {
  const { passwords, passkeys } = await meansOf(db, person);
  return passwords + passkeys > 0;
}

/** Removes a way in, unless it is the last one: nobody shuts himself out. `remove` says whether there was anything. */
export const removeMeans = async (
  db: Database,
  person: string,
  remove: (tx: Database) => Promise<boolean>,
): Promise<'removed' | 'unknown' | 'last-means'> =>
  (await allOrNothing(db, async (tx) => {
    // Two removals at once must not each count on the other's way in.
    await tx.selectFrom('public.person').select('id').where('id', '=', person).forUpdate().execute();
    if (!(await remove(tx))) return 'unknown';
    return (await hasMeans(tx, person)) ? 'removed' : null;
  })) ?? 'last-means';
