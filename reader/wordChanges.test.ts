import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unset } from './likeness.ts';
import type { Language, Span } from './model.ts';
import { wordChanges } from './wordChanges.ts';

const worded = (text: string, language: Language = 'en', whole: readonly Span[] = []) => ({ text, language, whole });

/** Changes as `[-gone-]{+came+}` in the text. */
const told = (a: string, b: string, language: Language = 'en'): string =>
  wordChanges(worded(a, language), worded(b, language))
    .map(({ op, text }) => (op === 'equal' ? text : op === 'delete' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

const cases: readonly {
  readonly language?: Language;
  readonly a: string;
  readonly b: string;
  readonly told: string;
}[] = [
  { a: 'a report', b: 'an oral report', told: '[-a -]{+an oral +}report' },
  { a: 'of 12 May 2031,', b: 'of 7 May 2031,', told: 'of [-12 -]{+7 +}May 2031,' },
  { a: 'resolution 75/16 on', b: 'resolution 77/18 on', told: 'resolution [-75/16 -]{+77/18 +}on' },
  { a: 'some 2,500 keepers', b: 'some 2,700 keepers', told: 'some [-2,500 -]{+2,700 +}keepers' },
  {
    a: 'the non-governmental body',
    b: 'the intergovernmental body',
    told: 'the [-non-governmental -]{+intergovernmental +}body',
  },
  // A light word alone between two replacements holds nothing together.
  { a: 'work of lights', b: 'care of buoys', told: '[-work of lights-]{+care of buoys+}' },
  {
    language: 'ar',
    a: 'وإذ يشير إلى قراراتها',
    b: 'وإذ يشير كذلك إلى قراراتها',
    told: 'وإذ يشير {+كذلك +}إلى قراراتها',
  },
  {
    language: 'ar',
    a: 'دورتها السابعة والسبعين',
    b: 'دورتها التاسعة والسبعين',
    told: 'دورتها [-السابعة -]{+التاسعة +}والسبعين',
  },
  { language: 'zh', a: '大会第七十五届会议', b: '大会第七十七届会议', told: '大会[-第七十五-]{+第七十七+}届会议' },
  { language: 'zh', a: '第75/16号决议', b: '第77/18号决议', told: '第[-75/16-]{+77/18+}号决议' },
  { language: 'fr', a: 'de l’Organisation', b: 'de l’Assemblée', told: 'de [-l’Organisation-]{+l’Assemblée+}' },
  { a: 'on 12\u00a0May, high-level', b: 'on 12 May, high\u2011level', told: 'on 12 May, high\u2011level' },
  { a: '', b: 'all new', told: '{+all new+}' },
];

describe('word changes', () => {
  it.each(cases)('$told', ({ a, b, told: expected, language }) => {
    expect(told(a, b, language)).toBe(expected);
  });

  it('shows a date or a name as changed as a whole', () => {
    const [a, b] = ['on 12 May 2031 in the Bureau of Lights', 'on 7 May 2031 in the Bureau of Buoys'];
    const spans = (text: string, ...parts: readonly string[]) =>
      parts.map((part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length }));
    const changes = wordChanges(
      worded(a, 'en', spans(a, '12 May 2031', 'Bureau of Lights')),
      worded(b, 'en', spans(b, '7 May 2031', 'Bureau of Buoys')),
    );
    expect(changes.map(({ op, text }) => `${op} ${text.trim()}`)).toEqual([
      'equal on',
      'delete 12 May 2031',
      'insert 7 May 2031',
      'equal in the',
      'delete Bureau of Lights',
      'insert Bureau of Buoys',
    ]);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    'the',
    'of',
    'lights',
    'report',
    '75/16',
    '12',
    'May',
    ',',
    'دورتها',
    '会议',
    '第七十五',
    ' ',
    '  ',
    '\n',
    '-',
    '’s',
  ),
  fc.string({ maxLength: 4 }),
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(' '));
const language = fc.constantFrom<Language>('en', 'ar', 'zh', 'fr', 'ru', 'es');

/** However it is set. */
const blanks = (text: string): string => unset(text).replace(/\s+/gu, ' ');

describe('laws', () => {
  it('changes rebuild both texts, mirror each other and cut no word', () => {
    fc.assert(
      fc.property(text, text, language, (a, b, spoken) => {
        const changes = wordChanges(worded(a, spoken), worded(b, spoken));
        const without = (gone: string) => changes.flatMap(({ op, text: each }) => (op === gone ? [] : [each])).join('');
        expect(blanks(without('insert'))).toBe(blanks(a));
        expect(without('delete')).toBe(b);
        const equal = (list: typeof changes) =>
          list.flatMap(({ op, text: each }) => (op === 'equal' ? [each] : [])).join('');
        expect(blanks(equal(wordChanges(worded(b, spoken), worded(a, spoken))))).toBe(blanks(equal(changes)));
      }),
      { numRuns: 300 },
    );
  });
});
