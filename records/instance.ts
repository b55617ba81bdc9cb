import { sql } from 'kysely';
import type { Clock } from '../programme/ports.ts';
import type { Database } from './database.ts';
import { freshId } from './ids.ts';
import { canonicalOf, type Envelope, type Head, instanceOwner, noHash, sourceOf } from './log.ts';
import { type PublicKey, type SigningKey, thumbprint } from './signing.ts';

/** What the instance records of itself. Public: whoever verifies its chain needs it. */
function ownRecord(type: string, data: unknown, instance: string, head: Head, time: Date): Envelope {
  return {
    specversion: '1.0',
    id: freshId(time),
    source: sourceOf(instance),
    type,
    time: time.toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'urn:rapport:schema:instance:1',
    seq: head.seq + 1,
    prev: head.hash,
    owner: instanceOwner,
    visibility: 'public',
    data,
  };
}

/** The id of the instance. Its first record, signed by its first key, is written when it is asked for the first time. */
export async function foundedInstance(database: Database, key: SigningKey, clock: Clock): Promise<string> {
  return database.tables.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('rapport.founding'))`.execute(tx);
    const known = await tx.selectFrom('instance').select('id').executeTakeFirst();
    if (known !== undefined) return known.id;
    const time = clock.now();
    const id = freshId(time);
    await tx.insertInto('instance').values({ id, founded: time }).execute();
    await tx.insertInto('log_head').values({ seq: 0, hash: noHash }).execute();
    const envelope = ownRecord('rapport.instance.founded', { key: key.publicKey }, id, { seq: 0, hash: noHash }, time);
    const canonical = canonicalOf(envelope);
    await sql`select append_record(${canonical}, ${await key.sign(Buffer.from(canonical))})`.execute(tx);
    return id;
  });
}

/** Brings a new key into the chain: the record is signed by the one in use until now. */
export async function introduceKey(
  database: Database,
  instance: string,
  inUse: SigningKey,
  next: PublicKey,
  clock: Clock,
): Promise<void> {
  await database.tables.transaction().execute(async (tx) => {
    const { rows } = await sql<Head>`select seq, hash from lock_head()`.execute(tx);
    const [head] = rows;
    if (head === undefined) throw new Error('The log has no head: the instance was not founded.');
    const canonical = canonicalOf(ownRecord('rapport.instance.rekeyed', { key: next }, instance, head, clock.now()));
    await sql`select append_record(${canonical}, ${await inUse.sign(Buffer.from(canonical))})`.execute(tx);
  });
}

/** All keys that the chain brought in, by thumbprint: what `/.well-known/jwks.json` gives. */
export async function publishedKeys(database: Database): Promise<ReadonlyMap<string, PublicKey>> {
  const rows = await database.tables
    .selectFrom('record')
    .select('envelope')
    .where('owner', '=', instanceOwner)
    .orderBy('seq')
    .execute();
  const keys = rows.map(({ envelope }) => (JSON.parse(envelope).data as { key: PublicKey }).key);
  return new Map(await Promise.all(keys.map(async (key) => [await thumbprint(key), key] as const)));
}
