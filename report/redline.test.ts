import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { linesIn, linesOf } from '../bench/redline.ts';
import { compare } from '../reader/compare.ts';
import { readDocx } from '../reader/formats/docx.ts';
import { type Mark, type Node, type Paragraph, plain, type Resolution, resolutionsOf } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { redline } from './redline.ts';

const date = '2026-11-24';
const redlined = (older: Resolution, newer: Resolution): Uint8Array =>
  redline(compare(older, newer), older, newer, { date });

/** A text of the corpus, each note called once: another call is a raised mark, which our reader does not always take for one. */
async function corpus(name: string): Promise<Resolution> {
  const resolution = await asPrinted(name);
  const seen = new Set<string | null>();
  return inBody((body) =>
    body.map((node) => {
      if (node.kind === 'table') return node;
      return { ...node, notes: node.notes.filter(({ note }) => !seen.has(note) && seen.add(note)) };
    }),
  )(resolution);
}

async function asPrinted(name: string): Promise<Resolution> {
  const reading = await read(fs.readFileSync(path.join(import.meta.dirname, '../corpus', name)));
  const [resolution] = reading.kind === 'read' ? resolutionsOf(reading.publication) : [];
  if (resolution === undefined) throw new Error(`no resolution in ${name}`);
  return resolution;
}

/** The same text with other paragraphs. */
type Edit = (resolution: Resolution) => Resolution;

const inBody =
  (edit: (body: readonly Node[]) => readonly Node[]): Edit =>
  (resolution) => ({ ...resolution, body: edit(resolution.body) });
const onParagraph =
  (id: string, edit: (paragraph: Paragraph) => readonly Node[]): Edit =>
  (resolution) =>
    inBody((body) => body.flatMap((node) => (node.kind === 'paragraph' && node.id === id ? edit(node) : [node])))(
      resolution,
    );
const worded = (paragraph: Paragraph, text: string, id = paragraph.id): Paragraph => ({
  ...paragraph,
  ...plain(text),
  id,
  notes: paragraph.notes.map((call) => ({ ...call, at: Math.min(call.at, text.length) })),
});
/** Where a text can be cut in the middle, between words if it has any. */
const middle = (text: string): number => {
  const blank = text.indexOf(' ', text.length / 2);
  return blank < 0 ? Math.floor(text.length / 2) : blank;
};

