import type { Pool, PoolClient } from 'pg';

/** Steps of the schema; a step that was published is never changed. */
const steps: readonly string[] = [
  `
  create table sign_in.account (
    person uuid primary key references public.person (id) on delete cascade,
    password text,
    totp bytea,
    totp_step integer not null default 0
  );

  create table sign_in.recovery_code (
    person uuid not null references public.person (id) on delete cascade,
    hash bytea not null,
    primary key (person, hash)
  );

  create table sign_in.session (
    id uuid primary key,
    hash bytea not null unique,
    person uuid not null references public.person (id) on delete cascade,
    since timestamptz not null,
    until timestamptz not null,
    seen timestamptz not null,
    second_factor boolean not null,
    means text not null,
    device text not null
  );
  create index on sign_in.session (person);
  create index on sign_in.session (until);

  create table sign_in.access_token (
    id uuid primary key,
    hash bytea not null unique,
    person uuid not null references public.person (id) on delete cascade,
    name text not null,
    since timestamptz not null,
    until timestamptz not null,
    seen timestamptz
  );
  create index on sign_in.access_token (person);

  create table sign_in.passkey (
    id text primary key,
    person uuid not null references public.person (id) on delete cascade,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    name text not null,
    since timestamptz not null,
    seen timestamptz
  );
  create index on sign_in.passkey (person);

  create table sign_in.identity (
    issuer text not null,
    subject text not null,
    person uuid not null references public.person (id) on delete cascade,
    since timestamptz not null,
    primary key (issuer, subject)
  );
  create index on sign_in.identity (person);

  -- Things that hold once and for a while: links, challenges, second steps.
  create table sign_in.ticket (
    hash bytea primary key,
    purpose text not null,
    person uuid references public.person (id) on delete cascade,
    about jsonb not null default '{}',
    until timestamptz not null,
    tries integer not null default 0
  );
  create index on sign_in.ticket (person, purpose);
  create index on sign_in.ticket (until);

  -- That there was a first administrator, once and for all.
  create table sign_in.founding (one boolean primary key default true check (one), at timestamptz not null);

  -- Losing it in a crash only lets people try again.
  create unlogged table sign_in.attempt (key bytea primary key, due timestamptz not null);

  -- Every server hears of a session that ended, whoever ended it and how.
  create function sign_in.tell_end() returns trigger language plpgsql as $$
  begin
    perform pg_notify('sign_in_ended', old.id::text);
    return null;
  end $$;
  create trigger told after delete on sign_in.session for each row execute function sign_in.tell_end();
  create trigger told after delete on sign_in.access_token for each row execute function sign_in.tell_end();

  -- A card whose person was erased keeps its id, and nothing to sign in with.
  create function sign_in.forget(gone uuid) returns void language sql as $$
    delete from sign_in.account where person = gone;
    delete from sign_in.recovery_code where person = gone;
    delete from sign_in.session where person = gone;
    delete from sign_in.access_token where person = gone;
    delete from sign_in.passkey where person = gone;
    delete from sign_in.identity where person = gone;
    delete from sign_in.ticket where person = gone;
  $$;
  create function sign_in.forget_erased() returns trigger language plpgsql as $$
  begin
    perform sign_in.forget(new.id);
    return null;
  end $$;
  create trigger forgotten after update of erased on public.person for each row when (new.erased is not null)
    execute function sign_in.forget_erased();

  -- A link that was sent to an address that is no longer the person's holds no longer.
  create function sign_in.withdraw_links() returns trigger language plpgsql as $$
  begin
    delete from sign_in.ticket where person = new.id and purpose in ('invitation', 'reset');
    return null;
  end $$;
  create trigger moved after update of email on public.person for each row when (new.email is distinct from old.email)
    execute function sign_in.withdraw_links();
  `,
];

const lock = 0x7369676e;

/** Brings the schema `sign_in` up to date: one process at a time, all steps or none. Needs the table `person`. */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await takeSteps(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function takeSteps(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [lock]);
  await client.query('create schema if not exists sign_in');
  await client.query('create table if not exists sign_in.step (taken integer not null)');
  const { rows } = await client.query<{ taken: number }>('select taken from sign_in.step');
  const taken = rows[0]?.taken ?? 0;
  if (taken > steps.length)
    throw new RangeError(`The schema of sign-in is at step ${taken}; this program knows ${steps.length}`);
  for (const step of steps.slice(taken)) await client.query(step);
  if (rows.length === 0) await client.query('insert into sign_in.step values ($1)', [steps.length]);
  else if (taken < steps.length) await client.query('update sign_in.step set taken = $1', [steps.length]);
}
