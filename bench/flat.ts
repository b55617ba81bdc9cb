/** The flat form of a reading that the scorer takes: paragraphs in reading order, sub-paragraphs beside their parents. */
import { type Node, type Resolution, walk } from '../reader/model.ts';

export interface FlatParagraph {
  readonly id: string;
  readonly kind: 'preambular' | 'operative' | 'heading' | 'annex' | 'table';
  readonly number: string | null;
  readonly text: string;
  readonly notes: readonly string[];
}

function flatNode(node: Node): FlatParagraph {
  if (node.kind === 'table') {
    const text = node.rows.map((row) => row.map((cell) => cell.text).join(' ')).join('\n');
    return { id: node.id, kind: 'table', number: null, text, notes: [] };
  }
  const common = { id: node.id, text: node.text, notes: node.notes.map((call) => call.marker) };
  switch (node.kind) {
    case 'formula':
    case 'heading':
      return { ...common, kind: 'heading', number: null };
    case 'section':
      return { ...common, kind: 'heading', number: node.number };
    case 'annex':
      return { ...common, kind: 'annex', number: node.number };
    case 'paragraph':
      return { ...common, kind: node.part, number: node.number };
  }
}

/** All paragraphs of a resolution, in reading order. */
export const flatOf = (resolution: Resolution): FlatParagraph[] => [...walk(resolution.body)].map(flatNode);
