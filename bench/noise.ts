/**
 * Page-noisy plain text from a document whose structure is known: what comes out of a printed or
 * scanned page when only its characters are kept. Everything is decided by a seed, so that a case
 * can be made again. Kinds of noise can be switched singly; the bundles imitate real sources.
 */
import type { Language } from '../reader/model.ts';

/** A note with the place of its call: `at` is the offset in the paragraph's text before which its mark stands. */
export interface TrueNote {
  readonly marker: string;
  readonly text: string;
  readonly at: number;
}

export interface TrueParagraph {
  readonly kind: 'preambular' | 'operative' | 'heading' | 'annex' | 'table';
  /** As printed: `3.`, `(a)`, `3 -`. */
  readonly number: string | null;
  readonly text: string;
  readonly notes: readonly TrueNote[];
}

/** A document as its makers meant it: cover lines, paragraphs, closing lines. */
export interface TrueDocument {
  readonly symbol: string | null;
  readonly language: Language;
  readonly title: string | null;
  readonly lead: readonly string[];
  readonly paragraphs: readonly TrueParagraph[];
  readonly close: readonly string[];
}

/** Each kind of noise. Rates are probabilities from 0 to 1 for each place where the noise can strike. */
export interface NoiseOptions {
  /** Columns of a line; `null` keeps a paragraph in one line. */
  readonly width: number | null;
  /** Printed lines of a page; `null` for one endless page. */
  readonly linesPerPage: number | null;
  readonly heads: boolean;
  readonly feet: 'none' | 'page' | 'page-and-job';
  readonly noteMark: 'glued' | 'superscript' | 'caret' | 'braced' | 'spaced' | 'bracketed' | 'none';
  readonly notePlace: 'page' | 'end' | 'none';
  readonly noteRule: boolean;
  readonly paragraphGap: 'none' | 'blank' | 'double';
  readonly pageGap: 'none' | 'blank' | 'form-feed';
  readonly indent: 'none' | 'first' | 'page';
  readonly glued: number;
  readonly lostNumbers: number;
  readonly hyphenation: number;
  readonly emphasis: 'none' | 'asterisk' | 'underscore';
  readonly emphasisRate: number;
  readonly quotes: 'kept' | 'straight' | 'curly';
  /** Slips of recognition for each word. */
  readonly slips: number;
  /** Blanks lost between two words. */
  readonly lostBlanks: number;
  /** A blank before semicolons and colons, as old print has it. */
  readonly airyStops: boolean;
  /** All paragraphs in one, with this between them; `null` keeps them apart. */
  readonly join: '' | ' ' | null;
  /** Blanks where the print has none: around words in italics, before hyphens and stops, after wide capitals, at line ends. */
  readonly strayBlanks: number;
  /** Two lines of the cover in one. */
  readonly joinedCover: number;
  /** Invisible marks of direction, as right-to-left text carries them. */
  readonly directionMarks: boolean;
  /** "A" and "/RES/79/9" torn apart on the cover, as large type does. */
  readonly tornSymbol: boolean;
}

/** A printed page of nothing but text: no noise at all. */
export const quiet: NoiseOptions = {
  width: null,
  linesPerPage: null,
  heads: false,
  feet: 'none',
  noteMark: 'superscript',
  notePlace: 'end',
  noteRule: false,
  paragraphGap: 'blank',
  pageGap: 'blank',
  indent: 'none',
  glued: 0,
  lostNumbers: 0,
  hyphenation: 0,
  emphasis: 'none',
  emphasisRate: 0,
  quotes: 'kept',
  slips: 0,
  lostBlanks: 0,
  airyStops: false,
  join: null,
  strayBlanks: 0,
  joinedCover: 0,
  directionMarks: false,
  tornSymbol: false,
};

export type Random = () => number;

/** Numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of the given things. */
export function oneOf<T>(random: Random, things: readonly T[]): T {
  const thing = things[Math.floor(random() * things.length)];
  if (thing === undefined) throw new RangeError('nothing to choose from');
  return thing;
}

export const bundleNames = ['clean', 'ods', 'markdown', 'scan', 'layout', 'raw', 'no-breaks'] as const;
export type Bundle = (typeof bundleNames)[number];

