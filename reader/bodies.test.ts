import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodies, type NamedBody, type NamingContext } from './bodies.ts';
import { lexicons } from './languages/index.ts';
import type { Language } from './model.ts';

const reader = (language: Language, more: Partial<NamingContext> = {}): ((text: string) => NamedBody[]) =>
  bodies({ lexicon: lexicons[language], date: '2024-11-18', organ: 'unga', ...more });

/** Mentions as `words = ids`. */
const told = (text: string, named: readonly NamedBody[]): string[] =>
  named.map((each) => `${text.slice(each.start, each.end)} = ${each.ids.join('+') || '?'}`);

const cases: readonly (readonly [what: string, language: Language, text: string, mentions: readonly string[]])[] = [
  [
    'names and articles',
    'en',
    'Requests the Secretary-General to inform the General Assembly',
    ['the Secretary-General = UN/SG', 'the General Assembly = UN/GA'],
  ],
  [
    'a name with its acronym',
    'en',
    'Invites the United Nations Human Settlements Programme (UN-Habitat) to report',
    ['the United Nations Human Settlements Programme (UN-Habitat) = UN/UN-HABITAT'],
  ],
  ['an acronym in capitals only', 'en', 'who asks WHO and UNDP', ['WHO = UN/WHO', 'UNDP = UN/UNDP']],
  [
    'a former name',
    'en',
    'Urges the Organization of the Islamic Conference to meet',
    ['the Organization of the Islamic Conference = OIC'],
  ],
  [
    'an office of a body',
    'en',
    'Invites the Secretary-General of the Caribbean Community to attend',
    ['the Secretary-General of the Caribbean Community = CARICOM/SG'],
  ],
  [
    'an office made from its body',
    'en',
    'Invites the secretariat of the Economic Cooperation Organization to attend',
    ['the secretariat of the Economic Cooperation Organization = ECO/SECRETARIAT'],
  ],
  [
    'one office of several bodies',
    'en',
    'Invites the Secretaries-General of the United Nations and the League of Arab States to meet',
    ['the Secretaries-General of the United Nations and the League of Arab States = UN/SG+LAS/SG'],
  ],
  [
    'an office of what is not known',
    'en',
    'Invites the Secretary-General of Ruritania to meet',
    ['the Secretary-General = ?'],
  ],
  [
    'a class of the system',
    'en',
    'Invites all relevant United Nations agencies, funds and programmes, and urges Member States',
    ['all relevant United Nations agencies, funds and programmes = UN/SYSTEM', 'Member States = MS'],
  ],
  [
    'a class with its owner behind',
    'en',
    'Encourages the specialized agencies and other organizations of the United Nations system to help',
    ['the specialized agencies and other organizations of the United Nations system = UN/SYSTEM'],
  ],
  [
    'two classes by their adjectives',
    'en',
    'Invites other international and regional organizations',
    ['other international and regional organizations = INTL-ORGS+REGIONAL-ORGS'],
  ],
  [
    'members of an organization',
    'en',
    'Calls upon the States members of the Council of Europe',
    ['the States members of the Council of Europe = COE/MS'],
  ],
  [
    'where a body belongs',
    'en',
    'Thanks the Office for the Coordination of Humanitarian Affairs of the Secretariat',
    ['the Office for the Coordination of Humanitarian Affairs of the Secretariat = UN/OCHA'],
  ],
  [
    'what belongs to two',
    'en',
    'Urges the United Nations and the League of Arab States and their specialized agencies',
    ['the United Nations = UN', 'the League of Arab States = LAS', 'their specialized agencies = UN/SYSTEM+LAS/SYSTEM'],
  ],
  [
    'States',
    'en',
    'Thanks the Governments of Chad and Niger and invites Papua New Guinea',
    ['the Governments of Chad and Niger = STATE/TCD+STATE/NER', 'Papua New Guinea = STATE/PNG'],
  ],
  [
    'a name that is not known',
    'en',
    'Invites the Northern Lakes Working Group to meet',
    ['the Northern Lakes Working Group = ?'],
  ],
  ['small letters are no names', 'en', 'a general assembly of the committee and the council', []],
  ['no parties to anything', 'en', 'the role of political parties', []],
  [
    'contracted articles',
    'fr',
    'Prie le Secrétaire général de faire rapport à l’Assemblée générale et les organismes des Nations Unies',
    ['le Secrétaire général = UN/SG', 'l’Assemblée générale = UN/GA', 'les organismes des Nations Unies = UN/SYSTEM'],
  ],
  [
    'an owner behind an office',
    'fr',
    'Invite le Secrétaire général de la Ligue des États arabes',
    ['le Secrétaire général de la Ligue des États arabes = LAS/SG'],
  ],
  [
    'one accent tells secretary from secretariat',
    'es',
    'Solicita a la Secretaria General y a la Secretaría de las Naciones Unidas',
    ['la Secretaria General = UN/SG', 'la Secretaría de las Naciones Unidas = UN/SECRETARIAT'],
  ],
  [
    'oblique cases',
    'ru',
    'просит Генерального секретаря представить Генеральной Ассамблее доклад о Совете Безопасности',
    ['Генерального секретаря = UN/SG', 'Генеральной Ассамблее = UN/GA', 'Совете Безопасности = UN/SC'],
  ],
  [
    'many by the ending',
    'ru',
    'предлагает генеральным секретарям Организации Объединенных Наций и Совета Европы встретиться',
    ['генеральным секретарям Организации Объединенных Наций и Совета Европы = UN/SG+COE/SG'],
  ],
  [
    'clitics',
    'ar',
    'تطلب إلى الأمين العام وللجمعية العامة وبالدول الأعضاء',
    ['الأمين العام = UN/SG', 'للجمعية العامة = UN/GA', 'بالدول الأعضاء = MS'],
  ],
  ['no hamza and tatweel', 'ar', 'تدعو الامم المتحــدة', ['الامم المتحــدة = UN']],
  ['no blanks', 'zh', '请秘书长向大会和会员国提交报告', ['秘书长 = UN/SG', '大会 = UN/GA', '会员国 = MS']],
  ['an envoy is not who sends', 'zh', '赞扬秘书长也门局势特别代表', ['秘书长也门局势特别代表 = ?']],
];

