/**
 * The tree that a reading gives. Plain data: it survives JSON, and out and in again is equal.
 * Text stays one string; what is said of a part of it (emphasis, notes, citations, times) stands
 * beside it as spans, so that nothing has to be cut to be marked. The README beside this file
 * shows every node with an example.
 */

/** The six official languages, by BCP 47 tag, and `und` where none of them is recognized. */
export type Language = 'ar' | 'en' | 'es' | 'fr' | 'ru' | 'zh';

/** A calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/**
 * A stretch of the source text, in UTF-16 units, end not included. The source text is the decoded file
 * for plain text and XML, and the text in reading order for Word, PDF and HTML (`Reading.text`).
 * A node without a place was made by the reader and stands in no source.
 */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** Printed page, from 1, where the format has pages. */
  readonly page?: number;
}

/** A span of a `Prose.text`, in UTF-16 units, end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Emphasis = 'italic' | 'bold' | 'underline' | 'superscript' | 'subscript' | 'inserted' | 'deleted';

export type Mark = (Span & { readonly kind: Emphasis }) | (Span & { readonly kind: 'link'; readonly href: string });

/** Where a note is called: `at` is the offset in the text before which its mark stood. */
export interface NoteCall {
  readonly at: number;
  readonly marker: string;
  /** Id of the note, `null` where no note with this mark was found. */
  readonly note: string | null;
}

export type CitationKind =
  | 'resolution'
  | 'decision'
  | 'document'
  | 'record'
  | 'statement'
  | 'charter'
  | 'treaty'
  | 'publication';

/** A document, or a part of one, that the text names. Found first, decided later: `symbol` is `null` where it stays open. */
export interface Citation extends Span {
  readonly kind: CitationKind;
  /** Canonical symbol, for example `A/RES/3369(XXX)`. */
  readonly symbol: string | null;
  /** The date the text gives it. */
  readonly date?: IsoDate;
  /** Parts of the cited document: `para. 4`, `annex I`, `Article 52`, in the notation of the addresses (`para_4`, `annex_I`, `art_52`). */
  readonly parts?: readonly string[];
  /** Whether the date agrees with what the calendar knows of the symbol. */
  readonly check?: 'agrees' | 'differs';
  /** Which rule decided. */
  readonly why: string;
}

/** A session of an organ, for example the seventy-seventh of the General Assembly. */
export interface SessionRef {
  readonly organ: string;
  readonly kind: 'regular' | 'special' | 'emergency' | 'resumed';
  readonly number: number;
}

/** A date, session, deadline or rhythm that the text names, as a window of real dates. */
export interface Time extends Span {
  readonly kind: 'date' | 'period' | 'session' | 'deadline' | 'relative' | 'recurrence';
  /** First and last day of the window; `null` where it is not known. */
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly session?: SessionRef;
  /** ISO 8601 duration: of the rhythm for a recurrence, of the distance for a relative time. */
  readonly every?: string;
  /** How the window was derived: a code of `calendar.ts`. */
  readonly how: string;
}

/** Text with what is said of its parts. */
export interface Prose {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly notes: readonly NoteCall[];
  readonly citations: readonly Citation[];
  readonly times: readonly Time[];
}

interface Addressed {
  /** Address inside its resolution, the same in every language: `pp1`, `op3`, `op3.a`, `sec_II.op1`, `annex.1`. */
  readonly id: string;
  readonly place?: Place;
}

/** "The General Assembly," and its like. */
export interface Formula extends Addressed, Prose {
  readonly kind: 'formula';
}

/** A line that names what follows and is not numbered as a part of its own. */
export interface Heading extends Addressed, Prose {
  readonly kind: 'heading';
  /** 1 for the highest. */
  readonly level: number;
}

/** Which part of the resolution a paragraph belongs to. */
export type Part = 'preambular' | 'operative' | 'annex';

