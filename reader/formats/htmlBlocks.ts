import type { Look, RawCell, RawText } from './block.ts';
import {
  append,
  type Draft,
  draft,
  emphases,
  entirely,
  joined,
  numbered,
  type ParagraphPiece,
  type Piece,
  texts,
  type View,
  write,
} from './galley.ts';
import { classRules, type Declared, declarations } from './htmlCss.ts';
import { diffLines, isDiff } from './htmlDiff.ts';
import { numeral } from './listNumbers.ts';

/** An element that is open. */
interface Open {
  readonly tag: string;
  readonly emphasis: number;
  readonly href: string | null;
  readonly hidden: boolean;
  readonly pre: boolean;
  readonly block: boolean;
  readonly align: Declared['align'];
  readonly heading: number;
  readonly main: boolean;
  readonly list: List | null;
  /** Id of an item that may be a note, for the paragraphs inside. */
  readonly anchor: string | null;
  readonly rtl: boolean;
  readonly size: number;
}

interface List {
  readonly numeral: string | null;
  next: number;
  readonly step: number;
  readonly level: number;
}

/** A paragraph with what is needed to find out whether it is a note. */
export interface Drawn {
  readonly piece: ParagraphPiece;
  readonly anchors: readonly string[];
  readonly main: boolean;
}
export interface DrawnTable {
  readonly piece: Extract<Piece, { kind: 'table' }>;
  readonly anchors: readonly string[];
  readonly main: boolean;
}
export type Item = Drawn | DrawnTable;

