const odd =
  /[\u0640\u064b-\u0652\u0670\u00a0\u00ad\u200b-\u200f\u2002-\u200a\u2010-\u2013\u2028-\u202f\u2044\u2060-\u2069\u2215\ufeff\uff08\uff09\uff0f\u0660-\u0669\u06f0-\u06f9\t\r\n]/g;

const oddOnce = new RegExp(odd.source);

const invisible = /[\u0640\u064b-\u0652\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const invisibleAll = new RegExp(invisible.source, 'g');

function plainCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  if (code >= 0x2010 && code <= 0x2013) return '-';
  if (code === 0x2044 || code === 0x2215 || code === 0xff0f) return '/';
  if (code === 0xff08) return '(';
  return code === 0xff09 ? ')' : ' ';
}

/** How many of the sorted cuts stand at or before an offset. */
function cutsUpTo(cuts: readonly number[], at: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the text has nothing but printed ASCII: the common case, in which no character needs a closer look. */
export const isPlainAscii = (text: string): boolean => !beyondAscii.test(text);
const beyondAscii = /[^\x20-\x7e]/;

const same = (at: number): number => at;

/** The text with plain blanks, hyphens and digits and no invisible characters, and the way back to the offsets of the original. */
export function plainly(text: string): { readonly text: string; readonly original: (at: number) => number } {
  if (isPlainAscii(text) || !oddOnce.test(text)) return { text, original: same };
  if (!invisible.test(text)) return { text: text.replace(odd, plainCharacter), original: same };
  // Where the invisible ones stood, as offsets of the text without them.
  const cuts: number[] = [];
  for (const match of text.matchAll(invisibleAll)) cuts.push(match.index - cuts.length);
  return {
    text: text.replace(invisibleAll, '').replace(odd, plainCharacter),
    original: (at) => at + cutsUpTo(cuts, at),
  };
}

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 &&
    code !== 0xd7 &&
    code !== 0xf7 &&
    !(code >= 0x2000 && code <= 0x2e7f) &&
    !(code >= 0x3000 && code <= 0x3020) &&
    code !== 0x60c &&
    code !== 0x61b &&
    code !== 0x61f &&
    !(code >= 0xff00 && code <= 0xff20));

const digits = /\d/g;

/** The next digit from an offset on, or -1. An expression looks faster than a loop does. */
export function nextDigit(text: string, from: number): number {
  digits.lastIndex = from;
  return digits.test(text) ? digits.lastIndex - 1 : -1;
}

export function skipDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

export function skipBlanksBack(text: string, from: number, floor: number): number {
  let at = from;
  while (at > floor && text.charCodeAt(at - 1) === 32) at -= 1;
  return at;
}

/** All matches from the start, of a global expression that is shared; `matchAll` would make a copy of it each time. */
export function matches(expression: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let from = 0;
  for (;;) {
    expression.lastIndex = from;
    const match = expression.exec(text);
    if (match === null) return found;
    from = Math.max(match.index + match[0].length, from + 1);
    found.push(match);
  }
}

export const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};