/** The noise of one kind of source, with the variety that its files show. */
export function bundle(name: Bundle, language: Language, random: Random): NoiseOptions {
  const directionMarks = language === 'ar' && random() < 0.5;
  const bracketed = language === 'ar' ? 'bracketed' : 'glued';
  switch (name) {
    case 'clean':
      return quiet;
    case 'ods':
      return {
        ...quiet,
        width: 78 + Math.floor(random() * 10),
        linesPerPage: 44 + Math.floor(random() * 10),
        heads: true,
        feet: random() < 0.75 ? 'page-and-job' : 'page',
        noteMark: bracketed,
        notePlace: 'page',
        noteRule: true,
        paragraphGap: 'none',
        pageGap: random() < 0.7 ? 'blank' : 'form-feed',
        directionMarks,
        tornSymbol: random() < 0.8,
      };
    case 'markdown':
      return {
        ...quiet,
        linesPerPage: 38 + Math.floor(random() * 14),
        noteMark: oneOf(random, ['superscript', 'superscript', 'caret', 'braced'] as const),
        notePlace: 'page',
        paragraphGap: random() < 0.7 ? 'blank' : 'double',
        glued: 0.04,
        emphasis: random() < 0.8 ? 'asterisk' : 'underscore',
        emphasisRate: 0.4 + random() * 0.6,
        quotes: 'straight',
        joinedCover: 0.4,
        directionMarks,
      };
    case 'scan':
      return {
        ...quiet,
        width: 50 + Math.floor(random() * 25),
        linesPerPage: random() < 0.5 ? null : 50,
        heads: random() < 0.3,
        feet: random() < 0.4 ? 'page' : 'none',
        noteMark: language === 'ar' ? 'bracketed' : random() < 0.7 ? 'spaced' : 'glued',
        notePlace: random() < 0.6 ? 'end' : 'page',
        paragraphGap: 'blank',
        indent: random() < 0.3 ? 'first' : 'none',
        hyphenation: 0.3,
        quotes: random() < 0.5 ? 'straight' : 'kept',
        slips: 0.002,
        lostBlanks: 0.001,
        airyStops: random() < 0.5,
        lostNumbers: 0.02,
      };
    case 'layout':
      return {
        ...quiet,
        width: 72 + Math.floor(random() * 20),
        linesPerPage: 46,
        heads: true,
        feet: 'page-and-job',
        noteMark: language === 'ar' ? 'bracketed' : oneOf(random, ['glued', 'superscript', 'spaced'] as const),
        notePlace: 'page',
        noteRule: random() < 0.7,
        paragraphGap: random() < 0.5 ? 'blank' : 'none',
        pageGap: oneOf(random, ['blank', 'form-feed', 'none'] as const),
        indent: random() < 0.6 ? 'page' : 'first',
        hyphenation: 0.05,
        directionMarks,
      };
    case 'raw':
      return {
        ...quiet,
        width: 76 + Math.floor(random() * 12),
        linesPerPage: 44 + Math.floor(random() * 10),
        heads: true,
        feet: 'page-and-job',
        noteMark: language === 'ar' ? 'bracketed' : random() < 0.7 ? 'spaced' : 'glued',
        notePlace: 'page',
        noteRule: true,
        paragraphGap: 'none',
        pageGap: random() < 0.5 ? 'none' : 'blank',
        indent: random() < 0.5 ? 'first' : 'none',
        strayBlanks: 0.05 + random() * 0.15,
        directionMarks,
      };
    case 'no-breaks':
      return {
        ...quiet,
        noteMark: 'none',
        notePlace: 'none',
        join: random() < 0.5 ? '' : ' ',
      };
  }
}

/** The noisy text, and what a perfect reader would make of it: slips of recognition are in the truth too. */
export interface NoisyText {
  readonly text: string;
  readonly truth: readonly TrueParagraph[];
}

/** Makes a true document noisy. The same document, options and seed give the same text. */
export function noisy(document: TrueDocument, options: NoiseOptions, seed: number): NoisyText {
  const random = seeded(seed);
  const truth = document.paragraphs.map((paragraph) => ({
    ...paragraph,
    ...slipped(paragraph, document.language, options, random),
    ...(options.notePlace === 'none' ? { notes: [] } : {}),
  }));
  const flow = flowOf(document, truth, options, random);
  if (options.join !== null) return { text: flow.map((item) => item.text).join(options.join), truth };
  const lines = flow.flatMap((item, index) => wrapped(item, index, document.language, options, random));
  const pages = paginated(lines, document.language, options, random);
  return { text: printed(pages, document, options, random), truth };
}

