import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { apiApp } from './app.ts';
import { followUpTables } from './followUpTables.ts';
import { forgetDrafts, tokenOf } from './links.ts';
import { answerError } from './problem.ts';
import { linkRoutes } from './routes/links.ts';
import { testReading } from './testBodies.ts';
import { type TestProgramme, testProgramme, tokenIn } from './testFollowUp.ts';

let desk: TestProgramme;
let amina: string;
let chen: string;
let activity: string;
let paragraph: string;

/** A day so many days from now. */
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A resolution of a party, with one paragraph that holds a word; its address. */
async function resolution(word: string, owner: string, visibility: 'internal' | 'parties', programme: string | null) {
  const reading = testReading(word, 1);
  const kept = await desk.office.files.keep(new TextEncoder().encode(JSON.stringify(reading)));
  if (kept.kind !== 'kept') throw new RangeError('The reading is too large.');
  const sha256 = createHash('sha256').update(word).digest('hex');
  await desk.office.secretariat.keepDocument(
    system,
    {
      ...{ name: `${word}.txt`, format: 'text', sha256, bytes: 1, part: 0, reading },
      ...{ readingSha256: kept.sha256, findings: [] },
    },
    { owner, programme, visibility },
  );
  return reading.paragraphs.find(({ text }) => text.includes(word))?.address ?? '';
}

beforeAll(async () => {
  desk = await testProgramme();
  amina = await desk.card('amina', 'ar');
  chen = await desk.card('chen', 'fr');
  await desk.open('post', { kind: 'focal-point', body: 'OIC/SESRIC', holder: amina, deputy: chen }, 'OIC');
  activity = (await desk.open('activity', { title: 'Course on household surveys' })).id;
  paragraph = await resolution('zabadu', 'UN', 'parties', desk.programme);
});

afterAll(() => desk.close());

interface AskedFor {
  readonly about?: readonly unknown[];
  readonly to?: readonly string[];
  readonly due?: string;
  readonly owner?: string;
  readonly visibility?: 'internal' | 'parties';
}

async function request({
  about,
  to = ['OIC/SESRIC'],
  due = day(30),
  owner = 'UN',
  visibility = 'parties',
}: AskedFor = {}) {
  const entry = await desk.open(
    'request',
    {
      ...{ title: 'Report on the course', words: 'Please be brief.', due },
      about: about ?? [{ entry: activity }, { paragraph }],
      to: to.map((body) => ({ body })),
    },
    owner,
    { visibility },
  );
  return entry.id;
}

/** Sends a request and gives the token of the letter to a body. */
async function sent(given: AskedFor = {}): Promise<{ readonly id: string; readonly token: string }> {
  const id = await request(given);
  const as = given.owner === 'OIC' ? desk.oicCoordinator : desk.editor;
  const answer = await desk.ask(`/api/v1/requests/${id}/send`, { as, method: 'POST' });
  expect(answer.status).toBe(200);
  const letter = (await desk.letters()).find((each) => each.request === id);
  if (letter === undefined) throw new Error('No letter was written.');
  return { id, token: tokenIn(letter) };
}

const linkOf = (token: string) => `/api/v1/links/${token}`;
const look = async (token: string, ask = desk.ask) => {
  const answer = await ask(linkOf(token));
  return { status: answer.status, body: await answer.json() };
};
const answer = (token: string, items: readonly unknown[], ask = desk.ask) =>
  ask(`${linkOf(token)}/answer`, { body: { items } });
const upload = (token: string, bytes: Uint8Array, name = 'report.pdf', headers = {}) =>
  desk.ask(`${linkOf(token)}/files?name=${encodeURIComponent(name)}`, { method: 'POST', body: bytes, headers });

const done = (words = 'Held in May.') => ({ about: { entry: activity }, status: 'done', words });

