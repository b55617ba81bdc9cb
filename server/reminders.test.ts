import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followUpTables } from './followUpTables.ts';
import { addLetter } from './mail.ts';
import { runReminders } from './reminders.ts';
import { type TestProgramme, testProgramme, tokenIn } from './testFollowUp.ts';

let desk: TestProgramme;
let amina: string;

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  desk = await testProgramme();
  amina = await desk.card('amina', 'ar');
  const chen = await desk.card('chen', 'fr');
  const silent = await desk.card('silent', 'en', null);
  await desk.open('post', { kind: 'focal-point', body: 'OIC/SESRIC', holder: amina }, 'OIC');
  await desk.open('post', { kind: 'focal-point', body: 'OIC/IRCICA', deputy: chen }, 'OIC');
  await desk.open('post', { kind: 'focal-point', body: 'UN/OCHA', holder: silent });
  await desk.open('post', { kind: 'focal-point', body: 'LAS/ALECSO', holder: amina }, 'UN');
});

afterAll(() => desk.close());

const asked = async (to: readonly string[], due = day(30)) => {
  const { id: activity } = await desk.open('activity', { title: 'Course' });
  const body = { title: 'Report', about: [{ entry: activity }], to: to.map((each) => ({ body: each })), due };
  return (await desk.open('request', body)).id;
};

const post = async (path: string, as = desk.editor, body: unknown = undefined, ask = desk.ask) => {
  const answer = await ask(`/api/v1${path}`, { as, method: 'POST', ...(body !== undefined && { body }) });
  return { status: answer.status, body: await answer.json() };
};

const lettersOn = async (request: string) => (await desk.letters()).filter((each) => each.request === request);
const run = (days: number) => runReminders(desk.later(days).office, day(days));
const clearOutbox = () => followUpTables(desk.office.database).deleteFrom('letter').execute();