export interface Paragraph extends Addressed, Prose {
  readonly kind: 'paragraph';
  readonly part: Part;
  /** The number as printed, without the full stop that closes it: `3`, `(a)`, `ii)`, `3 bis`. */
  readonly number: string | null;
  /** Sub-paragraphs and tables, to any depth. */
  readonly children: readonly Node[];
}

/** A part with a number or letter of its own, which may have a preamble of its own. */
export interface Section extends Addressed, Prose {
  readonly kind: 'section';
  /** `II`, `A`; the text is the title printed under or behind it, empty where there is none. */
  readonly number: string;
  readonly children: readonly Node[];
}

export interface Annex extends Addressed, Prose {
  readonly kind: 'annex';
  /** `I` in "Annex I"; `null` where the only annex is just "Annex". The text is the label as printed. */
  readonly number: string | null;
  readonly children: readonly Node[];
}

export interface Cell extends Prose {
  readonly header?: true;
  readonly columns?: number;
  readonly rows?: number;
}

export interface Table extends Addressed {
  readonly kind: 'table';
  readonly rows: readonly (readonly Cell[])[];
}

export type Node = Formula | Heading | Paragraph | Section | Annex | Table;

/** A note at the foot of the page or the end of the text. `id` is `note1`.. in order of the text. */
export interface Note extends Addressed, Prose {
  readonly kind: 'note';
  /** The mark as printed: `1`, `*`, `a`. */
  readonly marker: string;
}

/** What a line of the masthead, of the title or of the close is. */
export type EntryRole =
  | 'publisher'
  | 'organ'
  | 'symbol'
  | 'distribution'
  | 'date'
  | 'original'
  | 'session'
  | 'agenda-item'
  | 'agenda-title'
  | 'sponsor'
  | 'adoption'
  | 'proponent'
  | 'number'
  | 'title'
  | 'part-title'
  | 'meeting'
  | 'vote'
  | 'job-number'
  | 'other';

/** A line that is not a paragraph of the text, with what it is. The facts of a masthead are derived from these. */
export interface Entry extends Prose {
  readonly role: EntryRole;
  readonly place?: Place;
}

/** What the cover and the title lines say, as facts. Unknown is `null`. */
export interface Masthead {
  readonly entries: readonly Entry[];
  readonly symbol: string | null;
  /** Token of the adopting or receiving organ as the published addresses write it: `unga`, `unsc`, `unecosoc`, `unga-hrc`, else a token of our own. */
  readonly organ: string | null;
  readonly session: SessionRef | null;
  /** The session as printed. */
  readonly sessionText: string | null;
  readonly agendaItem: string | null;
  readonly agendaTitle: string | null;
  readonly sponsors: string | null;
  readonly distribution: string | null;
  /** Language the text was submitted in, as printed. */
  readonly original: string | null;
  /** Date of issue or distribution. */
  readonly date: IsoDate | null;
}

export type ResolutionType =
  | 'resolution'
  | 'decision'
  | 'presidential-statement'
  | 'declaration'
  | 'draft-resolution'
  | 'draft-decision'
  | 'draft-statement';

/** A step of the text's life, as a file that carries it says. */
export interface Step {
  readonly date: IsoDate | null;
  readonly outcome: string;
  readonly document: string | null;
  readonly by: string | null;
}

export interface Vote {
  readonly outcome: string;
  readonly inFavour: number | null;
  readonly against: number | null;
  readonly abstaining: number | null;
  readonly voters: readonly { readonly name: string; readonly vote: string }[];
}

export interface Subject {
  readonly value: string;
  readonly label: string;
  readonly dictionary: string;
  readonly href?: string;
  readonly refersTo?: string;
  readonly shortForm?: string;
}

