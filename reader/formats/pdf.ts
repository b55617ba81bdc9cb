/** PDF -> printed lines with their places. */
import type { Finding } from '../model.ts';
import type { Extract, Line } from './block.ts';
import { readingOrder, type Stretch } from './pdfColumns.ts';
import { type Face, faceOf, type PrintedPage, plainFace, printedPage } from './pdfGlyphs.ts';
import { markMargins, type PrintedLine, type Sheet } from './pdfMargins.ts';
import { rowsOf } from './pdfRows.ts';
import { joinedMarks, textOf } from './pdfWords.ts';

/** Bounds of what is read. */
export interface PdfLimits {
  /** Largest file in bytes. */
  readonly bytes?: number;
  /** Most pages. */
  readonly pages?: number;
  /** Where the character maps of the PDF library lie (a folder or URL with a slash at the end); needed by a few old East Asian files only. */
  readonly characterMaps?: string;
}

export type PdfReading =
  | { readonly kind: 'lines'; readonly extract: Extract<Line> }
  | {
      readonly kind: 'refused';
      readonly refusal: 'encrypted' | 'no-text-layer' | 'damaged' | 'too-large';
      readonly values: Readonly<Record<string, string | number>>;
    };

const defaultBytes = 200_000_000;
const defaultPages = 5_000;
/** Glyphs of one page and letters of one file beyond which nothing is kept. */
const pageGlyphs = 200_000;
const fileLetters = 50_000_000;
/** Fewer letters a page than this are stamps on a picture, not a text. */
const lettersPerPage = 50;

const pdfLibrary = async () => {
  // With the worker's code loaded here the library runs it on this thread, in Node and in a browser alike.
  // @ts-expect-error No types are published for it.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return import('pdfjs-dist/legacy/build/pdf.mjs');
};
type Library = Awaited<ReturnType<typeof pdfLibrary>>;
type OpenDocument = Awaited<ReturnType<Library['getDocument']>['promise']>;
type OpenPage = Awaited<ReturnType<OpenDocument['getPage']>>;

const refused = (
  refusal: 'encrypted' | 'no-text-layer' | 'damaged' | 'too-large',
  values: Readonly<Record<string, string | number>> = {},
): PdfReading => ({ kind: 'refused', refusal, values });

/** The face of a font that the page has loaded, looked up once by its id. */
function faces(page: OpenPage, known: Map<string, Face>): (id: string) => Face {
  return (id) => {
    const seen = known.get(id);
    if (seen) return seen;
    if (!page.commonObjs.has(id)) return plainFace;
    const font = page.commonObjs.get(id) as { readonly name?: string; readonly fontMatrix?: readonly number[] };
    const face = faceOf(font.name ?? '', font.fontMatrix?.[0] ?? 0.001);
    known.set(id, face);
    return face;
  };
}

const shortRule = /^[_\u2500\u2014-]{4,}$/;

/** A note's rule: drawn, starting at the left edge of the text and short, close above the line and no underlining of the one before. */
function ruledAbove(stretch: Stretch, page: PrintedPage, above: number): boolean {
  return page.rules.some(
    (rule) =>
      rule.y > stretch.y + 0.5 * stretch.size &&
      rule.y < Math.min(above - 0.35 * stretch.size, stretch.y + 3.5 * stretch.size) &&
      rule.left < stretch.left + 30 &&
      rule.right - rule.left > 40 &&
      rule.right - rule.left < 0.45 * page.width,
  );
}

function lineOf(stretch: Stretch, page: number, ruled: boolean): PrintedLine {
  const parts = stretch.pieces.map((piece) => textOf(piece.glyphs, stretch.size, piece.y));
  let text = '';
  const marks: PrintedLine['marks'][number][] = [];
  const notes: PrintedLine['notes'][number][] = [];
  for (const part of parts) {
    if (text !== '' && part.text !== '') text += stretch.cells ? '\t' : ' ';
    const shift = text.length;
    marks.push(...part.marks.map((mark) => ({ ...mark, start: mark.start + shift, end: mark.end + shift })));
    notes.push(...part.notes.map((note) => ({ ...note, at: note.at + shift })));
    text += part.text;
  }
  const glyphs = stretch.pieces.flatMap((piece) => piece.glyphs.filter((glyph) => glyph.text !== ' '));
  const level = stretch.pieces.flatMap((piece) =>
    piece.glyphs.filter((glyph) => glyph.text !== ' ' && Math.abs(glyph.y - piece.y) < 0.12 * stretch.size),
  );
  return {
    text,
    marks: stretch.cells ? marks : joinedMarks(text, marks),
    notes,
    page,
    y: stretch.y,
    left: stretch.left,
    right: stretch.right,
    size: stretch.size,
    bold: level.length > 0 && level.every((glyph) => glyph.bold),
    artifact: glyphs.every((glyph) => glyph.artifact),
    ruled,
    column: stretch.column,
    role: 'body',
  };
}

