import { addressed } from './addresses.ts';
import { Body, type BodyRead, numbersRestored } from './body.ts';
import type { Block } from './formats/block.ts';
import type { Lexicon } from './languages/lexicon.ts';
import { type Cover, coverOf, resolutionFacts, titleFacts } from './masthead.ts';
import { Material, type Setting } from './material.ts';
import type { Entry, Finding, Masthead, Node, Note, Passage, Prose, Resolution } from './model.ts';
import { noted } from './notes.ts';
import { openings } from './openings.ts';
import { coverLength, lastReportNumber, type Start, starts, tells, textEnd } from './starts.ts';
import { isItem, itemOf, type Unit } from './units.ts';

/** What blocks become, before citations and times are looked for. */
export interface Structure {
  readonly masthead: Masthead;
  readonly contents: readonly (Resolution | Passage)[];
  readonly notes: readonly Note[];
  readonly findings: readonly Finding[];
}

/** The body of one text: enacted, or told as decisions and statements are. */
function bodyOf(setting: Setting, from: number, to: number): BodyRead {
  const body = new Body(setting);
  const units = setting.units.slice(from, to);
  const first = units[0];
  const told = first !== undefined && isItem(first) && first.opening === null && tells(first, setting);
  return (told ? body.tell() : body).read(units);
}

/** Blocks in reading order as a cover, resolutions and what stands around them. */
export function structure(blocks: readonly Block[], lexicon: Lexicon): Structure {
  const findings: Finding[] = [];
  const words = openings(lexicon);
  const found = noted(blocks, findings);
  const material = new Material(words, found);
  const units: Unit[] = found.blocks.map((block) => (block.kind === 'paragraph' ? itemOf(block, words) : { block }));
  if (!units.some((unit, index) => isItem(unit) && material.isFormula(unit, units[index + 1])))
    material.admitStrangers();
  const setting: Setting = { units, material, words, lexicon, findings };
  const begins = starts(setting);
  const { cover, end } = coverIn(setting, begins[0]);
  const head = units
    .slice(0, end)
    .filter((unit) => !isItem(unit))
    .map((unit) => material.passage(unit));
  if (begins.length === 0) findings.push({ code: 'no-resolution', severity: 'warning', values: {} });
  const contents = numbered([...head, ...texts(setting, begins, cover, end)]);
  return {
    masthead: completed(cover.masthead, contents),
    ...withNotes(contents, cover.masthead, found.notes),
    findings,
  };
}

/** The lines of a stretch of units. */
const linesOf = ({ units, material }: Setting, from: number, to: number): Entry[] =>
  units
    .slice(from, to)
    .filter(isItem)
    .map((item) => material.entry(item, 'other'));

/** The cover, and the index of the first unit behind it. A title that several texts share belongs to it. */
function coverIn(setting: Setting, first: Start | undefined): { cover: Cover; end: number } {
  const { units, words, lexicon } = setting;
  const length = coverLength(setting, first?.text ?? units.length);
  if (first === undefined) {
    const cover = coverOf(linesOf(setting, 0, length), lexicon, words, false);
    // Without a text only lines that a cover has are one.
    const known = cover.masthead.entries.filter((entry) => entry.role !== 'other').length;
    return known > 1 ? { cover, end: length } : { cover: coverOf([], lexicon, words, false), end: 0 };
  }
  if (first.title > 0)
    return {
      cover: coverOf(linesOf(setting, 0, Math.min(first.title, length)), lexicon, words, false),
      end: Math.min(first.title, length),
    };
  const end = first.own > 0 ? first.own : first.text;
  const cover = coverOf(linesOf(setting, 0, end), lexicon, words, true);
  if (first.own === 0) return { cover, end };
  return {
    cover: { masthead: { ...cover.masthead, entries: [...cover.masthead.entries, ...cover.title] }, title: [] },
    end,
  };
}

/** The resolutions and, between them, the passages of a report. */
function texts(setting: Setting, begins: readonly Start[], cover: Cover, from: number): (Resolution | Passage)[] {
  const { units, material } = setting;
  const out: (Resolution | Passage)[] = [];
  const pass = (until: number): void => {
    for (const unit of units.slice(at, until)) out.push(material.passage(unit));
  };
  let at = from;
  let reportNumber = 0;
  for (const [index, begin] of begins.entries()) {
    if (begin.title > at) reportNumber = lastReportNumber(units.slice(at, begin.title)) || reportNumber;
    // A title that several texts share, where it is not the cover's, stands before them.
    pass(Math.max(begin.title, begin.own));
    const end = textEnd(units, begin.text, begins[index + 1]?.title ?? units.length, reportNumber);
    out.push(resolutionAt(setting, begin, end, cover, begins.length === 1 && begin.title === 0));
    at = end;
  }
  pass(units.length);
  return out;
}

