import type { Emphasis, Mark, Note, NoteCall, Place, Prose } from '../model.ts';
import { elementsOf, textOf, type XmlElement, type XmlNode } from './xml.ts';

/**
 * Namespace of what has no standard home in Akoma Ntoso. In `meta/proprietary`: `publication` (version, language)
 * with `masthead` (the facts of the cover), `resolution` (the facts of the text: symbol, number, session and so on)
 * with `step`s of the history that have no date. As attributes: `role` of a line of cover, title or close; `part`
 * of a paragraph where its place does not tell; `level` of a heading; `number` as the tree has it, where the print
 * differs; `id` and `marker` of a note, `note` that a mark calls; `cut` joins the pieces of a span that was cut to
 * nest, `n` is its place among the spans; `empty` and `none` for rows without cells; `vote` and the three counts;
 * and beside a reference that had to be escaped, under the reference's own name, what it was.
 */
export const ownNamespace = 'urn:rapport:akn:1';
/** Its prefix in the files written here. */
export const ownPrefix = 'r';

/** The number that is printed with the stop which the tree leaves out: `8.`, `3 bis.` */
export const stopped = /^(\p{Nd}+(?: (?:bis|ter|quater))?)\.$/u;

/** Attribute of our own namespace. */
export const own = (element: XmlElement, name: string): string | undefined =>
  element.attributes[`${ownPrefix}:${name}`];

/** Notes of one resolution or of the publication, found before the text so that later marks can name them. */
export interface NoteBook {
  readonly notes: Note[];
  readonly byElement: ReadonlyMap<XmlElement, string>;
  readonly byEId: ReadonlyMap<string, string>;
  readonly byMarker: ReadonlyMap<string, string>;
}

/** How text is read: `exact` keeps every blank as our own files write it, otherwise blanks are made single. */
export interface TextRules {
  readonly exact: boolean;
  readonly book: NoteBook;
  /** Takes what stands where the writer puts nothing. */
  readonly strange?: XmlNode[];
}

const placeOf = (node: XmlNode): Place => ({ start: node.start, end: node.end });

function* noteElements(element: XmlElement): Generator<XmlElement> {
  for (const child of elementsOf(element)) {
    if (child.name === 'authorialNote' || (child.name === 'note' && element.name === 'notes')) yield child;
    yield* noteElements(child);
  }
}

/** The notes inside the elements, in order, with their texts. */
export function noteBook(roots: readonly XmlElement[], exact: boolean): NoteBook {
  const notes: Note[] = [];
  const byElement = new Map<XmlElement, string>();
  const byEId = new Map<string, string>();
  const byMarker = new Map<string, string>();
  const elements = roots.flatMap((root) => [...noteElements(root)]);
  for (const [index, element] of elements.entries()) {
    const id = (exact && own(element, 'id')) || `note${index + 1}`;
    byElement.set(element, id);
    if (element.attributes.eId) byEId.set(element.attributes.eId, id);
    const marker = element.attributes.marker ?? '';
    if (!byMarker.has(marker)) byMarker.set(marker, id);
  }
  const book: NoteBook = { notes, byElement, byEId, byMarker };
  for (const element of elements)
    notes.push({
      kind: 'note',
      id: byElement.get(element) ?? '',
      marker: (exact ? own(element, 'marker') : undefined) ?? element.attributes.marker ?? '',
      ...proseOf(element.children, { exact, book }),
      place: placeOf(element),
    });
  if (exact) {
    const order = (note: Note) => Number(/^note(\d+)$/.exec(note.id)?.[1] ?? Number.POSITIVE_INFINITY);
    notes.sort((one, other) => order(one) - order(other) || 0);
  }
  return book;
}

const emphasisElements: Readonly<Record<string, Emphasis>> = {
  i: 'italic',
  em: 'italic',
  b: 'bold',
  strong: 'bold',
  u: 'underline',
  sup: 'superscript',
  sub: 'subscript',
  ins: 'inserted',
  del: 'deleted',
};
const emphasisClasses: Readonly<Record<string, Emphasis>> = {
  italic: 'italic',
  bold: 'bold',
  underline: 'underline',
  superscript: 'superscript',
  subscript: 'subscript',
};
/** Blocks that the files put inside running text: their text must not run into what stands before. */
const blocks = new Set([
  'p',
  'block',
  'content',
  'td',
  'th',
  'tr',
  'container',
  'paragraph',
  'heading',
  'subheading',
  'item',
  'point',
  'num',
]);

/** Typed parts of a line that stand as words of their own. */
const typed = new Set(['docDate', 'location']);

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Order in which marks stand in a text where nothing else is said: by start, the longer first. */
export const markOrder = (one: Mark, other: Mark): number => one.start - other.start || other.end - one.end;

class TextInTheMaking {
  readonly marks: Draft<Mark>[] = [];
  readonly notes: NoteCall[] = [];
  private readonly cut = new Map<string, Draft<Mark>>();
  /** Places of marks in an order that is not the usual one. */
  private readonly order = new Map<Draft<Mark>, number>();
  private readonly parts: string[] = [];
  private length = 0;
  private last = '';
  private readonly rules: TextRules;

  constructor(rules: TextRules) {
    this.rules = rules;
  }

  private push(text: string): void {
    if (text === '') return;
    this.parts.push(text);
    this.length += text.length;
    this.last = text.at(-1) ?? '';
  }

  add(text: string): void {
    if (this.rules.exact) {
      this.push(text);
      return;
    }
    const single = text.replace(/[ \t\n\r\f\v]+/g, ' ');
    const opens = this.last === '' || this.last === ' ' || this.last === '\n';
    this.push(single.startsWith(' ') && opens ? single.slice(1) : single);
  }

