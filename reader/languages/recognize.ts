import type { Language } from '../model.ts';
import { hashOf, type PrintedWord, WordTable } from '../wordTable.ts';
import { lexicons } from './index.ts';

/** Longest text that is looked at whole, and what is taken of a longer one: slices from all over it. */
const whole = 4_000;
const slices = 10;
const sliceLength = 400;

/** Fewest letters from which a language can be told, in scripts that only one of the six uses. */
const fewestLetters = 2;

/**
 * Frequent words of languages that share the Latin script with English, Spanish and French and are not read:
 * a text in one of them is better called unknown than wrong. A word of several languages speaks for all of them.
 */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  de: 'der die das und den von zu mit dem des ist sich auf für eine ein im nicht als auch werden an durch zur über'.split(
    ' ',
  ),
  pt: 'da do dos das em e o os não uma um pela pelo ao aos à com na no nas seus sua são mais também ou foi pelos'.split(
    ' ',
  ),
  it: 'di il che della dei delle e è gli nella nel alla al per con dell’ l’ d’ i sono del degli ai sul non ha come'.split(
    ' ',
  ),
  nl: 'de het een van en dat te zijn op voor met niet aan door naar bij ook worden deze wordt heeft tot uit'.split(' '),
  ca: 'els amb i del per una dels la les al és d’ l’ que als pel seva seu aquesta aquest van ha'.split(' '),
  ro: 'și în de la cu pe din să nu care este pentru ale sau al lui prin fi sunt au mai ca'.split(' '),
  pl: 'i w na z do się nie że o jest oraz od przez dla po za jako tym ich są który'.split(' '),
  tr: 've bir bu için ile olarak da de olan ne veya daha gibi her çok kadar sonra'.split(' '),
  id: 'dan yang di untuk dengan dari pada dalam ini itu adalah oleh tidak akan sebagai atau ke'.split(' '),
  sv: 'och att i av det som en på är för med den till har inte om ett de var vid'.split(' '),
  sw: 'na ya wa kwa katika ni za la kuwa cha au hii kama pia vya yake watu huo'.split(' '),
};

/**
 * Letters that Arabic and Russian do not have. Kaf and yeh of Persian are not among them: fonts of Arabic texts use
 * them too.
 */
const foreign = {
  arabic: new Set('پچژگےٹڈڑںۆێ'),
  cyrillic: new Set('іїєґўјљњћђџѓќѕәғқңөұүһІЇЄҐЎЈЉЊЋЂЏЃЌЅӘҒҚҢӨҰҮҺ'),
};
const oftenRussian = new Set('ыэЫЭ');

interface Letters {
  latin: number;
  arabic: number;
  cyrillic: number;
  han: number;
  kana: number;
  other: number;
  foreign: number;
  /** Letters that Russian uses often and its neighbours do not. */
  russian: number;
}

type Script = 'latin' | 'arabic' | 'cyrillic' | 'han' | 'kana';

function scriptOf(code: number): Script | 'other' | null {
  if (code < 0x41) return null;
  if (code < 0x250) return code < 0x5b || (code > 0x60 && code < 0x7b) || code >= 0xc0 ? 'latin' : null;
  if (code >= 0x400 && code < 0x530) return 'cyrillic';
  if ((code >= 0x620 && code < 0x660) || (code >= 0x671 && code < 0x700) || (code >= 0xfb50 && code < 0xfdfe))
    return 'arabic';
  if (code >= 0xfe70 && code < 0xfefd) return 'arabic';
  if (code >= 0x3040 && code < 0x3100) return 'kana';
  if ((code >= 0x3400 && code < 0xa000) || (code >= 0xf900 && code < 0xfb00)) return 'han';
  if (code >= 0x1e00 && code < 0x1f00) return 'latin';
  // Greek, Hebrew, Indic, Thai, Georgian and so on; Hangul.
  if ((code >= 0x370 && code < 0x2000) || (code >= 0xac00 && code < 0xd7b0)) return 'other';
  return null;
}

/** Slices of a long text from its beginning to its end, so that a cover in another language does not decide. */
function sample(text: string): string {
  if (text.length <= whole) return text;
  const step = Math.floor((text.length - sliceLength) / (slices - 1));
  const parts: string[] = [];
  for (let at = 0; at < slices; at += 1) parts.push(text.slice(at * step, at * step + sliceLength));
  return parts.join('\n');
}

function countLetters(text: string): Letters {
  const letters: Letters = { latin: 0, arabic: 0, cyrillic: 0, han: 0, kana: 0, other: 0, foreign: 0, russian: 0 };
  for (let at = 0; at < text.length; at += 1) {
    const script = scriptOf(text.charCodeAt(at));
    if (script === null) continue;
    letters[script] += 1;
    if (script !== 'arabic' && script !== 'cyrillic') continue;
    const letter = text[at] ?? '';
    if (foreign[script].has(letter)) letters.foreign += 1;
    else if (oftenRussian.has(letter)) letters.russian += 1;
  }
  return letters;
}

