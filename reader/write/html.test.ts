import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { type Publication, plain } from '../model.ts';
import { toHtml } from './html.ts';
import { publishedAt } from './hypertext.ts';
import { letter, pair, specimen } from './specimen.ts';

interface Element {
  readonly name: string;
  readonly attribs: Readonly<Record<string, string>>;
  readonly children: readonly unknown[];
}

/** All elements of a page. */
function elements(html: string): Element[] {
  const found: Element[] = [];
  const visit = (nodes: readonly unknown[]): void => {
    for (const node of nodes as Element[]) {
      if (node.name !== undefined && node.attribs) found.push(node);
      if (node.children) visit(node.children);
    }
  };
  visit(parseDocument(html).children);
  return found;
}

/** Ids are unique, inner links lead somewhere, nothing runs. */
function sound(html: string): void {
  const all = elements(html);
  const ids = all.flatMap((each) => (each.attribs.id === undefined ? [] : [each.attribs.id]));
  expect(new Set(ids).size).toBe(ids.length);
  for (const each of all) {
    expect(each.name).not.toBe('script');
    for (const name of Object.keys(each.attribs)) expect(name).not.toMatch(/^on/);
    const href = each.attribs.href;
    if (href?.startsWith('#')) expect(ids).toContain(decodeURIComponent(href.slice(1)));
    else if (href !== undefined) expect(href).toMatch(/^(https?|mailto):/);
  }
}

describe('HTML', () => {
  it.each([
    ['every node', specimen],
    ['several resolutions', pair],
    ['no resolution', letter],
  ])('is sound: %s', (_, publication) => sound(toHtml(publication)));

  it.each([
    ['language and direction', '<html lang="en" dir="ltr">'],
    ['the title', '<h1>Cooperation between the two Lighthouse Offices</h1>'],
    ['an address', '<p id="op1.a" class="operative"><a class="address" href="#op1.a"'],
    ['escaped text', 'Their maps of &lt;shoals&gt; &amp; &quot;reefs&quot;;'],
    ['a citation', '<a href="https://undocs.org/en/A/RES/98/7" class="citation" data-symbol="A/RES/98/7">98/7</a>'],
    ['a date', '<time datetime="2043-12-12">12 December 2043</time>'],
    ['a note call', 'role="doc-noteref"'],
    ['a way back', 'role="doc-backlink"'],
    ['headers of a table', '<th scope="col">Light</th>'],
    ['emphasis', '<em>Recalling</em>'],
  ])('writes %s', (_, expected) => expect(toHtml(specimen)).toContain(expected));

  it('writes Arabic from right to left and tells addresses apart', () => {
    const html = toHtml(pair);
    expect(html).toContain('<article lang="ar" dir="rtl">');
    expect(html).toContain('id="r2.op1"');
  });

  it('keeps any text text', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<script>x</script>', '" onclick="x', ']]>', '&#0;', '--'),
    );
    fc.assert(
      fc.property(words, words, words, (text, id, marker) => {
        const prose = {
          ...plain(text),
          notes: [{ at: 0, marker, note: id }],
          marks: [{ start: 0, end: text.length, kind: 'link' as const, href: `javascript:${id}` }],
        };
        const publication: Publication = {
          ...letter,
          contents: [{ kind: 'passage', id, ...prose }],
          notes: [{ kind: 'note', id, marker, ...plain(text) }],
        };
        sound(toHtml(publication));
      }),
      { numRuns: 200 },
    );
  });
});

it.each([
  ['A/RES/3369(XXX)', 'fr', 'https://undocs.org/fr/A/RES/3369(XXX)'],
  ['S/RES/2768 (2025)', 'en', 'https://undocs.org/en/S/RES/2768%20(2025)'],
  ['WHA68.8', 'en', null],
] as const)('%s is published at %s %s', (symbol, language, expected) =>
  expect(publishedAt(symbol, language)).toBe(expected),
);
