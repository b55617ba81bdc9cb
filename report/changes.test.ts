import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../reader/model.ts';
import type { Change } from '../reader/wordChanges.ts';
import { changesBetween, changesIn } from './changes.ts';

const told = (changes: readonly Change[]): string =>
  changes.map(({ op, text }) => (op === 'equal' ? text : op === 'insert' ? `{+${text}+}` : `[-${text}-]`)).join('');
const older = (changes: readonly Change[]): string =>
  changes.flatMap(({ op, text }) => (op === 'insert' ? [] : [text])).join('');
const newer = (changes: readonly Change[]): string =>
  changes.flatMap(({ op, text }) => (op === 'delete' ? [] : [text])).join('');

describe('changes to the letter', () => {
  it.each([
    ['a sea chart', 'a lake chart', 'a [-sea -]{+lake +}chart'],
    ['on 12\u00a0May', 'on 12 May', 'on 12[-\u00a0-]{+ +}May'],
    ['l’État', "l'État", "l[-’-]{+'+}État"],
    ['كتابٌ جديد', 'كتاب جديد', 'كتا[-بٌ-]{+ب+} جديد'],
    ['and so on…', 'and so on...', 'and so on[-…-]{+...+}'],
  ])('%s, %s', (a, b, wanted) => {
    expect(told(changesBetween(a, b, null))).toBe(wanted);
  });

  const letter = fc.constantFrom(
    ...[
      'lights',
      'of',
      '75/16',
      'l’État',
      "l'État",
      'high-level',
      'high\u2011level',
      'كتاب',
      'كتابٌ',
      'ـ',
      '灯塔',
      '𝒜',
      'A',
    ],
    ...['…', '...', 'ﷺ', 'é', 'e\u0301', ' ', ' ', '\u00a0', '\u200e', '\u00ad', '，', ',', '\n', '\t'],
  );
  const text = fc.array(letter, { maxLength: 30 }).map((letters) => letters.join(''));
  it('rebuild both texts', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom<Language | null>('en', 'ar', 'zh', null), (a, b, language) => {
        const changes = changesBetween(a, b, language);
        expect(older(changes)).toBe(a);
        expect(newer(changes)).toBe(b);
      }),
      { numRuns: Number(process.env.RUNS ?? 1000) },
    );
  });

  it('in a part of both texts rebuild the parts', () => {
    const place = fc.nat(40);
    fc.assert(
      fc.property(text, text, place, place, place, place, (a, b, ...places) => {
        const span = (of: string, x = 0, y = 0) => ({
          start: Math.min(x, y, of.length),
          end: Math.min(Math.max(x, y), of.length),
        });
        const [inA, inB] = [span(a, places[0], places[1]), span(b, places[2], places[3])];
        const changes = changesIn(changesBetween(a, b, null), inA, inB);
        expect(older(changes)).toBe(a.slice(inA.start, inA.end));
        expect(newer(changes)).toBe(b.slice(inB.start, inB.end));
      }),
    );
  });
});
