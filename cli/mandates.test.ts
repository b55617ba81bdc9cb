import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MandateRow } from '../reader/write/mandateRows.ts';
import { toCsv } from '../report/office/csv.ts';
import { columnName, serialDay, toXlsx } from '../report/office/xlsx.ts';
import { mandateCalendar } from './mandateCalendar.ts';
import { choiceOf, chosen } from './mandateChoice.ts';
import { mandateTable } from './mandateTable.ts';
import { shortWindow } from './windows.ts';

const root = join(import.meta.dirname, '..');
const example = 'docs/examples/lighthouse.txt';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-mandates-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rapport(...args: string[]) {
  const run = spawnSync(join(root, 'rapport'), ['mandates', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', COLUMNS: '90' },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const row = (more: Partial<MandateRow> = {}): MandateRow => ({
  symbol: 'A/RES/85/5',
  title: 'Lights at sea',
  language: 'en',
  date: '2030-11-18',
  paragraph: 'op4',
  citation: 'A/RES/85/5, para. 4',
  address: '/akn/un/statement/deliberation/unga/2030-11-18/85-5/!main#para_4',
  act: 'request',
  force: 'request',
  weight: 'request',
  soft: false,
  verb: 'Requests',
  who: [{ words: 'the Secretary-General', ids: ['UN/SG'], names: ['Secretary-General'] }],
  relay: [],
  action: 'to report to it at its eighty-sixth session',
  deliverable: 'report',
  recipient: { words: 'it', ids: ['UN/GA'], names: ['General Assembly'] },
  due: [
    {
      words: 'eighty-sixth session',
      kind: 'session',
      from: '2031-09-09',
      to: '2031-12-31',
      session: 86,
      precision: null,
    },
  ],
  recurrence: null,
  conditions: ['as appropriate'],
  marks: ['reporting'],
  confidence: 0.98,
  why: ['verb'],
  text: 'Requests the Secretary-General to report to it at its eighty-sixth session.',
  flat: {} as MandateRow['flat'],
  ...more,
});

describe('rapport mandates', () => {
  it.each([
    ['a table', [example], 0],
    ['nothing that fits', [example, '--to-whom', 'UN/UNHCR'], 0],
    ['a file that is not there', ['nowhere.txt'], 3],
    ['an unknown force', [example, '--force', 'wish'], 2],
    ['a day that is none', [example, '--due-before', '2030-02-30'], 2],
    ['an unknown deliverable', [example, '--deliverable', 'cake'], 2],
    ['a result that cannot be written', [example, '--out', `${example}/x`], 4],
    ['a result over what is read', [example, '--out', example], 2],
  ] as const)('ends as documented: %s', (_, args, code) => {
    const run = rapport(...args);
    expect(run.code, run.err).toBe(code);
    expect(run.err).not.toMatch(/\n\s+at /);
  });

  it('shows who is asked to do what by when', () => {
    const { out, err } = rapport(example, '--sort', 'text');
    expect(out).toMatch(/op4 .*request .*Secretary-General/);
    expect(out.replace(/\s+/g, ' ')).toContain('(86th');
    expect(out).not.toContain('op1 ');
    expect(err).toContain('1 plain position left out');
  });

  it('says why a list is empty', () => {
    const { out, err } = rapport(example, '--to-whom', 'UN/UNHCR');
    expect(out).toBe('');
    expect(err).toContain('none of them meets: --to-whom UN/UNHCR');
  });

  it('writes one file for many, or into a folder that is there', () => {
    const run = rapport(example, 'docs/examples', '--to', 'csv', '--out', folder);
    expect(run.code, run.err).toBe(0);
    const csv = readFileSync(join(folder, 'mandates.csv'), 'utf8');
    expect(csv.startsWith('\ufeffsymbol,')).toBe(true);
    expect(csv).toContain('A/85/L.5,op4,"A/85/L.5, para. 4",request,request');
  });

  it('gives flat directives and the whole as JSON', () => {
    const flat = JSON.parse(rapport(example, '--to', 'flat', '--deliverable', 'report').out);
    expect(flat).toMatchObject([{ paragraph: 'op4', addresseeIds: ['UN/SG'], due: { kind: 'session', session: 86 } }]);
    const [file] = JSON.parse(rapport(example, '--to', 'json').out);
    expect(file.file).toBe(example);
    expect(file.mandates.at(-1)).toMatchObject({ paragraph: 'op4', recipient: { ids: ['UN/GA'] } });
  });
});

describe('choice', () => {
  const rows = [
    row(),
    row({ paragraph: 'op5', force: 'position', due: [], who: [] }),
    row({ paragraph: 'op6', force: 'position', soft: true, due: [], confidence: 0.7 }),
    row({ paragraph: 'op7', who: [{ words: 'the Fund', ids: ['UN/UNICEF'], names: ["Children's Fund"] }], due: [] }),
  ];
  it.each([
    [{}, 'op4 op6 op7'],
    [{ force: 'position' }, 'op5 op6'],
    [{ force: 'request,position' }, 'op4 op5 op6 op7'],
    [{ toWhom: 'UN/SG' }, 'op4 op6'],
    [{ toWhom: 'UN' }, 'op4 op6 op7'],
    [{ toWhom: 'UN/S' }, ''],
    [{ toWhom: 'UN/UNICEF,secretary' }, 'op4 op6 op7'],
    [{ toWhom: 'children' }, 'op7'],
    [{ dueBefore: '2031-12-31' }, 'op4'],
    [{ dueBefore: '2031-12-30' }, ''],
    [{ dueAfter: '2031-12-31' }, 'op4'],
    [{ dueAfter: '2032-01-01' }, ''],
    [{ dueAfter: '2031-12-01', dueBefore: '2031-12-31' }, 'op4'],
    [{ dueAfter: '2031-12-31', dueBefore: '2031-12-01' }, ''],
    [{ soft: true }, 'op6'],
    [{ unsure: true }, 'op6'],
  ] as const)('%j: %s', (options, expected) => {
    const choice = choiceOf(options);
    if (choice.kind === 'fault') throw new Error(choice.message);
    expect(
      chosen(rows, choice.conditions)
        .map((each) => each.paragraph)
        .join(' '),
    ).toBe(expected);
  });
});

it.each([
  ['2031-09-09', '2031-12-31', '9 Sep – 31 Dec 2031'],
  ['2031-01-01', '2031-12-31', '2031'],
  ['2031-02-01', '2031-02-28', 'Feb 2031'],
  ['2031-02-03', '2031-02-05', '3 – 5 Feb 2031'],
  ['2031-12-03', '2032-01-05', '3 Dec 2031 – 5 Jan 2032'],
  ['2031-02-03', '2031-02-03', '3 Feb 2031'],
  [null, '2031-02-03', 'by 3 Feb 2031'],
  [null, null, 'no date known'],
])('a window in few words: %s to %s', (from, to, text) => {
  expect(shortWindow(from, to)).toBe(text);
});

it('a table marks what is unsure and keeps its columns apart', () => {
  const shown = [
    { head: 'A/RES/85/5: Lights', rows: [row({ confidence: 0.5, why: ['pronoun-to'] })], instruments: [], events: [] },
  ];
  const table = mandateTable(shown, { columns: 90, colour: false, full: false });
  expect(table).toContain('op4 ?');
  expect(table.replace(/\s+/g, ' ')).toContain('unsure (0.50): pronoun-to');
  expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
});

it('CSV: mark, CRLF, quotes, formulas escaped', () => {
  expect(toCsv([['a', '=1+1', 'x "y", z', 3, { day: '2031-01-02' }, null]])).toBe(
    '\ufeffa,\'=1+1,"x ""y"", z",3,2031-01-02,\r\n',
  );
});

describe('XLSX', () => {
  const sheet = (rightToLeft: boolean) => ({
    name: 'Lights: all',
    head: ['name', 'day'],
    widths: [10, 12],
    rows: [
      ['a < b & c\u0000', { day: '2031-01-02' }],
      ['=1+1', 0.5],
    ] as const,
    rightToLeft,
  });
  const part = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

  it('holds text, days and numbers, the head in sight', () => {
    const xml = part(toXlsx(sheet(false)), 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('a &lt; b &amp; c</t>');
    expect(xml).toContain('<c r="B2" s="2"><v>47850</v></c>');
    expect(xml).toContain('<t xml:space="preserve">=1+1</t>');
    expect(xml).toContain('state="frozen"');
    expect(xml).not.toContain('rightToLeft');
  });
  it('runs from right to left for Arabic, and is the same twice', () => {
    expect(part(toXlsx(sheet(true)), 'xl/worksheets/sheet1.xml')).toContain('rightToLeft="1"');
    expect(toXlsx(sheet(true))).toEqual(toXlsx(sheet(true)));
  });
  it('counts columns and days as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect([serialDay('1900-03-01'), serialDay('2031-01-02'), serialDay('1899-01-01')]).toEqual([61, 47850, null]);
  });
});

describe('iCal', () => {
  const events = (text: string) =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));

  it('gives whole days from the first to the last, with an alarm before the end', () => {
    const { text, left } = mandateCalendar([row(), row({ paragraph: 'op5', due: [] })]);
    const [event, ...more] = events(text);
    expect(more).toEqual([]);
    expect(left).toBe(1);
    expect(event?.uid).toBe(row().address);
    expect(event?.startDate.isDate).toBe(true);
    expect(event?.startDate.toString()).toBe('2031-09-09');
    expect(event?.endDate.toString()).toBe('2032-01-01');
    expect(text).toContain('DTSTAMP:20301118T000000Z');
    expect(text).toContain('TRIGGER;RELATED=END:-P30D');
    expect(text).not.toContain('TZID');
    expect(mandateCalendar([row()]).text).toBe(mandateCalendar([row()]).text);
  });

  it('gives a deadline its last day alone, and each event a name of its own', () => {
    const due = {
      ...row().due[0],
      kind: 'date',
      session: null,
      from: '2030-11-18',
      to: '2031-01-31',
    } as MandateRow['due'][number];
    const [first, second] = events(mandateCalendar([row({ due: [due, due] })]).text);
    expect(first?.startDate.toString()).toBe('2031-01-31');
    expect(first?.endDate.toString()).toBe('2031-02-01');
    expect(second?.uid).toBe(`${row().address}~2`);
  });

  it('gives a paragraph once, in the language that comes first', () => {
    const { text } = mandateCalendar([row(), row({ language: 'fr' }), row()]);
    expect(events(text).map((event) => event.uid)).toEqual([row().address, `${row().address}~2`]);
  });

  it('folds no character in two', () => {
    const { text } = mandateCalendar([row({ action: '向大会第八十六届会议报告'.repeat(12) })]);
    for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\ufffd');
  });
});
