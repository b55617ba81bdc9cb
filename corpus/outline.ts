/**
 * The compact outline in which the expected trees of this folder are written: what each paragraph is, its
 * address, its printed number, how it begins and ends, and which notes it calls.
 */
import fs from 'node:fs';
import path from 'node:path';
import {
  type Entry,
  type Language,
  type Node,
  type Note,
  type Publication,
  type Resolution,
  resolutionsOf,
  type SessionRef,
  walk,
} from '../reader/model.ts';

export interface OutlineNode {
  readonly id: string;
  readonly kind: string;
  readonly part?: string;
  readonly number?: string;
  readonly text?: string;
  readonly notes?: readonly string[];
  readonly rows?: readonly (readonly string[])[];
}

/** A line with its role, a note with its marker. */
type Pair = readonly [string, string];

export interface OutlineResolution {
  readonly kind: 'resolution';
  readonly type?: string;
  readonly number?: string;
  readonly entries: readonly Pair[];
  readonly nodes: readonly OutlineNode[];
  readonly closing: readonly Pair[];
  readonly notes: readonly Pair[];
}

export interface Outline {
  /** Facts of the masthead and of the first resolution; only those named are compared. */
  readonly facts: Readonly<Record<string, string>>;
  /** Lines of the cover and, where the file is one resolution, those before its text. */
  readonly cover: readonly Pair[];
  readonly contents: readonly (OutlineResolution | { readonly kind: 'passage'; readonly text: string })[];
}

/** Beginning and end of a text: five words and three, in Chinese ten signs and six. */
export function brief(text: string, language: Language | null): string {
  if (language === 'zh') return text.length <= 20 ? text : `${text.slice(0, 10)} … ${text.slice(-6)}`;
  const words = text.split(' ');
  return words.length <= 9 ? text : `${words.slice(0, 5).join(' ')} … ${words.slice(-3).join(' ')}`;
}

const pairs = (entries: readonly Entry[]): Pair[] => entries.map((entry) => [entry.role, entry.text]);

function outlineNode(node: Node, language: Language | null): OutlineNode {
  const { id, kind } = node;
  if (node.kind === 'table') return { id, kind, rows: node.rows.map((row) => row.map((cell) => cell.text)) };
  return {
    id,
    kind,
    ...(node.kind === 'paragraph' ? { part: node.part } : {}),
    ...('number' in node && node.number !== null ? { number: node.number } : {}),
    text: brief(node.text, language),
    ...(node.notes.length > 0 ? { notes: node.notes.map((call) => call.marker) } : {}),
  };
}

const outlineNotes = (notes: readonly Note[], language: Language | null): Pair[] =>
  notes.map((note) => [note.marker, brief(note.text, language)]);

function outlineResolution(resolution: Resolution, single: boolean, told: OutlineResolution | undefined): OutlineResolution {
  const { language } = resolution;
  return {
    kind: 'resolution',
    ...(told?.type === undefined ? {} : { type: resolution.type }),
    ...(told?.number === undefined ? {} : { number: resolution.number ?? '' }),
    entries: single ? [] : pairs(resolution.entries),
    nodes: [...walk(resolution.body)].map((node) => outlineNode(node, language)),
    closing: pairs(resolution.closing),
    notes: outlineNotes(resolution.notes, language),
  };
}

const session = (ref: SessionRef | null | undefined): string | undefined =>
  ref ? `${ref.organ} ${ref.kind} ${ref.number}` : undefined;

function factOf(name: string, publication: Publication): string {
  const [first] = resolutionsOf(publication);
  const facts: Readonly<Record<string, string | null | undefined>> = {
    type: first?.type,
    symbol: first?.symbol,
    number: first?.number,
    organ: first?.organ,
    session: session(first?.session),
    date: first?.date,
    title: first?.title,
    agendaItem: publication.masthead.agendaItem,
    sponsors: publication.masthead.sponsors,
  };
  return facts[name] ?? '';
}

/** The outline of what was read, with those facts that the expected outline names. */
export function outlineOf(publication: Publication, expected: Outline): Outline {
  const resolutions = resolutionsOf(publication);
  const single = publication.contents.length === 1 && resolutions.length === 1;
  return {
    facts: Object.fromEntries(Object.keys(expected.facts).map((name) => [name, factOf(name, publication)])),
    cover: [...pairs(publication.masthead.entries), ...(single ? pairs(resolutions[0]?.entries ?? []) : [])],
    contents: publication.contents.map((item, index) => {
      const told = expected.contents[index];
      return item.kind === 'passage'
        ? { kind: 'passage', text: brief(item.text, publication.language) }
        : outlineResolution(item, single, told?.kind === 'resolution' ? told : undefined);
    }),
  };
}

const list = (things: readonly unknown[], indent: string): string =>
  things.length === 0 ? '[]' : `[\n${things.map((thing) => `${indent}  ${JSON.stringify(thing)}`).join(',\n')}\n${indent}]`;

/** JSON with one paragraph a line, so that a difference shows which one. */
export function legible(outline: Outline): string {
  const contents = outline.contents.map((item) => {
    if (item.kind === 'passage') return `    ${JSON.stringify(item)}`;
    const { entries, nodes, closing, notes, ...facts } = item;
    const lines = [
      ...Object.entries(facts).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
      ...Object.entries({ entries, nodes, closing, notes }).map(([name, things]) => `"${name}": ${list(things, '      ')}`),
    ];
    return `    {\n      ${lines.join(',\n      ')}\n    }`;
  });
  const facts = JSON.stringify(outline.facts, null, 2).replace(/\n/g, '\n  ');
  return `{\n  "facts": ${facts},\n  "cover": ${list(outline.cover, '  ')},\n  "contents": [\n${contents.join(',\n')}\n  ]\n}\n`;
}

/** A text of this folder with its expected outline. */
export interface CorpusText {
  readonly language: Language;
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly outline: Outline;
}

/** All texts of this folder. */
export function corpusTexts(): CorpusText[] {
  const root = import.meta.dirname;
  return fs
    .globSync('*/*.tree.json', { cwd: root })
    .sort()
    .map((tree) => {
      const file = path.join(root, tree);
      return {
        language: path.dirname(tree) as Language,
        name: path.basename(tree, '.tree.json'),
        file,
        text: fs.readFileSync(file.replace(/\.tree\.json$/, '.txt'), 'utf8'),
        outline: JSON.parse(fs.readFileSync(file, 'utf8')) as Outline,
      };
    });
}
