import { type ComparedText, comparedText } from './compare.ts';
import { type Listed, listing } from './listing.ts';
import type { Resolution, Span, Time } from './model.ts';

/** What two language versions of one paragraph say apart, and a reader should look at. */
export interface Difference {
  /** Address in each version; `null` where the paragraph is missing. */
  readonly a: string | null;
  readonly b: string | null;
  readonly what: 'paragraph' | 'symbol' | 'date' | 'session' | 'number';
  /** What only the one version has: symbols, days or windows of days, sessions as `unga 79`, numbers in digits. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

/** Two language versions of one text side by side. */
export interface LanguageComparison {
  readonly a: ComparedText;
  readonly b: ComparedText;
  /** Paragraphs that are one, in order; one side is `null` where the other language lacks it. */
  readonly pairs: readonly { readonly a: string | null; readonly b: string | null }[];
  /** In order of the text. */
  readonly differences: readonly Difference[];
}

/** What a paragraph says in every language: the only things that can be compared without translating. */
interface Facts {
  readonly symbol: ReadonlySet<string>;
  /** Days, and years that stand alone. */
  readonly date: ReadonlySet<string>;
  readonly session: ReadonlySet<string>;
  readonly number: ReadonlySet<string>;
  /** The text with all digits as 0 to 9. */
  readonly text: string;
}

interface Side {
  readonly listed: readonly Listed[];
  readonly facts: readonly Facts[];
}

const sideOf = ({ body }: Resolution): Side => {
  const listed = [...listing(body)];
  return { listed, facts: listed.map(factsOf) };
};

/** Digits with what parts thousands and decimals. */
const figures = /\d+(?:[.,٫٬\u00a0\u202f ]\d{3})*(?:[.,٫]\d+)?/g;
const year = /^(?:19|20)\d\d$/;

function factsOf({ proses, text: printed }: Listed): Facts {
  const text = plainDigits(printed);
  const times = proses.flatMap((prose) => prose.times);
  const days = times.filter(isDays).flatMap(({ from, to }) => [from ?? '', to ?? '']);
  const figured = proses.flatMap((prose) =>
    figuresOf(plainDigits(prose.text), [...prose.citations, ...prose.times.filter(isDays)]),
  );
  return {
    text,
    symbol: new Set(proses.flatMap(({ citations }) => citations.flatMap(({ symbol }) => symbol ?? []))),
    date: new Set([...days, ...figured.filter((figure) => year.test(figure))]),
    session: new Set(
      times.flatMap(({ session }) =>
        session === undefined || session.organ === 'unknown' ? [] : [`${session.organ} ${session.number}`],
      ),
    ),
    number: new Set(figured.filter((figure) => !year.test(figure))),
  };
}

/** Whether a time names days; whole months and years are told by their figures. */
const isDays = ({ kind, from, to, how }: Time): boolean =>
  from !== null && to !== null && (kind === 'date' || kind === 'period') && how.startsWith('day');

const arabicDigits = /[٠-٩۰-۹]/g;

const plainDigits = (text: string): string =>
  text.replace(arabicDigits, (digit) => String(digit.charCodeAt(0) & 0xf)).normalize('NFKC');

/** Numbers of a text that stand in none of the spans, without what parts their digits. */
const figuresOf = (text: string, spans: readonly Span[]): string[] =>
  [...text.matchAll(figures)]
    .filter(({ index, 0: figure }) => !spans.some(({ start, end }) => index < end && index + figure.length > start))
    .map(([figure]) => figure.replace(/\D/g, ''));

/**
 * Compares two language versions of one text: paragraphs are aligned by structure and by what is the same in every
 * language, and what differs there is told. Misprints show as a symbol, date or number that only one version has.
 */
export function compareLanguages(one: Resolution, other: Resolution): LanguageComparison {
  const [a, b] = [sideOf(one), sideOf(other)];
  const pairs = aligned(a, b);
  const idOf = (side: Side, index: number | null): string | null =>
    index === null ? null : (side.listed[index]?.id ?? null);
  return {
    a: comparedText(one, a.listed),
    b: comparedText(other, b.listed),
    pairs: pairs.map(([x, y]) => ({ a: idOf(a, x), b: idOf(b, y) })),
    differences: pairs.flatMap(([x, y]) => differencesOf(a, b, x, y)),
  };
}

type Pair = readonly [a: number | null, b: number | null];

/** What a paragraph that only one version has costs. */
const gap = -0.7;
/** Most cells of the table in which two versions are aligned; longer ones are paired by their addresses. */
const mostCells = 25_000_000;

/** How likely two paragraphs are one: by kind, printed number, facts and length. */
function fit(a: Side, b: Side, x: number, y: number, ratio: number): number {
  const [p, q, f, g] = [a.listed[x], b.listed[y], a.facts[x], b.facts[y]];
  if (p === undefined || q === undefined || f === undefined || g === undefined) return gap;
  if (p.kind !== q.kind) return -1;
  const [long, short] = [
    Math.max(p.text.length * ratio, q.text.length) + 20,
    Math.min(p.text.length * ratio, q.text.length) + 20,
  ];
  return 0.5 + (p.id === q.id ? 0.2 : 0) + (short / long - 0.5) + overlap(f, g);
}

function overlap(f: Facts, g: Facts): number {
  let [common, all] = [0, 0];
  for (const what of ['symbol', 'date', 'session', 'number'] as const) {
    for (const each of f[what]) if (g[what].has(each)) common++;
    all += Math.max(f[what].size, g[what].size);
  }
  return all === 0 ? 0 : (2 * common) / all - 0.5;
}

function aligned(a: Side, b: Side): Pair[] {
  const [height, width] = [a.listed.length, b.listed.length];
  if (height * width > mostCells) return byAddress(a, b);
  const length = (side: Side): number => side.listed.reduce((sum, { text }) => sum + text.length, 1);
  const ratio = length(b) / length(a);
  const ways = new Uint8Array((height + 1) * (width + 1));
  let below = Float64Array.from({ length: width + 1 }, (_, y) => gap * (width - y));
  for (let x = height - 1; x >= 0; x--) {
    const row = new Float64Array(width + 1);
    row[width] = gap * (height - x);
    for (let y = width - 1; y >= 0; y--) {
      const options = [(below[y + 1] ?? 0) + fit(a, b, x, y, ratio), (below[y] ?? 0) + gap, (row[y + 1] ?? 0) + gap];
      row[y] = Math.max(...options);
      ways[x * (width + 1) + y] = options.indexOf(row[y] ?? 0);
    }
    below = row;
  }
  const pairs: Pair[] = [];
  for (let x = 0, y = 0; x < height || y < width; ) {
    const way = y === width ? 1 : x === height ? 2 : ways[x * (width + 1) + y];
    if (way === 0) pairs.push([x++, y++]);
    else if (way === 1) pairs.push([x++, null]);
    else pairs.push([null, y++]);
  }
  return pairs;
}

function byAddress(a: Side, b: Side): Pair[] {
  const places = new Map(b.listed.map(({ id }, index) => [id, index]));
  const pairs: Pair[] = [];
  for (const [x, { id }] of a.listed.entries()) {
    pairs.push([x, places.get(id) ?? null]);
    places.delete(id);
  }
  return [...pairs, ...[...places.values()].map((y): Pair => [null, y])];
}

function differencesOf(a: Side, b: Side, x: number | null, y: number | null): Difference[] {
  const [p, q] = [x === null ? null : a.listed[x], y === null ? null : b.listed[y]];
  const at = { a: p?.id ?? null, b: q?.id ?? null };
  if (x === null || y === null) return [{ ...at, what: 'paragraph', onlyA: [], onlyB: [] }];
  const [f, g] = [a.facts[x], b.facts[y]];
  if (f === undefined || g === undefined) return [];
  return (['symbol', 'date', 'session', 'number'] as const).flatMap((what) => {
    const onlyA = [...f[what].difference(g[what])].filter((fact) => !isPrinted(fact, what, g.text));
    const onlyB = [...g[what].difference(f[what])].filter((fact) => !isPrinted(fact, what, f.text));
    // Small numbers are as often written in words: only where each side has one that the other lacks do they differ.
    const differs = what === 'number' ? onlyA.length > 0 && onlyB.length > 0 : onlyA.length + onlyB.length > 0;
    return differs ? [{ ...at, what, onlyA, onlyB }] : [];
  });
}

/** Whether the figures of a fact stand in a text, although it was not read as that fact there. */
function isPrinted(fact: string, what: Difference['what'], text: string): boolean {
  if (what === 'symbol') {
    const numbers = fact.match(/\d+/g);
    return numbers !== null && new RegExp(`(?<!\\d)${numbers.join('\\D{1,3}')}(?!\\d)`).test(text);
  }
  // "COVID-19" is in other languages the disease of 2019, "2020-21" has a year of two figures.
  const written = year.test(fact) ? `(?:${fact}|${fact.slice(2)})` : what === 'number' ? fact : null;
  return written !== null && new RegExp(`(?<!\\d)${written}(?!\\d)`).test(text);
}
