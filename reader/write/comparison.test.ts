import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { corpusTexts } from '../../corpus/outline.ts';
import { type Comparison, compare } from '../compare.ts';
import { resolutionsOf } from '../model.ts';
import { read } from '../read.ts';
import { toComparisonHtml } from './comparisonHtml.ts';
import { toComparisonMarkdown } from './comparisonMarkdown.ts';
import { type ComparisonSheet, toComparisonOutline } from './comparisonOutline.ts';
import { inOne, isMarked, itemsOf, type Piece, percent, sameness, sideOf } from './comparisonRows.ts';
import { every, link, text } from './comparisonSpecimen.ts';
import { pair, specimen } from './specimen.ts';

// Columns enough like a terminal's for these texts: Chinese is two wide, controls of direction none.
const width = (text: string): number =>
  [...text].reduce(
    (sum, letter) =>
      sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(letter) ? 2 : /\p{Cf}/u.test(letter) ? 0 : 1),
    0,
  );
const sheet: ComparisonSheet = { columns: 80, width, ink: (_, text) => text, marked: true, full: false };
const outline = (comparison: Comparison, more: Partial<ComparisonSheet> = {}): string =>
  toComparisonOutline(comparison, { ...sheet, ...more });

/** Comparisons of our own texts of one language: neighbours in the corpus, and each with itself. */
async function ownComparisons(): Promise<[string, Comparison][]> {
  const texts = corpusTexts();
  const found: [string, Comparison][] = [];
  const resolutionOf = async (words: string) => {
    const reading = await read(new TextEncoder().encode(words));
    return reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
  };
  for (const [index, one] of texts.entries()) {
    const after = texts[index + 1];
    const [a, b] = [await resolutionOf(one.text), after && (await resolutionOf(after.text))];
    if (a !== undefined) found.push([`${one.language}/${one.name} with itself`, compare(a, a)]);
    if (a !== undefined && b !== undefined && a.language === b.language)
      found.push([`${one.language}/${one.name} with ${after?.name}`, compare(a, b)]);
  }
  return found;
}
const own = await ownComparisons();
const empty: Comparison = { ...every, a: text('A', []), b: text('B', []), similarity: 1, links: [] };

interface Element {
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly Element[];
}

const elements = (nodes: readonly Element[]): Element[] =>
  nodes.flatMap((node) => [...(node.name === undefined ? [] : [node]), ...elements(node.children ?? [])]);

