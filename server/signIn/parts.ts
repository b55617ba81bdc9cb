import type { Limits } from './limits.ts';
import type { Ports } from './ports.ts';
import type { Keys } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import type { SignInSettings, Site } from './settings.ts';
import type { Database } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** What every route of sign-in works with. */
export interface Parts {
  readonly settings: SignInSettings;
  readonly site: Site;
  readonly ports: Ports;
  readonly db: Database;
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly tickets: Tickets;
  readonly limits: Limits;
  /** Does something after the answer was sent, so that the time of an answer tells nothing; `close` waits for it. */
  readonly later: (work: () => Promise<void>) => void;
}
