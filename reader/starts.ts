import type { Setting } from './material.ts';
import { partLetter, partValue } from './numbering.ts';
import { dateLine, extent, type Item, isItem, type Unit } from './units.ts';

/** Where a resolution begins: its first title line, and the unit of its formula or first paragraph. */
export interface Start {
  readonly title: number;
  /** The first line that is its own: behind the number and title that several texts share. */
  readonly own: number;
  readonly text: number;
}

/** A line of a table of contents: dots lead to a page. */
const contentsLine = /(?:\.\s?){6,}\s*\d*$/;

/** "12." or, in Arabic, "12 -": the number of a paragraph of a report. */
const reportNumber = ({ number }: Item): number | null =>
  number?.enclosure === 'stop' || number?.enclosure === 'dash' ? (number.values.decimal ?? null) : null;

/** "I. Introduction": the first part of a report. */
const opensReport = ({ number, block }: Item): boolean =>
  number?.enclosure === 'stop' &&
  (number.values['capital-roman'] === 1 || number.values.chinese === 1) &&
  block.text.length > number.length;

/** Where the cover ends: at the first paragraph that is a report's or a letter's, or at a table of contents. */
export function coverLength({ units, material, words, lexicon }: Setting, until: number): number {
  for (let index = 0; index < until; index += 1) {
    const unit = units[index];
    if (unit === undefined || !isItem(unit)) return index;
    const { text } = unit.block;
    if (contentsLine.test(text)) return index;
    const sentence = extent(text) > 120 && unit.ends !== 'open' && !text.startsWith('[');
    const counted = extent(text) > 60 && reportNumber(unit) !== null;
    if (
      (sentence || counted || opensReport(unit)) &&
      !material.isFormula(unit, units[index + 1]) &&
      words.begins(text, lexicon.building.cover.adopted) === 0
    )
      return index;
  }
  return until;
}

/** `II` alone: a part of the text at hand, even where it repeats the formula. */
const isPart = (text: string): boolean => text.length < 12 && text.length > 0 && partValue(text) !== null;

const textOf = (unit: Unit | undefined): string => (unit !== undefined && isItem(unit) ? unit.block.text : '');

/** Finds where resolutions begin: at each enacting formula, else at the first paragraph that reads like one. */
export function starts(setting: Setting): Start[] {
  const { units, material } = setting;
  const out: Start[] = [];
  for (const [index, unit] of units.entries()) {
    if (!isItem(unit)) continue;
    const start = material.isFormula(unit, units[index + 1])
      ? formulaStart(setting, index, out.at(-1))
      : labelStart(setting, index, out.at(-1));
    if (start !== null) out.push(start);
  }
  if (out.length > 0) return out;
  const first = units.findIndex(
    (unit, index) =>
      isItem(unit) && (readsAsText(unit, units[index + 1]) || tells(unit, setting) || speaks(unit, setting)),
  );
  return first < 0 ? [] : [{ title: 0, own: 0, text: first }];
}

function formulaStart(setting: Setting, index: number, previous: Start | undefined): Start | null {
  const { units } = setting;
  if (previous !== undefined && index - previous.text < 2) return null;
  const floor = previous?.text ?? coverLength(setting, index);
  const title = previous === undefined && floor === index ? 0 : titleStart(setting, index, floor);
  // A text that recommends another one, "the following draft resolution:", holds it; so does one that is parted in sections.
  const above = units[title - 1];
  const held = above !== undefined && isItem(above) && above.ends === 'colon';
  if (previous !== undefined && (title === index || held || isPart(textOf(units[title])))) return null;
  const label = (is: (text: string) => boolean): number => {
    for (let at = index - 1; at > title && at >= index - 3; at -= 1) if (is(textOf(units[at]))) return at;
    return -1;
  };
  const section = label(isPart);
  if (section > 0) return { title, own: title, text: section };
  if (previous !== undefined) return { title, own: title, text: index };
  const letter = label((text) => partLetter(text) !== null);
  return { title, own: Math.max(title, letter), text: index };
}

/** What may stand behind "Draft decision": nothing, a figure, a letter, a number of parts. */
const isLabelNumber = (text: string): boolean =>
  text.trim() === '' || /^\s?(?:\d{1,2}|[A-Z])\.?$/.test(text) || (text.length < 14 && partValue(text.trim()) !== null);

