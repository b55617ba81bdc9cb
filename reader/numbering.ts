/** How a printed number counts. */
export type Numeral =
  | 'decimal'
  | 'letter'
  | 'capital'
  | 'roman'
  | 'capital-roman'
  | 'arabic-letter'
  | 'cyrillic-letter'
  | 'chinese';

/** What closes or encloses it: `1.`, `(a)`, `a)`, `1 -`, nothing. */
export type Enclosure = 'stop' | 'brackets' | 'bracket' | 'dash' | 'none';

/** A number at the head of a paragraph. */
export interface PrintedNumber {
  /** As printed, without the stop or dash that closes it: `3`, `(a)`, `ii)`, `3 bis`. */
  readonly text: string;
  /** Its value where it counts one way only or most likely: `(i)` is read as a letter value 9 and a roman value 1. */
  readonly values: Readonly<Partial<Record<Numeral, number>>>;
  readonly enclosure: Enclosure;
  /** Length in the text, with what closes it and the blanks behind it. */
  readonly length: number;
}

const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** Value of a Roman numeral up to 399, `null` where it is not one that is properly written. */
export function romanValue(text: string): number | null {
  const lower = text.toLowerCase();
  if (!/^(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(lower) || lower.length === 0) return null;
  let value = 0;
  for (let at = 0; at < lower.length; at += 1) {
    const digit = romanDigits[lower[at] ?? ''] ?? 0;
    const next = romanDigits[lower[at + 1] ?? ''] ?? 0;
    value += digit < next ? -digit : digit;
  }
  return value;
}

const arabicLetters = 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ';
const cyrillicLetters = 'абвгдежзиклмнопрстуфхцчшщэюя';
const chineseDigits = '一二三四五六七八九十';

function chineseValue(text: string): number | null {
  const parts = /^(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(text);
  if (parts === null || text.length === 0) return null;
  const tens = text.includes('十') ? (parts[1] === undefined ? 1 : chineseDigits.indexOf(parts[1]) + 1) : 0;
  return tens * 10 + (parts[2] === undefined ? 0 : chineseDigits.indexOf(parts[2]) + 1);
}

/** Words that number the parts of a text in Arabic: "first", "second", as they stand alone in a heading. */
const arabicOrdinals = ['أولا', 'ثانيا', 'ثالثا', 'رابعا', 'خامسا', 'سادسا', 'سابعا', 'ثامنا', 'تاسعا', 'عاشرا'];
/** The same with their article, as they stand behind a noun: "draft resolution the first". */
const arabicDefinite = [
  'الأول',
  'الثاني',
  'الثالث',
  'الرابع',
  'الخامس',
  'السادس',
  'السابع',
  'الثامن',
  'التاسع',
  'العاشر',
];
/** What numbers drafts and annexes behind their label: `II`, `二`, `الثاني`; the source of an expression. */
export const partNumeral = `[IVXLC]{1,6}|[一二三四五六七八九十]{1,3}|${arabicDefinite.join('|')}`;
/** Names of the letters by which Arabic letters the texts under one number. */
const arabicLetterNames = ['ألف', 'باء', 'جيم', 'دال', 'هاء', 'واو', 'زاي', 'حاء'];

/** The value of a number that stands for a part of the text: `II`, `二`, `ثانيا`; `null` where it is none. */
export function partValue(text: string): number | null {
  const bare = text.replace(/[\u064b-\u0652\u0640.:、\s-]/g, '');
  if (/^[IVXLC]{1,6}$/.test(bare)) return romanValue(bare);
  for (const ordinals of [arabicOrdinals, arabicDefinite])
    if (ordinals.includes(bare)) return ordinals.indexOf(bare) + 1;
  return chineseValue(bare);
}

/** The letter of one of several texts under one number: `A`, `باء`; `null` where the text is none. */
export function partLetter(text: string): string | null {
  if (/^[A-Z]$/.test(text)) return text;
  const index = arabicLetterNames.indexOf(text);
  return index < 0 ? null : String.fromCharCode(65 + index);
}

/** A number as a Roman numeral in capitals. */
export function roman(value: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let rest = value;
  let out = '';
  for (const [step, letters] of steps) for (; rest >= step; rest -= step) out += letters;
  return out;
}

const digitsOf = (text: string): number =>
  /^[0-9]+$/.test(text)
    ? Number(text)
    : Number(
        text
          .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
          .normalize('NFKC')
          .replace(/\D.*$/, ''),
      );

function valuesOf(core: string): Partial<Record<Numeral, number>> {
  if (/^[\p{Nd}]/u.test(core)) return { decimal: digitsOf(core) };
  const bare = core.replace(/\u0640/g, '');
  if (/^[一二三四五六七八九十]+$/.test(bare)) {
    const value = chineseValue(bare);
    return value === null ? {} : { chinese: value };
  }
  const arabic = bare.length === 1 ? arabicLetters.indexOf(bare === 'ا' ? 'أ' : bare === 'ﻫ' ? 'ه' : bare) : -1;
  if (arabic >= 0) return { 'arabic-letter': arabic + 1 };
  if (/^[а-я]$/.test(bare)) return { 'cyrillic-letter': cyrillicLetters.indexOf(bare) + 1 };
  const values: Partial<Record<Numeral, number>> = {};
  const roman = romanValue(bare);
  if (/^[a-z]{1,2}$/.test(bare) && (bare.length === 1 || bare[0] === bare[1]))
    values.letter = bare.charCodeAt(0) - 96 + (bare.length - 1) * 26;
  if (/^[A-Z]{1,2}$/.test(bare) && (bare.length === 1 || bare[0] === bare[1]))
    values.capital = bare.charCodeAt(0) - 64 + (bare.length - 1) * 26;
  if (roman !== null) values[/^[a-z]/.test(bare) ? 'roman' : 'capital-roman'] = roman;
  return values;
}

/** In this order: quoted, within, ideograph, open, inner, core, close, stop, dash. Groups with names are slow. */
const lead =
  /^(?:([’‘'](\p{Nd}{1,2})[’‘'])|([\u3220-\u3229])|([(（])(\p{Nd}{1,3}(?:\s?(?:bis|ter|quater|alt\.?))?|[a-z]{1,2}|[ivxl]{1,8}|[A-Z]{1,2}|[IVXL]{1,8}|[а-я]|[\u0621-\u064a]\u0640?|[一二三四五六七八九十]{1,3})\s?[)）]|(\p{Nd}{1,3}(?:\s(?:bis|ter|quater|alt\.?))?|[a-z]{1,2}|[ivxl]{1,8}|[A-Z]{1,2}|[IVXLC]{1,8}|[а-я]|[\u0621-\u064a]\u0640?|[一二三四五六七八九十]{1,3})(?:([)）])|(\s?[.．](?!\p{Nd}|(?<=\p{L}.)\p{L}\.)|、)|(\s?[-–—‒](?=\s)|\s[-–](?=[\u0621-\u064a]))))\s*/u;

/** "أولا - مقدمة": the word that numbers a part of an Arabic text, a dash, its title. */
function ordinalLead(text: string): PrintedNumber | null {
  const first = text.charCodeAt(0);
  if (!(first >= 0x621 && first <= 0x64a)) return null;
  const match = /^([\u0621-\u064a]{4,6}[\u064b\u0627]?)\s?[-–:]\s+/u.exec(text.slice(0, 16));
  const value = match?.[1] === undefined ? -1 : arabicOrdinals.indexOf(match[1].replace(/\u064b/g, ''));
  if (match === null || match[1] === undefined || value < 0) return null;
  return { text: match[1], values: { 'capital-roman': value + 1 }, enclosure: 'stop', length: match[0].length };
}

/** Whether a text can begin with a number at all: most begin with a word of Latin letters too long for one. */
function mayNumber(text: string): boolean {
  const first = text.charCodeAt(0);
  if (!((first >= 65 && first <= 90) || (first >= 97 && first <= 122))) return true;
  for (let at = 1; at < 10; at += 1) {
    const code = text.charCodeAt(at);
    if (!((code >= 65 && code <= 90) || (code >= 97 && code <= 122)))
      return code !== 44 && code !== 39 && code !== 0x2019;
  }
  return false;
}

/**
 * The number that a paragraph opens with, where it is closed by a stop, a bracket or a dash. A number that stands
 * bare (`1 Requests`) is read by `bareNumber`, since only what follows can tell it from a figure.
 */
export function printedNumber(text: string): PrintedNumber | null {
  if (!mayNumber(text)) return null;
  const match = lead.exec(text.length > 24 ? text.slice(0, 24) : text);
  if (match === null) return ordinalLead(text);
  const [whole, quoted, within, ideograph, open, inner, core, close, stop] = match;
  const number = inner ?? core ?? within ?? ideograph?.normalize('NFKC').slice(1, -1) ?? '';
  const values = valuesOf(number);
  if (Object.keys(values).length === 0) return null;
  const enclosure: Enclosure =
    open !== undefined ? 'brackets' : close !== undefined ? 'bracket' : stop !== undefined ? 'stop' : 'dash';
  if (quoted !== undefined || ideograph !== undefined)
    return { text: quoted ?? ideograph ?? '', values, enclosure: 'brackets', length: whole.length };
  const shown = enclosure === 'brackets' ? `(${number})` : enclosure === 'bracket' ? `${number})` : number;
  return { text: shown, values, enclosure, length: whole.length };
}

const bare = /^(\p{Nd}{1,3}|[IVX]{1,5})[\s\u00a0\u2003]+(?=\S)/u;

/** A decimal or Roman number with nothing behind it but a blank: `1 Requests`, `II The Secretary-General`. */
export function bareNumber(text: string): PrintedNumber | null {
  const match = bare.exec(text.slice(0, 16));
  const number = match?.[1];
  if (match === null || number === undefined) return null;
  const values = valuesOf(number);
  return Object.keys(values).length === 0 ? null : { text: number, values, enclosure: 'none', length: match[0].length };
}
