import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listing } from '../reader/listing.ts';
import { read } from '../reader/read.ts';
import { toSeriesSvg } from './lanes.ts';
import { type Series, seriesOf } from './series.ts';
import { toSeriesHtml } from './seriesHtml.ts';
import { stale } from './stale.ts';
import { documentsOf } from './steps.ts';
import { type Thread, threads } from './threads.ts';

const folder = join(import.meta.dirname, '../corpus/series');

async function seriesIn(texts: readonly (readonly [string, string])[]): Promise<Series> {
  const documents = await Promise.all(
    texts.map(async ([name, text]) => {
      const reading = await read(new TextEncoder().encode(text));
      return reading.kind === 'read' ? documentsOf(name, reading.publication) : [];
    }),
  );
  const [longest] = seriesOf(documents.flat()).sort((a, b) => b.steps.length - a.steps.length);
  if (longest === undefined) throw new Error('No series was found.');
  return longest;
}

const corpus = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const series = await seriesIn(corpus);
const told = threads(series);

const life = ({ occurrences }: Thread): string =>
  occurrences.map(({ at, fate, addresses }) => [at, fate, ...addresses].join(' ')).join(', ');
const lifeOf = (id: string): string => {
  const thread = told.threads.find((each) => each.id === id);
  return thread === undefined ? 'none' : life(thread);
};

const lives: readonly (readonly [string, string])[] = [
  ['pp2', '0 first-known pp2, 1 verbatim pp2, 2 verbatim pp2'],
  ['pp5', '0 first-known pp5, 1 amended pp5, 2 verbatim pp5'],
  ['pp6@1', '0 first-known pp6, 1 verbatim pp6, 2 dropped'],
  ['op2', '0 first-known op4, 1 verbatim op4, 2 moved op2'],
  ['op5', '0 first-known op5, 1 split op5 op6, 2 verbatim op5 op6'],
  ['op6@0', '0 first-known op6, 1 dropped'],
  ['op7', '2 new op7'],
];

describe('threads', () => {
  it.each(lives)('%s: %s', (id, expected) => {
    expect(lifeOf(id)).toBe(expected);
  });

  it('hold every paragraph of every text once', () => {
    for (const [at, { resolution }] of told.texts.entries()) {
      const held = told.threads.flatMap(({ occurrences }) =>
        occurrences.filter((each) => each.at === at).flatMap(({ addresses }) => addresses),
      );
      const all = [...listing(resolution.body)].filter(({ kind }) => kind !== 'heading').map(({ id }) => id);
      expect(held.sort()).toEqual(all.sort());
    }
  });

  it('stand in the order of the latest text, what was dropped behind what stood before it', () => {
    const ids = told.threads.map(({ id }) => id);
    expect(ids.indexOf('pp6@1')).toBe(ids.indexOf('pp5') + 1);
    expect(ids.indexOf('op6@0')).toBe(ids.indexOf('op5') + 1);
  });

  it('tell what an amended paragraph leaves out in silence, with its place', () => {
    const losses = told.threads.flatMap(({ occurrences }) => occurrences.flatMap((each) => each.losses));
    const before = new Map(
      told.threads.flatMap(({ occurrences }) =>
        occurrences.filter(({ at }) => at === 0).map((each) => [each.addresses[0], each.text]),
      ),
    );
    expect(losses.map(({ paragraph, words }) => [paragraph, words])).toEqual([
      ['pp5', 'and the agreement to hold a similar seminar on the warning of fog for the islands of the south'],
      ['op3', 'through the recent establishment of a working group of engineers'],
    ]);
    for (const { paragraph, start, end, words } of losses) expect(before.get(paragraph)?.slice(start, end)).toBe(words);
  });

  it('count texts with the same words, and carry the mandates along', () => {
    const report = told.threads.find(({ id }) => id === 'op8');
    expect(told.threads.find(({ id }) => id === 'op1')?.occurrences.at(-1)?.unchanged).toBe(3);
    expect(report?.occurrences.map(({ mandates }) => mandates.map(({ deliverable }) => deliverable))).toEqual([
      ['report'],
      ['report'],
      ['report'],
    ]);
  });

  it('know a paragraph that comes back', async () => {
    const back = corpus.map(
      ([name, text]) =>
        [name, name === 'A_RES_83_96.txt' ? text.replace(/\n3\. Commends[^\n]*\n/, '\n') : text] as const,
    );
    const returned = threads(
      await seriesIn(
        back.map(([name, text]) => [
          name,
          name === 'A_RES_81_140.txt'
            ? text.replace(' through the recent establishment of a working group of engineers', '')
            : text,
        ]),
      ),
    );
    expect(returned.threads.map(life)).toContain('0 first-known op3, 1 dropped, 2 returned op4');
  });
});

