/** Every structure that a reader must know stands in every one of the six languages, told from the outlines. */
import { describe, expect, test } from 'vitest';
import { lexicons } from '../reader/languages/index.ts';
import { type CorpusText, corpusTexts, type OutlineNode, type OutlineResolution } from './outline.ts';

const resolutions = ({ outline }: CorpusText): readonly OutlineResolution[] =>
  outline.contents.filter((item): item is OutlineResolution => item.kind === 'resolution');
const nodes = (text: CorpusText): readonly OutlineNode[] => resolutions(text).flatMap((resolution) => resolution.nodes);
const hasPassages = ({ outline }: CorpusText): boolean => outline.contents.some((item) => item.kind === 'passage');
const symbol = ({ outline }: CorpusText): string => outline.cover.find(([role]) => role === 'symbol')?.[1] ?? '';
const isType =
  (type: string) =>
  (text: CorpusText): boolean =>
    resolutions(text).some((resolution) => resolution.type === type);

const structures: Readonly<Record<string, (text: CorpusText) => boolean>> = {
  'an adopted resolution': isType('resolution'),
  'a draft with a sponsor': (text) => text.outline.cover.some(([role]) => role === 'sponsor'),
  'a revised draft': (text) => symbol(text).endsWith('/Rev.1'),
  'a decision': isType('decision'),
  'a statement by the President': isType('presidential-statement'),
  'a report with two drafts and a draft decision': (text) =>
    hasPassages(text) && resolutions(text).length === 3 && isType('draft-decision')(text),
  'resolutions A and B under one number': (text) => resolutions(text).some(({ number }) => number?.endsWith(' B')),
  'a request with a draft annexed': (text) => hasPassages(text) && resolutions(text).length === 1,
  'a text with a recorded vote': (text) =>
    resolutions(text).some(({ closing }) => closing.filter(([role]) => role === 'vote').length > 1),
  'sections with a preamble of their own': (text) =>
    nodes(text).some(({ id, kind }) => kind === 'formula' && id.startsWith('sec_II')),
  'an annex': (text) => nodes(text).some(({ kind }) => kind === 'annex'),
  'a declaration in the first person': ({ language, outline }) =>
    outline.contents.some(
      (item) =>
        item.kind === 'resolution' &&
        item.nodes.some(({ text = '' }) =>
          lexicons[language].building.firstPerson.some((word) => text.toLowerCase().startsWith(word.toLowerCase())),
        ),
    ),
  'a table': (text) => nodes(text).some(({ kind }) => kind === 'table'),
  'a single operative paragraph without a number': (text) =>
    nodes(text).some(({ id }) => id === 'enacting') &&
    nodes(text).filter(({ part, number }) => part === 'operative' && number === undefined).length === 1,
  'sub-paragraphs to three levels': (text) => nodes(text).some(({ id }) => /^op\d+\.[a-z]+\.[ivx]+$/.test(id)),
  notes: (text) => resolutions(text).some(({ notes }) => notes.length > 0),
};

const texts = corpusTexts();

describe.each(['ar', 'en', 'es', 'fr', 'ru', 'zh'])('%s has', (language) => {
  test.each(Object.entries(structures))('%s', (_, has) => {
    expect(texts.filter((text) => text.language === language).some(has)).toBe(true);
  });
});
