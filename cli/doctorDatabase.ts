import type { Database } from '../records/database.ts';
import { pendingMigrations } from '../records/migrate.ts';
import { bad, good, look, type Symptom } from './symptom.ts';

/** The database: its version, its rights, its tables and its clock. */

interface Facts {
  readonly version: number;
  readonly says: string;
  readonly encoding: string;
  readonly superuser: boolean;
  readonly citext: boolean;
  readonly role: boolean;
  readonly bypasses: boolean;
  readonly now: Date;
}

async function factsOf({ pool }: Database): Promise<Facts> {
  const { rows } = await pool.query<Facts>(`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as says,
      pg_encoding_to_char(d.encoding) as encoding, u.rolsuper as superuser, clock_timestamp() as now,
      exists (select from pg_extension where extname = 'citext') as citext,
      exists (select from pg_roles where rolname = 'rapport_app') as role,
      coalesce((select rolsuper or rolbypassrls from pg_roles where rolname = 'rapport_app'), false) as bypasses
    from pg_database d, pg_roles u where d.datname = current_database() and u.rolname = current_user`);
  const [facts] = rows;
  if (facts === undefined) throw new Error('The database does not say who asks.');
  return facts;
}

export async function examineServer(database: Database, clock: () => Date): Promise<Symptom[]> {
  const before = clock().getTime();
  const facts = await factsOf(database);
  const after = clock().getTime();
  const symptoms = [
    facts.version >= 150_000
      ? good('database', `PostgreSQL ${facts.says}`)
      : bad('database', `PostgreSQL ${facts.says}`, 'Move the database to PostgreSQL 15 or newer.'),
  ];
  if (facts.encoding !== 'UTF8')
    symptoms.push(
      bad('database', `its encoding is ${facts.encoding}`, "Make it anew: create database rapport encoding 'UTF8'."),
    );
  if (facts.superuser)
    symptoms.push(
      look(
        'database',
        'the program connects as a superuser',
        'Give it a user of its own that owns the database and is no superuser.',
      ),
    );
  return [
    ...symptoms,
    ...extensions(facts),
    ...(await accessRules(database, facts)),
    clockOf(facts.now, before, after),
  ];
}

const extensions = ({ citext }: Facts): Symptom[] =>
  citext
    ? [good('extensions', 'citext')]
    : [bad('extensions', 'citext is missing', 'As a superuser of this database: create extension citext.')];

const guarded = ['entry', 'record', 'paragraph', 'mandate'];

/** Requests run as `rapport_app`: it must be there, be bound by row-level security, and change nothing in the log. */
async function accessRules({ pool }: Database, { role, bypasses }: Facts): Promise<Symptom[]> {
  if (!role)
    return [
      bad('access', 'the role rapport_app is missing', 'Start the server once (rapport serve): it makes the role.'),
    ];
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ name: string; bound: boolean; reads: boolean; changes: boolean }>(
      `select c.relname as name, c.relrowsecurity as bound, has_table_privilege('rapport_app', c.oid, 'select') as reads,
         has_table_privilege('rapport_app', c.oid, 'delete') or has_table_privilege('rapport_app', c.oid, 'truncate') as changes
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)`,
      [guarded],
    );
    const unbound = rows.filter(({ bound }) => !bound).map(({ name }) => name);
    const log = rows.find(({ name }) => name === 'record');
    await client.query('begin; set local role rapport_app; rollback');
    const wrong = [
      ...(bypasses ? ['the role rapport_app bypasses row-level security'] : []),
      ...(unbound.length > 0 ? [`row-level security is off for ${unbound.join(', ')}`] : []),
      ...(log?.changes ? ['the role rapport_app may remove records'] : []),
      ...(rows.some(({ reads }) => !reads) ? ['the role rapport_app may not read'] : []),
    ];
    const todo =
      'Somebody changed the rights by hand. Restore a backup, or take them back as the migrations have them.';
    return wrong.length === 0
      ? [good('access', 'rapport_app is bound by row-level security')]
      : wrong.map((says) => bad('access', says, todo));
  } catch (error) {
    await client.query('rollback').catch(() => {});
    return [
      bad(
        'access',
        `the program may not act as rapport_app (${(error as { code?: string }).code ?? 'unknown'})`,
        'As a superuser: grant rapport_app to the user of DATABASE_URL.',
      ),
    ];
  } finally {
    client.release();
  }
}

/** The clocks of the two machines, as far as the time of the question lets them be compared. */
function clockOf(now: Date, before: number, after: number): Symptom {
  const apart = Math.max(0, before - now.getTime(), now.getTime() - after) / 1000;
  const says = `${new Date(after).toISOString().slice(0, 16)}Z, ${apart < 1 ? 'as the database' : `${apart.toFixed(0)} s apart from the database`}`;
  if (after < Date.parse('2026-01-01T00:00:00Z'))
    return bad('clock', says, 'Set the clock: what is recorded now gets this time for ever.');
  if (apart < 5) return good('clock', says);
  return (apart < 60 ? look : bad)('clock', says, 'Keep both clocks right by the network (NTP).');
}

export async function examineSchema({ tables }: Database): Promise<Symptom[]> {
  const pending = await pendingMigrations(tables);
  if (pending.length === 0) return [good('schema', 'as this program needs it')];
  const names = pending.map(({ name }) => name).join(', ');
  return [
    look(
      'schema',
      `the next start takes ${pending.length === 1 ? 'a step' : `${pending.length} steps`}: ${names}`,
      'Make a backup, read them with rapport records migrations, then start the server.',
    ),
  ];
}

export async function examinePeople({ tables }: Database): Promise<Symptom[]> {
  const { count } = await tables
    .selectFrom('person')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('administrator', '=', true)
    .where('erased', 'is', null)
    .executeTakeFirstOrThrow();
  return [
    Number(count) > 0
      ? good('people', `${count} ${Number(count) === 1 ? 'administrator' : 'administrators'}`)
      : look('people', 'there is no administrator', 'rapport user add NAME --email ADDRESS --administrator'),
  ];
}
