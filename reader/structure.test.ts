import { describe, expect, test } from 'vitest';
import { readText } from './formats/text.ts';
import { lexicons } from './languages/index.ts';
import { type Entry, type Language, type Node, type Passage, type Resolution, walk } from './model.ts';
import { paragraphs } from './paragraphs.ts';
import { type Structure, structure } from './structure.ts';

const built = (text: string, language: Language): Structure =>
  structure(paragraphs(readText(text), lexicons[language]).blocks, lexicons[language]);

/** A node as its address, its number where one is printed, and its text; a heading with a `#`. */
function line(node: Node): string {
  if (node.kind === 'table')
    return `${node.id}: ${node.rows.map((row) => row.map((cell) => cell.text).join(' | ')).join(' / ')}`;
  const number = 'number' in node && node.number !== null ? ` ${node.number}` : '';
  return `${node.id}${number}: ${node.text}`;
}
const role = (entry: Entry): string => `${entry.role}: ${entry.text}`;

/** All that was read, a line each: `== type number title` before a resolution, `~` before a passage, `<` before the close. */
function lines(contents: readonly (Resolution | Passage)[]): string[] {
  return contents.flatMap((item) =>
    item.kind === 'passage'
      ? [`~ ${item.text}`]
      : [
          `== ${[item.type, item.number, item.title].filter((fact) => fact !== null).join(', ')}`,
          ...[...walk(item.body)].map(line),
          ...item.closing.map((entry) => `< ${role(entry)}`),
        ],
  );
}

interface Case {
  readonly name: string;
  readonly language: Language;
  /** Paragraphs as printed. */
  readonly text: readonly string[];
  readonly tree: readonly string[];
}

