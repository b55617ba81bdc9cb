import { bodiesAmong, type NamedBody } from './bodies.ts';
import { lexicons } from './languages/index.ts';
import { type InstrumentKind, instrumentWords } from './languages/instruments.ts';
import { lexisOf } from './lexis.ts';
import { type IsoDate, type Language, type Paragraph, type Resolution, type Span, type Time, walk } from './model.ts';
import { gap, Phrases, phrases, type Wording, wordingOf } from './wording.ts';

/** An instrument between parties that a paragraph names with the date of its signing: "a memorandum of understanding". */
export interface NamedInstrument extends Span {
  readonly paragraph: string;
  readonly kind: InstrumentKind;
  /** The name alone. */
  readonly name: Span;
  /** First and last day that the date can mean. */
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  /** Ids of the bodies that the same clause names before it: who they are to it, the text may leave open. */
  readonly bodies: readonly string[];
}

/** An event to come that a paragraph tells of without asking for it: "the next meeting scheduled for 2021". */
export interface PlannedEvent extends Span {
  readonly paragraph: string;
  readonly occasion: Span;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly host: (Span & { readonly ids: readonly string[] }) | null;
}

interface InstrumentPhrases {
  readonly instruments: Phrases<InstrumentKind>;
  readonly signing: Phrases<string>;
  readonly occasions: Phrases<string>;
  readonly planned: Phrases<string>;
  readonly hosted: Phrases<string>;
}

/** How many words may lie between the words that make one find; Chinese counts signs. */
const near = { en: 20, fr: 24, es: 24, ru: 18, ar: 18, zh: 40 } as const;

/** The clause around a word: no further than a semicolon or the stop of a sentence. */
function clauseOf(wording: Wording, at: number, reach: number): { from: number; to: number } {
  const ends = (index: number) => /[;.؛；。](?:\s|$)|[；。]/.test(gap(wording, index));
  let from = at;
  while (from > 0 && at - from < reach && !ends(from)) from--;
  let to = at + 1;
  while (to < wording.words.length && to - at <= reach && !ends(to)) to++;
  return { from, to };
}

