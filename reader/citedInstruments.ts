import { partsBefore, partsBehind } from './citedParts.ts';
import type { Grammar } from './citingGrammar.ts';
import type { Citation } from './model.ts';
import { isLetter } from './plainText.ts';

interface CharterParts {
  readonly at: number;
  readonly end: number;
  readonly parts: readonly string[];
}

/** Parts before the word: "Article 2, paragraph 4, of the Charter of the United Nations", and not of the charter of someone else. */
function partsBeforeCharter(grammar: Grammar, text: string, at: number, end: number): CharterParts | null {
  const { words } = grammar;
  const next = text.slice(end, end + 60).trimStart();
  const named = words.unitedNations.find((name) => next.startsWith(name));
  if (
    named === undefined &&
    words.someoneElse.some((word) => next.startsWith(word) && !isLetter(next.charCodeAt(word.length)))
  )
    return null;
  const before = partsBefore(grammar, text, at, 0);
  if (before.parts.length === 0) return null;
  const start = before.at + (/^[\s(«“"’']/.test(text.slice(before.at, before.at + 1)) ? 1 : 0);
  return { at: start, end: named === undefined ? end : text.indexOf(named, end) + named.length, parts: before.parts };
}

/** Parts behind the word, in Chinese. */
function partsBehindCharter(grammar: Grammar, text: string, at: number, end: number): CharterParts | null {
  const name = grammar.words.unitedNations.find((one) => text.startsWith(one, at - one.length));
  if (name === undefined && text.charAt(at - 1) !== '《') return null;
  const behind = partsBehind(grammar, text, text.charAt(end) === '》' ? end + 1 : end);
  return behind.parts.length === 0 ? null : { at: at - (name ?? '').length, end: behind.end, parts: behind.parts };
}

/** Articles and chapters of the Charter of the United Nations. */
export function charterCitations(grammar: Grammar, text: string): Citation[] {
  const citations: Citation[] = [];
  const behind = grammar.words.nounStands === 'behind';
  for (const word of grammar.words.charter) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const end = at + word.length;
      if (!behind && isLetter(text.charCodeAt(end))) continue;
      const found = behind ? partsBehindCharter(grammar, text, at, end) : partsBeforeCharter(grammar, text, at, end);
      if (found !== null)
        citations.push({
          start: found.at,
          end: found.end,
          kind: 'charter',
          symbol: null,
          parts: found.parts,
          why: 'charter',
        });
    }
  }
  return citations;
}

/** "United Nations, Treaty Series, vol. 1465, No. 24841". */
export function treatyCitations(grammar: Grammar, text: string): Citation[] {
  const citations: Citation[] = [];
  for (const name of grammar.words.treatySeries) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const behind = text.slice(at + name.length, at + name.length + 40);
      const match = /^[^\d.;]{0,12}[.]?\s?(\d{1,4})[^\d;]{0,14}(?:(\d{1,6}))?/.exec(behind);
      if (match === null || match[1] === undefined) continue;
      const parts = [`vol_${match[1]}`, ...(match[2] === undefined ? [] : [`no_${match[2]}`])];
      citations.push({
        start: at,
        end: at + name.length + match[0].length,
        kind: 'treaty',
        symbol: null,
        parts,
        why: 'treaty-series',
      });
    }
  }
  return citations;
}
