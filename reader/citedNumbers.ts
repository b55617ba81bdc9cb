import type { PrintedNumber } from './citedOrgans.ts';
import { letterOf, partsBehind } from './citedParts.ts';
import { type Grammar, role } from './citingGrammar.ts';
import type { IsoDate } from './model.ts';
import { romanValue } from './numbering.ts';
import { isDigit, isLetter, matchAt, skipBlanksBack } from './plainText.ts';
import { latinized } from './symbols.ts';

export type Kind = 'resolution' | 'decision';

/** What stands before a number. */
export interface Before {
  readonly kind: Kind | null;
  readonly named: string | null;
  readonly own: boolean;
  readonly chained: boolean;
  readonly refused: boolean;
  /** Where the words that belong to the number begin. */
  readonly at: number;
}

export const iso = (year: number, month: number, dayOfMonth: number): IsoDate | null =>
  month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31 && year >= 1945 && year < 2100
    ? `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
    : null;

/** The organ whose name ends at `at`. */
export function organEndingAt(
  grammar: Grammar,
  text: string,
  at: number,
): { readonly organ: string; readonly length: number } | null {
  if (at <= 0 || !grammar.organEnds.has(text.charAt(at - 1))) return null;
  for (const { organ, name } of grammar.organs)
    if (text.startsWith(name, at - name.length) && at >= name.length) return { organ, length: name.length };
  return null;
}

export function roleOf(grammar: Grammar, word: string): number {
  const lower = word.toLowerCase();
  const direct = grammar.roles.get(lower);
  if (direct !== undefined || grammar.words.proclitics.length === 0) return direct ?? 0;
  for (let cut = 1; cut <= 3 && cut < lower.length - 1; cut += 1) {
    if (!/^[وفبلكا]*$/.test(lower.slice(0, cut))) break;
    const value = grammar.roles.get(lower.slice(cut));
    if (value !== undefined) return value;
  }
  return 0;
}

/** Walks back over the words before a number, to its noun or to the number before. */
export function beforeNumber(grammar: Grammar, text: string, at: number, floor: number, chain: boolean): Before {
  let kind: Kind | null = null;
  let named: string | null = null;
  let own = false;
  let refused = false;
  let begin = at;
  let afterNoun = 0;
  let place = at;
  const low = Math.max(floor, at - 160);
  for (let steps = 0; steps < 16; steps += 1) {
    while (place > low && !isLetter(text.charCodeAt(place - 1)) && !isDigit(text.charCodeAt(place - 1))) {
      const code = text.charCodeAt(place - 1);
      if (kind !== null && code !== 32 && code !== 39 && code !== 0x2019)
        return { kind, named, own, chained: false, refused, at: begin };
      place -= 1;
    }
    if (place <= low) break;
    const organ = afterNoun > 0 ? null : organEndingAt(grammar, text, place);
    if (organ !== null) {
      if (named === null && !own) named = organ.organ;
      place = Math.max(low, place - organ.length);
      if (kind !== null) begin = place;
      if (kind !== null) break;
      continue;
    }
    let start = place;
    while (start > low && (isLetter(text.charCodeAt(start - 1)) || isDigit(text.charCodeAt(start - 1)))) start -= 1;
    const word = text.slice(start, place);
    const value = roleOf(grammar, word);
    if (value & role.other && !(value & role.between)) {
      refused = kind === null;
      break;
    }
    if (kind === null && value & (role.resolution | role.decision)) {
      kind = value & role.resolution ? 'resolution' : 'decision';
      begin = start;
      place = start;
      if (value & role.own) {
        own = true;
        break;
      }
      continue;
    }
    if (kind !== null) {
      if (value & role.own) {
        own = true;
        begin = start;
        break;
      }
      afterNoun += 1;
      if (value & role.between || afterNoun > 2) break;
      place = start;
      continue;
    }
    if (value & role.own) own = true;
    else if (!(value & role.between) && !/^(?:[IVXLC]+|[A-Z]|\d{1,3})$/.test(word)) break;
    place = start;
  }
  return { kind, named, own, chained: chain && place <= floor, refused, at: begin };
}

export interface Tail {
  readonly end: number;
  readonly date: IsoDate | null;
  readonly named: string | null;
  /** The organ stands behind a comma: it may be the subject of what follows. */
  readonly isApart: boolean;
  readonly parts: readonly string[];
}

/** A date that stands at `at`: "of 10 October 1975". `end` is `at` where none does. */
export function dateAt(
  grammar: Grammar,
  text: string,
  at: number,
): { readonly date: IsoDate | null; readonly end: number } {
  const match = matchAt(grammar.date, text, at);
  const date =
    match === null
      ? null
      : iso(Number(match[3]), grammar.months.get((match[2] ?? '').toLowerCase()) ?? 0, Number(match[1]));
  return { date, end: date === null || match === null ? at : at + match[0].length };
}

/** Whether a noun follows: the organ before it is of the next number, "resolution 60/251, Human Rights Council resolution 5/1". */
function isBeforeNoun(grammar: Grammar, text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 32) return false;
  let end = at + 1;
  while (isLetter(text.charCodeAt(end))) end += 1;
  return (roleOf(grammar, text.slice(at + 1, end)) & (role.resolution | role.decision)) !== 0;
}

/** Date, organ and parts behind a number, in any order. */
export function tailOf(grammar: Grammar, text: string, from: number): Tail {
  let end = from;
  let date: IsoDate | null = null;
  let named: string | null = null;
  let isApart = false;
  let parts: readonly string[] = [];
  for (let round = 0; round < 4; round += 1) {
    if (date === null) {
      const dated = dateAt(grammar, text, end);
      if (dated.date !== null) {
        ({ date, end } = dated);
        continue;
      }
    }
    if (named === null && grammar.words.nounStands === 'before') {
      const match = matchAt(grammar.organBehind, text, end);
      if (match !== null && !isBeforeNoun(grammar, text, end + match[0].length)) {
        named = grammar.organByName.get(match[1] ?? '') ?? null;
        isApart = /^\s*[,،]/.test(match[0]);
        end += match[0].length;
        continue;
      }
    }
    if (parts.length === 0) {
      const behind = partsBehind(grammar, text, end);
      if (behind.parts.length > 0) {
        parts = behind.parts;
        end = behind.end;
        continue;
      }
    }
    break;
  }
  if (date === null && parts.length === 0 && grammar.words.nounStands === 'before')
    ({ date, end } = dateAfterName(grammar, text, end, named));
  return { end, date, named, isApart, parts };
}

/** "of the Economic Commission for Africa of 18 March 2025": a date behind a name that no list holds. */
function dateAfterName(
  grammar: Grammar,
  text: string,
  at: number,
  named: string | null,
): { readonly date: IsoDate | null; readonly end: number } {
  const match = matchAt(grammar.dateAfterName, text, at);
  const none = { date: null, end: at };
  if (match === null) return none;
  const isName =
    named === 'other' ||
    named === 'who-wha' ||
    named === 'commission' ||
    named === 'council' ||
    /^\p{Lu}/u.test(match[2] ?? '');
  if (!isName) return none;
  const date = iso(Number(match[5]), grammar.months.get((match[4] ?? '').toLowerCase()) ?? 0, Number(match[3]));
  return date === null ? none : { date, end: at + match[0].length };
}

/** A number as it stands in the text: whole extent, form, and the part letter printed inside it. */
export interface NumberAt {
  readonly at: number;
  readonly end: number;
  readonly printed: PrintedNumber;
  readonly letter: string;
}

/** The number itself at a digit: form, end, part letter and whether it needs a noun to be believed. */
export function numberAt(grammar: Grammar, text: string, at: number, digitsEnd: number): NumberAt | null {
  const next = text.charCodeAt(digitsEnd);
  const then = next === 32 ? text.charCodeAt(digitsEnd + 1) : next;
  if (then === 47) {
    const match = matchAt(grammar.slashed, text, at);
    if (match === null) return null;
    const [whole, first = '', , , second = ''] = match;
    return slashNumber(grammar, text, at, at + whole.length, Number(first), Number(second));
  }
  const before = text.charCodeAt(at - 1);
  if (before === 45 || before === 46 || before === 47 || (before < 0x250 && isLetter(before))) return null;
  if (next !== 32 && next !== 40 && !(next >= 65 && next <= 90)) return null;
  if (then !== 40 && !isLetter(then)) return null;
  const match = matchAt(grammar.bracketed, text, at);
  if (match === null) return null;
  const [whole, number, letter, year, series, romanText, counted, countedNumber] = match;
  const end = at + whole.length;
  if (year !== undefined)
    return {
      at,
      end,
      printed: { form: 'in-year', number: Number(number), year: Number(year) },
      letter: letterOf(grammar, letter),
    };
  const { special, emergency } = grammar.words.sessions;
  const kind =
    series === 'S' || series === 'ES'
      ? series
      : counted === undefined
        ? ''
        : emergency.includes(counted)
          ? 'ES'
          : special.includes(counted)
            ? 'S'
            : '';
  const session = romanText === undefined ? Number(countedNumber) : (romanValue(latinized(romanText)) ?? 0);
  if (session === 0) return null;
  return {
    at,
    end,
    printed: { form: 'roman', series: kind, session, number: Number(number) },
    letter: letterOf(grammar, letter),
  };
}

/** `70/1`, `2020/8`, and with what stands before it `S-26/2`, `ES-10/15`, `OM/9/1`. */
function slashNumber(
  grammar: Grammar,
  text: string,
  at: number,
  end: number,
  first: number,
  second: number,
): NumberAt | null {
  const hyphen =
    text.charCodeAt(at - 1) === 45
      ? at - 1
      : text.charCodeAt(at - 1) === 32 && text.charCodeAt(at - 2) === 45
        ? at - 2
        : -1;
  if (hyphen > 0) {
    const { special, emergency } = grammar.words.sessions;
    const before = skipBlanksBack(text, hyphen, 0);
    for (const [series, names] of [
      ['ES', emergency],
      ['S', special],
    ] as const)
      for (const name of names)
        if (
          text.startsWith(name, before - name.length) &&
          !(/^[A-Z]/.test(name) && /[A-Za-z]/.test(text.charAt(before - name.length - 1)))
        )
          return {
            at: before - name.length,
            end,
            printed: { form: 'special', series, session: first, number: second },
            letter: '',
          };
    return null;
  }
  if (text.startsWith('OM/', at - 3))
    return { at: at - 3, end, printed: { form: 'organizational', session: first, number: second }, letter: '' };
  const code = text.charCodeAt(at - 1);
  if (code === 47 || code === 46 || isDigit(code)) return null;
  if (first >= 1946 && first <= 2100)
    return { at, end, printed: { form: 'year', year: first, number: second }, letter: '' };
  return first > 130 || second > 999
    ? null
    : { at, end, printed: { form: 'session', session: first, number: second }, letter: '' };
}

/** In Chinese the date can stand before a title that stands before the number: "2022年5月20日题为“…”的第31/1号". */
export function datedTitle(
  text: string,
  at: number,
  floor: number,
): { readonly at: number; readonly match: RegExpExecArray } | null {
  const from = Math.max(floor, at - 140);
  const gap = text.slice(from, at);
  if (!/的第?$/.test(gap)) return null;
  const match =
    /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日(?:(?:题为|关于|通过的)[^；。\d]*的|[^；。，、\d]{0,24}通过的)第?$/.exec(
      gap,
    );
  return match === null ? null : { at: from + match.index, match };
}

export interface Letters {
  /** Each printed letter with its place; a range stands as one. */
  readonly letters: readonly { readonly letter: string; readonly at: number; readonly end: number }[];
  readonly end: number;
}

/** "A and B", "A to C" behind a number. */
export function lettersAt(grammar: Grammar, text: string, at: number): Letters {
  const match = matchAt(grammar.partLetters, text, at);
  if (match === null) return { letters: [], end: at };
  const end = at + match[0].length;
  const letters = [...match[0].matchAll(grammar.eachLetter)].map((found) => ({
    letter: letterOf(grammar, found[0]),
    at: at + found.index,
    end: at + found.index + found[0].length,
  }));
  if (match[3] === undefined || letters.length < 2) return { letters, end };
  const last = letters.at(-1);
  const from = letters.at(-2);
  if (last === undefined || from === undefined) return { letters, end };
  return {
    letters: [...letters.slice(0, -2), { letter: `${from.letter}-${last.letter}`, at: from.at, end: last.end }],
    end,
  };
}

/** Numbers that the form of a resolution's number also has: "24/7", "2016/17". */
export function isOrdinary(printed: PrintedNumber): boolean {
  if (printed.form === 'session') return printed.session < 31;
  return (
    printed.form === 'year' &&
    ((printed.number >= 1946 && printed.number <= 2100) || printed.number === (printed.year + 1) % 100)
  );
}

/** Organs named in the text before `at`, the last first. */
export function organsBefore(grammar: Grammar, text: string, at: number): string[] {
  const stretch = text.slice(Math.max(0, at - 1200), at);
  const places = new Map<string, number>();
  for (const { organ, name } of grammar.organs) {
    if (organ === 'other' || organ === 'council' || organ === 'commission') continue;
    const place = stretch.lastIndexOf(name);
    if (place > (places.get(organ) ?? -1)) places.set(organ, place);
  }
  return [...places].sort((a, b) => b[1] - a[1]).map(([organ]) => organ);
}

export const sameSession = (a: PrintedNumber, b: PrintedNumber): boolean =>
  a.form === 'session' && b.form === 'session'
    ? a.session === b.session
    : a.form === 'year' && b.form === 'year'
      ? a.year === b.year
      : false;
