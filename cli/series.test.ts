import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const rapport = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', COLUMNS: '110' };
    execFile(process.execPath, ['cli/main.ts', 'series', ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-series-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('rapport series', () => {
  it('lists the series and why each text belongs to them', async () => {
    const { code, out, err } = await rapport('corpus/series');
    expect(code).toBe(0);
    expect(out).toContain('A/RES/85/71');
    expect(out).toContain('renews A/RES/83/96: cites the earlier text');
    expect(err).toContain('1 series of 3 texts; 1 text renews nothing that was read.');
  });

  it('follows one of them by number or by the symbol of any of its texts and drafts', async () => {
    const [byNumber, bySymbol, byDraft] = await Promise.all(
      ['1', 'a/res/81/140', 'A/83/L.21'].map((of) => rapport('corpus/series', '--of', of)),
    );
    expect(byNumber?.out).toContain('split');
    expect(bySymbol?.out).toBe(byNumber?.out);
    expect(byDraft?.out).toBe(byNumber?.out);
  });

  it('tells what is out of date on a day', async () => {
    const { out } = await rapport('corpus/series', '--stale', '--today', '2031-09-01');
    expect(out).toContain('programme has ended: to 2029');
    expect(out).toContain('was due: 3 Dec 2030 – 30 Jun 2031');
    expect((await rapport('corpus/series', '--stale', '--today', '2030-12-31')).out).not.toContain('was due');
  });

  it.each(['html', 'svg', 'json', 'csv'] as const)('writes %s whole', async (form) => {
    const { code } = await rapport(
      'corpus/series',
      '--of',
      '1',
      '--to',
      form,
      '--out',
      folder,
      '--today',
      '2031-09-01',
    );
    expect(code).toBe(0);
    const text = await readFile(join(folder, `series.${form}`), 'utf8');
    expect(text).toContain('A/RES/83/96');
    if (form === 'json') expect(JSON.parse(text).threads.length).toBeGreaterThan(10);
  });

  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ['a series that is not there', ['corpus/series', '--of', '7'], 'there is no such series'],
    ['a page where no text renews another', ['docs/examples/harbours.txt', '--to', 'html'], 'no series was found'],
    ['a day that is none', ['corpus/series', '--today', '2031-02-30'], 'a day is needed'],
    [
      'a language that it is not in',
      ['corpus/series', '--of', '1', '--in', 'fr'],
      'no text of the series is in that language',
    ],
  ];
  it.each(wrong)('says what is wrong: %s', async (_, args, message) => {
    const { code, err } = await rapport(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
