import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elementsOf, readXml, textOf } from './xml.ts';

const repairs = (source: string): unknown[] => readXml(source).findings.map((finding) => finding.values.repair);

test.each([
  ['<a x="1" x="2">t</a>', ['repeated-attribute']],
  ['<a>t &nbsp; &foo; & b</a>', ['bad-entity', 'bad-entity', 'bad-entity']],
  ['<a>&#0;&#x1F600;</a>', ['bad-character']],
  ['<a><b>c</a>', ['unclosed']],
  ['<a>b</c></a>', ['stray-end']],
  ['<a><b>c', ['unclosed', 'unclosed']],
  ['x<a/>', ['stray-text']],
  ['<a/><b/>', ['second-root']],
  ['', ['missing-root']],
  ['<a>&amp;&lt;&#39;<!-- c --><![CDATA[<x>]]></a>', []],
])('%s is mended with findings', (source, expected) => {
  expect(repairs(source)).toEqual(expected);
});

test('text is joined over comments and sections, its offsets are the source', () => {
  const source = '<a>one<!-- c --> two<b>three</b>\r\nfour</a>';
  const [root] = elementsOf(readXml(source));
  expect(root && textOf(root)).toBe('one twothree\nfour');
  const [inner] = root ? elementsOf(root) : [];
  expect(source.slice(inner?.start, inner?.end)).toBe('<b>three</b>');
});

test('declared entities are not expanded', () => {
  const source = '<!DOCTYPE a [<!ENTITY e "long text">]><a>&e;</a>';
  expect(readXml(source).children.map(textOf).join('').trim()).toBe('&e;');
});

test('depth and number of nodes are bounded, and the text of what is too deep is kept', () => {
  const deep = readXml(`${'<a>'.repeat(50)}x${'</a>'.repeat(50)}y`, { depth: 10, nodes: 1000 });
  expect(deep.findings.map((finding) => finding.values.repair)).toEqual(['too-deep', 'stray-text']);
  expect(deep.children.map(textOf).join('')).toBe('xy');
  const many = readXml('<a/>'.repeat(50), { depth: 10, nodes: 20 });
  expect(many.findings[0]?.code).toBe('text-limited');
  expect(many.children.length).toBe(20);
});

test('any text gives a tree', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    'a',
    'b',
    '"',
    "'",
    '=',
    ' ',
    '&',
    ';',
    '#x41',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<!DOCTYPE',
    '[',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { children } = readXml(pieces.join(''));
      for (const child of children) textOf(child);
    }),
    { numRuns: 1000 },
  );
});

test('an end tag that is never closed keeps the text behind its name', () => {
  const { children, findings } = readXml('<a><b>one</b></c two three');
  expect(textOf({ kind: 'element', name: '', prefix: '', attributes: {}, children, start: 0, end: 0 })).toContain(
    'two three',
  );
  expect(findings.some((finding) => finding.values.repair === 'unclosed')).toBe(true);
});

test('a start tag that is never closed says what it swallowed', () => {
  const { findings } = readXml('<a><b>one</b><c class="two three and all the rest of the text');
  expect(findings.map((finding) => finding.code)).toContain('text-limited');
});