/** One text: a resolution, decision, statement or a draft of one. */
export interface Resolution {
  readonly kind: 'resolution';
  readonly type: ResolutionType;
  readonly language: Language | null;
  /** `A/RES/79/9`, `A/75/L.27`; `null` where the file does not say. */
  readonly symbol: string | null;
  /** `79/9`, `2768 (2025)`, `I` for draft resolution I. */
  readonly number: string | null;
  readonly title: string | null;
  readonly organ: string | null;
  readonly session: SessionRef | null;
  /** Date of adoption, for a draft of distribution. */
  readonly date: IsoDate | null;
  /** The lines between the cover and the text: number, title, "Draft resolution I". */
  readonly entries: readonly Entry[];
  readonly body: readonly Node[];
  /** "39th plenary meeting", "18 November 2024", votes. */
  readonly closing: readonly Entry[];
  readonly notes: readonly Note[];
  readonly history: readonly Step[];
  readonly vote: Vote | null;
  readonly subjects: readonly Subject[];
}

/** Text of the file that belongs to no resolution: a report around drafts, a letter, a page that is something else. */
export interface Passage extends Addressed, Prose {
  readonly kind: 'passage';
}

export type Format = 'text' | 'pdf' | 'docx' | 'doc' | 'html' | 'akn4un' | 'json';

/** The file as it came. */
export interface Source {
  readonly format: Format;
  /** SHA-256 of the original bytes, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: string | null;
  readonly pages: number | null;
}

/** One file: its cover, and in order of the file its resolutions and what stands around them. */
export interface Publication {
  readonly kind: 'publication';
  readonly source: Source;
  readonly language: Language | null;
  readonly masthead: Masthead;
  readonly contents: readonly (Resolution | Passage)[];
  /** Notes called outside the resolutions: from the cover or from passages. */
  readonly notes: readonly Note[];
}

/** What the reader saw, did or doubts, never a sentence: `code` and `values` become one in the reader's language. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'note' | 'warning' | 'problem';
  /** Index of the resolution in the publication and id of the node, where it has one. */
  readonly resolution?: number;
  readonly node?: string;
  readonly place?: Place;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Every finding has a heading in `docs/findings.md`. */
export const findingCodes = [
  'joined-over-page',
  'split-from-paragraph',
  'break-restored',
  'note-moved',
  'note-without-call',
  'call-without-note',
  'furniture-removed',
  'number-restored',
  'number-out-of-order',
  'number-repeated',
  'hyphenation-joined',
  'emphasis-unbalanced',
  'encoding-guessed',
  'language-unknown',
  'markup-repaired',
  'structure-repaired',
  'changes-tracked',
  'citation-date-differs',
  'column-order',
  'no-resolution',
  'text-limited',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Why a file cannot be read at all. */
export const refusals = [
  'empty',
  'encrypted',
  'no-text-layer',
  'not-a-document',
  'unsupported-version',
  'damaged',
  'too-large',
] as const;
export type Refusal = (typeof refusals)[number];

/** What came of reading one file. A refusal is an expected answer, not an exception. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly publication: Publication;
      readonly findings: readonly Finding[];
      /** The source text, which places lie in; empty where the file does not hold it, as our own JSON. */
      readonly text: string;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly values: Readonly<Record<string, string | number>> };

const none: readonly never[] = Object.freeze([]);

/** Prose with nothing said of it. */
export const plain = (text: string): Prose => ({ text, marks: none, notes: none, citations: none, times: none });

/** The resolutions of a publication, in order. */
export const resolutionsOf = (publication: Publication): readonly Resolution[] =>
  publication.contents.filter((item): item is Resolution => item.kind === 'resolution');

/** All nodes of a body in reading order, parents before children. */
export function* walk(nodes: readonly Node[]): Generator<Node> {
  // A stack of its own: a generator in a generator costs its depth for every node.
  const open = [nodes[Symbol.iterator]()];
  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    const next = inner.next();
    if (next.done) {
      open.pop();
      continue;
    }
    const node = next.value;
    yield node;
    if (node.kind === 'paragraph' || node.kind === 'section' || node.kind === 'annex')
      open.push(node.children[Symbol.iterator]());
  }
}
