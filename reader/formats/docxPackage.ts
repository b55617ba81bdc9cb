import { Inflate } from 'fflate';
import { SaxesParser } from 'saxes';
import type { Refusal } from '../model.ts';

/** Why bytes cannot be read as the format they are in. */
export interface Refused {
  readonly refusal: Refusal;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What reading an untrusted package may cost at most. */
export interface Limits {
  /** Bytes of all parts read, after inflating. */
  readonly inflated: number;
  /** Elements of one part. */
  readonly elements: number;
}
export const usualLimits: Limits = { inflated: 96_000_000, elements: 2_000_000 };

/** Above this size a part that is more than so many times larger than its compressed bytes is a bomb, not a text. */
const suspectSize = 16_000_000;
const suspectRatio = 300;
const maxEntries = 20_000;

interface Entry {
  readonly name: string;
  readonly offset: number;
  readonly compressed: number;
  readonly method: number;
  readonly encrypted: boolean;
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes);

/** The entries that the central directory names; read from its end record, as names may not be trusted to come first. */
function centralEntries(bytes: Uint8Array, view: DataView): Entry[] {
  const lowest = Math.max(0, bytes.length - 65_557);
  let end = bytes.length - 22;
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < lowest || end < 0) return [];
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50 && entries.length < maxEntries) {
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: latin1(bytes.subarray(at + 46, at + 46 + nameLength)),
      offset: view.getUint32(at + 42, true),
      compressed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The entries found by walking the local headers: what is left of a file that was cut off. */
function localEntries(bytes: Uint8Array, view: DataView): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at + 30 <= bytes.length && entries.length < maxEntries) {
    if (view.getUint32(at, true) !== 0x04034b50) {
      at = bytes.indexOf(0x50, at + 1);
      if (at < 0) break;
      continue;
    }
    const nameLength = view.getUint16(at + 26, true);
    const compressed = view.getUint32(at + 18, true);
    const data = at + 30 + nameLength + view.getUint16(at + 28, true);
    entries.push({
      name: latin1(bytes.subarray(at + 30, at + 30 + nameLength)),
      offset: at,
      compressed: compressed === 0 ? bytes.length - data : compressed,
      method: view.getUint16(at + 8, true),
      encrypted: (view.getUint16(at + 6, true) & 1) === 1,
    });
    at = compressed > 0 && data + compressed <= bytes.length ? data + compressed : data;
  }
  return entries;
}