describe('sending a request', () => {
  it('writes to the focal point, else the deputy, else the coordinator, each in his language', async () => {
    const id = await asked(['OIC/SESRIC', 'OIC/IRCICA', 'OIC/ICDT', 'UN/OCHA', 'LAS/ALECSO']);
    const { status, body } = await post(`/requests/${id}/send`);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { body: 'OIC/SESRIC', outcome: 'written', as: 'holder', language: 'ar', person: amina },
      { body: 'OIC/IRCICA', outcome: 'written', as: 'deputy', language: 'fr' },
      { body: 'OIC/ICDT', outcome: 'written', as: 'coordinator', language: 'en', person: desk.oicCoordinator.person },
      { body: 'UN/OCHA', outcome: 'written', as: 'coordinator', person: desk.unCoordinator.person },
      // The League takes no part here, and a post that another party opened for its body speaks for nobody.
      { body: 'LAS/ALECSO', outcome: 'unreachable', person: null },
    ]);
    expect((await lettersOn(id)).map(({ to, language, kind }) => [to, language, kind])).toEqual([
      ['amina@mail.example', 'ar', 'request'],
      ['chen@mail.example', 'fr', 'request'],
      ['oic-coordinator@example.org', 'en', 'request'],
      ['un-coordinator@example.org', 'en', 'request'],
    ]);
  });

  it('twice, or on two servers at once, is once', async () => {
    const id = await asked(['OIC/SESRIC', 'OIC/IRCICA']);
    await Promise.all([1, 2, 3].map(() => post(`/requests/${id}/send`)));
    expect(await lettersOn(id)).toHaveLength(2);
    const again = await post(`/requests/${id}/send`);
    expect(again.body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'written-before',
      'written-before',
    ]);
  });

  it('reaches who has taken over the post since', async () => {
    const [eva, fay] = [await desk.card('eva'), await desk.card('fay')];
    const entry = await desk.open('post', { kind: 'focal-point', body: 'OIC/ISDB', holder: eva }, 'OIC');
    const id = await asked(['OIC/ISDB']);
    await post(`/requests/${id}/send`);
    await desk.ask(`/api/v1/posts/${entry.id}`, {
      ...{ as: desk.oicCoordinator, method: 'PATCH', body: { body: { holder: fay } }, headers: { 'if-match': '"1"' } },
    });
    await post(`/requests/${id}/send`);
    expect((await lettersOn(id)).map(({ to }) => to)).toEqual(['eva@mail.example', 'fay@mail.example']);
  });

  it('reaches no post that another party keeps to itself, and its own do', async () => {
    const inner = await desk.card('inner');
    await desk.open('post', { kind: 'focal-point', body: 'OIC/COMCEC', holder: inner }, 'OIC', {
      visibility: 'internal',
    });
    const fromUn = await post(`/requests/${await asked(['OIC/COMCEC'])}/send`);
    expect(fromUn.body.items).toMatchObject([{ as: 'coordinator', person: desk.oicCoordinator.person }]);
    const to = [{ body: 'OIC/COMCEC' }];
    const { id: activity } = await desk.open('activity', { title: 'Fair' }, 'OIC');
    const own = await desk.open('request', { title: 'Report', about: [{ entry: activity }], to, due: day(9) }, 'OIC');
    const fromOic = await post(`/requests/${own.id}/send`, desk.oicCoordinator);
    expect(fromOic.body.items).toMatchObject([{ as: 'holder', person: inner }]);
    const [letter] = await lettersOn(own.id);
    expect((await desk.ask(`/api/v1/links/${tokenIn(letter ?? { text: null })}`)).status).toBe(200);
  });

  it('is for editors of the party that asks', async () => {
    const id = await asked(['OIC/SESRIC']);
    const statuses = async (path: string) =>
      Promise.all(
        [desk.oicCoordinator, desk.oicViewer, desk.unFocal, desk.stranger, desk.administrator].map(
          async (as) => (await post(`/requests/${id}/${path}`, as)).status,
        ),
      );
    for (const path of ['send', 'remind', 'revoke'])
      expect([path, await statuses(path)]).toEqual([path, [403, 403, 403, 404, 404]]);
    expect(await lettersOn(id)).toEqual([]);
  });

  it('stops when the request is closed', async () => {
    const id = await asked(['OIC/SESRIC']);
    await desk.ask(`/api/v1/requests/${id}`, {
      ...{ as: desk.editor, method: 'PATCH', body: { body: { closed: true } }, headers: { 'if-match': '"1"' } },
    });
    for (const path of ['send', 'remind']) expect((await post(`/requests/${id}/${path}`)).status).toBe(422);
  });
});

describe('the board', () => {
  const board = async (id: string, as = desk.editor, ask = desk.ask) =>
    (await ask(`/api/v1/requests/${id}/board`, { as })).json();

  it('tells how far each body is', async () => {
    const id = await asked(['OIC/SESRIC', 'OIC/IRCICA', 'UN/OCHA']);
    expect((await board(id)).items[0]).toMatchObject({ written: null, person: amina, name: 'amina' });
    await post(`/requests/${id}/send`);
    const [first, second] = await lettersOn(id);
    const [a, b] = [tokenIn(first ?? { text: null }), tokenIn(second ?? { text: null })];
    const { items: about } = await (await desk.ask(`/api/v1/links/${a}`)).json();
    const items = [{ about: about[0].about, status: 'done', words: 'Held' }];
    await desk.ask(`/api/v1/links/${a}/answer`, { body: { items } });
    await desk.ask(`/api/v1/links/${b}/draft`, { method: 'PUT', body: { items: [] } });
    await post(`/requests/${id}/remind`, desk.editor, { bodies: ['UN/OCHA'] });
    const { items: rows } = await board(id);
    const marks = rows.map((row: Record<string, unknown>) =>
      ['written', 'opened', 'draft', 'answered'].filter((mark) => row[mark] !== null),
    );
    expect(marks).toEqual([['written', 'opened', 'answered'], ['written', 'opened', 'draft'], ['written']]);
    expect(rows).toMatchObject([
      { items: 1, late: 0, reminded: [] },
      { items: 0, as: 'deputy' },
      { reminded: [expect.any(String)] },
    ]);
    const later = await board(id, desk.editor, desk.later(35).ask);
    expect(later.items.map(({ late }: { late: number }) => late)).toEqual([0, 5, 5]);
    expect(JSON.stringify(rows)).not.toMatch(/Held|@/);
  });

  it('is for people of the party that asks', async () => {
    const id = await asked(['OIC/SESRIC']);
    const statusFor = async (as: TestProgramme['editor']) =>
      (await desk.ask(`/api/v1/requests/${id}/board`, { as })).status;
    expect(await statusFor(desk.unCoordinator)).toBe(200);
    expect(await statusFor(desk.oicCoordinator)).toBe(403);
    expect(await statusFor(desk.stranger)).toBe(404);
  });
});

