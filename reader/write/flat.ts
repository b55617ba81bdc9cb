import { type Listed, type ListedKind, listing } from '../listing.ts';
import type { Mandate } from '../mandates.ts';
import { mandatesIn } from '../mandatesIn.ts';
import {
  type Citation,
  type Finding,
  type Language,
  type Note,
  type NoteCall,
  type Passage,
  type Prose,
  type Publication,
  type Resolution,
  resolutionsOf,
  walk,
} from '../model.ts';
import { directivesOf, type FlatDirective } from './directives.ts';

export interface FlatCitation {
  readonly text: string;
  readonly symbol: string | null;
}

export interface FlatNote {
  readonly marker: string;
  readonly text: string;
  readonly citations: readonly FlatCitation[];
}

export interface FlatParagraph {
  readonly id: string;
  readonly kind: ListedKind;
  /** The printed number without its full stop: `3`, `(a)`. */
  readonly number: string | null;
  /** Without the printed number and without marks of notes. The row of a table is its cells with ` | ` between. */
  readonly text: string;
  readonly notes: readonly FlatNote[];
  readonly directives: readonly FlatDirective[];
  readonly citations: readonly FlatCitation[];
}

/** One resolution as a list of paragraphs. */
export interface Flat {
  readonly symbol: string | null;
  /** ISO 639-3. */
  readonly language: string;
  readonly title: string | null;
  readonly organ: string | null;
  readonly session: number | null;
  readonly date: string | null;
  readonly paragraphs: readonly FlatParagraph[];
  readonly findings: readonly Finding[];
}

const iso639: Readonly<Record<Language, string>> = {
  ar: 'ara',
  en: 'eng',
  es: 'spa',
  fr: 'fra',
  ru: 'rus',
  zh: 'zho',
};

/** One entry for each symbol, at its first mention; a citation without a symbol each time. */
function citationsOf(prose: Prose): FlatCitation[] {
  const seen = new Set<string>();
  const first = (citation: Citation) => {
    if (citation.symbol === null) return true;
    if (seen.has(citation.symbol)) return false;
    seen.add(citation.symbol);
    return true;
  };
  return prose.citations
    .filter(({ kind, symbol }) => symbol !== null || !['charter', 'treaty', 'publication'].includes(kind))
    .filter(first)
    .map(({ start, end, symbol }) => ({ text: prose.text.slice(start, end), symbol }));
}

type Notes = ReadonlyMap<string, Note>;

function notesOf(calls: readonly NoteCall[], notes: Notes): FlatNote[] {
  return calls.map((call) => {
    const note = call.note === null ? undefined : notes.get(call.note);
    return { marker: call.marker, text: note?.text ?? '', citations: note ? citationsOf(note) : [] };
  });
}

const entry = ({ id, kind, number, text, proses }: Listed, notes: Notes): FlatParagraph => ({
  id,
  kind,
  number,
  text,
  notes: proses.flatMap((prose) => notesOf(prose.notes, notes)),
  directives: [],
  citations: proses.flatMap(citationsOf),
});

const byId = (notes: readonly Note[]): Notes => new Map(notes.map((note) => [note.id, note]));

/** The directives of each paragraph. */
function withDirectives(resolution: Resolution, paragraphs: readonly FlatParagraph[]): FlatParagraph[] {
  const mandates = Map.groupBy(mandatesIn(resolution), (each: Mandate) => each.paragraph);
  const texts = new Map([...walk(resolution.body)].map((node) => [node.id, 'text' in node ? node.text : '']));
  const textOf = (node: string) => texts.get(node) ?? '';
  return paragraphs.map((paragraph) => ({
    ...paragraph,
    directives: directivesOf(mandates.get(paragraph.id) ?? [], textOf),
  }));
}

function flatResolution(resolution: Resolution, outer: readonly Note[], findings: readonly Finding[]): Flat {
  const notes = byId([...outer, ...resolution.notes]);
  const paragraphs = [...listing(resolution.body)].map((listed) => entry(listed, notes));
  return {
    symbol: resolution.symbol,
    language: resolution.language === null ? 'und' : iso639[resolution.language],
    title: resolution.title,
    organ: resolution.organ,
    session: resolution.session?.number ?? null,
    date: resolution.date,
    paragraphs: withDirectives(resolution, paragraphs),
    findings,
  };
}

const heading = (id: string, prose: Prose): Listed => ({
  id,
  kind: 'heading',
  number: null,
  text: prose.text,
  proses: [prose],
});

/** A file without a resolution: its cover lines and passages as headings, so that nothing is lost. */
function flatPassages(publication: Publication, findings: readonly Finding[]): Flat {
  const { masthead, language } = publication;
  const notes = byId(publication.notes);
  const passages = publication.contents.filter((item): item is Passage => item.kind === 'passage');
  return {
    symbol: masthead.symbol,
    language: language === null ? 'und' : iso639[language],
    title: masthead.entries.find((line) => line.role === 'title')?.text ?? null,
    organ: masthead.organ,
    session: masthead.session?.number ?? null,
    date: masthead.date,
    paragraphs: [
      ...masthead.entries.map((line, index) => entry(heading(`cover${index + 1}`, line), notes)),
      ...passages.map((passage) => entry(heading(passage.id, passage), notes)),
    ],
    findings,
  };
}

/**
 * The resolutions of a publication as lists of paragraphs: one object for one resolution (or none), an array
 * for several. A sub-paragraph is an entry of its own behind its parent. Findings stand with the resolution
 * they belong to, those of the whole file with the first.
 */
export function flatOf(publication: Publication, findings: readonly Finding[]): Flat | readonly Flat[] {
  const resolutions = resolutionsOf(publication);
  const flats = resolutions.map((resolution, index) =>
    flatResolution(
      resolution,
      publication.notes,
      findings.filter((finding) => (finding.resolution ?? 0) === index),
    ),
  );
  const [first] = flats;
  if (first === undefined) return flatPassages(publication, findings);
  return flats.length === 1 ? first : flats;
}

/** `flatOf` as JSON, indented. */
export const toFlat = (publication: Publication, findings: readonly Finding[]): string =>
  `${JSON.stringify(flatOf(publication, findings), null, 1)}\n`;
