import { describe, expect, test } from 'vitest';
import { lexicons } from './languages/index.ts';
import { coverOf, titleFacts } from './masthead.ts';
import { type Entry, type Language, type Masthead, plain } from './model.ts';
import { openings } from './openings.ts';

const entryOf = (text: string): Entry => ({ role: 'other', ...plain(text) });

const pairs = (entries: readonly Entry[]): string[] => entries.map((entry) => `${entry.role}: ${entry.text}`);

const cover = (lines: readonly string[], language: Language, withTitle = true) =>
  coverOf(lines.map(entryOf), lexicons[language], openings(lexicons[language]), withTitle);

interface Case {
  readonly name: string;
  readonly language: Language;
  /** The lines as printed, where they are not those of `roles`. */
  readonly lines?: readonly string[];
  readonly roles: readonly string[];
  readonly title: readonly string[];
  readonly facts: Partial<Omit<Masthead, 'entries'>>;
}

const cases: readonly Case[] = [
  {
    name: 'an adopted text of the Assembly',
    language: 'en',
    roles: [
      'publisher: United Nations',
      'symbol: A/RES/80/7',
      'organ: General Assembly',
      'distribution: Distr.: General',
      'date: 9 December 2025',
      'session: Eightieth session',
      'agenda-item: Agenda item 74 (b)',
      'agenda-title: Oceans and the law of the sea: lights of harbours',
      'adoption: Resolution adopted by the General Assembly on 5 December 2025',
      'proponent: [without reference to a Main Committee (A/80/L.7)]',
    ],
    title: ['number: 80/7', 'title: Lights of harbours'],
    facts: {
      symbol: 'A/RES/80/7',
      organ: 'unga',
      session: { organ: 'unga', kind: 'regular', number: 80 },
      sessionText: 'Eightieth session',
      agendaItem: '74 (b)',
      agendaTitle: 'Oceans and the law of the sea: lights of harbours',
      distribution: 'General',
      date: '2025-12-09',
      sponsors: null,
      original: null,
    },
  },
  {
    name: 'a draft of the Council with a sponsor',
    language: 'en',
    roles: [
      'publisher: United Nations',
      'symbol: E/2025/L.14',
      'organ: Economic and Social Council',
      'distribution: Distr.: Limited',
      'date: 9 June 2025',
      'original: Original: English',
      'session: 2025 session',
      'agenda-item: Agenda item 12 (g)',
      'agenda-title: Coordination questions',
      'sponsor: Cameroon and Egypt:* draft resolution',
    ],
    title: ['title: Lights of harbours'],
    facts: {
      symbol: 'E/2025/L.14',
      organ: 'unecosoc',
      agendaItem: '12 (g)',
      sponsors: 'Cameroon and Egypt',
      distribution: 'Limited',
      original: 'English',
      date: '2025-06-09',
    },
  },
  {
    name: 'lines run together',
    language: 'en',
    lines: [
      'United Nations A/C.2/80/L.14',
      'General Assembly',
      'Distr.: Limited 18 November 2025',
      'Eightieth session Agenda item 18 (d) Sustainable development: lights of all harbours of the world',
    ],
    roles: [
      'publisher: United Nations A/C.2/80/L.14',
      'organ: General Assembly',
      'distribution: Distr.: Limited',
      'date: 18 November 2025',
      'session: Eightieth session',
      'agenda-item: Agenda item 18 (d)',
      'agenda-title: Sustainable development: lights of all harbours of the world',
    ],
    title: [],
    facts: { symbol: 'A/C.2/80/L.14', agendaItem: '18 (d)', date: '2025-11-18', distribution: 'Limited' },
  },
  {
    name: 'the letter of large print',
    language: 'en',
    lines: ['A', '/80/L.7', 'General Assembly'],
    roles: ['symbol: A', 'symbol: /80/L.7', 'organ: General Assembly'],
    title: [],
    facts: { symbol: 'A/80/L.7', organ: 'unga' },
  },
  {
    name: 'the letter of large print, for a committee',
    language: 'en',
    lines: ['A', '/C.2/80/L.14', 'General Assembly'],
    roles: ['symbol: A', 'symbol: /C.2/80/L.14', 'organ: General Assembly'],
    title: [],
    facts: { symbol: 'A/C.2/80/L.14' },
  },
  {
    name: 'French',
    language: 'fr',
    roles: [
      'publisher: Nations Unies',
      'symbol: A/RES/80/7',
      'organ: Assemblée générale',
      'distribution: Distr. générale',
      'date: 9 décembre 2025',
      'session: Quatre-vingtième session',
      'agenda-item: Point 74 b) de l’ordre du jour',
      'adoption: Résolution adoptée par l’Assemblée générale le 5 décembre 2025',
      'proponent: [sans renvoi à une grande commission (A/80/L.7)]',
    ],
    title: ['number: 80/7', 'title: Phares des ports'],
    facts: {
      symbol: 'A/RES/80/7',
      organ: 'unga',
      session: { organ: 'unga', kind: 'regular', number: 80 },
      agendaItem: '74 b)',
      date: '2025-12-09',
    },
  },
  {
    name: 'Spanish',
    language: 'es',
    roles: [
      'publisher: Naciones Unidas',
      'symbol: A/RES/80/7',
      'organ: Asamblea General',
      'distribution: Distr. general',
      'date: 9 de diciembre de 2025',
      'session: Octogésimo período de sesiones',
      'agenda-item: Tema 74 b) del programa',
      'adoption: Resolución aprobada por la Asamblea General el 5 de diciembre de 2025',
      'proponent: [sin remisión previa a una Comisión Principal (A/80/L.7)]',
    ],
    title: ['number: 80/7', 'title: Faros de los puertos'],
    facts: {
      organ: 'unga',
      session: { organ: 'unga', kind: 'regular', number: 80 },
      agendaItem: '74 b)',
      date: '2025-12-09',
    },
  },
  {
    name: 'Russian',
    language: 'ru',
    roles: [
      'publisher: Организация Объединенных Наций',
      'symbol: A/RES/80/7',
      'organ: Генеральная Ассамблея',
      'distribution: Distr.: General',
      'date: 9 December 2025',
      'session: Восьмидесятая сессия',
      'agenda-item: Пункт 74 b) повестки дня',
      'adoption: Резолюция, принятая Генеральной Ассамблеей 5 декабря 2025 года',
      'proponent: [без передачи в главные комитеты (A/80/L.7)]',
    ],
    title: ['number: 80/7', 'title: Маяки портов'],
    facts: {
      organ: 'unga',
      session: { organ: 'unga', kind: 'regular', number: 80 },
      agendaItem: '74 b)',
      date: '2025-12-09',
    },
  },
  {
    name: 'Arabic',
    language: 'ar',
    roles: [
      'publisher: الأمم المتحدة',
      'symbol: A/RES/80/7',
      'organ: الجمعية العامة',
      'distribution: Distr.: General',
      'date: 9 December 2025',
      'session: الدورة الثمانون',
      'agenda-item: البند 74 (ب) من جدول الأعمال',
      'adoption: قرار اتخذته الجمعية العامة في 5 كانون الأول/ديسمبر 2025',
      'proponent: [دون الإحالة إلى لجنة رئيسية (A/80/L.7)]',
    ],
    title: ['number: 80/7', 'title: منارات المرافئ'],
    facts: {
      organ: 'unga',
      session: { organ: 'unga', kind: 'regular', number: 80 },
      agendaItem: '74 (ب)',
      date: '2025-12-09',
    },
  },
  {
    name: 'Chinese',
    language: 'zh',
    roles: [
      'publisher: 联合国',
      'symbol: A/RES/80/7',
      'organ: 大会',
      'distribution: Distr.: General',
      'date: 9 December 2025',
      'session: 第八十届会议',
      'agenda-item: 议程项目74(b)',
      'adoption: 2025年12月5日大会决议',
      'proponent: [未经发交主要委员会而通过(A/80/L.7)]',
    ],
    title: ['number: 80/7', 'title: 港口的灯塔'],
    facts: {
      organ: 'unga',
      session: { organ: 'unga', kind: 'regular', number: 80 },
      agendaItem: '74(b)',
      date: '2025-12-09',
    },
  },
];

