import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { listenToEndings } from './endings.ts';
import { memoryOf } from './memory.ts';
import { causeOf, type Means, type Ports } from './ports.ts';
import { type Keys, newToken } from './secrets.ts';
import { lasts } from './settings.ts';
import type { Database } from './tables.ts';

/** Who asks, and since when. */
export interface Session {
  readonly id: string;
  /** The id of the person's card. */
  readonly person: string;
  readonly since: string;
  readonly until: string;
  /** Whether more than one thing was shown: password and code, a passkey that asked for its owner, or a provider that says so. */
  readonly secondFactor: boolean;
  /** A browser that signed in, or a program with an access token. */
  readonly kind: 'browser' | 'program';
}

export interface Opening {
  readonly person: string;
  readonly means: Means;
  readonly secondFactor: boolean;
  readonly device: string;
}

export interface Sessions {
  readonly open: (opening: Opening) => Promise<{ readonly token: string; readonly session: Session }>;
  /** A session whose owner has now shown a second thing goes on under a new token; null if it has ended meanwhile. */
  readonly strengthen: (id: string) => Promise<{ readonly token: string; readonly session: Session } | null>;
  /** Whose token it is, if it still holds. At most one small query, none if it was asked for in the last seconds. */
  readonly find: (kind: Session['kind'], token: string) => Promise<Session | null>;
  /** Ends them at once, here; other servers hear of it. Returns how many there were. */
  readonly end: (choice: { person: string; id?: string; except?: string }) => Promise<number>;
  readonly endToken: (choice: { person: string; id?: string }) => Promise<number>;
  /** Tells of sessions that ended, wherever; returns how to stop being told. */
  readonly onEnd: (listener: (session: string) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** A session is written as seen at most this often. */
const seenEvery = 5 * 60_000;

export function sessionsOf(pool: Pool, db: Database, keys: Keys, { now, log }: Ports): Sessions {
  const memory = memoryOf<Session>(() => now().getTime());
  const listeners = new Set<(session: string) => void>();
  const writing = new Set<Promise<unknown>>();
  const listening = listenToEndings(
    pool,
    (id) => {
      memory.forget(id);
      for (const listener of listeners) listener(id);
    },
    (cause) => {
      memory.forgetAll();
      log({ kind: 'listening-lost', cause: causeOf(cause) });
    },
  );

  const markSeen = (kind: Session['kind'], id: string, seen: Date | null): void => {
    const time = now();
    if (seen && time.getTime() - seen.getTime() < seenEvery) return;
    const table = kind === 'browser' ? 'sign_in.session' : 'sign_in.access_token';
    const write = db.updateTable(table).set({ seen: time }).where('id', '=', id).execute();
    const settled = write.catch((error: unknown) => log({ kind: 'failed', cause: causeOf(error) }));
    writing.add(settled);
    void settled.finally(() => writing.delete(settled));
  };

  const read = async (kind: Session['kind'], hash: Buffer): Promise<Session | null> => {
    const time = now();
    const row = await (kind === 'browser'
      ? db
          .selectFrom('sign_in.session')
          .select(['id', 'person', 'since', 'until', 'seen', 'second_factor'])
          .where('seen', '>', new Date(time.getTime() - lasts.idle))
          .where('hash', '=', hash)
          .where('until', '>', time)
          .executeTakeFirst()
      : db
          .selectFrom('sign_in.access_token')
          .select(['id', 'person', 'since', 'until', 'seen'])
          .where('hash', '=', hash)
          .where('until', '>', time)
          .executeTakeFirst());
    if (!row) return null;
    markSeen(kind, row.id, row.seen);
    return sessionFrom(row, kind);
  };

  const find = async (kind: Session['kind'], token: string): Promise<Session | null> => {
    const hash = keys.hash(kind === 'browser' ? 'session' : 'access-token', token);
    const place = hash.toString('base64');
    const known = memory.recall(place);
    if (known && Date.parse(known.until) > now().getTime()) return known;
    const remember = listening.hears() ? memory.reading(place) : null;
    const session = await read(kind, hash);
    if (session && listening.hears()) remember?.(session);
    return session;
  };

  return {
    find,
    open: async ({ person, means, secondFactor, device }) => {
      const token = newToken();
      const since = now();
      const row = { id: randomUUID(), person, since, until: new Date(since.getTime() + lasts.session) };
      await db
        .insertInto('sign_in.session')
        .values({
          ...row,
          hash: keys.hash('session', token),
          seen: since,
          second_factor: secondFactor,
          means,
          device,
        })
        .execute();
      log({ kind: 'signed-in', person, means, secondFactor });
      return { token, session: sessionFrom({ ...row, second_factor: secondFactor }, 'browser') };
    },
    strengthen: async (id) => {
      const token = newToken();
      const row = await db.transaction().execute(async (tx) => {
        const old = await tx.deleteFrom('sign_in.session').where('id', '=', id).returningAll().executeTakeFirst();
        if (!old) return null;
        const next = { ...old, id: randomUUID(), hash: keys.hash('session', token), second_factor: true };
        await tx.insertInto('sign_in.session').values(next).execute();
        return next;
      });
      memory.forget(id);
      return row && { token, session: sessionFrom(row, 'browser') };
    },
    end: async ({ person, id, except }) => {
      let query = db.deleteFrom('sign_in.session').where('person', '=', person).returning('id');
      if (id !== undefined) query = query.where('id', '=', id);
      if (except !== undefined) query = query.where('id', '<>', except);
      const rows = await query.execute();
      for (const row of rows) memory.forget(row.id);
      return rows.length;
    },
    endToken: async ({ person, id }) => {
      let query = db.deleteFrom('sign_in.access_token').where('person', '=', person).returning('id');
      if (id !== undefined) query = query.where('id', '=', id);
      const rows = await query.execute();
      for (const row of rows) memory.forget(row.id);
      return rows.length;
    },
    onEnd: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await listening.close();
      await Promise.all(writing);
    },
  };
}

interface Row {
  readonly id: string;
  readonly person: string;
  readonly since: Date;
  readonly until: Date;
  readonly second_factor?: boolean;
}

const sessionFrom = ({ id, person, since, until, second_factor }: Row, kind: Session['kind']): Session => ({
  id,
  person,
  since: since.toISOString(),
  until: until.toISOString(),
  secondFactor: second_factor ?? false,
  kind,
});
