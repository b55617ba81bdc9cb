import {
  type Annex,
  type Heading,
  type Node,
  type Paragraph,
  type Part,
  type Prose,
  plain,
  type Section,
} from '../model.ts';
import { type Numeral, type PrintedNumber, printedNumber } from '../numbering.ts';

/** A node before annexes, sections and the levels of numbers are found; `attachment` opens a part of its own. */
export type Loose = Node | { readonly kind: 'attachment' };

/** Whether a heading opens an annex, and with which number. */
export type AnnexLabel = (heading: string) => { readonly number: string | null } | null;

/** A paragraph that still takes points: behind its last, and behind the last of its last. */
interface Growing {
  readonly node: Paragraph;
  readonly points: (Growing | Node)[];
}

const isGrowing = (point: Growing | Node | undefined): point is Growing => point !== undefined && 'node' in point;

function grow(node: Paragraph): Growing {
  const points: (Growing | Node)[] = [...node.children];
  const last = node.children.at(-1);
  if (last?.kind === 'paragraph') points[points.length - 1] = grow(last);
  return { node, points };
}

/** A row of numbers that may go on. */
interface Level {
  readonly numeral: Numeral;
  readonly enclosure: string;
  readonly value: number;
  readonly parent: Growing | null;
}

/** What a point's number counts, with quotes read as one more kind of brackets. */
function numberOf(paragraph: Paragraph): Counted | null {
  if (paragraph.number === null) return null;
  const quoted = /^[’‘'"“”«‹]+(.+?)[’‘'"“”»›]+$/.exec(paragraph.number);
  if (quoted) {
    const inner = printedNumber(`(${quoted[1]}) x`);
    return inner && { ...inner, enclosure: 'quotes' };
  }
  return printedNumber(`${paragraph.number}${/[)）]$/.test(paragraph.number) ? '' : '.'} x`);
}

type Counted = Pick<PrintedNumber, 'values'> & { readonly enclosure: string };

const ways = (number: Counted) => Object.entries(number.values) as [Numeral, number][];

/** The open row that a number goes on, the innermost first; a number that follows comes before one that leaves a gap. */
function rowOf(number: Counted, levels: readonly Level[]): { at: number; numeral: Numeral; value: number } | null {
  for (const gapless of [true, false]) {
    if (!gapless && ways(number).some(([numeral, value]) => value === 1 && numeral !== 'decimal')) return null;
    for (let at = levels.length - 1; at >= 0; at--) {
      const level = levels[at];
      if (!level || level.enclosure !== number.enclosure) continue;
      for (const [numeral, value] of ways(number))
        if (numeral === level.numeral && (!gapless || value === level.value + 1)) return { at, numeral, value };
    }
  }
  return null;
}

/** Flat points open no more levels than this: deeper ones begin anew. */
const deepest = 8;

/** Puts flat points `(a)`, `(i)` under the paragraphs they belong to. */
function nested(paragraphs: readonly Paragraph[]): Paragraph[] {
  const out: Growing[] = [];
  let levels: Level[] = [];
  let before: Growing | null = null;
  for (const node of paragraphs) {
    const number = numberOf(node);
    const row = number && rowOf(number, levels);
    let parent: Growing | null = null;
    if (number && row) {
      parent = levels[row.at]?.parent ?? null;
      const { numeral, value } = row;
      levels = [...levels.slice(0, row.at), { numeral, enclosure: number.enclosure, value, parent }];
    } else if (number) {
      const [numeral, value] = ways(number).find(([, each]) => each === 1) ?? ways(number)[0] ?? ['decimal', 0];
      const opens = before !== null && (before.node.number !== null || /[:：]\s*$/.test(before.node.text));
      const top = number.enclosure === 'stop' && (numeral === 'decimal' || /^capital/.test(numeral));
      if (opens && !top && levels.length < deepest) parent = before;
      else levels = [];
      levels = [...levels, { numeral, enclosure: number.enclosure, value, parent }];
    } else levels = [];
    // A point belongs to the part of its paragraph.
    const item = grow(parent && parent.node.part !== node.part ? withPart(node, parent.node.part) : node);
    if (parent) parent.points.push(item);
    else out.push(item);
    before = item;
    levels = [...levels, ...rowsInside(item)];
  }
  return out.map((item) => settled(item));
}

/** The rows that the file itself opened under a paragraph, which flat points behind it may go on. */
function rowsInside(item: Growing): Level[] {
  const rows: Level[] = [];
  let parent = item;
  for (;;) {
    const last = parent.points.at(-1);
    const number = isGrowing(last) ? numberOf(last.node) : null;
    if (!isGrowing(last) || !number) return rows;
    const position = parent.node.children.filter((child) => child.kind === 'paragraph').length;
    const [numeral, value] = ways(number).find(([, each]) => each === position) ?? ways(number)[0] ?? ['decimal', 0];
    rows.push({ numeral, enclosure: number.enclosure, value, parent });
    parent = last;
  }
}

const settled = (item: Growing): Paragraph =>
  item.points.length === 0
    ? item.node
    : { ...item.node, children: item.points.map((point) => (isGrowing(point) ? settled(point) : point)) };

/** The same paragraph with its points in one part; a draft that it holds keeps its own parts. */
function withPart(paragraph: Paragraph, part: Part): Paragraph {
  if (paragraph.children.some((child) => child.kind === 'formula')) return { ...paragraph, part };
  const children = paragraph.children.map((child) => (child.kind === 'paragraph' ? withPart(child, part) : child));
  return { ...paragraph, part, children };
}

/** Runs of paragraphs nested by their numbers, everything else as it stands. */
export function withPoints(nodes: readonly Loose[]): Loose[] {
  const out: Loose[] = [];
  let run: Paragraph[] = [];
  const flush = () => {
    for (const paragraph of nested(run)) out.push(paragraph);
    run = [];
  };
  for (const node of nodes) {
    if (node.kind === 'paragraph' && (run.length === 0 || run[0]?.part === node.part || node.number !== null))
      run.push(node);
    else {
      flush();
      if (node.kind === 'paragraph') run.push(node);
      else out.push(node);
    }
  }
  flush();
  return out;
}

/** What a heading that numbers a part says: `II`, `A`, `B. Title`. */
interface PartLabel {
  readonly number: string;
  readonly rest: Prose | null;
  readonly rank: 'roman' | 'letter';
}

const romanNumeral = /^(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** Text behind the first `length` letters, with what is said of it. */
export function behind(prose: Prose, length: number): Prose {
  const cut = <T extends { start: number; end: number }>(spans: readonly T[]): T[] =>
    spans
      .filter((span) => span.end > length)
      .map((span) => ({ ...span, start: Math.max(0, span.start - length), end: span.end - length }));
  return {
    text: prose.text.slice(length),
    marks: cut(prose.marks),
    notes: prose.notes.map((call) => ({ ...call, at: Math.max(0, call.at - length) })),
    citations: [],
    times: [],
  };
}

/** Letters of the first sort that look Latin in other scripts and number parts there as well. */
const lookAlike: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Е: 'E' };

function partLabel(heading: Heading, letterBefore: string | null): PartLabel | null {
  const found = /^(?:([IVXLC]{1,7}|[A-Z]|[АВСЕБГДЖ])(?:\.|(?=$))\s*|([IVXLC]{1,7}|[A-Z])\.\s+(?=\S))/.exec(
    heading.text,
  );
  if (!found) return null;
  const number = found[1] ?? found[2] ?? '';
  const latin = lookAlike[number] ?? number;
  const rest = found[0].length < heading.text.length ? behind(heading, found[0].length) : null;
  const follows = letterBefore !== null && latin.charCodeAt(0) === letterBefore.charCodeAt(0) + 1 && latin.length === 1;
  const roman = romanNumeral.test(latin) && !follows;
  return { number, rest, rank: roman ? 'roman' : 'letter' };
}

/** Where nodes are put while annexes and sections are open. */
interface OpenPart {
  readonly rank: 'body' | 'annex' | 'roman' | 'letter';
  readonly children: Node[];
  last: string;
}

/** Makes annexes and sections of the headings that number them. */
export function withParts(nodes: readonly Loose[], annexLabel: AnnexLabel): Node[] {
  const body: OpenPart = { rank: 'body', children: [], last: '' };
  let open: OpenPart[] = [body];
  const current = () => open.at(-1) ?? body;
  const inAnnex = () => open.some((part) => part.rank === 'annex');

  const openAnnex = (prose: Prose, number: string | null, place: Annex['place']) => {
    const children: Node[] = [];
    body.children.push({ kind: 'annex', id: '', number, ...prose, children, ...(place && { place }) });
    open = [body, { rank: 'annex', children, last: '' }];
  };

  const openSection = (label: PartLabel, title: Prose, place: Section['place']) => {
    let at = open.findIndex((part) => part.rank === label.rank);
    if (at < 0) at = open.length;
    const above = open[at - 1] ?? body;
    const children: Node[] = [];
    above.children.push({ kind: 'section', id: '', number: label.number, ...title, children, ...(place && { place }) });
    open = [...open.slice(0, at), { rank: label.rank, children, last: label.number }];
  };

  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node) continue;
    if (node.kind === 'attachment') {
      const next = nodes[at + 1];
      if (next?.kind === 'heading' && annexLabel(next.text)) continue;
      openAnnex(plain(''), null, undefined);
      continue;
    }
    if (node.kind === 'heading') {
      const annex = annexLabel(node.text);
      if (annex) {
        const { text, marks, notes, citations, times } = node;
        openAnnex({ text, marks, notes, citations, times }, annex.number, node.place);
        continue;
      }
      const letters = open.find((part) => part.rank === 'letter');
      const label = partLabel(node, letters ? (lookAlike[letters.last] ?? letters.last) : null);
      if (label) {
        const next = nodes[at + 1];
        let title = label.rest;
        if (!title && next?.kind === 'heading' && !annexLabel(next.text) && !partLabel(next, null)) {
          title = next;
          at += 1;
        }
        const { text, marks, notes, citations, times } = title ?? plain('');
        openSection(label, { text, marks, notes, citations, times }, node.place);
        continue;
      }
    }
    current().children.push(node.kind === 'paragraph' && inAnnex() ? withPart(node, 'annex') : node);
  }
  return body.children;
}
