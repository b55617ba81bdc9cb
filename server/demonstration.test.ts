import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild, tableHashes, verifyRecords } from '../records/rebuild.ts';
import { demonstrate } from './demonstration.ts';
import { personas } from './demonstrationPeople.ts';
import { type TestOffice, testOffice, type Visitor } from './testOffice.ts';

let desk: TestOffice;
let un: Visitor;
let oic: Visitor;
let las: Visitor;

beforeAll(async () => {
  desk = await testOffice();
  await demonstrate(desk.office);
  un = await desk.visitor('un', [{ party: 'UN', role: 'coordinator', bodies: [] }]);
  oic = await desk.visitor('oic', [{ party: 'OIC', role: 'editor', bodies: [] }]);
  las = await desk.visitor('las', [{ party: 'LAS', role: 'coordinator', bodies: [] }]);
});
afterAll(() => desk.close());

const got = async (path: string, as: Visitor) =>
  (await (await desk.ask(`/api/v1${path}`, { as })).json()) as { items: Record<string, unknown>[] };

describe('the demonstration', () => {
  it('holds the lineage, the agreements, the meetings and both programmes', async () => {
    const symbols = (await got('/documents?limit=200', un)).items.map(
      ({ body }) => (body as { symbol: string }).symbol,
    );
    expect(symbols).toEqual(expect.arrayContaining(['A/RES/35/36', 'A/RES/75/16', 'A/RES/77/18', 'A/RES/79/9']));
    expect((await got('/programmes', un)).items).toHaveLength(2);
    expect((await got('/agreements?limit=100', oic)).items.length).toBeGreaterThanOrEqual(9);
    expect((await got('/meetings?limit=100', un)).items.length).toBe(22);
    expect((await got('/areas?limit=100', un)).items.length).toBe(11);
  });

  it('marks every activity as an example', async () => {
    const { items } = await got('/activities?limit=100', oic);
    expect(items.length).toBeGreaterThanOrEqual(6);
    expect(items.every(({ body }) => (body as { example: boolean }).example)).toBe(true);
  });

  it('has somebody for each role, in Arabic, English and French', () => {
    expect(new Set(personas.map(({ role }) => role))).toEqual(
      new Set(['coordinator', 'editor', 'focal-point', 'viewer']),
    );
    expect(new Set(personas.map(({ language }) => language))).toEqual(new Set(['ar', 'en', 'fr']));
  });

  it('is made once, in one unbroken chain that gives the same tables', async () => {
    const before = await verifyRecords(desk.office.database);
    await demonstrate(desk.office);
    const after = await verifyRecords(desk.office.database);
    expect([after.records, after.breaks]).toEqual([before.records, []]);
    const tables = await tableHashes(desk.office.database);
    await rebuild(desk.office.database, desk.office.files);
    expect(await tableHashes(desk.office.database)).toEqual(tables);
  });
});

describe('search', () => {
  const found = async (q: string, as: Visitor, more = '') =>
    (await (await desk.ask(`/api/v1/search?q=${encodeURIComponent(q)}${more}`, { as })).json()) as {
      items: {
        kind: string;
        register: string;
        title: string;
        symbol: string | null;
        snippet: { text: string; marks: { start: number; end: number }[] };
      }[];
      people: { name: string }[];
    };

  it('finds a symbol, however it is written', async () => {
    for (const typed of ['A/RES/79/9', 'a/res/79/9', '79/9']) {
      expect(
        (await found(typed, un)).items.map(({ symbol }) => symbol),
        typed,
      ).toContain('A/RES/79/9');
    }
  });

  it('finds words by their stems and shows where they stand', async () => {
    const { items } = await found('statistician poverty', un);
    const [first] = items;
    expect(first?.title).toMatch(/statisticians/);
    const { text, marks } = first?.snippet ?? { text: '', marks: [] };
    expect(marks.map(({ start, end }) => text.slice(start, end).toLowerCase())).toEqual(
      expect.arrayContaining(['statisticians', 'poverty']),
    );
  });

  it('finds paragraphs of documents', async () => {
    const { items } = await found('"secretary-general"', un, '&within=paragraph');
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ kind }) => kind === 'paragraph')).toBe(true);
  });

  it('finds names in Arabic', async () => {
    expect((await found('الاجتماع العام', oic)).items.map(({ register }) => register)).toContain('meeting-series');
  });

  it('finds people by name', async () => {
    expect((await found('sesric focal', oic)).people.map(({ name }) => name)).toEqual([
      'Focal point, SESRIC (example)',
    ]);
  });

  it('shows nobody what he may not see', async () => {
    const internal = { programme: undefined as string | undefined };
    internal.programme = (await got('/programmes', un)).items.find(({ body }) =>
      (body as { names: { en: string } }).names.en.includes('Islamic'),
    )?.id as string;
    const secret = { programme: internal.programme, visibility: 'internal', body: { title: 'Zzyzx plan' } };
    expect((await desk.ask('/api/v1/activities', { as: oic, body: secret })).status).toBe(201);
    expect((await found('zzyzx', oic)).items).toHaveLength(1);
    expect((await found('zzyzx', un)).items).toHaveLength(0);
    expect((await found('zzyzx', las)).items).toHaveLength(0);
  });

  it.each(['', '   ', '-', '"', '*', '()', "'", '\\', '&|!', 'a'.repeat(500), '\u0000'])(
    'answers %j without a fault',
    async (typed) => {
      const answer = await desk.ask(`/api/v1/search?q=${encodeURIComponent(typed)}`, { as: un });
      expect([200, 422]).toContain(answer.status);
    },
  );
});
