/** Glyphs of a page -> printed rows and the pieces they fall into at wide gaps. */
import type { Glyph, PrintedPage, Rule } from './pdfGlyphs.ts';

/** Glyphs on one baseline (raised and lowered ones included) that stand close together, from left to right. */
export interface Piece {
  readonly glyphs: readonly Glyph[];
  readonly left: number;
  readonly right: number;
  /** Baseline from which its raised and lowered marks are told. */
  readonly y: number;
  /** Size of most of its letters. */
  readonly size: number;
}

export interface Row {
  readonly y: number;
  readonly size: number;
  readonly pieces: readonly Piece[];
}

/** Glyphs that the file shows one after the other on one baseline. */
interface Strip {
  readonly glyphs: Glyph[];
  left: number;
  right: number;
  readonly y: number;
  readonly size: number;
}

interface OpenRow {
  y: number;
  size: number;
  letters: number;
  readonly strips: Strip[];
}

const isBlank = (glyph: Glyph): boolean => glyph.text === ' ';

/** Consecutive glyphs of one size on one baseline, in the order in which the file shows them. */
function stripsOf(glyphs: readonly Glyph[]): Strip[] {
  const strips: Strip[] = [];
  let strip: Strip | undefined;
  for (const glyph of glyphs) {
    const last = strip?.glyphs.at(-1);
    const near =
      strip !== undefined &&
      last !== undefined &&
      Math.abs(glyph.y - last.y) < 0.06 * glyph.size &&
      Math.abs(glyph.size - last.size) < 0.5 &&
      glyph.x - last.end < glyph.size &&
      glyph.x - last.end > -0.3 * glyph.size;
    if (strip && near) {
      strip.glyphs.push(glyph);
      strip.left = Math.min(strip.left, glyph.x);
      strip.right = Math.max(strip.right, glyph.end);
    } else {
      strip = { glyphs: [glyph], left: glyph.x, right: glyph.end, y: glyph.y, size: glyph.size };
      strips.push(strip);
    }
  }
  return strips.filter((item) => item.glyphs.some((glyph) => !isBlank(glyph)));
}

/** Whether a strip off the baseline is a mark set beside the letters of the row: `Conference¹`, `CO₂`. */
function besideRow(strip: Strip, row: OpenRow): boolean {
  const offset = strip.y - row.y;
  if (offset > 0.78 * row.size || offset < -0.4 * row.size) return false;
  const letters = strip.glyphs.filter((glyph) => !isBlank(glyph)).map((glyph) => glyph.text);
  if (letters.length > 6) return false;
  const small = strip.size <= 0.85 * row.size;
  // Some files raise the mark of a note without making it smaller.
  if (!small && (offset < 0.3 * row.size || !/^(?:\d{1,3}|\*{1,3})$/.test(letters.join('')))) return false;
  return row.strips.some((other) => {
    if (other === strip || other.size < strip.size || Math.abs(other.y - row.y) > 0.1 * row.size) return false;
    const after = strip.left - other.right;
    const before = other.left - strip.right;
    if (after > -0.5 * row.size && after < 0.6 * row.size) return true;
    if (before > -0.5 * row.size && before < 2.6 * row.size) return true;
    if (after > 0 || before > 0) return false;
    // It stands in a gap of a longer strip.
    const middle = (strip.left + strip.right) / 2;
    return !other.glyphs.some((glyph) => !isBlank(glyph) && glyph.x < middle && glyph.end > middle);
  });
}

/** Rows by baseline. Big letters open rows, so that raised marks find the row they belong to. */
function openRows(strips: readonly Strip[]): OpenRow[] {
  const band = 8;
  const bands = new Map<number, OpenRow[]>();
  const rows: OpenRow[] = [];
  const bySize = [...strips].sort((a, b) => b.size - a.size);
  for (const strip of bySize) {
    const home = Math.floor(strip.y / band);
    let best: OpenRow | undefined;
    let distance = Infinity;
    for (let at = home - 3; at <= home + 3; at++) {
      for (const row of bands.get(at) ?? []) {
        const offset = Math.abs(strip.y - row.y);
        if (offset < distance && (offset <= 0.25 * Math.min(strip.size, row.size) || besideRow(strip, row))) {
          best = row;
          distance = offset;
        }
      }
    }
    const weight = strip.glyphs.length;
    if (best) {
      best.strips.push(strip);
      if (strip.size >= 0.85 * best.size || Math.abs(strip.y - best.y) < 0.05 * best.size) best.letters += weight;
      continue;
    }
    const row: OpenRow = { y: strip.y, size: strip.size, letters: weight, strips: [strip] };
    rows.push(row);
    const list = bands.get(home);
    if (list) list.push(row);
    else bands.set(home, [row]);
  }
  return rows;
}

