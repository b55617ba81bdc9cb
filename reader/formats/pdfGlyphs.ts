/**
 * The content stream of one page as glyphs with their places, and the horizontal rules drawn on it.
 * Coordinates are points, x to the right and y upwards, after the page has been turned so that most of its text reads level.
 */

/** A typeface as far as its name tells. */
export interface Face {
  readonly bold: boolean;
  readonly italic: boolean;
  /** Draws bars, not letters. */
  readonly bars: boolean;
  /** Width units of the font: 0.001 except for Type 3 fonts. */
  readonly unit: number;
}

export interface Glyph {
  readonly text: string;
  /** Start, and end without the spacing that the file adds to each letter. */
  readonly x: number;
  readonly end: number;
  /** Baseline. */
  readonly y: number;
  readonly size: number;
  bold: boolean;
  readonly italic: boolean;
  /** The file itself calls it no part of the text: running heads and feet, rules. */
  readonly artifact: boolean;
  /** A rule runs under it. */
  underlined: boolean;
}

export interface Rule {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

export interface PrintedPage {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly Rule[];
}

/** The numbers that pdf.js gives to the operators that place text. */
export interface Operators {
  readonly [name: string]: number;
}

type Matrix = readonly [number, number, number, number, number, number];

interface GraphicsState {
  ctm: Matrix;
  face: Face;
  size: number;
  letterSpacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
  rise: number;
}

/** What pdf.js hands over for each letter of a `showText`. */
interface ShownGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
}

interface Placed extends Glyph {
  readonly turn: 0 | 1 | 2 | 3;
  readonly far: number;
}

const plainFace: Face = { bold: false, italic: false, bars: false, unit: 0.001 };

/** What a font's PostScript name tells, for example `ABCDEF+TimesNewRomanPS-BoldItalicMT`. */
export function faceOf(name: string, unit: number): Face {
  return {
    bold: /bold|black|heavy|demi(?!light)/i.test(name),
    italic: /italic|oblique|slanted|-it\b/i.test(name),
    bars: /barcode|bar ?code|3 ?of ?9|code ?39|free3of9|c39/i.test(name),
    unit,
  };
}

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2],
  m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2],
  m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4],
  m[4] * n[1] + m[5] * n[3] + n[5],
];

const identity: Matrix = [1, 0, 0, 1, 0, 0];

const matrixOf = (values: unknown): Matrix => {
  const list = values as ArrayLike<number> | null;
  if (!list || list.length < 6) return identity;
  return [list[0] ?? 1, list[1] ?? 0, list[2] ?? 0, list[3] ?? 1, list[4] ?? 0, list[5] ?? 0];
};

/** Quarter turns to the left that the direction (a, b) has; `null` for text that stands askew, as watermarks do. */
function turnOf(a: number, b: number): 0 | 1 | 2 | 3 | null {
  const across = Math.abs(a);
  const up = Math.abs(b);
  if (up <= across * 0.2) return a >= 0 ? 0 : 2;
  if (across <= up * 0.2) return b >= 0 ? 1 : 3;
  return null;
}

const ligatures: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  // A soft hyphen that is printed is a hyphen.
  '\u00ad': '-',
  '\uf0b7': '\u2022',
  '\uf02d': '-',
  '\uf020': ' ',
};

