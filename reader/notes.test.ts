import { describe, expect, test } from 'vitest';
import type { Block } from './formats/block.ts';
import { readText } from './formats/text.ts';
import { lexicons } from './languages/index.ts';
import type { Finding, Language } from './model.ts';
import { noted } from './notes.ts';
import { paragraphs } from './paragraphs.ts';

/** The paragraphs with `{1}` where a note is called, and the notes as `1: text`. */
function read(text: string, language: Language): { paragraphs: string[]; notes: string[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const found = noted(paragraphs(readText(text), lexicons[language]).blocks, findings);
  const shown = (block: Exclude<Block, { kind: 'note' }>): string => {
    if (block.kind === 'table') throw new Error('a table');
    let { text: out } = block;
    const id = (note: string | null): string => (note === null ? '?' : note.replace('note', ''));
    for (const call of found.calls(block, block).toReversed())
      out = `${out.slice(0, call.at)}{${call.marker}:${id(call.note)}}${out.slice(call.at)}`;
    return out.replace(/\{(\d+):\1\}/g, '{$1}');
  };
  return {
    paragraphs: found.blocks.map(shown),
    notes: found.notes.map((note) => `${note.marker}: ${note.text}`),
    findings,
  };
}

const one = ['1 A/79/12.'];
const two = [...one, '2 A/79/13.'];
const three = [...two, '3 A/79/14.'];

/** Paragraphs and, behind them, their notes as printed; what is read of the paragraphs, `{1}` for the call of note 1. */
const cases: readonly (readonly [string, Language, readonly string[], readonly string[], readonly string[]])[] = [
  [
    'glued to the word',
    'en',
    ['Recalling the report of the harbours,1', 'Noting the lights2 and the lamps,'],
    two,
    ['Recalling the report of the harbours,{1}', 'Noting the lights{2} and the lamps,'],
  ],
  [
    'grown together with a number',
    'en',
    ['Recalling its report1 and its resolution 75/3072, on harbours,', 'Noting the lights,3'],
    three,
    ['Recalling its report{1} and its resolution 75/307{2}, on harbours,', 'Noting the lights,{3}'],
  ],
  [
    'grown together with a year',
    'en',
    ['Recalling its report1 of the session of 20242 on harbours,', 'Noting the lights,3'],
    three,
    ['Recalling its report{1} of the session of 2024{2} on harbours,', 'Noting the lights,{3}'],
  ],
  [
    'set apart',
    'en',
    ['Recalling the report,1 and the plan of the harbours, 2 and the lamps,', 'Noting the lights,3'],
    three,
    ['Recalling the report,{1} and the plan of the harbours,{2} and the lamps,', 'Noting the lights,{3}'],
  ],
  [
    'set apart before the stop',
    'fr',
    ['Rappelant le rapport du port1, et le plan,', 'Notant l’état des phares et des lampes 2,', 'Sachant le retour3,'],
    three,
    [
      'Rappelant le rapport du port{1}, et le plan,',
      'Notant l’état des phares et des lampes{2},',
      'Sachant le retour{3},',
    ],
  ],
  [
    'called twice',
    'en',
    ['Recalling the report of the harbours,1', 'Noting the lights,2', 'Bearing in mind the same report,1'],
    two,
    ['Recalling the report of the harbours,{1}', 'Noting the lights,{2}', 'Bearing in mind the same report,{1}'],
  ],
  [
    'superscript',
    'es',
    ['Recordando el informe¹ del puerto,', 'Observando los faros²,'],
    ['¹ A/79/12.', '² A/79/13.'],
    ['Recordando el informe{1} del puerto,', 'Observando los faros{2},'],
  ],
  [
    'in brackets, Arabic',
    'ar',
    ['إذ تشير إلى قرارها 79/7(1)، وإلى التقرير(2)،', 'وإذ تلاحظ حالة المنارات(3)،'],
    ['(1) الوثيقة A/79/12.', '(2) الوثيقة A/79/13.', '(3) الوثيقة A/79/14.'],
    ['إذ تشير إلى قرارها 79/7{1}، وإلى التقرير{2}،', 'وإذ تلاحظ حالة المنارات{3}،'],
  ],
  [
    'glued, Chinese',
    'zh',
    ['回顾港务长的报告，1', '注意到2024年1月的灯塔状况，2'],
    ['1 A/79/12。', '2 A/79/13。'],
    ['回顾港务长的报告，{1}', '注意到2024年1月的灯塔状况，{2}'],
  ],
  [
    'glued, Russian',
    'ru',
    ['ссылаясь на доклад капитана порта1,', 'отмечая состояние маяков2 и ламп,'],
    ['1 A/79/12.', '2 A/79/13.'],
    ['ссылаясь на доклад капитана порта{1},', 'отмечая состояние маяков{2} и ламп,'],
  ],
  [
    'figures that are none',
    'en',
    ['Recalling CO2, the G7, Add.1 and A/79/L.1,', 'Noting the report,1 and 1 lamp in 1924,'],
    one,
    ['Recalling CO2, the G7, Add.1 and A/79/L.1,', 'Noting the report,{1} and 1 lamp in 1924,'],
  ],
];

describe('calls of notes at the end of a text', () => {
  test.each(cases)('%s', (_, language, body, notes, expected) => {
    const found = read([...body, ...notes].join('\n\n'), language);
    expect(found.paragraphs).toEqual(expected);
    expect(found.notes).toHaveLength(notes.length);
    expect(found.findings).toEqual([]);
  });
  test('a sponsor’s note', () => {
    const found = read('Cameroon and Egypt:* draft resolution\n\nText of it.\n\n* On behalf of the Group.', 'en');
    expect(found.paragraphs).toEqual(['Cameroon and Egypt:{*:1} draft resolution', 'Text of it.']);
    expect(found.notes).toEqual(['*: On behalf of the Group.']);
  });
  test('a call without a note is told', () => {
    const found = read('Recalling the report,⁷ and more,', 'en');
    expect(found.paragraphs).toEqual(['Recalling the report,{7:?} and more,']);
    expect(found.findings).toMatchObject([{ code: 'call-without-note', values: { marker: '7' } }]);
  });
  test('numbers may start again on each page', () => {
    const pages = [
      'Recalling the report,¹ and the plan,',
      '____\n¹ A/79/12.\n2/3',
      'Noting the lights,¹ and the lamps,',
      '____\n¹ A/79/13.\n3/3',
    ];
    const found = read(pages.join('\n'), 'en');
    expect(found.paragraphs).toEqual([
      'Recalling the report,{1} and the plan,',
      'Noting the lights,{1:2} and the lamps,',
    ]);
    expect(found.notes).toEqual(['1: A/79/12.', '1: A/79/13.']);
  });
  test.each([
    ['a date', 'Noting the lights,', '18 November 2024'],
    ['a numbered paragraph', '1. Requests the harbours to act;', '2. Decides to wait.'],
  ])('%s at the end is no note', (_, ...texts) => {
    expect(read(texts.join('\n\n'), 'en')).toEqual({ paragraphs: texts, notes: [], findings: [] });
  });
});