/** The lines of one page. A line of underscores is a rule: it goes, and the line below it is told. */
function sheetOf(page: PrintedPage, number: number): { sheet: Sheet; regions: number } {
  const { stretches, regions } = readingOrder(rowsOf(page), page, number === 1);
  const lines: PrintedLine[] = [];
  let ruled = false;
  let above = Infinity;
  for (const stretch of stretches) {
    const line = lineOf(stretch, number, ruled || ruledAbove(stretch, page, above));
    if (line.text === '' && line.notes.length === 0) continue;
    ruled = shortRule.test(line.text.replace(/\s/g, ''));
    if (!ruled) lines.push(line);
    above = stretch.y;
  }
  return { sheet: { page: number, width: page.width, height: page.height, lines }, regions };
}

/** The most frequent value after rounding, 0 where there is none. */
function mode(values: Iterable<number>, step: number): number {
  const counts = new Map<number, number>();
  let best = 0;
  let most = 0;
  for (const value of values) {
    const key = Math.round(value / step) * step;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most || (count === most && key < best)) {
      most = count;
      best = key;
    }
  }
  return best;
}

/** Usual distance of two lines, by type size. Where few lines tell, it is taken from the size that most lines have. */
function lineDistances(sheets: readonly Sheet[]): (size: number) => number {
  const found = new Map<number, number[]>();
  for (const { lines } of sheets) {
    lines.forEach((line, at) => {
      const last = lines[at - 1];
      const distance = last ? last.y - line.y : 0;
      if (!last || last.role !== line.role || distance < 0.7 * line.size || distance > 2.6 * line.size) return;
      const key = Math.round(line.size);
      const list = found.get(key);
      if (list) list.push(distance);
      else found.set(key, [distance]);
    });
  }
  let most = 0;
  let ratio = 1.17;
  const usual = new Map<number, number>();
  for (const [size, list] of found) {
    const distance = mode(list, 0.5);
    if (list.length >= 6) usual.set(size, distance);
    if (list.length > most) {
      most = list.length;
      ratio = distance / size;
    }
  }
  return (size) => usual.get(Math.round(size)) ?? ratio * size;
}

type Column = { readonly left: number; readonly right: number };

