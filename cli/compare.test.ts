import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from '../reader/read.ts';

const root = join(import.meta.dirname, '..');
const corpus = (name: string): string => `corpus/${name}.txt`;
const draft = corpus('en/revised-draft');
const several = corpus('en/resolutions-a-and-b');
let folder: string;
let revised: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-compare-'));
  revised = join(folder, 'revised.txt');
  const text = readFileSync(join(root, draft), 'utf8');
  writeFileSync(revised, text.replace('a pension', 'a small pension').replace('L.40/Rev.1', 'L.40/Rev.2'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rapport(args: readonly string[], input?: string) {
  const { FORCE_COLOR: _, ...env } = process.env;
  const run = spawnSync(join(root, 'rapport'), ['compare', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
    input,
    env: { ...env, NO_COLOR: '1', COLUMNS: '90' },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

describe('rapport compare', () => {
  it.each([
    ['two files', () => [draft, revised], 0, ''],
    ['one file only', () => [draft], 2, "missing required argument 'newer'"],
    ['three files', () => [draft, draft, draft], 2, 'too many arguments'],
    ['a file that is not there', () => [draft, 'nowhere.txt'], 1, 'nowhere.txt: there is no such file'],
    ['two that are not there', () => ['here.txt', 'nowhere.txt'], 3, 'here.txt: there is no such file'],
    ['a folder', () => ['corpus/en', draft], 2, 'that is a folder. Two files are compared'],
    ['standard input twice', () => ['-', '-'], 2, 'only one of the two'],
    ['a choice that is none', () => [draft, revised, '--of', 'x'], 2, '--of x: a number from 1'],
    ['several resolutions', () => [several, draft], 2, 'holds 2 resolutions. Choose with --of N'],
    ['more than there are', () => [several, draft, '--of', '3'], 2, 'none with the number 3'],
    ['one of several', () => [several, draft, '--of', '2'], 0, ''],
    ['two of one file', () => [several, several, '--of', '1,2'], 0, ''],
    ['two languages', () => [draft, corpus('ar/revised-draft')], 2, '--languages compares two language versions'],
    ['a result over what is read', () => [draft, revised, '--out', revised], 2, 'that is a file to be read'],
    ['a result that cannot be written', () => [draft, revised, '--out', `${draft}/x`], 4, 'could not be written'],
    ['a form that versions have not', () => [draft, revised, '--languages', '--to', 'md'], 2, 'outline or json'],
  ] as const)('ends as documented: %s', (_, args, code, told) => {
    const run = rapport(args());
    expect(run.code, run.err).toBe(code);
    expect(run.err).toContain(told);
    expect(run.err).not.toMatch(/\n\s+at /);
  });

  it('shows what changed', () => {
    const { out, err } = rapport([draft, revised]);
    expect(out).toContain('Comparison: A/81/L.40/Rev.1 → A/81/L.40/Rev.2');
    expect(out).toMatch(/ {2}op2 +edited .*\n +2\. Urges States to grant them a \{\+small\+\} pension;/);
    expect(err).toBe('');
  });

  it('reads one side from standard input and says that texts are equal', () => {
    const { out, code } = rapport(['-', draft], readFileSync(join(root, draft), 'utf8'));
    expect(code).toBe(0);
    expect(out).toContain('The two texts are the same, word for word.');
    expect(rapport([draft, draft, '--to', 'json', '-q']).err).toContain('the same, word for word');
  });

  it('gives the comparison as JSON', () => {
    const found = JSON.parse(rapport([draft, revised, '--to', 'json']).out);
    expect(found).toMatchObject({ a: { symbol: 'A/81/L.40/Rev.1' }, b: { symbol: 'A/81/L.40/Rev.2' } });
    expect(found.links).toContainEqual(expect.objectContaining({ a: ['op2'], b: ['op2'], kind: 'edited' }));
    expect(found.a.paragraphs[0]).toEqual({ id: 'enacting', kind: 'heading', number: null, text: expect.any(String) });
  });

  it('writes a page into a folder that is there', () => {
    const { code, err } = rapport([draft, revised, '--to', 'html', '--out', folder]);
    expect(code, err).toBe(0);
    expect(err).toContain('1 edited');
    expect(readFileSync(join(folder, 'comparison.html'), 'utf8')).toContain('<ins>');
  });

  it('writes a redline for Word that reads as the newer text, and as the older one', async () => {
    const out = join(folder, 'redline.docx');
    expect(rapport([draft, revised, '--to', 'docx', '--out', out]).code).toBe(0);
    const textOf = async (view: 'accepted' | 'original'): Promise<string> => {
      const reading = await read(new Uint8Array(readFileSync(out)), { view });
      return reading.kind === 'read' ? reading.text : reading.refusal;
    };
    expect(await textOf('accepted')).toContain('a small pension');
    expect(await textOf('original')).not.toContain('small');
  });

  it('compares two language versions of one text', () => {
    const { out, code } = rapport([corpus('en/parallel'), corpus('ar/parallel'), '--languages']);
    expect(code).toBe(0);
    expect(out).toContain('English and Arabic');
    const found = JSON.parse(
      rapport([corpus('en/parallel'), corpus('zh/parallel'), '--languages', '--to', 'json']).out,
    );
    expect(found.differences).toEqual([]);
  });
});
