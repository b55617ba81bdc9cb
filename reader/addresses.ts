import type { Node, Paragraph } from './model.ts';
import { partValue, roman } from './numbering.ts';

/** Letters in the order in which each script counts with them, so that (b) has one address in all six languages. */
const countingLetters: readonly (readonly string[])[] = [
  [...'abcdefghijklmnopqrstuvwxyz'],
  [
    'أ',
    'ب',
    'ج',
    'د',
    'ه',
    'و',
    'ز',
    'ح',
    'ط',
    'ي',
    'ك',
    'ل',
    'م',
    'ن',
    'س',
    'ع',
    'ف',
    'ص',
    'ق',
    'ر',
    'ش',
    'ت',
    'ث',
    'خ',
    'ذ',
    'ض',
  ],
  [...'абвгдежзиклмнопрстуфхцчшщэ'],
];
const arabicVariants: Readonly<Record<string, string>> = { ا: 'أ', ئ: 'ي', ى: 'ي' };

/** What Arabic and Chinese print for (i) below (a): `’1‘`, `㈠`. */
function thirdLevel(number: string): number | null {
  const quoted = /^[’‘'](\d{1,2})[’‘']$/.exec(number)?.[1];
  if (quoted !== undefined) return Number(quoted);
  const code = number.length === 1 ? number.charCodeAt(0) : 0;
  return code >= 0x3220 && code <= 0x3229 ? code - 0x321f : null;
}

/**
 * The printed number as a part of an address: `(a)` -> `a`, `٣` -> `3`, `(ب)` and `б)` -> `b`, `3 bis` -> `3bis`.
 * Empty where nothing of it can stand in an address.
 */
export function labelOf(number: string): string {
  if (/^\d{1,4}$/.test(number)) return number;
  const third = thirdLevel(number);
  if (third !== null) return roman(third).toLowerCase();
  const bare = number
    .normalize('NFKC')
    .replace(/[\u0640\u200e\u200f]/g, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[^\p{L}\p{N}.]/gu, '')
    .replace(/^\.+|\.+$/g, '');
  const lower = bare.toLowerCase();
  const letter = arabicVariants[lower] ?? lower;
  for (const letters of countingLetters.slice(1)) {
    const index = letters.indexOf(letter);
    if (index >= 0) return countingLetters[0]?.[index] ?? bare;
  }
  const part = /[\u0621-\u9fff]/.test(bare) ? partValue(bare) : null;
  if (part !== null) return roman(part);
  return /^[\x20-\x7e]+$/.test(bare) ? (/^[A-Z]{2,}$|^[A-Z]$/.test(bare) ? bare : lower) : bare;
}

/** Hands out each address once; a second claim for it gets `_2` and so on, or the next that no number made. */
function register(): (wanted: string) => string {
  const given = new Map<string, number>();
  return (wanted) => {
    let times = (given.get(wanted) ?? 0) + 1;
    let address = times === 1 ? wanted : `${wanted}_${times}`;
    while (given.has(address)) address = `${wanted}_${++times}`;
    given.set(wanted, times);
    if (address !== wanted) given.set(address, 1);
    return address;
  };
}

/** Counters of one scope: the resolution, a section that counts anew, or an annex. */
interface Scope {
  readonly prefix: string;
  readonly annex: boolean;
  /** Labels of its printed numbers: what has no number may not take their addresses. */
  readonly printed: ReadonlySet<string>;
  /** Paragraphs without a number since the last numbered one. */
  loose: number;
  preambular: number;
  operative: number;
  headings: number;
  tables: number;
  /** A paragraph has come: a heading of an annex is no longer its title. */
  begun: boolean;
}

/** The labels printed on paragraphs of a scope, those in its sections included. */
function printedIn(nodes: readonly Node[], into = new Set<string>()): Set<string> {
  for (const node of nodes) {
    if (node.kind === 'section') printedIn(node.children, into);
    else if (node.kind === 'paragraph' && node.part !== 'preambular' && node.number !== null)
      into.add(labelOf(node.number));
  }
  return into;
}

