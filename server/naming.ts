import type { Entry, View } from '../programme/ports.ts';
import { nameOf } from '../programme/registers.ts';
import type { LanguageTag, Names } from '../programme/vocabulary.ts';
import bodyData from '../reference/bodies.json' with { type: 'json' };
import { gatheredFrom } from './gathered.ts';

/** Names of parties and bodies: as the parties entered them, else as the gazetteer has them. */

interface GazetteerRow {
  readonly id: string;
  readonly names: Names;
}

const gazetteer: ReadonlyMap<string, Names> = new Map(
  (bodyData.rows as readonly GazetteerRow[]).map(({ id, names }) => [id, names]),
);

/** What parties and bodies are called in a language; by their id where nothing else is known. */
export interface Naming {
  readonly names: (names: Names, language: LanguageTag) => string;
  readonly party: (party: string, language: LanguageTag) => string;
  readonly body: (body: string, language: LanguageTag) => string;
}

const namesIn = (names: Names, language: LanguageTag): string => names[language] ?? nameOf(names);

/** `bodies`: the entries of bodies whose own names matter. */
export async function namingOf(view: View, bodies: readonly Entry<'body'>[]): Promise<Naming> {
  const { items } = await gatheredFrom(view, { register: 'party' });
  const parties = new Map(items.map((entry) => [entry.body.party, entry.body.names]));
  const own = new Map(bodies.map((entry) => [entry.body.body, entry.body.names]));
  const said = (names: Names | undefined, language: LanguageTag): string | null =>
    names === undefined ? null : namesIn(names, language);
  return {
    names: namesIn,
    party: (party, language) => said(parties.get(party), language) ?? party,
    body: (body, language) => said(own.get(body) ?? parties.get(body) ?? gazetteer.get(body), language) ?? body,
  };
}