const edits: readonly (readonly [what: string, Edit])[] = [
  ['nothing', (resolution) => resolution],
  ['another symbol and title', (resolution) => ({ ...resolution, symbol: 'A/RES/82/7', title: null, entries: [] })],
  ['a paragraph in other words', onParagraph('op2', (op) => [worded(op, `${op.text.slice(0, middle(op.text))}.`)])],
  ['other blanks and hyphens', onParagraph('op4', (op) => [worded(op, op.text.replaceAll(' ', '\u00a0'))])],
  ['a paragraph dropped', inBody((body) => body.filter(({ id }) => id !== 'pp2'))],
  ['the last paragraph dropped', inBody((body) => body.slice(0, -1))],
  ['all paragraphs dropped', inBody(() => [])],
  ['sub-paragraphs dropped', onParagraph('op3', (op) => [{ ...op, children: op.children.slice(1) }])],
  [
    'two paragraphs that changed places',
    inBody(([formula, first, second, ...rest]) => {
      return [formula, second, first, ...rest].filter((node) => node !== undefined);
    }),
  ],
  [
    'a paragraph that moved and was reworded',
    inBody((body) =>
      [
        ...body.filter(({ id }) => id !== 'op5'),
        ...body.flatMap((node) =>
          node.kind === 'paragraph' && node.id === 'op5' ? [worded(node, `${node.text.slice(0, -1)};`)] : [],
        ),
      ].toSorted((x, y) => Number(y.id === 'op5') - Number(x.id === 'op5')),
    ),
  ],
  [
    'a paragraph split',
    onParagraph('op5', (op) => [
      worded(op, `${op.text.slice(0, middle(op.text))};`),
      { ...worded(op, op.text.slice(middle(op.text)).trim(), 'op6'), number: '6' },
    ]),
  ],
  [
    'a paragraph split in two places',
    inBody((body) =>
      body.flatMap((node): readonly Node[] => {
        if (node.kind !== 'paragraph') return [node];
        if (node.id === 'pp4') return [worded(node, node.text.slice(0, middle(node.text)))];
        const source = body.find(({ id }) => id === 'pp4');
        return node.id === 'op2' && source?.kind === 'paragraph'
          ? [
              node,
              {
                ...worded(source, source.text.slice(middle(source.text)).trim(), 'op9'),
                part: 'operative',
                number: '9',
              },
            ]
          : [node];
      }),
    ),
  ],
  [
    'a note dropped',
    (resolution) =>
      onParagraph('pp2', (pp) => [{ ...pp, notes: [] }])({
        ...resolution,
        notes: resolution.notes.slice(1),
      }),
  ],
  [
    'a note in other words',
    (resolution) => ({
      ...resolution,
      notes: resolution.notes.map((note) => ({ ...note, ...plain(`A/81/377. ${note.text}`) })),
    }),
  ],
  ['a note that nothing calls', onParagraph('pp2', (pp) => [{ ...pp, notes: [] }])],
  [
    'notes with a star',
    (resolution) => {
      const starred = <Calls extends { readonly notes: readonly { readonly marker: string }[] }>(of: Calls): Calls => ({
        ...of,
        notes: of.notes.map((call) => ({ ...call, marker: call.marker === '1' ? '*' : call.marker })),
      });
      return {
        ...inBody((body) => body.map((node) => (node.kind === 'table' ? node : starred(node))))(resolution),
        notes: starred(resolution).notes,
      };
    },
  ],
  ['emphasis', onParagraph('pp1', (pp) => [{ ...pp, marks: [{ kind: 'italic', start: 0, end: middle(pp.text) }] }])],
  ['signs that XML reserves', onParagraph('op1', (op) => [worded(op, 'Notes <A> & "B", ]]> and 𝒜;')])],
  ['another close', (resolution) => ({ ...resolution, closing: resolution.closing.slice(1) })],
];

describe.each(['en', 'ar', 'zh'])('%s: each text comes back out of the redline', (language) => {
  it.each(edits)('%s', async (_, edit) => {
    const older = await corpus(`${language}/adopted-general-assembly.txt`);
    const newer = edit(older);
    for (const [before, after] of [
      [older, newer],
      [newer, older],
    ] as const) {
      const file = redlined(before, after);
      expect(faults(file)).toEqual([]);
      expect(linesIn(file, 'accepted')).toEqual(linesOf(after));
      expect(linesIn(file, 'original')).toEqual(linesOf(before));
    }
  });

  it.each([
    ['revised-draft.txt', 'draft-with-sponsor-note.txt'],
    ['table.txt', 'sections.txt'],
    ['annexed-declaration.txt', 'security-council.txt'],
  ])('%s against %s', async (a, b) => {
    const [older, newer] = [await corpus(`${language}/${a}`), await corpus(`${language}/${b}`)];
    const file = redlined(older, newer);
    expect(faults(file)).toEqual([]);
    expect(linesIn(file, 'accepted')).toEqual(linesOf(newer));
    expect(linesIn(file, 'original')).toEqual(linesOf(older));
  });

  it('rows of a table', async () => {
    const older = await corpus(`${language}/table.txt`);
    const newer = inBody((body) =>
      body.map((node) => {
        if (node.kind !== 'table') return node;
        const [head = [], first = [], ...rest] = node.rows;
        const [name = plain(''), sum = plain('')] = first;
        return {
          ...node,
          rows: [head, [name, { ...sum, ...plain('13 000 000') }], [plain('+'), plain('1')], ...rest.slice(1)],
        };
      }),
    )(older);
    const file = redlined(older, newer);
    expect(faults(file)).toEqual([]);
    expect(linesIn(file, 'accepted')).toEqual(linesOf(newer));
    expect(linesIn(file, 'original')).toEqual(linesOf(older));
    expect(partOf(file, 'word/document.xml')).toMatch(/<w:trPr><w:ins [^>]*\/><\/w:trPr>/);
  });
});

