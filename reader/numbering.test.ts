import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareNumber, type Enclosure, type Numeral, partValue, printedNumber, roman, romanValue } from './numbering.ts';

/** The paragraph, its number as printed, how that counts, what encloses it, and what stands behind it. */
type Case = readonly [string, string, Partial<Record<Numeral, number>>, Enclosure, string];

const numbered: readonly Case[] = [
  ['1. Requests the harbours', '1', { decimal: 1 }, 'stop', 'Requests the harbours'],
  ['12.Requests the harbours', '12', { decimal: 12 }, 'stop', 'Requests the harbours'],
  ['14 . Demande aux ports', '14', { decimal: 14 }, 'stop', 'Demande aux ports'],
  ['3 bis. Invites them', '3 bis', { decimal: 3 }, 'stop', 'Invites them'],
  ['(4 ter) To invite them', '(4 ter)', { decimal: 4 }, 'brackets', 'To invite them'],
  ['2) To build', '2)', { decimal: 2 }, 'bracket', 'To build'],
  ['(a) To build', '(a)', { letter: 1 }, 'brackets', 'To build'],
  ['(c) To build', '(c)', { letter: 3, roman: 100 }, 'brackets', 'To build'],
  ['a) Construir', 'a)', { letter: 1 }, 'bracket', 'Construir'],
  ['(i) To build', '(i)', { letter: 9, roman: 1 }, 'brackets', 'To build'],
  ['(iv) To build', '(iv)', { roman: 4 }, 'brackets', 'To build'],
  ['iii) Construir', 'iii)', { roman: 3 }, 'bracket', 'Construir'],
  ['(bb) To build', '(bb)', { letter: 28 }, 'brackets', 'To build'],
  ['IV. Harbours', 'IV', { 'capital-roman': 4 }, 'stop', 'Harbours'],
  ['A.B are harbours', 'A', { capital: 1 }, 'stop', 'B are harbours'],
  ['B. Harbours', 'B', { capital: 2 }, 'stop', 'Harbours'],
  ['(A) Harbours', '(A)', { capital: 1 }, 'brackets', 'Harbours'],
  ['1 - تطلب إلى الدول', '1', { decimal: 1 }, 'dash', 'تطلب إلى الدول'],
  ['٢ - تطلب إلى الدول', '٢', { decimal: 2 }, 'dash', 'تطلب إلى الدول'],
  ['3– تطلب إلى الدول', '3', { decimal: 3 }, 'dash', 'تطلب إلى الدول'],
  ['4 -تطلب إلى الدول', '4', { decimal: 4 }, 'dash', 'تطلب إلى الدول'],
  ['(أ) بناء المرافئ', '(أ)', { 'arabic-letter': 1 }, 'brackets', 'بناء المرافئ'],
  ['(ا) بناء المرافئ', '(ا)', { 'arabic-letter': 1 }, 'brackets', 'بناء المرافئ'],
  ['(هـ) بناء المرافئ', '(هـ)', { 'arabic-letter': 5 }, 'brackets', 'بناء المرافئ'],
  ['’1‘ بناء المرافئ', '’1‘', { decimal: 1 }, 'brackets', 'بناء المرافئ'],
  ['а) строить порты', 'а)', { 'cyrillic-letter': 1 }, 'bracket', 'строить порты'],
  ['е) строить порты', 'е)', { 'cyrillic-letter': 6 }, 'bracket', 'строить порты'],
  ['(и) строить порты', '(и)', { 'cyrillic-letter': 9 }, 'brackets', 'строить порты'],
  ['㈠ 建造港口', '㈠', { chinese: 1 }, 'brackets', '建造港口'],
  ['（三）建造港口', '(三)', { chinese: 3 }, 'brackets', '建造港口'],
  ['二十一、建造港口', '二十一', { chinese: 21 }, 'stop', '建造港口'],
  ['１．建造港口', '１', { decimal: 1 }, 'stop', '建造港口'],
  ['2. 请秘书长', '2', { decimal: 2 }, 'stop', '请秘书长'],
  ['(c) 建造港口', '(c)', { letter: 3, roman: 100 }, 'brackets', '建造港口'],
];

const unnumbered: readonly string[] = [
  'Requests the harbours',
  '1.5 million tonnes',
  '2024. A year',
  '1 Requests the harbours',
  '1/2 of the harbours',
  '79/12. Harbours',
  'A/RES/79/12',
  'I, the master of the harbour',
  'mild. Winters',
  'U.N. harbours',
  'e.g. the harbours',
  '(see annex) The harbours',
  'y los puertos',
  '',
];

describe('the number that a paragraph opens with', () => {
  test.each(numbered)('%s', (paragraph, text, values, enclosure, rest) => {
    const number = printedNumber(paragraph);
    expect(number).toMatchObject({ text, values, enclosure });
    expect(paragraph.slice(number?.length)).toBe(rest);
  });
  test.each(unnumbered.map((text) => [text]))('none: %j', (text) => {
    expect(printedNumber(text)).toBeNull();
  });
  test.each([
    ['7 Requests', '7', 'Requests'],
    ['II The Secretary', 'II', 'The Secretary'],
    ['12\u00a0\u00a0Prie', '12', 'Prie'],
  ])('bare: %j', (paragraph, text, rest) => {
    const number = bareNumber(paragraph);
    expect(number).toMatchObject({ text, enclosure: 'none' });
    expect(paragraph.slice(number?.length)).toBe(rest);
  });
  test.each([['1. Requests'], ['2024 was a year'], ['III'], ['Requests']])('not bare: %j', (text) => {
    expect(bareNumber(text)).toBeNull();
  });
  test('costs as much for a long paragraph as for a short one, and lies inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'1aiIVأб一(（)）.、 -’‘㈠') }), (text) => {
        for (const number of [printedNumber(text), bareNumber(text)]) {
          if (number === null) continue;
          expect(number.length).toBeGreaterThan(0);
          expect(number.length).toBeLessThanOrEqual(text.length);
          expect(Object.values(number.values).every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
        }
      }),
    );
  });
});

describe('numerals', () => {
  test('Roman ones go there and back', () => {
    for (let value = 1; value < 400; value += 1) {
      expect(romanValue(roman(value))).toBe(value);
      expect(romanValue(roman(value).toLowerCase())).toBe(value);
    }
  });
  test.each([['iiii'], ['vx'], ['ic'], ['vv'], [''], ['mild'], ['xiix']])('%j is not properly Roman', (text) => {
    expect(romanValue(text)).toBeNull();
  });
  test.each([
    ['II', 2],
    ['XIV.', 14],
    ['一', 1],
    ['十', 10],
    ['十二、', 12],
    ['二十', 20],
    ['三十一', 31],
    ['أولا', 1],
    ['ثانيا -', 2],
    ['ثالثاً', 3],
    ['عاشرا:', 10],
    ['A', null],
    ['2', null],
    ['十十', null],
    ['大会', null],
    ['MM', null],
    ['', null],
  ])('%j numbers part %s', (text, value) => {
    expect(partValue(text)).toBe(value);
  });
});
