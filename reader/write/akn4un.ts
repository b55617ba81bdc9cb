import { ownNamespace } from '../formats/aknText.ts';
import type { Annex, Entry, EntryRole, IsoDate, Language, Node, Passage, Publication, Resolution } from '../model.ts';
import { mandatesXml } from './aknMandates.ts';
import {
  analysis,
  classification,
  type Identity,
  identification,
  knownDate,
  ownPublication,
  ownResolution,
  proprietary,
  references,
  typeNames,
  workflow,
} from './aknMetadata.ts';
import { type Attributes, eIds, element, inline, looseNotes, type NoteUse, noteUse, own } from './aknRuns.ts';
import { annexName, bodyScope, nodesXml, preambleLength, preambleXml, type TreeWriting, titled } from './aknTree.ts';

/** The element that says what a line is, with its reference. A date needs to be known to be a `docDate`. */
const entryElements: Readonly<Partial<Record<EntryRole, readonly [string, Attributes]>>> = {
  publisher: ['docAuthority', { refersTo: '#publisher' }],
  organ: ['docAuthority', { refersTo: '#author' }],
  symbol: ['docNumber', { refersTo: '#symbol' }],
  distribution: ['docStatus', {}],
  session: ['session', {}],
  'agenda-item': ['inline', { name: 'agenda item' }],
  'agenda-title': ['inline', { name: 'agenda item name' }],
  original: ['inline', { name: 'originalLanguage' }],
  sponsor: ['docIntroducer', {}],
  adoption: ['docTitle', { refersTo: '#adoption' }],
  proponent: ['docProponent', {}],
  number: ['docNumber', {}],
  title: ['docTitle', { refersTo: '#resolutionTitle' }],
  'part-title': ['docTitle', { refersTo: '#partTitle' }],
  meeting: ['location', { refersTo: '#adoptionMeeting' }],
  vote: ['outcome', {}],
  'job-number': ['docketNumber', {}],
};

function entryXml(entry: Entry, date: IsoDate | null, writing: TreeWriting): string {
  const day = entry.role === 'date' ? knownDate(date) : null;
  const [name, attributes] =
    day !== null
      ? (['docDate', { date: day }] as const)
      : (entryElements[entry.role] ?? ['inline', { name: entry.role }]);
  const more = name === 'location' ? { eId: writing.eId('location_1') } : {};
  return element('p', { [own('role')]: entry.role }, element(name, { ...attributes, ...more }, inline(entry, writing)));
}

const part = (name: string, entries: readonly Entry[], date: IsoDate | null, writing: TreeWriting): string =>
  entries.length === 0 ? '' : element(name, {}, entries.map((entry) => entryXml(entry, date, writing)).join(''));

const writingFor = (language: Language | null, use: NoteUse, eId = eIds()): TreeWriting => ({
  language,
  use,
  eId,
  concepts: new Set(),
  eIdOf: new Map(),
});

const emptyParagraph = element('p', {});

/** The annexes that end the text stand as attachments, any other in its place. */
function splitBody(body: readonly Node[]): {
  preamble: readonly Node[];
  main: readonly Node[];
  annexes: readonly Annex[];
} {
  const start = preambleLength(body);
  let end = body.length;
  while (end > start && body[end - 1]?.kind === 'annex') end -= 1;
  return {
    preamble: body.slice(0, start),
    main: body.slice(start, end),
    annexes: body.slice(end).filter((node): node is Annex => node.kind === 'annex'),
  };
}

function attachments(annexes: readonly Annex[], identity: Identity, writing: TreeWriting): string {
  if (annexes.length === 0) return '';
  const content = annexes.map((annex, index) => {
    const eId = writing.eId(annexName(annex));
    const title = titled(annex.number, annex, writing);
    const main = nodesXml(annex.children, bodyScope(eId, 'annex'), writing);
    const meta = element('meta', {}, identification({ ...identity, component: `annex_${index + 1}` }));
    return element(
      'attachment',
      { eId },
      title + element('doc', { name: 'annex' }, meta + element('mainBody', {}, main || emptyParagraph)),
    );
  });
  return element('attachments', {}, content.join(''));
}

/** Cover and facts of the publication, where they stand in the document of the only resolution. */
interface Front {
  readonly publication: Publication;
  readonly use: NoteUse;
}

const identityOf = (resolution: Resolution, publication: Publication): Identity => ({
  organ: resolution.organ,
  date: resolution.date,
  symbol: resolution.symbol,
  number: resolution.number,
  language: resolution.language ?? publication.language,
  issued: publication.masthead.date,
  component: 'main',
});

/** The same claim gets the same answer. */
function once(claim: (wanted: string) => string): (wanted: string) => string {
  const taken = new Map<string, string>();
  return (wanted) => {
    const given = taken.get(wanted) ?? claim(wanted);
    taken.set(wanted, given);
    return given;
  };
}