const onDays: readonly (readonly [string, readonly string[]])[] = [
  ['2030-12-31', ['pp3 programme-ended', 'pp4 promise-undated']],
  ['2031-09-01', ['pp3 programme-ended', 'pp4 promise-undated', 'op2 deadline-past']],
  [
    '2033-06-01',
    [
      ...['pp2 report-of-past-session', 'pp3 programme-ended', 'pp4 promise-undated', 'op2 deadline-past'],
      ...['op3 meeting-past', 'op7 deadline-past', 'op8 report-due-past', 'op9 deadline-past'],
    ],
  ],
];

describe('stale facts', () => {
  it.each(onDays)('on %s', (today, expected) => {
    const found = stale(series, today).filter(({ code }) => code !== 'unchanged');
    expect(found.map(({ paragraph, code }) => `${paragraph} ${code}`)).toEqual(expected);
  });

  it('have the words of their place, and a paragraph unchanged in three texts is one', () => {
    const texts = new Map([...listing(told.texts.at(-1)?.resolution.body ?? [])].map(({ id, text }) => [id, text]));
    const found = stale(series, '2033-06-01');
    for (const { paragraph, start, end, words } of found) expect(texts.get(paragraph)?.slice(start, end)).toBe(words);
    expect(found.filter(({ code }) => code === 'unchanged').map(({ paragraph }) => paragraph)).toEqual([
      'pp2',
      'pp3',
      'pp4',
      'op1',
    ]);
  });

  it('a programme is not stale for having a year of birth', async () => {
    const born = corpus.map(
      ([name, text]) => [name, text.replaceAll('Programme of Action 2024–2029', '2011 Programme of Action')] as const,
    );
    expect(stale(await seriesIn(born), '2033-06-01').map(({ code }) => code)).not.toContain('programme-ended');
  });
});

describe('the page and the picture of a series', () => {
  const page = toSeriesHtml({ series, told, stale: stale(series, '2033-06-01'), today: '2033-06-01' });

  it('have a lane for each thread and an anchor for each paragraph that is out of date', () => {
    for (const { id } of told.threads) expect(page).toContain(`<details class="lane" id="${id}">`);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g))
      expect(page).toContain(`id="${decodeURIComponent(target ?? '')}"`);
    expect(toSeriesSvg(told, 'Lanterns').match(/class="id"/g)).toHaveLength(told.threads.length);
  });

  it('are escaped, and need nothing from outside', async () => {
    const hostile = corpus.map(
      ([name, text]) => [name, text.replaceAll('tide tables', '<img src=x onerror=alert(1)> & "tables"')] as const,
    );
    const hurt = await seriesIn(hostile);
    const all = { series: hurt, told: threads(hurt), stale: stale(hurt, '2033-06-01'), today: '2033-06-01' };
    expect(toSeriesHtml(all)).not.toMatch(/<img|<script|src=x onerror=alert\(1\)>/);
    expect(toSeriesSvg(all.told, '<img>')).not.toContain('<img');
  });
});
