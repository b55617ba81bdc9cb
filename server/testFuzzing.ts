import fc from 'fast-check';
import type { LogLine, Office } from './office.ts';
import {
  type Description,
  type FuzzedRequest,
  type Operation,
  operationsOf,
  requestsTo,
} from './testFuzzedRequests.ts';
import { existingFor, gather, poolIn } from './testFuzzedWorld.ts';
import { type Visitor, visitorOf } from './testVisitor.ts';

/** Sends made-up requests to every operation of a server, and tells of each answer that no request should get. */

/** A server with an instance in which nothing is yet. */
export interface Site {
  readonly office: Office;
  /** What the server has logged so far. */
  readonly lines: readonly LogLine[];
  readonly send: (path: string, init: RequestInit) => Promise<Response>;
}

export interface FuzzOptions {
  readonly seed: number;
  /** How many requests each operation gets. */
  readonly cases: number;
  /** Only operations whose method and path hold this. */
  readonly only?: string;
  readonly progress?: (operation: string) => void;
}

/** An answer that is a fault of the program. */
export interface Fault {
  readonly operation: string;
  /** 0 where no answer came. */
  readonly status: number;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the server logged, or what is wrong with the answer. */
  readonly told: string;
}

export interface FuzzReport {
  readonly requests: number;
  /** How often each operation answered with each status. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly faults: readonly Fault[];
  /** Statuses that the description of the operation does not name. */
  readonly undescribed: readonly string[];
  /** Connections to the database that were taken and not given back. */
  readonly lost: number;
}

/** What the server logs where something is wrong with it and not with the request. */
const faultEvents = new Set(['fault', 'export-broken', 'import.fault', 'sign-in.failed']);

/** What any operation may answer: signed out, another site, no such address, too much, text that cannot be kept, too often. */
const commonStatuses = new Set([401, 403, 404, 413, 422, 429]);

const busy = ({ database: { pool } }: Office): number => pool.totalCount - pool.idleCount;

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** The version that stands, so that a change of it is really made. */
async function etagOf(site: Site, { target }: FuzzedRequest, cookie: string): Promise<string | null> {
  const [path = ''] = target.split(/[?#]/);
  const answer = await site.send(path.replace(/\/restore$/, ''), { headers: { cookie } });
  await answer.arrayBuffer();
  return answer.headers.get('etag');
}

async function sent(site: Site, request: FuzzedRequest, cookie: string): Promise<Response> {
  const etag = request.matching ? await etagOf(site, request, cookie) : null;
  const { method, headers, body } = request;
  return site.send(request.target, {
    method,
    headers: { cookie, ...headers, ...(etag !== null && { 'if-match': etag }) },
    ...(body !== null && method !== 'GET' && { body: body as BodyInit }),
  });
}

/** What came with an answer, as far as it is JSON. A stream is let go of: it would never end. */
async function contentOf(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    await answer.body?.cancel();
    return null;
  }
  const bytes = await answer.arrayBuffer();
  return /json/.test(type) ? JSON.parse(Buffer.from(bytes).toString('utf8')) : null;
}

interface Answered {
  readonly status: number;
  readonly content: unknown;
  /** What is wrong with the answer or was logged with it; null where nothing is. */
  readonly wrong: string | null;
}

/** Sends a request and judges the answer. */
async function answered(site: Site, request: FuzzedRequest, cookie: string): Promise<Answered> {
  const before = site.lines.length;
  try {
    const answer = await sent(site, request, cookie);
    const { status } = answer;
    const content = await contentOf(answer);
    const logged = site.lines.slice(before).find(({ event }) => faultEvents.has(String(event)));
    const wrong = logged ?? (status >= 500 ? content : undefined);
    return { status, content, wrong: wrong === undefined ? null : JSON.stringify(wrong) };
  } catch (error) {
    // What became of a connection is told by the cause alone.
    const cause = error instanceof Error && error.cause !== undefined ? `: ${String(error.cause)}` : '';
    return { status: 0, content: null, wrong: `${String(error)}${cause}` };
  }
}

function faultOf(operation: Operation, { target, headers, body }: FuzzedRequest, status: number, told: string): Fault {
  const shown = body === null ? '' : Buffer.from(body).toString('utf8');
  const cut = { target: target.slice(0, 500), body: shown.slice(0, 500), told: told.slice(0, 1500) };
  return { operation: nameOf(operation), status, headers, ...cut };
}

/** Whether a request has ended the session: the next ones would be refused for that alone. */
async function isOut(site: Site, { cookie }: Visitor): Promise<boolean> {
  const answer = await site.send('/api/v1/me', { headers: { cookie } });
  await answer.arrayBuffer();
  return answer.status === 401;
}

/** People who may do everything, one after the other. */
function entrance({ office, send }: Site): () => Promise<Visitor> {
  const membership = { party: 'OIC', role: 'coordinator', bodies: [] } as const;
  let count = 0;
  return () => visitorOf(office, send, `fuzzer${count++}`, [membership], true);
}

/** Fills the instance and asks everything. The same seed asks the same. */
export async function fuzz(site: Site, { seed, cases, only = '', progress }: FuzzOptions): Promise<FuzzReport> {
  const { office } = site;
  const pool = await poolIn(office);
  const description = (await (await site.send('/api/v1/openapi.json', {})).json()) as Description;
  const enter = entrance(site);
  let visitor = await enter();
  const held = busy(office);
  const answers = new Map<string, Map<number, number>>();
  const faults: Fault[] = [];
  const undescribed = new Set<string>();
  for (const [nth, operation] of operationsOf(description).entries()) {
    const name = nameOf(operation);
    if (!name.includes(only)) continue;
    progress?.(name);
    const counts = new Map<number, number>();
    answers.set(name, counts);
    const requests = requestsTo(operation, description, existingFor(operation, pool));
    for (const request of fc.sample(requests, { seed: seed + nth, numRuns: cases })) {
      // Attempts to sign in are counted: here all are to be looked at.
      if (operation.path.includes('/sign-in/')) await office.database.pool.query('delete from sign_in.attempt');
      const { status, content, wrong } = await answered(site, request, visitor.cookie);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (wrong !== null) faults.push(faultOf(operation, request, status, wrong));
      if (!operation.statuses.includes(status) && !commonStatuses.has(status)) undescribed.add(`${name} ${status}`);
      if (status >= 200 && status < 300) gather(pool, operation.path, content);
    }
    if (await isOut(site, visitor)) visitor = await enter();
  }
  const requests = cases * answers.size;
  return { requests, answers, faults, undescribed: [...undescribed], lost: busy(office) - held };
}
