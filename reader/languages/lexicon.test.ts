import { describe, expect, test } from 'vitest';
import { folded, openings } from '../openings.ts';
import { lexicons } from './index.ts';
import type { Lexicon } from './lexicon.ts';

/** All lists of words of a section with the path of each. */
function lists(value: unknown, path: string): [string, readonly string[]][] {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => lists(each, `${path}.${key}`));
}

const optional = /preambularStems|afterOrdinal/;

/** What a language needs whatever it is; the same for all, so that none lacks what the others have. */
const openers: Readonly<
  Record<string, { readonly preambular: readonly string[]; readonly operative: readonly string[] }>
> = {
  ar: {
    preambular: [
      'إذ تشير إلى الميناء',
      'وإذ يشير أيضا إلى الميناء',
      'وإذ يساورها بالغ القلق إزاء الغرق',
      'وقد نظر في التقرير',
      'وإذ يسلّم بالحاجة',
      'واقتناعا منه بأن',
    ],
    operative: [
      'تطلب إلى الأمين العام',
      'يقرّر أن',
      'تحيط علماً بالتقرير',
      'في هذا الصدد، يهيب بالدول',
      'ترحـب بالتقرير',
    ],
  },
  en: {
    preambular: [
      'Recalling also the harbour',
      'Deeply concerned at',
      'Further noting',
      'GUIDED BY the Charter',
      'Having considered the',
      'Gravely alarmed',
    ],
    operative: [
      'Requests the',
      'Further decides that',
      'URGES Member States',
      'In this regard, strongly condemns',
      'Also takes note of',
      'Once again calls upon',
    ],
  },
  es: {
    preambular: [
      'Recordando también',
      'Profundamente preocupado por',
      'Habiendo examinado el',
      'CONSCIENTE DE',
      'Guiada por',
    ],
    operative: [
      'Acoge con beneplácito el',
      'Solicita al',
      'Pone de relieve que',
      'Condena enérgicamente',
      'A este respecto, exhorta a',
    ],
  },
  fr: {
    preambular: [
      'Rappelant également',
      'Profondément préoccupé par',
      "S'inquiétant de",
      'Ayant à l’esprit',
      'Consciente que',
      'Se félicitant',
    ],
    operative: [
      "S'inquiète de",
      'Prie instamment',
      'Se déclare préoccupée',
      'DECIDE de rester saisi',
      'Réaffirme que',
      'Sait gré',
    ],
  },
  ru: {
    preambular: [
      'ссылаясь на',
      'будучи глубоко обеспокоен',
      'с удовлетворением отмечая',
      'вновь подтверждая',
      'учитывая также',
      'рассмотрев',
    ],
    operative: [
      'постановляет',
      'с глубокой обеспокоенностью отмечает',
      'настоятельно призывает',
      'Вновь просит',
      'принимает к сведению',
    ],
  },
  zh: {
    preambular: ['又回顾其决议', '深为关切港口', '审议了报告', '铭记', '在这方面注意到'],
    operative: ['请秘书长', '还决定', '最强烈地谴责', '表示注意到', '在这方面，又敦促'],
  },
};

describe.each(Object.values(lexicons))('lexicon $language', (lexicon: Lexicon) => {
  const building = lists(lexicon.building, 'building');

  test('is written with its tags', () => {
    expect(lexicons[lexicon.language]).toBe(lexicon);
    expect(lexicon.direction).toBe(lexicon.language === 'ar' ? 'rtl' : 'ltr');
  });

  test.each(building)('%s has words, and each once', (path, words) => {
    if (!optional.test(path)) expect(words).not.toEqual([]);
    const seen = words.map((word) => folded(word).trim());
    expect(seen.filter((word, at) => seen.indexOf(word) !== at)).toEqual([]);
  });

  test('every word is in normal form, has no blank around it, and no straight apostrophe', () => {
    const wrong = building.flatMap(([path, words]) =>
      words
        .filter(
          (word) => word !== word.normalize('NFC') || word !== word.trim() || word === '' || /['`´ʼ]|\s{2}/.test(word),
        )
        .map((word) => `${path}: ${word}`),
    );
    expect(wrong).toEqual([]);
  });

  test('words are words, not patterns', () => {
    const wrong = building.flatMap(([path, words]) =>
      words.filter((word) => /[\\^$*+?|[\]{}]/.test(word)).map((word) => `${path}: ${word}`),
    );
    expect(wrong).toEqual([]);
  });

  test('every other section has normal words too', () => {
    const others = [...lists(lexicon.citing, 'citing'), ...lists(lexicon.timing, 'timing')];
    expect(
      others.flatMap(([path, words]) =>
        words.filter((word) => word !== word.normalize('NFC')).map((word) => `${path}: ${word}`),
      ),
    ).toEqual([]);
  });

  test('what opens a preamble opens no operative paragraph, but in Chinese', () => {
    const preambular = new Set(lexicon.building.preambular.map(folded));
    const both = lexicon.building.operative.filter((word) => preambular.has(folded(word)));
    if (lexicon.language === 'zh') expect(both.length).toBeGreaterThan(20);
    else expect(both).toEqual([]);
  });

  test('what may stand before an opening word is none itself', () => {
    const opening = new Set([...lexicon.building.preambular, ...lexicon.building.operative].map(folded));
    expect(lexicon.building.before.filter((word) => opening.has(folded(word)))).toEqual([]);
  });

  test('no name belongs to two organs, and every language names the same organs of the United Nations', () => {
    const names = lexicon.building.organs.flatMap((organ) => organ.names.map(folded));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    const tokens = lexicon.building.organs.map((organ) => organ.organ);
    expect(tokens).toEqual([...new Set(tokens)]);
    expect(tokens.slice(0, 4)).toEqual(['unga', 'unsc', 'unecosoc', 'unga-hrc']);
  });

  test('opens what it should', () => {
    const { at } = openings(lexicon);
    const expected = openers[lexicon.language];
    expect(expected?.preambular.filter((text) => at(text)?.preambular !== true)).toEqual([]);
    expect(expected?.operative.filter((text) => at(text)?.operative !== true)).toEqual([]);
  });
});