/** Size of most letters, leaders of full stops left aside where there is anything else. */
export function mainSize(glyphs: readonly Glyph[]): number {
  return sizeOf(glyphs.filter((glyph) => glyph.text !== '.')) || sizeOf(glyphs);
}

function sizeOf(glyphs: readonly Glyph[]): number {
  const counts = new Map<number, number>();
  let best = 0;
  let most = 0;
  for (const glyph of glyphs) {
    if (isBlank(glyph)) continue;
    const size = Math.round(glyph.size * 10) / 10;
    const count = (counts.get(size) ?? 0) + 1;
    counts.set(size, count);
    if (count > most) {
      most = count;
      best = size;
    }
  }
  return best;
}

/** The glyph among the last few that is the same letter on nearly the same spot. */
function twinOf(glyph: Glyph, kept: readonly Glyph[]): Glyph | undefined {
  for (let at = kept.length - 1; at >= Math.max(0, kept.length - 6); at--) {
    const other = kept[at] as Glyph;
    if (
      other.text === glyph.text &&
      Math.abs(other.x - glyph.x) < 0.3 * Math.max(1, glyph.end - glyph.x) &&
      Math.abs(other.y - glyph.y) < 0.2 * glyph.size
    ) {
      return other;
    }
  }
  return undefined;
}

/** The same letter printed twice on nearly the same spot is a way to make it bold. */
function withoutDoubles(glyphs: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of glyphs) {
    const twin = twinOf(glyph, kept);
    if (!twin) kept.push(glyph);
    else if (!isBlank(glyph)) twin.bold = true;
  }
  return kept;
}

/** Letters over a rule that is hardly longer than a word or two and hangs close under the baseline are underlined. */
function markUnderlined(glyphs: readonly Glyph[], rules: readonly Rule[]): void {
  if (rules.length === 0) return;
  const left = (glyphs[0]?.x ?? 0) - 6;
  const right = (glyphs.at(-1)?.end ?? 0) + 6;
  for (const glyph of glyphs) {
    const middle = (glyph.x + glyph.end) / 2;
    glyph.underlined = rules.some(
      (rule) =>
        rule.left > left &&
        rule.right < right &&
        rule.left <= middle &&
        rule.right >= middle &&
        rule.y < glyph.y + 0.02 * glyph.size &&
        rule.y > glyph.y - 0.3 * glyph.size,
    );
  }
}

function piecesOf(glyphs: readonly Glyph[], y: number, size: number): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let reach = -Infinity;
  let before = 0;
  const close = (end: number): void => {
    const part = glyphs.slice(start, end);
    while (part.length > 0 && part[0]?.text === ' ') part.shift();
    while (part.length > 0 && part.at(-1)?.text === ' ') part.pop();
    const first = part[0];
    if (!first) return;
    let right = first.end;
    for (const glyph of part) right = Math.max(right, glyph.end);
    const own = mainSize(part);
    // A few small glyphs may be a mark that belongs to the next piece; anything else has a baseline of its own.
    const apart = own >= 0.85 * size || part.length > 6;
    const base = apart ? part.find((glyph) => Math.abs(glyph.size - own) < 0.5)?.y : undefined;
    pieces.push({ glyphs: part, left: first.x, right, y: base ?? y, size: own });
  };
  glyphs.forEach((glyph, at) => {
    if (isBlank(glyph)) return;
    const small = Math.min(glyph.size, before || glyph.size);
    const unlike = Math.max(glyph.size, before) > 1.4 * small;
    if (at > start && glyph.x - reach > (unlike ? 1.1 : 1.8) * small) {
      close(at);
      start = at;
    }
    reach = Math.max(reach, glyph.end);
    before = glyph.size;
  });
  close(glyphs.length);
  return pieces;
}

/** The rows of a page from top to bottom. */
export function rowsOf(page: PrintedPage): Row[] {
  const rows = openRows(stripsOf(page.glyphs));
  const rules = new Map<number, Rule[]>();
  for (const rule of page.rules) {
    const key = Math.round(rule.y / 10);
    const list = rules.get(key);
    if (list) list.push(rule);
    else rules.set(key, [rule]);
  }
  return rows
    .sort((a, b) => b.y - a.y)
    .map((row) => {
      const sorted = row.strips.flatMap((strip) => strip.glyphs).sort((a, b) => a.x - b.x);
      const glyphs = withoutDoubles(sorted);
      const key = Math.round(row.y / 10);
      markUnderlined(glyphs, [...(rules.get(key) ?? []), ...(rules.get(key - 1) ?? []), ...(rules.get(key + 1) ?? [])]);
      const size = mainSize(glyphs);
      return { y: row.y, size, pieces: piecesOf(glyphs, row.y, size) };
    })
    .filter((row) => row.pieces.length > 0);
}
