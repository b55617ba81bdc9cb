import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../reader/model.ts';
import { queryOf } from './searchQuery.ts';
import { snippetOf } from './searchSnippet.ts';
import { termsOf } from './searchTerms.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

let database: TestDatabase;
let db: pg.Client;

beforeAll(async () => {
  database = await testDatabase(async () => {}, 'empty');
  db = new pg.Client(database.connection);
  await db.connect();
});

afterAll(async () => {
  await db?.end();
  await database?.drop();
});

interface Asked {
  readonly text: string;
  readonly language: Language | null;
  readonly query: string;
}

/** Whether PostgreSQL finds each text by its query. */
async function found(asked: readonly Asked[]): Promise<boolean[]> {
  const { rows } = await db.query<{ found: boolean }>(
    `select terms::tsvector @@ query::tsquery as found
     from unnest($1::text[], $2::text[]) with ordinality as asked(terms, query, n) order by n`,
    [asked.map(({ text, language }) => termsOf(text, language)), asked.map(({ query }) => query)],
  );
  return rows.map((row) => row.found);
}

const english =
  'The Secretary-General’s reports to the States (A/RES/79/9, E/2025/L.5) on women, peace and security, by WHO';
const french = "L'Organisation invite les États à présenter des rapports nationaux sur la résolution 2250 (2015)";
const spanish = 'Los países presentarán informes de los Estados, véase S/RES/2250 (2015)';
const russian = 'Генеральная Ассамблея принимает к сведению доклады, документ А/79/1';
const arabic = 'وتطلب إلى المنظمة أن تقدم التقارير الدولية إلى الجمعية العامة';
const chinese = '大会请秘书长就可持续发展提出报告，并赞扬各国的国际合作';

const cases: readonly (readonly [text: string, language: Language | null, typed: string, found: boolean])[] = [
  [english, 'en', 'report', true],
  [english, 'en', 'REPORTING', true],
  [english, 'en', 'report state', true],
  [english, 'en', 'report children', false],
  [english, 'en', 'the report of the state', true],
  [english, 'en', '"women, peace and security"', true],
  [english, 'en', '"peace women"', false],
  [english, 'en', '"reports to States"', false],
  [english, 'en', '“reports to the states”', true],
  [english, 'en', 'secretary-general', true],
  [english, 'en', '"secretary general"', true],
  [english, 'en', 'general-secretary', false],
  [english, 'en', 'report -peace', false],
  [english, 'en', 'report -war', true],
  [english, 'en', 'report -"peace security"', true],
  [english, 'en', 'report -"peace and security"', false],
  [english, 'en', 'secur', false],
  [english, 'en', 'secur*', true],
  [english, 'en', 'reporti*', false],
  // A star of its own opens no word before it.
  [english, 'en', 'secur *', false],
  [english, 'en', 'reports*', true],
  [english, 'en', 'who', true],
  [english, 'en', 'WHO report', true],
  ['The people who report', 'en', 'WHO', false],
  [english, 'en', 'A/RES/79/9', true],
  [english, 'en', 'a/res/79/9', true],
  [english, 'en', 'А/RES/79/9', true],
  [english, 'en', '79/9', true],
  [english, 'en', '79/90', false],
  [english, 'en', 'A/RES/79', true],
  [english, 'en', 'A/RES', true],
  [english, 'en', 'res/79/*', true],
  [english, 'en', 'A/RES/7', false],
  [english, 'en', 'a/res/7*', true],
  [english, 'en', 'L.5', true],
  [english, 'en', '2025/L.5', true],
  [french, 'fr', 'etat', true],
  [french, 'fr', 'organisations rapport', true],
  [french, 'fr', 'national', true],
  [french, 'fr', '2250', true],
  [french, 'fr', '2250 (2015)', true],
  [french, null, 'états rapport', true],
  [french, 'fr', 'organ', false],
  [spanish, 'es', 'pais estado', true],
  [spanish, 'es', 'informe', true],
  [spanish, 'es', '2250 (2015)', true],
  [spanish, 'es', 'S/RES/2250', true],
  [spanish, 'es', 's/res/2250(2015)', true],
  [russian, 'ru', 'доклад ассамблеи', true],
  [russian, 'ru', 'A/79/1', true],
  [russian, 'ru', 'доклад state', false],
  [arabic, 'ar', 'تقرير', true],
  [arabic, 'ar', 'منظمات', true],
  [arabic, 'ar', 'الدول', false],
  [arabic, 'ar', '"الجمعيه العامه"', true],
  [chinese, 'zh', '报告', true],
  [chinese, 'zh', '书长', true],
  [chinese, 'zh', '告', true],
  [chinese, 'zh', '告并', false],
  [chinese, 'zh', '秘书长报告', true],
  [chinese, 'zh', '"秘书长报告"', false],
  [chinese, 'zh', '"秘书长就可持续发展"', true],
  [chinese, 'zh', '合作国际', false],
  [chinese, 'zh', '报告 -合作', false],
  ['UNESCO 报告', 'zh', 'unesco 报告', true],
];

