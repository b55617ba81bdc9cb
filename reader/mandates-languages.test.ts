import { describe, expect, it } from 'vitest';
import { lexicons } from './languages/index.ts';
import type { Deliverable, Force } from './languages/mandating.ts';
import { type Mandate, mandatesOf, type Recurrence } from './mandates.ts';
import { type Language, resolutionsOf } from './model.ts';
import { read } from './read.ts';

/** Formula, preamble and the mark of a paragraph, so that a sentence stands where it would in a resolution. */
const frames: Readonly<Record<'ar' | 'es' | 'fr' | 'ru' | 'zh', readonly [string, string, string]>> = {
  ar: ['إن الجمعية العامة،', 'إذ تشير إلى قرارها 78/5 المؤرخ 7 تشرين الثاني/نوفمبر 2023،', '1 - '],
  es: ['La Asamblea General,', 'Recordando su resolución 78/5, de 7 de noviembre de 2023,', '1. '],
  fr: ['L’Assemblée générale,', 'Rappelant sa résolution 78/5 du 7 novembre 2023,', '1. '],
  ru: ['Генеральная Ассамблея,', 'ссылаясь на свою резолюцию 78/5 от 7 ноября 2023 года,', '1. '],
  zh: ['大会，', '回顾其2023年11月7日第78/5号决议，', '1. '],
};

async function firstOf(language: keyof typeof frames, sentence: string): Promise<readonly Mandate[]> {
  const [formula, preamble, mark] = frames[language];
  const reading = await read(new TextEncoder().encode(`${formula}\n\n${preamble}\n\n${mark}${sentence}\n`));
  if (reading.kind !== 'read') return [];
  const [resolution] = resolutionsOf(reading.publication);
  return resolution === undefined ? [] : mandatesOf(resolution, lexicons[language satisfies Language]);
}

interface Said {
  readonly act: string;
  readonly force: Force;
  readonly ids: string;
  readonly deliverable: Deliverable | null;
  /** Organ and number. */
  readonly due: string | null;
  readonly recurrence: Recurrence | null;
}

const said = (
  act: string,
  force: Force,
  ids: string,
  deliverable: Deliverable | null = null,
  due: string | null = null,
  recurrence: Recurrence | null = null,
): Said => ({ act, force, ids, deliverable, due, recurrence });

function saidBy(mandate: Mandate): Said {
  const due = mandate.due.find((each) => each.kind === 'session');
  return {
    act: mandate.act,
    force: mandate.force,
    ids: [...new Set(mandate.addressees.flatMap((each) => each.ids))].join(' '),
    deliverable: mandate.deliverable,
    due: due?.kind === 'session' ? `${due.session.organ} ${due.session.number}` : null,
    recurrence: mandate.recurrence,
  };
}

const report = said('request', 'request', 'UN/SG', 'report', 'unga 84');
const agenda = said('decide', 'decision', '', 'agenda_item', 'unga 84');
const help = said('encourage', 'appeal', 'MS', 'assistance', null, 'continuing');
const meeting = said('invite', 'appeal', 'UN/SG', 'meeting', null, 'biennial');
const treaty = said('urge', 'appeal', 'MS', 'agreement');
const welcome = said('welcome', 'position', '');
const recall = said('recall', 'position', '');

