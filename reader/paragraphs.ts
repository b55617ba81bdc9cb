import { type FootNote, type Separated, withoutNotes } from './footnotes.ts';
import type { Block, Extract, Line, Look } from './formats/block.ts';
import { joined, placeOf, type Strand, strand } from './formats/strand.ts';
import { type BodyLine, removed, withoutFurniture } from './furniture.ts';
import { type Found, splitGlued } from './glued.ts';
import { cjkEdge, type Growing, Joiner } from './joiner.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Finding } from './model.ts';
import { type Openings, openings } from './openings.ts';
import { tabTables } from './tabTables.ts';

/**
 * Lines as paragraphs. Furniture of the page is left out, notes are taken from under the paragraphs that they
 * interrupt, lines are joined where nothing says that a paragraph ends, and paragraphs glued into one are parted.
 */
export function paragraphs(extract: Extract<Line>, lexicon: Lexicon): { blocks: Block[]; findings: Finding[] } {
  const words = openings(lexicon);
  const stripped = withoutFurniture(extract.units);
  const separated = withoutNotes(stripped.lines);
  const findings = [...extract.findings, ...stripped.findings, ...separated.rules.map(removed)];
  const gathered = new Gathering(separated, words, lexicon, findings).gather();
  return { blocks: splitGlued(gathered, words, lexicon, findings), findings };
}

/** Gathers the lines of a text into paragraphs, tables between them, notes behind the paragraph in which they stood. */
class Gathering {
  readonly #lines: readonly BodyLine[];
  readonly #notes: Separated['notes'];
  readonly #joiner: Joiner;
  readonly #hyphens: Hyphens;
  readonly #findings: Finding[];
  readonly #out: (Found | Block)[] = [];
  #growing: Growing | null = null;
  /** Notes that stood in the paragraph at hand. */
  #waiting: Block[] = [];
  #nextNote = 0;

  constructor({ lines, notes }: Separated, words: Openings, lexicon: Lexicon, findings: Finding[]) {
    this.#lines = lines;
    this.#notes = notes;
    this.#joiner = new Joiner(lines, words, lexicon);
    this.#hyphens = new Hyphens(lines);
    this.#findings = findings;
  }

  gather(): (Found | Block)[] {
    const tables = tabTables(this.#lines);
    this.#putNotes(-1);
    let inTable = 0;
    for (const [index, line] of this.#lines.entries()) {
      const table = tables.get(index);
      if (table !== undefined) {
        this.#close();
        this.#out.push(table.block);
        inTable = table.lines;
      }
      if (inTable > 0) inTable -= 1;
      else this.#take(line, this.#lines[index + 1]?.line);
      this.#putNotes(index);
    }
    this.#close();
    for (const note of this.#waiting) this.#out.push(note);
    return this.#out;
  }

  #take(item: BodyLine, next: Line | undefined): void {
    const { line } = item;
    const head = this.#joiner.head(line);
    if (this.#growing !== null && !this.#joiner.breaks(this.#growing, item, head, next)) {
      this.#join(this.#growing, item);
      return;
    }
    this.#close();
    this.#growing = {
      pieces: [{ piece: pieceOf(line), glue: '' }],
      first: line,
      last: line,
      head,
      length: line.text.length,
      crossed: false,
      afterNote: false,
    };
    this.#joiner.begun(head, line, next);
  }

  #join(growing: Growing, { line, pageBreak }: BodyLine): void {
    const { glue, drop } = glueOf(growing.last.text, line.text, this.#hyphens);
    if (drop) dropHyphen(growing, this.#findings, line);
    growing.pieces.push({ piece: pieceOf(line), glue });
    growing.length += line.text.length + 1;
    growing.last = line;
    if (pageBreak || growing.afterNote || (line.gap > 0 && line.right === undefined)) growing.crossed = true;
    growing.afterNote = false;
  }

  /** Ends the paragraph at hand; the notes that stood in it follow it. */
  #close(): void {
    const growing = this.#growing;
    if (growing === null) return;
    const whole = joined(growing.pieces);
    this.#out.push({ strand: whole, look: lookOf(growing) });
    // One by one: as arguments of one call they would not all find room.
    for (const note of this.#waiting) this.#out.push(note);
    if (growing.crossed && growing.pieces.length > 1)
      this.#findings.push({
        code: 'joined-over-page',
        severity: 'note',
        place: placeOf(whole),
        values: { opens: whole.text.slice(0, 60) },
      });
    this.#waiting = [];
    this.#growing = null;
  }

  /** Takes up the notes that stood behind a line. */
  #putNotes(after: number): void {
    for (let note = this.#notes[this.#nextNote]; note?.after === after; note = this.#notes[this.#nextNote]) {
      this.#nextNote += 1;
      this.#waiting.push(noteBlock(note.note, this.#hyphens));
      if (this.#growing !== null) this.#growing.afterNote = true;
    }
  }
}

const pieceOf = (line: Line): Strand => strand(line, line.place, line.page, line.origins);

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

/** How a paragraph looks: as its first and last line do. */
const lookOf = ({ first, last }: Growing): Look => ({
  ...(first.centred === true && last.centred === true ? { centred: true as const } : {}),
  ...(first.bold === true && last.bold === true ? { bold: true as const } : {}),
  ...(first.right === undefined ? {} : { indent: first.left }),
});

function noteBlock(note: FootNote, hyphens: Hyphens): Block {
  const pieces: { piece: Strand; glue: string }[] = [];
  let text = '';
  for (const line of note.lines) {
    pieces.push({
      piece: pieceOf(line),
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
