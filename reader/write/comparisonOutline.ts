import type { Comparison, LinkKind } from '../compare.ts';
import {
  addressOf,
  countsOf,
  endsOf,
  type Fold,
  folded,
  inOne,
  isMarked,
  itemsOf,
  type Piece,
  type Pointer,
  percent,
  type Row,
  sameness,
} from './comparisonRows.ts';
import { comparisonWords } from './comparisonWords.ts';
import { isRightToLeft } from './runs.ts';
import { addressColumns, day, fragments, type Ink, isolated, linesOf, Outline, type Paper, visible } from './sheet.ts';

/** The paper that a comparison is written on. */
export interface ComparisonSheet extends Paper {
  /** Whether what was deleted and inserted is put into marks, `[-so-]` and `{+so+}`, as where no colour tells them. */
  readonly marked: boolean;
  /** Whether unchanged paragraphs are shown, and not only counted. */
  readonly full: boolean;
}

const words = comparisonWords('en');

const inks: Readonly<Record<LinkKind, Ink>> = {
  same: 'faint',
  edited: 'warning',
  moved: 'time',
  split: 'citation',
  merged: 'citation',
  new: 'inserted',
  dropped: 'deleted',
};
const pieceInks = { insert: 'inserted', delete: 'deleted' } as const;
const marks = { equal: ['', ''], insert: ['{+', '+}'], delete: ['[-', '-]'] } as const;

/** Where the text begins. */
const indent = 2 + addressColumns;

/** Symbol and date of both texts; the title once where both have the same. */
function textFacts(out: Outline<ComparisonSheet>, { a, b }: Comparison): void {
  const one = a.title === b.title;
  for (const [label, { symbol, title, date }] of [['older', a] as const, ['newer', b] as const]) {
    out.fact(label, [symbol, date === null ? null : day(date)].filter(Boolean).join(', ') || words.untitled);
    if (!one && title !== null) out.row('', 'label', title, 4, 2);
  }
  if (one) out.fact('title', b.title);
}

/**
 * A comparison for a person at a terminal: both texts, how much they have in common, how many paragraphs are of each kind;
 * then paragraph by paragraph in order of the newer text what became of it, with the changed words in their places.
 */
export function toComparisonOutline(comparison: Comparison, sheet: ComparisonSheet): string {
  const out = new Outline(sheet);
  out.heading(`${words.comparison}: ${comparison.a.symbol ?? words.older} → ${comparison.b.symbol ?? words.newer}`);
  textFacts(out, comparison);
  out.fact('alike', percent(comparison.similarity));
  const counts = countsOf(comparison);
  out.fact('paragraphs', counts.map(([kind, links]) => `${links.length} ${words.kinds[kind]}`).join(' · '));
  const same = sameness(comparison);
  out.gap();
  if (same !== null) out.lines.push(counts.length === 0 ? words.nothing : words[same]);
  out.gap();
  const items = itemsOf(comparison);
  for (const item of sheet.full ? items : folded(items)) itemLines(out, item);
  return `${out.lines.join('\n').trimEnd()}\n`;
}

function itemLines(out: Outline<ComparisonSheet>, item: Row | Pointer | Fold): void {
  if (item.kind === 'fold') foldLine(out, item);
  else if (item.kind === 'pointer') pointerLine(out, item);
  else rowLines(out, item);
}

function pointerLine(out: Outline<ComparisonSheet>, { side, id, link }: Pointer): void {
  const to = side === 'a' ? link.b : link.a;
  out.row(id, 'address', `${words.kinds[link.kind]}: ${words.see} ${to.join(' + ')}`, 1, 2, 'faint');
}

function foldLine(out: Outline<ComparisonSheet>, fold: Fold): void {
  const otherwise = fold.rows.filter(isMarked).length;
  const said = `${fold.rows.length} ${words.kinds.same}${otherwise > 0 ? ` (${otherwise}: ${words.punctuation})` : ''}`;
  out.row(addressOf(endsOf(fold), ' – '), 'address', said, 1, 2, 'faint');
}

function rowLines(out: Outline<ComparisonSheet>, { link, pieces }: Row): void {
  const { kind, alterations = [] } = link;
  const said = [words.kinds[kind], ...alterations.map((each) => words.alterations[each])];
  const { sheet } = out;
  out.gap();
  out.row(addressOf(link), 'address', said.join(' · '), 3, 2, inks[kind]);
  const right = isRightToLeft(pieces.map(({ text }) => text).join(''));
  const room = Math.max(20, out.columns - indent);
  // Where all of it came or went, the head says so.
  const shown =
    kind === 'new' || kind === 'dropped' ? pieces.map((piece) => ({ ...piece, op: 'equal' }) as const) : inOne(pieces);
  for (const paragraph of paragraphsOf(shown))
    for (const line of linesOf(fragmentsOf(paragraph, room, sheet), room, sheet.width)) {
      const set = painted(line, sheet);
      out.lines.push(' '.repeat(indent) + (right ? `\u2067${set}\u2069` : isolated(set)));
    }
  out.gap();
}

/** The pieces up to the end of each paragraph. */
function paragraphsOf(pieces: readonly Piece[]): Piece[][] {
  const paragraphs: Piece[][] = [[]];
  for (const piece of pieces) {
    paragraphs.at(-1)?.push(piece);
    if (piece.what === 'break') paragraphs.push([]);
  }
  return paragraphs;
}

interface Fragment {
  readonly text: string;
  readonly op: Piece['op'];
}

/** The pieces as words and blanks, with marks around what changed where the sheet wants them. */
function fragmentsOf(pieces: readonly Piece[], room: number, { width, marked }: ComparisonSheet): Fragment[] {
  return pieces.flatMap(({ op, what, text }): Fragment[] => {
    if (text.trim() === '' && what !== 'break') return [{ op: 'equal', text: ' ' }];
    const [open, close] = marked ? marks[op] : ['', ''];
    const all = fragments(what === 'break' ? '¶' : visible(text), room - 4, width);
    const parts = all.map((each, at) => `${at === 0 ? open : ''}${each}${at === all.length - 1 ? close : ''}`);
    const blank = what === 'words' ? [] : [{ op: 'equal', text: ' ' } as const];
    return [...parts.map((each) => ({ op, text: each })), ...blank];
  });
}

/** A line in its inks, with one blank between words. */
function painted(line: readonly Fragment[], { ink }: ComparisonSheet): string {
  const last = line.findLastIndex(({ text }) => text.trim() !== '');
  const runs: { op: Piece['op']; text: string }[] = [];
  for (const { op, text } of line.slice(0, last + 1)) {
    const run = runs.at(-1);
    const blank = text.trim() === '';
    if (blank && run?.text.endsWith(' ')) continue;
    if (run !== undefined && (run.op === op || blank)) run.text += blank ? ' ' : text;
    else runs.push({ op, text });
  }
  return runs.map(({ op, text }) => (op === 'equal' ? text : ink(pieceInks[op], text))).join('');
}
