import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import dates from '../reference/dates.json' with { type: 'json' };
import ordinals from '../reference/ordinals.json' with { type: 'json' };
import { parseDate, parseSession, sessionOf, sessionWindow, type TimingContext, timer } from './calendar.ts';
import { arabic } from './languages/ar.ts';
import { english } from './languages/en.ts';
import { spanish } from './languages/es.ts';
import { french } from './languages/fr.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { russian } from './languages/ru.ts';
import { chinese } from './languages/zh.ts';
import type { Language } from './model.ts';
import { daysIn, plusDuration } from './sessions.ts';

const lexicons: Readonly<Record<Language, Lexicon>> = {
  ar: arabic,
  en: english,
  es: spanish,
  fr: french,
  ru: russian,
  zh: chinese,
};
const languages = Object.keys(lexicons) as Language[];

const assembly = (language: Language): TimingContext => ({
  lexicon: lexicons[language],
  organ: 'unga',
  session: { organ: 'unga', kind: 'regular', number: 79 },
  adopted: '2024-11-18',
});

/** What is found, one line a time: `kind how words: from/to`, with session or rhythm. */
const read = (text: string, context: TimingContext): string[] =>
  timer(context)(text).map(({ start, end, kind, how, from, to, session, every }) =>
    [
      `${kind} ${how} "${text.slice(start, end)}" ${from ?? '?'}/${to ?? '?'}`,
      session && `${session.organ} ${session.kind} ${session.number}`,
      every,
    ]
      .filter(Boolean)
      .join(' '),
  );

const inEnglish: readonly [string, readonly string[]][] = [
  ['held on 14 and 15 April 2016', ['period days "14 and 15 April 2016" 2016-04-14/2016-04-15']],
  ['from 3 to 5 July 2018', ['period days "3 to 5 July 2018" 2018-07-03/2018-07-05']],
  ['from 29 June to 1 July 2010', ['period days "29 June to 1 July 2010" 2010-06-29/2010-07-01']],
  [
    'on 3 March and 20 May 2016',
    ['date day "3 March" 2016-03-03/2016-03-03', 'date day "20 May 2016" 2016-05-20/2016-05-20'],
  ],
  ['between 3 March and 20 May 2016', ['period days "3 March and 20 May 2016" 2016-03-03/2016-05-20']],
  ['in July 2018', ['period month "July 2018" 2018-07-01/2018-07-31']],
  ['for the biennium 2023\u20132024', ['period years "2023\u20132024" 2023-01-01/2024-12-31']],
  ['in 2015 and 2017', ['period year "2015" 2015-01-01/2015-12-31', 'period year "2017" 2017-01-01/2017-12-31']],
  ['the 2030 Agenda and resolution 1325 (2000), para. 4', []],
  ['on 31 June 2020', []],
  ['by 2030', ['deadline until-end-of-period "by 2030" 2024-11-18/2030-12-31']],
  ['by 2015', ['deadline until-end-of-period "by 2015" ?/2015-12-31']],
  ['no later than January 2026', ['deadline until-end-of-period "no later than January 2026" 2024-11-18/2026-01-31']],
  ['before the end of 2026', ['deadline until-end-of-period "before the end of 2026" 2024-11-18/2026-12-31']],
  ['before 1 May 2026', ['deadline until-start-of-period "before 1 May 2026" 2024-11-18/2026-04-30']],
  ['until 31 May 2026', ['deadline until-end-of-period "until 31 May 2026" 2024-11-18/2026-05-31']],
  [
    'before the end of its eightieth session',
    ['deadline until-end-of-period "before the end of its eightieth session" 2024-11-18/2026-09-07 unga regular 80'],
  ],
  [
    'within ninety days of the adoption of the present resolution',
    [
      'deadline from-adoption "within ninety days of the adoption of the present resolution" 2024-11-18/2025-02-16 P90D',
    ],
  ],
  ['within six months', ['relative from-adoption "within six months" 2024-11-18/2025-05-18 P6M']],
  ['within 30 days of receipt of the claim', ['relative from-event "within 30 days" ?/? P30D']],
  ['once every two years', ['recurrence rhythm "once every two years" ?/? P2Y']],
  ['every 90 days', ['recurrence rhythm "every 90 days" ?/? P90D']],
  [
    'annually and on a monthly basis',
    ['recurrence rhythm "annually" ?/? P1Y', 'recurrence rhythm "on a monthly basis" ?/? P1M'],
  ],
  ['twice a year', ['recurrence rhythm "twice a year" ?/? P6M']],
  ['the quadrennial review', ['recurrence rhythm "quadrennial" ?/? P4Y']],
  ['on a regular basis', ['recurrence rhythm-open "on a regular basis" ?/?']],
  [
    'to report at its eightieth and eighty-second sessions',
    [
      'session session-main-part "eightieth" 2025-09-09/2025-12-31 unga regular 80',
      'session session-main-part "eighty-second sessions" 2027-09-07/2027-12-31 unga regular 82',
    ],
  ],
  [
    'as it agreed at its seventy-fifth session',
    ['session session-whole "seventy-fifth session" 2020-09-15/2021-09-13 unga regular 75'],
  ],
  [
    'to inform the General Assembly at its eightieth session of the costs',
    ['session session-main-part "eightieth session" 2025-09-09/2025-12-31 unga regular 80'],
  ],
  [
    'the outcome of the thirty-second special session of the General Assembly',
    ['session session-whole "thirty-second special session" 2021-06-02/2021-06-04 unga special 32'],
  ],
  ['the first special session of the General Assembly devoted to disarmament', []],
  [
    'to the Economic and Social Council at its 2026 session',
    ['session session-whole "2026 session" 2025-07-25/2026-07-24 unecosoc regular 2026'],
  ],
  [
    'to the Human Rights Council at its fifty-ninth session',
    ['session session-whole "fifty-ninth session" 2025-06-16/2025-07-09 unga-hrc regular 59'],
  ],
  [
    'by the Islamic Summit Conference at its thirteenth session',
    ['session session-whole "thirteenth session" 2016-04-14/2016-04-15 oic-summit regular 13'],
  ],
  [
    'invites the Commission on River Trade, at its twelfth session, held in Lima on 4 and 5 May 2023, to',
    [
      'session session-dated "twelfth session" 2023-05-04/2023-05-05 unknown regular 12',
      'period days "4 and 5 May 2023" 2023-05-04/2023-05-05',
    ],
  ],
  [
    'the eightieth session of the Assembly of the River Union',
    ['session session-unknown "eightieth session" ?/? unknown regular 80'],
  ],
  ['at its next session', ['relative next-session "next session" 2025-09-09/2025-12-31 unga regular 80']],
];

