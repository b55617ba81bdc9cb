import type { Node, Part, Prose } from './model.ts';

/** What a listed paragraph is. Labels and titles of sections and annexes are headings of their own. */
export type ListedKind = Part | 'heading' | 'table';

/** One paragraph of a resolution as a list shows it: without its printed number and without marks of notes. */
export interface Listed {
  readonly id: string;
  readonly kind: ListedKind;
  /** The printed number without its full stop: `3`, `(a)`. */
  readonly number: string | null;
  /** The row of a table is its cells with ` | ` between. */
  readonly text: string;
  /** What the text stands in: one prose, or the cells of a row. */
  readonly proses: readonly Prose[];
}

/** The paragraphs of a body in reading order. A sub-paragraph is an entry of its own behind its parent. */
export function* listing(nodes: readonly Node[]): Generator<Listed> {
  for (const node of nodes) {
    switch (node.kind) {
      case 'formula':
      case 'heading':
        yield one(node.id, 'heading', null, node);
        break;
      case 'paragraph':
        yield one(node.id, node.part, node.number, node);
        yield* listing(node.children);
        break;
      case 'section':
        yield { id: node.id, kind: 'heading', number: null, text: node.number, proses: [] };
        if (node.text !== '') yield one(`${node.id}.title`, 'heading', null, node);
        yield* listing(node.children);
        break;
      case 'annex':
        yield one(node.id, 'heading', null, node);
        yield* listing(node.children);
        break;
      case 'table':
        for (const [index, row] of node.rows.entries()) {
          const text = row.map((cell) => cell.text).join(' | ');
          yield { id: `${node.id}.r${index + 1}`, kind: 'table', number: null, text, proses: row };
        }
        break;
    }
  }
}

const one = (id: string, kind: ListedKind, number: string | null, prose: Prose): Listed => ({
  id,
  kind,
  number,
  text: prose.text,
  proses: [prose],
});
