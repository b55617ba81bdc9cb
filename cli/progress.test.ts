import { expect, it } from 'vitest';
import { progressOf } from './progress.ts';
import { terminalOf } from './terminal.ts';

const terminal = (interactive: boolean) => ({ interactive, columns: 60, colour: false });

function run(total: number, interactive: boolean, step: number): string {
  let now = 0;
  let out = '';
  const progress = progressOf(
    total,
    terminal(interactive),
    (text) => {
      out += text;
    },
    () => now,
  );
  for (let done = 1; done <= total; done += 1) {
    now += step;
    progress.step(done, 'folder/file.txt');
  }
  return out;
}

it('draws a bar on a terminal, no wider than it', () => {
  const out = run(10, true, 100);
  expect(out).toContain('10/10');
  for (const line of out.split('\r\u001b[2K')) expect(line.length).toBeLessThanOrEqual(60);
});

it('writes plain lines now and then elsewhere', () => {
  expect(run(100, false, 500)).toBe(
    '20 of 100 read, 40 s left\n40 of 100 read, 30 s left\n60 of 100 read, 20 s left\n80 of 100 read, 10 s left\n',
  );
});

it('says nothing of a single file', () => expect(run(1, true, 100)).toBe(''));

it.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: false }, {}, false],
  [{ isTTY: true }, { NO_COLOR: '1' }, false],
  [{ isTTY: true }, { NO_COLOR: '' }, true],
  [{ isTTY: true }, { TERM: 'dumb' }, false],
  [{ isTTY: false }, { FORCE_COLOR: '1' }, true],
  [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
])('%o with %o: colour %s', (stream, env, colour) => expect(terminalOf(stream, env).colour).toBe(colour));