/** The letters that a glyph stands for: ligatures and presentation forms taken apart, control and private codes dropped. */
export function lettersOf(unicode: string): string {
  const single = ligatures[unicode];
  if (single !== undefined) return single;
  if (/^[\x20-\x7e]$/.test(unicode)) return unicode;
  return unicode
    .replace(/[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefe]+/g, (form) => form.normalize('NFKC'))
    .replace(/[\p{Cc}\p{Co}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gu, '');
}

/** The thin level strokes of a path. `kinds` and numbers follow the packing of pdf.js: move 0, line 1, curve 2 and 3, close 4. */
function addRules(path: ArrayLike<number>, ctm: Matrix, rules: Rule[]): void {
  let left = Infinity;
  let right = -Infinity;
  let low = Infinity;
  let high = -Infinity;
  const flush = (): void => {
    if (right - left > 2 && high - low < 2.5 && rules.length < 5000) rules.push({ left, right, y: (low + high) / 2 });
    left = low = Infinity;
    right = high = -Infinity;
  };
  const point = (px: number, py: number): void => {
    const x = px * ctm[0] + py * ctm[2] + ctm[4];
    const y = px * ctm[1] + py * ctm[3] + ctm[5];
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  };
  for (let at = 0; at < path.length; ) {
    const kind = path[at];
    if (kind === 0) flush();
    const pairs = kind === 4 ? 0 : kind === 2 ? 3 : kind === 3 ? 2 : 1;
    for (let pair = 0; pair < pairs; pair++) point(path[at + 1 + pair * 2] ?? 0, path[at + 2 + pair * 2] ?? 0);
    at += 1 + pairs * 2;
  }
  flush();
}

/** Runs the operators that place text and collects what they print. */
class Press {
  readonly glyphs: Placed[] = [];
  readonly rules: Rule[] = [];
  readonly ops: Operators;
  readonly faceNamed: (id: string) => Face;
  readonly limit: number;
  state: GraphicsState;
  saved: GraphicsState[] = [];
  text: Matrix = identity;
  line: Matrix = identity;
  tags: boolean[] = [];

  constructor(ops: Operators, page: Matrix, faceNamed: (id: string) => Face, limit: number) {
    this.ops = ops;
    this.faceNamed = faceNamed;
    this.limit = limit;
    this.state = {
      ctm: page,
      face: plainFace,
      size: 0,
      letterSpacing: 0,
      wordSpacing: 0,
      stretch: 1,
      leading: 0,
      rise: 0,
    };
  }

  move(x: number, y: number): void {
    this.line = multiply([1, 0, 0, 1, x, y], this.line);
    this.text = this.line;
  }

  save(): void {
    if (this.saved.length < 1000) this.saved.push({ ...this.state });
  }

  restore(): void {
    this.state = this.saved.pop() ?? this.state;
  }

  show(shown: readonly (ShownGlyph | number | null)[]): void {
    const { ctm, face, size, letterSpacing, wordSpacing, stretch, rise } = this.state;
    const full = multiply(this.text, ctm);
    const turn = turnOf(full[0], full[1]);
    const height = Math.abs(size) * Math.hypot(full[2], full[3]);
    const italic = face.italic || (turn === 0 && full[2] > 0.15 * Math.abs(full[3]));
    const artifact = this.tags.includes(true);
    let along = 0;
    for (const glyph of shown) {
      if (typeof glyph === 'number') {
        along -= (glyph / 1000) * size * stretch;
        continue;
      }
      if (glyph === null || typeof glyph !== 'object') continue;
      const own = glyph.width * face.unit * size * stretch;
      const step = own + (letterSpacing + (glyph.isSpace ? wordSpacing : 0)) * stretch;
      const text = face.bars ? '' : lettersOf(glyph.unicode ?? '');
      if (text !== '' && turn !== null && height > 0.5 && this.glyphs.length < this.limit) {
        const x = full[0] * along + full[2] * rise + full[4];
        const y = full[1] * along + full[3] * rise + full[5];
        const far = along + own;
        this.glyphs.push({
          text,
          x,
          y,
          end: full[0] * far + full[2] * rise + full[4],
          far: full[1] * far + full[3] * rise + full[5],
          size: height,
          bold: face.bold,
          italic,
          artifact,
          underlined: false,
          turn,
        });
      }
      along += step;
    }
    this.text = multiply([1, 0, 0, 1, along, 0], this.text);
  }

  path(args: readonly unknown[]): void {
    const [paint, paths] = args as [number, readonly (ArrayLike<number> | null)[]];
    if (paint === this.ops.endPath || !Array.isArray(paths)) return;
    for (const path of paths) if (path) addRules(path, this.state.ctm, this.rules);
  }

  /** One operator. Those that print nothing and move nothing are passed over. */
  run(op: number, args: readonly unknown[]): void {
    const { ops, state } = this;
    const number = (index: number): number => (typeof args?.[index] === 'number' ? (args[index] as number) : 0);
    switch (op) {
      case ops.showText:
        this.show((args[0] ?? []) as readonly (ShownGlyph | number | null)[]);
        return;
      case ops.setTextMatrix:
        this.line = matrixOf(args[0]);
        this.text = this.line;
        return;
      case ops.moveText:
        this.move(number(0), number(1));
        return;
      case ops.setLeadingMoveText:
        state.leading = -number(1);
        this.move(number(0), number(1));
        return;
      case ops.nextLine:
        this.move(0, -state.leading);
        return;
      case ops.beginText:
        this.line = this.text = identity;
        return;
      case ops.setFont:
        state.face = this.faceNamed(String(args[0]));
        state.size = number(1);
        return;
      case ops.setCharSpacing:
        state.letterSpacing = number(0);
        return;
      case ops.setWordSpacing:
        state.wordSpacing = number(0);
        return;
      case ops.setHScale:
        state.stretch = number(0) / 100;
        return;
      case ops.setLeading:
        state.leading = number(0);
        return;
      case ops.setTextRise:
        state.rise = number(0);
        return;
      case ops.save:
        this.save();
        return;
      case ops.restore:
        this.restore();
        return;
      case ops.transform:
        state.ctm = multiply(matrixOf(args), state.ctm);
        return;
      case ops.paintFormXObjectBegin:
        this.save();
        if (args[0]) this.state.ctm = multiply(matrixOf(args[0]), this.state.ctm);
        return;
      case ops.paintFormXObjectEnd:
        this.restore();
        return;
      case ops.constructPath:
        this.path(args);
        return;
      case ops.beginMarkedContent:
      case ops.beginMarkedContentProps: {
        const tag = args?.[0] as string | { readonly name?: string } | undefined;
        this.tags.push((typeof tag === 'object' ? tag?.name : tag) === 'Artifact');
        return;
      }
      case ops.endMarkedContent:
        this.tags.pop();
        return;
    }
  }
}

/** Rules on one height that touch each other, as the borders of table cells do, are one rule. */
function joinedRules(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => Math.round(a.y) - Math.round(b.y) || a.left - b.left);
  const out: { left: number; right: number; y: number }[] = [];
  for (const rule of sorted) {
    const last = out.at(-1);
    if (last && Math.round(last.y) === Math.round(rule.y) && rule.left < last.right + 1.5) {
      last.right = Math.max(last.right, rule.right);
    } else out.push({ ...rule });
  }
  return out;
}