describe('a link', () => {
  it('shows what is asked, in the language of who is asked', async () => {
    const { token } = await sent();
    const { status, body } = await look(token);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      request: { title: 'Report on the course', words: 'Please be brief.', closed: false, askedBy: 'ع UN' },
      body: { id: 'OIC/SESRIC' },
      language: 'ar',
      until: day(90),
      items: [
        { kind: 'activity', title: 'Course on household surveys', text: null },
        { kind: 'paragraph', about: { paragraph }, text: expect.stringContaining('zabadu') },
      ],
      ...{ draft: null, answer: null, files: [] },
    });
  });

  it('is never kept by a browser or a proxy, and no log line holds it', async () => {
    const { token } = await sent();
    const answered = await desk.ask(linkOf(token));
    expect(answered.headers.get('cache-control')).toBe('no-store');
    await desk.ask(linkOf(`${token.slice(0, -4)}AAAA`));
    expect(JSON.stringify(desk.lines)).not.toContain(token.slice(0, 20));
  });

  it('keeps a draft that only those see who answer for the body', async () => {
    const [first, second] = [await sent(), await sent()];
    const draft = { items: [{ about: { entry: activity }, status: null, words: 'Half' }], language: 'ar' };
    const put = await desk.ask(`${linkOf(first.token)}/draft`, { method: 'PUT', body: draft });
    expect(put.status).toBe(204);
    expect((await look(first.token)).body.draft).toMatchObject({
      draft: { items: [{ words: 'Half' }], language: 'ar' },
    });
    expect((await look(second.token)).body.draft).toBeNull();
  });

  it('answers as a record of the party of the body, made by who got the letter', async () => {
    const { id, token } = await sent();
    const answered = await answer(token, [done()]);
    expect(answered.status).toBe(200);
    expect(await answered.json()).toMatchObject({ version: 1, changed: true, items: [{ status: 'done' }] });
    const { items } = await (await desk.ask(`/api/v1/answers?parent=${id}`, { as: desk.editor })).json();
    expect(items).toMatchObject([
      { owner: 'OIC', openedBy: amina, visibility: 'parties', body: { body: 'OIC/SESRIC', on: day(0) } },
    ]);
    expect((await look(token)).body).toMatchObject({ draft: null, answer: { items: [{ words: 'Held in May.' }] } });
  });

  it('answering again amends, and the same again records nothing', async () => {
    const { id, token } = await sent();
    const versions: number[] = [];
    for (const words of ['One', 'One', 'Two', 'Two'])
      versions.push((await (await answer(token, [done(words)])).json()).version);
    expect(versions).toEqual([1, 1, 2, 2]);
    const { items } = await (await desk.ask(`/api/v1/answers?parent=${id}`, { as: desk.editor })).json();
    expect(items).toHaveLength(1);
  });

  it('two answers at once are one answer', async () => {
    const { id, token } = await sent();
    const statuses = await Promise.all(
      ['A', 'B', 'C'].map(async (words) => (await answer(token, [done(words)])).status),
    );
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(statuses.every((status) => status === 200 || status === 412)).toBe(true);
    const { items } = await (await desk.ask(`/api/v1/answers?parent=${id}`, { as: desk.editor })).json();
    expect(items).toHaveLength(1);
  });

  it.each([
    ['something that was not asked', () => [{ ...done(), about: { paragraph: '/akn/un/other#op9' } }], 'not-asked'],
    ['the same thing twice', () => [done(), done()], 'answered-twice'],
  ])('does not answer %s', async (_, items, code) => {
    const { token } = await sent();
    const refused = await answer(token, items());
    expect(refused.status).toBe(422);
    expect((await refused.json()).faults).toMatchObject([{ code }]);
  });

  it('takes no more when the request is closed, and still shows it', async () => {
    const { id, token } = await sent();
    await desk.ask(`/api/v1/requests/${id}`, {
      ...{ as: desk.editor, method: 'PATCH', body: { body: { closed: true } }, headers: { 'if-match': '"1"' } },
    });
    expect((await look(token)).body.request.closed).toBe(true);
    expect((await answer(token, [done()])).status).toBe(422);
    expect((await desk.ask(`${linkOf(token)}/draft`, { method: 'PUT', body: { items: [] } })).status).toBe(422);
    expect((await upload(token, new Uint8Array([1]))).status).toBe(422);
  });

  it('is opened by many at once', async () => {
    const { token } = await sent();
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await desk.ask(linkOf(token))).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('opens nothing else', async () => {
    const { token } = await sent();
    const bearer = { authorization: `Bearer ${token}` };
    for (const path of ['/requests', '/answers', '/activities', '/me', '/letters'])
      expect([path, (await desk.ask(`/api/v1${path}`, { headers: bearer })).status]).toEqual([path, 401]);
  });
});

