import { expect, it } from 'vitest';
import { type Publication, plain } from '../model.ts';
import { toOutline } from './outline.ts';
import { type Sheet, wrapped } from './sheet.ts';
import { letter, pair, specimen, specimenFindings } from './specimen.ts';

// Columns enough like a terminal's for these texts: Chinese is two wide, controls of direction none.
const stringWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : /\p{Cf}/u.test(letter) ? 0 : 1), 0);

const sheet: Sheet = {
  columns: 80,
  width: stringWidth,
  ink: (_, text) => text,
  sentence: (finding) => `About ${finding.code}.`,
  sessionDays: () => ({ from: '2044-09-13', to: '2045-09-11' }),
  lines: 2,
};
const outline = toOutline(specimen, specimenFindings, sheet);

it.each([
  ['the session with its days', 'session      Ninety-ninth session (13 September 2044 – 11 September 2045)'],
  ['the sponsor', 'sponsor      Utopia'],
  ['the note of the cover', 'note *       On behalf of the coastal States.'],
  ['the counts', '1 preambular · 3 operative · 2 sub-paragraphs · 1 section · 1\n'],
  ['a paragraph', '  pp1          Recalling its resolution 98/7 of 12 December 2043,'],
  ['its citation', 'cites        A/RES/98/7'],
  ['its note', 'note ¹       See A/98/PV.3.'],
  ['a sub-paragraph', '    op1.a        (a) Their maps of <shoals>'],
  ['a named time', '“at its one hundredth session”: 12 September 2045'],
  ['a table', 'table of 2 × 2: Light | Height | metres'],
  ['a finding', '  op3          About number-out-of-order. [number-out-of-order]'],
])('shows %s', (_, expected) => expect(outline).toContain(expected));

it('keeps every line inside the page', () => {
  for (const publication of [specimen, pair, letter]) {
    for (const line of toOutline(publication, specimenFindings, sheet).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(80);
    }
  }
});

it('isolates what runs from right to left', () => {
  expect(toOutline(pair, [], sheet)).toContain('\u2067١. تقرر أن تبقي المسألة قيد نظرها.\u2069');
});

it('shows control characters and does not send them', () => {
  const evil: Publication = {
    ...letter,
    contents: [{ kind: 'passage', id: 'p\u001b[2J', ...plain('\u001b]0;x\u0007') }],
  };
  expect(toOutline(evil, [], sheet)).not.toMatch(/\p{Cc}(?<!\n)/u);
});

it.each([
  ['short', 20, 2, ['short']],
  ['one two three four', 10, 2, ['one two', 'three four']],
  ['one two three four five six', 10, 2, ['one two', 'three fou…']],
  ['大会决定继续处理此案并请秘书长', 10, 2, ['大会决定继', '续处理此…']],
  ['', 10, 2, []],
])('wraps %s', (text, columns, most, expected) => expect(wrapped(text, columns, most, stringWidth)).toEqual(expected));
