import { charterCitations, treatyCitations } from './citedInstruments.ts';
import {
  type Before,
  beforeNumber,
  dateAt,
  datedTitle,
  isOrdinary,
  iso,
  type Kind,
  type Letters,
  lettersAt,
  type NumberAt,
  numberAt,
  organEndingAt,
  organsBefore,
  roleOf,
  sameSession,
  type Tail,
  tailOf,
} from './citedNumbers.ts';
import { councilYear, decide, type PrintedNumber, plausibleCouncilNumber } from './citedOrgans.ts';
import { nestedAround, partsBefore, partsBehind } from './citedParts.ts';
import { type Grammar, grammarOf, role } from './citingGrammar.ts';
import type { Lexicon } from './languages/lexicon.ts';
import type { Citation, IsoDate, Mark } from './model.ts';
import { isDigit, isLetter, matchAt, nextDigit, plainly, skipBlanksBack, skipDigits } from './plainText.ts';
import { canonicalSymbol, isSymbolCharacter, latinized, type PrintedSymbol, symbolAt } from './symbols.ts';

/** What is known of the text that cites. */
export interface CitingContext {
  readonly lexicon: Lexicon;
  /** Token of the adopting organ. */
  readonly organ: string | null;
  readonly symbol: string | null;
  readonly session: number | null;
  readonly date: IsoDate | null;
}

interface CitingProse {
  readonly text: string;
  /** `note` for a note: "Ibid." in it is what the note before cites. */
  readonly kind?: string;
  readonly marks?: readonly Mark[];
}

/** A number found, with what stands around it. Decided when the whole prose has been looked through. */
interface Found {
  readonly at: number;
  readonly end: number;
  /** End of what belongs to it: date, organ, parts. */
  readonly tail: number;
  readonly printed: PrintedNumber;
  readonly letter: string;
  kind: Kind | null;
  named: string | null;
  own: boolean;
  date: IsoDate | null;
  parts: readonly string[];
  /** Nothing but links of a chain stands between it and the number before. */
  readonly chained: boolean;
  /** The same, and no noun of its own: "5/1 and 5/2 of the Council". */
  readonly isListed: boolean;
  readonly why: string | null;
}

/** What one document has named so far. */
class Memory {
  readonly #grammar: Grammar;
  readonly #pending: string[] = [];
  readonly #named = new Set<string>();
  readonly councilResolutions = new Map<number, string>();
  last: { readonly symbol: string; readonly prose: number } | null = null;
  proses = 0;
  /** The one document that the note before cites; `null` where it cites none or several. */
  noteSource: Citation | null = null;

  constructor(grammar: Grammar) {
    this.#grammar = grammar;
  }

  add(text: string): void {
    this.#pending.push(text);
    this.proses += 1;
  }

  remember(note: readonly Citation[]): void {
    const [first] = note;
    this.noteSource =
      first !== undefined && first.symbol !== null && note.every(({ symbol }) => symbol === first.symbol)
        ? first
        : null;
  }

