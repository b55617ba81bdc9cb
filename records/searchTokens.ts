import { latinized } from '../reader/symbols.ts';

/** A word, a symbol, or a run of Chinese signs, with where it stands. */
export interface Token {
  readonly kind: 'word' | 'symbol' | 'signs';
  /** As printed, without what is inside of "U.N."; a symbol as it is compared. */
  readonly printed: string;
  /** Counted in words and, in Chinese, signs. Neighbours differ by 1. */
  readonly position: number;
  /** In UTF-16 units of the text, end not included. */
  readonly start: number;
  readonly end: number;
  /** Printed in capitals among small letters: "WHO" is no stop word. */
  readonly acronym: boolean;
  /** Number of the string of characters without blanks that it came from: "Secretary-General" is two words of one. */
  readonly chunk: number;
}

const invisible = String.raw`\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff`;
const piece = String.raw`[[\p{L}\p{N}\p{M}${invisible}]--[\p{Script=Han}]]+`;
const joiner = String.raw`[\/\uff0f.\-\u2010-\u2013_&'’ʼ]`;
/** The classes do not overlap, so that no text makes it go back; and a chunk has an end, since what follows a symbol is cut anew. */
const chunks = new RegExp(String.raw`(\p{Script=Han}+)|${piece}((?:${joiner}${piece}){0,31})`, 'gv');
const pieces = new RegExp(piece, 'gv');
const invisibleAll = new RegExp(`[${invisible}]`, 'g');
const invisibleOne = new RegExp(`[${invisible}]`);

/** "S/RES/2250 (2015)", "A/RES/3369(XXX)", "GC(52)/RES/1": what may stand between, and behind, the strokes of a symbol. */
const bracket = String.raw`(?: ?\((?:\d{1,4}|(?:E?S-)?[IVXLC]{1,8})\))`;
const segment = String.raw`[A-Z0-9](?:[A-Z0-9_&]|[.\-][A-Z0-9])*`;
const symbols = new RegExp(String.raw`${segment}(?:\(\d{1,4}\))?(?:\/${segment})+${bracket}?`, 'iy');
/** As many units as are looked at for one symbol, and as are kept of one word. */
const longest = 64;

const stroke = /[/\uff0f]/;
const smallLetter = /\p{Ll}/u;
const capitals = /^\p{Lu}[\p{Lu}\p{N}]+$/u;
const asciiWord = /^[a-z0-9]+$/;
/** Single letters with full stops between, "U.N.", are one word. */
const dotted = /^(?:\p{L}\.)+\p{L}$/u;
/** Older spelling of "cooperation" and "coordination". */
const oldHyphen = /^(co|re)-(?=operat|ordinat|affirm)/i;
/** Words that lost their vowel: "l'", "d'", "qu'", and the "s" of the genitive. */
const elided = /^(?:[a-z]|qu|jusqu|lorsqu|puisqu)$/i;
const apostrophes = /['’ʼ]/;

const plainDigit = (digit: string): string => {
  const code = digit.charCodeAt(0);
  return String(code - (code >= 0x6f0 ? 0x6f0 : 0x660));
};

/** A word as search compares it. "й" is a letter of its own and stays; "ё" is printed as "е" as often as not. */
export function folded(word: string): string {
  const small = word.slice(0, longest).toLowerCase();
  if (asciiWord.test(small)) return small;
  return small
    .replace(invisibleAll, '')
    .normalize('NFKD')
    .replace(/(?<=и)\u0306/g, '\ue000')
    .replace(/\p{M}/gu, '')
    .replace(/и\ue000/g, 'й')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, plainDigit)
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ı/g, 'i')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The symbol that begins here, as it is compared, and where it ends. It has a stroke and a digit. */
function symbolAt(text: string, at: number): { readonly compared: string; readonly end: number } | null {
  const window = text.slice(at, at + longest);
  // Latin letters for the Cyrillic ones that look alike; what is invisible is passed over and counted back in.
  const plain = latinized(window.replace(/[а-яіѕ]/g, (letter) => letter.toUpperCase()))
    .replace(invisibleAll, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, plainDigit)
    .replace(/[\u2010-\u2013]/g, '-')
    .replaceAll('\uff0f', '/');
  symbols.lastIndex = 0;
  const found = symbols.exec(plain)?.[0];
  if (found === undefined || !/\d/.test(found)) return null;
  return { compared: found.replaceAll(' ', '').toLowerCase(), end: at + visible(window, found.length) };
}

/** The length of the stretch that shows so many units. */
function visible(text: string, units: number): number {
  if (text.search(invisibleAll) < 0) return units;
  let at = 0;
  for (let left = units; left > 0; at += 1) if (!invisibleOne.test(text.charAt(at))) left -= 1;
  return at;
}

/** Whether a number in brackets and a stroke follow: "GC(52)/RES/1". */
const numbered = (text: string, at: number): boolean =>
  text.charAt(at) === '(' && /^\(\d{1,4}\)\//.test(text.slice(at, at + 7));

/** The tokens of a text in reading order. Goes over the text once. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const mixed = smallLetter.test(text);
  let position = 1;
  let chunk = 0;
  const add = (kind: Token['kind'], printed: string, start: number, end: number): void => {
    const acronym = kind === 'word' && mixed && capitals.test(printed);
    tokens.push({ kind, printed, position, start, end, acronym, chunk });
    position += 1;
  };
  chunks.lastIndex = 0;
  for (let match = chunks.exec(text); match !== null; match = chunks.exec(text)) {
    const [whole, signs, tail] = match;
    const start = match.index;
    const end = start + whole.length;
    chunk += 1;
    if (signs !== undefined) {
      add('signs', signs, start, end);
      // One position a sign, and one more, so that no pair of signs is next to one behind a comma.
      position += [...signs].length;
      continue;
    }
    const symbol = stroke.test(tail ?? '') || numbered(text, end) ? symbolAt(text, start) : null;
    if (symbol !== null) {
      add('symbol', symbol.compared, start, symbol.end);
      chunks.lastIndex = symbol.end;
    } else if (tail === '') add('word', whole, start, end);
    else
      for (const [from, to] of wordsOf(whole))
        add('word', whole.slice(from, to).replace(/[.-]/g, ''), start + from, start + to);
  }
  return tokens;
}

/** Where the words of a chunk stand. What an apostrophe cuts off is no word. */
function wordsOf(chunk: string): (readonly [from: number, to: number])[] {
  if (dotted.test(chunk)) return [[0, chunk.length]];
  const found: (readonly [number, number])[] = [];
  const joined = oldHyphen.exec(chunk)?.[0].length ?? 0;
  for (const { index, 0: word } of chunk.matchAll(pieces)) {
    const end = index + word.length;
    const cutOff =
      elided.test(word) && (apostrophes.test(chunk[index - 1] ?? '') || apostrophes.test(chunk[end] ?? ''));
    if (cutOff || end < joined) continue;
    found.push([index === joined ? 0 : index, end]);
  }
  return found;
}
