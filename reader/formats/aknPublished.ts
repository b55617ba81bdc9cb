import { addressed } from '../addresses.ts';
import {
  type Cell,
  type Finding,
  type Heading,
  type Node,
  type Paragraph,
  type Part,
  type Place,
  type Prose,
  plain,
  type Table,
} from '../model.ts';
import { bareNumber as bareLead, printedNumber } from '../numbering.ts';
import { type AnnexLabel, behind, type Loose, withParts, withPoints } from './aknArrange.ts';
import { proseOf, type TextRules } from './aknText.ts';
import { append } from './galley.ts';
import { elementsOf, textOf, type XmlElement, type XmlNode } from './xml.ts';

/** What reading the body of a published text needs to know and where it tells what it mended. */
export interface BodyRules {
  readonly text: TextRules;
  readonly annexLabel: AnnexLabel;
  readonly findings: Finding[];
}

const placeOf = (first: XmlNode, last: XmlNode = first): Place => ({ start: first.start, end: last.end });

/** Hierarchical elements that are paragraphs, whatever their name. */
const paragraphs = new Set([
  'paragraph',
  'alinea',
  'point',
  'indent',
  'subparagraph',
  'clause',
  'subclause',
  'item',
  'li',
  'rule',
  'level',
  'recital',
  'citation',
  'article',
]);
/** Elements that hold points. */
const lists = new Set(['list', 'sublist', 'blockList', 'ul', 'ol', 'embeddedStructure', 'quotedStructure']);
/** Classes of the word processor's heading styles. */
const headingClass = /^(?:H\d{1,2}|HCh\d?|HM|Heading\d?|Title)$/;
/** Wrappers whose content is running text or blocks of it. */
const texts = new Set([
  'content',
  'intro',
  'wrapUp',
  'listIntroduction',
  'listWrapUp',
  'p',
  'block',
  'span',
  'i',
  'b',
  'a',
]);

const levels: Readonly<Record<string, number>> = { H1: 1, HCh: 1, HCh0: 1, HM: 1, H23: 2, H4: 3, H56: 4 };

function repaired(rules: BodyRules, what: string, place: Place, values: Record<string, string | number> = {}): void {
  rules.findings.push({ code: 'structure-repaired', severity: 'note', place, values: { repair: what, ...values } });
}

/** The number as the model writes it: no blanks, and without the stop or dash that closes it. */
const bareNumber = (printed: string): string =>
  printed
    .replace(/\s+/g, ' ')
    .replace(/[\s.．،、:]+$|\s*[-–—]\s*$/g, '')
    .trim();

const heading = (prose: Prose, level: number, place: Place): Heading => ({
  kind: 'heading',
  id: '',
  level,
  ...prose,
  place,
});

const paragraph = (
  part: Part,
  number: string | null,
  prose: Prose,
  place: Place,
  children: readonly Node[] = [],
): Paragraph => ({
  kind: 'paragraph',
  id: '',
  part,
  number,
  ...prose,
  children,
  place,
});

/** Nothing but lines and stars: the rule above notes or the end sign. */
const isRule = (text: string): boolean => /^[\s_*―—–-]{3,}$/.test(text);

function tableOf(element: XmlElement, rules: BodyRules): Table {
  const cell = (one: XmlElement): Cell => {
    const columns = Number(one.attributes.colspan ?? 1);
    const rows = Number(one.attributes.rowspan ?? 1);
    return {
      ...proseOf(one.children, rules.text),
      ...(one.name === 'th' && { header: true as const }),
      ...(columns > 1 && { columns }),
      ...(rows > 1 && { rows }),
    };
  };
  const rows = elementsOf(element).flatMap((row) =>
    row.name === 'tr'
      ? [elementsOf(row).map(cell)]
      : [...elementsOf(row, 'tr')].map((inner) => elementsOf(inner).map(cell)),
  );
  return { kind: 'table', id: '', rows, place: placeOf(element) };
}

/** The paragraphs of a body part in reading order, flat but for the lists that the file itself nests. */
class Body {
  readonly nodes: Loose[] = [];
  private readonly rules: BodyRules;

  constructor(rules: BodyRules) {
    this.rules = rules;
  }

  /** Everything inside an element that is none itself. */
  children(element: XmlElement, part: Part): void {
    let loose: XmlNode[] = [];
    const flush = () => {
      if (loose.some((node) => textOf(node).trim() !== '')) this.stray(loose, part);
      loose = [];
    };
    for (const child of element.children) {
      if (child.kind === 'text' || this.isInline(child)) loose.push(child);
      else {
        flush();
        this.element(child, part);
      }
    }
    flush();
  }

