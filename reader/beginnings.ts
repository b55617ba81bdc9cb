import type { Language } from './model.ts';
import { fold } from './phrases.ts';

/** How many letters of a phrase are looked at, and bits that each takes in a key. */
const looked = 3;
const bits = 5;
const mask = (1 << (looked * bits)) - 1;

/** Which stretches of three letters can begin a phrase; other phrases may share a key, so that it only rules out. */
export type Beginnings = Uint8Array;

/** The first letters of all that a phrase stands for, added to `into`; `false` where they are open. */
function add(begun: string, rest: string, into: Set<string>): boolean {
  if (begun.length === looked) {
    into.add(begun);
    return true;
  }
  const sign = rest.charAt(0);
  if (sign === '' || sign === '*' || sign === '{') return false;
  if (sign !== '[' && sign !== '(') return add(begun + sign, rest.slice(1), into);
  const end = closing(rest);
  if (end < 0) return false;
  const behind = rest.slice(end + 1);
  const inner = rest.slice(1, end);
  const ways =
    sign === '(' ? inner.split('|').map((way) => way + behind) : [inner + behind, behind, behind.trimStart()];
  return ways.every((way) => add(begun, way, into));
}

/** Where the bracket that opens a text is closed. */
function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '[' || sign === '(') depth += 1;
    else if ((sign === ']' || sign === ')') && --depth === 0) return at;
  }
  return -1;
}

/** How the phrases begin, with a proclitic or without; `null` where any text can begin one of them. */
export function beginningsOf(
  phrases: readonly string[],
  clitics: readonly string[],
  language: Language,
): Beginnings | null {
  const all = new Set<string>();
  for (const phrase of phrases) {
    const folded = fold(phrase, language).text;
    for (const clitic of ['', ...clitics]) if (!add('', clitic + folded, all)) return null;
  }
  const keys = new Uint8Array(mask + 1);
  for (const one of all) {
    let key = 0;
    for (let at = 0; at < looked; at += 1) key = ((key << bits) ^ one.charCodeAt(at)) & mask;
    keys[key] = 1;
  }
  return keys;
}

/** Several lists of phrases as one, a bit for each; `null` where any of them is open. */
export function beginningsTogether(lists: readonly (Beginnings | null)[]): Beginnings | null {
  const keys = new Uint8Array(mask + 1);
  for (const [bit, list] of lists.entries()) {
    if (list === null) return null;
    for (const [key, begins] of list.entries()) if (begins === 1) keys[key] = (keys[key] ?? 0) | (1 << bit);
  }
  return keys;
}

/**
 * All matches of each of several sticky expressions from the start of a text, tried only where the text begins as one of
 * their phrases does: the same that looking everywhere finds. The text is walked through once for all of them.
 */
export function matchesBegun(
  expressions: readonly RegExp[],
  beginnings: Beginnings,
  text: string,
): RegExpExecArray[][] {
  const found: RegExpExecArray[][] = expressions.map(() => []);
  const from = expressions.map(() => 0);
  let key = 0;
  for (let at = 0; at < text.length; at += 1) {
    key = ((key << bits) ^ text.charCodeAt(at)) & mask;
    const lists = beginnings[key] ?? 0;
    if (lists === 0) continue;
    const start = at + 1 - looked;
    for (const [bit, expression] of expressions.entries()) {
      if ((lists & (1 << bit)) === 0 || start < (from[bit] ?? 0)) continue;
      expression.lastIndex = start;
      const match = expression.exec(text);
      if (match === null) continue;
      from[bit] = start + Math.max(1, match[0].length);
      found[bit]?.push(match);
    }
  }
  return found;
}
