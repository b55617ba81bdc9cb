import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../../programme/access.ts';
import { type TestOffice, testOffice, type Visitor } from '../testOffice.ts';
import { attachment, rangeIn } from './files.ts';

let house: TestOffice;
let editor: Visitor;
let colleague: Visitor;
let partner: Visitor;
let stranger: Visitor;
let programme: string;

beforeAll(async () => {
  house = await testOffice();
  const { secretariat } = house.office;
  for (const party of ['UN', 'OIC', 'LAS'])
    await secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
  const parties = ['UN', 'OIC'].map((party) => ({ party, as: 'party' }));
  programme = (await secretariat.open(system, 'programme', { names: { en: 'UN and OIC' }, parties }, { owner: 'UN' }))
    .id;
  editor = await house.visitor('editor', [{ party: 'UN', role: 'editor', bodies: [] }]);
  colleague = await house.visitor('colleague', [{ party: 'UN', role: 'viewer', bodies: [] }]);
  partner = await house.visitor('partner', [{ party: 'OIC', role: 'focal-point', bodies: ['OIC/SESRIC'] }]);
  stranger = await house.visitor('stranger', [{ party: 'LAS', role: 'coordinator', bodies: [] }]);
});
afterAll(() => house.close());

const bytes = Buffer.from('Evidence that the seminar was held: دليل');

async function uploaded(as: Visitor, body: Uint8Array, name: string): Promise<string> {
  const answer = await house.ask(`/api/v1/files?name=${encodeURIComponent(name)}`, { as, body });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { sha256: string }).sha256;
}

const evidenceOf = (file: string, name: string) => [{ file, name, mediaType: 'text/plain', bytes: 1 }];

/** An update of the United Nations that names the file. */
async function named(file: string, visibility: 'internal' | 'parties' | 'public'): Promise<void> {
  const { secretariat } = house.office;
  const standing = { owner: 'UN', programme, visibility };
  const about = await secretariat.open(system, 'activity', { title: 'Seminar' }, standing);
  const body = {
    about: { entry: about.id },
    on: '2026-03-01',
    words: 'Held.',
    evidence: evidenceOf(file, 'report.txt'),
  };
  await secretariat.open(system, 'update', body, standing);
}

const statusFor = async (as: Visitor | null, hash: string): Promise<number> =>
  (await house.ask(`/api/v1/files/${hash}`, { as })).status;

describe('a file', () => {
  it('is kept, and given back byte for byte, to be saved and never shown', async () => {
    const hash = await uploaded(editor, bytes, 'تقرير "1".html');
    const answer = await house.ask(`/api/v1/files/${hash}`, { as: editor });
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="_____ _1_.html"; filename*=UTF-8''${encodeURIComponent('تقرير "1".html')}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      etag: `"${hash}"`,
    });
    const head = await house.ask(`/api/v1/files/${hash}`, { as: editor, method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([
      200,
      String(bytes.length),
      0,
    ]);
    const again = await house.ask(`/api/v1/files/${hash}`, { as: editor, headers: { 'if-none-match': `"${hash}"` } });
    expect(again.status).toBe(304);
  });

  it('is given in parts', async () => {
    const hash = await uploaded(editor, bytes, 'part.txt');
    const part = await house.ask(`/api/v1/files/${hash}`, { as: editor, headers: { range: 'bytes=9-12' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'that',
      `bytes 9-12/${bytes.length}`,
    ]);
    const beyond = await house.ask(`/api/v1/files/${hash}`, { as: editor, headers: { range: 'bytes=500-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    const other = await house.ask(`/api/v1/files/${hash}`, {
      as: editor,
      headers: { range: 'bytes=9-12', 'if-range': '"another"' },
    });
    expect(other.status).toBe(200);
  });

  it.each([
    ['nothing names', null, { editor: 200, colleague: 404, partner: 404, stranger: 404 }],
    ['an internal entry names', 'internal', { editor: 200, colleague: 200, partner: 404, stranger: 404 }],
    ['an entry for the parties names', 'parties', { editor: 200, colleague: 200, partner: 200, stranger: 404 }],
    ['a public entry names', 'public', { editor: 200, colleague: 200, partner: 200, stranger: 200 }],
  ] as const)('that %s is fetched by whom it should be', async (case_, visibility, expected) => {
    const hash = await uploaded(editor, Buffer.from(`evidence that ${case_}`), 'evidence.txt');
    if (visibility !== null) await named(hash, visibility);
    expect({
      editor: await statusFor(editor, hash),
      colleague: await statusFor(colleague, hash),
      partner: await statusFor(partner, hash),
      stranger: await statusFor(stranger, hash),
    }).toEqual(expected);
    expect(await statusFor(null, hash)).toBe(401);
  });

  it('is called as the entry calls it for those who did not upload it', async () => {
    const hash = await uploaded(editor, Buffer.from('called otherwise'), 'mine.txt');
    await named(hash, 'parties');
    const answer = await house.ask(`/api/v1/files/${hash}`, { as: partner });
    expect(answer.headers.get('content-disposition')).toContain('filename="report.txt"');
  });

  it.each([
    ['without a session', () => null, {}, 401],
    ['by somebody who only reads', () => colleague, {}, 403],
    ['as a form', () => editor, { 'content-type': 'multipart/form-data; boundary=x' }, 400],
    ['that says it is too large', () => editor, { 'content-length': String(2 ** 40) }, 413],
    ['from another site', () => editor, { origin: 'https://evil.example' }, 403],
  ])('is not taken %s', async (_, as, headers, status) => {
    const answer = await house.ask('/api/v1/files?name=x', {
      as: as(),
      body: bytes,
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('is unknown where the hash is none', async () => {
    expect(await statusFor(editor, 'f'.repeat(64))).toBe(404);
    expect(await statusFor(editor, '..%2f..%2fkeys')).toBe(422);
  });
});

it.each([
  [undefined, null],
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=2-', { start: 2, end: 10 }],
  ['bytes=2-99', { start: 2, end: 10 }],
  ['bytes=-3', { start: 7, end: 10 }],
  ['bytes=-99', { start: 0, end: 10 }],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=0-1,4-5', null],
  ['lines=0-1', null],
  ['bytes=-', null],
])('of ten bytes %s means %o', (header, expected) => {
  expect(rangeIn(header, 10)).toEqual(expected);
});

it('names a file for every program, whatever it is called', () => {
  expect(attachment('a/b\r\nx: y"; \ud800é.html')).toMatch(
    /^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.~%-]*$/,
  );
});
