import type { Change, ComparedParagraph, Comparison, Link, LinkKind } from '../compare.ts';
import { printedNumber } from './text.ts';

/** A stretch of a paragraph in which both texts are shown. */
export interface Piece {
  readonly op: Change['op'];
  /** Words of the text, a printed number, or the end of a paragraph where a side has several. */
  readonly what: 'words' | 'number' | 'break';
  readonly text: string;
}

/** What became of the paragraphs of one link. */
export interface Row {
  readonly kind: 'row';
  readonly link: Link;
  readonly a: readonly ComparedParagraph[];
  readonly b: readonly ComparedParagraph[];
  readonly pieces: readonly Piece[];
}

/** Stands where a paragraph would stand if its row were not elsewhere: it moved, or is a part of another. */
export interface Pointer {
  readonly kind: 'pointer';
  readonly side: 'a' | 'b';
  readonly id: string;
  readonly link: Link;
}

/** Unchanged paragraphs in a row, which a person can pass over. */
export interface Fold {
  readonly kind: 'fold';
  readonly rows: readonly [Row, ...Row[]];
}

/** The kinds in the order in which a person asks for them. */
export const kinds: readonly LinkKind[] = ['edited', 'new', 'dropped', 'moved', 'split', 'merged', 'same'];

/** How many links there are of each kind, of those that there are. */
export const countsOf = ({ links }: Comparison): (readonly [LinkKind, readonly Link[]])[] =>
  kinds
    .map((kind) => [kind, links.filter((link) => link.kind === kind)] as const)
    .filter(([, found]) => found.length > 0);

/** Whether all words are the same; `set` where punctuation differs all the same. */
export function sameness({ links }: Comparison): 'identical' | 'set' | null {
  if (links.some(({ kind }) => kind !== 'same')) return null;
  return links.some(({ changes = [] }) => tidied(changes).some(isShown)) ? 'set' : 'identical';
}

/** Share as a percentage that says 100 only where nothing differs. */
export const percent = (share: number): string => `${Math.floor(share * 1000 + 1e-6) / 10} %`;

/** Addresses on both sides, once where they are the same: `op3`, `op3 → op4 + op5`, `pp2 – pp9 → pp3 – pp10`. */
export function addressOf({ a, b }: Pick<Link, 'a' | 'b'>, between = ' + '): string {
  const [left, right] = [a.join(between), b.join(between)];
  return left === right || right === '' ? left : left === '' ? right : `${left} → ${right}`;
}

/** Addresses of the first and the last paragraph of a fold. */
export function endsOf({ rows: [first, ...more] }: Fold): Pick<Link, 'a' | 'b'> {
  const last = more.at(-1);
  const ends = (side: 'a' | 'b'): string[] => [...first.link[side].slice(0, 1), ...(last?.link[side].slice(-1) ?? [])];
  return { a: ends('a'), b: ends('b') };
}

const isShown = ({ op, text }: Change): boolean => op !== 'equal' && text.trim() !== '';

/** Whether words of a row, or signs among them, are shown as changed. */
export const isMarked = ({ pieces }: Row): boolean => pieces.some((piece) => piece.what === 'words' && isShown(piece));

/**
 * The comparison as it is read from top to bottom: a row for each link in order of the newer text, and pointers where
 * paragraphs of a row stand elsewhere.
 */
export function itemsOf(comparison: Comparison): (Row | Pointer)[] {
  const [inA, inB] = [byId(comparison.a.paragraphs), byId(comparison.b.paragraphs)];
  const rows = comparison.links.map((link, index) => {
    const [a, b] = [pick(inA, link.a), pick(inB, link.b)];
    const item: Row | Pointer = { kind: 'row', link, a, b, pieces: piecesOf(link, a, b) };
    return { key: [index, 0, 0], item };
  });
  const placed = [...rows, ...pointersOf(comparison)];
  placed.sort((x, y) => x.key.map((each, at) => each - (y.key[at] ?? 0)).find((by) => by !== 0) ?? 0);
  return placed.map(({ item }) => item);
}

/** The items with unchanged paragraphs that follow each other folded into one. */
export function folded(items: readonly (Row | Pointer)[]): (Row | Pointer | Fold)[] {
  const out: (Row | Pointer | Fold)[] = [];
  for (const item of items) {
    const last = out.at(-1);
    if (item.kind !== 'row' || item.link.kind !== 'same') out.push(item);
    else if (last?.kind === 'fold') out[out.length - 1] = { kind: 'fold', rows: [...last.rows, item] };
    else out.push({ kind: 'fold', rows: [item] });
  }
  return out;
}

