import { array, assert, constantFrom, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CitingContext, citer } from './citations.ts';
import { arabic } from './languages/ar.ts';
import { english } from './languages/en.ts';
import { spanish } from './languages/es.ts';
import { french } from './languages/fr.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { russian } from './languages/ru.ts';
import { chinese } from './languages/zh.ts';

const lexicons = { ar: arabic, en: english, es: spanish, fr: french, ru: russian, zh: chinese } as const;

function context(lexicon: Lexicon, organ: string | null): CitingContext {
  return { lexicon, organ, symbol: null, session: null, date: null };
}

/** Citations as one short line each: stretch of the text, symbol, parts, check. */
function cited(language: keyof typeof lexicons, organ: string | null, ...texts: readonly string[]): string[] {
  const cite = citer(context(lexicons[language], organ));
  return texts.flatMap((text) =>
    cite({ text }).map(({ start, end, symbol, parts, date, check }) =>
      [text.slice(start, end), symbol ?? '-', ...(parts ?? []), date, check].filter(Boolean).join(' | '),
    ),
  );
}

const cases: readonly (readonly [
  name: string,
  language: keyof typeof lexicons,
  organ: string | null,
  text: string,
  expected: readonly string[],
])[] = [
  [
    'chain with dates',
    'en',
    'unga',
    'Recalling its resolutions 41/6 of 21 October 1986, 43/9 of 4 November 1988 and 77/21 of 7 December 2022,',
    [
      '41/6 | A/RES/41/6 | 1986-10-21 | agrees',
      '43/9 | A/RES/43/9 | 1988-11-04 | agrees',
      '77/21 | A/RES/77/21 | 2022-12-07 | agrees',
    ],
  ],
  [
    'date that differs',
    'en',
    'unga',
    'Recalling its resolution 74/9 of 5 December 2018,',
    ['74/9 | A/RES/74/9 | 2018-12-05 | differs'],
  ],
  [
    'part letters',
    'en',
    'unga',
    'Recalling its resolutions 71/12 A and B, 40/257 A to C and paragraph 8 of its resolution 74/255 B,',
    [
      '71/12 A | A/RES/71/12A',
      'B | A/RES/71/12B',
      '40/257 A to C | A/RES/40/257A-C',
      '74/255 B | A/RES/74/255B | para_8',
    ],
  ],
  [
    'Roman sessions',
    'en',
    'unga',
    'Recalling its resolutions 3369 (XXX) of 10 October 1975, 377 A (V) of 3 November 1950 and 1874 (S-IV),',
    [
      '3369 (XXX) | A/RES/3369(XXX) | 1975-10-10 | agrees',
      '377 A (V) | A/RES/377A(V) | 1950-11-03 | agrees',
      '1874 (S-IV) | A/RES/1874(S-IV)',
    ],
  ],
  [
    'special sessions',
    'en',
    'unga',
    'See resolutions S-26/2, annex, and ES-10/15, and resolution ES-11/1.',
    ['S-26/2 | A/RES/S-26/2 | annex', 'ES-10/15 | A/RES/ES-10/15', 'ES-11/1 | A/RES/ES-11/1'],
  ],
  [
    'special session of the Council',
    'en',
    'unga-hrc',
    'Recalling its resolution S-21/1 of 23 July 2014,',
    ['S-21/1 | A/HRC/RES/S-21/1 | 2014-07-23 | agrees'],
  ],
  [
    'Council by its session',
    'en',
    'unga',
    'Recalling Human Rights Council resolution 5/1 of 18 June 2007,',
    ['5/1 | A/HRC/RES/5/1 | 2007-06-18 | agrees'],
  ],
  [
    'Council by date',
    'en',
    'unga-hrc',
    'Recalling resolutions 37/4 of 22 October 1982 and 37/8 of 22 March 2018,',
    ['37/4 | A/RES/37/4 | 1982-10-22 | agrees', '37/8 | A/HRC/RES/37/8 | 2018-03-22 | agrees'],
  ],
  [
    'decisions',
    'en',
    'unga',
    'its decision 67/551 of 24 December 2012 and decision 2019/210 of the Economic and Social Council',
    ['67/551 | A/DEC/67/551 | 2012-12-24 | agrees', '2019/210 | E/DEC/2019/210'],
  ],
  ['decision of the Council', 'en', 'unga-hrc', 'in its decision OM/9/1,', ['OM/9/1 | A/HRC/DEC/OM/9/1']],
  [
    'Security Council',
    'en',
    'unsc',
    'Reaffirming paragraphs 11 to 21 of resolution 2182 (2014) and its resolutions 1325 (2000), 1820 and 1888 (2009),',
    [
      '2182 (2014) | S/RES/2182(2014) | para_11->para_21',
      '1325 (2000) | S/RES/1325(2000)',
      '1820 | S/RES/1820(2008)',
      '1888 (2009) | S/RES/1888(2009)',
    ],
  ],
  [
    'year known from before',
    'en',
    'unsc',
    'Recalling resolution 1540 (2004), stresses that resolution 1540 binds all,',
    ['1540 (2004) | S/RES/1540(2004)', '1540 | S/RES/1540(2004)'],
  ],
  [
    'Economic and Social Council',
    'en',
    'unecosoc',
    'Recalling its resolutions 2020/8 of 22 July 2020 and 2008 (LX) of 14 May 1976,',
    ['2020/8 | E/RES/2020/8 | 2020-07-22 | agrees', '2008 (LX) | E/RES/2008(LX) | 1976-05-14'],
  ],
  [
    'named organs in one line',
    'en',
    'unga',
    'Recalling Economic and Social Council resolution 663 C (XXIV) of 31 July 1957 and Council resolution 16/18,',
    ['663 C (XXIV) | E/RES/663C(XXIV) | 1957-07-31', '16/18 | A/HRC/RES/16/18'],
  ],
  [
    'sections of resolutions',
    'en',
    'unga',
    'Resolutions 52/214, sect. C, para. 3; 55/222, sect. III, paras. 12-14; and 56/64 B, sect. X.',
    [
      '52/214 | A/RES/52/214 | sec_C__para_3',
      '55/222 | A/RES/55/222 | sec_III__para_12->para_14',
      '56/64 B | A/RES/56/64B | sec_X',
    ],
  ],
  [
    'joint symbol',
    'en',
    'unga',
    'See A/73/328-S/2018/592 and A/60/88 and Corr.1 and Add.2, annex.',
    [
      'A/73/328-S/2018/592 | A/73/328-S/2018/592',
      'A/60/88 | A/60/88',
      'Corr.1 | A/60/88/Corr.1',
      'Add.2 | A/60/88/Add.2',
    ],
  ],
  [
    'printed symbols',
    'en',
    'unga',
    'A/C.6/75/SR.11, A/77/6 (Sect. 3)/Add.1, S/PRST/2013/16, S/PV.7813, ST/SGB/2015/3, E/CN.4/1995/2, FCCC/CP/2015/10/Add.1, S/RES/2250 (2015), A/RES/217 A (III), UNEP/EA.4/Res.1.',
    [
      'A/C.6/75/SR.11 | A/C.6/75/SR.11',
      'A/77/6 (Sect. 3)/Add.1 | A/77/6(Sect.3)/Add.1',
      'S/PRST/2013/16 | S/PRST/2013/16',
      'S/PV.7813 | S/PV.7813',
      'ST/SGB/2015/3 | ST/SGB/2015/3',
      'E/CN.4/1995/2 | E/CN.4/1995/2',
      'FCCC/CP/2015/10/Add.1 | FCCC/CP/2015/10/Add.1',
      'S/RES/2250 (2015) | S/RES/2250(2015)',
      'A/RES/217 A (III) | A/RES/217A(III)',
      'UNEP/EA.4/Res.1 | UNEP/EA.4/RES.1',
    ],
  ],
  [
    'supplements',
    'en',
    'unga',
    'Official Records of the General Assembly, Sixty-sixth Session, Supplement No. 53 (A/66/53), chap. II, sect. A.',
    ['A/66/53 | A/66/53 | chap_II__sec_A'],
  ],
  [
    'other bodies',
    'en',
    'unga',
    'resolution WHA66.2, decisions 1/CP.21 and 2/CMA.3, resolution No. 2/25-ORG and GC(XX)/RES/5',
    [
      'WHA66.2 | WHA66.2',
      '1/CP.21 | 1/CP.21',
      '2/CMA.3 | 2/CMA.3',
      '2/25-ORG | 2/25-ORG',
      'GC(XX)/RES/5 | GC(XX)/RES/5',
    ],
  ],
  [
    'dates and parts of other bodies and of printed symbols',
    'en',
    'unga',
    'resolution WHA62.16 of 22 May 2009, paragraph 3 of decision 1/CP.21, annex, and S/RES/2250 (2015) of 9 December 2015, para. 2; PRST/1996/13; AU/Dec.710 (XXXI)',
    [
      'WHA62.16 | WHA62.16 | 2009-05-22',
      '1/CP.21 | 1/CP.21 | annex__para_3',
      'S/RES/2250 (2015) | S/RES/2250(2015) | para_2 | 2015-12-09',
      'PRST/1996/13 | S/PRST/1996/13',
      'AU/Dec.710 (XXXI) | AU/DEC.710(XXXI)',
    ],
  ],
  [
    'annex of a decision of another body in Chinese',
    'zh',
    'unga',
    '第1/CP.21号决定，附件。',
    ['1/CP.21 | 1/CP.21 | annex'],
  ],
  [
    'numbers of bodies that no list holds, with the date behind their name',
    'en',
    'unecosoc',
    'Noting decision XII/23, annex, of the Parties, resolution 782(XL) of the Economic Commission for Latin America and the Caribbean of 11 October 2024, and resolution 70/1 adopted at the summit of 3 May 2016,',
    ['XII/23 | - | annex', '782(XL) | - | 2024-10-11', '70/1 | A/RES/70/1'],
  ],
  [
    'date behind the name of another body in French',
    'fr',
    'unecosoc',
    'Rappelant la résolution 42/1 de la Commission du développement social, en date du 13 février 2004, dans laquelle',
    ['42/1 | - | 2004-02-13'],
  ],
  [
    'addresses of the web are no symbols, unless of a document',
    'en',
    'unga',
    'See www.example.org/EN/Bodies/session42/Pages/Reports.aspx, https://example.org/A/B/3 and https://undocs.org/A/75/153.',
    ['A/75/153 | A/75/153'],
  ],
  [
    'part before a relative clause and before another text',
    'en',
    'unga',
    'Recalling decision 1/CMA.3, paragraph 85, in which it asked for more, resolution 60/1, paragraph 4, of resolution 61/1, and so on,',
    ['1/CMA.3 | 1/CMA.3 | para_85', '60/1 | A/RES/60/1', '61/1 | A/RES/61/1 | para_4'],
  ],
  [
    'organ and date before the number in Chinese',
    'zh',
    'unga',
    '欢迎切实执行2011年3月24日人权理事会通过的第16/18号决议，',
    ['16/18 | A/HRC/RES/16/18 | 2011-03-24 | agrees'],
  ],
  [
    'numbers of nobody we know stay open',
    'en',
    'unga',
    'decision 15/4 of the Conference of the Parties and Commission on Narcotic Drugs resolution 57/10',
    ['15/4 | -', '57/10 | -'],
  ],
  [
    'Environment Assembly in its own text, by date, by its own count and by name',
    'en',
    'unep-unea',
    'Recalling its resolutions 1/9 of 27 June 2014 and 3/2, resolution 5/7 of 2 March 2022, Human Rights Council resolution 6/4 and General Assembly resolution 73/12,',
    [
      '1/9 | UNEP/EA.1/RES.9 | 2014-06-27 | agrees',
      '3/2 | UNEP/EA.3/RES.2',
      '5/7 | UNEP/EA.5/RES.7 | 2022-03-02 | agrees',
      '6/4 | A/HRC/RES/6/4',
      '73/12 | A/RES/73/12',
    ],
  ],
  [
    'organ named behind the last of a list',
    'en',
    'unga',
    'Recalling resolutions 60/9, 2/4 and 4/5 of the United Nations Environment Assembly and resolutions 5/3 and 5/4 of the Human Rights Council, resolution 1/2 of the Habitat Assembly,',
    [
      '60/9 | A/RES/60/9',
      '2/4 | UNEP/EA.2/RES.4',
      '4/5 | UNEP/EA.4/RES.5',
      '5/3 | A/HRC/RES/5/3',
      '5/4 | A/HRC/RES/5/4',
      '1/2 | HSP/HA.1/RES.2',
    ],
  ],
  [
    'organ before the next number, and organ as subject behind a comma',
    'en',
    'unga-hrc',
    'Recalling General Assembly resolution 60/9, Human Rights Council resolution 40/4, and that in Economic and Social Council resolution 1983/7, the Commission was asked,',
    ['60/9 | A/RES/60/9', '40/4 | A/HRC/RES/40/4', '1983/7 | E/RES/1983/7'],
  ],
  [
    'Environment Assembly in French',
    'fr',
    'unga',
    'Rappelant la résolution 4/5 de l’Assemblée des Nations Unies pour l’environnement,',
    ['4/5 | UNEP/EA.4/RES.5'],
  ],
  [
    'own numbers of a body whose symbols are not known',
    'en',
    'eb',
    'Recalls its decisions 2021/3 and 2022/8 and General Assembly resolution 70/9;',
    ['2021/3 | -', '2022/8 | -', '70/9 | A/RES/70/9'],
  ],
  [
    'Security Council without a year',
    'en',
    'unga',
    'Recalling Security Council resolutions 1333, 1390 and 1455 (2003), resolution 1701 of the Security Council and the report on resolution 1701 (the “ceasefire”),',
    [
      '1333 | S/RES/1333(2000)',
      '1390 | S/RES/1390(2002)',
      '1455 (2003) | S/RES/1455(2003)',
      '1701 | S/RES/1701(2006)',
      '1701 | S/RES/1701(2006)',
    ],
  ],
  [
    'Security Council without a year behind one with it',
    'en',
    'unsc',
    'Recalling resolutions 1373 (2001), 2178 and 2396, and resolution 242',
    ['1373 (2001) | S/RES/1373(2001)', '2178 | S/RES/2178(2014)', '2396 | S/RES/2396(2017)', '242 | S/RES/242(1967)'],
  ],
  [
    'Security Council without a year in Russian',
    'ru',
    'unga',
    'ссылаясь на резолюцию 1701 Совета Безопасности,',
    ['1701 | S/RES/1701(2006)'],
  ],
  [
    'numbers without a year that are not of the Security Council',
    'en',
    'unga',
    'Parliamentary Assembly resolution 2283, General Assembly resolution 181, its resolution 377, resolution 1701 (2006), 1800 soldiers, the 1540 Committee and resolution 2334.',
    ['1701 (2006) | S/RES/1701(2006)'],
  ],
  [
    'symbols with hyphens',
    'en',
    'unga',
    'decision EC-M-12/DEC.1 of 7 May 2013, the note EC-81/S/2, in compliance with C-SS-2/ DEC.3, decision C-I/DEC.71, Congress resolution GA-2019-88-RES-04,',
    [
      'EC-M-12/DEC.1 | EC-M-12/DEC.1 | 2013-05-07',
      'EC-81/S/2 | EC-81/S/2',
      'C-SS-2/ DEC.3 | C-SS-2/DEC.3',
      'C-I/DEC.71 | C-I/DEC.71',
      'GA-2019-88-RES-04 | GA-2019-88-RES-04',
    ],
  ],
  [
    'numbers of other bodies with letters',
    'en',
    'unga',
    'resolutions A.1029(26) and A.1074 (28), resolution MEPC.201(62) of 15 July 2011, resolution A41-21, decision BC-14/13, resolution LC-LP.1 (2008), decision IOC-XXX/11.1, decision J (68), resolution EB150.R7 and decision EB152(22), World Health Assembly resolution 76.17,',
    [
      'A.1029(26) | A.1029(26)',
      'A.1074 (28) | A.1074(28)',
      'MEPC.201(62) | MEPC.201(62) | 2011-07-15',
      'A41-21 | A41-21',
      'BC-14/13 | BC-14/13',
      'LC-LP.1 (2008) | LC-LP.1(2008)',
      'IOC-XXX/11.1 | IOC-XXX/11.1',
      'J (68) | -',
      'EB150.R7 | EB150.R7',
      'EB152(22) | EB152(22)',
      '76.17 | WHA76.17',
    ],
  ],
  ['title of such a decision', 'en', null, 'Decision C (71)', []],
  [
    'Committee of Ministers',
    'en',
    'unga',
    'recommendation (2018)9 of the Committee of Ministers, Recommendation CM/Rec(2019)4, resolution (2021)3, regulation (2022)17,',
    ['(2018)9 | CM/Rec(2018)9', 'CM/Rec(2019)4 | CM/Rec(2019)4', '(2021)3 | CM/Res(2021)3'],
  ],
  [
    'low sessions go on behind titles',
    'en',
    'unga-hrc',
    'Recalling Council resolutions 5/3, on building, and 5/4, on conduct, of the Council, and its resolutions 22/6 of 21 March 2013, entitled “Defenders”, 27/31 of 26 September 2014 and 32/31 of 1 July 2016,',
    [
      '5/3 | A/HRC/RES/5/3',
      '5/4 | A/HRC/RES/5/4',
      '22/6 | A/HRC/RES/22/6 | 2013-03-21 | agrees',
      '27/31 | A/HRC/RES/27/31 | 2014-09-26 | agrees',
      '32/31 | A/HRC/RES/32/31 | 2016-07-01 | agrees',
    ],
  ],
  [
    'not citations',
    'en',
    'unga',
    'The hotline works 24/7 in 2016/17; general recommendation No. 35 (2017); Regulation (EU) 2016/679 of 27 April 2016; and/or 1/3 of it.',
    [],
  ],
  [
    'Charter',
    'en',
    'unga',
    'Recalling Article 2, paragraph 4, of the Charter of the United Nations and Chapters VI and VII of the Charter, and article 3 of the Charter of the League,',
    [
      'Article 2, paragraph 4, of the Charter of the United Nations | - | art_2__para_4',
      'Chapters VI and VII of the Charter | - | chap_VI | chap_VII',
    ],
  ],
  [
    'treaty series',
    'en',
    'unga',
    'United Nations, Treaty Series, vol. 1465, No. 24841.',
    ['Treaty Series, vol. 1465, No. 24841 | - | vol_1465 | no_24841'],
  ],
  [
    'same resolution',
    'en',
    'unga',
    'Recalling resolution 70/1 and paragraph 3 of the same resolution, noting that resolution 71/4 followed,',
    ['70/1 | A/RES/70/1', 'the same resolution | A/RES/70/1 | para_3', '71/4 | A/RES/71/4'],
  ],
  [
    'broken hyphens and blanks',
    'en',
    'unga',
    'See A/73/328\u2013S/2018/592, resolution S\u201126/2 and resolution\u00a070/1.',
    ['A/73/328\u2013S/2018/592 | A/73/328-S/2018/592', 'S\u201126/2 | A/RES/S-26/2', '70/1 | A/RES/70/1'],
  ],
  ['own symbol as heading', 'en', 'unga', '75/81. Regional centres for peace', []],
  [
    'French',
    'fr',
    'unga',
    'Rappelant ses résolutions 41/6 du 21 octobre 1986 et 77/21 du 1er décembre 2022, la résolution 1631 (2005) du Conseil de sécurité en date du 17 octobre 2005 et le paragraphe 8 de la résolution 74/255 B,',
    [
      '41/6 | A/RES/41/6 | 1986-10-21 | agrees',
      '77/21 | A/RES/77/21 | 2022-12-01 | agrees',
      '1631 (2005) | S/RES/1631(2005) | 2005-10-17 | agrees',
      '74/255 B | A/RES/74/255B | para_8',
    ],
  ],
  [
    'French Charter',
    'fr',
    'unga',
    'Agissant en vertu du Chapitre VII de la Charte des Nations Unies,',
    ['Chapitre VII de la Charte des Nations Unies | - | chap_VII'],
  ],
  [
    'Spanish',
    'es',
    'unga',
    'Recordando sus resoluciones 41/6, de 21 de octubre de 1986, y 77/21, de 7 de diciembre de 2022, y el párrafo 5 de la resolución 2607 (2021),',
    [
      '41/6 | A/RES/41/6 | 1986-10-21 | agrees',
      '77/21 | A/RES/77/21 | 2022-12-07 | agrees',
      '2607 (2021) | S/RES/2607(2021) | para_5',
    ],
  ],
  [
    'Russian',
    'ru',
    'unga',
    'ссылаясь на свои резолюции 41/6 от 21 октября 1986 года и 77/21 от 7 декабря 2022 года, резолюцию 70/125 Генеральной Ассамблеи от 16 декабря 2015 года и пункт 7 резолюции 2182 (2014),',
    [
      '41/6 | A/RES/41/6 | 1986-10-21 | agrees',
      '77/21 | A/RES/77/21 | 2022-12-07 | agrees',
      '70/125 | A/RES/70/125 | 2015-12-16 | agrees',
      '2182 (2014) | S/RES/2182(2014) | para_7',
    ],
  ],
  [
    'Russian with Cyrillic letters in the symbol',
    'ru',
    'unga',
    'См. А/75/345, разд. III.',
    ['А/75/345 | A/75/345 | sec_III'],
  ],
  [
    'Arabic',
    'ar',
    'unga',
    'إذ تشير إلى قراريها 41/6 المؤرخ 21 تشرين الأول/ أكتوبر 1986 و 77/21 المؤرخ 7 كانون الأول/ديسمبر 2022 والفقرة 5 من قرار مجلس الأمن 2209 (2015)، والقرار دإ-26/2، المرفق،',
    [
      '41/6 | A/RES/41/6 | 1986-10-21 | agrees',
      '77/21 | A/RES/77/21 | 2022-12-07 | agrees',
      '2209 (2015) | S/RES/2209(2015) | para_5',
      'دإ-26/2 | A/RES/S-26/2 | annex',
    ],
  ],
  [
    'Arabic sessions and letters',
    'ar',
    'unga',
    'قراراتها 3369 (د-30) و 217 ألف (د-3) و 56/210 باء',
    ['3369 (د-30) | A/RES/3369(XXX)', '217 ألف (د-3) | A/RES/217A(III)', '56/210 باء | A/RES/56/210B'],
  ],
  [
    'Arabic Charter',
    'ar',
    'unsc',
    'وإذ يتصرف بموجب الفصل السابع من ميثاق الأمم المتحدة،',
    ['الفصل السابع من ميثاق الأمم المتحدة | - | chap_VII'],
  ],
  [
    'Chinese',
    'zh',
    'unga',
    '回顾其1986年10月21日第41/6号和2022年12月7日第77/21号决议以及安全理事会第1631(2005)号决议第8段，',
    [
      '41/6 | A/RES/41/6 | 1986-10-21 | agrees',
      '77/21 | A/RES/77/21 | 2022-12-07 | agrees',
      '1631(2005) | S/RES/1631(2005) | para_8',
    ],
  ],
  [
    'Chinese sections, letters, special sessions',
    'zh',
    'unga',
    '第57/283 B号决议，第三节；S-26/2号决议，附件二；第217A(III)号决议。',
    ['57/283 B | A/RES/57/283B | sec_III', 'S-26/2 | A/RES/S-26/2 | annex_II', '217A(III) | A/RES/217A(III)'],
  ],
  [
    'resolutions of the International Telecommunication Union stay open, and a title cites nothing',
    'en',
    null,
    'Recalling Resolutions 12 (Rev. Geneva, 2015) and 134 (Rev. Geneva, 2015) and Decision 4 (Oslo, 2011),',
    ['12 (Rev. Geneva, 2015) | -', '134 (Rev. Geneva, 2015) | -', '4 (Oslo, 2011) | -'],
  ],
  ['title of such a resolution', 'en', null, 'RESOLUTION 12 (REV. GENEVA, 2015)', []],
  [
    'the same in Chinese',
    'zh',
    null,
    '回顾第12号决议（2015年，日内瓦，修订版），',
    ['12号决议（2015年，日内瓦，修订版） | -'],
  ],
  [
    'series of treaties: several volumes, ranges of numbers, no volume, pages',
    'en',
    'unga',
    'Treaty Series, vols. 1833, 1834 and 1835, No. 31363; Treaty Series, vol. 75, Nos. 970–973; European Treaty Series No. 185; Treaty Series, vol. 999, p. 171; Ibid., vol. 660, No. 9464; the Treaty Series of 12 May.',
    [
      'Treaty Series, vols. 1833, 1834 and 1835, No. 31363 | - | vol_1833 | vol_1834 | vol_1835 | no_31363',
      'Treaty Series, vol. 75, Nos. 970–973 | - | vol_75 | no_970->no_973',
      'Treaty Series No. 185 | - | no_185',
      'Treaty Series, vol. 999 | - | vol_999',
      'Ibid., vol. 660, No. 9464 | - | vol_660 | no_9464',
    ],
  ],
  [
    'series of treaties in Chinese',
    'zh',
    'unga',
    '《条约汇编》，第75卷，第970-973号；《欧洲条约汇编》第185号；同上，第660卷，第9464号。',
    [
      '条约汇编》，第75卷，第970-973 | - | vol_75 | no_970->no_973',
      '条约汇编》第185 | - | no_185',
      '同上，第660卷，第9464 | - | vol_660 | no_9464',
    ],
  ],
  [
    'letters behind symbols and behind Z',
    'en',
    'unga',
    'See A/RES/79/258 B, GC(68)/RES/11 C, entitled so, and resolution 53/77 AA of 4 December 1998.',
    [
      'A/RES/79/258 B | A/RES/79/258B',
      'GC(68)/RES/11 C | GC(68)/RES/11C',
      '53/77 AA | A/RES/53/77AA | 1998-12-04 | agrees',
    ],
  ],
  [
    'parts beside each other and parts with a letter',
    'en',
    'unga',
    'S/RES/1533 (2004), op.5, op. 8 and op.9; decision 67/551, subpara. (d); resolution 60/1, para. 3, para. 5.',
    [
      'S/RES/1533 (2004) | S/RES/1533(2004) | para_5 | para_8 | para_9',
      '67/551 | A/DEC/67/551 | subpara_d',
      '60/1 | A/RES/60/1 | para_3 | para_5',
    ],
  ],
  [
    'parts and doubled letters in Arabic',
    'ar',
    'unga',
    'الفقرة 12 (ز) من القرار 1718 (2006) والقرار 53/77 ألف ألف المؤرخ 4 كانون الأول/ديسمبر 1998',
    ['1718 (2006) | S/RES/1718(2006) | para_12.g', '53/77 ألف ألف | A/RES/53/77AA | 1998-12-04 | agrees'],
  ],
  [
    'numbers over 300 that the text calls decisions',
    'en',
    'unga',
    'Recalling decision 71/313 of 6 July 2017 and decisions 40/321 of 13 December 1985 and 71/413,',
    [
      '71/313 | A/RES/71/313 | 2017-07-06 | agrees',
      '40/321 | A/DEC/40/321 | 1985-12-13 | agrees',
      '71/413 | A/DEC/71/413',
    ],
  ],
  [
    'special sessions beyond those of the Assembly, and the Sub-Commission',
    'en',
    'unga',
    'Recalling resolution S-36/1 and Sub-Commission resolution 2000/22 of 18 August 2000,',
    ['S-36/1 | A/HRC/RES/S-36/1', '2000/22 | E/CN.4/Sub.2/RES/2000/22 | 2000-08-18 | agrees'],
  ],
  [
    'also of a date',
    'en',
    'unga-hrc',
    'Council resolutions 49/19 of 1 April 2022 and 49/25, also of 1 April 2022,',
    ['49/19 | A/HRC/RES/49/19 | 2022-04-01 | agrees', '49/25 | A/HRC/RES/49/25 | 2022-04-01 | agrees'],
  ],
  [
    'Chinese verb before the short name of the Council',
    'zh',
    'unecosoc',
    '注意到在执行理事会第2013/12号决议方面取得的进展，',
    ['2013/12 | E/RES/2013/12'],
  ],
  ['Chinese Charter', 'zh', 'unsc', '根据《联合国宪章》第七章采取行动，', ['联合国宪章》第七章 | - | chap_VII']],
];

