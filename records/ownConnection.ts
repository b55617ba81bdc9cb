import pg from 'pg';

/**
 * Does something on a connection outside the pool, which waits for each answer: where queries are sent ahead, as the pool
 * does, there is no place for COPY. The connection is closed whatever comes.
 */
export async function onOwnConnection<T>(pool: pg.Pool, work: (client: pg.Client) => Promise<T>): Promise<T> {
  // The pool hides its password from being copied with the rest.
  const { password, ssl } = pool.options;
  const client = new pg.Client({
    ...pool.options,
    pipeline: false,
    ...(password && { password }),
    ...(ssl && { ssl }),
  });
  // What breaks off fails where it is waited for.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
