import type { Membership } from '../programme/access.ts';
import { bodyId } from '../programme/vocabulary.ts';
import { visible } from '../reader/write/sheet.ts';
import type { Office } from '../server/office.ts';
import { email as address } from '../server/signIn/schemas.ts';
import { complain, type Options, say } from './batch.ts';
import type { Exit } from './exit.ts';
import { hosted, Refused } from './hosting.ts';
import { withOffice } from './officeAt.ts';
import { partiesIn } from './parties.ts';
import { linkFor } from './passwordLink.ts';

interface Card {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: string;
  readonly administrator: boolean;
}

const columns = ['id', 'name', 'email', 'language', 'administrator'] as const;
const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The person of an address or id; refuses where there is none. */
async function personIn({ database }: Office, who: string): Promise<Card> {
  const card = await database.tables
    .selectFrom('person')
    .select(columns)
    .where(isId(who) ? 'id' : 'email', '=', who)
    .where('erased', 'is', null)
    .executeTakeFirst();
  if (card === undefined) throw new Refused(`There is no person ${visible(who)}: rapport user list.`);
  return card;
}

const titleOf = ({ name, email }: Pick<Card, 'name' | 'email'>): string =>
  email === null ? visible(name) : `${visible(name)} <${visible(email)}>`;

/** What the options make of a person in a party; null where they name no party. */
async function membershipIn(office: Office, options: Options): Promise<Membership | null> {
  const { party, role } = options;
  if (party === undefined && role === undefined) return null;
  if (typeof party !== 'string' || typeof role !== 'string')
    throw new Refused('A party and a role go together: --party OIC --role editor.');
  const parties = await partiesIn(office);
  if (!parties.some(({ owner }) => owner === party))
    throw new Refused(
      `There is no party ${visible(party)}. There are: ${parties.map(({ owner }) => owner).join(', ') || 'none yet'}. rapport party add opens one.`,
    );
  const bodies = typeof options.bodies === 'string' ? options.bodies.split(',').map((body) => body.trim()) : [];
  const wrong = bodies.find((body) => !bodyId.safeParse(body).success);
  if (wrong !== undefined) throw new Refused(`--bodies: ${visible(wrong)} is no id of a body, as UN/OCHA.`);
  if (role === 'focal-point' && bodies.length === 0)
    throw new Refused('A focal point acts for bodies: name them with --bodies UN/OCHA,UN/WFP.');
  return { party, role: role as Membership['role'], bodies };
}

async function setMembership({ database }: Office, person: string, { party, role, bodies }: Membership): Promise<void> {
  await database.tables
    .insertInto('membership')
    .values({ person, party, role, bodies: [...bodies] })
    .onConflict((on) => on.columns(['person', 'party']).doUpdateSet({ role, bodies: [...bodies] }))
    .execute();
}

export const addPerson = (name: string, options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office, installation) => {
      const email = typeof options.email === 'string' ? options.email : null;
      if (email !== null && !address.safeParse(email).success)
        throw new Refused(`--email ${visible(email)}: that is no mail address.`);
      if (visible(name) !== name || name === '' || name.length > 500)
        throw new Refused('The name is one line of at most 500 characters.');
      const membership = await membershipIn(office, options);
      const administrator = options.administrator === true;
      const known = email === null ? null : await personIn(office, email).catch(() => null);
      if (known !== null && membership === null)
        throw new Refused(`${titleOf(known)} has a card already: name a party and a role for him.`);
      const made =
        known?.id ??
        (await office.signIn.createPerson({ name, email, language: String(options.language), administrator }));
      if (made === null) throw new Refused(`Somebody else has the address ${visible(email ?? '')}.`);
      if (membership !== null) await setMembership(office, made, membership);
      complain(`${known === null ? 'added' : 'has a card already'}: ${titleOf(known ?? { name, email })}, ${made}.`);
      if (known === null) return printedLink(office, installation, made);
      return 'done';
    }),
  );

/** Prints the link alone, so that it can be taken on. */
async function printedLink(...of: Parameters<typeof linkFor>): Promise<Exit> {
  const { link, until } = await linkFor(...of);
  await say(`${link}\n`);
  complain(
    `the link leads in once, until ${until}. Hand it over on a way that nobody else reads; it is not shown again.`,
  );
  return 'done';
}