function statement(resolution: Resolution, publication: Publication, front: Front | null): string {
  const use = noteUse(resolution.notes);
  const writing = writingFor(resolution.language ?? publication.language, use);
  const identity = identityOf(resolution, publication);
  // The names that references point to are taken before anything else can take them.
  const claim = once(writing.eId);
  references(resolution.organ, [], claim);
  const frontWriting = front ? { ...writing, use: front.use } : null;
  const cover =
    front && frontWriting
      ? part('coverPage', front.publication.masthead.entries, front.publication.masthead.date, frontWriting)
      : '';
  const preface = part('preface', resolution.entries, resolution.date, writing);
  const split = splitBody(resolution.body);
  const preamble = split.preamble.length === 0 ? '' : element('preamble', {}, preambleXml(split.preamble, writing));
  const main = element('mainBody', {}, nodesXml(split.main, bodyScope('', 'operative'), writing) || emptyParagraph);
  const closing = part('conclusions', resolution.closing, resolution.date, writing);
  const annexes = attachments(split.annexes, identity, writing);
  const meta = element(
    'meta',
    {},
    identification(identity) +
      classification(resolution.subjects) +
      workflow(resolution.history) +
      analysis(resolution.vote, mandatesXml(resolution, writing.eIdOf)) +
      references(resolution.organ, writing.concepts, claim) +
      looseNotes(resolution.notes, writing, '#source') +
      (front && frontWriting ? looseNotes(front.publication.notes, frontWriting, '#publication') : '') +
      proprietary((front ? ownPublication(front.publication) : '') + ownResolution(resolution)),
  );
  return element(
    'statement',
    { name: typeNames[resolution.type] },
    meta + cover + preface + preamble + main + closing + annexes,
  );
}

/** A component of a collection: one resolution, or the passages between two. */
type Component = Resolution | readonly Passage[];

function componentsOf(publication: Publication): Component[] {
  const components: (Resolution | Passage[])[] = [];
  for (const item of publication.contents) {
    const last = components.at(-1);
    if (item.kind === 'resolution') components.push(item);
    else if (Array.isArray(last)) last.push(item);
    else components.push([item]);
  }
  return components;
}

const publicationIdentity = (publication: Publication, component: string): Identity => ({
  organ: publication.masthead.organ,
  date: publication.masthead.date,
  symbol: publication.masthead.symbol,
  number: null,
  language: publication.language,
  issued: publication.masthead.date,
  component,
});

function passagesDocument(
  passages: readonly Passage[],
  publication: Publication,
  component: string,
  use: NoteUse,
): string {
  const writing = writingFor(publication.language, use);
  const text = passages.map((passage, index) =>
    element('p', { eId: writing.eId(`passage_${index + 1}`), [own('id')]: passage.id }, inline(passage, writing)),
  );
  const meta = element('meta', {}, identification(publicationIdentity(publication, component)));
  return element('doc', { name: 'passages' }, meta + element('mainBody', {}, text.join('') || emptyParagraph));
}

function collection(publication: Publication): string {
  const use = noteUse(publication.notes);
  const writing = writingFor(publication.language, use);
  const claim = (eId: string) => writing.eId(eId);
  const organ = publication.masthead.organ;
  const ends = references(organ, [], claim);
  const cover = part('coverPage', publication.masthead.entries, publication.masthead.date, writing);
  const components = componentsOf(publication);
  if (components.length === 0) components.push([]);
  const documents = components.map((component, index) => {
    const name = `component_${index + 1}`;
    const document =
      'kind' in component
        ? statement(component, publication, null)
        : passagesDocument(component, publication, name, use);
    const showAs = 'kind' in component ? (component.symbol ?? component.title ?? component.type) : 'Text';
    return { name, document, showAs };
  });
  const listed = documents.map(({ name, showAs }, index) =>
    element(
      'component',
      { eId: writing.eId(`componentRef_${index + 1}`) },
      element('documentRef', { eId: writing.eId(`documentRef_${index + 1}`), href: `#${name}`, showAs }),
    ),
  );
  const meta = element(
    'meta',
    {},
    identification(publicationIdentity(publication, 'main')) +
      ends +
      looseNotes(publication.notes, writing, '#publication') +
      proprietary(ownPublication(publication)),
  );
  return (
    element(
      'documentCollection',
      { name: 'publication' },
      meta + cover + element('collectionBody', {}, listed.join('')),
    ) +
    element(
      'components',
      {},
      documents.map(({ name, document }) => element('component', { eId: name }, document)).join(''),
    )
  );
}

/**
 * The publication as Akoma Ntoso 3.0 in the United Nations' profile, valid by its schema whatever the publication
 * holds. `readAkn4un` of it gives the same tree; characters that XML cannot hold are left out, and citations and
 * times are written but found anew when it is read. The mandates stand in `otherAnalysis`, as docs/mandates.md tells.
 */
export function toAkn4un(publication: Publication): string {
  const [only] = publication.contents;
  const root =
    publication.contents.length === 1 && only?.kind === 'resolution'
      ? statement(only, publication, { publication, use: noteUse(publication.notes) })
      : collection(publication);
  const attributes = {
    xmlns: 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0',
    'xmlns:akn4un': 'http://un.org/akn4un',
    'xmlns:r': ownNamespace,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('akomaNtoso', attributes, root)}\n`;
}
