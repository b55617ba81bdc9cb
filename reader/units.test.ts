import { describe, expect, test } from 'vitest';
import type { Block } from './formats/block.ts';
import { lexicons } from './languages/index.ts';
import type { Language } from './model.ts';
import { openings } from './openings.ts';
import { dateLine, type Item, itemOf } from './units.ts';

const item = (text: string, language: Language = 'en', number?: string): Item => {
  const block: Extract<Block, { kind: 'paragraph' }> = {
    kind: 'paragraph',
    text,
    marks: [],
    notes: [],
    look: {},
    place: { start: 0, end: text.length },
    ...(number === undefined ? {} : { number }),
  };
  return itemOf(block, openings(lexicons[language]));
};

const ends: readonly (readonly [string, Item['ends']])[] = [
  ['the harbours,', 'comma'],
  ['the “harbours”,', 'comma'],
  ['the harbours,”', 'comma'],
  ['المرافئ،', 'comma'],
  ['港口，', 'comma'],
  ['the harbours;', 'semicolon'],
  ['المرافئ؛', 'semicolon'],
  ['港口；', 'semicolon'],
  ['the harbours:', 'colon'],
  ['les ports :', 'colon'],
  ['港口：', 'colon'],
  ['the harbours.', 'stop'],
  ['the harbours.”)', 'stop'],
  ['the harbours.12', 'stop'],
  ['港口。', 'stop'],
  ['the harbours.*', 'stop'],
  ['the harbours', 'open'],
  ['resolution 79/7', 'open'],
  ['', 'open'],
];

describe('a paragraph', () => {
  test.each(ends)('%j ends with a %s', (text, expected) => {
    expect(item(text).ends).toBe(expected);
  });
  test('a typed number stands in its text, a counted one beside it', () => {
    expect(item('(a) Requests the ports;')).toMatchObject({ number: { text: '(a)', length: 4 }, caps: true });
    expect(item('Requests the ports;', 'en', '(a)')).toMatchObject({ number: { text: '(a)', length: 0 }, caps: true });
    expect(item('Requests the ports;', 'en', '3.').opening?.operative).toBe(true);
    expect(item('Requests the ports;', 'en', '3.').number).toMatchObject({ text: '3', values: { decimal: 3 } });
  });
  test('a bare figure numbers only before an operative verb', () => {
    expect(item('3 Requests the ports;').number?.text).toBe('3');
    expect(item('3 ports are closed;').number).toBeNull();
  });
  test('a quoted verb opens', () => {
    expect(item('“Recalling its resolution,').opening?.preambular).toBe(true);
  });
  test.each([
    ['the harbours', false],
    ['The harbours', true],
    ['1. the harbours', false],
    ['“The harbours', true],
    ['港口', true],
    ['2030 Agenda', true],
  ])('%j begins with a capital: %s', (text, caps) => {
    expect(item(text).caps).toBe(caps);
  });
});

test.each([
  ['18 November 2024', true],
  ['1er décembre 2024', true],
  ['18 de noviembre de 2024', true],
  ['18 ноября 2024 года', true],
  ['2024年11月18日', true],
  ['18 تشرين الثاني/نوفمبر 2024', true],
  ['Geneva, 18 November 2024', true],
  ['18 November 2024, at sea', false],
  ['39th plenary meeting', false],
])('%j is a date and nothing else: %s', (text, is) => {
  expect(dateLine.test(text)).toBe(is);
});
