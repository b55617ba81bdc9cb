import { arabicStems } from './arabicStems.ts';

/**
 * What inflection does to words, one language an entry: forms that go together and no rule tells, and rules applied one
 * after the other. Inflection only: "organization" is not "organ", "international" not "internal", which the usual
 * stemmers make one. Words come folded: small letters without accents.
 */
interface Inflection {
  /** Forms of one word, words between strokes. The first stands for all. */
  readonly families: string;
  readonly rules: readonly (readonly [ending: RegExp, instead: string])[];
}

const en: Inflection = {
  families: `life lives|woman women|man men|child children|criterion criteria|phenomenon phenomena|datum data|index indices
    indexes|appendix appendices appendixes|forum fora forums|memorandum memoranda memorandums|addendum addenda|corrigendum
    corrigenda|referendum referenda referendums|curriculum curricula|medium media|half halves|self selves|knife knives
    |use uses used using|age ages aged aging ageing|hold holds held holding|meet meets met|make makes made making
    |take takes took taken taking|undertake undertakes undertook undertaken undertaking|give gives gave given giving
    |seek seeks sought seeking|write writes wrote written writing|choose chooses chose chosen choosing|begin begins began
    begun beginning|build builds built|send sends sent sending|spend spends spent spending|pay pays paid paying
    |bring brings brought bringing|find finds found finding|keep keeps kept keeping|lead leads led leading
    |lose loses lost losing|draw draws drew drawn drawing|know knows knew known knowing|show shows showed shown showing
    |see sees saw seen seeing|say says said saying|become becomes became becoming|grow grows grew grown growing
    |speak speaks spoke spoken speaking|leave leaves left leaving|die dies died dying|lie lies lying|go goes going went gone
    |basis|united|news|series|species|thing things|centre centres center centers|metre metres meter meters|defence defense
    |offence offences offense offenses|licence licences license licenses licensed licensing|practice practices practise practised
    |judgment judgments judgement judgements`,
  rules: [
    [/(?<=..)i(?:es|ed)$/, 'y'],
    [/(?<=...)is$|(?<=..[^su])s$/, ''],
    [/(?<=[aeiouy].*)(?<!exc|proc|succ|ind)eed$/, 'ee'],
    // What is left of "noted" and "basing" had an "e".
    [/^([^aeiouy][aeiou][^aeiouywx])(?:ed|ing)$/, '$1e'],
    [/(?<=[aeiouy].*)(?<!e)ed$|(?<=[aeiouy].*)ing$/, ''],
    [/(?<=..)isation$/, 'ization'],
    [/(?<=..)our$/, 'or'],
    [/(?<=....|^[aeiou]..)e$/, ''],
    [/(?<=...)is$/, 'iz'],
    [/([bdfglmnprstz])\1$/, '$1'],
  ],
};

const fr: Inflection = {
  families: `travail travaux|oeil yeux|nouveau nouveaux nouvel nouvelle nouvelles|pays|acces|progres|proces|corps|fois|mois
    |prie prient prier priant|tient tiennent tenir tenant tenu tenue tenus tenues|prend prennent prendre prenant pris prise prises
    |fait faits faite faites faire font|doit doivent devoir|peut peuvent pouvoir|reconnait reconnaissent reconnaitre reconnaissant
    |convient conviennent convenir convenu convenus|partie parties`,
  rules: [
    [/(?<=..)eaux$/, 'eau'],
    [/(?<=..)aux$/, 'al'],
    [/(?<=...)[sx]$/, ''],
    [
      /^(about|accompl|approfond|chois|defin|elarg|enrich|etabl|fourn|garant|reun|reuss|sais|un)(?:ir|it|ie?|isse|issent|issante?|issait)$/,
      '$1ir',
    ],
    // Not the nouns in "-ment", and not the verbs that have "-ent-" in all their forms.
    [
      /(?<=.{4})(?:eraient|erait|eront|era|aient|ait)$|(?<=.{4})(?<!m|pres|frequ|inv)ente?$|(?<=...)e?ante?$|(?<=...)(?:er|ee|e)$|(?<=..i)ere$/,
      '',
    ],
    [/(?<=[eo])([lnt])\1$/, '$1'],
    [/eus$/, 'eu'],
    [/qu$/, 'c'],
    [/([ou])y$/, '$1i'],
    [/f$/, 'v'],
  ],
};

const es: Inflection = {
  families: `pais paises|intereses interes|ano anos|dia dias|via vias|secretaria secretarias|mes meses|crisis|pide piden pedir pidiendo pidio pidieron|exhorta exhortan exhortar exhortando
    |recuerda recuerdan recordar recordando recordo|reconoce reconocen reconocer reconociendo reconocido
    |acuerda acuerdan acordar acordando acordado acordados acordada acordadas|parte partes|partido partidos
    |crear crea crean cree creen creando creado creada creados creadas|tomar toma toman tome tomen tomando tomado tomada tomados tomadas`,
  rules: [
    [/(?<=..)ces$/, 'z'],
    [
      /(?<=.{4})(?:andose|iendose|[aei]rse|ados|adas|idos|idas|ieron|aron|[aei]res|[ae]nes|aban|ado|ada|ido|ida|aba|an|en|ar|er|ir)$|(?<=.{3})(?:iendo|ando|os|as|es|a|o|e)$/,
      '',
    ],
  ],
};

const ru: Inflection = {
  families: `человек человека человеку человеком человеке люди людей людям людьми людях
    |ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях|год года году годом годе годы годов годам годами годах
    |рынок рынка рынку рынком рынке рынки рынков рынкам рынками рынках|мать матери матерью матерей матерям матерями матерях
    |путь пути путем путей путям путями путях|время времени временем времен временам|день дня дню днем дни дней дням днями днях
    |саммит|кредит|транзит|дефицит|аудит|лимит`,
  rules: [
    [/(?<=...)(?:ся|сь)$/, ''],
    [
      /(?<=.{4})(?:овать|[аяеи]ть|[аяу]ет|[аяу]ют|[аяу]ем|ит|ят|ая|яя|уя)$|(?<=.{3})(?:иями|ями|ами|ьми|ими|ыми|иях|ях|ах|иям|ям|ам|ией|ием|еей|ого|его|ому|ему|[ое]в|[еои]й|ый|[ая]я|[оеиы]е|[иы]х|[иы]м|[ое]м|[оею]ю|ую|и[июя]|е[яи]|ь[еяюи]|[аеийоуыьюя])$/,
      '',
    ],
  ],
};

const languages = { en, fr, es, ru } as const;
/** Languages whose words change; Chinese signs do not. */
export type Inflecting = keyof typeof languages | 'ar';

const familiesOf = ({ families }: Inflection): ReadonlyMap<string, string> =>
  new Map(
    families.split('|').flatMap((family) => {
      const forms = family.trim().split(/\s+/);
      return forms.map((form) => [form, forms[0] ?? form] as const);
    }),
  );

const families = { en: familiesOf(en), fr: familiesOf(fr), es: familiesOf(es), ru: familiesOf(ru) };

function stem(word: string, language: keyof typeof languages): string {
  const family = families[language].get(word);
  if (family !== undefined) return family;
  return languages[language].rules.reduce((left, [ending, instead]) => left.replace(ending, instead), word);
}

/**
 * What a folded word is without its inflection. Arabic writes some particles to the word, so that it can be read as two: all
 * readings are given.
 */
export const stemsOf = (word: string, language: Inflecting): readonly string[] =>
  language === 'ar' ? arabicStems(word) : [stem(word, language)];