const partOf = (file: Uint8Array, name: string): string => strFromU8(unzipSync(file)[name] ?? new Uint8Array());

/** What is wrong with a package: parts that are no XML, that no type or relationship names, ids twice, notes or ends missing. */
function faults(file: Uint8Array): string[] {
  const parts = unzipSync(file);
  const wrong: string[] = [];
  for (const [name, bytes] of Object.entries(parts)) {
    try {
      XmlDocument.fromBuffer(bytes).dispose();
    } catch (error) {
      wrong.push(`${name}: ${error}`);
    }
  }
  const all = (expression: RegExp, ...names: string[]): string[] =>
    names.flatMap((name) => [...partOf(file, name).matchAll(expression)].map((match) => match[1] ?? ''));
  const related = ['_rels/.rels', 'word/_rels/document.xml.rels'].flatMap((name) =>
    all(/Target="([^"]*)"/g, name).map((target) => (name.startsWith('word') ? `word/${target}` : target)),
  );
  const typed = all(/PartName="\/([^"]*)"/g, '[Content_Types].xml');
  const own = Object.keys(parts).filter((name) => !name.endsWith('.rels') && name !== '[Content_Types].xml');
  for (const list of [related, typed])
    if (list.toSorted().join() !== own.toSorted().join()) wrong.push(`named ${list} of ${own}`);
  const stories = ['word/document.xml', 'word/footnotes.xml'];
  const ids = all(
    /<w:(?:ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart|[pr]PrChange) w:id="(\d+)"/g,
    ...stories,
  );
  if (new Set(ids).size !== ids.length) wrong.push('an id twice');
  for (const way of ['From', 'To'] as const) {
    const starts = all(new RegExp(`<w:move${way}RangeStart w:id="(\\d+)"`, 'g'), ...stories);
    const ends = all(new RegExp(`<w:move${way}RangeEnd w:id="(\\d+)"`, 'g'), ...stories);
    if (starts.join() !== ends.join()) wrong.push(`moves ${starts} end at ${ends}`);
  }
  const moves = (way: string): string =>
    all(new RegExp(`<w:move${way}RangeStart [^>]*w:name="(\\w+)"`, 'g'), ...stories)
      .toSorted()
      .join();
  if (moves('From') !== moves('To')) wrong.push(`moved ${moves('From')} to ${moves('To')}`);
  const called = all(/<w:footnoteReference [^>]*w:id="(\d+)"/g, ...stories);
  const notes = all(/<w:footnote w:id="(\d+)"/g, 'word/footnotes.xml');
  if (called.toSorted().join() !== notes.toSorted().join()) wrong.push(`notes ${notes}, called ${called}`);
  return wrong;
}

const words = [
  'Recalls',
  'lights',
  '75/16',
  'Commission',
  '<&>',
  'l’État',
  'high-level',
  'المنارات',
  '灯塔',
  '𝒜',
  'of',
  'the',
];
const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 2, maxLength: 20 })
  .map((list) => `Paragraph ${list.join(' ')}`);

interface Written {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Where notes are called. */
  readonly calls: readonly number[];
  readonly numbered: boolean;
}

const written = fc
  .record({
    text: sentence,
    cuts: fc.array(fc.nat(40), { maxLength: 4 }),
    numbered: fc.boolean(),
    calls: fc.array(fc.nat(60), { maxLength: 2 }),
  })
  .map(({ text, cuts, numbered, calls }): Written => {
    const [start = 0, end = 0] = cuts.map((at) => Math.min(at, text.length)).toSorted((x, y) => x - y);
    const marks: readonly Mark[] =
      end > start
        ? [
            { kind: 'italic', start, end },
            { kind: 'bold', start: 0, end: start || 1 },
          ]
        : [];
    return { text, marks, numbered, calls: calls.map((at) => Math.min(at, text.length)).toSorted((x, y) => x - y) };
  });

