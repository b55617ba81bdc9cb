import { type Actor, type Participants, system } from '../programme/access.ts';
import { dayOf } from '../programme/days.ts';
import type { Entry } from '../programme/ports.ts';
import type { Answerer, Staffing } from '../programme/vacancies.ts';
import { type LanguageTag, languageTag } from '../programme/vocabulary.ts';
import { type Db, followUpTables } from './followUpTables.ts';
import { gatheredFrom } from './gathered.ts';
import { isMailAddress } from './mail.ts';
import { type Naming, namingOf } from './naming.ts';
import type { Office } from './office.ts';

/** Whom letters about a programme go to, and in which language. */

type Desk = Pick<Office, 'records' | 'database' | 'clock'>;

/** The eyes of a party: what all its people may see. */
export const eyesOf = (party: string): Actor => ({
  person: null,
  memberships: [{ party, role: 'viewer', bodies: [] }],
});

/** How parties take part in a programme on a day. */
export const participantsOf = ({ body }: Entry<'programme'>, today: string): Participants =>
  Object.fromEntries(
    body.parties
      .filter(({ from, until }) => (from === null || from <= today) && (until === null || until >= today))
      .map((each) => [each.party, each.as]),
  );

/** The programme that an entry stands in. Throws where it stands in none: registers that are followed up cannot. */
export async function programmeOf({ records }: Desk, { id, programme }: Entry): Promise<Entry<'programme'>> {
  const entry = programme === null ? null : await records.look(system, (view) => view.entry(programme));
  if (entry === null || entry.register !== 'programme') throw new RangeError(`${id} stands in no programme.`);
  return entry as Entry<'programme'>;
}

/** Posts and people of a programme today, as far as the actor may see the posts; of one body where it is given. */
export async function staffingOf(
  { records, database, clock }: Desk,
  actor: Actor,
  programme: Entry<'programme'>,
  body?: string,
): Promise<Staffing> {
  const parties = Object.keys(participantsOf(programme, dayOf(clock.now())));
  const sorted = { sort: 'opened' as const, ...(body !== undefined && { body }) };
  const known = await records.look(actor, async (view) => ({
    posts: await gatheredFrom(view, { register: 'post', programme: programme.id, ...sorted }),
    bodies: await gatheredFrom(view, { register: 'body', ...sorted }),
    all: await gatheredFrom(view, { register: 'party' }),
  }));
  return {
    posts: known.posts.items.toReversed(),
    bodies: known.bodies.items.toReversed(),
    parties,
    elsewhere: known.all.items.map(({ body: { party } }) => party).filter((party) => !parties.includes(party)),
    coordinators: await coordinatorsOf(followUpTables(database), parties),
  };
}

async function coordinatorsOf(db: Db, parties: readonly string[]): Promise<Staffing['coordinators']> {
  if (parties.length === 0) return [];
  return db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person')
    .select(['membership.party', 'membership.person'])
    .where('membership.role', '=', 'coordinator')
    .where('membership.party', 'in', parties)
    .where('person.erased', 'is', null)
    .orderBy('membership.since')
    .orderBy('membership.person')
    .execute();
}

export interface Card {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: string;
}

/** The cards of people that are not erased, by id. */
export async function cardsOf(db: Db, people: Iterable<string>): Promise<ReadonlyMap<string, Card>> {
  const ids = [...new Set(people)];
  if (ids.length === 0) return new Map();
  const cards = await db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'language'])
    .where('id', 'in', ids)
    .where('erased', 'is', null)
    .execute();
  return new Map(cards.map((card) => [card.id, card]));
}

/** A person with an address that letters can go to. */
export interface Receiver extends Answerer {
  readonly name: string;
  readonly email: string;
  readonly language: LanguageTag;
}

/** The first of those who answer that a letter can reach; null is nobody. */
export function reachable(
  answerers: readonly Answerer[],
  cards: ReadonlyMap<string, Card>,
  otherwise: LanguageTag | null,
): Receiver | null {
  for (const answerer of answerers) {
    const card = cards.get(answerer.person);
    if (card === undefined || card.email === null || !isMailAddress(card.email)) continue;
    const language = languageTag.safeParse(card.language).data ?? otherwise ?? 'en';
    return { ...answerer, name: card.name, email: card.email, language };
  }
  return null;
}

/** Everything that letters about a programme need to know of its people. */
export interface Correspondence {
  readonly staffing: Staffing;
  readonly naming: Naming;
  readonly cards: ReadonlyMap<string, Card>;
}

/** `actor`: with whose eyes the posts are seen. A post that a party keeps to itself gets no letters from another. */
export async function correspondenceOf(
  desk: Desk,
  actor: Actor,
  programme: Entry<'programme'>,
): Promise<Correspondence> {
  const staffing = await staffingOf(desk, actor, programme);
  const held = staffing.posts.flatMap(({ body }) => [body.holder, body.deputy]).filter((person) => person !== null);
  const people = [...held, ...staffing.coordinators.map(({ person }) => person)];
  return {
    staffing,
    naming: await desk.records.look(system, (view) => namingOf(view, staffing.bodies)),
    cards: await cardsOf(followUpTables(desk.database), people),
  };
}
