import { describe, expect, test } from 'vitest';
import { strand } from './formats/strand.ts';
import { splitGlued } from './glued.ts';
import { lexicons } from './languages/index.ts';
import type { Finding, Language } from './model.ts';
import { openings } from './openings.ts';

/** The paragraphs that become of these, each with the number that was given back to it, and the codes of the findings. */
function split(texts: readonly string[], language: Language): { texts: string[]; codes: string[] } {
  const findings: Finding[] = [];
  let start = 0;
  const found = texts.map((text) => {
    const place = { start, end: start + text.length };
    start = place.end + 2;
    return { strand: strand({ text, marks: [], notes: [] }, place, 1), look: {} };
  });
  const source = texts.join('\n\n');
  const blocks = splitGlued(found, openings(lexicons[language]), lexicons[language], findings);
  return {
    texts: blocks.map((block) => {
      if (block.kind !== 'paragraph') throw new Error('a paragraph');
      expect(source.slice(block.place.start, block.place.end)).toBe(block.text);
      return `${block.number === undefined ? '' : `[${block.number}] `}${block.text}`;
    }),
    codes: findings.map((finding) => finding.code),
  };
}

/** Paragraphs glued into one, `|` where they part. */
const glued: readonly (readonly [string, Language, string])[] = [
  ['a formula', 'en', 'The General Assembly,| Recalling its resolution 79/7 of 2 December 2024,'],
  ['recitals', 'en', 'Recalling its resolution 79/7 of 2 December 2024,| Noting with concern the state of the lights,'],
  ['behind the mark of a note', 'en', 'Recalling its resolution 79/7 of 2024,3| Noting with concern the lights,'],
  ['the first number', 'en', 'Recalling its resolution 79/7 of 2 December 2024,| 1. Requests the harbours to act;'],
  [
    'numbers that count on',
    'en',
    '4. Requests the harbours to act;| 5. Decides to wait for the ships;| 6. Urges all to act;',
  ],
  ['a lost number', 'en', '4. Requests the harbours to act;| Decides to wait for the ships;'],
  ['French', 'fr', '4. Prie les ports d’agir ;| 5. Décide d’attendre les navires ;'],
  ['Spanish', 'es', '4. Pide a los puertos que actúen;| 5. Decide esperar a los buques;'],
  ['Arabic', 'ar', '4 - تطلب إلى المرافئ أن تعمل؛| 5 - تقرر انتظار السفن؛'],
  ['Chinese', 'zh', '4. 请各港口采取行动并点亮灯塔；| 5. 决定等待各船只返回；'],
];

/** One paragraph, whatever verbs and numbers stand in it. */
const whole: readonly (readonly [string, Language, string])[] = [
  ['a verb behind a comma in a numbered one', 'en', '4. Requests the harbours, Noting the lights as they are, to act;'],
  ['another number', 'en', '4. Requests the harbours to act as in paragraph 7. Requests are to be made in writing;'],
  [
    'a number that is not due',
    'en',
    '4. Requests the harbours to act as in chapter 2; 9. Requests for lamps, of the plan;',
  ],
  ['names', 'en', 'Recalling the visits to Geneva, Vienna, Nairobi, and Welcome Bay at sea,'],
  ['an enumeration of resolutions', 'en', 'Recalling its resolutions 79/7, 79/8, 79/9, and Decision 4 of the ports,'],
  ['a heading', 'en', 'Lights, Harbours and Requests'],
];

describe('paragraphs glued into one', () => {
  test.each(glued)('%s', (_, language, text) => {
    const pieces = text.split('|');
    const found = split([text.replaceAll('|', '')], language);
    expect(found.texts).toEqual(pieces.map((piece) => piece.trim()));
    expect(found.codes).toEqual(pieces.slice(1).map(() => 'split-from-paragraph'));
  });
  test.each(whole)('are not: %s', (_, language, text) => {
    expect(split([text], language)).toEqual({ texts: [text], codes: [] });
  });
  test('what was counted in one paragraph is expected in the next', () => {
    expect(
      split(['1. Requests the harbours to act;', 'Decides to look again at lights; 2. Urges all to act;'], 'en').texts,
    ).toEqual(['1. Requests the harbours to act;', 'Decides to look again at lights;', '2. Urges all to act;']);
  });
});

describe('a number left at the end of the paragraph before its own', () => {
  test('goes back', () => {
    expect(split(['1. Requests the harbours to act; 2.', 'Decides to wait for the ships.'], 'en')).toEqual({
      texts: ['1. Requests the harbours to act;', '[2.] Decides to wait for the ships.'],
      codes: ['number-restored'],
    });
  });
  test.each([
    ['is not the next', '1. Requests the harbours to act; 4.', 'Decides to wait for the ships.'],
    ['no verb follows', '1. Requests the harbours to act; 2.', 'The ships have gone to sea.'],
  ])('stays where it %s', (_, first, second) => {
    expect(split([first, second], 'en')).toEqual({ texts: [first, second], codes: [] });
  });
});
