import { parseDate, parseSession } from './calendar.ts';
import { english } from './languages/en.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Entry, EntryRole, IsoDate, Masthead, Node, Resolution, ResolutionType, SessionRef } from './model.ts';
import { partLetter, partNumeral, partValue, roman } from './numbering.ts';
import type { Openings } from './openings.ts';
import { symbolOnCover, tornSymbol } from './symbols.ts';
import { extent } from './units.ts';

/** The cover of a file, and the lines that are the title of its first text. */
export interface Cover {
  readonly masthead: Masthead;
  readonly title: readonly Entry[];
}

/** A symbol that fills a line, or ends one that begins with the publisher's name. */
const symbolLine =
  /^(?:[A-Z]\d{1,2}_TA\(\d{4}\)\d{4}|[A-Z]{1,6}(?:\/(?:[A-Z0-9.()_-]+|(?:Rev|Add|Corr|Amend)\.\d{1,2}))+(?:\s?\(\d{4}\)|\s?\([A-Z][a-z]+ [IVX]+\))?(?:\*{1,2})?|[A-Z]{2,6}\d+[./]\d+)$/;
const symbolInside = symbolOnCover(2);
const splitSymbol = new RegExp(`${tornSymbol.source}$`);
/** `79/9. Title`, `ES-11/10. Title`, `2025/21. Title`, `WHA66.2 Title`. */
const titleNumber =
  /^((?:(?:ES|S)-\d{1,2}\/|\d{1,4}\/)(?:[A-Z]{1,4}\.)?\d{1,4}(?:\s?[A-Z](?:-[A-Z])?)?|\d{1,4}(?:\s[A-Z])?\s\([IVXLC]{1,7}\)|[A-Z]{2,6}\d{1,3}\.\d{1,3})[.．:]?\s+(?:[-–—]\s+)?(?=\S)/u;
const resolutionNumber = new RegExp(
  String.raw`^\s*(?:No\.?\s*)?(\d{1,4}\s?\(\d{4}\)|\d{1,4}\s?\([IVXLC]+\)|${partNumeral}|\d{1,4}/[A-Z]{2,5}\.\d{1,3}|\d{1,4}(?:/[A-Z0-9-]+)*|[A-Z]{1,6}(?:[.-]?[A-Z0-9]+)*[./-]\d+(?:[./-][A-Z0-9]+)*)(?:\s\((?:Rev\.\s?)?\p{L}[^)]{3,40}\))?\s*[.:,]?(?:\s|$)`,
  'u',
);
const jobNumber = /^\d{2}-\d{5,6}(?:\s*\([A-Z]\))?|^\*?\d{7}\*?$/;

/** The part of an entry between two offsets, with its marks and calls. */
function slice(entry: Entry, role: EntryRole, from: number, to = entry.text.length): Entry {
  const text = entry.text.slice(from, to);
  const lead = text.length - text.trimStart().length;
  const start = from + lead;
  const shown = text.trim();
  return {
    role,
    text: shown,
    marks: entry.marks
      .filter((mark) => mark.end > start && mark.start < start + shown.length)
      .map((mark) => ({
        ...mark,
        start: Math.max(0, mark.start - start),
        end: Math.min(shown.length, mark.end - start),
      })),
    notes: entry.notes
      .filter((note) => (note.at > from || from === 0) && note.at <= to)
      .map((note) => ({ ...note, at: Math.min(Math.max(0, note.at - start), shown.length) })),
    citations: [],
    times: [],
    ...(entry.place === undefined ? {} : { place: entry.place }),
  };
}

const holds = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word.toLowerCase()));
};

/** The publisher's name alone, or with the symbol that stands in the same line. */
function isPublisher(text: string, name: number): boolean {
  const rest = text.slice(name).trim();
  return name > 0 && (rest === '' || splitSymbol.test(` ${rest}`) || symbolLine.test(rest));
}

