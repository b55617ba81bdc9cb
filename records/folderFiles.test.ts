import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Files } from '../programme/ports.ts';
import { check } from './files.ts';
import { folderFiles } from './folderFiles.ts';

let folder: string;
let files: Files;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-test-folder-'));
  files = await folderFiles(folder);
});

afterEach(() => rm(folder, { recursive: true }));

const text = Buffer.from('Decides to remain seized of the matter.');
const hash = '7c76c3a0d3b6ec65ed2a2c9f6c7fd0d9e0d9a0b7f2d4b35f3bd4a4b0a4ea1f8c';

const arrivals = (): Promise<string[]> => readdir(join(folder, 'incoming'));

const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

async function kept(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
  const result = await files.keep(bytes);
  if (result.kind === 'too-large') throw new Error('There is no limit here.');
  return result.sha256;
}

describe('files in a folder', () => {
  it('stand under two folders named by the first letters of the hash', async () => {
    const sha256 = await kept(text);
    expect((await stat(pathOf(sha256))).size).toBe(text.length);
    expect(await arrivals()).toEqual([]);
  });

  it('are for nobody else on the machine', async () => {
    const path = pathOf(await kept(text));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  });

  it('leave nothing of an arrival that breaks, is too long or finds no place', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield text;
      expect(await arrivals()).toHaveLength(1);
      throw new Error('The line went dead.');
    }
    await expect(files.keep(broken())).rejects.toThrow('The line went dead.');
    await files.keep(text, 3);
    const sha256 = await kept(text);
    await rm(join(folder, sha256.slice(0, 2)), { recursive: true });
    await writeFile(join(folder, sha256.slice(0, 2)), 'in the way');
    await expect(files.keep(text)).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(await arrivals()).toEqual([]);
  });

  it('lose what never arrived after a day, and nothing else', async () => {
    const days = (ago: number): Date => new Date(Date.now() - ago * 24 * 60 * 60 * 1000);
    const sha256 = await kept(text);
    await utimes(pathOf(sha256), days(900), days(900));
    await writeFile(join(folder, 'incoming', 'old'), 'half');
    await utimes(join(folder, 'incoming', 'old'), days(1.1), days(1.1));
    await writeFile(join(folder, 'incoming', 'young'), 'half');
    await utimes(join(folder, 'incoming', 'young'), days(0.9), days(0.9));
    await folderFiles(folder);
    expect(await arrivals()).toEqual(['young']);
    expect(await check(files, sha256)).toBe('good');
  });

  it('tell damage, and are good again when the bytes are kept again', async () => {
    const sha256 = await kept(text);
    await appendFile(pathOf(sha256), '!');
    expect(await check(files, sha256)).toBe('damaged');
    await kept(text);
    expect(await check(files, sha256)).toBe('good');
  });

  it('do not list what is not theirs', async () => {
    const sha256 = await kept(text);
    await writeFile(join(folder, 'README'), '');
    await writeFile(join(folder, 'aa'), '');
    await writeFile(join(folder, sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.bak`), '');
    await mkdir(join(folder, 'bb', 'cc'), { recursive: true });
    await writeFile(join(folder, 'bb', 'cc', hash), '');
    const listed: string[] = [];
    for await (const each of files.hashes()) listed.push(each);
    expect(listed).toEqual([sha256]);
  });
});

/** Keeps files without end, four at a time, and prints each hash once it is acknowledged. */
const keeping = `
  import { randomBytes, randomInt } from 'node:crypto';
  import { writeSync } from 'node:fs';
  const { folderFiles } = await import(process.argv[1]);
  const files = await folderFiles(process.argv[2]);
  async function* stream(chunks) {
    for (let index = 0; index < chunks; index++) yield randomBytes(20_000);
  }
  const keep = async () => {
    for (;;) writeSync(1, (await files.keep(stream(randomInt(20)))).sha256 + '\\n');
  };
  await Promise.all([keep(), keep(), keep(), keep()]);
`;

/** What was acknowledged before the process was killed, at some moment after so many acknowledgements. */
async function killedAfter(acknowledgements: number): Promise<string[]> {
  const program = ['--input-type=module', '-e', keeping, join(import.meta.dirname, 'folderFiles.ts'), folder];
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (line.length === 64) acknowledged.push(line);
    if (acknowledged.length === acknowledgements) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return acknowledged;
}

describe('a process that is killed while it keeps files', () => {
  it('loses nothing that it acknowledged, and leaves no file that is not whole', async () => {
    const acknowledged: string[] = [];
    for (const moment of [1, 7, 20, 33, 60]) acknowledged.push(...(await killedAfter(moment)));
    expect(new Set(acknowledged).size).toBeGreaterThan(100);
    for (const sha256 of acknowledged) expect([sha256, await check(files, sha256)]).toEqual([sha256, 'good']);
    for await (const sha256 of files.hashes()) expect([sha256, await check(files, sha256)]).toEqual([sha256, 'good']);
    // What was under way is left where it does not count.
    expect((await arrivals()).length).toBeLessThanOrEqual(5 * 4);
  });
});
