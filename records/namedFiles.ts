import type { Kysely } from 'kysely';
import { isSha256 } from './contents.ts';
import type { EntryData, Envelope } from './log.ts';
import type { Tables } from './schema.ts';
import { envelopeIn } from './walk.ts';

/** Where the registers name files by their hash: versions, their readings, evidence, papers of meetings. */
const fields = new Set(['file', 'reading']);

function* hashesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, each] of Object.entries(value)) {
    if (typeof each === 'string' && fields.has(field) && isSha256(each)) yield each;
    else yield* hashesIn(each);
  }
}

/** The hashes of the files that a record names. */
export const filesIn = ({ data }: Envelope): string[] => [...hashesIn((data as Partial<EntryData> | null)?.body)];

const batch = 100;

/** All files that records name, withdrawn ones too: the tables cannot be made anew without them. */
export async function namedFiles(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom('record')
      .select(['seq', 'envelope'])
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(batch)
      .execute();
    for (const { envelope: text } of rows) {
      const envelope = envelopeIn(text);
      for (const sha256 of envelope === null ? [] : filesIn(envelope)) named.add(sha256);
    }
    if (rows.length < batch) return named;
    last = rows.at(-1)?.seq ?? last;
  }
}
