import {
  fileName,
  longestManifest,
  type Manifest,
  manifestName,
  readManifest,
  type SignedManifest,
  tableName,
} from './backupForm.ts';
import { gathered, sha256Of } from './contents.ts';
import { LineTooLong, linesOf } from './lines.ts';
import type { Break, KeptRecord } from './log.ts';
import { filesIn } from './namedFiles.ts';
import { passing } from './passing.ts';
import { opened, unlocked } from './sealing.ts';
import { signerOf } from './statement.ts';
import { fieldsOf } from './tableCopies.ts';
import { type Walk, walkRecords, wholeLog } from './walk.ts';
import { type Archive, BrokenArchive, inflated } from './zipReading.ts';

/** What is wrong with a backup. */
export type BackupFault =
  | Break
  /** An entry is not there, or not as it was written. */
  | { readonly kind: 'entry'; readonly name: string }
  /** An entry that the signed list does not name. */
  | { readonly kind: 'surplus'; readonly name: string }
  /** Files were taken out or put in. */
  | { readonly kind: 'files' }
  /** The list is signed by no key of the records in it. */
  | { readonly kind: 'manifest' }
  /** The records were not founded by the key that was expected. */
  | { readonly kind: 'stranger'; readonly key: string | null };

/** A backup that can be read. */
export interface Backup {
  readonly statement: SignedManifest;
  readonly manifest: Manifest;
  readonly names: readonly string[];
  /** The bytes of an entry, as they were before they were packed and sealed. */
  readonly read: (name: string) => AsyncIterable<Uint8Array>;
}

export type Opening =
  | { readonly kind: 'opened'; readonly backup: Backup }
  | { readonly kind: 'no-backup' }
  | { readonly kind: 'passphrase-needed' }
  | { readonly kind: 'wrong-passphrase' };

/** Reads the list of a backup and gets ready to read the rest. Throws a BrokenArchive where the file is not whole. */
export async function openBackup(archive: Archive, passphrase: string | undefined): Promise<Opening> {
  if ((archive.sizeOf(manifestName) ?? longestManifest) >= longestManifest) return { kind: 'no-backup' };
  const statement = readManifest((await gathered(archive.read(manifestName))).toString('utf8'));
  if (statement === null) return { kind: 'no-backup' };
  const { lock } = statement.says;
  const names = archive.names.filter((name) => name !== manifestName);
  const backup = (read: Backup['read']): Opening => ({
    kind: 'opened',
    backup: { statement, manifest: statement.says, names, read },
  });
  if (lock === null) return backup(archive.read);
  if (passphrase === undefined) return { kind: 'passphrase-needed' };
  const key = await unlocked(lock, passphrase);
  if (key === null) return { kind: 'wrong-passphrase' };
  return backup((name) => inflated(opened(archive.read(name), key, name)));
}

export interface BackupReport extends Walk {
  readonly faults: readonly BackupFault[];
}

export interface CheckOptions {
  readonly pinned?: string | undefined;
  readonly progress?: (done: number, total: number, name: string) => void;
  readonly signal?: AbortSignal;
}

const logName = tableName({ schema: 'public', name: 'record' });

/** Reads everything once: each hash, the chain of the records, that all files they name are there, and who signed the list. */
export async function checkBackup(backup: Backup, options: CheckOptions = {}): Promise<BackupReport> {
  const { statement, manifest, names } = backup;
  const faults: BackupFault[] = [];
  const { progress = () => {}, signal, pinned } = options;
  const expected = expectedHashes(backup);
  const named = new Set<string>();
  let walk: Walk = { ...(await walkRecords(none(), wholeLog)) };
  let done = 0;
  for (const [name, sha256] of expected) {
    progress(done, expected.size, name);
    done += 1;
    const { bytes, sha256: found } = passing(backup.read(name), signal);
    try {
      if (name === logName) {
        walk = await walkRecords(recordsOf(manifest, bytes), wholeLog, (_, envelope) => {
          for (const file of filesIn(envelope)) named.add(file);
        });
      }
      for await (const _ of bytes);
      if (found() !== sha256) faults.push({ kind: 'entry', name });
    } catch (error) {
      if (!isDamage(error)) throw error;
      faults.push({ kind: 'entry', name });
    }
  }
  faults.push(...names.filter((name) => !expected.has(name)).map((name) => ({ kind: 'surplus' as const, name })));
  const known = new Set([...names, ...manifest.files.lacking.map(fileName)]);
  const absent = [...named].map(fileName).filter((name) => !known.has(name));
  faults.push(...absent.map((name) => ({ kind: 'entry' as const, name })));
  if ((await listHash(names)) !== manifest.files.sha256) faults.push({ kind: 'files' });
  return { ...walk, faults: [...faults, ...chainFaults(walk, statement, pinned)] };
}

async function* none(): AsyncGenerator<never> {}

const isDamage = (error: unknown): boolean =>
  error instanceof BrokenArchive ||
  error instanceof LineTooLong ||
  /^(Z_|ERR_STREAM)/.test((error as NodeJS.ErrnoException).code ?? '');

const isFile = (name: string): boolean => name.startsWith(fileName(''));

/** What every entry must hash to. */
function expectedHashes({ manifest, names }: Backup): ReadonlyMap<string, string> {
  return new Map([
    ...manifest.tables.map((table) => [tableName(table), table.sha256] as const),
    ...manifest.secrets.map(({ name, sha256 }) => [name, sha256] as const),
    ...names.filter(isFile).map((name) => [name, name.slice(fileName('').length)] as const),
  ]);
}

/** The records in the copy of their table. */
async function* recordsOf(manifest: Manifest, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<KeptRecord> {
  const table = manifest.tables.find((each) => tableName(each) === logName);
  const columns = table?.columns.map(({ name }) => name) ?? [];
  const [seq, hash, envelope, jws] = ['seq', 'hash', 'envelope', 'jws'].map((name) => columns.indexOf(name));
  for await (const line of linesOf(bytes)) {
    const fields = fieldsOf(line.toString('utf8'));
    const text = (at: number | undefined): string => fields[at ?? -1] ?? '';
    yield { seq: Number(text(seq)), hash: text(hash), envelope: text(envelope), jws: text(jws) };
  }
}

function chainFaults(walk: Walk, statement: SignedManifest, pinned: string | undefined): BackupFault[] {
  const { head } = statement.says;
  const [founding = null] = walk.publicKeys.keys();
  return [
    ...walk.breaks,
    ...(head.seq === walk.head.seq && head.hash === walk.head.hash
      ? []
      : [{ kind: 'head' as const, seq: walk.head.seq, expected: head.seq }]),
    ...(signerOf(statement, walk.publicKeys) === null ? [{ kind: 'manifest' as const }] : []),
    ...(pinned === undefined || pinned === founding ? [] : [{ kind: 'stranger' as const, key: founding }]),
  ];
}

/** The SHA-256 of the list of files, as the manifest has it. */
const listHash = (names: readonly string[]): Promise<string> =>
  sha256Of(names.filter(isFile).map((name) => Buffer.from(`${name.slice(fileName('').length)}\n`)));