describe('queries', () => {
  it.each(cases)('%#: %s (%s) by %s: %s', async (text, language, typed, expected) => {
    const query = queryOf(typed, []) ?? '';
    expect(await found([{ text, language, query }])).toEqual([expected]);
  });

  it.each([
    ['secretary-general re', false],
    ['secretary-general rep', true],
    ['secretary-general report', true],
    ['secretary-general reporti', false],
    ['secretary-general report of the', true],
    ['a/res/79', true],
    ['rep ', false],
  ])('while it is typed, %j', async (typed, expected) => {
    const query = queryOf(typed, [], { prefix: true }) ?? '';
    expect(await found([{ text: english, language: 'en', query }])).toEqual([expected]);
  });

  it('reads Latin letters in the languages that are asked for', async () => {
    const query = queryOf('informes', ['en', 'fr']) ?? '';
    expect(query).not.toContain('es:');
    expect(await found([{ text: 'informe', language: 'es', query }])).toEqual([false]);
  });

  it.each(['', ' ', '-', '"', '""', '-report', '-"peace"', '*', '…', '\u0000', '\u0301', "'"])(
    '%j asks for nothing',
    (typed) => {
      expect(queryOf(typed, [])).toBeNull();
    },
  );

  it('looks for so many words and no more', () => {
    const many = Array.from({ length: 500 }, (_, at) => `w${at}`).join(' ');
    expect(queryOf(many, ['en'])?.match(/en:w\d+/g)).toHaveLength(32);
    expect((queryOf(`"${'报'.repeat(900)}"`, []) ?? '').length).toBeLessThan(1000);
  });
});

/** What people, and others, type. */
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'report',
          'The',
          'États',
          'доклад',
          'التقارير',
          '报告',
          '告',
          'A/RES/79/9',
          '79/9',
          'WHO',
          'U.N.',
          '2250 (2015)',
          '\u0301',
        ),
        fc.constantFrom(
          '"',
          '-',
          '*',
          "'",
          '\\',
          ':',
          '&',
          '|',
          '!',
          '(',
          ')',
          '<->',
          '\u0000',
          '\u200f',
          '“',
          '/',
          '.',
          'l’',
        ),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      { maxLength: 12 },
    )
    .chain((parts) => fc.constantFrom(' ', '').map((between) => parts.join(between))),
);
const language = fc.constantFrom<Language | null>('en', 'fr', 'es', 'ru', 'ar', 'zh', null);
const languages = fc.constantFrom<readonly Language[]>(
  [],
  ['en'],
  ['fr', 'ar'],
  ['zh'],
  ['en', 'fr', 'es', 'ru', 'ar', 'zh'],
);

describe('laws of queries', () => {
  it('any input gives a query, any text gives terms', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ typed, text: typed, language, languages, prefix: fc.boolean() }), {
          minLength: 1,
          maxLength: 60,
        }),
        async (rows) => {
          const asked = rows.flatMap((row) => {
            const query = queryOf(row.typed, row.languages, { prefix: row.prefix });
            return query === null ? [] : [{ text: row.text, language: row.language, query }];
          });
          expect(await found(asked)).toHaveLength(asked.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a text is found by all its words in quotation marks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: typed, language }), { minLength: 1, maxLength: 60 }),
        async (rows) => {
          const asked = rows.flatMap(({ text, language: its }) => {
            const quoted = text.replace(/["“”„‟«»「」『』＂]/g, ' ');
            const query = queryOf(`"${quoted}"`, []);
            return query === null ? [] : [{ text: quoted, language: its, query }];
          });
          // What has nothing but stop words is found by none of them.
          const wanted = asked.map(({ text, language: its }) => termsOf(text, its) !== '');
          expect(await found(asked)).toEqual(wanted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('what is found by one clause is marked, and what is not is not', async () => {
    const clause = fc.constantFrom(
      'report',
      'reports',
      '"the reports"',
      '报告',
      '"提出报告"',
      'rapport*',
      '79/9',
      'A/RES*',
      'доклада',
      'تقرير',
      'WHO',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: typed, language, clause }), { minLength: 1, maxLength: 60 }),
        async (rows) => {
          const asked = rows.map((row) => {
            const own = row.language === null ? [] : [row.language];
            return { ...row, query: queryOf(row.clause, own) ?? '', marks: snippetOf(row.text, row.clause, own).marks };
          });
          expect(asked.map(({ marks }) => marks.length > 0)).toEqual(await found(asked));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a text of any length has terms', async () => {
    const endless = Array.from(
      { length: 200_000 },
      (_, at) => `word${at} 报${String.fromCodePoint(0x4e00 + (at % 20_000))}`,
    ).join(' ');
    const asked = ['word7', 'word5000'].map((word) => ({
      text: endless,
      language: 'en' as const,
      query: queryOf(word, []) ?? '',
    }));
    expect(await found(asked)).toEqual([true, true]);
    const strokes = { text: '1/'.repeat(400_000), language: null, query: queryOf('1/1', []) ?? '' };
    expect(await found([strokes])).toEqual([true]);
  });
});