describe('evidence', () => {
  it('comes in by the link and stands in the answer as we know it', async () => {
    const { id, token } = await sent();
    const bytes = new Uint8Array(randomBytes(2000));
    const kept = await upload(token, bytes, 'تقرير 1.pdf', { 'content-type': 'application/pdf' });
    expect(kept.status).toBe(201);
    const file = await kept.json();
    expect(file).toMatchObject({ name: 'تقرير 1.pdf', mediaType: 'application/pdf', bytes: 2000 });
    expect((await look(token)).body.files).toMatchObject([{ sha256: file.sha256 }]);
    const evidence = [{ file: file.sha256 }, { link: 'https://example.org/r', title: 'Report' }];
    expect((await answer(token, [{ ...done(), evidence }])).status).toBe(200);
    const { items } = await (await desk.ask(`/api/v1/answers?parent=${id}`, { as: desk.editor })).json();
    expect(items[0].body.items[0].evidence[0]).toEqual({
      ...{ file: file.sha256, name: 'تقرير 1.pdf', mediaType: 'application/pdf', bytes: 2000 },
    });
    const fetched = await desk.ask(`/api/v1/files/${file.sha256}`, { as: desk.editor });
    expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(bytes);
  });

  it('can be of any kind, JSON too', async () => {
    const { token } = await sent();
    for (const type of ['application/json', 'text/html', 'multipart/form-data', 'nonsense', '']) {
      const bytes = new TextEncoder().encode(`{"kind":"${type}"}`);
      const kept = await upload(token, bytes, 'a.json', type === '' ? {} : { 'content-type': type });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect([type, kept.status, await kept.json()]).toMatchObject([type, 201, { sha256, bytes: bytes.length }]);
    }
  });

  it('is none but what came in by this link: nobody reaches a file by naming its hash', async () => {
    const [mine, other] = [await sent(), await sent()];
    const secret = await (await upload(other.token, new Uint8Array(randomBytes(10)))).json();
    const refused = await answer(mine.token, [{ ...done(), evidence: [{ file: secret.sha256 }] }]);
    expect(refused.status).toBe(422);
    expect((await refused.json()).faults).toMatchObject([{ code: 'unknown-file' }]);
  });

  it.each([
    ['an empty file', new Uint8Array(), 'a.pdf', 422],
    ['a path', new Uint8Array([1]), '../a.pdf', 422],
    ['a control character', new Uint8Array([1]), 'a\u0007.pdf', 422],
  ])('is not %s', async (_, bytes, name, status) => {
    const { token } = await sent();
    expect((await upload(token, bytes, name)).status).toBe(status);
  });

  it('is bounded in size', async () => {
    const { token } = await sent();
    // Without the limit that the whole API has for bodies that are no files.
    const app = apiApp();
    app.onError((error, context) => answerError(error, context, () => {}));
    linkRoutes(app, desk.office);
    const bring = (bytes: Uint8Array<ArrayBuffer>) =>
      app.request(`/links/${token}/files?name=a.bin`, { method: 'POST', body: bytes });
    expect((await bring(new Uint8Array(25 * 1024 * 1024))).status).toBe(201);
    expect((await bring(new Uint8Array(25 * 1024 * 1024 + 1))).status).toBe(413);
    for (let n = 1; n < 4; n += 1) expect((await bring(new Uint8Array(25 * 1024 * 1024).fill(n))).status).toBe(201);
    expect((await bring(new Uint8Array([1]))).status).toBe(413);
    expect((await look(token)).body.files).toHaveLength(4);
  });

  it('is bounded in number', async () => {
    const { token } = await sent();
    for (let n = 0; n < 20; n += 1) expect((await upload(token, new Uint8Array([n + 1]), `${n}.txt`)).status).toBe(201);
    expect((await upload(token, new Uint8Array([99]))).status).toBe(413);
    // One that is here already takes no room.
    expect((await look(token)).body.files).toHaveLength(20);
  });
});

