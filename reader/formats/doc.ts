import type { Finding } from '../model.ts';
import type { Block, Extract, RawCell, RawText } from './block.ts';
import {
  type Bytes,
  bytesOf,
  type DocStyle,
  type Formatted,
  faceOf,
  formattedRuns,
  listsOf,
  type Properties,
  stylesOf,
} from './docTables.ts';
import type { WordOptions } from './docx.ts';
import type { Refused } from './docxPackage.ts';
import {
  append,
  call,
  type Draft,
  draft,
  emphases,
  entirely,
  joined,
  numbered,
  type Piece,
  part,
  placed,
  texts,
  type View,
  withTypedNotes,
  write,
} from './galley.ts';
import { type ListInstance, listCounter, numeral } from './listNumbers.ts';
import { compoundFile } from './ole.ts';
import { fromSymbolFont } from './symbolFonts.ts';

/** Where a stretch of the text stands in the main stream. */
interface TextPiece {
  readonly first: number;
  readonly last: number;
  readonly at: number;
  readonly wide: boolean;
}

/** A Word file opened: its streams, and where things stand, by the names that [MS-DOC] gives them. */
interface WordFile {
  readonly main: Bytes;
  readonly table: Bytes;
  readonly pieces: readonly TextPiece[];
  readonly paragraphs: readonly Formatted[];
  readonly runs: readonly Formatted[];
  readonly styles: readonly DocStyle[];
  readonly lists: readonly ListInstance[];
  /** First character of each story and the end of the last: body, notes, heads, comments, end notes, boxes. */
  readonly stories: readonly number[];
}

/** Offset and length of a table, by its number in the header's list (FibRgFcLcb97). */
const placeOfTable = (main: Bytes, index: number): [number, number] => [
  main.u32(0x9a + index * 8),
  main.u32(0x9e + index * 8),
];
const tables = {
  styles: 1,
  footnoteCalls: 2,
  footnoteTexts: 3,
  heads: 11,
  runs: 12,
  paragraphs: 13,
  pieces: 33,
  endnoteCalls: 46,
  endnoteTexts: 47,
  lists: 73,
  listUses: 74,
} as const;

/** The piece table ([MS-DOC] 2.9.38): the order of the text, which need not be that of the file. */
function piecesOf(table: Bytes, start: number, length: number, held: number): TextPiece[] {
  let at = start;
  const end = Math.min(start + length, table.length);
  while (at < end && table.u8(at) === 1) at += 3 + table.u16(at + 1);
  if (table.u8(at) !== 2) return [];
  const size = Math.min(table.u32(at + 1), end - at - 5);
  const count = Math.floor((size - 4) / 12);
  const pieces: TextPiece[] = [];
  // Pieces do not overlap in a sound file, so together they are no longer than it is.
  let room = 2 * held;
  for (let index = 0; index < count && room > 0; index += 1) {
    const first = table.u32(at + 5 + index * 4);
    const last = table.u32(at + 9 + index * 4);
    const place = table.u32(at + 5 + (count + 1) * 4 + index * 8 + 2);
    const narrow = (place & 0x40000000) !== 0;
    if (last <= first || place > 0x7fffffff) continue;
    room -= Math.min(last - first, held);
    pieces.push({ first, last, at: narrow ? (place & 0x3fffffff) >>> 1 : place, wide: !narrow });
  }
  return pieces.sort((a, b) => a.first - b.first);
}

