import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { type AccessLine, accessTable, type Relation } from '../programme/accessTable.ts';
import { type RegisterName, registers } from '../programme/registers.ts';
import type { Visibility } from '../programme/vocabulary.ts';
import { type TestOffice, testOffice, type Visitor } from './testOffice.ts';

/** The access table once more, through the API: every relation and role against every register, visibility and operation. */

const visibilities: readonly Visibility[] = ['internal', 'parties', 'public'];
const partyOf: Readonly<Record<Relation, string>> = {
  owner: 'OIC',
  party: 'UN',
  observer: 'LAS',
  third: 'OSCE',
  stranger: 'AU',
};
const body = 'OIC/SESRIC';
const names = { en: 'Name' };

let desk: TestOffice;
let programme: string;
/** What bodies of registers may point to. */
let ids: Readonly<Record<'activity' | 'meeting' | 'request', string>>;
const visitors = new Map<AccessLine, Visitor>();

/** Registers that are opened by a plain request, each with a body that concerns one body of its owner where it can. */
const bodies = (): Readonly<Partial<Record<RegisterName, object>>> => ({
  period: { names, span: { from: null, until: null } },
  area: { names, leads: [body] },
  'working-group': { names },
  body: { body, names },
  post: { kind: 'focal-point', body },
  document: { kind: 'report', title: 'Report' },
  activity: { title: 'Activity', partners: [body] },
  half: { activity: ids.activity, lead: body },
  agreement: { kind: 'memorandum', title: 'Memorandum', parties: [body] },
  'meeting-series': { names, kind: 'general' },
  meeting: { kind: 'general', title: 'Meeting', host: body },
  outcome: { meeting: ids.meeting, text: 'To do', responsible: [body] },
  update: { about: { entry: ids.activity }, body, words: 'Done', on: '2026-01-01' },
  request: { title: 'Report', about: [{ entry: ids.activity }], to: [{ body }], due: '2027-01-01' },
  answer: { request: ids.request, body, items: [], on: '2026-01-01' },
});

/** Those whose entries concern a body: what focal points see and write of the others is nothing. */
const concerning: ReadonlySet<RegisterName> = new Set([
  'area',
  'body',
  'post',
  'activity',
  'half',
  'agreement',
  'meeting',
  'outcome',
  'update',
  'request',
  'answer',
]);

const entries = new Map<
  string,
  { readonly register: RegisterName; readonly visibility: Visibility; readonly id: string }
>();

beforeAll(async () => {
  desk = await testOffice();
  const { secretariat } = desk.office;
  const open = (register: RegisterName, given: object, visibility: Visibility = 'parties') =>
    secretariat.open(system, register, given, { owner: 'OIC', programme, visibility });
  for (const party of Object.values(partyOf))
    await secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const as = { owner: 'party', party: 'party', observer: 'observer', third: 'third' } as const;
  const parties = Object.entries(as).map(([relation, way]) => ({ party: partyOf[relation as Relation], as: way }));
  programme = (await secretariat.open(system, 'programme', { names, parties }, { owner: 'OIC' })).id;
  ids = {
    activity: (await open('activity', { title: 'Shared' })).id,
    meeting: (await open('meeting', { kind: 'general', title: 'Shared' })).id,
    request: (
      await open('request', {
        title: 'Shared',
        about: [{ paragraph: 'A/RES/1/1#op1' }],
        to: [{ body }],
        due: '2027-01-01',
      })
    ).id,
  };
  for (const [register, given] of Object.entries(bodies()) as [RegisterName, object][]) {
    for (const visibility of visibilities)
      entries.set(`${register} ${visibility}`, {
        register,
        visibility,
        id: (await open(register, given, visibility)).id,
      });
  }
  for (const [index, line] of accessTable.entries()) {
    const concerned = line.role === 'focal-point' ? [line.concerned ? body : 'OIC/IRCICA'] : [];
    visitors.set(
      line,
      await desk.visitor(`visitor-${index}`, [{ party: partyOf[line.relation], role: line.role, bodies: concerned }]),
    );
  }
});
afterAll(() => desk.close());

const visitorOf = (line: AccessLine): Visitor => visitors.get(line) as Visitor;

/** What a line of the table says of an entry that may or may not concern a body. */
function seenBy(line: AccessLine, register: RegisterName): readonly Visibility[] {
  const isOwnFocalPoint = line.relation === 'owner' && line.role === 'focal-point';
  return isOwnFocalPoint && !concerning.has(register) ? ['parties', 'public'] : line.sees;
}

const isWrittenBy = (line: AccessLine, register: RegisterName): boolean =>
  line.writes.includes(registers[register].least) && (line.role !== 'focal-point' || concerning.has(register));

