import type { Lexicon } from './languages/lexicon.ts';
import type { ActWords, DeliveryWords, Force, MandatingWords } from './languages/mandating.ts';
import { Phrases, phrases, wordingOf } from './wording.ts';

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
}

/** The words of mandates of a language, made ready for search. */
export interface MandateGrammar extends Listed {
  readonly words: MandatingWords;
  readonly finite: Phrases<ActWords>;
  readonly bare: Phrases<ActWords>;
  readonly mannerNouns: Phrases<string>;
  readonly mannerWith: Phrases<string>;
  readonly renewedNouns: Phrases<Force>;
  /** Rules by the verb that calls them, in order of the lexicon. */
  readonly deliveryVerbs: Phrases<readonly Delivery[]>;
  readonly recurrences: readonly (readonly ['annual' | 'biennial' | 'regular' | 'continuing', Phrases<string>])[];
  readonly doingSet: ReadonlySet<string>;
  readonly markTables: Readonly<Record<keyof MandatingWords['marks'], Phrases<string>>>;
}

function deliveries(rules: readonly DeliveryWords[]): Phrases<readonly Delivery[]> {
  const byVerb = new Map<string, Delivery[]>();
  for (const { deliverable, verbs, objects, party = false, named = false } of rules) {
    const delivery: Delivery = { deliverable, objects: objects.length === 0 ? null : phrases(objects), party, named };
    for (const verb of new Set(verbs)) {
      const rows = byVerb.get(verb) ?? [];
      rows.push(delivery);
      byVerb.set(verb, rows);
    }
  }
  return new Phrases(byVerb);
}

const made = new WeakMap<Lexicon, MandateGrammar>();

/** The grammar of a language; made once for a lexicon. */
export function mandateGrammar(lexicon: Lexicon): MandateGrammar {
  const known = made.get(lexicon);
  if (known !== undefined) return known;
  const words = lexicon.mandating;
  const listed = Object.fromEntries(
    Object.entries(words)
      .filter(
        (entry): entry is [string, readonly string[]] =>
          Array.isArray(entry[1]) && (entry[1].length === 0 || typeof entry[1][0] === 'string'),
      )
      .map(([key, list]) => [key, phrases(list)]),
  ) as unknown as Listed;
  const grammar: MandateGrammar = {
    ...listed,
    words,
    finite: new Phrases(words.acts.flatMap((act) => act.finite.map((form) => [form, act] as const))),
    bare: new Phrases(words.acts.flatMap((act) => act.bare.map((form) => [form, act] as const))),
    mannerNouns: phrases(words.manner.nouns),
    mannerWith: phrases(words.manner.with),
    renewedNouns: new Phrases(Object.entries(words.renewed)),
    deliveryVerbs: deliveries(words.delivery),
    recurrences: (['annual', 'biennial', 'regular', 'continuing'] as const).map((each) => [
      each,
      phrases(words.recurrence[each]),
    ]),
    doingSet: new Set(words.doing.flatMap((each) => wordingOf(each).words.slice(0, 1))),
    markTables: {
      review: phrases(words.marks.review),
      end: phrases(words.marks.end),
      agenda: phrases(words.marks.agenda),
      budget: phrases(words.marks.budget),
    },
  };
  made.set(lexicon, grammar);
  return grammar;
}