/** The same text in every language: a list, a list in the list, an unnumbered paragraph, a close. */
const sixfold: readonly Case[] = [
  {
    name: 'English',
    language: 'en',
    text: [
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours:',
      '(a) To light the lamps;',
      '(b) To count:',
      '(i) The ships;',
      '(ii) The boats;',
      '(c) To wait;',
      '2. Decides to return to the matter.',
      '39th plenary meeting',
      '18 November 2025',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours:',
      'op1.a (a): To light the lamps;',
      'op1.b (b): To count:',
      'op1.b.i (i): The ships;',
      'op1.b.ii (ii): The boats;',
      'op1.c (c): To wait;',
      'op2 2: Decides to return to the matter.',
      '< meeting: 39th plenary meeting',
      '< date: 18 November 2025',
    ],
  },
  {
    name: 'French',
    language: 'fr',
    text: [
      'L’Assemblée générale,',
      'Rappelant sa résolution 79/7 du 2 décembre 2024,',
      '1. Prie les ports :',
      'a) D’allumer les lampes ;',
      'b) De compter :',
      'i) Les navires ;',
      'ii) Les barques ;',
      'c) D’attendre ;',
      '2. Décide de revenir à la question.',
      '39e séance plénière',
      '18 novembre 2025',
    ],
    tree: [
      '== resolution',
      'enacting: L’Assemblée générale,',
      'pp1: Rappelant sa résolution 79/7 du 2 décembre 2024,',
      'op1 1: Prie les ports :',
      'op1.a a): D’allumer les lampes ;',
      'op1.b b): De compter :',
      'op1.b.i i): Les navires ;',
      'op1.b.ii ii): Les barques ;',
      'op1.c c): D’attendre ;',
      'op2 2: Décide de revenir à la question.',
      '< meeting: 39e séance plénière',
      '< date: 18 novembre 2025',
    ],
  },
  {
    name: 'Spanish',
    language: 'es',
    text: [
      'La Asamblea General,',
      'Recordando su resolución 79/7, de 2 de diciembre de 2024,',
      '1. Pide a los puertos que:',
      'a) Enciendan las lámparas;',
      'b) Cuenten:',
      'i) Los buques;',
      'ii) Las barcas;',
      'c) Esperen;',
      '2. Decide volver a la cuestión.',
      '39ª sesión plenaria',
      '18 de noviembre de 2025',
    ],
    tree: [
      '== resolution',
      'enacting: La Asamblea General,',
      'pp1: Recordando su resolución 79/7, de 2 de diciembre de 2024,',
      'op1 1: Pide a los puertos que:',
      'op1.a a): Enciendan las lámparas;',
      'op1.b b): Cuenten:',
      'op1.b.i i): Los buques;',
      'op1.b.ii ii): Las barcas;',
      'op1.c c): Esperen;',
      'op2 2: Decide volver a la cuestión.',
      '< meeting: 39ª sesión plenaria',
      '< date: 18 de noviembre de 2025',
    ],
  },
  {
    name: 'Russian',
    language: 'ru',
    text: [
      'Генеральная Ассамблея,',
      'ссылаясь на свою резолюцию 79/7 от 2 декабря 2024 года,',
      '1. просит порты:',
      'а) зажечь лампы;',
      'б) сосчитать:',
      'i) суда;',
      'ii) лодки;',
      'в) ждать;',
      '2. постановляет вернуться к этому вопросу.',
      '39-е пленарное заседание,',
      '18 ноября 2025 года',
    ],
    tree: [
      '== resolution',
      'enacting: Генеральная Ассамблея,',
      'pp1: ссылаясь на свою резолюцию 79/7 от 2 декабря 2024 года,',
      'op1 1: просит порты:',
      'op1.a а): зажечь лампы;',
      'op1.b б): сосчитать:',
      'op1.b.i i): суда;',
      'op1.b.ii ii): лодки;',
      'op1.c в): ждать;',
      'op2 2: постановляет вернуться к этому вопросу.',
      '< meeting: 39-е пленарное заседание,',
      '< date: 18 ноября 2025 года',
    ],
  },
  {
    name: 'Arabic',
    language: 'ar',
    text: [
      'إن الجمعية العامة،',
      'إذ تشير إلى قرارها 79/7 المؤرخ 2 كانون الأول/ديسمبر 2024،',
      '1 - تطلب إلى المرافئ:',
      '(أ) إضاءة المصابيح؛',
      '(ب) عد ما يلي:',
      '’1‘ السفن؛',
      '’2‘ القوارب؛',
      '(ج) الانتظار؛',
      '2 - تقرر العودة إلى المسألة.',
      'الجلسة العامة 39',
      '18 تشرين الثاني/نوفمبر 2025',
    ],
    tree: [
      '== resolution',
      'enacting: إن الجمعية العامة،',
      'pp1: إذ تشير إلى قرارها 79/7 المؤرخ 2 كانون الأول/ديسمبر 2024،',
      'op1 1: تطلب إلى المرافئ:',
      'op1.a (أ): إضاءة المصابيح؛',
      'op1.b (ب): عد ما يلي:',
      'op1.b.i ’1‘: السفن؛',
      'op1.b.ii ’2‘: القوارب؛',
      'op1.c (ج): الانتظار؛',
      'op2 2: تقرر العودة إلى المسألة.',
      '< meeting: الجلسة العامة 39',
      '< date: 18 تشرين الثاني/نوفمبر 2025',
    ],
  },
  {
    name: 'Chinese',
    language: 'zh',
    text: [
      '大会，',
      '回顾其2024年12月2日第79/7号决议，',
      '1. 请各港口：',
      '(a) 点亮灯；',
      '(b) 清点：',
      '㈠ 船只；',
      '㈡ 小艇；',
      '(c) 等待；',
      '2. 决定再次审议这个问题。',
      '第39次全体会议',
      '2025年11月18日',
    ],
    tree: [
      '== resolution',
      'enacting: 大会，',
      'pp1: 回顾其2024年12月2日第79/7号决议，',
      'op1 1: 请各港口：',
      'op1.a (a): 点亮灯；',
      'op1.b (b): 清点：',
      'op1.b.i ㈠: 船只；',
      'op1.b.ii ㈡: 小艇；',
      'op1.c (c): 等待；',
      'op2 2: 决定再次审议这个问题。',
      '< meeting: 第39次全体会议',
      '< date: 2025年11月18日',
    ],
  },
];

