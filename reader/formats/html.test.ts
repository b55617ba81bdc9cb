import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { type HtmlOptions, readHtml } from './html.ts';

function short(source: string, options?: HtmlOptions): string[] {
  const got = readHtml(source, options);
  return got.units.map((unit) => {
    if (unit.kind === 'table') return unit.rows.map((row) => row.map((cell) => cell.text).join(' | ')).join(' // ');
    const opens = unit.kind === 'note' ? unit.marker : (unit.number ?? '');
    expect(got.text.slice(unit.place.start, unit.place.end)).toBe(`${opens} ${unit.text}`.trimStart());
    if (unit.kind === 'note') return `[${unit.marker}] ${unit.text}`;
    return `${unit.number === undefined ? '' : `${unit.number}| `}${unit.text}`;
  });
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['paragraphs, blanks and entities', '<p>One  &amp;\n two</p>three<div>four</div>', ['One & two', 'three', 'four']],
  [
    'what is not text',
    '<head><title>x</title></head><nav>menu</nav><p hidden>no</p><script>1<2</script><p>Yes',
    ['Yes'],
  ],
  [
    'a list with its numbers',
    '<ol start=3 type=a><li>One<ol type=i><li>Two</ol><li value=9>Three</ol>',
    ['c.| One', 'i.| Two', 'i.| Three'],
  ],
  ['an unordered list', '<ul><li><p>One</p><p>more</p><li>Two</ul>', ['•| One', 'more', '•| Two']],
  ['a number typed in a list', '<ol><li>1. One<li>Two</ol>', ['1. One', '2.| Two']],
  ['breaks within a line', '<p>Cooperation<br>between them', ['Cooperation between them']],
  [
    'breaks between paragraphs',
    '<p>Recalling one,<br>Noting two,<br><br>1. Requests',
    ['Recalling one,', 'Noting two,', '1. Requests'],
  ],
  ['a table of data', '<table border=1><tr><td>a<td>b<tr><td>c<td>d</table>', ['a | b // c | d']],
  ['a table that only places', '<table><tr><td>United Nations<td>A/1</table>', ['United Nations', 'A/1']],
  [
    'a table in a table',
    '<table><tr><td><table border=1><tr><td>a<td>b<tr><td>c<td>d</table></table>',
    ['a | b // c | d'],
  ],
  [
    'a note by its link',
    '<p>The plan<sup><a href="#fn1">1</a></sup> is.</p><ol><li id="fn1"><p>See annex. <a href="#r">↩</a></p></ol>',
    ['The plan is.', '[1] See annex.'],
  ],
  [
    'a note in brackets',
    '<p>The plan<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><p><a name="_ftn1" href="#_ftnref1">[1]</a> See annex.</p>',
    ['The plan.', '[1] See annex.'],
  ],
  ['a list of contents is not notes', '<p><a href="#a">1</a></p><h2 id="a">Title</h2>', ['1', 'Title']],
  ['changes accepted', '<p>to <del>meet</del><ins>report</ins>', ['to report']],
  ['marks of direction', '<p>\u200fالجمعية\u200f العامة', ['الجمعية العامة']],
  [
    'the main part of a page',
    `<header>Site</header><main><p>${'Text '.repeat(20)}</main><footer>Imprint</footer>`,
    ['Text '.repeat(20).trim()],
  ],
  ['a number in a span of its own', '<div><span>1.</span><span>Reaffirms it</span></div>', ['1. Reaffirms it']],
  ['lines of text as they are', '<pre>One\n\nTwo</pre>', ['One', 'Two']],
  ['end tags that fit nothing', '</p></b><p>One</i></div><p>two', ['One', 'two']],
];
test.each(cases)('%s', (_, source, expected) => {
  expect(short(source)).toEqual(expected);
});

describe('emphasis and look', () => {
  const first = (source: string) => readHtml(source).units[0];
  test('by element, by class and by style', () => {
    expect(
      first(
        '<style>.v{font-style: italic}</style><p><span class=v>Recalling</span> <b>it</b> <span style="font-weight:700">now</span>',
      ),
    ).toMatchObject({
      text: 'Recalling it now',
      marks: [
        { kind: 'italic', start: 0, end: 9 },
        { kind: 'bold', start: 10, end: 16 },
      ],
    });
  });
  test('headings, centred and right', () => {
    expect(first('<h2 align=center>x</h2>')).toMatchObject({ look: { heading: 2, centred: true } });
    expect(first('<p dir=rtl align=left>x')).toMatchObject({ look: { right: true } });
  });
  test('smaller letters behind a word are raised', () => {
    const source =
      '<style>.a{font-size:10pt}.b{font-size:6.5pt}</style><div><span class=a>conclude in 2024;</span><span class=b>1</span></div>';
    expect(first(source)).toMatchObject({ text: 'conclude in 2024;', notes: [{ at: 17, marker: '1' }] });
  });
});

test('two versions side by side give the later one, or the earlier', () => {
  const row = (old: string, now: string): string =>
    `<tr class="diffchanged"><td class="diffline left">1</td><td class="diffpresent left">${old}</td><td class="diffline right">1</td><td class="diffpresent right">${now}</td></tr>`;
  const source = `<table class="table-diff"><tr><th colspan=4>x</th></tr>${row('*Noting*·it', '*Noting*·that')}${row('##·Article', '##·Article')}</table>`;
  expect(short(source)).toEqual(['Noting that', 'Article']);
  expect(short(source, { view: 'original' })).toEqual(['Noting it', 'Article']);
  expect(readHtml(source).findings).toMatchObject([
    { code: 'changes-tracked', values: { insertions: 1, deletions: 1 } },
  ]);
});

test('any text gives blocks whose places hold', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '<ol>',
    '<li>',
    '<br>',
    'word ',
    '&lt;',
    '<',
    '>',
    '"',
    '<a href=#x>1</a>',
    '<i id=x>',
    '<sup>1</sup>',
    '<ins>',
    '<pre>',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      short(pieces.join(''));
    }),
    { numRuns: 500 },
  );
});

test('depth and length cost no more than their size', () => {
  const begin = performance.now();
  readHtml(`${'<div><i>'.repeat(100_000)}x${'</b></div>'.repeat(100_000)}`);
  readHtml(`<p>${'<i>a</i> b '.repeat(50_000)}`);
  expect(performance.now() - begin).toBeLessThan(5000);
});

const real = '../shared/data/html';
if (!existsSync(real)) console.log(`skipped: real HTML files (${real} is absent)`);
test.skipIf(!existsSync(real))('every real file is read', () => {
  for (const folder of readdirSync(real))
    for (const name of readdirSync(`${real}/${folder}`))
      expect(readHtml(decode(readFileSync(`${real}/${folder}/${name}`)).text).units.length, name).toBeGreaterThan(5);
});
