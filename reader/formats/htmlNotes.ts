import type { RawText } from './block.ts';
import { type Lift, lifted, type ParagraphPiece, type Piece, part, without } from './galley.ts';
import type { Item } from './htmlBlocks.ts';

const markerText = /^[[(]?(?:note |fn)?(\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?$/i;

interface Call extends Lift {
  readonly item: number;
  readonly target: number;
}

/** Links within the page whose text is the mark of a note and whose target stands further on. */
function callsIn(items: readonly Item[]): Call[] {
  const targets = new Map<string, number>();
  items.forEach((item, index) => {
    for (const anchor of item.anchors) if (!targets.has(anchor)) targets.set(anchor, index);
  });
  const calls: Call[] = [];
  items.forEach(({ piece }, item) => {
    if (piece.kind !== 'paragraph' || !piece.marks.some((mark) => mark.kind === 'link')) return;
    const raised = piece.marks.filter((mark) => mark.kind === 'superscript');
    let next = 0;
    for (const mark of piece.marks) {
      if (mark.kind !== 'link' || mark.end - mark.start > 12 || !mark.href.includes('#')) continue;
      while ((raised[next]?.end ?? Number.POSITIVE_INFINITY) < mark.end) next += 1;
      const up = (raised[next]?.start ?? Number.POSITIVE_INFINITY) <= mark.start;
      const marker = markerText.exec(piece.text.slice(mark.start, mark.end).trim())?.[1];
      const target = targets.get(decoded(mark.href.slice(mark.href.indexOf('#') + 1)));
      if (marker === undefined || target === undefined || target <= item) continue;
      if (up || isNote(items[target]?.piece, marker))
        calls.push({ item, start: mark.start, end: mark.end, marker, target });
    }
  });
  return calls.filter((each) => items[each.target]?.piece.kind === 'paragraph');
}

/** Whether a paragraph that a link aims at begins with the mark or leads back. */
const isNote = (piece: Piece | undefined, marker: string): boolean =>
  piece?.kind === 'paragraph' &&
  (piece.text.replace(/^[[(\s^]+/, '').startsWith(marker) ||
    piece.number?.startsWith(marker) === true ||
    piece.marks.slice(0, 50).some((each) => each.kind === 'link' && each.href.includes('#')));

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** A paragraph as a note: without its mark at the beginning and without the link that leads back. */
function asNote(piece: ParagraphPiece, marker: string): Piece {
  let raw: RawText = piece;
  for (const mark of [...piece.marks].reverse()) {
    const shown = piece.text.slice(mark.start, mark.end).trim();
    const leads = mark.kind === 'link' && mark.href.includes('#');
    if (
      leads &&
      (/^[\s↑↩^⏎←↵[\]]*$/u.test(shown.replace(/\p{M}/gu, '')) ||
        (mark.start <= 1 && markerText.test(shown)) ||
        /^(?:back|return)\b/i.test(shown))
    )
      raw = without(raw, mark.start, mark.end);
  }
  const lead = /^[\s[(^]*/.exec(raw.text)?.[0].length ?? 0;
  if (raw.text.startsWith(marker, lead) && !/^[\p{L}\p{N}]/u.test(raw.text.slice(lead + marker.length)))
    raw = without(raw, 0, lead + marker.length);
  const rest = /^[\s\])^.:]*/.exec(raw.text)?.[0].length ?? 0;
  const { text, marks, notes } = part(raw, rest, raw.text.length);
  return { kind: 'note', marker, text, marks, notes };
}

/** The items with notes found by their links: the marks out of the text, the notes as notes. */
export function withLinkedNotes(items: readonly Item[]): Piece[] {
  const out: Piece[] = items.map((item) => item.piece);
  const calls = callsIn(items);
  const byItem = new Map<number, Call[]>();
  for (const each of calls) {
    const known = byItem.get(each.item);
    if (known === undefined) byItem.set(each.item, [each]);
    else known.push(each);
  }
  const claimed = new Map<number, string>();
  for (const each of calls) if (!claimed.has(each.target)) claimed.set(each.target, each.marker);
  for (const [item, list] of byItem) {
    const piece = out[item];
    if (piece === undefined || piece.kind !== 'paragraph') continue;
    const raw = lifted(piece, list);
    out[item] = { ...piece, ...part(raw, 0, raw.text.length) };
  }
  for (const [target, marker] of claimed) {
    const piece = out[target];
    if (piece !== undefined && piece.kind === 'paragraph') out[target] = asNote(piece, marker);
  }
  return out;
}
