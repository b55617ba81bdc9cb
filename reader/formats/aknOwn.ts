import { addressed } from '../addresses.ts';
import type {
  Cell,
  Entry,
  EntryRole,
  Finding,
  Language,
  Masthead,
  Node,
  Paragraph,
  Part,
  Passage,
  Place,
  Resolution,
  ResolutionType,
  SessionRef,
  Step,
  Vote,
} from '../model.ts';
import { plain } from '../model.ts';
import type { AknReading } from './akn4un.ts';
import { factsOf } from './aknMeta.ts';
import { noteBook, own, ownPrefix, proseOf, stopped, type TextRules } from './aknText.ts';
import { append } from './galley.ts';
import { childOf, elementsOf, textOf, within, type XmlElement, type XmlNode } from './xml.ts';

/** The element of our own namespace with that name in the metadata. */
function ownElement(document: XmlElement, name: string): XmlElement | undefined {
  for (const holder of elementsOf(childOf(document, 'meta') ?? document, 'proprietary'))
    for (const child of elementsOf(holder, name)) if (child.prefix === ownPrefix) return child;
  return undefined;
}

/** The statement or collection that `toAkn4un` wrote, where the file is its work. */
function ownRoot(children: readonly XmlNode[]): { root: XmlElement; outer: XmlElement } | null {
  const root = childOf({ children }, 'akomaNtoso');
  const outer = childOf(root, 'statement', 'documentCollection');
  return root && outer && ownElement(outer, 'publication') ? { root, outer } : null;
}

const placeOf = (node: XmlNode): Place => ({ start: node.start, end: node.end });
const textFact = (element: XmlElement | undefined, name: string): string | null => element?.attributes[name] ?? null;

function sessionFact(element: XmlElement | undefined): SessionRef | null {
  const organ = textFact(element, 'sessionOrgan');
  const kind = textFact(element, 'sessionKind') as SessionRef['kind'] | null;
  return organ === null || kind === null ? null : { organ, kind, number: Number(element?.attributes.sessionNumber) };
}

/** Entries of a cover, title or close. */
const entriesIn = (part: XmlElement | undefined, rules: TextRules): Entry[] =>
  part === undefined
    ? []
    : elementsOf(part, 'p').map((line) => ({
        role: (own(line, 'role') ?? 'other') as EntryRole,
        ...proseOf(elementsOf(line)[0]?.children ?? line.children, rules),
        place: placeOf(line),
      }));

const title = (element: XmlElement, rules: TextRules) => {
  const heading = childOf(element, 'heading');
  return heading ? proseOf(heading.children, rules) : plain('');
};

function numberIn(element: XmlElement, rules: TextRules): string | null {
  const number = childOf(element, 'num');
  return number ? (own(number, 'number') ?? proseOf(number.children, rules).text.replace(stopped, '$1')) : null;
}

const refersToPreamble = (element: XmlElement): boolean =>
  (element.attributes.refersTo ?? '').split(/\s+/).includes('#preamble');

const tableNode = (element: XmlElement | undefined, place: Place, rules: TextRules): Node => ({
  kind: 'table',
  id: '',
  rows: element
    ? elementsOf(element, 'tr')
        .filter((row) => own(row, 'none') === undefined)
        .map((row) => (own(row, 'empty') !== undefined ? [] : elementsOf(row).map((cell) => cellOf(cell, rules))))
    : [],
  place,
});

function cellOf(element: XmlElement, rules: TextRules): Cell {
  const { colspan, rowspan } = element.attributes;
  return {
    ...proseOf(element.children, rules),
    ...(element.name === 'th' && { header: true as const }),
    ...(colspan !== undefined && { columns: Number(colspan) }),
    ...(rowspan !== undefined && { rows: Number(rowspan) }),
  };
}

/** Parts of a node that its own reading takes. */
const ownParts = new Set(['num', 'heading', 'intro', 'content', 'meta']);

/** The nodes that stand in an element, as the writer put them. */
function nodesIn(element: XmlElement, part: Part, rules: TextRules): Node[] {
  const nodes: Node[] = [];
  for (const child of element.children) {
    const node = child.kind === 'element' ? nodeOf(child, part, rules) : null;
    if (node) nodes.push(node);
    else if (!(child.kind === 'element' && ownParts.has(child.name)) && textOf(child).trim() !== '')
      rules.strange?.push(child);
  }
  return nodes;
}

function nodeOf(element: XmlElement, part: Part, rules: TextRules): Node | null {
  const place = placeOf(element);
  const text = () => proseOf(element.children, rules);
  const level = Number(own(element, 'level') ?? 1);
  switch (element.name) {
    case 'formula':
      return { kind: 'formula', id: '', ...text(), place };
    case 'container':
      return own(element, 'level') !== undefined
        ? { kind: 'heading', id: '', level, ...text(), place }
        : containerNode(element, rules);
    case 'crossHeading':
      return refersToPreamble(element)
        ? { kind: 'paragraph', id: '', part: 'preambular', number: null, ...text(), children: [], place }
        : { kind: 'heading', id: '', level, ...text(), place };
    case 'section':
      return {
        kind: 'section',
        id: '',
        number: numberIn(element, rules) ?? '',
        ...title(element, rules),
        children: nodesIn(element, part, rules),
        place,
      };
    case 'hcontainer':
      return hcontainerNode(element, rules);
    case 'paragraph':
    case 'point':
    case 'alinea':
      return paragraphNode(element, (own(element, 'part') as Part | undefined) ?? part, rules);
    default:
      return null;
  }
}

