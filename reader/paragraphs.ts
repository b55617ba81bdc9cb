import { type FootNote, withoutNotes } from './footnotes.ts';
import type { Block, Extract, Line, Look, RawText } from './formats/block.ts';
import { cut, joined, placeOf, type Strand, strand } from './formats/strand.ts';
import { type BodyLine, removed, withoutFurniture } from './furniture.ts';
import { type Found, splitGlued } from './glued.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Finding } from './model.ts';
import { bareNumber, type PrintedNumber, printedNumber } from './numbering.ts';
import { type Opening, type Openings, openings } from './openings.ts';
import { dateLine } from './units.ts';

/** A paragraph being put together from lines. */
interface Growing {
  readonly pieces: { readonly piece: Strand; readonly glue: string }[];
  readonly first: Line;
  last: Line;
  /** What the paragraph opens with, so that its end can be known. */
  readonly head: Head;
  /** Length of the text so far. */
  length: number;
  /** A page ended, or notes stood, inside it. */
  crossed: boolean;
  afterNote: boolean;
}

/** What the beginning of a line says of the paragraph that it would open. Each thing is looked up when it is first asked. */
class Head {
  readonly number: PrintedNumber | null;
  readonly #text: string;
  readonly #words: Openings;
  #opening: Opening | null | undefined;
  #organ: boolean | undefined;

  constructor(line: Line, words: Openings) {
    this.#text = line.text;
    this.#words = words;
    this.number = printedNumber(line.text);
  }

  get opening(): Opening | null {
    this.#opening ??= this.#words.at(this.#text, this.number?.length ?? 0);
    return this.#opening;
  }

  /** The line begins with the name of an organ as formulas have it. */
  get organ(): boolean {
    this.#organ ??= this.#words.organ(this.#text)?.full === true;
    return this.#organ;
  }

