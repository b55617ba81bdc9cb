import { labelOf } from '../addresses.ts';
import { stopped } from '../formats/aknText.ts';
import type { Annex, Cell, Node, Paragraph, Part, Prose, Table } from '../model.ts';
import { type Attributes, eIds, element, inline, noteUse, own, type TextWriting } from './aknRuns.ts';

/** Where a node stands: the schema lets other elements in. */
type Room = 'mainBody' | 'hierarchy';

/** What the nodes of one part have in common. */
interface Scope {
  readonly room: Room;
  readonly eId: string;
  /** Part of paragraphs that say nothing else. */
  readonly part: Part;
  readonly counts: Map<string, number>;
}

const inside = (eId: string, part: Part): Scope => ({ room: 'hierarchy', eId, part, counts: new Map() });

export const bodyScope = (eId: string, part: Part): Scope => ({ room: 'mainBody', eId, part, counts: new Map() });

/** Keys of openings that the texts wrote, so that the metadata can name them. */
export interface TreeWriting extends TextWriting {
  readonly concepts: Set<string>;
  /** eIds of the paragraphs written so far, by their addresses. */
  readonly eIdOf: Map<string, string>;
}

const joined = (scope: string, name: string): string => (scope === '' ? name : `${scope}__${name}`);

function counted(scope: Scope, name: string): string {
  const count = (scope.counts.get(name) ?? 0) + 1;
  scope.counts.set(name, count);
  return joined(scope.eId, `${name}_${count}`);
}

/** Printed numbers carry the stop that the tree leaves out. */
const printed = (number: string): string => (stopped.test(`${number}.`) ? `${number}.` : number);

const numberElement = (number: string | null): string =>
  number === null
    ? ''
    : element(
        'num',
        { [own('number')]: printed(number).replace(stopped, '$1') === number ? undefined : number },
        inlineNumber(number),
      );

const inlineNumber = (number: string): string =>
  inline({ text: printed(number), marks: [], notes: [], citations: [], times: [] }, noText);
const noText: TextWriting = { language: null, eId: (wanted) => wanted, use: { notes: new Map(), written: new Map() } };

/** The emphasized words that a preambular paragraph opens with, else its first word. */
export function openingPhrase(prose: Prose): string {
  const mark = prose.marks.find(
    (one) => one.start === 0 && (one.kind === 'italic' || one.kind === 'bold' || one.kind === 'underline'),
  );
  const phrase = mark ? prose.text.slice(0, mark.end) : (/^\P{White_Space}{1,40}/u.exec(prose.text)?.[0] ?? '');
  return phrase.replace(/[\s,،，:;]+$/u, '').slice(0, 80) || 'preamble';
}

/** `#recalling` for "Recalling": only Latin phrases make a key. */
function conceptOf(phrase: string, writing: TreeWriting): string | undefined {
  if (writing.language !== 'en' || !/^[A-Za-z][A-Za-z ]+$/.test(phrase)) return undefined;
  const words = phrase.toLowerCase().trim().split(/ +/);
  const key = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  writing.concepts.add(key);
  return `#${key}`;
}

const paragraphText = (prose: Prose, writing: TreeWriting): string => element('p', {}, inline(prose, writing));

function tableXml(table: Table, eId: string, writing: TreeWriting): string {
  const cell = (one: Cell): string =>
    element(
      one.header ? 'th' : 'td',
      { colspan: one.columns, rowspan: one.rows },
      element('p', {}, inline(one, writing)),
    );
  const rows = table.rows.map((row) =>
    row.length === 0
      ? element('tr', { [own('empty')]: 'true' }, element('td', {}))
      : element('tr', {}, row.map(cell).join('')),
  );
  if (rows.length === 0) rows.push(element('tr', { [own('none')]: 'true' }, element('td', {})));
  return element('table', { eId: writing.eId(`${eId}__table`) }, rows.join(''));
}

