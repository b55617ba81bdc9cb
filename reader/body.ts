import type { Lexicon } from './languages/lexicon.ts';
import { isDecimal, Lists } from './lists.ts';
import type { Material, Setting } from './material.ts';
import type { Annex, Entry, Finding, Heading, Node, Paragraph, Part, Place, Prose, Section } from './model.ts';
import { bareNumber, type Numeral, type PrintedNumber, partNumeral, partValue } from './numbering.ts';
import type { Openings } from './openings.ts';
import { dateLine, type Item, isItem, type Unit } from './units.ts';

/** What the units of one text become. */
export interface BodyRead {
  readonly body: Node[];
  readonly closing: Entry[];
}

/** An annex, section or the resolution itself, being filled. */
interface Open {
  readonly kind: 'body' | 'section' | 'annex';
  readonly numeral: Numeral | null;
  readonly node: { kind: 'section' | 'annex'; prose: Prose; number: string | null; place: Place } | null;
  readonly children: Node[];
}

/** What has come so far, as far as it tells what a paragraph is that says little itself. */
interface Since {
  /** A numbered operative paragraph, since the last formula, section or annex. */
  counted: boolean;
  /** A verb on a line of its own, below which the paragraphs are numbered, so that their numbers tell nothing of their part. */
  leading: boolean;
  /** Nothing of the text, since one of these or a heading. */
  fresh: boolean;
}

/** Reads body paragraphs one by one, keeping which part, section and list it is in. */
export class Body {
  readonly #material: Material;
  readonly #lexicon: Lexicon;
  readonly #words: Openings;
  #part: Part = 'preambular';
  #open: Open[] = [{ kind: 'body', numeral: null, node: null, children: [] }];
  readonly #lists = new Lists();
  #closing: Entry[] = [];
  /** For each unit, whether a paragraph 1 comes before the next formula, section or annex. */
  #oneAhead: readonly boolean[] = [];
  #at = 0;
  #since: Since = { counted: false, leading: false, fresh: true };
  #lastEnds: Item['ends'] = 'comma';

  constructor({ material, lexicon, words }: Setting) {
    this.#material = material;
    this.#lexicon = lexicon;
    this.#words = words;
  }

  /** Reads the units as a text that is told: it has no preamble. */
  tell(): this {
    this.#begins('operative');
    this.#since.counted = true;
    return this;
  }

