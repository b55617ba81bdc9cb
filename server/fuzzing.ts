import fc from 'fast-check';
import { registers } from '../programme/registers.ts';
import { followUpTables } from './followUpTables.ts';
import { type Description, type FuzzedRequest, type Operation, operationsOf, requestsTo } from './fuzzedRequests.ts';
import type { Existing } from './fuzzedValues.ts';
import { linkFor, tokenOf } from './links.ts';
import type { LogLine, Office } from './office.ts';
import { concernedBody } from './testBodies.ts';
import { type Visitor, visitorOf } from './testVisitor.ts';
import { type World, worldIn } from './testWorld.ts';

/** Sends made-up requests to every operation of an office, and tells of each answer that no request should get. */

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
  readonly status: number;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly logged: string;
}

export interface FuzzReport {
  readonly requests: number;
  /** How often each operation answered with each status. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly faults: readonly Fault[];
  /** Statuses that the description of the operation does not name. */
  readonly undescribed: readonly string[];
}

/** What the server logs where something is wrong with it and not with the request. */
const faultEvents = new Set(['fault', 'export-broken', 'import.fault', 'sign-in.failed']);

/** What any operation may answer: signed out, another site, no such address, too much, text that cannot be kept, too often. */
const commonStatuses = new Set([401, 403, 404, 413, 422, 429]);

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** `activities` of `/api/v1/activities/{id}/carry-over` */
const resourceOf = (path: string): string => /^\/api\/v1\/(?:sign-in\/)?([\w-]+)/.exec(path)?.[1] ?? '';

// ---------------------------------------------------------------- what exists

interface Pool {
  readonly world: World;
  readonly people: readonly string[];
  /** What earlier answers gave, by resource. */
  readonly gathered: Map<string, string[]>;
}

/** People whom nobody misses when they are erased. */
async function cardsIn({ signIn, database }: Office, count: number): Promise<string[]> {
  const people: string[] = [];
  for (let n = 0; n < count; n++) {
    const card = { name: `Card ${n}`, email: `card${n}@example.org`, language: 'en', administrator: false } as const;
    const person = await signIn.createPerson(card);
    if (person === null) throw new RangeError(`There is a card ${n} already.`);
    const membership = { person, party: 'OIC', role: 'focal-point', bodies: [concernedBody] } as const;
    await database.tables
      .insertInto('membership')
      .values({ ...membership, bodies: [concernedBody] })
      .execute();
    people.push(person);
  }
  return people;
}

/** A token that opens an answer without an account. */
async function linkTokenIn(office: Office, world: World, person: string): Promise<string> {
  const { secretariat, records } = office;
  const system = { person: null, memberships: [], system: true } as const;
  const post = { kind: 'focal-point', body: concernedBody, holder: person };
  await secretariat.open(system, 'post', post, { owner: 'OIC', programme: world.programme });
  const request = await records.look(system, (view) => view.entry(world.targets.request));
  if (request === null) throw new RangeError('The world has no request.');
  const answerer = { person, party: 'OIC', as: 'holder' } as never;
  const { link } = await linkFor(
    followUpTables(office.database),
    request as never,
    concernedBody,
    answerer,
    null,
    new Date(),
  );
  return tokenOf(office.secret, link);
}

/** Ids by the name of what takes them. Links of bodies lead to what stays; what is changed is something else. */
function existingFor({ method, path }: Operation, { world, people, gathered }: Pool): Existing {
  const { programme, targets, planted, mandates, others } = world;
  const resource = resourceOf(path);
  const own = planted.flatMap(({ entry }) => (registers[entry.register].path === resource ? [entry.id] : []));
  const entries = planted.map(({ entry }) => entry.id);
  const read = method === 'GET';
  const ids: Readonly<Record<string, readonly string[]>> = {
    mandates: mandates.map(({ id }) => id),
    people,
    entries: [...others.map(({ id }) => id), ...entries],
    programmes: read ? [programme, ...own] : own,
    requests: [targets.request, ...own],
    'meeting-series': read ? [targets.series, ...own] : own,
  };
  const isOutside =
    own.length > 0 &&
    planted.some(
      ({ entry }) => registers[entry.register].path === resource && registers[entry.register].scope === 'instance',
    );
  return {
    id: ids[resource] ?? (own.length > 0 ? own : (gathered.get(resource) ?? [])),
    programme: isOutside ? [] : [programme],
    ...{ owner: ['OIC'], party: ['OIC'], body: [concernedBody], lead: [concernedBody], to: [] },
    ...{ period: [targets.period], area: [targets.area], areas: [targets.area], activity: [targets.activity] },
    ...{ meeting: [targets.meeting], request: [targets.request], series: [targets.series], entry: entries },
    ...{ parent: [targets.activity, targets.meeting], holder: people, deputy: people, people },
    token: gathered.get(`token ${resource}`) ?? [],
    sha256: gathered.get('sha256') ?? [],
    file: gathered.get('sha256') ?? [],
    after: gathered.get(`after ${path}`) ?? [],
  };
}

