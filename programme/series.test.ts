import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read } from '../reader/read.ts';
import { renewalOf, type Series, seriesOf } from './series.ts';
import { type Document, documentsOf } from './steps.ts';

const folder = join(import.meta.dirname, '../corpus/series');

async function documentIn(name: string, text: string): Promise<Document[]> {
  const reading = await read(new TextEncoder().encode(text));
  if (reading.kind === 'refused') throw new Error(`refused: ${reading.refusal}`);
  return documentsOf(name, reading.publication);
}

const corpus = (
  await Promise.all(readdirSync(folder).map((name) => documentIn(name, readFileSync(join(folder, name), 'utf8'))))
).flat();

/** What the cases below vary of a text of the General Assembly. */
interface Sketch {
  readonly symbol: string;
  readonly session: string;
  readonly day: string;
  readonly title: string;
  readonly item?: string;
  readonly recalls?: string;
  readonly asks?: string;
}

const printed = ({ symbol, session, day, title, item = title, recalls, asks }: Sketch): string =>
  [
    `United Nations\n\n${symbol}\n\nGeneral Assembly\n\nDistr.: General\n\n${session} session\n\nAgenda item 12\n\n${item}`,
    `Resolution adopted by the General Assembly on ${day}`,
    `${symbol.replace('A/RES/', '')}. ${title}`,
    'The General Assembly,',
    ...(recalls === undefined ? ['Convinced of the value of lights at sea,'] : [recalls]),
    `1. ${asks ?? 'Requests the Secretary-General to count the lights of all harbours'}.`,
  ].join('\n\n');

const sketched = async (sketches: readonly Sketch[]): Promise<Series[]> =>
  seriesOf((await Promise.all(sketches.map((sketch) => documentIn(sketch.symbol, printed(sketch))))).flat());

const names = (all: readonly Series[]): string[] => all.map(({ steps }) => steps.map(({ name }) => name).join(' '));

const lanterns = 'Cooperation between the United Nations and the Lantern Coast Organization';
const islamic = (name: string): string =>
  `Cooperation between the United Nations and the Organization of the Islamic ${name}`;
const older = { symbol: 'A/RES/81/10', session: 'Eighty-first', day: '7 December 2026', title: lanterns };
const newer = { symbol: 'A/RES/83/20', session: 'Eighty-third', day: '5 December 2028', title: lanterns };
const citing = 'Recalling its resolution 81/10 of 7 December 2026,';

interface Case {
  readonly what: string;
  readonly texts: readonly Sketch[];
  readonly series: readonly string[];
  readonly why?: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'a title and a citation',
    texts: [older, { ...newer, item: 'Oceans', recalls: citing }],
    series: ['A/RES/81/10 A/RES/83/20'],
    why: ['cites', 'title'],
  },
  {
    what: 'a title and an agenda item',
    texts: [older, newer],
    series: ['A/RES/81/10 A/RES/83/20'],
    why: ['agenda-item', 'title'],
  },
  {
    what: 'a title alone is not enough',
    texts: [
      { ...older, item: 'Oceans and the law of the sea', asks: 'Invites all States to build towers of stone' },
      {
        ...newer,
        item: 'Culture of peace',
        recalls: 'Noting that herrings are eaten,',
        asks: 'Decides to print a book',
      },
    ],
    series: ['A/RES/81/10', 'A/RES/83/20'],
  },
  {
    what: 'nor is a citation alone',
    texts: [
      { ...older, item: 'Oceans and the law of the sea', asks: 'Invites all States to build towers of stone' },
      {
        ...newer,
        title: 'Herrings and their friends',
        item: 'Culture of peace',
        recalls: citing,
        asks: 'Decides to print a book',
      },
    ],
    series: ['A/RES/81/10', 'A/RES/83/20'],
  },
  {
    what: 'a body under its former name',
    texts: [
      { ...older, title: islamic('Conference'), item: 'Oceans' },
      {
        ...newer,
        title: islamic('Conference').replace('the Islamic Conference', 'Islamic Cooperation'),
        recalls: citing,
      },
    ],
    series: ['A/RES/81/10 A/RES/83/20'],
    why: ['cites', 'former-name'],
  },
];

describe('series', () => {
  it.each(cases)('$what', async ({ texts, series, why }) => {
    const found = await sketched(texts);
    expect(names(found)).toEqual(series);
    if (why !== undefined) expect(renewalOf(found[0] as Series, 'A/RES/83/20')?.why).toEqual(why);
  });

  it('skip sessions: a text that is not at hand does not part them', async () => {
    const found = await sketched([
      older,
      {
        ...newer,
        symbol: 'A/RES/87/3',
        session: 'Eighty-seventh',
        day: '4 December 2032',
        recalls: 'Recalling its resolution 85/7 of 3 December 2030,',
      },
    ]);
    expect(names(found)).toEqual(['A/RES/81/10 A/RES/87/3']);
  });

  it('of the corpus: three texts and a draft that became one of them; another text of the same session stands alone', () => {
    const found = seriesOf(corpus);
    expect(names(found)).toEqual(['A/RES/81/140 A/RES/83/96 A/RES/85/71', 'A/RES/85/72']);
    expect(found[0]?.steps[1]?.carriers.map(({ file }) => file)).toEqual(['A_RES_83_96.txt', 'A_83_L.21.txt']);
    expect(found[0]?.joins.map(({ older: from, newer: to }) => `${from} ${to}`)).toContain('A/RES/83/96 A/RES/85/71');
  });

  it('statements renew nothing, whatever they are called', async () => {
    const statement = readFileSync(join(folder, '../en/presidential-statement.txt'), 'utf8');
    const found = seriesOf([
      ...(await documentIn('a', statement)),
      ...(await documentIn('b', statement.replaceAll('/1', '/9'))),
    ]);
    expect(found.every(({ steps }) => steps.length === 1)).toBe(true);
  });

  it('language versions of one text are one', async () => {
    const versions = await Promise.all(
      (['ar', 'en', 'es', 'fr', 'ru', 'zh'] as const).map((language) =>
        documentIn(language, readFileSync(join(folder, `../${language}/parallel.txt`), 'utf8')),
      ),
    );
    const found = seriesOf(versions.flat());
    expect(found.map(({ steps }) => steps.map(({ carriers }) => carriers.length))).toEqual([[6]]);
  });

  it('do not depend on the order of the documents, and hold each of them once', () => {
    const expected = seriesOf(corpus);
    fc.assert(
      fc.property(fc.shuffledSubarray(corpus, { minLength: corpus.length }), (shuffled) => {
        expect(seriesOf(shuffled)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(corpus), (some) => {
        const held = seriesOf(some).flatMap(({ steps }) =>
          steps.flatMap(({ carriers }) => carriers.map(({ file }) => file)),
        );
        expect(held.sort()).toEqual(some.map(({ file }) => file).sort());
      }),
      { numRuns: 40 },
    );
  });
});