/** Index of the word in which an offset lies. */
function wordAt({ ends }: Wording, offset: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isDate = (time: Time): boolean =>
  time.kind === 'date' || time.kind === 'period' || (time.kind === 'deadline' && time.session === undefined);

interface Desk {
  readonly language: Language;
  readonly words: InstrumentPhrases;
  readonly reach: number;
  readonly since: IsoDate | null;
}

function instrumentsOf(
  { words, reach }: Desk,
  node: Paragraph,
  wording: Wording,
  named: readonly NamedBody[],
): NamedInstrument[] {
  const found: NamedInstrument[] = [];
  for (let index = 0; index < wording.words.length; index++) {
    const hit = words.instruments.at(wording, index);
    if (hit === null) continue;
    const clause = clauseOf(wording, index, reach);
    let signed = -1;
    for (let at = clause.from; at < clause.to; at++)
      if (words.signing.at(wording, at) !== null && !(at >= index && at < hit.to)) signed = at;
    const date = node.times.find((time) => {
      const at = wordAt(wording, time.start);
      return isDate(time) && at >= clause.from && at < clause.to && Math.abs(at - Math.max(hit.to, signed)) <= reach;
    });
    if (signed >= 0 && date !== undefined) {
      const start = Math.min(wording.starts[index] ?? 0, wording.starts[signed] ?? 0, date.start);
      const end = Math.max(wording.ends[hit.to - 1] ?? 0, wording.ends[signed] ?? 0, date.end);
      const whole = clauseOf(wording, index, wording.words.length).from;
      const before = named.filter((body) => body.start >= (wording.starts[whole] ?? 0) && body.end <= end);
      found.push({
        paragraph: node.id,
        kind: hit.value,
        start,
        end,
        name: { start: wording.starts[index] ?? 0, end: wording.ends[hit.to - 1] ?? 0 },
        from: date.from,
        to: date.to,
        bodies: [...new Set(before.flatMap((body) => body.ids))],
      });
    }
    index = hit.to - 1;
  }
  return found;
}

/** The body behind "hosted by", or before it where the language says it so. */
function hostOf(
  { words }: Desk,
  wording: Wording,
  from: number,
  to: number,
  named: readonly NamedBody[],
): PlannedEvent['host'] {
  for (let at = from; at < to; at++) {
    const hit = words.hosted.at(wording, at);
    if (hit === null) continue;
    const behind = named.find(
      (body) =>
        body.end > (wording.starts[hit.to] ?? Number.POSITIVE_INFINITY) && wordAt(wording, body.start) <= hit.to + 1,
    );
    const before = named.findLast(
      (body) => body.end <= (wording.starts[at] ?? 0) && wordAt(wording, body.end - 1) >= at - 2,
    );
    const host = behind ?? before;
    if (host !== undefined) return { start: host.start, end: host.end, ids: host.ids };
  }
  return null;
}

function eventsOf(desk: Desk, node: Paragraph, wording: Wording, named: readonly NamedBody[]): PlannedEvent[] {
  const { words, reach, since } = desk;
  const found: PlannedEvent[] = [];
  for (let index = 0; index < wording.words.length; index++) {
    const planned = words.planned.at(wording, index);
    if (planned === null) continue;
    const clause = clauseOf(wording, index, reach);
    const date = node.times.find((time) => {
      const at = wordAt(wording, time.start);
      const end = time.to ?? time.from;
      return isDate(time) && at >= index && at < clause.to && end !== null && (since === null || end >= since);
    });
    let occasion = -1;
    for (let at = clause.from; at < index; at++) if (words.occasions.at(wording, at) !== null) occasion = at;
    if (date === undefined) continue;
    // "It is planned that the meeting be held in"; Chinese says the date first and the occasion behind it.
    const behind = desk.language === 'zh' ? clause.to : wordAt(wording, date.start);
    for (let at = index; occasion < 0 && at < behind; at++) if (words.occasions.at(wording, at) !== null) occasion = at;
    if (occasion < 0) continue;
    const noun = words.occasions.at(wording, occasion);
    const host = hostOf(desk, wording, clause.from, clause.to, named);
    const last = wording.ends[(noun?.to ?? occasion + 1) - 1] ?? 0;
    found.push({
      paragraph: node.id,
      start: wording.starts[Math.max(clause.from, Math.min(occasion, index) - 1)] ?? 0,
      end: Math.max(last, date.end, host?.end ?? 0),
      occasion: { start: wording.starts[occasion] ?? 0, end: last },
      from: date.from,
      to: date.to,
      host,
    });
    index = Math.max(planned.to, wordAt(wording, date.end - 1)) - 1;
  }
  return found;
}

const made = new Map<Language, InstrumentPhrases>();

function phrasesOf(language: Language): InstrumentPhrases {
  const known = made.get(language);
  if (known !== undefined) return known;
  const { instruments, signing, occasions, planned, hosted } = instrumentWords[language];
  const lexis = lexisOf(lexicons[language]);
  const kinds = Object.entries(instruments) as [InstrumentKind, readonly string[]][];
  const words: InstrumentPhrases = {
    instruments: new Phrases(
      kinds.flatMap(([kind, names]) => names.map((name) => [name, kind] as const)),
      lexis,
    ),
    signing: phrases(signing, lexis),
    occasions: phrases(occasions, lexis),
    planned: phrases(planned, lexis),
    hosted: phrases(hosted, lexis),
  };
  made.set(language, words);
  return words;
}

/**
 * What a resolution names beside its mandates: instruments with the date of their signing, and events to come. Read
 * from preamble and operative part alike. Pure and linear in the text.
 */
export function namedIn(resolution: Resolution): { instruments: NamedInstrument[]; events: PlannedEvent[] } {
  const language = resolution.language ?? 'en';
  const desk: Desk = { language, words: phrasesOf(language), reach: near[language], since: resolution.date };
  const lexicon = lexicons[language];
  const lexis = lexisOf(lexicon);
  const name = bodiesAmong({ lexicon, date: resolution.date, organ: resolution.organ });
  if (resolution.title !== null) name(lexis.cut(resolution.title));
  const instruments: NamedInstrument[] = [];
  const events: PlannedEvent[] = [];
  for (const node of walk(resolution.body)) {
    if (node.kind !== 'paragraph') continue;
    const words = lexis.cut(node.text);
    const named = name(words);
    if (node.part === 'annex' || !node.times.some(isDate)) continue;
    const wording = wordingOf(words);
    instruments.push(...instrumentsOf(desk, node, wording, named));
    events.push(...eventsOf(desk, node, wording, named));
  }
  return { instruments, events };
}
