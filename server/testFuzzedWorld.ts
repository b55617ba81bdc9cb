import { system } from '../programme/access.ts';
import type { Entry } from '../programme/ports.ts';
import { registers } from '../programme/registers.ts';
import { followUpTables } from './followUpTables.ts';
import { linkFor, tokenOf } from './links.ts';
import type { Office } from './office.ts';
import { concernedBody } from './testBodies.ts';
import type { Operation } from './testFuzzedRequests.ts';
import type { Existing } from './testFuzzedValues.ts';
import { type World, worldIn } from './testWorld.ts';

/** What exists in an instance that made-up requests are sent to: so that they get further than "there is no such thing". */

/** `activities` of `/api/v1/activities/{id}/carry-over` */
const resourceOf = (path: string): string => /^\/api\/v1\/(?:sign-in\/)?([\w-]+)/.exec(path)?.[1] ?? '';

export interface Pool {
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
  const post = { kind: 'focal-point', body: concernedBody, holder: person };
  const opened = await secretariat.open(system, 'post', post, { owner: 'OIC', programme: world.programme });
  const request = await records.look(system, (view) => view.entry(world.targets.request));
  if (request === null) throw new RangeError('The world has no request.');
  const db = followUpTables(office.database);
  const answerer = { person, party: 'OIC', as: 'holder', post: opened.id } as const;
  const { link } = await linkFor(db, request as Entry<'request'>, concernedBody, answerer, null, office.clock.now());
  return tokenOf(office.secret, link);
}

/** Ids by the name of what takes them. Links of bodies lead to what stays; what is changed is something else. */
export function existingFor({ method, path }: Operation, { world, people, gathered }: Pool): Existing {
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
    requests: read ? [targets.request, ...own] : own,
    'meeting-series': read ? [targets.series, ...own] : own,
  };
  return {
    id: ids[resource] ?? (own.length > 0 ? own : (gathered.get(resource) ?? [])),
    // Nothing of these stands in a programme.
    programme: ['parties', 'programmes'].includes(resource) ? [] : [programme],
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
export function gather({ gathered }: Pool, path: string, answer: unknown): void {
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

/** Fills an instance that has nothing in it yet. */
export async function poolIn(office: Office): Promise<Pool> {
  const world = await worldIn(office);
  const [holder = '', ...people] = await cardsIn(office, 40);
  return { world, people, gathered: new Map([['token links', [await linkTokenIn(office, world, holder)]]]) };
}