/** The turn that most glyphs have, so that a landscape table on an upright page can be read too. */
function mainTurn(glyphs: readonly Placed[]): 0 | 1 | 2 | 3 {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const glyph of glyphs) counts[glyph.turn]++;
  let best: 0 | 1 | 2 | 3 = 0;
  for (const turn of [1, 2, 3] as const) if (counts[turn] > counts[best]) best = turn;
  return best;
}

/** The point after the page was turned back by `turn` quarter turns. */
function turned(turn: number, x: number, y: number, width: number, height: number): readonly [number, number] {
  if (turn === 1) return [y, width - x];
  if (turn === 2) return [width - x, height - y];
  if (turn === 3) return [height - y, x];
  return [x, y];
}

/** The matrix from the file's own coordinates to the page as it is shown, y upwards. */
function pageMatrix(view: readonly number[], rotate: number): { page: Matrix; width: number; height: number } {
  const [x0 = 0, y0 = 0, x1 = 612, y1 = 792] = view;
  const width = Math.abs(x1 - x0);
  const height = Math.abs(y1 - y0);
  const left = Math.min(x0, x1);
  const low = Math.min(y0, y1);
  switch (((rotate % 360) + 360) % 360) {
    case 90:
      return { page: [0, -1, 1, 0, -low, width + left], width: height, height: width };
    case 180:
      return { page: [-1, 0, 0, -1, width + left, height + low], width, height };
    case 270:
      return { page: [0, 1, -1, 0, height + low, -left], width: height, height: width };
    default:
      return { page: [1, 0, 0, 1, -left, -low], width, height };
  }
}

/**
 * What a list of operators prints. `limit` bounds the glyphs that are kept.
 * `view` is the page box in the file's coordinates and `rotate` the turn in degrees that the file asks for.
 */
export function printedPage(
  list: { readonly fnArray: ArrayLike<number>; readonly argsArray: ArrayLike<unknown> },
  ops: Operators,
  faceNamed: (id: string) => Face,
  view: readonly number[],
  rotate: number,
  limit: number,
): PrintedPage {
  const { page, width, height } = pageMatrix(view, rotate);
  const press = new Press(ops, page, faceNamed, limit);
  for (let at = 0; at < list.fnArray.length; at++) {
    press.run(list.fnArray[at] ?? -1, (list.argsArray[at] ?? []) as readonly unknown[]);
  }
  const turn = mainTurn(press.glyphs);
  let glyphs: Glyph[] = press.glyphs.filter((glyph) => glyph.turn === turn);
  if (turn !== 0) {
    glyphs = (glyphs as Placed[]).map((glyph) => {
      const [x, y] = turned(turn, glyph.x, glyph.y, width, height);
      const [end] = turned(turn, glyph.end, glyph.far, width, height);
      return { ...glyph, x, y, end };
    });
  }
  const rules = turn === 0 ? joinedRules(press.rules) : [];
  return turn % 2 === 0 ? { width, height, glyphs, rules } : { width: height, height: width, glyphs, rules };
}

export { plainFace };
