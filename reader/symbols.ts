import type { CitationKind } from './model.ts';

/** A symbol printed in full, as `A/C.6/75/SR.11` or the joint `A/73/328-S/2018/592`. */
export interface PrintedSymbol {
  readonly end: number;
  readonly symbol: string;
  readonly kind: CitationKind;
}

/** First parts of symbols. A symbol that begins otherwise needs three parts to be believed. */
const series = new Set(
  (
    'A S E T ST DP UNEP FCCC CBD CEDAW CCPR CERD CRC CAT CRPD CED CMW HRI HSP TD UNW ICCD NPT CD DC LOS SPLOS ISBA JIU IDB ' +
    'ID GC GOV INFCIRC CTBT BWC CCW PBC UNODC CAC CEB ICSC SCAF EB CM WT OIC ICFM IPBES UNFPA UNCTAD WFP ECE LC TRANS ' +
    'CLCS AU Assembly CMP APLC UNFF UNITAR UNICEF BTWC PC ICC CFM IT ISPS MEPC MSC CL FAO HR HCR EC CGRFA'
  ).split(' '),
);

const segment = String.raw`\/ ?(?:[A-Za-z0-9](?:[A-Za-z0-9&_]|[.-](?=[A-Za-z0-9])|(?<=[A-Za-z])\. (?=\d)|\((?:\d{4}|[IVXLC]+)\)(?=[\dA-Z/]))*)`;
const volume = String.raw` ?\((?:Sect|Vol|Part|Supp|SUPP|Prog|Introduction|Resumption|Chap|Annex)[^()/]{0,16}\)`;
const session = String.raw`(?: ?(?:[A-Z](?:-[A-Z])?))? ?\((?:(?:19|20)\d\d|(?:E?S-)?[IVXLC]+)\)`;
const printed = new RegExp(
  String.raw`[A-Z][A-Za-z0-9]{0,11}(?:\([IVXLC\d]{1,8}\))?(?:${segment}|${volume}|${session})+`,
  'y',
);
const letterBehind = /(?: ?(AA|[A-Z])(?:-([A-Z]))?)(?=[,;.)(\]]|\s*$| (?:and|et|y|и|or) )/y;
/** Series named with hyphens: "C-25/DEC.9", "EC-91/S/3" of a body with its session, "GA-2022-90-RES-01" of another with its year. */
const hyphenated =
  /[A-Z]{1,4}(?:-[A-Z]{1,3})?-(?:\d{1,3}|[IVXLC]{1,7})\/ ?(?:(?:DEC|Dec|RES|Res|DG|INF|NAT|CRP|WP)\.\d{1,4}|S\/\d{1,4})(?:\/(?:Rev|Add|Corr)\.\d{1,3})*(?![\w/-])|[A-Z]{2,6}(?:-\d{1,4}){1,3}-(?:RES|DEC)-\d{1,3}(?![\w/-])/y;
/** The end of an address of the web. */
const fileName = /\.(?:aspx?|docx?|html?|pdf|php|jsp|xml)$/i;
/** Symbols of resolutions that come in parts: of the United Nations and of the International Atomic Energy Agency. */
const inParts = /\/RES\/(?:E?S-)?\d+\/\d+$|^GC\([\dIVXLC]+\)\/RES\/\d+$/;
const lookAlike: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
  І: 'I',
  Ѕ: 'S',
};

/** Latin letters for the Cyrillic ones that look the same. The length stays. */
export const latinized = (text: string): string =>
  text.replace(/[АВЕКМНОРСТХІЅ]/g, (letter) => lookAlike[letter] ?? letter);

/**
 * A symbol as it stands in a line of a cover or a running head, with so many strokes at least: `A/RES/79/9`,
 * `E/2025/L.14`, `S/RES/2768 (2025)`.
 */
