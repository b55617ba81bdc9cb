import { addressed } from '../addresses.ts';
import { arabic } from '../languages/ar.ts';
import { english } from '../languages/en.ts';
import { spanish } from '../languages/es.ts';
import { french } from '../languages/fr.ts';
import { russian } from '../languages/ru.ts';
import { chinese } from '../languages/zh.ts';
import type { Entry, Finding, Language, Masthead, Node, Passage, Resolution } from '../model.ts';
import type { AnnexLabel } from './aknArrange.ts';
import { entriesOf } from './aknEntries.ts';
import { closingVote, factsOf, isoDate, sessionOf } from './aknMeta.ts';
import { ownReading } from './aknOwn.ts';
import { type BodyRules, publishedBody } from './aknPublished.ts';
import { type NoteBook, noteBook, ownNamespace, proseOf, type TextRules } from './aknText.ts';
import { childOf, elementsOf, readXml, textOf, usualLimits, within, type XmlElement, type XmlNode } from './xml.ts';

/** What an Akoma Ntoso file says, before citations and times are looked for: `citations` and `times` are empty. */
export interface AknReading {
  readonly language: Language | null;
  readonly masthead: Masthead;
  readonly contents: readonly (Resolution | Passage)[];
  readonly notes: Resolution['notes'];
  readonly findings: readonly Finding[];
}

const annexWords = [arabic, english, spanish, french, russian, chinese].flatMap((lexicon) =>
  lexicon.building.annex.map((word) => word.toLowerCase()),
);

/** "Annex", "Annex II", "附件一": the word for an annex in any of the languages, and at most a number behind it. */
export const annexLabel: AnnexLabel = (heading) => {
  const text = heading.trim().replace(/[\s.:]+$/, '');
  if (text.length > 60) return null;
  const lower = text.toLowerCase();
  const word = annexWords.filter((one) => lower.startsWith(one)).sort((one, other) => other.length - one.length)[0];
  if (word === undefined) return null;
  const behind = text.slice(word.length).trim();
  if (behind === '') return { number: null };
  return /^(?:[IVXLC]{1,6}|[A-Z]|\p{Nd}{1,3}|[一二三四五六七八九十]{1,3}|[\u0621-\u064a]{1,9})$/u.test(behind)
    ? { number: behind }
    : null;
};

/** Documents of the file: the outermost statement or collection, and the statements inside. */
interface FileParts {
  /** Where the cover and the preface of the whole stand. */
  readonly outer: XmlElement | null;
  readonly texts: readonly XmlElement[];
  /** Elements and texts that are neither. */
  readonly stray: readonly XmlNode[];
}

const textElements = ['statement', 'act', 'bill', 'doc', 'debateReport', 'judgment', 'amendment', 'debate'];
const collections = ['documentCollection', 'officialGazette', 'amendmentList'];

function partsOf(children: readonly XmlNode[]): FileParts {
  const stray: XmlNode[] = [];
  const texts: XmlElement[] = [];
  let outer: XmlElement | null = null;
  const visit = (nodes: readonly XmlNode[]) => {
    for (const node of nodes) {
      if (node.kind === 'text') {
        if (node.text.replace(/^\ufeff/, '').trim() !== '') stray.push(node);
      } else if (collections.includes(node.name)) {
        outer ??= node;
        const other = node.children.filter(
          (child) => child.kind !== 'element' || !['meta', 'coverPage', 'preface'].includes(child.name),
        );
        visit(other);
      } else if (textElements.includes(node.name)) {
        outer ??= node;
        texts.push(node);
        for (const nested of elementsOf(node, 'components')) visit(nested.children);
      } else if (
        ['akomaNtoso', 'components', 'component', 'collectionBody', 'portion', 'portionBody'].includes(node.name)
      )
        visit(node.children);
      else if (node.name !== 'meta' && textOf(node).trim() !== '') stray.push(node);
    }
  };
  visit(children);
  return { outer, texts, stray };
}

const entryOf = (entries: readonly Entry[], ...roles: Entry['role'][]): string | null =>
  entries.find((entry) => roles.includes(entry.role))?.text ?? null;

/** `75/16.` -> `75/16`; "Resolution 2780 (2025)" -> `2780 (2025)`. */
function numberIn(text: string | null): string | null {
  if (text === null) return null;
  const bare = text.trim().replace(/[\s.．:]+$/, '');
  const printed =
    /(?:(?:ES-|S-)?\d{1,4}\/\d+(?:\s?[A-Z](?:-[A-Z])?)?|\d{1,4}\s*[（(]\d{4}[)）]|\d+\s*\([A-Z-]+\))/.exec(bare);
  return printed ? printed[0].replace(/（/g, '(').replace(/）/g, ')') : bare;
}

