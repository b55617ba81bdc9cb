import type { z } from 'zod';
import type { Entry } from './ports.ts';
import { type RegisterName, registers } from './registers.ts';

/** Entries for tests: a body as the register has it, opened by the UN on 1 January 2027. */

let made = 0;

/** Ids in the order in which they were made. */
export const testId = (): string => {
  made += 1;
  return `018f0000-0000-7000-8000-${made.toString(16).padStart(12, '0')}`;
};

type Given<Name extends RegisterName> = z.input<(typeof registers)[Name]['schema']>;

export function testEntry<Name extends RegisterName>(
  register: Name,
  body: Given<Name>,
  standing: Partial<Omit<Entry<Name>, 'register' | 'body'>> = {},
): Entry<Name> {
  const at = standing.openedAt ?? '2027-01-01T08:00:00.000Z';
  return {
    ...{ id: testId(), register, programme: testProgramme, owner: 'UN', visibility: 'parties', version: 1 },
    body: registers[register].schema.parse(body) as Entry<Name>['body'],
    ...{ openedAt: at, openedBy: null, changedAt: at, changedBy: null, withdrawn: false },
    ...standing,
  };
}

export const testProgramme = '018f0000-0000-7000-9000-000000000000';
