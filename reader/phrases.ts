import type { Language } from './model.ts';
import { isPlainAscii } from './plainText.ts';

/** A text made comparable, and where each of its units stood. */
export interface Folded {
  readonly text: string;
  /** Offset in the source of each unit and of the end; `null` where nothing moved. */
  readonly at: Int32Array | null;
}

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0640\u064b-\u0652\u0670]/;
const common = '\\s\\u00a0\\u2000-\\u200a\\u202f\\u3000\\u2010\\u2011\\u2018\\u2019\\u02bc\\uff10-\\uff19\\u0130';
const variants: Readonly<Record<Language, RegExp>> = {
  en: /[\t\n\r\u00a0\u2000-\u200a\u202f\u3000\u2010\u2011\u2018\u2019\u02bc\uff10-\uff19\u0130]/g,
  fr: new RegExp(`(?! )[${common}\\u00c0-\\u017e]`, 'g'),
  es: new RegExp(`(?! )[${common}\\u00c0-\\u017e]`, 'g'),
  ru: new RegExp(`(?! )[${common}ёЁ]`, 'g'),
  ar: new RegExp(`(?! )[${common}أإآٱى\\u0660-\\u0669\\u06f0-\\u06f9]`, 'g'),
  zh: new RegExp(`(?! )[${common}]`, 'g'),
};

const letters: Readonly<Record<string, string>> = {
  ё: 'е',
  Ё: 'е',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  '\u0130': 'i',
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\u2010': '-',
  '\u2011': '-',
};

/** One unit for one unit, so that places stay. */
function plainLetter(unit: string): string {
  const known = letters[unit];
  if (known !== undefined) return known;
  const code = unit.charCodeAt(0);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  if (code >= 0xff10 && code <= 0xff19) return String(code - 0xff10);
  if (code >= 0xc0 && code <= 0x17e) return unit.normalize('NFD').charAt(0);
  return ' ';
}

/** Lower case, plain letters, blanks and digits; marks that do not print are left out. */
export function fold(text: string, language: Language): Folded {
  if (isPlainAscii(text)) return { text: text.toLowerCase(), at: null };
  let kept = text;
  let at: Int32Array | null = null;
  if (invisible.test(text)) {
    const parts: string[] = [];
    const places: number[] = [];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charAt(i);
      if (unit > '~' && invisible.test(unit)) continue;
      parts.push(unit);
      places.push(i);
    }
    places.push(text.length);
    kept = parts.join('');
    at = Int32Array.from(places);
  }
  const plain = kept.replace(variants[language], plainLetter);
  const lower = plain.toLowerCase();
  return { text: lower.length === plain.length ? lower : plain, at };
}

/** What stands for the slots of a phrase: sources of regular expressions. */
export type Slots = Readonly<Record<string, string>>;

const wordLetters: Readonly<Record<Language, string>> = {
  en: 'a-z',
  fr: 'a-z',
  es: 'a-z',
  ru: 'а-я',
  ar: '\\u0621-\\u064a',
  zh: '',
};

/**
 * Source of the regular expression for a phrase of the lexicon (its notation is told at `TimingWords`),
 * to be matched against folded text.
 */
export function phraseSource(phrase: string, language: Language, slots: Slots): string {
  const folded = fold(phrase, language).text;
  return folded
    .replace(/[.+?^$\\/]/g, '\\$&')
    .replace(/(?<=^|[ (|])\[([^\]]*)\] /g, '(?:$1 )?')
    .replace(/ \[([^\]]*)\](?=$|[,)|])/g, '(?: $1)?')
    .replace(/\[([^\]]*)\]/g, '(?:$1)?')
    .replace(/\((?!\?)/g, '(?:')
    .replace(/\*/g, `[${wordLetters[language] || '\\p{L}'}]{0,12}`)
    .replace(/ /g, ' {1,2}')
    .replace(/\{(day|month|year|ordinal|span|time|-)\}/g, (whole, name: string) => slots[name] ?? whole);
}

/** Word boundaries of a language; between Chinese words there are none. */
export function bounded(source: string, language: Language, clitics: readonly string[] = []): string {
  const word = wordLetters[language];
  const before = word === '' ? '(?<!\\d)' : `(?<![${word}\\d/])`;
  const after = word === '' ? '' : `(?![${word}\\d])`;
  const prefix = clitics.length === 0 ? '' : `(?:${[...clitics].sort((a, b) => b.length - a.length).join('|')})?`;
  return `${before}${prefix}(?:${source})${after}`;
}

/** Text as the source of an expression that matches just it. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Alternatives, longest first, so that the first that matches is the longest. */
export const anyOf = (sources: readonly string[]): string =>
  `(?:${[...new Set(sources)].sort((a, b) => b.length - a.length).join('|')})`;
