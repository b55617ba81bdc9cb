import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { system } from '../programme/access.ts';
import {
  coverageSchema,
  datesSchema,
  differencesSchema,
  matrixSchema,
  minutesSchema,
  owedSchema,
  vacanciesSchema,
} from './followUpSchemas.ts';
import type { MatrixView } from './followUpViews.ts';
import { testReading } from './testBodies.ts';
import { type TestProgramme, testProgramme } from './testFollowUp.ts';

let desk: TestProgramme;
const ids: Record<string, string> = {};

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  desk = await testProgramme();
  const { open } = desk;
  ids.period = (await open('period', { names: { en: '2027-2028' }, span: { from: day(0), until: day(700) } })).id;
  ids.health = (await open('area', { names: { en: 'Health' }, leads: ['OIC/SESRIC'] })).id;
  ids.trade = (await open('area', { names: { en: 'Trade' } })).id;
  const amina = await desk.card('amina');
  await open('post', { kind: 'focal-point', body: 'OIC/SESRIC', areas: [ids.health], holder: amina }, 'OIC');
  ids.vacant = (await open('post', { kind: 'focal-point', body: 'OIC/ICDT' }, 'OIC')).id;

  const reading = testReading('zabadu', 2);
  const kept = await desk.office.files.keep(new TextEncoder().encode(JSON.stringify(reading)));
  if (kept.kind !== 'kept') throw new RangeError('The reading is too large.');
  await desk.office.secretariat.keepDocument(
    system,
    {
      ...{ name: 'zabadu.txt', format: 'text', sha256: createHash('sha256').update('zabadu').digest('hex'), bytes: 1 },
      ...{ part: 0, reading, readingSha256: kept.sha256, findings: [] },
    },
    { owner: 'UN', programme: desk.programme },
  );
  ids.address = reading.mandates[0]?.address ?? '';

  const line = async (name: string, body: object, un: object | null, oic: object | null) => {
    const activity = (await open('activity', { title: name, period: ids.period, ...body })).id;
    ids[name] = activity;
    if (un !== null) ids[`${name}UN`] = (await open('half', { activity, ...un })).id;
    if (oic !== null) ids[`${name}OIC`] = (await open('half', { activity, ...oic }, 'OIC')).id;
  };
  await line(
    'done',
    { area: ids.health, mandates: [ids.address] },
    { status: 'done' },
    { status: 'done', lead: 'OIC/SESRIC' },
  );
  await line(
    'differs',
    { area: ids.health, planned: { from: null, until: day(-3) } },
    { status: 'done', lead: 'UN/OCHA' },
    { status: 'under-way', lead: 'OIC/ICDT' },
  );
  await line('alone', {}, null, null);
  await line('example', { example: true }, { status: 'done' }, null);
  const hidden = await open('activity', { title: 'hidden', period: ids.period }, 'OIC', { visibility: 'internal' });
  ids.hidden = hidden.id;

  const evidence = [{ link: 'https://example.org/report', title: 'Report' }];
  ids.update = (await open('update', { about: { entry: ids.done }, words: 'Held', on: day(-2), evidence })).id;
  ids.request = (
    await open('request', {
      title: 'Report',
      about: [{ entry: ids.done }],
      to: [{ body: 'OIC/SESRIC' }, { body: 'UN/OCHA' }],
      due: day(-5),
    })
  ).id;
  await open('answer', { request: ids.request, body: 'UN/OCHA', items: [], on: day(-6) });
  ids.agreement = (
    await open('agreement', { kind: 'memorandum', title: 'Memorandum', parties: ['UN', 'OIC'], ends: day(80) })
  ).id;
  ids.series = (await open('meeting-series', { names: { en: 'General meeting' }, kind: 'general' })).id;
  ids.meeting = (
    await open('meeting', {
      ...{
        kind: 'general',
        title: 'Astana',
        series: ids.series,
        status: 'held',
        held: { from: day(-90), until: day(-88) },
      },
      ...{ place: 'Astana', agenda: [{ number: '1', title: 'Matrix' }] },
      participants: [{ body: 'UN/DPPA', party: 'UN', as: 'co-chair' }],
    })
  ).id;
  ids.outcome = (
    await open('outcome', {
      meeting: ids.meeting,
      item: '1',
      text: 'Send the matrix',
      responsible: ['OIC/SESRIC'],
      due: day(-1),
    })
  ).id;
  await open('update', { about: { entry: ids.outcome }, words: 'Nearly', on: day(-1), status: 'under-way' }, 'OIC');
  ids.stance = (
    await desk.office.secretariat.respond(
      system,
      ids.doneOIC ?? '',
      { stance: 'differs', words: 'Not so' },
      { owner: 'UN', visibility: 'parties' },
    )
  ).id;
});

