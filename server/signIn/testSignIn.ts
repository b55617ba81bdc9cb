import pg from 'pg';
import { openDatabase } from '../../records/database.ts';
import { migrate } from '../../records/migrate.ts';
import { type TestDatabase, testDatabase } from '../../records/testDatabase.ts';
import type { SignInEvent, SignInMail } from './ports.ts';
import type { Session } from './sessions.ts';
import { type SignIn, type SignInSettings, signIn } from './signIn.ts';

const prepared = (name: string): Promise<TestDatabase> =>
  testDatabase(async (connection) => {
    const { tables, pool, close } = openDatabase(connection);
    await migrate(tables);
    const own = signIn(pool, plainSettings, { now: () => new Date(), log: () => {} });
    await own.migrate();
    await own.close();
    await close();
  }, name);

export const plainSettings: SignInSettings = {
  baseUrl: 'https://rapport.example.org',
  secret: 'a secret of the tests that is long enough',
  oidc: [],
  trustProxy: false,
  setup: 'open',
};

/** A server with a database of its own, and a clock that a test can move. */
export interface Desk {
  readonly signIn: SignIn;
  readonly pool: pg.Pool;
  readonly settings: SignInSettings;
  readonly events: SignInEvent[];
  readonly mails: SignInMail[];
  readonly pass: (milliseconds: number) => void;
  readonly now: () => Date;
  /** A second server on the same database. */
  readonly another: (settings?: Partial<SignInSettings>) => SignIn;
  readonly browser: (address?: string, cookies?: Map<string, string>) => Browser;
  readonly close: () => Promise<void>;
}

export async function openDesk(changes: Partial<SignInSettings> = {}): Promise<Desk> {
  const settings = { ...plainSettings, ...changes };
  const database = await prepared('sign_in');
  const pool = new pg.Pool({ ...database.connection, max: 8 });
  pool.on('error', () => {});
  let passed = 0;
  const [events, mails]: [SignInEvent[], SignInMail[]] = [[], []];
  const now = (): Date => new Date(Date.now() + passed);
  const ports = { now, log: (event: SignInEvent) => void events.push(event) };
  const mail = async (message: SignInMail): Promise<void> => void mails.push(message);
  const servers: SignIn[] = [];
  const another = (more: Partial<SignInSettings> = {}): SignIn => {
    const server = signIn(pool, { ...settings, ...more }, { ...ports, mail });
    servers.push(server);
    return server;
  };
  const first = another();
  return {
    ...{ signIn: first, pool, settings, events, mails, now, another },
    pass: (milliseconds) => {
      passed += milliseconds;
    },
    browser: (address, cookies) => browserOn(first, settings, address, cookies),
    close: async () => {
      for (const server of servers) await server.close();
      await pool.end();
      await database.drop();
    },
  };
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects, and fails if it is not there.
  readonly body: any;
  readonly headers: Headers;
}

/** Keeps cookies as a browser does, and sends what one sends. */
export interface Browser {
  readonly cookies: Map<string, string>;
  readonly ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Who the server takes this browser for. */
  readonly session: (server?: SignIn) => Promise<Session | null>;
  /** The same browser talking to another server. */
  readonly at: (server: SignIn) => Browser;
}

function browserOn(
  server: SignIn,
  settings: SignInSettings,
  address = '192.0.2.1',
  cookies = new Map<string, string>(),
): Browser {
  const headersWith = (more: Record<string, string>): Record<string, string> => ({
    ...(cookies.size > 0 ? { cookie: Array.from(cookies, (pair) => pair.join('=')).join('; ') } : {}),
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ...more,
  });
  const keep = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (/max-age=0(;|$)/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
  };
  return {
    cookies,
    ask: async (method, path, body, headers = {}) => {
      const origin: Record<string, string> = method === 'GET' ? {} : { origin: settings.baseUrl };
      const response = await server.routes.request(
        path,
        {
          method,
          headers: headersWith({
            ...origin,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          }),
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        },
        { incoming: { socket: { remoteAddress: address } } },
      );
      keep(response.headers);
      const text = await response.text();
      const typed = response.headers.get('content-type')?.includes('json');
      return { status: response.status, body: typed ? JSON.parse(text) : text, headers: response.headers };
    },
    session: (other = server) => other.sessionOf(new Request(settings.baseUrl, { headers: headersWith({}) })),
    at: (other) => browserOn(other, settings, address, cookies),
  };
}

export const goodPassword = 'oryx lantern 73 gravel';

/** A person with a password; the id of the card. */
export async function someone(desk: Desk, email: string, password: string | null = goodPassword): Promise<string> {
  const name = email.replace(/@.*/, '');
  const person = await desk.signIn.createPerson({ name, email, language: 'en', administrator: false });
  if (person === null) throw new Error(`The address is taken: ${email}`);
  if (password !== null) await desk.signIn.setPassword(person, password);
  return person;
}

/** A browser in which somebody has signed in with a password. */
export async function signedIn(desk: Desk, email: string, password = goodPassword): Promise<Browser> {
  const browser = desk.browser();
  const answer = await browser.ask('POST', '/password', { email, password });
  if (answer.body.next !== 'signed-in') throw new Error(`Not signed in: ${JSON.stringify(answer.body)}`);
  return browser;
}
