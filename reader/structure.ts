import { addressed } from './addresses.ts';
import type { Block, RawText } from './formats/block.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { type Cover, coverOf, resolutionFacts, titleFacts } from './masthead.ts';
import type {
  Annex,
  Cell,
  Entry,
  Finding,
  Heading,
  Masthead,
  Node,
  Note,
  Paragraph,
  Part,
  Passage,
  Place,
  Prose,
  Resolution,
  Section,
  Table,
} from './model.ts';
import { type Noted, noted } from './notes.ts';
import { bareNumber, type Numeral, type PrintedNumber, printedNumber } from './numbering.ts';
import { type Opening, type Openings, openings } from './openings.ts';

/** What blocks become, before citations and times are looked for. */
export interface Structure {
  readonly masthead: Masthead;
  readonly contents: readonly (Resolution | Passage)[];
  readonly notes: readonly Note[];
  readonly findings: readonly Finding[];
}

type TextBlock = Exclude<Block, { kind: 'note' }>;
type ParagraphBlock = Extract<Block, { kind: 'paragraph' }>;

/** A paragraph with all that its beginning and end tell. */
interface Item {
  readonly block: ParagraphBlock;
  readonly number: PrintedNumber | null;
  readonly opening: Opening | null;
  readonly ends: 'comma' | 'semicolon' | 'colon' | 'stop' | 'open';
  readonly caps: boolean;
}
type Unit = Item | { readonly block: Extract<Block, { kind: 'table' }> };

const isItem = (unit: Unit): unit is Item => unit.block.kind === 'paragraph';

const closers = /(?:["”’»)\]*]|\s|\d{1,3}(?=["”’»)\]]*$))*$/u;

function endOf(text: string): Item['ends'] {
  const last = text.slice(-12).replace(closers, '').at(-1) ?? '';
  if (/[,،，]/.test(last)) return 'comma';
  if (/[;؛；]/.test(last)) return 'semicolon';
  if (/[:：]/.test(last)) return 'colon';
  return /[.。!?؟]/.test(last) ? 'stop' : 'open';
}