export const printPasswordLink = (who: string, options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office, installation) =>
      printedLink(office, installation, (await personIn(office, who)).id),
    ),
  );

export const setRole = (who: string, options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office) => {
      const person = await personIn(office, who);
      if (options.none === true) {
        const { party } = options;
        if (typeof party !== 'string') throw new Refused('Name the party that he leaves: --party OIC.');
        const gone = await office.database.tables
          .deleteFrom('membership')
          .where('person', '=', person.id)
          .where('party', '=', party)
          .executeTakeFirst();
        if (gone.numDeletedRows === 0n) throw new Refused(`${titleOf(person)} is not in ${visible(party)}.`);
        complain(`${titleOf(person)} is no longer in ${party}.`);
        return 'done';
      }
      const membership = await membershipIn(office, options);
      if (membership === null) throw new Refused('Name a party and a role: --party OIC --role editor.');
      await setMembership(office, person.id, membership);
      complain(`${titleOf(person)} is ${membership.role} in ${membership.party}.`);
      return 'done';
    }),
  );

export const resetSecondFactor = (who: string, options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office) => {
      const person = await personIn(office, who);
      const removed = await office.signIn.resetSecondFactor(person.id);
      complain(
        removed
          ? `the second factor of ${titleOf(person)} is off, and all his sessions have ended.`
          : `${titleOf(person)} has no second factor. His sessions have ended.`,
      );
      return 'done';
    }),
  );

export const removePerson = (who: string, options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office) => {
      const person = await personIn(office, who);
      if (options.yes !== true)
        throw new Refused(`This erases ${titleOf(person)} for ever. If that is meant, add --yes.`);
      await office.database.tables.transaction().execute(async (tx) => {
        await tx.deleteFrom('membership').where('person', '=', person.id).execute();
        await tx.deleteFrom('feed').where('person', '=', person.id).execute();
        await tx
          .updateTable('person')
          .set({ name: '', email: null, administrator: false, erased: office.clock.now() })
          .where('id', '=', person.id)
          .execute();
      });
      await office.signIn.forget(person.id);
      complain(`erased. Records that he made keep the id ${person.id}, which names nobody now.`);
      if (person.administrator) await warnOfNone(office);
      return 'done';
    }),
  );

async function warnOfNone({ database }: Office): Promise<void> {
  const left = await database.tables
    .selectFrom('person')
    .select('id')
    .where('administrator', '=', true)
    .where('erased', 'is', null)
    .executeTakeFirst();
  if (left === undefined) complain('no administrator is left: rapport user add NAME --administrator.');
}

export const listPeople = (options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office) => {
      const people = await peopleIn(office, typeof options.party === 'string' ? options.party : null);
      if (options.json === true) await say(`${JSON.stringify(people, null, 2)}\n`);
      else for (const person of people) await say(`${lineOf(person)}\n`);
      if (people.length === 0) complain('nobody has a card yet: rapport user add NAME --email ADDRESS.');
      return 'done';
    }),
  );

interface Listed extends Card {
  readonly memberships: readonly Membership[];
}

async function peopleIn({ database: { tables } }: Office, party: string | null): Promise<Listed[]> {
  const cards = await tables
    .selectFrom('person')
    .select(columns)
    .where('erased', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const memberships = await tables
    .selectFrom('membership')
    .select(['person', 'party', 'role', 'bodies'])
    .orderBy('party')
    .execute();
  const byPerson = Map.groupBy(memberships, ({ person }) => person);
  const people = cards.map((card) => ({
    ...card,
    memberships: (byPerson.get(card.id) ?? []).map(({ person: _, ...membership }) => membership),
  }));
  return party === null
    ? people
    : people.filter((each) => each.memberships.some((membership) => membership.party === party));
}

const lineOf = ({ id, name, email, administrator, memberships }: Listed): string =>
  [
    visible(name),
    visible(email ?? '-'),
    memberships
      .map(({ party, role, bodies }) => `${party} ${role}${bodies.length === 0 ? '' : ` (${bodies.join(', ')})`}`)
      .join('; ') || '-',
    administrator ? 'administrator' : '-',
    id,
  ].join('\t');
