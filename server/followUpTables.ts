import type { ColumnType, Generated, Kysely, Selectable } from 'kysely';
import type { Database } from '../records/database.ts';
import type { Tables } from '../records/schema.ts';
import type { LetterKind } from './letters/letters.ts';

/** The tables of `004-follow-up.sql`. */

type LinkTable = {
  id: string;
  request: string;
  body: string;
  party: string;
  person: string;
  made: Date;
  made_by: string | null;
  expires: Date;
  revoked: Date | null;
  opened: Date | null;
  last_used: Date | null;
  paid_off: Date;
};

type LetterTable = {
  id: string;
  kind: LetterKind;
  to: string;
  language: string;
  subject: string;
  text: string | null;
  request: string | null;
  body: string | null;
  caused_by: string | null;
  made: Date;
  attempts: Generated<number>;
  next_try: Date | null;
  error: string | null;
  sent_at: Date | null;
  sent_by: string | null;
};

export type FollowUpTables = {
  link: LinkTable;
  draft: { request: string; body: string; draft: ColumnType<unknown, string, string>; saved: Date };
  evidence_file: {
    request: string;
    body: string;
    sha256: string;
    name: string;
    media_type: string;
    bytes: number;
    added: Date;
  };
  letter: LetterTable;
  reminder: {
    kind: 'request' | 'agreement' | 'outcomes';
    subject: string;
    receiver: string;
    occasion: string;
    made: Date;
  };
};

export type Db = Kysely<Tables & FollowUpTables>;
export type Link = Selectable<LinkTable>;
export type LetterRow = Selectable<LetterTable>;

/** As the owner of the tables: who may see what is decided before. */
export const followUpTables = ({ tables }: Pick<Database, 'tables'>): Db => tables.withTables<FollowUpTables>();