/** Whether a preambular paragraph and all in it can stand in the preamble. */
const inPreamble = (node: Node): boolean =>
  node.kind === 'table' || (node.kind === 'paragraph' && node.children.every(inPreamble));

const opensPreamble = (node: Node): boolean =>
  node.kind === 'formula' || (node.kind === 'paragraph' && node.part === 'preambular' && inPreamble(node));

/** How many of the first nodes are the preamble. */
export function preambleLength(nodes: readonly Node[]): number {
  let length = 0;
  for (const [index, node] of nodes.entries()) {
    if (opensPreamble(node)) length = index + 1;
    else if (node.kind !== 'heading') break;
  }
  return length;
}

/** The nodes of the preamble as its containers. */
export function preambleXml(nodes: readonly Node[], writing: TreeWriting): string {
  let out = '';
  const scope = bodyScope('', 'preambular');
  for (const node of nodes) {
    if (node.kind === 'formula')
      out += element(
        'formula',
        { name: 'enactingFormula', eId: writing.eId(counted(scope, 'formula')) },
        paragraphText(node, writing),
      );
    else if (node.kind === 'heading')
      out += element(
        'container',
        { name: 'heading', eId: writing.eId(counted(scope, 'heading')), [own('level')]: node.level },
        paragraphText(node, writing),
      );
    else if (node.kind === 'paragraph') out += containerXml(node, scope, writing);
  }
  return out;
}

function containerXml(node: Paragraph, scope: Scope, writing: TreeWriting, refers = ''): string {
  const phrase = openingPhrase(node);
  const eId = writing.eId(counted(scope, 'container'));
  const refersTo = [refers, conceptOf(phrase, writing)].filter(Boolean).join(' ') || undefined;
  const content =
    node.number === null && node.children.length === 0
      ? paragraphText(node, writing)
      : element('blockList', { eId: writing.eId(`${eId}__list_1`) }, blockItems(node, `${eId}__list_1`, writing));
  return element('container', { name: phrase, eId, refersTo }, content);
}

function blockItems(node: Paragraph, eId: string, writing: TreeWriting): string {
  if (node.number !== null) return blockItem(node, node.part, eId, 1, writing);
  return (
    element('listIntroduction', {}, inline(node, writing)) +
    node.children.map((child, index) => blockItem(child, node.part, eId, index + 1, writing)).join('')
  );
}

function blockItem(node: Node, part: Part, list: string, position: number, writing: TreeWriting): string {
  if (node.kind === 'table') {
    const eId = writing.eId(`${list}__item_t${position}`);
    return element('item', { eId }, tableXml(node, eId, writing));
  }
  if (node.kind !== 'paragraph') return '';
  const label = node.number === null ? '' : labelOf(node.number);
  const eId = writing.eId(`${list}__item_${label || `p${position}`}`);
  const points = node.children.map((child, index) => blockItem(child, node.part, `${eId}__list_1`, index + 1, writing));
  return element(
    'item',
    { eId, [own('part')]: node.part === part ? undefined : node.part },
    numberElement(node.number) +
      paragraphText(node, writing) +
      (points.length > 0 ? element('blockList', { eId: writing.eId(`${eId}__list_1`) }, points.join('')) : ''),
  );
}

/** Nodes outside the preamble. */
export const nodesXml = (nodes: readonly Node[], scope: Scope, writing: TreeWriting): string =>
  nodes.map((node) => nodeXml(node, scope, writing)).join('');

const wrapped = (name: string, eId: string, content: string, more: Attributes = {}): string =>
  element('hcontainer', { name, eId, ...more }, content);