function itemOf(block: ParagraphBlock, words: Openings): Item {
  const number = block.number === undefined ? leadNumber(block.text, words) : autoNumber(block.number);
  const from = block.number === undefined ? (number?.length ?? 0) : 0;
  const text = block.text.slice(from);
  return {
    block,
    number,
    opening: words.at(text.replace(/^["“«„]/, '')),
    ends: endOf(block.text),
    caps: /^["“«(\[]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(text),
  };
}

/** A typed number; one without stop or bracket only before a verb of the operative part. */
function leadNumber(text: string, words: Openings): PrintedNumber | null {
  const number = printedNumber(text);
  if (number !== null) return number;
  const bare = bareNumber(text);
  return bare !== null && bare.values.decimal !== undefined && words.at(text, bare.length)?.operative === true
    ? bare
    : null;
}

function autoNumber(label: string): PrintedNumber | null {
  const number = printedNumber(`${label} x`) ?? bareNumber(`${label} x`);
  return number === null ? null : { ...number, length: 0 };
}

/** Reads the parts of a text in one pass over its blocks. */
class Builder {
  readonly #lexicon: Lexicon;
  readonly #words: Openings;
  readonly #noted: Noted;
  readonly #findings: Finding[];
  /** Whether an organ may be one that no list knows: only where the text names no known one. */
  #strangers = false;

  constructor(lexicon: Lexicon, words: Openings, found: Noted, findings: Finding[]) {
    this.#lexicon = lexicon;
    this.#words = words;
    this.#noted = found;
    this.#findings = findings;
  }

  prose(block: TextBlock, raw: RawText, from = 0): Prose {
    const calls = raw.notes.length === 0 ? [] : this.#noted.calls(block, raw);
    if (from === 0) return { text: raw.text, marks: raw.marks, notes: calls, citations: [], times: [] };
    return {
      text: raw.text.slice(from),
      marks: raw.marks
        .filter((mark) => mark.end > from)
        .map((mark) => ({ ...mark, start: Math.max(0, mark.start - from), end: mark.end - from })),
      notes: calls.map((call) => ({ ...call, at: Math.max(0, call.at - from) })),
      citations: [],
      times: [],
    };
  }

  entry(item: Item, role: Entry['role'], from = 0): Entry {
    return { role, ...this.prose(item.block, item.block, from), place: item.block.place };
  }

  table(block: Extract<Block, { kind: 'table' }>): Table {
    const rows = block.rows.map((row) =>
      row.map(
        (cell): Cell => ({
          ...this.prose(block, cell),
          ...(cell.header === undefined ? {} : { header: cell.header }),
          ...(cell.columns === undefined ? {} : { columns: cell.columns }),
          ...(cell.rows === undefined ? {} : { rows: cell.rows }),
        }),
      ),
    );
    return { kind: 'table', id: '', rows, place: block.place };
  }

  /** Whether a paragraph is the enacting formula: the name of an organ, a comma, nothing more. */
  isFormula(item: Item, next: Unit | undefined): boolean {
    const { text } = item.block;
    if (text.length > 220 || item.number !== null) return false;
    const bare = text.trim();
    const organ = this.#words.organ(bare);
    const follows = next !== undefined && isItem(next) && next.opening !== null;
    if (organ !== null && /^\s?[,،，:]?$/.test(bare.slice(organ.length))) return /[,،，:]$/.test(bare) || follows;
    // An organ that no list knows: "The Assembly of the Fund,", before a verb of the preamble.
    return (
      this.#strangers &&
      follows &&
      /[,،，]$/.test(bare) &&
      item.opening === null &&
      bare.length < 160 &&
      organName.test(bare)
    );
  }

  admitStrangers(): void {
    this.#strangers = true;
  }

  passage(item: Unit): Passage {
    if (!isItem(item)) {
      const text = item.block.rows.map((row) => row.map((cell) => cell.text).join('\t')).join('\n');
      return { kind: 'passage', id: '', text, marks: [], notes: [], citations: [], times: [], place: item.block.place };
    }
    return { kind: 'passage', id: '', ...this.prose(item.block, item.block), place: item.block.place };
  }

  /** The body of one resolution, from the unit after its title to its end. */
  body(units: readonly Unit[]): { body: Node[]; closing: Entry[]; rest: Unit[] } {
    const body = new Body(this, this.#lexicon, this.#words, this.#findings);
    const first = units[0];
    if (first !== undefined && isItem(first) && first.opening === null && tells(first, this.#words, this.#lexicon))
      body.tell();
    return body.read(units);
  }
}

const organName = /^(?:The |THE |L[’']|Le |La |Les |El |Los |Las |إن )/u;

/** An annex, section or the resolution itself, being filled. */
interface Open {
  readonly kind: 'body' | 'section' | 'annex';
  readonly numeral: Numeral | null;
  readonly node: { kind: 'section' | 'annex'; prose: Prose; number: string | null; place: Place } | null;
  readonly children: Node[];
}

/** A numbered paragraph that may still take sub-paragraphs. */
interface Level {
  readonly numeral: Numeral;
  readonly enclosure: PrintedNumber['enclosure'];
  readonly value: number;
  readonly children: Node[];
}

/** Reads body paragraphs one by one, keeping which part, section and list it is in. */
class Body {
  readonly #builder: Builder;
  readonly #lexicon: Lexicon;
  readonly #words: Openings;
  readonly #findings: Finding[];
  #part: Part = 'preambular';
  #open: Open[] = [{ kind: 'body', numeral: null, node: null, children: [] }];
  #levels: Level[] = [];
  #closing: Entry[] = [];
  /** For each unit, whether a paragraph 1 comes before the next formula, section or annex. */
  #oneAhead: readonly boolean[] = [];
  #at = 0;
  /** A numbered operative paragraph has come since the last formula or section. */
  #counted = false;
  /** A heading or section began and nothing of the text has come since. */
  #fresh = true;
  #lastEnds: Item['ends'] = 'comma';

  constructor(builder: Builder, lexicon: Lexicon, words: Openings, findings: Finding[]) {
    this.#builder = builder;
    this.#lexicon = lexicon;
    this.#words = words;
    this.#findings = findings;
  }

  /** Reads the units as a text that is told: it has no preamble. */
  tell(): this {
    this.#part = 'operative';
    this.#counted = true;
    return this;
  }

  read(units: readonly Unit[]): { body: Node[]; closing: Entry[]; rest: Unit[] } {
    this.#oneAhead = this.#onesAhead(units);
    for (const [index, unit] of units.entries()) {
      this.#at = index;
      if (!isItem(unit)) this.#add(this.#builder.table(unit.block));
      else this.#take(unit, units[index + 1]);
    }
    while (this.#open.length > 1) this.#shut();
    const body = this.#open[0]?.children ?? [];
    return { body: this.#numbersRestored(body), closing: this.#closing, rest: [] };
  }

  #onesAhead(units: readonly Unit[]): boolean[] {
    const out: boolean[] = [];
    let ahead = false;
    for (let index = units.length - 1; index >= 0; index -= 1) {
      const unit = units[index];
      if (unit === undefined || !isItem(unit)) {
        out[index] = ahead;
        continue;
      }
      if (unit.number?.values.decimal === 1 && unit.opening?.operative === true) ahead = true;
      else if (
        this.#builder.isFormula(unit, units[index + 1]) ||
        this.#annexLabel(unit) ||
        unit.number?.values.decimal !== undefined
      )
        ahead = false;
      out[index] = ahead;
    }
    return out;
  }

  #take(item: Item, next: Unit | undefined): void {
    if (this.#builder.isFormula(item, next)) return this.#formula(item);
    if (this.#annexLabel(item)) return this.#annex(item);
    if (this.#closes(item, next)) return;
    if (this.#sectionLabel(item, next)) return;
    if (item.number !== null && item.number.enclosure !== 'none' && !this.#headingLike(item, next))
      return this.#numbered(item, item.number);
    if (item.number !== null && item.number.values.dash !== undefined) return this.#numbered(item, item.number);
    if (item.number !== null && item.number.values.decimal !== undefined && item.number.enclosure === 'none')
      return this.#numbered(item, item.number);
    if (this.#headingLike(item, next)) return this.#heading(item);
    this.#unnumbered(item);
  }

  #add(node: Node): void {
    this.#open.at(-1)?.children.push(node);
  }

  #formula(item: Item): void {
    this.#levels = [];
    this.#counted = false;
    this.#part = this.#inAnnex() ? 'annex' : 'preambular';
    this.#lastEnds = 'comma';
    this.#add({ kind: 'formula', id: '', ...this.#builder.prose(item.block, item.block), place: item.block.place });
  }

  #inAnnex(): boolean {
    return this.#open.some((open) => open.kind === 'annex');
  }

  #annexLabel(item: Item): boolean {
    const { text } = item.block;
    if (text.length > 60 || item.ends === 'comma' || item.ends === 'semicolon') return false;
    const label = this.#words.begins(text, this.#lexicon.building.annex);
    if (label === 0) return false;
    return /^\s*(?:[IVXLC]{1,6}|\d{1,2}|[A-Z]|[一二三四五六七八九十]{1,3}|الأول|الثاني|الثالث|الرابع)?\s*[.:]?\*?$/u.test(
      text.slice(label),
    );
  }

  #annex(item: Item): void {
    while (this.#open.length > 1) this.#shut();
    this.#levels = [];
    this.#part = 'annex';
    this.#fresh = true;
    const label = this.#words.begins(item.block.text, this.#lexicon.building.annex);
    const number = item.block.text.slice(label).replace(/[.:*\s]/g, '');
    this.#open.push({
      kind: 'annex',
      numeral: null,
      node: {
        kind: 'annex',
        prose: this.#builder.prose(item.block, item.block),
        number: number || null,
        place: item.block.place,
      },
      children: [],
    });
  }

  #shut(): void {
    const open = this.#open.pop();
    if (open?.node == null) return;
    const { node, children } = open;
    const last = children.at(-1);
    const place = { ...node.place, end: Math.max(node.place.end, last?.place?.end ?? 0) };
    const made: Annex | Section =
      node.kind === 'annex'
        ? { kind: 'annex', id: '', number: node.number, ...node.prose, children, place }
        : { kind: 'section', id: '', number: node.number ?? '', ...node.prose, children, place };
    this.#add(made);
  }

  /** The lines after the last paragraph: meeting, date, vote. */
  #closes(item: Item, next: Unit | undefined): boolean {
    const { text } = item.block;
    const { meeting, vote } = this.#lexicon.building;
    if (this.#bodyIsEmpty() || text.length > 4000) return false;
    const short = text.length < 160 && item.number === null && item.ends !== 'comma' && item.ends !== 'semicolon';
    const has = (words: readonly string[]): boolean =>
      words.some((word) => text.toLowerCase().includes(word.toLowerCase()));
    const onClose = this.#closing.length > 0 && !this.#inAnnex();
    let role: Entry['role'] | null = null;
    const opensClose =
      has(meeting) &&
      /\d|[一二三四五六七八九十]/.test(text.slice(0, 60)) &&
      text.slice(0, 200).includes('[') &&
      item.number === null &&
      /^\d/.test(text);
    if ((short && /\d|[一二三四五六七八九十]/.test(text) && has(meeting) && item.opening === null) || opensClose)
      role = 'meeting';
    else if (onClose && short && dateLine.test(text)) role = 'date';
    else if (/^\[/.test(text) && (has(vote) || onClose)) role = 'vote';
    else if (this.#words.begins(text, vote) > 0 && (onClose || short)) role = 'vote';
    else if (onClose && this.#closing.some((entry) => entry.role === 'vote') && !this.#headingLike(item, next))
      role = 'vote';
    if (role === null) return false;
    while (this.#open.length > 1 && !this.#inAnnex()) this.#shut();
    this.#closing.push(this.#builder.entry(item, role));
    return true;
  }

  #bodyIsEmpty(): boolean {
    return this.#open.length === 1 && (this.#open[0]?.children.length ?? 0) === 0;
  }

  /** `II`, `A`, `Section I`, `I. Title`: a part with a number of its own. */
  #sectionLabel(item: Item, next: Unit | undefined): boolean {
    const { text } = item.block;
    if (text.length > 240 || item.ends === 'comma' || item.ends === 'semicolon') return false;
    const word = this.#words.begins(text, this.#lexicon.building.section);
    const rest = text.slice(word).trim();
    const bare = /^(?:([IVXLC]{1,6})|([A-Z])|([一二三四五六七八九十]{1,3}))[.:、]?$/u.exec(rest);
    if (bare !== null || (word > 0 && /^\d{1,2}[.:]?$/.test(rest))) {
      this.#section(item, rest.replace(/[.:、]$/, ''), text.length);
      return true;
    }
    const number = item.number;
    const counts =
      number !== null &&
      (number.values['capital-roman'] !== undefined ||
        number.values.capital !== undefined ||
        number.values.chinese !== undefined);
    if (number === null || !counts || number.enclosure !== 'stop' || !this.#headingLike(item, next)) return false;
    this.#section(item, number.text, item.block.number === undefined ? number.length : 0);
    return true;
  }

  #section(item: Item, number: string, from: number): void {
    const numeral = sectionNumeral(
      number,
      this.#open.findLast((open) => open.kind === 'section'),
    );
    while (this.#open.at(-1)?.kind === 'section') {
      const outer = this.#open.findLast((open) => open.kind === 'section' && open.numeral === numeral);
      if (outer === undefined) break;
      const done = this.#open.at(-1) === outer;
      this.#shut();
      if (done) break;
    }
    this.#levels = [];
    this.#counted = false;
    this.#fresh = true;
    this.#open.push({
      kind: 'section',
      numeral,
      node: {
        kind: 'section',
        prose: this.#builder.prose(item.block, item.block, from),
        number,
        place: item.block.place,
      },
      children: [],
    });
  }

  /** A line that names what follows: no stop at its end, not long, not a paragraph's verb with a number. */
  #headingLike(item: Item, next: Unit | undefined): boolean {
    const { text, look } = item.block;
    if (look.heading !== undefined || look.title === true) return true;
    if (item.ends !== 'open')
      return look.centred === true && look.bold === true && text.length < 300 && item.opening === null;
    if (text.length > 300 || !item.caps) return false;
    if (look.bold === true || look.centred === true) return true;
    if (item.number !== null && item.opening?.operative === true) return false;
    if (item.number !== null && item.number.values.decimal !== undefined && item.number.enclosure === 'stop')
      return next === undefined
        ? false
        : text.length < 120 && isItem(next) && next.number?.values.decimal === 1 && item.number.values.decimal !== 1;
    if (item.number !== null && (item.number.enclosure === 'brackets' || item.number.enclosure === 'bracket'))
      return false;
    if (
      item.opening !== null &&
      look.bold !== true &&
      (item.opening.preambular || item.opening.operative) &&
      text.length > 60
    )
      return false;
    // The last paragraph of a list or of the text may have lost its stop.
    return this.#lastEnds !== 'comma' || this.#part !== 'preambular' || next !== undefined;
  }

  #heading(item: Item): void {
    this.#levels = [];
    const open = this.#open.at(-1);
    const prose = this.#builder.prose(item.block, item.block);
    if (open?.node?.kind === 'section' && open.children.length === 0 && open.node.prose.text === '') {
      open.node.prose = prose;
      open.node.place = { ...open.node.place, end: item.block.place.end };
      return;
    }
    const level = item.block.look.heading ?? (open?.kind === 'body' ? 1 : 2);
    const heading: Heading = { kind: 'heading', id: '', level, ...prose, place: item.block.place };
    this.#fresh = true;
    this.#add(heading);
  }

  #paragraph(item: Item, part: Part, number: PrintedNumber | null, children: Node[]): Paragraph {
    const from = number === null || item.block.number !== undefined ? 0 : number.length;
    return {
      kind: 'paragraph',
      id: '',
      part,
      number: number?.text ?? null,
      ...this.#builder.prose(item.block, item.block, from),
      children,
      place: item.block.place,
    };
  }

  #numbered(item: Item, number: PrintedNumber): void {
    const decimal =
      number.values.decimal !== undefined &&
      (number.enclosure === 'stop' || number.enclosure === 'dash' || number.enclosure === 'none');
    if (decimal && this.#part === 'preambular' && !this.#isPreambularNumber(item)) this.#part = 'operative';
    if (decimal) this.#counted = true;
    const children: Node[] = [];
    const level = this.#levelOf(number);
    const part =
      this.#part === 'preambular' && item.ends !== 'comma' && level === 0 && item.opening?.preambular !== true
        ? this.#start('operative')
        : this.#part;
    const node = this.#paragraph(item, part, number, children);
    const { numeral, value } = this.#counts(number, level);
    this.#levels.length = level;
    const parent = level === 0 ? this.#open.at(-1)?.children : this.#levels[level - 1]?.children;
    parent?.push(node);
    this.#levels.push({ numeral, enclosure: number.enclosure, value, children });
    this.#fresh = false;
    this.#lastEnds = item.ends;
  }

  #start(part: Part): Part {
    this.#part = part;
    return part;
  }

  /** A decimal number before a participle and with a comma at the end numbers a recital. */
  #isPreambularNumber(item: Item): boolean {
    return item.opening?.preambular === true && !item.opening.operative && item.ends === 'comma';
  }

  #counts(number: PrintedNumber, level: number): { numeral: Numeral; value: number } {
    const before = this.#levels[level];
    for (const [numeral, value] of Object.entries(number.values) as [Numeral, number][])
      if (before !== undefined && before.numeral === numeral) return { numeral, value };
    const roman = number.values.roman;
    if (roman === 1 && level > 0) return { numeral: 'roman', value: 1 };
    const [numeral, value] = (Object.entries(number.values) as [Numeral, number][])[0] ?? ['dash', 1];
    return { numeral, value };
  }

  /** How deep a number stands: with the list that it continues, else one below the last paragraph. */
  #levelOf(number: PrintedNumber): number {
    const kinds = Object.entries(number.values) as [Numeral, number][];
    const same = (level: Level, numeral: Numeral): boolean =>
      level.numeral === numeral && level.enclosure === number.enclosure;
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const level = this.#levels[depth];
      if (
        level !== undefined &&
        kinds.some(([numeral, value]) => same(level, numeral) && (value === level.value + 1 || numeral === 'dash'))
      )
        return depth;
    }
    const decimal =
      number.values.decimal !== undefined && number.enclosure !== 'brackets' && number.enclosure !== 'bracket';
    if (decimal) return 0;
    for (let depth = this.#levels.length - 1; depth >= 0; depth -= 1) {
      const level = this.#levels[depth];
      if (level !== undefined && kinds.some(([numeral, value]) => same(level, numeral) && value > level.value))
        return depth;
    }
    return this.#levels.length;
  }

  #unnumbered(item: Item): void {
    const part = this.#partOf(item);
    // A sentence that goes on after a list closes the list.
    this.#levels = [];
    this.#part = part;
    this.#fresh = false;
    this.#lastEnds = item.ends;
    this.#add(this.#paragraph(item, part, null, []));
  }

  #partOf(item: Item): Part {
    if (this.#part === 'annex') return 'annex';
    const { opening, ends } = item;
    const preambular = opening?.preambular === true;
    const operative = opening?.operative === true;
    // Before paragraph 1 what ends with a comma is still preamble, whatever its verb.
    if (this.#oneAhead[this.#at] === true && ends === 'comma' && (preambular || operative)) return 'preambular';
    if (this.#part === 'preambular') {
      if (preambular && !operative) return 'preambular';
      if (operative && !preambular)
        return ends === 'comma' && this.#lastEnds === 'comma' && !this.#sure(item) ? 'preambular' : 'operative';
      if (preambular && operative) return ends === 'comma' ? 'preambular' : 'operative';
      return ends === 'comma' || ends === 'colon' || ends === 'semicolon' ? 'preambular' : 'operative';
    }
    const again = this.#fresh || !this.#counted;
    if (preambular && !operative && (ends === 'comma' || again)) return 'preambular';
    if (preambular && operative && ends === 'comma' && again) return 'preambular';
    return 'operative';
  }

  /** Emphasis on the verb of an operative paragraph is as good as a number. */
  #sure(item: Item): boolean {
    return item.caps && item.opening?.operative === true && item.ends !== 'comma';
  }

  /** Gives back numbers that a file lost, where the numbers around say which. */
  #numbersRestored(nodes: readonly Node[]): Node[] {
    const out = [...nodes];
    const isOperative = (node: Node | undefined): node is Paragraph =>
      node?.kind === 'paragraph' && node.part === 'operative';
    let last = 0;
    for (let index = 0; index < out.length; index += 1) {
      const node = out[index];
      if (node?.kind === 'section') out[index] = { ...node, children: this.#numbersRestored(node.children) };
      if (!isOperative(node)) continue;
      if (node.number !== null) {
        last = /^\d+$/.test(node.number) ? Number(node.number) : last;
        continue;
      }
      let run = index;
      while (isOperative(out[run]) && (out[run] as Paragraph).number === null) run += 1;
      const after = out[run];
      const next =
        isOperative(after) && after.number !== null && /^\d+$/.test(after.number) ? Number(after.number) : null;
      if (
        next !== null &&
        next - last - 1 === run - index &&
        out.slice(index, run).every((lost) => this.#words.at((lost as Paragraph).text)?.operative === true)
      ) {
        for (let at = index; at < run; at += 1) {
          const lost = out[at] as Paragraph;
          const number = String(last + 1 + at - index);
          out[at] = { ...lost, number };
          this.#findings.push({
            code: 'number-restored',
            severity: 'note',
            values: { number },
            ...(lost.place === undefined ? {} : { place: lost.place }),
          });
        }
      }
      index = run - 1;
    }
    return out;
  }
}

