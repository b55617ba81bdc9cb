import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../../programme/access.ts';
import type { ListedFile, ListedImport } from '../importLists.ts';
import { type Asked, type TestOffice, testOffice, type Visitor } from '../testOffice.ts';

const corpus = join(import.meta.dirname, '..', '..', 'corpus');

let house: TestOffice;
let people: Readonly<Record<'editor' | 'viewer' | 'focal' | 'partner' | 'both', Visitor>>;
let programme: string;

beforeAll(async () => {
  house = await testOffice();
  const { secretariat } = house.office;
  for (const party of ['UN', 'OIC'])
    await secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const parties = [
    { party: 'OIC', as: 'party' },
    { party: 'LAS', as: 'party' },
  ];
  programme = (await secretariat.open(system, 'programme', { names: { en: 'OIC and LAS' }, parties }, { owner: 'OIC' }))
    .id;
  const visitor = (name: string, ...roles: readonly (readonly [string, 'viewer' | 'focal-point' | 'editor'])[]) =>
    house.visitor(
      name,
      roles.map(([party, role]) => ({ party, role, bodies: [] })),
    );
  people = {
    editor: await visitor('editor', ['UN', 'editor']),
    viewer: await visitor('viewer', ['UN', 'viewer']),
    focal: await visitor('focal', ['UN', 'focal-point']),
    partner: await visitor('partner', ['OIC', 'editor']),
    both: await visitor('both', ['UN', 'editor'], ['OIC', 'editor']),
  };
});
afterAll(() => house.close());

async function asked<T>(path: string, given: Asked): Promise<{ status: number; body: T; headers: Headers }> {
  const answer = await house.ask(`/api/v1${path}`, given);
  return { status: answer.status, body: (await answer.json()) as T, headers: answer.headers };
}

const text = (name: string): Promise<Buffer> => readFile(join(corpus, name));

async function uploaded(as: Visitor, name: string, bytes: Uint8Array): Promise<{ sha256: string; name: string }> {
  const { body } = await asked<{ sha256: string }>(`/files?name=${encodeURIComponent(name)}`, { as, body: bytes });
  return { sha256: body.sha256, name };
}

async function doneImport(as: Visitor, id: string): Promise<ListedImport> {
  for (;;) {
    const { body } = await asked<ListedImport>(`/imports/${id}`, { as });
    if (body.state === 'done') return body;
    await pause(50);
  }
}

