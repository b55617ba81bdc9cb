import { expect, test } from 'vitest';
import { addressed } from '../addresses.ts';
import { readAkn4un } from '../formats/akn4un.ts';
import type { Masthead, Node, Paragraph, Prose, Publication, Resolution } from '../model.ts';
import { plain } from '../model.ts';
import { toAkn4un } from './akn4un.ts';

const paragraph = (
  text: string,
  number: string | null,
  part: Paragraph['part'],
  children: readonly Node[] = [],
  more: Partial<Prose> = {},
): Node => ({
  kind: 'paragraph',
  id: '',
  part,
  number,
  ...plain(text),
  ...more,
  children,
});
const masthead: Masthead = {
  entries: [],
  symbol: null,
  organ: null,
  session: null,
  sessionText: null,
  agendaItem: null,
  agendaTitle: null,
  sponsors: null,
  distribution: null,
  original: null,
  date: null,
};
const resolution = (body: readonly Node[], more: Partial<Resolution> = {}): Resolution => ({
  kind: 'resolution',
  type: 'resolution',
  language: 'en',
  symbol: 'A/RES/79/999',
  number: '79/999',
  title: 'A title',
  organ: 'unga',
  session: null,
  date: '2024-11-18',
  entries: [],
  body: addressed(body),
  closing: [],
  notes: [],
  history: [],
  vote: null,
  subjects: [],
  ...more,
});
const publication = (...contents: Publication['contents']): Publication => ({
  kind: 'publication',
  source: { format: 'text', sha256: '', bytes: 0, encoding: null, pages: null },
  language: 'en',
  masthead,
  contents,
  notes: [],
});

test('addresses are the published ones and equal the printed numbers', () => {
  const xml = toAkn4un(
    publication(
      resolution([
        {
          kind: 'section',
          id: '',
          number: 'III',
          ...plain('Budget'),
          children: [paragraph('Decides;', '3', 'operative')],
        },
        paragraph('Requests:', '8', 'operative', [paragraph('To act.', '(a)', 'operative')]),
        { kind: 'annex', id: '', number: 'I', ...plain('Annex I'), children: [paragraph('A rule.', '1', 'annex')] },
      ]),
    ),
  );
  for (const eId of [
    'sec_III',
    'sec_III__para_3',
    'para_8',
    'para_8__list_1',
    'para_8__list_1__point_a',
    'annex_I',
    'annex_I__para_1',
  ])
    expect(xml).toContain(`eId="${eId}"`);
  expect(xml).toContain('<FRBRuri value="/akn/un/statement/deliberation/unga/2024-11-18/79-999/"/>');
  expect(xml).toContain('<FRBRnumber value="79-999" showAs="A/RES/79/999"/>');
  expect(xml).toContain('<num>8.</num>');
});

test('citations, dates and sessions become references, crossing spans nest', () => {
  const text = 'Recalling its resolution 70/1 of 25 September 2015,';
  const xml = toAkn4un(
    publication(
      resolution([
        paragraph(text, null, 'preambular', [], {
          marks: [{ kind: 'italic', start: 0, end: 27 }],
          citations: [
            { start: 25, end: 50, kind: 'resolution', symbol: 'A/RES/70/1', date: '2015-09-25', why: 'number' },
          ],
          times: [{ start: 33, end: 50, kind: 'date', from: '2015-09-25', to: '2015-09-25', how: 'printed' }],
        }),
      ]),
    ),
  );
  expect(xml).toContain(
    '<p><i>Recalling its resolution <ref href="/akn/un/statement/deliberation/unga/2015-09-25/70-1/!main" r:cut="1">70</ref></i><ref href="/akn/un/statement/deliberation/unga/2015-09-25/70-1/!main" r:cut="1">/1 of <date date="2015-09-25">25 September 2015</date></ref>,</p>',
  );
});

test('characters that XML cannot hold are left out, the rest stays', () => {
  const xml = toAkn4un(publication(resolution([paragraph('a\u0000b\ud800c\fd & <e>\r\n\u00a0', '1', 'operative')])));
  const [read] = readAkn4un(xml).contents;
  const [first] = read?.kind === 'resolution' ? read.body : [];
  expect(first?.kind === 'paragraph' && first.text).toBe('abc d & <e>\r\n\u00a0');
});

test('a file changed by hand is read as any other, nothing is lost', () => {
  const xml = toAkn4un(publication(resolution([paragraph('Decides;', '1', 'operative')])));
  const reading = readAkn4un(xml.replace('</mainBody>', 'Words by hand</mainBody>'));
  const [read] = reading.contents;
  expect(read?.kind === 'resolution' && read.body.map((node) => node.kind === 'paragraph' && node.text)).toEqual([
    'Decides;',
    'Words by hand',
  ]);
});

test('several resolutions and passages keep their order', () => {
  const passage = (id: string) => ({ kind: 'passage' as const, id, ...plain(`Text of ${id}`) });
  const contents = [
    passage('passage1'),
    passage('passage2'),
    resolution([]),
    passage('passage3'),
    resolution([], { symbol: null }),
  ];
  const read = readAkn4un(toAkn4un(publication(...contents)));
  expect(read.contents.map((item) => (item.kind === 'passage' ? item.id : item.symbol))).toEqual([
    'passage1',
    'passage2',
    'A/RES/79/999',
    'passage3',
    null,
  ]);
});
