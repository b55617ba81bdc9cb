import type { Language } from '../model.ts';
import type { MandatingWords } from './mandating.ts';

/** The words by which a language builds a resolution. Words only: the rules that use them are the same for all. */
export interface Lexicon {
  readonly language: Language;
  /** Its code in the published addresses. */
  readonly iso639: 'ara' | 'eng' | 'spa' | 'fra' | 'rus' | 'zho';
  readonly direction: 'ltr' | 'rtl';
  readonly name: string;
  readonly building: BuildingWords;
  readonly citing: CitingWords;
  readonly timing: TimingWords;
  readonly mandating: MandatingWords;
  readonly naming: NamingWords;
}

/** An organ and how its resolutions begin. */
export interface OrganWords {
  /** Token as the published addresses write it: `unga`, `unsc`, `unecosoc`, `unga-hrc`; others our own, for example `who-wha`. */
  readonly organ: string;
  /** Names as printed on a cover and in the enacting formula ("The General Assembly" with its article), most usual first. */
  readonly names: readonly string[];
  /**
   * The end of a name before which the number of the meeting stands as a word: "World Health Assembly", in
   * "The Sixty-sixth World Health Assembly". Before it: the article, then one to three words.
   */
  readonly afterOrdinal?: readonly string[];
}

/** Words from which the structure is read. Compared without regard to case, to accents on capitals, and to the kind of blank and apostrophe. */
export interface BuildingWords {
  /** Little words that tell the language from others in the same script. */
  readonly frequent: readonly string[];
  readonly organs: readonly OrganWords[];
  /** How preambular paragraphs open ("Recalling", "Having considered"), with manner before it where it is usual ("Deeply concerned"). */
  readonly preambular: readonly string[];
  /** Words that suffice to open a preambular paragraph whatever follows ("Having", "وإذ"): matched as whole words, after those of `before`, where no longer phrase fits. */
  readonly preambularStems?: readonly string[];
  /** How operative paragraphs open ("Requests", "Takes note"), in every person and gender that organs use. */
  readonly operative: readonly string[];
  /** Words that may stand before either of them ("Also", "Further", "Strongly", "In this regard"). */
  readonly before: readonly string[];
  /** "We, the Heads of State": how a declaration in the first person opens. */
  readonly firstPerson: readonly string[];
  readonly cover: CoverWords;
  /** "Annex", "Appendix", "Enclosure". */
  readonly annex: readonly string[];
  /** "Section", "Part", "Chapter": labels of numbered parts. */
  readonly section: readonly string[];
  /** "plenary meeting": what the closing line of an adopted text holds. */
  readonly meeting: readonly string[];
  /** "Adopted at", "Vote:" and such lines of the close. */
  readonly vote: readonly string[];
}

export interface CoverWords {
  readonly publisher: readonly string[];
  readonly distribution: readonly string[];
  readonly original: readonly string[];
  /** "session" */
  readonly session: readonly string[];
  readonly agendaItem: readonly string[];
  readonly draftResolution: readonly string[];
  readonly draftDecision: readonly string[];
  readonly draftStatement: readonly string[];
  readonly resolution: readonly string[];
  readonly decision: readonly string[];
  readonly statement: readonly string[];
  /** "Resolution adopted by": how the adoption line begins. */
  readonly adopted: readonly string[];
  /** "on the report of", "without reference to", "on the recommendation of": inside the square brackets. */
  readonly proponent: readonly string[];
}

