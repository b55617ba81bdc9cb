import type { Head } from './log.ts';
import type { Lock } from './sealing.ts';
import { readStatement, type Statement } from './statement.ts';
import type { Sequence, Table } from './tableCopies.ts';

/**
 * A backup: a ZIP archive with every table as COPY writes it, every file under its hash, the keys and the secret, all of
 * one moment, and a signed list of them. With a passphrase everything but that list is sealed.
 */
export interface Manifest {
  readonly kind: 'backup';
  readonly form: 1;
  /** Version of the program that made it. */
  readonly program: string;
  readonly instance: string;
  readonly made: string;
  readonly head: Head;
  /** In the order in which they can be filled. */
  readonly tables: readonly TableEntry[];
  readonly sequences: readonly Sequence[];
  readonly files: {
    readonly count: number;
    readonly bytes: number;
    /** SHA-256 of all their hashes in order, each with a line feed. */
    readonly sha256: string;
    /** Files that records name but that were not held, or not as they were. */
    readonly lacking: readonly string[];
  };
  readonly secrets: readonly { readonly name: string; readonly sha256: string }[];
  readonly lock: Lock | null;
}

export interface TableEntry extends Table {
  readonly bytes: number;
  readonly sha256: string;
}

export interface SignedManifest extends Statement {
  readonly says: Manifest;
}

export const manifestName = 'manifest.json';
/** More than the list of a large backup takes. */
export const longestManifest = 64 * 2 ** 20;

export const tableName = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `tables/${schema}.${name}.copy`;
export const fileName = (sha256: string): string => `files/${sha256}`;

/** The secret, the keys and settings of the host: nothing else of the data folder is taken, or gets a path from a backup. */
export const isSecretName = (name: string): boolean =>
  /^(?:secret|[a-z][a-z-]{0,60}\.json|keys\/(?:in-use|[\w-]{43}\.pem))$/.test(name);

/** The manifest of a text, signed or not; `null` where it is none of this form. */
export function readManifest(text: string): SignedManifest | null {
  const statement = readStatement(text, 'backup') as SignedManifest | null;
  if (statement === null) return null;
  const { form, instance, head, tables, sequences, files, secrets } = statement.says;
  const isOurs =
    form === 1 &&
    typeof instance === 'string' &&
    Number.isSafeInteger(head?.seq) &&
    [tables, sequences, secrets, files?.lacking].every(Array.isArray) &&
    tables.every((table) => [table.schema, table.name, table.sha256].every((each) => typeof each === 'string')) &&
    secrets.every(({ name }) => isSecretName(name));
  return isOurs ? statement : null;
}