/** Tells the role of one cover line by its own words. `null` where only its neighbours can tell. */
function ownRole(entry: Entry, lexicon: Lexicon, words: Openings): EntryRole | null {
  const { text } = entry;
  const { cover } = lexicon.building;
  if (symbolLine.test(text)) return 'symbol';
  if (jobNumber.test(text)) return 'job-number';
  if (text.startsWith('[')) return 'proponent';
  if (words.begins(text, cover.distribution) > 0 || /^Distr\b/i.test(text)) return 'distribution';
  if (words.begins(text, cover.original) > 0 || /^(?:\p{L}+\s)?Original\s?:/iu.test(text)) return 'original';
  if (text.length < 80 && isPublisher(text, words.begins(text, cover.publisher))) return 'publisher';
  if (words.organ(text)?.length === text.length) return 'organ';
  if (isSponsor(text, lexicon)) return 'sponsor';
  if (words.begins(text, cover.adopted) > 0 && /\d/.test(text)) return 'adoption';
  if (words.begins(text, cover.agendaItem) > 0 && /\p{Nd}/u.test(text)) return 'agenda-item';
  if (isSessionLine(text, lexicon)) return 'session';
  if (text.length < 48 && isDateLine(text, lexicon)) return 'date';
  if (
    text.length < 120 &&
    coverDate(text, lexicon) !== null &&
    !/[:：.。]$/.test(text) &&
    words.holds(text.slice(-6), cover.adopted, cover.resolution, cover.decision)
  )
    return 'adoption';
  if (text.length < 60 && labelled(text, lexicon, words)?.end === text.length) return 'number';
  return null;
}

/** "Seventy-fifth session", not "Request for the inclusion of an item in the agenda of the seventy-fifth session". */
function isSessionLine(text: string, lexicon: Lexicon): boolean {
  const { building, timing } = lexicon;
  return (
    extent(text) < 64 &&
    holds(text, building.cover.session) &&
    !holds(text, timing.agenda) &&
    parseSession(text, lexicon) !== null
  );
}

/** A date of a cover: in the text's language, or in English, which covers of every language print. */
const coverDate = (text: string, lexicon: Lexicon): IsoDate | null =>
  parseDate(text, lexicon) ?? parseDate(text, english);

const isDateLine = (text: string, lexicon: Lexicon): boolean =>
  coverDate(text, lexicon) !== null && text.replace(/[\p{Nd}]/gu, '').length < 34 && !/[,;:]|[日]./.test(text);

/** "Cameroon and Egypt:* draft resolution" */
function isSponsor(text: string, lexicon: Lexicon): boolean {
  const { draftResolution, draftDecision, draftStatement } = lexicon.building.cover;
  const colon = Math.max(text.lastIndexOf(':'), text.lastIndexOf('：'));
  if (colon < 3 || text.length - colon > 60) return false;
  return holds(text.slice(colon), [...draftResolution, ...draftDecision, ...draftStatement]);
}

/** Cuts lines that were run together: "Seventy-fifth session Agenda item 130 (b) Title", "Distr.: Limited 18 November 2020". */
function apart(entry: Entry, lexicon: Lexicon, words: Openings): Entry[] {
  const role = ownRole(entry, lexicon, words);
  const { agendaItem, session } = lexicon.building.cover;
  if (role === 'agenda-item') return agendaParts(entry);
  const item = agendaAt(entry.text, agendaItem);
  if (item > 0 && item < 90 && holds(entry.text.slice(0, item), session))
    return [slice(entry, 'session', 0, item), ...agendaParts(slice(entry, 'agenda-item', item))];
  if (role === 'distribution') {
    const date = /^(.{4,40}?)\s+(\p{Nd}{1,2}\s\S+(?:\s\S+){0,3}\s\p{Nd}{4}.{0,6})$/u.exec(entry.text);
    if (date?.[1] !== undefined && coverDate(date[2] ?? '', lexicon) !== null)
      return [slice(entry, 'distribution', 0, date[1].length), slice(entry, 'date', date[1].length)];
  }
  return [{ ...entry, role: role ?? 'other' }];
}

