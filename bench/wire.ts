import { connect } from 'node:net';

/** A connection that is kept, with one request on it at a time: as little work as can be, since the client shares the processor. */
export interface Wire {
  /** Sends a request as it goes over the wire; gives the status and, if wanted, the body. */
  readonly send: (request: string, done: (status: number, body: string) => void, wantsBody?: boolean) => void;
  readonly close: () => void;
}

interface Waiting {
  readonly done: (status: number, body: string) => void;
  readonly wantsBody: boolean;
}

const headEnd = Buffer.from('\r\n\r\n');

export function wireTo(url: string, broken: (error: Error) => void): Wire {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let waiting: Waiting | null = null;
  let held: Buffer = Buffer.alloc(0);
  socket.on('error', broken);
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const end = held.indexOf(headEnd);
    if (end < 0) return;
    const head = held.toString('latin1', 0, end);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) return void broken(new Error(`An answer without a length:\n${head}`));
    const whole = end + headEnd.length + length;
    if (held.length < whole || waiting === null) return;
    const { done, wantsBody } = waiting;
    waiting = null;
    const body = wantsBody ? held.toString('utf8', end + headEnd.length, whole) : '';
    held = held.subarray(whole);
    done(Number(head.slice(9, 12)), body);
  });
  return {
    send: (request, done, wantsBody = false) => {
      if (waiting !== null) throw new Error('This connection waits for an answer.');
      waiting = { done, wantsBody };
      socket.write(request);
    },
    close: () => void socket.destroy(),
  };
}

/** A request as it goes over the wire. */
export function requestOf(
  { url, cookie }: { readonly url: string; readonly cookie: string },
  method: string,
  path: string,
  given: { readonly body?: unknown; readonly headers?: readonly string[] } = {},
): string {
  const text = given.body === undefined ? '' : JSON.stringify(given.body);
  const headers = [
    `${method} /api/v1${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    `cookie: ${cookie}`,
    ...(given.headers ?? []),
    ...(text === '' ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
  ];
  return `${headers.join('\r\n')}\r\n\r\n${text}`;
}
