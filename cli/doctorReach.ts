import { connect } from 'node:net';
import type { Database } from '../records/database.ts';
import { smtpCarrier } from '../server/mail.ts';
import { SettingsError, settingsOf } from '../server/settings.ts';
import { bad, good, look, type Patient, type Symptom } from './symptom.ts';

/** Mail, single sign-on, and the address where people reach the program. */

/** Milliseconds to wait for another machine. */
const patience = 5000;

/** Whether something listens there; the reason where it does not. */
const knock = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (answer: string | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(null));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'error'));
  });

export async function examineSettings({ place }: Patient): Promise<Symptom[]> {
  try {
    const { mail, oidc } = await settingsOf(place.data, place.environment);
    const signOn =
      oidc.length === 0 ? [] : [good('sign-on', oidc.map(({ id, issuer }) => `${id} at ${issuer}`).join(', '))];
    if (mail === null)
      return [
        look(
          'mail',
          'no mail server is set: letters wait for a person to send them',
          'Set RAPPORT_SMTP_URL and RAPPORT_MAIL_FROM where the server is started.',
        ),
        ...signOn,
      ];
    smtpCarrier(mail).close();
    const { hostname, port, protocol } = new URL(mail.url);
    const number = Number(port) || (protocol === 'smtps:' ? 465 : 587);
    const refused = await knock(hostname.replace(/^\[|\]$/g, ''), number);
    return [
      refused === null
        ? good('mail', `${hostname}:${number} answers, letters come from ${mail.from}`)
        : bad('mail', `${hostname}:${number} does not answer (${refused})`, 'Check RAPPORT_SMTP_URL and the network.'),
      ...signOn,
    ];
  } catch (error) {
    // Neither says what the setting holds.
    if (error instanceof SettingsError || error instanceof RangeError)
      return [bad('settings', error.message, 'Correct the setting and start the server again.')];
    throw error;
  }
}

export async function examineLetters({ pool }: Database): Promise<Symptom[]> {
  const { rows } = await pool.query<{ waiting: number; given_up: number; oldest: Date | null }>(
    `select count(*)::int as waiting, (count(*) filter (where next_try is null and attempts > 0))::int as given_up, min(made) as oldest
     from letter where sent_at is null`,
  );
  const { waiting = 0, given_up: givenUp = 0, oldest = null } = rows[0] ?? {};
  if (waiting === 0) return [good('letters', 'none waits')];
  const says = `${waiting} wait, the oldest since ${oldest?.toISOString().slice(0, 10)}${givenUp === 0 ? '' : `; ${givenUp} could not be sent`}`;
  return [
    look('letters', says, 'An administrator sees them in the outbox, with the reason, and can send them himself.'),
  ];
}

export async function examineAddress({ url }: Patient): Promise<Symptom[]> {
  if (url === null) return [];
  const at = URL.parse('/api/v1/health', url);
  if (at === null || !/^https?:$/.test(at.protocol))
    return [bad('address', `${url} is no address`, 'Give one as https://rapport.example.org.')];
  const answer = await fetch(at, { signal: AbortSignal.timeout(patience), redirect: 'manual' }).catch(
    (error: Error & { cause?: NodeJS.ErrnoException }) => error.cause?.code ?? error.name,
  );
  if (typeof answer === 'string')
    return [
      bad('address', `${at.origin} does not answer (${answer})`, 'Is the server running, and the proxy before it?'),
    ];
  if (answer.status !== 200)
    return [
      bad('address', `${at.origin} answers ${answer.status}`, 'Look into the log of the server and of the proxy.'),
    ];
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(at.hostname);
  return at.protocol === 'https:' || isLocal
    ? [good('address', `${at.origin} answers`)]
    : [
        bad(
          'address',
          `${at.origin} answers without encryption`,
          'Put a proxy with a certificate before it and give its address with --url: passwords go in the clear now.',
        ),
      ];
}