function agendaAt(text: string, words: readonly string[]): number {
  let first = -1;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at > 0 && /^\s*\p{Nd}/u.test(text.slice(at + word.length)) && (first < 0 || at < first)) first = at;
  }
  return first;
}

const agendaNumber =
  /^(\D{2,40}?[\p{Nd}]{1,3}(?:\.\d{1,2})*(?:\s?\([a-zа-яء-ي]{1,3}\)|\s?[a-z]\))*(?:\s(?:and|et|y|и|و|to|à|a)\s(?:[\p{Nd}]{1,3}|\([a-z]\))(?:\s?\([a-z]\))*)*)\*?\s*/u;

/** An agenda item run into its title is parted; a few words behind the number ("de l’ordre du jour") belong to it. */
function agendaParts(entry: Entry): Entry[] {
  const number = agendaNumber.exec(entry.text)?.[1];
  if (number === undefined || entry.text.length - number.length < 32) return [{ ...entry, role: 'agenda-item' }];
  return [slice(entry, 'agenda-item', 0, number.length), slice(entry, 'agenda-title', number.length)];
}

/** "A", "II": the label of a part that stands alone before its title. */
const isPartLabel = (text: string): boolean =>
  text.length < 10 && (partLetter(text) !== null || partValue(text) !== null);

/** "Resolution 2768 (2025)", "Draft resolution II", "Decision 1/CP.21 Title": what it is and where its title begins. */
function labelled(text: string, lexicon: Lexicon, words: Openings): { role: EntryRole; end: number } | null {
  const { cover } = lexicon.building;
  const draft = words.begins(text, cover.draftResolution, cover.draftDecision, cover.draftStatement);
  const label = Math.max(draft, words.begins(text, cover.resolution, cover.decision));
  if (label === 0) return leadingNumber(text, lexicon, words);
  const rest = text.slice(label).trim();
  if (rest.length < 12 && partValue(rest) !== null)
    return { role: draft > 0 ? 'part-title' : 'number', end: text.length };
  const number = resolutionNumber.exec(text.slice(label));
  if (number === null && label < text.replace(/[.:]$/, '').length) return null;
  return { role: draft > 0 ? 'part-title' : 'number', end: label + (number?.[0].length ?? text.length - label) };
}

/** 第2994(2026)号决议: the number first, the word behind it. */
function leadingNumber(text: string, lexicon: Lexicon, words: Openings): { role: EntryRole; end: number } | null {
  const { cover } = lexicon.building;
  if (text.length > 40 || !/^第?\s?\d/.test(text)) return null;
  return words.holds(text.slice(-8), cover.resolution, cover.decision) && /[号號]\p{L}+$/u.test(text)
    ? { role: 'number', end: text.length }
    : null;
}

/** The lines between the cover and the text, with the number and the title parted. */
export function titleFacts(entries: readonly Entry[], lexicon: Lexicon, words: Openings): Entry[] {
  return entries.flatMap((entry): Entry[] => {
    const number = titleNumber.exec(entry.text);
    if (number?.[1] !== undefined)
      return [slice(entry, 'number', 0, number[1].length), slice(entry, 'title', number[0].length)];
    if (isPartLabel(entry.text)) return [{ ...entry, role: 'part-title' }];
    const label = labelled(entry.text, lexicon, words);
    if (label !== null)
      return label.end < entry.text.length
        ? [slice(entry, label.role, 0, label.end), slice(entry, 'title', label.end)]
        : [{ ...entry, role: label.role }];
    return [{ ...entry, role: ownRole(entry, lexicon, words) ?? 'title' }];
  });
}

