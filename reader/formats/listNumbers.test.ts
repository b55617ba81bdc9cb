import { expect, test } from 'vitest';
import { numeral } from './listNumbers.ts';

const cases: readonly (readonly [string, readonly number[], string])[] = [
  ['decimal', [1, 10], '1 10'],
  ['decimalZero', [3], '03'],
  ['lowerLetter', [1, 26, 27, 28], 'a z aa bb'],
  ['upperRoman', [4, 9, 44, 1999], 'IV IX XLIV MCMXCIX'],
  ['lowerRoman', [3, 8], 'iii viii'],
  ['arabicAlpha', [1, 2, 3], 'أ ب ت'],
  ['arabicAbjad', [1, 2, 3, 4], 'أ ب ج د'],
  ['russianLower', [1, 4, 10], 'а г к'],
  ['russianUpper', [5], 'Д'],
  ['chineseCounting', [1, 10, 11, 20, 105], '一 十 十一 二十 一百〇五'],
  ['chineseLegalSimplified', [3], '叁'],
  ['ideographTraditional', [1, 2], '甲 乙'],
  ['ordinal', [1, 2, 3, 11, 22], '1st 2nd 3rd 11th 22nd'],
  ['none', [1], ''],
  ['unheardOf', [7], '7'],
];

test.each(cases)('%s', (kind, numbers, printed) => {
  expect(numbers.map((number) => numeral(number, kind)).join(' ')).toBe(printed);
});
