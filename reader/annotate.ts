import type { Cell, Citation, Entry, Node, Note, Passage, Prose, Publication, Resolution, Time } from './model.ts';

/** What looks for citations and times in one prose. Called in reading order, so that it may remember what was named before. */
export interface Annotator {
  readonly citations: (prose: Prose) => Citation[];
  readonly times: (text: string) => Time[];
}

/** Chooses the annotator of a text: its organ and session decide what "its resolution" and "its next session" mean. */
export type AnnotatorOf = (resolution: Resolution | null) => Annotator;

function within<Value extends Prose>(value: Value, annotator: Annotator): Value {
  if (value.text.length === 0) return value;
  const citations = annotator.citations(value);
  const times = annotator.times(value.text);
  const nothing = citations.length + times.length + value.citations.length + value.times.length === 0;
  return nothing ? value : { ...value, citations, times };
}

function node(value: Node, annotator: Annotator): Node {
  switch (value.kind) {
    case 'table':
      return { ...value, rows: value.rows.map((row) => row.map((cell): Cell => within(cell, annotator))) };
    case 'formula':
    case 'heading':
      return within(value, annotator);
    case 'paragraph':
    case 'section':
    case 'annex': {
      const own = within(value, annotator);
      return own.children.length === 0
        ? own
        : { ...own, children: own.children.map((child) => node(child, annotator)) };
    }
  }
}

function resolution(value: Resolution, annotator: Annotator): Resolution {
  const entry = (item: Entry): Entry => within(item, annotator);
  const entries = value.entries.map(entry);
  const body = value.body.map((item) => node(item, annotator));
  return {
    ...value,
    entries,
    body,
    closing: value.closing.map(entry),
    notes: value.notes.map((item): Note => within(item, annotator)),
  };
}

/** The same publication with the citations and the times that its texts name. */
export function annotated(publication: Publication, annotatorOf: AnnotatorOf): Publication {
  const around = annotatorOf(null);
  return {
    ...publication,
    masthead: { ...publication.masthead, entries: publication.masthead.entries.map((entry) => within(entry, around)) },
    contents: publication.contents.map((item): Resolution | Passage =>
      item.kind === 'passage' ? within(item, around) : resolution(item, annotatorOf(item)),
    ),
    notes: publication.notes.map((item) => within(item, around)),
  };
}
