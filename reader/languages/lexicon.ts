import type { Language } from '../model.ts';

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
}

/** An organ and how its resolutions begin. */
export interface OrganWords {
  /** Token as the published addresses write it: `unga`, `unsc`, `unecosoc`, `unga-hrc`; others our own, for example `who-wha`. */
  readonly organ: string;
  /** Names as printed on a cover and in the enacting formula ("The General Assembly" with its article), most usual first. */
  readonly names: readonly string[];
}

/** Words from which the structure is read. Compared without regard to case, to accents on capitals, and to the kind of blank and apostrophe. */
export interface BuildingWords {
  /** Little words that tell the language from others in the same script. */
  readonly frequent: readonly string[];
  readonly organs: readonly OrganWords[];
  /** How preambular paragraphs open ("Recalling", "Having considered"), with manner before it where it is usual ("Deeply concerned"). */
  readonly preambular: readonly string[];
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

/** Words by which a text cites others. Owned by `citations.ts`. */
export interface CitingWords {
  readonly todo: true;
}

/** Words for dates, sessions and deadlines. Owned by `calendar.ts`. */
export interface TimingWords {
  readonly todo: true;
}
