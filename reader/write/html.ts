import {
  type Cell,
  type Citation,
  type Entry,
  type Language,
  type Node,
  type Note,
  type NoteCall,
  type Prose,
  type Publication,
  type Resolution,
  resolutionsOf,
  type Table,
} from '../model.ts';
import { attributes, claims, escaped, hypertext, publishedAt } from './hypertext.ts';
import { type Run, runsOf } from './runs.ts';
import { printedNumber } from './text.ts';

/** The few words of the page itself, in the language of the text. */
interface Words {
  readonly notes: string;
  readonly back: string;
  readonly note: string;
  readonly address: string;
  readonly cover: string;
  readonly untitled: string;
}

const english: Words = {
  notes: 'Notes',
  back: 'Back to the text',
  note: 'Note',
  address: 'Permanent link to',
  cover: 'Cover',
  untitled: 'Document',
};
const words: Readonly<Record<Language, Words>> = {
  en: english,
  ar: {
    notes: 'الحواشي',
    back: 'العودة إلى النص',
    note: 'حاشية',
    address: 'رابط دائم إلى',
    cover: 'الغلاف',
    untitled: 'وثيقة',
  },
  es: {
    notes: 'Notas',
    back: 'Volver al texto',
    note: 'Nota',
    address: 'Enlace permanente a',
    cover: 'Portada',
    untitled: 'Documento',
  },
  fr: {
    notes: 'Notes',
    back: 'Retour au texte',
    note: 'Note',
    address: 'Lien permanent vers',
    cover: 'Couverture',
    untitled: 'Document',
  },
  ru: {
    notes: 'Примечания',
    back: 'Назад к тексту',
    note: 'Примечание',
    address: 'Постоянная ссылка на',
    cover: 'Титул',
    untitled: 'Документ',
  },
  zh: { notes: '注', back: '回到正文', note: '注', address: '永久链接', cover: '封面', untitled: '文件' },
};