const scope = (prefix: string, annex: boolean, nodes: readonly Node[]): Scope => ({
  prefix,
  annex,
  printed: printedIn(nodes),
  loose: 0,
  preambular: 0,
  operative: 0,
  headings: 0,
  tables: 0,
  begun: false,
});

/**
 * Address of an operative paragraph: its printed number; without one its position, or where printed numbers count,
 * the paragraph it follows: `op3.p1`.
 */
function operativeId(label: string, where: Scope): string {
  if (label !== '') {
    where.operative = /^\d+$/.test(label) ? Number(label) : where.operative + 1;
    where.loose = 0;
    return `${where.prefix}op${label}`;
  }
  if (where.printed.size > 0) return `${where.prefix}op${where.operative || ''}.p${++where.loose}`;
  where.operative += 1;
  return `${where.prefix}op${where.operative}`;
}

/** Whether any number of an operative paragraph comes twice: then the sections count anew and stand in the addresses. */
function countsAnew(nodes: readonly Node[]): boolean {
  const seen = new Set<string>();
  const repeats = (node: Node): boolean => {
    if (node.kind === 'section') return node.children.some(repeats);
    if (node.kind !== 'paragraph' || node.part === 'annex') return false;
    const label = node.number === null ? node.part : labelOf(node.number);
    if (node.part === 'preambular') return false;
    if (seen.has(label)) return true;
    seen.add(label);
    return false;
  };
  return nodes.some(repeats);
}

/** The same nodes with their addresses. Addresses depend on structure and printed numbers alone, so they agree in all languages. */
export function addressed(body: readonly Node[]): Node[] {
  const claim = register();
  const anew = countsAnew(body);

  const paragraph = (node: Paragraph, where: Scope, parent: string | null, position: number): Paragraph => {
    const label = node.number === null ? '' : labelOf(node.number);
    where.begun = true;
    let id: string;
    if (parent !== null) id = `${parent}.${label || `p${position}`}`;
    else if (node.part === 'preambular') id = `${where.prefix}pp${++where.preambular}`;
    else if (where.annex) id = `${where.prefix}${label || `p${++where.operative}`}`;
    else id = operativeId(label, where);
    const own = claim(id);
    let unnumbered = 0;
    return {
      ...node,
      id: own,
      children: node.children.map((child) =>
        child.kind === 'paragraph'
          ? paragraph(child, where, own, child.number === null ? ++unnumbered : 0)
          : visit(child, where),
      ),
    };
  };

  const visit = (node: Node, where: Scope): Node => {
    switch (node.kind) {
      case 'formula':
        return { ...node, id: claim(`${where.prefix}enacting`) };
      case 'heading': {
        const first = where.annex && where.headings === 0 && !where.begun;
        where.headings += 1;
        return { ...node, id: claim(first ? `${where.prefix}title` : `${where.prefix}h${where.headings}`) };
      }
      case 'table':
        return { ...node, id: claim(`${where.prefix}t${++where.tables}`) };
      case 'section': {
        const id = claim(`${where.prefix}sec_${labelOf(node.number) || 'x'}`);
        const inner = anew || where.annex ? scope(`${id}.`, where.annex, node.children) : where;
        return { ...node, id, children: node.children.map((child) => visit(child, inner)) };
      }
      case 'annex': {
        const label = node.number === null ? '' : labelOf(node.number);
        const id = claim(`${where.annex ? where.prefix : ''}annex${label && `_${label}`}`);
        const inner = scope(`${id}.`, true, node.children);
        return { ...node, id, children: node.children.map((child) => visit(child, inner)) };
      }
      case 'paragraph':
        return paragraph(node, where, null, 0);
    }
  };

  const outer = scope('', false, body);
  return body.map((node) => visit(node, outer));
}