const bodies: readonly Case[] = [
  {
    name: '(i) after (h)',
    language: 'en',
    text: [
      'The General Assembly,',
      '1. Requests:',
      ...[...'abcdefghij'].map((letter) => `(${letter}) Harbour ${letter};`),
      '2. Decides to wait.',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'op1 1: Requests:',
      ...[...'abcdefghij'].map((letter) => `op1.${letter} (${letter}): Harbour ${letter};`),
      'op2 2: Decides to wait.',
    ],
  },
  {
    name: 'the formula run into its paragraph',
    language: 'en',
    text: [
      'The General Assembly, Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to act.',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours to act.',
    ],
  },
  {
    name: 'a number glued to the paragraph before, and a number lost',
    language: 'en',
    text: [
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to act; 2.',
      'Urges the ships to come home;',
      'Invites the boats to wait;',
      '4. Decides to return to the matter.',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours to act;',
      'op2 2: Urges the ships to come home;',
      'op3 3: Invites the boats to wait;',
      'op4 4: Decides to return to the matter.',
    ],
  },
  {
    name: 'a text of one paragraph without a number',
    language: 'en',
    text: [
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      'Decides to wait for the ships.',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1: Decides to wait for the ships.',
    ],
  },
  {
    name: 'unnumbered paragraphs between numbered ones',
    language: 'en',
    text: [
      'The Security Council,',
      'Recalling its resolution 2768 (2025),',
      '1. Decides to wait for the ships;',
      'Lamps and lights',
      'Underlines that the lamps are to be lit;',
      'Recalling that the lamps are lit.',
      '2. Requests the Secretary-General to report.',
    ],
    tree: [
      '== resolution',
      'enacting: The Security Council,',
      'pp1: Recalling its resolution 2768 (2025),',
      'op1 1: Decides to wait for the ships;',
      'h1: Lamps and lights',
      'op1.p1: Underlines that the lamps are to be lit;',
      'op1.p2: Recalling that the lamps are lit.',
      'op2 2: Requests the Secretary-General to report.',
    ],
  },
  {
    name: 'sections with a preamble of their own',
    language: 'en',
    text: [
      'The General Assembly,',
      'I',
      'Lamps',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to light them;',
      'II',
      'Ships',
      'Noting the ships at sea,',
      '1. Requests the harbours to count them.',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'sec_I I: Lamps',
      'sec_I.pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'sec_I.op1 1: Requests the harbours to light them;',
      'sec_II II: Ships',
      'sec_II.pp1: Noting the ships at sea,',
      'sec_II.op1 1: Requests the harbours to count them.',
    ],
  },
  {
    name: 'sections in Chinese, each with its formula',
    language: 'zh',
    text: [
      '80/420. 与港口有关的问题',
      '一',
      '灯塔',
      '大会，',
      '回顾其第79/7号决议，',
      '1. 请各港口点亮灯；',
      '二',
      '船只',
      '大会，',
      '注意到海上船只，',
      '1. 请各港口清点船只。',
    ],
    tree: [
      '== resolution, 80/420, 与港口有关的问题',
      'sec_I 一: 灯塔',
      'sec_I.enacting: 大会，',
      'sec_I.pp1: 回顾其第79/7号决议，',
      'sec_I.op1 1: 请各港口点亮灯；',
      'sec_II 二: 船只',
      'sec_II.enacting: 大会，',
      'sec_II.pp1: 注意到海上船只，',
      'sec_II.op1 1: 请各港口清点船只。',
    ],
  },
  {
    name: 'an annex with sections',
    language: 'en',
    text: [
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Adopts the rules annexed to the present resolution.',
      '39th plenary meeting',
      '18 November 2025',
      'Annex',
      'Rules of the harbours',
      'I. Lamps',
      '1. The lamps are lit at dusk.',
      '2. A lamp may be red or green:',
      '(a) Red to port;',
      '(b) Green to starboard.',
      'II. Ships',
      '3. Ships are counted.',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Adopts the rules annexed to the present resolution.',
      'annex: Annex',
      'annex.title: Rules of the harbours',
      'annex.sec_I I: Lamps',
      'annex.sec_I.1 1: The lamps are lit at dusk.',
      'annex.sec_I.2 2: A lamp may be red or green:',
      'annex.sec_I.2.a (a): Red to port;',
      'annex.sec_I.2.b (b): Green to starboard.',
      'annex.sec_II II: Ships',
      'annex.sec_II.3 3: Ships are counted.',
      '< meeting: 39th plenary meeting',
      '< date: 18 November 2025',
    ],
  },
  {
    name: 'annexes in Arabic',
    language: 'ar',
    text: [
      'إن الجمعية العامة،',
      'إذ تشير إلى قرارها 79/7 المؤرخ 2 كانون الأول/ديسمبر 2024،',
      '1 - تعتمد القواعد المرفقة بهذا القرار.',
      'المرفق الأول',
      'قواعد المرافئ',
      '1 - تضاء المصابيح عند الغروب.',
      'المرفق الثاني',
      'قواعد السفن',
      '1 - تعد السفن كل يوم.',
    ],
    tree: [
      '== resolution',
      'enacting: إن الجمعية العامة،',
      'pp1: إذ تشير إلى قرارها 79/7 المؤرخ 2 كانون الأول/ديسمبر 2024،',
      'op1 1: تعتمد القواعد المرفقة بهذا القرار.',
      'annex_I الأول: المرفق الأول',
      'annex_I.title: قواعد المرافئ',
      'annex_I.1 1: تضاء المصابيح عند الغروب.',
      'annex_II الثاني: المرفق الثاني',
      'annex_II.title: قواعد السفن',
      'annex_II.1 1: تعد السفن كل يوم.',
    ],
  },
  {
    name: 'a table',
    language: 'en',
    text: [
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Approves the lamps below:',
      'Harbour\tLamps\nNorth\t4\nSouth\t12',
      '2. Decides to wait.',
    ],
    tree: [
      '== resolution',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Approves the lamps below:',
      't1: Harbour | Lamps / North | 4 / South | 12',
      'op2 2: Decides to wait.',
    ],
  },
  {
    name: 'a vote',
    language: 'en',
    text: [
      'The Human Rights Council,',
      'Recalling its resolution 52/7 of 4 April 2023,',
      '1. Requests the harbours to act.',
      '55th meeting',
      '4 April 2025',
      '[Adopted by a recorded vote of 28 to 6, with 13 abstentions. The voting was as follows:',
      'In favour: Albania, Chile',
      'Against: None]',
    ],
    tree: [
      '== resolution',
      'enacting: The Human Rights Council,',
      'pp1: Recalling its resolution 52/7 of 4 April 2023,',
      'op1 1: Requests the harbours to act.',
      '< meeting: 55th meeting',
      '< date: 4 April 2025',
      '< vote: [Adopted by a recorded vote of 28 to 6, with 13 abstentions. The voting was as follows:',
      '< vote: In favour: Albania, Chile',
      '< vote: Against: None]',
    ],
  },
];

