import { lasts } from './settings.ts';
import type { Database } from './tables.ts';

/** Clears away what has lapsed. Access tokens stay a while, so that their owners see why a program stopped. */
export async function sweep(db: Database, now: Date): Promise<void> {
  const before = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
  await db.deleteFrom('sign_in.ticket').where('until', '<', now).execute();
  await db
    .deleteFrom('sign_in.session')
    .where((row) => row.or([row('until', '<', now), row('seen', '<', before(lasts.idle))]))
    .execute();
  await db.deleteFrom('sign_in.access_token').where('until', '<', before(lasts.keptToken)).execute();
  // An attempt that is paid off counts no more.
  await db.deleteFrom('sign_in.attempt').where('due', '<', now).execute();
}
