/** How strongly a verb binds: the organ itself acts, instructs, asks, or only speaks its mind. */
export type Force = 'decision' | 'request' | 'appeal' | 'position';

/** What is to be delivered, so that a desk can count it. `other` is another act that can be checked. */
export type Deliverable =
  | 'report'
  | 'meeting'
  | 'agenda_item'
  | 'agreement'
  | 'establishment'
  | 'nomination'
  | 'funding'
  | 'programme'
  | 'assistance'
  | 'review'
  | 'information'
  | 'other';

/** A verb by which an organ decides, asks or takes a position. */
export interface ActWords {
  /** Lemma, the same in every language: `request`, `call_upon`. */
  readonly act: string;
  readonly force: Force;
  /** As it stands in an operative paragraph: "requests", "takes note". */
  readonly finite: readonly string[];
  /** After "continues to". */
  readonly bare: readonly string[];
  /** A position under it may carry an expectation: a duty ("should"), a need, or an event to come. */
  readonly soft?: readonly ('duty' | 'need' | 'coming' | 'future')[];
}

/** What an action must hold for a deliverable: one of the verbs, and where there are objects, one of them. */
export interface DeliveryWords {
  readonly deliverable: Deliverable | null;
  /** Bare, gerund and past forms. Empty: any verb. */
  readonly verbs: readonly string[];
  /** Empty: the verb suffices. */
  readonly objects: readonly string[];
  /** Whether a party must be the object: "support A". */
  readonly party?: boolean;
  /** Whether objects that stand inside the name of a body count: "establish the Office of". */
  readonly named?: boolean;
  /** Whether the objects may stand anywhere behind: "include A in his report". */
  readonly within?: boolean;
}

/**
 * How a language joins a verb, those who are asked and what they are asked to do, where it is not as in English ("requests
 * A to do B").
 */
export interface ClauseShape {
  /** What is written onto a verb from before and means "and". */
  readonly proclitics: readonly string[];
  /** Pronouns written onto a verb that joins another: "وتدعوه". */
  readonly enclitics?: readonly string[];
  /** Adverbs that may stand inside a verb of several words: "prend également note". */
  readonly inside: readonly string[];
  /**
   * Where the action begins: with a particle before an infinitive or a noun of action (`particle`), with the infinitive
   * itself (`word`), or right behind those who are asked (`behind`).
   */
  readonly opens: 'particle' | 'word' | 'behind';
  /** Endings of infinitives. Empty: any word. */
  readonly infinitives: readonly string[];
  /** What opens the action as a clause with a verb of its own: "que", "أن". */
  readonly clauses: readonly string[];
  /** Pronouns between particle and infinitive: "de lui faire rapport". */
  readonly clitics: readonly string[];
  /** Pronouns that stand before a finite verb and are no article: "et l'invite". */
  readonly objects?: readonly string[];
  /** Of these, of those behind a verb and of those written onto one: who stands for one person. */
  readonly persons?: readonly string[];
  /** Whether the verb of an action may follow its complements: "at its session to it to submit". */
  readonly verbLast: boolean;
}

/**
 * Words from which mandates are read. Owned by `mandates.ts`. Phrases are whole words in lower case, compared without
 * regard to case; in Chinese each sign is a word.
 */
