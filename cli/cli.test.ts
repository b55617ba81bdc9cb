import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readingFromJson } from '../reader/write/json.ts';

const root = join(import.meta.dirname, '..');
const example = readFileSync(join(root, 'docs/examples/lighthouse.txt'), 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-cli-'));
  mkdirSync(join(folder, 'in/deeper'), { recursive: true });
  writeFileSync(join(folder, 'in/b.txt'), example);
  writeFileSync(join(folder, 'in/deeper/b.txt'), example.replaceAll('Utopia', 'Erewhon'));
  writeFileSync(join(folder, 'in/a.txt'), example);
  writeFileSync(join(folder, 'in/picture.png'), 'no document');
  writeFileSync(join(folder, 'in/.hidden.txt'), example);
  writeFileSync(join(folder, 'empty.txt'), '');
  writeFileSync(join(folder, 'odd name: “x”.txt'), example);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function rapport(args: readonly string[], input?: string, env: Record<string, string> = {}): Run {
  const run = spawnSync(join(root, 'rapport'), args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', COLUMNS: '90', ...env },
    ...(input !== undefined && { input }),
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

describe('rapport', () => {
  it.each([
    ['one file', ['read', 'in/a.txt'], 0],
    ['a file that is not there', ['read', 'nowhere.txt'], 3],
    ['a file that cannot be read', ['read', 'empty.txt'], 3],
    ['one of two', ['read', 'empty.txt', 'in/a.txt'], 1],
    ['an unknown option', ['read', '--nonsense', 'in/a.txt'], 2],
    ['an unknown form', ['read', '--to', 'rtf', 'in/a.txt'], 2],
    ['an unknown command', ['write'], 2],
    ['no command', [], 2],
    ['no file', ['read'], 2],
    ['threads that are no number', ['read', '--jobs', 'many', 'in/a.txt'], 2],
    ['two pages into one output', ['read', 'in/a.txt', 'in/b.txt', '--to', 'html'], 2],
    ['a folder that cannot be made', ['read', 'in/a.txt', '--out', 'in/b.txt/x'], 4],
    ['help', ['read', '--help'], 0],
    ['version', ['--version'], 0],
  ] as const)('ends well or badly as documented: %s', (_, args, code) => {
    const run = rapport(args);
    expect(run.code, run.err).toBe(code);
    if (code !== 0) expect(run.err).not.toBe('');
    expect(run.err).not.toMatch(/\n\s+at /);
  });

  it('shows an outline without colour where no one looks', () => {
    const { out } = rapport(['read', 'in/a.txt']);
    expect(out).toContain('pp1');
    expect(out).toContain('op4');
    expect(out).not.toContain('\u001b[');
  });

  it('colours where it is asked for', () => {
    expect(rapport(['read', 'in/a.txt'], undefined, { FORCE_COLOR: '1' }).out).toContain('\u001b[');
  });

  it('reads standard input', () => {
    const run = rapport(['read', '-', '--to', 'json'], example);
    expect(run.code).toBe(0);
    expect(readingFromJson(run.out)).not.toBeNull();
  });

  it('reads folders, skips what is no document and says so', () => {
    const run = rapport(['read', 'in', '--to', 'flat', '--out', 'flat']);
    expect(run.code).toBe(0);
    expect(readdirSync(join(folder, 'flat')).sort()).toEqual(['a.txt.json', 'b.txt.json', 'b.txt~2.json']);
    expect(run.err).toContain('in/deeper/b.txt: another result has that name already');
    expect(run.err).toContain('3 read into flat, 1 in folders skipped as no documents');
    expect(readFileSync(join(folder, 'flat/b.txt~2.json'), 'utf8')).toMatch(/"organ": "unga"/);
  });

  it('gives the same with many threads', () => {
    const one = rapport(['read', 'in', '--to', 'json', '--jobs', '1']);
    const many = rapport(['read', 'in', '--to', 'json', '--jobs', '3']);
    expect(many.out).toBe(one.out);
    expect(one.out.trim().split('\n')).toHaveLength(3);
  });

  it('gives each thread more than one file', () => {
    mkdirSync(join(folder, 'many'), { recursive: true });
    for (let index = 0; index < 12; index += 1) writeFileSync(join(folder, `many/${index}.txt`), example);
    const run = rapport(['read', 'many', '--to', 'flat', '--out', 'manyOut', '--jobs', '2']);
    expect(run.code, run.err).toBe(0);
    expect(readdirSync(join(folder, 'manyOut'))).toHaveLength(12);
  });

  it('never writes over what it reads', () => {
    rapport(['read', 'in/a.txt', '--to', 'text', '--out', 'in']);
    expect(readFileSync(join(folder, 'in/a.txt'), 'utf8')).toBe(example);
    rmSync(join(folder, 'in/a.txt.txt'), { force: true });
  });

  it('tells findings alone, as sentences or as JSON', () => {
    const told = rapport(['read', 'in/a.txt', '--findings']).out;
    for (const line of told.trim().split('\n')) expect(line).toMatch(/^in\/a\.txt: (note|warning|problem)/);
    const { file, findings } = JSON.parse(rapport(['read', 'in/a.txt', '--findings', '--to', 'json']).out);
    expect(file).toBe('in/a.txt');
    expect(findings).toHaveLength(told.trim().split('\n').length);
  });

  it('is quiet when asked', () => {
    expect(rapport(['read', 'in', '--to', 'flat', '--quiet']).err).toBe('');
  });

  it('works through a link, from any folder, with any name', () => {
    const link = join(folder, 'linked');
    if (!existsSync(link)) symlinkSync(join(root, 'rapport'), link);
    const run = spawnSync(link, ['read', 'odd name: “x”.txt', '--quiet'], { cwd: folder, encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
  });

  it('takes it well when its reader stops', async () => {
    const child = spawn(
      'sh',
      ['-c', `"$0" read in in/deeper --to json | head -c 10 >/dev/null; exit 0`, join(root, 'rapport')],
      {
        cwd: folder,
      },
    );
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
    expect(err).not.toMatch(/EPIPE|\n\s+at /);
  });
});
