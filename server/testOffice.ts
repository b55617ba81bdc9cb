import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Membership } from '../programme/access.ts';
import { openDatabase } from '../records/database.ts';
import { folderFiles } from '../records/folderFiles.ts';
import { foundedInstance } from '../records/instance.ts';
import { migrate } from '../records/migrate.ts';
import { newKey } from '../records/signing.ts';
import { testDatabase } from '../records/testDatabase.ts';
import type { Env } from './access.ts';
import { appOf } from './app.ts';
import { importingOf } from './importing.ts';
import { officeOf } from './main.ts';
import type { LogLine, Office } from './office.ts';
import { signIn } from './signIn/signIn.ts';
import { type Visitor, visitorOf } from './testVisitor.ts';

export type { Visitor } from './testVisitor.ts';

/** A whole server in memory, with a database of its own: real in everything but the socket. */

const baseUrl = 'http://localhost:8080';

export interface Asked {
  readonly as?: Visitor | null;
  readonly method?: string;
  /** Sent as JSON, unless it is bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestOffice {
  readonly office: Office;
  readonly app: OpenAPIHono<Env>;
  /** Lines that the server logged. */
  readonly lines: readonly LogLine[];
  readonly ask: (path: string, asked?: Asked) => Promise<Response>;
  readonly visitor: (name: string, memberships: readonly Membership[], administrator?: boolean) => Promise<Visitor>;
  readonly close: () => Promise<void>;
}

export async function testOffice(): Promise<TestOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-office-'));
  const clock = { now: () => new Date() };
  const made = await testDatabase(async (connection) => {
    const fresh = openDatabase(connection);
    await migrate(fresh.tables);
    const entrance = signIn(
      fresh.pool,
      { baseUrl, secret: 'x'.repeat(40), oidc: [], trustProxy: false },
      { now: clock.now, log: () => {} },
    );
    await entrance.migrate();
    await entrance.close();
    await fresh.close();
  }, 'office');
  const database = openDatabase(made.connection);
  const key = await newKey(join(folder, 'keys'));
  const instance = await foundedInstance(database, key, clock);
  const files = await folderFiles(join(folder, 'files'));
  const lines: LogLine[] = [];
  const office = await officeOf(
    {
      database,
      files,
      key,
      clock,
      instance,
      migrated: [],
      secret: Buffer.alloc(32, 7),
      place: { data: folder, environment: {} },
      close: async () => {},
    },
    { baseUrl, host: '127.0.0.1', log: (line) => void lines.push(line) },
  );
  const importing = importingOf(office);
  const app = appOf(office, importing);
  const ask: TestOffice['ask'] = async (path, { as = null, method, body, headers = {} } = {}) =>
    app.request(`${baseUrl}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(as === null ? {} : { cookie: as.cookie }),
        ...(body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
    } as RequestInit);
  return {
    ...{ office, app, lines, ask },
    visitor: (name, memberships, administrator) =>
      visitorOf(office, async (path, init) => app.request(`${baseUrl}${path}`, init), name, memberships, administrator),
    close: async () => {
      await importing.close();
      await office.bell.close();
      await office.signIn.close();
      await database.close();
      await made.drop();
      await rm(folder, { recursive: true });
    },
  };
}