describe('citations', () => {
  it.each(cases)('%s', (_name, language, organ, text, expected) => {
    expect(cited(language, organ, text)).toEqual(expected);
  });

  it('remembers the text before', () => {
    expect(cited('en', 'unga', 'Recalling resolution 70/1,', 'Reaffirms the same resolution;')).toEqual([
      '70/1 | A/RES/70/1',
      'the same resolution | A/RES/70/1',
    ]);
    expect(cited('en', null, 'The Human Rights Council met.', 'Recalling resolution 16/18,')).toEqual([
      '16/18 | A/HRC/RES/16/18',
    ]);
  });

  it('takes the title line of the text for no citation', () => {
    const cite = citer({ ...context(lexicons.en, 'unsc'), symbol: 'S/RES/2768 (2025)' });
    expect([...cite({ text: 'Resolution 2768 (2025)' }), ...cite({ text: 'S/RES/2768 (2025)' })]).toEqual([]);
  });

  it('takes "Ibid." in a note for what the note before cites, if that is one document', () => {
    const cite = citer(context(lexicons.en, 'unga'));
    const notes = ['See A/66/53, chap. II.', 'Ibid., annex II.', 'Ibid.', 'See A/66/1 and A/66/2.', 'Ibid., para. 3.'];
    expect(
      notes.map((text) =>
        cite({ text, kind: 'note' }).map(({ symbol, parts }) => [symbol, ...(parts ?? [])].join(' ')),
      ),
    ).toEqual([['A/66/53 chap_II'], ['A/66/53 annex_II'], ['A/66/53'], ['A/66/1', 'A/66/2'], []]);
    expect(cite({ text: 'Ibid.' })).toEqual([]);
  });

  it('gives spans in order that do not overlap, whatever the text', () => {
    const piece = constantFrom(
      'resolution ',
      '70/1',
      ' A and B',
      '(2004)',
      '1540 ',
      '(XXX)',
      'A/',
      'S-26/2',
      '、',
      '第',
      '号决议',
      ' of 1 May 2020',
      ', ',
      'المرفق',
      '\u200f',
      'Charter',
      'Article 2 of the ',
      ')',
      '-',
    );
    void assert(
      property(
        constantFrom(...Object.values(lexicons)),
        array(piece, { maxLength: 30 }),
        string(),
        (lexicon, pieces, end) => {
          const text = pieces.join('') + end;
          let last = 0;
          for (const { start, end: stop } of citer(context(lexicon, 'unga'))({ text })) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(stop).toBeGreaterThan(start);
            expect(stop).toBeLessThanOrEqual(text.length);
            last = stop;
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('reads every number of the Assembly alike in all languages', () => {
    const sentences: Readonly<Record<keyof typeof lexicons, (number: string) => string>> = {
      ar: (number) => `قرارها ${number}`,
      en: (number) => `its resolution ${number}`,
      es: (number) => `su resolución ${number}`,
      fr: (number) => `sa résolution ${number}`,
      ru: (number) => `свою резолюцию ${number}`,
      zh: (number) => `其第${number}号决议`,
    };
    void assert(
      property(integer({ min: 31, max: 90 }), integer({ min: 1, max: 299 }), (session, number) => {
        for (const language of Object.keys(sentences) as (keyof typeof lexicons)[])
          expect(cited(language, 'unga', sentences[language](`${session}/${number}`))).toEqual([
            `${session}/${number} | A/RES/${session}/${number}`,
          ]);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['one chain', 'resolutions 37/4 of 22 October 1982, '],
    ['brackets', '(2004) 1 (('],
    ['strokes', 'A/1/'],
    ['same resolution', 'resolution 70/1 and the same resolution '],
  ])('takes time in proportion to the text: %s', (_name, piece) => {
    const started = performance.now();
    citer(context(english, 'unga'))({ text: piece.repeat(20_000) });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
