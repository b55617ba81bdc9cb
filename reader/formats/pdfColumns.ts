/** Rows of a page -> stretches of text in reading order: the two sides of a cover, columns, rows of tables. */
import type { PrintedPage } from './pdfGlyphs.ts';
import type { Piece, Row } from './pdfRows.ts';

/** What will be one line: pieces that are read together. */
export interface Stretch {
  readonly pieces: readonly Piece[];
  readonly y: number;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  /** The pieces are cells of a table row. */
  readonly cells: boolean;
  /** Edges of the column that it stands in, `null` where it runs over the page. */
  readonly column: Column | null;
}

export interface Column {
  readonly left: number;
  readonly right: number;
}

export interface Ordered {
  readonly stretches: readonly Stretch[];
  /** Number of regions that were read column by column. */
  readonly regions: number;
}

interface Region {
  readonly from: number;
  readonly to: number;
  readonly gutter: number;
}

const stretch = (pieces: readonly Piece[], y: number, size: number, cells: boolean, column: Column | null): Stretch => {
  let right = -Infinity;
  for (const piece of pieces) right = Math.max(right, piece.right);
  return { pieces, y, size, left: pieces[0]?.left ?? 0, right, cells, column };
};

const letters = (piece: Piece): string => piece.glyphs.map((glyph) => glyph.text).join('');

/** A number, letter or bullet that stands before an indented paragraph. */
const isLabel = (piece: Piece): boolean =>
  piece.glyphs.length <= 9 &&
  /^[[(]*(?:[\p{L}\p{N}]{1,4}(?:[.)-][\p{L}\p{N}]{0,3})*[.)\]/:]*|[•·▪■○●–—-])$/u.test(
    letters(piece).replace(/ /g, ''),
  );