/** "15 June–9 July 2026", "15 de junio a 9 de julio de 2026": two days in one short line. */
const isDays = ({ text }: Entry, lexicon: Lexicon): boolean =>
  text.length < 60 && (text.match(/\p{Nd}+/gu)?.length ?? 0) > 2 && coverDate(text, lexicon) !== null;

/** Gives the lines of a first page their roles. `withTitle`: the text follows at once, so that the last lines are its title. */
export function coverOf(lines: readonly Entry[], lexicon: Lexicon, words: Openings, withTitle: boolean): Cover {
  const entries = lines.flatMap((line, index) => {
    // The letter that large print sets before the rest of a symbol.
    const torn = /^[A-Z]$/.test(line.text) && splitSymbol.test(lines[index + 1]?.text ?? '');
    const rest =
      line.text.startsWith('/') && splitSymbol.test(line.text) && /^[A-Z]$/.test(lines[index - 1]?.text ?? '');
    return torn || rest ? [{ ...line, role: 'symbol' as const }] : apart(line, lexicon, words);
  });
  let afterItem = false;
  const rolled = entries.map((entry): Entry => {
    if (entry.role === 'agenda-item' || entry.role === 'agenda-title') afterItem = true;
    else if (entry.role !== 'other') afterItem = false;
    return entry;
  });
  // The days of a session stand under its name.
  for (const [index, entry] of rolled.entries())
    if (rolled[index - 1]?.role === 'session' && isDays(entry, lexicon)) rolled[index] = { ...entry, role: 'session' };
  const title = withTitle ? titleLines(rolled, afterItem) : rolled.length;
  const cover = rolled.slice(0, title).map((entry, index): Entry => {
    const above = rolled[index - 1]?.role;
    const agenda =
      above === 'agenda-item' ||
      (above === 'other' && rolled[index - 2]?.role === 'agenda-item' && /^\p{Ll}/u.test(entry.text));
    return entry.role === 'other' && agenda ? { ...entry, role: 'agenda-title' } : entry;
  });
  return { masthead: factsOf(cover, lexicon, words), title: titleFacts(rolled.slice(title), lexicon, words) };
}

/** Index of the first line that belongs to the title: what stands behind the last line with a role of its own. */
function titleLines(entries: readonly Entry[], afterItem: boolean): number {
  let first = entries.length;
  while (first > 0 && entries[first - 1]?.role === 'other') first -= 1;
  const numbered = entries.findIndex((entry) => entry.role === 'other' && titleNumber.test(entry.text));
  if (numbered >= 0) return numbered;
  // Straight behind the agenda item its title comes first, then the title of the text.
  const between = afterItem && entries[first - 1]?.role === 'agenda-item' && entries.length - first > 1;
  return between ? first + 1 : first;
}

/** What the lines of a cover say, as facts. */
export function factsOf(entries: readonly Entry[], lexicon: Lexicon | null, words: Openings | null): Masthead {
  const text = (role: EntryRole): string | null => entries.find((entry) => entry.role === role)?.text ?? null;
  const sessionText = text('session');
  const date = entries.find((entry) => entry.role === 'date');
  // A subsidiary organ is named below its parent.
  const organEntry = entries.findLast((entry) => entry.role === 'organ');
  const organ = organEntry === undefined || words === null ? null : (words.organ(organEntry.text)?.organ ?? null);
  const parsed = sessionText === null || lexicon === null ? null : parseSession(sessionText, lexicon);
  const agenda = text('agenda-item');
  const titles = entries.filter((entry) => entry.role === 'agenda-title').map((entry) => entry.text);
  return {
    entries,
    symbol: symbolOf(entries),
    organ,
    session: parsed === null ? null : { organ: organ ?? 'unknown', kind: parsed.kind, number: parsed.number },
    sessionText,
    agendaItem: agenda === null ? null : itemNumber(agenda),
    agendaTitle: titles.length === 0 ? null : titles.join(' '),
    sponsors: sponsorsOf(text('sponsor')),
    distribution: afterColon(text('distribution')),
    original: afterColon(text('original')),
    date: date === undefined || lexicon === null ? null : coverDate(date.text, lexicon),
  };
}