describe('times of an English text', () => {
  test.each(inEnglish)('%s', (text, expected) => expect(read(text, assembly('en'))).toEqual(expected));

  test('"the Council" is the council of the text, or the last that was named', () => {
    const find = timer(assembly('en'));
    find('Recalling what the Economic and Social Council said,');
    expect(find('requests the Council to act at its 2026 session')[0]?.session?.organ).toBe('unecosoc');
  });

  test('places are those of the source, with soft hyphens and marks of direction in it', () => {
    const text = 'held\u00ad on \u200e14\u00a0and 15 Ap\u00adril 2016.';
    const [time] = timer(assembly('en'))(text);
    expect(text.slice(time?.start, time?.end)).toBe('14\u00a0and 15 Ap\u00adril 2016');
  });
});

const sameInAll: readonly Readonly<Record<Language, string>>[] = [
  {
    en: 'to report to the General Assembly at its eighty-first session, no later than January 2026, every two years',
    fr: 'de présenter à l’Assemblée générale à sa quatre-vingt-unième session, au plus tard en janvier 2026, tous les deux ans',
    es: 'que informe a la Asamblea General en su octogésimo primer período de sesiones, a más tardar en enero de 2026, cada dos años',
    ru: 'представить Генеральной Ассамблее на ее восемьдесят первой сессии, не позднее января 2026 года, каждые два года',
    ar: 'أن يقدم إلى الجمعية العامة في دورتها الحادية والثمانين، في موعد لا يتجاوز كانون الثاني/يناير 2026، مرة كل سنتين',
    zh: '向大会第八十一届会议提交，至迟于2026年1月，每两年一次',
  },
  {
    en: 'held from 3 to 5 July 2018, by the end of 2027, annually, within ninety days',
    fr: 'tenue du 3 au 5 juillet 2018, d’ici à la fin de 2027, chaque année, dans un délai de quatre-vingt-dix jours',
    es: 'celebrada del 3 al 5 de julio de 2018, para fines de 2027, cada año, en un plazo de noventa días',
    ru: 'проходившей с 3 по 5 июля 2018 года, к концу 2027 года, ежегодно, в течение девяноста дней',
    ar: 'المعقود في الفترة من 3 إلى 5 تموز/يوليه 2018، بحلول نهاية عام 2027، سنويا، في غضون تسعين يوما',
    zh: '2018年7月3日至5日举行，在2027年底前，每年，九十天内',
  },
  {
    en: 'of 14 and 15 April 2016; at its eightieth and eighty-second sessions',
    fr: 'des 14 et 15 avril 2016 ; à ses quatre-vingtième et quatre-vingt-deuxième sessions',
    es: 'los días 14 y 15 de abril de 2016; en sus períodos de sesiones octogésimo y octogésimo segundo',
    ru: '14 и 15 апреля 2016 года; на ее восьмидесятой и восемьдесят второй сессиях',
    ar: 'يومي 14 و 15 نيسان/أبريل 2016؛ في دورتيها الثمانين والثانية والثمانين',
    zh: '2016年4月14日和15日；第八十届和第八十二届会议',
  },
];

