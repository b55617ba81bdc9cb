import type { Role } from './registers.ts';
import type { Visibility } from './vocabulary.ts';

/**
 * Who may what, written out: the table that `access.ts` and the row-level security of PostgreSQL must both give, and that
 * `docs/api.md` shows. Tests hold each of them, and the API, to every line of it.
 */

/** How the party of a person stands to an entry. */
export const relations = ['owner', 'party', 'observer', 'third', 'stranger'] as const;
export type Relation = (typeof relations)[number];

/** A role, and for focal points whether the entry concerns a body of theirs. */
export interface Standing {
  readonly role: Role;
  readonly concerned: boolean;
}

export interface AccessLine extends Standing {
  readonly relation: Relation;
  /** What he sees in a programme. */
  readonly sees: readonly Visibility[];
  /** What he sees where an entry stands in no programme. */
  readonly seesOutside: readonly Visibility[];
  /** The registers that he writes in, by the least role that they ask for. */
  readonly writes: readonly Exclude<Role, 'viewer'>[];
}

const standings: readonly Standing[] = [
  { role: 'viewer', concerned: false },
  { role: 'focal-point', concerned: false },
  { role: 'focal-point', concerned: true },
  { role: 'editor', concerned: false },
  { role: 'coordinator', concerned: false },
];

const all: readonly Visibility[] = ['internal', 'parties', 'public'];
const shared: readonly Visibility[] = ['parties', 'public'];
const open: readonly Visibility[] = ['public'];

const own: readonly AccessLine[] = [
  { relation: 'owner', role: 'viewer', concerned: false, sees: all, seesOutside: all, writes: [] },
  { relation: 'owner', role: 'focal-point', concerned: false, sees: shared, seesOutside: shared, writes: [] },
  { relation: 'owner', role: 'focal-point', concerned: true, sees: all, seesOutside: all, writes: ['focal-point'] },
  {
    relation: 'owner',
    role: 'editor',
    concerned: false,
    sees: all,
    seesOutside: all,
    writes: ['focal-point', 'editor'],
  },
  {
    relation: 'owner',
    role: 'coordinator',
    concerned: false,
    sees: all,
    seesOutside: all,
    writes: ['focal-point', 'editor', 'coordinator'],
  },
];

const others = (relation: Relation, sees: readonly Visibility[]): readonly AccessLine[] =>
  standings.map((standing) => ({ relation, ...standing, sees, seesOutside: shared, writes: [] }));

export const accessTable: readonly AccessLine[] = [
  ...own,
  ...others('party', shared),
  ...others('observer', shared),
  ...others('third', open),
  ...others('stranger', open),
];
