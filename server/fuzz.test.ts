import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fuzz } from './testFuzzing.ts';
import { type TestOffice, testOffice } from './testOffice.ts';

/** Short, and the same each time; `bench/apiFuzz.ts` asks for longer, and over a socket. */
const [seed, cases] = [2026, 3];

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 3_600_000 });

let desk: TestOffice;
beforeAll(async () => {
  desk = await testOffice();
});
afterAll(() => desk.close());

it(`answers whatever comes without a fault (seed ${seed}, ${cases} requests to each operation)`, async () => {
  const { app, office, lines } = desk;
  const send = async (path: string, init: RequestInit) => app.request(`${office.baseUrl}${path}`, init);
  const report = await fuzz({ office, lines, send }, { seed, cases });
  expect(report.requests).toBe(cases * report.answers.size);
  expect(report.answers.size).toBeGreaterThan(200);
  expect(report.faults).toEqual([]);
  expect(report.undescribed).toEqual([]);
  expect(report.lost).toBe(0);
});