/* ---- words ---- */

const slips: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  en: latinSlips(),
  fr: latinSlips(),
  es: latinSlips(),
  ru: [
    [/ш/, 'щ'],
    [/и(?=[а-я])/, 'н'],
    [/з/, '3'],
    [/О/, '0'],
  ],
  ar: [
    [/ي$/, 'ى'],
    [/ة$/, 'ه'],
    [/أ/, 'ا'],
  ],
  zh: [
    [/未/, '末'],
    [/己/, '已'],
  ],
};

function latinSlips(): readonly (readonly [RegExp, string])[] {
  return [
    [/l(?=[a-z])/, '1'],
    [/O(?=[A-Za-z])/, '0'],
    [/rn/, 'm'],
    [/m(?=[a-z])/, 'rn'],
    [/e(?=[a-z])/, 'c'],
    [/li/, 'h'],
    [/fi/, 'ﬁ'],
  ];
}

/** The paragraph's text with slips and lost blanks; the calls of notes move along. */
function slipped(
  paragraph: TrueParagraph,
  language: Language,
  options: NoiseOptions,
  random: Random,
): { text: string; notes: readonly TrueNote[] } {
  if (options.slips === 0 && options.lostBlanks === 0) return { text: paragraph.text, notes: paragraph.notes };
  const at = paragraph.notes.map((note) => note.at);
  let text = '';
  let offset = 0;
  for (const piece of paragraph.text.split(/(\s+)/)) {
    let made = piece;
    if (/^\s+$/.test(piece)) {
      if (random() < options.lostBlanks) made = '';
    } else if (piece.length > 3 && random() < options.slips) {
      const [from, to] = oneOf(random, slips[language]);
      made = piece.replace(from, to);
    }
    const change = made.length - piece.length;
    if (change !== 0)
      paragraph.notes.forEach((note, index) => {
        if (note.at >= offset + piece.length) at[index] = (at[index] ?? 0) + change;
      });
    offset += piece.length;
    text += made;
  }
  return { text, notes: paragraph.notes.map((note, index) => ({ ...note, at: at[index] ?? note.at })) };
}

const superscript = (marker: string): string =>
  marker.replace(/[0-9]/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);

function markOf(marker: string, style: NoiseOptions['noteMark']): string {
  switch (style) {
    case 'none':
      return '';
    case 'glued':
      return marker;
    case 'spaced':
      // The blank before the mark does not break the line.
      return `\u00a0${marker}`;
    case 'superscript':
      return superscript(marker);
    case 'caret':
      return `^${marker}`;
    case 'braced':
      return `^{${marker}}`;
    case 'bracketed':
      return `(${marker})`;
  }
}

/** How the note's own mark opens it at the foot. */
const noteLine = (note: TrueNote, options: NoiseOptions): string => {
  const mark = options.noteMark === 'spaced' ? note.marker : markOf(note.marker, options.noteMark);
  return `${mark} ${note.text}`;
};

function quoted(text: string, style: NoiseOptions['quotes']): string {
  if (style === 'straight') return text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  if (style === 'curly') return text.replace(/"([^"]*)"/g, '“$1”').replace(/(\p{L})'(\p{L})/gu, '$1’$2');
  return text;
}

