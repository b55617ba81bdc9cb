/** Glyphs of one printed line -> its text in logical order, with emphasis and the marks of notes beside it. */
import type { Emphasis, Mark } from '../model.ts';
import type { MarkAt, RawText } from './block.ts';
import type { Glyph } from './pdfGlyphs.ts';

interface Atom {
  readonly text: string;
  readonly glyph: Glyph;
  readonly shift: 'raised' | 'lowered' | null;
}

const rightToLeft = /[\u0590-\u08ff]/;
const mirrors: Readonly<Record<string, string>> = { '(': ')', ')': '(', '[': ']', ']': '[', '«': '»', '»': '«' };

/** Whether most letters run from right to left. */
export function runsLeft(glyphs: readonly Glyph[]): boolean {
  let balance = 0;
  for (const { text } of glyphs) {
    if (rightToLeft.test(text)) balance++;
    else if (/\p{L}/u.test(text)) balance--;
  }
  return balance > 0;
}

/**
 * Left-to-right order as seen -> logical order of a right-to-left line: the whole turned round, and inside it
 * numbers and stretches of Latin turned back.
 */
export function logicalOrder<Item>(items: readonly Item[], letters: (item: Item) => string): Item[] {
  const out: Item[] = [];
  const forward = (item: Item | undefined): boolean =>
    item !== undefined && !rightToLeft.test(letters(item)) && /[\p{L}]/u.test(letters(item));
  const digit = (item: Item | undefined): boolean => item !== undefined && /\p{Nd}/u.test(letters(item));
  let at = items.length - 1;
  while (at >= 0) {
    const item = items[at] as Item;
    if (!forward(item) && !digit(item)) {
      out.push(item);
      at--;
      continue;
    }
    // Goes left over the stretch; blanks and points inside it belong to it, those at its ends do not.
    let from = at;
    let latin = forward(item);
    for (let next = at - 1; next >= 0; next--) {
      const here = items[next] as Item;
      if (forward(here)) latin = true;
      if (forward(here) || digit(here)) {
        const blank = items.slice(next + 1, from).some((between) => /\s/.test(letters(between)));
        if (blank && !latin && !forward(here)) break;
        from = next;
      } else if (rightToLeft.test(letters(here)) || from - next > 3) break;
    }
    for (let back = from; back <= at; back++) out.push(items[back] as Item);
    at = from - 1;
  }
  return out;
}

/** Narrowest gap that is a blank, as a part of the size, over the usual distance of the letters of that stretch. */
const blankGap = 0.16;

/** How far apart the letters of words are set, as a part of the size: near 0 but in spaced-out titles and badly justified lines. */
function tracking(glyphs: readonly Glyph[]): number {
  const gaps: number[] = [];
  let digits = true;
  glyphs.forEach((glyph, at) => {
    const last = glyphs[at - 1];
    if (!/^\p{N}$/u.test(glyph.text)) digits = false;
    if (last && /[\p{L}\p{N}]/u.test(last.text) && /[\p{L}\p{N}]/u.test(glyph.text))
      gaps.push((glyph.x - last.end) / Math.max(1, glyph.size));
  });
  if (digits || gaps.length < 3) return 0;
  gaps.sort((a, b) => a - b);
  const low = gaps[0] ?? 0;
  if (gaps.length < 5) return (gaps.at(-1) ?? 0) - low < 0.08 ? Math.min(0.35, Math.max(0, low)) : 0;
  return Math.min(0.35, Math.max(0, gaps[Math.floor(gaps.length * 0.3)] ?? 0));
}

function atomsOf(glyphs: readonly Glyph[], size: number, y: number): Atom[] {
  const atoms: Atom[] = [];
  const apart = tracking(glyphs);
  let last: Glyph | undefined;
  let blank: Glyph | undefined;
  for (const glyph of glyphs) {
    if (glyph.text === ' ') {
      blank ??= glyph;
      continue;
    }
    if (last) {
      const wide = Math.max(glyph.size, last.size);
      const gap = (glyph.x - last.end) / wide - apart;
      if (gap > blankGap || (blank && gap > 0.04)) {
        atoms.push({ text: ' ', glyph: blank ?? last, shift: null });
      }
    }
    blank = undefined;
    last = glyph;
    const rise = glyph.y - y;
    const small = glyph.size < 0.82 * size;
    // Only figures and stars are raised without being smaller; other letters off the line are a scanner's slips.
    const raised = rise > (small ? 0.12 : 0.3) * size && (small || /[\d*]/.test(glyph.text));
    const shift = raised ? 'raised' : small && rise < -0.06 * size ? 'lowered' : null;
    atoms.push({ text: glyph.text, glyph, shift });
  }
  return atoms;
}

const severalMarks = /^(?:\d{1,3}\/?|[*†‡§]{1,4})(?:\s?[,–-]?\s?(?:\d{1,3}\/?|[*†‡§]{1,4}))*$/;