const cases: readonly (readonly [keyof typeof frames, string, Said])[] = [
  [
    'fr',
    'Prie le Secrétaire général de lui présenter, à sa quatre-vingt-quatrième session, un rapport sur les ports de pêche ;',
    report,
  ],
  ['fr', 'Prie également le Secrétaire général de lui faire rapport à sa quatre-vingt-quatrième session ;', report],
  [
    'fr',
    'Décide d’inscrire à l’ordre du jour provisoire de sa quatre-vingt-quatrième session la question intitulée « Ports » ;',
    agenda,
  ],
  ['fr', 'Encourage les États Membres à continuer d’aider les ports de pêche ;', help],
  ['fr', 'Invite le Secrétaire général à tenir tous les deux ans une réunion avec les autorités portuaires ;', meeting],
  ['fr', 'Engage instamment les États Membres à ratifier la convention ;', treaty],
  ['fr', 'Accueille avec satisfaction les efforts des pêcheurs ;', welcome],
  ['fr', 'Rappelle également les conclusions de la commission ;', recall],
  [
    'fr',
    'Réitère sa demande au Secrétaire général de publier le manuel ;',
    said('reaffirm', 'request', 'UN/SG', 'information'),
  ],
  [
    'es',
    'Solicita al Secretario General que, en su octogésimo cuarto período de sesiones, le presente un informe sobre los puertos pesqueros;',
    report,
  ],
  [
    'es',
    'Solicita también al Secretario General que la informe al respecto en su octogésimo cuarto período de sesiones;',
    report,
  ],
  [
    'es',
    'Decide incluir en el programa provisional de su octogésimo cuarto período de sesiones el tema titulado “Puertos”;',
    agenda,
  ],
  ['es', 'Alienta a los Estados Miembros a que sigan ayudando a los puertos pesqueros;', help],
  [
    'es',
    'Invita al Secretario General a que celebre cada dos años una reunión con las autoridades portuarias;',
    meeting,
  ],
  ['es', 'Insta a los Estados Miembros a que ratifiquen la convención;', treaty],
  ['es', 'Acoge con beneplácito los esfuerzos de los pescadores;', welcome],
  ['es', 'Recuerda además las conclusiones de la comisión;', recall],
  [
    'es',
    'Reitera su solicitud al Secretario General de que publique el manual;',
    said('reaffirm', 'request', 'UN/SG', 'information'),
  ],
  [
    'ru',
    'просит Генерального секретаря представить Генеральной Ассамблее на ее восемьдесят четвертой сессии доклад о рыболовных портах;',
    report,
  ],
  ['ru', 'просит также Генерального секретаря доложить ей об этом на ее восемьдесят четвертой сессии;', report],
  [
    'ru',
    'постановляет включить в предварительную повестку дня своей восемьдесят четвертой сессии пункт, озаглавленный «Порты»;',
    agenda,
  ],
  ['ru', 'поощряет государства-члены продолжать помогать рыболовным портам;', help],
  ['ru', 'предлагает Генеральному секретарю раз в два года проводить совещание с портовыми властями;', meeting],
  ['ru', 'настоятельно призывает государства-члены ратифицировать конвенцию;', treaty],
  ['ru', 'приветствует усилия рыбаков;', welcome],
  ['ru', 'напоминает также о выводах комиссии;', recall],
  [
    'ru',
    'повторяет свою просьбу к Генеральному секретарю опубликовать справочник;',
    said('reaffirm', 'request', 'UN/SG'),
  ],
  ['ar', 'تطلب إلى الأمين العام أن يقدم إلى الجمعية العامة في دورتها الرابعة والثمانين تقريرا عن موانئ الصيد؛', report],
  ['ar', 'تطلب أيضا إلى الأمين العام تقديم تقرير إليها في دورتها الرابعة والثمانين؛', report],
  ['ar', 'تقرر أن تدرج في جدول الأعمال المؤقت لدورتها الرابعة والثمانين البند المعنون ”الموانئ“؛', agenda],
  ['ar', 'تشجع الدول الأعضاء على مواصلة مساعدة موانئ الصيد؛', help],
  ['ar', 'تدعو الأمين العام إلى عقد اجتماع مع سلطات الموانئ مرة كل سنتين؛', meeting],
  ['ar', 'تحث الدول الأعضاء على التصديق على الاتفاقية؛', treaty],
  ['ar', 'ترحب بجهود الصيادين؛', welcome],
  ['ar', 'تُشير أيضاً إلى استنتاجات اللجنة؛', recall],
  ['ar', 'تكرر طلبها إلى الأمين العام أن ينشر الدليل؛', said('reaffirm', 'request', 'UN/SG', 'information')],
  ['zh', '请秘书长向大会第八十四届会议提交关于渔港的报告；', report],
  ['zh', '又请秘书长就渔港问题向大会第八十四届会议提出报告；', report],
  ['zh', '决定在大会第八十四届会议临时议程内列入题为“渔港”的项目；', agenda],
  ['zh', '鼓励会员国继续协助渔港；', help],
  ['zh', '邀请秘书长每两年同港口当局举行一次会议；', meeting],
  ['zh', '敦促会员国批准该公约；', treaty],
  ['zh', '欢迎渔民的努力；', welcome],
  ['zh', '又回顾委员会的结论；', recall],
  ['zh', '重申其请求，即请秘书长公布手册；', said('reaffirm', 'request', 'UN/SG', 'information')],
];

