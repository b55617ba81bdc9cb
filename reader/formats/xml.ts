import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import type { Finding, Place } from '../model.ts';

/** An element with its content; `start` and `end` are offsets in the source, the tags included. */
export interface XmlElement {
  readonly kind: 'element';
  /** Name without its prefix. */
  readonly name: string;
  readonly prefix: string;
  /** By name as written, prefix included. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly start: number;
  readonly end: number;
}

export interface XmlText {
  readonly kind: 'text';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type XmlNode = XmlElement | XmlText;

export interface XmlDocument {
  /** What stands at the outermost level, stray text and second roots included. */
  readonly children: readonly XmlNode[];
  readonly findings: readonly Finding[];
}

export interface XmlLimits {
  /** Elements deeper than this stand beside each other at this depth. */
  readonly depth: number;
  /** Elements and texts read before the rest is left out, which a finding says. */
  readonly nodes: number;
}

export const usualLimits: XmlLimits = { depth: 400, nodes: 4_000_000 };

/** A tag cut at the end of a file that is shorter holds no text worth telling. */
const longestTag = 20;

/** How many repairs are told one by one; the rest is counted in the last finding. */
const toldRepairs = 100;

/** XML's own entities, and those of HTML that files use without declaring them. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  iexcl: '¡',
  cent: '¢',
  pound: '£',
  yen: '¥',
  sect: '§',
  copy: '©',
  laquo: '«',
  raquo: '»',
  reg: '®',
  deg: '°',
  plusmn: '±',
  para: '¶',
  middot: '·',
  frac12: '½',
  iquest: '¿',
  Agrave: 'À',
  Aacute: 'Á',
  Acirc: 'Â',
  Ccedil: 'Ç',
  Egrave: 'È',
  Eacute: 'É',
  Ecirc: 'Ê',
  Iacute: 'Í',
  Ntilde: 'Ñ',
  Oacute: 'Ó',
  Uacute: 'Ú',
  Uuml: 'Ü',
  szlig: 'ß',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  auml: 'ä',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  ecirc: 'ê',
  euml: 'ë',
  iacute: 'í',
  icirc: 'î',
  iuml: 'ï',
  ntilde: 'ñ',
  oacute: 'ó',
  ocirc: 'ô',
  ouml: 'ö',
  times: '×',
  ugrave: 'ù',
  uacute: 'ú',
  ucirc: 'û',
  uuml: 'ü',
  oelig: 'œ',
  OElig: 'Œ',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  zwnj: '\u200c',
  zwj: '\u200d',
  lrm: '\u200e',
  rlm: '\u200f',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  dagger: '†',
  bull: '•',
  hellip: '…',
  prime: '′',
  lsaquo: '‹',
  rsaquo: '›',
  euro: '€',
  trade: '™',
  shy: '\u00ad',
};
const ownEntities = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);

/** What is built while reading; frozen into the public types at the end by type alone. */
interface OpenElement {
  readonly kind: 'element';
  readonly name: string;
  readonly prefix: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlNode[];
  readonly start: number;
  end: number;
}

interface OpenTag {
  readonly written: string;
  /** Where its content goes: itself, or its nearest ancestor where it stands too deep. */
  readonly element: OpenElement;
}

/** Collects repairs and tells the first of them one by one. */
function repairs() {
  const findings: Finding[] = [];
  let untold = 0;
  return {
    tell(repair: string, place: Place, values: Record<string, string | number> = {}) {
      if (findings.length < toldRepairs)
        findings.push({ code: 'markup-repaired', severity: 'warning', place, values: { repair, ...values } });
      else untold += 1;
    },
    limited(place: Place, values: Record<string, string | number>) {
      findings.push({ code: 'text-limited', severity: 'problem', place, values });
    },
    all(): Finding[] {
      const more: Finding = {
        code: 'markup-repaired',
        severity: 'warning',
        values: { repair: 'more', count: untold },
      };
      return untold > 0 ? [...findings, more] : findings;
    },
  };
}

type Repairs = ReturnType<typeof repairs>;

/** A character by its number, as a reference gives it; nothing where XML allows no such character. */
function characterOf(code: number): string {
  const allowed =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : '';
}

