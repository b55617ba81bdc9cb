/**
 * What stands in the elements of one name in an answer of an S3 store, for elements that hold only text. The answers are
 * written by machines after one schema, without sections of raw text or comments; so no parser of XML is needed.
 */
export const textsIn = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => unescaped(match[1] ?? ''));

/** Whether an answer is whole and of this kind. */
export const isRoot = (xml: string, name: string): boolean =>
  new RegExp(`^\\s*(?:<\\?xml[^>]*\\?>\\s*)?<${name}[\\s>][^]*</${name}>\\s*$`).test(xml);

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? all;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });

/** Text that may stand in an element. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
