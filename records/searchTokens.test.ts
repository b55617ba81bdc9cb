import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, tokensOf } from './searchTokens.ts';

const kinds = (text: string): string[] =>
  tokensOf(text).map(({ kind, printed, position }) => `${position} ${kind} ${printed}`);

describe('tokens', () => {
  it.each([
    ['one word after the other', 'Peace, and security', ['1 word Peace', '2 word and', '3 word security']],
    [
      'what an apostrophe cuts off is no word',
      "l’Organisation, the States' and Peru's",
      ['1 word Organisation', '2 word the', '3 word States', '4 word and', '5 word Peru'],
    ],
    ['letters with full stops are one word', 'the U.N.', ['1 word the', '2 word UN']],
    [
      'an older hyphen',
      'co-operation and non-State',
      ['1 word cooperation', '2 word and', '3 word non', '4 word State'],
    ],
    [
      'a symbol is whole',
      'A/RES/79/9, ES-11/1 and E/2025/L.5.',
      ['1 symbol a/res/79/9', '2 symbol es-11/1', '3 word and', '4 symbol e/2025/l.5'],
    ],
    ['with its year', 'S/RES/2250 (2015) (Annex)', ['1 symbol s/res/2250(2015)', '2 word Annex']],
    ['with its session', 'A/RES/3369(XXX), GC(52)/RES/1', ['1 symbol a/res/3369(xxx)', '2 symbol gc(52)/res/1']],
    ['with letters that only look Latin', 'документ А/С.6/75/L.2', ['1 word документ', '2 symbol a/c.6/75/l.2']],
    ['with marks of direction and Arabic digits', '\u200eA/\u200eRES/٧٩/٩ ok', ['1 symbol a/res/79/9', '2 word ok']],
    ['no symbol without a digit', 'and/or', ['1 word and', '2 word or']],
    [
      'Chinese by runs, a comma apart',
      '大会，决定A/79/1号',
      ['1 signs 大会', '4 signs 决定', '7 symbol a/79/1', '8 signs 号'],
    ],
    ['nothing', ' -- … \u0000', []],
  ])('%s', (_, text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it('capitals among small letters are no stop word; a shouted text has none', () => {
    expect(tokensOf('WHO and who').map(({ acronym }) => acronym)).toEqual([true, false, false]);
    expect(tokensOf('THE WHO').map(({ acronym }) => acronym)).toEqual([false, false]);
  });

  it.each([
    ['État', 'etat'],
    ['Йод', 'йод'],
    ['\u0438\u0306од', 'йод'],
    ['Подчёркивая', 'подчеркивая'],
    ['مُؤتَمَر', 'موتمر'],
    ['إلى', 'الي'],
    ['٢٠٣٠', '2030'],
    ['ＵＮ', 'un'],
    ['Türkiye', 'turkiye'],
    ['cœur', 'coeur'],
    ['co\u00adoperation', 'cooperation'],
  ])('%s is compared as %s', (word, expected) => {
    expect(folded(word)).toBe(expected);
  });

  it('tokens stand in the text, in order, and do not overlap', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let [end, position] = [0, 0];
        for (const token of tokensOf(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.position).toBeGreaterThan(position);
          [end, position] = [token.end, token.position];
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
