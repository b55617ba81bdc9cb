import type { Lexicon } from './languages/lexicon.ts';
import { type PrintedNumber, printedNumber } from './numbering.ts';
import { isBare, type Openings } from './openings.ts';

/** Behind these a paragraph may have ended. */
const stop = /[,;.:،؛。；，：](?:["”’»)\]]|\d{1,2}(?=[\s\p{Lu}])(?!\s?[-–.．]))?/gu;
/** A blank and what may join the last two of a list. */
const gap = /^(?:\s*(?:and|et|y|и|و)(?=\s*[(\d]))?\s*/;
const upper = /^["“«]?\p{Lu}/u;
const abbreviation = /(?:^|[^\p{L}])(?:\p{L}{1,3}|vol|Distr|para|chap|sect|paras|arts?|Add|Corr|Rev)$/iu;

/** What has been read so far of the text. */
interface State {
  formula: boolean;
  preamble: boolean;
  number: number;
  /** The label that would go on with the list at hand: value of the last one. */
  label: number;
  labels: PrintedNumber['enclosure'] | null;
  /** A Chinese text with blanks where its breaks were, which it has nowhere else. */
  readonly airy: boolean;
}

/** Length of the name of an organ that ends just before an offset, 0 where none does. */
function organBefore(text: string, end: number, names: readonly string[]): number {
  const tail = text.slice(Math.max(0, end - 120), end).toLowerCase();
  for (const name of names) if (tail.endsWith(name)) return name.length;
  return 0;
}

/** The full names of organs, as formulas have them. */
function formulaNames(lexicon: Lexicon): string[] {
  return lexicon.building.organs
    .flatMap(({ names }) => names.filter((name) => !isBare(name, names)))
    .map((name) => name.toLowerCase())
    .toSorted((a, b) => b.length - a.length);
}

/** Places on a cover run into one line where one of its lines began. */
function coverBreaks(text: string, end: number, lexicon: Lexicon): number[] {
  const { cover } = lexicon.building;
  const head = text.slice(0, end);
  const out = new Set<number>();
  for (const words of [cover.distribution, cover.original, cover.agendaItem, cover.adopted])
    for (const word of words) {
      const at = word.length > 3 ? head.indexOf(word) : -1;
      if (at > 0) out.add(at);
    }
  for (const match of head.matchAll(
    /(?=\[)|(?<=\])|(?<=[^\d/])(?=\d{1,4}\/\d{1,4}(?: [A-Z])?\.\s*\p{Lu})|(?<=\p{Ll})(?=\p{Lu}\p{Ll})/gu,
  ))
    if (match.index > 0) out.add(match.index);
  return [...out].toSorted((a, b) => a - b);
}

/** Whether a name stands where a formula may: with its capital, or behind a full stop. */
const startsClause = (text: string, at: number): boolean =>
  /\p{Lu}/u.test(text[at] ?? '') || /[.。;；:：]\s*$/.test(text.slice(Math.max(0, at - 3), at));

/** Where the closing lines began: "39th plenary meeting", and behind it the date. */
function closeBreaks(text: string, lexicon: Lexicon): number[] {
  const from = Math.max(0, text.length - 240);
  const tail = text.slice(from).toLowerCase();
  for (const word of lexicon.building.meeting) {
    const at = tail.lastIndexOf(word.toLowerCase());
    if (at < 0) continue;
    const lead = /(?:第\s?)?\d{1,4}(?:st|nd|rd|th|-?[\p{L}ªº]{1,2}\.?)?\s?$/u.exec(tail.slice(0, at));
    const trail = /^[^\d]{0,20}\d{1,4}/.exec(tail.slice(at + word.length));
    const start = from + (lead === null ? at : at - lead[0].length);
    return /[.。”"»)\]]\s*$/u.test(text.slice(0, start)) && (lead !== null || trail !== null)
      ? [start, ...(lead === null ? [] : [from + at + word.length])]
      : [];
  }
  return [];
}

/**
 * The offsets at which paragraphs began in a text that lost every break between them. Where the breaks were simply
 * taken out, a stop that a capital follows without a blank tells; where blanks were put for them, the verbs, the
 * numbers that count on, and the labels of lists.
 */
export function lostBreaks(text: string, words: Openings, lexicon: Lexicon): number[] {
  const names = formulaNames(lexicon);
  const tight = (text.match(/[\p{Ll}\d)][,;]\p{Lu}|\p{Ll};\d{1,3}\.\p{L}/gu) ?? []).length >= 3;
  const airy = (text.match(/[，；]\s/g) ?? []).length >= 3;
  const state: State = { formula: false, preamble: false, number: 0, label: 0, labels: null, airy };
  const out: number[] = [];
  let previous = 0;
  for (const match of text.matchAll(stop)) {
    const end = match.index + match[0].length;
    const space = gap.exec(text.slice(end, end + 12))?.[0].length ?? 0;
    const at = end + space;
    if (at >= text.length) break;
    const lastEnd = previous;
    if (/[.;。；]/.test(match[0][0] ?? '')) previous = at;
    const organ =
      /[,،，]/.test(match[0][0] ?? '') && words.at(text, at) !== null ? organBefore(text, match.index, names) : 0;
    if (organ > 0 && (!state.formula || startsClause(text, match.index - organ))) {
      if (!state.formula) out.push(...coverBreaks(text, match.index - organ, lexicon));
      // What stands between the end of the text before and the formula is the title of what begins here.
      else if (match.index - organ - lastEnd < 160) out.push(lastEnd);
      out.push(match.index - organ, at);
      Object.assign(state, { formula: true, preamble: true, number: 0, label: 0, labels: null });
      continue;
    }
    // The stop of a number that was just cut before.
    if (at - (out.at(-1) ?? -9) < 6) continue;
    if (state.formula && begins(text, match[0][0] ?? '', match.index, at, space === 0 && tight, words, state))
      out.push(at);
  }
  out.push(...closeBreaks(text, lexicon));
  return [...new Set(out)].filter((at) => at > 0).toSorted((a, b) => a - b);
}

/** Whether a paragraph begins at an offset, behind the stop `mark`. Keeps count in `state`. */
function begins(
  text: string,
  mark: string,
  before: number,
  at: number,
  tight: boolean,
  words: Openings,
  state: State,
): boolean {
  const head = text.slice(at, at + 24);
  const number = printedNumber(head);
  const decimal = number?.values.decimal;
  if (number !== null && decimal !== undefined && number.enclosure !== 'brackets') {
    const opening = words.at(text, at + number.length);
    // A number may be lost, but before a verb of the operative part the next ones still count.
    const verb = opening?.operative === true;
    const counts =
      decimal === state.number + 1 ||
      (verb && (decimal === 1 || (decimal > state.number && decimal <= state.number + 3)));
    if (!counts || (opening === null && !upper.test(text.slice(at + number.length, at + number.length + 2))))
      return false;
    Object.assign(state, { number: decimal, preamble: false, label: 0, labels: null });
    return true;
  }
  if (number !== null && decimal === undefined) return continues(number, mark, tight, state);
  if (tight && upper.test(head)) return mark !== '.' || !abbreviation.test(text.slice(Math.max(0, before - 8), before));
  const opening = words.at(text, at);
  if (opening === null || !/[,،，;؛；.。]/.test(mark)) return false;
  if (words.capitals && !upper.test(head)) return false;
  // Behind a Chinese comma verbs go on inside a sentence.
  if (mark === '，' && (state.airy ? at === before + 1 : !opening.preambular)) return false;
  if (state.preamble && /[,،，]/.test(mark)) {
    if (!opening.preambular && state.number === 0) state.preamble = false;
    return true;
  }
  return tight && opening.operative;
}

/** Whether a label goes on with the list, or begins one behind a colon. */
function continues(number: PrintedNumber, mark: string, tight: boolean, state: State): boolean {
  const values = Object.values(number.values);
  const next = state.labels === number.enclosure && values.includes(state.label + 1);
  const first = values.includes(1) && (/[:：]/.test(mark) || tight);
  if ((!next && !first) || !/[:：;；؛,،]/.test(mark)) return false;
  state.label = next ? state.label + 1 : 1;
  state.labels = number.enclosure;
  return true;
}