/** The entries of a zip file, `null` where it is none. */
export function zipEntries(bytes: Uint8Array): readonly Entry[] | null {
  if (bytes.length < 30 || bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const central = centralEntries(bytes, view);
  return central.length > 0 ? central : localEntries(bytes, view);
}

/** Inflates in small steps, so that what a header claims is never believed and a bomb stops early. */
function inflated(data: Uint8Array, room: number): Uint8Array | 'too-large' | 'damaged' {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  const inflate = new Inflate((chunk, final) => {
    chunks.push(chunk);
    size += chunk.length;
    whole ||= final;
  });
  const step = 8192;
  try {
    for (let at = 0; at < data.length && !whole; at += step) {
      inflate.push(data.subarray(at, at + step), at + step >= data.length);
      if (size > room || (size > suspectSize && size > suspectRatio * (at + step))) return 'too-large';
    }
  } catch {
    // What came before the fault is kept: a part that is cut off still holds text.
    if (size === 0) return 'damaged';
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** A package opened: gives a part by its name, `null` where there is none. */
export interface Package {
  readonly names: readonly string[];
  part(name: string): Element | null | Refused;
}

/** Opens the package of a Word file. Nothing is inflated before it is asked for. */
export function opened(bytes: Uint8Array, limits: Limits): Package | Refused {
  const entries = zipEntries(bytes);
  if (entries === null) return { refusal: 'not-a-document', values: { found: 'no-zip' } };
  if (entries.some((entry) => entry.encrypted)) return { refusal: 'encrypted', values: {} };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const byName = new Map(entries.map((entry) => [entry.name.replaceAll('\\', '/').toLowerCase(), entry]));
  let room = limits.inflated;
  return {
    names: [...byName.keys()],
    part(name) {
      const entry = byName.get(name.replace(/^\/+/, '').toLowerCase());
      if (entry === undefined || entry.offset + 30 > bytes.length) return null;
      const data =
        entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
      const packed = bytes.subarray(data, data + entry.compressed);
      const plain = entry.method === 0 ? packed : entry.method === 8 ? inflated(packed, room) : 'damaged';
      if (plain === 'too-large') return { refusal: 'too-large', values: { part: name, limit: limits.inflated } };
      if (plain === 'damaged') return null;
      room -= plain.length;
      if (room < 0) return { refusal: 'too-large', values: { part: name, limit: limits.inflated } };
      return parsed(xmlText(plain), limits.elements);
    },
  };
}

function xmlText(bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(wide).decode(bytes);
}

/** An element of a part. Names carry the usual prefix of their namespace, whatever prefix the file uses. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

const prefixes: readonly (readonly [RegExp, string])[] = [
  [/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/officeDocument\/(?:2006\/)?relationships$/, 'r'],
  [/markup-compatibility\/2006$/, 'mc'],
  [/officeDocument\/(?:2006\/)?math$/, 'm'],
];
const deepest = 250;
const tooMuch = Symbol('tooMuch');

/**
 * The root element of a part. Faults in the XML are passed over, entities are never expanded, elements deeper than any
 * real document nests are left out, and beyond the limit the rest is not read.
 */
export function parsed(xml: string, limit: number): Element | null {
  const root: Element = { name: '', attributes: {}, children: [] };
  const stack: Element[] = [root];
  const known = new Map<string, string>();
  const names = new Map<string, string>();
  let below = 0;
  let count = 0;
  const named = (name: string): string => {
    const found = names.get(name);
    if (found !== undefined) return found;
    const colon = name.indexOf(':');
    const prefix = known.get(colon < 0 ? '' : name.slice(0, colon));
    const usual = prefix === undefined ? name : `${prefix}:${name.slice(colon + 1)}`;
    names.set(name, usual);
    return usual;
  };
  const declare = (attributes: Readonly<Record<string, string>>): void => {
    for (const name in attributes) {
      if (!name.startsWith('xmlns')) continue;
      const usual = prefixes.find(([uri]) => uri.test(attributes[name] ?? ''))?.[1];
      if (usual === undefined || known.get(name.slice(6)) === usual) continue;
      known.set(name.slice(6), usual);
      names.clear();
    }
  };
  const text = (value: string): void => {
    if (below === 0 && value !== '') stack.at(-1)?.children.push(value);
  };
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', () => undefined);
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > limit) throw tooMuch;
    if (below > 0 || stack.length > deepest) {
      below += 1;
      // The parser looks through all open elements for each end tag, so it must not get to hold very many.
      if (below > deepest) throw tooMuch;
      return;
    }
    const given = tag.attributes as Record<string, string>;
    declare(given);
    const attributes: Record<string, string> = {};
    for (const name in given) attributes[name.startsWith('xmlns') ? name : named(name)] = given[name] ?? '';
    const element: Element = { name: named(tag.name), attributes, children: [] };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => {
    if (below > 0) below -= 1;
    else if (stack.length > 1) stack.pop();
  });
  try {
    parser.write(xml.replace(/^\ufeff/, '')).close();
  } catch {
    // Beyond the limits, or a fault the parser cannot pass: what was read so far stands.
  }
  return root.children.find((child): child is Element => typeof child !== 'string') ?? null;
}

/** The first child with this name. */
export const child = (of: Element | null | undefined, name: string): Element | undefined =>
  of?.children.find((each): each is Element => typeof each !== 'string' && each.name === name);

/** All child elements. */
export const elements = (of: Element | null | undefined): Element[] =>
  of?.children.filter((each): each is Element => typeof each !== 'string') ?? [];

/** The `w:val` of a child, `undefined` where the child is absent, empty where only its value is. */
export const value = (of: Element | null | undefined, name: string): string | undefined => {
  const found = child(of, name);
  return found === undefined ? undefined : (found.attributes['w:val'] ?? '');
};

/** All text below an element. */
export const textOf = (of: Element): string =>
  of.children.map((each) => (typeof each === 'string' ? each : textOf(each))).join('');