export interface MandatingWords {
  readonly acts: readonly ActWords[];
  /** Absent: as in English. */
  readonly shape?: ClauseShape;
  /** Before the verb, or behind it: "also", "strongly". */
  readonly adverbs: readonly string[];
  /** What opens the manner of a verb, and what closes it: "with" .. "appreciation". */
  readonly manner: { readonly with: readonly string[]; readonly nouns: readonly string[] };
  /** What puts the real verb into the infinitive: "continues to". */
  readonly going: readonly string[];
  /** "its", "the": between "reiterates" and "request". */
  readonly own: readonly string[];
  /** "reiterates its" + "call": the noun gives the force. */
  readonly renewing: readonly string[];
  readonly renewed: Readonly<Record<string, Force>>;
  /** "in this regard": what may stand between "and" and the verb. */
  readonly asides: readonly string[];
  readonly and: readonly string[];
  /** What cannot follow a verb that is also a noun: "requests by". */
  readonly nounAfter: readonly string[];
  readonly to: readonly string[];
  readonly that: readonly string[];
  readonly which: readonly string[];
  /** Words that cannot follow "to" in an infinitive. */
  readonly notInfinitive: readonly string[];
  /** Words after which "to" belongs to them and not to the request: "position to". */
  readonly beforeTo: readonly string[];
  /** "shall", "should": modals that bind, and those that only foresee. */
  readonly must: readonly string[];
  readonly will: readonly string[];
  readonly be: readonly string[];
  /** Verbs of doing, bare, for clauses without "to". */
  readonly doing: readonly string[];
  readonly articles: readonly string[];
  readonly prepositions: readonly string[];
  /** What names members of what stands before: "including". */
  readonly members: readonly string[];
  /** What names partners: "in consultation with". */
  readonly partners: readonly string[];
  /** "between": the doers follow. */
  readonly between: readonly string[];
  /** "by", "from": the doer follows. */
  readonly by: readonly string[];
  readonly of: readonly string[];
  /** Nouns of acts that are asked for without a verb: "cooperation"; and those whose "of" names the doer: "efforts". */
  readonly doings: readonly string[];
  readonly doingEndings: readonly string[];
  readonly notDoings: readonly string[];
  readonly ofDoers: readonly string[];
  readonly treaties: readonly string[];
  /** "hosted", before "by". */
  readonly hosting: readonly string[];
  /** Prepositions that a call governs: "for", "upon". */
  readonly calling: readonly string[];
  /** Phrases behind which nobody is named who is asked: "in order to". */
  readonly ends: readonly string[];
  /** Verbs that may have the receiver before the object: "provide A with". */
  readonly giving: readonly string[];
  /** "support for A", "efforts by A" */
  readonly benefits: readonly string[];
  /** Behind these stand examples, which promise nothing: "including", "such as". */
  readonly examples: readonly string[];
  /** "as well as", before a further object of the same verb. */
  readonly also: readonly string[];
  /** "them", "their": whoever stands before. */
  readonly pronouns: readonly string[];
  readonly need: readonly string[];
  /** "intention", behind "expresses its". */
  readonly intentions: readonly string[];
  readonly events: readonly string[];
  /** Verbs by which one is asked to ask another: "to request". */
  readonly relays: readonly string[];
  /** Verbs that only introduce the real one: "continue to", "consider". */
  readonly light: readonly string[];
  /** Nouns whose "of" leads to the real object: "implementation of". */
  readonly transparent: readonly string[];
  /** Where the content ends and examples, purposes and reasons begin. */
  readonly closing: readonly string[];
  readonly purposes: readonly string[];
  readonly delivery: readonly DeliveryWords[];
  readonly recipients: readonly string[];
  readonly reportNouns: readonly string[];
  /** "the following", behind the verb whose objects a list names. */
  readonly following: readonly string[];
  /** "next": what is to stand in the next report is reported. */
  readonly nexts: readonly string[];
  readonly meetingNouns: readonly string[];
  /** Between a preposition and a time that makes it a due time; before a time that tells of the past. */
  readonly dueBefore: readonly string[];
  readonly pastBefore: readonly string[];
  /** The same right behind the time: "第六十五届会议商定结论". */
  readonly pastBehind: readonly string[];
  /** "until": how long something lasts is no due time. */
  readonly lasting: readonly string[];
  /** "held": the times behind it in the same stretch tell of the past. */
  readonly pastEvents: readonly string[];
  readonly relativeDues: readonly string[];
  readonly recurrence: Readonly<Record<'annual' | 'biennial' | 'regular' | 'continuing', readonly string[]>>;
  readonly conditions: readonly string[];
  /** Begin a condition that runs to the next comma. */
  readonly conditionStarts: readonly string[];
  readonly marks: Readonly<Record<'review' | 'end' | 'agenda' | 'budget', readonly string[]>>;
}

const none: readonly never[] = [];

/** Words written as one string, with commas between. */
export const listed = (text: string): readonly string[] => (text === '' ? [] : text.split(', '));

/** An act by its finite forms. */
export const act = (name: string, force: Force, finite: string, soft?: ActWords['soft'], bare = ''): ActWords => ({
  act: name,
  force,
  finite: listed(finite),
  bare: listed(bare),
  ...(soft === undefined ? {} : { soft }),
});

/** A rule of deliverables. */
export const delivers = (
  deliverable: DeliveryWords['deliverable'],
  verbs: string,
  objects = '',
  extra: Pick<DeliveryWords, 'party' | 'named' | 'within'> = {},
): DeliveryWords => ({ deliverable, verbs: listed(verbs), objects: listed(objects), ...extra });

/** For a language whose words of mandates are still to be written. */
export const withoutMandates: MandatingWords = {
  acts: none,
  adverbs: none,
  manner: { with: none, nouns: none },
  going: none,
  own: none,
  renewing: none,
  renewed: {},
  asides: none,
  and: none,
  nounAfter: none,
  to: none,
  that: none,
  which: none,
  notInfinitive: none,
  beforeTo: none,
  must: none,
  will: none,
  be: none,
  doing: none,
  articles: none,
  prepositions: none,
  members: none,
  partners: none,
  between: none,
  by: none,
  of: none,
  doings: none,
  doingEndings: none,
  notDoings: none,
  ofDoers: none,
  treaties: none,
  hosting: none,
  calling: none,
  ends: none,
  giving: none,
  benefits: none,
  examples: none,
  also: none,
  pronouns: none,
  need: none,
  intentions: none,
  events: none,
  relays: none,
  light: none,
  transparent: none,
  closing: none,
  purposes: none,
  delivery: none,
  recipients: none,
  reportNouns: none,
  following: none,
  nexts: none,
  meetingNouns: none,
  dueBefore: none,
  pastBefore: none,
  pastBehind: none,
  lasting: none,
  pastEvents: none,
  relativeDues: none,
  recurrence: { annual: none, biennial: none, regular: none, continuing: none },
  conditions: none,
  conditionStarts: none,
  marks: { review: none, end: none, agenda: none, budget: none },
};
