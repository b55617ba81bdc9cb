import type { Entry, EntryRole, Place } from '../model.ts';
import { proseOf, type TextRules } from './aknText.ts';
import { elementsOf, textOf, type XmlElement, type XmlNode } from './xml.ts';

/** Role by element and by what it refers to or is named, as the published files write them. */
const roles: Readonly<Record<string, EntryRole>> = {
  'docAuthority publisher': 'publisher',
  'docAuthority issuingBody': 'organ',
  'docAuthority subsidiaryBody': 'organ',
  docAuthority: 'organ',
  'docNumber symbol': 'symbol',
  docNumber: 'number',
  docStatus: 'distribution',
  'docDate dateOfIssuance': 'date',
  docDate: 'date',
  session: 'session',
  event: 'session',
  'inline agenda item': 'agenda-item',
  'inline agenda item name': 'agenda-title',
  'inline originalLanguage': 'original',
  'inline adoptionMeeting': 'meeting',
  'inline originating document': 'proponent',
  'docTitle adoption': 'adoption',
  'docTitle resolutionNumber': 'number',
  'docTitle sponsors': 'sponsor',
  docTitle: 'title',
  docProponent: 'proponent',
  location: 'meeting',
  vote: 'vote',
  outcome: 'vote',
  docType: 'other',
  longTitle: 'title',
};

/** Elements that only hold others together: each of their typed parts is a line of its own. */
const holders = new Set(['span', 'event', 'b', 'i', 'longTitle', 'p', 'container', 'block']);

/** Which part of the file the lines stand in: a title on the cover says how the text was adopted. */
export type EntryPart = 'cover' | 'preface' | 'conclusions';

function roleOf(element: XmlElement, part: EntryPart): EntryRole | undefined {
  const refers = (element.attributes.refersTo ?? '').replace(/^#/, '');
  const named = element.attributes.name ?? '';
  if (part === 'cover' && element.name === 'docTitle' && element.attributes.refersTo === undefined) return 'adoption';
  if (element.name === 'event' && refers !== 'session') return undefined;
  return roles[`${element.name} ${refers}`] ?? roles[`${element.name} ${named}`] ?? roles[element.name];
}

const typedInside = (element: XmlElement, part: EntryPart): boolean =>
  elementsOf(element).some(
    (child) => roleOf(child, part) !== undefined || (holders.has(child.name) && typedInside(child, part)),
  );

/** One line a typed element; text between them is a line with the role `other`. */
export function entriesOf(elements: readonly XmlElement[], part: EntryPart, rules: TextRules): Entry[] {
  const entries: Entry[] = [];
  let loose: XmlNode[] = [];
  const add = (nodes: readonly XmlNode[], role: EntryRole) => {
    const first = nodes[0];
    const last = nodes.at(-1);
    if (!first || !last) return;
    const prose = proseOf(nodes, rules);
    const place: Place = { start: first.start, end: last.end };
    if (prose.text !== '' || prose.notes.length > 0) entries.push({ role, ...prose, place });
  };
  const flush = () => {
    add(loose, 'other');
    loose = [];
  };
  const visit = (element: XmlElement) => {
    for (const child of element.children) {
      if (child.kind === 'text') {
        if (child.text.trim() !== '' || loose.length > 0) loose.push(child);
        continue;
      }
      const role = roleOf(child, part);
      if (role !== undefined) {
        flush();
        add([child], role);
      } else if (child.name === 'eol') flush();
      else if (holders.has(child.name) && (typedInside(child, part) || child.name === 'p')) {
        flush();
        visit(child);
        flush();
      } else if (textOf(child).trim() !== '' || child.name === 'authorialNote') loose.push(child);
    }
  };
  for (const element of elements) {
    visit(element);
    flush();
  }
  return entries;
}
