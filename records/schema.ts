import type { ColumnType, Generated, Selectable } from 'kysely';
import type { ProposedMandate } from '../programme/keptReading.ts';
import type { Visibility } from '../programme/vocabulary.ts';

/** The tables of `migrations/`, as the program sees their rows. */

type Json<T> = ColumnType<T, string, string>;
type Moment = ColumnType<Date, Date | string, Date | string>;

interface EntryTable {
  id: string;
  register: string;
  programme: string | null;
  owner: string;
  visibility: Visibility;
  version: number;
  body: Json<unknown>;
  title: string;
  status: string | null;
  from: string | null;
  until: string | null;
  parent: string | null;
  area: string | null;
  period: string | null;
  bodies: string[];
  paragraphs: string[];
  opened_at: Moment;
  opened_by: string | null;
  changed_at: Moment;
  changed_by: string | null;
  withdrawn: boolean;
  terms: ColumnType<string, string, string>;
}

interface RecordTable {
  seq: number;
  id: string;
  type: string;
  register: string | null;
  subject: string | null;
  owner: string;
  programme: string | null;
  visibility: Visibility;
  bodies: string[];
  author: string | null;
  time: Moment;
  hash: string;
  envelope: string;
  jws: string;
}

interface ParagraphTable {
  version: string;
  n: number;
  document: string;
  node: string;
  address: string;
  kind: string;
  number: string | null;
  language: string | null;
  date: string | null;
  text: string;
  cites: string[];
  owner: string;
  programme: string | null;
  visibility: Visibility;
  terms: ColumnType<string, string, string>;
}

interface MandateTable {
  id: string;
  document: string;
  version: string;
  n: number;
  read: boolean;
  paragraph: string;
  address: string;
  citation: string;
  language: string | null;
  symbol: string | null;
  date: string | null;
  act: string;
  nth: number;
  force: string;
  who: string[];
  deliverable: string | null;
  due_from: string | null;
  due_to: string | null;
  marks: string[];
  confidence: number;
  proposal: Json<ProposedMandate>;
  owner: string;
  programme: string | null;
  visibility: Visibility;
  terms: ColumnType<string, string, string>;
}

interface PersonTable {
  id: string;
  name: string;
  email: string | null;
  language: Generated<string>;
  administrator: Generated<boolean>;
  made: Generated<Date>;
  erased: Date | null;
}

interface MembershipTable {
  person: string;
  party: string;
  role: 'viewer' | 'focal-point' | 'editor' | 'coordinator';
  bodies: string[];
  since: Generated<Date>;
}

interface FeedTable {
  id: string;
  token_hash: string;
  person: string;
  kind: 'dates' | 'changes';
  programme: string | null;
  name: string;
  made: ColumnType<Date, Date | undefined, Date>;
  last_used: ColumnType<Date | null, Date | undefined, Date>;
}

export interface Tables {
  feed: FeedTable;
  instance: { one: Generated<boolean>; id: string; founded: Moment };
  log_head: { one: Generated<boolean>; seq: number; hash: string };
  register_rule: { register: string; least: string };
  participation: {
    programme: string;
    party: string;
    as: 'party' | 'observer' | 'third';
    from: string | null;
    until: string | null;
  };
  record: RecordTable;
  entry: EntryTable;
  paragraph: ParagraphTable;
  mandate: MandateTable;
  person: PersonTable;
  membership: MembershipTable;
}

/** Rows without the terms by which they are found: long, and of no use outside of PostgreSQL. */
export type EntryRow = Omit<Selectable<EntryTable>, 'terms'>;
export type MandateRow = Omit<Selectable<MandateTable>, 'terms'>;