afterAll(() => desk.close());

async function view(name: string, as = desk.editor, query = '') {
  const place = name === 'minutes' ? `meeting-series/${ids.series}` : `programmes/${desk.programme}`;
  const answer = await desk.ask(`/api/v1/${place}/${name}${query}`, { as });
  return { status: answer.status, body: await answer.json() };
}

const schemas: Readonly<Record<string, z.ZodType>> = {
  ...{ owed: owedSchema, dates: datesSchema, matrix: matrixSchema, coverage: coverageSchema },
  ...{ vacancies: vacanciesSchema, differences: differencesSchema, minutes: minutesSchema },
};

describe.each(Object.keys(schemas))('the view %s', (name) => {
  it('answers as it is described', async () => {
    const { status, body } = await view(name);
    expect(status).toBe(200);
    expect(schemas[name]?.safeParse(body).error?.issues ?? []).toEqual([]);
  });

  it('is nothing to those who take no part, and shows nobody what is hidden from him', async () => {
    expect((await view(name, desk.stranger)).status).toBe(404);
    expect((await view(name, desk.administrator)).status).toBe(404);
    expect((await desk.ask(`/api/v1/programmes/${desk.programme}/${name}`)).status).toBe(401);
    for (const as of [desk.editor, desk.unFocal])
      expect(JSON.stringify((await view(name, as)).body)).not.toContain(ids.hidden);
  });

  it('is unknown of what is no programme or series', async () => {
    const place = name === 'minutes' ? `meeting-series/${desk.programme}` : `programmes/${ids.series}`;
    expect((await desk.ask(`/api/v1/${place}/${name}`, { as: desk.editor })).status).toBe(404);
    const nowhere = place.replace(/[^/]+$/, 'x');
    expect((await desk.ask(`/api/v1/${nowhere}/${name}`, { as: desk.editor })).status).toBe(422);
  });
});

describe('who owes what', () => {
  it('is told by body, with what is mine', async () => {
    const { body } = await view('owed');
    expect(body.bodies).toMatchObject([
      {
        body: 'OIC/SESRIC',
        answers: [{ request: ids.request, late: 5 }],
        outcomes: [{ outcome: ids.outcome }],
        overdue: 2,
      },
    ]);
    expect(body.unassigned).toEqual([ids.alone]);
    expect([body.mine, (await view('owed', desk.oicViewer)).body.mine]).toEqual([[], ['OIC/SESRIC']]);
    expect(body.whole).toBe(true);
  });

  it('counts silence after as many days as are asked for', async () => {
    const later = desk.later(100);
    const answer = await later.ask(`/api/v1/programmes/${desk.programme}/owed?quiet=100`, { as: desk.editor });
    const { bodies } = await answer.json();
    expect(bodies.flatMap(({ updates }: { updates: { half: string }[] }) => updates.map(({ half }) => half))).toEqual([
      ids.differsOIC,
    ]);
    const short = await later.ask(`/api/v1/programmes/${desk.programme}/owed?quiet=101`, { as: desk.editor });
    expect((await short.json()).bodies.flatMap(({ updates }: { updates: unknown[] }) => updates)).toEqual([]);
  });
});

describe('dates', () => {
  it('are listed by day within the window', async () => {
    const { body } = await view('dates');
    expect(body.items.map(({ kind, id, days }: Record<string, unknown>) => [kind, id, days])).toEqual([
      ['request', ids.request, -5],
      ['activity-ends', ids.differs, -3],
      ['outcome', ids.outcome, -1],
      ['agreement-ends', ids.agreement, 80],
    ]);
    expect(body.windows).toMatchObject({ late: 3, quarter: 1 });
    expect((await view('dates', desk.editor, '?within=79')).body.items).toHaveLength(3);
  });

  it.each(['?within=x', '?within=-1', '?within=99999'])('cannot be asked for %s', async (query) => {
    expect((await view('dates', desk.editor, query)).status).toBe(422);
  });
});