describe('no link', () => {
  const refusedAs = async (token: string, ask = desk.ask) => {
    const { status, body } = await look(token, ask);
    return [status, body.faults?.[0]?.code ?? null];
  };

  it('is one that was tampered with', async () => {
    const { token } = await sent();
    const bytes = Buffer.from(token, 'base64url');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), async (bit) => {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { status, body } = await look(changed.toString('base64url'));
        expect([404, 429]).toContain(status);
        expect(JSON.stringify(body)).not.toContain('course');
      }),
      { numRuns: 40 },
    );
  });

  it.each(['x', 'x'.repeat(64), '%00', '..%2F..%2Fme', 'x'.repeat(150)])('is %j', async (token) => {
    expect([404, 429]).toContain((await look(token)).status);
  });

  it('is one that another instance sealed, or that is moved to another body, request or person', async () => {
    const { id } = await sent();
    const link = await followUpTables(desk.office.database)
      .selectFrom('link')
      .selectAll()
      .where('request', '=', id)
      .executeTakeFirstOrThrow();
    const forged = [
      tokenOf(new Uint8Array(32).fill(9), link),
      tokenOf(desk.office.secret, { ...link, body: 'OIC/IRCICA' }),
      tokenOf(desk.office.secret, { ...link, request: activity }),
      tokenOf(desk.office.secret, { ...link, person: chen }),
      tokenOf(desk.office.secret, { ...link, party: 'UN' }),
      tokenOf(desk.office.secret, { ...link, expires: new Date(link.expires.getTime() + 1) }),
    ];
    for (const token of forged) expect([404, 429]).toContain((await look(token)).status);
    expect((await look(tokenOf(desk.office.secret, link))).status).toBe(200);
  });

  it('is one whose row was changed behind its back', async () => {
    const { id, token } = await sent();
    await followUpTables(desk.office.database)
      .updateTable('link')
      .set({ body: 'OIC/IRCICA' })
      .where('request', '=', id)
      .execute();
    expect([404, 429]).toContain((await look(token)).status);
  });

  it('is one that is over', async () => {
    const { token } = await sent({ due: day(-10) });
    // The due day was past when it was sent: so it holds from then on.
    expect((await look(token, desk.later(60).ask)).status).toBe(200);
    expect(await refusedAs(token, desk.later(61).ask)).toEqual([404, 'expired']);
    const coming = await sent({ due: day(10) });
    expect((await look(coming.token, desk.later(70).ask)).status).toBe(200);
    expect(await refusedAs(coming.token, desk.later(71).ask)).toEqual([404, 'expired']);
  });

  it('is one that was taken back; sending again makes another', async () => {
    const { id, token } = await sent();
    const revoked = await desk.ask(`/api/v1/requests/${id}/revoke`, { as: desk.editor, body: {} });
    expect(await revoked.json()).toEqual({ revoked: 1 });
    expect(await refusedAs(token)).toEqual([404, 'revoked']);
    expect((await answer(token, [done()])).status).toBe(404);
    await desk.ask(`/api/v1/requests/${id}/send`, { as: desk.editor, method: 'POST' });
    const [, second] = (await desk.letters()).filter((each) => each.request === id);
    const fresh = tokenIn(second ?? { text: null });
    expect(fresh).not.toBe(token);
    expect((await look(fresh)).status).toBe(200);
    expect(await refusedAs(token)).toEqual([404, 'revoked']);
  });

  it('is one of a request that was withdrawn or asks the body no more', async () => {
    const [gone, moved] = [await sent(), await sent()];
    await desk.ask(`/api/v1/requests/${gone.id}`, {
      as: desk.editor,
      method: 'DELETE',
      headers: { 'if-match': '"1"' },
    });
    expect(await refusedAs(gone.token)).toEqual([404, 'revoked']);
    const to = [{ body: 'OIC/IRCICA' }];
    await desk.ask(`/api/v1/requests/${moved.id}`, {
      ...{ as: desk.editor, method: 'PATCH', body: { body: { to } }, headers: { 'if-match': '"1"' } },
    });
    expect(await refusedAs(moved.token)).toEqual([404, 'revoked']);
  });

  it('is one of a person who answers for the body no more', async () => {
    const dora = await desk.card('dora');
    const post = await desk.open('post', { kind: 'focal-point', body: 'OIC/IRCICA', holder: dora }, 'OIC');
    const { token } = await sent({ to: ['OIC/IRCICA'] });
    expect((await look(token)).status).toBe(200);
    await desk.office.secretariat.amend(system, post.id, { holder: chen }, 1);
    expect(await refusedAs(token)).toEqual([404, 'replaced']);
  });

  it('is one of a person whose card was erased', async () => {
    const emil = await desk.card('emil');
    await desk.open('post', { kind: 'focal-point', body: 'OIC/ICDT', holder: emil }, 'OIC');
    const { token } = await sent({ to: ['OIC/ICDT'] });
    await desk.office.database.tables
      .updateTable('person')
      .set({ erased: new Date() })
      .where('id', '=', emil)
      .execute();
    expect(await refusedAs(token)).toEqual([404, 'replaced']);
  });

  it('is used without end', async () => {
    const { token } = await sent();
    const statuses: number[] = [];
    for (let n = 0; n < 90; n += 1)
      statuses.push((await desk.ask(`${linkOf(token)}/draft`, { method: 'PUT', body: { items: [] } })).status);
    expect(statuses.slice(0, 60).every((status) => status === 204)).toBe(true);
    expect(statuses).toContain(429);
    // Another link is not held up by it.
    expect((await look((await sent()).token)).status).toBe(200);
  });
});

