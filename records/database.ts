import type { Writable } from 'node:stream';
import { type CompiledQuery, Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
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

/** Names of the statements that each connection parses and plans once, by their text. */
const prepared = new Map<string, string>();
/** There are as many as there are calls of `often` in the program; more means that a text changes from call to call. */
const mostPrepared = 50;

/**
 * A client that plans once what is asked often: planning a query under row-level security takes longer than carrying it out.
 * What is asked in one turn of the event loop goes out in one piece: a call of the system costs more than most queries.
 */
class Client extends pg.Client {
  #gathering = false;

  override query(...asked: unknown[]): never {
    this.#gather();
    const [text, values, ...rest] = asked;
    const name = typeof text === 'string' ? prepared.get(text) : undefined;
    const query = super.query as (...asked: unknown[]) => never;
    return name === undefined ? query.apply(this, asked) : query.call(this, { name, text, values }, ...rest);
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Writable } }).connection;
    stream.cork();
    process.nextTick(() => {
      this.#gathering = false;
      stream.uncork();
    });
  }
}

interface Query<Row> {
  readonly compile: (db: Kysely<Tables>) => CompiledQuery<Row>;
}

/** The rows of a query that is asked often, and whose text is the same each time. */
export async function often<Row>(db: Kysely<Tables>, query: Query<Row>): Promise<Row[]> {
  const compiled = query.compile(db);
  if (!prepared.has(compiled.sql)) {
    if (prepared.size >= mostPrepared)
      throw new Error(`The text of this query is not the same each time: ${compiled.sql}`);
    prepared.set(compiled.sql, `often_${prepared.size}`);
  }
  return (await db.executeQuery(compiled)).rows;
}

/** Connections to a PostgreSQL, embedded or external. */
export function openDatabase(connection: pg.PoolConfig): Database {
  const pool = new pg.Pool({
    max: poolSize,
    types,
    application_name: 'rapport',
    pipeline: true,
    Client,
    ...connection,
  });
  // A connection that breaks is replaced, and what was asked on it fails; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { pool, tables, close: () => tables.destroy() };
}

const bound = new WeakMap<pg.PoolClient, Kysely<Tables>>();

/**
 * The tables over one connection that the caller has taken from the pool and gives back. A query is sent at once, behind those
 * that are not answered yet: Kysely's own `connection()` waits for each answer.
 */
export function tablesOver(client: pg.PoolClient): Kysely<Tables> {
  const known = bound.get(client);
  if (known !== undefined) return known;
  const same = { query: client.query.bind(client), release: () => {} } as PostgresPoolClient;
  const pool = { connect: async () => same, end: async () => {}, options: {} };
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  bound.set(client, tables);
  return tables;
}
