-- Follow-up: links that need no account, what comes in by them before it is an answer, letters, reminders.
-- None of it is read from the log, and nothing is granted to rapport_app: the server itself reads and writes here.
-- Requests are entries, which are emptied and made anew when the log is read again: so no foreign key leads to them.

create table link (
  id uuid primary key,
  request uuid not null,
  body text not null,
  -- The party of the body: what is answered is its record.
  party text not null,
  person uuid not null references person (id) on delete cascade,
  made timestamptz not null,
  -- Null: by a reminder.
  made_by uuid,
  expires timestamptz not null,
  revoked timestamptz,
  opened timestamptz,
  last_used timestamptz,
  -- When the last use would be paid off at the steady rate: what limits how often a link is used.
  paid_off timestamptz not null
);
-- One link that holds for each person: sending twice is sending once.
create unique index link_holding on link (request, body, person) where revoked is null;

create table draft (
  request uuid not null,
  body text not null,
  draft jsonb not null,
  saved timestamptz not null,
  primary key (request, body)
);

-- Files that came in by a link. Only these can stand in the answer that it gives.
create table evidence_file (
  request uuid not null,
  body text not null,
  sha256 text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  added timestamptz not null,
  primary key (request, body, sha256)
);

create table letter (
  id uuid primary key,
  kind text not null,
  "to" text not null,
  language text not null,
  subject text not null,
  -- Emptied when it was sent: letters hold links by which one can answer or sign in.
  text text,
  request uuid,
  body text,
  -- Who caused it; null: a job, or nobody who is signed in.
  caused_by uuid,
  made timestamptz not null,
  attempts integer not null default 0,
  -- Null: it is not tried again by itself.
  next_try timestamptz,
  error text,
  sent_at timestamptz,
  -- Who sent it by hand.
  sent_by uuid,
  check ((sent_at is null) = (text is not null))
);
create index letter_waiting on letter (next_try) where sent_at is null and next_try is not null;
create index letter_caused on letter (caused_by, id desc);
create index letter_request on letter (request, body) where request is not null;

create table reminder (
  kind text not null check (kind in ('request', 'agreement', 'outcomes')),
  -- The request, the agreement; the programme of outcomes.
  subject uuid not null,
  -- The body that is reminded, or the party of the desk.
  receiver text not null,
  -- Used once, whichever server comes first.
  occasion text not null,
  made timestamptz not null,
  primary key (kind, subject, receiver, occasion)
);
