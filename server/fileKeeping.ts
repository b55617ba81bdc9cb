import { sql } from 'kysely';
import type { Actor } from '../programme/access.ts';
import { Invalid } from '../programme/checks.ts';
import type { KeptReading } from '../programme/keptReading.ts';
import { Conflict, type Files, Forbidden } from '../programme/ports.ts';
import type { ImportedFile, KeptDocument, Secretariat, Standing } from '../programme/secretariat.ts';
import type { Refusal } from '../reader/model.ts';
import { BucketFailure } from '../records/bucketFailure.ts';
import type { CountedFinding, FileReading } from './fileReading.ts';
import type { Db, Detail } from './importTables.ts';
import type { LogLine } from './office.ts';
import type { Readers, ThreadReading } from './readers.ts';

/** A file whose bytes are kept. */
export interface KeptFile {
  readonly sha256: string;
  readonly bytes: number;
  /** As it was called, with the folders it stood in. */
  readonly name: string;
}

/** Where the documents of a file are to stand. */
export type Place = Required<Pick<Standing, 'owner' | 'programme' | 'visibility'>>;

/** Why a file that may be in order could not be kept. */
export type Failure =
  | Extract<ThreadReading, { kind: 'lost' }>['reason']
  /** Who ordered it may not write for the owner, or not any more. */
  | 'forbidden'
  /** A register refuses what was read; `detail` says which field. */
  | 'invalid'
  /** Others kept changing the same document. */
  | 'conflict'
  /** A fault of the program; it was logged. */
  | 'fault';

export type Outcome =
  | { readonly kind: 'kept'; readonly documents: readonly KeptDocument[]; readonly findings: readonly CountedFinding[] }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly detail: Detail }
  | { readonly kind: 'failed'; readonly reason: Failure; readonly detail: Detail }
  /** The program is ending; nothing was done. */
  | { readonly kind: 'closed' };

export interface KeepingPorts {
  readonly files: Files;
  readonly secretariat: Pick<Secretariat, 'keepDocument'>;
  readonly readers: Readers;
  readonly log: (line: LogLine) => void;
}

const failed = (reason: Failure, detail: Detail = {}): Outcome => ({ kind: 'failed', reason, detail });

/**
 * Reads a file and enters the documents in it. `tx` holds the locks on its works until it ends. Doing it twice enters nothing
 * twice. Throws where the database or the place for files is away: that says nothing of the file.
 */
export async function keepFile(
  ports: KeepingPorts,
  tx: Db,
  actor: Actor,
  place: Place,
  file: KeptFile,
): Promise<Outcome> {
  const reading = await ports.readers.read(() => ports.files.read(file.sha256));
  switch (reading.kind) {
    case 'closed':
    case 'refused':
      return reading;
    case 'lost':
      return failed(reading.reason, reading.detail);
    case 'read':
      try {
        return await keepParts(ports, tx, actor, place, file, reading);
      } catch (error) {
        return failureOf(error, ports.log);
      }
  }
}

async function keepParts(
  { files, secretariat }: KeepingPorts,
  tx: Db,
  actor: Actor,
  place: Place,
  { sha256, bytes, name }: KeptFile,
  { format, parts, findings }: Extract<FileReading, { kind: 'read' }>,
): Promise<Outcome> {
  const imported: ImportedFile[] = [];
  for (const [part, { json, findings }] of parts.entries()) {
    const kept = await files.keep(json);
    if (kept.kind !== 'kept') throw new Error(`A reading of ${json.length} bytes was not kept.`);
    imported.push({
      ...{ format, sha256, bytes, part, findings: [...findings], readingSha256: kept.sha256 },
      name: (name.split('/').at(-1) || name).slice(-maximumName),
      reading: JSON.parse(Buffer.from(json).toString('utf8')) as KeptReading,
    });
  }
  await lockWorks(tx, place, imported);
  const documents: KeptDocument[] = [];
  for (const each of imported) documents.push(await patiently(() => secretariat.keepDocument(actor, each, place)));
  return { kind: 'kept', documents, findings };
}

const maximumName = 500;

/**
 * Two language versions of one work write the same document and read its mandates from the leading one: they go one after the
 * other, in whatever process. The locks are taken in one order, so that nobody waits in a circle.
 */
async function lockWorks(tx: Db, { owner, programme }: Place, files: readonly ImportedFile[]): Promise<void> {
  const works = files.map(({ reading, sha256 }) =>
    JSON.stringify(['rapport.work', owner, programme, reading.work ?? reading.symbol ?? sha256]),
  );
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(work, 0) as key from unnest(${works}::text[]) work order by 1
    ) keys`.execute(tx);
}

/** How often a document that others change at the same time is tried. */
const attempts = 5;

const isPassing = (error: unknown): boolean =>
  error instanceof Conflict || ['40001', '40P01', '23505'].includes((error as { code?: string }).code ?? '');

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || attempt === attempts) throw error;
    }
  }
}

/** PostgreSQL or its connection, or the disk. */
const awayCode = /^(?:57P0\d|53\d{3}|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|ENOSPC|EDQUOT|EROFS|EIO|EMFILE|ENFILE)$/;

/** The database or the place for files is away or full: nothing that a file could be blamed for. */
export function isAway(error: unknown): boolean {
  if (error instanceof BucketFailure) return true;
  const { code = '', message = '', syscall } = error as NodeJS.ErrnoException;
  return (
    awayCode.test(code) ||
    (code === 'ENOENT' && syscall === 'connect') ||
    /connection (?:terminated|error)/i.test(message)
  );
}

function failureOf(error: unknown, log: KeepingPorts['log']): Outcome {
  if (isAway(error)) throw error;
  if (error instanceof Forbidden) return failed('forbidden');
  if (error instanceof Invalid)
    return failed('invalid', { faults: error.faults.slice(0, 5).map(({ path, code }) => ({ path, code })) });
  if (isPassing(error)) return failed('conflict');
  log({ event: 'import.fault', error: error instanceof Error ? error.stack : String(error) });
  return failed('fault');
}
