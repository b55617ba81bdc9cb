import { isDeepStrictEqual } from 'node:util';
import type { Kysely, Selectable } from 'kysely';
import { placeOf } from './bundle.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import type { Database } from './database.ts';
import { type Break, type EntryData, type Envelope, instanceOwner, sourceOf } from './log.ts';
import type { Tables } from './schema.ts';
import { signerOf } from './statement.ts';
import { type Walk, walkRecords, wholeLog } from './walk.ts';

/** What can be wrong with the log of an instance: its chain, or what stands around it. */
export type Fault =
  | Break
  /** Columns of the table say something else than the record that was signed; access and lists go by the columns. */
  | { readonly kind: 'columns'; readonly seq: number; readonly columns: readonly string[] }
  /** A record of another instance. */
  | { readonly kind: 'foreign'; readonly seq: number }
  /** The log ends before the record that the checkpoint names. */
  | { readonly kind: 'cut'; readonly seq: number; readonly expected: number }
  /** Another record stands where the checkpoint was taken. */
  | { readonly kind: 'forked'; readonly seq: number }
  /** The checkpoint is of another instance, or signed by no key of this log. */
  | { readonly kind: 'checkpoint' }
  /** The log was not founded by the key that was expected. */
  | { readonly kind: 'stranger'; readonly key: string | null }
  /** The key that this installation signs with was never brought in by a record. */
  | { readonly kind: 'unknown-key'; readonly key: string };

export interface Audit extends Walk {
  readonly faults: readonly Fault[];
}

export interface AuditOptions {
  /** How many records from the end are enough; all without it. */
  readonly last?: number;
  /** What was kept elsewhere of an earlier state. */
  readonly against?: SignedCheckpoint | undefined;
  /** Thumbprint of the key that founded the instance, as it is known from elsewhere. */
  readonly pinned?: string | undefined;
  /** Thumbprint of the key in use. */
  readonly inUse?: string | undefined;
  readonly progress?: (done: number, total: number) => void;
}

type Row = Selectable<Tables['record']>;

const batch = 100;

/** All rows of the log behind a number and, of those before, what the instance says of itself. */
async function* rowsOf(db: Kysely<Tables>, after: number): AsyncGenerator<Row> {
  // The first number is 1; a row below it would be found as well.
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await db
      .selectFrom('record')
      .selectAll()
      .where('seq', '>', last)
      .where((on) => on.or([on('seq', '>', after), on('seq', '<', 1), on('owner', '=', instanceOwner)]))
      .orderBy('seq')
      .limit(batch)
      .execute();
    yield* rows;
    if (rows.length < batch) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

/** What the columns must be, if they are made from the record as `append_record` makes them. */
function columnsOf({ id, type, subject = '', owner, programme, visibility, author, time, data }: Envelope) {
  const [register = '', entry = ''] = subject.split('/');
  return {
    ...{ id, type, owner, visibility },
    register: register || null,
    subject: entry || null,
    programme: programme ?? null,
    author: author ?? null,
    bodies: (data as Partial<EntryData> | null)?.bodies ?? [],
    time,
  };
}

function differingColumns(row: Row, envelope: Envelope): string[] {
  const shown = { ...row, time: row.time.toISOString() };
  return Object.entries(columnsOf(envelope)).flatMap(([column, value]) =>
    isDeepStrictEqual(shown[column as keyof typeof shown], value) ? [] : [column],
  );
}

/** Walks the log as one state of the database has it, and compares it with what is known from elsewhere. */
export async function auditRecords(database: Database, options: AuditOptions = {}): Promise<Audit> {
  return database.tables
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => audit(tx, options));
}

/** The same within a transaction. */
export async function audit(db: Kysely<Tables>, options: AuditOptions = {}): Promise<Audit> {
  const faults: Fault[] = [];
  const head = await db.selectFrom('log_head').select(['seq', 'hash']).executeTakeFirst();
  const instance = await db.selectFrom('instance').select('id').executeTakeFirst();
  const total = head?.seq ?? 0;
  const begin = options.last === undefined ? 0 : Math.max(0, total - options.last);
  const after = (await placeOf(db, begin)) ?? wholeLog.after;
  let done = 0;
  const walk = await walkRecords(rowsOf(db, after.seq), { after, party: null }, (row, envelope) => {
    done += 1;
    options.progress?.(done, total - after.seq);
    const columns = differingColumns(row, envelope);
    if (columns.length > 0) faults.push({ kind: 'columns', seq: row.seq, columns });
    if (envelope.source !== sourceOf(instance?.id ?? '')) faults.push({ kind: 'foreign', seq: row.seq });
  });
  if (head === undefined || head.seq !== walk.head.seq || head.hash !== walk.head.hash)
    faults.push({ kind: 'head', seq: walk.head.seq, expected: total });
  if (options.against !== undefined) faults.push(...(await checkpointFaults(db, options.against, walk, instance?.id)));
  return { ...walk, faults: [...walk.breaks, ...faults, ...keyFaults(walk, options)] };
}

async function checkpointFaults(
  db: Kysely<Tables>,
  against: SignedCheckpoint,
  { publicKeys, head }: Walk,
  instance: string | undefined,
): Promise<Fault[]> {
  const { says } = against;
  if (says.instance !== instance || signerOf(against, publicKeys) === null) return [{ kind: 'checkpoint' }];
  if (head.seq < says.seq) return [{ kind: 'cut', seq: head.seq, expected: says.seq }];
  const there = await placeOf(db, says.seq);
  return there?.hash === says.hash ? [] : [{ kind: 'forked', seq: says.seq }];
}

function keyFaults({ publicKeys }: Walk, { pinned, inUse }: AuditOptions): Fault[] {
  const [founding = null] = publicKeys.keys();
  return [
    ...(pinned === undefined || pinned === founding ? [] : [{ kind: 'stranger' as const, key: founding }]),
    ...(inUse === undefined || publicKeys.has(inUse) ? [] : [{ kind: 'unknown-key' as const, key: inUse }]),
  ];
}
