import { randomUUID } from 'node:crypto';
import type { Card } from './ports.ts';
import type { Database } from './tables.ts';

/** A person who is to have a card. */
export interface NewPerson {
  readonly name: string;
  readonly email: string | null;
  readonly language: string;
  readonly administrator: boolean;
}

const columns = ['id', 'name', 'email', 'language'] as const;

export const cardOf = (db: Database, person: string): Promise<Card | undefined> =>
  db
    .selectFrom('public.person')
    .select(columns)
    .where('id', '=', person)
    .where('erased', 'is', null)
    .executeTakeFirst();

/** Capitals do not matter. */
export const cardByEmail = (db: Database, email: string): Promise<Card | undefined> =>
  db
    .selectFrom('public.person')
    .select(columns)
    .where('email', '=', email)
    .where('erased', 'is', null)
    .executeTakeFirst();

/** The id of the new card; null if somebody else has the address. */
export async function addPerson(db: Database, person: NewPerson): Promise<string | null> {
  const row = await db
    .insertInto('public.person')
    .values({ id: randomUUID(), erased: null, ...person })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whether there is, or ever was, an administrator. */
export async function isSetUp(db: Database): Promise<boolean> {
  const { some } = await db
    .selectNoFrom((eb) =>
      eb
        .or([
          eb.exists(eb.selectFrom('sign_in.founding').select('one')),
          eb.exists(eb.selectFrom('public.person').select('id').where('administrator', '=', true)),
        ])
        .as('some'),
    )
    .executeTakeFirstOrThrow();
  return Boolean(some);
}

/** From now on nobody can make himself the first administrator; false if it was so already. */
export async function found(db: Database, at: Date): Promise<boolean> {
  const row = await db
    .insertInto('sign_in.founding')
    .values({ one: true, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('one')
    .executeTakeFirst();
  return row !== undefined;
}
