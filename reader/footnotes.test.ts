import { describe, expect, test } from 'vitest';
import { withoutNotes } from './footnotes.ts';
import { readText } from './formats/text.ts';
import { withoutFurniture } from './furniture.ts';

/** The lines of the text, and the notes as `mark: lines`. */
function parted(text: string): { text: string[]; notes: string[] } {
  const { lines, notes } = withoutNotes(withoutFurniture(readText(text).units).lines);
  return {
    text: lines.map(({ line }) => line.text),
    notes: notes.map(({ note }) => `${note.marker}: ${note.lines.map((line) => line.text).join(' / ')}`),
  };
}

const above = 'Recalling its resolution 79/7,1 and noting';
const below = 'the report of the harbours,2';
const rule = '__________________';

const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  [
    'under a rule',
    [above, rule, '1 A/79/12.', '2/3', below, '____', '2 A/79/13, annex,', 'sect. II.', '3/3'].join('\n'),
    [above, below],
    ['1: A/79/12.', '2: A/79/13, annex, / sect. II.'],
  ],
  [
    'without a rule, called above and counting on',
    [above, '1 A/79/12.', '2/3', below, '2 A/79/13.', '3/3', 'end'].join('\n'),
    [above, below, 'end'],
    ['1: A/79/12.', '2: A/79/13.'],
  ],
  [
    'superscript marks',
    ['Recalling its resolution 79/7,¹ and', '¹ A/79/12.', '2/3', 'noting'].join('\n'),
    ['Recalling its resolution 79/7, and', 'noting'],
    ['1: A/79/12.'],
  ],
  [
    'asterisks and letters under a rule',
    ['text of the page', rule, '* On behalf of the States.', 'a Not at sea.', '2/3', 'more'].join('\n'),
    ['text of the page', 'more'],
    ['*: On behalf of the States.', 'a: Not at sea.'],
  ],
  [
    'brackets, as Arabic has them',
    ['إذ تشير إلى قرارها 79/7(1) وتلاحظ', rule, '(1) الوثيقة A/79/12.', '2/3', 'التقرير'].join('\n'),
    ['إذ تشير إلى قرارها 79/7(1) وتلاحظ', 'التقرير'],
    ['1: الوثيقة A/79/12.'],
  ],
  [
    'a numbered paragraph ends the notes',
    [above, rule, '1 A/79/12.', '1. Requests the harbours;'].join('\n'),
    [above, '1. Requests the harbours;'],
    ['1: A/79/12.'],
  ],
  [
    'a figure that nothing calls is text',
    ['Recalling that there were', '1 lighthouse and', '2/3', 'two ships'].join('\n'),
    ['Recalling that there were', '1 lighthouse and', 'two ships'],
    [],
  ],
  [
    'a date is text',
    ['as it said in its report,1 on the', '1 December 2026 at sea', '2/3', 'end'].join('\n'),
    ['as it said in its report,1 on the', '1 December 2026 at sea', 'end'],
    [],
  ],
];

describe('notes of a page', () => {
  test.each(cases)('%s', (_, source, text, notes) => {
    expect(parted(source)).toEqual({ text, notes });
  });
  test('begin in the source where their mark does', () => {
    const source = `${above}\n${rule}\n1 A/79/12.\n`;
    const { notes } = withoutNotes(withoutFurniture(readText(source).units).lines);
    const { note } = notes[0] ?? {};
    expect(source.slice(note?.start)).toBe('1 A/79/12.\n');
    expect(source.slice(note?.lines[0]?.place.start, note?.lines[0]?.place.end)).toBe('A/79/12.');
  });
});
