import { emphases } from '../reader/formats/galley.ts';
import type { IsoDate, Language } from '../reader/model.ts';
import { element, xmlText } from '../reader/write/aknRuns.ts';
import { isRightToLeft } from '../reader/write/runs.ts';
import type { Place, Setting } from './printedLines.ts';
import { cellsOf, noteSetting, noteStretch, type Op, type Stretch } from './stretches.ts';
import { isNumber, type Piece, type TrackedParagraph, trackedParagraphs } from './trackedText.ts';

/** Who made the changes, and on which day. */
export interface Signature {
  readonly author: string;
  readonly date: IsoDate;
}

type Called = Extract<Piece, { kind: 'call' }>;

/** Elements around what changed. */
const wrappers = {
  insert: 'w:ins',
  delete: 'w:del',
  moveFrom: 'w:moveFrom',
  moveTo: 'w:moveTo',
} as const satisfies Record<Exclude<Op, 'equal'>, string>;

/** Emphasis in the order that the format asks for. */
const faces = [
  [emphases.bold, '<w:b/><w:bCs/>'],
  [emphases.italic, '<w:i/><w:iCs/>'],
  [emphases.underline, '<w:u w:val="single"/>'],
  [emphases.superscript, '<w:vertAlign w:val="superscript"/>'],
  [emphases.subscript, '<w:vertAlign w:val="subscript"/>'],
] as const;

const faceOf = (emphasis: number): string =>
  faces
    // A letter is raised or lowered, not both.
    .filter(([bit], index) => (emphasis & bit) !== 0 && !(index === 4 && (emphasis & emphases.superscript) !== 0))
    .map(([, xml]) => xml)
    .join('');

/** Words in Latin letters inside a text that runs from right to left. */
const latin = /(\p{Script=Latin}(?:[^\p{Script=Arabic}]*[\p{Script=Latin}\d])?)/u;

/** How far a paragraph stands in below another, in twentieths of a point. */
const step = 567;

const styled = ({ style, depth }: Setting, rightToLeft: boolean): string =>
  `<w:pStyle w:val="${style}"/>${rightToLeft ? '<w:bidi/>' : ''}${depth === 0 ? '' : `<w:ind w:left="${step * (depth + 1)}" w:hanging="${step}"/>`}`;

const noteMark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>';

/** Writes tracked text as WordprocessingML, and keeps the notes that it calls. Ids count on from one to the next. */
export class WordMarkup {
  readonly notes: string[] = [];
  readonly #signature: Signature;
  readonly #language: Language | null;
  readonly #counted: boolean;
  #lastId = 0;
  /** Whether a paragraph is being written that only the newer text has. */
  #whole = false;

  /** `counted`: notes with a number are numbered by Word; else each carries its mark as printed. */
  constructor(signature: Signature, language: Language | null, counted: boolean) {
    this.#signature = signature;
    this.#language = language;
    this.#counted = counted;
  }

