-- The memory: the log, what is read from it, and who may see what.
-- Only SQL of PostgreSQL 15. Tables are owned by the role that migrates; requests run as `rapport_app`, which owns nothing
-- and is bound by the row-level security below.

create extension if not exists citext;

do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'rapport_app') then
    create role rapport_app nologin;
    execute format('grant rapport_app to %I', current_user);
  end if;
end $$;

-- ---------------------------------------------------------------- who asks

-- What the program says of the actor, for one transaction: set_config('rapport.full', 'UN,OIC', true).
-- Without it nothing but what is public is seen.
create function claim(name text) returns text[] language sql stable parallel safe as
$$ select coalesce(string_to_array(nullif(current_setting('rapport.' || name, true), ''), ','), '{}') $$;

-- The least role that may write in each register; kept equal to the program's table at every start.
create table register_rule (register text primary key, least text not null check (least in ('focal-point', 'editor', 'coordinator')));

-- Parties of programmes, read from the log.
create table participation (
  programme uuid not null,
  party text not null,
  "as" text not null,
  "from" date,
  "until" date,
  primary key (programme, party)
);

-- Programmes whose shared records the actor may see today.
create function shared_programmes() returns uuid[] language sql stable parallel safe as $$
  select coalesce(array_agg(programme), '{}') from participation
  where party = any (claim('parties')) and "as" in ('party', 'observer')
    and ("from" is null or "from" <= current_date) and ("until" is null or "until" >= current_date)
$$;

create function may_write(register_name text, owner_party text, concerned text[]) returns boolean language sql stable parallel safe as $$
  select exists (
    select 1 from register_rule r where r.register = register_name and (
      owner_party = any (claim('coordinating'))
      or (r.least in ('editor', 'focal-point') and owner_party = any (claim('editing')))
      or (r.least = 'focal-point' and owner_party = any (claim('focal')) and concerned && claim('bodies'))
    )
  )
$$;

-- ---------------------------------------------------------------- the log

create table instance (
  one boolean primary key default true check (one),
  id uuid not null,
  founded timestamptz not null
);

create table log_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);

create table record (
  seq bigint primary key,
  id uuid not null unique,
  type text not null,
  register text,
  subject uuid,
  owner text not null,
  programme uuid,
  visibility text not null check (visibility in ('internal', 'parties', 'public')),
  bodies text[] not null default '{}',
  author uuid,
  time timestamptz not null,
  -- SHA-256 of the envelope in its canonical form (RFC 8785): exactly the bytes that were signed.
  hash text not null,
  envelope text not null,
  jws text not null
);
create index record_subject on record (subject, seq);

-- Nobody changes or removes a record, the owner of the table included.
create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'The log is append-only.' using errcode = 'insufficient_privilege'; end $$;
create trigger record_is_kept before update or delete on record for each row execute function refuse_change();
create trigger record_is_never_emptied before truncate on record for each statement execute function refuse_change();

-- Waits for its turn and gives the head, so that the next record can name it.
create function lock_head(out seq bigint, out hash text) language sql security definer set search_path = public, pg_temp as
$$ select seq, hash from log_head for update $$;

