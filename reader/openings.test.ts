import { describe, expect, test } from 'vitest';
import { lexicons } from './languages/index.ts';
import type { Language } from './model.ts';
import { folded, openings } from './openings.ts';

/** `|` stands behind the opening words; `pp`, `op` or `both` says what they open. */
const opens: readonly (readonly [Language, 'pp' | 'op' | 'both', string])[] = [
  ['en', 'pp', 'Recalling| its resolution'],
  ['en', 'pp', 'RECALLING| its resolution'],
  ['en', 'pp', 'Deeply concerned| that'],
  ['en', 'op', 'Also requests| the Secretary-General'],
  ['en', 'op', 'In this regard, urges| States'],
  ['fr', 'pp', 'Rappelant| sa résolution'],
  ['fr', 'op', 'Prie| le Secrétaire général'],
  ['es', 'pp', 'Recordando| su resolución'],
  ['es', 'op', 'Pide| al Secretario General'],
  ['ru', 'pp', 'ссылаясь| на свою резолюцию'],
  ['ru', 'op', 'просит| Генерального секретаря'],
  ['ar', 'pp', 'وإذ تشير| إلى قرارها'],
  ['ar', 'op', 'تطلب إلى| الأمين العام'],
  ['zh', 'both', '回顾|其第79/7号决议，'],
  ['zh', 'op', '请|秘书长'],
];

describe('how a paragraph opens', () => {
  test.each(opens)('%s %s: %s', (language, part, written) => {
    const text = written.replace('|', '');
    const opening = openings(lexicons[language]).at(text);
    expect(opening).toEqual({ preambular: part !== 'op', operative: part !== 'pp', length: written.indexOf('|') });
    expect(openings(lexicons[language]).at(`7. ${text}`, 3)?.length).toBe(written.indexOf('|'));
  });
  test.each([
    ['en', 'Recallings of the sea'],
    ['en', 'The harbours'],
    ['en', 'Also the harbours'],
    ['en', ''],
    ['fr', 'Les ports'],
    ['zh', '港口'],
  ] as const)('%s: %j opens nothing', (language, text) => {
    expect(openings(lexicons[language]).at(text)).toBeNull();
  });
  test('a language with capitals knows that it has them', () => {
    const capitals = (Object.keys(lexicons) as Language[]).filter((language) => openings(lexicons[language]).capitals);
    expect(capitals.sort()).toEqual(['en', 'es', 'fr']);
  });
});

/** `|` stands behind the name; `full` where it stands with its article, as in a formula. */
const organs: readonly (readonly [Language, string, string, boolean])[] = [
  ['en', 'unga', 'The General Assembly|,', true],
  ['en', 'unga', 'THE GENERAL ASSEMBLY|,', true],
  ['en', 'unga', 'General Assembly|', false],
  ['en', 'unsc', 'The Security Council| decides', true],
  ['en', 'who-wha', 'The Seventy-ninth World Health Assembly|,', true],
  ['fr', 'unga', "L'Assemblée générale|,", true],
  ['fr', 'unga', 'L’Assemblée générale|,', true],
  ['fr', 'unga', 'Assemblée générale|', false],
  ['es', 'unsc', 'El Consejo de Seguridad|,', true],
  ['ru', 'unga', 'Генеральная Ассамблея|,', true],
  ['ar', 'unga', 'إن الجمعية العامة|،', true],
  ['ar', 'unga', 'إِنَّ الجمعيـة العامة|،', true],
  ['zh', 'unga', '大会|，', true],
];

describe('the organ that a text begins with', () => {
  test.each(organs)('%s %s: %s', (language, organ, written, full) => {
    const { organ: named } = openings(lexicons[language]);
    const found = { organ, full, length: written.indexOf('|') };
    expect(named(written.replace('|', ''))).toEqual(found);
    expect(named(`x ${written.replace('|', '')}`, 2)).toEqual(found);
  });
  test.each([
    ['en', 'The General Assemblyman'],
    ['en', 'Recalling that the World Health Assembly'],
    ['en', 'Recalling the Sixtieth World Health Assembly'],
    ['fr', 'Les ports'],
  ] as const)('%s: %j names none', (language, text) => {
    expect(openings(lexicons[language]).organ(text)).toBeNull();
  });
});

test.each([
  ['Élargissant', 'elargissant'],
  ['L’État', "l'etat"],
  ['а́ не', 'а не'],
  ['Йод', 'иод'],
  ['إِنَّ الجمعيـة', 'ان الجمعية'],
  ['non\u2011aligned\u00a0States', 'non-aligned states'],
])('%j is looked up as %j', (text, plain) => {
  expect(folded(text)).toBe(plain);
});

test('words are looked for at the beginning, and anywhere', () => {
  const { begins, holds } = openings(lexicons.en);
  const list = ['annex', 'annexes', 'final act'];
  expect(begins('Annexes to the text', list)).toBe(7);
  expect(begins('Annexed to the text', list)).toBe(0);
  expect(begins('Final Act', [], list)).toBe(9);
  expect(holds('see the FINAL act', list)).toBe(true);
  expect(holds('see the finale', list)).toBe(false);
});
