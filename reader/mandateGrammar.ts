import type { Lexicon } from './languages/lexicon.ts';
import type { ActWords, ClauseShape, DeliveryWords, Force, MandatingWords } from './languages/mandating.ts';
import { type Lexis, lexisOf } from './lexis.ts';
import { escaped } from './phrases.ts';
import { Phrases, phrases } from './wording.ts';

type Listed = {
  readonly [Key in keyof MandatingWords as MandatingWords[Key] extends readonly string[]
    ? Key
    : never]: Phrases<string>;
};

/** A rule of deliverables, made ready. */
export interface Delivery {
  readonly deliverable: DeliveryWords['deliverable'];
  readonly objects: Phrases<string> | null;
  /** A party must be helped: "support A", not "support the preparations". */
  readonly party: boolean;
  /** Objects inside the names of bodies count. */
  readonly named: boolean;
  /** The objects stand somewhere behind: "include A in his report". */
  readonly within: boolean;
}

/** The shape of clauses, made ready. */
export interface Shape extends Omit<ClauseShape, 'clauses' | 'clitics' | 'objects' | 'persons'> {
  readonly persons: ReadonlySet<string>;
  readonly objects: Phrases<string>;
  readonly clauses: Phrases<string>;
  readonly clitics: Phrases<string>;
  readonly infinitive: RegExp | null;
}

const shapeOf = (shape: ClauseShape, lexis: Lexis): Shape => ({
  ...shape,
  persons: new Set(shape.persons),
  objects: phrases(shape.objects ?? [], lexis),
  clauses: phrases(shape.clauses, lexis),
  clitics: phrases(shape.clitics, lexis),
  infinitive:
    shape.infinitives.length === 0 ? null : new RegExp(`\\p{L}(?:${shape.infinitives.map(escaped).join('|')})$`, 'u'),
});

/** A verb of several words, also with an adverb behind its first: "prend également note". */
function forms(form: string, inside: readonly string[]): string[] {
  const words = form.split(' ');
  if (words.length < 2) return [form];
  return [form, ...inside.map((adverb) => [words[0], adverb, ...words.slice(1)].join(' '))];
}

/** The words of mandates of a language, made ready for search. */
export interface MandateGrammar extends Listed {
  readonly words: MandatingWords;
  /** Absent in English. */
  readonly shape: Shape | null;
  /** Finite verbs with "and" written onto them. */
  readonly joinedVerbs: Phrases<ActWords>;
  readonly lexis: Lexis;
  readonly finite: Phrases<ActWords>;
  readonly bare: Phrases<ActWords>;
  readonly mannerNouns: Phrases<string>;
  readonly mannerWith: Phrases<string>;
  readonly renewedNouns: Phrases<Force>;
  /** Verbs that renew, with "and" written onto them. */
  readonly joinedRenewing: Phrases<string>;
  /** Rules by the verb that calls them, in order of the lexicon. */
  readonly deliveryVerbs: Phrases<readonly Delivery[]>;
  /** The same with "and" written onto them. */
  readonly joinedDeliveryVerbs: Phrases<readonly Delivery[]>;
  readonly recurrences: readonly (readonly ['annual' | 'biennial' | 'regular' | 'continuing', Phrases<string>])[];
  readonly doingSet: ReadonlySet<string>;
  readonly markTables: Readonly<Record<keyof MandatingWords['marks'], Phrases<string>>>;
}

function deliveries(rules: readonly DeliveryWords[], lexis: Lexis): Map<string, readonly Delivery[]> {
  const byVerb = new Map<string, Delivery[]>();
  for (const { deliverable, verbs, objects, party = false, named = false, within = false } of rules) {
    const delivery: Delivery = {
      deliverable,
      objects: objects.length === 0 ? null : phrases(objects, lexis),
      party,
      named,
      within,
    };
    for (const verb of new Set(verbs)) {
      const rows = byVerb.get(verb) ?? [];
      rows.push(delivery);
      byVerb.set(verb, rows);
    }
  }
  return byVerb;
}

const made = new WeakMap<Lexicon, MandateGrammar>();

/** The grammar of a language; made once for a lexicon. */
export function mandateGrammar(lexicon: Lexicon): MandateGrammar {
  const known = made.get(lexicon);
  if (known !== undefined) return known;
  const words = lexicon.mandating;
  const lexis = lexisOf(lexicon);
  const listed = Object.fromEntries(
    Object.entries(words)
      .filter(
        (entry): entry is [string, readonly string[]] =>
          Array.isArray(entry[1]) && (entry[1].length === 0 || typeof entry[1][0] === 'string'),
      )
      .map(([key, list]) => [key, phrases(list, lexis)]),
  ) as unknown as Listed;
  const finite = words.acts.flatMap((act) =>
    act.finite.flatMap((form) => forms(form, words.shape?.inside ?? []).map((each) => [each, act] as const)),
  );
  const delivery = deliveries(words.delivery, lexis);
  const grammar: MandateGrammar = {
    ...listed,
    words,
    lexis,
    shape: words.shape === undefined ? null : shapeOf(words.shape, lexis),
    finite: new Phrases(finite, lexis),
    joinedVerbs: new Phrases(
      (words.shape?.proclitics ?? []).flatMap((before) =>
        finite.flatMap(([form, act]) =>
          ['', ...(words.shape?.enclitics ?? [])].map((behind) => [before + form + behind, act] as const),
        ),
      ),
      lexis,
    ),
    bare: new Phrases(
      words.acts.flatMap((act) => act.bare.map((form) => [form, act] as const)),
      lexis,
    ),
    mannerNouns: phrases(words.manner.nouns, lexis),
    mannerWith: phrases(words.manner.with, lexis),
    joinedRenewing: phrases(
      (words.shape?.proclitics ?? []).flatMap((before) => words.renewing.map((verb) => before + verb)),
      lexis,
    ),
    renewedNouns: new Phrases(Object.entries(words.renewed), lexis),
    deliveryVerbs: new Phrases(delivery, lexis),
    joinedDeliveryVerbs: new Phrases(
      (words.shape?.proclitics ?? []).flatMap((before) =>
        [...delivery].map(([verb, rules]) => [before + verb, rules] as const),
      ),
      lexis,
    ),
    recurrences: (['annual', 'biennial', 'regular', 'continuing'] as const).map((each) => [
      each,
      phrases(words.recurrence[each], lexis),
    ]),
    doingSet: new Set(words.doing),
    markTables: {
      review: phrases(words.marks.review, lexis),
      end: phrases(words.marks.end, lexis),
      agenda: phrases(words.marks.agenda, lexis),
      budget: phrases(words.marks.budget, lexis),
    },
  };
  made.set(lexicon, grammar);
  return grammar;
}
