/**
 * Citations against the links that the United Nations put into its AKN4UN files, and their speed.
 * node bench/citations.ts [--list N] [--sample N] [--language en] [--decided] [--seed N] [--speed] [--truth]
 *
 * --truth takes the truth files of the structure cases instead of the AKN files; --decided leaves symbols printed in full
 * and treaties out of the sample.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CitingContext, citer } from '../reader/citations.ts';
import { arabic } from '../reader/languages/ar.ts';
import { english } from '../reader/languages/en.ts';
import { spanish } from '../reader/languages/es.ts';
import { french } from '../reader/languages/fr.ts';
import type { Lexicon } from '../reader/languages/lexicon.ts';
import { russian } from '../reader/languages/ru.ts';
import { chinese } from '../reader/languages/zh.ts';
import type { Citation } from '../reader/model.ts';
import { canonicalSymbol } from '../reader/symbols.ts';

interface Link {
  readonly start: number;
  readonly end: number;
  readonly href: string;
}
interface Prose {
  readonly text: string;
  readonly links: readonly Link[];
}
interface Document {
  readonly name: string;
  readonly context: CitingContext;
  readonly proses: readonly Prose[];
}

const shared = join(import.meta.dirname, '../../shared');
const lexicons: Readonly<Record<string, Lexicon>> = {
  ara: arabic,
  eng: english,
  spa: spanish,
  fra: french,
  rus: russian,
  zho: chinese,
  ar: arabic,
  en: english,
  es: spanish,
  fr: french,
  ru: russian,
  zh: chinese,
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, dec?: string, name?: string) =>
    hex
      ? String.fromCodePoint(Number.parseInt(hex, 16))
      : dec
        ? String.fromCodePoint(Number(dec))
        : (entities[name ?? ''] ?? whole),
  );

/** Texts of an AKN file with their links, in the order in which they end. */
function prosesOf(xml: string): Prose[] {
  const proses: Prose[] = [];
  const stack: { text: string; links: Link[]; open: { start: number; href: string } | null }[] = [];
  const body = xml.replace(/<meta>[\s\S]*?<\/meta>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    const top = stack.at(-1);
    if (!token.startsWith('<')) {
      if (top !== undefined) {
        const piece = decoded(token).replace(/[\s\u00a0]+/g, ' ');
        top.text += top.text.endsWith(' ') || top.text === '' ? piece.replace(/^ /, '') : piece;
      }
    } else if (/^<(?:p|num|heading|crossHeading|td|th)[\s>]/.test(token) && !token.endsWith('/>'))
      stack.push({ text: '', links: [], open: null });
    else if (/^<\/(?:p|num|heading|crossHeading|td|th)>/.test(token)) {
      const done = stack.pop();
      if (done !== undefined && done.text.trim() !== '') proses.push({ text: done.text, links: done.links });
    } else if (top !== undefined && token.startsWith('<a '))
      top.open = { start: top.text.length, href: decoded(/href="([^"]*)"/.exec(token)?.[1] ?? '') };
    else if (top?.open != null && token.startsWith('</a')) {
      if (top.text.length > top.open.start) top.links.push({ ...top.open, end: top.text.length });
      top.open = null;
    }
  }
  return proses;
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Symbol from the parts of the published address: `unga`, `79-9` -> `A/RES/79/9`. */
function symbolOf(organ: string | null, number: string): string | null {
  const match = /^(.+)-(\d+)$/.exec(number);
  if (match === null) return null;
  const [, first = '', second = ''] = match;
  const bodies: Readonly<Record<string, string>> = { unga: 'A/RES', 'unga-hrc': 'A/HRC/RES', unecosoc: 'E/RES' };
  const body = bodies[organ ?? ''];
  return organ === 'unsc' ? `S/RES/${first}(${second})` : body === undefined ? null : `${body}/${first}/${second}`;
}

function documentOf(path: string): Document | null {
  const xml = readFileSync(path, 'utf8');
  const uri =
    /<FRBRExpression>[\s\S]*?<FRBRuri value="([^"]*)"/.exec(xml)?.[1] ?? /deliberation\/[^"]*/.exec(xml)?.[0] ?? '';
  const [, organ = null, date = null, number = '', language = ''] =
    /deliberation\/([^/]+)\/([^/]+)\/([^/]+)\/(\w{3})@/.exec(uri) ?? [];
  const lexicon = lexicons[language] ?? lexicons[/\/(ar|en|es|fr|ru|zh)\//.exec(path)?.[1] ?? ''];
  if (lexicon === undefined) return null;
  return {
    name: path.replace(/.*akn4un\//, ''),
    context: {
      lexicon,
      organ,
      symbol: symbolOf(organ, number),
      session: null,
      date: /^\d{4}-\d\d-\d\d$/.test(date ?? '') ? date : null,
    },
    proses: prosesOf(xml),
  };
}

interface Truth {
  readonly symbol: string | null;
  readonly language: string;
  readonly date: string | null;
  readonly paragraphs: readonly { readonly text: string; readonly notes: readonly { readonly text: string }[] }[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

/** Truth files give the links in the order of the text, without places: each is laid on the first free stretch that reads like it. */
function truthOf(path: string): Document | null {
  const truth = JSON.parse(readFileSync(path, 'utf8')) as Truth;
  const lexicon = lexicons[truth.language];
  if (lexicon === undefined) return null;
  const texts = truth.paragraphs.flatMap(({ text, notes }) => [text, ...notes.map((note) => note.text)]);
  const taken = texts.map((): Link[] => []);
  for (const { text, href } of truth.links) {
    for (const [index, whole] of texts.entries()) {
      let at = text === '' ? -1 : whole.indexOf(text);
      const free = (start: number): boolean =>
        !/[\d/]/.test(whole.charAt(start - 1)) &&
        !/[\d/]/.test(whole.charAt(start + text.length)) &&
        taken[index]?.every((link) => link.end <= start || link.start >= start + text.length) === true;
      while (at >= 0 && !free(at)) at = whole.indexOf(text, at + 1);
      if (at < 0) continue;
      taken[index]?.push({ start: at, end: at + text.length, href });
      break;
    }
  }
  const symbol = truth.symbol;
  const organ =
    symbol === null
      ? null
      : symbol.startsWith('A/HRC')
        ? 'unga-hrc'
        : symbol.startsWith('A')
          ? 'unga'
          : symbol.startsWith('S')
            ? 'unsc'
            : symbol.startsWith('E')
              ? 'unecosoc'
              : null;
  return {
    name: path.replace(/.*truth\//, ''),
    context: { lexicon, organ, symbol, session: null, date: truth.date },
    proses: texts.map((text, index) => ({ text, links: taken[index] ?? [] })),
  };
}

/** The symbol a link points to, canonical; `null` where it points elsewhere. */
function targetOf(href: string): string | null {
  const match = /(?:undocs\.org|docs\.un\.org|un\.org\/Docs)\/(?:(?:ar|en|es|fr|ru|zh|ch)\/)?(.+?)(?:[?#].*)?$/i.exec(
    href,
  );
  if (match?.[1] === undefined) return null;
  let path = match[1];
  try {
    path = decodeURIComponent(path);
  } catch {
    // a percent sign that encodes nothing stays
  }
  return canonicalSymbol(
    path
      .replace(/^\/?(?:ar|en|es|fr|ru|zh|ch)\//i, '')
      .replace(/\/$/, '')
      .toUpperCase(),
  );
}

const plainOut = process.argv.includes('--decided');
const citationText = /\d/;
const same = (symbol: string): string =>
  canonicalSymbol(symbol)
    .toUpperCase()
    .replace(/[.,\s]+$/, '')
    .replace(/\((VOL|SECT|PART)\.?/g, '($1.');

/** Why a link is held to be wrong, or the symbols to be the same work; `null` where we simply differ. */
function reasonFor(link: string, ours: Citation, text: string, printed: string): string | null {
  const symbol = same(ours.symbol ?? '');
  if (symbol.split(/-(?=[A-Z]+\/)/).some((half) => half === link)) return 'half of a joint symbol';
  if (link.split(/-(?=[A-Z]+\/)/).some((half) => half === symbol)) return 'half of a joint symbol';
  const bare = (value: string): string =>
    value.replace(/(\d)[A-Z]{1,2}(?:-[A-Z])?(?=\(|$)/, '$1').replace(/(?:\(SUPP\)|\/SUPP.*)$/i, '');
  if (bare(symbol) === bare(link)) return 'part letter or supplement mark left out or added';
  if (ours.end - ours.start > printed.trim().length && /^A\/RES\/E?S-/.test(symbol))
    return 'the link leaves out the mark of the special session';
  if (same(printed) === symbol) return 'our symbol is the one printed';
  if (ours.why === 'number-of-no-organ' || ours.why === 'other-body' || ours.why === 'date-of-no-organ')
    return `left open, the link is impossible: ${ours.why}`;
  const number = /\d+\/\d+|\d+/.exec(printed.replace(/\s/g, ''))?.[0];
  if (number !== undefined && !link.includes(number)) return `link's number is not the printed one (${printed})`;
  if (/^A\/RES\/([1-9]|[12]\d|30)\/\d+$/.test(link))
    return 'the Assembly has no such resolution: slash numbers begin with session 31';
  if (ours.check === 'agrees' && ours.why !== 'form-of-number' && symbol.replace('/DEC/', '/RES/') !== link)
    return `date ${ours.date} agrees with ours`;
  if (ours.why === 'organ-named' || ours.why === 'printed-symbol') return `the text names it (${ours.why})`;
  if (symbol.replace('/DEC/', '/RES/') === link) return 'a decision linked as a resolution';
  void text;
  return null;
}

interface Score {
  links: number;
  found: number;
  agree: number;
  explained: number;
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function measure(documents: readonly Document[], list: number, sample: number): void {
  const scores = new Map<string, Score>();
  const misses: string[] = [];
  const reasons = new Map<string, number>();
  const explained: string[] = [];
  const wrong: string[] = [];
  const beyond: string[] = [];
  for (const document of documents) {
    const cite = citer(document.context);
    const language = document.context.lexicon.language;
    const score = scores.get(language) ?? { links: 0, found: 0, agree: 0, explained: 0 };
    scores.set(language, score);
    for (const prose of document.proses) {
      const citations = cite({ text: prose.text });
      const linked = new Set<Citation>();
      const show = (start: number, end: number): string =>
        `${prose.text.slice(Math.max(0, start - 70), start)}[[${prose.text.slice(start, end)}]]${prose.text.slice(end, end + 50)}`;
      for (const link of prose.links) {
        const target = targetOf(link.href);
        const printed = prose.text.slice(link.start, link.end);
        const ours = citations.find((citation) => citation.start < link.end && citation.end > link.start);
        if (ours !== undefined) linked.add(ours);
        if (target === null || !citationText.test(printed)) continue;
        score.links += 1;
        if (ours === undefined) {
          misses.push(`${language} ${document.name}: ${show(link.start, link.end)} -> ${target}`);
          continue;
        }
        score.found += 1;
        if (ours.symbol !== null && same(ours.symbol) === same(target)) score.agree += 1;
        else {
          const reason = reasonFor(same(target), ours, prose.text, printed);
          if (reason === null)
            wrong.push(
              `${language} ${document.name}: ${show(link.start, link.end)} link ${target} ours ${ours.symbol} (${ours.why} ${ours.check ?? ''})`,
            );
          else {
            score.explained += 1;
            const key = reason.replace(/\(.*|\d{4}-\d\d-\d\d/g, '');
            reasons.set(key, (reasons.get(key) ?? 0) + 1);
            explained.push(`${language} ${show(link.start, link.end)} link ${target} ours ${ours.symbol}: ${reason}`);
          }
        }
      }
      for (const citation of citations)
        if (!linked.has(citation) && !(plainOut && /printed-symbol|treaty|joint/.test(citation.why)))
          beyond.push(
            `${language} ${document.context.organ} ${show(citation.start, citation.end)}\n      = ${citation.kind} ${citation.symbol} ${citation.date ?? ''} ${(citation.parts ?? []).join(',')} ${citation.check ?? ''} (${citation.why})`,
          );
    }
  }
  const percent = (a: number, b: number): string => `${((100 * a) / Math.max(b, 1)).toFixed(2)} %`;
  console.log('language   links  found            same symbol      same or explained');
  const total: Score = { links: 0, found: 0, agree: 0, explained: 0 };
  const row = (name: string, s: Score): void =>
    console.log(
      `${name.padEnd(9)} ${String(s.links).padStart(6)} ${String(s.found).padStart(6)} ${percent(s.found, s.links).padEnd(9)} ${String(s.agree).padStart(6)} ${percent(s.agree, s.found).padEnd(9)} ${percent(s.agree + s.explained, s.found)}`,
    );
  for (const [name, s] of scores) {
    row(name, s);
    for (const key of ['links', 'found', 'agree', 'explained'] as const) total[key] += s[key];
  }
  row('all', total);
  console.log(`beyond the links: ${beyond.length}`);
  for (const [reason, count] of reasons) console.log(`  ${count} ${reason}`);
  const random = seeded(argument('--seed', 7));
  const some = (lines: string[], count: number): string[] =>
    lines
      .map((line) => ({ line, key: random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, count)
      .map(({ line }) => line);
  if (list > 0) {
    console.log(`\nNot found (${misses.length})`);
    for (const line of some(misses, list)) console.log(`  ${line}`);
    console.log(`\nDiffer (${wrong.length})`);
    for (const line of some(wrong, list)) console.log(`  ${line}`);
    console.log(`\nExplained (${explained.length})`);
    for (const line of some(explained, list)) console.log(`  ${line}`);
  }
  if (sample > 0) {
    console.log(`\nSample beyond the links`);
    some(beyond, sample).forEach((line, index) => {
      console.log(`${String(index + 1).padStart(3)} ${line}`);
    });
  }
}

function time(name: string, run: () => number): void {
  run();
  const runs = [0, 0, 0].map(() => {
    const start = performance.now();
    const size = run();
    return size / 1000 / (performance.now() - start);
  });
  console.log(`${name.padEnd(34)} ${Math.max(...runs).toFixed(1)} MB/s`);
}

function speed(documents: readonly Document[]): void {
  for (const language of ['en', 'fr', 'es', 'ru', 'ar', 'zh']) {
    const chosen = documents.filter((document) => document.context.lexicon.language === language);
    time(`${language} documents`, () => {
      let size = 0;
      for (const document of chosen) {
        const cite = citer(document.context);
        for (const prose of document.proses) {
          cite(prose);
          size += prose.text.length;
        }
      }
      return size;
    });
  }
  const context: CitingContext = { lexicon: english, organ: 'unga', symbol: null, session: null, date: null };
  const cite = citer(context);
  const begun = performance.now();
  for (let index = 0; index < 200_000; index += 1) cite({ text: 'Requests the Secretary-General to report;' });
  console.log(`200,000 tiny paragraphs ${(performance.now() - begun).toFixed(0)} ms`);
  const hostile: readonly (readonly [string, string])[] = [
    ['one line of words', 'the Committee considered the matter at some length and went on. '.repeat(80_000)],
    ['one chain', 'resolutions 37/4 of 22 October 1982, '.repeat(140_000)],
    ['digits', '1234 '.repeat(1_000_000)],
    ['brackets', '(2004) 1 (('.repeat(450_000)],
    ['strokes', 'A/1/'.repeat(1_250_000)],
    ['open strokes', 'A/'.repeat(2_500_000)],
    ['letters', '74/255 A, B, C, D and '.repeat(220_000)],
    ['paragraphs of', 'paragraphs 1, 2, 3 of its '.repeat(190_000)],
    ['same resolution', 'the same resolution '.repeat(250_000)],
    ['chapters', 'Article 1 of the Charter '.repeat(200_000)],
    ['same after same', 'resolution 70/1 and the same resolution '.repeat(125_000)],
    ['suffixes', 'A/1/2 and Add.1 and Add.2 '.repeat(190_000)],
    ['notices of parts', 'resolution 70/1, paragraph 1, section I, '.repeat(120_000)],
    ['no chain', '70/1 x, '.repeat(600_000)],
  ];
  for (const [name, text] of hostile) {
    const start = performance.now();
    const found = citer(context)({ text }).length;
    console.log(
      `${name.padEnd(24)} ${(text.length / 1e6).toFixed(1)} MB ${(performance.now() - start).toFixed(0)} ms, ${found} citations`,
    );
  }
}

const argument = (name: string, missing: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? missing : Number(process.argv[at + 1] ?? missing);
};
const folder = join(shared, 'data/akn4un');
if (!existsSync(folder)) console.log(`Skipped: ${folder} is absent.`);
else {
  const at = process.argv.indexOf('--language');
  const only = at < 0 ? null : process.argv[at + 1];
  const truths = join(shared, 'structure/truth');
  const documents = (
    process.argv.includes('--truth')
      ? readdirSync(truths)
          .sort()
          .map((name) => truthOf(join(truths, name)))
      : files(folder).map(documentOf)
  ).filter(
    (document): document is Document =>
      document !== null && (only === null || document.context.lexicon.language === only),
  );
  if (process.argv.includes('--speed')) speed(documents);
  else measure(documents, argument('--list', 0), argument('--sample', 0));
}
