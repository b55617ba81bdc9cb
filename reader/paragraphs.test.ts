import { describe, expect, test } from 'vitest';
import type { Block } from './formats/block.ts';
import { readText } from './formats/text.ts';
import { lexicons } from './languages/index.ts';
import type { Finding, Language } from './model.ts';
import { paragraphs } from './paragraphs.ts';

/** A paragraph with `{1}` where a note is called, a note as `1: text`, a table as its cells. */
function shown(block: Block): string {
  if (block.kind === 'table') return block.rows.map((row) => row.map((cell) => cell.text).join(' | ')).join(' / ');
  let { text } = block;
  for (const note of block.notes.toReversed()) text = `${text.slice(0, note.at)}{${note.marker}}${text.slice(note.at)}`;
  return block.kind === 'note' ? `${block.marker}: ${text}` : text;
}

function read(text: string, language: Language): { blocks: string[]; findings: readonly Finding[] } {
  const { blocks, findings } = paragraphs(readText(text), lexicons[language]);
  return { blocks: blocks.map(shown), findings };
}

/** Lines, and the paragraphs that they make. */
type Case = readonly [string, Language, readonly string[], readonly string[]];

const wrapped: readonly Case[] = [
  [
    'lines without blank lines between paragraphs',
    'en',
    [
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024 and the report of the',
      'Harbour Master on the state of the lights at sea,',
      'Noting with concern that many of the lights have gone out in the year',
      'past,',
      '1. Requests the harbours to light their lamps before the ships come',
      'home and to keep them in good order;',
      '2. Decides to return to the matter.',
    ],
    [
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024 and the report of the Harbour Master on the state of the lights at sea,',
      'Noting with concern that many of the lights have gone out in the year past,',
      '1. Requests the harbours to light their lamps before the ships come home and to keep them in good order;',
      '2. Decides to return to the matter.',
    ],
  ],
  [
    'over a page',
    'en',
    [
      'A/RES/80/7',
      '',
      'Recalling its resolution 79/7 of 2 December 2024 and the report of the',
      '',
      '25-18834 1/2',
      'A/RES/80/7 Lights',
      '',
      'Harbour Master on the state of the lights,',
      '',
      '1. Requests the harbours to light their lamps.',
    ],
    [
      'A/RES/80/7',
      'Recalling its resolution 79/7 of 2 December 2024 and the report of the Harbour Master on the state of the lights,',
      '1. Requests the harbours to light their lamps.',
    ],
  ],
  [
    'over a page with its notes',
    'en',
    [
      'Recalling its resolution 79/7 of 2 December 2024,¹ and the report of the',
      '____________',
      '¹ A/79/12, annex, as it was sent to the harbours and',
      'to the ships.',
      '2/3',
      'Harbour Master on the state of the lights,',
      'Noting the lights,',
    ],
    [
      'Recalling its resolution 79/7 of 2 December 2024,{1} and the report of the Harbour Master on the state of the lights,',
      '1: A/79/12, annex, as it was sent to the harbours and to the ships.',
      'Noting the lights,',
    ],
  ],
  [
    'a list',
    'en',
    [
      '1. Requests the harbours to see to it that, before the ships come home:',
      '(a) The lamps are lit and kept burning through the night by those who',
      'know them; and',
      '(b) The ships are counted;',
    ],
    [
      '1. Requests the harbours to see to it that, before the ships come home:',
      '(a) The lamps are lit and kept burning through the night by those who know them; and',
      '(b) The ships are counted;',
    ],
  ],
  [
    'French',
    'fr',
    [
      'L’Assemblée générale,',
      'Rappelant sa résolution 79/7 du 2 décembre 2024 et le rapport du maître',
      'du port sur l’état des phares,',
      '1. Prie les ports d’allumer leurs lampes avant le retour des navires et',
      'de les entretenir ;',
      '2. Décide de revenir à la question.',
    ],
    [
      'L’Assemblée générale,',
      'Rappelant sa résolution 79/7 du 2 décembre 2024 et le rapport du maître du port sur l’état des phares,',
      '1. Prie les ports d’allumer leurs lampes avant le retour des navires et de les entretenir ;',
      '2. Décide de revenir à la question.',
    ],
  ],
  [
    'Russian, where verbs have no capitals',
    'ru',
    [
      'Генеральная Ассамблея,',
      'ссылаясь на свою резолюцию 79/7 от 2 декабря 2024 года и на доклад',
      'капитана порта о состоянии маяков,',
      'отмечая с обеспокоенностью, что многие маяки погасли,',
      '1. просит порты зажечь лампы до возвращения судов и содержать их в',
      'исправности;',
    ],
    [
      'Генеральная Ассамблея,',
      'ссылаясь на свою резолюцию 79/7 от 2 декабря 2024 года и на доклад капитана порта о состоянии маяков,',
      'отмечая с обеспокоенностью, что многие маяки погасли,',
      '1. просит порты зажечь лампы до возвращения судов и содержать их в исправности;',
    ],
  ],
  [
    'Arabic',
    'ar',
    [
      'إن الجمعية العامة،',
      'إذ تشير إلى قرارها 79/7 المؤرخ 2 كانون الأول/ديسمبر 2024 وإلى تقرير',
      'رئيس المرفأ عن حالة المنارات،',
      'وإذ تلاحظ مع القلق أن منارات كثيرة انطفأت،',
      '1 - تطلب إلى المرافئ أن تضيء مصابيحها قبل عودة السفن وأن تحافظ',
      'عليها؛',
    ],
    [
      'إن الجمعية العامة،',
      'إذ تشير إلى قرارها 79/7 المؤرخ 2 كانون الأول/ديسمبر 2024 وإلى تقرير رئيس المرفأ عن حالة المنارات،',
      'وإذ تلاحظ مع القلق أن منارات كثيرة انطفأت،',
      '1 - تطلب إلى المرافئ أن تضيء مصابيحها قبل عودة السفن وأن تحافظ عليها؛',
    ],
  ],
  [
    'Chinese, which has no blank at the end of a line',
    'zh',
    [
      '大会，',
      '回顾其2024年12月2日第79/7号决议和港务长关于灯',
      '塔状况的报告，',
      '关切地注意到许多灯塔已经熄灭，',
      '1. 请各港口在船只返航之前点亮灯塔并妥善维护各',
      '处灯塔；',
    ],
    [
      '大会，',
      '回顾其2024年12月2日第79/7号决议和港务长关于灯塔状况的报告，',
      '关切地注意到许多灯塔已经熄灭，',
      '1. 请各港口在船只返航之前点亮灯塔并妥善维护各处灯塔；',
    ],
  ],
];