describe('what a link does not show', () => {
  /** What the link says of each thing; where the thing stands the request says itself. */
  const words = async (about: readonly unknown[]): Promise<unknown[][]> => {
    const { items } = (await look((await sent({ about })).token)).body;
    return items.map(({ kind, title, text }: Record<string, unknown>) => [kind, title, text]);
  };
  const nothing = [null, null, null];

  it('the record of a third party, even if the one that asks sees it', async () => {
    const programme = (
      await desk.office.secretariat.open(
        system,
        'programme',
        {
          names: { en: 'UN and LAS' },
          parties: [
            { party: 'UN', as: 'party' },
            { party: 'LAS', as: 'party' },
          ],
        },
        { owner: 'UN' },
      )
    ).id;
    const theirs = await resolution('xirumo', 'LAS', 'parties', programme);
    const line = await desk.open('activity', { title: 'Visit fovuni' }, 'LAS', { programme });
    expect(await words([{ paragraph: theirs }, { entry: line.id }])).toEqual([nothing, nothing]);
  });

  it('what another party keeps to itself', async () => {
    const theirs = await resolution('wudabe', 'OIC', 'internal', null);
    const line = await desk.open('activity', { title: 'Visit dukofa' }, 'OIC', { visibility: 'internal' });
    expect(await words([{ paragraph: theirs }, { entry: line.id }])).toEqual([nothing, nothing]);
  });

  it('but what the asking party keeps to itself and asks about', async () => {
    const own = await resolution('bikulo', 'UN', 'internal', null);
    const line = await desk.open('activity', { title: 'Visit lamiru' }, 'UN', { visibility: 'internal' });
    expect(await words([{ paragraph: own }, { entry: line.id }])).toEqual([
      ['paragraph', expect.any(String), expect.stringContaining('bikulo')],
      ['activity', 'Visit lamiru', null],
    ]);
  });

  it('other bodies, other requests, people, or anything of an entry but its title', async () => {
    const line = await desk.open('activity', {
      title: 'Course',
      expectedResult: 'Nodisclosure',
      place: 'Nodisclosure',
    });
    const { token } = await sent({ about: [{ entry: line.id }], to: ['OIC/SESRIC', 'UN/OCHA'] });
    const { body } = await look(token);
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/Nodisclosure|UN\/OCHA|amina|@/);
    for (const hidden of [amina, chen, desk.programme]) expect(text).not.toContain(hidden);
  });

  it('the answer of another body', async () => {
    await desk.open('post', { kind: 'focal-point', body: 'OIC/ISDB', holder: chen }, 'OIC');
    const { id, token } = await sent({ to: ['OIC/SESRIC', 'OIC/ISDB'] });
    await answer(token, [done('Ours alone')]);
    const letters = (await desk.letters()).filter((each) => each.request === id);
    const theirs = letters.find(({ body }) => body === 'OIC/ISDB');
    const { body } = await look(tokenIn(theirs ?? { text: null }));
    expect(body.answer).toBeNull();
    expect(JSON.stringify(body)).not.toContain('Ours alone');
  });
});