/** Words by which a text cites others. Owned by `citations.ts`. Every list holds all forms that occur, in the usual case of letters. */
export interface CitingWords {
  /** Whether "resolution" stands before the number or behind it. */
  readonly nounStands: 'before' | 'behind';
  /** What is written onto a word from before, the article included. */
  readonly proclitics: readonly string[];
  readonly resolution: readonly string[];
  readonly decision: readonly string[];
  /** Nouns whose numbers look like those of resolutions. */
  readonly otherNouns: readonly string[];
  /** "its", or where the language writes it onto the noun, the noun with it. */
  readonly own: readonly string[];
  /** "No.", "as contained in": what may stand between noun and number. */
  readonly fillers: readonly string[];
  /** Organs as they are named around a number; `council` and `commission` are short names of several. */
  readonly organs: readonly OrganWords[];
  /** January to December, all names of each. */
  readonly months: readonly (readonly string[])[];
  /** "of", "dated": what introduces the date. */
  readonly dated: readonly string[];
  readonly and: readonly string[];
  /** "to" in "A to C". */
  readonly to: readonly string[];
  /** "of the" in "paragraph 8 of the resolution". */
  readonly of: readonly string[];
  readonly parts: Readonly<Record<CitedPart, readonly string[]>>;
  /** "first", "second" .. for parts counted in words, all forms of each. */
  readonly ordinals: readonly (readonly string[])[];
  /** Names of letters that stand for A, B, C. */
  readonly letters: readonly string[];
  /** What marks a regular, special and emergency special session before its number. */
  readonly sessions: {
    readonly regular: readonly string[];
    readonly special: readonly string[];
    readonly emergency: readonly string[];
  };
  readonly charter: readonly string[];
  /** What follows the word for charter where it is that of the United Nations. */
  readonly unitedNations: readonly string[];
  /** What follows the word for charter where it is that of someone else. */
  readonly someoneElse: readonly string[];
  readonly treatySeries: readonly string[];
  readonly volume: readonly string[];
  /** "Ibid." without its stop: the source of the note before. */
  readonly ibidem: readonly string[];
  readonly same: readonly string[];
}

export type CitedPart = 'para' | 'sec' | 'annex' | 'chap' | 'art' | 'part' | 'subpara';

/**
 * Words for dates, sessions and deadlines. Owned by `calendar.ts`.
 * A phrase is written as it reads, with `{day}`, `{month}`, `{year}`, `{ordinal}`, `{span}` ("ninety days") or `{time}`
 * where a value stands (`{date}` or `{session}` where only such a time fits), `[...]` around what may be absent, `(a|b)` for a choice, `*` for any ending of a word
 * and `{-}` for a dash. Case, accents and the kind of blank do not count.
 */
export interface TimingWords {
  /** Letters that may be written together with the word that follows ("و", "ب"), without and with an article. */
  readonly clitics: readonly string[];
  readonly articles: readonly string[];
  /** Forms of the names of the months that the reference data lacks, by month. */
  readonly months: Readonly<Record<number, readonly string[]>>;
  /** What follows the digits of an ordinal: "st", "º", "届". */
  readonly ordinalSuffix: readonly string[];
  /** Ordinals beyond one hundred, with `{ordinal}` for the rest. Empty where they are written in digits. */
  readonly hundred: readonly string[];
  /** Forms of ordinals that the reference data lacks. */
  readonly ordinals: Readonly<Record<string, number>>;
  /** Endings of the ordinals of the reference data, and others that may stand for them. */
  readonly ordinalEndings: readonly (readonly [string, string])[];
  readonly numbers: Readonly<Record<string, number>>;
  /** Names of units as ISO 8601 writes them: D, W, M, Y. */
  readonly units: Readonly<Record<'D' | 'W' | 'M' | 'Y', readonly string[]>>;
  /** Spans of time that are not a number and a unit: duals, "half a year". */
  readonly spans: Readonly<Record<string, string>>;
  /** Days, months and years in every order and range that is written, as points in time. */
  readonly dates: readonly string[];
  /** Between the parts of an enumeration of dates or ordinals; anything else between two dates makes a period. */
  readonly and: readonly string[];
  /** Before two points that are the ends of a period although "and" stands between them. */
  readonly between: readonly string[];
  /** What must stand before or after a year that stands alone. */
  readonly yearBefore: readonly string[];
  readonly yearAfter: readonly string[];
  /** Names that hold a year and are no time ("the 2030 Agenda"). */
  readonly names: readonly string[];
  readonly sessions: {
    /** Without one of these letters a text names no session; spelled without accents. */
    readonly anchors: readonly string[];
    readonly regular: readonly string[];
    readonly special: readonly string[];
    readonly emergency: readonly string[];
    readonly resumed: readonly string[];
    /** Sessions named by their year. */
    readonly year: readonly string[];
    /** Further ordinals before the phrase, and after it. */
    readonly chainBefore: readonly string[];
    readonly chainAfter: readonly string[];
    readonly next: readonly string[];
    readonly current: readonly string[];
    /** After a low number: "the first special session devoted to disarmament" is not the first special session. */
    readonly devoted: readonly string[];
  };
  /**
   * Organs whose sessions are known, long names first; `assembly` and `council` stand for the short names that the
   * context tells, `unknown` for longer names that hold a short one, `none` for what only looks like a body.
   */
  readonly organs: readonly OrganWords[];
  /** Words for bodies of any kind: whose session it is stays open. */
  readonly bodies: readonly string[];
  /** Between a session and the body that it is of. */
  readonly of: readonly string[];
  /** "provisional agenda": a session after it is the adopting organ's own. */
  readonly agenda: readonly string[];
  /** "held": the date after it is the date of the session before it. */
  readonly held: readonly string[];
  readonly deadlines: {
    /** The last day of the period named is the last day. */
    readonly end: readonly string[];
    /** The day before the period named is the last day. */
    readonly start: readonly string[];
    /** What looks like a deadline and is none. */
    readonly none: readonly string[];
    /** "end", "close": with these a session counts to its last day, not to the end of its main part. */
    readonly closing: readonly string[];
  };
  /** "within {span}" */
  readonly distances: readonly string[];
  /** What stands behind or before a distance that counts from the adoption of the text, and behind one from anything else. */
  readonly fromAdoption: readonly string[];
  readonly fromEvent: readonly string[];
  /** Words for a rhythm, by ISO 8601 duration; `none` for what only looks like one. */
  readonly rhythms: Readonly<Record<string, readonly string[]>>;
  readonly every: readonly string[];
  /** Rhythms without a measure ("regularly"). */
  readonly open: readonly string[];
}