  /** Whether the organ was named with a name of its own in any text so far. */
  hasNamed(organ: string): boolean {
    if (this.#named.has(organ)) return true;
    for (const text of this.#pending.splice(0))
      for (const { organ: one, name } of this.#grammar.organs)
        if (!this.#named.has(one) && text.includes(name)) this.#named.add(one);
    return this.#named.has(organ);
  }
}

const otherForms = /(WHA)((?:SS)?\d{1,3})(\.\d{1,3}|\(\d{1,3}\))|(EB)(\d{2,3})(\.R\d{1,3}|\(\d{1,3}\))/y;

const dotted = /\d{1,3}\.\d{1,3}(?![\w/]|\.\d)/y;
const yearInBrackets = /\((?:19|20)\d\d\) ?\d{1,3}(?![\d/])/y;

/** Capitals, a mark, digits and more of them: "A.1186(33)", "A41-21", "LC-LP.1 (2008)", "C-4/2019"; or capitals and a session in Roman numerals: "IOC-XXX/11.1". */
const otherToken =
  /(?!(?:E?S-|OM\/))[A-Z]{1,5}(?:-[A-Z]{1,4}(?=\.))?(?:(?:\d{1,4}[-./]|[-.])[A-Z]{0,4}\d{1,4}(?:[-./][A-Z]{0,4}\d{1,4}){0,3}(?: ?\(\d{1,4}\))?|-[IVXLC]{1,7}\/\d{1,3}(?:\.\d{1,3}){0,3})(?![\w(/-]|\.\d)/y;
/** "J (68)": a letter and the session. */
const letterAndSession = /[A-Z] \(\d{1,3}\)/y;

/** Session in Roman numerals before a stroke: how conferences of parties count, "XII/23". */
const romanSession = /(?:^|[\s(第])([IVXLC]{1,7})\/$/;

const partiesDecision = /(\d{1,3})\/(?:CP|CMP|CMA|COP)\.\d{1,3}/y;

const conferenceResolution = /(\d{1,3})\/(\d{1,2})-? ?(?:[A-Z][A-Za-z&]{0,5})(?: ?\(IS\))?(?![A-Za-z\d/])/y;

/** Behind the number of a resolution of the International Telecommunication Union: "(Rev. Dubai, 2018)". */
const conferenceAndYear = / ?\([^()\d]{3,40}[\s,،]\d{4}\)/y;
/** The same in Chinese, with the noun between: "号决议（2018年，迪拜，修订版）". */
const nounAndConference = /\s?号(决议|决定)\s?\(\d{4}年?[，,、][^()\d]{2,24}\)/y;

/** The token that a digit at `at` belongs to, read as a symbol printed in full. */
function symbolAround(
  text: string,
  at: number,
  floor: number,
): { readonly at: number; readonly read: PrintedSymbol } | null {
  let start = at;
  const low = Math.max(floor, at - 48);
  let cyrillic = false;
  while (start > low) {
    const code = text.charCodeAt(start - 1);
    if (code >= 0x400 && code <= 0x42f) cyrillic = true;
    else if (!isSymbolCharacter(code) && code !== 40 && code !== 41 && !(code === 32 && isSymbolBlank(text, start - 1)))
      break;
    start -= 1;
  }
  const token = start;
  while (start < at && !/[A-ZА-ЯЅІ]/.test(text.charAt(start))) start += 1;
  if (start >= at || isPathOf(text.slice(token, start))) return null;
  if (cyrillic) {
    const read = symbolAt(latinized(text.slice(start, start + 80)), 0);
    return read === null ? null : { at: start, read: { ...read, end: start + read.end } };
  }
  const read = symbolAt(text, start);
  return read === null || read.end <= at ? null : { at: start, read };
}

/** What stands before a symbol in an address of the web, unless it is that of the document. */
const isPathOf = (before: string): boolean => before.endsWith('/') && !/(?:undocs|docs\.un)\.org\//.test(before);

const isTokenCharacter = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || code === 45 || code === 46 || code === 47;

/** The organ named at a number: a full name before it, such as no short one behind it can take back. */
const namedAt = (before: Before, tail: Tail): string | null =>
  before.named === null || before.named === 'council' || before.named === 'commission'
    ? (tail.named ?? before.named)
    : before.named;

/** The word before the blank before `at`; empty where no blank stands there. */
function wordBefore(text: string, at: number): string {
  if (text.charCodeAt(at - 1) !== 32) return '';
  let start = at - 1;
  while (start > 0 && start > at - 40 && isLetter(text.charCodeAt(start - 1))) start -= 1;
  return text.slice(start, at - 1);
}

/** A blank that a line break left behind a stroke inside a symbol. */
const isSymbolBlank = (text: string, at: number): boolean =>
  text.charCodeAt(at - 1) === 47 && isDigit(text.charCodeAt(at + 1));

/** Reads the citations of one prose after the other, in reading order. */
export function citer(context: CitingContext): (prose: CitingProse) => Citation[] {
  const grammar = grammarOf(context.lexicon.citing);
  const memory = new Memory(grammar);
  const own = context.symbol === null ? null : canonicalSymbol(context.symbol);
  return ({ text: given, kind }) => {
    const { text, original } = plainly(given);
    const citations = new Finder(grammar, context, own, memory, text, kind === 'note').citations();
    memory.add(text);
    if (kind === 'note') memory.remember(citations);
    if (text === given) return citations;
    return citations.map((citation) => ({
      ...citation,
      start: original(citation.start),
      end: original(citation.end - 1) + 1,
    }));
  };
}

/** One prose. */
class Finder {
  readonly #grammar: Grammar;
  readonly #context: CitingContext;
  /** The symbol of the text itself, canonical. */
  readonly #own: string | null;
  readonly #memory: Memory;
  readonly #text: string;
  readonly #isNote: boolean;
  readonly #found: Found[] = [];
  readonly #citations: Citation[] = [];
  #floor = 0;

  constructor(
    grammar: Grammar,
    context: CitingContext,
    own: string | null,
    memory: Memory,
    text: string,
    isNote: boolean,
  ) {
    this.#grammar = grammar;
    this.#context = context;
    this.#own = own;
    this.#memory = memory;
    this.#text = text;
    this.#isNote = isNote;
  }

  citations(): Citation[] {
    if (this.#scan()) {
      this.#complete();
      for (const found of this.#found) if (!this.#isHeading(found)) this.#decide(found);
      for (const citation of treatyCitations(this.#grammar, this.#text)) this.#citations.push(citation);
    }
    for (const citation of charterCitations(this.#grammar, this.#text)) this.#citations.push(citation);
    this.#same();
    if (this.#isNote) this.#ibidem();
    if (this.#citations.length === 0) return this.#citations;
    const last = this.#citations.findLast(({ kind, symbol }) => kind === 'resolution' && symbol !== null);
    if (last?.symbol != null) this.#memory.last = { symbol: last.symbol, prose: this.#memory.proses };
    this.#citations.sort((a, b) => a.start - b.start || b.end - a.end);
    const own = this.#own;
    const room = this.#text.trim().length - 16;
    // A line that holds little but the text's own symbol is its heading.
    return withoutOverlap(
      own === null
        ? this.#citations
        : this.#citations.filter(
            ({ symbol, start, end }) => symbol?.startsWith(own) !== true || (start > 0 && end - start < room),
          ),
    );
  }

  /** Reads what stands at each digit; tells whether there was any. */
  #scan(): boolean {
    const text = this.#text;
    const first = nextDigit(text, 0);
    for (let at = first; at >= 0; at = nextDigit(text, at)) {
      const end = this.#read(at);
      at = end > at ? end : skipDigits(text, at + 1);
    }
    return first >= 0;
  }

  /** Reads what stands at a digit; gives where to go on, 0 where it is nothing. */
  #read(at: number): number {
    const text = this.#text;
    const before = at === 0 ? 32 : text.charCodeAt(at - 1);
    if (
      before === 47 ||
      before === 46 ||
      before === 40 ||
      before === 45 ||
      isLetter(before) ||
      (before === 32 && at > 1 && text.charCodeAt(at - 2) === 47)
    ) {
      const symbol = symbolAround(text, at, this.#floor);
      if (symbol !== null) return this.#printedSymbol(symbol.at, symbol.read);
      const end = this.#otherForm(at);
      if (end > 0) return end;
      if (
        isLetter(before) &&
        this.#grammar.words.nounStands === 'before' &&
        this.#grammar.words.proclitics.length === 0
      )
        return 0;
    }
    const digitsEnd = skipDigits(text, at);
    if (digitsEnd - at > 4) return digitsEnd;
    if (digitsEnd >= text.length) return before === 32 && digitsEnd - at >= 3 ? this.#withoutYear(at, digitsEnd) : 0;
    const ofParties = this.#ofOtherBody(at, digitsEnd);
    if (ofParties > 0) return ofParties;
    if (text.charCodeAt(digitsEnd) === 46 && isDigit(text.charCodeAt(digitsEnd + 1))) {
      const ofHealth = this.#ofHealthAssembly(at);
      if (ofHealth > 0) return ofHealth;
    }
    const number = numberAt(this.#grammar, text, at, digitsEnd);
    if (number !== null) return this.#number(number);
    return before === 32 && digitsEnd - at >= 3 ? this.#withoutYear(at, digitsEnd) : 0;
  }

  /** "resolution 1325": the year is the one with which the number was cited before, or that in which the Security Council reached it. */
  #withoutYear(at: number, end: number): number {
    const text = this.#text;
    const grammar = this.#grammar;
    const next = text.charCodeAt(at - 2);
    if (!isLetter(next) && next !== 44 && next !== 46 && next !== 0x60c) return 0;
    if (/^(?:[\d/%-]|[.,]\d| ?\((?:\d|[IVXLC]+\)|E?S-))/.test(text.slice(end, end + 9))) return 0;
    const number = Number(text.slice(at, end));
    const joined = this.#goesOn(number, at, end);
    const before = beforeNumber(grammar, text, at, this.#floor, joined);
    const chained = joined && before.chained && before.kind === null;
    if (before.refused || (before.kind !== 'resolution' && !chained)) return 0;
    const direct = before.kind !== null && (roleOf(grammar, wordBefore(text, at)) & role.resolution) !== 0;
    const known = direct || chained ? this.#memory.councilResolutions.get(number) : undefined;
    const tail = known === undefined ? tailOf(grammar, text, end) : null;
    const symbol = known ?? (tail === null ? null : this.#byCouncilYear(number, at, before, tail, chained));
    if (symbol === null) return 0;
    const outer = before.kind === null ? [] : partsBefore(grammar, text, before.at, this.#floor).parts;
    const parts = nestedAround(outer, tail?.parts ?? []);
    this.#citations.push({
      start: at,
      end,
      kind: 'resolution',
      symbol,
      ...(tail?.date == null ? {} : { date: tail.date }),
      ...(parts.length > 0 ? { parts } : {}),
      why: known === undefined ? 'year-of-number' : 'year-from-before',
    });
    this.#floor = tail?.end ?? end;
    return this.#floor;
  }

  /** Whether the number goes on with a list of resolutions of the Security Council: "1373 (2001), 2178 and 2396", and not "1701 (2006), 500 soldiers". */
  #goesOn(number: number, at: number, end: number): boolean {
    const text = this.#text;
    const last = this.#citations.at(-1);
    const found = this.#found.at(-1);
    const before =
      found?.printed.form === 'in-year' && found.kind === 'resolution' && found.tail === this.#floor
        ? found.printed.number
        : last !== undefined && last.end === this.#floor && /^year-/.test(last.why)
          ? Number(text.slice(last.start, last.end))
          : number;
    return (
      number > before &&
      !(number >= 1945 && number <= 2060) &&
      /^[\s,،]*(?:[^\s\d"“«()]{1,4}\s)?$/.test(text.slice(this.#floor, at)) &&
      ((before >= 1000 && found?.tail !== this.#floor) ||
        /^(?:$|[,;.،؛)]|\s\S{1,3}\s\d)/.test(text.slice(end, end + 6)))
    );
  }

  /** The symbol by the year that a number of the Security Council is of, where the text lets it be of the Security Council. */
  #byCouncilYear(number: number, at: number, before: Before, tail: Tail, chained: boolean): string | null {
    const year = councilYear(number);
    const latest = Number((this.#context.date ?? '9999').slice(0, 4));
    if (year === null || year > latest || (tail.date !== null && Number(tail.date.slice(0, 4)) !== year)) return null;
    const named = namedAt(before, tail);
    const isOfCouncil =
      named === 'unsc' ||
      (named === 'council' && this.#context.organ === 'unsc') ||
      (named === null &&
        (chained ||
          this.#context.organ === 'unsc' ||
          (!before.own && organsBefore(this.#grammar, this.#text, at)[0] === 'unsc')));
    if (!isOfCouncil) return null;
    const symbol = `S/RES/${number}(${year})`;
    this.#memory.councilResolutions.set(number, symbol);
    return symbol;
  }

  #printedSymbol(at: number, read: PrintedSymbol): number {
    const text = this.#text;
    const dated = dateAt(this.#grammar, text, read.end);
    const { parts, end } = partsBehind(this.#grammar, text, dated.end);
    const until = end;
    this.#citations.push({
      start: at,
      end: read.end,
      kind: read.kind,
      symbol: read.symbol,
      ...(dated.date === null ? {} : { date: dated.date }),
      ...(parts.length > 0 ? { parts } : {}),
      why: /-[A-Z]+\//.test(read.symbol.slice(read.symbol.indexOf('/') + 1)) ? 'joint-symbol' : 'printed-symbol',
    });
    this.#floor = until;
    return this.#suffixes(read, until);
  }

  /** "and Corr.1" behind a symbol. */
  #suffixes(read: PrintedSymbol, from: number): number {
    let at = from;
    for (let round = 0; round < 20; round += 1) {
      if (!/[ACR]/.test(this.#text.slice(at, at + 6))) break;
      const match = matchAt(this.#grammar.suffix, this.#text, at);
      if (match === null || match[1] === undefined) break;
      const end = at + match[0].length;
      this.#citations.push({
        start: end - match[1].length,
        end,
        kind: read.kind,
        symbol: `${read.symbol}/${match[1]}`,
        why: 'suffix-of-symbol',
      });
      at = end;
      this.#floor = end;
    }
    return at;
  }

  /** World Health Assembly and Board. */
  #otherForm(at: number): number {
    for (const length of [3, 2]) {
      const match = matchAt(otherForms, this.#text, at - length);
      if (match !== null) {
        const start = at - length;
        const kind = (match[3] ?? match[6])?.startsWith('(') === true ? 'decision' : 'resolution';
        return this.#ofOther(start, start + match[0].length, kind, match[0]);
      }
    }
    const minister = this.#ofMinisters(at);
    return minister > 0 ? minister : this.#ofRomanSession(at) || this.#ofToken(at);
  }

  /** "recommendation (2022)17", "resolution (2020)2": how the Committee of Ministers of the Council of Europe counts. */
  #ofMinisters(at: number): number {
    const text = this.#text;
    const match = text.charCodeAt(at - 1) === 40 ? matchAt(yearInBrackets, text, at - 1) : null;
    if (match === null) return 0;
    const noun = wordBefore(text, at - 1);
    const value = roleOf(this.#grammar, noun);
    const isResolution = (value & role.resolution) !== 0;
    if (!isResolution && !(value & role.other && /^rec/i.test(noun))) return 0;
    const symbol = `CM/${isResolution ? 'Res' : 'Rec'}${match[0].replace(/\s/g, '')}`;
    return this.#ofOther(at - 1, at - 1 + match[0].length, isResolution ? 'resolution' : 'document', symbol);
  }

  /** "World Health Assembly resolution 76.17": its numbers without the letters before them. */
  #ofHealthAssembly(at: number): number {
    const text = this.#text;
    const number = text.charCodeAt(at - 1) === 32 ? matchAt(dotted, text, at) : null;
    if (number === null || this.#grammar.words.nounStands === 'behind') return 0;
    const end = at + number[0].length;
    const before = beforeNumber(this.#grammar, text, at, this.#floor, false);
    const isOfHealth = (before.named ?? tailOf(this.#grammar, text, end).named) === 'who-wha';
    const isOwn = before.own && this.#context.organ === 'who-wha';
    if (before.kind !== 'resolution' || !(isOfHealth || isOwn)) return 0;
    return this.#ofOther(at, end, before.kind, `WHA${number[0]}`);
  }

  /** "resolution A.1186(33)", "decision C-4/2019": a number of another body with letters and marks in it, right behind the noun. */
  #ofToken(at: number): number {
    const text = this.#text;
    if (this.#grammar.words.nounStands === 'behind') return 0;
    const isLettered = text.charCodeAt(at - 1) === 40;
    if (isLettered && text.charCodeAt(at - 2) !== 32) return 0;
    let start = isLettered ? at - 3 : at;
    const low = Math.max(this.#floor, at - 32);
    while (!isLettered && start > low && isTokenCharacter(text.charCodeAt(start - 1))) start -= 1;
    if (start < this.#floor || start === at || text.charCodeAt(start - 1) !== 32) return 0;
    const match = matchAt(isLettered ? letterAndSession : otherToken, text, start);
    if (match === null || start + match[0].length <= at) return 0;
    const noun = roleOf(this.#grammar, wordBefore(text, start));
    const last = this.#citations.at(-1);
    const isChained =
      last !== undefined &&
      last.why === 'other-body' &&
      start - last.end <= 8 &&
      beforeNumber(this.#grammar, text, start, last.end, true).chained;
    if ((noun & (role.resolution | role.decision)) === 0 && !isChained) return 0;
    const kind =
      noun & role.resolution ? 'resolution' : noun & role.decision ? 'decision' : (last?.kind as Kind | undefined);
    if (kind !== 'resolution' && kind !== 'decision') return 0;
    // Noun and number alone are the title of that text.
    if (this.#isAllOfText(start, start + match[0].length)) return 0;
    const symbol = isLettered ? null : match[0].replace(/\s/g, '');
    return this.#ofOther(start, start + match[0].length, kind, symbol);
  }

  /** "decision XII/23": a number of another body, whose it is is not said. */
  #ofRomanSession(at: number): number {
    const text = this.#text;
    const roman =
      text.charCodeAt(at - 1) === 47 ? romanSession.exec(text.slice(Math.max(0, at - 9), at))?.[1] : undefined;
    if (roman === undefined) return 0;
    const start = at - 1 - roman.length;
    const end = skipDigits(text, at);
    if (this.#grammar.words.nounStands === 'behind') {
      const noun = matchAt(this.#grammar.nounBehind, text, end);
      return noun === null ? 0 : this.#ofOther(start, end, noun[1] === undefined ? 'decision' : 'resolution', null);
    }
    const before = beforeNumber(this.#grammar, text, start, this.#floor, false);
    return before.kind === null ? 0 : this.#ofOther(start, end, before.kind, null);
  }

  /** Decisions of conferences of parties (`1/CP.21`) and resolutions of the Organization of Islamic Cooperation (`2/25-ORG`). */
  #ofOtherBody(at: number, digitsEnd: number): number {
    const text = this.#text;
    if (text.charCodeAt(digitsEnd) !== 47) return digitsEnd - at > 3 ? 0 : this.#ofConference(at, digitsEnd);
    const parties = matchAt(partiesDecision, text, at);
    if (parties !== null) return this.#ofOther(at, at + parties[0].length, 'decision', parties[0]);
    const conference = matchAt(conferenceResolution, text, at);
    if (conference === null || !/-/.test(conference[0])) return 0;
    const before = beforeNumber(this.#grammar, text, at, this.#floor, true);
    if (before.kind === null && !before.chained) return 0;
    return this.#ofOther(at, at + conference[0].length, 'resolution', conference[0].replace(/ /g, ''));
  }

  /** "Resolution 70 (Rev. Dubai, 2018)": whose it is is not said, but no organ of the United Nations counts so. */
  #ofConference(at: number, digitsEnd: number): number {
    const text = this.#text;
    if (this.#grammar.words.nounStands === 'behind') {
      const match = matchAt(nounAndConference, text, digitsEnd);
      if (match === null) return 0;
      return this.#ofOther(at, digitsEnd + match[0].length, match[1] === '决议' ? 'resolution' : 'decision', null);
    }
    const match = matchAt(conferenceAndYear, text, digitsEnd);
    if (match === null) return 0;
    const before = beforeNumber(this.#grammar, text, at, this.#floor, this.#floor > 0);
    const last = before.chained ? this.#citations.at(-1)?.kind : undefined;
    const kind = before.kind ?? (last === 'resolution' || last === 'decision' ? last : null);
    if (kind === null || before.refused) return 0;
    const end = digitsEnd + match[0].length;
    // Noun, number and conference alone are the title of that text.
    return before.at === 0 && end === text.trimEnd().length ? 0 : this.#ofOther(at, end, kind, null);
  }

  /** Whether the text is one word and what stands from `start` to `end`. */
  #isAllOfText(start: number, end: number): boolean {
    return end >= this.#text.trimEnd().length && !this.#text.slice(0, start).trim().includes(' ');
  }

  /** A number whose form tells that it is of another body, with the date and the parts around it. */
  #ofOther(at: number, end: number, kind: Kind | 'document', symbol: string | null): number {
    const text = this.#text;
    const grammar = this.#grammar;
    let parts: readonly string[];
    let date: IsoDate | null = null;
    let until: number;
    if (grammar.words.nounStands === 'behind') {
      const noun = matchAt(grammar.nounBehind, text, end);
      ({ parts, end: until } = partsBehind(grammar, text, end + (noun?.[0].length ?? 0)));
      const dated = grammar.dateBefore.exec(text.slice(Math.max(this.#floor, at - 28), at));
      if (dated !== null) date = iso(Number(dated[1]), Number(dated[2]), Number(dated[3]));
    } else {
      const tail = tailOf(grammar, text, end);
      const before = beforeNumber(grammar, text, at, this.#floor, false);
      const outer = before.kind === null ? [] : partsBefore(grammar, text, before.at, this.#floor).parts;
      parts = nestedAround(outer, tail.parts);
      ({ date, end: until } = tail);
    }
    this.#citations.push({
      start: at,
      end,
      kind,
      symbol,
      ...(date === null ? {} : { date }),
      ...(parts.length > 0 ? { parts } : {}),
      why: 'other-body',
    });
    this.#floor = until;
    return until;
  }

  #number(number: NumberAt): number {
    const text = this.#text;
    const { printed } = number;
    const spread =
      printed.form === 'session' || printed.form === 'year' || printed.form === 'special'
        ? lettersAt(this.#grammar, text, number.end)
        : { letters: [], end: number.end };
    return this.#grammar.words.nounStands === 'before'
      ? this.#nounBefore(number, spread)
      : this.#nounBehind(number, spread);
  }

  #nounBefore(number: NumberAt, spread: Letters): number {
    const text = this.#text;
    const previous = this.#found.at(-1);
    const before = beforeNumber(
      this.#grammar,
      text,
      number.at,
      this.#floor,
      previous !== undefined && previous.tail === this.#floor,
    );
    if (before.refused) return number.end;
    const tail = tailOf(this.#grammar, text, spread.end);
    const kind = before.kind ?? (before.chained ? (previous?.kind ?? null) : null);
    if (kind === null && !this.#believed(number.printed, number.at, tail, before)) return 0;
    const parts =
      before.kind === null && !before.chained
        ? { parts: [], at: before.at }
        : partsBefore(this.#grammar, text, before.kind === null ? number.at : before.at, this.#floor);
    const inherits = before.chained && previous !== undefined && before.named === null && !before.own;
    if (number.printed.form === 'in-year') this.#sharedYear(number.at, number.printed.year, kind);
    if (number.printed.form === 'in-year' && before.named !== 'other')
      this.#memory.councilResolutions.set(
        number.printed.number,
        `S/RES/${number.printed.number}(${number.printed.year})`,
      );
    this.#push(number, spread, {
      tail: tail.end,
      kind,
      named:
        (inherits && tail.isApart ? previous.named : null) ??
        namedAt(before, tail) ??
        (inherits ? previous.named : null),
      own: before.own || (inherits && previous.own),
      date: tail.date,
      parts: nestedAround(parts.parts, tail.parts),
      chained: before.chained,
      isListed: before.chained && before.kind === null && !tail.isApart,
    });
    return tail.end;
  }

  /** "2712, 2720 (2023)": numbers before one with a year, in the same chain, that share it, or are of a year close to it. */
  #sharedYear(at: number, year: number, kind: Kind | null): void {
    const from = Math.max(this.#floor, at - 60);
    const gap = this.#text.slice(from, at);
    if (!/\d/.test(gap)) return;
    const run = /(?:^|[^\d./])((?:\d{1,4}(?:,\s*|\s+[^\s\d,.;()]{1,3}\s+|\s+و\s*))+)$/.exec(gap);
    if (run?.[1] === undefined) return;
    const start = at - run[1].length;
    for (const match of run[1].matchAll(/\d{1,4}/g)) {
      const number = Number(match[0]);
      const begin = start + match.index;
      if (!plausibleCouncilNumber(number, year)) continue;
      this.#found.push({
        at: begin,
        end: begin + match[0].length,
        tail: begin + match[0].length,
        printed: { form: 'in-year', number, year: councilYear(number) ?? year },
        letter: '',
        kind,
        named: null,
        own: false,
        date: null,
        parts: [],
        chained: true,
        isListed: false,
        why: null,
      });
    }
  }

  #push(
    number: NumberAt,
    spread: Letters,
    rest: Pick<Found, 'tail' | 'kind' | 'named' | 'own' | 'date' | 'parts' | 'chained' | 'isListed'>,
  ): void {
    const first = spread.letters[0];
    const common = { ...rest, printed: number.printed, why: null };
    this.#found.push({
      ...common,
      at: number.at,
      end: first?.end ?? number.end,
      letter: first?.letter ?? number.letter,
    });
    for (const { letter, at, end } of spread.letters.slice(1))
      this.#found.push({ ...common, at, end, letter, chained: true });
    this.#floor = rest.tail;
  }

  /** A number without a noun is believed where its form, its date or a chain speaks for it. */
  #believed(printed: PrintedNumber, at: number, tail: Tail, before: Before): boolean {
    if (printed.form === 'roman') return printed.number > 0;
    if (printed.form === 'in-year')
      return (
        plausibleCouncilNumber(printed.number, printed.year) &&
        !/[.№]\s?$/.test(this.#text.slice(Math.max(0, at - 3), at))
      );
    if (printed.form === 'special') return true;
    if (isOrdinary(printed) || printed.form === 'organizational') return this.#isListed(printed, at, tail);
    // A year and a number with a date are also how the European Union counts.
    if (
      tail.date !== null &&
      (printed.form !== 'year' || before.own || before.named !== null || this.#found.length > 0)
    )
      return true;
    if (before.chained) return true;
    if (at === 0 || tail.named !== null || before.named !== null) return printed.form === 'session';
    const previous = this.#found.at(-1);
    return (
      previous !== undefined &&
      previous.printed.form === printed.form &&
      at - previous.tail < 200 &&
      !/[.;] /.test(this.#text.slice(previous.tail, at)) &&
      /[,،(]\s*$|\s(?:and|et|y|и)\s$|و\s?$/.test(this.#text.slice(Math.max(0, at - 5), at))
    );
  }

  /** "resolutions 5/1, on this, and 5/2, on that": an ordinary number goes on with one before it where it has a date, or the same session and commas around it. */
  #isListed(printed: PrintedNumber, at: number, tail: Tail): boolean {
    const text = this.#text;
    const previous = this.#found.at(-1);
    if (previous === undefined || previous.kind === null || printed.form !== 'session') return false;
    if (previous.printed.form !== 'session' || at - previous.tail > 200) return false;
    if (tail.date === null && !sameSession(previous.printed, printed)) return false;
    const gap = text.slice(previous.tail, at);
    const joined = /[,،]\s(?:\S{1,3}\s)?$|\s\S{1,3}\s$/.exec(gap)?.[0].replace(/[\s,،]/g, '');
    return (
      joined !== undefined &&
      !/[.;] /.test(gap) &&
      (joined === '' || this.#grammar.words.and.includes(joined)) &&
      (tail.date !== null || /^\s?[,،]/.test(text.slice(tail.end, tail.end + 2)))
    );
  }

  #nounBehind(number: NumberAt, spread: Letters): number {
    const text = this.#text;
    const grammar = this.#grammar;
    const previous = this.#found.at(-1);
    const noun = matchAt(grammar.nounBehind, text, spread.end);
    const afterNoun = spread.end + (noun?.[0].length ?? 0);
    const tail = noun === null ? { parts: [], end: spread.end } : partsBehind(grammar, text, afterNoun);
    const start = Math.max(this.#floor, number.at - 28);
    const direct = grammar.dateBefore.exec(text.slice(start, number.at));
    const distant = direct === null ? datedTitle(text, number.at, this.#floor) : null;
    const dated = direct ?? distant?.match ?? null;
    let place =
      distant !== null
        ? distant.at
        : direct === null
          ? skipBlanksBack(text, text.charAt(number.at - 1) === '第' ? number.at - 1 : number.at, this.#floor)
          : start + direct.index;
    place = skipBlanksBack(text, place, this.#floor);
    const adopted = /通过的第?$/.exec(text.slice(Math.max(this.#floor, number.at - 4), number.at));
    const organ =
      organEndingAt(grammar, text, place) ??
      (adopted === null ? null : organEndingAt(grammar, text, number.at - adopted[0].length));
    const own = organ === null && grammar.words.own.some((word) => text.startsWith(word, place - word.length));
    if (organ !== null && adopted === null) place -= organ.length;
    const gap = text.slice(this.#floor, place);
    const chained =
      previous !== undefined &&
      previous.tail === this.#floor &&
      gap.length <= 8 &&
      /^(?:号|决议|决定|[、，,；;和及以与或其第至\s])*$/.test(gap);
    const numbered = /^\s?号/.test(text.slice(spread.end, spread.end + 2)) || text.charAt(number.at - 1) === '第';
    const kind: Kind | null = noun === null ? null : noun[1] !== undefined ? 'resolution' : 'decision';
    if (
      kind === null &&
      dated === null &&
      !chained &&
      !(numbered && !isOrdinary(number.printed)) &&
      !(number.printed.form === 'roman' || number.printed.form === 'in-year')
    )
      return 0;
    if (
      kind === null &&
      !numbered &&
      !chained &&
      number.printed.form === 'in-year' &&
      !plausibleCouncilNumber(number.printed.number, number.printed.year)
    )
      return 0;
    const behind = text.slice(spread.end, spread.end + 12).replace(/^\s?号?\s?/, '');
    if (kind === null && grammar.words.otherNouns.some((word) => behind.startsWith(word))) return number.end;
    const inherits = chained && previous !== undefined && organ === null && !own && previous.tail === this.#floor;
    this.#push(number, spread, {
      tail: tail.end === spread.end ? afterNoun : tail.end,
      kind,
      named: organ?.organ ?? (inherits ? previous.named : null),
      own: own || (inherits && previous.own),
      date: dated === null ? null : iso(Number(dated[1]), Number(dated[2]), Number(dated[3])),
      parts: tail.parts,
      chained,
      isListed: false,
    });
    return this.#floor;
  }

  /** What a chain says only at its end: the noun in Chinese, a date for the numbers joined before it. */
  #complete(): void {
    for (let index = this.#found.length - 2; index >= 0; index -= 1) {
      const found = this.#found[index];
      const next = this.#found[index + 1];
      if (found === undefined || next === undefined) continue;
      if (next.isListed && next.named !== null && found.named === null && !found.own && !next.own)
        found.named = next.named;
      if (found.kind === null && (next.chained || next.kind !== null) && next.at - found.tail < 120)
        found.kind = next.kind;
      if (
        found.date === null &&
        next.date !== null &&
        next.chained &&
        next.at - found.end < 12 &&
        next.printed.form === found.printed.form &&
        sameSession(found.printed, next.printed)
      )
        found.date = next.date;
    }
  }

  /** "75/81. Title": the number of a text before its title cites nothing. */
  #isHeading(found: Found): boolean {
    return (
      found.at === 0 &&
      found.kind === null &&
      /^\.(?: |$)/.test(this.#text.slice(found.end, found.end + 2)) &&
      this.#text.length > found.end + 8
    );
  }

  #decide(found: Found): void {
    const text = this.#text;
    const at = found.at;
    const grammar = this.#grammar;
    let earlier: readonly string[] | null = null;
    const decision = decide(found.printed, {
      kind: found.kind,
      named: found.named,
      own: found.own,
      adopting: this.#context.organ,
      get earlier() {
        earlier ??= organsBefore(grammar, text, at);
        return earlier;
      },
      mentioned: (organ) => this.#memory.hasNamed(organ),
      date: found.date,
      part: found.letter,
    });
    this.#citations.push({
      start: found.at,
      end: found.end,
      kind: decision.kind,
      symbol: decision.symbol,
      ...(found.date === null ? {} : { date: found.date }),
      ...(found.parts.length === 0 ? {} : { parts: found.parts }),
      ...(decision.check === undefined ? {} : { check: decision.check }),
      why: decision.why,
    });
  }

  /** "Ibid., annex II.": another part of what the note before cites. */
  #ibidem(): void {
    const source = this.#memory.noteSource;
    const match = source === null ? null : this.#grammar.ibidem.exec(this.#text);
    if (source === null || match?.[1] === undefined) return;
    const end = match[0].length;
    const { parts } = partsBehind(this.#grammar, this.#text, end);
    if (parts.length === 0 && /[\p{L}\d]/u.test(this.#text.slice(end))) return;
    this.#citations.push({
      start: end - match[1].length - (match[0].endsWith('.') ? 1 : 0),
      end,
      kind: source.kind,
      symbol: source.symbol,
      ...(parts.length > 0 ? { parts } : {}),
      why: 'source-of-note-before',
    });
  }

  /** "the same resolution": the last one cited in this text or at the end of the one before it. */
  #same(): void {
    const text = this.#text;
    if (!this.#grammar.anySame.test(text)) return;
    const places: { readonly at: number; readonly end: number }[] = [];
    for (const phrase of this.#grammar.words.same) {
      for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
        const end = at + phrase.length;
        if (!isLetter(text.charCodeAt(end)) && !/^\s?[\d(]/.test(text.slice(end, end + 2))) places.push({ at, end });
      }
    }
    if (places.length === 0) return;
    const cited = this.#citations
      .filter(({ kind, symbol }) => kind === 'resolution' && symbol !== null)
      .sort((a, b) => a.start - b.start);
    const last = this.#memory.last;
    let symbol = last !== null && last.prose === this.#memory.proses - 1 ? last.symbol : null;
    let next = 0;
    for (const { at, end } of places.sort((a, b) => a.at - b.at)) {
      for (let one = cited[next]; one !== undefined && one.end <= at; one = cited[next]) {
        symbol = one.symbol;
        next += 1;
      }
      if (symbol === null) continue;
      const { parts } = partsBefore(this.#grammar, text, at, 0);
      this.#citations.push({
        start: at,
        end,
        kind: 'resolution',
        symbol,
        ...(parts.length > 0 ? { parts } : {}),
        why: 'same-resolution',
      });
    }
  }
}

function withoutOverlap(citations: readonly Citation[]): Citation[] {
  const kept: Citation[] = [];
  for (const citation of citations) {
    const last = kept.at(-1);
    if (last === undefined || citation.start >= last.end) kept.push(citation);
  }
  return kept;
}
