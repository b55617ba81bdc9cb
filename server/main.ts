import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { secretariatOf } from '../programme/secretariat.ts';
import type { LanguageTag } from '../programme/vocabulary.ts';
import { freshId, idOf } from '../records/ids.ts';
import { type Installation, openInstallation, type Place } from '../records/installation.ts';
import { recordsOf } from '../records/records.ts';
import { peopleOf } from './access.ts';
import { appOf } from './app.ts';
import { demonstrate } from './demonstration.ts';
import { bellOf } from './events.ts';
import { followUpTables } from './followUpTables.ts';
import { importingOf } from './importing.ts';
import { startJobs } from './jobs.ts';
import { letterOn } from './letters/letters.ts';
import { addLetter, outboxMail } from './mail.ts';
import type { LogLine, Office } from './office.ts';
import { settingsOf } from './settings.ts';
import { type OidcProvider, type SignInMail, signIn } from './signIn/signIn.ts';

export interface ServerOptions {
  readonly place: Place;
  readonly port: number;
  readonly host: string;
  /** Where people reach it; without it the host and port it listens on. */
  readonly baseUrl?: string;
  readonly trustProxy?: boolean;
  /** Fills the instance with the demonstration and lets anyone choose who he is. */
  readonly demo?: boolean;
  readonly log: (line: LogLine) => void;
  readonly progress?: (step: string) => void;
  /** False only for tests. */
  readonly durable?: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly office: Office;
  /** What the host must type to create the first administrator; null if nothing is asked for. */
  readonly setupCode: string | null;
  /** Takes no more requests, lets those that run end, and lets go of the database. */
  readonly close: () => Promise<void>;
}

const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host);

/** A secret for one purpose, from the secret of the installation. */
const secretFor = (secret: Uint8Array, purpose: string): Buffer =>
  createHmac('sha256', secret).update(purpose).digest();

type OfficeOptions = Pick<ServerOptions, 'trustProxy' | 'log' | 'host' | 'demo'> & {
  readonly baseUrl: string;
  readonly oidc?: readonly OidcProvider[];
};

/** Letters of sign-in go through the outbox like all others, in the language of who gets them. */
const signInLetters =
  ({ database, clock }: Installation) =>
  async ({ kind, to, link, until, from }: SignInMail): Promise<void> => {
    const matter = { name: to.name, link, until: until.slice(0, 10) };
    const letter = letterOn(
      kind === 'invitation' ? { kind, inviter: from, ...matter } : { kind, ...matter },
      to.language as LanguageTag,
    );
    await addLetter(followUpTables(database), { ...letter, kind, to: to.email }, clock.now());
  };

/** Everything the routes need, over an open installation. */
export async function officeOf(installation: Installation, options: OfficeOptions): Promise<Office> {
  const { database, files, key, instance, clock, secret } = installation;
  const records = recordsOf(installation);
  const now = () => clock.now().getTime();
  const entrance = signIn(
    database.pool,
    {
      baseUrl: options.baseUrl,
      secret: secretFor(secret, 'sign-in').toString('base64url'),
      oidc: options.oidc ?? [],
      trustProxy: options.trustProxy ?? false,
      setup: isLoopback(options.host) ? 'open' : 'code',
    },
    {
      now: clock.now,
      log: ({ kind, ...event }) => options.log({ event: `sign-in.${kind}`, ...event }),
      mail: signInLetters(installation),
    },
  );
  await entrance.migrate();
  return {
    ...{ database, files, records, key, instance, clock },
    secretariat: secretariatOf({ records, clock, freshId: () => freshId(clock.now()), idOf }),
    signIn: entrance,
    people: peopleOf(database, now),
    mail: outboxMail(database, clock),
    bell: await bellOf(database),
    secret: secretFor(secret, 'links'),
    baseUrl: options.baseUrl,
    demo: options.demo ?? false,
    log: options.log,
  };
}

/** Starts everything in this process: database, schema, jobs and API. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { place, progress, durable = true } = options;
  const settings = await settingsOf(place.data, place.environment);
  const installation = await openInstallation(place, { durable, ...(progress && { progress }) });
  const opened: (() => Promise<void>)[] = [installation.close];
  // What was opened last is closed first.
  const close = async (): Promise<void> => {
    for (let step = opened.pop(); step !== undefined; step = opened.pop()) await step();
  };
  try {
    // The address is known only when the port is: so the server listens first and answers when the office is ready.
    let answer: (request: Request, env: unknown) => Response | Promise<Response> = () =>
      new Response(null, { status: 503, headers: { 'retry-after': '1' } });
    const server = createAdaptorServer({ fetch: (request, env) => answer(request, env) });
    const port = await listening(server, options);
    opened.push(() => closed(server));
    const baseUrl = options.baseUrl ?? `http://${isLoopback(options.host) ? 'localhost' : options.host}:${port}`;
    const office = await officeOf(installation, { ...options, baseUrl, oidc: settings.oidc });
    opened.push(office.signIn.close, office.bell.close);
    if (options.demo === true) await demonstrate(office);
    const importing = importingOf(office);
    const jobs = startJobs(office, settings.mail);
    opened.push(importing.close, jobs.stop);
    const app = appOf(office, importing);
    importing.start();
    answer = (request, env) => app.fetch(request, env as never);
    return { url: baseUrl, office, setupCode: await office.signIn.setupCode(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listening(server: ServerType, { port, host }: ServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Milliseconds that requests get to end. */
const patience = 5000;

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), patience).unref();
  });
}