/** The opening words that print sets in italics. */
const emphasized =
  /^(?:(?:Also|Further|Having|Taking|Deeply|Takes|Bearing|Strongly|Once again|Prenant|Ayant|Tomando|Habiendo|Принимая|Вновь|вновь|принимая)\s+)?[\p{L}’'-]+(?=[\s,])/u;

function withEmphasis(text: string, options: NoiseOptions, random: Random): string {
  if (options.emphasis === 'none' || random() >= options.emphasisRate) return text;
  const sign = options.emphasis === 'asterisk' ? '*' : '_';
  return text.replace(emphasized, (words) => `${sign}${words}${sign}`);
}

/** Blanks as extraction from runs of changing type leaves them. */
function strayed(text: string, rate: number, random: Random): string {
  const blank = (whole: string, before: string, after: string): string =>
    random() < rate ? `${before} ${after}` : whole;
  return text
    .replace(emphasized, (words) => (random() < 0.8 ? `${words} ` : words))
    .replace(/(\p{L})(-\p{L})/gu, blank)
    .replace(/([\p{L}\d])([,;.](?=\s))/gu, blank)
    .replace(/(?<=\s)([TVWY])(\p{Ll}{2,})/gu, blank);
}

/* ---- paragraphs ---- */

interface FlowItem {
  readonly text: string;
  readonly notes: readonly TrueNote[];
  readonly body: boolean;
  /** Depth of sub-paragraphs, for indents. */
  readonly depth: number;
}

function flowOf(
  document: TrueDocument,
  truth: readonly TrueParagraph[],
  options: NoiseOptions,
  random: Random,
): FlowItem[] {
  const plain = (text: string): FlowItem => ({ text: quoted(text, options.quotes), notes: [], body: false, depth: 0 });
  const flow: FlowItem[] = leadLines(document, options, random).map(plain);
  const numbers = truth.map((paragraph) => paragraph.number);
  truth.forEach((paragraph, index) => {
    const item = bodyItem(paragraph, restorable(numbers, index) && random() < options.lostNumbers, options, random);
    const before = flow.at(-1);
    const glue = before?.body && paragraph.number !== null && random() < options.glued;
    if (glue && before && /[;；]$/.test(before.text)) {
      flow[flow.length - 1] = {
        ...before,
        text: `${before.text} ${item.text}`,
        notes: [...before.notes, ...item.notes],
      };
    } else flow.push(item);
  });
  flow.push(...document.close.map(plain));
  if (options.notePlace === 'end') {
    const notes = truth.flatMap((paragraph) => paragraph.notes);
    flow.push(...notes.map((note) => plain(noteLine(note, options))));
  }
  return flow;
}

/** A number may only be lost where its neighbours still tell it. */
function restorable(numbers: readonly (string | null)[], index: number): boolean {
  const value = (number: string | null | undefined): number =>
    Number(/^(\d+)\s*[.-]/.exec(number ?? '')?.[1] ?? Number.NaN);
  const own = value(numbers[index]);
  return own > 1 && value(numbers[index - 1]) === own - 1 && value(numbers[index + 1]) === own + 1;
}

function bodyItem(paragraph: TrueParagraph, lost: boolean, options: NoiseOptions, random: Random): FlowItem {
  let text = '';
  let from = 0;
  for (const note of [...paragraph.notes].sort((a, b) => a.at - b.at)) {
    text += paragraph.text.slice(from, note.at) + markOf(note.marker, options.noteMark);
    from = note.at;
  }
  text += paragraph.text.slice(from);
  text = quoted(withEmphasis(text, options, random), options.quotes);
  if (options.strayBlanks > 0) text = strayed(text, options.strayBlanks, random);
  if (options.airyStops) text = text.replace(/(\p{L})([;:])(?=\s|$)/gu, '$1 $2');
  const tight = options.join === '' && !/[)）]$/.test(paragraph.number ?? '');
  const number =
    paragraph.number === null || lost ? '' : `${misread(paragraph.number, options, random)}${tight ? '' : ' '}`;
  const depth = /^\(?[\p{L}ivx]{1,4}\)/u.test(paragraph.number ?? '') ? 1 : 0;
  return { text: number + text, notes: paragraph.notes, body: true, depth };
}

const misread = (number: string, options: NoiseOptions, random: Random): string =>
  /^1[.]/.test(number) && random() < options.slips * 20 ? number.replace('1', 'l') : number;

function leadLines(document: TrueDocument, options: NoiseOptions, random: Random): readonly string[] {
  if (options.joinedCover > 0) return joinedLines(document.lead, options.joinedCover, random);
  if (!options.tornSymbol) return document.lead;
  const at = document.lead.findIndex((line) => /^[A-Z]\/[A-Z0-9]/.test(line));
  const symbol = document.lead[at];
  const before = document.lead[at - 1];
  if (symbol === undefined || before === undefined) return document.lead;
  const torn = [symbol.slice(0, 1), `${before} ${symbol.slice(1)}`];
  return [...document.lead.slice(0, at - 1), ...torn, ...document.lead.slice(at + 1)];
}

/** The number and title of the text stay alone, as they do where covers are taken for running text. */
function joinedLines(lines: readonly string[], rate: number, random: Random): readonly string[] {
  const out: string[] = [];
  lines.forEach((line, index) => {
    if (index > 0 && index < lines.length - 2 && random() < rate) out[out.length - 1] += ` ${line}`;
    else out.push(line);
  });
  return out;
}