function sectionNumeral(number: string, open: Open | undefined): Numeral {
  if (/^\d/.test(number)) return 'decimal';
  if (/^[一二三四五六七八九十]/.test(number)) return 'chinese';
  if (/^[IVXLC]+$/.test(number) && !(number.length === 1 && number !== 'I' && open?.numeral === 'capital'))
    return 'capital-roman';
  return 'capital';
}

const dateLine =
  /^(?:\p{L}+,?\s)?(?:\d{1,2}|[٠-٩]{1,2})\s?[\p{L}\s./-]{2,40}\s?\d{4}(?:\s\p{L}+)?\.?$|^\d{4}年\d{1,2}月\d{1,2}日$/u;

/** Where a resolution begins: its first title line, and the unit of its formula or first paragraph. */
interface Start {
  readonly title: number;
  readonly text: number;
}

/** A line of a table of contents: dots lead to a page. */
const contentsLine = /(?:\.\s?){6,}\s*\d*$/;

/** Where the cover ends: at the first paragraph that is a report's or a letter's, or at a table of contents. */
function coverLength(
  units: readonly Unit[],
  until: number,
  builder: Builder,
  words: Openings,
  lexicon: Lexicon,
): number {
  for (let index = 0; index < until; index += 1) {
    const unit = units[index];
    if (unit === undefined || !isItem(unit)) return index;
    const { text } = unit.block;
    if (contentsLine.test(text)) return index;
    const sentence = text.length > 120 && unit.ends !== 'open' && !text.startsWith('[');
    const counted = text.length > 60 && unit.number?.values.decimal !== undefined && unit.number.enclosure === 'stop';
    if (
      (sentence || counted) &&
      !builder.isFormula(unit, units[index + 1]) &&
      words.begins(text, lexicon.building.cover.adopted) === 0
    )
      return index;
  }
  return until;
}

