import { sql } from 'kysely';
import type { Keys } from './secrets.ts';
import type { Database } from './tables.ts';

const second = 1000;
const minute = 60 * second;

/** How often something may be tried: `burst` times at once, then once in `every` milliseconds. */
const limits = {
  'password-account': { burst: 10, every: minute },
  'sign-in-address': { burst: 60, every: 5 * second },
  'second-step': { burst: 10, every: minute },
  'setup-address': { burst: 10, every: minute },
  'reset-account': { burst: 3, every: 20 * minute },
  'reset-address': { burst: 20, every: minute },
  'link-address': { burst: 40, every: 10 * second },
} as const;

export type LimitName = keyof typeof limits;

export interface Limits {
  /** Counts one attempt; seconds to wait if it is one too many, else null. */
  readonly take: (name: LimitName, subject: string) => Promise<number | null>;
  /** Forgets the attempts of one who has shown who he is. */
  readonly forgive: (name: LimitName, subject: string) => Promise<void>;
}

/**
 * Kept in PostgreSQL, so that all servers count together, as one time a subject: when the last attempt would be paid
 * off at the steady rate (GCRA). Subjects are hashed: neither addresses of people nor of machines are kept.
 */
export function limitsOf(db: Database, keys: Keys, now: () => Date): Limits {
  const keyOf = (name: LimitName, subject: string): Buffer => keys.hash('limit', `${name}\0${subject}`);

  const take = async (name: LimitName, subject: string): Promise<number | null> => {
    const { burst, every } = limits[name];
    const [key, at] = [keyOf(name, subject), now().getTime()];
    // A refused attempt is not counted: whoever waits as told is let in.
    const { rows } = await sql`
      insert into sign_in.attempt as a (key, due) values (${key}, ${new Date(at + every)})
      on conflict (key) do update set due = greatest(a.due, ${new Date(at)}) + ${every} * interval '1 ms'
        where a.due <= ${new Date(at + (burst - 1) * every)}
      returning key`.execute(db);
    if (rows.length > 0) return null;
    const { due } = await db
      .selectFrom('sign_in.attempt')
      .select('due')
      .where('key', '=', key)
      .executeTakeFirst()
      .then((row) => row ?? { due: new Date(at) });
    return Math.max(1, Math.ceil((due.getTime() - at - (burst - 1) * every) / second));
  };

  const forgive = async (name: LimitName, subject: string): Promise<void> => {
    await db.deleteFrom('sign_in.attempt').where('key', '=', keyOf(name, subject)).execute();
  };

  return { take, forgive };
}
