import type { Lexicon } from './languages/lexicon.ts';
import { escaped } from './phrases.ts';

/** How a paragraph opens: with words of the preamble, of the operative part, or (in Chinese often) of both. */
export interface Opening {
  readonly preambular: boolean;
  readonly operative: boolean;
  /** Length of the opening words in the text, manner and "also" included. */
  readonly length: number;
}

/** An organ named at the beginning of a text. */
export interface NamedOrgan {
  readonly organ: string;
  readonly length: number;
  /** The name stands as it does in a formula: with its article, in languages that have one. */
  readonly full: boolean;
}

/** The words of a lexicon, ready to be looked up at the beginning of a text. */
export interface Openings {
  /** Whether opening verbs are written with a capital in this language, so that a capital tells a beginning. */
  readonly capitals: boolean;
  /** The longest opening phrase at an offset, `null` where the text opens with none. */
  readonly at: (text: string, offset?: number) => Opening | null;
  /** "The General Assembly," at an offset: the organ, the length of its name, and whether the name has its article. */
  readonly organ: (text: string, offset?: number) => NamedOrgan | null;
  /** Length of the longest word of the lists that the text begins with, 0 where it begins with none. */
  readonly begins: (text: string, ...lists: readonly (readonly string[])[]) => number;
  /** Whether the text, or its first letters as far as `reach`, holds a word of the lists. */
  readonly holds: (text: string, ...lists: readonly (readonly string[])[]) => boolean;
}

/** Longest beginning that is looked at, in letters. */
const reach = 120;
/** No opening phrase is longer, manner and "also" included. */
const openingReach = 80;
/** How much of a text is searched for a word. */
const searchReach = 400;
const ascii = /^[\x20-\x7e]*$/;
/** Text of ASCII but for quotation marks and dashes, which have no other form to be taken apart to. */
const typeset = /^[\x20-\x7e\u2010\u2012-\u2015\u2018-\u201e]*$/;