describe('mandates in five languages', () => {
  it.each(cases)('%s: %s', async (language, sentence, expected) => {
    const [first] = await firstOf(language, sentence);
    expect(first === undefined ? null : saidBy(first)).toEqual(expected);
  });

  const twice: readonly (readonly [keyof typeof frames, string])[] = [
    ['fr', 'Prend note du manuel et prie le Secrétaire général de le publier ;'],
    ['es', 'Toma nota del manual y solicita al Secretario General que lo publique;'],
    ['ru', 'принимает к сведению справочник и просит Генерального секретаря опубликовать его;'],
    ['ar', 'تحيط علما بالدليل وتطلب إلى الأمين العام أن ينشره؛'],
    ['zh', '表示注意到手册，并请秘书长予以公布；'],
  ];
  it.each(twice)('%s: two verbs in %s', async (language, sentence) => {
    const mandates = await firstOf(language, sentence);
    expect(mandates.map(({ act, addressees }) => [act, ...addressees.flatMap((each) => each.ids)])).toEqual([
      ['take_note'],
      ['request', 'UN/SG'],
    ]);
  });

  const reporting: readonly (readonly [keyof typeof frames, string, boolean])[] = [
    ['fr', 'Prie le Secrétaire général de lui présenter, d’ici au 1er mai 2030, des rapports sur les ports ;', true],
    ['fr', 'Prie le Secrétaire général de procéder à un suivi et à un compte rendu réguliers ;', true],
    [
      'fr',
      'Prie le Secrétaire général de faire figurer, dans son prochain rapport, des informations sur les ports ;',
      true,
    ],
    ['fr', 'Prie le Secrétaire général de donner suite aux recommandations figurant dans les rapports ;', false],
    ['es', 'Solicita al Secretario General que vele por los puertos y que presente un informe a la Asamblea;', true],
    [
      'es',
      'Solicita al Secretario General que, en colaboración con la UNESCO, y teniendo presentes los puertos, presente un informe;',
      true,
    ],
    ['es', 'Solicita al Secretario General que en su próximo informe ofrezca datos sobre los puertos;', true],
    ['es', 'Exhorta a los organismos especializados a que informen al Secretario General de sus actividades;', false],
    [
      'ru',
      'просит Генерального секретаря обеспечить охрану портов в области туризма и представить доклад Ассамблее;',
      true,
    ],
    ['ru', 'вновь обращается к Генеральному секретарю с просьбой представить доклад о портах;', true],
    ['ru', 'просит Генерального секретаря представить Ассамблее, в соответствии с правилами, доклад о портах;', true],
    ['ar', 'تطلب إلى الأمين العام أن يواصل تقييم الموانئ وتقديم تقارير عن ذلك؛', true],
    ['ar', 'تطلب إلى الأمين العام أن يقدم إلى الجمعية العامة، وفقا للقواعد، تقريرا عن الموانئ؛', true],
    ['ar', 'تهيب بالوكالات المتخصصة إلى إطلاع الأمين العام على أنشطتها؛', false],
    ['zh', '请秘书长审查港口情况，并向大会第八十四届会议报告进展情况；', true],
    ['zh', '请会员国在国家报告中使用该手册；', false],
    ['zh', '请会员国处理秘书长报告所载建议；', false],
  ];
  it.each(reporting)('%s: %s reports: %s', async (language, sentence, expected) => {
    const mandates = await firstOf(language, sentence);
    expect(mandates.some(({ marks }) => marks.includes('reporting'))).toBe(expected);
  });

  const pronouns: readonly (readonly [keyof typeof frames, string])[] = [
    ['fr', 'Sait gré au Secrétaire général de son action et l’invite à continuer de le faire ;'],
    [
      'es',
      'Expresa su reconocimiento al Secretario General por los puertos que visita y lo invita a que siga haciéndolo;',
    ],
    ['ru', 'выражает признательность Генеральному секретарю и предлагает ему продолжать делать это;'],
    ['ar', 'تعرب عن تقديرها للأمين العام وتدعوه إلى مواصلة القيام بذلك؛'],
  ];
  it.each(pronouns)('%s: the one before in %s', async (language, sentence) => {
    const mandates = await firstOf(language, sentence);
    expect(mandates.at(-1)?.addressees.flatMap(({ ids }) => ids)).toEqual(['UN/SG']);
  });

  /** A position, and whom it expects something of; `null` where it is a plain position. */
  const expecting: readonly (readonly [keyof typeof frames, string, string | null])[] = [
    ['fr', 'Souligne la nécessité pour les États Membres de protéger les ports ;', 'MS'],
    ['fr', 'Souligne qu’il importe que les États Membres protègent les ports ;', 'MS'],
    ['fr', 'Exprime son intention de réviser le mandat ;', ''],
    ['fr', 'Souligne l’importance que revêt la coopération ;', null],
    ['es', 'Destaca la necesidad de que los Estados Miembros protejan los puertos;', 'MS'],
    ['es', 'Aguarda con interés que el Secretario General visite los puertos;', 'UN/SG'],
    ['es', 'Expresa su intención de examinar el mandato;', ''],
    ['es', 'Destaca la necesidad de una cooperación más estrecha;', null],
    ['ru', 'подчеркивает важность того, чтобы государства-члены защищали порты;', 'MS'],
    ['ru', 'подчеркивает, что государства-члены должны защищать порты;', 'MS'],
    ['ru', 'подчеркивает важность сотрудничества;', null],
    ['ar', 'تشدد على ضرورة أن تحمي الدول الأعضاء الموانئ؛', 'MS'],
    ['ar', 'تشدد على أنه ينبغي للأمين العام أن يحمي الموانئ؛', 'UN/SG'],
    ['ar', 'تشدد على أهمية التعاون؛', null],
    ['zh', '强调会员国必须保护港口；', 'MS'],
    ['zh', '强调合作的重要性；', null],
  ];
  it.each(expecting)('%s: %s expects something of %s', async (language, sentence, whom) => {
    const [first] = await firstOf(language, sentence);
    expect(first?.soft ? first.addressees.flatMap(({ ids }) => ids).join() : null).toBe(whom);
  });
});