/* ---- lines ---- */

interface PrintedLine {
  readonly text: string;
  readonly item: number;
  readonly notes: readonly TrueNote[];
  readonly depth: number;
  readonly first: boolean;
}

/** Width in which unwrapped text is counted into pages. */
const measure = 92;

/** Columns of a character: Chinese ones take two. */
const columns = (text: string, language: Language): number => (language === 'zh' ? text.length * 2 : text.length);

function wrapped(
  item: FlowItem,
  index: number,
  language: Language,
  options: NoiseOptions,
  random: Random,
): PrintedLine[] {
  // A cover is set in a narrower measure than the text.
  const share = item.body || options.width === null ? 1 : 0.75;
  const lines = linesOf(item.text, share, language, options, random);
  const marks = item.notes.map((note) => ({ note, mark: markOf(note.marker, options.noteMark).trim() }));
  let next = 0;
  return lines.map((text, position) => {
    const notes: TrueNote[] = [];
    let from = 0;
    while (next < marks.length && options.notePlace === 'page') {
      const { note, mark } = marks[next] as { note: TrueNote; mark: string };
      const found = text.indexOf(mark, from);
      // A mark that wrapping tore apart is printed with the last line.
      if (found < 0 && position < lines.length - 1) break;
      notes.push(note);
      from = found + mark.length;
      next += 1;
    }
    return { text, item: index, notes, depth: item.depth, first: position === 0 };
  });
}

function linesOf(text: string, share: number, language: Language, options: NoiseOptions, random: Random): string[] {
  const width = Math.floor((options.width ?? measure) * share);
  return language === 'zh'
    ? brokenAnywhere(text, Math.floor(width / 2))
    : brokenAtBlanks(text, width, language, options, random);
}

/** Chinese breaks between any two characters, but no line begins with a closing sign and no number is torn. */
function brokenAnywhere(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    let cut = width;
    while (cut > width - 12 && (/^[，。；：、）》”’」]/u.test(rest.slice(cut)) || /^[\w/().-]/.test(rest.slice(cut))))
      cut -= 1;
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}

function brokenAtBlanks(
  text: string,
  width: number,
  language: Language,
  options: NoiseOptions,
  random: Random,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const wanted = line === '' ? word : `${line} ${word}`;
    if (columns(wanted, language) <= width || line === '') {
      line = wanted;
      continue;
    }
    const [head, tail] = divided(word, width - line.length - 1, language, options, random);
    lines.push(head === '' ? line : `${line} ${head}`);
    line = tail;
  }
  return [...lines, line];
}

/** What of a word still fits the line: up to a hyphen of its own, or divided by hyphenation. */
function divided(
  word: string,
  room: number,
  language: Language,
  options: NoiseOptions,
  random: Random,
): readonly [string, string] {
  const own = /^(\p{Ll}{2,}-)(\p{Ll}{3,}\P{N}*)$/u.exec(word);
  if (own?.[1] && own[2] && own[1].length <= room) return [own[1], own[2]];
  const divisible = language !== 'ar' && /^\p{Ll}{7,}[,;.]?$/u.test(word) && room >= 4;
  if (!divisible || random() >= options.hyphenation) return ['', word];
  for (let cut = Math.min(room - 1, word.length - 4); cut >= 3; cut -= 1)
    if (/[aeiouyаеиоуыэюяáéíóúèê]/u.test(word[cut - 1] ?? '') && !/[aeiouyаеиоуыэюяáéíóúèêьъй]/u.test(word[cut] ?? ''))
      return [`${word.slice(0, cut)}-`, word.slice(cut)];
  return ['', word];
}

/* ---- pages ---- */

interface PrintedPage {
  readonly lines: readonly PrintedLine[];
  readonly notes: readonly (readonly string[])[];
}

function paginated(
  lines: readonly PrintedLine[],
  language: Language,
  options: NoiseOptions,
  random: Random,
): PrintedPage[] {
  const capacity = options.linesPerPage ?? Number.POSITIVE_INFINITY;
  const pages: { lines: PrintedLine[]; notes: string[][] }[] = [];
  let page = { lines: [] as PrintedLine[], notes: [] as string[][] };
  let used = 0;
  for (const line of lines) {
    const notes = line.notes.map((note) => linesOf(noteLine(note, options), 1.1, language, options, random));
    const height = 1 + notes.reduce((sum, note) => sum + note.length, 0) + (notes.length > 0 ? 1 : 0);
    if (used + height > capacity && page.lines.length > 0) {
      pages.push(page);
      page = { lines: [], notes: [] };
      used = 0;
    }
    page.lines.push(line);
    page.notes.push(...notes);
    used += height;
  }
  return [...pages, page];
}

