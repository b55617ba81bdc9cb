-- Imports: which files were given to be read, and what became of each. Not from the log: the documents that come of them are.

create table import (
  id uuid primary key,
  -- Null: the host at the command line.
  person uuid,
  owner text not null,
  programme uuid,
  visibility text not null check (visibility in ('internal', 'parties', 'public')),
  state text not null check (state in ('queued', 'running', 'stopped', 'done')),
  made timestamptz not null,
  finished timestamptz
);
create index import_made on import (made desc, id desc);
create index import_open on import (made) where state in ('queued', 'running');

create table import_file (
  import uuid not null references import (id) on delete cascade,
  n integer not null,
  name text not null,
  -- Null where the bytes could not be kept: the file could not be opened, or is too large.
  sha256 text,
  bytes bigint,
  state text not null check (state in ('waiting', 'done', 'skipped', 'refused', 'failed')),
  reason text,
  detail jsonb not null default '{}',
  documents uuid[] not null default '{}',
  findings jsonb not null default '[]',
  milliseconds integer,
  -- Hash of the program that read it: what the same program has read already is not read again.
  reader text,
  primary key (import, n),
  check (sha256 is not null or state in ('refused', 'failed'))
);
create index import_file_state on import_file (import, state, n);
create index import_file_sha256 on import_file (sha256);

-- Who uploaded which bytes: he may import them, attach them and fetch them before any entry names them.
create table upload (
  sha256 text not null,
  person uuid not null,
  name text not null,
  bytes bigint not null,
  made timestamptz not null,
  primary key (sha256, person)
);

-- All files that the body of an entry names, however deep: the carrier of a version, evidence, papers of a meeting.
create function named_files(body jsonb) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct file #>> '{}'), '{}')
  from jsonb_path_query(body, '$.**.file ? (@ like_regex "^[0-9a-f]{64}$")') file
$$;
create index entry_files on entry using gin (named_files(body)) where jsonb_path_exists(body, '$.**.file');

alter table import enable row level security;
alter table import_file enable row level security;

-- An import is seen by the people of its owner, but for focal points: as an internal document of that party is.
create policy import_is_seen on import for select to rapport_app using (owner = any ((select claim('full'))::text[]));
create policy import_file_is_seen on import_file for select to rapport_app using (
  exists (select 1 from import i where i.id = import_file.import)
);
grant select on import, import_file to rapport_app;
