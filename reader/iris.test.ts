import { describe, expect, test } from 'vitest';
import { documentUrl, iriOfSymbol, iriParts, iso639, languageOf, numberingOf, symbolOfIri } from './iris.ts';
import type { ResolutionType } from './model.ts';

type Pair = readonly [symbol: string, actor: string, number: string, type?: ResolutionType];

const pairs: readonly Pair[] = [
  ['A/RES/79/9', 'unga', '79-9'],
  ['A/RES/ES-11/6', 'unga', 'ES-11-6'],
  ['A/RES/S-32/1', 'unga', 'S-32-1'],
  ['A/RES/77/290 B', 'unga', '77-290B'],
  ['A/RES/76/247 A-B', 'unga', '76-247A-B'],
  ['A/RES/3369 (XXX)', 'unga', '3369-XXX'],
  ['A/RES/3201 (S-VI)', 'unga', '3201-S-VI'],
  ['A/DEC/78/413', 'unga', '78-413'],
  ['A/HRC/RES/59/1', 'unga-hrc', '59-1'],
  ['A/HRC/RES/S-31/1', 'unga-hrc', 'S-31-1'],
  ['S/RES/2674 (2023)', 'unsc', '2674-2023'],
  ['S/RES/2000 (2011)', 'unsc', '2000-2011'],
  ['S/PRST/2013/16', 'unsc', '2013-16', 'presidential-statement'],
  ['S/2023/212', 'unsc', '2023-212', 'draft-resolution'],
  ['E/RES/2025/11', 'unecosoc', '2025-11'],
  ['A/75/L.27', 'unga', 'A-75-L.27'],
];

describe('symbols and addresses', () => {
  for (const [symbol, actor, number, type] of pairs)
    test(`${symbol} there and back`, () => {
      expect(numberingOf(symbol)).toEqual({ actor, number });
      expect(symbolOfIri(`/akn/un/statement/deliberation/${actor}/2024-11-18/${number}/`, type)).toBe(symbol);
    });

  test('a Security Council number without a type stays open', () => {
    expect(symbolOfIri('/akn/un/statement/deliberation/unsc/2023-03-27/2023-212/')).toBe(null);
  });

  test('an address needs a body and a date', () => {
    expect(iriOfSymbol('A/RES/79/9', '2024-11-18')).toBe('/akn/un/statement/deliberation/unga/2024-11-18/79-9/');
    expect(iriOfSymbol('A/RES/79/9', null)).toBe(null);
    expect(iriOfSymbol('WHA66.2', '2013-05-24')).toBe(null);
    expect(iriOfSymbol('A/73/328-S/2018/592', '2018-08-22')).toBe(null);
  });

  test.each([
    [
      '/akn/un/statement/deliberation/un-ga/2024-11-18/79-9/eng@/!main#para_8',
      { actor: 'unga', date: '2024-11-18', number: '79-9', language: 'en', component: 'main', part: 'para_8' },
    ],
    [
      '/akn/un/statement/deliberation/unga/2024-11-18/79-9',
      { actor: 'unga', date: '2024-11-18', number: '79-9', language: null, component: null, part: null },
    ],
    [
      '/akn/un/statement/deliberation/unga/2024-11-18/79-9/fra@/!annex_1~para_8->para_15',
      {
        actor: 'unga',
        date: '2024-11-18',
        number: '79-9',
        language: 'fr',
        component: 'annex_1',
        part: 'para_8->para_15',
      },
    ],
  ])('%s is read', (iri, parts) => {
    expect(iriParts(iri)).toEqual(parts);
  });

  test('what is no address gives nothing', () => {
    for (const iri of ['', 'https://docs.un.org/en/A/RES/79/9', '/akn/un/statement', '/akn/un/a/b/c/d/%E0%A4%A/'])
      iriParts(iri);
    expect(iriParts('https://docs.un.org/en/A/RES/79/9')).toBe(null);
  });

  test('languages have both codes', () => {
    expect(['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((code) => languageOf(iso639(languageOf(code))))).toEqual([
      'ar',
      'en',
      'es',
      'fr',
      'ru',
      'zh',
    ]);
    expect(iso639(null)).toBe('und');
    expect(languageOf('deu')).toBe(null);
  });

  test('documents have an address at the document site', () => {
    expect(documentUrl('S/RES/2674 (2023)', 'fr')).toBe('https://docs.un.org/fr/S/RES/2674(2023)');
  });
});