  /** A formula, section or annex begins, in a part. What a verb leads may itself be parted in sections. */
  #begins(part: Part): void {
    this.#part = part;
    this.#lists.close();
    this.#since = { ...this.#since, counted: false, fresh: true };
  }

  read(units: readonly Unit[]): BodyRead {
    this.#oneAhead = this.#onesAhead(units);
    for (const [index, unit] of units.entries()) {
      this.#at = index;
      if (!isItem(unit)) this.#add(this.#material.table(unit.block));
      else this.#take(unit, units[index + 1]);
    }
    while (this.#open.length > 1) this.#shut();
    const body = this.#open[0]?.children ?? [];
    return { body, closing: this.#closing };
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
        this.#material.isFormula(unit, units[index + 1]) ||
        this.#annexLabel(unit) ||
        unit.number?.values.decimal !== undefined
      )
        ahead = false;
      out[index] = ahead;
    }
    return out;
  }

  #take(item: Item, next: Unit | undefined): void {
    // Below a verb of its own a bare figure numbers: `1 that ...`.
    const number = item.number ?? (this.#since.leading ? bareNumber(item.block.text) : null);
    if (this.#material.isFormula(item, next)) this.#formula(item);
    else if (this.#annexLabel(item)) this.#annex(item);
    else if (this.#closes(item, next) || this.#sectionLabel(item, next)) return;
    else if (number !== null && this.#countsText(item, number, next)) this.#numbered(item, number, next);
    else if (this.#leadsList(item, next)) this.#lead(item);
    else if (this.#headingLike(item, next)) this.#heading(item);
    else this.#unnumbered(item);
  }

  /** Whether a number is that of a paragraph: closed by a stop or bracket outside a heading, or bare before a verb. */
  #countsText(item: Item, number: PrintedNumber, next: Unit | undefined): boolean {
    if (number.enclosure === 'none') return number.values.decimal !== undefined;
    return !this.#headingLike(item, next);
  }

  /** "considering", "resolves": only a verb, and what it governs is numbered below it. */
  #leadsList(item: Item, next: Unit | undefined): boolean {
    if (item.opening === null || next === undefined || !isItem(next) || item.number !== null) return false;
    const { text } = item.block;
    if (text.length > 80 || item.ends === 'comma' || item.ends === 'semicolon') return false;
    const verbOnly = item.opening.length >= text.replace(/[:：]$/, '').length;
    return item.ends === 'open' && !item.caps ? true : verbOnly && next.number !== null;
  }

  #lead(item: Item): void {
    this.#heading(item);
    if (this.#part !== 'annex') this.#part = item.opening?.operative === true ? 'operative' : 'preambular';
    this.#since.leading = true;
  }

  #add(node: Node): void {
    this.#open.at(-1)?.children.push(node);
  }

  #formula(item: Item): void {
    this.#begins(this.#inAnnex() ? 'annex' : 'preambular');
    this.#lastEnds = 'comma';
    this.#add({ kind: 'formula', id: '', ...this.#material.prose(item.block, item.block), place: item.block.place });
  }

  #inAnnex(): boolean {
    return this.#open.some((open) => open.kind === 'annex');
  }

  #annexLabel(item: Item): boolean {
    const { text } = item.block;
    if (text.length > 60 || item.ends === 'comma' || item.ends === 'semicolon') return false;
    const label = this.#words.begins(text, this.#lexicon.building.annex);
    if (label === 0) return false;
    return annexNumber.test(text.slice(label));
  }

  #annex(item: Item): void {
    while (this.#open.length > 1) this.#shut();
    this.#begins('annex');
    const label = this.#words.begins(item.block.text, this.#lexicon.building.annex);
    const number = item.block.text.slice(label).replace(/[.:*\s]/g, '');
    this.#open.push({
      kind: 'annex',
      numeral: null,
      node: {
        kind: 'annex',
        prose: this.#material.prose(item.block, item.block),
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
    if (this.#bodyIsEmpty() || item.block.text.length > 4000) return false;
    const role = this.#closingRole(item, next);
    if (role === null) return false;
    while (this.#open.length > 1 && !this.#inAnnex()) this.#shut();
    this.#closing.push(this.#material.entry(item, role));
    return true;
  }

  #closingRole(item: Item, next: Unit | undefined): Entry['role'] | null {
    const { text } = item.block;
    const { meeting, vote } = this.#lexicon.building;
    const closing = this.#closing.length > 0 && !this.#inAnnex();
    const closed = item.ends !== 'semicolon' && (item.ends !== 'comma' || text.length < 60);
    const short = text.length < 160 && item.number === null && closed;
    // A vote that opened a bracket goes on to where it is closed.
    const last = this.#closing.at(-1);
    if (
      last?.role === 'vote' &&
      this.#closing.findLast((entry) => /[[\]]/.test(entry.text))?.text.lastIndexOf(']') === -1
    )
      return 'vote';
    const bracket = text.indexOf('[');
    if (short || (bracket > 0 && bracket < 200 && item.number === null)) {
      const lead = bracket > 0 ? text.slice(0, bracket) : text;
      if (item.opening === null && /[\d一二三四五六七八九十]/.test(lead) && this.#words.holds(lead, meeting))
        return 'meeting';
      if (closing && dateLine.test(lead.trim())) return 'date';
    }
    if (bracket === 0 && (closing || this.#words.holds(text, vote))) return 'vote';
    if ((closing || short) && this.#words.begins(text, vote) > 0) return 'vote';
    return closing && this.#closing.some((entry) => entry.role === 'vote') && !this.#headingLike(item, next)
      ? 'vote'
      : null;
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
    const bare = /^[A-Z][.:]?$/.test(rest) || partValue(rest) !== null;
    if (bare || (word > 0 && /^\d{1,2}[.:]?$/.test(rest))) {
      this.#section(item, rest.replace(/[.:、]$/, ''), text.length);
      return true;
    }
    const number = item.number;
    if (number === null || !isPartNumber(number) || !this.#headingLike(item, next)) return false;
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
    this.#begins(this.#part);
    this.#open.push({
      kind: 'section',
      numeral,
      node: {
        kind: 'section',
        prose: this.#material.prose(item.block, item.block, from),
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
    const numbered = item.number === null ? null : numbersTitle(item, item.number, next);
    if (numbered !== null) return numbered;
    if (item.opening !== null && text.length > 60) return false;
    // The last paragraph of a list or of the text may have lost its stop.
    return this.#lastEnds !== 'comma' || this.#part !== 'preambular' || next !== undefined;
  }

  #heading(item: Item): void {
    this.#lists.close();
    const open = this.#open.at(-1);
    const prose = this.#material.prose(item.block, item.block);
    if (open?.node?.kind === 'section' && open.children.length === 0 && open.node.prose.text === '') {
      open.node.prose = prose;
      open.node.place = { ...open.node.place, end: item.block.place.end };
      return;
    }
    const level = item.block.look.heading ?? (open?.kind === 'body' ? 1 : 2);
    const heading: Heading = { kind: 'heading', id: '', level, ...prose, place: item.block.place };
    this.#since.fresh = true;
    this.#add(heading);
  }

  #paragraph(item: Item, part: Part, number: PrintedNumber | null, children: Node[]): Paragraph {
    const from = number === null || item.block.number !== undefined ? 0 : number.length;
    return {
      kind: 'paragraph',
      id: '',
      part,
      number: number?.text ?? null,
      ...this.#material.prose(item.block, item.block, from),
      children,
      place: item.block.place,
    };
  }

  #numbered(item: Item, number: PrintedNumber, next: Unit | undefined): void {
    const decimal = isDecimal(number);
    if (decimal && !this.#since.leading && this.#part === 'preambular' && !this.#isPreambularNumber(item))
      this.#part = 'operative';
    if (decimal) this.#since.counted = true;
    const depth = this.#lists.depthOf(number, next !== undefined && isItem(next) ? next.number : null);
    if (this.#part === 'preambular' && !this.#since.leading && depth === 0 && !this.#isPreambular(item))
      this.#part = 'operative';
    const children: Node[] = [];
    const node = this.#paragraph(item, this.#part, number, children);
    const parent = this.#lists.put(number, depth, children) ?? this.#open.at(-1)?.children;
    parent?.push(node);
    this.#since.fresh = false;
    this.#lastEnds = item.ends;
  }

  /** Outside a list a numbered paragraph of the preamble ends with a comma or opens as one. */
  #isPreambular(item: Item): boolean {
    return item.ends === 'comma' || item.opening?.preambular === true;
  }

  /** A decimal number before a participle and with a comma at the end numbers a recital. */
  #isPreambularNumber(item: Item): boolean {
    return item.opening?.preambular === true && !item.opening.operative && item.ends === 'comma';
  }

  #unnumbered(item: Item): void {
    const part = this.#partOf(item);
    const children: Node[] = [];
    // A sentence that goes on after a list closes the list; one that ends with a colon opens one.
    if (item.ends === 'colon') this.#lists.under(children);
    else this.#lists.close();
    this.#part = part;
    Object.assign(this.#since, { leading: false, fresh: false });
    this.#lastEnds = item.ends;
    this.#add(this.#paragraph(item, part, null, children));
  }

  #partOf(item: Item): Part {
    if (this.#part === 'annex') return 'annex';
    const { opening, ends } = item;
    const preambular = opening?.preambular === true;
    const operative = opening?.operative === true;
    // Before paragraph 1 what opens as preamble is preamble, and what ends with a comma whatever its verb.
    if (this.#oneAhead[this.#at] === true && (preambular || (operative && ends === 'comma'))) return 'preambular';
    if (this.#part === 'preambular') {
      if (preambular && !operative) return 'preambular';
      if (operative && !preambular)
        return ends === 'comma' && this.#lastEnds === 'comma' && !this.#sure(item) ? 'preambular' : 'operative';
      if (preambular && operative) return ends === 'comma' ? 'preambular' : 'operative';
      return ends === 'comma' || ends === 'colon' || ends === 'semicolon' ? 'preambular' : 'operative';
    }
    const again = this.#since.fresh || !this.#since.counted;
    if (preambular && !operative && (ends === 'comma' || again)) return 'preambular';
    if (preambular && operative && ends === 'comma' && again) return 'preambular';
    return 'operative';
  }

  /** Emphasis on the verb of an operative paragraph is as good as a number. */
  #sure(item: Item): boolean {
    return item.caps && item.opening?.operative === true && item.ends !== 'comma';
  }
}

/** What may stand behind the label of an annex. */
const annexNumber = new RegExp(String.raw`^\s*(?:${partNumeral}|\d{1,2}|[A-Z])?\s*[.:]?\*?$`, 'u');

/** `II.` or `B.` before a title. */
const isPartNumber = (number: PrintedNumber): boolean =>
  number.enclosure === 'stop' &&
  (number.values['capital-roman'] !== undefined ||
    number.values.capital !== undefined ||
    number.values.chinese !== undefined);

/** Whether a number stands before a title: `II.`, or `3.` where 1 comes next; `null` where the number does not tell. */
function numbersTitle(item: Item, number: PrintedNumber, next: Unit | undefined): boolean | null {
  const { length } = item.block.text;
  const { decimal } = number.values;
  if (length < 80 && isPartNumber(number)) return true;
  if (item.opening?.operative === true || number.enclosure === 'brackets' || number.enclosure === 'bracket')
    return false;
  if (decimal === undefined || number.enclosure !== 'stop') return null;
  return length < 120 && decimal !== 1 && next !== undefined && isItem(next) && next.number?.values.decimal === 1;
}

function sectionNumeral(number: string, open: Open | undefined): Numeral {
  if (/^\d/.test(number)) return 'decimal';
  if (partValue(number) !== null && !/^[IVXLC]/.test(number)) return 'chinese';
  if (/^[IVXLC]+$/.test(number) && !(number.length === 1 && number !== 'I' && open?.numeral === 'capital'))
    return 'capital-roman';
  return 'capital';
}

const isOperative = (node: Node | undefined): node is Paragraph =>
  node?.kind === 'paragraph' && node.part === 'operative';
const numberOf = (node: Node | undefined): number | null =>
  isOperative(node) && node.number !== null && /^\d+$/.test(node.number) ? Number(node.number) : null;

/** Gives back numbers that a file lost, where the numbers around say which. */
export function numbersRestored(nodes: readonly Node[], words: Openings, findings: Finding[]): Node[] {
  const out = [...nodes];
  let last = 0;
  for (let index = 0; index < out.length; index += 1) {
    const node = out[index];
    if (node?.kind === 'section') out[index] = { ...node, children: numbersRestored(node.children, words, findings) };
    if (!isOperative(node)) continue;
    if (node.number !== null) {
      last = numberOf(node) ?? last;
      continue;
    }
    const lost: Paragraph[] = [];
    for (let at = index; at < out.length; at += 1) {
      const next = out[at];
      if (!isOperative(next) || next.number !== null) break;
      lost.push(next);
    }
    const after = numberOf(out[index + lost.length]);
    if (
      after !== null &&
      after - last - 1 === lost.length &&
      lost.every((item) => words.at(item.text)?.operative === true)
    )
      for (const [at, item] of lost.entries()) {
        const number = String(last + 1 + at);
        out[index + at] = { ...item, number };
        findings.push({
          code: 'number-restored',
          severity: 'note',
          values: { number },
          ...(item.place === undefined ? {} : { place: item.place }),
        });
      }
    index += lost.length - 1;
  }
  return out;
}