/** Finds where resolutions begin: at each enacting formula, else at the first paragraph that reads like one. */
function starts(units: readonly Unit[], builder: Builder, words: Openings, lexicon: Lexicon): Start[] {
  const out: Start[] = [];
  for (const [index, unit] of units.entries()) {
    if (!isItem(unit) || !builder.isFormula(unit, units[index + 1])) continue;
    const previous = out.at(-1);
    if (previous !== undefined && index - previous.text < 2) continue;
    const floor = previous?.text ?? coverLength(units, index, builder, words, lexicon);
    const title = previous === undefined && floor === index ? 0 : titleStart(units, index, floor, words, lexicon);
    // A text that recommends another one, "the following draft resolution:", holds it.
    const above = units[title - 1];
    if (previous !== undefined && (title === index || (above !== undefined && isItem(above) && above.ends === 'colon')))
      continue;
    out.push({ title, text: index });
  }
  if (out.length > 0) return out;
  const first = units.findIndex(
    (unit, index) =>
      isItem(unit) &&
      (readsAsText(unit, units[index + 1]) || tells(unit, words, lexicon) || speaks(unit, words, lexicon)),
  );
  return first < 0 ? [] : [{ title: 0, text: first }];
}

/** "We, the Heads of State and Government,": a declaration begins. */
const speaks = (item: Item, words: Openings, lexicon: Lexicon): boolean =>
  item.block.text.length > 40 &&
  words.begins(
    item.block.text.slice(item.block.number === undefined ? (item.number?.length ?? 0) : 0),
    lexicon.building.firstPerson,
  ) > 0;

