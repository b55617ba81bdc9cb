import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Actor, Membership } from '../programme/access.ts';
import type { Database } from '../records/database.ts';
import type { Office } from './office.ts';
import { Problem } from './problem.ts';
import { comesFromElsewhere } from './signIn/origin.ts';
import { originsOf } from './signIn/settings.ts';

/** Who asks, and what he may: the sentences themselves stand in `programme/access.ts` and once more in PostgreSQL. */

export interface Caller {
  readonly actor: Actor & { readonly person: string };
  readonly session: string;
  readonly administrator: boolean;
  readonly name: string;
  readonly language: string;
}

export interface Env {
  readonly Variables: { readonly caller: Caller };
}

/** Paths below /api/v1 that need no session. */
const open = /^\/api\/v1\/(?:openapi\.json|health|sign-in(?:\/|$)|links\/|feeds\/[^/]+\/[^/]+$)/;

interface Known {
  readonly at: number;
  readonly caller: Omit<Caller, 'session'>;
}

/** For how long (milliseconds) memberships are remembered; a change in this process is seen at once, in another after this. */
const remembered = 2000;

/** Remembers what people are in their parties. */
export interface People {
  readonly callerOf: (person: string) => Promise<Omit<Caller, 'session'> | null>;
  /** Forgets one person, or all: after a change of memberships. */
  readonly forget: (person?: string) => void;
}

export function peopleOf(database: Database, now: () => number): People {
  const known = new Map<string, Known>();
  const load = async (person: string): Promise<Omit<Caller, 'session'> | null> => {
    const card = await database.tables
      .selectFrom('person')
      .select(['name', 'language', 'administrator'])
      .where('id', '=', person)
      .where('erased', 'is', null)
      .executeTakeFirst();
    if (card === undefined) return null;
    const memberships: Membership[] = await database.tables
      .selectFrom('membership')
      .select(['party', 'role', 'bodies'])
      .where('person', '=', person)
      .orderBy('party')
      .execute();
    return { actor: { person, memberships }, ...card };
  };
  return {
    callerOf: async (person) => {
      const held = known.get(person);
      if (held !== undefined && now() - held.at < remembered) return held.caller;
      const caller = await load(person);
      known.delete(person);
      if (caller === null) return null;
      if (known.size > 10_000) known.clear();
      known.set(person, { at: now(), caller });
      return caller;
    },
    forget: (person) => (person === undefined ? known.clear() : void known.delete(person)),
  };
}

/** Lets nobody in without a session, but for the few open paths; sets the caller. */
export const signedIn = (office: Pick<Office, 'signIn' | 'people'>) =>
  createMiddleware<Env>(async (context, next) => {
    if (open.test(context.req.path)) return next();
    const session = await office.signIn.sessionOf(context.req.raw);
    const caller = session === null ? null : await office.people.callerOf(session.person);
    if (session === null || caller === null) throw new Problem('signed-out');
    context.set('caller', { ...caller, session: session.id });
    return next();
  });

/**
 * Another site must not make a browser change something here: such requests carry its origin. Programs send neither header
 * and bring no cookie that a browser would add by itself.
 */
export const sameSite = (baseUrl: string) => {
  const site = { origins: originsOf(new URL(baseUrl)) };
  return createMiddleware(async (context, next) => {
    if (comesFromElsewhere(context.req.raw, site)) throw new Problem('cross-site');
    return next();
  });
};

export const callerOf = (context: Context<Env>): Caller => context.get('caller');

/** The host's own matters: people, sign-in, mail. An administrator sees no record because of that. */
export function needAdministrator(context: Context<Env>): Caller {
  const caller = callerOf(context);
  if (!caller.administrator) throw new Problem('forbidden', 'Only an administrator of this instance may do that.');
  return caller;
}