-- The one way into the log for the application: only the next record, only on behalf of a party that the actor may write for.
create function append_record(canonical text, signature text) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  e jsonb := canonical::jsonb;
  head log_head;
  digest text := encode(sha256(convert_to(canonical, 'UTF8')), 'hex');
  concerned text[] := array(select jsonb_array_elements_text(coalesce(e #> '{data,bodies}', '[]')));
begin
  select * into head from log_head for update;
  if (e ->> 'seq')::bigint <> head.seq + 1 or e ->> 'prev' <> head.hash then
    raise exception 'Record % does not follow the head %.', e ->> 'seq', head.seq using errcode = 'serialization_failure';
  end if;
  if 'rapport_app' in (session_user, current_setting('role'))
     and not may_write(split_part(e ->> 'subject', '/', 1), e ->> 'owner', concerned) then
    raise exception 'No record on behalf of %.', e ->> 'owner' using errcode = 'insufficient_privilege';
  end if;
  insert into record (seq, id, type, register, subject, owner, programme, visibility, bodies, author, time, hash, envelope, jws)
  values (
    head.seq + 1, (e ->> 'id')::uuid, e ->> 'type',
    nullif(split_part(coalesce(e ->> 'subject', ''), '/', 1), ''), nullif(split_part(coalesce(e ->> 'subject', ''), '/', 2), '')::uuid,
    e ->> 'owner', (e ->> 'programme')::uuid, e ->> 'visibility', concerned, (e ->> 'author')::uuid, (e ->> 'time')::timestamptz,
    digest, canonical, signature
  );
  update log_head set seq = head.seq + 1, hash = digest;
  perform pg_notify('rapport_record', (head.seq + 1)::text);
  return head.seq + 1;
end $$;

-- ---------------------------------------------------------------- read from the log

create table entry (
  id uuid primary key,
  register text not null,
  programme uuid,
  owner text not null,
  visibility text not null check (visibility in ('internal', 'parties', 'public')),
  version integer not null,
  body jsonb not null,
  title text not null,
  status text,
  "from" date,
  "until" date,
  parent uuid,
  area uuid,
  period uuid,
  bodies text[] not null default '{}',
  paragraphs text[] not null default '{}',
  opened_at timestamptz not null,
  opened_by uuid,
  changed_at timestamptz not null,
  changed_by uuid,
  withdrawn boolean not null default false,
  terms tsvector not null default ''
);
create index entry_changed on entry (register, changed_at desc, id desc);
create index entry_programme on entry (programme, register, changed_at desc, id desc);
create index entry_opened on entry (register, opened_at desc, id desc);
create index entry_title on entry (register, title collate "C", id);
create index entry_until on entry ("until", id) where "until" is not null;
create index entry_parent on entry (parent, register) where parent is not null;
create index entry_bodies on entry using gin (bodies);
create index entry_paragraphs on entry using gin (paragraphs);
create index entry_terms on entry using gin (terms);
create index entry_symbol on entry ((body ->> 'symbol')) where register = 'document';
create index entry_file on entry ((body ->> 'file')) where register = 'version';

create table paragraph (
  version uuid not null,
  n integer not null,
  document uuid not null,
  node text not null,
  address text not null,
  kind text not null,
  number text,
  language text,
  text text not null,
  cites text[] not null default '{}',
  owner text not null,
  programme uuid,
  visibility text not null,
  terms tsvector not null default '',
  primary key (version, n)
);
create index paragraph_document on paragraph (document, language);
create index paragraph_address on paragraph (address);
create index paragraph_cites on paragraph using gin (cites);
create index paragraph_terms on paragraph using gin (terms);

create table mandate (
  id uuid primary key,
  document uuid not null,
  version uuid not null,
  n integer not null,
  -- False where the latest reading does not have it any more: it stays for what people decided about it.
  read boolean not null,
  paragraph text not null,
  address text not null,
  citation text not null,
  language text,
  symbol text,
  date date,
  act text not null,
  nth integer not null,
  force text not null,
  who text[] not null,
  deliverable text,
  due_from date,
  due_to date,
  marks text[] not null,
  confidence real not null,
  proposal jsonb not null,
  owner text not null,
  programme uuid,
  visibility text not null,
  terms tsvector not null default ''
);
create index mandate_document on mandate (document, n);
create index mandate_date on mandate (coalesce(date, '0001-01-01'::date) desc, document, n, id);
create index mandate_address on mandate (address);
create index mandate_due on mandate (coalesce(due_to, '9999-12-31'::date), document, n, id);
create index mandate_doubt on mandate (confidence, document, n, id);
create index mandate_who on mandate using gin (who);
create index mandate_terms on mandate using gin (terms);

-- Who takes part in a programme follows from its entry; nobody writes it by hand.
create function keep_participation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from participation p where p.programme = new.id;
  if not new.withdrawn then
    insert into participation (programme, party, "as", "from", "until")
    select new.id, each ->> 'party', each ->> 'as', (each ->> 'from')::date, (each ->> 'until')::date
    from jsonb_array_elements(new.body -> 'parties') each;
  end if;
  return null;
end $$;
create trigger participation_follows after insert or update on entry for each row when (new.register = 'programme')
  execute function keep_participation();

-- ---------------------------------------------------------------- not from the log

-- Cards of people: personal data stands here alone and can be erased; records know only the id.
create table person (
  id uuid primary key,
  name text not null,
  email citext unique,
  language text not null default 'en',
  administrator boolean not null default false,
  made timestamptz not null default now(),
  erased timestamptz
);

create table membership (
  person uuid not null references person (id) on delete cascade,
  party text not null,
  role text not null check (role in ('viewer', 'focal-point', 'editor', 'coordinator')),
  bodies text[] not null default '{}',
  since timestamptz not null default now(),
  primary key (person, party)
);

-- ---------------------------------------------------------------- access

create function may_see(visibility text, owner_party text, programme uuid, concerned text[]) returns boolean
language sql stable parallel safe as $$
  select visibility = 'public'
    or (visibility = 'parties' and (case when programme is null then claim('parties') <> '{}' else programme = any (shared_programmes()) end))
    or owner_party = any (claim('full'))
    or (owner_party = any (claim('focal')) and concerned && claim('bodies'))
$$;

alter table entry enable row level security;
alter table record enable row level security;
alter table paragraph enable row level security;
alter table mandate enable row level security;

-- Written out, not by may_see: so each claim is worked out once for a query, not once for a row.
create policy entry_is_seen on entry for select to rapport_app using (
  visibility = 'public'
  or (visibility = 'parties' and (programme = any ((select shared_programmes())::uuid[]) or (programme is null and (select claim('parties') <> '{}'))))
  or owner = any ((select claim('full'))::text[])
  or (owner = any ((select claim('focal'))::text[]) and bodies && (select claim('bodies'))::text[])
);
create policy entry_is_opened on entry for insert to rapport_app with check (may_write(register, owner, bodies));
create policy entry_is_changed on entry for update to rapport_app
  using (may_write(register, owner, bodies)) with check (may_write(register, owner, bodies));

-- A record is seen by who may see it and the entry as it stands now: what was made internal later is hidden again.
create policy record_is_seen on record for select to rapport_app using (
  -- Not `exists`: PostgreSQL would read all entries first, where a page asks for fifty.
  may_see(visibility, owner, programme, bodies) and (select true from entry e where e.id = record.subject)
);

create policy paragraph_is_seen on paragraph for select to rapport_app using (
  visibility = 'public'
  or (visibility = 'parties' and (programme = any ((select shared_programmes())::uuid[]) or (programme is null and (select claim('parties') <> '{}'))))
  or owner = any ((select claim('full'))::text[])
);
create policy paragraph_is_added on paragraph for insert to rapport_app with check (may_write('version', owner, '{}'));
create policy paragraph_is_changed on paragraph for update to rapport_app
  using (may_write('version', owner, '{}')) with check (may_write('version', owner, '{}'));
create policy paragraph_is_dropped on paragraph for delete to rapport_app using (may_write('version', owner, '{}'));

create policy mandate_is_seen on mandate for select to rapport_app using (
  visibility = 'public'
  or (visibility = 'parties' and (programme = any ((select shared_programmes())::uuid[]) or (programme is null and (select claim('parties') <> '{}'))))
  or owner = any ((select claim('full'))::text[])
);
create policy mandate_is_added on mandate for insert to rapport_app with check (may_write('document', owner, '{}'));
create policy mandate_is_changed on mandate for update to rapport_app
  using (may_write('document', owner, '{}')) with check (may_write('document', owner, '{}'));
create policy mandate_is_dropped on mandate for delete to rapport_app using (may_write('document', owner, '{}'));

revoke all on function append_record(text, text), lock_head() from public;
grant execute on function append_record(text, text), lock_head() to rapport_app;
grant usage on schema public to rapport_app;
grant select on register_rule, participation, instance, log_head, record, entry, paragraph, mandate to rapport_app;
grant insert, update on entry to rapport_app;
grant insert, update, delete on paragraph, mandate to rapport_app;
-- Names of people are shown beside what they wrote; their addresses are not.
grant select (id, name, language) on person to rapport_app;
grant select on membership to rapport_app;
