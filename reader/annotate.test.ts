import { expect, test } from 'vitest';
import { annotated } from './annotate.ts';
import {
  type Citation,
  type Entry,
  type Note,
  type Paragraph,
  type Passage,
  type Prose,
  type Publication,
  plain,
  type Resolution,
} from './model.ts';

const paragraph = (text: string, ...children: Paragraph[]): Paragraph => ({
  kind: 'paragraph',
  id: text,
  part: 'operative',
  number: null,
  ...plain(text),
  children,
});
const entry = (text: string): Entry => ({ role: 'other', ...plain(text) });
const note = (text: string): Note => ({ kind: 'note', id: text, marker: '1', ...plain(text) });

const resolution = (organ: string, name: string): Resolution => ({
  kind: 'resolution',
  type: 'resolution',
  language: 'en',
  symbol: null,
  number: null,
  title: null,
  organ,
  session: null,
  date: null,
  entries: [entry(`${name} title`)],
  body: [
    paragraph(`${name} op`, paragraph(`${name} child`)),
    { kind: 'annex', id: 'annex', number: null, ...plain(`${name} annex`), children: [paragraph(`${name} in annex`)] },
    { kind: 'table', id: 't1', rows: [[plain(`${name} cell`), plain('')]] },
  ],
  closing: [entry(`${name} close`)],
  notes: [note(`${name} note`)],
  history: [],
  vote: null,
  subjects: [],
});

test('every prose is looked at once, in reading order, by the annotator of its text', () => {
  const passage: Passage = { kind: 'passage', id: 'passage1', ...plain('passage') };
  const publication = {
    masthead: { entries: [entry('cover')] },
    contents: [resolution('unga', 'first'), passage, resolution('unsc', 'second')],
    notes: [note('outer note')],
  } as unknown as Publication;
  const seen: string[] = [];
  const cited = (text: string, why: string): Citation => ({ kind: 'document', symbol: text, start: 0, end: 1, why });
  const read = annotated(publication, (item) => ({
    citations: (prose: Prose) => {
      seen.push(prose.text);
      return [cited(prose.text, item?.organ ?? 'none')];
    },
    times: () => [],
  }));
  const of = (name: string): string[] =>
    ['title', 'op', 'child', 'annex', 'in annex', 'cell', 'close', 'note'].map((what) => `${name} ${what}`);
  expect(seen).toEqual(['cover', ...of('first'), 'passage', ...of('second'), 'outer note']);
  const [first, between, second] = read.contents;
  expect(between?.kind === 'passage' && between.citations).toEqual([cited('passage', 'none')]);
  expect(first?.kind === 'resolution' && first.notes[0]?.citations).toEqual([cited('first note', 'unga')]);
  expect(second?.kind === 'resolution' && second.closing[0]?.citations).toEqual([cited('second close', 'unsc')]);
});