function printed(pages: readonly PrintedPage[], document: TrueDocument, options: NoiseOptions, random: Random): string {
  const job = `${20 + Math.floor(random() * 6)}-${String(10000 + Math.floor(random() * 20000))}`;
  const out: string[] = [];
  pages.forEach((page, index) => {
    if (index > 0) {
      if (options.pageGap === 'blank') out.push('');
      if (options.pageGap === 'form-feed') out.push('\f');
      if (options.heads) out.push(...headOf(document, index + 1));
    }
    out.push(...bodyOf(page, document.language, options, random));
    out.push(...footNotes(page, document.language, options));
    if (pages.length > 1) out.push(...footOf(job, index + 1, pages.length, document.language, options));
  });
  return `${out
    .join('\n')
    .replace(/\f\n/g, '\f')
    .replace(/\u00a0(?=\d)/g, ' ')}\n`;
}

/** Notes of the page under a rule; in text without lines each note is a paragraph of its own. */
function footNotes(page: PrintedPage, language: Language, options: NoiseOptions): string[] {
  if (page.notes.length === 0) return [];
  const margin = options.indent === 'page' ? '   ' : '';
  const out: string[] = [];
  if (options.noteRule) out.push(`${margin}__________________`);
  for (const note of page.notes) {
    if (options.width === null) out.push('', note.join(language === 'zh' ? '' : ' '));
    else out.push(...note.map((line) => margin + line));
  }
  if (options.width === null) out.push('', '');
  return out;
}

function bodyOf(page: PrintedPage, language: Language, options: NoiseOptions, random: Random): string[] {
  const out: string[] = [];
  let item = -1;
  const gap = options.paragraphGap === 'none' ? [] : options.paragraphGap === 'blank' ? [''] : ['', ''];
  for (const line of page.lines) {
    const begins = line.item !== item;
    if (begins && item >= 0) out.push(...gap);
    item = line.item;
    const text = indented(line, options) + directed(line.text, options, random) + (options.strayBlanks > 0 ? ' ' : '');
    if (!begins && options.width === null) out[out.length - 1] += (language === 'zh' ? '' : ' ') + text;
    else out.push(text);
  }
  return out;
}

function indented(line: PrintedLine, options: NoiseOptions): string {
  if (options.indent === 'none') return '';
  const margin = options.indent === 'page' ? 10 : 0;
  return ' '.repeat(margin + (line.first ? 5 : 0) + line.depth * 5);
}

/** Right-to-left marks before lines and around the numbers, where extraction leaves them. */
function directed(text: string, options: NoiseOptions, random: Random): string {
  if (!options.directionMarks) return text;
  const numbered = text.replace(/(\d+\/\d+)/g, (number) => (random() < 0.3 ? `\u200e${number}\u200f` : number));
  return random() < 0.4 ? `\u200f${numbered}` : numbered;
}

/** Left pages carry the symbol before the title, right pages behind it; a long title takes two lines. */
function headOf(document: TrueDocument, page: number): string[] {
  const symbol = document.symbol ?? '';
  const title = brokenAtBlanks(document.title ?? '', 60, document.language, quiet, () => 1);
  const last = title.at(-1) ?? '';
  const line = page % 2 === 0 ? `${symbol} ${last}` : `${last} ${symbol}`;
  return [...title.slice(0, -1), line.trim()];
}

const languageLetter: Readonly<Record<Language, string>> = { ar: 'A', en: 'E', es: 'S', fr: 'F', ru: 'R', zh: 'C' };

function footOf(job: string, page: number, of: number, language: Language, options: NoiseOptions): string[] {
  if (options.feet === 'none') return [];
  if (options.feet === 'page') return page === 1 ? [] : [options.heads ? `${page}/${of}` : String(page)];
  if (page === 1) return [`${job} (${languageLetter[language]})`, `*${job.replace('-', '')}*`];
  return [page % 2 === 0 ? `${page}/${of} ${job}` : `${job} ${page}/${of}`];
}