describe('what came in', () => {
  it('is forgotten when no link is left that could use it, the answer never', async () => {
    const { id, token } = await sent({ due: day(5) });
    await upload(token, new Uint8Array([7]));
    await answer(token, [done()]);
    await desk.ask(`${linkOf(token)}/draft`, { method: 'PUT', body: { items: [] } });
    const db = followUpTables(desk.office.database);
    const left = async () => {
      const drafts = await db.selectFrom('draft').select('request').where('request', '=', id).execute();
      const files = await db.selectFrom('evidence_file').select('request').where('request', '=', id).execute();
      return [drafts.length, files.length];
    };
    await forgetDrafts(desk.later(65).office);
    expect(await left()).toEqual([1, 1]);
    await forgetDrafts(desk.later(66).office);
    expect(await left()).toEqual([0, 0]);
    expect((await look(token)).body.answer.items).toHaveLength(1);
  });
});

describe('an answer inside a party', () => {
  it('stays inside where the request does', async () => {
    const { id, token } = await sent({ owner: 'OIC', visibility: 'internal', about: [{ entry: activity }] });
    expect((await answer(token, [done()])).status).toBe(200);
    const seen = async (as: TestProgramme['editor']) =>
      (await (await desk.ask(`/api/v1/answers?parent=${id}`, { as })).json()).items.length;
    expect([await seen(desk.oicViewer), await seen(desk.editor)]).toEqual([1, 0]);
  });
});

describe('bad input', () => {
  it.each([
    ['a NUL', { items: [{ about: { entry: 'ID' }, status: 'done', words: 'a\0b' }] }],
    ['half a character', { items: [{ about: { entry: 'ID' }, status: 'done', words: 'a\ud800b' }] }],
    ['an unknown field', { items: [], more: 1 }],
    ['no items', {}],
    ['a list', []],
    ['too many items', { items: Array(201).fill({ about: { paragraph: '/a#b' }, status: 'done' }) }],
    [
      'a link that is no web address',
      { items: [{ about: { entry: 'ID' }, status: 'done', evidence: [{ link: 'javascript:1', title: 'x' }] }] },
    ],
  ])('%s is refused', async (_, body) => {
    const { token } = await sent();
    const given = JSON.parse(JSON.stringify(body).replaceAll('ID', activity));
    for (const [path, method] of [
      ['answer', 'POST'],
      ['draft', 'PUT'],
    ] as const)
      expect((await desk.ask(`${linkOf(token)}/${path}`, { method, body: given })).status).toBe(422);
  });

  it('text that looks like an escape is text', async () => {
    const { token } = await sent();
    expect((await answer(token, [done('C:\\u0000 and \\ud800')])).status).toBe(200);
  });

  it('a draft is bounded', async () => {
    const { token } = await sent();
    const items = Array.from({ length: 20 }, () => ({ about: { entry: activity }, words: 'x'.repeat(15_000) }));
    expect((await desk.ask(`${linkOf(token)}/draft`, { method: 'PUT', body: { items } })).status).toBe(413);
  });
});
