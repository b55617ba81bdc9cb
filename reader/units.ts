import type { Block } from './formats/block.ts';
import { bareNumber, type PrintedNumber, printedNumber } from './numbering.ts';
import type { Opening, Openings } from './openings.ts';

export type TextBlock = Exclude<Block, { kind: 'note' }>;
export type ParagraphBlock = Extract<Block, { kind: 'paragraph' }>;

/** Chinese says in one character what takes three letters elsewhere: the length of a text as letters would have it. */
export function extent(text: string): number {
  const han = /[\u3400-\u9fff]/.test(text) ? (text.slice(0, 600).match(/[\u3400-\u9fff]/g)?.length ?? 0) : 0;
  return text.length + 2 * han;
}

/** A paragraph with all that its beginning and end tell. */
export interface Item {
  readonly block: ParagraphBlock;
  readonly number: PrintedNumber | null;
  readonly opening: Opening | null;
  readonly ends: 'comma' | 'semicolon' | 'colon' | 'stop' | 'open';
  readonly caps: boolean;
}
export type Unit = Item | { readonly block: Extract<Block, { kind: 'table' }> };

export const isItem = (unit: Unit): unit is Item => unit.block.kind === 'paragraph';

const closers = /(?:["”’»)\]*]|\s|\d{1,3}(?=["”’»)\]]*$))*$/u;

function endOf(text: string): Item['ends'] {
  const last = text.slice(-12).replace(closers, '').at(-1) ?? '';
  if (/[,،，]/.test(last)) return 'comma';
  if (/[;؛；]/.test(last)) return 'semicolon';
  if (/[:：]/.test(last)) return 'colon';
  return /[.。!?؟]/.test(last) ? 'stop' : 'open';
}

/** What a paragraph's words tell, looked at once. */
export function itemOf(block: ParagraphBlock, words: Openings): Item {
  const number = block.number === undefined ? leadNumber(block.text, words) : autoNumber(block.number);
  const from = block.number === undefined ? (number?.length ?? 0) : 0;
  const text = block.text.slice(from);
  return {
    block,
    number,
    opening: words.at(text.replace(/^["“«„]/, '')),
    ends: endOf(block.text),
    caps: /^["“«([]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(text),
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

/** A line that is a date and nothing else. */
export const dateLine =
  /^(?:\p{L}+,?\s)?(?:\d{1,2}|[٠-٩]{1,2})\s?[\p{L}\s./-]{2,40}\s?\d{4}(?:\s\p{L}+)?\.?$|^\d{4}年\d{1,2}月\d{1,2}日$/u;
