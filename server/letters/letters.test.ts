import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageTag } from '../../programme/vocabulary.ts';
import { letterOn, type Matter } from './letters.ts';
import { words } from './words.ts';

const link = 'https://rapport.example.org/answer#c2FtcGxl';
const asking = {
  name: 'Amina Diallo',
  asker: 'United Nations',
  body: 'SESRIC',
  title: 'Report on A/RES/79/9, para. 27',
  due: '2027-03-15',
  link,
  until: '2027-05-14',
  as: 'holder',
} as const;

const request = (count: number): Matter => ({ kind: 'request', ...asking, count, words: 'Please be brief.' });
const reminder = (days: number): Matter => ({ kind: 'reminder', ...asking, days });
const outcomes = (count: number): Matter => ({
  ...{ kind: 'outcomes', name: 'Amina', body: 'SESRIC', programme: 'UN and OIC', link },
  outcomes: Array.from({ length: count }, (_, n) => ({ text: `Outcome ${n}`, due: '2027-01-05' })),
});
const agreement = (days: number): Matter => ({
  ...{ kind: 'agreement', name: 'Amina', title: 'Memorandum of 2018', on: '2027-03-15', days, link },
});
const invitation: Matter = { kind: 'invitation', name: 'Amina', inviter: 'Bo', link, until: '2027-03-15T10:00:00Z' };
const reset: Matter = { kind: 'password-reset', name: 'Amina', link, until: '2027-03-15T10:00:00Z' };

/** Numbers that between them take every plural category of the six languages. */
const numbers = [0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 101, 102, 111, 1000, 1_000_000];
const matters: readonly Matter[] = [
  ...numbers.flatMap((n) => [request(n), reminder(n), reminder(-n), agreement(n), agreement(-n)]),
  ...[1, 2, 3, 11, 20, 21, 22, 23, 31, 120].map(outcomes),
  { ...request(2), as: 'deputy' } as Matter,
  { ...request(2), as: 'coordinator' } as Matter,
  ...[invitation, { ...invitation, inviter: null } as Matter, reset],
];

describe.each(languageTag.options)('letters in %s', (language) => {
  it('have words for every plural category, and no more', () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [name, value] of Object.entries(words[language]))
      if (typeof value === 'object') expect([name, Object.keys(value).toSorted()]).toEqual([name, categories]);
  });

  it('say something for every number, with the link on a line of its own', () => {
    for (const matter of matters) {
      const { subject, text } = letterOn(matter, language);
      expect(subject).toMatch(/^[^\n\r]+$/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      expect(text.split('\n')).toContain(link);
    }
  });

  it('print dates in full with Latin digits', () => {
    const { text } = letterOn(request(3), language);
    expect(text).toMatch(/2027/);
    expect(text).toMatch(/15/);
    expect(text).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9]/);
    expect(text).not.toContain('2027-03-15');
  });

  it('keep the words of others on their lines and in their direction', () => {
    const bidi = /[\u061c\u200e\u202a-\u202e\u2066\u2067\u2069]/g;
    const foreign = fc.string({
      unit: fc.constantFrom('a', 'ع', ' ', '\n', '\r', '\0', '\u202e', '\u2067', '\u200f', '字'),
    });
    fc.assert(
      fc.property(foreign, foreign, foreign, (title, body, name) => {
        const matter: Matter = { kind: 'reminder', ...asking, title, body, name, days: 3 };
        const { subject, text } = letterOn(matter, language);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there.
        expect(subject).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: line ends alone may be there.
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
        for (const written of [subject, text]) {
          const isolates = [...written].filter((sign) => sign === '\u2068').length;
          const ends = [...written].filter((sign) => sign === '\u2069').length;
          expect(ends).toBe(isolates);
          expect(written.replaceAll('\u2069', '')).not.toMatch(bidi);
        }
      }),
    );
  });
});

describe('Arabic', () => {
  it('begins each line of ours from the right, names kept apart, the link bare', () => {
    const { subject, text } = letterOn(request(2), 'ar');
    expect(subject.startsWith('\u200f')).toBe(true);
    expect(text).toContain(
      '\u200fيُرجى منكم تقديم تقرير عن مسألتين باسم \u2068SESRIC\u2069 في موعد أقصاه \u206815 مارس 2027\u2069.',
    );
    expect(text).toContain(`\n${link}\n`);
    // The title is another's: it is in English, so its line runs from the left.
    expect(text).toContain('\nReport on A/RES/79/9, para. 27\n');
  });

  it.each([
    [1, 'عن مسألة واحدة'],
    [2, 'عن مسألتين'],
    [5, 'عن \u20685\u2069 مسائل'],
    [11, 'عن \u206811\u2069 مسألة'],
    [100, 'عن \u2068100\u2069 مسألة'],
  ])('counts %i', (count, expected) => {
    expect(letterOn(request(count), 'ar').text).toContain(expected);
  });
});

describe('Russian', () => {
  it.each([
    [1, 'по 1 вопросу'],
    [2, 'по 2 вопросам'],
    [5, 'по 5 вопросам'],
    [21, 'по 21 вопросу'],
  ])('counts %i', (count, expected) => {
    expect(letterOn(request(count), 'ru').text).toContain(`${expected} не позднее 15 марта 2027`);
  });
});

describe('what is told', () => {
  const sentences = (matter: Matter) => letterOn(matter, 'en').text.split('\n\n');

  it.each([
    [reminder(3), '3 days are left: the report of SESRIC is due on 15 March 2027. Asked by: United Nations.'],
    [reminder(1), 'One day is left: the report of SESRIC is due tomorrow, on 15 March 2027. Asked by: United Nations.'],
    [reminder(0), 'The report of SESRIC is due today, 15 March 2027. Asked by: United Nations.'],
    [reminder(-12), 'The report of SESRIC was due on 15 March 2027, 12 days ago. Asked by: United Nations.'],
    [agreement(90), 'Memorandum of 2018 ends in 90 days, on 15 March 2027.'],
    [agreement(-1), 'Memorandum of 2018 ended yesterday, on 15 March 2027.'],
    [outcomes(2), '2 things that SESRIC was to do are overdue. Programme: UN and OIC.'],
    [outcomes(22), '2 more are not listed here.'],
  ])('%#', (matter, expected) => {
    expect(sentences(matter)).toContain(expected);
  });

  it('a deputy and a coordinator are told why it comes to them', () => {
    const as = (who: 'deputy' | 'coordinator') => sentences({ ...request(1), as: who } as Matter).join();
    expect(as('deputy')).toContain('as deputy');
    expect(as('coordinator')).toContain('as coordinator');
    expect(sentences(request(1)).join()).not.toMatch(/deputy|coordinator/);
  });
});
