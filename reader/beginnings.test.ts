import { describe, expect, test } from 'vitest';
import { beginningsOf, matchesBegun } from './beginnings.ts';

const texts = [
  'each year, every second year and once every year',
  'planned annually; the annual report; biannually',
  'within the next 90 days, within ninety days',
  'an',
  '',
];

describe('places where a phrase can begin', () => {
  test.each([
    [
      ['annual', 'annually', '(every|each) year', '[once] every second year'],
      'annually|annual|(?:every|each) year|(?:once )?every second year',
    ],
    [['within [the next] [the following] {span}'], 'within (?:the next )?(?:90|ninety) days'],
  ])('finds what looking everywhere finds: %j', (phrases, source) => {
    const begun = beginningsOf(phrases, [], 'en');
    if (begun === null) throw new Error('the phrases begin openly');
    const bounded = `(?<![a-z])(?:${source})(?![a-z])`;
    for (const text of texts)
      expect(
        matchesBegun([new RegExp(bounded, 'yu')], begun, text)[0]?.map(({ index, 0: match }) => [index, match]),
      ).toEqual([...text.matchAll(new RegExp(bounded, 'gu'))].map(({ index, 0: match }) => [index, match]));
  });

  test.each([['{span} later'], ['*ly'], ['an'], ['[once] a']])('are open for %j', (phrase) => {
    expect(beginningsOf([phrase], [], 'en')).toBeNull();
  });
});