function hcontainerNode(element: XmlElement, rules: TextRules): Node | null {
  const place = placeOf(element);
  switch (element.attributes.name) {
    case 'formula':
      return { kind: 'formula', id: '', ...proseOf(childOf(element, 'content')?.children ?? [], rules), place };
    case 'heading':
      return { kind: 'heading', id: '', level: Number(own(element, 'level') ?? 1), ...title(element, rules), place };
    case 'table':
      return tableNode(childOf(childOf(element, 'content'), 'table'), place, rules);
    case 'annex':
      return {
        kind: 'annex',
        id: '',
        number: numberIn(element, rules),
        ...title(element, rules),
        children: nodesIn(element, 'annex', rules),
        place,
      };
    case 'preambular':
      return paragraphNode(element, 'preambular', rules);
    default:
      return null;
  }
}

function paragraphNode(element: XmlElement, part: Part, rules: TextRules): Paragraph {
  const list = childOf(element, 'list');
  const content = list ? childOf(list, 'intro') : childOf(element, 'content');
  return {
    kind: 'paragraph',
    id: '',
    part,
    number: numberIn(element, rules),
    ...proseOf(content?.children ?? [], rules),
    children: list ? nodesIn(list, part, rules) : [],
    place: placeOf(element),
  };
}

/** A preambular paragraph in its container. */
function containerNode(element: XmlElement, rules: TextRules): Node {
  const list = childOf(element, 'blockList');
  const place = placeOf(element);
  const base = { kind: 'paragraph', id: '', part: 'preambular', place } as const;
  if (!list) return { ...base, number: null, ...proseOf(element.children, rules), children: [] };
  const introduction = childOf(list, 'listIntroduction');
  const items = elementsOf(list, 'item');
  const [first] = items;
  if (!introduction && first) return { ...itemNode(first, 'preambular', rules), place };
  return {
    ...base,
    number: null,
    ...proseOf(introduction?.children ?? [], rules),
    children: items.map((item) => itemNode(item, 'preambular', rules)),
  };
}

function itemNode(element: XmlElement, parent: Part, rules: TextRules): Node {
  const place = placeOf(element);
  const table = childOf(element, 'table');
  if (table) return tableNode(table, place, rules);
  const part = (own(element, 'part') as Part | undefined) ?? parent;
  const list = childOf(element, 'blockList');
  return {
    kind: 'paragraph',
    id: '',
    part,
    number: numberIn(element, rules),
    ...proseOf(childOf(element, 'p')?.children ?? [], rules),
    children: list ? elementsOf(list, 'item').map((item) => itemNode(item, part, rules)) : [],
    place,
  };
}

function bodyOf(statement: XmlElement, rules: TextRules): Node[] {
  const nodes: Node[] = [];
  for (const part of elementsOf(statement)) {
    if (part.name === 'preamble') append(nodes, nodesIn(part, 'preambular', rules));
    if (part.name === 'mainBody') append(nodes, nodesIn(part, 'operative', rules));
  }
  for (const attachment of elementsOf(childOf(statement, 'attachments') ?? { children: [] }, 'attachment')) {
    const main = childOf(childOf(attachment, 'doc'), 'mainBody');
    nodes.push({
      kind: 'annex',
      id: '',
      number: numberIn(attachment, rules),
      ...title(attachment, rules),
      children: main ? nodesIn(main, 'annex', rules) : [],
      place: placeOf(attachment),
    });
  }
  return addressed(nodes);
}

/** Metadata elements with the notes of one owner: of the text, or of the publication. */
const metaNotes = (document: XmlElement, source: string): XmlElement[] => {
  const meta = childOf(document, 'meta');
  const notes = meta ? elementsOf(meta, 'notes').filter((one) => one.attributes.source === source) : [];
  return notes.length === 0 || !meta ? [] : [{ ...meta, children: notes }];
};

function voteOf(statement: XmlElement): Vote | null {
  const voting = childOf(childOf(childOf(childOf(statement, 'meta'), 'analysis'), 'parliamentary'), 'voting');
  if (!voting) return null;
  const number = (side: string) => {
    const value = own(voting, side);
    return value === undefined ? null : Number(value);
  };
  return {
    outcome: own(voting, 'outcome') ?? voting.attributes.outcome ?? '',
    inFavour: number('inFavour'),
    against: number('against'),
    abstaining: number('abstaining'),
    voters: elementsOf(voting, 'count').flatMap((count) =>
      [...within(count, 'organization')].map((voter) => ({ name: textOf(voter), vote: own(count, 'vote') ?? '' })),
    ),
  };
}