/** `130 (b)` in "Agenda item 130 (b)". */
const agendaItem = (text: string | null): string | null =>
  text === null ? null : (/\p{Nd}{1,3}(?:\s*[(（]\s*[\p{L}]{1,2}\s*[)）])?/u.exec(text)?.[0] ?? text);

/** Text in front of ": draft resolution". */
const sponsors = (text: string | null): string | null =>
  text === null ? null : (/^(.*\S)\s*[:：][^:：]*$/s.exec(text)?.[1] ?? text);

function mastheadOf(
  outer: XmlElement,
  entries: readonly Entry[],
  session: Masthead['session'],
  symbol: string | null,
  organ: string | null,
  sponsoring: string | null,
): Masthead {
  const cover = childOf(outer, 'coverPage');
  const dates = cover ? [...within(cover, 'docDate')] : [];
  const issued = dates.find((date) => date.attributes.refersTo === '#dateOfIssuance') ?? dates[0];
  return {
    entries,
    symbol,
    organ,
    session,
    sessionText: entryOf(entries, 'session'),
    agendaItem: agendaItem(entryOf(entries, 'agenda-item')),
    agendaTitle: entryOf(entries, 'agenda-title'),
    sponsors: sponsoring,
    distribution: entryOf(entries, 'distribution'),
    original: entryOf(entries, 'original'),
    date: isoDate(issued?.attributes.date),
  };
}

/** Cover lines from the resolution's own number or title on are the text's, not the cover's. */
function splitCover(entries: readonly Entry[], alone: boolean): { cover: Entry[]; title: Entry[] } {
  const at = alone
    ? entries.findIndex((entry) => entry.role === 'number' || entry.role === 'title' || entry.role === 'sponsor')
    : -1;
  return at < 0 ? { cover: [...entries], title: [] } : { cover: entries.slice(0, at), title: entries.slice(at) };
}

const bodyNames = ['preamble', 'mainBody', 'body', 'judgmentBody', 'debateBody', 'amendmentBody', 'attachments'];
const knownParts = new Set(['meta', 'coverPage', 'preface', 'conclusions', 'components', ...bodyNames]);

interface Shared {
  readonly outer: XmlElement;
  readonly alone: boolean;
  readonly coverTitle: readonly Entry[];
  readonly coverBook: NoteBook;
  readonly symbol: string | null;
  readonly sessionText: string | undefined;
  readonly sponsors: string | null;
  readonly findings: Finding[];
}

function resolutionOf(text: XmlElement, shared: Shared): Resolution {
  const facts = factsOf(text);
  const own = text === shared.outer;
  const parts = elementsOf(text).filter(
    (child) => child.name !== 'meta' && child.name !== 'components' && !(own && child.name === 'coverPage'),
  );
  const book = noteBook(parts, false);
  const rules: TextRules = { exact: false, book };
  const body: BodyRules = { text: rules, annexLabel, findings: shared.findings };
  const prefaces = parts.filter((part) => part.name === 'preface' || part.name === 'coverPage');
  const entries = [...(shared.alone ? shared.coverTitle : []), ...entriesOf(prefaces, 'preface', rules)];
  const conclusions = childOf(text, 'conclusions');
  const closing = conclusions ? entriesOf([conclusions], 'conclusions', rules) : [];
  const bodies = parts.filter((part) => bodyNames.includes(part.name) || !knownParts.has(part.name));
  const { title, body: nodes } = titleFromBody(entries, publishedBody(bodies, body), shared.findings);
  const lines = title ? [...entries, title] : entries;
  const titles = lines.filter((entry) => entry.role === 'title');
  const symbol = shared.alone ? (shared.symbol ?? facts.symbol) : facts.symbol;
  const numbers = entryOf(entries, 'number');
  return {
    kind: 'resolution',
    type: facts.type,
    language: facts.language,
    symbol,
    number: shared.alone ? numberIn(numbers) : (numberFromSymbol(symbol) ?? numberIn(numbers)),
    title: titles.length === 0 ? null : titles.map((title) => title.text).join(' '),
    organ: facts.organ,
    session: sessionOf(facts.organ, symbol, shared.sessionText),
    date: facts.date,
    entries: lines,
    body: nodes,
    closing,
    notes: book.notes,
    history: facts.history,
    vote: facts.vote?.outcome ? facts.vote : (closingVote(conclusions) ?? facts.vote),
    subjects: facts.subjects,
  };
}