/** References replaced by their characters. Entities that a document type declares are not expanded: they stay as written. */
function decoded(raw: string, start: number, told: Repairs): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(
    /&(?:#([0-9]{1,8});|#[xX]([0-9a-fA-F]{1,7});|([A-Za-z][A-Za-z0-9]{0,31});)?/g,
    (whole, decimal, hex, name, at) => {
      const place = { start: start + at, end: start + at + whole.length };
      if (decimal !== undefined || hex !== undefined) {
        const character = characterOf(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
        if (character === '') told.tell('bad-character', place, { written: whole });
        return character;
      }
      const known = name === undefined ? undefined : entities[name as string];
      if (known === undefined || !ownEntities.has(name)) told.tell('bad-entity', place, { written: whole });
      return known ?? whole;
    },
  );
}

/** Line ends as XML counts them; a carriage return written as a reference stays one. */
const lines = (raw: string): string => (raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);

/** The same text with an internal document type subset blanked out, so that offsets stay and nothing of it is read. */
function withoutSubset(source: string): string {
  const head = /<!DOCTYPE[^[>]{0,2000}\[/i.exec(source.slice(0, 20_000));
  if (!head) return source;
  const end = source.indexOf(']', head.index + head[0].length);
  const close = end < 0 ? -1 : source.indexOf('>', end);
  if (close < 0) return source;
  return source.slice(0, head.index) + ' '.repeat(close + 1 - head.index) + source.slice(close + 1);
}

/**
 * Reads XML leniently: whatever the text, a tree comes out, every repair is a finding `markup-repaired`
 * (`values.repair`: `unclosed`, `stray-end`, `repeated-attribute`, `bad-entity`, `bad-character`, `too-deep`,
 * `missing-root`, `second-root`, `stray-text`, `more`), nothing is fetched and no declared entity is expanded.
 * Time and memory are linear in the source.
 */
export function readXml(source: string, limits: XmlLimits = usualLimits): XmlDocument {
  const told = repairs();
  const top: XmlNode[] = [];
  const stack: OpenTag[] = [];
  const openNames = new Map<string, number>();
  const read = withoutSubset(source);
  let count = 0;
  let full = false;
  let tagStart = 0;
  let tagName = '';
  let openTagAt = -1;
  let endTagName = 0;
  let attributes: Record<string, string> = {};
  let attributeName = '';
  let attributeValue = '';

  const content = (): XmlNode[] => stack.at(-1)?.element.children ?? top;

  const room = (at: number): boolean => {
    if (full) return false;
    if (++count <= limits.nodes) return true;
    full = true;
    told.limited({ start: at, end: source.length }, { nodes: limits.nodes });
    return false;
  };

  const addText = (text: string, start: number, end: number) => {
    const into = content();
    const last = into.at(-1);
    // Joined so that a text cut by a comment or a section mark is one text again.
    if (last?.kind === 'text' && last.end === start) into[into.length - 1] = { ...last, text: last.text + text, end };
    else if (room(start)) into.push({ kind: 'text', text, start, end });
  };

  const open = (end: number, selfClosing: boolean) => {
    if (!room(tagStart)) return;
    const colon = tagName.indexOf(':');
    const element: OpenElement = {
      kind: 'element',
      name: colon < 0 ? tagName : tagName.slice(colon + 1),
      prefix: colon < 0 ? '' : tagName.slice(0, colon),
      attributes,
      children: [],
      start: tagStart,
      end,
    };
    content().push(element);
    if (selfClosing) return;
    const tooDeep = stack.length >= limits.depth;
    if (stack.length === limits.depth) told.tell('too-deep', { start: tagStart, end }, { depth: limits.depth });
    stack.push({ written: tagName, element: tooDeep ? (stack.at(-1)?.element ?? element) : element });
    openNames.set(tagName, (openNames.get(tagName) ?? 0) + 1);
  };

  const leave = (end: number) => {
    const tag = stack.pop();
    if (!tag) return;
    openNames.set(tag.written, (openNames.get(tag.written) ?? 1) - 1);
    tag.element.end = end;
    return tag;
  };

  const close = (name: string, start: number, end: number) => {
    if (full) return;
    if ((openNames.get(name) ?? 0) === 0) {
      told.tell('stray-end', { start, end }, { name });
      return;
    }
    while (stack.length > 0 && stack.at(-1)?.written !== name) {
      const tag = leave(start);
      if (tag) told.tell('unclosed', { start: tag.element.start, end: start }, { name: tag.written });
    }
    leave(end);
  };

  const callbacks: TokenizerCallbacks = {
    ontext: (given, end) => {
      // An end tag that is never closed swallows the text behind its name: the tokenizer gives no start for it.
      const start = given < 0 ? endTagName : given;
      if (given < 0) told.tell('unclosed', { start, end });
      addText(decoded(lines(read.slice(start, end)), start, told), start, end);
    },
    oncdata: (start, end, offset) => addText(lines(read.slice(start, end - offset)), start - 9, end - offset + 3),
    onopentagname(start, end) {
      tagStart = start - 1;
      openTagAt = tagStart;
      tagName = read.slice(start, end);
      attributes = {};
    },
    onattribname(start, end) {
      attributeName = read.slice(start, end);
      attributeValue = '';
    },
    onattribdata(start, end) {
      attributeValue += decoded(read.slice(start, end), start, told);
    },
    onattribend(_quote, end) {
      if (Object.hasOwn(attributes, attributeName))
        told.tell('repeated-attribute', { start: tagStart, end }, { name: attributeName, value: attributeValue });
      else if (attributeName !== '__proto__') attributes[attributeName] = attributeValue;
    },
    onopentagend: (end) => {
      openTagAt = -1;
      open(end + 1, false);
    },
    onselfclosingtag: (end) => {
      openTagAt = -1;
      open(end + 1, true);
    },
    onclosetag: (start, end) => {
      endTagName = end;
      close(read.slice(start, end), start - 2, end + 1);
    },
    oncomment: () => undefined,
    ondeclaration: () => undefined,
    onprocessinginstruction: () => undefined,
    onattribentity: () => undefined,
    ontextentity: () => undefined,
    onend: () => undefined,
    isInForeignContext: () => false,
  };

  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, callbacks);
  tokenizer.write(read);
  tokenizer.end();
  // A tag that is never closed holds whatever comes behind it, which is not read.
  if (openTagAt >= 0 && read.length - openTagAt > longestTag)
    told.limited({ start: openTagAt, end: read.length }, { repair: 'unclosed' });
  while (stack.length > 0) {
    const tag = leave(source.length);
    if (tag) told.tell('unclosed', { start: tag.element.start, end: source.length }, { name: tag.written });
  }
  tellOutermost(top, told);
  return { children: top, findings: told.all() };
}

/** Says what an XML document must not have at its outermost level. */
function tellOutermost(top: readonly XmlNode[], told: Repairs): void {
  const roots = top.filter((node) => node.kind === 'element');
  for (const node of top)
    if (node.kind === 'text' && node.text.replace(/^\ufeff/, '').trim() !== '')
      told.tell('stray-text', { start: node.start, end: node.end }, { text: node.text.trim().slice(0, 80) });
  if (roots.length === 0) told.tell('missing-root', { start: 0, end: 0 });
  for (const root of roots.slice(1))
    told.tell('second-root', { start: root.start, end: root.end }, { name: root.name });
}

/** All text inside, in order. */
export function textOf(node: XmlNode): string {
  if (node.kind === 'text') return node.text;
  let text = '';
  for (const child of node.children) text += textOf(child);
  return text;
}

/** The child elements, of one name where it is given. */
export function elementsOf(element: { readonly children: readonly XmlNode[] }, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of element.children)
    if (child.kind === 'element' && (name === undefined || child.name === name)) found.push(child);
  return found;
}

/** The first child element of one of the names. */
export const childOf = (
  element: { readonly children: readonly XmlNode[] } | undefined,
  ...names: string[]
): XmlElement | undefined => element && elementsOf(element).find((child) => names.includes(child.name));

/** Every element of one of the names inside, in order, not looking into those found. */
export function* within(element: { readonly children: readonly XmlNode[] }, ...names: string[]): Generator<XmlElement> {
  for (const child of elementsOf(element)) {
    if (names.includes(child.name)) yield child;
    else yield* within(child, ...names);
  }
}