/** Both texts in one: without the blank that went where words came right behind the one before it, as in "crime{, terrorism}". */
export const inOne = (pieces: readonly Piece[]): Piece[] =>
  pieces.filter(
    ({ op, text, what }, at) =>
      !(op === 'delete' && what === 'words' && text.trim() === '') ||
      pieces[at - 1]?.op === 'delete' ||
      pieces[at + 1]?.op !== 'insert',
  );

/** What one side of a row says, a list of pieces for each of its paragraphs. */
export function sideOf(pieces: readonly Piece[], op: 'insert' | 'delete'): Piece[][] {
  const paragraphs: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.op !== 'equal' && piece.op !== op) continue;
    if (piece.what === 'break') paragraphs.push([]);
    else paragraphs.at(-1)?.push(piece);
  }
  return paragraphs;
}

type Paragraphs = ReadonlyMap<string, readonly [ComparedParagraph, number]>;

const byId = (paragraphs: readonly ComparedParagraph[]): Paragraphs =>
  new Map(paragraphs.map((each, index) => [each.id, [each, index]]));

const pick = (paragraphs: Paragraphs, ids: readonly string[]): ComparedParagraph[] =>
  ids.flatMap((id) => paragraphs.get(id)?.[0] ?? []);

/** Where a reader who follows one text would look for a paragraph whose row stands elsewhere. */
function pointersOf({ a, b, links }: Comparison): { key: number[]; item: Pointer }[] {
  const out: { key: number[]; item: Pointer }[] = [];
  for (const [side, { paragraphs }] of [['a', a] as const, ['b', b] as const]) {
    const order = new Map(paragraphs.map(({ id }, index) => [id, index]));
    const placeOf = (id: string | undefined): number => order.get(id ?? '') ?? -1;
    const standing = links.flatMap(({ kind, [side]: ids }, at) =>
      ids.length > 0 && (side === 'b' || kind !== 'moved') ? [{ at, place: placeOf(ids[0]) }] : [],
    );
    standing.sort((x, y) => x.place - y.place);
    for (const [at, link] of links.entries())
      for (const [index, id] of link[side].entries()) {
        const place = placeOf(id);
        if (index === 0 ? side === 'b' || link.kind !== 'moved' : place === placeOf(link[side][index - 1]) + 1)
          continue;
        const before = standing.findLast((each) => each.place < place)?.at ?? -1;
        // Nothing stands between it and its row.
        if (index === 0 && before + 1 === at) continue;
        out.push({ key: [before, side === 'a' ? 1 : 2, place], item: { kind: 'pointer', side, id, link } });
      }
  }
  return out;
}

function piecesOf(link: Link, a: readonly ComparedParagraph[], b: readonly ComparedParagraph[]): Piece[] {
  const op = a.length === 0 ? 'insert' : b.length === 0 ? 'delete' : 'equal';
  const text = (op === 'delete' ? a : b).map((each) => each.text).join('\n');
  const left = a.map(({ number }) => number)[Symbol.iterator]();
  const right = b.map(({ number }) => number)[Symbol.iterator]();
  const numbers = (of: Change['op']): Piece[] =>
    numbered(of === 'insert' ? null : next(left), of === 'delete' ? null : next(right));
  return [
    ...numbers('equal'),
    ...tidied(link.changes ?? [{ op, text }]).flatMap((change) =>
      change.text
        .split('\n')
        .flatMap((words, index): Piece[] => [
          ...(index === 0 ? [] : [{ op: change.op, what: 'break', text: '\n' } as const, ...numbers(change.op)]),
          ...apart(words).map((each) => ({ op: change.op, what: 'words', text: each }) as const),
        ]),
    ),
  ];
}

const next = (numbers: Iterator<string | null>): string | null => numbers.next().value ?? null;

/** The printed numbers of both sides, once where they are the same. */
function numbered(a: string | null, b: string | null): Piece[] {
  const one = (op: Change['op'], number: string | null): Piece[] =>
    number === null ? [] : [{ op, what: 'number', text: printedNumber(number) }];
  return a === b ? one('equal', b) : [...one('delete', a), ...one('insert', b)];
}

/** A text with the blanks around it apart, so that no blank is shown as changed. */
const apart = (text: string): string[] =>
  (/^(\s*)(.*?)(\s*)$/su.exec(text) ?? []).slice(1).filter((each) => each !== '');

/** Changes without those that only replace blanks by others. */
function tidied(changes: readonly Change[]): Change[] {
  const out: Change[] = [];
  for (const change of changes) {
    const last = out.at(-1);
    if (change.op === 'insert' && last?.op === 'delete' && blanks(last.text) === blanks(change.text))
      out[out.length - 1] = { op: 'equal', text: change.text };
    else out.push(change);
  }
  return out;
}

/** All blanks but the end of a paragraph as one. */
const blanks = (text: string): string => text.replace(/[^\S\n]+/g, ' ');
