import type { RawText } from './formats/block.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Cell, Entry, Finding, Passage, Prose, Table } from './model.ts';
import type { Noted } from './notes.ts';
import type { Openings } from './openings.ts';
import { type Item, isItem, type TextBlock, type Unit } from './units.ts';

const organName = /^(?:The |THE |L[’']|Le |La |Les |El |Los |Las |إن )/u;

/** What every text of a file is read with. */
export interface Setting {
  readonly units: readonly Unit[];
  readonly material: Material;
  readonly words: Openings;
  readonly lexicon: Lexicon;
  readonly findings: Finding[];
}

/** The blocks of a file with their notes bound: gives the prose, lines and tables that nodes are made of. */
export class Material {
  readonly #words: Openings;
  readonly #noted: Noted;
  /** Whether an organ may be one that no list knows: only where the text names no known one. */
  #strangers = false;

  constructor(words: Openings, found: Noted) {
    this.#words = words;
    this.#noted = found;
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

  table(block: Extract<TextBlock, { kind: 'table' }>): Table {
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
    if (text.length > 420 || item.number !== null) return false;
    const bare = text.trim();
    const organ = this.#words.organ(bare);
    const follows = next !== undefined && isItem(next) && next.opening !== null;
    const rest = organ === null ? '' : bare.slice(organ.length);
    if (organ !== null && /^\s?[,،，:]?$/.test(rest)) return /[,،，:]$/.test(bare) || follows;
    // "The Sixty-first Session of the Council of Foreign Ministers, held in Nouakchott on 14 December 2026,"
    if (organ?.full === true && follows && /^(?:\s[^,،]{0,60})?\s?[,،(].*\d{4}.*[,،，]$/u.test(rest)) return true;
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
}
