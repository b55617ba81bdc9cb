import { draft, emphases, entirely, type ParagraphPiece, texts, type View, write } from './galley.ts';

interface DiffCell {
  readonly header: boolean;
  readonly classes: string;
  readonly text: string;
}

/** Whether a table sets two versions of a text side by side, as programs that compare files write it. */
export const isDiff = (classes: string, cells: readonly (readonly string[])[]): boolean =>
  /\bdiff|diff\b/i.test(classes) &&
  cells.length > 1 &&
  cells.filter((row) => row.some((each) => /diff/i.test(each))).length * 2 > cells.length;

/** Middle dots that stand for blanks, which such programs make visible. */
const shownBlank = /·\s?/g;

/** Emphasis as written in Markdown, which is what the compared files often are. */
const emphasis = /(\*\*|__)(?=\S)([^*_]{1,400}?\S)\1|(?<![\w*])([*_])(?=\S)([^*_]{0,400}?[^\s*_])\3(?![\w*])/g;

function line(source: string, mark: number): ParagraphPiece | null {
  const heading = /^(#{1,6})\s*(?=\S)/.exec(source);
  const rest = heading === null ? source : source.slice(heading[0].length);
  const into = draft();
  let from = 0;
  for (const match of rest.matchAll(emphasis)) {
    write(into, rest.slice(from, match.index), mark);
    write(into, match[2] ?? match[4] ?? '', mark | (match[2] === undefined ? emphases.italic : emphases.bold));
    from = match.index + match[0].length;
  }
  write(into, rest.slice(from), mark);
  const raw = texts(into)[0];
  if (raw === undefined) return null;
  return {
    kind: 'paragraph',
    ...raw,
    look: {
      ...(heading === null ? {} : { heading: heading[1]?.length ?? 1 }),
      ...(entirely(raw, 'bold') ? { bold: true as const } : {}),
      ...(entirely(raw, 'italic') ? { italic: true as const } : {}),
    },
  };
}

/** The lines of one version, or of both with marks, and how many lines differ. */
export function diffLines(
  rows: readonly (readonly DiffCell[])[],
  view: View,
): { readonly pieces: readonly ParagraphPiece[]; readonly insertions: number; readonly deletions: number } {
  const pieces: ParagraphPiece[] = [];
  let insertions = 0;
  let deletions = 0;
  const push = (text: string, mark: number): void => {
    const piece = line(text, mark);
    if (piece !== null) pieces.push(piece);
  };
  for (const row of rows) {
    if (row.some((cell) => cell.header)) continue;
    const side = (name: RegExp): string | null => {
      const cell = row.find((each) => name.test(each.classes) && !/line/i.test(each.classes));
      return cell === undefined ? null : cell.text.replace(shownBlank, ' ').trim();
    };
    const old = side(/\b(?:left|old|deleted)\b/i);
    const now = side(/\b(?:right|new|added)\b/i);
    if (old === null && now === null) continue;
    if (old === now) {
      push(now ?? '', 0);
      continue;
    }
    if (old !== null && old !== '') deletions += 1;
    if (now !== null && now !== '') insertions += 1;
    if (view !== 'accepted' && old !== null) push(old, view === 'marked' ? emphases.deleted : 0);
    if (view !== 'original' && now !== null) push(now, view === 'marked' ? emphases.inserted : 0);
  }
  return { pieces, insertions, deletions };
}
