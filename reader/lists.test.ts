import { describe, expect, test } from 'vitest';
import { isDecimal, Lists } from './lists.ts';
import type { Node } from './model.ts';
import { type PrintedNumber, printedNumber } from './numbering.ts';

/** How deep each of the numbers stands, in the order in which they are read. */
function depths(numbers: string): number[] {
  const lists = new Lists();
  const printed = numbers.split(' ').map(numberOf);
  return printed.map((number, index) => {
    const depth = lists.depthOf(number, printed[index + 1] ?? null);
    lists.put(number, depth, []);
    return depth;
  });
}

function numberOf(text: string): PrintedNumber {
  const number = printedNumber(`${text} x`);
  if (number === null) throw new Error(`no number: ${text}`);
  return number;
}

const cases: readonly (readonly [string, string, readonly number[]])[] = [
  ['paragraphs', '1. 2. 3.', [0, 0, 0]],
  ['a list and the next paragraph', '1. (a) (b) 2. (a)', [0, 1, 1, 0, 1]],
  ['(i) below (b)', '1. (a) (b) (i) (ii) (c)', [0, 1, 1, 2, 2, 1]],
  ['(i) after (h)', '1. (a) (b) (c) (d) (e) (f) (g) (h) (i) (j)', [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
  ['(i) below (h)', '1. (g) (h) (i) (ii) (i)', [0, 1, 1, 2, 2, 1]],
  ['(i) after (h) with a list of its own', '1. (g) (h) (i) (i) (ii) (j)', [0, 1, 1, 1, 2, 2, 1]],
  ['i) after h) where ii. is of another form', '1. h) i) ii. j)', [0, 1, 1, 2, 1]],
  ['(i) at once', '1. (i) (ii) (iii)', [0, 1, 1, 1]],
  ['i) below a)', '1. a) b) i) ii) c)', [0, 1, 1, 2, 2, 1]],
  ['(v) after (iv), (v) after (u)', '1. (iv) (v) 2. (u) (v)', [0, 1, 1, 0, 1, 1]],
  ['(c) after a lost (b)', '1. (a) (c)', [0, 1, 1]],
  ['three levels', '1. (a) (i) a) b) (ii) (b)', [0, 1, 2, 3, 3, 2, 1]],
  ['Arabic', '1. (أ) (ب) ’1‘ ’2‘ (ج) 2.', [0, 1, 1, 2, 2, 1, 0]],
  ['Russian', '1. а) б) i) ii) в) 2.', [0, 1, 1, 2, 2, 1, 0]],
  ['Chinese', '1. (a) (b) ㈠ ㈡ (c) 2.', [0, 1, 1, 2, 2, 1, 0]],
  ['a number in brackets that would go on from a paragraph', '4. (5) (6) 5.', [0, 1, 1, 0]],
  ['numbers in brackets', '1. (1) (2) 2.', [0, 1, 1, 0]],
  ['recitals counted with capitals', 'A. B. C. 1.', [0, 0, 0, 0]],
];

describe('depth in lists', () => {
  test.each(cases)('%s: %s', (_, numbers, expected) => {
    expect(depths(numbers)).toEqual(expected);
  });

  test('is bounded', () => {
    const numbers = Array.from('abcdefghijklmnopqrstuvwxyz', (_, index) => (index % 2 === 0 ? '(z)' : 'z)'));
    expect(Math.max(...depths(['1.', ...numbers].join(' ')))).toBeLessThanOrEqual(12);
  });

  test('what is numbered next stands below a paragraph that ends with a colon', () => {
    const lists = new Lists();
    const children: Node[] = [];
    lists.under(children);
    const first = numberOf('(a)');
    expect(lists.put(first, lists.depthOf(first, null), [])).toBe(children);
    lists.close();
    expect(lists.put(first, lists.depthOf(first, null), [])).toBeNull();
  });

  test.each([
    ['3.', true],
    ['3 -', true],
    ['(3)', false],
    ['3)', false],
    ['(a)', false],
  ])('%j counts paragraphs: %s', (text, counts) => {
    expect(isDecimal(numberOf(text))).toBe(counts);
  });
});
