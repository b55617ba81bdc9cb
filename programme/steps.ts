import { bodies } from '../reader/bodies.ts';
import { lexicons } from '../reader/languages/index.ts';
import { wordsOf } from '../reader/likeness.ts';
import {
  type Format,
  type IsoDate,
  type Language,
  type Masthead,
  type Publication,
  type Resolution,
  resolutionsOf,
  type SessionRef,
  walk,
} from '../reader/model.ts';
import { sessionWindow } from '../reader/sessions.ts';

/** A resolution that was read, with the cover of its file. */
export interface Document {
  readonly file: string;
  readonly format: Format;
  readonly masthead: Masthead;
  readonly resolution: Resolution;
}

/** The resolutions of a file, each with its cover. */
export const documentsOf = (file: string, { source, masthead, ...publication }: Publication): Document[] =>
  resolutionsOf({ ...publication, source, masthead }).map((resolution) => ({
    file,
    format: source.format,
    masthead,
    resolution,
  }));

/** Only texts of one family are joined; what is neither is never joined. */
export type Family = 'resolution' | 'decision' | 'other';

/** A title without what changes with the session: bodies by their ids, numbers left out. */
export interface TitleKey {
  readonly key: string;
  readonly words: readonly string[];
  /** Whether a body stands in it under a name that it has no more. */
  readonly former: boolean;
}

/** One text of a series: the resolution of a session, in all its languages, with its drafts. */
export interface Step {
  /** What it is called by: its symbol, or where it has none the file. */
  readonly name: string;
  readonly symbol: string | null;
  readonly organ: string | null;
  readonly family: Family;
  readonly session: SessionRef | null;
  readonly date: IsoDate | null;
  readonly title: string | null;
  /** The files that hold it: adopted texts first, then drafts, the latest revision first. */
  readonly carriers: readonly Document[];
  readonly titles: ReadonlyMap<Language, TitleKey>;
  readonly agendas: ReadonlyMap<Language, TitleKey>;
  readonly sponsors: ReadonlySet<string>;
  /** Symbols that the preamble cites, compact. */
  readonly cited: ReadonlySet<string>;
}

