/**
 * Made-up requests to every operation of the API, over a socket, against a fresh instance: no answer of 500, nothing logged as a
 * fault, no connection to the database lost. Then bytes that are hardly HTTP.
 *   node bench/apiFuzz.ts [--cases 100] [--seed 1] [--only "POST /api/v1/activities"]
 * `--cases` is how many requests each operation gets. Prints every fault and a summary by route and status; ends with 1 on a fault.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type RunningServer, startServer } from '../server/main.ts';
import type { LogLine } from '../server/office.ts';
import { type FuzzReport, fuzz } from '../server/testFuzzing.ts';

const host = 'localhost';
const post = (length: string, body: string): string =>
  `POST /api/v1/sign-in/password HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${length}\r\n\r\n${body}`;

/** Bytes that are nearly HTTP, or not at all. */
const nearly: Readonly<Record<string, string | Uint8Array>> = {
  nothing: '',
  noise: Uint8Array.from({ length: 4000 }, (_, n) => (n * 7919) % 256),
  'a length that is too short': post('Content-Length: 3', '{"email":"a@b.c","password":"x"}'),
  'a length that is too long': post('Content-Length: 4000', '{}'),
  'two lengths': post('Content-Length: 2\r\nContent-Length: 3', '{}'),
  'a length that is no number': post('Content-Length: two', '{}'),
  'a length below nothing': post('Content-Length: -1', '{}'),
  'a length and pieces': post('Content-Length: 2\r\nTransfer-Encoding: chunked', '2\r\n{}\r\n0\r\n\r\n'),
  'pieces that are none': post('Transfer-Encoding: chunked', 'xyz\r\n{}\r\n'),
  'an endless piece': post('Transfer-Encoding: chunked', 'ffffffffffffffff\r\n{}'),
  'a strange encoding': post('Transfer-Encoding: gzip', '{}'),
  'no host': 'GET /api/v1/health HTTP/1.1\r\n\r\n',
  'a host that is none': 'GET /api/v1/health HTTP/1.1\r\nHost: a b<>\r\n\r\n',
  'an unknown method': `BREW /api/v1/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a trace': `TRACE /api/v1/health HTTP/1.1\r\nHost: ${host}\r\nCookie: rapport=x\r\n\r\n`,
  'a long address': `GET /api/v1/${'a'.repeat(100_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a long header': `GET /api/v1/health HTTP/1.1\r\nHost: ${host}\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
  'a NUL in a header': `GET /api/v1/health HTTP/1.1\r\nHost: ${host}\r\nX: a\0b\r\n\r\n`,
  'a whole address': `GET http://elsewhere.example/api/v1/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'no path': `GET * HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'a broken percent sign': `GET /api/v1/%ff%zz?a=%ff HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  'two slashes': `GET //api//v1//health HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
};

/** Milliseconds after which a server that keeps silent is taken at its word. */
const patience = 1500;

/** The status with which the server answers the bytes; null where it says nothing or hangs up. */
function statusOf(port: number, bytes: string | Uint8Array): Promise<number | null> {
  return new Promise((resolve) => {
    let said = '';
    const end = (): void => {
      socket.destroy();
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(said) ? Number(said.slice(9, 12)) : null);
    };
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(patience, end);
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
      if (said.includes('\r\n')) end();
    });
    socket.on('close', end);
    socket.on('error', end);
  });
}

async function nearlyAsked({ url }: RunningServer): Promise<string[]> {
  const port = Number(new URL(url).port);
  const wrong: string[] = [];
  for (const [name, bytes] of Object.entries(nearly)) {
    const status = await statusOf(port, bytes);
    console.log(`${name}: ${status ?? 'no answer'}`);
    if (status !== null && status >= 500) wrong.push(`${name}: ${status}`);
  }
  const health = await fetch(`${url}/api/v1/health`);
  return health.ok ? wrong : [...wrong, `afterwards it is not well: ${health.status}`];
}

function tell({ requests, answers, faults, undescribed, lost }: FuzzReport): void {
  const statuses = [...new Set([...answers.values()].flatMap((counts) => [...counts.keys()]))].sort((a, b) => a - b);
  const row = (counts: ReadonlyMap<number, number>) =>
    Object.fromEntries(statuses.map((status) => [status, counts.get(status) ?? '']));
  console.table(Object.fromEntries([...answers].map(([operation, counts]) => [operation, row(counts)])));
  for (const fault of faults.slice(0, 50)) console.log(fault);
  if (undescribed.length > 0) console.log(`Not described: ${undescribed.join(', ')}`);
  console.log(`${requests} requests to ${answers.size} operations, ${faults.length} faults, ${lost} connections lost`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
    },
  });
  const data = mkdtempSync(join(tmpdir(), 'rapport-fuzz-'));
  // Started as root, PostgreSQL runs as somebody else and has to come in.
  chmodSync(data, 0o755);
  const lines: LogLine[] = [];
  const log = (line: LogLine): void => void lines.push(line);
  const server = await startServer({
    place: { data, environment: {} },
    port: 0,
    host: '127.0.0.1',
    log,
    durable: false,
  });
  const began = performance.now();
  try {
    const { office, url } = server;
    const send = (path: string, init: RequestInit) => fetch(`${url}${path}`, { ...init, redirect: 'manual' });
    const progress = (operation: string): void => void process.stderr.write(`\x1b[2K\r${operation}`);
    const [seed, cases] = [Number(values.seed), Number(values.cases)];
    const report = await fuzz({ office, lines, send }, { seed, cases, only: values.only, progress });
    process.stderr.write('\x1b[2K\r');
    tell(report);
    const wrong = values.only === '' ? await nearlyAsked(server) : [];
    for (const each of wrong) console.log(each);
    console.log(`seed ${seed}, ${Math.round((performance.now() - began) / 1000)} s`);
    if (report.faults.length + report.lost + wrong.length > 0) process.exitCode = 1;
  } finally {
    await server.close();
    rmSync(data, { recursive: true });
  }
}

if (import.meta.main) await main();