function openedWord(bytes: Uint8Array): WordFile | Refused {
  if (bytes[1] === 0xa5 && (bytes[0] === 0xdb || bytes[0] === 0x9b || bytes[0] === 0x9c))
    return { refusal: 'unsupported-version', values: { found: 'winword-2' } };
  const file = compoundFile(bytes);
  if (file === null) return { refusal: 'damaged', values: { part: 'OLE2' } };
  const stream = file.stream('WordDocument');
  if (stream === null)
    return file.names.includes('EncryptedPackage')
      ? { refusal: 'encrypted', values: {} }
      : { refusal: 'not-a-document', values: { found: 'ole2' } };
  const main = bytesOf(stream);
  const flags = main.u16(0x0a);
  if ((flags & 0x0100) !== 0) return { refusal: 'encrypted', values: {} };
  const version = main.u16(2);
  if (main.u16(0) !== 0xa5ec) {
    const old = main.u16(0) === 0xa5dc;
    return old
      ? { refusal: 'unsupported-version', values: { found: 'word-6', version } }
      : { refusal: 'damaged', values: { part: 'WordDocument' } };
  }
  if (version < 0x00c0) return { refusal: 'unsupported-version', values: { found: 'word-6', version } };
  const table = bytesOf(file.stream((flags & 0x0200) !== 0 ? '1Table' : '0Table') ?? new Uint8Array());
  const pieces = piecesOf(table, ...placeOfTable(main, tables.pieces), main.length);
  const last = pieces.at(-1)?.last ?? 0;
  if (last === 0) return { refusal: 'damaged', values: { part: 'piece table' } };
  const stories = [0];
  for (let at = 0x4c; at <= 0x64; at += 4) {
    // The fourth field counts macros, which have no text of their own any more.
    if (at === 0x58) continue;
    stories.push(Math.min((stories.at(-1) ?? 0) + main.u32(at), last));
  }
  return {
    main,
    table,
    pieces,
    paragraphs: formattedRuns(main, table, ...placeOfTable(main, tables.paragraphs), true),
    runs: formattedRuns(main, table, ...placeOfTable(main, tables.runs), false),
    styles: stylesOf(table, ...placeOfTable(main, tables.styles)),
    lists: listsOf(table, ...placeOfTable(main, tables.lists), ...placeOfTable(main, tables.listUses)),
    stories,
  };
}

/** The stretch that holds this byte of the main stream. */
function holding(runs: readonly Formatted[], at: number): Formatted | null {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.from ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const found = runs[low];
  return found !== undefined && found.from <= at && at < found.to ? found : null;
}

/** Characters of a table of positions: `count + 1` offsets, then `size` bytes of data each. */
function positions(table: Bytes, [at, length]: [number, number], size: number): number[] {
  const count = Math.floor((Math.min(length, table.length) - 4) / (4 + size));
  return count < 1 ? [] : Array.from({ length: count + 1 }, (_, index) => table.u32(at + index * 4));
}

interface NoteRef {
  readonly marker: string | null;
  readonly from: number;
  readonly to: number;
}

/** The notes by the character that calls them, with the stretch of their text. */
function notesOf(file: WordFile): ReadonlyMap<number, NoteRef> {
  const notes = new Map<number, NoteRef>();
  const kinds = [
    [tables.footnoteCalls, tables.footnoteTexts, 1, 'decimal'],
    [tables.endnoteCalls, tables.endnoteTexts, 4, 'lowerRoman'],
  ] as const;
  for (const [callsAt, textsAt, story, kind] of kinds) {
    const place = placeOfTable(file.main, callsAt);
    const calls = positions(file.table, place, 2);
    const starts = positions(file.table, placeOfTable(file.main, textsAt), 0);
    const base = file.stories[story] ?? 0;
    const end = file.stories[story + 1] ?? base;
    let automatic = 0;
    calls.slice(0, -1).forEach((character, index) => {
      const counted = file.table.u16(place[0] + calls.length * 4 + index * 2) !== 0;
      if (counted) automatic += 1;
      const from = Math.min(base + (starts[index] ?? 0), end);
      notes.set(character, {
        marker: counted ? numeral(automatic, kind) : null,
        from,
        to: Math.max(from, Math.min(base + (starts[index + 1] ?? 0), end)),
      });
    });
  }
  return notes;
}

interface Cell {
  pieces: Piece[];
}

/** The state of one story while it is read. */
interface Story {
  readonly pieces: Piece[];
  text: Draft;
  readonly fields: { code: string; result: boolean; href: string | null }[];
  readonly beside: Piece[];
  row: Cell[];
  cell: Piece[];
  rows: Cell[][];
  custom: NoteRef | null;
  length: number;
}

const linkField = /^\s*HYPERLINK\s+(?:"([^"]{1,2000})"|(\S{1,2000}))/i;
const silentField = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TC|XE)\b/i;

