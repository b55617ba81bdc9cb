import type { ListInstance, ListLevel } from './listNumbers.ts';

/** Bytes that may end anywhere: reading beyond them gives zero, so that a damaged file is read as far as it goes. */
export interface Bytes {
  readonly length: number;
  u8(at: number): number;
  u16(at: number): number;
  i32(at: number): number;
  u32(at: number): number;
  slice(from: number, to: number): Uint8Array;
}

export function bytesOf(bytes: Uint8Array): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    length: bytes.length,
    u8: (at) => bytes[at] ?? 0,
    u16: (at) => (at >= 0 && at + 2 <= bytes.length ? view.getUint16(at, true) : 0),
    i32: (at) => (at >= 0 && at + 4 <= bytes.length ? view.getInt32(at, true) : 0),
    u32: (at) => (at >= 0 && at + 4 <= bytes.length ? view.getUint32(at, true) : 0),
    slice: (from, to) => bytes.subarray(Math.max(from, 0), Math.max(Math.min(to, bytes.length), 0)),
  };
}

/** Properties of a run or paragraph as far as they matter; absent is not said. */
export interface Properties {
  bold?: boolean;
  italic?: boolean;
  /** The opposite of what the style says. */
  turned?: number;
  /** Style of the characters, besides that of the paragraph. */
  character?: number;
  underline?: boolean;
  raised?: 'superscript' | 'subscript' | 'baseline';
  hidden?: boolean;
  inserted?: boolean;
  deleted?: boolean;
  special?: boolean;
  align?: number;
  indent?: number;
  list?: number;
  level?: number;
  inTable?: boolean;
  rowEnd?: boolean;
  outline?: number;
  /** Code of a character of a symbol font. */
  symbol?: number;
}

/** Bits of `turned`. */
export const turns = { bold: 1, italic: 2, hidden: 4 } as const;

/** Whether a face holds where one layer of formatting lies on another. */
export const faceOf = (key: 'bold' | 'italic' | 'hidden', over: Properties, under: boolean): boolean =>
  over[key] ?? (((over.turned ?? 0) & turns[key]) !== 0 ? !under : under);

const operandSizes = [1, 1, 2, 4, 2, 2, 0, 3];

/** Reads a list of property changes (grpprl): an operation code and its operand, again and again. [MS-DOC] 2.6. */
export function applyProperties(from: Bytes, start: number, end: number, base: Readonly<Properties>): Properties {
  const out: Properties = { ...base };
  const switched = (key: 'bold' | 'italic' | 'hidden', operand: number): void => {
    if (operand === 0x81) out.turned = (out.turned ?? 0) | turns[key];
    else if (operand !== 0x80) out[key] = operand !== 0;
  };
  for (let at = start; at + 2 < end; ) {
    const code = from.u16(at);
    at += 2;
    const size = operandSizes[code >> 13] ?? 1;
    const value = from.u8(at);
    switch (code) {
      case 0x0800:
        out.deleted = value !== 0;
        break;
      case 0x0801:
        out.inserted = value !== 0;
        break;
      case 0x0835:
        switched('bold', value);
        break;
      case 0x0836:
        switched('italic', value);
        break;
      case 0x083c:
        switched('hidden', value);
        break;
      case 0x4a30:
        out.character = from.u16(at);
        break;
      case 0x0855:
        out.special = value !== 0;
        break;
      case 0x2a3e:
        out.underline = value !== 0;
        break;
      case 0x2a48:
        out.raised = value === 1 ? 'superscript' : value === 2 ? 'subscript' : 'baseline';
        break;
      case 0x6a09:
        out.symbol = from.u16(at + 2);
        out.special = true;
        break;
      case 0x2403:
      case 0x2461:
        out.align = value;
        break;
      case 0x840f:
      case 0x845e:
        out.indent = ((from.u16(at) << 16) >> 16) / 20;
        break;
      case 0x260a:
        out.level = value;
        break;
      case 0x460b:
        out.list = from.u16(at);
        break;
      case 0x2416:
        out.inTable = value !== 0;
        break;
      case 0x2417:
        out.rowEnd = value !== 0;
        break;
      case 0x2640:
        out.outline = value;
        break;
    }
    if (size > 0) at += size;
    // Two operations carry their length in two bytes; the others of this class in one.
    else at += code === 0xd608 || code === 0xd606 ? from.u16(at) + 1 : value + 1;
  }
  return out;
}

