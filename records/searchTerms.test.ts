import { describe, expect, it } from 'vitest';
import { termsOf } from './searchTerms.ts';

const terms = (text: string, language: Parameters<typeof termsOf>[1]): string[] =>
  termsOf(text, language).trim().split(' ');

describe('terms of a text', () => {
  it.each([
    ['a word by its stem, and as written where that differs', 'Reports', 'en', ["'reports':1", "'en:report':1"]],
    ['a word that is its stem once', 'report', 'en', ["'en:report':1"]],
    ['stop words leave their place free', 'the report of peace', 'en', ["'en:report':2", "'en:peac':4", "'peace':4"]],
    ['a word of an unknown language in all', 'rapports', null, ["'en:rapport':1", "'fr:rapport':1", "'es:rapports':1"]],
    ['a stop word of one language is a word of the others', 'para', null, ["'en:para':1", "'fr:para':1"]],
    [
      'words of other letters are of no language',
      'доклад UNESCO 2030',
      'ru',
      ["'ru:доклад':1", "'unesco':2", "'2030':3"],
    ],
    ['letters tell Russian and Arabic whatever the text is in', 'доклад', 'en', ["'ru:доклад':1"]],
    ['a word again at its places', 'peace, peace', 'fr', ["'peace':1,2", "'fr:peac':1,2"]],
    ['Chinese by pairs', '秘书长', 'zh', ["'秘书':1", "'书长':2", "'长':3"]],
    [
      'a symbol by its parts',
      'A/RES/79/9',
      'fr',
      ["'#a/res':1", "'#a/res/79':1", "'#a/res/79/9':1", "'#res/79/9':1", "'#79/9':1"],
    ],
    [
      'a symbol with a year, with it and without, and number and year as words',
      'S/RES/2250 (2015)',
      'en',
      [
        "'#s/res':1",
        "'#s/res/2250(2015)':1",
        "'#res/2250(2015)':1",
        "'#s/res/2250':1",
        "'#res/2250':1",
        "'2250':1",
        "'2015':1",
      ],
    ],
    ['a part of a symbol that has a letter', 'ES-11/L.5', 'en', ["'#es-11':1", "'#es-11/l.5':1", "'#l.5':1"]],
  ] as const)('%s', (_, text, language, expected) => {
    expect(terms(text, language).toSorted()).toEqual([...expected].toSorted());
  });
});
