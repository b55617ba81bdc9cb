import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from './block.ts';
import { placeOf, strand } from './strand.ts';
import { readText } from './text.ts';

const only = (source: string): Line => {
  const { units } = readText(source);
  expect(units).toHaveLength(1);
  return units[0] as Line;
};

/** The source, the text, its emphasis as `kind:letters`, and its calls as `marker@letters before`. */
const lines: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['plain', 'plain', [], []],
  ['*Recalling* its words', 'Recalling its words', ['italic:Recalling'], []],
  ['_Recalling_ its words', 'Recalling its words', ['italic:Recalling'], []],
  ['**1. Requests** and __urges__', '1. Requests and urges', ['bold:1. Requests', 'bold:urges'], []],
  ['in resolution 79/1¹² of', 'in resolution 79/1 of', [], ['12@in resolution 79/1']],
  ['its words^{3}, and', 'its words, and', [], ['3@its words']],
  ['its words[^4]; *notes*^5', 'its words; notes', ['italic:notes'], ['4@its words', '5@its words; notes']],
  ['Cameroon and Egypt:* draft', 'Cameroon and Egypt: draft', [], ['*@Cameroon and Egypt:']],
  ['¹ A/79/1.', 'A/79/1.', [], ['1@']],
  ['two   blanks', 'two blanks', [], []],
  ['\u200fإن \u200e79/1\u200f', 'إن 79/1', [], []],
  ['2 * 3 * 4', '2 * 3 * 4', [], []],
  ['file_name_here', 'file_name_here', [], []],
  ['* on behalf of', '* on behalf of', [], []],
];

describe('a line of plain text', () => {
  test.each(lines)('%j', (source, text, marks, notes) => {
    const line = only(source);
    expect(line.text).toBe(text);
    expect(line.marks.map((mark) => `${mark.kind}:${text.slice(mark.start, mark.end)}`)).toEqual(marks);
    expect(line.notes.map((note) => `${note.marker}@${text.slice(0, note.at).trimEnd()}`)).toEqual(notes);
  });
});

describe('plain text', () => {
  test('counts blank lines, pages and indents', () => {
    const { units } = readText('one\n\n\n    two  \n\fthree\nfour');
    expect(units.map(({ text, gap, page, left }) => [text, gap, page, left])).toEqual([
      ['one', 0, 1, 0],
      ['two', 2, 1, 4],
      ['three', 0, 2, 1],
      ['four', 0, 2, 0],
    ]);
  });
  test('nothing is nothing', () => {
    expect(readText('').units).toEqual([]);
    expect(readText(' \n\t\n').units).toEqual([]);
  });

  const text = fc.string({ unit: fc.constantFrom(...'ab1*_^{}[]¹² \n\f\u200f,.'), maxLength: 60 });
  test('every letter of a line stands in the source where its place says', () => {
    fc.assert(
      fc.property(text, (source) => {
        let last = 0;
        for (const line of readText(source).units) {
          const piece = strand(line, line.place, line.page, line.origins);
          const place = placeOf(piece);
          expect(place.start).toBeGreaterThanOrEqual(last);
          expect(place.end).toBeLessThanOrEqual(source.length);
          last = place.end;
          if (line.text !== '') expect((source[place.start] ?? '').trim()).toBe(line.text[0]);
          for (const [at, letter] of [...line.text].entries()) {
            const origin = piece.origins.findLast((item) => item.at <= at);
            const found = source[(origin?.source ?? 0) + at - (origin?.at ?? 0)];
            expect(/\s/.test(found ?? '') ? ' ' : found).toBe(letter);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
  test('keeps every letter that is no markup', () => {
    const bare = (value: string): string => value.replace(/[^\p{L}.,]/gu, '');
    fc.assert(
      fc.property(text, (source) => {
        const { units } = readText(source);
        const read = units.map((line) => line.text + line.notes.map((note) => note.marker).join('')).join('');
        expect([...bare(read)].sort().join('')).toBe([...bare(source)].sort().join(''));
      }),
      { numRuns: 400 },
    );
  });
});
