import { unset } from '../reader/likeness.ts';
import type { Language, Span } from '../reader/model.ts';
import { type Change, wordChanges } from '../reader/wordChanges.ts';
import type { Step } from './stretches.ts';

/** Changes in the making: neighbours of one kind are one. */
class Changes {
  readonly list: Change[] = [];

  put(op: Change['op'], text: string): void {
    const last = this.list.at(-1);
    if (last?.op === op) this.list[this.list.length - 1] = { op, text: last.text + text };
    else if (text !== '') this.list.push({ op, text });
  }
}

/** What changed between two texts, to the letter. */
export const changesBetween = (older: string, newer: string, language: Language | null): Change[] =>
  toTheLetter(wordChanges({ text: older, language, whole: [] }, { text: newer, language, whole: [] }), older);

/**
 * The changes to the letter. A comparison passes over how a text is set: other blanks, hyphens and apostrophes are no change.
 * A redline has to give the older text back as it was, so here they are changes too.
 */
export function toTheLetter(changes: readonly Change[], older: string): Change[] {
  const out = new Changes();
  let at = 0;
  for (const { op, text } of changes) {
    if (op === 'insert') out.put('insert', text);
    else if (op === 'equal') at = reset(older, at, text, out);
    else {
      const end = older.indexOf(text, at) + text.length;
      if (end <= at) continue;
      out.put('delete', older.slice(at, end));
      at = end;
    }
  }
  out.put('delete', older.slice(at));
  return out.list;
}

/** Puts a stretch that both texts have, each as it sets it; gives where it ends in the older text. */
function reset(older: string, start: number, newer: string, out: Changes): number {
  let at = start;
  for (let next = 0; next < newer.length; ) {
    const [gone, come] = setLike(older, at, newer, next);
    if (gone === come) out.put('equal', come);
    else {
      out.put('delete', gone);
      out.put('insert', come);
    }
    at += gone.length;
    next += come.length;
  }
  return at;
}

const blanks = /\s+/y;
/** One character with the marks on it. */
const sign = /.\p{M}*/suy;

/** What a sticky expression finds at a place. */
function taken(expression: RegExp, text: string, at: number): string {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? '';
}

/** The longest that a sign can be when it is written out. */
const longest = 20;

/** The shortest stretches of both texts, from these places on, that say the same. */
function setLike(older: string, at: number, newer: string, next: number): readonly [gone: string, come: string] {
  const spaces = [taken(blanks, older, at), taken(blanks, newer, next)] as const;
  if (spaces[0] !== '' && spaces[1] !== '') return spaces;
  let [gone, come] = [taken(sign, older, at), taken(sign, newer, next)];
  while (gone !== come && gone.length + come.length < longest) {
    const [before, after] = [unset(gone), unset(come)];
    if (before === after) break;
    if (before === '' && gone !== '') return [gone, ''];
    if (after === '') return ['', come];
    const isShorter = before.length < after.length;
    const more = isShorter ? taken(sign, older, at + gone.length) : taken(sign, newer, next + come.length);
    if (more === '') break;
    if (isShorter) gone += more;
    else come += more;
  }
  return [gone, come];
}

/**
 * The changes in a stretch of the older and a stretch of the newer text. What both texts share and only one of the stretches
 * holds is deleted or inserted.
 */
export function changesIn(steps: readonly Step[], older: Span, newer: Span): Change[] {
  const out = new Changes();
  let [a, b] = [0, 0];
  for (const { op, text } of steps) {
    const cuts = [older.start - a, older.end - a, newer.start - b, newer.end - b]
      .filter((at) => at > 0 && at < text.length)
      .sort((x, y) => x - y);
    let from = 0;
    for (const to of [...cuts, text.length]) {
      const gone = op !== 'insert' && a + from >= older.start && a + from < older.end;
      const come = op !== 'delete' && b + from >= newer.start && b + from < newer.end;
      if (gone || come) out.put(gone && come ? 'equal' : gone ? 'delete' : 'insert', text.slice(from, to));
      from = to;
    }
    if (op !== 'insert') a += text.length;
    if (op !== 'delete') b += text.length;
  }
  return out.list;
}

/** Where each of several texts stands in all of them with a gap between. */
export function spansIn(texts: readonly string[], gap: number): Span[] {
  let start = 0;
  return texts.map((text) => {
    const span = { start, end: start + text.length };
    start = span.end + gap;
    return span;
  });
}
