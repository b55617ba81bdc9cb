import type { Entry, Node, Note, Prose, Publication, Resolution, Table } from '../model.ts';
import { runsOf } from './runs.ts';
import { printedNumber } from './text.ts';

/** Makes anything that Markdown or HTML could take for markup stand for itself. */
export const escaped = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_[\]<>#|~^]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&');

/** A line that begins like a list, a quotation or a rule must not become one. */
export const lineSafe = (line: string): string => line.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^[-+=]/, '\\$&');

/** Names of the notes of one scope: `[^1]` for the first note of the first resolution, `[^2-1]` in the second. */
type Labels = ReadonlyMap<string, string>;

function labelsOf(notes: readonly Note[], prefix: string): Labels {
  return new Map(notes.map((note, index) => [note.id, `${prefix}${index + 1}`]));
}

const around: Readonly<Record<string, readonly [string, string]>> = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  underline: ['<u>', '</u>'],
  superscript: ['<sup>', '</sup>'],
  subscript: ['<sub>', '</sub>'],
  inserted: ['<ins>', '</ins>'],
  deleted: ['~~', '~~'],
};

/** Emphasis holds only if no blank stands inside its edges: blanks move out. */
export function emphasized(text: string, emphasis: Iterable<string>): string {
  const core = text.trim();
  if (core === '') return text;
  const start = text.indexOf(core);
  const [before, after] = [text.slice(0, start), text.slice(start + core.length)];
  let out = core;
  for (const kind of emphasis) {
    const [open, close] = around[kind] ?? ['', ''];
    out = `${open}${out}${close}`;
  }
  return `${before}${out}${after}`;
}

const safeAddress = (href: string): string | null =>
  /^(https?:|mailto:|#)/i.test(href) ? href.replace(/[\s<>()\\]/g, encodeURIComponent) : null;

function inline(prose: Prose, labels: Labels): string {
  return runsOf(prose)
    .map((run) => {
      const notes = run.notes.map((call) => {
        const label = call.note === null ? undefined : labels.get(call.note);
        return label === undefined ? `<sup>${escaped(call.marker)}</sup>` : `[^${label}]`;
      });
      const text = emphasized(escaped(run.text), run.emphasis);
      const href = run.href === null ? null : safeAddress(run.href);
      return notes.join('') + (href === null ? text : `[${text}](${href})`);
    })
    .join('');
}

function table(node: Table, labels: Labels): string {
  const cells = node.rows.map((row) =>
    row.flatMap((cell) => [inline(cell, labels), ...Array<string>(Math.min(50, (cell.columns ?? 1) - 1)).fill('')]),
  );
  const width = Math.max(1, ...cells.map((row) => row.length));
  const line = (row: readonly string[]) => `| ${[...row, ...Array<string>(width - row.length).fill('')].join(' | ')} |`;
  const headed = node.rows[0]?.some((cell) => cell.header) ?? false;
  const head = headed ? (cells[0] ?? []) : [];
  return [line(head), line(Array<string>(width).fill('---')), ...cells.slice(headed ? 1 : 0).map(line)].join('\n');
}

export const anchor = (id: string): string => `<a id="${id.replace(/["&<>]/g, '')}"></a>`;

interface Scope {
  readonly labels: Labels;
  /** Stands before each address where the file holds several resolutions. */
  readonly prefix: string;
}

function* nodeBlocks(nodes: readonly Node[], scope: Scope, depth: number): Generator<string> {
  const heading = (level: number, id: string, text: string) =>
    `${'#'.repeat(Math.min(6, level))} ${anchor(scope.prefix + id)}${text}`;
  for (const node of nodes) {
    const text = node.kind === 'table' ? '' : inline(node, scope.labels);
    switch (node.kind) {
      case 'formula':
        yield anchor(scope.prefix + node.id) + lineSafe(text);
        break;
      case 'heading':
        yield heading(2 + node.level, node.id, text);
        break;
      case 'section':
        yield heading(3 + depth, node.id, [escaped(node.number), text].filter(Boolean).join(' '));
        yield* nodeBlocks(node.children, scope, depth + 1);
        break;
      case 'annex':
        yield heading(3 + depth, node.id, text || escaped(['Annex', node.number].filter(Boolean).join(' ')));
        yield* nodeBlocks(node.children, scope, depth + 1);
        break;
      case 'table':
        yield `${anchor(scope.prefix + node.id)}\n\n${table(node, scope.labels)}`;
        break;
      case 'paragraph': {
        const number = node.number === null ? '' : `${lineSafe(escaped(printedNumber(node.number)))} `;
        yield `${'&emsp;'.repeat(Math.min(8, depth))}${anchor(scope.prefix + node.id)}${number}${number ? text : lineSafe(text)}`;
        yield* nodeBlocks(node.children, scope, depth + 1);
        break;
      }
    }
  }
}

const noteBlock = (note: Note, labels: Labels): string =>
  `[^${labels.get(note.id)}]: ${inline(note, labels) || escaped(note.marker)}`;

function* resolutionBlocks(resolution: Resolution, scope: Scope, outer: Labels): Generator<string> {
  const labels = new Map([...outer, ...scope.labels]);
  const within = { ...scope, labels };
  const line = (entry: Entry) =>
    entry.role === 'title' ? `## ${inline(entry, labels)}` : lineSafe(inline(entry, labels));
  for (const entry of resolution.entries) yield line(entry);
  yield* nodeBlocks(resolution.body, within, 0);
  for (const entry of resolution.closing) yield lineSafe(inline(entry, labels));
  for (const note of resolution.notes) yield noteBlock(note, labels);
}

/**
 * The publication as Markdown (CommonMark with tables and footnotes): every paragraph carries its address as
 * an anchor, numbers stay as printed, notes are footnotes.
 */
export function toMarkdown(publication: Publication): string {
  const outer = labelsOf(publication.notes, 'cover-');
  const several = publication.contents.filter((item) => item.kind === 'resolution').length > 1;
  const blocks: string[] = publication.masthead.entries.map((entry) => lineSafe(inline(entry, outer)));
  let index = 0;
  for (const item of publication.contents) {
    if (item.kind === 'passage') {
      blocks.push(lineSafe(inline(item, outer)));
      continue;
    }
    index += 1;
    const labels = labelsOf(item.notes, index === 1 ? '' : `${index}-`);
    for (const block of resolutionBlocks(item, { labels, prefix: several ? `r${index}.` : '' }, outer)) {
      blocks.push(block);
    }
  }
  for (const note of publication.notes) blocks.push(noteBlock(note, outer));
  return `${blocks.filter((block) => block.trim() !== '').join('\n\n')}\n`;
}
