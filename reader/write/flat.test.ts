import { expect, it } from 'vitest';
import { type Flat, flatOf } from './flat.ts';
import { letter, pair, specimen, specimenFindings } from './specimen.ts';

const flat = flatOf(specimen, specimenFindings) as Flat;

it('says what the resolution is', () => {
  expect(flat).toMatchObject({
    symbol: 'A/99/L.5',
    language: 'eng',
    organ: 'unga',
    session: 99,
    date: '2044-11-03',
    findings: specimenFindings,
  });
});

it('lists every node in reading order', () => {
  expect(flat.paragraphs.map(({ id, kind, number }) => [id, kind, number])).toEqual([
    ['enacting', 'heading', null],
    ['pp1', 'preambular', null],
    ['op1', 'operative', '1'],
    ['op1.a', 'operative', '(a)'],
    ['op1.b', 'operative', '(b)'],
    ['op2', 'operative', '2'],
    ['sec_II', 'heading', null],
    ['sec_II.title', 'heading', null],
    ['op3', 'operative', '3'],
    ['annex', 'heading', null],
    ['annex.title', 'heading', null],
    ['annex.1', 'annex', '1'],
    ['annex.t1.r1', 'table', null],
    ['annex.t1.r2', 'table', null],
  ]);
});

it('gives notes and citations beside the text', () => {
  expect(flat.paragraphs[1]).toEqual({
    id: 'pp1',
    kind: 'preambular',
    number: null,
    text: 'Recalling its resolution 98/7 of 12 December 2043,',
    notes: [{ marker: '1', text: 'See A/98/PV.3.', citations: [] }],
    directives: [],
    citations: [{ text: '98/7', symbol: 'A/RES/98/7' }],
  });
});

it('gives an array for several resolutions, the findings with their own', () => {
  const both = flatOf(pair, [
    ...specimenFindings,
    { code: 'language-unknown', severity: 'note', resolution: 1, values: {} },
  ]);
  expect(both).toHaveLength(2);
  expect((both as readonly Flat[]).map((each) => [each.language, each.findings.length])).toEqual([
    ['eng', 2],
    ['ara', 1],
  ]);
});

it('loses nothing of a file without a resolution', () => {
  const { paragraphs } = flatOf(letter, []) as Flat;
  expect(paragraphs.map((each) => each.text)).toEqual([
    'Distr.: Limited',
    'Utopia: draft resolution',
    'Dear colleague,',
    '1. The lamp is broken.',
  ]);
});
