import type { Language, Span } from '../reader/model.ts';
import { type Clause, clausesOf, type QueryOptions } from './searchClauses.ts';
import { readingsOf, type Slot, wantedIn } from './searchQuery.ts';
import { latinLanguages, type Termed, termed } from './searchTerms.ts';

/** A piece of a text around what was looked for. Plain text: what is marked is told by offsets, never by markup. */
export interface Snippet {
  /** With "…" where the text goes on. */
  readonly text: string;
  /** In UTF-16 units of the snippet, in order, none in another. */
  readonly marks: readonly Span[];
}

/** A stretch of the text that a clause asks for. */
interface Hit extends Span {
  readonly clause: Clause;
}

const length = 200;
/** Letters shown before the first hit where there is room. */
const lead = 60;

/**
 * The piece of some 200 letters in which the most of the query stands, with the words that match it; the beginning where nothing
 * does. `languages` are those that the text may be in, all where none is given. The same stems decide as in the search itself.
 */
export function snippetOf(
  text: string,
  typed: string,
  languages: readonly Language[],
  options: QueryOptions = {},
): Snippet {
  const units = [
    ...termed(
      text,
      latinLanguages.filter((each) => languages.length === 0 || languages.includes(each)),
    ),
  ];
  const hits = hitsIn(units, clausesOf(typed, options), languages);
  const shown = bestOf(hits);
  const { start, end } = framed(text, units, shown);
  const before = start > 0 ? '…' : '';
  const marks = merged(hits.filter((hit) => hit.start >= start && hit.start < end)).map((mark) => ({
    start: mark.start - start + before.length,
    end: Math.min(mark.end, end) - start + before.length,
  }));
  return { text: `${before}${text.slice(start, end)}${end < text.length ? '…' : ''}`, marks };
}

/** Slots to be matched one after the other, and the clause they are of. */
interface Pattern {
  readonly clause: Clause;
  readonly slots: readonly [Slot, ...Slot[]];
}

function patternsOf(clauses: readonly Clause[], languages: readonly Language[]): Pattern[] {
  const positive = clauses.filter(({ excluded }) => !excluded);
  return readingsOf(clauses, languages)
    .flatMap((reading) => wantedIn(positive, reading))
    .flatMap(({ clause, slots, symbol }) => [
      ...patternOf(clause, slots),
      ...patternOf(clause, symbol === null ? [] : [symbol]),
    ]);
}

const patternOf = (clause: Clause, [first, ...rest]: readonly Slot[]): Pattern[] =>
  first === undefined ? [] : [{ clause, slots: [first, ...rest] }];

function hitsIn(units: readonly Termed[], clauses: readonly Clause[], languages: readonly Language[]): Hit[] {
  const patterns = patternsOf(clauses, languages);
  const first = Map.groupBy(
    patterns.flatMap((pattern) => pattern.slots[0].exact.map((term) => ({ term, pattern }))),
    ({ term }) => term,
  );
  const open = patterns.filter(({ slots }) => slots[0].beginnings.length > 0);
  const places = new Map(units.map((unit) => [unit.position, unit]));
  const hits: Hit[] = [];
  for (const unit of units) {
    const candidates = unit.terms.flatMap((term) => first.get(term)?.map(({ pattern }) => pattern) ?? []);
    for (const { clause, slots } of new Set([...candidates, ...open])) {
      const end = endOf(unit, slots, places);
      if (end !== null) hits.push({ clause, start: unit.start, end });
    }
  }
  return hits;
}

/** Where the slots end if they all stand here; `null` if they do not. */
function endOf(unit: Termed, slots: Pattern['slots'], places: ReadonlyMap<number, Termed>): number | null {
  let end = unit.end;
  for (const slot of slots) {
    const here = places.get(unit.position + slot.position - slots[0].position);
    const matched = here === undefined ? null : matchedEnd(here, slot);
    if (matched === null) return null;
    end = matched;
  }
  return end;
}

function matchedEnd({ terms, start, end }: Termed, { exact, beginnings }: Slot): number | null {
  if (terms.some((term) => exact.includes(term))) return end;
  const beginning = beginnings.find((each) => terms.some((term) => term.startsWith(each)));
  if (beginning === undefined) return null;
  // One Chinese sign is found by the pair that it begins.
  return exact.length === 0 ? start + beginning.length : end;
}

/** The stretch of neighbouring hits, no longer than the snippet, with the most clauses, then the most hits. */
function bestOf(hits: readonly Hit[]): Span | null {
  const inside = new Map<Clause, number>();
  let best: Span | null = null;
  let bestWorth = 0;
  let from = 0;
  for (const hit of hits) {
    inside.set(hit.clause, (inside.get(hit.clause) ?? 0) + 1);
    let oldest = hits[from] ?? hit;
    while (oldest !== hit && hit.end - oldest.start > length) {
      const left = (inside.get(oldest.clause) ?? 1) - 1;
      if (left === 0) inside.delete(oldest.clause);
      else inside.set(oldest.clause, left);
      from += 1;
      oldest = hits[from] ?? hit;
    }
    const worth = inside.size * hits.length + [...inside.values()].reduce((sum, count) => sum + count, 0);
    if (worth > bestWorth) {
      bestWorth = worth;
      best = { start: oldest.start, end: hit.end };
    }
  }
  return best;
}

/** The stretch with what is around it, cut between words. */
function framed(text: string, units: readonly Termed[], shown: Span | null): Span {
  if (text.length <= length) return { start: 0, end: text.length };
  const { start: first, end: last } = shown ?? { start: 0, end: 0 };
  const room = Math.max(0, length - (last - first));
  const wanted = Math.min(Math.max(0, first - Math.min(lead, room)), Math.max(0, text.length - length));
  const start = wanted === 0 ? 0 : (units.find((unit) => unit.start >= wanted)?.start ?? wanted);
  const latest = start + Math.max(length, Math.min(last - start, 2 * length));
  if (latest >= text.length) return { start, end: text.length };
  const end = units.findLast((unit) => unit.end <= latest)?.end ?? 0;
  return { start, end: end > start ? end : whole(text, latest) };
}

/** Not inside a character of two units. */
const whole = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at);

/** Spans that overlap or touch as one. */
function merged(spans: readonly Span[]): Span[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const before = found.at(-1);
    if (before !== undefined && start <= before.end) before.end = Math.max(before.end, end);
    else found.push({ start, end });
  }
  return found;
}
