import type { Duplex } from 'node:stream';
import type pg from 'pg';

/**
 * COPY of PostgreSQL as streams: the client knows its messages and leaves it to a query object what becomes of them.
 * Between two chunks nothing piles up: the connection is not read from while nobody takes what came.
 */

/** What the query needs of a connection. */
interface Connection {
  readonly stream: Duplex;
  readonly query: (text: string) => void;
  readonly sendCopyFromChunk: (chunk: Uint8Array) => void;
  readonly endCopyFrom: () => void;
  readonly sendCopyFail: (message: string) => void;
}

/** What the client calls on a query object while it is the active one. */
interface CopyQuery extends pg.Submittable {
  readonly handleCopyInResponse: (connection: Connection) => void;
  readonly handleCopyData: (message: { readonly chunk: Buffer }, connection: Connection) => void;
  readonly handleCommandComplete: () => void;
  readonly handleError: (error: Error) => void;
  readonly handleReadyForQuery: () => void;
  readonly handleRowDescription: () => void;
  readonly handleDataRow: () => void;
  readonly handleEmptyQuery: () => void;
  callback?: () => void;
}

function copyQuery(text: string, handlers: Partial<CopyQuery> & Pick<CopyQuery, 'handleError'>): CopyQuery {
  const nothing = (): void => {};
  return {
    submit: (connection) => (connection as unknown as Connection).query(text),
    handleCopyInResponse: (connection) => connection.sendCopyFail('Nothing is copied here.'),
    handleCopyData: nothing,
    handleCommandComplete: nothing,
    handleReadyForQuery: nothing,
    handleRowDescription: nothing,
    handleDataRow: nothing,
    handleEmptyQuery: nothing,
    // Without one the pool would wait for a promise.
    callback: nothing,
    ...handlers,
  };
}

/** Bytes that wait to be taken before the connection is held up. */
const most = 1024 * 1024;

/**
 * The rows that `copy … to stdout` gives. The connection serves nothing else until all are read; who stops before lets the
 * rest come and be thrown away.
 */
export async function* copyOut(client: pg.ClientBase, text: string): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  let end: { readonly error: Error | null } | null = null;
  let isLeft = false;
  let stream: Duplex | null = null;
  let wake = (): void => {};
  const ended = (error: Error | null): void => {
    end ??= { error };
    wake();
  };
  client.query(
    copyQuery(text, {
      handleCopyData: ({ chunk }, connection) => {
        if (isLeft) return;
        // The chunk is part of a buffer that the next message may overwrite.
        waiting.push(Buffer.from(chunk));
        length += chunk.length;
        stream = connection.stream;
        if (length > most) stream.pause();
        wake();
      },
      handleError: ended,
      handleReadyForQuery: () => ended(null),
    }),
  );
  const taken = (): Buffer => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    stream?.resume();
    return bytes;
  };
  try {
    while (end === null || waiting.length > 0) {
      if (waiting.length > 0) yield taken();
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    isLeft = true;
    taken();
  }
  const { error } = end as { readonly error: Error | null };
  if (error !== null) throw error;
}

/** Gives the rows to `copy … from stdin`; what goes wrong with their source undoes the statement. */
export async function copyIn(client: pg.ClientBase, text: string, rows: AsyncIterable<Uint8Array>): Promise<void> {
  const asked = Promise.withResolvers<Connection>();
  const done = Promise.withResolvers<void>();
  let isOver = false;
  const fail = (error: Error): void => {
    isOver = true;
    asked.reject(error);
    done.reject(error);
  };
  done.promise.catch(() => {});
  client.query(
    copyQuery(text, { handleCopyInResponse: asked.resolve, handleError: fail, handleReadyForQuery: done.resolve }),
  );
  const connection = await asked.promise;
  try {
    for await (const chunk of rows) {
      // What is sent after an error is thrown away on the other side.
      if (isOver) break;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await drained(connection.stream);
    }
    connection.endCopyFrom();
  } catch (error) {
    fail(error as Error);
    connection.sendCopyFail('The rows could not be read.');
  }
  await done.promise;
}

/** Until more can be written, or nothing ever. */
const drained = (stream: Duplex): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      for (const event of ['drain', 'close', 'error']) stream.off(event, go);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stream.on(event, go);
  });