/** A heading before all text is the title, where the file has none in its place. */
function titleFromBody(
  entries: readonly Entry[],
  body: readonly Node[],
  findings: Finding[],
): { title: Entry | null; body: readonly Node[] } {
  const [first, second] = body;
  const named = entries.some((entry) => entry.role === 'title' || entry.role === 'number' || entry.role === 'sponsor');
  if (named || first?.kind !== 'heading' || second === undefined || second.kind === 'heading')
    return { title: null, body };
  const { text, marks, notes, citations, times, place } = first;
  findings.push({
    code: 'structure-repaired',
    severity: 'note',
    ...(place && { place }),
    values: { repair: 'title-in-body' },
  });
  return {
    title: { role: 'title', text, marks, notes, citations, times, ...(place && { place }) },
    body: addressed(body.slice(1)),
  };
}

/** `77/256 A` in `A/RES/77/256 A`. */
const numberFromSymbol = (symbol: string | null): string | null =>
  symbol === null ? null : (/\/(?:RES|DEC)\/(.+)$/.exec(symbol)?.[1] ?? null);

const emptyMasthead: Masthead = {
  entries: [],
  symbol: null,
  organ: null,
  session: null,
  sessionText: null,
  agendaItem: null,
  agendaTitle: null,
  sponsors: null,
  distribution: null,
  original: null,
  date: null,
};

/** Text that stands outside every document of the file. */
function passages(stray: readonly XmlNode[], findings: Finding[]): Passage[] {
  const empty: TextRules = { exact: false, book: noteBook([], false) };
  return stray.map((node, index): Passage => {
    const place = { start: node.start, end: node.end };
    findings.push({
      code: 'structure-repaired',
      severity: 'warning',
      place,
      values: { repair: 'text-outside-document' },
    });
    return { kind: 'passage', id: `passage${index + 1}`, ...proseOf([node], empty), place };
  });
}

function publishedReading(children: readonly XmlNode[], markup: readonly Finding[]): AknReading {
  const findings: Finding[] = [...markup];
  const { outer, texts, stray } = partsOf(children);
  const loose = passages(stray, findings);
  if (!outer) {
    findings.push({ code: 'no-resolution', severity: 'problem', values: {} });
    return { language: null, masthead: emptyMasthead, contents: loose, notes: [], findings };
  }
  const alone = texts.length === 1 && texts[0] === outer;
  const facts = factsOf(outer);
  const cover = elementsOf(outer, 'coverPage');
  const front = alone ? cover : [...cover, ...(texts[0] === outer ? [] : elementsOf(outer, 'preface'))];
  const coverBook = noteBook(front, false);
  const lines = front.flatMap((part) =>
    entriesOf([part], part.name === 'coverPage' ? 'cover' : 'preface', { exact: false, book: coverBook }),
  );
  const split = splitCover(lines, alone && coverBook.notes.length === 0);
  const symbol = entryOf(lines, 'symbol') ?? facts.symbol;
  const session = [...within(outer, 'session')][0];
  const sponsoring = sponsors(entryOf(lines, 'sponsor'));
  const shared: Shared = {
    outer,
    alone,
    coverTitle: split.title,
    coverBook,
    symbol,
    sessionText: session?.attributes.value,
    sponsors: sponsoring,
    findings,
  };
  const resolutions = texts.map((text) => resolutionOf(text, shared));
  if (resolutions.length === 0) findings.push({ code: 'no-resolution', severity: 'warning', values: {} });
  const language = facts.language ?? resolutions[0]?.language ?? null;
  const sponsorsInTitle = alone ? sponsors(entryOf(resolutions[0]?.entries ?? [], 'sponsor')) : null;
  const masthead = mastheadOf(
    outer,
    split.cover,
    sessionOf(facts.organ, symbol, session?.attributes.value),
    symbol,
    facts.organ,
    sponsoring ?? sponsorsInTitle,
  );
  return { language, masthead, contents: [...resolutions, ...loose], notes: coverBook.notes, findings };
}

/** Published files nest some twenty elements; trees must not become deeper than our JSON reads again. */
const deepestPublished = 90;

/**
 * Reads Akoma Ntoso as the United Nations publish it, and as `toAkn4un` writes it, into the parts of a publication.
 * Damaged markup and wrong structure are mended and told as findings (`markup-repaired`, `structure-repaired`);
 * no text of the documents is left out.
 */
export function readAkn4un(source: string): AknReading {
  const depth = source.includes(ownNamespace) ? usualLimits.depth : deepestPublished;
  const document = readXml(source, { ...usualLimits, depth });
  return ownReading(document.children, document.findings) ?? publishedReading(document.children, document.findings);
}