/** A stretch of the file, by byte offsets, that has these properties. */
export interface Formatted {
  readonly from: number;
  readonly to: number;
  readonly properties: Properties;
  readonly style: number;
}

/**
 * The formatted stretches of the file: a table in the table stream names pages of 512 bytes in the main stream, each of
 * which lists its stretches from the front and holds their properties at the back ([MS-DOC] 2.9.33, 2.9.175).
 */
export function formattedRuns(
  main: Bytes,
  table: Bytes,
  at: number,
  length: number,
  ofParagraphs: boolean,
): Formatted[] {
  const runs: Formatted[] = [];
  const pages = Math.min(Math.floor((Math.min(length, table.length) - 4) / 8), Math.ceil(main.length / 512));
  for (let page = 0; page < pages; page += 1) {
    const base = (table.u32(at + (pages + 1) * 4 + page * 4) & 0x3fffff) * 512;
    if (base + 512 > main.length) continue;
    const count = main.u8(base + 511);
    for (let run = 0; run < count; run += 1) {
      const from = main.u32(base + run * 4);
      const to = main.u32(base + run * 4 + 4);
      const word = main.u8(base + (count + 1) * 4 + run * (ofParagraphs ? 13 : 1)) * 2;
      if (to <= from) continue;
      if (word === 0) {
        runs.push({ from, to, properties: {}, style: 0 });
        continue;
      }
      const first = main.u8(base + word);
      const long = ofParagraphs && first === 0;
      const start = base + word + (long ? 2 : 1);
      const size = ofParagraphs ? (long ? main.u8(base + word + 1) * 2 : first * 2 - 1) : first;
      const style = ofParagraphs ? main.u16(start) : 0;
      const properties = applyProperties(
        main,
        ofParagraphs ? start + 2 : start,
        Math.min(start + size, base + 511),
        {},
      );
      runs.push({ from, to, properties, style });
    }
  }
  return runs.sort((a, b) => a.from - b.from);
}

/** A style: what it says of paragraphs and of their runs. */
export interface DocStyle {
  /** Number of a style that Word brings along: 1 to 9 are the headings, 62 the title. */
  readonly builtIn: number;
  readonly properties: Properties;
}

/** The style sheet ([MS-DOC] 2.9.271), each style with what it inherits. */
export function stylesOf(table: Bytes, at: number, length: number): DocStyle[] {
  const end = Math.min(at + length, table.length);
  const headerSize = table.u16(at);
  const count = Math.min(table.u16(at + 2), 4096);
  const baseSize = table.u16(at + 4);
  const raw: { builtIn: number; based: number; upx: [number, number][]; kind: number }[] = [];
  let position = at + 2 + headerSize;
  for (let index = 0; index < count && position < end; index += 1) {
    const size = table.u16(position);
    const start = position + 2;
    const upx: [number, number][] = [];
    const kind = table.u16(start + 2) & 0xf;
    if (size > 0) {
      const nameAt = start + baseSize;
      let next = nameAt + 2 + table.u16(nameAt) * 2 + 2;
      const entries = Math.min(table.u16(start + 4) & 0xf, 4);
      for (let entry = 0; entry < entries && next < start + size; entry += 1) {
        if ((next - start) % 2 === 1) next += 1;
        const bytes = table.u16(next);
        upx.push([next + 2, Math.min(next + 2 + bytes, start + size)]);
        next += 2 + bytes;
      }
    }
    raw.push({ builtIn: table.u16(start) & 0xfff, based: table.u16(start + 2) >> 4, upx: size > 0 ? upx : [], kind });
    position = start + size;
  }
  const done: (DocStyle | undefined)[] = [];
  const resolve = (index: number, steps: number): DocStyle => {
    const known = done[index];
    if (known !== undefined) return known;
    const style = raw[index];
    if (style === undefined || steps > 20) return { builtIn: 0xfff, properties: {} };
    let properties: Properties = style.based === 0xfff ? {} : resolve(style.based, steps + 1).properties;
    style.upx.forEach(([from, to], entry) => {
      // The first list of a paragraph style begins with the number of the style.
      const skip = style.kind === 1 && entry === 0 ? 2 : 0;
      const own = applyProperties(table, from + skip, to, {});
      const faces: Properties = {};
      for (const key of ['bold', 'italic', 'hidden'] as const)
        if (own[key] !== undefined || own.turned !== undefined) faces[key] = faceOf(key, own, properties[key] ?? false);
      properties = { ...properties, ...own, ...faces };
      delete properties.turned;
    });
    const out = { builtIn: style.builtIn, properties };
    done[index] = out;
    return out;
  };
  return raw.map((_, index) => resolve(index, 0));
}