/** The number of an agenda item without the words around it: `130 (b)`. */
const itemNumber = (text: string): string => {
  const whole = agendaNumber.exec(text)?.[1] ?? text;
  return /\p{Nd}.*$/u.exec(whole)?.[0].trim() ?? text;
};

const afterColon = (text: string | null): string | null => {
  if (text === null) return null;
  const at = text.search(/[:：]/);
  const rest = at < 0 ? text.replace(/^\S+\s*/, '') : text.slice(at + 1);
  return rest.trim() || text;
};

const sponsorsOf = (text: string | null): string | null => {
  if (text === null) return null;
  const colon = Math.max(text.lastIndexOf(':'), text.lastIndexOf('：'));
  return (colon < 0 ? text : text.slice(0, colon)).replace(/\*+$/, '').trim();
};

function symbolOf(entries: readonly Entry[]): string | null {
  for (const [index, entry] of entries.entries()) {
    const rest = splitSymbol.exec(entry.text)?.[1];
    const letter = entries[index - 1]?.text;
    if (rest !== undefined && letter !== undefined && /^[A-Z]$/.test(letter)) return letter + rest;
    if (entry.role === 'symbol' && entry.text.length > 1) return entry.text.replace(/\*+$/, '');
    if (entry.role === 'publisher') {
      const inside = symbolInside.exec(entry.text)?.[0];
      if (inside !== undefined) return inside;
    }
  }
  return null;
}

interface Known {
  readonly masthead: Masthead;
  readonly entries: readonly Entry[];
  readonly closing: readonly Entry[];
  readonly body: readonly Node[];
  /** Whether the file holds no other text, so that its symbol is the text's. */
  readonly only: boolean;
  /** The paragraph before the title, which may say that a draft is recommended. */
  readonly recommended: string;
  readonly lexicon: Lexicon;
  readonly words: Openings;
}

type Facts = Pick<Resolution, 'type' | 'symbol' | 'number' | 'title' | 'organ' | 'session' | 'date'>;

/** What cover, title and close together say of one text. */
export function resolutionFacts(known: Known): Facts {
  const { masthead, entries, closing, lexicon, words } = known;
  const numberText = numberLine(entries, masthead.entries) ?? (known.only ? numberLine(masthead.entries) : null);
  const number = numberText === null ? null : numberIn(numberText, lexicon, words);
  const titles = entries.filter((entry) => entry.role === 'title').map((entry) => entry.text);
  const organ = formulaOrgan(known.body, words) ?? masthead.organ;
  const type = typeOf(known, numberText);
  const printed = known.only ? masthead.symbol : null;
  return {
    type,
    symbol: printed ?? (number === null ? null : symbolFrom(number, organ, type)),
    number,
    title: titles.length === 0 ? null : titles.join(' '),
    organ,
    session: sessionFor(masthead.session, organ),
    date: adoptionDate(masthead, entries, closing, lexicon) ?? masthead.date,
  };
}

/** The number of a text, with the letter of its part: `80/430` and `A`; a label of its own for a draft. */
function numberLine(entries: readonly Entry[], shared: readonly Entry[] = []): string | null {
  const own = entries.find((entry) => entry.role === 'number')?.text;
  const number = own ?? shared.find((entry) => entry.role === 'number')?.text;
  const part = entries.find((entry) => entry.role === 'part-title')?.text;
  const letter = part === undefined ? null : partLetter(part);
  return number === undefined || letter === null ? (own ?? part ?? null) : `${number} ${letter}`;
}

const sessionFor = (session: SessionRef | null, organ: string | null): SessionRef | null =>
  session === null ? null : { ...session, organ: session.organ === 'unknown' ? (organ ?? 'unknown') : session.organ };

