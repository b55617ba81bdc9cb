import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../reader/model.ts';
import { type Snippet, snippetOf } from './searchSnippet.ts';

/** The snippet with its marks around the words. */
function shown({ text, marks }: Snippet): string {
  return marks
    .toReversed()
    .reduce((left, { start, end }) => `${left.slice(0, start)}[${left.slice(start, end)}]${left.slice(end)}`, text);
}

const filler = (words: number): string => Array.from({ length: words }, (_, at) => `filler${at}`).join(' ');

describe('snippets', () => {
  it.each<readonly [string, Language[], string, string]>([
    ['The reports of States, reported', ['en'], 'report', 'The [reports] of States, [reported]'],
    ['Women, peace and security', ['en'], '"peace and security"', 'Women, [peace and security]'],
    ['Peace with security, security', ['en'], '"peace security"', 'Peace with security, security'],
    ['The Secretary-General and a general', ['en'], 'secretary-general', 'The [Secretary-General] and a general'],
    ["L'État et les états", ['fr'], 'etats', "L'[État] et les [états]"],
    ['See A/RES/79/9 and 79/90', ['en'], '79/9', 'See [A/RES/79/9] and 79/90'],
    ['The report on war', ['en'], 'report -war', 'The [report] on war'],
    ['Reporters report', ['en'], 'reporter*', '[Reporters] report'],
    ['大会请秘书长提出报告', ['zh'], '秘书长报告', '大会请[秘书长]提出[报告]'],
    ['大会请秘书长', ['zh'], '大', '[大]会请秘书长'],
    ['وتقدم المنظمة التقارير', ['ar'], 'تقرير', 'وتقدم المنظمة [التقارير]'],
    ['О докладах', [], 'доклад', 'О [докладах]'],
    ['<b>report</b>', ['en'], 'report', '<b>[report]</b>'],
    ['WHO and who', ['en'], 'who', '[WHO] and who'],
    ['Nothing here', ['en'], 'report', 'Nothing here'],
    ['Nothing here', ['en'], '', 'Nothing here'],
  ])('%s (%s) by %s', (text, languages, typed, expected) => {
    expect(shown(snippetOf(text, typed, languages))).toBe(expected);
  });

  it('marks the word that is being typed', () => {
    expect(shown(snippetOf('The reports', 'rep', ['en'], { prefix: true }))).toBe('The [reports]');
    expect(shown(snippetOf('The reports', 'rep', ['en']))).toBe('The reports');
  });

  it('shows where most of the query stands', () => {
    const text = `report ${filler(60)} report peace ${filler(60)} report report`;
    const snippet = shown(snippetOf(text, 'peace report', ['en']));
    expect(snippet).toContain('[report] [peace]');
    expect(snippet).toMatch(/^….*…$/);
  });

  it('shows the beginning where nothing is found', () => {
    expect(snippetOf(filler(100), 'report', ['en']).text).toMatch(/^filler0 .*filler\d+…$/);
  });

  it('is a piece of the text, of bounded length, with marks in order inside of it', () => {
    const word = fc.constantFrom(
      'report',
      'reports',
      'peace',
      '报告',
      '大会',
      'A/RES/79/9',
      '😀',
      'filler',
      ',',
      'доклад',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 200 }),
        fc.constantFrom(' ', ''),
        fc.constantFrom('report', 'peace report', '"report peace"', '报告', 'filler*', '79/9', 'report report report'),
        (words, between, typed) => {
          const text = words.join(between);
          const snippet = snippetOf(text, typed, []);
          expect(text).toContain(
            snippet.text.slice(snippet.text.startsWith('…') && !text.startsWith('…') ? 1 : 0).replace(/…$/, ''),
          );
          expect(snippet.text.length).toBeLessThan(450);
          let end = 0;
          for (const mark of snippet.marks) {
            expect(mark.start).toBeGreaterThanOrEqual(end);
            expect(mark.end).toBeGreaterThan(mark.start);
            end = mark.end;
          }
          expect(end).toBeLessThanOrEqual(snippet.text.length);
        },
      ),
    );
  });
});
