import type { RawCell, RawText } from './block.ts';
import { child, type Element, elements, textOf, value } from './docxPackage.ts';
import { emphasisOf, headingLevel, paragraphLook, type ResolvedStyle, runLook, type Styles } from './docxStyles.ts';
import {
  append,
  call,
  type Draft,
  draft,
  emphases,
  entirely,
  joined,
  numbered,
  type ParagraphPiece,
  type Piece,
  part,
  texts,
  type View,
  without,
  write,
} from './galley.ts';
import { type ListInstance, listCounter, numeral } from './listNumbers.ts';
import { fromSymbolFont } from './symbolFonts.ts';

/** What all stories of one document share. */
export interface Frame {
  readonly styles: Styles;
  readonly lists: ReadonlyMap<string, ListInstance>;
  /** Targets of links by relationship id. */
  readonly links: ReadonlyMap<string, string>;
  readonly footnotes: ReadonlyMap<string, Element>;
  readonly endnotes: ReadonlyMap<string, Element>;
  readonly settings: Element | null;
  readonly view: View;
}

/** What the walk counted besides the text. */
export interface Seen {
  insertions: number;
  deletions: number;
  contentsLines: number;
  notesNotFound: number;
}

interface Field {
  code: string;
  phase: 'code' | 'result';
  href: string | null;
  silent: boolean;
}

/** One run of text through the document: the body, a note, a header, a cell, a box. */
interface Story {
  readonly pieces: Piece[];
  readonly fields: Field[];
  /** The text of a paragraph whose end is not to be seen, so that the next one goes on with it. */
  open: Draft | null;
  /** Stories that stand beside the paragraph being read and follow it: boxes and notes. */
  readonly beside: Piece[][];
  /** A note whose mark is typed behind its call. */
  custom: { readonly at: number; readonly note: Element | undefined } | null;
  length: number;
}

interface Inline {
  readonly into: Draft;
  readonly style: ResolvedStyle;
  readonly change: number;
  readonly href: string | null;
}

const story = (): Story => ({ pieces: [], fields: [], open: null, beside: [], custom: null, length: 0 });
const pageField = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b/i;
const linkField = /^\s*HYPERLINK\s+(?:"([^"]{1,2000})"|(\S{1,2000}))/i;