/** Edges of the text on pages of one width: where most lines begin, and where the widest end. */
function textColumns(sheets: readonly Sheet[]): (width: number) => Column {
  const byWidth = new Map<number, { lefts: number[]; rights: number[] }>();
  for (const { width, lines } of sheets) {
    const key = Math.round(width);
    const edges = byWidth.get(key) ?? { lefts: [], rights: [] };
    byWidth.set(key, edges);
    for (const line of lines) {
      if (line.role !== 'body' || line.column || line.right - line.left < 0.4 * width) continue;
      edges.lefts.push(line.left);
      edges.rights.push(line.right);
    }
  }
  const columns = new Map<number, Column>();
  for (const [width, { lefts, rights }] of byWidth) {
    rights.sort((a, b) => a - b);
    columns.set(width, { left: mode(lefts, 2), right: rights[Math.floor(rights.length * 0.9)] ?? 0 });
  }
  return (width) => columns.get(Math.round(width)) ?? { left: 0, right: width };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Tells lines that begin where many others begin, which is an indent and no centring. */
function indents(sheets: readonly Sheet[]): (line: PrintedLine) => boolean {
  const counts = new Map<number, number>();
  for (const { lines } of sheets) {
    for (const line of lines) {
      const key = Math.round(line.left);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return (line) => {
    const key = Math.round(line.left);
    return (counts.get(key) ?? 0) + (counts.get(key - 1) ?? 0) + (counts.get(key + 1) ?? 0) >= 5;
  };
}

/** Lines with their places in the one text. */
function extractOf(sheets: readonly Sheet[], findings: readonly Finding[]): Extract<Line> {
  const distance = lineDistances(sheets);
  const columnOf = textColumns(sheets);
  const indented = indents(sheets);
  const units: Line[] = [];
  const texts: string[] = [];
  let start = 0;
  for (const { page, width, lines } of sheets) {
    const whole = columnOf(width);
    const lasts = new Map<string, PrintedLine>();
    for (const line of lines) {
      const last = lasts.get(line.role);
      const fall = last ? last.y - line.y : 0;
      const gap = last && fall >= 0 ? fall / distance(line.size) - 1 : 0;
      const column = line.column ?? whole;
      const shift = (line.left + line.right - column.left - column.right) / 2;
      const wide = line.right - line.left > 0.5 * (column.right - column.left);
      const centred =
        Math.abs(shift) < 6 &&
        line.left > column.left + 20 &&
        line.right < column.right - 20 &&
        !(wide && indented(line));
      units.push({
        text: line.text,
        marks: line.marks,
        notes: line.notes,
        place: { start, end: start + line.text.length, page },
        page,
        gap: Math.round(gap * 100) / 100,
        left: tenth(line.left),
        right: tenth(line.right),
        size: tenth(line.size),
        ...(line.bold && { bold: true as const }),
        ...(centred && { centred: true as const }),
        role: line.role,
      });
      texts.push(line.text);
      start += line.text.length + 1;
      lasts.set(line.role, line);
    }
  }
  const placed = findings.map((finding): Finding => {
    const place = units.find((line) => line.page === finding.place?.page)?.place;
    return place ? { ...finding, place } : finding;
  });
  return { units, text: texts.join('\n'), encoding: null, pages: sheets.length, findings: placed };
}

async function readPage(document: OpenDocument, number: number, ops: Library['OPS'], known: Map<string, Face>) {
  const page = await document.getPage(number);
  try {
    const list = await page.getOperatorList({ annotationMode: 0 });
    return printedPage(list, ops, faces(page, known), page.view, page.rotate, pageGlyphs);
  } finally {
    page.cleanup();
  }
}

async function readDocument(document: OpenDocument, library: Library): Promise<PdfReading> {
  const known = new Map<string, Face>();
  const sheets: Sheet[] = [];
  const findings: Finding[] = [];
  let letters = 0;
  let broken = 0;
  const read = (number: number) => readPage(document, number, library.OPS, known).catch(() => null);
  let next = read(1);
  for (let number = 1; number <= document.numPages; number++) {
    const page = await next;
    // The streams of the next page are unpacked beside the work on this one.
    if (number < document.numPages) next = read(number + 1);
    if (!page) {
      broken++;
      findings.push({ code: 'text-limited', severity: 'problem', values: { page: number, pages: document.numPages } });
    }
    const { sheet, regions } = sheetOf(page ?? { width: 612, height: 792, glyphs: [], rules: [] }, number);
    for (const line of sheet.lines) letters += line.text.length;
    sheets.push(sheet);
    if (regions > 0)
      findings.push({
        code: 'column-order',
        severity: 'note',
        place: { start: 0, end: 0, page: number },
        values: { page: number, regions },
      });
    if (letters > fileLetters) {
      findings.push({ code: 'text-limited', severity: 'problem', values: { pages: number, of: document.numPages } });
      break;
    }
  }
  if (broken === document.numPages) return refused('damaged', { pages: broken });
  if (letters < lettersPerPage * document.numPages) {
    return refused('no-text-layer', { pages: document.numPages, letters });
  }
  markMargins(sheets);
  return { kind: 'lines', extract: extractOf(sheets, findings) };
}

/** Reads a PDF. Never throws on what a file holds: what cannot be read is refused, with the reason. */
export async function readPdf(bytes: Uint8Array, limits: PdfLimits = {}): Promise<PdfReading> {
  const most = limits.bytes ?? defaultBytes;
  if (bytes.length > most) return refused('too-large', { bytes: bytes.length, limit: most });
  const library = await pdfLibrary();
  const task = library.getDocument({
    data: bytes.slice(),
    verbosity: 0,
    fontExtraProperties: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    // Pictures hold no text; not decoding them saves most of the time that scans take.
    maxImageSize: 1,
    enableXfa: false,
    ...(limits.characterMaps !== undefined && { cMapUrl: limits.characterMaps, cMapPacked: true }),
  });
  try {
    const document = await task.promise;
    const pages = limits.pages ?? defaultPages;
    if (document.numPages > pages) return refused('too-large', { pages: document.numPages, limit: pages });
    return await readDocument(document, library);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return name === 'PasswordException' ? refused('encrypted') : refused('damaged', { reason: name });
  } finally {
    await task.destroy().catch(() => undefined);
  }
}
