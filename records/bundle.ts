import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Keys } from '../programme/ports.ts';
import { checkpointAt } from './checkpoint.ts';
import { type Head, instanceOwner, type KeptRecord, noHash } from './log.ts';
import type { Tables } from './schema.ts';
import type { Scope } from './walk.ts';

/**
 * Records outside their instance: JSON Lines. The first line says what was taken of which log, each further one is a record
 * as it is kept, the last one is the checkpoint of the log, which signs all bytes before it. The same log gives the same bytes.
 */
export interface BundleHeader extends Scope {
  readonly kind: 'records';
  readonly form: 1;
  readonly instance: string;
}

/** Records are large at times: a megabyte or two. */
const batch = 100;

/** The records of a scope in the order of the log. */
export async function* recordsIn(db: Kysely<Tables>, { after, party }: Scope): AsyncGenerator<KeptRecord> {
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom('record')
      .select(['seq', 'hash', 'envelope', 'jws'])
      .where('seq', '>', last)
      .where((on) => {
        const meant = on.and([on('seq', '>', after.seq), ...(party === null ? [] : [on('owner', '=', party)])]);
        return on.or([meant, on('owner', '=', instanceOwner)]);
      })
      .orderBy('seq')
      .limit(batch)
      .execute();
    yield* rows;
    if (rows.length < batch) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

/** The head of the log with the record that stands there. */
export async function headRecord(db: Kysely<Tables>): Promise<KeptRecord> {
  const row = await db
    .selectFrom('record')
    .select(['seq', 'hash', 'envelope', 'jws'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new Error('The log holds no record: the instance was not founded.');
  return row;
}

/** The place of a record; `null` where there is none of that number. */
export async function placeOf(db: Kysely<Tables>, seq: number): Promise<Head | null> {
  if (seq === 0) return { seq, hash: noHash };
  return (await db.selectFrom('record').select(['seq', 'hash']).where('seq', '=', seq).executeTakeFirst()) ?? null;
}

/**
 * The lines of a bundle. To be called in a transaction that sees one state of the log (repeatable read).
 * `look` sees each record before it is given.
 */
export async function* bundleOf(
  db: Kysely<Tables>,
  { instance, key, scope }: { readonly instance: string; readonly key: Keys; readonly scope: Scope },
  look: (record: KeptRecord) => void = () => {},
): AsyncGenerator<Buffer> {
  const sha256 = createHash('sha256');
  const line = (text: string): Buffer => {
    const bytes = Buffer.from(`${text}\n`);
    sha256.update(bytes);
    return bytes;
  };
  const header: BundleHeader = { kind: 'records', form: 1, instance, after: scope.after, party: scope.party };
  yield line(JSON.stringify(header));
  let records = 0;
  for await (const record of recordsIn(db, scope)) {
    look(record);
    records += 1;
    const { seq, hash, envelope, jws } = record;
    yield line(JSON.stringify({ seq, hash, envelope, jws }));
  }
  yield line(await checkpointAt(await headRecord(db), instance, key, { records, sha256: sha256.copy().digest('hex') }));
}