function nodeXml(node: Node, scope: Scope, writing: TreeWriting): string {
  switch (node.kind) {
    case 'formula':
      return wrapped(
        'formula',
        writing.eId(counted(scope, 'formula')),
        element('content', {}, paragraphText(node, writing)),
      );
    case 'heading': {
      const eId = writing.eId(counted(scope, 'crossHeading'));
      const level = { [own('level')]: node.level };
      return scope.room === 'hierarchy'
        ? element('crossHeading', { eId, ...level }, inline(node, writing))
        : wrapped('heading', eId, element('heading', {}, inline(node, writing)), level);
    }
    case 'table': {
      const eId = writing.eId(counted(scope, 'table'));
      return wrapped('table', eId, element('content', {}, tableXml(node, eId, writing)));
    }
    case 'section': {
      const eId = writing.eId(joined(scope.eId, `sec_${labelOf(node.number) || 'x'}`));
      return element(
        'section',
        { eId },
        titled(node.number, node, writing) + nodesXml(node.children, inside(eId, scope.part), writing),
      );
    }
    case 'annex': {
      const eId = writing.eId(joined(scope.eId, annexName(node)));
      return wrapped(
        'annex',
        eId,
        titled(node.number, node, writing) + nodesXml(node.children, inside(eId, 'annex'), writing),
      );
    }
    case 'paragraph':
      return paragraphXml(node, scope, writing, null);
  }
}

/** `annex_I`; `annex` where it is the only one. */
export const annexName = (annex: Annex): string => {
  const label = annex.number === null ? '' : labelOf(annex.number);
  return label === '' ? 'annex' : `annex_${label}`;
};

const hasSaid = (prose: Prose): boolean => prose.text !== '' || prose.notes.length > 0;

/** Number and title of a part. */
export const titled = (number: string | null, title: Prose, writing: TreeWriting): string =>
  numberElement(number) + (hasSaid(title) ? element('heading', {}, inline(title, writing)) : '');

function paragraphXml(node: Paragraph, scope: Scope, writing: TreeWriting, position: number | null): string {
  const bare = node.number === null && node.children.length === 0;
  if (node.part === 'preambular' && bare) {
    if (scope.room === 'mainBody') return containerXml(node, scope, writing, '#preamble');
    const refersTo = ['#preamble', conceptOf(openingPhrase(node), writing)].filter(Boolean).join(' ');
    return element('crossHeading', { eId: writing.eId(counted(scope, 'preamble')), refersTo }, inline(node, writing));
  }
  const label = node.number === null ? '' : labelOf(node.number);
  const point = position !== null;
  const type = point ? 'point' : 'para';
  const wanted =
    label !== ''
      ? joined(scope.eId, `${type}_${label}`)
      : point
        ? joined(scope.eId, `${type}_p${position}`)
        : counted(scope, 'para_p');
  const eId = writing.eId(wanted);
  writing.eIdOf.set(node.id, eId);
  const attributes: Attributes = { eId, [own('part')]: node.part === scope.part ? undefined : node.part };
  const content = numberElement(node.number) + withPoints(node, eId, writing);
  if (node.part === 'preambular' && !point)
    return element('hcontainer', { name: 'preambular', refersTo: '#preamble', ...attributes }, content);
  return element(point ? (node.number === null ? 'alinea' : 'point') : 'paragraph', attributes, content);
}

/** The text of a paragraph, and its points in a list. */
function withPoints(node: Paragraph, eId: string, writing: TreeWriting): string {
  if (node.children.length === 0) return element('content', {}, paragraphText(node, writing));
  const list = writing.eId(`${eId}__list_1`);
  const scope = inside(list, node.part);
  const points = node.children.map((child, index) =>
    child.kind === 'paragraph' ? paragraphXml(child, scope, writing, index + 1) : nodeXml(child, scope, writing),
  );
  return element('list', { eId: list }, element('intro', {}, paragraphText(node, writing)) + points.join(''));
}

/** The eIds of the operative paragraphs of a body, by their addresses, as `toAkn4un` writes them. */
export function eIdsOf(body: readonly Node[]): ReadonlyMap<string, string> {
  const writing: TreeWriting = {
    language: null,
    use: noteUse([]),
    eId: eIds(),
    concepts: new Set(),
    eIdOf: new Map(),
  };
  nodesXml(body.slice(preambleLength(body)), bodyScope('', 'operative'), writing);
  return writing.eIdOf;
}