  break(): void {
    if (this.rules.exact || this.last !== '') this.push('\n');
  }

  /** A blank before a typed part that files set close against the word before it ("on<docDate>3 March"). */
  part(following: string): void {
    if (/[\p{Script=Latin}\p{Script=Cyrillic},]/u.test(this.last) && /^[\p{L}\p{Nd}]/u.test(following)) this.push(' ');
  }

  call(marker: string, note: string | null): void {
    this.notes.push({ at: this.length, marker, note });
  }

  mark(element: XmlElement, inner: () => void): void {
    const found = this.marksOf(element);
    const start = this.length;
    const before = this.marks.length;
    const opened = found.map((mark): Draft<Mark> => ({ ...mark, start, end: start }));
    this.marks.push(...opened);
    inner();
    for (const mark of opened) mark.end = this.length;
    const place = this.rules.exact ? own(element, 'n') : undefined;
    if (place !== undefined) for (const mark of opened) this.order.set(mark, Number(place));
    if (this.rules.exact) this.joinCut(element, opened);
    else this.join(opened, before);
  }

  /** A mark that was cut to nest is one mark again: its pieces carry one key. */
  private joinCut(element: XmlElement, opened: readonly Draft<Mark>[]): void {
    const key = own(element, 'cut');
    const [piece] = opened;
    if (key === undefined || !piece) return;
    const earlier = this.cut.get(key);
    if (!earlier) {
      this.cut.set(key, piece);
      return;
    }
    earlier.end = Math.max(earlier.end, piece.end);
    piece.end = piece.start;
  }

  /** A mark that goes on in the next element is one mark. */
  private join(opened: readonly Draft<Mark>[], before: number): void {
    for (const mark of opened) {
      for (let index = before - 1; index >= 0 && index > before - 60; index--) {
        const earlier = this.marks[index];
        if (!earlier || earlier.kind !== mark.kind || earlier.end !== mark.start || earlier.start === earlier.end)
          continue;
        if (earlier.kind === 'link' && mark.kind === 'link' && earlier.href !== mark.href) continue;
        earlier.end = mark.end;
        mark.start = mark.end;
        break;
      }
    }
  }

  private marksOf(element: XmlElement): Mark[] {
    const { exact } = this.rules;
    const emphasis = emphasisElements[element.name];
    if (emphasis) return [{ kind: emphasis, start: 0, end: 0 }];
    if (element.name === 'a' || (element.name === 'ref' && !exact)) {
      const href = (exact ? own(element, 'href') : undefined) ?? element.attributes.href;
      return href === undefined || (href === '' && !exact) ? [] : [{ kind: 'link', href, start: 0, end: 0 }];
    }
    if (element.name !== 'span' || exact) return [];
    return (element.attributes.class ?? '')
      .split(/\s+/)
      .flatMap((name) => (emphasisClasses[name] ? [{ kind: emphasisClasses[name], start: 0, end: 0 }] : []));
  }

  done(): Prose {
    const { exact } = this.rules;
    const whole = this.parts.join('');
    const text = exact ? whole : whole.trimEnd();
    const within = (at: number) => Math.min(at, text.length);
    const place = (mark: Draft<Mark>) => this.order.get(mark) ?? 0;
    const marks = (this.order.size > 0 ? this.marks.toSorted((one, other) => place(one) - place(other)) : this.marks)
      .map((mark) => (exact ? mark : trimmed({ ...mark, start: within(mark.start), end: within(mark.end) }, text)))
      .filter((mark) => mark.start < mark.end);
    if (this.order.size === 0) marks.sort(markOrder);
    const notes = this.notes.map((call) => ({ ...call, at: within(call.at) }));
    return { text, marks, notes, citations: [], times: [] };
  }
}

/** Without the blanks at its edges, which the files emphasize or not by chance. */
function trimmed(mark: Mark, text: string): Mark {
  let { start, end } = mark;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return { ...mark, start, end };
}

function run(nodes: readonly XmlNode[], making: TextInTheMaking, rules: TextRules): void {
  for (const node of nodes) {
    if (node.kind === 'text') making.add(node.text);
    else inline(node, making, rules);
  }
}

function inline(element: XmlElement, making: TextInTheMaking, rules: TextRules): void {
  switch (element.name) {
    case 'authorialNote':
      making.call(element.attributes.marker ?? '', rules.book.byElement.get(element) ?? null);
      return;
    case 'noteRef': {
      const marker = element.attributes.marker ?? '';
      const told = rules.exact ? own(element, 'note') : undefined;
      if (told !== undefined) {
        making.call(marker, told);
        return;
      }
      const href = (element.attributes.href ?? '').replace(/^#/, '');
      making.call(marker, rules.exact ? null : (rules.book.byEId.get(href) ?? rules.book.byMarker.get(marker) ?? null));
      return;
    }
    case 'eol':
    case 'br':
      making.break();
      return;
    case 'img':
      return;
    default: {
      const block = !rules.exact && blocks.has(element.name);
      if (block) making.add(' ');
      if (!rules.exact && element.name === 'outcome') making.break();
      if (!rules.exact && typed.has(element.name)) making.part(textOf(element));
      making.mark(element, () => run(element.children, making, rules));
      if (block) making.add(' ');
    }
  }
}

/** The text of inline content with its marks and calls. */
export function proseOf(nodes: readonly XmlNode[], rules: TextRules): Prose {
  const making = new TextInTheMaking(rules);
  // Our own blocks wrap their text in one `p`; what stands around it is layout.
  const content =
    rules.exact && nodes.some((node) => node.kind === 'element' && node.name === 'p')
      ? nodes.flatMap((node) => (node.kind === 'element' && node.name === 'p' ? node.children : []))
      : nodes;
  run(content, making, rules);
  return making.done();
}
