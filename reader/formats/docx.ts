import type { Finding } from '../model.ts';
import type { Block, Extract } from './block.ts';
import { bodyReader, type Frame, type Seen } from './docxBody.ts';
import { listsOf } from './docxNumbering.ts';
import {
  child,
  type Element,
  elements,
  type Limits,
  opened,
  type Package,
  type Refused,
  usualLimits,
  value,
} from './docxPackage.ts';
import { stylesOf } from './docxStyles.ts';
import { type Piece, placed, type View, withTypedNotes } from './galley.ts';

export interface WordOptions {
  /** Which text a file with tracked changes gives; usually the one with all of them accepted. */
  readonly view?: View;
  readonly limits?: Limits;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** Reads parts and remembers the first reason to refuse. */
interface Parts {
  get(name: string | undefined): Element | null;
  refused: Refused | null;
}

function partsOf(file: Package): Parts {
  const parts: Parts = {
    refused: null,
    get(name) {
      if (name === undefined || parts.refused !== null) return null;
      const part = file.part(name);
      if (part !== null && 'refusal' in part) {
        parts.refused = part;
        return null;
      }
      return part;
    },
  };
  return parts;
}

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1);

function relationsOf(parts: Parts, name: string): Relation[] {
  const folder = folderOf(name);
  const root = parts.get(`${folder}_rels/${name.slice(folder.length)}.rels`);
  return elements(root).map((each) => ({
    id: each.attributes.Id ?? '',
    type: (each.attributes.Type ?? '').replace(/^.*\//, ''),
    target: each.attributes.Target ?? '',
  }));
}

/** The name of a part that another one points to, relative to that one's folder. */
function pointed(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = folderOf(from).split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** The part that holds the text: the one the package names, or what usually holds it. */
function mainPart(file: Package, parts: Parts): string | null {
  const named = relationsOf(parts, '').find((each) => each.type === 'officeDocument');
  const target = named === undefined ? undefined : pointed('', named.target).toLowerCase();
  if (target !== undefined && file.names.includes(target)) return target;
  return file.names.find((name) => /^word\/document\d*\.xml$/.test(name)) ?? null;
}

const notesOf = (root: Element | null): ReadonlyMap<string, Element> =>
  new Map(
    elements(root)
      .filter((each) => (each.attributes['w:type'] ?? 'normal') === 'normal')
      .map((each) => [each.attributes['w:id'] ?? '', each]),
  );

/** The section that the first page belongs to: the first one that ends. */
function firstSection(body: Element | undefined): Element | undefined {
  for (const each of elements(body)) {
    if (each.name === 'w:sectPr') return each;
    const ends = each.name === 'w:p' ? child(child(each, 'w:pPr'), 'w:sectPr') : undefined;
    if (ends !== undefined) return ends;
  }
  return undefined;
}

/** Relationship ids of what stands above and below the first page. A foot that every page has is furniture and left out. */
function firstPage(section: Element | undefined): readonly string[] {
  const own = value(section, 'w:titlePg');
  const first = own !== undefined && !/^(?:0|false|off)$/.test(own);
  const pick = (name: string, type: string): string | undefined =>
    elements(section).find((each) => each.name === name && (each.attributes['w:type'] ?? 'default') === type)
      ?.attributes['r:id'];
  const ids = first
    ? [pick('w:headerReference', 'first'), pick('w:footerReference', 'first')]
    : [pick('w:headerReference', 'default')];
  return ids.filter((id) => id !== undefined);
}

const bare = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Paragraphs of the first page's head and foot that say something the text does not say again near its beginning. */
function unrepeated(head: readonly Piece[], body: readonly Piece[]): Piece[] {
  const said = new Set<string>();
  let length = 0;
  for (const piece of body) {
    if (length > 20_000) break;
    for (const cell of piece.kind === 'table' ? piece.rows.flat() : [piece]) said.add(bare(cell.text));
    length += piece.kind === 'table' ? 200 : piece.text.length;
  }
  return head.filter((piece) => {
    if (piece.kind !== 'paragraph') return piece.kind === 'table';
    const text = bare(piece.text);
    return /\p{L}/u.test(text) && !said.has(text) && !/^(?:page )?[-–\s\d/.]*(?:of|de|\/)?[-–\s\d/.]*$/.test(text);
  });
}

function findingsOf(seen: Seen): Finding[] {
  const findings: Finding[] = [];
  const note = (code: Finding['code'], values: Finding['values']): void => {
    findings.push({ code, severity: 'note', values });
  };
  if (seen.insertions + seen.deletions > 0)
    note('changes-tracked', { insertions: seen.insertions, deletions: seen.deletions });
  if (seen.contentsLines > 0) note('furniture-removed', { kind: 'contents', count: seen.contentsLines });
  if (seen.notesNotFound > 0)
    findings.push({ code: 'call-without-note', severity: 'warning', values: { count: seen.notesNotFound } });
  return findings;
}

/**
 * A Word file (OOXML) as blocks in reading order: head of the first page, body, each note behind the paragraph that calls it.
 * `Extract.text` is the text of the blocks, a paragraph a line. Numbers that Word counts stand in `number`.
 */
export function readDocx(bytes: Uint8Array, options: WordOptions = {}): Extract<Block> | Refused {
  const file = opened(bytes, options.limits ?? usualLimits);
  if ('refusal' in file) return file;
  const parts = partsOf(file);
  const main = mainPart(file, parts);
  if (main === null) return { refusal: 'not-a-document', values: { found: 'zip' } };
  const body = child(parts.get(main), 'w:body');
  if (body === undefined) return parts.refused ?? { refusal: 'damaged', values: { part: main } };
  const relations = relationsOf(parts, main);
  const related = (type: string): Element | null => {
    const target = relations.find((each) => each.type === type)?.target;
    return target === undefined ? null : parts.get(pointed(main, target));
  };
  const styles = stylesOf(related('styles'));
  const frame: Frame = {
    styles,
    lists: listsOf(related('numbering'), styles),
    links: new Map(relations.filter((each) => each.type === 'hyperlink').map((each) => [each.id, each.target])),
    footnotes: notesOf(related('footnotes')),
    endnotes: notesOf(related('endnotes')),
    settings: related('settings'),
    view: options.view ?? 'accepted',
  };
  const reader = bodyReader(frame);
  const read = reader.read(body);
  const head = firstPage(firstSection(body)).flatMap((id) => {
    const target = relations.find((each) => each.id === id)?.target;
    return target === undefined ? [] : reader.read(parts.get(pointed(main, target)));
  });
  if (parts.refused !== null) return parts.refused;
  const { units, text } = placed(withTypedNotes([...unrepeated(head, read), ...read]));
  if (units.length === 0) return { refusal: 'empty', values: { part: main } };
  return { units, text, encoding: null, pages: null, findings: findingsOf(reader.seen) };
}