const organs: readonly (readonly [RegExp, string])[] = [
  [/^A\/HRC\//, 'unga-hrc'],
  [/^A\//, 'unga'],
  [/^S\//, 'unsc'],
  [/^E\//, 'unecosoc'],
];

/** A symbol tells the organ where the cover does not; a committee submits to the organ whose it is. */
const organOf = ({ resolution, masthead }: Document): string | null =>
  organs.find(([shape]) => shape.test(resolution.symbol ?? masthead.symbol ?? ''))?.[1] ??
  resolution.organ ??
  masthead.organ;

const families: Readonly<Record<Resolution['type'], Family>> = {
  resolution: 'resolution',
  'draft-resolution': 'resolution',
  decision: 'decision',
  'draft-decision': 'decision',
  'presidential-statement': 'other',
  'draft-statement': 'other',
  declaration: 'other',
};

const isDraft = ({ resolution }: Document): boolean => resolution.type.startsWith('draft-');

/** A symbol as it is compared: "75/253 B" and "75/253B" are one. */
export const compact = (symbol: string): string => baseOf(symbol).replace(/\s+/g, '');

/** The symbol without revision, addendum and correction. */
const baseOf = (symbol: string): string => symbol.replace(/(?:\/(?:Rev|Add|Corr)\.\d+)+$/i, '');
const isDraftSymbol = (symbol: string): boolean => /\/L\.\d/.test(symbol);
const revisionOf = (symbol: string | null): number => Number(/\/Rev\.(\d+)/i.exec(symbol ?? '')?.[1] ?? 0);

const titleKey = (text: string | null, { language, date, organ }: Resolution): TitleKey | null => {
  if (text === null) return null;
  const named = bodies({ lexicon: lexicons[language ?? 'en'], date, organ })(text).filter(({ ids }) => ids.length > 0);
  const words: string[] = [];
  let at = 0;
  for (const { start, end, ids } of named) {
    words.push(...wordsOf(text.slice(at, start)), ids.join('+'));
    at = end;
  }
  words.push(...wordsOf(text.slice(at)));
  const telling = words.filter((word) => !/^\p{N}+$/u.test(word));
  const former = named.some(({ how }) => how === 'former-name');
  // "Resolution 5 (2030)" tells nothing.
  return telling.length < 2 ? null : { key: telling.join(' '), words: telling, former };
};

/** Symbols of drafts and reports that an adopted text says it came from, without their revisions. */
const originsOf = ({ resolution, masthead }: Document): string[] =>
  [
    ...resolution.history
      .filter(({ outcome }) => outcome.startsWith('draft') || outcome.startsWith('recommended'))
      .map(({ document }) => document),
    ...[...masthead.entries, ...resolution.entries]
      .filter(({ role }) => role === 'adoption' || role === 'proponent')
      .flatMap(({ citations }) => citations.map(({ symbol }) => symbol)),
  ].flatMap((symbol) => (symbol === null ? [] : [baseOf(symbol)]));

/** "75/253" in "A/RES/75/253 B". */
const pairOf = (text: string): string | null => /\d+\/\d+/.exec(text)?.[0] ?? null;

/** What a text is known by in every file that holds it: by its symbol or number, else by its day or report and its title. */
function identitiesOf(document: Document): string[] {
  const { masthead, resolution } = document;
  const { symbol, number, title, language, date, type } = resolution;
  const numbered = number !== null && /\d\/\w/.test(number);
  if (symbol !== null) {
    // A printed symbol that is not of the number printed beside it is a slip.
    const [printed, meant] = [pairOf(symbol), numbered ? pairOf(number) : null];
    return [printed !== null && meant !== null && printed !== meant ? symbol.replace(printed, meant) : compact(symbol)];
  }
  if (isDraft(document)) return [];
  if (numbered) return [`${organOf(document)} ${number}`];
  return [date, masthead.symbol === null ? null : compact(masthead.symbol)].flatMap((known) =>
    known === null || title === null ? [] : [[known, organOf(document), type, language, title].join('|')],
  );
}

/** What the cover says of a draft that has no symbol of its own. */
function coverOf(document: Document, title: string | null): string | null {
  const { masthead, resolution } = document;
  const session = resolution.session ?? masthead.session;
  if (title === null || session === null || masthead.agendaItem === null) return null;
  return [organOf(document), families[resolution.type], session.number, masthead.agendaItem, title].join('|');
}

/** Joins what has a key in common. */
export class Unions {
  readonly #parent: number[];
  constructor(count: number) {
    this.#parent = Array.from({ length: count }, (_, index) => index);
  }
  find(index: number): number {
    let root = index;
    for (let up = this.#parent[root]; up !== undefined && up !== root; up = this.#parent[root]) root = up;
    this.#parent[index] = root;
    return root;
  }
  join(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    this.#parent[Math.max(x, y)] = Math.min(x, y);
  }
  /** Indices by what they were joined to, both in rising order. */
  groups(): number[][] {
    return [...Map.groupBy(this.#parent.keys(), (index) => this.find(index)).values()];
  }
}

const formats: readonly Format[] = ['akn4un', 'json', 'docx', 'doc', 'html', 'pdf', 'text'];
export const tongues: readonly Language[] = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The best carrier first. */
const byCarrier = (a: Document, b: Document): number =>
  Number(isDraft(a)) - Number(isDraft(b)) ||
  revisionOf(b.resolution.symbol) - revisionOf(a.resolution.symbol) ||
  formats.indexOf(a.format) - formats.indexOf(b.format) ||
  tongues.indexOf(a.resolution.language ?? 'zh') - tongues.indexOf(b.resolution.language ?? 'zh') ||
  compared(a.file, b.file) ||
  compared(a.resolution.number ?? '', b.resolution.number ?? '');

function stepOf(documents: readonly Document[]): Step {
  const carriers = documents.toSorted(byCarrier);
  const [best] = carriers as [Document, ...Document[]];
  const first = <T>(get: (document: Document) => T | null): T | null =>
    carriers.map(get).find((each) => each !== null) ?? null;
  const keyed = (get: (document: Document) => string | null): Map<Language, TitleKey> =>
    new Map(
      carriers.toReversed().flatMap((document): [Language, TitleKey][] => {
        const key = titleKey(get(document), document.resolution);
        return key === null ? [] : [[document.resolution.language ?? 'en', key]];
      }),
    );
  const symbol = mostFrequent(
    carriers.filter((each) => isDraft(each) === isDraft(best)).flatMap(({ resolution }) => resolution.symbol ?? []),
  );
  const session = first(({ resolution, masthead }) => resolution.session ?? masthead.session);
  return {
    name: symbol ?? best.masthead.symbol ?? best.file,
    symbol,
    organ: first(organOf),
    family: families[best.resolution.type],
    session,
    date:
      first(({ resolution, masthead }) => resolution.date ?? masthead.date) ??
      (session === null ? null : (sessionWindow(session)?.opens ?? null)),
    title: first(({ resolution }) => resolution.title),
    carriers,
    titles: keyed(({ resolution }) => resolution.title),
    agendas: keyed(({ masthead }) => masthead.agendaTitle),
    sponsors: new Set(carriers.flatMap(sponsorsOf)),
    cited: new Set(carriers.flatMap(({ resolution }) => preambularCitations(resolution))),
  };
}

/** The value that stands there most often, of several the first. */
function mostFrequent(values: readonly string[]): string | null {
  const counted = [...Map.groupBy(values, (value) => value)].sort(([, a], [, b]) => b.length - a.length);
  return counted[0]?.[0] ?? null;
}

/** Who submitted it, as names. */
const sponsorsOf = ({ resolution, masthead }: Document): string[] =>
  [masthead.sponsors, ...resolution.history.filter(({ outcome }) => outcome === 'draftResolution').map(({ by }) => by)]
    .flatMap((names) => names?.split(/[,،、;]|\sand\s|\set\s|\sy\s|\sи\s/) ?? [])
    .map((name) => name.trim())
    .filter(Boolean);

/** Preambles of sections included. */
const preambularCitations = ({ body }: Resolution): string[] =>
  [...walk(body)].flatMap((node) =>
    node.kind === 'paragraph' && node.part === 'preambular'
      ? node.citations.flatMap(({ symbol }) => (symbol === null ? [] : [compact(symbol)]))
      : [],
  );

/** By date, then by name and title; what has no date comes first. */
export const inTime = (a: Step, b: Step): number =>
  compared(a.date ?? '', b.date ?? '') || compared(a.name, b.name) || compared(a.title ?? '', b.title ?? '');

/** The texts that documents carry, oldest first: language versions, formats, drafts and revisions of one text are one. */
export function stepsOf(documents: readonly Document[]): Step[] {
  const unions = new Unions(documents.length);
  const known = new Map<string, number>();
  for (const [index, document] of documents.entries()) {
    for (const identity of identitiesOf(document)) {
      unions.join(known.get(identity) ?? index, index);
      known.set(identity, unions.find(index));
    }
  }
  const adopters = adoptersOf(documents);
  for (const [index, document] of documents.entries()) {
    const texts = adopters(document).map((each) => unions.find(each));
    const [only, another] = new Set(isDraft(document) ? texts : []);
    if (only !== undefined && another === undefined) unions.join(only, index);
  }
  return unions
    .groups()
    .map((group) => stepOf(group.flatMap((index) => documents[index] ?? [])))
    .sort(inTime);
}

/** The adopted texts that a draft may have become: those that name it, of several the one with its title, else those with its cover. */
function adoptersOf(documents: readonly Document[]): (draft: Document) => readonly number[] {
  const titleOf = ({ resolution }: Document): string | null => titleKey(resolution.title, resolution)?.key ?? null;
  const titles = new Map(documents.map((document) => [document, titleOf(document)]));
  const adopted = [...documents.keys()].filter((index) => !isDraft(documents[index] as Document));
  const named = Map.groupBy(
    adopted.flatMap((index) => originsOf(documents[index] as Document).map((symbol) => ({ symbol, index }))),
    ({ symbol }) => symbol,
  );
  const covered = Map.groupBy(adopted, (index) => {
    const document = documents[index] as Document;
    return coverOf(document, titles.get(document) ?? null);
  });
  return (draft) => {
    const title = titles.get(draft) ?? null;
    const symbol = draft.resolution.symbol ?? draft.masthead.symbol;
    const naming = (symbol === null ? undefined : named.get(baseOf(symbol)))?.map(({ index }) => index) ?? [];
    const same = naming.filter((index) => titles.get(documents[index] as Document) === title);
    if (same.length > 0) return same;
    // A report holds many drafts; a draft of its own became what names it, whatever its language.
    if (draft.resolution.symbol !== null && isDraftSymbol(draft.resolution.symbol)) return naming;
    const cover = coverOf(draft, title);
    return cover === null ? [] : (covered.get(cover) ?? []);
  };
}