  private isInline(element: XmlElement): boolean {
    return (
      element.name === 'span' ||
      element.name === 'i' ||
      element.name === 'b' ||
      element.name === 'a' ||
      element.name === 'u' ||
      element.name === 'sup' ||
      element.name === 'sub' ||
      element.name === 'eol' ||
      element.name === 'authorialNote' ||
      element.name === 'ref' ||
      element.name === 'inline' ||
      element.name === 'docTitle'
    );
  }

  private stray(nodes: readonly XmlNode[], part: Part): void {
    const first = nodes[0];
    const last = nodes.at(-1);
    if (!first || !last) return;
    const place = placeOf(first, last);
    repaired(this.rules, 'text-in-place-of-paragraph', place);
    const prose = proseOf(nodes, this.rules.text);
    if (isHeadingText(prose)) this.nodes.push(heading(prose, 1, place));
    else this.text(part, null, prose, place);
  }

  private element(element: XmlElement, part: Part): void {
    switch (element.name) {
      case 'meta':
      case 'img':
        break;
      case 'formula':
        this.formula(element);
        break;
      case 'table':
        this.nodes.push(tableOf(element, this.rules));
        break;
      case 'crossHeading':
        this.crossHeading(element);
        break;
      case 'heading':
        this.heading(element, 1);
        break;
      case 'subheading':
      case 'docTitle':
        this.heading(element, 2);
        break;
      case 'num':
        this.number(element);
        break;
      case 'p':
      case 'block':
        this.block(element, part);
        break;
      case 'recitals':
      case 'citations':
        this.recitals(element);
        break;
      case 'container':
        this.container(element, part);
        break;
      case 'attachment':
        this.nodes.push({ kind: 'attachment' });
        this.children(element, 'annex');
        break;
      case 'attachments':
        this.children(element, 'annex');
        break;
      default:
        if (paragraphs.has(element.name)) this.paragraph(element, part);
        else this.children(element, part);
    }
  }

  private crossHeading(element: XmlElement): void {
    const preambular = /(?:^|\s)#preamble(?:\s|$)/.test(element.attributes.refersTo ?? '');
    if (preambular) this.text('preambular', null, proseOf(element.children, this.rules.text), placeOf(element));
    else this.heading(element, 2);
  }

  private formula(element: XmlElement): void {
    const prose = proseOf(element.children, this.rules.text);
    if (prose.text !== '') this.nodes.push({ kind: 'formula', id: '', ...prose, place: placeOf(element) });
  }

  private heading(element: XmlElement, level: number): void {
    const prose = proseOf(element.children, this.rules.text);
    if (prose.text !== '' || prose.notes.length > 0) this.nodes.push(heading(prose, level, placeOf(element)));
  }

  /** A number that stands alone in a part: the part's. */
  private number(element: XmlElement): void {
    const prose = proseOf(element.children, this.rules.text);
    if (prose.text !== '')
      this.nodes.push(heading({ ...prose, text: bareNumber(prose.text), marks: [] }, 1, placeOf(element)));
  }

  private block(element: XmlElement, part: Part): void {
    if (
      elementsOf(element).some(
        (child) => lists.has(child.name) || child.name === 'subheading' || child.name === 'heading',
      )
    ) {
      this.mixed(element, part, null, placeOf(element));
      return;
    }
    const prose = proseOf(element.children, this.rules.text);
    if (isHeadingText(prose)) this.nodes.push(heading(prose, 1, placeOf(element)));
    else this.text(part, null, prose, placeOf(element));
  }

  private recitals(element: XmlElement): void {
    const inner = new Body(this.rules);
    const intro = elementsOf(element).find((child) => child.name === 'intro');
    for (const child of elementsOf(element)) if (child !== intro) inner.element(child, 'preambular');
    if (!intro) append(this.nodes, inner.nodes);
    else this.text('preambular', null, proseOf(intro.children, this.rules.text), placeOf(element), only(inner.nodes));
  }

  private container(element: XmlElement, part: Part): void {
    if (element.attributes.name === 'formula') this.formula(element);
    else this.children(element, part === 'annex' || element.attributes.name === 'table' ? part : 'preambular');
  }