describe('the matrix', () => {
  it('has both halves of each line and counts what all sides say', async () => {
    const { body } = await view('matrix', desk.editor, `?period=${ids.period}`);
    const { lines: listed } = body as MatrixView;
    const lines = listed.map(({ activity, halves, status, differences }) => [
      activity.id,
      halves.map(({ owner }) => owner).sort(),
      status,
      differences.map(({ field }) => field),
    ]);
    expect(lines).toEqual([
      [ids.alone, [], 'proposed', []],
      [ids.differs, ['OIC', 'UN'], 'differs', ['status']],
      [ids.done, ['OIC', 'UN'], 'done', []],
      [ids.example, ['UN'], 'done', []],
    ]);
    expect(body.count).toMatchObject({
      ...{ done: 1, lines: 3, examples: [ids.example] },
      parts: { done: [ids.done], differs: [ids.differs], proposed: [ids.alone], dropped: [] },
    });
  });

  it('holds what the caller may see: the other side sees its own internal line', async () => {
    const { body } = await view('matrix', desk.oicViewer);
    expect(body.count.lines).toBe(4);
    expect(body.count.parts.proposed).toContain(ids.hidden);
  });

  it('of another period is empty', async () => {
    expect((await view('matrix', desk.editor, `?period=${ids.series}`)).body).toMatchObject({
      lines: [],
      count: { lines: 0 },
    });
  });
});

describe('coverage', () => {
  it('opens into mandates, activities and evidence', async () => {
    const { body } = await view('coverage');
    const [health, trade] = [ids.health, ids.trade].map((id) =>
      body.areas.find(({ area }: { area: string }) => area === id),
    );
    expect(health).toMatchObject({
      ...{ activities: expect.arrayContaining([ids.done, ids.differs]), evidence: [ids.update] },
      activitiesWithoutEvidence: [ids.differs],
    });
    expect(health.mandates.length).toBeGreaterThan(0);
    expect(trade).toMatchObject({ mandates: [], activities: [], evidence: [] });
    expect(body.activitiesWithoutArea).toEqual([ids.alone]);
    expect(body.areasWithoutFocalPoint).toEqual([{ area: ids.trade, names: { en: 'Trade' } }]);
  });
});

describe('vacancies', () => {
  it('say to whom it passes what is asked', async () => {
    const { body } = await view('vacancies');
    const coordinator = { as: 'coordinator', person: desk.oicCoordinator.person, party: 'OIC', post: null };
    expect(body.posts).toMatchObject([{ post: ids.vacant, body: 'OIC/ICDT', passesTo: coordinator }]);
    expect(body.bodiesWithoutFocalPoint).toMatchObject([
      { body: 'OIC/ICDT', party: 'OIC', passesTo: coordinator },
      { body: 'UN/OCHA', party: 'UN', passesTo: { as: 'coordinator', person: desk.unCoordinator.person } },
    ]);
  });
});

describe('differences', () => {
  it('are what a party said and where halves differ', async () => {
    const { body } = await view('differences');
    expect(body.stances).toMatchObject([
      {
        stance: ids.stance,
        kind: 'differs',
        owner: 'UN',
        words: 'Not so',
        on: { id: ids.doneOIC, owner: 'OIC' },
        changedSince: false,
      },
    ]);
    expect(body.lines).toMatchObject([{ activity: ids.differs, differences: [{ field: 'status' }] }]);
  });
});

describe('minutes', () => {
  it('tell what each meeting decided and what became of it', async () => {
    const { body } = await view('minutes');
    expect(body.meetings).toMatchObject([
      {
        ...{
          meeting: ids.meeting,
          place: 'Astana',
          held: true,
          from: day(-90),
          chairs: [{ body: 'UN/DPPA', as: 'co-chair' }],
        },
        agenda: [
          { number: '1', outcomes: [{ outcome: ids.outcome, late: 1, latest: { words: 'Nearly', owner: 'OIC' } }] },
        ],
        outcomes: [],
      },
    ]);
  });
});
