import { listing } from '../reader/listing.ts';
import type { Mark, Node, Note, Prose, Resolution, Table } from '../reader/model.ts';
import { plain } from '../reader/model.ts';
import { printedNumber } from '../reader/write/text.ts';

export type Style =
  | 'symbol'
  | 'entry'
  | 'title'
  | 'formula'
  | 'heading'
  | 'preambular'
  | 'operative'
  | 'annex'
  | 'table'
  | 'closing'
  | 'note';

/** How a line is set: its style, and how deep it stands below other paragraphs. */
export interface Setting {
  readonly style: Style;
  readonly depth: number;
}

/** Where a note is called. The first call carries the note; another call of it is its mark alone, as is one without a note. */
export interface Call {
  readonly at: number;
  readonly marker: string;
  readonly note: Note | null;
}

/** A cell's room in its row. `cell` is its index, or `null` where a cell above reaches down to here. */
export interface Place {
  readonly cell: number | null;
  readonly columns: number;
  readonly reachesDown: boolean;
  readonly header: boolean;
}

export interface Row {
  /** Address of the table. */
  readonly table: string;
  readonly cells: readonly Line[];
  readonly places: readonly Place[];
}

/** One line of a resolution as it is printed. */
export interface Line {
  readonly part: 'head' | 'body' | 'close';
  /** In the body its address; else what it is, as its title. */
  readonly key: string;
  readonly setting: Setting;
  /** The number with the tab behind it, or nothing. */
  readonly number: string;
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly calls: readonly Call[];
  readonly row?: Row;
}

/** Where each paragraph of a body stands, by its address. */
function* settings(nodes: readonly Node[], depth: number): Generator<[id: string, Setting]> {
  for (const node of nodes) {
    if (node.kind === 'table') continue;
    const style = node.kind === 'paragraph' ? node.part : node.kind === 'formula' ? 'formula' : 'heading';
    const setting: Setting = { style, depth: node.kind === 'paragraph' ? depth : 0 };
    yield [node.id, setting];
    if (node.kind === 'section') yield [`${node.id}.title`, setting];
    if ('children' in node) yield* settings(node.children, node.kind === 'paragraph' ? depth + 1 : 0);
  }
}

/** The places of each row of a table, with those that are taken from above. */
function placesOf(table: Table): Place[][] {
  let above: (Place & { readonly left: number })[] = [];
  return table.rows.map((row) => {
    const open = above.filter(({ left }) => left > 0);
    const places: typeof above = [];
    let column = 0;
    const reach = (): void => {
      for (let next = open.at(0); next !== undefined && startOf(above, next) <= column; next = open.at(0)) {
        open.shift();
        places.push({ ...next, cell: null, left: next.left - 1 });
        column += next.columns;
      }
    };
    for (const [cell, { columns = 1, rows = 1, header = false }] of row.entries()) {
      reach();
      places.push({ cell, columns, header, reachesDown: rows > 1, left: rows - 1 });
      column += columns;
    }
    reach();
    above = places;
    return places;
  });
}

/** The column in which a place begins. */
function startOf(places: readonly Place[], of: Place): number {
  let column = 0;
  for (const place of places) {
    if (place === of) return column;
    column += place.columns;
  }
  return column;
}

/** Tables by the addresses of their rows. */
function rowsIn(nodes: readonly Node[], found = new Map<string, Omit<Row, 'cells'>>()): typeof found {
  for (const node of nodes) {
    if (node.kind === 'table')
      for (const [index, places] of placesOf(node).entries())
        found.set(`${node.id}.r${index + 1}`, { table: node.id, places });
    else if ('children' in node) rowsIn(node.children, found);
  }
  return found;
}

type LineOf = (key: string, setting: Setting, prose: Prose, number?: string | null) => Line;

/**
 * The lines of a resolution in order: its head, its body, and its close before the annexes. Notes that nothing calls stand as
 * lines at the end.
 */
export function printed(resolution: Resolution): Line[] {
  const uncalled = new Map(resolution.notes.map((note) => [note.id, note]));
  const lineIn =
    (part: Line['part']): LineOf =>
    (key, setting, prose, number = null) => ({
      part,
      key,
      setting,
      number: number === null ? '' : `${printedNumber(number)}\t`,
      text: prose.text,
      marks: prose.marks,
      calls: prose.notes.map(({ at, marker, note: id }) => {
        const note = uncalled.get(id ?? '') ?? null;
        uncalled.delete(id ?? '');
        return { at, marker, note };
      }),
    });
  const [inHead, inBody, inClose] = [lineIn('head'), lineIn('body'), lineIn('close')];
  const { body } = resolution;
  const annexes = body.findIndex(({ kind }) => kind === 'annex');
  const [own, annexed] = annexes < 0 ? [body, []] : [body.slice(0, annexes), body.slice(annexes)];
  return [
    ...headOf(resolution, inHead),
    ...paragraphsOf(own, inBody),
    ...resolution.closing.map((entry) => inClose(entry.role, { style: 'closing', depth: 0 }, entry)),
    ...paragraphsOf(annexed, inBody),
    // What nothing has called by now.
    ...[...uncalled.values()].map((note) => inClose('note', { style: 'note', depth: 0 }, note, note.marker)),
  ];
}

/** Symbol and title, where no line says them, and the lines before the text. */
function headOf({ symbol, title, entries }: Resolution, line: LineOf): Line[] {
  const missing = (style: 'symbol' | 'title', text: string | null): Line[] =>
    text === null || entries.some(({ role }) => role === style) ? [] : [line(style, { style, depth: 0 }, plain(text))];
  const lines = entries.map((entry) =>
    line(entry.role, { style: entry.role === 'title' ? 'title' : 'entry', depth: 0 }, entry),
  );
  return [...missing('symbol', symbol), ...missing('title', title), ...lines];
}

function paragraphsOf(nodes: readonly Node[], line: LineOf): Line[] {
  const setAs = new Map(settings(nodes, 0));
  const rows = rowsIn(nodes);
  const inTable: Setting = { style: 'table', depth: 0 };
  return [...listing(nodes)].map(({ id, number, text, proses }) => {
    const row = rows.get(id);
    if (row === undefined)
      return line(id, setAs.get(id) ?? { style: 'heading', depth: 0 }, proses[0] ?? plain(text), number);
    const cells = proses.map((prose, index) => line(`${id}.${index}`, inTable, prose));
    return { ...line(id, inTable, plain(text)), row: { ...row, cells } };
  });
}