const cover: readonly Case[] = [
  [
    'a formula with its verb behind it',
    'en',
    ['The General Assembly, Recalling its resolution 79/7,', '', '1. Requests the harbours to act.'],
    ['The General Assembly,', 'Recalling its resolution 79/7,', '1. Requests the harbours to act.'],
  ],
  [
    'headings against paragraphs',
    'en',
    [
      'Lights of the outer harbours and of the islands',
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      'II',
      'Lamps',
      '1. Requests the harbours to act.',
    ],
    [
      'Lights of the outer harbours and of the islands',
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      'II',
      'Lamps',
      '1. Requests the harbours to act.',
    ],
  ],
  [
    'a close',
    'en',
    ['2. Decides to return to the matter at its next session.', '39th plenary meeting', '18 November 2024'],
    ['2. Decides to return to the matter at its next session.', '39th plenary meeting', '18 November 2024'],
  ],
  [
    'an annex',
    'en',
    ['2. Decides to return to the matter.', 'Annex', 'Rules of the harbours', '1. The lamps are lit at dusk.'],
    ['2. Decides to return to the matter.', 'Annex', 'Rules of the harbours', '1. The lamps are lit at dusk.'],
  ],
  [
    'tables behind tabs',
    'en',
    ['1. Approves the lamps below:', '', 'Harbour\tLamps', 'North\t4', 'South\t12', '', '2. Decides to wait.'],
    ['1. Approves the lamps below:', 'Harbour | Lamps / North | 4 / South | 12', '2. Decides to wait.'],
  ],
];

describe('lines become paragraphs', () => {
  test.each([...wrapped, ...cover])('%s', (_, language, lines, blocks) => {
    expect(read(lines.join('\n'), language).blocks).toEqual(blocks);
  });
  test.each(wrapped)('the same with blank lines between them: %s', (_, language, __, blocks) => {
    const texts = blocks.filter((block) => !/^\d+: /.test(block)).map((block) => block.replace('{1}', ''));
    expect(read(texts.join('\n\n'), language).blocks).toEqual(texts);
  });
});

const line = (end: string, start: string): readonly string[] => [
  'Recalling the shipbuilding of the long-term ports, and their self-reliance,',
  `Noting with concern that the lights of the ports are in need of ${end}`,
  `${start} by the harbours and by the ships,`,
];

describe('a hyphen at the end of a line', () => {
  test.each([
    ['breaks a word', 'ship-', 'building', 'shipbuilding'],
    ['belongs to a word that the text has elsewhere', 'long-', 'term', 'long-term'],
    ['belongs to a name', 'Anglo-', 'French', 'Anglo-French'],
    ['stands before a figure', 'the 2024-', '2026', 'the 2024-2026'],
    ['breaks a word that stands nowhere else', 'illumi-', 'nation', 'illumination'],
  ])('%s', (_, end, start, word) => {
    const { blocks } = read(line(end, start).join('\n'), 'en');
    expect(blocks[1]).toContain(` in need of ${word} by the harbours`);
  });
  test('is told where it is left out', () => {
    const { findings } = read(line('ship-', 'building').join('\n'), 'en');
    expect(findings.filter((finding) => finding.code === 'hyphenation-joined')).toMatchObject([
      { values: { word: 'ship-building' } },
    ]);
  });
});

test('what was done is told: furniture, and a paragraph over a page', () => {
  const [, , lines] = wrapped[1] ?? [];
  const codes = read((lines ?? []).join('\n'), 'en').findings.map((finding) => finding.code);
  expect(codes).toEqual(['furniture-removed', 'furniture-removed', 'joined-over-page']);
});
