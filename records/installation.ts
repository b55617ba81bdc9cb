import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Files } from '../programme/ports.ts';
import { type Database, openDatabase } from './database.ts';
import { filesOf } from './files.ts';
import { foundedInstance } from './instance.ts';
import { migrate } from './migrate.ts';
import { type Cluster, startCluster } from './postgres.ts';
import type { Memory } from './records.ts';
import { keyIn, newKey } from './signing.ts';

/** Where an installation keeps what it keeps. */
export interface Place {
  /** Folder of the embedded database, the files, the keys and the secret. */
  readonly data: string;
  /** An external PostgreSQL, 15 or newer; without it the embedded one is used. */
  readonly databaseUrl?: string | undefined;
  /** `s3://bucket/prefix`; without it a folder in `data`. */
  readonly files?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** An installation that is open: its memory, and how to let go of it. */
export interface Installation extends Memory {
  readonly files: Files;
  /** What the program did to the schema on the way. */
  readonly migrated: readonly string[];
  readonly secret: Uint8Array;
  readonly place: Place;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  readonly progress?: (step: string) => void;
  readonly clock?: Clock;
  /** False only for tests. */
  readonly durable?: boolean;
}

/** The secret that signs links: made once, readable by the owner alone. */
async function secretIn(folder: string): Promise<Uint8Array> {
  const path = join(folder, 'secret');
  try {
    await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
}

/** Opens the database alone: what looks at an installation without using it (`doctor`, a preview of migrations) needs no more. */
export async function openPlaceDatabase(
  place: Place,
  options: OpenOptions = {},
): Promise<{ readonly database: Database; readonly cluster: Cluster | null; readonly close: () => Promise<void> }> {
  if (place.databaseUrl !== undefined) {
    const database = openDatabase({ connectionString: place.databaseUrl });
    return { database, cluster: null, close: database.close };
  }
  await mkdir(place.data, { recursive: true });
  const { progress, durable = true } = options;
  const cluster = await startCluster(join(place.data, 'database'), { durable, ...(progress && { progress }) });
  const database = openDatabase(cluster.connection);
  return {
    database,
    cluster,
    close: async () => {
      await database.close();
      await cluster.stop();
    },
  };
}

/** Opens an installation: starts its database, brings its schema up to date, and makes what is missing at the first start. */
export async function openInstallation(place: Place, options: OpenOptions = {}): Promise<Installation> {
  const { clock = { now: () => new Date() } } = options;
  const { database, close } = await openPlaceDatabase(place, options);
  try {
    const migrated = await migrate(database.tables);
    const keys = join(place.data, 'keys');
    await mkdir(place.data, { recursive: true });
    const key = (await keyIn(keys)) ?? (await newKey(keys));
    const instance = await foundedInstance(database, key, clock);
    const files = await filesOf(place.files ?? join(place.data, 'files'), place.environment);
    const secret = await secretIn(place.data);
    return { database, files, key, clock, instance, migrated, secret, place, close };
  } catch (error) {
    await close();
    throw error;
  }
}