/** Rows from `from` up to the first one that has a piece over `gutter`. */
function clearRun(rows: readonly Row[], from: number, gutter: number): number {
  let at = from;
  while (at < rows.length && !rows[at]?.pieces.some((piece) => piece.left < gutter + 3 && piece.right > gutter - 3))
    at++;
  return at;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Whether the rows hold prose on both sides: enough lines that fill their side and stand beside each other. */
function proseOnBothSides(rows: readonly Row[], gutter: number, left: number, right: number): boolean {
  const pieces = rows.flatMap((row) => row.pieces);
  const sides = [
    pieces.filter((piece) => piece.right <= gutter),
    pieces.filter((piece) => piece.left >= gutter),
  ] as const;
  const widths = [gutter - left, right - gutter] as const;
  for (const side of [0, 1] as const) {
    if (sides[side].length < 6) return false;
    if (median(sides[side].map((piece) => piece.right - piece.left)) < 0.62 * widths[side]) return false;
  }
  const spans = sides.map((side) => [side.at(-1)?.y ?? 0, side[0]?.y ?? 0] as const);
  const shared = Math.min(spans[0]?.[1] ?? 0, spans[1]?.[1] ?? 0) - Math.max(spans[0]?.[0] ?? 0, spans[1]?.[0] ?? 0);
  const shorter = Math.min(...spans.map(([low, high]) => high - low));
  return shared > 0.5 * shorter;
}

/** The largest run of rows with a free gutter and prose on both sides of it. */
function columnRegion(rows: readonly Row[], page: PrintedPage): Region | null {
  if (rows.length < 6) return null;
  let left = Infinity;
  let right = -Infinity;
  for (const row of rows) {
    left = Math.min(left, row.pieces[0]?.left ?? left);
    right = Math.max(right, row.pieces.at(-1)?.right ?? right);
  }
  const width = right - left;
  let best: Region | null = null;
  for (let gutter = left + 0.35 * width; gutter <= left + 0.65 * width; gutter += 3) {
    for (let from = 0; from < rows.length; ) {
      const to = clearRun(rows, from, gutter);
      if (to - from >= 6 && (best === null || to - from > best.to - best.from)) {
        const inside = rows.slice(from, to);
        const ruled = page.rules.filter(
          (rule) =>
            rule.left < gutter - 20 &&
            rule.right > gutter + 20 &&
            rule.y < (inside[0]?.y ?? 0) &&
            rule.y > (inside.at(-1)?.y ?? 0),
        ).length;
        if (ruled < 3 && proseOnBothSides(inside, gutter, left, right)) best = { from, to, gutter };
      }
      from = to + 1;
    }
  }
  return best;
}

/** Starts of cells that at least three neighbouring rows share; `true` for the rows that are rows of a table. */
function tableRows(rows: readonly Row[]): boolean[] {
  const starts = rows.map((row) => {
    const cells = row.pieces.slice(isLabel(row.pieces[0] as Piece) && row.pieces.length === 2 ? 2 : 1);
    return cells.map((piece) => [piece.left, piece.right, (piece.left + piece.right) / 2] as const);
  });
  const shares = (a: number, b: number): boolean =>
    (starts[a] ?? []).some((one) =>
      (starts[b] ?? []).some(
        (other) =>
          Math.abs(one[0] - other[0]) < 3 || Math.abs(one[1] - other[1]) < 3 || Math.abs(one[2] - other[2]) < 3,
      ),
    );
  const near = (at: number): number[] => {
    const found: number[] = [];
    for (const step of [-1, 1]) {
      for (let other = at + step, seen = 0; seen < 4 && other >= 0 && other < rows.length; other += step, seen++) {
        if ((starts[other] ?? []).length > 0 && shares(at, other)) found.push(other);
      }
    }
    return found;
  };
  return rows.map((_, at) => (starts[at] ?? []).length > 0 && near(at).length >= 2);
}

/** A row that is neither table nor column: its pieces, parted where the gap is wider than any space in a line. */
function loose(row: Row, column: Column | null): Stretch[] {
  const out: Stretch[] = [];
  let open: Piece[] = [];
  for (const piece of row.pieces) {
    const last = open.at(-1);
    const labelled =
      open.length === 1 && last !== undefined && isLabel(last) && piece.left - last.right < 6 * last.size;
    const unlike = last !== undefined && Math.max(last.size, piece.size) > 1.4 * Math.min(last.size, piece.size);
    if (last && !labelled && piece.left - last.right > (unlike ? 1 : 4) * Math.min(last.size, piece.size)) {
      out.push(stretch(open, row.y, row.size, false, column));
      open = [];
    }
    open.push(piece);
  }
  if (open.length > 0) out.push(stretch(open, row.y, row.size, false, column));
  return out;
}

function inOrder(rows: readonly Row[], column: Column | null): Stretch[] {
  const table = tableRows(rows);
  return rows.flatMap((row, at) =>
    table[at] ? [stretch(row.pieces, row.y, row.size, true, column)] : loose(row, column),
  );
}

/** The part of each row on one side of the gutter. */
const side = (rows: readonly Row[], belongs: (piece: Piece) => boolean): Row[] =>
  rows.flatMap((row) => {
    const pieces = row.pieces.filter(belongs);
    const size = pieces.length > 0 ? Math.max(...pieces.map((piece) => piece.size)) : row.size;
    return pieces.length > 0 ? [{ ...row, size, pieces }] : [];
  });

function edges(rows: readonly Row[]): Column {
  const pieces = rows.flatMap((row) => row.pieces);
  return {
    left: Math.min(...pieces.map((piece) => piece.left)),
    right: Math.max(...pieces.map((piece) => piece.right)),
  };
}

/** A part of a cover that stands in two sides: its rows, and where the sides part. */
interface Sides {
  readonly from: number;
  readonly to: number;
  readonly middle: number;
}

/** The longest run of rows from `from` on that leaves the same height free, with at least two rows on its right side. */
function sidesFrom(rows: readonly Row[], from: number, page: PrintedPage): Sides | null {
  let best: Sides | null = null;
  for (let hundredth = 48; hundredth <= 64; hundredth++) {
    const middle = (hundredth / 100) * page.width;
    const clear = clearRun(rows, from, middle);
    let right = 0;
    let last = from;
    for (let at = from; at < clear; at++) {
      if (!rows[at]?.pieces.some((piece) => piece.left > middle)) continue;
      right++;
      last = at;
    }
    const high = (rows[last]?.y ?? 0) > 0.5 * page.height;
    if (right >= 2 && high && last + 1 > (best?.to ?? from)) best = { from, to: last + 1, middle };
  }
  return best;
}

/**
 * The two sides of a cover: organ, session and agenda item on the left, distribution, date and language on the right.
 * They end at the first row that runs over the middle of the page. A joint document has two such parts, one below the other.
 */
function coverOf(rows: readonly Row[], page: PrintedPage): Sides[] {
  const parts: Sides[] = [];
  for (let from = 0; from < rows.length; ) {
    const part = sidesFrom(rows, from, page);
    if (!part) break;
    parts.push(part);
    from = part.to;
  }
  return parts;
}

function body(rows: readonly Row[], page: PrintedPage, depth: number): { stretches: Stretch[]; regions: number } {
  const region = depth < 6 ? columnRegion(rows, page) : null;
  if (!region) return { stretches: inOrder(rows, null), regions: 0 };
  const inside = rows.slice(region.from, region.to);
  const leftRows = side(inside, (piece) => piece.right <= region.gutter);
  const rightRows = side(inside, (piece) => piece.left >= region.gutter);
  const before = body(rows.slice(0, region.from), page, depth + 1);
  const after = body(rows.slice(region.to), page, depth + 1);
  return {
    stretches: [
      ...before.stretches,
      ...inOrder(leftRows, edges(leftRows)),
      ...inOrder(rightRows, edges(rightRows)),
      ...after.stretches,
    ],
    regions: before.regions + 1 + after.regions,
  };
}

/** The rows of a page in the order in which they are read. */
export function readingOrder(rows: readonly Row[], page: PrintedPage, first: boolean): Ordered {
  const cover = first ? coverOf(rows, page) : [];
  const sides = cover.flatMap(({ from, to, middle }) => {
    const part = rows.slice(from, to);
    return [
      ...side(part, (piece) => piece.left <= middle).flatMap((row) => loose(row, null)),
      ...side(part, (piece) => piece.left > middle).flatMap((row) => loose(row, null)),
    ];
  });
  const rest = body(rows.slice(cover.at(-1)?.to ?? 0), page, 0);
  return { stretches: [...sides, ...rest.stretches], regions: rest.regions };
}