const kindsOfNumeral: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  5: 'ordinal',
  10: 'ideographDigital',
  11: 'japaneseCounting',
  14: 'decimalFullWidth',
  18: 'decimalEnclosedCircle',
  22: 'decimalZero',
  23: 'bullet',
  26: 'decimalEnclosedFullstop',
  27: 'decimalEnclosedParen',
  30: 'ideographTraditional',
  31: 'ideographZodiac',
  33: 'taiwaneseCounting',
  37: 'chineseCounting',
  38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand',
  46: 'arabicAlpha',
  48: 'arabicAbjad',
  58: 'russianLower',
  59: 'russianUpper',
  255: 'none',
};

/** One level of a list ([MS-DOC] 2.9.150) and where the next one begins. */
function levelAt(table: Bytes, at: number): [ListLevel, number] {
  const kind = table.u8(at + 4);
  const flags = table.u8(at + 5);
  const characters = table.u8(at + 24);
  const paragraphs = table.u8(at + 25);
  const text = at + 28 + characters + paragraphs;
  const length = Math.min(table.u16(text), 255);
  let printed = '';
  for (let letter = 0; letter < length; letter += 1) {
    const code = table.u16(text + 2 + letter * 2);
    printed += code < 9 ? `%${code + 1}` : String.fromCharCode(code);
  }
  const indent = applyProperties(table, at + 28, at + 28 + paragraphs, {}).indent;
  const level: ListLevel = {
    start: table.i32(at),
    numeral: kindsOfNumeral[kind] ?? 'decimal',
    text: printed,
    legal: (flags & 4) !== 0,
    ...((flags & 8) !== 0 ? { restart: table.u8(at + 26) } : {}),
    ...(indent === undefined ? {} : { indent }),
  };
  return [level, text + 2 + length * 2];
}

/** The lists of the file, by the number (from 1) by which paragraphs name them ([MS-DOC] 2.9.147, 2.9.131). */
export function listsOf(
  table: Bytes,
  listsAt: number,
  listsLength: number,
  usesAt: number,
  usesLength: number,
): ListInstance[] {
  const count = Math.min(table.u16(listsAt), Math.floor(listsLength / 28), 4000);
  let at = listsAt + 2 + count * 28;
  const lists = new Map<number, ListLevel[]>();
  for (let index = 0; index < count; index += 1) {
    const entry = listsAt + 2 + index * 28;
    const simple = (table.u8(entry + 26) & 1) === 1;
    const levels: ListLevel[] = [];
    for (let level = 0; level < (simple ? 1 : 9) && at < table.length; level += 1) {
      const [read, next] = levelAt(table, at);
      levels.push(read);
      at = next;
    }
    lists.set(table.i32(entry), levels);
  }
  const uses = Math.min(table.u32(usesAt), Math.floor(usesLength / 16), 4000);
  let data = usesAt + 4 + uses * 16;
  const out: ListInstance[] = [];
  for (let use = 0; use < uses; use += 1) {
    const entry = usesAt + 4 + use * 16;
    const list = table.i32(entry);
    const changes = Math.min(table.u8(entry + 12), 9);
    const levels = [...(lists.get(list) ?? [])];
    const starts = new Map<number, number>();
    data += 4;
    for (let change = 0; change < changes && data < table.length; change += 1) {
      const flags = table.u32(data + 4);
      const level = flags & 0xf;
      if ((flags & 0x10) !== 0) starts.set(level, table.i32(data));
      data += 8;
      if ((flags & 0x20) !== 0) {
        const [read, next] = levelAt(table, data);
        levels[level] = read;
        if ((flags & 0x10) !== 0) starts.set(level, read.start);
        data = next;
      }
    }
    out.push({ id: String(use + 1), list: String(list), levels, starts });
  }
  return out;
}
