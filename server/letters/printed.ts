import type { LanguageTag } from '../../programme/vocabulary.ts';
import type { Counted } from './words.ts';

/** How dates, numbers and names are printed in a letter of plain text. */

export interface Printer {
  /** A calendar day in full. */
  readonly day: (day: string) => string;
  readonly number: (n: number) => string;
  /** A name or title on one line, kept apart from the direction of the sentence around it. */
  readonly name: (text: string) => string;
  /** The sentence for a number, by the plural rules of the language. */
  readonly counted: <Values>(forms: Counted<never, Values>, n: number, values: Omit<Values, 'n'>) => string;
  /** A sentence of ours as a line: where the language runs from right to left, the line does too whatever it begins with. */
  readonly line: (sentence: string) => string;
  /** Words of others, line by line, each in its own direction. */
  readonly quoted: (text: string) => string;
}

/** Latin digits everywhere: symbols of documents stand beside the numbers, and the UN prints its Arabic so. */
const locales: Readonly<Record<LanguageTag, string>> = {
  ar: 'ar-u-ca-gregory-nu-latn',
  en: 'en-GB-u-ca-gregory-nu-latn',
  es: 'es-u-ca-gregory-nu-latn',
  fr: 'fr-u-ca-gregory-nu-latn',
  ru: 'ru-u-ca-gregory-nu-latn',
  zh: 'zh-Hans-u-ca-gregory-nu-latn',
};

const rightToLeftMark = '\u200f';
const [isolate, isolateEnd] = ['\u2068', '\u2069'];
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const beginsFromRight = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u;
// Marks that turn the direction of what follows: words of others must not reach beyond themselves.
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Lines of text without control characters and halves of characters. */
export const printable = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, ' ');

/** Words of others, without the marks by which they could reach beyond themselves. */
const plain = (text: string): string => printable(text).replace(directionMarks, '');

export const onOneLine = (text: string): string => plain(text).replace(/\s+/g, ' ').trim();

export function printerOf(language: LanguageTag): Printer {
  const locale = locales[language];
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const isRightToLeft = language === 'ar';
  const isolated = (text: string): string => `${isolate}${text}${isolateEnd}`;
  const own = (text: string): string => (isRightToLeft ? isolated(text) : text);
  const number = (n: number): string => own(numbers.format(n));
  return {
    day: (day) => own(days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`)).replace(directionMarks, '')),
    number,
    name: (text) => {
      const line = onOneLine(text);
      return isRightToLeft || rightToLeft.test(line) ? isolated(line) : line;
    },
    counted: (forms, n, values) => {
      const category = plurals.select(n);
      const says = forms[category] as ((values: unknown) => string) | undefined;
      if (says === undefined) throw new RangeError(`${language} has no words for the plural ${category}.`);
      return says({ ...values, n: number(n) });
    },
    line: (sentence) => (isRightToLeft ? `${rightToLeftMark}${sentence}` : sentence),
    quoted: (text) =>
      plain(text)
        .split('\n')
        .map((line) => (beginsFromRight.test(line) ? `${rightToLeftMark}${line}` : line))
        .join('\n'),
  };
}
