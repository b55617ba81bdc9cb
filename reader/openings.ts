import type { Lexicon } from './languages/lexicon.ts';

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
  /** Whether the text begins with one of the words of a list; the length of it, 0 where not. */
  readonly begins: (text: string, words: readonly string[], offset?: number) => number;
}

/** Longest beginning that is looked at, in letters. */
const reach = 120;
const ascii = /^[\x20-\x7e]*$/;

/** Case, accents, harakat, tatweel and kinds of blank and apostrophe do not tell words apart. */
export function folded(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\u200e\u200f]/gu, '')
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s/g, ' ')
    .toLowerCase();
}

const letter = /[\p{L}\p{N}]/u;
const cjk = /[\u3400-\u9fff]/;

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
      const start = startOf(phrase);
      const bucket = this.#byStart.get(start);
      if (bucket === undefined) this.#byStart.set(start, [{ phrase, value }]);
      else bucket.push({ phrase, value });
    }
    for (const bucket of this.#byStart.values()) bucket.sort((a, b) => b.phrase.length - a.phrase.length);
  }

  /** The longest phrase that `text` (folded) begins with and that ends where a word ends. */
  longest(text: string): Entry<Value> | null {
    for (const entry of this.#byStart.get(startOf(text)) ?? [])
      if (text.startsWith(entry.phrase) && endsWord(text, entry.phrase)) return entry;
    return null;
  }
}

function startOf(text: string): string {
  const first = text[0] ?? '';
  if (cjk.test(first)) return first;
  let end = 0;
  while (end < text.length && letter.test(text[end] ?? '')) end += 1;
  return text.slice(0, Math.max(end, 1));
}

const endsWord = (text: string, phrase: string): boolean =>
  cjk.test(phrase.at(-1) ?? '') || phrase.endsWith("'") || !letter.test(text[phrase.length] ?? '');

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
  const { preambular, operative } = lexicon.building;
  const opens = new Map<string, Opens>();
  for (const phrase of preambular) opens.set(folded(phrase), { preambular: true, operative: false });
  for (const phrase of operative) opens.set(folded(phrase), { preambular: opens.has(folded(phrase)), operative: true });
  return new Phrases(opens);
}

/** Whether a name lacks the article that another form of it has: "General Assembly" beside "The General Assembly". */
export const isBare = (name: string, names: readonly string[]): boolean =>
  !cjk.test(name) &&
  names.some(
    (other) => other.length > name.length && other.length - name.length <= 4 && folded(other).endsWith(folded(name)),
  );

/** Makes the words of a lexicon ready for looking up. Do it once for each text. */
export function openings(lexicon: Lexicon): Openings {
  const phrases = openingPhrases(lexicon);
  const stems = new Phrases((lexicon.building.preambularStems ?? []).map((stem) => [stem, true] as const));
  const before = new Phrases(lexicon.building.before.map((word) => [word, true] as const));
  const organs = new Phrases(
    lexicon.building.organs.flatMap(({ organ, names }) =>
      names.map((name) => [name, { organ, full: !isBare(name, names) }] as const),
    ),
  );

  const at = (text: string, offset = 0): Opening | null => {
    const raw = text.slice(offset, offset + reach);
    const start = folded(raw);
    let skipped = 0;
    // Two at the most: "In this regard, also", "Further strongly".
    for (let round = 0; round < 3; round += 1) {
      const rest = start.slice(skipped);
      const phrase = phrases.longest(rest);
      if (phrase !== null)
        return { ...phrase.value, length: lengthIn(raw, start.slice(0, skipped + phrase.phrase.length)) };
      const stem = stems.longest(rest);
      if (stem !== null)
        return {
          preambular: true,
          operative: false,
          length: lengthIn(raw, start.slice(0, skipped + stem.phrase.length)),
        };
      const word = before.longest(rest);
      if (word === null) return null;
      skipped += word.phrase.length;
      while (start[skipped] === ' ' || start[skipped] === ',' || start[skipped] === '،' || start[skipped] === '，')
        skipped += 1;
    }
    return null;
  };

  const counted = lexicon.building.organs.flatMap(({ organ, afterOrdinal = [] }) =>
    afterOrdinal.map((name) => ({ name: folded(name), organ })),
  );

  const organ = (text: string, offset = 0): NamedOrgan | null => {
    const raw = text.slice(offset, offset + reach);
    const start = folded(raw);
    const found = organs.longest(start);
    if (found !== null) return { ...found.value, length: lengthIn(raw, found.phrase) };
    if (at(text, offset) !== null) return null;
    for (const { name, organ } of counted) {
      const at = start.indexOf(name);
      // "The Sixty-sixth World Health Assembly": an article and an ordinal, no more.
      if (
        at > 0 &&
        at < 48 &&
        /^[^,،，;]*$/.test(start.slice(0, at)) &&
        start.slice(0, at).trim().split(' ').length <= 5 &&
        endsWord(start.slice(at), name)
      )
        return { organ, full: true, length: lengthIn(raw, start.slice(0, at + name.length)) };
    }
    return null;
  };

  const begins = (text: string, words: readonly string[], offset = 0): number => {
    const raw = text.slice(offset, offset + reach);
    const start = folded(raw);
    let longest = 0;
    for (const word of words) {
      const phrase = folded(word).trim();
      if (phrase.length > 0 && start.startsWith(phrase) && endsWord(start, phrase))
        longest = Math.max(longest, lengthIn(raw, phrase));
    }
    return longest;
  };

  const capitals =
    lexicon.building.preambular.filter((phrase) => /^\p{Lu}/u.test(phrase)).length >
    lexicon.building.preambular.length / 2;
  return { capitals, at, organ, begins };
}