describe('an import', () => {
  it('is taken at once, carried out in the background, and reports on every file', async () => {
    const as = people.editor;
    const files = [
      await uploaded(as, 'en/decision.txt', await text('en/decision.txt')),
      await uploaded(as, 'scan.pdf', Buffer.from('%PDF-1.7\nbroken')),
      await uploaded(as, 'ar/decision.txt', await text('ar/decision.txt')),
    ];
    const taken = await asked<ListedImport>('/imports', { as, body: { files, visibility: 'public' } });
    expect(taken.status).toBe(202);
    expect(taken.body).toMatchObject({ owner: 'UN', programme: null, visibility: 'public', person: as.person });
    const { id } = taken.body;
    expect(taken.headers.get('location')).toBe(`/api/v1/imports/${id}`);
    expect((await doneImport(as, id)).counts).toEqual({ waiting: 0, done: 2, skipped: 0, refused: 1, failed: 0 });

    type Report = { items: ListedFile[]; next: string | null };
    const first = (await asked<Report>(`/imports/${id}/files?limit=2`, { as })).body;
    const second = (await asked<Report>(`/imports/${id}/files?limit=2&after=${first.next}`, { as })).body;
    expect([...first.items, ...second.items].map(({ name, state, reason }) => [name, state, reason])).toEqual([
      ['en/decision.txt', 'done', null],
      ['scan.pdf', 'refused', 'damaged'],
      ['ar/decision.txt', 'done', null],
    ]);
    expect(second.next).toBeNull();
    const refused = (await asked<Report>(`/imports/${id}/files?state=refused`, { as })).body.items;
    expect(refused.map(({ sha256 }) => sha256)).toEqual([files[1]?.sha256]);

    const document = first.items[0]?.documents[0];
    expect((await house.ask(`/api/v1/documents/${document}`, { as: people.partner })).status).toBe(200);
  });

  it('is seen by the people of its owner but for focal points, and steered by those who may write', async () => {
    const as = people.editor;
    const files = [await uploaded(as, 'table.txt', await text('en/table.txt'))];
    const { id } = (await asked<ListedImport>('/imports', { as, body: { files } })).body;
    await doneImport(as, id);
    const statuses = async (path: string, method: string) =>
      Promise.all(
        [null, people.editor, people.viewer, people.focal, people.partner].map(
          async (who) => (await house.ask(`/api/v1/imports/${id}${path}`, { as: who, method })).status,
        ),
      );
    expect(await statuses('', 'GET')).toEqual([401, 200, 200, 404, 404]);
    expect(await statuses('/files', 'GET')).toEqual([401, 200, 200, 404, 404]);
    expect(await statuses('/stop', 'POST')).toEqual([401, 200, 403, 404, 404]);
    expect(await statuses('/resume', 'POST')).toEqual([401, 200, 403, 404, 404]);
    const listed = async (who: Visitor) =>
      (await asked<{ items: ListedImport[] }>('/imports', { as: who })).body.items.some((each) => each.id === id);
    expect([await listed(people.viewer), await listed(people.focal), await listed(people.partner)]).toEqual([
      true,
      false,
      false,
    ]);
    // The bytes too: who sees the import may look at what was imported.
    expect((await house.ask(`/api/v1/files/${files[0]?.sha256}`, { as: people.viewer })).status).toBe(200);
  });

  it('pages through many', async () => {
    const as = people.both;
    const files = [await uploaded(as, 'table.txt', await text('es/table.txt'))];
    const made: string[] = [];
    for (let n = 0; n < 5; n++)
      made.push((await asked<ListedImport>('/imports', { as, body: { files, owner: 'OIC' } })).body.id);
    const found: string[] = [];
    for (let after = ''; ; ) {
      const page = (
        await asked<{ items: ListedImport[]; next: string | null }>(`/imports?owner=OIC&limit=2${after}`, { as })
      ).body;
      found.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(found).toEqual(made.toReversed());
    for (const id of made) await doneImport(as, id);
  });

  const someHash = 'a'.repeat(64);
  it.each([
    ['for nobody in particular', 'both', {}, 'owner-needed'],
    ['of a file that somebody else uploaded', 'editor', { owner: 'UN' }, 'not-uploaded'],
    [
      'into a programme that is none',
      'editor',
      { programme: '018f0000-0000-7000-8000-00000000ffff' },
      'unknown-programme',
    ],
  ] as const)('is not taken %s', async (_, who, place, code) => {
    const answer = await asked<{ faults: { code: string }[] }>('/imports', {
      as: people[who],
      body: { ...place, files: [{ sha256: someHash, name: 'x' }] },
    });
    expect([answer.status, answer.body.faults[0]?.code]).toEqual([422, code]);
  });

  it('is not taken on behalf of another party, nor into a programme without the own one', async () => {
    const files = [{ sha256: someHash, name: 'x' }];
    expect((await asked('/imports', { as: people.editor, body: { files, owner: 'OIC' } })).status).toBe(403);
    expect((await asked('/imports', { as: people.viewer, body: { files } })).status).toBe(403);
    const answer = await asked<{ faults: { code: string }[] }>('/imports', {
      as: people.both,
      body: { files, owner: 'UN', programme },
    });
    expect(answer.body.faults[0]?.code).toBe('no-participant');
  });
});

interface Imported {
  readonly documents: readonly { readonly id: string; readonly programme: string | null }[];
  readonly versions: readonly {
    readonly id: string;
    readonly body: { readonly document: string; readonly language: string };
  }[];
  readonly findings: readonly unknown[];
  readonly faults?: readonly { readonly code: string }[];
}

describe('one file', () => {
  const path = (name: string, more = '') => `/documents/import?name=${name}${more}`;

  it('is entered at once, and once', async () => {
    const as = people.partner;
    const body = await text('fr/decision.txt');
    const first = await asked<Imported>(path('décision.txt', `&programme=${programme}`), { as, body });
    expect(first.status).toBe(201);
    expect(first.body.documents.map((each) => each.programme)).toEqual([programme]);
    expect(first.body.versions.map((each) => [each.body.document, each.body.language])).toEqual([
      [first.body.documents[0]?.id, 'fr'],
    ]);
    const again = await asked<Imported>(path('other.txt', `&programme=${programme}`), { as, body });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('with several resolutions gives several documents', async () => {
    const { body } = await asked<Imported>(path('ab.txt'), {
      as: people.partner,
      body: await text('en/resolutions-a-and-b.txt'),
    });
    expect(body.documents.length).toBe(2);
  });

  it('that cannot be read is kept all the same, and the answer says why', async () => {
    const bytes = Buffer.from('%PDF-1.7\nnothing that could be read');
    const { status, body } = await asked<Imported>(path('scan.pdf'), { as: people.partner, body: bytes });
    expect([status, body.faults?.map(({ code }) => code)]).toEqual([422, ['damaged']]);
    const { sha256 } = await uploaded(people.partner, 'scan.pdf', bytes);
    expect((await house.ask(`/api/v1/files/${sha256}`, { as: people.partner })).status).toBe(200);
  });

  it.each([
    ['nobody', null, 401],
    ['a viewer', 'viewer', 403],
    ['a focal point', 'focal', 403],
  ] as const)('is not taken from %s', async (_, who, status) => {
    const as = who === null ? null : people[who];
    expect((await house.ask(`/api/v1${path('x.txt')}`, { as, body: Buffer.from('text') })).status).toBe(status);
  });

  it('comes in twenty at a time without holding up the rest', async () => {
    const as = people.editor;
    const answers = Array.from({ length: 20 }, (_, n) =>
      asked<Imported>(path(`${n}.txt`), {
        as,
        body: Buffer.from(`Report ${n}\n\nThe seminar was held in the year ${n}.\n`),
      }),
    );
    expect((await house.ask('/api/v1/health', { as })).status).toBe(200);
    const imported = await Promise.all(answers);
    for (const { status } of imported) expect([200, 201]).toContain(status);
    // Each file came in as a version of its own.
    expect(new Set(imported.flatMap(({ body }) => body.versions.map(({ id }) => id))).size).toBe(20);
  });
});