const openable = (href: string): boolean => /^(https?:|mailto:|#)/i.test(href);

const elements = {
  italic: 'em',
  bold: 'strong',
  underline: 'u',
  superscript: 'sup',
  subscript: 'sub',
  inserted: 'ins',
  deleted: 'del',
} as const;

/** One part of the page whose addresses and notes belong together. */
interface Scope {
  readonly language: Language | null;
  readonly words: Words;
  /** Stands before each address where the file holds several resolutions. */
  readonly prefix: string;
  readonly notes: ReadonlyMap<string, string>;
  /** Hands out each id of the page once. */
  readonly claim: (wanted: string) => string;
  /** Calls seen so far of each note's anchor, for the links back. */
  readonly calls: Map<string, string>;
  /** Level of the heading written last: none may be left out on the way down. */
  level: number;
}

function noteCall(call: NoteCall, scope: Scope): string {
  const target = call.note === null ? undefined : scope.notes.get(call.note);
  if (target === undefined) return `<sup>${escaped(call.marker)}</sup>`;
  const id = scope.claim(`ref-${target}`);
  if (!scope.calls.has(target)) scope.calls.set(target, id);
  const label = escaped(`${scope.words.note} ${call.marker}`);
  return `<sup><a id="${escaped(id)}" href="#${encodeURIComponent(target)}" role="doc-noteref" aria-label="${label}">${escaped(call.marker)}</a></sup>`;
}

function runHtml(run: Run): string {
  let out = escaped(run.text);
  for (const kind of run.emphasis) out = `<${elements[kind]}>${out}</${elements[kind]}>`;
  const { time } = run;
  if (time?.kind === 'date' && time.from !== null && time.from === time.to) {
    out = `<time datetime="${escaped(time.from)}">${out}</time>`;
  }
  return out;
}

function target(run: Run, scope: Scope): string | null {
  if (run.text === '') return null;
  if (run.href !== null) return openable(run.href) ? run.href : null;
  const symbol = run.citation?.symbol ?? null;
  return symbol === null ? null : publishedAt(symbol, scope.language);
}

const named = (citation: Citation | null): string =>
  citation?.symbol == null ? '' : ` class="citation" data-symbol="${escaped(citation.symbol)}"`;

function inline(prose: Prose, scope: Scope): string {
  let out = '';
  let open: string | null = null;
  let over: Citation | null = null;
  for (const run of runsOf(prose)) {
    const href = target(run, scope);
    const goesOn = open !== null && href === open && run.citation === over && run.notes.length === 0;
    if (open !== null && !goesOn) out += '</a>';
    for (const call of run.notes) out += noteCall(call, scope);
    if (href !== null && !goesOn) out += `<a href="${escaped(href)}"${named(run.citation)}>`;
    open = href;
    over = run.citation;
    out += runHtml(run);
  }
  return open === null ? out : `${out}</a>`;
}

function heading(scope: Scope, wanted: number, id: string | null, content: string): string {
  const level = Math.max(2, Math.min(6, wanted, scope.level + 1));
  scope.level = level;
  return `<h${level}${id === null ? '' : ` id="${escaped(id)}"`}>${content}</h${level}>`;
}

function permalink(id: string, address: string, scope: Scope): string {
  const label = escaped(`${scope.words.address} ${address}`);
  return `<a class="address" href="#${encodeURIComponent(id)}" aria-label="${label}"><bdi dir="ltr">${escaped(address)}</bdi></a>`;
}

function cell(each: Cell, head: boolean, scope: Scope): string {
  const columns = each.columns !== undefined && each.columns > 1 ? ` colspan="${Math.min(1000, each.columns)}"` : '';
  const rows = each.rows !== undefined && each.rows > 1 ? ` rowspan="${Math.min(65534, each.rows)}"` : '';
  const content = inline(each, scope);
  // An empty header says nothing to who cannot see it.
  if (!each.header || each.text.trim() === '') return `<td${columns}${rows}>${content}</td>`;
  return `<th scope="${head ? 'col' : 'row'}"${columns}${rows}>${content}</th>`;
}

function table(node: Table, id: string, scope: Scope): string {
  const rows = node.rows.map((row) => {
    const head = row.length > 1 && row.every((each) => each.header);
    return `<tr>${row.map((each) => cell(each, head, scope)).join('')}</tr>`;
  });
  const label = `${scope.words.address} ${node.id}`;
  return `<div class="table" id="${escaped(id)}" role="group" tabindex="0" aria-label="${escaped(node.id)}"><a class="address" href="#${encodeURIComponent(id)}" aria-label="${escaped(label)}"><bdi dir="ltr">${escaped(node.id)}</bdi></a><table>${rows.join('\n')}</table></div>`;
}

function nodeHtml(node: Node, scope: Scope, depth: number): string {
  const id = scope.claim(scope.prefix + node.id);
  const link = node.kind === 'table' ? '' : permalink(id, node.id, scope);
  switch (node.kind) {
    case 'formula':
      return `<p id="${escaped(id)}" class="formula">${link}${inline(node, scope)}</p>`;
    case 'heading':
      return heading(scope, depth + node.level - 1, id, `${link}${inline(node, scope)}`);
    case 'table':
      return table(node, id, scope);
    case 'section':
    case 'annex': {
      const printed = node.kind === 'section' ? node.number : node.text === '' ? `${node.number ?? node.id}` : '';
      const label = [escaped(printed), inline(node, scope)].filter(Boolean).join(' ');
      const title = heading(scope, depth, null, `${link}${label}`);
      return `<section class="${node.kind}" id="${escaped(id)}">${title}\n${nodesHtml(node.children, scope, depth + 1)}</section>`;
    }
    case 'paragraph': {
      const number = node.number === null ? '' : `<span class="number">${escaped(printedNumber(node.number))}</span> `;
      const own = `<p id="${escaped(id)}" class="${node.part}">${link}${number}${inline(node, scope)}</p>`;
      if (node.children.length === 0) return own;
      return `${own}\n<div class="below">${nodesHtml(node.children, scope, depth)}</div>`;
    }
  }
}

const nodesHtml = (nodes: readonly Node[], scope: Scope, depth: number): string =>
  nodes.map((node) => nodeHtml(node, scope, depth)).join('\n');

function notesHtml(notes: readonly Note[], of: string, scope: Scope, level: number): string {
  if (notes.length === 0) return '';
  const id = scope.claim(`${scope.prefix}notes`);
  // The text of a note may call another: links back are known only after all are written.
  const items = notes.map((note) => ({ note, content: inline(note, scope) }));
  const list = items.map(({ note, content }) => {
    const anchor = scope.notes.get(note.id) ?? note.id;
    const call = scope.calls.get(anchor);
    const back =
      call === undefined
        ? ''
        : ` <a href="#${encodeURIComponent(call)}" role="doc-backlink" aria-label="${escaped(`${scope.words.back}: ${scope.words.note} ${note.marker}`)}">↩</a>`;
    return `<li id="${escaped(anchor)}"><span class="number">${escaped(note.marker)}</span> ${content}${back}</li>`;
  });
  const title = heading(scope, level, id, escaped(scope.words.notes));
  return `<section role="doc-endnotes" aria-label="${escaped(`${scope.words.notes}: ${of}`)}">${title}\n<ul class="notes">${list.join('\n')}</ul></section>`;
}

/** A line of a cover may be in another script than the text: it keeps its own direction, on the text's side. */
const entryHtml = (entry: Entry, scope: Scope): string =>
  `<p class="entry ${entry.role}"><bdi>${inline(entry, scope)}</bdi></p>`;

const anchors = (notes: readonly Note[], prefix: string, claim: Scope['claim']): [string, string][] =>
  notes.map((note) => [note.id, claim(prefix + note.id)]);

function resolutionHtml(resolution: Resolution, outer: Scope, prefix: string): string {
  const language = resolution.language ?? outer.language;
  const scope: Scope = {
    ...outer,
    language,
    words: language === null ? english : words[language],
    prefix,
    notes: new Map([...outer.notes, ...anchors(resolution.notes, prefix, outer.claim)]),
    level: 1,
  };
  const single = prefix === '';
  const title = resolution.title ?? resolution.symbol ?? resolution.number ?? scope.words.untitled;
  const lines = resolution.entries
    .filter((entry) => entry.role !== 'title' || entry.text !== title)
    .map((entry) => entryHtml(entry, scope));
  const titleEntry = resolution.entries.find((entry) => entry.role === 'title' && entry.text === title);
  const shown = titleEntry === undefined ? escaped(title) : inline(titleEntry, scope);
  const head = single ? `<h1>${shown}</h1>` : heading(scope, 2, scope.claim(prefix.replace(/\.$/, '')), shown);
  const level = single ? 2 : 3;
  return [
    `<article${attributes(language, title)}>`,
    `<header>${lines.join('\n')}${head}</header>`,
    nodesHtml(resolution.body, scope, level),
    ...resolution.closing.map((entry) => entryHtml(entry, scope)),
    notesHtml(resolution.notes, single ? title : `${prefix.slice(0, -1)} ${title}`, scope, level),
    '</article>',
  ].join('\n');
}

const style = `.below{margin-inline-start:2rem}.entry{margin:.15rem 0}.cover{border-bottom:1px solid #888;margin-bottom:2rem;padding-bottom:1rem}
.notes{list-style:none;padding:0;font-size:.9rem}.table{overflow-x:auto;margin:1rem 0}`;

function page(publication: Publication): { title: string; main: string } {
  const { language } = publication;
  const claim = claims();
  const resolutions = resolutionsOf(publication);
  const single = resolutions.length === 1;
  const outer: Scope = {
    language,
    words: language === null ? english : words[language],
    prefix: 'cover.',
    notes: new Map(anchors(publication.notes, 'cover.', claim)),
    claim,
    calls: new Map(),
    level: 1,
  };
  const first = resolutions[0];
  const symbol = publication.masthead.symbol ?? first?.symbol ?? null;
  const title = (single ? first?.title : publication.masthead.agendaTitle) ?? symbol ?? outer.words.untitled;
  const cover = publication.masthead.entries.map((entry) => entryHtml(entry, outer)).join('\n');
  const parts = [
    single ? '' : `<h1>${escaped(title)}</h1>`,
    cover === '' ? '' : `<div class="cover" role="group" aria-label="${escaped(outer.words.cover)}">${cover}</div>`,
  ];
  let index = 0;
  for (const item of publication.contents) {
    if (item.kind === 'resolution') {
      index += 1;
      parts.push(resolutionHtml(item, outer, single ? '' : `r${index}.`));
    } else {
      parts.push(`<p id="${escaped(claim(item.id))}" class="passage">${inline(item, outer)}</p>`);
    }
  }
  outer.level = single || resolutions.length > 0 ? 2 : 1;
  parts.push(notesHtml(publication.notes, outer.words.cover, outer, 2));
  return {
    title: symbol === null || symbol === title ? title : `${symbol} ${title}`,
    main: parts.filter(Boolean).join('\n'),
  };
}

/**
 * The publication as one page that needs nothing else: no script, no outside style. Every node's id is its
 * address (`#op3`; `#r2.op3` where the file holds several resolutions), notes are linked there and back,
 * citations lead to where the United Nations publishes the document. All text is escaped.
 */
export function toHtml(publication: Publication): string {
  return hypertext({ language: publication.language, ...page(publication), style });
}
