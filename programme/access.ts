import { type RegisterName, type Role, registers } from './registers.ts';
import type { Visibility } from './vocabulary.ts';

/** What a person is in a party. A focal point acts for his own bodies only. */
export interface Membership {
  readonly party: string;
  readonly role: Role;
  readonly bodies: readonly string[];
}

/** Who acts. */
export interface Actor {
  readonly person: string | null;
  readonly memberships: readonly Membership[];
  /** The instance itself: jobs and the host at the command line. Never made from a request. */
  readonly system?: true;
}

/** What access is decided by. */
export interface Guarded {
  readonly register: RegisterName;
  readonly owner: string;
  readonly programme: string | null;
  readonly visibility: Visibility;
  readonly bodies: readonly string[];
}

/** How a party takes part in a programme on this day; null where it does not. */
export type Participation = 'party' | 'observer' | 'third';

/** The ways parties take part in the programme of an entry. */
export type Participants = Readonly<Record<string, Participation>>;

export const nobody: Actor = { person: null, memberships: [] };
export const system: Actor = { person: null, memberships: [], system: true };

const concerns = (membership: Membership, bodies: readonly string[]): boolean =>
  bodies.some((body) => membership.bodies.includes(body));

const isShared = (actor: Actor, entry: Guarded, participants: Participants): boolean =>
  actor.memberships.some(({ party }) =>
    entry.programme === null ? true : participants[party] === 'party' || participants[party] === 'observer',
  );

const isInternal = (actor: Actor, entry: Guarded): boolean =>
  actor.memberships.some(
    (membership) =>
      membership.party === entry.owner && (membership.role !== 'focal-point' || concerns(membership, entry.bodies)),
  );

/**
 * Who may see an entry. Public ones: everyone. Those for the parties: members of parties and observers of its programme, or
 * of any party where it stands in none. And always its owner: all its people, focal points where their own body is concerned.
 * PostgreSQL enforces the same sentences once more (`records/migrations`).
 */
export function mayRead(actor: Actor, entry: Guarded, participants: Participants): boolean {
  if (actor.system === true) return true;
  switch (entry.visibility) {
    case 'public':
      return true;
    case 'parties':
      return isShared(actor, entry, participants) || isInternal(actor, entry);
    case 'internal':
      return isInternal(actor, entry);
  }
}

const order: Readonly<Record<Role, number>> = { viewer: 0, 'focal-point': 1, editor: 2, coordinator: 3 };

/** Who may write an entry: people of its owner whose role is enough; focal points where it concerns their own body. */
export function mayWrite(actor: Actor, entry: Pick<Guarded, 'register' | 'owner' | 'bodies'>): boolean {
  if (actor.system === true) return true;
  return actor.memberships.some(
    (membership) =>
      membership.party === entry.owner &&
      order[membership.role] >= order[registers[entry.register].least] &&
      (membership.role !== 'focal-point' || concerns(membership, entry.bodies)),
  );
}
