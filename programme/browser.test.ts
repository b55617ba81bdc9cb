import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from '../reader/read.ts';
import { type Series, seriesOf } from './series.ts';
import { toSeriesHtml } from './seriesHtml.ts';
import { stale } from './stale.ts';
import { documentsOf } from './steps.ts';
import { threads } from './threads.ts';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
const skipped = executablePath === undefined && process.env.CI !== 'true';

async function page(): Promise<string> {
  const folder = join(import.meta.dirname, '../corpus/series');
  const documents = await Promise.all(
    readdirSync(folder).map(async (name) => {
      const reading = await read(readFileSync(join(folder, name)));
      return reading.kind === 'read' ? documentsOf(name, reading.publication) : [];
    }),
  );
  const series = seriesOf(documents.flat())[0] as Series;
  return toSeriesHtml({ series, told: threads(series), stale: stale(series, '2033-06-01'), today: '2033-06-01' });
}

describe.skipIf(skipped)('the page of a series in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
  ] as const)('%s, %d wide: no barrier, every lane opens, nothing runs over the edge', async (colorScheme, width) => {
    const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await tab.setContent(await page());
    await tab.locator('details.lane > summary').nth(4).click();
    expect(await tab.locator('details.lane[open] del').first().isVisible()).toBe(true);
    await tab.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    await tab.evaluate(axe.source);
    const found = (await tab.evaluate('axe.run()')) as { violations: { id: string; nodes: { html: string }[] }[] };
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await tab.close();
  });
});
