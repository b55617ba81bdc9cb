import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language } from '../model.ts';
import { recognize } from './recognize.ts';

const cases: readonly (readonly [Language | null, string, string])[] = [
  [
    'en',
    'a preamble',
    'Recalling its resolution 90/12 of 4 December 2035, in which it decided to review the work of the harbour masters,',
  ],
  [
    'en',
    'upper case',
    'URGES Member States to share the charts of their ports with the Director-General and with each other;',
  ],
  [
    'es',
    'a preamble',
    'Recordando su resolución 90/12, de 4 de diciembre de 2035, en la que decidió examinar la labor de los puertos,',
  ],
  [
    'es',
    'a list of dates',
    'Recordando sus resoluciones 33/18, de 10 de noviembre de 1978, 50/3, de 16 de octubre de 1995, y 52/2, de 17 de octubre de 1997,',
  ],
  [
    'fr',
    'a preamble',
    'Rappelant sa résolution 90/12 du 4 décembre 2035, dans laquelle elle a décidé d’examiner les travaux des ports,',
  ],
  [
    'fr',
    'straight apostrophes',
    "Prie le Secrétaire général de lui présenter un rapport sur l'application de la présente résolution;",
  ],
  [
    'ru',
    'a preamble',
    'ссылаясь на свою резолюцию 90/12 от 4 декабря 2035 года, в которой она постановила рассмотреть работу портов,',
  ],
  [
    'ar',
    'a preamble',
    'وإذ تشير إلى قرارها 90/12 المؤرخ 4 كانون الأول/ديسمبر 2035 الذي قررت فيه استعراض أعمال الموانئ،',
  ],
  ['zh', 'a preamble', '回顾其2035年12月4日第90/12号决议，其中决定审查各港口的工作，'],
  ['zh', 'symbols in Latin letters', '欢迎秘书长的报告(A/90/123、A/90/124/Add.1和E/CN.5/2036/L.7)；'],
  ['ar', 'presentation forms, as some PDF files give them', 'ﺍﻟﺠﻤﻌﻴﺔ ﺍﻟﻌﺎﻣﺔ'],
  [
    null,
    'German',
    'unter Hinweis auf ihre Resolution 90/12 vom 4. Dezember 2035, in der sie beschloss, die Arbeit der Häfen zu überprüfen,',
  ],
  [
    null,
    'Portuguese',
    'Recordando a sua resolução 90/12, de 4 de dezembro de 2035, na qual decidiu examinar os trabalhos dos portos e não apenas das cidades,',
  ],
  [
    null,
    'Italian',
    'Ricordando la sua risoluzione 90/12 del 4 dicembre 2035, nella quale ha deciso di esaminare il lavoro dei porti e della costa,',
  ],
  [
    null,
    'Dutch',
    'Herinnerend aan zijn resolutie 90/12 van 4 december 2035, waarin werd besloten het werk van de havens te bezien en niet uit te stellen,',
  ],
  [null, 'Ukrainian', 'посилаючись на свою резолюцію від 4 грудня, в якій вона вирішила розглянути роботу портів,'],
  [null, 'Persian', 'با یادآوری قطعنامهٔ خود که در آن تصمیم گرفت کار بندرها را بررسی کند و گزارش پیشرفت را بپذیرد'],
  [null, 'Japanese', '港の活動を検討することを決定した決議を想起し、'],
  [null, 'Greek', 'Υπενθυμίζοντας το ψήφισμά της για τα λιμάνια'],
  [null, 'a symbol', 'A/RES/90/12'],
  [null, 'numbers', '1. 2. 3. 2035'],
  [null, 'nothing', ''],
];

describe('recognize', () => {
  test.each(cases)('%s: %s', (language, _name, text) => {
    expect(recognize(text)).toBe(language);
  });

  test('a cover in one language does not decide for the text in another', () => {
    const cover = 'United Nations General Assembly Distr.: General Original: English of the and to in that for '.repeat(
      30,
    );
    const text = 'Rappelant la nécessité de protéger les ports et les côtes, et les moyens de la navigation, '.repeat(
      2000,
    );
    expect(recognize(cover + text)).toBe('fr');
  });

  test('any text has an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect([null, 'ar', 'en', 'es', 'fr', 'ru', 'zh']).toContain(recognize(text));
      }),
      { numRuns: 500 },
    );
  });

  test('the time does not grow with a long text', () => {
    const began = performance.now();
    expect(recognize('the ports of the world and all the ships in them '.repeat(200_000))).toBe('en');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