/**
 * Where a text inside a report ends: at the paragraph that counts on from the report's own last one, with the headings
 * above it. `until` where it goes to the end.
 */
function textEnd(units: readonly Unit[], from: number, until: number, reportNumber: number): number {
  if (reportNumber === 0) return until;
  let own = 0;
  for (let index = from + 1; index < until; index += 1) {
    const unit = units[index];
    const value =
      unit !== undefined && isItem(unit) && unit.number?.enclosure === 'stop' ? unit.number.values.decimal : undefined;
    if (value === undefined) continue;
    if (value === reportNumber + 1 && value !== own + 1 && own > 0) {
      let end = index;
      while (end > from + 1 && endsOpen(units[end - 1])) end -= 1;
      return end;
    }
    own = value;
  }
  return until;
}

const endsOpen = (unit: Unit | undefined): boolean =>
  unit !== undefined && isItem(unit) && unit.ends === 'open' && unit.block.text.length < 200;

/** The last number that paragraphs of a report before a text bear. */
function lastReportNumber(units: readonly Unit[]): number {
  const numbers = units.flatMap((unit) =>
    isItem(unit) && unit.number?.enclosure === 'stop' && unit.number.values.decimal !== undefined
      ? [unit.number.values.decimal]
      : [],
  );
  return numbers.at(-1) ?? 0;
}