/** What may happen to a paragraph from one text to the next. */
const fate = fc.constantFrom('same', 'same', 'same', 'dropped', 'reworded', 'split', 'joined', 'blanks', 'new');

function resolutionOf(base: Resolution, paragraphs: readonly Written[]): Resolution {
  let count = 0;
  const body = paragraphs.map(
    ({ text, marks, calls, numbered }, index): Paragraph => ({
      kind: 'paragraph',
      part: numbered ? 'operative' : 'preambular',
      id: `p${index + 1}`,
      number: numbered ? String(index + 1) : null,
      ...plain(text),
      marks,
      notes: calls.map((at) => {
        count += 1;
        return { at, marker: String(count), note: `note${count}` };
      }),
      children: [],
    }),
  );
  const notes = Array.from({ length: count }, (_, index) => ({
    kind: 'note' as const,
    id: `note${index + 1}`,
    marker: String(index + 1),
    ...plain(`See paragraph ${words[index % words.length]}.`),
  }));
  return { ...base, body, notes };
}

/** The paragraphs after what happened to each. */
function after(paragraphs: readonly Written[], fates: readonly string[], other: readonly Written[]): Written[] {
  return paragraphs.flatMap((paragraph, index): Written[] => {
    const [fate, fresh] = [fates[index] ?? 'same', other[index % Math.max(other.length, 1)] ?? paragraph];
    const cut = middle(paragraph.text);
    switch (fate) {
      case 'dropped':
        return [];
      case 'reworded':
        return [
          { ...paragraph, text: `${paragraph.text} ${fresh.text}`, marks: fresh.marks.filter(({ end }) => end < 9) },
        ];
      case 'split':
        return [
          { ...paragraph, text: paragraph.text.slice(0, cut), marks: [], calls: [] },
          { ...paragraph, text: paragraph.text.slice(cut).trim() || 'rest', marks: [], calls: [] },
        ];
      case 'joined':
        return [{ ...paragraph, text: `${paragraph.text} ${paragraphs[index + 1]?.text ?? ''}`.trim() }];
      case 'blanks':
        return [{ ...paragraph, text: paragraph.text.replaceAll(' ', '\u00a0').replaceAll('’', "'"), marks: [] }];
      case 'new':
        return [paragraph, fresh];
      default:
        return [paragraph];
    }
  });
}

