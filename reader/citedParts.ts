import { type Grammar, hanNumber } from './citingGrammar.ts';
import type { CitedPart } from './languages/lexicon.ts';
import { roman } from './numbering.ts';
import { isLetter, matchAt, matches } from './plainText.ts';
import { latinized } from './symbols.ts';

/** The part letter as Latin letter. */
export function letterOf(grammar: Grammar, printed: string | undefined): string {
  if (printed === undefined) return '';
  return grammar.letters.get(printed) ?? latinized(printed);
}

/** One number of a part as an address writes it. */
function itemOf(grammar: Grammar, part: CitedPart, item: string): string {
  const ordinal = grammar.ordinals.get(item) ?? hanNumber(item);
  if (ordinal !== null && ordinal !== undefined)
    return part === 'para' || part === 'art' || part === 'subpara' ? String(ordinal) : roman(ordinal);
  const letter = grammar.letters.get(item);
  if (letter !== undefined) return letter;
  return item
    .replace(/\(([\u0621-\u064a])\)/g, (_, first: string) => {
      const index = grammar.words.letters.findIndex((name) => name.startsWith(first));
      return `(${String.fromCharCode(97 + Math.max(index, 0))})`;
    })
    .replace(/^\(?([a-z]{1,4})\)$/, '$1')
    .replace(/ ?\(?([a-z]{1,4})\)/g, '.$1')
    .replace(/ ([a-z])$/, '.$1')
    .replace(/\s/g, '');
}

/** `paragraphs 11 to 21` -> `para_11->para_21`. */
function partsOf(grammar: Grammar, part: CitedPart, list: string | undefined): string[] {
  if (list === undefined) return part === 'annex' ? [part] : [];
  const parts: string[] = [];
  let through = false;
  for (const match of matches(grammar.item, list)) {
    if (match[1] === undefined) through = true;
    else {
      const name = `${part}_${itemOf(grammar, part, match[1])}`;
      const last = parts.at(-1);
      if (through && last !== undefined) parts[parts.length - 1] = `${last}->${name}`;
      else parts.push(name);
      through = false;
    }
  }
  return parts;
}

const levels: readonly string[] = ['annex', 'part', 'chap', 'sec', 'art', 'para', 'subpara'];

const levelOf = (parts: readonly string[]): number => levels.indexOf(parts[0]?.replace(/_.*/, '') ?? '');

/** Parts of parts, the larger first whatever the order of the text: `art_101__para_3`. Parts of one kind stand beside each other. */
const nested = (first: readonly string[], second: readonly string[]): readonly string[] =>
  levelOf(first) > levelOf(second)
    ? within(second, first)
    : first.length > 0 && levelOf(first) === levelOf(second)
      ? [...first, ...second]
      : within(first, second);

const within = (outer: readonly string[], inner: readonly string[]): readonly string[] =>
  outer.length === 0
    ? inner
    : inner.length === 0
      ? outer
      : outer.length === 1
        ? inner.map((part) => `${outer[0]}__${part}`)
        : [...outer, ...inner];

/** Parts printed before the words at `at`: "paragraph 3 of section II of its". */
export function partsBefore(
  grammar: Grammar,
  text: string,
  at: number,
  floor: number,
): { readonly parts: readonly string[]; readonly at: number } {
  const start = Math.max(floor, at - 100);
  const match = grammar.partBefore.exec(text.slice(start, at));
  if (match === null || match[1] === undefined) return { parts: [], at };
  const [, inner, innerList, outer, outerList] = match;
  const partName = (label: string): CitedPart => grammar.partByWord.get(label.toLowerCase()) ?? 'para';
  const innerParts = partsOf(grammar, partName(inner), innerList);
  const parts = outer === undefined ? innerParts : nested(partsOf(grammar, partName(outer), outerList), innerParts);
  return { parts, at: start + match.index };
}

/** Whether the part is of what follows: "paragraph 4, of the Charter", and not ", in which". Behind a comma a number or a charter must follow. */
function belongsToNext(grammar: Grammar, text: string, at: number): boolean {
  const match = matchAt(grammar.followedByOf, text, at);
  if (match === null || !/[,،]/.test(match[0])) return match !== null;
  const next = /^[^,،;.]*/.exec(text.slice(at + match[0].length, at + match[0].length + 60))?.[0] ?? '';
  return /\d/.test(next) || grammar.words.charter.some((word) => next.includes(word));
}

/** Parts printed behind: ", annex I", ", sect. C, para. 3", in Chinese "第20段". */
export function partsBehind(
  grammar: Grammar,
  text: string,
  from: number,
): { readonly parts: readonly string[]; readonly end: number } {
  let end = from;
  let parts: readonly string[] = [];
  const han = grammar.words.nounStands === 'behind';
  for (let round = 0; round < 3; round += 1) {
    const match = matchAt(grammar.partBehind, text, end);
    if (match === null) break;
    const after = end + match[0].length;
    if (belongsToNext(grammar, text, after)) break;
    const [label, list] = han ? [match[2] ?? match[3] ?? '', match[1] ?? match[4]] : [match[1] ?? '', match[2]];
    const part = grammar.partByWord.get(label.toLowerCase()) ?? 'para';
    if (
      list === undefined &&
      (part !== 'annex' ||
        isLetter(text.charCodeAt(after)) ||
        isLetter(text.charCodeAt(text.charCodeAt(after) === 32 ? after + 1 : after)))
    )
      break;
    parts = nested(parts, partsOf(grammar, part, list));
    end = after;
  }
  return { parts, end };
}

export const nestedAround = (before: readonly string[], behind: readonly string[]): readonly string[] =>
  before.length === 0 ? behind : behind.length === 0 ? before : nested(behind, before);