describe('reminding by hand', () => {
  it('reaches those that have not answered, once a day, each body that was asked', async () => {
    const id = await asked(['OIC/SESRIC', 'OIC/IRCICA']);
    await post(`/requests/${id}/send`);
    const [first] = await lettersOn(id);
    const token = tokenIn(first ?? { text: null });
    const { items } = await (await desk.ask(`/api/v1/links/${token}`)).json();
    await desk.ask(`/api/v1/links/${token}/answer`, { body: { items: [{ about: items[0].about, status: 'done' }] } });
    const outcomes = async () =>
      (await post(`/requests/${id}/remind`)).body.items.map(({ outcome }: { outcome: string }) => outcome);
    expect(await outcomes()).toEqual(['answered', 'written']);
    expect(await outcomes()).toEqual(['answered', 'written-before']);
    const [, , reminder] = await lettersOn(id);
    expect(reminder).toMatchObject({
      kind: 'reminder',
      to: 'chen@mail.example',
      language: 'fr',
      caused_by: desk.editor.person,
    });
    expect(reminder?.text).toContain('Il reste 30 jours');
    const other = await post(`/requests/${id}/remind`, desk.editor, { bodies: ['OIC/ICDT'] });
    expect([other.status, other.body.faults[0].code]).toEqual([422, 'not-asked']);
  });

  it('carries the same link, so that a draft is found again', async () => {
    const id = await asked(['OIC/SESRIC']);
    await post(`/requests/${id}/send`);
    await post(`/requests/${id}/remind`);
    const [letter, reminder] = await lettersOn(id);
    expect(tokenIn(reminder ?? { text: null })).toBe(tokenIn(letter ?? { text: null }));
  });
});

describe('the round of reminders', () => {
  it('writes each once, whoever runs it, and nothing to those that answered', async () => {
    const id = await asked(['OIC/SESRIC', 'OIC/IRCICA']);
    await post(`/requests/${id}/send`);
    await clearOutbox();
    const sentOn: [number, number][] = [];
    for (const days of [1, 15, 16, 17, 27, 31, 40]) {
      const counts = await Promise.all([run(days), run(days), run(days)]);
      expect(await run(days)).toBe(0);
      const letters = await lettersOn(id);
      sentOn.push([days, letters.length]);
      expect(counts.filter((count) => count > 0).length).toBeLessThanOrEqual(1);
    }
    expect(sentOn).toEqual([
      [1, 0],
      [15, 0],
      [16, 2],
      [17, 2],
      [27, 4],
      [31, 6],
      [40, 6],
    ]);
    const [first] = await lettersOn(id);
    expect(first).toMatchObject({ kind: 'reminder', language: 'ar', caused_by: null });
    expect(first?.text).toContain('يومًا');
  });

  it('asks nobody who was never sent a letter', async () => {
    const id = await asked(['OIC/SESRIC'], day(14));
    await run(0);
    expect(await lettersOn(id)).toEqual([]);
  });

  it('tells the desk of an agreement that ends, once for each alarm', async () => {
    const ends = day(100);
    const title = 'Memorandum on counter-terrorism';
    await desk.open('agreement', { kind: 'memorandum', title, parties: ['UN', 'OIC'], status: 'in-force', ends });
    await clearOutbox();
    const told = async () => (await desk.letters()).filter(({ kind }) => kind === 'agreement');
    await run(0);
    await run(1);
    expect(await told()).toMatchObject([{ to: 'un-coordinator@example.org' }]);
    expect((await told())[0]?.text).toContain(`${title} ends in 100 days`);
    await desk.open('post', { kind: 'desk', body: 'UN/DPPA', holder: await desk.card('desk', 'ru') });
    await run(10);
    await run(11);
    expect((await told()).map(({ to }) => to)).toEqual(['un-coordinator@example.org', 'desk@mail.example']);
    expect((await told())[1]?.text).toContain('осталось 90 дней');
    await run(102);
    expect(await told()).toHaveLength(3);
  });

  it('tells focal points weekly of outcomes that are overdue, and only what they may see', async () => {
    const { id: meeting } = await desk.open('meeting', { kind: 'general', title: 'General meeting' });
    const outcome = (text: string, more: object = {}, visibility: 'internal' | 'parties' = 'parties') =>
      desk.open('outcome', { meeting, text, responsible: ['OIC/SESRIC'], due: day(-1), ...more }, 'UN', { visibility });
    await outcome('Draft the matrix');
    await outcome('Inside the UN', {}, 'internal');
    await outcome('Done already', { status: 'done' });
    await outcome('Not yet due', { due: day(400) });
    await clearOutbox();
    const told = async () => (await desk.letters()).filter(({ kind }) => kind === 'outcomes');
    for (const days of [0, 1, 6]) await run(days);
    expect(await told()).toMatchObject([{ to: 'amina@mail.example', language: 'ar' }]);
    const text = (await told())[0]?.text ?? '';
    expect(text).toContain('Draft the matrix');
    expect(text).not.toMatch(/Inside|Done already|Not yet/);
    await run(7);
    await run(8);
    expect(await told()).toHaveLength(2);
  });
});

