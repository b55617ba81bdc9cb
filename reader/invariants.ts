/**
 * What holds of every reading, whatever the file was. The fuzzer and the tests ask this of each tree;
 * a program that changes a tree can ask it too.
 */
import { type Finding, type Note, type Place, type Prose, type Publication, resolutionsOf, walk } from './model.ts';

/** A reading that was not refused. */
export interface ReadDocument {
  readonly publication: Publication;
  readonly findings: readonly Finding[];
  readonly text: string;
}

/** Whether nothing stands in the tree: no line of the cover, no text, no note. */
export const nothingIn = ({ masthead, contents, notes }: Publication): boolean =>
  masthead.entries.length === 0 &&
  notes.length === 0 &&
  contents.every(
    (item) =>
      item.kind === 'resolution' &&
      item.entries.length === 0 &&
      item.body.length === 0 &&
      item.closing.length === 0 &&
      item.notes.length === 0,
  );

/** Formats whose source text has no markup, so that all of it must be found again in the tree. */
const withoutMarkup: ReadonlySet<string> = new Set(['text', 'pdf', 'docx', 'doc']);

/** Every way in which the reading breaks the rules of the model, in words for a developer; empty where it breaks none. */
export function invalidities(reading: ReadDocument): string[] {
  const { publication, findings, text } = reading;
  const wrong: string[] = [];
  const covered: Place[] = [];
  const placed = (what: string, place: Place | undefined): void => {
    if (place === undefined) return;
    const whole = Number.isInteger(place.start) && Number.isInteger(place.end);
    // A reading from our own JSON has not the text that its places lie in.
    const end = text === '' ? Number.POSITIVE_INFINITY : text.length;
    if (!whole || place.start < 0 || place.start > place.end || place.end > end)
      wrong.push(`${what}: place ${place.start}-${place.end} lies outside the text of ${text.length}`);
    covered.push(place);
  };

  const outer = ids(publication.notes, 'publication', wrong);
  // The note of a sponsor stands with the notes of the first text where the file numbers them together.
  const cover = new Set([...outer, ...(resolutionsOf(publication)[0]?.notes ?? []).map((note) => note.id)]);
  for (const entry of publication.masthead.entries) {
    prose(`masthead ${entry.role}`, entry, cover, wrong);
    placed(`masthead ${entry.role}`, entry.place);
  }
  const nodeIds: Set<string>[] = [];
  publication.contents.forEach((item, index) => {
    const where = `contents[${index}]`;
    if (item.kind === 'passage') {
      prose(where, item, outer, wrong);
      placed(where, item.place);
      return;
    }
    const notes = ids(item.notes, where, wrong);
    const seen = new Set(notes);
    nodeIds.push(seen);
    for (const node of walk(item.body)) {
      const name = `${where} ${node.id}`;
      if (node.id === '') wrong.push(`${where}: a ${node.kind} without an address`);
      if (seen.has(node.id)) wrong.push(`${name}: the address comes twice`);
      seen.add(node.id);
      placed(name, node.place);
      if (node.kind === 'table') for (const row of node.rows) for (const cell of row) prose(name, cell, notes, wrong);
      else prose(name, node, notes, wrong);
      if (
        node.kind === 'paragraph' &&
        node.part !== 'annex' &&
        node.text === '' &&
        node.children.length === 0 &&
        node.number === null
      )
        wrong.push(`${name}: a paragraph of nothing`);
    }
    for (const entry of [...item.entries, ...item.closing]) {
      prose(`${where} ${entry.role}`, entry, notes, wrong);
      placed(`${where} ${entry.role}`, entry.place);
    }
    for (const note of item.notes) noteHolds(where, note, notes);
  });
  for (const note of publication.notes) noteHolds('publication', note, outer);

  function noteHolds(where: string, note: Note, notes: ReadonlySet<string>): void {
    prose(`${where} ${note.id}`, note, notes, wrong);
    placed(`${where} ${note.id}`, note.place);
  }

  for (const finding of findings) {
    placed(`finding ${finding.code}`, finding.place);
    if (finding.resolution === undefined) continue;
    const known = nodeIds[finding.resolution];
    if (known === undefined) wrong.push(`finding ${finding.code}: there is no resolution ${finding.resolution}`);
    else if (finding.node !== undefined && !known.has(finding.node))
      wrong.push(`finding ${finding.code}: there is no ${finding.node}`);
  }
  if (withoutMarkup.has(publication.source.format)) wrong.push(...uncovered(text, covered));
  else if (/\S/.test(text) && nothingIn(publication)) wrong.push('a text with nothing in its tree');
  return wrong;
}

function ids(notes: readonly Note[], where: string, wrong: string[]): Set<string> {
  const seen = new Set<string>();
  for (const note of notes) {
    if (seen.has(note.id)) wrong.push(`${where} ${note.id}: the note's address comes twice`);
    seen.add(note.id);
  }
  return seen;
}

/** Spans lie inside the text and in its order, and calls lead to notes. */
function prose(where: string, said: Prose, notes: ReadonlySet<string>, wrong: string[]): void {
  const { length } = said.text;
  const ordered = (what: string, spans: readonly { readonly start: number; readonly end: number }[]): void => {
    let before = 0;
    for (const span of spans) {
      if (!(span.start >= 0 && span.start < span.end && span.end <= length))
        wrong.push(`${where}: ${what} ${span.start}-${span.end} lies outside the text of ${length}`);
      if (span.start < before) wrong.push(`${where}: ${what} at ${span.start} stands behind ${before}`);
      before = span.start;
    }
  };
  ordered('mark', said.marks);
  ordered('citation', said.citations);
  ordered('time', said.times);
  let before = 0;
  for (const call of said.notes) {
    if (!(call.at >= 0 && call.at <= length))
      wrong.push(`${where}: call at ${call.at} lies outside the text of ${length}`);
    if (call.at < before) wrong.push(`${where}: call at ${call.at} stands behind ${before}`);
    before = call.at;
    if (call.note !== null && !notes.has(call.note))
      wrong.push(`${where}: call of a note ${call.note} that is not there`);
  }
}

/**
 * Stretches of the source text that stand in nothing that was read and in no finding either. At most five are
 * told. Rules, lone asterisks and other signs without a letter or digit are printers' furniture.
 */
function uncovered(text: string, places: readonly Place[]): string[] {
  const lost: string[] = [];
  let end = 0;
  const gap = (from: number, to: number): void => {
    const missing = text
      .slice(from, to)
      .replace(/[\s\p{Cc}\p{Cf}\ufffd]+/gu, ' ')
      .trim();
    if (/[\p{L}\p{Nd}]/u.test(missing) && lost.length < 5)
      lost.push(`lost at ${from}: ${JSON.stringify(missing.slice(0, 60))}`);
  };
  for (const place of [...places].sort((a, b) => a.start - b.start)) {
    if (place.start > end) gap(end, place.start);
    end = Math.max(end, place.end);
  }
  if (end < text.length) gap(end, text.length);
  return lost;
}
