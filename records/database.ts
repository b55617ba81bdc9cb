import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './schema.ts';

/** How many connections a process holds at most: more do not help on few cores. */
const poolSize = 16;

export interface Database {
  readonly pool: pg.Pool;
  readonly tables: Kysely<Tables>;
  readonly close: () => Promise<void>;
}

// Days are text in our types: a JavaScript date of a day moves with the time zone of the machine.
const days = 1082;
const bigNumbers = 20;
const types = new pg.TypeOverrides();
types.setTypeParser(days, (text) => text);
// Sequence numbers stay below 2^53.
types.setTypeParser(bigNumbers, (text) => Number(text));

/** Connections to a PostgreSQL, embedded or external. */
export function openDatabase(connection: pg.PoolConfig): Database {
  const pool = new pg.Pool({ max: poolSize, types, application_name: 'rapport', ...connection });
  // A connection that breaks while it is idle is replaced; without a listener it would end the process.
  pool.on('error', () => {});
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { pool, tables, close: () => tables.destroy() };
}
