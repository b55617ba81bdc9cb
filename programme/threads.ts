import { type Comparison, compare, type Link } from '../reader/compare.ts';
import { Bags, likeness, wordsOf } from '../reader/likeness.ts';
import { type Listed, listing } from '../reader/listing.ts';
import type { Mandate } from '../reader/mandates.ts';
import { mandatesIn } from '../reader/mandatesIn.ts';
import type { Language, Resolution } from '../reader/model.ts';
import type { Change } from '../reader/wordChanges.ts';
import type { Series } from './series.ts';
import { type Step, tongues, Unions } from './steps.ts';

/** What happened to a paragraph at a session. */
export const fates = [
  /** It stands in the oldest text that is known: whether it is older cannot be told. */
  'first-known',
  'new',
  /** Dropped before, and now here again. */
  'returned',
  'verbatim',
  'amended',
  'moved',
  'split',
  'merged',
  /** Gone, and nothing stands for it. */
  'dropped',
  /** Gone, but a new paragraph does the same or says nearly the same. */
  'replaced',
] as const;
export type Fate = (typeof fates)[number];

/** Words of an older text that its successor leaves out and has nowhere else: a promise or a body that is named no more. */
export interface Loss {
  /** Address in the older text, and where its words lie there. */
  readonly paragraph: string;
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** A paragraph in the text of one session. */
export interface Occurrence {
  /** Index of the text. */
  readonly at: number;
  readonly fate: Fate;
  /** Addresses there; for what was dropped none. More than one where it was split or is about to be merged. */
  readonly addresses: readonly string[];
  /** The wording there, paragraphs parted by a line feed. */
  readonly text: string;
  /** Texts in a row with these same words, this one included. */
  readonly unchanged: number;
  /** Word by word against the text before. */
  readonly changes: readonly Change[];
  readonly losses: readonly Loss[];
  /** For what was replaced: the address of the paragraph that stands for it. */
  readonly successor: string | null;
  readonly mandates: readonly Mandate[];
}

/** The life of a paragraph over the texts of a series. */
export interface Thread {
  /** Address in the latest text that has it, with the index of that text where it is not the last: `op3`, `op12@1`. */
  readonly id: string;
  readonly part: Listed['kind'];
  readonly occurrences: readonly Occurrence[];
}

export interface ReadText {
  readonly step: Step;
  readonly resolution: Resolution;
}

export interface Threads {
  readonly language: Language | null;
  /** Oldest first. */
  readonly texts: readonly ReadText[];
  /** Texts of the series that are not at hand in this language. */
  readonly missing: readonly Step[];
  /** In the order of the latest text; what was dropped behind what it stood behind. */
  readonly threads: readonly Thread[];
}

/** The texts of a series in one language: the one asked for, or else the one that most of them have. */
export function textsOf({ steps }: Series, wanted?: Language): Pick<Threads, 'language' | 'texts' | 'missing'> {
  const inLanguage = (language: Language | null): ReadText[] =>
    steps.flatMap((step) => {
      const carrier = step.carriers.find(({ resolution }) => resolution.language === language);
      return carrier === undefined ? [] : [{ step, resolution: carrier.resolution }];
    });
  const counted = [...tongues, null].map((language) => ({ language, texts: inLanguage(language) }));
  const most = counted.reduce((best, each) => (each.texts.length > best.texts.length ? each : best));
  const { language, texts } = counted.find((each) => each.language === wanted) ?? most;
  const there = new Set(texts.map(({ step }) => step));
  return { language, texts, missing: steps.filter((step) => !there.has(step)) };
}

/** A text with its paragraphs, and the comparison with the one before. */
interface Layer {
  readonly listed: ReadonlyMap<string, Listed>;
  readonly mandates: ReadonlyMap<string, readonly Mandate[]>;
  readonly links: Comparison['links'];
  readonly linkOf: ReadonlyMap<string, Link>;
}

/** Headings are no paragraphs: they tell of structure only. */
const paragraphsOf = ({ body }: Resolution): Map<string, Listed> =>
  new Map([...listing(body)].filter(({ kind }) => kind !== 'heading').map((each) => [each.id, each]));

function layersOf(texts: readonly ReadText[]): Layer[] {
  return texts.map(({ resolution }, index) => {
    const before = texts[index - 1]?.resolution;
    const links = before === undefined ? [] : compare(before, resolution).links;
    return {
      listed: paragraphsOf(resolution),
      mandates: Map.groupBy(mandatesIn(resolution), ({ paragraph }) => paragraph),
      links,
      linkOf: new Map(links.flatMap((link) => link.b.map((id) => [id, link]))),
    };
  });
}

/** Follows every paragraph through the texts of a series. Pure; near-linear in the texts. */
export function threads(series: Series, language?: Language): Threads {
  const chosen = textsOf(series, language);
  const layers = layersOf(chosen.texts);
  const places = layers.flatMap(({ listed }, at) => [...listed.keys()].map((id) => ({ at, id })));
  const indexOf = new Map(places.map(({ at, id }, index) => [`${at} ${id}`, index]));
  const unions = new Unions(places.length);
  const join = (at: number, id: string, at2: number, id2: string): void => {
    const [x, y] = [indexOf.get(`${at} ${id}`), indexOf.get(`${at2} ${id2}`)];
    if (x !== undefined && y !== undefined) unions.join(x, y);
  };
  for (const [at, { links }] of layers.entries())
    for (const { a, b } of links) for (const older of a) for (const newer of b) join(at - 1, older, at, newer);
  for (const [from, to] of returns(layers)) join(from.at, from.id, to.at, to.id);
  const lanes = unions.groups().map((group) => group.flatMap((index) => places[index] ?? []));
  const successors = successorsOf(layers);
  const found = inOrder(lanes, layers).map((lane) => threadOf(lane, layers, successors));
  return { ...chosen, threads: found };
}

interface PlaceAt {
  readonly at: number;
  readonly id: string;
}

const keyOf = (text: string): string => wordsOf(text).join(' ');

/** Paragraphs that were dropped and stand again, word for word, in a later text. */
function returns(layers: readonly Layer[]): [PlaceAt, PlaceAt][] {
  const gone = new Map<string, PlaceAt>();
  const found: [PlaceAt, PlaceAt][] = [];
  for (const [at, { links, listed }] of layers.entries()) {
    for (const { b } of links.filter(({ kind }) => kind === 'new'))
      for (const id of b) {
        const before = gone.get(keyOf(listed.get(id)?.text ?? ''));
        if (before !== undefined) found.push([before, { at, id }]);
      }
    for (const { a } of links.filter(({ kind }) => kind === 'dropped'))
      for (const id of a) gone.set(keyOf(layers[at - 1]?.listed.get(id)?.text ?? ''), { at: at - 1, id });
  }
  return found;
}

/** Likeness from which a new paragraph stands for one that was dropped, though it is not the same one; signs are alike more easily than words. */
const standsFor = { letters: 0.2, signs: 0.35 } as const;

/** For each dropped paragraph of each text the new one that stands for it: it asks the same of the same, or says much of the same. */
function successorsOf(layers: readonly Layer[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [at, layer] of layers.entries()) {
    const before = layers[at - 1];
    if (before === undefined) continue;
    const bags = new Bags();
    const news = layer.links
      .filter(({ kind }) => kind === 'new')
      .flatMap(({ b }) => b)
      .flatMap((id) => {
        const listed = layer.listed.get(id);
        return listed === undefined
          ? []
          : [{ id, bag: bags.of(wordsOf(listed.text)), asked: askedBy(layer.mandates.get(id)) }];
      });
    for (const id of layer.links.filter(({ kind }) => kind === 'dropped').flatMap(({ a }) => a)) {
      const bag = bags.of(wordsOf(before.listed.get(id)?.text ?? ''));
      const asked = askedBy(before.mandates.get(id));
      const least = han.test(before.listed.get(id)?.text ?? '') ? standsFor.signs : standsFor.letters;
      const [best] = news
        .map((each) => ({
          id: each.id,
          worth: likeness(bag, each.bag) + (each.asked.some((one) => asked.includes(one)) ? least : 0),
        }))
        .filter(({ worth }) => worth >= least)
        .sort((x, y) => y.worth - x.worth);
      if (best !== undefined) found.set(`${at} ${id}`, best.id);
    }
  }
  return found;
}

/** Who is asked to deliver what, as far as that can be counted. */
const askedBy = (mandates: readonly Mandate[] = []): string[] =>
  mandates.flatMap(({ deliverable, addressees }) =>
    deliverable === null || deliverable === 'other'
      ? []
      : addressees.flatMap(({ ids }) => ids.map((id) => `${id} ${deliverable}`)),
  );

/** Lanes in the order of the latest text, those that it lacks behind the paragraph that stood before them. */
function inOrder(lanes: readonly (readonly PlaceAt[])[], layers: readonly Layer[]): (readonly PlaceAt[])[] {
  const laneOf = new Map(lanes.flatMap((lane) => lane.map(({ at, id }) => [`${at} ${id}`, lane] as const)));
  const placed = new Map<readonly PlaceAt[], number>();
  const behind = new Map<readonly PlaceAt[] | null, (readonly PlaceAt[])[]>();
  for (let at = layers.length - 1; at >= 0; at--) {
    let last: readonly PlaceAt[] | null = null;
    const run = new Map<readonly PlaceAt[] | null, (readonly PlaceAt[])[]>();
    for (const id of layers[at]?.listed.keys() ?? []) {
      const lane = laneOf.get(`${at} ${id}`);
      if (lane === undefined) continue;
      const where = placed.get(lane);
      if (where === undefined) {
        run.set(last, [...(run.get(last) ?? []), lane]);
        placed.set(lane, at);
      } else if (where !== at) last = lane;
    }
    // What is older stands behind what was placed there before it.
    for (const [lane, followers] of run) behind.set(lane, [...(behind.get(lane) ?? []), ...followers]);
  }
  const out: (readonly PlaceAt[])[] = [];
  const open = [...(behind.get(null) ?? [])].reverse();
  for (let lane = open.pop(); lane !== undefined; lane = open.pop()) {
    out.push(lane);
    open.push(...[...(behind.get(lane) ?? [])].reverse());
  }
  return out;
}

function threadOf(lane: readonly PlaceAt[], layers: readonly Layer[], successors: ReadonlyMap<string, string>): Thread {
  const byText = Map.groupBy(lane, ({ at }) => at);
  const occurrences: Occurrence[] = [];
  for (const [at, layer] of layers.entries()) {
    const addresses = (byText.get(at) ?? []).map(({ id }) => id);
    const before = occurrences.at(-1);
    if (addresses.length > 0) occurrences.push(standing(at, addresses, before, layers));
    else if (before !== undefined && before.addresses.length > 0) occurrences.push(gone(at, before, layer, successors));
  }
  const last = occurrences.findLast(({ addresses }) => addresses.length > 0);
  const [first = ''] = last?.addresses ?? [];
  const at = last?.at ?? 0;
  return {
    id: at === layers.length - 1 ? first : `${first}@${at}`,
    part: layers[at]?.listed.get(first)?.kind ?? 'operative',
    occurrences,
  };
}

function standing(
  at: number,
  addresses: readonly string[],
  before: Occurrence | undefined,
  layers: readonly Layer[],
): Occurrence {
  const { listed, mandates, linkOf } = layers[at] as Layer;
  const text = addresses.map((id) => listed.get(id)?.text ?? '').join('\n');
  const links = [...new Set(addresses.flatMap((id) => linkOf.get(id) ?? []))];
  const fate = fateOf(at, links, before);
  const changes = links.flatMap((link) => link.changes ?? []);
  return {
    at,
    fate,
    addresses,
    text,
    unchanged:
      before !== undefined && before.at === at - 1 && keyOf(before.text) === keyOf(text) ? before.unchanged + 1 : 1,
    changes,
    losses: links.flatMap((link) => lossesOf(link, layers[at - 1], layers[at] as Layer)),
    successor: null,
    mandates: addresses.flatMap((id) => mandates.get(id) ?? []),
  };
}

/** The strongest of what happened to its parts. */
function fateOf(at: number, links: readonly Link[], before: Occurrence | undefined): Fate {
  const kinds = links.map(({ kind }) => kind);
  if (at === 0) return 'first-known';
  if (before !== undefined && before.addresses.length === 0) return 'returned';
  if (kinds.every((kind) => kind === 'new')) return 'new';
  for (const fate of ['split', 'merged', 'moved'] as const) if (kinds.includes(fate)) return fate;
  return kinds.every((kind) => kind === 'same') ? 'verbatim' : 'amended';
}

function gone(at: number, before: Occurrence, layer: Layer, successors: ReadonlyMap<string, string>): Occurrence {
  const successor =
    before.addresses.map((id) => successors.get(`${at} ${id}`)).find((each) => each !== undefined) ?? null;
  const dropped = layer.links.filter(({ a }) => a.some((id) => before.addresses.includes(id)));
  return {
    at,
    fate: successor === null ? 'dropped' : 'replaced',
    addresses: [],
    text: '',
    unchanged: 0,
    changes: dropped.flatMap((link) => link.changes ?? []),
    losses: [],
    successor,
    mandates: [],
  };
}

/** Letters that must be lost for a loss, in writing with letters and in Chinese; and the share of them that may live on elsewhere. */
const lostLetters = { letters: 22, signs: 7 } as const;
const livesOn = 0.6;

/** What an amended paragraph leaves out that is neither replaced on the spot nor said elsewhere in the newer text. */
function lossesOf(link: Link, before: Layer | undefined, after: Layer): Loss[] {
  const [paragraph] = link.a;
  const { changes = [] } = link;
  if (before === undefined || paragraph === undefined || link.a.length > 1) return [];
  const facts = factsOf(before.listed.get(paragraph));
  const found: Loss[] = [];
  let at = 0;
  for (const [index, { op, text }] of changes.entries()) {
    if (op === 'insert') continue;
    const start = at;
    at += text.length;
    if (op !== 'delete') continue;
    const instead = new Set(around(changes, index).flatMap(({ text: other }) => wordsOf(other)));
    const lost = wordsOf(text).filter((word) => !instead.has(word) && !facts.has(word) && isTelling(word));
    const words = text.replace(/^[\s\p{P}]*(?=[\p{L}\p{N}“«"])|[\s\p{Po}]+$/gu, '');
    const from = start + text.indexOf(words);
    if (isEnough(lost) && !isElsewhere(lost, after))
      found.push({ paragraph, start: from, end: from + words.length, words });
  }
  return found;
}

/** What was put in on both sides of a deletion. */
const around = (changes: readonly Change[], index: number): Change[] =>
  [changes[index - 1], changes[index + 1]].filter(
    (change) => change !== undefined && change.op === 'insert',
  ) as Change[];

/** Words of times and symbols: to replace them is to bring the text up to date. */
const factsOf = (listed: Listed | undefined): ReadonlySet<string> =>
  new Set(
    listed?.proses.flatMap(({ text, times, citations }) =>
      [...times, ...citations].flatMap(({ start, end }) => wordsOf(text.slice(start, end))),
    ),
  );

const han = /\p{Script=Han}/u;
/** Short words join others and say nothing alone. */
const isTelling = (word: string): boolean => word.length > 3 || han.test(word);

const isEnough = (words: readonly string[]): boolean =>
  words.filter((word) => han.test(word)).length >= lostLetters.signs ||
  words.filter((word) => !han.test(word)).join('').length >= lostLetters.letters;

function isElsewhere(words: readonly string[], { listed }: Layer): boolean {
  for (const { text } of listed.values()) {
    const there = new Set(wordsOf(text));
    if (words.filter((word) => there.has(word)).length >= livesOn * words.length) return true;
  }
  return false;
}