  /** The paragraphs of a stretch; one that moved stands between the marks of its move. */
  paragraphs(stretch: Stretch): string {
    this.#whole = stretch.end === 'insert';
    const paragraphs = trackedParagraphs(stretch, this.#counted);
    if (stretch.move === undefined) return paragraphs.map((each) => this.#paragraph(each)).join('');
    const way = stretch.end === 'moveFrom' ? 'w:moveFrom' : 'w:moveTo';
    const stamp = this.#stamp();
    const start = element(`${way}RangeStart`, { ...stamp, 'w:name': stretch.move });
    const body = paragraphs.map((each, index) => this.#paragraph(each, index === 0 ? start : '')).join('');
    return `${body}${element(`${way}RangeEnd`, { 'w:id': stamp['w:id'] })}`;
  }

  /** Rows that stand together, as a table. */
  table(rows: readonly Stretch[]): string {
    const width = Math.max(...rows.map((row) => placesOf(row).reduce((sum, { columns }) => sum + columns, 0)));
    const grid = `<w:tblGrid>${`<w:gridCol w:w="${Math.floor(tableWidth / width)}"/>`.repeat(width)}</w:tblGrid>`;
    const visual = rows.some(({ older, newer }) =>
      this.#isRightToLeft([...older, ...newer].map(({ text }) => text).join(' ')),
    );
    const look = `<w:tblPr><w:tblStyle w:val="grid"/>${visual ? '<w:bidiVisual/>' : ''}<w:tblW w:w="5000" w:type="pct"/></w:tblPr>`;
    return `<w:tbl>${look}${grid}${rows.map((row) => this.#row(row, width)).join('')}</w:tbl>`;
  }

  /**
   * New paragraphs are an hour younger: LibreOffice takes an insertion at the end of a paragraph and a new paragraph behind it
   * as one if author and minute are the same, and on rejecting them takes the end of the first paragraph away as well.
   */
  #stamp(): { 'w:id': number; 'w:author': string; 'w:date': string } {
    this.#lastId += 1;
    const { author, date } = this.#signature;
    return { 'w:id': this.#lastId, 'w:author': author, 'w:date': `${date}T0${this.#whole ? 1 : 0}:00:00Z` };
  }

  /** An empty element that says what became of what it stands in. */
  #mark(op: Op): string {
    return op === 'equal' ? '' : element(wrappers[op], this.#stamp());
  }

  #isCounted(marker: string): boolean {
    return this.#counted && isNumber(marker);
  }

  #isRightToLeft(text: string): boolean {
    return this.#language === 'ar' ? /\p{Script=Arabic}/u.test(text) : isRightToLeft(text);
  }

  #paragraph({ end, before, after, pieces }: TrackedParagraph, opening = ''): string {
    const rightToLeft = this.#isRightToLeft(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''));
    const setting = after ?? before ?? { style: 'entry', depth: 0 };
    const ended = `${this.#mark(end)}${rightToLeft ? '<w:rtl/>' : ''}`;
    const changed =
      before !== null && after !== null && (before.style !== after.style || before.depth !== after.depth)
        ? element('w:pPrChange', this.#stamp(), `<w:pPr>${styled(before, rightToLeft)}</w:pPr>`)
        : '';
    const properties = `<w:pPr>${styled(setting, rightToLeft)}${ended === '' ? '' : `<w:rPr>${ended}</w:rPr>`}${changed}</w:pPr>`;
    return `<w:p>${properties}${opening}${this.#inline(pieces, rightToLeft)}</w:p>`;
  }

  /** Pieces that became the same stand in one element. */
  #inline(pieces: readonly Piece[], rightToLeft: boolean): string {
    let out = '';
    for (let from = 0; from < pieces.length; ) {
      const op = pieces[from]?.op ?? 'equal';
      let to = from;
      while (pieces[to]?.op === op) to += 1;
      const runs = pieces
        .slice(from, to)
        .map((piece) => (piece.kind === 'text' ? this.#text(piece, rightToLeft) : this.#call(piece)))
        .join('');
      out += op === 'equal' ? runs : element(wrappers[op], this.#stamp(), runs);
      from = to;
    }
    return out;
  }

  #text({ op, text, before, after }: Extract<Piece, { kind: 'text' }>, rightToLeft: boolean): string {
    // Every second part is in Latin letters.
    return (rightToLeft ? text.split(latin) : [text])
      .map((part, index) => {
        if (part === '') return '';
        const turned = rightToLeft && index % 2 === 0 ? '<w:rtl/>' : '';
        const face = `${faceOf(after)}${turned}`;
        const changed =
          before === after ? '' : element('w:rPrChange', this.#stamp(), `<w:rPr>${faceOf(before)}${turned}</w:rPr>`);
        const properties = face + changed;
        return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${content(part, op)}</w:r>`;
      })
      .join('');
  }

  #call(call: Called): string {
    const { marker = '', note = null } = call.newer ?? call.older ?? {};
    const typed = content(marker, call.op);
    if (note === null) return `<w:r>${noteMark}${typed}</w:r>`;
    const id = this.#note(call);
    return this.#isCounted(marker)
      ? `<w:r>${noteMark}<w:footnoteReference w:id="${id}"/></w:r>`
      : `<w:r>${noteMark}<w:footnoteReference w:customMarkFollows="1" w:id="${id}"/>${typed}</w:r>`;
  }

  /** Keeps the note that is called and gives its id. The last end of a note cannot be tracked, so only its words are. */
  #note({ op, older, newer }: Called): number {
    const id = this.notes.length + 1;
    const stretch = noteStretch(op, older, newer, this.#language);
    const pieces = trackedParagraphs(stretch, this.#counted).flatMap((paragraph) => paragraph.pieces);
    const marker = (newer ?? older)?.marker ?? '';
    const mark = this.#isCounted(marker) ? '<w:footnoteRef/>' : content(marker, 'equal');
    const rightToLeft = this.#isRightToLeft([...stretch.older, ...stretch.newer].map(({ text }) => text).join(' '));
    const properties = `<w:pPr>${styled(noteSetting, rightToLeft)}</w:pPr>`;
    const opening = `<w:r>${noteMark}${mark}</w:r><w:r>${content(' ', 'equal')}</w:r>`;
    const words = this.#inline(pieces, rightToLeft);
    return this.notes.push(`<w:footnote w:id="${id}"><w:p>${properties}${opening}${words}</w:p></w:footnote>`);
  }

  #row(row: Stretch, width: number): string {
    this.#whole = row.end === 'insert';
    const places = placesOf(row);
    const cells = cellsOf(row);
    const header = places.length > 0 && places.every((place) => place.header);
    const properties = `${header ? '<w:tblHeader/>' : ''}${this.#mark(row.end)}`;
    const written = places.map(({ cell, columns, reachesDown }) => {
      const merged = cell === null ? '<w:vMerge/>' : reachesDown ? '<w:vMerge w:val="restart"/>' : '';
      const room = `<w:tcW w:w="${Math.floor((tableWidth * columns) / width)}" w:type="dxa"/>`;
      const span = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : '';
      const stretch = cell === null ? undefined : cells[cell];
      const inside = stretch === undefined ? '<w:p/>' : this.paragraphs(stretch);
      return `<w:tc><w:tcPr>${room}${span}${merged}</w:tcPr>${inside}</w:tc>`;
    });
    return `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${written.join('')}</w:tr>`;
  }
}

/** Width of the text on the page, in twentieths of a point. */
const tableWidth = 9638;

/** The text of a run. Deleted text has an element of its own, so that no program shows it by mistake. */
function content(text: string, op: Op): string {
  const name = op === 'delete' ? 'w:delText' : 'w:t';
  return text
    .split(/([\n\t])/)
    .map((part) => {
      if (part === '') return '';
      if (part === '\n') return '<w:br/>';
      return part === '\t' ? '<w:tab/>' : `<${name} xml:space="preserve">${xmlText(part)}</${name}>`;
    })
    .join('');
}

const placesOf = ({ older, newer }: Stretch): readonly Place[] => (newer[0] ?? older[0])?.row?.places ?? [];