/** Marks that stand in one raised stretch, or `null` where it is a power, a unit or an ordinal ending. */
function noteMarkers(raised: string, before: string): string[] | null {
  const bare = raised.replace(/^[\s,]+|[\s,]+$/g, '');
  if (/^[a-z]\/?$/.test(bare) && !/\d$/.test(before)) return [bare.replace('/', '')];
  if (bare.length > 24 || !severalMarks.test(bare)) return null;
  if (/^\d/.test(bare) && /(?:^|[\s\d(/])(?:[kcm]?m|CO|10)$/.test(before)) return null;
  return [...bare.matchAll(/\d+|[*†‡§]+/g)].map(([mark]) => mark);
}

/** Marks of one kind with nothing but blanks between them are one mark. */
export function joinedMarks(text: string, marks: readonly Mark[]): Mark[] {
  const out: Mark[] = [];
  const open = new Map<string, number>();
  for (const mark of [...marks].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const at = open.get(mark.kind);
    const last = at === undefined ? undefined : out[at];
    if (at !== undefined && last && text.slice(last.end, mark.start).trim() === '') {
      out[at] = { ...last, end: Math.max(last.end, mark.end) };
    } else {
      open.set(mark.kind, out.length);
      out.push(mark);
    }
  }
  return out;
}

class Writer {
  text = '';
  readonly marks: Mark[] = [];
  readonly notes: MarkAt[] = [];
  readonly open = new Map<Emphasis, number>();

  blank(): void {
    if (this.text !== '' && !this.text.endsWith(' ')) this.text += ' ';
  }

  put(atom: Atom): void {
    if (atom.text === ' ') this.blank();
    else {
      this.style(kindsOf(atom));
      this.text += atom.text;
    }
  }

  style(kinds: ReadonlySet<Emphasis>): void {
    for (const [kind, start] of [...this.open]) {
      if (kinds.has(kind)) continue;
      this.close(kind, start);
    }
    for (const kind of kinds) if (!this.open.has(kind)) this.open.set(kind, this.text.length);
  }

  close(kind: Emphasis, start: number): void {
    this.open.delete(kind);
    const end = this.text.trimEnd().length;
    if (end > start) this.marks.push({ kind, start, end });
  }

  finish(): RawText {
    this.style(new Set());
    const text = this.text.trimEnd();
    return {
      text,
      marks: this.marks.sort((a, b) => a.start - b.start || a.end - b.end),
      notes: this.notes.map((note) => ({ ...note, at: Math.min(note.at, text.length) })),
    };
  }
}

function kindsOf(atom: Atom): ReadonlySet<Emphasis> {
  const kinds = new Set<Emphasis>();
  if (atom.glyph.bold) kinds.add('bold');
  if (atom.glyph.italic) kinds.add('italic');
  if (atom.glyph.underlined) kinds.add('underline');
  if (atom.shift === 'raised') kinds.add('superscript');
  if (atom.shift === 'lowered') kinds.add('subscript');
  return kinds;
}

/** End of the stretch of raised atoms that begins at `from`; blanks between raised ones are part of it. */
function raisedEnd(atoms: readonly Atom[], from: number): number {
  let end = from;
  for (let at = from; at < atoms.length; at++) {
    const atom = atoms[at] as Atom;
    if (atom.shift === 'raised') end = at + 1;
    else if (atom.text !== ' ') break;
  }
  return end;
}

/** The atoms in logical order, brackets turned round as well where the line runs from right to left. */
function ordered(atoms: readonly Atom[], left: boolean): Atom[] {
  if (!left) return [...atoms];
  const logical = logicalOrder(atoms, (atom) => atom.text);
  let depth = 0;
  let wrong = 0;
  for (const { text } of logical) {
    if (/[([«]/.test(text)) depth++;
    else if (/[)\]»]/.test(text)) {
      if (depth > 0) depth--;
      else wrong++;
    }
  }
  return wrong > 0 && depth > 0 ? logical.map((atom) => ({ ...atom, text: mirrors[atom.text] ?? atom.text })) : logical;
}

/** Text of a stretch of glyphs, sorted from left to right. `size` and `y` are those of the line they stand in. */
export function textOf(glyphs: readonly Glyph[], size: number, y: number): RawText {
  const atoms = ordered(atomsOf(glyphs, size, y), runsLeft(glyphs));
  const writer = new Writer();
  for (let at = 0; at < atoms.length; ) {
    const atom = atoms[at] as Atom;
    if (atom.shift === 'raised') {
      const end = raisedEnd(atoms, at);
      const raised = atoms
        .slice(at, end)
        .map((part) => part.text)
        .join('');
      const markers = noteMarkers(raised, writer.text);
      if (markers) {
        for (const marker of markers) writer.notes.push({ at: writer.text.trimEnd().length, marker });
      } else for (const part of atoms.slice(at, end)) writer.put(part);
      at = end;
    } else {
      writer.put(atom);
      at++;
    }
  }
  return writer.finish();
}
