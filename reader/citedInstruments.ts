import { partsBefore, partsBehind } from './citedParts.ts';
import type { Grammar } from './citingGrammar.ts';
import type { Citation } from './model.ts';
import { isLetter, matchAt } from './plainText.ts';

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

const numberLabel = /[.№第º°]|\bno $|رقم/i;
const pageLabel = /(?:^|[\s,،])(?:pp?|págs?|с|стр|ص)\.?\s?$/i;

/** Numbers of an enumeration: `970-973` -> `no_970->no_973`. */
function enumerated(grammar: Grammar, name: string, list: string | undefined): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of (list ?? '').matchAll(/\d+|[IVXLC]+/g)) {
    const between = (list ?? '').slice(end, match.index).trim();
    const last = parts.at(-1);
    if (last !== undefined && (between === '-' || grammar.words.to.includes(between)))
      parts[parts.length - 1] = `${last}->${name}_${match[0]}`;
    else parts.push(`${name}_${match[0]}`);
    end = match.index + match[0].length;
  }
  return parts;
}

/** "United Nations, Treaty Series, vol. 1465, No. 24841", and "Ibid., vol. 1577, No. 27531". */
export function treatyCitations(grammar: Grammar, text: string): Citation[] {
  const citations: Citation[] = [];
  const { treatySeries, ibidem } = grammar.words;
  for (const name of [...treatySeries, ...ibidem]) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      let end = at + name.length;
      if (ibidem.includes(name) && text.charAt(end) === '.') end += 1;
      const volumes = matchAt(grammar.treatyVolumes, text, end);
      if (volumes === null && ibidem.includes(name)) continue;
      end += volumes?.[0].length ?? 0;
      const numbers = matchAt(grammar.treatyNumbers, text, end);
      const label = numbers?.[0].slice(0, numbers[0].length - (numbers[1] ?? '').length) ?? '';
      const isNumber = volumes === null ? numberLabel.test(label) : !pageLabel.test(label);
      if (volumes === null && !isNumber) continue;
      if (isNumber) end += numbers?.[0].length ?? 0;
      citations.push({
        start: at,
        end,
        kind: 'treaty',
        symbol: null,
        parts: [
          ...enumerated(grammar, 'vol', volumes?.[1]),
          ...(isNumber ? enumerated(grammar, 'no', numbers?.[1]) : []),
        ],
        why: 'treaty-series',
      });
    }
  }
  return citations;
}
