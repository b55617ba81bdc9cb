import { type Keys, newToken, type TicketPurpose } from './secrets.ts';
import type { Database } from './tables.ts';

/** Something that holds once and for a while: a link, a challenge, a second step. */
export interface Ticket {
  readonly person: string | null;
  readonly about: Readonly<Record<string, unknown>>;
  readonly until: Date;
}

interface Issue {
  readonly person?: string | null;
  readonly about?: Readonly<Record<string, unknown>>;
  /** Milliseconds. */
  readonly lasts: number;
}

export interface Tickets {
  /** The token stands nowhere else: the database holds its hash. */
  readonly issue: (purpose: TicketPurpose, issue: Issue) => Promise<{ readonly token: string; readonly until: Date }>;
  readonly see: (purpose: TicketPurpose, token: string) => Promise<Ticket | null>;
  /** As `see`, and counts a try: after `tries` of them nothing is found any more. */
  readonly attempt: (purpose: TicketPurpose, token: string, tries: number) => Promise<Ticket | null>;
  /** Uses it up: of several at once one gets it. */
  readonly redeem: (purpose: TicketPurpose, token: string, db?: Database) => Promise<Ticket | null>;
  /** Ends all of a person's of one purpose. */
  readonly withdraw: (purpose: TicketPurpose, person: string, db?: Database) => Promise<void>;
}

export function ticketsOf(database: Database, keys: Keys, now: () => Date): Tickets {
  const asTicket = (row: { person: string | null; about: unknown; until: Date } | undefined): Ticket | null =>
    row ? { person: row.person, about: row.about as Ticket['about'], until: row.until } : null;

  return {
    issue: async (purpose, { person = null, about = {}, lasts }) => {
      const token = newToken();
      const until = new Date(now().getTime() + lasts);
      await database
        .insertInto('sign_in.ticket')
        .values({ hash: keys.hash(purpose, token), purpose, person, about: JSON.stringify(about), until, tries: 0 })
        .execute();
      return { token, until };
    },
    see: async (purpose, token) =>
      asTicket(
        await database
          .selectFrom('sign_in.ticket')
          .select(['person', 'about', 'until'])
          .where('hash', '=', keys.hash(purpose, token))
          .where('until', '>', now())
          .executeTakeFirst(),
      ),
    attempt: async (purpose, token, tries) =>
      asTicket(
        await database
          .updateTable('sign_in.ticket')
          .set((row) => ({ tries: row('tries', '+', 1) }))
          .where('hash', '=', keys.hash(purpose, token))
          .where('until', '>', now())
          .where('tries', '<', tries)
          .returning(['person', 'about', 'until'])
          .executeTakeFirst(),
      ),
    redeem: async (purpose, token, db = database) =>
      asTicket(
        await db
          .deleteFrom('sign_in.ticket')
          .where('hash', '=', keys.hash(purpose, token))
          .where('until', '>', now())
          .returning(['person', 'about', 'until'])
          .executeTakeFirst(),
      ),
    withdraw: async (purpose, person, db = database) => {
      await db.deleteFrom('sign_in.ticket').where('purpose', '=', purpose).where('person', '=', person).execute();
    },
  };
}
