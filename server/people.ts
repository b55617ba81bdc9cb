import { type Kysely, sql } from 'kysely';
import type { Membership } from '../programme/access.ts';
import type { Tables } from '../records/schema.ts';
import type { Caller } from './access.ts';

/** Cards of people, and who may see how much of them. They stand outside the log. */

export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** Null where the caller has no business with it. */
  readonly email: string | null;
  readonly memberships: readonly Membership[];
}

/** Parties whose people the caller works with: his own, and those that share a programme with it as party or observer. */
const near = (caller: Caller) => sql<string>`
  select unnest(${caller.actor.memberships.map(({ party }) => party)}::text[])
  union select other.party from participation own join participation other using (programme)
  where own.party = any (${caller.actor.memberships.map(({ party }) => party)}::text[]) and own."as" <> 'third' and other."as" <> 'third'`;

export const coordinates = ({ actor, administrator }: Caller, party: string): boolean =>
  administrator || actor.memberships.some((each) => each.party === party && each.role === 'coordinator');

/** People that the caller works with, in order of their names; an administrator sees all. */
export async function peopleSeen(
  tables: Kysely<Tables>,
  caller: Caller,
  wanted: { readonly id?: string; readonly party?: string; readonly body?: string; readonly named?: readonly string[] },
): Promise<ListedPerson[]> {
  const conditions = [sql`p.erased is null`];
  if (wanted.id !== undefined) conditions.push(sql`p.id = ${wanted.id}`);
  if (wanted.party !== undefined)
    conditions.push(sql`exists (select 1 from membership w where w.person = p.id and w.party = ${wanted.party})`);
  if (wanted.body !== undefined)
    conditions.push(
      sql`exists (select 1 from membership w where w.person = p.id and w.bodies @> ${[wanted.body]}::text[])`,
    );
  for (const word of wanted.named ?? []) conditions.push(sql`position(${word} in lower(p.name)) > 0`);
  if (!caller.administrator) {
    conditions.push(
      sql`(p.id = ${caller.actor.person} or exists (select 1 from membership w where w.person = p.id and w.party in (${near(caller)})))`,
    );
  }
  const { rows } = await sql<Omit<ListedPerson, 'memberships'> & { memberships: Membership[] | null }>`
    select p.id, p.name, p.language, p.email::text as email,
      (select json_agg(json_build_object('party', m.party, 'role', m.role, 'bodies', m.bodies) order by m.party) from membership m where m.person = p.id) as memberships
    from person p where ${sql.join(conditions, sql` and `)} order by p.name, p.id limit 500`.execute(tables);
  return rows.map(({ memberships, email, ...card }) => {
    const own = memberships ?? [];
    const known =
      card.id === caller.actor.person || caller.administrator || own.some(({ party }) => coordinates(caller, party));
    return { ...card, email: known ? email : null, memberships: own };
  });
}