describe.each(accessTable)('$relation, $role (concerned: $concerned)', (line) => {
  it('sees, lists, exports and follows what the table says, and nothing else', async () => {
    const as = visitorOf(line);
    const leaks: string[] = [];
    const changes = await (await desk.ask('/api/v1/changes?limit=200', { as })).text();
    for (const [key, { register, visibility, id }] of entries) {
      const may = seenBy(line, register).includes(visibility);
      const { path } = registers[register];
      const status = (await desk.ask(`/api/v1/${path}/${id}`, { as })).status;
      const history = await (await desk.ask(`/api/v1/entries/${id}/history`, { as })).text();
      if (status !== (may ? 200 : 404)) leaks.push(`${key}: get ${status}`);
      if (history.includes(id) !== may) leaks.push(`${key}: history`);
      if (changes.includes(id) !== may) leaks.push(`${key}: changes`);
    }
    for (const register of new Set([...entries.values()].map((each) => each.register))) {
      const { path } = registers[register];
      const texts = await Promise.all(
        [`?limit=500`, '/export/json', '/export/csv'].map(async (more) =>
          (await desk.ask(`/api/v1/${path}${more}`, { as })).text(),
        ),
      );
      for (const visibility of visibilities) {
        const { id } = entries.get(`${register} ${visibility}`) as { id: string };
        const may = seenBy(line, register).includes(visibility);
        for (const [index, text] of texts.entries())
          if (text.includes(id) !== may) leaks.push(`${register} ${visibility}: ${['list', 'json', 'csv'][index]}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it('writes what the table says, and nothing else', async () => {
    const as = visitorOf(line);
    const wrong: string[] = [];
    for (const [register, given] of Object.entries(bodies()) as [RegisterName, object][]) {
      const { path } = registers[register];
      const may = isWrittenBy(line, register);
      const opened = await desk.ask(`/api/v1/${path}`, {
        as,
        body: { programme, owner: 'OIC', visibility: 'internal', body: given },
      });
      if (opened.status !== (may ? 201 : 403)) wrong.push(`${register}: open ${opened.status}`);
      for (const visibility of visibilities) {
        const { id } = entries.get(`${register} ${visibility}`) as { id: string };
        const sees = seenBy(line, register).includes(visibility);
        if (may && sees) continue;
        // What one may not see is answered as if it were not there.
        const refused = sees ? 403 : 404;
        const asked = { as, headers: { 'if-match': '"1"' } };
        const answers = await Promise.all([
          desk.ask(`/api/v1/${path}/${id}`, { ...asked, method: 'PATCH', body: { visibility: 'public' } }),
          desk.ask(`/api/v1/${path}/${id}`, { ...asked, method: 'DELETE' }),
          desk.ask(`/api/v1/${path}/${id}/restore`, { ...asked, method: 'POST' }),
        ]);
        for (const { status } of answers)
          if (status !== refused) wrong.push(`${register} ${visibility}: change ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('every route', () => {
  /** Answered without a session: the address is the key, or there is nothing to hide. */
  const open = /^\/api\/v1\/(?:health|openapi\.json|sign-in\/.*|links\/.*|feeds\/\{token\}\/.*)$/;
  const filledPath = (path: string, id: string) =>
    path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => ({ form: 'json', party: 'OIC', sha256: 'a'.repeat(64) })[name] ?? id,
    );

  async function routes(): Promise<{ method: string; path: string }[]> {
    const { paths } = (await (await desk.ask('/api/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
  }

  it('asks for a session', async () => {
    const all = await routes();
    expect(all.length).toBeGreaterThan(150);
    const admitted: string[] = [];
    for (const { method, path } of all.filter((each) => !open.test(each.path))) {
      const answer = await desk.ask(filledPath(path, programme), { method, ...(method === 'GET' ? {} : { body: {} }) });
      if (answer.status !== 401) admitted.push(`${method} ${path}: ${answer.status}`);
    }
    expect(admitted).toEqual([]);
  });

  it('gives a stranger nothing of others', async () => {
    const stranger = await desk.visitor('nobody', [{ party: 'AU', role: 'coordinator', bodies: [] }]);
    const secrets = [...entries.values()].filter(({ visibility }) => visibility !== 'public').map(({ id }) => id);
    const leaks: string[] = [];
    for (const { method, path } of (await routes()).filter(
      (each) => each.method === 'GET' && !open.test(each.path) && !each.path.endsWith('/stream'),
    )) {
      for (const id of path.includes('{id}') ? [programme, ids.activity, ...secrets.slice(0, 6)] : [programme]) {
        const answer = await desk.ask(filledPath(path, id), { as: stranger, method });
        const text = await answer.text();
        if (secrets.some((secret) => text.includes(secret))) leaks.push(`${method} ${path}`);
        if (answer.status >= 500) leaks.push(`${method} ${path}: ${answer.status}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it('refuses what another site makes a browser send', async () => {
    const as = visitors.values().next().value as Visitor;
    for (const { method, path } of (await routes()).filter((each) => each.method !== 'GET' && !open.test(each.path))) {
      const answer = await desk.ask(filledPath(path, programme), {
        as,
        method,
        body: {},
        headers: { origin: 'https://elsewhere.example' },
      });
      expect([401, 403], `${method} ${path}`).toContain(answer.status);
    }
  });

  it('is shut once the session has ended', async () => {
    const gone = await desk.visitor('gone', [{ party: 'OIC', role: 'coordinator', bodies: [] }]);
    expect((await desk.ask('/api/v1/activities', { as: gone })).status).toBe(200);
    await desk.office.signIn.revokeSessions(gone.person);
    expect((await desk.ask('/api/v1/activities', { as: gone })).status).toBe(401);
  });
});