/** The number without the words around it; `null` where the line is only a label. */
function numberIn(text: string, lexicon: Lexicon, words: Openings): string | null {
  const { cover } = lexicon.building;
  const counted = /^第\s?([\d/A-Z-]+(?:\s?\(\d{4}\))?)[号號]/.exec(text)?.[1];
  if (counted !== undefined) return counted.replace(/\s?\(/, ' (');
  const label = words.begins(
    text,
    cover.draftResolution,
    cover.draftDecision,
    cover.draftStatement,
    cover.resolution,
    cover.decision,
  );
  const number = text
    .slice(label)
    .replace(/^\s*No\.?\s*/, '')
    .replace(/[.:,\s]+$/, '')
    .trim();
  const part = number.length < 12 && !/^[IVXLC\d]/.test(number) ? partValue(number) : null;
  return part !== null ? roman(part) : number === '' ? null : number;
}

function formulaOrgan(body: readonly Node[], words: Openings): string | null {
  const formula = body.find((node) => node.kind === 'formula');
  return formula?.kind === 'formula' ? (words.organ(formula.text)?.organ ?? null) : null;
}

const series: Readonly<Record<string, string>> = { unga: 'A', unsc: 'S', unecosoc: 'E', 'unga-hrc': 'A/HRC' };

/** The symbol that a number and its organ make: `79/9` of the Assembly is `A/RES/79/9`. */
function symbolFrom(number: string, organ: string | null, type: ResolutionType): string | null {
  const letters = organ === null ? undefined : series[organ];
  if (letters === undefined || type.startsWith('draft') || !/\d/.test(number)) return null;
  const bare = number.replace(/\s+(?=\()/, '');
  return `${letters}/${type === 'decision' ? 'DEC' : 'RES'}/${bare}`;
}

function typeOf(
  { masthead, entries, body, recommended, lexicon, words }: Known,
  numberText: string | null,
): ResolutionType {
  const { cover } = lexicon.building;
  const all = [...masthead.entries, ...entries];
  const draft =
    holds(recommended, [...cover.draftResolution, ...cover.draftDecision]) ||
    all.some((entry) => entry.role === 'sponsor') ||
    /\/L\.\d/.test(masthead.symbol ?? '') ||
    (numberText !== null && words.begins(numberText, cover.draftResolution, cover.draftDecision) > 0);
  const said = all
    .filter(
      (entry) =>
        entry.role === 'sponsor' || entry.role === 'number' || entry.role === 'part-title' || entry.role === 'adoption',
    )
    .map((entry) => entry.text);
  const decision = said.some(
    (text) => words.begins(text, cover.decision, cover.draftDecision) > 0 || holds(text, cover.draftDecision),
  );
  const statement =
    all.some((entry) => words.begins(entry.text, cover.statement) > 0) || /\/PRST\//.test(masthead.symbol ?? '');
  if (statement) return draft ? 'draft-statement' : 'presidential-statement';
  if (decision || /\/DEC\//.test(masthead.symbol ?? '')) return draft ? 'draft-decision' : 'decision';
  const first = body.find((node) => node.kind === 'paragraph');
  if (!draft && first?.kind === 'paragraph' && words.begins(first.text, lexicon.building.firstPerson) > 0)
    return 'declaration';
  return draft ? 'draft-resolution' : 'resolution';
}

function adoptionDate(
  masthead: Masthead,
  entries: readonly Entry[],
  closing: readonly Entry[],
  lexicon: Lexicon,
): IsoDate | null {
  for (const entry of [...masthead.entries, ...entries]) {
    const date = entry.role === 'adoption' ? parseDate(entry.text, lexicon) : null;
    if (date !== null) return date;
  }
  for (const entry of closing) {
    const date = entry.role === 'date' || entry.role === 'meeting' ? parseDate(entry.text, lexicon) : null;
    if (date !== null) return date;
  }
  return null;
}
