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

/**
 * All matches of a sticky expression from the start of a text, tried only where the text begins as one of the phrases
 * does: the same that looking everywhere finds.
 */
export function matchesBegun(expression: RegExp, beginnings: Beginnings, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let key = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    key = ((key << bits) ^ text.charCodeAt(at)) & mask;
    const start = at + 1 - looked;
    if (beginnings[key] !== 1 || start < from) continue;
    expression.lastIndex = start;
    const match = expression.exec(text);
    if (match === null) continue;
    from = start + Math.max(1, match[0].length);
    found.push(match);
  }
  return found;
}
