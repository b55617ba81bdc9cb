import type { Node, Note, Prose, Publication, Resolution, Table } from '../model.ts';

const superscripts = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/** A note's mark as it stands in running text: `¹²`, `*`, `^{a}`. */
export function printedMark(marker: string): string {
  if (/^\d+$/.test(marker)) return marker.replace(/\d/g, (digit) => superscripts[Number(digit)] ?? digit);
  return /^[*†‡§]+$/.test(marker) ? marker : `^{${marker}}`;
}

/** The text with the marks of its notes put back where they stood. */
function withMarks(prose: Prose): string {
  let out = '';
  let from = 0;
  for (const call of [...prose.notes].sort((a, b) => a.at - b.at)) {
    out += prose.text.slice(from, call.at) + printedMark(call.marker);
    from = call.at;
  }
  return out + prose.text.slice(from);
}

const flat = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

const rows = (table: Table): string =>
  table.rows.map((row) => row.map((cell) => flat(withMarks(cell))).join(' | ')).join('\n');

/** A printed number as it stands before its paragraph: `3.`, `(a)`, `ii)`. */
export const printedNumber = (number: string): string => (/[)\].。、:）]$/u.test(number) ? number : `${number}.`);

function* nodeTexts(nodes: readonly Node[]): Generator<string> {
  for (const node of nodes) {
    switch (node.kind) {
      case 'formula':
      case 'heading':
        yield withMarks(node);
        break;
      case 'paragraph':
        yield node.number === null ? withMarks(node) : `${printedNumber(node.number)} ${withMarks(node)}`;
        yield* nodeTexts(node.children);
        break;
      case 'section':
        yield node.number;
        yield withMarks(node);
        yield* nodeTexts(node.children);
        break;
      case 'annex':
        yield withMarks(node) || ['Annex', node.number].filter(Boolean).join(' ');
        yield* nodeTexts(node.children);
        break;
      case 'table':
        yield rows(node);
        break;
    }
  }
}

const noteText = (note: Note): string => `${printedMark(note.marker)} ${withMarks(note)}`;

function* resolutionTexts(resolution: Resolution): Generator<string> {
  for (const entry of resolution.entries) yield withMarks(entry);
  yield* nodeTexts(resolution.body);
  for (const entry of resolution.closing) yield withMarks(entry);
  for (const note of resolution.notes) yield noteText(note);
}

function* publicationTexts(publication: Publication): Generator<string> {
  for (const entry of publication.masthead.entries) yield withMarks(entry);
  for (const item of publication.contents) {
    if (item.kind === 'passage') yield withMarks(item);
    else yield* resolutionTexts(item);
  }
  for (const note of publication.notes) yield noteText(note);
}

/**
 * The publication as plain reading text, as a printed resolution reads: one paragraph a line, a blank line
 * between paragraphs, printed numbers before them, notes at the end of each resolution. Emphasis is left out.
 */
export function toText(publication: Publication): string {
  const texts: string[] = [];
  for (const text of publicationTexts(publication)) if (text.trim() !== '') texts.push(text.trim());
  return `${texts.join('\n\n')}\n`;
}
