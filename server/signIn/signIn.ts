import type { Context } from 'hono';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { accessTokenRoutes } from './accessTokens.ts';
import { keepPassword } from './account.ts';
import { newApp, openSession, protect, sessionOf } from './asking.ts';
import { enrolmentRoutes } from './enrolment.ts';
import { firstRun, neededSetupCode } from './firstRun.ts';
import { type Invitation, invitationRoutes, invite } from './invitations.ts';
import { limitsOf } from './limits.ts';
import { migrate } from './migrate.ts';
import { oidcRoutes } from './oidcRoutes.ts';
import { ownAccount } from './ownAccount.ts';
import { ownSessions } from './ownSessions.ts';
import type { Parts } from './parts.ts';
import { passkeyRoutes } from './passkeyRoutes.ts';
import { passwordSignIn } from './passwordSignIn.ts';
import { addPerson, cardOf, found, type NewPerson } from './persons.ts';
import { causeOf, type Ports } from './ports.ts';
import { resetRoutes } from './resets.ts';
import { removeSecondFactor } from './secondFactor.ts';
import { secondStepRoutes } from './secondStep.ts';
import { keysOf } from './secrets.ts';
import { type Session, sessionsOf } from './sessions.ts';
import { type SignInSettings, siteOf } from './settings.ts';
import { sweep } from './sweep.ts';
import { tablesOf } from './tables.ts';
import { ticketsOf } from './tickets.ts';
import type { Weakness } from './weakness.ts';

export type { SignInMail } from './ports.ts';
export type { Session } from './sessions.ts';
export type { OidcProvider, SignInSettings } from './settings.ts';

const routesOf = (parts: Parts) =>
  protect(newApp(), parts)
    .route('/', firstRun(parts))
    .route('/', passwordSignIn(parts))
    .route('/', secondStepRoutes(parts))
    .route('/', enrolmentRoutes(parts))
    .route('/', passkeyRoutes(parts))
    .route('/', oidcRoutes(parts))
    .route('/', invitationRoutes(parts))
    .route('/', resetRoutes(parts))
    .route('/', ownAccount(parts))
    .route('/', ownSessions(parts))
    .route('/', accessTokenRoutes(parts));

/** The routes of sign-in with their types, for a typed client. */
export type SignInRoutes = ReturnType<typeof routesOf>;

export interface SignIn {
  /** Brings the tables of sign-in up to date (schema `sign_in`); again does nothing. Needs the table `person`. */
  readonly migrate: () => Promise<void>;
  /** To be mounted under `signInPath`. */
  readonly routes: SignInRoutes;
  /** Who asks; null without a valid session. */
  readonly sessionOf: (request: Request) => Promise<Session | null>;
  /** Tells of sessions that end, so that open streams can be closed; returns how to stop being told. */
  readonly onSessionEnd: (listener: (session: string) => void) => () => void;
  /** What the host must type to create the first administrator; null if nothing is asked for. */
  readonly setupCode: () => Promise<string | null>;
  /** The id of the new card; null if somebody else has the address. */
  readonly createPerson: (person: NewPerson) => Promise<string | null>;
  /** For the demonstration alone: signs somebody in who has shown nothing. Throws without such a person. */
  readonly enterAs: (c: Context, person: string) => Promise<Session>;
  /** Why the password is too weak; null if it holds now, and all sessions of the person have ended. Throws without such a person. */
  readonly setPassword: (person: string, password: string) => Promise<Weakness | null>;
  /** For one who lost his second factor: removes it with the recovery codes and ends all sessions; false if there was none. */
  readonly resetSecondFactor: (person: string) => Promise<boolean>;
  /** Makes the link by which a person who has a card comes in, and sends it if it can. Throws without such a person. */
  readonly invite: (person: string, from: string | null) => Promise<Invitation>;
  /** Ends all sessions and access tokens of a person; how many there were. */
  readonly revokeSessions: (person: string) => Promise<number>;
  /** Erases all that somebody could sign in with. Deleting the card, or writing `erased` on it, does the same by itself. */
  readonly forget: (person: string) => Promise<void>;
  /** Clears away what has lapsed: to be called now and then, once a day or oftener. */
  readonly sweep: () => Promise<void>;
  /** Lets go of what runs beside the requests. */
  readonly close: () => Promise<void>;
}

/** Throws a RangeError where the settings make no safe sign-in. */
export function signIn(pool: Pool, settings: SignInSettings, ports: Ports): SignIn {
  const site = siteOf(settings);
  const [db, keys] = [tablesOf(pool), keysOf(settings.secret)];
  const sessions = sessionsOf(pool, db, keys, ports);
  const working = new Set<Promise<void>>();
  const later = (work: () => Promise<void>): void => {
    const done = work().catch((error: unknown) => ports.log({ kind: 'failed', cause: causeOf(error) }));
    working.add(done);
    void done.finally(() => working.delete(done));
  };
  const parts: Parts = {
    ...{ settings, site, ports, db, keys, sessions, later },
    tickets: ticketsOf(db, keys, ports.now),
    limits: limitsOf(db, keys, ports.now),
  };

  return {
    migrate: () => migrate(pool),
    routes: routesOf(parts),
    sessionOf: (request) => sessionOf(parts, request),
    onSessionEnd: sessions.onEnd,
    setupCode: () => neededSetupCode(parts),
    createPerson: async (person) => {
      const id = await addPerson(db, person);
      if (id !== null && person.administrator) await found(db, ports.now());
      if (id !== null) ports.log({ kind: 'changed', person: id, what: 'created' });
      return id;
    },
    enterAs: async (c, person) => {
      if (!(await cardOf(db, person))) throw new RangeError(`There is no person ${person}`);
      return openSession(parts, c, { person, means: 'demonstration', secondFactor: false });
    },
    setPassword: async (person, password) => {
      const card = await cardOf(db, person);
      if (!card) throw new RangeError(`There is no person ${person}`);
      const weakness = await keepPassword(db, card, password);
      if (weakness) return weakness;
      await sessions.end({ person });
      ports.log({ kind: 'changed', person, what: 'password-set' });
      return null;
    },
    resetSecondFactor: async (person) => {
      const removed = await removeSecondFactor(db, person);
      await sessions.end({ person });
      if (removed) ports.log({ kind: 'changed', person, what: 'second-factor-removed' });
      return removed;
    },
    invite: (person, from) => invite(parts, person, from),
    revokeSessions: async (person) => {
      const ended = (await sessions.end({ person })) + (await sessions.endToken({ person }));
      ports.log({ kind: 'changed', person, what: 'sessions-revoked' });
      return ended;
    },
    forget: async (person) => {
      await sql`select sign_in.forget(${person})`.execute(db);
      ports.log({ kind: 'changed', person, what: 'erased' });
    },
    sweep: () => sweep(db, ports.now()),
    close: async () => {
      await Promise.all(working);
      await sessions.close();
    },
  };
}