/**
 * A decision or statement that is told, not enacted: "At its 45th plenary meeting, on 7 December 2023, the General
 * Assembly decided ...", "At the 4119th meeting of the Security Council, ... made the following statement".
 */
function tells(item: Item, words: Openings, lexicon: Lexicon): boolean {
  const { text } = item.block;
  if (text.length < 80 || item.ends === 'open') return false;
  const lower = text.slice(0, 240).toLowerCase();
  const meets = lexicon.building.meeting.some((word) => lower.includes(word.toLowerCase()));
  const quoted = /^["“«„]/.test(text) && words.organ(text.slice(1).trimStart()) !== null;
  const names = lexicon.building.organs.some((organ) => organ.names.some((name) => lower.includes(name.toLowerCase())));
  return quoted || ((meets || item.ends === 'colon') && names && /\d/.test(lower));
}

/** A paragraph of a resolution without a formula: a verb of the preamble with a comma, or the number one before a verb. */
function readsAsText(item: Item, next: Unit | undefined): boolean {
  if (item.opening === null) return false;
  if (item.number?.values.decimal === 1 && item.opening.operative) return true;
  const follows = next !== undefined && isItem(next) && (next.opening !== null || next.number !== null);
  return item.opening.preambular && item.ends === 'comma' && follows;
}

/** The first line of the title of a further resolution: back from its formula to the end of the text before. */
function titleStart(units: readonly Unit[], formula: number, floor: number, words: Openings, lexicon: Lexicon): number {
  const { cover } = lexicon.building;
  const labels = [...cover.draftResolution, ...cover.draftDecision, ...cover.resolution, ...cover.decision];
  let at = formula;
  for (let index = formula - 1; index > floor && formula - index <= 8; index -= 1) {
    const unit = units[index];
    if (unit === undefined || !isItem(unit)) break;
    const ended =
      (unit.ends !== 'open' && unit.ends !== 'colon' && !/^\d{1,4}\/\d{1,4}\.\s/.test(unit.block.text)) ||
      (unit.ends === 'colon' && (unit.opening !== null || unit.block.text.length > 60)) ||
      unit.number?.enclosure === 'stop';
    if (ended || unit.block.text.length > 400 || dateLine.test(unit.block.text)) break;
    at = index;
    if (words.begins(unit.block.text, labels) > 0) break;
  }
  return at;
}

/** Blocks in reading order as a cover, resolutions and what stands around them. */
export function structure(blocks: readonly Block[], lexicon: Lexicon): Structure {
  const findings: Finding[] = [];
  const words = openings(lexicon);
  const found = noted(blocks, findings);
  const builder = new Builder(lexicon, words, found, findings);
  const units: Unit[] = found.blocks.map((block) => (block.kind === 'paragraph' ? itemOf(block, words) : { block }));
  if (!units.some((unit, index) => isItem(unit) && builder.isFormula(unit, units[index + 1]))) builder.admitStrangers();
  const begins = starts(units, builder, words, lexicon);
  const first = begins[0];
  const coverEnd =
    first === undefined
      ? coverLength(units, units.length, builder, words, lexicon)
      : first.title === 0
        ? first.text
        : Math.min(first.title, coverLength(units, first.text, builder, words, lexicon));
  const head = units.slice(0, coverEnd);
  const cover: Cover = coverOf(
    head.filter(isItem).map((item) => builder.entry(item, 'other')),
    lexicon,
    words,
    first?.title === 0,
  );
  const contents: (Resolution | Passage)[] = head.filter((unit) => !isItem(unit)).map((unit) => builder.passage(unit));
  const pass = (from: number, to: number): void => {
    for (const unit of units.slice(from, to)) contents.push(builder.passage(unit));
  };
  if (first === undefined) findings.push({ code: 'no-resolution', severity: 'warning', values: {} });
  let at = coverEnd;
  let reportNumber = 0;
  for (const [index, begin] of begins.entries()) {
    if (begin.title > at) {
      reportNumber = lastReportNumber(units.slice(at, begin.title)) || reportNumber;
      pass(at, begin.title);
    }
    const end = textEnd(units, begin.text, begins[index + 1]?.title ?? units.length, reportNumber);
    const { body, closing } = builder.body(units.slice(begin.text, end));
    const entries =
      begin.title === 0
        ? cover.title
        : titleFacts(
            units
              .slice(begin.title, begin.text)
              .filter(isItem)
              .map((item) => builder.entry(item, 'other')),
            lexicon,
            words,
          );
    const above = units[begin.title - 1];
    const recommended = above !== undefined && isItem(above) ? above.block.text : '';
    const facts = resolutionFacts({
      masthead: cover.masthead,
      entries,
      closing,
      body,
      only: begins.length === 1 && begin.title === 0,
      recommended,
      lexicon,
      words,
    });
    contents.push({
      kind: 'resolution',
      language: lexicon.language,
      ...facts,
      entries,
      body: addressed(body),
      closing,
      notes: [],
      history: [],
      vote: null,
      subjects: [],
    });
    at = end;
  }
  pass(at, units.length);
  return {
    masthead: completed(cover.masthead, contents),
    ...withNotes(numbered(contents), cover.masthead, found.notes),
    findings,
  };
}

/** Passages with their addresses: `passage1`.. in order of the file. */
function numbered(contents: readonly (Resolution | Passage)[]): (Resolution | Passage)[] {
  let count = 0;
  return contents.map((item) => (item.kind === 'passage' ? { ...item, id: `passage${++count}` } : item));
}

/** A cover that names no organ has that of the first text. */
function completed(masthead: Masthead, contents: readonly (Resolution | Passage)[]): Masthead {
  const first = contents.find((item): item is Resolution => item.kind === 'resolution');
  const organ = masthead.organ ?? first?.organ ?? null;
  const session =
    masthead.session?.organ === 'unknown' && organ !== null ? { ...masthead.session, organ } : masthead.session;
  return { ...masthead, organ, session };
}

/** Gives each note to the resolution whose text calls it; what the cover calls, or none, stays with the publication. */
function withNotes(
  contents: readonly (Resolution | Passage)[],
  masthead: Masthead,
  notes: readonly Note[],
): { contents: (Resolution | Passage)[]; notes: readonly Note[] } {
  if (notes.length === 0) return { contents: [...contents], notes: [] };
  const owner = new Map<string, number>();
  for (const [index, item] of contents.entries())
    if (item.kind === 'resolution') for (const id of callsIn(item)) if (!owner.has(id)) owner.set(id, index);
  const only = contents.flatMap((item, index) => (item.kind === 'resolution' ? [index] : []));
  const covers = new Set(masthead.entries.flatMap((entry) => entry.notes.map((call) => call.note)));
  const of = (note: Note): number | undefined =>
    owner.get(note.id) ?? (only.length === 1 && !covers.has(note.id) ? only[0] : undefined);
  return {
    contents: contents.map((item, index) =>
      item.kind === 'resolution' ? { ...item, notes: notes.filter((note) => of(note) === index) } : item,
    ),
    notes: notes.filter((note) => of(note) === undefined),
  };
}

function callsIn(resolution: Resolution): string[] {
  const out: string[] = [];
  const prose = (item: Prose): void => {
    for (const call of item.notes) if (call.note !== null) out.push(call.note);
  };
  const visit = (node: Node): void => {
    if (node.kind === 'table') node.rows.flat().forEach(prose);
    else prose(node);
    if (node.kind === 'paragraph' || node.kind === 'section' || node.kind === 'annex') node.children.forEach(visit);
  };
  resolution.entries.forEach(prose);
  resolution.body.forEach(visit);
  resolution.closing.forEach(prose);
  return out;
}