  get capital(): boolean {
    return capitalStart.test(this.number === null ? this.#text : this.#text.slice(this.number.length));
  }
}

/** What may stand behind a stop: quotes and brackets, and the mark of a note where the stop is one of a sentence ("L.8" is not). */
const behindStop = String.raw`(?:["”’»)\]]|(?<=[,;:،؛。，；：][^\s\d]{0,2}|[\p{Ll}\p{Lo})”"»]{2}\.[^\s\d]{0,2})\d{1,3})*\s*$`;
const terminal = new RegExp(`[,;.:،؛。，；：!?？]${behindStop}`, 'u');
const sentenceEnd = new RegExp(`[;.:؛。；：]${behindStop}`, 'u');
const commaEnd = new RegExp(`[,،，]${behindStop}`, 'u');
const capitalStart = /^["“«([]*[\p{Lu}\p{Lt}\p{Lo}]/u;
const lowerStart = /^[\p{Ll}]/u;
/** "Action 4. We will", "Objective 2: Expand": a label with a number before a sentence or title. */
const labelled = /^\p{Lu}\p{Ll}{3,14} (?:\d{1,2}|[IVX]{1,5})[.:]\s+["“]?\p{Lu}/u;
/** A comma or semicolon with the mark of a note set apart behind it. */
const markedEnd = /[,;؛،]\s\d{1,2}$/u;
/** "II", "A": a part's number on a line of its own. */
const label = /^(?:[IVXLC]{1,6}|[A-Z])$/;
const cjkEdge = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

/** Lines that stand alone on a cover whatever follows. */
const coverLine = /^(?:Distr\.|Original\s?:|\[|Agenda item|Item \d)/i;

interface Page {
  /** The gap between two lines of one paragraph, as far as wrapped lines show it. */
  readonly leading: number;
  /** Lines are set to a width, so a short one ends something. In letters for text, in points for PDF. */
  readonly width: number;
  readonly geometry: boolean;
  /** Paragraphs are parted by blank lines, each a line of its own. */
  readonly spaced: boolean;
}

function pageOf(lines: readonly BodyLine[]): Page {
  const geometry = lines.some(({ line }) => line.right !== undefined);
  const extents = lines.map(({ line }) => line.right ?? line.text.length).sort((a, b) => a - b);
  const width = extents[Math.floor(extents.length * 0.9)] ?? 0;
  const gaps = lines.filter(({ line }) => line.gap > 0).length;
  const wrapped = lines
    .filter(
      ({ line, pageBreak }, index) =>
        geometry && !pageBreak && (lines[index - 1]?.line.right ?? 0) > width - 24 && line.gap > -0.9,
    )
    .map(({ line }) => line.gap)
    .sort((a, b) => a - b);
  const leading = Math.min(0, wrapped[Math.floor(wrapped.length / 2)] ?? 0);
  return { width, geometry, leading, spaced: !geometry && gaps > lines.length * 0.45 };
}

/** A line that would have held the first word of the next: it was ended, not wrapped. */
function endedBefore(line: Line, next: Line, page: Page): boolean {
  if (line.right !== undefined) return line.right < page.width - 36;
  const wide = cjkEdge.test(next.text[0] ?? '');
  // Letters differ in width, so a line set in print is as long as the widest only within some letters.
  if (wide) return line.text.length < page.width - 3;
  const word = next.text.search(/[\s-]|$/);
  return line.text.length + 1 + word <= page.width * 0.93;
}

/** Whether the paragraph is one of the text proper, which ends with a comma, semicolon or stop. */
const isBody = (head: Head): boolean => head.number !== null || head.opening !== null;

/** Words that the rules of joining look at in a line. */
class Joiner {
  readonly #page: Page;
  readonly #words: Openings;
  readonly #lexicon: Lexicon;
  #lastNumber = 0;
  /** The last bare number below a verb on its own line, `null` before any such verb. */
  #below: number | null = null;

  constructor(page: Page, words: Openings, lexicon: Lexicon) {
    this.#page = page;
    this.#words = words;
    this.#lexicon = lexicon;
  }

  head(line: Line): Head {
    return new Head(line, this.#words);
  }

  /** To be told of each paragraph begun, so that the number that comes next is known. */
  begun(head: Head, line: Line, next: Line | undefined): void {
    if (this.#verbLine(line, head, next)) this.#below = 0;
    else if (this.#below !== null) this.#below = bareNumber(line.text)?.values.decimal ?? this.#below;
    const value = head.number?.values.decimal;
    if (value !== undefined && head.number?.enclosure !== 'brackets') this.#lastNumber = value;
  }

  /** Whether a new paragraph begins with `line`. */
  breaks(growing: Growing, text: string, { line, pageBreak }: BodyLine, head: Head, next: Line | undefined): boolean {
    const open = !terminal.test(text) && !markedEnd.test(text);
    const spaced = this.#page.geometry ? line.gap > this.#page.leading + 0.3 && !pageBreak : line.gap > 0;
    if (this.#standsAlone(growing, line, text)) return true;
    if (this.#verbLine(line, head, next) && (!open || growing.head.organ)) return true;
    if (this.#below !== null && (growing.length < 60 || !open) && this.#goesOnBelow(line, growing)) return true;
    const numbered = this.#numbered(growing, head, text, spaced);
    if (numbered !== null) return numbered;
    if (growing.length < 120 && growing.head.organ && commaEnd.test(text) && (head.capital || spaced)) return true;
    if (line.text.length < 220 && head.organ && this.#isFormula(line.text)) return true;
    if (spaced) return !this.#runsOn(growing, text, line, head, open);
    if (!this.#page.geometry && sentenceEnd.test(text) && this.#opensHeading(line, next)) return true;
    return this.#breaksUnspaced(growing, text, line, head, open, pageBreak);
  }

  /**
   * "considering", "instructs the Secretary-General": a verb on a line of its own, in small letters, and what it governs
   * numbered below it, as the conferences of some unions write.
   */
  #verbLine(line: Line, head: Head, next: Line | undefined): boolean {
    if (line.text.length > 70 || !lowerStart.test(line.text) || head.number !== null || terminal.test(line.text))
      return false;
    if (head.opening === null || next === undefined) return false;
    return (
      head.opening.length >= line.text.length ||
      bareNumber(next.text)?.values.decimal === 1 ||
      printedNumber(next.text) !== null
    );
  }

  /** Below such a verb: its first line, or the bare number that counts on. */
  #goesOnBelow(line: Line, growing: Growing): boolean {
    if (
      growing.length < 60 &&
      growing.head.opening !== null &&
      growing.head.number === null &&
      lowerStart.test(growing.first.text)
    )
      return true;
    return bareNumber(line.text)?.values.decimal === (this.#below ?? 0) + 1;
  }

  /** Whether a line behind the end of a sentence names what follows: a label with a number, or a short line before a numbered one. */
  #opensHeading(line: Line, next: Line | undefined): boolean {
    if (labelled.test(line.text)) return true;
    if (
      next === undefined ||
      line.text.length > this.#page.width * 0.7 ||
      terminal.test(line.text) ||
      !capitalStart.test(line.text)
    )
      return false;
    const head = new Head(next, this.#words);
    return head.number !== null || (head.opening !== null && head.capital) || head.organ;
  }

  /** "39th plenary meeting": nothing is joined to the closing line. */
  #closesText(growing: Growing): boolean {
    const text = growing.first.text.toLowerCase();
    return (
      text.length < 90 &&
      /\d/.test(text) &&
      this.#lexicon.building.meeting.some((word) => text.includes(word.toLowerCase()))
    );
  }

  #isFormula(text: string): boolean {
    const organ = this.#words.organ(text);
    return organ?.full === true && /^\s?[,،，]?$/.test(text.slice(organ.length));
  }

  #standsAlone(growing: Growing, line: Line, text: string): boolean {
    const { cover, annex, meeting } = this.#lexicon.building;
    if (coverLine.test(line.text) || label.test(line.text) || label.test(text)) return true;
    const lower =
      line.text.length < 90 && /\d/.test(line.text) && sentenceEnd.test(text) ? line.text.toLowerCase() : '';
    if (lower !== '' && meeting.some((word) => lower.includes(word.toLowerCase()))) return true;
    if (
      text.length < 40 &&
      this.#words.begins(text, annex) > 0 &&
      /^\P{Ll}*$/u.test(text.slice(this.#words.begins(text, annex)))
    )
      return true;
    if (this.#words.begins(line.text, annex) > 0 && line.text.length < 40 && terminal.test(text)) return true;
    return (
      !lowerStart.test(line.text) &&
      !isBody(growing.head) &&
      this.#words.begins(line.text, cover.adopted) > 0 &&
      (terminal.test(text) || text.length < 200)
    );
  }

  /** A number that counts on, or restarts, at the head of a line. `null` where the line is not numbered or the number decides nothing. */
  #numbered(growing: Growing, head: Head, text: string, spaced: boolean): boolean | null {
    const number = head.number;
    if (number === null) return null;
    const ended = terminal.test(text);
    const value = number.values.decimal;
    if (number.enclosure === 'none') return ended || spaced ? true : null;
    if (value !== undefined && number.enclosure !== 'brackets' && number.enclosure !== 'bracket') {
      if (value === this.#lastNumber + 1)
        return ended || spaced || head.opening !== null || text.length < 120 ? true : null;
      if (head.opening?.operative === true && (ended || spaced)) return true;
      if (!isBody(growing.head) && text.length < 120 && head.capital) return true;
      return spaced && (ended || head.capital) ? true : value === 1 && ended && head.capital ? true : null;
    }
    if (/[;:,.،؛。；：，](?:\s*(?:and|or|et|ou|y|o|и|или|و))?["”’»)\d\s]*$/u.test(text)) return true;
    return spaced ? true : null;
  }

  /** Whether a line after a blank still belongs to the paragraph: a page or a note came between, or it goes on in lower case. */
  #runsOn(growing: Growing, text: string, line: Line, head: Head, open: boolean): boolean {
    if (!isBody(growing.head) || head.opening !== null || head.number !== null || head.organ || text.length < 40)
      return false;
    if (!open)
      return (
        commaEnd.test(text) &&
        growing.head.number === null &&
        /^[\p{Ll}\p{Script=Arabic}]/u.test(line.text) &&
        terminal.test(line.text)
      );
    if (lowerStart.test(line.text) || growing.afterNote || growing.crossed) return true;
    // A page that ended without a trace: what goes on ends as a paragraph does, a heading does not.
    return terminal.test(line.text) && !labelled.test(line.text);
  }

  #breaksUnspaced(growing: Growing, text: string, line: Line, head: Head, open: boolean, pageBreak: boolean): boolean {
    const ended = endedBefore(growing.last, line, this.#page);
    if (!open) {
      // "39-е пленарное заседание," and its date.
      if (dateLine.test(line.text) && this.#closesText(growing)) return true;
      if (sentenceEnd.test(text) || /;\s\d{1,2}$/.test(text))
        return this.#afterSentence(growing, line, head, ended, pageBreak);
      return this.#afterComma(growing, line, head, ended);
    }
    if (growing.last.text.length < this.#page.width * 0.7 && this.#closesText(growing)) return true;
    if (isBody(growing.head) || text.length > 400) return false;
    if (
      !this.#page.geometry &&
      head.capital &&
      growing.last.text.length < this.#page.width * 0.62 &&
      !/\d$/.test(line.text) &&
      !growing.first.text.startsWith('[')
    )
      return true;
    return this.#afterHeading(growing, text, line, head, ended);
  }

  /**
   * After a comma the next preambular paragraph opens with its verb. Where verbs are capitals that is enough; where
   * they are not, a verb may also go on inside a sentence, so that a line which was ended has to say it, but for
   * languages in which verbs seldom come to stand at the head of a line by chance.
   */
  #afterComma(growing: Growing, line: Line, head: Head, ended: boolean): boolean {
    if (head.opening === null) return false;
    if (this.#words.capitals) return head.capital && /^["“«]?\p{Lu}/u.test(line.text);
    if (!isBody(growing.head) && !growing.head.organ) return true;
    return ended || !cjkEdge.test(line.text[0] ?? '');
  }

  #afterSentence(growing: Growing, line: Line, head: Head, ended: boolean, pageBreak: boolean): boolean {
    if (!head.capital && (this.#words.capitals || !(ended && head.opening !== null))) return false;
    // Nothing goes on with a capital behind a semicolon.
    if (/[;؛；](?:["”’»)]|\s?\d{1,3})*$/u.test(growing.last.text) && /^["“«]?\p{Lu}[\p{Ll}\s]/u.test(line.text))
      return true;
    if (line.role !== undefined && line.left > growing.last.left + 12 && growing.pieces.length > 1) return true;
    if (ended) return true;
    if (head.opening === null || pageBreak) return false;
    return /[;；؛]\s*(?:and|\d{1,3})?\s*$/u.test(growing.last.text);
  }

  /** After lines of a title or cover, which have no stop: the text begins with its formula, verb or number, or a line of another look. */
  #afterHeading(growing: Growing, text: string, line: Line, head: Head, ended: boolean): boolean {
    if (head.opening !== null && (head.capital || !this.#words.capitals)) return true;
    if (head.organ) return true;
    if (this.#page.geometry)
      return (
        (growing.last.bold === true) !== (line.bold === true) ||
        Math.abs((growing.last.size ?? 0) - (line.size ?? 0)) > 1 ||
        (growing.last.centred !== line.centred && ended) ||
        this.#coverBreak(text, line)
      );
    if (growing.first.text.startsWith('[')) return text.includes(']');
    return this.#coverBreak(text, line);
  }

  /** Between two lines of a cover set without blank lines. */
  #coverBreak(text: string, line: Line): boolean {
    const { cover } = this.#lexicon.building;
    if (coverLine.test(text) && !text.startsWith('[')) return true;
    if (/^\d{1,2} \p{L}+ \d{4}$/u.test(text) || /^\d{1,2} \p{L}+ \d{4}$/u.test(line.text))
      return !/\b(?:on|of|le|du|de|el)$/.test(text) && this.#words.begins(text, cover.adopted) === 0;
    if (/^[(（]/.test(line.text)) return false;
    if (this.#words.begins(text, cover.publisher) > 0 || this.#words.organ(text)?.length === text.length) return true;
    if (printedNumber(line.text) === null && /^\d{1,4}\/\d{1,4}\.\s/.test(line.text)) return true;
    if (/^[A-Z]{1,3}\/\S+$/.test(text) || /^[A-Z]$/.test(text)) return true;
    const session = cover.session.some((word) => text.toLowerCase().endsWith(word.toLowerCase()));
    return session && text.length < 60;
  }
}

/** What stands between two lines of one paragraph: a blank, or nothing after a hyphen, a dash in a range, or in Chinese. */
function glueOf(before: string, after: string, hyphens: Hyphens): { glue: string; drop: boolean } {
  const last = before.at(-1) ?? '';
  const first = after[0] ?? '';
  if (last === '-' && /[\p{L}\p{N}]-$/u.test(before.slice(-2)))
    return { glue: '', drop: hyphens.isBreak(before, after) };
  if (last === '\u2013' || last === '/') return { glue: /\s/.test(before.at(-2) ?? '') ? ' ' : '', drop: false };
  if (cjkEdge.test(last) && (cjkEdge.test(first) || /[\dA-Za-z(]/.test(first))) return { glue: '', drop: false };
  if (cjkEdge.test(first) && /[\dA-Za-z)]/.test(last)) return { glue: '', drop: false };
  return { glue: ' ', drop: false };
}

/** Tells a hyphen that only breaks a word at the end of a line from one that belongs to it, by how the rest of the text writes it. */
class Hyphens {
  readonly #lines: readonly BodyLine[];
  #words: Set<string> | null = null;

  constructor(lines: readonly BodyLine[]) {
    this.#lines = lines;
  }

  /** The words of the text but for the halves at hyphens that end a line. */
  #wholeWords(): Set<string> {
    const out = new Set<string>();
    let after = false;
    for (const { line } of this.#lines) {
      const words = line.text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
      const broken = line.text.endsWith('-');
      for (const word of words.slice(after ? 1 : 0, broken ? -1 : undefined)) out.add(word);
      after = broken;
    }
    return out;
  }

  isBreak(before: string, after: string): boolean {
    const left = /([\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)-$/u.exec(before)?.[1]?.toLowerCase();
    const right = /^[\p{L}]+/u.exec(after)?.[0];
    if (left === undefined || right === undefined || right[0] !== right[0]?.toLowerCase()) return false;
    this.#words ??= this.#wholeWords();
    if (this.#words.has(`${left}-${right}`)) return false;
    if (this.#words.has(left + right)) return true;
    // Known to neither: a break leaves two halves that are no words by themselves.
    return !(this.#words.has(right) && this.#words.has(left));
  }
}

const lookOf = (growing: Growing, lines: readonly Line[]): Look => ({
  ...(lines.every((line) => line.centred === true) && lines.length > 0 ? { centred: true as const } : {}),
  ...(lines.every((line) => line.bold === true) && lines.length > 0 ? { bold: true as const } : {}),
  ...(growing.first.right === undefined ? {} : { indent: growing.first.left }),
});

function noteBlock(note: FootNote, hyphens: Hyphens): Block {
  const pieces: { piece: Strand; glue: string }[] = [];
  let text = '';
  for (const line of note.lines) {
    pieces.push({
      piece: strand(line, line.place, line.page, line.origins),
      glue: pieces.length === 0 ? '' : glueOf(text, line.text, hyphens).glue,
    });
    text = line.text;
  }
  const whole = joined(pieces);
  return {
    kind: 'note',
    marker: note.marker,
    text: whole.text,
    marks: whole.marks,
    notes: whole.notes,
    place: { ...placeOf(whole), start: note.start },
  };
}

/**
 * Lines as paragraphs. Furniture of the page is left out, notes are taken from under the paragraphs that they
 * interrupt, lines are joined where nothing says that a paragraph ends, and paragraphs glued into one are parted.
 */
export function paragraphs(extract: Extract<Line>, lexicon: Lexicon): { blocks: Block[]; findings: Finding[] } {
  const words = openings(lexicon);
  const stripped = withoutFurniture(extract.units);
  const separated = withoutNotes(stripped.lines);
  const findings = [...extract.findings, ...stripped.findings, ...separated.rules.map(removed)];
  const hyphens = new Hyphens(separated.lines);
  const joiner = new Joiner(pageOf(separated.lines), words, lexicon);
  const out: (Found | Block)[] = [];
  let growing: Growing | null = null;
  let waiting: Block[] = [];
  let nextNote = 0;

  const close = (): void => {
    if (growing === null) return;
    const whole = joined(growing.pieces);
    out.push({
      strand: whole,
      look: lookOf(growing, growing.pieces.length === 1 ? [growing.first] : [growing.first, growing.last]),
    });
    if (growing.crossed && growing.pieces.length > 1)
      findings.push({
        code: 'joined-over-page',
        severity: 'note',
        place: placeOf(whole),
        values: { opens: whole.text.slice(0, 60) },
      });
    for (const note of waiting) out.push(note);
    waiting = [];
    growing = null;
  };

  const place = (index: number): void => {
    for (; separated.notes[nextNote]?.after === index; nextNote += 1) {
      const note = separated.notes[nextNote];
      if (note === undefined) break;
      waiting.push(noteBlock(note.note, hyphens));
      if (growing !== null) growing.afterNote = true;
    }
  };
  place(-1);
  const tables = tabTables(separated.lines);
  for (let index = 0; index < separated.lines.length; index += 1) {
    const item = separated.lines[index];
    if (item === undefined) break;
    const rows = tables.get(index);
    if (rows !== undefined) {
      close();
      out.push(tableOf(separated.lines.slice(index, index + rows)));
      for (let at = index; at < index + rows; at += 1) place(at);
      index += rows - 1;
      continue;
    }
    const { line, pageBreak } = item;
    const head = joiner.head(line);
    const piece = strand(line, line.place, line.page, line.origins);
    const tail: string = growing === null ? '' : tailOf(growing);
    if (growing === null || joiner.breaks(growing, tail, item, head, separated.lines[index + 1]?.line)) {
      close();
      growing = {
        pieces: [{ piece, glue: '' }],
        first: line,
        last: line,
        head,
        length: line.text.length,
        crossed: false,
        afterNote: false,
      };
      joiner.begun(head, line, separated.lines[index + 1]?.line);
    } else {
      const { glue, drop } = glueOf(growing.last.text, line.text, hyphens);
      if (drop) dropHyphen(growing, findings, line);
      growing.pieces.push({ piece, glue });
      growing.length += line.text.length + 1;
      growing.last = line;
      if (pageBreak || growing.afterNote || (line.gap > 0 && line.right === undefined)) growing.crossed = true;
      growing.afterNote = false;
    }
    place(index);
  }
  close();
  for (const note of waiting) out.push(note);
  return { blocks: splitGlued(out, words, lexicon, findings), findings };
}

/** Runs of two lines or more whose cells stand behind tabs, as many in each: index of the first, and how many. */
function tabTables(lines: readonly BodyLine[]): ReadonlyMap<number, number> {
  const tabs = lines.map(({ line }) => (line.text.includes('\t') ? line.text.split('\t').length - 1 : 0));
  const out = new Map<number, number>();
  for (let index = 0; index < lines.length; index += 1) {
    let length = 0;
    while ((tabs[index] ?? 0) > 0 && tabs[index + length] === tabs[index]) length += 1;
    if (length < 2) continue;
    out.set(index, length);
    index += length - 1;
  }
  return out;
}

function tableOf(lines: readonly BodyLine[]): Block {
  const rows = lines.map(({ line }) => {
    let from = 0;
    return line.text.split('\t').map((cell): RawText => {
      const piece = cut(strand(line, line.place, line.page, line.origins), from, from + cell.length);
      from += cell.length + 1;
      return { text: piece.text, marks: piece.marks, notes: piece.notes };
    });
  });
  const [first, last] = [lines[0], lines.at(-1)];
  const place = {
    start: first?.line.place.start ?? 0,
    end: last?.line.place.end ?? 0,
    ...(first === undefined ? {} : { page: first.line.page }),
  };
  return { kind: 'table', rows, place };
}

/** The end of the paragraph so far: enough to see how it ends, never the whole. */
function tailOf(growing: Growing): string {
  const text = growing.last.text;
  return text.length >= 120 || growing.pieces.length === 1
    ? text
    : `${growing.pieces.at(-2)?.piece.text ?? ''} ${text}`;
}

function dropHyphen(growing: Growing, findings: Finding[], next: Line): void {
  const last = growing.pieces.at(-1);
  if (last === undefined) return;
  const { piece } = last;
  growing.pieces[growing.pieces.length - 1] = {
    ...last,
    piece: {
      ...piece,
      text: piece.text.slice(0, -1),
      marks: piece.marks
        .map((mark) => ({ ...mark, end: Math.min(mark.end, piece.text.length - 1) }))
        .filter((mark) => mark.end > mark.start),
      notes: piece.notes.map((note) => ({ ...note, at: Math.min(note.at, piece.text.length - 1) })),
    },
  };
  findings.push({
    code: 'hyphenation-joined',
    severity: 'note',
    place: next.place,
    values: { word: `${/\S+$/.exec(piece.text)?.[0] ?? ''}${/^\S+/.exec(next.text)?.[0] ?? ''}` },
  });
}