describe('the outbox', () => {
  const list = async (as: TestProgramme['editor'], query = '') =>
    (await desk.ask(`/api/v1/letters${query}`, { as })).json();

  it('shows administrators all letters, others those that they caused', async () => {
    await clearOutbox();
    const id = await asked(['OIC/SESRIC', 'OIC/IRCICA']);
    await post(`/requests/${id}/send`);
    expect((await list(desk.administrator)).items).toHaveLength(2);
    expect((await list(desk.editor)).items).toMatchObject([
      { request: id, state: 'waiting', causedBy: desk.editor.person, text: expect.stringContaining('/answer#') },
      { request: id },
    ]);
    for (const as of [desk.unCoordinator, desk.oicCoordinator, desk.stranger])
      expect((await list(as)).items).toEqual([]);
  });

  it('shows nobody the link by which another sets his password', async () => {
    const now = new Date();
    const letter = { to: 'amina@mail.example', subject: 'New password', text: 'https://x', language: 'en' };
    const id = await addLetter(followUpTables(desk.office.database), { ...letter, kind: 'password-reset' }, now);
    const { items } = await list(desk.administrator);
    expect(items.find((each: { id: string }) => each.id === id)).toMatchObject({ state: 'waiting', text: null });
  });

  it('gives pages', async () => {
    const first = await list(desk.editor, '?limit=1');
    const second = await list(desk.editor, `?limit=1&after=${encodeURIComponent(first.next)}`);
    expect(first.items[0].id > second.items[0].id).toBe(true);
    expect(second.next).toBeNull();
    expect((await desk.ask('/api/v1/letters?after=x', { as: desk.editor })).status).toBe(400);
  });

  it('notes what a person sent by hand, and forgets what it said', async () => {
    const [letter] = (await list(desk.editor)).items;
    expect((await post(`/letters/${letter.id}/sent`, desk.oicCoordinator)).status).toBe(404);
    const { status, body } = await post(`/letters/${letter.id}/sent`);
    expect([status, body.state, body.text, body.sentBy]).toEqual([200, 'sent', null, desk.editor.person]);
    expect((await post(`/letters/${letter.id}/sent`)).body).toEqual(body);
    expect((await list(desk.editor, '?state=sent')).items).toHaveLength(1);
    expect((await list(desk.editor, '?state=waiting')).items).toHaveLength(1);
    expect((await list(desk.editor, '?state=refused')).items).toEqual([]);
  });
});