const files: readonly Case[] = [
  {
    name: 'a title with its number',
    language: 'en',
    text: [
      'Resolution adopted by the General Assembly on 5 December 2025',
      '80/7. Lights of harbours',
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to act.',
    ],
    tree: [
      '== resolution, 80/7, Lights of harbours',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours to act.',
    ],
  },
  {
    name: 'drafts in a report, which goes on behind them',
    language: 'en',
    text: [
      'Report of the Second Committee',
      'I. Introduction',
      '6. At its 2nd plenary meeting, on 12 September 2025, the Assembly decided to allocate the item to the Committee.',
      '7. The Second Committee recommends to the General Assembly the adoption of the following draft resolutions:',
      'Draft resolution I',
      'Lights',
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to light the lamps;',
      '2. Decides to wait.',
      'Draft resolution II',
      'Ships',
      'The General Assembly,',
      'Noting the ships at sea,',
      '1. Requests the harbours to count the ships;',
      '2. Decides to wait for them.',
      'Draft decisions of the Committee',
      '8. The Second Committee recommends to the Assembly the adoption of the following draft decision:',
    ],
    tree: [
      '~ I. Introduction',
      '~ 6. At its 2nd plenary meeting, on 12 September 2025, the Assembly decided to allocate the item to the Committee.',
      '~ 7. The Second Committee recommends to the General Assembly the adoption of the following draft resolutions:',
      '== draft-resolution, I, Lights',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours to light the lamps;',
      'op2 2: Decides to wait.',
      '== draft-resolution, II, Ships',
      'enacting: The General Assembly,',
      'pp1: Noting the ships at sea,',
      'op1 1: Requests the harbours to count the ships;',
      'op2 2: Decides to wait for them.',
      '~ Draft decisions of the Committee',
      '~ 8. The Second Committee recommends to the Assembly the adoption of the following draft decision:',
    ],
  },
  {
    name: 'a draft in a report, which goes on with the number that would be next in the draft',
    language: 'en',
    text: [
      'Report of the Second Committee',
      'I. Introduction',
      '1. At its 2nd plenary meeting, on 12 September 2025, the Assembly decided to allocate the item to the Committee.',
      '2. The Second Committee recommends to the General Assembly the adoption of the following draft resolution:',
      'Draft resolution',
      'Lights',
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to light the lamps;',
      '2. Decides to wait.',
      'Communications',
      '3. The Second Committee had before it nine letters from the keepers of the lights.',
      '4. It took note of them.',
    ],
    tree: [
      '~ I. Introduction',
      '~ 1. At its 2nd plenary meeting, on 12 September 2025, the Assembly decided to allocate the item to the Committee.',
      '~ 2. The Second Committee recommends to the General Assembly the adoption of the following draft resolution:',
      '== draft-resolution, Lights',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours to light the lamps;',
      'op2 2: Decides to wait.',
      '~ Communications',
      '~ 3. The Second Committee had before it nine letters from the keepers of the lights.',
      '~ 4. It took note of them.',
    ],
  },
  {
    name: 'a draft in a report whose paragraph 3 has the number that would be next in the report',
    language: 'en',
    text: [
      'Report of the Second Committee',
      '1. At its 2nd plenary meeting, on 12 September 2025, the Assembly decided to allocate the item to the Committee.',
      '2. The Second Committee recommends to the General Assembly the adoption of the following draft resolution:',
      'Draft resolution',
      'Lights',
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to light the lamps;',
      '2. Also requests the harbours to wait.',
      '3. Decides to return to the matter.',
    ],
    tree: [
      '~ 1. At its 2nd plenary meeting, on 12 September 2025, the Assembly decided to allocate the item to the Committee.',
      '~ 2. The Second Committee recommends to the General Assembly the adoption of the following draft resolution:',
      '== draft-resolution, Lights',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours to light the lamps;',
      'op2 2: Also requests the harbours to wait.',
      'op3 3: Decides to return to the matter.',
    ],
  },
  {
    name: 'resolutions A and B',
    language: 'en',
    text: [
      '80/430. Finances of the harbours',
      'A',
      'Lights',
      'The General Assembly,',
      'Recalling its resolution 79/7 of 2 December 2024,',
      '1. Requests the harbours to light the lamps.',
      'B',
      'Ships',
      'The General Assembly,',
      'Noting the ships at sea,',
      '1. Requests the harbours to count the ships.',
    ],
    tree: [
      '== resolution, 80/430 A, Lights',
      'enacting: The General Assembly,',
      'pp1: Recalling its resolution 79/7 of 2 December 2024,',
      'op1 1: Requests the harbours to light the lamps.',
      '== resolution, 80/430 B, Ships',
      'enacting: The General Assembly,',
      'pp1: Noting the ships at sea,',
      'op1 1: Requests the harbours to count the ships.',
    ],
  },
  {
    name: 'a decision that is told',
    language: 'en',
    text: [
      '80/512. Lights of harbours',
      'At its 45th plenary meeting, on 7 December 2025, the General Assembly, on the recommendation of the Committee, decided to wait:',
      '(a) For the ships;',
      '(b) For the boats.',
    ],
    tree: [
      '== resolution, 80/512, Lights of harbours',
      'op1: At its 45th plenary meeting, on 7 December 2025, the General Assembly, on the recommendation of the Committee, decided to wait:',
      'op1.a (a): For the ships;',
      'op1.b (b): For the boats.',
    ],
  },
  {
    name: 'a statement of the President',
    language: 'en',
    text: [
      'Statement by the President of the Security Council',
      'At the 9119th meeting of the Security Council, held on 14 May 2025, the President made the following statement on behalf of the Council:',
      '“The Security Council notes the state of the lights.',
      '“The Council requests the harbours to act.”',
    ],
    tree: [
      '== presidential-statement, Statement by the President of the Security Council',
      'op1: At the 9119th meeting of the Security Council, held on 14 May 2025, the President made the following statement on behalf of the Council:',
      'op2: “The Security Council notes the state of the lights.',
      'op3: “The Council requests the harbours to act.”',
    ],
  },
  {
    name: 'drafts of a Chinese report',
    language: 'zh',
    text: [
      '第二委员会的报告',
      '1. 大会2025年9月12日第2次全体会议决定将本项目分配给第二委员会，委员会审议了这个项目。',
      '2. 第二委员会建议大会通过下列决议草案：',
      '决议草案一',
      '灯塔',
      '大会，',
      '回顾其第79/7号决议，',
      '1. 请各港口点亮灯；',
      '2. 决定等待。',
      '决议草案二',
      '船只',
      '大会，',
      '注意到海上船只，',
      '1. 请各港口清点船只。',
    ],
    tree: [
      '~ 1. 大会2025年9月12日第2次全体会议决定将本项目分配给第二委员会，委员会审议了这个项目。',
      '~ 2. 第二委员会建议大会通过下列决议草案：',
      '== draft-resolution, I, 灯塔',
      'enacting: 大会，',
      'pp1: 回顾其第79/7号决议，',
      'op1 1: 请各港口点亮灯；',
      'op2 2: 决定等待。',
      '== draft-resolution, II, 船只',
      'enacting: 大会，',
      'pp1: 注意到海上船只，',
      'op1 1: 请各港口清点船只。',
    ],
  },
];

