-- Calendars and feeds that a person takes along by a private address: only the hash of its token is kept.
create table feed (
  id uuid primary key,
  token_hash text not null unique,
  person uuid not null references person (id) on delete cascade,
  kind text not null check (kind in ('dates', 'changes')),
  programme uuid,
  name text not null,
  made timestamptz not null default now(),
  last_used timestamptz
);
create index feed_person on feed (person);