/** Ids are unique, inner links lead somewhere, nothing of the text runs. */
function sound(html: string): void {
  const all = elements(parseDocument(html).children as unknown as Element[]);
  const ids = all.flatMap(({ attribs }) => attribs?.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(all.filter(({ name }) => name === 'script').length).toBeLessThanOrEqual(1);
  for (const { attribs = {} } of all) {
    for (const name of Object.keys(attribs)) expect(name).not.toMatch(/^on/);
    if (attribs.href?.startsWith('#')) expect(ids).toContain(decodeURIComponent(attribs.href.slice(1)));
    else if (attribs.href !== undefined) expect(attribs.href).toMatch(/^https:\/\/undocs\.org\//);
  }
}

describe('rows', () => {
  it('stand in order of the newer text, with pointers where paragraphs stood', () => {
    const told = itemsOf(every).map((item) =>
      item.kind === 'pointer' ? `${item.side}.${item.id}!` : `${item.link.kind} ${item.link.a} ${item.link.b}`,
    );
    expect(told).toEqual([
      'edited pp1 pp1',
      'dropped pp2 ',
      'moved op3 op1',
      'same op1 op2',
      'split op2 op3,op4',
      'a.op3!',
      'merged op4,op5 op5',
      'same op6 op6',
      'new  op7',
    ]);
  });

  it('rebuild both texts, whatever changed', () => {
    const words = (pieces: readonly Piece[]) =>
      pieces
        .filter(({ what }) => what === 'words')
        .map((piece) => piece.text)
        .join('')
        .replace(/\s+/g, ' ');
    const plain = (paragraphs: readonly { readonly text: string }[]) =>
      paragraphs.map((each) => each.text.replace(/\s+/g, ' '));
    for (const [, comparison] of [['every', every] as const, ...own])
      for (const item of itemsOf(comparison))
        if (item.kind === 'row') {
          if (item.a.length > 0) expect(sideOf(item.pieces, 'delete').map(words)).toEqual(plain(item.a));
          if (item.b.length > 0) expect(sideOf(item.pieces, 'insert').map(words)).toEqual(plain(item.b));
        }
  });

  it('say of a text and itself that it is the same', () => {
    const same = own.filter(([name]) => name.endsWith('itself'));
    expect(same.length).toBeGreaterThan(80);
    for (const [name, comparison] of same) {
      expect(sameness(comparison), name).toBe('identical');
      for (const item of itemsOf(comparison)) expect(item.kind === 'row' && !isMarked(item), name).toBe(true);
    }
  });

  it('show no blank as changed', () => {
    const changes = [
      { op: 'equal', text: 'organized crime' },
      { op: 'delete', text: ' ' },
      { op: 'insert', text: ', terrorism ' },
      { op: 'equal', text: 'and' },
      { op: 'delete', text: '\u00a0' },
      { op: 'insert', text: ' ' },
      { op: 'equal', text: 'fear' },
    ] as const;
    const [row] = itemsOf({ ...every, links: [link('edited', ['pp1'], ['pp1'], { changes })] });
    const shown = row?.kind === 'row' ? inOne(row.pieces).map(({ op, text: words }) => `${op[0]}:${words}`) : [];
    expect(shown).toEqual(['e:organized crime', 'i:, terrorism', 'i: ', 'e:and', 'e: ', 'e:fear']);
  });

  it.each([
    [1, '100 %'],
    [0.99999, '99.9 %'],
    [0.785, '78.5 %'],
    [0, '0 %'],
  ])('say %s as %s', (share, expected) => expect(percent(share)).toBe(expected));
});

describe('outline', () => {
  it.each([
    ['both texts', '  older        A/RES/85/5, 18 November 2030\n  newer        A/RES/87/6, 18 November 2030\n'],
    ['the title once', '  title        Lights <at> sea & "ashore"\n'],
    ['counts', '1 edited · 1 new · 1 dropped · 1 moved · 1 split · 1 merged · 2\n'],
    ['what an edit is', '  pp1          edited · dates or symbols updated\n'],
    ['words', 'Recalling its resolution [-83/4-]{+85/5+},'],
    ['a dropped paragraph without marks', '  pp2          dropped\n               Noting the maps that'],
    ['a moved paragraph', '  op3 → op1    moved\n               [-3.-] {+1.+} Requests a report;'],
    ['where it stood', '  op3          moved: see op1'],
    ['a split one', '  op2 → op3 + op4 split\n'],
    ['its second part', '{+4.+} {+Also invites them+} to paint them;'],
    ['unchanged ones in a line', '  op1 → op2    1 unchanged\n'],
    ['hostile text as text', '7. <script>alert(1)</script>'],
  ])('shows %s', (_, expected) => expect(outline(every)).toContain(expected));

  it('shows unchanged paragraphs when asked, and colour instead of marks', () => {
    const shown = outline(every, { full: true, marked: false, ink: (ink, words) => `<${ink}>${words}</>` });
    expect(shown).toContain('Stays seized.');
    expect(shown).toContain('resolution <deleted>83/4</><inserted>85/5</>,');
  });

  it('keeps every line inside the page, and both texts whole', () => {
    for (const [name, comparison] of own) {
      const shown = outline(comparison, { full: true, marked: false });
      for (const line of shown.split('\n')) expect(width(line), `${name}: ${line}`).toBeLessThanOrEqual(82);
      const bare = (words: string) => words.replace(/[\s\p{Cf}\p{Cc}\ufffd]/gu, '');
      const all = bare(shown);
      for (const { kind, text: words } of comparison.b.paragraphs.filter(({ id }) =>
        comparison.links.some((each) => each.kind !== 'edited' && each.changes === undefined && each.b.includes(id)),
      ))
        if (kind !== 'table') expect(all, name).toContain(bare(words));
    }
  });

  it('isolates what runs from right to left, and sends no control characters', () => {
    const arabic = own.find(([name]) => name.startsWith('ar/revised-draft with itself'))?.[1] ?? empty;
    expect(outline(arabic, { full: true })).toMatch(/\u2067[^\n]*[\u0600-\u06ff][^\n]*\u2069\n/);
    const evil = { ...every, b: text('\u001b[2J', [['op7', '\u0007', '\u001b]0;x\u0007 \u001b[31m']]) };
    expect(outline({ ...evil, links: [link('new', [], ['op7'])] })).not.toMatch(/\p{Cc}(?<!\n)/u);
  });

  it.each([
    ['empty texts', empty, 'Neither text has a paragraph.'],
    [
      'equal texts',
      { ...every, links: [link('same', ['op6'], ['op6'])] },
      'The two texts are the same, word for word.',
    ],
    [
      'other punctuation',
      {
        ...every,
        links: [
          link('same', ['op6'], ['op6'], {
            changes: [
              { op: 'equal', text: 'Stays seized' },
              { op: 'delete', text: ';' },
              { op: 'insert', text: '.' },
            ],
          }),
        ],
      } satisfies Comparison,
      'only punctuation differs.',
    ],
  ])('says of %s what they are', (_, comparison, expected) => {
    expect(outline(comparison)).toContain(expected);
    expect(toComparisonMarkdown(comparison, false)).toContain(expected);
    expect(toComparisonHtml(comparison)).toContain(expected);
  });
});

describe('Markdown', () => {
  it.each([
    ['counts with ways to what they count', '| moved | 1 | [`op3 → op1`](<#op1>) |'],
    ['an anchor', '### <a id="pp1"></a>`pp1` edited · dates or symbols updated\n'],
    ['words', 'Recalling its resolution ~~83/4~~<ins>85/5</ins>,'],
    ['where a paragraph stood', '<a id="older.op3"></a>`op3` *moved: see*'],
    ['hostile text as text', '<ins>\\<script\\>alert(1)\\</script\\></ins>'],
  ])('writes %s', (_, expected) => expect(toComparisonMarkdown(every, false)).toContain(expected));
});

describe('HTML', () => {
  it.each([
    ['language and direction', '<html lang="en" dir="ltr">'],
    ['escaped titles', 'Lights &lt;at&gt; sea &amp; &quot;ashore&quot;'],
    ['counts that jump', '<a href="#op1" aria-label="1 moved">1</a>'],
    [
      'words for who does not see them',
      '<del><span class="said">deleted: </span>83/4<span class="said"> end </span></del>',
    ],
    ['a moved paragraph linked to its old place', 'href="#older.op3" aria-label="Link to op3 (Older text)"'],
    ['that place linked to the new one', '<p class="pointer" id="older.op3">'],
    ['escaped text', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['both views', '<input type="radio" name="view" id="view-pair">'],
  ])('writes %s', (_, expected) => expect(toComparisonHtml(every)).toContain(expected));

  it('is sound for every text we have, in six languages', () => {
    for (const [, comparison] of [['every', every] as const, ['empty', empty] as const, ...own])
      sound(toComparisonHtml(comparison));
  });

  it.each(['ar', 'zh'] as const)('speaks the language of the text: %s', (language) => {
    const [, comparison] = own.find(([name]) => name.startsWith(`${language}/`) && !name.endsWith('itself')) ?? [
      '',
      empty,
    ];
    const html = toComparisonHtml(comparison);
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(html).toContain(language === 'ar' ? 'جنبا إلى جنب' : '并排显示');
  });

  it('keeps any text text', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<script>x</script>', '" onclick="x', '</style><img src=x onerror=x>', 'view-pair', '&#0;'),
    );
    fc.assert(
      fc.property(words, words, words, (a, b, id) => {
        const changes = [
          { op: 'delete', text: a },
          { op: 'insert', text: b },
        ] as const;
        const evil: Comparison = {
          ...every,
          a: text(b, [[id, a, a]]),
          b: text(a, [[id, b, b]]),
          links: [link('moved', [id], [id], { changes })],
        };
        sound(toComparisonHtml(evil));
        outline(evil);
        toComparisonMarkdown(evil, true);
      }),
      { numRuns: 150 },
    );
  });

  it('compares what holds every node', () => {
    const [a] = resolutionsOf(specimen);
    const [b] = resolutionsOf(pair);
    if (a !== undefined && b !== undefined) sound(toComparisonHtml(compare(a, b)));
  });
});
