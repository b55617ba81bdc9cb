import type { Line } from './formats/block.ts';
import type { Strand } from './formats/strand.ts';
import type { BodyLine } from './furniture.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { bareNumber, type PrintedNumber, printedNumber } from './numbering.ts';
import type { Opening, Openings } from './openings.ts';
import { dateLine } from './units.ts';

/** A paragraph being put together from lines. */
export interface Growing {
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

/** The end of the paragraph so far: enough to see how it ends, never the whole. */
function tailOf(growing: Growing): string {
  const text = growing.last.text;
  return text.length >= 120 || growing.pieces.length === 1
    ? text
    : `${growing.pieces.at(-2)?.piece.text ?? ''} ${text}`;
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
    // `null` is an answer, too.
    if (this.#opening === undefined) this.#opening = this.#words.at(this.#text, this.number?.length ?? 0);
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
const headingLabel = /^\p{Lu}\p{Ll}{3,14} (?:\d{1,2}|[IVX]{1,5})[.:]\s+["“]?\p{Lu}/u;
/** A comma or semicolon with the mark of a note set apart behind it. */
const markedEnd = /[,;؛،]\s\d{1,2}$/u;
/** "II", "A": a part's number on a line of its own. */
const label = /^(?:[IVXLC]{1,6}|[A-Z])$/;
export const cjkEdge = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

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

/**
 * Tells where paragraphs begin: in the order of the lines, from how the paragraph so far ends, how the line opens, what
 * number is due and how the page is set.
 */
export class Joiner {
  readonly #page: Page;
  readonly #words: Openings;
  readonly #lexicon: Lexicon;
  #lastNumber = 0;
  /** The last bare number below a verb on its own line, `null` before any such verb. */
  #below: number | null = null;

  constructor(lines: readonly BodyLine[], words: Openings, lexicon: Lexicon) {
    this.#page = pageOf(lines);
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
  breaks(growing: Growing, { line, pageBreak }: BodyLine, head: Head, next: Line | undefined): boolean {
    const text = tailOf(growing);
    const open = !terminal.test(text) && !markedEnd.test(text);
    const spaced = this.#page.geometry ? line.gap > this.#page.leading + 0.3 && !pageBreak : line.gap > 0;
    if (this.#standsAlone(growing, line, text)) return true;
    if (this.#verbLine(line, head, next) && (!open || growing.head.organ)) return true;
    if (this.#below !== null && (growing.length < 60 || !open) && this.#goesOnBelow(line, growing)) return true;
    if (head.number !== null && this.#numberBegins(growing, head, head.number, text, spaced)) return true;
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
    if (headingLabel.test(line.text)) return true;
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

  /** Whether the number at the head of a line begins a paragraph: it counts on or restarts, or stands behind the end of one. */
  #numberBegins(growing: Growing, head: Head, number: PrintedNumber, text: string, spaced: boolean): boolean {
    const ended = terminal.test(text);
    const value = number.values.decimal;
    if (value === undefined || number.enclosure === 'brackets' || number.enclosure === 'bracket')
      return spaced || /[;:,.،؛。；：，](?:\s*(?:and|or|et|ou|y|o|и|или|و))?["”’»)\d\s]*$/u.test(text);
    if (value === this.#lastNumber + 1) return ended || spaced || head.opening !== null || text.length < 120;
    if (head.opening?.operative === true && (ended || spaced)) return true;
    if (!isBody(growing.head) && text.length < 120 && head.capital) return true;
    return spaced ? ended || head.capital : value === 1 && ended && head.capital;
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
    return terminal.test(line.text) && !headingLabel.test(line.text);
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