describe('who is named', () => {
  for (const [what, language, text, mentions] of cases)
    it(`${language}: ${what}`, () => expect(told(text, reader(language)(text))).toEqual(mentions));

  it('short names follow the full name', () => {
    const named = reader('en');
    named('Recalling the mandate of the Committee on the Rights of the Child');
    const text = 'Invites the Committee and the Assembly to consider it';
    expect(told(text, named(text)).slice(0, 2)).toEqual(['the Committee = UN/CRC', 'the Assembly = UN/GA']);
  });

  it('the adopting council is the Council', () => {
    const text = 'Requests the Council to meet';
    expect(reader('en', { organ: 'unsc' })(text)[0]?.ids).toEqual(['UN/SC']);
    expect(reader('en', { organ: 'unecosoc' })(text)[0]?.ids).toEqual(['UN/ECOSOC']);
  });

  it('both organizations are the parties of the title, or those named', () => {
    const text = 'Urges both secretariats to meet';
    expect(reader('en', { parties: ['UN', 'OIC'] })(text)[0]?.ids).toEqual(['UN/SECRETARIAT', 'OIC/GS']);
    const named = reader('en');
    named('Noting the cooperation of the Pacific Islands Forum with the United Nations');
    expect(named('Urges the two organizations to meet')[0]?.ids).toEqual(['UN', 'PIF']);
  });
});

describe('laws', () => {
  const languages = fc.constantFrom(...(Object.keys(lexicons) as Language[]));
  const words = fc.constantFrom(
    'the United Nations',
    'and',
    ',',
    'Member States',
    '(OIC)',
    'agencies',
    'of the',
    'Secretary-General',
    'الأمم المتحدة',
    '联合国',
    'Организации',
    'Estados',
    'des',
    'their',
    ';',
    'two organizations',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 20 }).map((list) => list.join(' ')),
  );
  it('mentions stand in order, apart and within the text, and the same text gives the same', () => {
    fc.assert(
      fc.property(languages, texts, (language, text) => {
        const named = reader(language)(text);
        let end = 0;
        for (const each of named) {
          expect(each.start).toBeGreaterThanOrEqual(end);
          expect(each.end).toBeGreaterThan(each.start);
          end = each.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        expect(reader(language)(text)).toEqual(named);
      }),
      { numRuns: 200 },
    );
  });
});