function resolutionAt(setting: Setting, begin: Start, end: number, cover: Cover, only: boolean): Resolution {
  const { units, words, lexicon, findings } = setting;
  const { body, closing } = bodyOf(setting, begin.text, end);
  const entries =
    begin.title === 0 && begin.own === 0
      ? cover.title
      : titleFacts(linesOf(setting, begin.own, begin.text), lexicon, words);
  const above = units[begin.title - 1];
  const recommended = above !== undefined && isItem(above) ? above.block.text : '';
  const facts = resolutionFacts({
    masthead: cover.masthead,
    entries,
    closing,
    body,
    only,
    recommended,
    lexicon,
    words,
  });
  return {
    kind: 'resolution',
    language: lexicon.language,
    ...facts,
    entries,
    body: addressed(numbersRestored(body, words, findings)),
    closing,
    notes: [],
    history: [],
    vote: null,
    subjects: [],
  };
}

/** Passages with their addresses: `passage1`.. in order of the file. */
function numbered(contents: readonly (Resolution | Passage)[]): (Resolution | Passage)[] {
  let count = 0;
  return contents.map((item) => (item.kind === 'passage' ? { ...item, id: `passage${++count}` } : item));
}

/** A cover that names no organ has that of the first text. */
function completed(masthead: Masthead, contents: readonly (Resolution | Passage)[]): Masthead {
  const first = contents.find((item): item is Resolution => item.kind === 'resolution');
  const organ = masthead.organ ?? first?.organ ?? null;
  const session =
    masthead.session?.organ === 'unknown' && organ !== null ? { ...masthead.session, organ } : masthead.session;
  return { ...masthead, organ, session };
}

/**
 * Gives each note to the texts that call it, so that every resolution carries its own; what the cover, a passage or
 * nothing calls stays with the publication, of which the notes of the first text count as the cover's too.
 */
function withNotes(
  contents: readonly (Resolution | Passage)[],
  masthead: Masthead,
  notes: readonly Note[],
): { contents: (Resolution | Passage)[]; notes: readonly Note[] } {
  if (notes.length === 0) return { contents: [...contents], notes: [] };
  const owners = new Map<string, Set<number | null>>();
  const claim = (id: string | null, owner: number | null): void => {
    if (id !== null) owners.set(id, (owners.get(id) ?? new Set()).add(owner));
  };
  const texts = contents.flatMap((item, index) => (item.kind === 'resolution' ? [index] : []));
  const [first = null] = texts;
  for (const [index, item] of contents.entries())
    if (item.kind === 'resolution') for (const id of callsIn(item)) claim(id, index);
    else for (const call of item.notes) claim(call.note, null);
  for (const entry of masthead.entries)
    for (const { note } of entry.notes) if (note !== null && !owners.get(note)?.has(first)) claim(note, null);
  const stray = texts.length === 1 ? first : null;
  const byOwner = new Map<number | null, Note[]>();
  for (const note of notes)
    for (const owner of owners.get(note.id) ?? [stray]) {
      const list = byOwner.get(owner);
      if (list === undefined) byOwner.set(owner, [note]);
      else list.push(note);
    }
  return {
    contents: contents.map((item, index) =>
      item.kind === 'resolution' ? { ...item, notes: byOwner.get(index) ?? [] } : item,
    ),
    notes: byOwner.get(null) ?? [],
  };
}

function callsIn(resolution: Resolution): string[] {
  const out: string[] = [];
  const prose = (item: Prose): void => {
    for (const call of item.notes) if (call.note !== null) out.push(call.note);
  };
  const visit = (node: Node): void => {
    if (node.kind === 'table') node.rows.flat().forEach(prose);
    else prose(node);
    if (node.kind === 'paragraph' || node.kind === 'section' || node.kind === 'annex') node.children.forEach(visit);
  };
  resolution.entries.forEach(prose);
  resolution.body.forEach(visit);
  resolution.closing.forEach(prose);
  return out;
}
