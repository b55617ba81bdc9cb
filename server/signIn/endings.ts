import pg, { type Pool } from 'pg';

/** Hears of sessions that end anywhere: in this process, in another server, by the command line, by a database hand. */
export interface Endings {
  /** False while nothing can be heard; then nothing may be remembered either. */
  readonly hears: () => boolean;
  readonly close: () => Promise<void>;
}

const channel = 'sign_in_ended';
const pause = 2_000;

/** Listens on a connection of its own, and connects again when it breaks. */
export function listenToEndings(pool: Pool, ended: (session: string) => void, lost: (cause: unknown) => void): Endings {
  let client: pg.Client | null = null;
  let hears = false;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const again = (cause: unknown): void => {
    if (closed) return;
    if (hears) lost(cause);
    hears = false;
    clearTimeout(retry);
    retry = setTimeout(connect, pause);
    retry.unref();
  };

  const connect = (): void => {
    // The pool hides its password from being copied with the rest.
    const { password, ssl } = pool.options;
    const settings = { ...pool.options, application_name: 'rapport sign-in', keepAlive: true };
    const mine = new pg.Client({ ...settings, ...(password && { password }), ...(ssl && { ssl }) });
    const gone = (cause: unknown): void => {
      if (client !== mine) return;
      client = null;
      again(cause);
      // Whatever state it is in, it is of no use any more.
      mine.end().catch(() => {});
    };
    client = mine;
    mine.on('notification', ({ payload }) => payload && ended(payload));
    mine.on('error', gone);
    mine.on('end', () => gone(undefined));
    mine
      .connect()
      .then(() => mine.query(`listen ${channel}`))
      .then(() => {
        hears = client === mine;
      })
      .catch(gone);
  };

  connect();
  return {
    hears: () => hears,
    close: async () => {
      closed = true;
      hears = false;
      clearTimeout(retry);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}
