import type { Lexicon } from './languages/lexicon.ts';
import type { ActWords, ClauseShape, DeliveryWords, Force, MandatingWords } from './languages/mandating.ts';
import { escaped } from './phrases.ts';
import { Phrases, phrases, Vocabulary } from './wording.ts';

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

/** The shape of clauses, made ready. */
export interface Shape extends Omit<ClauseShape, 'clauses' | 'clitics' | 'objects'> {
  readonly objects: Phrases<string>;
  readonly clauses: Phrases<string>;
  readonly clitics: Phrases<string>;
  readonly infinitive: RegExp | null;
}

const shapeOf = (shape: ClauseShape, vocabulary: Vocabulary): Shape => ({
  ...shape,
  objects: phrases(shape.objects ?? [], vocabulary),
  clauses: phrases(shape.clauses, vocabulary),
  clitics: phrases(shape.clitics, vocabulary),
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
  readonly vocabulary: Vocabulary;
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

function deliveries(rules: readonly DeliveryWords[], vocabulary: Vocabulary): Phrases<readonly Delivery[]> {
  const byVerb = new Map<string, Delivery[]>();
  for (const { deliverable, verbs, objects, party = false, named = false } of rules) {
    const delivery: Delivery = {
      deliverable,
      objects: objects.length === 0 ? null : phrases(objects, vocabulary),
      party,
      named,
    };
    for (const verb of new Set(verbs)) {
      const rows = byVerb.get(verb) ?? [];
      rows.push(delivery);
      byVerb.set(verb, rows);
    }
  }
  return new Phrases(byVerb, vocabulary);
}

const made = new WeakMap<Lexicon, MandateGrammar>();

/** The grammar of a language; made once for a lexicon. */
export function mandateGrammar(lexicon: Lexicon): MandateGrammar {
  const known = made.get(lexicon);
  if (known !== undefined) return known;
  const words = lexicon.mandating;
  const vocabulary = new Vocabulary();
  const listed = Object.fromEntries(
    Object.entries(words)
      .filter(
        (entry): entry is [string, readonly string[]] =>
          Array.isArray(entry[1]) && (entry[1].length === 0 || typeof entry[1][0] === 'string'),
      )
      .map(([key, list]) => [key, phrases(list, vocabulary)]),
  ) as unknown as Listed;
  const finite = words.acts.flatMap((act) =>
    act.finite.flatMap((form) => forms(form, words.shape?.inside ?? []).map((each) => [each, act] as const)),
  );
  const grammar: MandateGrammar = {
    ...listed,
    words,
    vocabulary,
    shape: words.shape === undefined ? null : shapeOf(words.shape, vocabulary),
    finite: new Phrases(finite, vocabulary),
    joinedVerbs: new Phrases(
      (words.shape?.proclitics ?? []).flatMap((before) =>
        finite.flatMap(([form, act]) =>
          ['', ...(words.shape?.enclitics ?? [])].map((behind) => [before + form + behind, act] as const),
        ),
      ),
      vocabulary,
    ),
    bare: new Phrases(
      words.acts.flatMap((act) => act.bare.map((form) => [form, act] as const)),
      vocabulary,
    ),
    mannerNouns: phrases(words.manner.nouns, vocabulary),
    mannerWith: phrases(words.manner.with, vocabulary),
    renewedNouns: new Phrases(Object.entries(words.renewed), vocabulary),
    deliveryVerbs: deliveries(words.delivery, vocabulary),
    recurrences: (['annual', 'biennial', 'regular', 'continuing'] as const).map((each) => [
      each,
      phrases(words.recurrence[each], vocabulary),
    ]),
    doingSet: new Set(words.doing),
    markTables: {
      review: phrases(words.marks.review, vocabulary),
      end: phrases(words.marks.end, vocabulary),
      agenda: phrases(words.marks.agenda, vocabulary),
      budget: phrases(words.marks.budget, vocabulary),
    },
  };
  made.set(lexicon, grammar);
  return grammar;
}