describe('the tree of a text', () => {
  test.each([...sixfold, ...bodies, ...files].map((each) => [each.name, each] as const))(
    '%s',
    (_, { language, text, tree }) => {
      expect(lines(built(text.join('\n\n'), language).contents)).toEqual(tree);
    },
  );
  test.each(sixfold.map((each) => [each.name, each] as const))(
    'without blank lines: %s',
    (_, { language, text, tree }) => {
      expect(lines(built(text.join('\n'), language).contents)).toEqual(tree);
    },
  );
  test('the addresses are the same in all six languages', () => {
    const [english, ...others] = sixfold.map(({ language, text }) =>
      built(text.join('\n\n'), language).contents.flatMap((item) =>
        item.kind === 'resolution' ? [...walk(item.body)].map((node) => node.id) : [],
      ),
    );
    for (const other of others) expect(other).toEqual(english);
  });
});

describe('what stands around the texts', () => {
  const draft = [
    'United Nations',
    'A/80/L.7',
    'General Assembly',
    'Distr.: Limited',
    '18 November 2025',
    'Eightieth session',
    'Agenda item 74',
    'Cameroon and Egypt:* draft resolution',
    'Lights of harbours',
    'The General Assembly,',
    'Recalling its resolution 79/7,1',
    '1. Requests the harbours to act.',
    '* On behalf of the States Members of the United Nations that are members of the Group.',
    '1 A/79/12.',
  ];
  const { masthead, contents, notes } = built(draft.join('\n\n'), 'en');
  const [resolution] = contents;

  test('the sponsor and its note', () => {
    expect(masthead.sponsors).toBe('Cameroon and Egypt');
    const sponsor = masthead.entries.find((entry) => entry.role === 'sponsor');
    expect(sponsor?.notes).toEqual([{ at: 19, marker: '*', note: 'note1' }]);
    expect(notes).toMatchObject([{ id: 'note1', marker: '*' }]);
  });
  test('a text has its own notes and the facts of the cover', () => {
    expect(resolution).toMatchObject({
      type: 'draft-resolution',
      symbol: 'A/80/L.7',
      title: 'Lights of harbours',
      organ: 'unga',
      session: { organ: 'unga', kind: 'regular', number: 80 },
      date: '2025-11-18',
      notes: [{ id: 'note2', marker: '1', text: 'A/79/12.' }],
    });
  });
  test('a note that nothing calls stays with the only text', () => {
    const text = 'The General Assembly,\n\nNoting the lights,\n\n1. Decides to wait.\n\n¹ A/79/12.';
    const read = built(text, 'en');
    expect(read.notes).toEqual([]);
    expect(read.contents).toMatchObject([{ kind: 'resolution', notes: [{ id: 'note1', text: 'A/79/12.' }] }]);
  });
  test('a file without a text is passages', () => {
    const read = built('Dear Sir,\n\nThe ships have come home, and all of us are glad of it.', 'en');
    expect(lines(read.contents)).toEqual(['~ Dear Sir,', '~ The ships have come home, and all of us are glad of it.']);
    expect(read.findings).toMatchObject([{ code: 'no-resolution' }]);
  });
  test('an unknown organ enacts where no known one does', () => {
    const text = ['The Assembly of the Fund,', 'Recalling its resolution 7,', '1. Requests the harbours to act.'];
    expect(lines(built(text.join('\n\n'), 'en').contents).slice(1)).toEqual([
      'enacting: The Assembly of the Fund,',
      'pp1: Recalling its resolution 7,',
      'op1 1: Requests the harbours to act.',
    ]);
  });
  test.each([
    ['80/7', 'resolution', 'A/RES/80/7'],
    ['80/512', 'decision', 'A/DEC/80/512'],
  ])('symbol of %s, a %s', (number, kind, symbol) => {
    const line = `${kind === 'decision' ? 'Decision' : 'Resolution'} adopted by the General Assembly on 5 December 2025`;
    const text = [line, `${number}. Lights`, 'A', 'The General Assembly,', 'Noting the lights,', '1. Decides to wait.'];
    const [item] = built(text.join('\n\n'), 'en').contents;
    if (item?.kind !== 'resolution') throw new Error('a resolution');
    expect(item.type).toBe(kind);
    expect(item.symbol ?? '').toContain(symbol);
  });
});
