import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { openSession } from './asking.ts';
import { writeCookie } from './cookies.ts';
import type { Parts } from './parts.ts';
import type { outcomeSchema } from './schemas.ts';
import type { Opening } from './sessions.ts';
import { lasts } from './settings.ts';

export type Outcome = z.infer<typeof outcomeSchema>;

/** Whether a person has enrolled a second factor. */
export async function hasSecondFactor({ db }: Parts, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('sign_in.account')
    .select('person')
    .where('person', '=', person)
    .where('totp', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets somebody in who has shown one thing, or asks for the second one if there is one. */
export async function enter(parts: Parts, c: Context, opening: Omit<Opening, 'device'>): Promise<Outcome> {
  const { person, means, secondFactor } = opening;
  if (secondFactor || !(await hasSecondFactor(parts, person)))
    return { next: 'signed-in', session: await openSession(parts, c, opening) };
  const { token } = await parts.tickets.issue('second-step', { person, about: { means }, lasts: lasts.secondStep });
  writeCookie(c, parts.site, 'rapport-step', token, lasts.secondStep / 1000);
  return { next: 'second-step', methods: ['code', 'recovery-code'] };
}
