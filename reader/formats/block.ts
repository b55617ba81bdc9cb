import type { Finding, Mark, Place } from '../model.ts';

/** Where a note's mark stood in a text, before the notes are known. */
export interface MarkAt {
  readonly at: number;
  readonly marker: string;
}

/** Text as a format gives it: no printed mark of a note inside, its emphasis and the calls of notes beside it. */
export interface RawText {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly notes: readonly MarkAt[];
}

export interface RawCell extends RawText {
  readonly header?: true;
  readonly columns?: number;
  readonly rows?: number;
}

/** How a paragraph looks, as far as the format tells. Absent is unknown. */
export interface Look {
  /** Level of a heading style, 1 the highest. */
  readonly heading?: number;
  /** The paragraph carries the style of a document title. */
  readonly title?: true;
  readonly centred?: true;
  readonly right?: true;
  /** All of the text is bold, or italic. */
  readonly bold?: true;
  readonly italic?: true;
  /** Indent of the first line and of the rest, in points from the body's margin. */
  readonly indent?: number;
  /** Level of an automatic list, 0 the outermost. */
  readonly level?: number;
}

/** One paragraph of the file, in reading order: what `structure.ts` makes a tree of. */
export type Block =
  | (RawText & {
      readonly kind: 'paragraph';
      /** The number that the format counted (automatic numbering), as it prints: `3.`, `(a)`. Typed numbers are still in the text. */
      readonly number?: string;
      readonly look: Look;
      readonly place: Place;
    })
  | (RawText & { readonly kind: 'note'; readonly marker: string; readonly place: Place })
  | { readonly kind: 'table'; readonly rows: readonly (readonly RawCell[])[]; readonly place: Place };

/** One printed line, before lines are joined into paragraphs. Text files know only text and page, PDF knows where it stands. */
export interface Line extends RawText {
  readonly place: Place;
  /** Where stretches of the text stand in the source, if not simply from `place.start` on. In order of `at`. */
  readonly origins?: readonly { readonly at: number; readonly source: number }[];
  readonly page: number;
  /** Blank lines before it (text), or the gap before it in units of the usual line distance minus one (PDF). */
  readonly gap: number;
  /** Left and right edge and font size in points; in text `left` counts leading blanks and the others are absent. */
  readonly left: number;
  readonly right?: number;
  readonly size?: number;
  readonly bold?: true;
  readonly centred?: true;
  /** What the geometry of the page tells of it. Absent in text. */
  readonly role?: 'head' | 'foot' | 'note' | 'body';
}

/** What a format makes of the bytes. */
export interface Extract<Unit> {
  readonly units: readonly Unit[];
  /** The source text that places point into. */
  readonly text: string;
  readonly encoding: string | null;
  readonly pages: number | null;
  readonly findings: readonly Finding[];
}