const stepIn = (step: XmlElement): Step => ({
  date: step.attributes.date ?? null,
  outcome: own(step, 'outcome') ?? step.attributes.outcome ?? '',
  document: own(step, 'as') ?? step.attributes.as ?? null,
  by: own(step, 'noBy') !== undefined ? null : (own(step, 'by') ?? step.attributes.by ?? null),
});

function historyOf(statement: XmlElement, facts: XmlElement | undefined): Step[] {
  const steps = facts ? elementsOf(facts, 'step') : [];
  if (steps.length > 0)
    return steps.map((step) => ({
      date: textFact(step, 'date'),
      outcome: step.attributes.outcome ?? '',
      document: textFact(step, 'document'),
      by: textFact(step, 'by'),
    }));
  const flow = childOf(childOf(statement, 'meta'), 'workflow');
  return flow ? elementsOf(flow, 'step').map(stepIn) : [];
}

function resolutionIn(statement: XmlElement, outer: boolean, strange: XmlNode[]): Resolution {
  const facts = ownElement(statement, 'resolution');
  const roots = [
    ...elementsOf(statement).filter((child) => child.name !== 'meta' && !(outer && child.name === 'coverPage')),
    ...metaNotes(statement, '#source'),
  ];
  const book = noteBook(roots, true);
  const rules: TextRules = { exact: true, book, strange };
  const keywords = [...within(childOf(statement, 'meta') ?? statement, 'keyword')];
  return {
    kind: 'resolution',
    type: (textFact(facts, 'type') as ResolutionType | null) ?? factsOf(statement).type,
    language: textFact(facts, 'language') as Language | null,
    symbol: textFact(facts, 'symbol'),
    number: textFact(facts, 'number'),
    title: textFact(facts, 'title'),
    organ: textFact(facts, 'organ'),
    session: sessionFact(facts),
    date: textFact(facts, 'date'),
    entries: entriesIn(childOf(statement, 'preface'), rules),
    body: bodyOf(statement, rules),
    closing: entriesIn(childOf(statement, 'conclusions'), rules),
    notes: book.notes,
    history: historyOf(statement, facts),
    vote: voteOf(statement),
    subjects: keywords.map((keyword) => {
      const fact = (name: string) => own(keyword, name) ?? keyword.attributes[name];
      const href = fact('href');
      const refersTo = fact('refersTo');
      const shortForm = keyword.attributes.shortForm;
      return {
        value: keyword.attributes.value ?? '',
        label: keyword.attributes.showAs ?? '',
        dictionary: fact('dictionary') ?? '',
        ...(href !== undefined && { href }),
        ...(refersTo !== undefined && { refersTo }),
        ...(shortForm !== undefined && { shortForm }),
      };
    }),
  };
}

function mastheadIn(outer: XmlElement, rules: TextRules): Masthead {
  const publication = ownElement(outer, 'publication');
  const facts = publication && childOf(publication, 'masthead');
  return {
    entries: entriesIn(childOf(outer, 'coverPage'), rules),
    symbol: textFact(facts, 'symbol'),
    organ: textFact(facts, 'organ'),
    session: sessionFact(facts),
    sessionText: textFact(facts, 'sessionText'),
    agendaItem: textFact(facts, 'agendaItem'),
    agendaTitle: textFact(facts, 'agendaTitle'),
    sponsors: textFact(facts, 'sponsors'),
    distribution: textFact(facts, 'distribution'),
    original: textFact(facts, 'original'),
    date: textFact(facts, 'date'),
  };
}

/**
 * What `toAkn4un` wrote, read back to the letter; `null` where the file is not its work or was changed by hand in
 * a way that this reading would lose.
 */
export function ownReading(children: readonly XmlNode[], findings: readonly Finding[]): AknReading | null {
  const found = ownRoot(children);
  if (!found || findings.length > 0) return null;
  const { root, outer } = found;
  const strange: XmlNode[] = [];
  const components = elementsOf(root, 'components').flatMap((one) => elementsOf(one, 'component'));
  const documents = outer.name === 'statement' ? [outer] : components.flatMap((one) => elementsOf(one));
  const covers = elementsOf(outer, 'coverPage');
  const passages = documents.filter((document) => document.name === 'doc');
  const book = noteBook([...covers, ...passages, ...metaNotes(outer, '#publication')], true);
  const rules: TextRules = { exact: true, book };
  const contents = documents.flatMap((document): (Resolution | Passage)[] =>
    document.name === 'doc'
      ? elementsOf(childOf(document, 'mainBody') ?? document, 'p')
          .filter((line) => own(line, 'id') !== undefined)
          .map((line) => ({
            kind: 'passage',
            id: own(line, 'id') ?? '',
            ...proseOf(line.children, rules),
            place: placeOf(line),
          }))
      : [resolutionIn(document, document === outer, strange)],
  );
  if (strange.length > 0) return null;
  return {
    language: textFact(ownElement(outer, 'publication'), 'language') as Language | null,
    masthead: mastheadIn(outer, rules),
    contents,
    notes: book.notes,
    findings,
  };
}
