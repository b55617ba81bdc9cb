import { describe, expect, it } from 'vitest';
import { type Actor, type Guarded, mayRead, mayWrite, nobody, type Participants, system } from './access.ts';
import { accessTable, type Relation } from './accessTable.ts';
import { registerNames, registers, roles } from './registers.ts';
import type { Visibility } from './vocabulary.ts';

const visibilities: readonly Visibility[] = ['internal', 'parties', 'public'];
const partyOf: Readonly<Record<Relation, string>> = {
  owner: 'OIC',
  party: 'UN',
  observer: 'LAS',
  third: 'OSCE',
  stranger: 'AU',
};
const participants: Participants = { OIC: 'party', UN: 'party', LAS: 'observer', OSCE: 'third' };

const actorOf = ({ relation, role, concerned }: (typeof accessTable)[number]): Actor => ({
  person: null,
  memberships: [
    { party: partyOf[relation], role, bodies: role === 'focal-point' ? [concerned ? 'OIC/SESRIC' : 'OIC/IRCICA'] : [] },
  ],
});

const entryWith = (given: Partial<Guarded>): Guarded => ({
  register: 'half',
  owner: 'OIC',
  programme: 'p',
  visibility: 'internal',
  bodies: ['OIC/SESRIC'],
  ...given,
});

describe('who may what', () => {
  it('says of every relation and role something', () => {
    expect(new Set(accessTable.map(({ relation, role }) => `${relation} ${role}`)).size).toBe(5 * roles.length);
  });

  it.each(accessTable)('$relation, $role (concerned: $concerned)', (line) => {
    const actor = actorOf(line);
    const seen = visibilities.filter((visibility) => mayRead(actor, entryWith({ visibility }), participants));
    expect(seen).toEqual(line.sees);
    const outside = visibilities.filter((visibility) => mayRead(actor, entryWith({ visibility, programme: null }), {}));
    expect(outside).toEqual(line.seesOutside);
    for (const register of registerNames) {
      expect(mayWrite(actor, entryWith({ register })), register).toBe(line.writes.includes(registers[register].least));
    }
  });

  it('shows nobody more than what is public, and the system everything', () => {
    expect(visibilities.filter((visibility) => mayRead(nobody, entryWith({ visibility }), participants))).toEqual([
      'public',
    ]);
    expect(visibilities.filter((visibility) => mayRead(system, entryWith({ visibility }), participants))).toEqual(
      visibilities,
    );
    expect(registerNames.some((register) => mayWrite(nobody, entryWith({ register })))).toBe(false);
  });
});