/** Case, accents, harakat, tatweel and kinds of blank and apostrophe do not tell words apart. */
export function folded(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  if (typeset.test(text))
    return text
      .replace(/[’`]/g, "'")
      .replace(/[\u2010-\u2015]/g, '-')
      .toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\u200e\u200f]/gu, '')
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[^\S ]/g, ' ')
    .toLowerCase();
}

const letter = /[\p{L}\p{N}]/u;
const cjk = /[\u3400-\u9fff]/;
const firstWord = /^[\p{L}\p{N}]+/u;
const asciiWord = /^[a-z0-9]+/;

interface Entry<Value> {
  readonly phrase: string;
  readonly value: Value;
}

/** Phrases by their first word (in Chinese: first character), the longest first. */
class Phrases<Value> {
  readonly #byStart = new Map<string, Entry<Value>[]>();

  constructor(entries: Iterable<readonly [string, Value]>) {
    const seen = new Map<string, Value>();
    for (const [phrase, value] of entries) seen.set(folded(phrase).trim(), value);
    for (const [phrase, value] of seen) {
      if (phrase.length === 0) continue;
      const start = startOf(phrase);
      const bucket = this.#byStart.get(start);
      if (bucket === undefined) this.#byStart.set(start, [{ phrase, value }]);
      else bucket.push({ phrase, value });
    }
    for (const bucket of this.#byStart.values()) bucket.sort((a, b) => b.phrase.length - a.phrase.length);
  }

  /** Whether any phrase begins with the word. */
  begin(start: string): boolean {
    return this.#byStart.has(start);
  }

  /** The longest phrase that stands at an offset of a folded text and ends where a word ends. */
  longest(text: string, at = 0): Entry<Value> | null {
    const bucket = this.#byStart.get(startOf(at === 0 ? text : text.slice(at, at + 32)));
    if (bucket === undefined) return null;
    for (const entry of bucket)
      if (text.startsWith(entry.phrase, at) && endsWord(text, at + entry.phrase.length, entry.phrase)) return entry;
    return null;
  }
}

function startOf(text: string): string {
  const first = text[0] ?? '';
  if (first < '\u0080') return asciiWord.exec(text)?.[0] ?? first;
  return cjk.test(first) ? first : (firstWord.exec(text)?.[0] ?? first);
}

/**
 * The folded first word at an offset of a text that is not folded: what `startOf` gives of the folded text. Most texts
 * open with a word that begins no phrase, and need not be folded to see that.
 */
function startAt(text: string, offset: number): string {
  const first = text.charCodeAt(offset);
  if (first >= 0x3400 && first <= 0x9fff) return text.charAt(offset);
  let end = offset;
  let plain = true;
  for (const last = Math.min(text.length, offset + openingReach); end < last; end += 1) {
    const code = text.charCodeAt(end);
    if (code >= 0x80) plain = false;
    else if (code < 0x30 || (code > 0x39 && code < 0x41) || (code > 0x5a && code < 0x61) || code > 0x7a) break;
  }
  if (end === offset)
    return first === 0x60 || first < 0x20 ? startOf(folded(text.slice(offset, offset + 2))) : text.charAt(offset);
  const word = text.slice(offset, end);
  return plain ? word.toLowerCase() : startOf(folded(word));
}

const endsWord = (text: string, end: number, phrase: string): boolean => {
  const last = phrase.at(-1) ?? '';
  return end >= text.length || last === "'" || cjk.test(last) || !letter.test(text[end] ?? '');
};

/** Length in `text` of what became a folded stretch: counted by letters and digits, which folding keeps. */
function lengthIn(text: string, foldedStretch: string): number {
  if (ascii.test(text.slice(0, foldedStretch.length))) return foldedStretch.length;
  let letters = 0;
  for (const char of foldedStretch) if (letter.test(char)) letters += 1;
  let at = 0;
  for (const char of text) {
    if (letters === 0) break;
    letters -= [...folded(char)].filter((part) => letter.test(part)).length;
    at += char.length;
  }
  while (at < text.length && /\p{M}/u.test(text[at] ?? '')) at += 1;
  return at;
}

/** What a phrase opens; a phrase that stands in both lists opens both. */
interface Opens {
  readonly preambular: boolean;
  readonly operative: boolean;
}

function openingPhrases(lexicon: Lexicon): Phrases<Opens> {
  const { preambular, operative, preambularStems = [] } = lexicon.building;
  const opens = new Map<string, Opens>();
  for (const phrase of [...preambularStems, ...preambular])
    opens.set(folded(phrase).trim(), { preambular: true, operative: false });
  for (const phrase of operative) {
    const key = folded(phrase).trim();
    opens.set(key, { preambular: opens.has(key), operative: true });
  }
  return new Phrases(opens);
}

/** Whether a name lacks the article that another form of it has: "General Assembly" beside "The General Assembly". */
export const isBare = (name: string, names: readonly string[]): boolean =>
  !cjk.test(name) &&
  names.some(
    (other) => other.length > name.length && other.length - name.length <= 4 && folded(other).endsWith(folded(name)),
  );

/** The first word at an offset; that of the last text is kept, for a text is asked for it many times on end. */
type FirstWord = (text: string, offset: number) => string;

function firstWords(): FirstWord {
  let last = { text: '', word: '' };
  return (text, offset) => {
    if (offset > 0) return startAt(text, offset);
    if (text !== last.text) last = { text, word: startAt(text, 0) };
    return last.word;
  };
}

const made = new WeakMap<Lexicon, Openings>();

/** The words of a lexicon ready for looking up: made once for each, since the same words give the same answers. */
export function openings(lexicon: Lexicon): Openings {
  const known = made.get(lexicon) ?? compiled(lexicon);
  made.set(lexicon, known);
  return known;
}

function compiled(lexicon: Lexicon): Openings {
  const firstWord = firstWords();
  const phrases = openingPhrases(lexicon);
  const at = openingAt(lexicon, phrases, firstWord);
  const lists = new WeakMap<readonly string[], Phrases<true>>();
  const words = new WeakMap<readonly string[], readonly string[]>();
  const phrasesOf = (list: readonly string[]): Phrases<true> => {
    const known = lists.get(list);
    if (known !== undefined) return known;
    const phrases = new Phrases(list.map((word) => [word, true as const] as const));
    lists.set(list, phrases);
    return phrases;
  };
  const begins = (text: string, ...wanted: readonly (readonly string[])[]): number => {
    const first = firstWord(text, 0);
    let raw = '';
    let start = '';
    let longest = 0;
    for (const list of wanted) {
      const phrases = phrasesOf(list);
      if (!phrases.begin(first)) continue;
      if (start === '') {
        raw = text.slice(0, reach);
        start = folded(raw);
      }
      const found = phrases.longest(start);
      if (found !== null) longest = Math.max(longest, lengthIn(raw, found.phrase));
    }
    return longest;
  };
  const holds = (text: string, ...wanted: readonly (readonly string[])[]): boolean => {
    const searched = folded(text.slice(0, searchReach));
    return wanted.some((list) => {
      const plain = words.get(list) ?? list.map((word) => folded(word).trim()).filter((word) => word.length > 0);
      words.set(list, plain);
      return plain.some((word) => searched.includes(word));
    });
  };
  const { preambular } = lexicon.building;
  const capitals = preambular.filter((phrase) => /^\p{Lu}/u.test(phrase)).length > preambular.length / 2;
  return { capitals, at, organ: organAt(lexicon, phrases, at, firstWord), begins, holds };
}

function openingAt(lexicon: Lexicon, phrases: Phrases<Opens>, firstWord: FirstWord): Openings['at'] {
  const before = new Phrases(lexicon.building.before.map((word) => [word, true] as const));
  return (text, offset = 0) => {
    const first = firstWord(text, offset);
    if (!phrases.begin(first) && !before.begin(first)) return null;
    const raw = text.slice(offset, offset + openingReach);
    const start = folded(raw);
    let skipped = 0;
    // Two at the most: "In this regard, also", "Further strongly".
    for (let round = 0; round < 3; round += 1) {
      const phrase = phrases.longest(start, skipped);
      if (phrase !== null)
        return { ...phrase.value, length: lengthIn(raw, start.slice(0, skipped + phrase.phrase.length)) };
      const word = before.longest(start, skipped);
      if (word === null) return null;
      skipped += word.phrase.length;
      while (start[skipped] === ' ' || start[skipped] === ',' || start[skipped] === '،' || start[skipped] === '，')
        skipped += 1;
    }
    return null;
  };
}

function organAt(
  lexicon: Lexicon,
  phrases: Phrases<Opens>,
  at: Openings['at'],
  firstWord: FirstWord,
): Openings['organ'] {
  const organs = new Phrases(
    lexicon.building.organs.flatMap(({ organ, names }) =>
      names.map((name) => [name, { organ, full: !isBare(name, names) }] as const),
    ),
  );
  const counted = lexicon.building.organs.flatMap(({ organ, afterOrdinal = [] }) =>
    afterOrdinal.map((name) => ({ name: folded(name), organ })),
  );
  const anyCounted = counted.length === 0 ? /(?!)/ : new RegExp(counted.map(({ name }) => escaped(name)).join('|'));
  const named = (text: string, offset: number): NamedOrgan | null => {
    const first = firstWord(text, offset);
    const known = organs.begin(first);
    // Most texts open with a verb, and no name of an organ does.
    if (!known && (counted.length === 0 || (!cjk.test(first) && phrases.begin(first)))) return null;
    const raw = text.slice(offset, offset + reach);
    const start = folded(raw);
    const found = known ? organs.longest(start) : null;
    if (found !== null) return { ...found.value, length: lengthIn(raw, found.phrase) };
    if (!anyCounted.test(start)) return null;
    for (const { name, organ } of counted) {
      const end = start.indexOf(name);
      if (
        end > 0 &&
        end < 48 &&
        counts(start.slice(0, end)) &&
        endsWord(start, end + name.length, name) &&
        at(text, offset) === null
      )
        return { organ, full: true, length: lengthIn(raw, start.slice(0, end + name.length)) };
    }
    return null;
  };
  // A line is asked for as the next one, then as itself, and more than once as that: the last two answers are kept.
  let last: { readonly text: string; readonly found: NamedOrgan | null } = { text: '', found: null };
  let before = last;
  return (text, offset = 0) => {
    if (offset > 0) return named(text, offset);
    if (text === last.text) return last.found;
    if (text === before.text) return before.found;
    before = last;
    last = { text, found: named(text, 0) };
    return last.found;
  };
}

/** An article and an ordinal, no more: what stands before the name in "The Sixty-sixth World Health Assembly". */
const counts = (before: string): boolean => !/[,،，;]/.test(before) && before.trim().split(' ').length <= 5;