export const symbolOnCover = (strokes: number): RegExp =>
  new RegExp(String.raw`(?<![A-Za-z0-9/])[A-Z]{1,6}(?:\/[A-Z0-9.-]{1,12}){${strokes},6}(?:\s?\(\d{4}\))?`);

/** The rest of a symbol whose first letter large print set on a line of its own: `/RES/79/9`. */
export const tornSymbol = /(?:^|\s)(\/[A-Z0-9.-]+(?:\/[A-Z0-9.-]+)+(?:\s?\(\d{4}\))?)/;

/** Whether the character may stand inside a printed symbol, brackets and blanks apart. */
export function isSymbolCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2d && code <= 0x39) ||
    code === 0x26 ||
    code === 0x5f
  );
}

function kindOf(symbol: string): CitationKind {
  if (/\/RES[/.]|-RES-/.test(symbol) && !/\/L\./.test(symbol)) return 'resolution';
  if (/\/DEC[/.]|-DEC-/.test(symbol)) return 'decision';
  if (/\/PRST\//.test(symbol)) return 'statement';
  if (/\/(?:PV|SR)\.\d/.test(symbol)) return 'record';
  return 'document';
}

/** The symbol as it is compared and linked: no blanks, series in capitals, one kind of hyphen. */
export function canonicalSymbol(printedSymbol: string): string {
  return latinized(printedSymbol)
    .replace(/[\u2010-\u2013]/g, '-')
    .replace(/[\s\u200e\u200f]+/g, '')
    .replace(/\/(?:Res|res)(?=[./])/g, '/RES')
    .replace(/\/(?:Dec|dec)(?=[./])/g, '/DEC')
    .replace(/\/(?:prst|Prst)\//g, '/PRST/')
    .replace(/^[a-z]+(?=\/)/, (first) => first.toUpperCase())
    .replace(/^PRST\//, 'S/PRST/')
    .replace(
      /(\/RES\/(?:E?S-)?\d+\/\d+)([a-z])(?:-([a-z]))?$/,
      (_, base: string, from: string, to?: string) =>
        `${base}${from.toUpperCase()}${to === undefined ? '' : `-${to.toUpperCase()}`}`,
    );
}

function hyphenatedAt(text: string, at: number): PrintedSymbol | null {
  hyphenated.lastIndex = at;
  const raw = hyphenated.exec(text)?.[0];
  if (raw === undefined) return null;
  const symbol = canonicalSymbol(raw);
  return { end: at + raw.length, symbol, kind: kindOf(symbol) };
}

/** Reads a symbol that begins exactly at `at`; `null` where none does. `text` has plain hyphens and blanks. */
export function symbolAt(text: string, at: number): PrintedSymbol | null {
  printed.lastIndex = at;
  const match = printed.exec(text);
  if (match === null) return hyphenatedAt(text, at);
  let raw = match[0];
  const slash = raw.indexOf('/');
  // OM/9/1 is a decision of an organizational meeting: a number, not a symbol.
  if (slash < 0 || !/\d/.test(raw) || raw.startsWith('OM/')) return null;
  const first = raw.slice(0, slash).replace(/\(.*/, '');
  const known = series.has(first) && /^[A-Z0-9]|^ \d/.test(raw.slice(slash + 1));
  if (!known && (!/\/.*\//.test(raw) || !/^[A-Z]+$/.test(first))) return null;
  if (/\/ [^\d]/.test(raw)) raw = raw.replace(/\/ [^\d][\s\S]*$/, '');
  if (!/\d/.test(raw) || !raw.includes('/') || fileName.test(raw)) return null;
  let symbol = canonicalSymbol(raw);
  let end = at + raw.length;
  if (inParts.test(symbol)) {
    letterBehind.lastIndex = end;
    const letter = letterBehind.exec(text);
    if (letter !== null) {
      symbol += letter[2] === undefined ? letter[1] : `${letter[1]}-${letter[2]}`;
      end += letter[0].length;
    }
  }
  return { end, symbol, kind: kindOf(symbol) };
}
