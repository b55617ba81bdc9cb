import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareLanguages } from './compareLanguages.ts';
import { type Language, type Resolution, resolutionsOf } from './model.ts';
import { read } from './read.ts';

const corpus = join(import.meta.dirname, '../corpus');

/** The one text of the corpus that stands there in six languages. */
async function version(language: Language, edit = (text: string): string => text): Promise<Resolution> {
  const text = readFileSync(join(corpus, language, 'parallel.txt'), 'utf8');
  const edited = edit(text);
  const reading = await read(new TextEncoder().encode(edited), { language });
  const found = reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
  if (found === undefined) throw new Error(`${language}: not read`);
  return found;
}

describe('two language versions', () => {
  it.each(['ar', 'es', 'fr', 'ru', 'zh'] as const)('%s says the same as English', async (language) => {
    const { differences, pairs } = compareLanguages(await version('en'), await version(language));
    expect(differences).toEqual([]);
    expect(pairs.every(({ a, b }) => a === b)).toBe(true);
  });
});

const misprints: readonly {
  readonly language: Language;
  readonly gone: string;
  readonly come: string;
  readonly what: string;
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}[] = [
  {
    language: 'ar',
    gone: '76/501 المؤرخ',
    come: '76/510 المؤرخ',
    what: 'symbol',
    onlyA: ['A/DEC/76/501'],
    onlyB: ['A/DEC/76/510'],
  },
  {
    language: 'fr',
    gone: '31 décembre 2028',
    come: '13 décembre 2028',
    what: 'number',
    onlyA: ['31'],
    onlyB: ['13'],
  },
  { language: 'fr', gone: 'depuis 2015', come: 'depuis 2051', what: 'date', onlyA: ['2015'], onlyB: ['2051'] },
  {
    language: 'ar',
    gone: 'دورتها الثالثة والثمانين عن',
    come: 'دورتها الرابعة والثمانين عن',
    what: 'session',
    onlyA: ['unga 83'],
    onlyB: ['unga 84'],
  },
];

describe('misprints', () => {
  it.each(misprints)('$language: $come', async ({ language, gone, come, what, onlyA, onlyB }) => {
    const { differences } = compareLanguages(
      await version('en'),
      await version(language, (text) => text.replace(gone, come)),
    );
    expect(differences.map(({ a, b, ...rest }) => rest)).toEqual([{ what, onlyA, onlyB }]);
    expect(differences[0]?.a).toBe(differences[0]?.b);
  });

  it('a missing paragraph is told, and those behind it are still aligned', async () => {
    const without = (text: string): string => text.replace(/Prenant note[^\n]*\n\n/, '');
    const { differences } = compareLanguages(await version('en'), await version('fr', without));
    expect(differences).toEqual([{ a: 'pp3', b: null, what: 'paragraph', onlyA: [], onlyB: [] }]);
  });
});