const isApostrophe = (code: number): boolean =>
  code === 0x27 || code === 0x2019 || code === 0x2bc || code === 0x60 || code === 0xb4;

/** Frequent words as they are counted: case and kind of the apostrophe that ends them do not matter. */
const counted = (word: string): string =>
  isApostrophe(word.charCodeAt(word.length - 1)) ? `${word.slice(0, -1).toLowerCase()}’` : word.toLowerCase();

/** What a frequent word speaks for: `null` is a language that is not read. */
const latin: readonly { readonly language: Language | null; readonly words: readonly string[] }[] = [
  ...(['en', 'es', 'fr'] as const).map((language) => ({ language, words: lexicons[language].building.frequent })),
  ...Object.values(neighbours).map((words) => ({ language: null, words })),
];

/** The places in `latin` that a word speaks for. */
const speaksFor: ReadonlyMap<string, readonly number[]> = latin.reduce((all, { words }, at) => {
  for (const word of words) all.set(counted(word), [...(all.get(counted(word)) ?? []), at]);
  return all;
}, new Map<string, number[]>());

interface Speaking extends PrintedWord {
  readonly speaksFor: readonly number[];
}

/** The same for words as they stand in texts. */
const speaking = new WordTable<Speaking>((printed, hash) => ({
  printed,
  hash,
  speaksFor: speaksFor.get(counted(printed)) ?? [],
}));

/** Fewest frequent words from which a language can be told. */
const fewestWords = 2;

/** Share of frequent words below which a text is in none of the languages, and by how much the first must lead. */
const leastShare = 0.18;
const leastLead = 1.12;

/** No frequent word is longer, its apostrophe included. */
const longestWord = Math.max(...[...speaksFor.keys()].map((word) => word.length));

const isLetterBeyondAscii = /\p{L}/u;

/** Whether a unit is a letter; letters outside the first plane are none that the frequent words have. */
const isLetter = (code: number): boolean =>
  code < 0x80
    ? (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
    : code < 0x250
      ? (code >= 0xc0 && code !== 0xd7 && code !== 0xf7) || code === 0xaa || code === 0xb5 || code === 0xba
      : isLetterBeyondAscii.test(String.fromCharCode(code));

/** Words of a text, an apostrophe behind them included, from where one begins to where it ends. */
function eachWord(text: string, take: (start: number, end: number) => void): void {
  for (let at = 0; at < text.length; at += 1) {
    if (!isLetter(text.charCodeAt(at))) continue;
    const start = at;
    do at += 1;
    while (at < text.length && isLetter(text.charCodeAt(at)));
    if (isApostrophe(text.charCodeAt(at))) take(start, at + 1);
    else take(start, at--);
  }
}

/** English, Spanish, French or none: the one whose frequent words are most frequent, if clearly so. */
function recognizeLatin(text: string): Language | null {
  const tally = latin.map(() => 0);
  let words = 0;
  eachWord(text, (start, end) => {
    // The letters of symbols ("A/RES/79/9") are no words.
    if (end === start + 1 && /\p{Lu}/u.test(text.charAt(start))) return;
    words += 1;
    if (end - start > longestWord) return;
    for (const at of speaking.of(text, start, end, hashOf(text, start, end)).speaksFor)
      tally[at] = (tally[at] ?? 0) + 1;
  });
  const order = tally.map((hits, at) => ({ hits, at })).sort((a, b) => b.hits - a.hits);
  const [first, second] = order;
  if (first === undefined || first.hits < fewestWords || first.hits / words < leastShare) return null;
  return first.hits > (second?.hits ?? 0) * leastLead ? (latin[first.at]?.language ?? null) : null;
}

/**
 * The language of a text, `null` where it is none of the six or cannot be told. The script decides
 * for Arabic, Russian and Chinese, frequent words decide between English, Spanish and French. A long text is
 * sampled, so the time does not grow with it.
 */
export function recognize(text: string): Language | null {
  const sampled = sample(text);
  const letters = countLetters(sampled);
  // A Chinese character stands for about three letters of an alphabet.
  const weights = {
    latin: letters.latin,
    arabic: letters.arabic,
    cyrillic: letters.cyrillic,
    han: (letters.han + letters.kana) * 3,
    other: letters.other,
  };
  const most = Math.max(...Object.values(weights));
  if (most < fewestLetters) return null;
  if (weights.han === most) return letters.kana * 8 > letters.han ? null : 'zh';
  if (weights.arabic === most) return letters.foreign * 100 > letters.arabic ? null : 'ar';
  if (weights.cyrillic === most) return isRussian(letters) ? 'ru' : null;
  return weights.latin === most ? recognizeLatin(sampled) : null;
}

/** In 300 letters of Russian there are some six ы and э; Bulgarian and Macedonian have none. */
const isRussian = (letters: Letters): boolean =>
  letters.foreign * 40 <= letters.cyrillic && (letters.cyrillic < 300 || letters.russian * 300 > letters.cyrillic);