/** Reads stories of one document in the order in which they are asked for; lists and notes count on from one to the next. */
export function bodyReader(frame: Frame): { read(root: Element | null | undefined): Piece[]; readonly seen: Seen } {
  const { styles, view } = frame;
  const count = listCounter();
  const seen: Seen = { insertions: 0, deletions: 0, contentsLines: 0, notesNotFound: 0 };
  const noteCounts = { footnote: 0, endnote: 0 };
  /** Notes that were read: each is given once, so that a file cannot multiply itself by calling one again and again. */
  const given = new Set<Element>();
  let insideNote = false;
  let section: Element | undefined;
  let autoNumber = 0;

  /** How a tracked change is to be treated: left out, or shown with this emphasis. */
  const changed = (name: string): number | null => {
    const inserts = name === 'w:ins' || name === 'w:moveTo';
    if (inserts) seen.insertions += 1;
    else seen.deletions += 1;
    if (view === 'marked') return inserts ? emphases.inserted : emphases.deleted;
    return (view === 'original') === inserts ? null : 0;
  };

  /** The marker that Word prints for the next note of its kind. */
  function marker(kind: 'footnote' | 'endnote'): string {
    const settings = [child(section, `w:${kind}Pr`), child(frame.settings, `w:${kind}Pr`)];
    const pick = (name: string): string | undefined =>
      settings.map((each) => value(each, name)).find((each) => each !== undefined);
    noteCounts[kind] += 1;
    const start = Number.parseInt(pick('w:numStart') ?? '1', 10);
    const format = pick('w:numFmt') ?? (kind === 'footnote' ? 'decimal' : 'lowerRoman');
    return numeral(noteCounts[kind] + (Number.isFinite(start) ? start : 1) - 1, format);
  }

  const newSection = (next: Element | undefined): void => {
    section = next;
    for (const kind of ['footnote', 'endnote'] as const) {
      const restart =
        value(child(next, `w:${kind}Pr`), 'w:numRestart') ??
        value(child(frame.settings, `w:${kind}Pr`), 'w:numRestart');
      if (restart === 'eachSect') noteCounts[kind] = 0;
    }
  };

  function note(root: Element | undefined, mark: string): Piece {
    const inner = readNote(root);
    const flat = joined(
      inner.flatMap((piece): RawText[] =>
        piece.kind === 'paragraph' ? [numbered(piece)] : piece.kind === 'table' ? piece.rows.flat() : [],
      ),
      ' ',
    );
    const own = flat.text.startsWith(mark) ? without(flat, 0, mark.length) : flat;
    const { text, marks, notes } = part(own, 0, own.text.length);
    return { kind: 'note', marker: mark, text, marks, notes };
  }

  function readNote(root: Element | undefined): Piece[] {
    if (root === undefined) {
      seen.notesNotFound += 1;
      return [];
    }
    given.add(root);
    insideNote = true;
    const inner = read(root);
    insideNote = false;
    return inner;
  }

  /** The note behind its call, where it was not given already. */
  function putNote(root: Element | undefined, mark: string, on: Story, into: Draft): void {
    call(into, mark);
    if (!insideNote && (root === undefined || !given.has(root))) on.beside.push([note(root, mark)]);
  }

  function callNote(element: Element, kind: 'footnote' | 'endnote', on: Story, into: Draft): void {
    const id = element.attributes['w:id'] ?? '';
    const root = (kind === 'footnote' ? frame.footnotes : frame.endnotes).get(id);
    const custom = element.attributes['w:customMarkFollows'];
    if (custom !== undefined && !/^(?:0|false|off)$/.test(custom)) {
      on.custom = { at: into.text.length, note: root };
      return;
    }
    putNote(root, marker(kind), on, into);
  }

  const fieldState = (on: Story): { shown: boolean; href: string | null } => {
    let href: string | null = null;
    for (const field of on.fields) {
      if (field.phase === 'code' || field.silent) return { shown: false, href: null };
      href = field.href ?? href;
    }
    return { shown: true, href };
  };

  function put(text: string, on: Story, at: Inline, emphasis: number): void {
    const field = fieldState(on);
    if (!field.shown) return;
    let rest = text;
    if (on.custom !== null) {
      const mark = /^\s*(\S{1,4})(?!\S)|^\s*([*†‡§]+|\d{1,3})/u.exec(text);
      const found = mark?.[1] ?? mark?.[2];
      if (found !== undefined) {
        putNote(on.custom.note, found, on, at.into);
        rest = text.slice(mark?.[0].length ?? 0);
        on.custom = null;
      } else if (text.trim() !== '') on.custom = null;
    }
    write(at.into, rest, emphasis | at.change, at.href ?? field.href);
  }

  function fieldMark(element: Element, on: Story, at: Inline): void {
    const field = on.fields.at(-1);
    switch (element.attributes['w:fldCharType']) {
      case 'begin':
        if (on.fields.length < 50) on.fields.push({ code: '', phase: 'code', href: null, silent: false });
        return;
      case 'separate': {
        if (field === undefined) return;
        const link = linkField.exec(field.code);
        field.phase = 'result';
        field.href = link === null ? null : (link[1] ?? link[2] ?? null);
        field.silent = pageField.test(field.code);
        return;
      }
      case 'end':
        on.fields.pop();
        // These fields print a number that stands nowhere in the file.
        if (field !== undefined && /^\s*AUTONUM/i.test(field.code)) {
          autoNumber += 1;
          put(`${autoNumber}.`, on, at, 0);
        }
        return;
    }
  }

  /** Boxes anchored in a run, looked for through the drawing around them. */
  function boxes(element: Element, on: Story): void {
    for (const each of elements(element)) {
      if (each.name === 'w:txbxContent') on.beside.push(read(each));
      else if (each.name === 'mc:AlternateContent') boxes(choice(each), on);
      else boxes(each, on);
    }
  }

  const choice = (of: Element): Element => child(of, 'mc:Choice') ?? child(of, 'mc:Fallback') ?? of;

  function run(element: Element, on: Story, at: Inline): void {
    const properties = child(element, 'w:rPr');
    const before = view === 'original' ? child(child(properties, 'w:rPrChange'), 'w:rPr') : undefined;
    const own = runLook(before ?? properties);
    const character = styles.of(value(before ?? properties, 'w:rStyle')).run;
    const hidden = own.hidden ?? character.hidden ?? at.style.run.hidden ?? false;
    const emphasis = emphasisOf(own, character, at.style.run, styles.defaults);
    const font = own.font ?? character.font;
    for (const each of elements(element)) runChild(each, on, at, emphasis, hidden, font);
  }

  function runChild(
    each: Element,
    on: Story,
    at: Inline,
    emphasis: number,
    hidden: boolean,
    font: string | undefined,
  ): void {
    switch (each.name) {
      case 'w:t':
      case 'w:delText':
        if (!hidden) put(fromSymbolFont(textOf(each), font), on, at, emphasis);
        return;
      case 'w:tab':
      case 'w:ptab':
        if (!hidden) put('\t', on, at, emphasis);
        return;
      case 'w:br':
      case 'w:cr':
        if (!hidden) put('\n', on, at, emphasis);
        return;
      case 'w:noBreakHyphen':
        if (!hidden) put('\u2011', on, at, emphasis);
        return;
      case 'w:sym': {
        const code = Number.parseInt(each.attributes['w:char'] ?? '', 16);
        if (!hidden && code > 0 && code < 0x10000)
          put(fromSymbolFont(String.fromCharCode(code), each.attributes['w:font']), on, at, emphasis);
        return;
      }
      case 'w:footnoteReference':
        callNote(each, 'footnote', on, at.into);
        return;
      case 'w:endnoteReference':
        callNote(each, 'endnote', on, at.into);
        return;
      case 'w:fldChar':
        fieldMark(each, on, at);
        return;
      case 'w:instrText': {
        const field = on.fields.at(-1);
        if (field !== undefined && field.phase === 'code' && field.code.length < 4000) field.code += textOf(each);
        return;
      }
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        boxes(each, on);
        return;
      case 'mc:AlternateContent':
        for (const inner of elements(choice(each))) runChild(inner, on, at, emphasis, hidden, font);
        return;
      case 'w16se:symEx': {
        const code = Number.parseInt(each.attributes['w16se:char'] ?? '', 16);
        if (!hidden && code > 0x20 && code < 0x110000) put(String.fromCodePoint(code), on, at, emphasis);
        return;
      }
      case 'w:ruby':
        inline(child(each, 'w:rubyBase'), on, at);
        return;
    }
  }

  function inline(element: Element | undefined, on: Story, at: Inline): void {
    for (const each of elements(element)) {
      switch (each.name) {
        case 'w:r':
          run(each, on, at);
          break;
        case 'w:hyperlink': {
          const target = frame.links.get(each.attributes['r:id'] ?? '');
          const anchor = each.attributes['w:anchor'];
          const href = target ?? (anchor === undefined ? null : `#${anchor}`);
          inline(each, on, { ...at, href: href ?? at.href });
          break;
        }
        case 'w:ins':
        case 'w:moveTo':
        case 'w:del':
        case 'w:moveFrom': {
          const emphasis = changed(each.name);
          if (emphasis !== null) inline(each, on, { ...at, change: at.change | emphasis });
          break;
        }
        case 'w:fldSimple':
          if (!pageField.test(each.attributes['w:instr'] ?? '')) {
            const link = linkField.exec(each.attributes['w:instr'] ?? '');
            inline(each, on, { ...at, href: link?.[1] ?? link?.[2] ?? at.href });
          }
          break;
        case 'w:sdt':
          inline(child(each, 'w:sdtContent'), on, at);
          break;
        case 'w:smartTag':
        case 'w:customXml':
        case 'w:dir':
        case 'w:bdo':
          inline(each, on, at);
          break;
        case 'mc:AlternateContent':
          inline(choice(each), on, at);
          break;
        case 'm:oMath':
        case 'm:oMathPara':
          put(textOf(each), on, at, 0);
          break;
      }
    }
  }

  /** The list a paragraph belongs to, by its own word or by its style, and the level in it. */
  function listOf(own: ReturnType<typeof paragraphLook>, style: ResolvedStyle): [ListInstance, number] | null {
    const id = own.list ?? style.paragraph.list;
    const list = id === undefined || id === '0' ? undefined : frame.lists.get(id);
    if (list === undefined) return null;
    if (own.listLevel !== undefined) return [list, own.listLevel];
    const byStyle = own.list === undefined || style.paragraph.list !== undefined;
    const linked = byStyle
      ? list.levels.findIndex((level) => level.style !== undefined && style.ids.includes(level.style))
      : -1;
    return [list, linked >= 0 ? linked : (style.paragraph.listLevel ?? 0)];
  }

  const hidesEnd = (properties: Element | undefined): boolean => {
    const mark = child(properties, 'w:rPr');
    const inserted = child(mark, 'w:ins') ?? child(mark, 'w:moveTo');
    const deleted = child(mark, 'w:del') ?? child(mark, 'w:moveFrom');
    if (inserted !== undefined) seen.insertions += 1;
    if (deleted !== undefined) seen.deletions += 1;
    return (view === 'accepted' && deleted !== undefined) || (view === 'original' && inserted !== undefined);
  };

  function paragraph(element: Element, on: Story): void {
    const given = child(element, 'w:pPr');
    const before = view === 'original' ? child(child(given, 'w:pPrChange'), 'w:pPr') : undefined;
    const properties = before ?? given;
    const style = styles.of(value(properties, 'w:pStyle') ?? styles.defaultParagraph);
    const own = paragraphLook(properties);
    const into = on.open ?? draft();
    on.custom = null;
    inline(element, on, { into, style, change: 0, href: null });
    on.open = hidesEnd(given) ? into : null;
    if (on.open === null) finish(into, on, own, style);
    const ends = child(given, 'w:sectPr');
    if (ends !== undefined) newSection(ends);
  }

  function finish(into: Draft, on: Story, own: ReturnType<typeof paragraphLook>, style: ResolvedStyle): void {
    const parts = texts(into);
    if (/^(?:toc|contents) ?\d/i.test(style.names[0] ?? '')) {
      if (parts.length > 0) seen.contentsLines += 1;
      on.beside.length = 0;
      return;
    }
    const list = listOf(own, style);
    const number = list === null ? null : count(...list);
    const heading = headingLevel(style.names) ?? (own.outline ?? style.paragraph.outline ?? 9) + 1;
    const align = own.align ?? style.paragraph.align;
    const indent =
      own.indent ?? (own.list === undefined ? style.paragraph.indent : undefined) ?? list?.[0].levels[list[1]]?.indent;
    parts.forEach((raw, index) => {
      on.length += raw.text.length;
      const piece: ParagraphPiece = {
        kind: 'paragraph',
        ...raw,
        ...(number === null || index > 0 ? {} : { number }),
        look: {
          ...(heading <= 9 ? { heading } : {}),
          ...(style.names.some((name) => /^title$/i.test(name)) ? { title: true as const } : {}),
          ...(align === 'center' ? { centred: true as const } : {}),
          ...(align === 'right' || align === 'end' ? { right: true as const } : {}),
          ...(entirely(raw, 'bold') ? { bold: true as const } : {}),
          ...(entirely(raw, 'italic') ? { italic: true as const } : {}),
          ...(indent === undefined ? {} : { indent }),
          ...(list === null || number === null ? {} : { level: list[1] }),
        },
      };
      on.pieces.push(piece);
    });
    for (const pieces of on.beside) append(on.pieces, pieces);
    on.beside.length = 0;
  }

  const hasRule = (borders: Element | undefined, names: readonly string[]): boolean =>
    names.some((name) => {
      const kind = value(borders, name);
      return kind !== undefined && kind !== 'nil' && kind !== 'none';
    });
  const upright = ['w:left', 'w:right', 'w:start', 'w:end', 'w:insideV'];

  /** Whether a table only places text: a box, a single column, or the head of the first page, which has no upright rules. */
  function isLayout(element: Element, rows: readonly (readonly CellInMaking[])[], on: Story): boolean {
    const properties = child(element, 'w:tblPr');
    const borders = child(properties, 'w:tblBorders') ?? styles.of(value(properties, 'w:tblStyle')).borders;
    if (rows.every((row) => row.length <= 1)) return true;
    const ruled = hasRule(borders, upright) || rows.some((row) => row.some((cell) => hasRule(cell.borders, upright)));
    const head =
      on.length < 1500 &&
      rows.length <= 15 &&
      rows.every((row) => row.length <= 4 && row.every((cell) => !cell.header));
    return !ruled && (rows.length === 1 || head);
  }

  interface CellInMaking {
    readonly pieces: Piece[];
    readonly columns: number;
    rows: number;
    readonly header: boolean;
    readonly borders: Element | undefined;
  }

  function rowsOf(table: Element): Element[] {
    return elements(table).flatMap((each) => {
      if (each.name === 'w:tr') return [each];
      if (each.name === 'w:sdt') return rowsOf(child(each, 'w:sdtContent') ?? each);
      return each.name === 'w:customXml' || each.name === 'w:ins' ? rowsOf(each) : [];
    });
  }
  const cellsOf = (row: Element): Element[] =>
    elements(row).flatMap((each) => {
      if (each.name === 'w:tc') return [each];
      if (each.name === 'w:sdt') return cellsOf(child(each, 'w:sdtContent') ?? each);
      return each.name === 'w:customXml' ? cellsOf(each) : [];
    });

  function cells(table: Element): CellInMaking[][] {
    const above = new Map<number, CellInMaking>();
    const rows: CellInMaking[][] = [];
    for (const row of rowsOf(table)) {
      const properties = child(row, 'w:trPr');
      const change = child(properties, 'w:ins') ?? child(properties, 'w:del');
      if (change !== undefined && changed(change.name) === null) continue;
      const header = value(properties, 'w:tblHeader');
      const made: CellInMaking[] = [];
      let column = Number.parseInt(value(properties, 'w:gridBefore') ?? '0', 10) || 0;
      for (const cell of cellsOf(row)) {
        const look = child(cell, 'w:tcPr');
        const columns = Math.min(Math.max(Number.parseInt(value(look, 'w:gridSpan') ?? '1', 10) || 1, 1), 200);
        const merge = value(look, 'w:vMerge');
        const over = above.get(column);
        if (merge !== undefined && merge !== 'restart' && over !== undefined) over.rows += 1;
        else {
          const next: CellInMaking = {
            pieces: read(cell),
            columns,
            rows: 1,
            header: header !== undefined && !/^(?:0|false|off)$/.test(header),
            borders: child(look, 'w:tcBorders'),
          };
          made.push(next);
          above.set(column, next);
        }
        column += columns;
      }
      if (made.length > 0) rows.push(made);
    }
    return rows;
  }

  function table(element: Element, on: Story): void {
    const rows = cells(element);
    const pieces = rows.flat().flatMap((cell) => cell.pieces);
    if (isLayout(element, rows, on)) append(on.pieces, pieces);
    else {
      const made = rows.map((row) => row.map((cell): RawCell => tableCell(cell)));
      if (made.some((row) => row.some((cell) => cell.text !== ''))) on.pieces.push({ kind: 'table', rows: made });
      append(
        on.pieces,
        pieces.filter((piece) => piece.kind === 'note'),
      );
    }
    for (const piece of pieces) if (piece.kind === 'paragraph') on.length += piece.text.length;
  }

  const tableCell = (cell: CellInMaking): RawCell => ({
    ...joined(
      cell.pieces.flatMap((piece): RawText[] =>
        piece.kind === 'paragraph'
          ? [numbered(piece)]
          : piece.kind === 'table'
            ? piece.rows.map((row) => joined(row, ' '))
            : [],
      ),
      '\n',
    ),
    ...(cell.header ? { header: true as const } : {}),
    ...(cell.columns > 1 ? { columns: cell.columns } : {}),
    ...(cell.rows > 1 ? { rows: cell.rows } : {}),
  });

  function walk(root: Element | undefined, on: Story): void {
    for (const each of elements(root)) {
      switch (each.name) {
        case 'w:p':
          paragraph(each, on);
          break;
        case 'w:tbl':
          table(each, on);
          break;
        case 'w:sdt':
          walk(child(each, 'w:sdtContent'), on);
          break;
        case 'w:customXml':
        case 'w:smartTag':
          walk(each, on);
          break;
        case 'mc:AlternateContent':
          walk(choice(each), on);
          break;
        case 'w:ins':
        case 'w:moveTo':
        case 'w:del':
        case 'w:moveFrom':
          if (changed(each.name) !== null) walk(each, on);
          break;
      }
    }
  }

  function read(root: Element | null | undefined): Piece[] {
    const on = story();
    walk(root ?? undefined, on);
    if (on.open !== null) finish(on.open, on, {}, styles.of(styles.defaultParagraph));
    return on.pieces;
  }

  return { read, seen };
}