/** A number and its title stand in one line. */
const printed = (title: readonly string[]): string[] => {
  const [number, text] = title.map((line) => line.replace(/^[a-z-]+: /, ''));
  return number === undefined ? [] : [text === undefined ? number : `${number}. ${text}`];
};

describe('a cover', () => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, { language, lines, roles, title, facts }) => {
    const written = lines ?? [...roles.map((line) => line.replace(/^[a-z-]+: /, '')), ...printed(title)];
    const read = cover(written, language, title.length > 0);
    expect(pairs(read.masthead.entries)).toEqual(roles);
    expect(pairs(read.title)).toEqual(title);
    expect(read.masthead).toMatchObject(facts);
  });
  test('straight behind its item the title of the item comes first, then that of the text', () => {
    const read = cover(['Agenda item 74', 'Oceans and the sea', 'Lights of harbours'], 'en');
    expect(pairs(read.masthead.entries)).toEqual(['agenda-item: Agenda item 74', 'agenda-title: Oceans and the sea']);
    expect(pairs(read.title)).toEqual(['title: Lights of harbours']);
  });
  test('nothing says nothing', () => {
    expect(cover([], 'en')).toEqual({
      masthead: {
        entries: [],
        symbol: null,
        organ: null,
        session: null,
        sessionText: null,
        agendaItem: null,
        agendaTitle: null,
        sponsors: null,
        distribution: null,
        original: null,
        date: null,
      },
      title: [],
    });
  });
});