test.each(sameInAll)('the same times in all six languages: $en', (texts) => {
  const facts = (language: Language) =>
    timer(assembly(language))(texts[language]).map(({ start: _, end: __, ...time }) => time);
  for (const language of languages) expect(facts(language), language).toEqual(facts('en'));
  expect(facts('en').length).toBeGreaterThan(2);
});

describe('a line of a cover', () => {
  const cases: readonly [Language, string, string | null, string, number][] = [
    ['en', 'Seventy-fifth session', null, 'regular', 75],
    ['en', '2025 session', null, 'regular', 2025],
    ['en', 'Eleventh emergency special session', null, 'emergency', 11],
    ['fr', 'Dixième session extraordinaire d’urgence', null, 'emergency', 10],
    ['fr', 'Soixante et onzième session', null, 'regular', 71],
    ['fr', 'Session de 2025', null, 'regular', 2025],
    ['es', 'Septuagésimo noveno período de sesiones', null, 'regular', 79],
    ['es', 'Período de sesiones de 2025', null, 'regular', 2025],
    ['ru', 'Семьдесят девятая сессия', null, 'regular', 79],
    ['ru', 'Сессия 2025 года', null, 'regular', 2025],
    ['ar', 'الدورة التاسعة والسبعون', null, 'regular', 79],
    ['ar', 'دورة عام 2025', null, 'regular', 2025],
    ['zh', '第七十九届会议', null, 'regular', 79],
    ['zh', '2025年届会', null, 'regular', 2025],
    ['en', 'Human Rights Council Fifty-ninth session', 'unga-hrc', 'regular', 59],
  ];
  test.each(cases)('%s %s', (language, line, organ, kind, number) => {
    expect(parseSession(line, lexicons[language])).toEqual({ organ, kind, number, byYear: number > 1900 });
  });

  test.each([
    ['ar', '18 تشرين الثاني/نوفمبر 2024', '2024-11-18'],
    ['ar', '١٨ تشرين الثاني/ نوفمبر ٢٠٢٤', '2024-11-18'],
    ['ar', '17 جمادى الأولى 1446 هـ (19 نوفمبر 2024)', '2024-11-19'],
    ['fr', '1er juillet 2024', '2024-07-01'],
    ['es', '1 de setiembre de 2024', '2024-09-01'],
    ['zh', '2024 年 11 月 18 日', '2024-11-18'],
    ['en', 'Distr.: Limited 18 November 2024', '2024-11-18'],
    ['en', '30 February 2024', null],
  ] as const)('%s %s', (language, line, date) => expect(parseDate(line, lexicons[language])).toBe(date));
});

describe('sessions of the calendar', () => {
  test.each([
    ['unga', 'regular', 1, '1946-01-10', '1946-12-31'],
    ['unga', 'regular', 30, '1975-09-16', '1975-12-31'],
    ['unga', 'regular', 81, '2026-09-08', '2026-12-31'],
    ['unga', 'regular', 91, '2036-09-09', '2036-12-31'],
    ['unga', 'emergency', 10, '1997-04-24', null],
    ['unga-hrc', 'regular', 64, '2027-02-01', '2027-04-30'],
  ] as const)('%s %s %i', (organ, kind, number, opens, mainPartEnds) => {
    expect(sessionWindow({ organ, kind, number })).toMatchObject({ opens, mainPartEnds });
  });

  test('the rule of opening gives the dates of the reference data', () => {
    for (let number = 79; number < 90; number++) {
      const window = sessionWindow({ organ: 'unga', kind: 'regular', number });
      const following = sessionWindow({ organ: 'unga', kind: 'regular', number: number + 1 });
      expect(window?.closes && window.closes < (following?.opens ?? '')).toBe(true);
    }
  });

  test('a day of a session falls in it', () => {
    const ref = fc.oneof(
      fc.record({
        organ: fc.constant('unga'),
        kind: fc.constant('regular' as const),
        number: fc.integer({ min: 1, max: 120 }),
      }),
      fc.record({
        organ: fc.constant('unga-hrc'),
        kind: fc.constant('regular' as const),
        number: fc.integer({ min: 1, max: 80 }),
      }),
      fc.record({
        organ: fc.constant('unecosoc'),
        kind: fc.constant('regular' as const),
        number: fc.integer({ min: 2015, max: 2060 }),
      }),
    );
    fc.assert(
      fc.property(ref, (session) => {
        const window = sessionWindow(session);
        expect(window && sessionOf(session.organ, window.opens)).toEqual(session);
        expect(window?.closes && window.opens <= window.closes).toBe(true);
      }),
    );
  });
});

