import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { alive, isOurs, readPostmaster, removeStale } from './postmaster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the database of this run, created by the first test that asks for one. */
    readonly cluster: string;
  }
}

const prefix = 'rapport-test-';

/** Gives the run a folder for its database: a run that needs none pays a millisecond. Clears up behind killed runs too. */
export default async function testCluster({ provide }: TestProject): Promise<() => void> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  provide('cluster', folder);
  const clearThis = (): void => clear(folder);
  // A signal ends the run without the teardown.
  process.once('exit', clearThis);
  return () => {
    process.off('exit', clearThis);
    clearThis();
  };
}

async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!(owner > 0) || alive(owner)) continue;
    const folder = join(tmpdir(), name);
    if ((await stat(folder)).uid !== process.getuid?.()) continue;
    const data = join(folder, 'data');
    const running = await readPostmaster(data);
    if (running && !(await isOurs(running.pid, data))) await removeStale(data, running.pid);
    clear(folder);
  }
}

/** The tests have shut the database down themselves, unless they were killed. Nothing here may wait for a later turn. */
function clear(folder: string): void {
  const file = join(folder, 'data', 'postmaster.pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    if (pid > 0 && alive(pid)) process.kill(pid, 'SIGQUIT');
    while (existsSync(file) && alive(pid)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 40, retryDelay: 50 });
}