/** "Draft decision II", a title, and then no formula but the text: drafts of decisions in reports. */
function labelStart(setting: Setting, index: number, previous: Start | undefined): Start | null {
  const { units, material, words, lexicon } = setting;
  const text = textOf(units[index]);
  const { cover } = lexicon.building;
  const label = text.length < 60 ? words.begins(text, cover.draftDecision, cover.draftResolution) : 0;
  if (label === 0 || !isLabelNumber(text.slice(label))) return null;
  if (previous !== undefined && index <= previous.text) return null;
  for (let at = index + 1; at < units.length && at <= index + 4; at += 1) {
    const unit = units[at];
    if (unit === undefined || !isItem(unit) || material.isFormula(unit, units[at + 1])) return null;
    if (unit.ends !== 'open') return { title: index, own: index, text: at };
  }
  return null;
}

/** "We, the Heads of State and Government,": a declaration begins. */
const speaks = (item: Item, { words, lexicon }: Setting): boolean =>
  extent(item.block.text) > 40 &&
  words.begins(
    item.block.text.slice(item.block.number === undefined ? (item.number?.length ?? 0) : 0),
    lexicon.building.firstPerson,
  ) > 0;

/**
 * Where a text inside a report ends: at the paragraph that counts on from the report's own last one, with the headings
 * above it. Where the text's own paragraphs would count on to the same number, the report's is the one that opens with
 * no verb of an operative part, behind a full stop and paragraphs that all did. `until` where it goes to the end.
 */
export function textEnd(units: readonly Unit[], from: number, until: number, last: number): number {
  if (last === 0) return until;
  let own = 0;
  let enacted = true;
  for (let index = from + 1; index < until; index += 1) {
    const unit = units[index];
    if (unit === undefined || !isItem(unit)) continue;
    const value = reportNumber(unit);
    if (value === null) continue;
    const operative = unit.opening?.operative === true;
    if (value === last + 1 && own > 0) {
      let end = index;
      while (end > from + 1 && endsOpen(units[end - 1])) end -= 1;
      if (value !== own + 1 || (enacted && !operative && endsWithStop(units[end - 1]))) return end;
    }
    own = value;
    enacted &&= operative;
  }
  return until;
}

const endsOpen = (unit: Unit | undefined): boolean =>
  unit !== undefined && isItem(unit) && unit.ends === 'open' && unit.block.text.length < 200;

const endsWithStop = (unit: Unit | undefined): boolean => unit !== undefined && isItem(unit) && unit.ends === 'stop';

/** The last number that paragraphs of a report before a text bear. */
export function lastReportNumber(units: readonly Unit[]): number {
  for (let index = units.length - 1; index >= 0; index -= 1) {
    const unit = units[index];
    const number = unit !== undefined && isItem(unit) ? reportNumber(unit) : null;
    if (number !== null) return number;
  }
  return 0;
}

/**
 * A decision or statement that is told, not enacted: "At its 45th plenary meeting, on 7 December 2023, the General
 * Assembly decided ...", "At the 4119th meeting of the Security Council, ... made the following statement".
 */
export function tells(item: Item, { words, lexicon }: Setting): boolean {
  const { text } = item.block;
  if (extent(text) < 80 || item.ends === 'open') return false;
  const quoted = /^["“«„]/.test(text) && words.organ(text.slice(1).trimStart()) !== null;
  if (quoted) return true;
  const head = text.slice(0, 240);
  if (!/\d/.test(head) || (item.ends !== 'colon' && !words.holds(head, lexicon.building.meeting))) return false;
  return words.holds(head, ...lexicon.building.organs.map((organ) => organ.names));
}

/** A paragraph of a resolution without a formula: a verb of the preamble with a comma, or the number one before a verb. */
function readsAsText(item: Item, next: Unit | undefined): boolean {
  if (item.opening === null) return false;
  if (item.number?.values.decimal === 1 && item.opening.operative) return true;
  const follows = next !== undefined && isItem(next) && (next.opening !== null || next.number !== null);
  return item.opening.preambular && item.ends === 'comma' && follows;
}

/** The first line of the title of a further resolution: back from its formula to the end of the text before. */
function titleStart({ units, words, lexicon }: Setting, formula: number, floor: number): number {
  const { cover } = lexicon.building;
  let at = formula;
  for (let index = formula - 1; index > floor && formula - index <= 8; index -= 1) {
    const unit = units[index];
    if (unit === undefined || !isItem(unit)) break;
    const ended =
      (unit.ends !== 'open' && unit.ends !== 'colon' && !/^\d{1,4}\/\d{1,4}\.\s/.test(unit.block.text)) ||
      (unit.ends === 'colon' && (unit.opening !== null || unit.block.text.length > 60)) ||
      unit.number?.enclosure === 'stop';
    if (ended || unit.block.text.length > 400 || dateLine.test(unit.block.text)) break;
    at = index;
    if (words.begins(unit.block.text, cover.draftResolution, cover.draftDecision, cover.resolution, cover.decision) > 0)
      break;
  }
  return at;
}
