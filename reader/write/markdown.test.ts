import { expect, it } from 'vitest';
import { plain } from '../model.ts';
import { toMarkdown } from './markdown.ts';
import { letter, pair, specimen } from './specimen.ts';

const markdown = toMarkdown(specimen);

it.each([
  ['anchors and numbers', '<a id="op1"></a>1\\. Welcomes the work'],
  ['sub-paragraphs, escaped', '&emsp;<a id="op1.a"></a>(a) Their maps of \\<shoals\\> & "reefs";'],
  ['what looks like emphasis', 'Their \\*joint\\* training\\_courses;'],
  ['emphasis and notes', '<a id="pp1"></a>*Recalling* its resolution 98/7 of 12 December 2043[^1],'],
  ['a note', '[^1]: See A/98/PV.3.'],
  ['a note of the cover', 'Utopia[^cover-1]: draft resolution'],
  ['a table', '| Light | Height \\| metres |\n| --- | --- |\n| North Point | 31 |'],
  ['a section', '### <a id="sec_II"></a>II Harbours'],
])('writes %s', (_, expected) => expect(markdown).toContain(expected));

it('tells the addresses of several resolutions apart', () => {
  expect(toMarkdown(pair)).toContain('<a id="r2.op1"></a>');
});

it('does not make a list of a paragraph that begins like one', () => {
  expect(toMarkdown(letter)).toContain('1\\. The lamp is broken.');
  const dash = { ...letter, contents: [{ kind: 'passage' as const, id: 'passage1', ...plain('- dash') }] };
  expect(toMarkdown(dash)).toContain('\\- dash');
});