/** Nouns for classes of bodies: with an adjective or the name of an organization they say who is meant. */
export type ClassNoun = 'agency' | 'fund' | 'programme' | 'entity' | 'organ' | 'organization' | 'institution';

/** What is composed with the name of a body: "the Secretary-General of ..", "States members of ..". */
export type Office =
  | 'SG'
  | 'DG'
  | 'ED'
  | 'HC'
  | 'PRESIDENT'
  | 'CHAIR'
  | 'SECRETARIAT'
  | 'MS'
  | 'MEMBERS'
  | 'LEADERS'
  | 'GOVERNMENT';

/**
 * Words that say who is meant and are no names; the names themselves are data. Owned by `bodies.ts`.
 * In their base form, all numbers; case, accents and endings of cases do not count.
 */
export interface NamingWords {
  readonly articles: readonly string[];
  readonly of: readonly string[];
  readonly and: readonly string[];
  /** Single words that may stand at a class noun and do not change who is meant: "all", "relevant", "its". */
  readonly qualifiers: readonly string[];
  /** "its", "their". */
  readonly possessives: readonly string[];
  /** "those", "such": with a class noun they point back. */
  readonly demonstratives: readonly string[];
  readonly nouns: Readonly<Record<ClassNoun, readonly string[]>>;
  /** Adjectives of the class nouns by the class they make: `UN/SYSTEM`, `REGIONAL-ORGS`, `INTL-ORGS`, `NGO`, `IFIS`. */
  readonly adjectives: Readonly<Record<string, readonly string[]>>;
  /** "States", "Governments". */
  readonly states: readonly string[];
  readonly offices: Readonly<Partial<Record<Office, readonly string[]>>>;
  /** Offices of several bodies at once: "the Secretaries-General of A and B". */
  readonly manyOffices: Readonly<Partial<Record<Office, readonly string[]>>>;
  /** "the two organizations", "both organizations"; the same for their secretariats and secretaries-general. */
  readonly bothBodies: readonly string[];
  readonly bothSecretariats: readonly string[];
  readonly bothSecretariesGeneral: readonly string[];
  /** Phrases that look like a name, or hold one, and name nobody: "political parties". Names of States that are ordinary words as well. */
  readonly none: readonly string[];
  /** Class words by which a body is called once it was named in full: "Assembly", "Regional Office". */
  readonly short: readonly string[];
  readonly pronouns: Readonly<Record<'singular' | 'plural' | 'person', readonly string[]>>;
}
