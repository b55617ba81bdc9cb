import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import axe from 'axe-core';
import { strToU8, zipSync } from 'fflate';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildForBrowser } from '../browser.ts';
import type { Comparison } from './compare.ts';
import type { Reading } from './model.ts';
import { read } from './read.ts';
import { toComparisonHtml } from './write/comparisonHtml.ts';
import { every } from './write/comparisonSpecimen.ts';
import { toHtml } from './write/html.ts';
import { toJson } from './write/json.ts';
import { letter, pair, specimen } from './write/specimen.ts';

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
const skipped = executablePath === undefined && process.env.CI !== 'true';
if (skipped) console.log('No Chromium was found (CHROMIUM names one): the test in a browser is skipped.');

const lighthouse = readFileSync(join(import.meta.dirname, '../docs/examples/lighthouse.txt'), 'utf8');

const inArabic = ({ a, b, ...more }: Comparison): Comparison => ({
  a: { ...a, language: 'ar' },
  b: { ...b, language: 'ar' },
  ...more,
});

/** The lines of the example as Word keeps them: one paragraph for each. */
function docx(lines: readonly string[]): Uint8Array {
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const body = lines.map((line) => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`).join('');
  const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(`<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`),
  });
}

/** A page of text set line by line, as the smallest PDF that a reader opens. */
function pdf(lines: readonly string[]): Uint8Array {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const stream = `BT /F1 10 Tf 14 TL 72 770 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = out.length;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = out.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return strToU8(out, true);
}

const ascii = lighthouse.replace(/[^\n\x20-\x7e]/g, '').split('\n');
const paragraphs = lighthouse.split(/\n\n+/).map((text) => text.replace(/\s+/g, ' ').trim());
const html = `<!DOCTYPE html><html lang="en"><body>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</body></html>`;
const arabic =
  'إن الجمعية العامة،\n\nإذ تشير إلى قرارها 98/7،\n\n1 - ترحب بالتقرير؛\n\n2 - تقرر أن تبقي المسألة قيد نظرها.\n';

const files: readonly (readonly [string, Uint8Array])[] = [
  ['text', strToU8(lighthouse)],
  ['Arabic text', strToU8(arabic)],
  ['HTML', strToU8(html)],
  ['Word', docx(paragraphs)],
  ['PDF', pdf(ascii)],
  ['JSON', strToU8(toJson(specimen))],
  ['something else', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0)],
];

const pageSource = `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Reader</title><script type="module">
import { read, toHtml } from '/reader.js';
window.reading = async (bytes) => {
  const reading = await read(Uint8Array.from(bytes));
  return { reading, html: reading.kind === 'read' ? toHtml(reading.publication) : '' };
};
</script></html>`;

async function serve(folder: string): Promise<{ server: Server; origin: string }> {
  const server = createServer(async (request, response) => {
    const name = basename(request.url ?? '/');
    if (name === '' || name === 'favicon.ico') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(pageSource);
      return;
    }
    const body = await readFile(join(folder, name)).catch(() => null);
    response
      .setHeader('content-type', 'text/javascript')
      .writeHead(body === null ? 404 : 200)
      .end(body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe.skipIf(skipped)('the reader in a browser', () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    if (executablePath === undefined) throw new Error('No Chromium was found; CHROMIUM names one.');
    folder = await mkdtemp(join(tmpdir(), 'rapport-browser-'));
    await buildForBrowser(folder);
    const served = await serve(folder);
    server = served.server;
    browser = await chromium.launch({
      executablePath,
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
        '--disable-dev-shm-usage',
      ],
    });
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(served.origin);
    await page.waitForFunction('window.reading !== undefined');
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it.each(files)('gives for %s what it gives in Node', async (_, bytes) => {
    const here = await read(bytes);
    const there = (await page.evaluate(`window.reading(${JSON.stringify([...bytes])})`)) as {
      reading: Reading;
      html: string;
    };
    expect(there.reading).toEqual(JSON.parse(JSON.stringify(here)));
    if (here.kind === 'read') expect(there.html).toBe(toHtml(here.publication));
    expect(errors).toEqual([]);
  });

  it.each([
    ['every node', toHtml(specimen)],
    ['two resolutions, one in Arabic', toHtml(pair)],
    ['no resolution', toHtml(letter)],
    ['a comparison', toComparisonHtml(every)],
    [
      'an Arabic comparison side by side',
      toComparisonHtml(inArabic(every)).replace(' checked', '').replace('id="view-pair"', '$& checked'),
    ],
  ])('axe finds nothing against the written page: %s', async (_, html) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const written = await browser.newPage({ colorScheme });
      await written.setContent(html);
      await written.evaluate(axe.source);
      const result = (await written.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
      };
      const told = result.violations.map(
        (each) => `${each.id}: ${each.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
      );
      expect(told).toEqual([]);
      await written.close();
    }
  });

  it('shows a comparison in one or side by side, and goes from change to change', async () => {
    const written = await browser.newPage({ viewport: { width: 390, height: 400 } });
    await written.setContent(toComparisonHtml(every));
    const at = () => written.evaluate('document.activeElement.id');
    expect(await written.locator('#pp1 .pair').isVisible()).toBe(false);
    await written.check('#view-pair');
    expect(await written.locator('#pp1 .pair').isVisible()).toBe(true);
    expect(await written.locator('#pp1 .inline').isVisible()).toBe(false);
    for (const [key, id] of [
      ['n', 'pp1'],
      ['n', 'older.pp2'],
      ['n', 'op1'],
      ['p', 'older.pp2'],
    ] as const) {
      await written.keyboard.press(key);
      expect(await at()).toBe(id);
    }
    await written.getByRole('button', { name: 'Next change' }).click();
    expect(await at()).toBe('op1');
    expect(await written.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await written.close();
  });
});
