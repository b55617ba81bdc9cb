import type { Clock, Files, Mail, Records } from '../programme/ports.ts';
import type { Secretariat } from '../programme/secretariat.ts';
import type { Database } from '../records/database.ts';
import type { SigningKey } from '../records/signing.ts';
import type { People } from './access.ts';
import type { Bell } from './events.ts';
import type { SignIn } from './signIn/signIn.ts';

export type LogLine = Readonly<Record<string, unknown>>;

/** Everything a route needs; put together once, in `main.ts` or in a test. */
export interface Office {
  readonly database: Database;
  readonly files: Files;
  readonly records: Records;
  readonly secretariat: Secretariat;
  readonly key: SigningKey;
  readonly instance: string;
  readonly clock: Clock;
  readonly signIn: SignIn;
  readonly mail: Mail;
  readonly people: People;
  readonly bell: Bell;
  /** Signs links and cursors: 32 random bytes of this installation. */
  readonly secret: Uint8Array;
  readonly baseUrl: string;
  readonly demo: boolean;
  readonly log: (line: LogLine) => void;
}
