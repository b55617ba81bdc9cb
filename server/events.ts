import pg from 'pg';
import type { Database } from '../records/database.ts';

/** Tells whoever listens that the log grew. Each process holds one connection that waits for PostgreSQL to say so. */
export interface Bell {
  /** Called with the number of the newest record; the result stops it. */
  readonly listen: (heard: (seq: number) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** Milliseconds before a broken connection is made anew. */
const pause = 1000;

export async function bellOf(database: Database): Promise<Bell> {
  const ears = new Set<(seq: number) => void>();
  let client: pg.Client | null = null;
  let closed = false;
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client(database.pool.options);
    fresh.on('notification', ({ channel, payload }) => {
      if (channel === 'rapport_record') for (const heard of ears) heard(Number(payload));
    });
    fresh.on('error', () => {});
    fresh.on('end', () => {
      if (!closed && client === fresh) setTimeout(() => void connect().catch(() => {}), pause).unref();
    });
    client = fresh;
    await fresh.connect();
    await fresh.query('listen rapport_record');
    // What came while nobody listened.
    const { rows } = await fresh.query('select seq from log_head');
    for (const heard of ears) heard(Number(rows[0]?.seq ?? 0));
  };
  await connect();
  return {
    listen: (heard) => {
      ears.add(heard);
      return () => ears.delete(heard);
    },
    close: async () => {
      closed = true;
      await client?.end();
    },
  };
}