// ---- laws

const day = fc
  .record({
    year: fc.integer({ min: 1900, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    share: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ year, month, share }) => ({ year, month, day: 1 + Math.floor(share * daysIn(year, month)) }));

const printed: Readonly<Record<Language, (day: number, month: number, year: number) => string>> = {
  en: (d, m, y) => `${d} ${dates.rows[m - 1]?.en} ${y}`,
  fr: (d, m, y) => `${d === 1 ? '1er' : d} ${dates.rows[m - 1]?.fr} ${y}`,
  es: (d, m, y) => `${d} de ${dates.rows[m - 1]?.es} de ${y}`,
  ru: (d, m, y) => `${d} ${dates.rows[m - 1]?.ru} ${y} года`,
  ar: (d, m, y) => `${d} ${dates.rows[m - 1]?.ar} ${y}`,
  zh: (d, m, y) => `${y}年${m}月${d}日`,
};

test.each(languages)('a printed date is read back: %s', (language) => {
  fc.assert(
    fc.property(day, ({ year, month, day }) => {
      const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      expect(parseDate(printed[language](day, month, year), lexicons[language])).toBe(iso);
    }),
  );
});

const sessionLine: Readonly<Record<Language, (row: (typeof ordinals.rows)[number]) => readonly string[]>> = {
  en: (row) => [`${row.en} session`, `${row.en.replace(/-/g, ' ')} session`],
  fr: (row) => [`${row.fr} session`, `${row.fr.replace(/ /g, '-')} session`],
  es: (row) => [`${row.es} período de sesiones`],
  ru: (row) => [`${row.ru} сессия`, `на ее ${row.ru_oblique} сессии`],
  ar: (row) => [
    `الدورة ${row.ar}`,
    `في دورتها ${row.ar_oblique}`,
    `في دورتها ${row.ar_oblique.replace(/[أإآ]/g, 'ا')}`,
  ],
  zh: (row) => [`${row.zh}会议`],
};

test.each(languages)('every ordinal of the reference data is read: %s', (language) => {
  for (const row of ordinals.rows)
    for (const line of sessionLine[language](row))
      expect(parseSession(line, lexicons[language])?.number, line).toBe(row.n);
});

test('any text gives times in order, apart, inside it, and from before to', () => {
  const word = fc.constantFrom(
    'by',
    'at its',
    'seventy-ninth',
    'session',
    '14',
    'and',
    'May',
    '2026',
    'every two years',
    'within',
    '90 days',
    ', ',
    '第七十届会议',
    '\u200e',
    'İ',
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(word).map((words) => words.join(' ')),
      ),
      (language, text) => {
        let end = 0;
        for (const time of timer(assembly(language))(text)) {
          expect(time.start).toBeGreaterThanOrEqual(end);
          expect(time.end).toBeGreaterThan(time.start);
          end = time.end;
          if (time.from !== null && time.to !== null) expect(time.from <= time.to).toBe(true);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      },
    ),
    { numRuns: 400 },
  );
});

test('time is linear in the text', () => {
  const find = timer(assembly('en'));
  for (const piece of [
    '1 May 2020 and ',
    'seventy-ninth and ',
    'session ',
    'by the end of its ',
    '2020, 2021 ',
    'every two ',
    'the Committee at its tenth session of the Board, ',
    'first first session ',
    'the 2030 agenda in 2020 ',
  ])
    expect(find(piece.repeat(20_000)).length).toBeGreaterThanOrEqual(0);
}, 10_000);

test('a month later keeps inside the month', () => {
  expect(plusDuration('2024-01-31', 'P1M')).toBe('2024-02-29');
  expect(plusDuration('2024-02-29', 'P1Y')).toBe('2025-02-28');
});