  /** A paragraph element: its number, its text, its points. */
  private paragraph(element: XmlElement, part: Part): void {
    const children = elementsOf(element);
    const number = children.find((child) => child.name === 'num');
    const headings = children.filter((child) => child.name === 'heading' || child.name === 'subheading');
    const rest = element.children.filter((child) => child !== number && !headings.includes(child as XmlElement));
    const printed = number ? bareNumber(proseOf(number.children, this.rules.text).text) : '';
    const level = levels[element.attributes.class ?? ''] ?? 2;
    if (headings.length > 0) {
      for (const [index, one] of headings.entries()) {
        const prose = proseOf(one.children, this.rules.text);
        const own = index === 0 && printed !== '' ? this.numbered(prose, printed) : prose;
        if (own.text !== '' || own.notes.length > 0) this.nodes.push(heading(own, level, placeOf(element)));
      }
      if (rest.some((child) => textOf(child).trim() !== ''))
        this.mixed({ ...element, children: rest }, part, null, placeOf(element));
      return;
    }
    const place = placeOf(element);
    // A paragraph that was never closed holds its followers: they are none of its points.
    const open = !number && element.name === 'paragraph' && children.some((child) => paragraphs.has(child.name));
    if (
      open &&
      !children.some((child) => child.name === 'content' || child.name === 'intro' || lists.has(child.name))
    ) {
      this.children(element, part);
      return;
    }
    const before = this.nodes.length;
    this.mixed({ ...element, children: rest }, part, printed || null, place);
    const made = this.nodes[before];
    if (this.nodes.length === before + 1 && made?.kind === 'paragraph' && made.children.length === 0)
      this.nodes[before] = this.maybeHeading(made, element.attributes.class ?? '', level);
  }

  /** A paragraph in the style of a heading, or wholly bold and without a number: a heading that the file marks wrongly. */
  private maybeHeading(made: Paragraph, look: string, level: number): Paragraph | Heading {
    const { text, marks, notes, citations, times, place } = made;
    const prose = { text, marks, notes, citations, times };
    const styled = headingClass.test(look) && text.length < 300;
    if (!place || text === '' || (!styled && !isHeadingText(prose))) return made;
    if (made.number === null) return heading(prose, level, place);
    return styled && /^(?:[IVXLC]{1,7}|[A-Z])$/.test(made.number)
      ? heading(this.numbered(prose, made.number), level, place)
      : made;
  }

  /** `B` and its title in one heading, as it prints. */
  private numbered(prose: Prose, printed: string): Prose {
    const shift = printed.length + 2;
    return {
      ...prose,
      text: `${printed}. ${prose.text}`,
      marks: prose.marks.map((mark) => ({ ...mark, start: mark.start + shift, end: mark.end + shift })),
      notes: prose.notes.map((call) => ({ ...call, at: call.at + shift })),
    };
  }

  /** Text, lists and blocks in one element: the first text is the paragraph's, lists are its points. */
  private mixed(element: XmlElement, part: Part, number: string | null, place: Place): void {
    const pieces: (readonly XmlNode[] | XmlElement)[] = [];
    collect(element.children, pieces);
    let head: { prose: Prose; place: Place; points: Node[] } | null = null;
    const after: (() => void)[] = [];
    for (const piece of pieces) {
      if (Array.isArray(piece)) {
        const nodes = piece as readonly XmlNode[];
        const first = nodes[0];
        const last = nodes.at(-1);
        const prose = proseOf(nodes, this.rules.text);
        if (!first || !last || (prose.text === '' && prose.notes.length === 0)) continue;
        if (!head) head = { prose, place, points: [] };
        else if (head.points.length > 0) head.points.push(paragraph(part, null, prose, placeOf(first, last)));
        else after.push(() => this.text(part, null, prose, placeOf(first, last)));
        continue;
      }
      const inner = new Body(this.rules);
      const child = piece as XmlElement;
      if (lists.has(child.name)) inner.list(child, part);
      else inner.element(child, part);
      head ??= { prose: plain(''), place, points: [] };
      append(head.points, only(withPoints(inner.nodes)));
    }
    if (!head && number === null) return;
    const made = head ?? { prose: plain(''), place, points: [] };
    this.text(part, number, made.prose, made.place, made.points);
    for (const add of after) add();
  }

