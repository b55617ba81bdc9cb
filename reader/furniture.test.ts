import { describe, expect, test } from 'vitest';
import { readText } from './formats/text.ts';
import { withoutFurniture } from './furniture.ts';

/** What is left of a text, one line each; `|` before a line says that a page ended before it. */
const kept = (text: string): string[] =>
  withoutFurniture(readText(text).units).lines.map(({ line, pageBreak }) => (pageBreak ? `|${line.text}` : line.text));

const dropped = (text: string): unknown[] =>
  withoutFurniture(readText(text).units).findings.map(({ code, values }) => `${code} ${values.text}`);

const cover = ['United Nations', 'A/RES/80/7', 'General Assembly'];
const page = (foot: readonly string[], head: readonly string[]): string =>
  [...cover, 'Recalling its resolution on', ...foot, ...head, 'harbours and lights,'].join('\n');

const feet: readonly (readonly [string, readonly string[]])[] = [
  ['page of pages', ['2/3']],
  ['page and job number', ['2/3 25-18834']],
  ['job number, page', ['25-18834 2/3']],
  ['bar code', ['25-18834 (E)', '*2518834*']],
  ['dashes', ['- 2 -']],
  ['page with its word', ['Page 2 of 3']],
  ['continuation', ['/...']],
  ['recycling', ['Please recycle']],
];

describe('feet of pages', () => {
  test.each(feet)('%s', (_, foot) => {
    const text = page(foot, []);
    expect(kept(text)).toEqual([...cover, 'Recalling its resolution on', '|harbours and lights,']);
    expect(dropped(text)).toEqual(foot.map((line) => `furniture-removed ${line.replaceAll('*', '')}`));
  });
  test.each([['2025'], ['2 lighthouses'], ['79/12. Harbours'], ['resolution 79/12'], ['1.'], ['in 2024-2025']])(
    '%j is text',
    (line) => {
      expect(kept(page([line], []))).toContain(line);
    },
  );
  test('bare figures are page numbers where they count on', () => {
    expect(kept('one\n1\ntwo\n2\nthree')).toEqual(['one', '|two', '|three']);
    expect(kept('one\n12\ntwo\n40\nthree')).toEqual(['one', '12', 'two', '40', 'three']);
  });
});

describe('running heads', () => {
  test.each([
    [['A/RES/80/7 Harbours and lights']],
    [['Harbours and lights A/RES/80/7']],
    [['Cooperation of the harbours that lie', 'on the lakes A/RES/80/7']],
    [['A/RES/ 80/7']],
  ])('%j', (head) => {
    expect(kept(page(['2/3'], head))).toEqual([...cover, 'Recalling its resolution on', '|harbours and lights,']);
  });
  test('a symbol below the head is text', () => {
    const lines = ['as said in paragraph 4;', 'see A/RES/80/7'];
    expect(kept(page(['2/3'], lines))).toEqual([
      ...cover,
      'Recalling its resolution on',
      '|as said in paragraph 4;',
      'see A/RES/80/7',
      'harbours and lights,',
    ]);
  });
  test('the cover keeps its symbol', () => {
    expect(kept(page([], []))).toContain('A/RES/80/7');
  });
  test('a line that begins three pages', () => {
    const pages = ['first words of', 'second words of', 'third words of', 'fourth words of'];
    expect(kept(pages.map((line) => `Report of the Harbour Master 4\n${line}`).join('\n\f'))).toEqual([
      'Report of the Harbour Master 4',
      'first words of',
      '|second words of',
      '|third words of',
      '|fourth words of',
    ]);
  });
  test('the letter that large print sets apart belongs to the symbol', () => {
    const text = ['United Nations', 'A', '/RES/80/7', 'one of', '2/3', 'Harbours A/RES/80/7', 'two'].join('\n');
    expect(kept(text)).toEqual(['United Nations', 'A', '/RES/80/7', 'one of', '|two']);
  });
  test('what the geometry of a page tells is believed', () => {
    const { units } = readText('Harbours\n2/3\ntext');
    const [head, foot, text] = units;
    if (head === undefined || foot === undefined || text === undefined) throw new Error('three lines');
    const told = withoutFurniture([
      { ...head, role: 'head' },
      { ...foot, role: 'body' },
      { ...text, role: 'foot' },
    ]);
    expect(told.lines.map(({ line }) => line.text)).toEqual(['2/3']);
  });
});
