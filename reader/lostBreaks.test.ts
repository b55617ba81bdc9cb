import { describe, expect, test } from 'vitest';
import { lexicons } from './languages/index.ts';
import { lostBreaks } from './lostBreaks.ts';
import type { Language } from './model.ts';
import { openings } from './openings.ts';

/** The text with `|` wherever a paragraph was found to begin. */
function parted(text: string, language: Language): string {
  const breaks = lostBreaks(text, openings(lexicons[language]), lexicons[language]);
  return [0, ...breaks].map((from, index) => text.slice(from, breaks[index])).join('|');
}

/** Texts that lost their breaks, `|` where these were. */
const cases: readonly (readonly [string, Language, string])[] = [
  [
    'breaks taken out',
    'en',
    'The General Assembly,|Recalling its resolution 79/7 of 2 December 2024,1|Noting with concern the state of the lights,|1.Requests the harbours:|(a)To light the lamps;|(b)To count the ships;|2.Decides to return to the matter.',
  ],
  [
    'many breaks taken out, which a capital without a blank tells',
    'en',
    'The Security Council,|Recalling its resolution 2768 (2025),|Noting the lights,|Aware of the ships at sea,|Harbours being what they are,|1.Decides to wait for Mr. Torvald;|2.Requests the ports to act.',
  ],
  [
    'a number before no verb counts on',
    'en',
    'The General Assembly, |Recalling its resolution 79/7, |1. Adopts the rules; |2. The lamps are lit at dusk; |3. The ships are counted.',
  ],
  [
    'blanks for breaks',
    'en',
    'The General Assembly, |Recalling its resolution 79/7 of 2 December 2024, |Noting with concern, as in Geneva, the state of the lights, |1. Requests the harbours: |(a) To light the lamps; and |(b) To count the ships; |2. Decides to return to the matter.',
  ],
  [
    'no break inside a sentence',
    'en',
    'The General Assembly, |Recalling its resolutions 79/7, 79/8 and 79/9, the report of the Master, Mr. A. Torvald, and decision 4, |1. Requests the ports, in paragraph 2. of their plan, to act; |2. Decides to wait.',
  ],
  [
    'a second text',
    'en',
    'The General Assembly, |Recalling its resolution 79/7, |1. Requests the harbours to act. |Lights |The General Assembly, |Noting the lights, |1. Decides to wait.',
  ],
  [
    'the close',
    'en',
    'The General Assembly, |Recalling its resolution 79/7, |1. Requests the harbours to act. |39th plenary meeting| 18 November 2024',
  ],
  [
    'French',
    'fr',
    'L’Assemblée générale, |Rappelant sa résolution 79/7 du 2 décembre 2024, |Notant avec préoccupation l’état des phares, |1. Prie les ports : |a) D’allumer les lampes ; |b) De compter les navires ; |2. Décide de revenir à la question.',
  ],
  [
    'Spanish',
    'es',
    'La Asamblea General, |Recordando su resolución 79/7, de 2 de diciembre de 2024, |Observando con preocupación el estado de los faros, |1. Pide a los puertos que: |a) Enciendan las lámparas; |b) Cuenten los buques; |2. Decide volver a la cuestión.',
  ],
  [
    'Russian',
    'ru',
    'Генеральная Ассамблея, |ссылаясь на свою резолюцию 79/7 от 2 декабря 2024 года, |отмечая с обеспокоенностью состояние маяков, |1. просит порты: |a) зажечь лампы; |b) сосчитать суда; |2. постановляет вернуться к этому вопросу.',
  ],
  [
    'Arabic',
    'ar',
    'إن الجمعية العامة، |إذ تشير إلى قرارها 79/7 المؤرخ 2 كانون الأول/ديسمبر 2024، |وإذ تلاحظ مع القلق حالة المنارات، |1 - تطلب إلى المرافئ: |(أ) إضاءة المصابيح؛ |(ب) عد السفن؛ |2 - تقرر العودة إلى المسألة.',
  ],
  [
    'Chinese',
    'zh',
    '大会，|回顾其2024年12月2日第79/7号决议，|关切地注意到灯塔的状况，|1. 请各港口：|(a) 点亮灯；|(b) 清点船只；|2. 决定再次审议这个问题。',
  ],
];

describe('lost breaks', () => {
  test.each(cases)('%s', (_, language, text) => {
    expect(parted(text.replaceAll('|', ''), language)).toBe(text);
  });
  test('nothing is a paragraph before a formula', () => {
    expect(
      lostBreaks('Recalling its words, Requests the ports; Decides to wait.', openings(lexicons.en), lexicons.en),
    ).toEqual([]);
  });
});