  /** The points of a list; what introduces or closes it is text. */
  private list(element: XmlElement, part: Part): void {
    const embedded = element.name === 'embeddedStructure' || element.name === 'quotedStructure';
    let below: { readonly owner: number; readonly children: Node[] } | null = null;
    for (const child of element.children) {
      if (child.kind === 'text') {
        if (child.text.trim() !== '') this.stray([child], part);
      } else if (lists.has(child.name)) {
        const owner = this.nodes.at(-1);
        const inner = new Body(this.rules);
        inner.list(child, part);
        if (owner?.kind === 'paragraph') {
          // Lists that follow each other go on in the same children: copying them each time would be quadratic.
          if (below?.owner !== this.nodes.length - 1) {
            below = { owner: this.nodes.length - 1, children: [...owner.children] };
            this.nodes[below.owner] = { ...owner, children: below.children };
          }
          append(below.children, only(inner.nodes));
        } else append(this.nodes, inner.nodes);
      } else this.element(child, embedded && child.name === 'container' ? 'preambular' : part);
    }
  }

  /** A number that has lost its stop, where it follows the one before: `4 Calls for`. */
  private following(text: string) {
    const last = this.nodes.at(-1);
    const lead = bareLead(text);
    const before =
      last?.kind === 'paragraph' && last.number !== null && /^\d+$/.test(last.number) ? Number(last.number) : null;
    return before !== null && lead?.values.decimal === before + 1 ? lead : null;
  }

  /** A paragraph, its number taken from the head of its text where the file prints it there. */
  private text(part: Part, number: string | null, prose: Prose, place: Place, points: readonly Node[] = []): void {
    if (prose.text === '' && prose.notes.length === 0 && number === null && points.length === 0) return;
    if (number === null && isRule(prose.text) && points.length === 0) {
      this.rules.findings.push({
        code: 'furniture-removed',
        severity: 'note',
        place,
        values: { text: prose.text.slice(0, 40) },
      });
      return;
    }
    const printed = number === null ? (printedNumber(prose.text) ?? this.following(prose.text)) : null;
    if (printed !== null && prose.text.length > printed.length) {
      repaired(this.rules, 'number-in-text', place, { number: printed.text });
      this.nodes.push(paragraph(part, printed.text, behind(prose, printed.length), place, points));
      return;
    }
    this.nodes.push(paragraph(part, number, prose, place, points));
  }
}

/** Text runs and the blocks between them, wrappers opened. */
function collect(nodes: readonly XmlNode[], pieces: (readonly XmlNode[] | XmlElement)[]): void {
  let run: XmlNode[] = [];
  const flush = () => {
    if (run.length > 0) pieces.push(run);
    run = [];
  };
  for (const node of nodes) {
    if (node.kind === 'element' && (node.name === 'list' || node.name === 'sublist')) {
      flush();
      const intro = elementsOf(node).find((child) => child.name === 'intro');
      if (intro) collect(intro.children, pieces);
      pieces.push({ ...node, children: node.children.filter((child) => child !== intro) });
    } else if (
      node.kind === 'element' &&
      (lists.has(node.name) ||
        node.name === 'table' ||
        node.name === 'container' ||
        node.name === 'subheading' ||
        node.name === 'heading' ||
        paragraphs.has(node.name))
    ) {
      flush();
      pieces.push(node);
    } else if (
      node.kind === 'element' &&
      texts.has(node.name) &&
      node.name !== 'span' &&
      node.name !== 'i' &&
      node.name !== 'b' &&
      node.name !== 'a'
    ) {
      flush();
      collect(node.children, pieces);
    } else run.push(node);
  }
  flush();
}

const only = (nodes: readonly Loose[]): Node[] => nodes.filter((node): node is Node => node.kind !== 'attachment');

/** Short and wholly bold, and no sentence: a heading that the file marks as a paragraph. */
function isHeadingText(prose: Prose): boolean {
  const { text, marks } = prose;
  if (text.length === 0 || text.length > 250 || /[;,:]$/.test(text)) return false;
  return marks.some((mark) => mark.kind === 'bold' && mark.start === 0 && mark.end >= text.length);
}

/** The body of a published statement: preamble, main body and attachments as one tree with addresses. */
export function publishedBody(parts: readonly XmlElement[], rules: BodyRules): Node[] {
  const loose: Loose[] = [];
  for (const part of parts) {
    const body = new Body(rules);
    body.children(part, part.name === 'preamble' ? 'preambular' : part.name === 'attachments' ? 'annex' : 'operative');
    append(loose, body.nodes);
  }
  return addressed(withParts(withPoints(loose), rules.annexLabel));
}