const titles: readonly (readonly [Language, string, readonly string[]])[] = [
  ['en', '79/9. Lights of harbours', ['number: 79/9', 'title: Lights of harbours']],
  ['en', '79/9 A. Lights of harbours', ['number: 79/9 A', 'title: Lights of harbours']],
  ['en', 'ES-11/10. Lights', ['number: ES-11/10', 'title: Lights']],
  ['en', '2025/21. Lights', ['number: 2025/21', 'title: Lights']],
  ['en', 'WHA79.2 Lights', ['number: WHA79.2', 'title: Lights']],
  ['en', '3369 (XXX). Lights of harbours', ['number: 3369 (XXX)', 'title: Lights of harbours']],
  ['en', 'Resolution 2768 (2025)', ['number: Resolution 2768 (2025)']],
  ['en', 'Draft resolution II', ['part-title: Draft resolution II']],
  ['en', 'Draft resolution II Lights of harbours', ['part-title: Draft resolution II', 'title: Lights of harbours']],
  ['en', 'A', ['part-title: A']],
  ['en', 'Resolution of conflicts at sea', ['title: Resolution of conflicts at sea']],
  ['en', '2030 Agenda for harbours', ['title: 2030 Agenda for harbours']],
  ['fr', 'Projet de résolution I', ['part-title: Projet de résolution I']],
  ['fr', 'Résolution 2768 (2025)', ['number: Résolution 2768 (2025)']],
  ['es', 'Resolución 2768 (2025)', ['number: Resolución 2768 (2025)']],
  ['es', 'Proyecto de resolución I', ['part-title: Proyecto de resolución I']],
  ['ru', 'Резолюция 2768 (2025)', ['number: Резолюция 2768 (2025)']],
  ['ru', 'Проект резолюции I', ['part-title: Проект резолюции I']],
  ['ar', 'القرار 2768 (2025)', ['number: القرار 2768 (2025)']],
  ['zh', '第2768(2025)号决议', ['number: 第2768(2025)号决议']],
  ['ar', 'مشروع القرار الثاني', ['part-title: مشروع القرار الثاني']],
  ['zh', '决议草案一', ['part-title: 决议草案一']],
  ['zh', '一', ['part-title: 一']],
];

test.each(titles)('%s title: %s', (language, text, expected) => {
  expect(pairs(titleFacts([entryOf(text)], lexicons[language], openings(lexicons[language])))).toEqual(expected);
});

test('marks and calls move with the part of the line that they stand in', () => {
  const text = '79/9. Lights of harbours';
  const entry: Entry = {
    ...entryOf(text),
    marks: [{ kind: 'italic', start: 16, end: 24 }],
    notes: [{ at: 24, marker: '*', note: 'note1' }],
  };
  const [number, title] = titleFacts([entry], lexicons.en, openings(lexicons.en));
  expect(number).toMatchObject({ text: '79/9', marks: [], notes: [] });
  expect(title).toMatchObject({
    text: 'Lights of harbours',
    marks: [{ kind: 'italic', start: 10, end: 18 }],
    notes: [{ at: 18, marker: '*', note: 'note1' }],
  });
});