describe('laws', () => {
  it('accepting gives the newer text and rejecting the older one, whatever was changed', async () => {
    const base = await corpus('en/adopted-general-assembly.txt');
    fc.assert(
      fc.property(
        fc.array(written, { maxLength: 8 }),
        fc.array(fate, { maxLength: 8 }),
        fc.array(written, { maxLength: 3 }),
        fc.nat(7),
        (paragraphs, fates, other, turn) => {
          const changed = after(paragraphs, fates, other);
          const older = resolutionOf(base, paragraphs);
          const newer = resolutionOf(base, [...changed.slice(turn), ...changed.slice(0, turn)]);
          const file = redlined(older, newer);
          expect(faults(file)).toEqual([]);
          expect(linesIn(file, 'accepted')).toEqual(linesOf(newer));
          expect(linesIn(file, 'original')).toEqual(linesOf(older));
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });
});

describe('what the file says besides', () => {
  it('emphasis before and after', async () => {
    const older = await corpus('en/adopted-general-assembly.txt');
    const newer = onParagraph('pp1', (pp) => [{ ...pp, marks: [{ kind: 'italic', start: 0, end: 9 }] }])(older);
    const marksIn = (view: 'accepted' | 'original'): unknown => {
      const extract = readDocx(redlined(older, newer), { view });
      if ('refusal' in extract) throw new Error(extract.refusal);
      const found = extract.units.find((unit) => unit.kind === 'paragraph' && unit.text.startsWith('Recalling its'));
      return found?.kind === 'paragraph' && found.marks;
    };
    expect(marksIn('accepted')).toEqual([{ kind: 'italic', start: 0, end: 9 }]);
    expect(marksIn('original')).toEqual([]);
  });

  it('a moved paragraph is one move, with what changed in it', async () => {
    const older = await corpus('en/adopted-general-assembly.txt');
    const [, edit] = edits.find(([what]) => what.startsWith('a paragraph that moved')) ?? [];
    const xml = partOf(redlined(older, edit?.(older) ?? older), 'word/document.xml');
    expect(xml.match(/<w:moveFromRangeStart/g)).toHaveLength(1);
    expect(xml).toMatch(/<w:moveTo [^>]*>.*<w:ins [^>]*><w:r><w:t xml:space="preserve">;</);
  });

  it('the boundary of split paragraphs is what was inserted', async () => {
    const older = await corpus('en/adopted-general-assembly.txt');
    const [, edit] = edits.find(([what]) => what === 'a paragraph split') ?? [];
    const xml = partOf(redlined(older, edit?.(older) ?? older), 'word/document.xml');
    expect(xml.match(/<w:pPr>(?:(?!<\/w:pPr>).)*<w:rPr><w:ins /g)).toHaveLength(1);
    expect(xml).not.toContain('<w:rPr><w:del ');
  });

  it('the direction of Arabic, and a font for Chinese', async () => {
    const arabic = await corpus('ar/adopted-general-assembly.txt');
    const xml = partOf(redlined(arabic, arabic), 'word/document.xml');
    expect(xml).toContain('<w:bidi/>');
    expect(xml).toMatch(/<w:rtl\/><\/w:rPr><w:t xml:space="preserve">وإذ/);
    const chinese = await corpus('zh/adopted-general-assembly.txt');
    expect(partOf(redlined(chinese, chinese), 'word/styles.xml')).toContain('w:eastAsia="SimSun"');
  });

  it('author, day and both symbols; the same texts give the same bytes', async () => {
    const older = await corpus('en/adopted-general-assembly.txt');
    const newer = { ...older, symbol: 'A/RES/82/7' };
    const signed = (): Uint8Array => redline(compare(older, newer), older, newer, { date, author: 'R & "D" <x>' });
    expect(faults(signed())).toEqual([]);
    expect(partOf(signed(), 'word/document.xml')).toContain(
      'w:author="R &amp; &quot;D&quot; &lt;x&gt;" w:date="2026-11-24T',
    );
    expect(partOf(signed(), 'docProps/core.xml')).toContain('A/RES/80/412 → A/RES/82/7');
    expect(signed()).toEqual(signed());
  });

  it('a note that is called again, by its raised mark', async () => {
    const printed = await asPrinted('en/adopted-general-assembly.txt');
    const xml = partOf(redlined(printed, printed), 'word/document.xml');
    expect(xml.match(/<w:footnoteReference /g)).toHaveLength(2);
    expect(xml).toMatch(/<w:rStyle w:val="FootnoteReference"\/><\/w:rPr><w:t xml:space="preserve">2<\/w:t>/);
  });

  it('no control character', async () => {
    const older = await corpus('en/adopted-general-assembly.txt');
    const newer = onParagraph('op1', (op) => [worded(op, 'Notes\u0000 the\u000b end\ud800;')])(older);
    expect(faults(redlined(older, newer))).toEqual([]);
  });

  it('a comparison of other texts is refused', async () => {
    const [older, newer] = [await corpus('en/adopted-general-assembly.txt'), await corpus('en/sections.txt')];
    expect(() => redline(compare(older, newer), newer, older, { date })).toThrow(/the comparison names/);
  });
});
