/**
 * True documents for the noise generator: from truth files (paragraphs with notes) together with the
 * clean text they belong to, which tells the cover, the close and where the notes are called.
 */
import { brief, type CorpusText, type Outline, type OutlineNode, type OutlineResolution } from '../corpus/outline.ts';
import type { Language } from '../reader/model.ts';
import type { TrueDocument, TrueNote, TrueParagraph } from './noise.ts';

/** A truth as it stands in a file: the place of a note's call is not told. */
export interface FlatTruth {
  readonly symbol: string | null;
  readonly title: string | null;
  readonly paragraphs: readonly {
    readonly kind: TrueParagraph['kind'];
    readonly number: string | null;
    readonly text: string;
    readonly notes?: readonly { readonly marker: string; readonly text: string }[];
  }[];
}

/** Joins a truth with its clean text, whose paragraphs are separated by blank lines. */
export function trueDocument(truth: FlatTruth, clean: string, language: Language): TrueDocument {
  const printed = clean.split(/\n\s*\n/).map((text) => text.replace(/\s+/g, ' ').trim());
  let cursor = 0;
  let first = -1;
  const paragraphs = truth.paragraphs
    .filter((paragraph) => paragraph.text.trim() !== '')
    .map((paragraph): TrueParagraph => {
      const text = paragraph.text.replace(/\s+/g, ' ').trim();
      const notes = (paragraph.notes ?? [])
        .map((note) => ({ ...note, marker: note.marker.replace(/[()\s]/g, '') }))
        .filter((note) => note.marker !== '');
      for (let index = cursor; index < Math.min(printed.length, cursor + 40); index += 1) {
        const calls = callsIn(printed[index] ?? '', paragraph.number, text);
        if (calls === null) continue;
        if (first < 0) first = index;
        cursor = index + 1;
        return { ...paragraph, text, notes: placed(notes, calls, text) };
      }
      return { ...paragraph, text, notes: placed(notes, [], text) };
    });
  const noteTexts = new Set(paragraphs.flatMap((paragraph) => paragraph.notes.map((note) => letters(note.text))));
  const isNote = (line: string): boolean => noteTexts.has(letters(line.replace(/^[\d*]+[\s()]*/, '')));
  return {
    symbol: truth.symbol,
    language,
    title: truth.title,
    lead: printed.slice(0, Math.max(first, 0)).filter((line) => line !== ''),
    paragraphs,
    close: printed
      .slice(cursor)
      .filter((line) => line !== '' && !isNote(line))
      .flatMap((line) => line.split(/\s+(?=\d{1,2}\s\D+\d{4}\D*$|\d{4}年)/u)),
  };
}

/** Letters and digits alone, in lower case: what two prints of one text have in common. */
export const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const placed = (
  notes: readonly { readonly marker: string; readonly text: string }[],
  calls: readonly number[],
  text: string,
): readonly TrueNote[] => notes.map((note, index) => ({ ...note, at: calls[index] ?? text.length }));

/** Offsets in the true text at which the printed paragraph has a note's mark; `null` where it is another paragraph. */
function callsIn(printed: string, number: string | null, text: string): number[] | null {
  const body = number !== null && printed.startsWith(number) ? printed.slice(number.length) : printed;
  const calls: number[] = [];
  let at = 0;
  let position = 0;
  while (position < body.length || at < text.length) {
    const here = body[position] ?? '';
    const there = text[at] ?? '';
    if (/\s/.test(here)) position += 1;
    else if (/\s/.test(there)) at += 1;
    else if (here === there) {
      position += 1;
      at += 1;
    } else {
      const mark = /^(?:\(\d{1,3}\)|\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*+)/.exec(body.slice(position, position + 6));
      if (!mark) return null;
      calls.push(text.slice(0, at).trimEnd().length);
      position += mark[0].length;
    }
    if (calls.length > 40) return null;
  }
  return calls;
}

/** The true document of a text of the corpus that holds one resolution. */
export function corpusDocument({ language, name, text, outline }: CorpusText): TrueDocument {
  const resolution = outline.contents.find((item): item is OutlineResolution => item.kind === 'resolution');
  if (resolution === undefined) throw new RangeError(`no resolution in ${name}`);
  const printed = text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, ' ').trim());
  const notes = new Map(
    printed.slice(-resolution.notes.length).map((line) => {
      const [marker = ''] = line.split(' ', 1);
      return [marker, line.slice(marker.length + 1)] as const;
    }),
  );
  let cursor =
    outline.cover.length - (outline.cover.some(([role]) => role === 'number') && hasTitle(outline.cover) ? 1 : 0);
  const lead = printed.slice(0, cursor);
  const paragraphs = resolution.nodes.flatMap((node): TrueParagraph[] => {
    if (node.kind === 'table') return [];
    const line = printed[cursor] ?? '';
    cursor += 1;
    if (node.kind === 'section') {
      cursor += 1;
      return [heading(line), heading(printed[cursor - 1] ?? '')];
    }
    return [paragraphOf(node, line, notes, language)];
  });
  return {
    symbol: outline.facts.symbol ?? null,
    language,
    title: outline.facts.title ?? outline.cover.find(([role]) => role === 'title')?.[1] ?? null,
    lead,
    paragraphs,
    close: resolution.closing.map(([, line]) => line),
  };
}

const hasTitle = (cover: Outline['cover']): boolean => cover.some(([role]) => role === 'title');
const heading = (text: string): TrueParagraph => ({ kind: 'heading', number: null, text, notes: [] });

function paragraphOf(
  node: OutlineNode,
  line: string,
  notes: ReadonlyMap<string, string>,
  language: Language,
): TrueParagraph {
  const number =
    node.number === undefined
      ? null
      : line.slice(0, line.indexOf(' ', line.indexOf(node.number) + node.number.length)).trim();
  const dashed = number !== null && line.startsWith(`${number} - `) ? `${number} -` : number;
  const body = dashed === null ? line : line.slice(dashed.length).trim();
  const calls: TrueNote[] = [];
  const text = body.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (mark, at: number) => {
    const marker = mark.normalize('NFKC');
    const before = calls.reduce((sum, call) => sum + call.marker.length, 0);
    calls.push({ marker, text: notes.get(marker) ?? '', at: at - before });
    return '';
  });
  if (brief(text, language) !== node.text) throw new RangeError(`${node.id} is not ${JSON.stringify(text)}`);
  const kind =
    node.kind === 'paragraph'
      ? (node.part as 'preambular' | 'operative' | 'annex')
      : node.kind === 'annex'
        ? 'annex'
        : 'heading';
  return { kind, number: dashed, text, notes: calls };
}