function storyReader(file: WordFile, view: View) {
  const count = listCounter();
  let insideNote = false;
  // Damaged tables can name the same stretch again and again; what is read in all is bounded by what the file holds.
  let room = 4 * (file.stories.at(-1) ?? 0) + 100_000;
  const notes = notesOf(file);
  const typed = new Map([...notes].filter(([, ref]) => ref.marker === null));
  const seen = { insertions: 0, deletions: 0, contentsLines: 0 };
  const narrow = new TextDecoder('windows-1252');
  const wide = new TextDecoder('utf-16le');

  const emphasisOf = (run: Properties, style: Properties): number => {
    const character = run.character === undefined ? {} : (file.styles[run.character]?.properties ?? {});
    const face = (key: 'bold' | 'italic'): boolean =>
      faceOf(key, run, (character[key] ?? false) !== (style[key] ?? false));
    const raised = run.raised ?? character.raised ?? style.raised;
    return (
      (face('bold') ? emphases.bold : 0) |
      (face('italic') ? emphases.italic : 0) |
      ((run.underline ?? character.underline ?? style.underline) ? emphases.underline : 0) |
      (raised === 'superscript' ? emphases.superscript : raised === 'subscript' ? emphases.subscript : 0) |
      (view === 'marked' && run.inserted ? emphases.inserted : 0) |
      (view === 'marked' && run.deleted ? emphases.deleted : 0)
    );
  };

  const lookOf = (raw: RawText, of: Properties, builtIn: number, list: [ListInstance, number] | null) => {
    const heading = builtIn >= 1 && builtIn <= 9 ? builtIn : (of.outline ?? 9) + 1;
    const indent = of.indent ?? list?.[0].levels[list[1]]?.indent;
    return {
      ...(heading <= 9 ? { heading } : {}),
      ...(builtIn === 62 ? { title: true as const } : {}),
      ...(of.align === 1 ? { centred: true as const } : {}),
      ...(of.align === 2 ? { right: true as const } : {}),
      ...(entirely(raw, 'bold') ? { bold: true as const } : {}),
      ...(entirely(raw, 'italic') ? { italic: true as const } : {}),
      ...(indent === undefined ? {} : { indent }),
      ...(list === null ? {} : { level: list[1] }),
    };
  };

  function endParagraph(on: Story, at: number): void {
    const formatted = holding(file.paragraphs, at);
    const style = file.styles[formatted?.style ?? 0];
    const of: Properties = { ...style?.properties, ...formatted?.properties };
    const list = of.list === undefined || of.list === 0 ? undefined : file.lists[of.list - 1];
    const found: [ListInstance, number] | null = list === undefined ? null : [list, Math.min(of.level ?? 0, 8)];
    const number = found === null ? null : count(...found);
    const into = on.cell;
    const builtIn = style?.builtIn ?? 0xfff;
    const parts = texts(on.text);
    const contents = builtIn >= 19 && builtIn <= 27;
    if (contents) seen.contentsLines += parts.length;
    (contents ? [] : parts).forEach((raw, index) => {
      on.length += raw.text.length;
      into.push({
        kind: 'paragraph',
        ...raw,
        ...(number === null || index > 0 ? {} : { number }),
        look: lookOf(raw, of, builtIn, number === null ? null : found),
      });
    });
    append(into, on.beside);
    on.beside.length = 0;
    on.text = draft();
    on.custom = null;
    if (of.inTable !== true) {
      flushTable(on);
      append(on.pieces, on.cell);
      on.cell = [];
    }
  }

  function endCell(on: Story, at: number): void {
    const rowEnd = holding(file.paragraphs, at)?.properties.rowEnd === true;
    if (rowEnd) {
      on.text = draft();
      on.rows.push(on.row);
      on.row = [];
      return;
    }
    const held = on.cell;
    endParagraph(on, at);
    // A cell whose paragraph is not marked as one is still a cell.
    if (on.cell !== held) return;
    on.row.push({ pieces: held });
    on.cell = [];
  }

  function flushTable(on: Story): void {
    if (on.row.length > 0) on.rows.push(on.row);
    on.row = [];
    if (on.rows.length === 0) return;
    const rows = on.rows.filter((row) => row.some((cell) => cell.pieces.length > 0));
    on.rows = [];
    const inside = rows.flat().flatMap((cell) => cell.pieces);
    const before = on.length - inside.reduce((sum, piece) => sum + (piece.kind === 'table' ? 0 : piece.text.length), 0);
    const layout =
      rows.length <= 1 ||
      rows.every((row) => row.length <= 1) ||
      (before < 400 && rows.length <= 4 && rows.every((row) => row.length <= 4));
    if (layout) append(on.pieces, inside);
    else {
      const cellText = (cell: Cell): RawCell =>
        joined(
          cell.pieces.flatMap((piece) => (piece.kind === 'paragraph' ? [numbered(piece)] : [])),
          '\n',
        );
      on.pieces.push({ kind: 'table', rows: rows.map((row) => row.map(cellText)) });
      append(
        on.pieces,
        inside.filter((piece) => piece.kind === 'note'),
      );
    }
  }

  function noteOf(ref: NoteRef, marker: string): Piece {
    insideNote = true;
    const inner = read(ref.from, ref.to);
    insideNote = false;
    const flat = joined(
      inner.flatMap((piece): RawText[] => (piece.kind === 'paragraph' ? [numbered(piece)] : [])),
      ' ',
    );
    const skip = ref.marker === null && flat.text.startsWith(marker) ? marker.length : 0;
    const { text, marks, notes: calls } = part(flat, skip, flat.text.length);
    return { kind: 'note', marker, text, marks, notes: calls };
  }

  function callNote(on: Story, ref: NoteRef): void {
    if (insideNote) return;
    if (ref.marker === null) on.custom = ref;
    else {
      call(on.text, ref.marker);
      on.beside.push(noteOf(ref, ref.marker));
    }
  }

  function special(code: number, character: number, at: number, on: Story, run: Properties, emphasis: number): void {
    const field = on.fields.at(-1);
    switch (code) {
      case 0x02: {
        const ref = notes.get(character);
        if (ref !== undefined && run.special !== false) callNote(on, ref);
        return;
      }
      case 0x07:
        endCell(on, at);
        return;
      case 0x0b:
        put('\n', on, emphasis);
        return;
      case 0x0c:
      case 0x0d:
        endParagraph(on, at);
        return;
      case 0x0e:
      case 0x1f:
        return;
      case 0x13:
        if (on.fields.length < 50) on.fields.push({ code: '', result: false, href: null });
        return;
      case 0x14:
        if (field !== undefined) {
          const link = linkField.exec(field.code);
          field.result = true;
          field.href = link?.[1] ?? link?.[2] ?? null;
        }
        return;
      case 0x15:
        on.fields.pop();
        return;
      case 0x1e:
        put('\u2011', on, emphasis);
        return;
      case 0x28:
        if (run.symbol !== undefined) put(fromSymbolFont(String.fromCharCode(run.symbol), undefined), on, emphasis);
        return;
      case 0x09:
        put('\t', on, emphasis);
    }
  }

  function put(text: string, on: Story, emphasis: number): void {
    let href: string | null = null;
    for (const field of on.fields) {
      if (!field.result) {
        if (field.code.length < 4000) field.code += text;
        return;
      }
      if (silentField.test(field.code)) return;
      href = field.href ?? href;
    }
    let rest = text;
    if (on.custom !== null && text.trim() !== '') {
      const mark = /^\s*([*†‡§]+|\d{1,3}|\S(?!\S))/u.exec(text);
      if (mark?.[1] !== undefined) {
        call(on.text, mark[1]);
        on.beside.push(noteOf(on.custom, mark[1]));
        rest = text.slice(mark[0].length);
      }
      on.custom = null;
    }
    write(on.text, rest, emphasis, href);
  }

  /** Puts one stretch of text that is formatted alike, its control characters one by one. */
  function stretch(piece: TextPiece, from: number, to: number, on: Story): void {
    const size = piece.wide ? 2 : 1;
    const start = piece.at + (from - piece.first) * size;
    const end = start + (to - from) * size;
    for (let at = start; at < end; ) {
      const formatted = holding(file.runs, at);
      const following = formatted === null ? end : Math.max(at + size, Math.min(formatted.to, end));
      // A stretch without properties of its own ends where the next one begins.
      const stop = formatted === null ? Math.min(nextRun(at), end) : following;
      runOf(piece, at, Math.max(stop, at + size), formatted?.properties ?? {}, on);
      at = Math.max(stop, at + size);
    }
  }

  function nextRun(at: number): number {
    let low = 0;
    let high = file.runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((file.runs[middle]?.from ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return file.runs[low]?.from ?? Number.POSITIVE_INFINITY;
  }

  function runOf(piece: TextPiece, start: number, end: number, run: Properties, on: Story): void {
    if (run.deleted) seen.deletions += 1;
    if (run.inserted) seen.insertions += 1;
    const dropped =
      (view === 'accepted' && run.deleted) || (view === 'original' && run.inserted) || faceOf('hidden', run, false);
    const size = piece.wide ? 2 : 1;
    const bytes = file.main.slice(start, end);
    const text = (piece.wide ? wide : narrow).decode(bytes);
    const emphasisAt = (at: number): number =>
      emphasisOf(run, file.styles[holding(file.paragraphs, at)?.style ?? 0]?.properties ?? {});
    let emphasis = emphasisAt(start);
    let plain = 0;
    const flush = (index: number): void => {
      if (index > plain && !dropped) put(text.slice(plain, index), on, emphasis);
      plain = index;
    };
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (typed.size > 0) {
        // A mark that was typed stands where a counted one has its own character.
        const ref = typed.get(piece.first + (start + index * size - piece.at) / size);
        if (ref !== undefined && code > 0x20) {
          flush(index);
          if (!dropped && !insideNote) on.custom = ref;
        }
      }
      if (code >= 0x20 && !(code === 0x28 && run.symbol !== undefined)) continue;
      flush(index);
      plain = index + 1;
      const at = start + index * size;
      const ends = code === 0x0d || code === 0x07 || code === 0x0c;
      if (!dropped || (ends && !run.deleted))
        special(code, piece.first + (at - piece.at) / size, at, on, run, emphasis);
      // A run may go on over paragraphs, whose styles differ.
      if (ends) emphasis = emphasisAt(at + size);
    }
    if (plain < text.length && !dropped) put(fromSymbolFont(text.slice(plain), undefined), on, emphasis);
  }

  function read(from: number, to: number): Piece[] {
    const on: Story = {
      pieces: [],
      text: draft(),
      fields: [],
      beside: [],
      row: [],
      cell: [],
      rows: [],
      custom: null,
      length: 0,
    };
    let last = 0;
    room -= Math.max(0, to - from);
    for (const piece of room < 0 ? [] : file.pieces) {
      const first = Math.max(piece.first, from);
      const end = Math.min(piece.last, to);
      if (end <= first) continue;
      stretch(piece, first, end, on);
      last = piece.at + (end - piece.first) * (piece.wide ? 2 : 1) - 1;
    }
    if (on.text.text !== '' || on.beside.length > 0) endParagraph(on, last);
    flushTable(on);
    append(on.pieces, on.cell);
    return on.pieces;
  }

  return { read, seen };
}

/** The head and foot of the first page. Stories of heads come in sixes a section, after six of separators ([MS-DOC] 2.3.5). */
function headOf(file: WordFile, read: (from: number, to: number) => Piece[]): Piece[] {
  const starts = positions(file.table, placeOfTable(file.main, tables.heads), 0);
  const base = file.stories[2] ?? 0;
  const end = file.stories[3] ?? base;
  const story = (index: number): Piece[] => {
    const from = base + (starts[index] ?? 0);
    const to = Math.min(base + (starts[index + 1] ?? starts[index] ?? 0), end);
    return to > from ? read(from, to) : [];
  };
  const first = story(10);
  return first.length > 0 ? [...first, ...story(11)] : story(7);
}

const bare = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * A Word file of the years 1997 to 2003 as blocks in reading order. Emphasis, automatic numbers, notes and tracked changes
 * are read; text in boxes comes after the body, as the file does not say simply where they stand.
 */
export function readDoc(bytes: Uint8Array, options: WordOptions = {}): Extract<Block> | Refused {
  const file = openedWord(bytes);
  if ('refusal' in file) return file;
  const reader = storyReader(file, options.view ?? 'accepted');
  const body = reader.read(0, file.stories[1] ?? 0);
  const boxes = reader.read(file.stories[5] ?? 0, file.stories[6] ?? 0);
  const said = new Set(body.slice(0, 200).map((piece) => (piece.kind === 'table' ? '' : bare(piece.text))));
  const head = headOf(file, reader.read).filter(
    (piece) => piece.kind !== 'paragraph' || (/\p{L}/u.test(piece.text) && !said.has(bare(piece.text))),
  );
  const { units, text } = placed(withTypedNotes([...head, ...body, ...boxes]));
  if (units.length === 0) return { refusal: 'empty', values: { part: 'WordDocument' } };
  const { insertions, deletions, contentsLines } = reader.seen;
  const findings: Finding[] = [];
  if (insertions + deletions > 0)
    findings.push({ code: 'changes-tracked', severity: 'note', values: { insertions, deletions } });
  if (contentsLines > 0)
    findings.push({ code: 'furniture-removed', severity: 'note', values: { kind: 'contents', count: contentsLines } });
  return { units, text, encoding: null, pages: null, findings };
}