interface CellInMaking {
  readonly items: Item[];
  readonly header: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly classes: string;
}
interface TableInMaking {
  readonly rows: CellInMaking[][];
  cell: CellInMaking | null;
  readonly layout: boolean;
  readonly data: boolean;
  readonly classes: string;
  nested: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const blocks = words(
  'address article aside blockquote body br_ caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul',
);
const dropped = words(
  'script style noscript template nav svg iframe object embed applet head select option textarea button audio video canvas map datalist rp rt',
);
const empty = words('area base br col embed hr img input link meta param source track wbr keygen command');
const faces: Readonly<Record<string, number>> = {
  i: emphases.italic,
  em: emphases.italic,
  cite: emphases.italic,
  var: emphases.italic,
  dfn: emphases.italic,
  b: emphases.bold,
  strong: emphases.bold,
  u: emphases.underline,
  sup: emphases.superscript,
  sub: emphases.subscript,
};
const closesWith: Readonly<Record<string, ReadonlySet<string>>> = {
  li: words('li'),
  dt: words('dt dd'),
  dd: words('dt dd'),
  tr: words('tr td th'),
  td: words('td th'),
  th: words('td th'),
  tbody: words('tr td th tbody thead tfoot'),
  tfoot: words('tr td th tbody thead tfoot'),
  option: words('option'),
};
const scopes = words('table ul ol dl td th caption html');
export const deepest = 400;
/** Signs of fonts of a program's own, as bar codes. */
const privateUse = /[\ue000-\uf8ff]+/g;
const raisedText = /^(?:\d{1,3}|st|nd|rd|th|[*†‡]{1,3})$/;
const loneNumber = /^(?:\(?(?:\d{1,3}|[a-z]|[ivxIVX]{1,5})[.)])$/;

const listKinds: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

const firstNumber = (text: string | undefined): number | null => {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isFinite(number) && Math.abs(number) < 100_000 ? number : null;
};

/** Builds blocks from the events of the tokenizer. Nothing here calls itself, so depth costs nothing. */
export function builder(view: View) {
  const rules = new Map<string, Declared>();
  const root: Open = {
    tag: '',
    emphasis: 0,
    href: null,
    hidden: false,
    pre: false,
    block: true,
    align: undefined,
    heading: 0,
    main: false,
    list: null,
    anchor: null,
    rtl: false,
    size: 0,
  };
  const stack: Open[] = [root];
  const openTags = new Map<string, number>();
  const tables: TableInMaking[] = [];
  const body: Item[] = [];
  const seen = { insertions: 0, deletions: 0, repaired: 0 };
  let text: Draft = draft();
  let pendingSpace = false;
  let anchors: string[] = [];
  let number: { printed: string; level: number } | null = null;
  let level: number | null = null;
  let style = '';
  let unsunk = 0;
  /** Size of the letters of the paragraph so far. */
  let usual = 0;

  const top = (): Open => stack[stack.length - 1] ?? root;
  const sink = (): Item[] => tables.at(-1)?.cell?.items ?? body;

  function flush(): void {
    pendingSpace = false;
    const parts = texts(text);
    if (parts.length === 0) {
      if (text.text !== '') text = draft();
      return;
    }
    const at = top();
    const into = sink();
    parts.forEach((raw, index) => {
      const typed = index === 0 && number !== null && raw.text.startsWith(number.printed);
      const look: Look = {
        ...(at.heading > 0 ? { heading: at.heading } : {}),
        ...(at.align === 'center' ? { centred: true as const } : {}),
        ...(at.align === (at.rtl ? 'left' : 'right') ? { right: true as const } : {}),
        ...(entirely(raw, 'bold') ? { bold: true as const } : {}),
        ...(entirely(raw, 'italic') ? { italic: true as const } : {}),
        ...(level === null ? {} : { level }),
      };
      const counted = index === 0 && number !== null && !typed ? { number: number.printed } : {};
      const own = [...anchors, ...stack.flatMap((open) => (open.anchor === null ? [] : [open.anchor]))];
      into.push({
        piece: { kind: 'paragraph', ...raw, ...counted, look },
        anchors: index === 0 ? own : [],
        main: at.main,
      });
    });
    number = null;
    anchors = [];
    text = draft();
    usual = 0;
  }

  /** The mark at the head of a note is seen to be raised only when larger letters follow it. */
  function raiseOpening(at: Open): void {
    if (at.size * 0.75 < usual || usual === 0 || text.text.length > 5 || !/^\s*\d{1,3}\s*$/.test(text.text)) return;
    const opening = draft();
    write(opening, text.text, emphases.superscript);
    text = opening;
  }

  /** Programs that make HTML of a page lose what is raised and keep its smaller size. */
  function raisedBySize(raw: string, at: Open): number {
    if (at.size === 0) return 0;
    const small = usual > 0 && at.size < usual * 0.75 && text.text !== '' && raisedText.test(raw);
    if (!small) usual = Math.max(usual, at.size);
    return small ? emphases.superscript : 0;
  }

  function characters(given: string): void {
    const at = top();
    const raw = given.replace(privateUse, '');
    if (at.hidden || raw === '') return;
    if (tables.length > 0 && tables.at(-1)?.cell === null && /^\s*$/.test(raw)) return;
    if (at.pre) {
      write(text, raw, at.emphasis, at.href);
      return;
    }
    const flat = raw.replace(/[ \t\n\r\f]+/g, ' ');
    const begins = flat.startsWith(' ');
    const ends = flat.endsWith(' ');
    const inner = flat.slice(begins ? 1 : 0, ends && flat.length > 1 ? -1 : undefined);
    raiseOpening(at);
    const emphasis = at.emphasis | raisedBySize(inner, at);
    if (text.text.length <= 7 && loneNumber.test(text.text) && /^\p{L}/u.test(inner)) pendingSpace = true;
    const fresh = text.text === '' || text.tail.endsWith('\n');
    if ((pendingSpace || begins) && !fresh && inner !== '') write(text, ' ', at.emphasis, at.href);
    if (inner === '') {
      pendingSpace ||= begins;
      return;
    }
    write(text, inner, emphasis, at.href);
    pendingSpace = ends && flat.length > 1;
  }

  function declaredFor(attributes: Readonly<Record<string, string>>): Declared {
    let on = 0;
    let off = 0;
    let align: Declared['align'];
    let hidden = false;
    let block = false;
    let size: number | undefined;
    const add = (each: Declared | undefined): void => {
      if (each === undefined) return;
      on = (on & ~each.off) | each.on;
      off = (off & ~each.on) | each.off;
      align = each.align ?? align;
      hidden ||= each.hidden === true;
      block ||= each.block === true;
      size = each.size ?? size;
    };
    if (attributes.class !== undefined && rules.size > 0)
      for (const name of attributes.class.slice(0, 500).split(/\s+/)) add(rules.get(name));
    if (attributes.style !== undefined) add(declarations(attributes.style));
    return {
      on,
      off,
      ...(align === undefined ? {} : { align }),
      ...(hidden ? { hidden: true as const } : {}),
      ...(block ? { block: true as const } : {}),
      ...(size === undefined ? {} : { size }),
    };
  }

  /** Ends what the new element cannot stand in: an item in an item, a cell in a cell, a paragraph in a paragraph. */
  function closeImplied(tag: string): void {
    const closes = closesWith[tag];
    if (closes !== undefined) {
      for (let at = stack.length - 1; at > 0; at -= 1) {
        const open = stack[at]?.tag ?? '';
        if (closes.has(open)) {
          closeTo(at);
          at = stack.length;
          if (tag === 'li' || tag === 'td' || tag === 'th' || tag === 'dd' || tag === 'dt') return;
        } else if (scopes.has(open) && !(open === 'td' && closes.has('td'))) return;
      }
    } else if (blocks.has(tag) && (openTags.get('p') ?? 0) > 0)
      for (let at = stack.length - 1; at > 0 && !scopes.has(stack[at]?.tag ?? ''); at -= 1)
        if (stack[at]?.tag === 'p') {
          closeTo(at);
          return;
        }
  }

  function listFor(tag: string, attributes: Readonly<Record<string, string>>): List | null {
    if (tag !== 'ol' && tag !== 'ul') return null;
    const outer = stack.filter((open) => open.list !== null && (open.tag === 'ol' || open.tag === 'ul')).length;
    const plain = /list-style(?:-type)?\s*:\s*none/i.test(attributes.style ?? '');
    const css =
      /list-style(?:-type)?\s*:\s*(lower-alpha|upper-alpha|lower-latin|upper-latin|lower-roman|upper-roman)/i.exec(
        attributes.style ?? '',
      )?.[1];
    const styled = css?.replace(/-(?:alpha|latin)/i, 'Letter').replace(/-roman/i, 'Roman');
    const kind = tag === 'ul' ? 'bullet' : (styled ?? listKinds[attributes.type ?? '1'] ?? 'decimal');
    return {
      numeral: plain ? null : kind,
      next: firstNumber(attributes.start) ?? 1,
      step: attributes.reversed === undefined ? 1 : -1,
      level: outer,
    };
  }

  function startItem(attributes: Readonly<Record<string, string>>): void {
    const list = [...stack].reverse().find((open) => open.list !== null)?.list;
    if (list === undefined || list === null) return;
    const given = firstNumber(attributes.value);
    if (given !== null) list.next = given;
    level = list.level;
    if (list.numeral === 'bullet') number = { printed: '•', level };
    else if (list.numeral !== null) number = { printed: `${numeral(list.next, list.numeral)}.`, level };
    list.next += list.step;
  }

  function openTable(attributes: Readonly<Record<string, string>>): void {
    const outer = tables.at(-1);
    if (outer !== undefined) outer.nested = true;
    tables.push({
      rows: [],
      cell: null,
      layout: /^(?:presentation|none)$/.test(attributes.role ?? ''),
      data: (firstNumber(attributes.border) ?? 0) > 0,
      classes: attributes.class ?? '',
      nested: false,
    });
  }

  function openCell(tag: string, attributes: Readonly<Record<string, string>>): void {
    const table = tables.at(-1);
    if (table === undefined) return;
    if (table.rows.length === 0) table.rows.push([]);
    const span = (given: string | undefined): number => Math.min(Math.max(firstNumber(given) ?? 1, 1), 1000);
    const cell: CellInMaking = {
      items: [],
      header: tag === 'th',
      columns: span(attributes.colspan),
      rows: span(attributes.rowspan),
      classes: attributes.class ?? '',
    };
    table.rows.at(-1)?.push(cell);
    table.cell = cell;
  }

  function open(tag: string, attributes: Readonly<Record<string, string>>, selfClosing: boolean): void {
    const parent = top();
    if (parent.hidden && !closesWith[tag]) {
      if (!empty.has(tag) && !selfClosing) push({ ...parent, tag, list: null, anchor: null });
      return;
    }
    if (tag === 'br') {
      if (!top().hidden) write(text, '\n', top().emphasis);
      pendingSpace = false;
      return;
    }
    const declared = declaredFor(attributes);
    const isBlock = blocks.has(tag) || (declared.block === true && tag === 'span');
    if (isBlock) {
      closeImplied(tag);
      flush();
    }
    const id = attributes.id ?? (tag === 'a' ? attributes.name : undefined);
    if (id !== undefined && id !== '' && anchors.length < 20) anchors.push(id);
    if (empty.has(tag)) return;
    const at = top();
    if (stack.length < deepest) {
      if (tag === 'table') openTable(attributes);
      if (tag === 'tr') tables.at(-1)?.rows.push([]);
      if (tag === 'td' || tag === 'th') openCell(tag, attributes);
    }
    const hidden =
      at.hidden ||
      dropped.has(tag) ||
      declared.hidden === true ||
      attributes.hidden !== undefined ||
      attributes['aria-hidden'] === 'true' ||
      attributes.role === 'navigation' ||
      changeHides(tag);
    const list = listFor(tag, attributes);
    push({
      tag,
      emphasis:
        (((at.emphasis | (faces[tag] ?? 0)) & ~declared.off) | declared.on | changeMark(tag)) &
        (isScope(tag) ? 96 : 127),
      href: tag === 'a' && attributes.href !== undefined ? attributes.href.slice(0, 2000) : at.href,
      hidden,
      pre: at.pre || tag === 'pre',
      block: isBlock,
      align: declared.align ?? alignOf(tag, attributes.align) ?? at.align,
      heading: /^h[1-6]$/.test(tag) ? Number(tag.slice(1)) : at.heading,
      main: at.main || tag === 'main' || attributes.role === 'main',
      list,
      anchor: (tag === 'li' || tag === 'aside') && id !== undefined ? id : null,
      size: declared.size ?? at.size,
      rtl: attributes.dir === undefined ? at.rtl : attributes.dir.toLowerCase() === 'rtl',
    });
    if (tag === 'li') startItem(attributes);
    if (tag === 'q') characters('“');
    if (selfClosing && tag !== 'a' && !isBlock) close(tag);
  }

  const isScope = (tag: string): boolean => tag === 'table';
  const alignOf = (tag: string, given: string | undefined): Declared['align'] => {
    const align = tag === 'center' ? 'center' : given?.toLowerCase();
    return align === 'center' || align === 'right' || align === 'left' ? align : undefined;
  };

  const isInsertion = (tag: string): boolean => tag === 'ins';
  const isDeletion = (tag: string): boolean => tag === 'del' || tag === 's' || tag === 'strike';
  function changeHides(tag: string): boolean {
    if (isInsertion(tag)) {
      seen.insertions += 1;
      return view === 'original';
    }
    if (!isDeletion(tag)) return false;
    seen.deletions += 1;
    return view === 'accepted';
  }
  const changeMark = (tag: string): number =>
    view !== 'marked' ? 0 : isInsertion(tag) ? emphases.inserted : isDeletion(tag) ? emphases.deleted : 0;

  function push(element: Open): void {
    if (stack.length >= deepest) {
      unsunk += 1;
      if (unsunk === 1) seen.repaired += 1;
      return;
    }
    stack.push(element);
    openTags.set(element.tag, (openTags.get(element.tag) ?? 0) + 1);
  }

  function close(tag: string): void {
    if (tag === 'p' && (openTags.get('p') ?? 0) === 0) flush();
    if ((openTags.get(tag) ?? 0) === 0) {
      if (tag === 'br') open('br', {}, true);
      return;
    }
    if (unsunk > 0) {
      unsunk -= 1;
      return;
    }
    for (let at = stack.length - 1; at > 0; at -= 1) {
      const name = stack[at]?.tag;
      if (name === tag) {
        closeTo(at);
        return;
      }
      // An end tag inside a cell does not end what stands around the table.
      if ((name === 'td' || name === 'th') && tag !== 'tr' && tag !== 'table' && !tag.startsWith('t')) return;
      if (name === 'table' && tag !== 'body' && tag !== 'html') return;
    }
  }

  function closeTo(at: number): void {
    while (stack.length > at) {
      const element = top();
      if (element.tag === 'q' && !element.hidden) characters('”');
      if (element.block && !element.hidden) flush();
      stack.pop();
      openTags.set(element.tag, (openTags.get(element.tag) ?? 1) - 1);
      if (element.hidden && element.tag !== 'table') continue;
      if (element.tag === 'td' || element.tag === 'th') {
        const table = tables.at(-1);
        if (table !== undefined) table.cell = null;
      } else if (element.tag === 'table') closeTable();
      else if (element.tag === 'li') {
        number = null;
        anchors = [];
        level = null;
      }
    }
  }

  function closeTable(): void {
    const table = tables.pop();
    if (table === undefined) return;
    const rows = table.rows.filter((row) => row.length > 0);
    const into = sink();
    const items = rows.flatMap((row) => row.flatMap((cell) => cell.items));
    const main = top().main;
    if (
      isDiff(
        table.classes,
        rows.map((row) => row.map((cell) => cell.classes)),
      )
    ) {
      const lines = diffLines(
        rows.map((row) =>
          row.map((cell) => ({
            header: cell.header,
            classes: cell.classes,
            text: joined(
              cell.items.flatMap(({ piece }) => (piece.kind === 'paragraph' ? [piece] : [])),
              ' ',
            ).text,
          })),
        ),
        view,
      );
      seen.insertions += lines.insertions;
      seen.deletions += lines.deletions;
      for (const piece of lines.pieces) into.push({ piece, anchors: [], main });
    } else if (isLayout(table, rows)) append(into, items);
    else if (items.length > 0) {
      const made = rows.map((row) => row.map(cellOf));
      into.push({ piece: { kind: 'table', rows: made }, anchors: items.flatMap((item) => item.anchors), main });
    }
  }

  function isLayout(table: TableInMaking, rows: readonly (readonly CellInMaking[])[]): boolean {
    if (table.layout || table.nested) return true;
    if (rows.every((row) => row.length <= 1)) return true;
    if (table.data || rows.some((row) => row.some((cell) => cell.header))) return false;
    return rows.length === 1 || rows.some((row) => row.some((cell) => cell.items.length > 4));
  }

  const cellOf = (cell: CellInMaking): RawCell => ({
    ...joined(
      cell.items.flatMap(({ piece }): RawText[] =>
        piece.kind === 'paragraph' ? [numbered(piece)] : piece.rows.flat(),
      ),
      '\n',
    ),
    ...(cell.header ? { header: true as const } : {}),
    ...(cell.columns > 1 ? { columns: cell.columns } : {}),
    ...(cell.rows > 1 ? { rows: cell.rows } : {}),
  });

  return {
    open,
    close,
    characters,
    styleText: (css: string): void => {
      style += css;
    },
    styleEnd: (): void => {
      classRules(style, rules);
      style = '';
    },
    inStyle: (): boolean => top().tag === 'style',
    finish: (): Item[] => {
      unsunk = 0;
      closeTo(1);
      flush();
      while (tables.length > 0) closeTable();
      return body;
    },
    seen,
  };
}
