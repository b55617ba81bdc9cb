import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { type TestOffice, testOffice, type Visitor } from './testOffice.ts';

let desk: TestOffice;
let un: Visitor;
let oic: Visitor;
let programme: string;

beforeAll(async () => {
  desk = await testOffice();
  const { secretariat } = desk.office;
  for (const party of ['UN', 'OIC'])
    await secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
  un = await desk.visitor('un', [{ party: 'UN', role: 'coordinator', bodies: [] }]);
  oic = await desk.visitor('oic', [{ party: 'OIC', role: 'editor', bodies: [] }]);
  const parties = ['UN', 'OIC'].map((party) => ({ party, as: 'party' }));
  const answer = await desk.ask('/api/v1/programmes', {
    as: un,
    body: { body: { names: { en: 'UN and OIC' }, parties } },
  });
  programme = ((await answer.json()) as { id: string }).id;
});
afterAll(() => desk.close());

const opened = async (as: Visitor, title: string, more: object = {}) => {
  const answer = await desk.ask('/api/v1/activities', { as, body: { programme, body: { title, ...more } } });
  expect(answer.status).toBe(201);
  return {
    answer,
    entry: (await answer.json()) as { id: string; version: number; body: { title: string; place: string | null } },
  };
};

describe('a register', () => {
  it('opens an entry and gives it with its ETag', async () => {
    const { answer, entry } = await opened(oic, 'Course');
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe(`/api/v1/activities/${entry.id}`);
    const again = await desk.ask(`/api/v1/activities/${entry.id}`, { as: un });
    expect(await again.json()).toEqual(entry);
    const held = await desk.ask(`/api/v1/activities/${entry.id}`, { as: un, headers: { 'if-none-match': '"1"' } });
    expect(held.status).toBe(304);
  });

  it('lets two editors never overwrite each other', async () => {
    const { entry } = await opened(oic, 'Study');
    const change = (version: string, place: string) =>
      desk.ask(`/api/v1/activities/${entry.id}`, {
        as: oic,
        method: 'PATCH',
        body: { body: { place } },
        headers: { 'if-match': version },
      });
    expect((await change('"1"', 'Jeddah')).status).toBe(200);
    const late = await change('"1"', 'Geneva');
    expect(late.status).toBe(412);
    expect(await late.json()).toMatchObject({ type: '/problems/conflict', status: 412 });
    const without = await desk.ask(`/api/v1/activities/${entry.id}`, {
      as: oic,
      method: 'PATCH',
      body: { body: { place: 'Rabat' } },
    });
    expect(without.status).toBe(428);
    expect(await (await desk.ask(`/api/v1/activities/${entry.id}`, { as: oic })).json()).toMatchObject({
      version: 2,
      body: { place: 'Jeddah', title: 'Study' },
    });
  });

  it('opens nothing twice for one Idempotency-Key', async () => {
    const ask = (title: string) =>
      desk.ask('/api/v1/activities', {
        as: oic,
        body: { programme, body: { title } },
        headers: { 'idempotency-key': 'one and the same' },
      });
    const [first, second, other] = [await ask('Once'), await ask('Once'), await ask('Other')];
    expect([first.status, second.status, other.status]).toEqual([201, 200, 422]);
    expect(((await first.json()) as { id: string }).id).toBe(((await second.json()) as { id: string }).id);
  });

  it('withdraws and restores', async () => {
    const { entry } = await opened(oic, 'Visit');
    const withdrawn = await desk.ask(`/api/v1/activities/${entry.id}`, {
      as: oic,
      method: 'DELETE',
      headers: { 'if-match': '"1"' },
    });
    expect(await withdrawn.json()).toMatchObject({ withdrawn: true, version: 2 });
    const listed = async () =>
      (
        (await (await desk.ask('/api/v1/activities?limit=200', { as: oic })).json()) as { items: { id: string }[] }
      ).items.some(({ id }) => id === entry.id);
    expect(await listed()).toBe(false);
    const restored = await desk.ask(`/api/v1/activities/${entry.id}/restore`, {
      as: oic,
      method: 'POST',
      headers: { 'if-match': '"2"' },
    });
    expect(await restored.json()).toMatchObject({ withdrawn: false, version: 3 });
    expect(await listed()).toBe(true);
    const history = (await (await desk.ask(`/api/v1/entries/${entry.id}/history`, { as: un })).json()) as {
      items: { type: string }[];
    };
    expect(history.items.map(({ type }) => type.split('.').at(-1))).toEqual(['restored', 'withdrawn', 'opened']);
  });

  it('gives pages that miss nothing and repeat nothing', async () => {
    for (let n = 0; n < 7; n++) await opened(oic, `Page ${n}`, { place: 'Paging' });
    for (const sort of ['changed', 'opened', 'title']) {
      const found: string[] = [];
      let after = '';
      do {
        const answer = await desk.ask(`/api/v1/activities?limit=3&sort=${sort}${after}`, { as: un });
        const page = (await answer.json()) as { items: { id: string }[]; next: string | null };
        found.push(...page.items.map(({ id }) => id));
        after = page.next === null ? '' : `&after=${page.next}`;
      } while (after !== '');
      const { items } = (await (await desk.ask('/api/v1/activities?limit=500', { as: un })).json()) as {
        items: { id: string }[];
      };
      expect(found.length).toBe(items.length);
      expect(new Set(found)).toEqual(new Set(items.map(({ id }) => id)));
    }
  });

  it.each(['csv', 'xlsx', 'json'])('exports all of it as %s', async (form) => {
    const answer = await desk.ask(`/api/v1/activities/export/${form}`, { as: un });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="activities.${form}"`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(500);
    if (form === 'json') expect(JSON.parse(Buffer.from(bytes).toString()).items.length).toBeGreaterThan(5);
  });

  it('refuses what is not as it must be, with the place of the fault', async () => {
    const answer = await desk.ask('/api/v1/activities', {
      as: oic,
      body: { programme, body: { title: '', unknown: 1 } },
    });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const { faults } = (await answer.json()) as { faults: { path: string[] }[] };
    expect(faults.map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining(['body.title']));
    expect((await desk.ask('/api/v1/activities', { as: oic, body: { body: { title: 'No programme' } } })).status).toBe(
      422,
    );
  });
});

describe('the first administrator', () => {
  it('admits a party, makes himself its coordinator, and cannot act for a party that is there already', async () => {
    const admin = await desk.visitor('admin', [], true);
    const admitted = await desk.ask('/api/v1/parties', {
      as: admin,
      body: { owner: 'AU', body: { party: 'AU', names: { en: 'African Union' } } },
    });
    expect(admitted.status).toBe(201);
    const again = await desk.ask('/api/v1/parties', {
      as: admin,
      body: { owner: 'AU', body: { party: 'AU', names: { en: 'Other' } } },
    });
    expect(again.status).toBe(403);
    const foreign = await desk.ask('/api/v1/parties', {
      as: un,
      body: { owner: 'UN', body: { party: 'LAS', names: { en: 'Other' } } },
    });
    expect(foreign.status).toBe(422);
    const role = await desk.ask(`/api/v1/people/${admin.person}/memberships/AU`, {
      as: admin,
      method: 'PUT',
      body: { role: 'coordinator', bodies: [] },
    });
    expect(role.status).toBe(200);
    const me = (await (await desk.ask('/api/v1/me', { as: admin })).json()) as { memberships: unknown[] };
    expect(me.memberships).toEqual([{ party: 'AU', role: 'coordinator', bodies: [] }]);
  });
});
