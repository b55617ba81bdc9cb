import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fuzz } from './fuzzing.ts';
import { type TestOffice, testOffice } from './testOffice.ts';

/** Short, and always the same; `bench/apiFuzz.ts` asks longer and otherwise each time. */
const [seed, cases] = [Number(process.env['FUZZ_SEED'] ?? 5), Number(process.env['FUZZ_CASES'] ?? 4)];

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 });

let desk: TestOffice;
beforeAll(async () => {
  desk = await testOffice();
});
afterAll(() => desk.close());

it(`answers whatever comes without a fault (seed ${seed}, ${cases} requests to each operation)`, async () => {
  const { app, office, lines } = desk;
  const send = async (path: string, init: RequestInit) => app.request(`${office.baseUrl}${path}`, init);
  const report = await fuzz({ office, lines, send }, { seed, cases, only: process.env['FUZZ_ONLY'] ?? '' });
  if (process.env['FUZZ_OUT']) {
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      process.env['FUZZ_OUT'],
      `${report.requests} requests, ${report.faults.length} faults\n${report.faults.map((f) => JSON.stringify(f, null, 1)).join('\n')}\n${report.undescribed.join('\n')}\n${[...report.answers].map(([n, c]) => `${n} ${JSON.stringify(Object.fromEntries(c))}`).join('\n')}`,
    );
  }
  expect(report.requests).toBeGreaterThan(500);
  expect(report.faults).toEqual([]);
  expect(report.undescribed).toEqual([]);
});
