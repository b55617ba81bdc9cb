import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Clock, Files } from '../programme/ports.ts';
import { fileName, isSecretName, type Manifest, manifestName, type TableEntry, tableName } from './backupForm.ts';
import { headRecord } from './bundle.ts';
import { sha256Of } from './contents.ts';
import type { Database } from './database.ts';
import { namedFiles } from './namedFiles.ts';
import { onOwnConnection } from './ownConnection.ts';
import { passing } from './passing.ts';
import type { Tables } from './schema.ts';
import { newLock, sealed } from './sealing.ts';
import { keyIn } from './signing.ts';
import { statementOf } from './statement.ts';
import { plainText, rowsOf, sequencesIn, tablesIn } from './tableCopies.ts';
import { wholeFile } from './wholeFile.ts';
import { deflated, type ZipWriter, zipWriter } from './zip.ts';

/** What is backed up. It may be in use. */
export interface Source {
  readonly database: Database;
  readonly files: Files;
  /** The folder with the keys and the secret. */
  readonly data: string;
  readonly clock: Clock;
}

export interface BackupOptions {
  readonly program: string;
  readonly passphrase?: string | undefined;
  readonly progress?: (done: number, total: number, name: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes a backup to a file that is there whole or not at all. Database and log are those of one moment, whatever is
 * written meanwhile; files are kept before records name them, so all that these name are there.
 */
export function writeBackup(path: string, source: Source, options: BackupOptions): Promise<Manifest> {
  return wholeFile(path, async (file) => {
    const zip = zipWriter(file);
    const manifest = await writeEntries(zip, source, options);
    await zip.finish();
    return manifest;
  });
}

async function writeEntries(zip: ZipWriter, source: Source, options: BackupOptions): Promise<Manifest> {
  const { signal, program, progress = () => {} } = options;
  // First the keys: should one be replaced meanwhile, the records know the old one as well.
  const secrets = await secretsIn(source.data);
  const key = await keyIn(join(source.data, 'keys'));
  if (key === null) throw new Error(`${join(source.data, 'keys')} holds no key in use.`);
  const made = options.passphrase === undefined ? null : await newLock(options.passphrase);
  const add = adding(zip, made?.key ?? null, signal);

  const copied = await source.database.tables
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => writeTables(tx, source.database, add, progress));
  const files = await writeFiles(source.files, copied.named, add, (done, total, name) =>
    progress(copied.tables.length + done, copied.tables.length + total, name),
  );
  for (const [name, bytes] of secrets) await add(name, once(bytes));
  const manifest: Manifest = {
    ...{ kind: 'backup', form: 1, program, instance: copied.instance, made: source.clock.now().toISOString() },
    ...{ head: copied.head, tables: copied.tables, sequences: copied.sequences, files },
    secrets: await Promise.all([...secrets].map(async ([name, bytes]) => ({ name, sha256: await sha256Of([bytes]) }))),
    lock: made?.lock ?? null,
  };
  await zip.add(manifestName, Buffer.from(await statementOf(manifest, key)));
  return manifest;
}

type Add = (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<Added>;

interface Added {
  readonly bytes: number;
  readonly sha256: string;
  readonly forget: () => void;
}

const adding =
  (zip: ZipWriter, key: Buffer | null, signal: AbortSignal | undefined): Add =>
  async (name, bytes) => {
    const plain = passing(bytes, signal);
    const { forget } =
      key === null
        ? await zip.add(name, plain.bytes)
        : await zip.add(name, sealed(deflated(plain.bytes), key, name), { packed: false });
    return { bytes: plain.length(), sha256: plain.sha256(), forget };
  };

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The keys, the secret and what the host has set, as they lie in the folder. */
async function secretsIn(data: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys = (await readdir(join(data, 'keys'))).map((name) => `keys/${name}`);
  const names = [...(await readdir(data)), ...keys].filter(isSecretName).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(data, name))] as const)));
}

/** All tables as the transaction sees them, written out on a second connection that sees the same. */
async function writeTables(
  tx: Kysely<Tables>,
  { pool }: Database,
  add: Add,
  progress: (done: number, total: number, name: string) => void,
) {
  const { rows } = await sql<{ snapshot: string }>`select pg_export_snapshot() as snapshot`.execute(tx);
  const { seq, hash } = await headRecord(tx);
  const { id: instance } = await tx.selectFrom('instance').select('id').executeTakeFirstOrThrow();
  const copied = await onOwnConnection(pool, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`set transaction snapshot '${rows[0]?.snapshot}'; ${plainText}`);
    const found = await tablesIn(client);
    const tables: TableEntry[] = [];
    for (const table of found) {
      progress(tables.length, found.length, `${table.schema}.${table.name}`);
      const { bytes, sha256 } = await add(tableName(table), rowsOf(client, table));
      const { schema, name, columns } = table;
      tables.push({ schema, name, columns, bytes, sha256 });
    }
    return { tables, sequences: await sequencesIn(client) };
  });
  return { ...copied, instance, head: { seq, hash }, named: await namedFiles(tx) };
}

async function writeFiles(
  files: Files,
  named: ReadonlySet<string>,
  add: Add,
  progress: (done: number, total: number, name: string) => void,
): Promise<Manifest['files']> {
  const held: string[] = [];
  for await (const sha256 of files.hashes()) held.push(sha256);
  const list = createHash('sha256');
  const lacking = new Set(named);
  let [count, bytes] = [0, 0];
  for (const [done, sha256] of held.entries()) {
    progress(done, held.length, sha256);
    const stream = await files.stream(sha256);
    if (stream === null) continue;
    const added = await add(fileName(sha256), stream);
    if (added.sha256 === sha256) {
      lacking.delete(sha256);
      list.update(`${sha256}\n`);
      count += 1;
      bytes += added.bytes;
    } else {
      added.forget();
      lacking.add(sha256);
    }
  }
  return { count, bytes, sha256: list.digest('hex'), lacking: [...lacking].sort() };
}