const most = 50;

/** Keeps what an answer tells of things that are there now. */
function gather({ gathered }: Pool, path: string, answer: unknown): void {
  const keep = (kind: string, value: unknown): void => {
    if (typeof value !== 'string') return;
    const held = gathered.get(kind) ?? [];
    gathered.set(kind, [...held, value].slice(-most));
  };
  if (typeof answer !== 'object' || answer === null) return;
  const { id, items = [], sha256, url, next } = answer as Readonly<Record<string, unknown>>;
  const resource = resourceOf(path);
  for (const each of [id, ...(Array.isArray(items) ? items.map((item) => item?.id) : [])]) keep(resource, each);
  keep('sha256', sha256);
  keep(`after ${path}`, next);
  keep(`token ${resource}`, typeof url === 'string' ? /feeds\/([\w-]{43})\//.exec(url)?.[1] : undefined);
}

// ---------------------------------------------------------------- asking

const shown = (body: Uint8Array | null): string =>
  body === null ? '' : Buffer.from(body).toString('utf8').slice(0, 500);

const isStream = (path: string): boolean => path.endsWith('/stream');

/** The version that stands, so that a change of it is really made. */
async function etagOf(site: Site, { target }: FuzzedRequest, cookie: string): Promise<string | null> {
  const [path = ''] = target.split(/[?#]/);
  const answer = await site.send(path.replace(/\/restore$/, ''), { headers: { cookie } });
  await answer.arrayBuffer();
  return answer.headers.get('etag');
}

async function answerTo(site: Site, request: FuzzedRequest, cookie: string): Promise<Response> {
  const etag = request.matching ? await etagOf(site, request, cookie) : null;
  const { method, headers, body } = request;
  return site.send(request.target, {
    method,
    headers: { cookie, ...headers, ...(etag !== null && { 'if-match': etag }) },
    ...(body !== null && method !== 'GET' && { body: body as BodyInit }),
  });
}

/** What came with an answer, as far as it is JSON. A stream is let go of: it would never end. */
async function contentOf(operation: Operation, answer: Response): Promise<unknown> {
  if (isStream(operation.path)) {
    await answer.body?.cancel();
    return null;
  }
  const bytes = await answer.arrayBuffer();
  if (!/json/.test(answer.headers.get('content-type') ?? '')) return null;
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** Fills the instance and asks everything. The same seed asks the same. */
export async function fuzz(site: Site, { seed, cases, only = '', progress }: FuzzOptions): Promise<FuzzReport> {
  const { office, lines } = site;
  const world = await worldIn(office);
  const people = await cardsIn(office, 40);
  const pool: Pool = { world, people, gathered: new Map() };
  pool.gathered.set('token links', [await linkTokenIn(office, world, people[0] ?? '')]);
  const membership = { party: 'OIC', role: 'coordinator', bodies: [] } as const;
  let visitors = 0;
  const enter = (): Promise<Visitor> => visitorOf(office, site.send, `fuzzer${visitors++}`, [membership], true);
  const forgive = () => office.database.pool.query('delete from sign_in.attempt');
  const description = (await (await site.send('/api/v1/openapi.json', {})).json()) as Description;
  const [answers, faults, undescribed] = [new Map<string, Map<number, number>>(), [] as Fault[], new Set<string>()];
  let [requests, visitor] = [0, await enter()];

  for (const [nth, operation] of operationsOf(description).entries()) {
    const name = nameOf(operation);
    if (!name.includes(only)) continue;
    progress?.(name);
    const counts = new Map<number, number>();
    answers.set(name, counts);
    const asked = fc.sample(requestsTo(operation, description, existingFor(operation, pool)), {
      seed: seed + nth,
      numRuns: cases,
    });
    for (const request of asked) {
      await forgive();
      const before = lines.length;
      const answer = await answerTo(site, request, visitor.cookie);
      requests++;
      counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
      const content = await contentOf(operation, answer).catch((error: unknown) => ({ broken: String(error) }));
      const logged = lines.slice(before).filter(({ event }) => faultEvents.has(String(event)));
      if (
        answer.status >= 500 ||
        logged.length > 0 ||
        (content !== null && typeof content === 'object' && 'broken' in content)
      ) {
        const { target, headers, body } = request;
        const what = JSON.stringify(logged[0] ?? content).slice(0, 1500);
        faults.push({
          operation: name,
          status: answer.status,
          target: target.slice(0, 500),
          headers,
          body: shown(body),
          logged: what,
        });
      }
      if (!operation.statuses.includes(answer.status) && !commonStatuses.has(answer.status))
        undescribed.add(`${name} ${answer.status}`);
      if (answer.ok) gather(pool, operation.path, content);
      if (answer.status === 401 && request.headers['authorization'] === undefined) visitor = await enter();
    }
    if (operation.path.includes('/sign-in/')) visitor = await enter();
  }
  return { requests, answers, faults, undescribed: [...undescribed] };
}
