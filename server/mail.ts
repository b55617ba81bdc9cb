import { createTransport } from 'nodemailer';
import type { Clock, Mail } from '../programme/ports.ts';
import type { Database } from '../records/database.ts';
import { freshId } from '../records/ids.ts';
import { type Db, followUpTables, type LetterRow } from './followUpTables.ts';
import type { LetterKind } from './letters/letters.ts';
import { onOneLine, printable } from './letters/printed.ts';
import type { LogLine } from './office.ts';

/**
 * Letters go into an outbox first, in the transaction of what causes them, and are sent from there. A letter is sent at least
 * once: should the machine fail between the server that takes it and our note of that, it is sent again under the same
 * Message-ID, by which receivers can tell that it is one. Without a mail server a person sends what is in the outbox.
 */

/** An address that stands for one receiver in a header and in a command of SMTP: no name, no list, no blank. */
const mailAddress =
  /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
const control = /[\u0000-\u001f\u007f-\u009f]/;

export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && mailAddress.test(text) && !control.test(text);

export interface NewLetter {
  readonly kind: LetterKind;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: string;
  readonly request?: string;
  readonly body?: string;
  readonly causedBy?: string | null;
}

/** Puts a letter into the outbox. Throws a RangeError where the address is none: it is checked before. */
export async function addLetter(db: Db, letter: NewLetter, now: Date): Promise<string> {
  if (!isMailAddress(letter.to)) throw new RangeError('A letter needs one address of mail.');
  const id = freshId(now);
  const { kind, to, text, language, request = null, body = null, causedBy = null } = letter;
  await db
    .insertInto('letter')
    .values({
      ...{ id, kind, to, text: printable(text), language, request, body, made: now, next_try: now },
      ...{
        subject: printable(letter.subject).replace(/\s+/g, ' ').trim(),
        caused_by: causedBy,
        error: null,
        sent_at: null,
        sent_by: null,
      },
    })
    .execute();
  return id;
}

/** The port through which other parts of the program post letters. */
export const outboxMail = (database: Database, clock: Clock): Mail => ({
  post: async (letter) => void (await addLetter(followUpTables(database), { ...letter, kind: 'other' }, clock.now())),
});

export interface MailSettings {
  /** `smtp://user:password@host:port`, or smtps. */
  readonly url: string;
  /** The address that letters come from. */
  readonly from: string;
}

/** Takes one letter to the mail server. Rejects where the server does not take it. */
export interface Carrier {
  readonly carry: (letter: LetterRow & { readonly text: string }) => Promise<void>;
  readonly close: () => void;
}

/** Milliseconds that a mail server gets for each step. */
const patience = 30_000;

/** Throws a RangeError on settings that name no mail server or no address; they are not repeated, for they hold a password. */
export function smtpCarrier({ url, from }: MailSettings): Carrier {
  const place = URL.parse(url);
  if (place === null || !/^smtps?:$/.test(place.protocol) || place.hostname === '')
    throw new RangeError('The mail server is given as smtp://user:password@host:port or smtps://...');
  if (!isMailAddress(from)) throw new RangeError('The address that letters come from is no address of mail.');
  const transport = createTransport({
    host: place.hostname.replace(/^\[|\]$/g, ''),
    port: Number(place.port) || (place.protocol === 'smtps:' ? 465 : 587),
    secure: place.protocol === 'smtps:',
    ...(place.username !== '' && {
      auth: { user: decodeURIComponent(place.username), pass: decodeURIComponent(place.password) },
    }),
    ...{ connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const domain = from.split('@').at(-1);
  return {
    carry: async ({ id, to, subject, text, language }) => {
      await transport.sendMail({
        from: { name: '', address: from },
        to: { name: '', address: to },
        envelope: { from, to: [to] },
        messageId: `<${id}@${domain}>`,
        ...{ subject, text, textEncoding: 'quoted-printable' },
        headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}

/** Minutes until the next try after each failure; behind the last it waits for a person. */
const pauses = [1, 5, 15, 60, 240, 720, 1440, 1440];
const minute = 60_000;
/** A letter this old says nothing true any more: only a person may still send it. */
const oldest = 7 * 24 * 60 * minute;

interface Failure {
  readonly error: string;
  /** The receiver is refused for good; no other try will change that. */
  readonly final: boolean;
  /** The mail server itself cannot be used: other letters would fare no better now. */
  readonly everywhere: boolean;
}

function failureOf(error: unknown): Failure {
  const { code, responseCode, response, message } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
    message?: string;
  };
  const ofLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  return {
    error: onOneLine(response ?? message ?? String(error)).slice(0, 300),
    final: ofLetter && responseCode !== undefined && responseCode >= 500,
    everywhere: !ofLetter,
  };
}

export interface PostOffice {
  readonly database: Database;
  readonly clock: Clock;
  readonly carrier: Carrier;
  readonly log: (line: LogLine) => void;
}

/** Takes the letter that has waited longest, if there is one. Other servers take others meanwhile. */
async function sendNext({ database, clock, carrier, log }: PostOffice): Promise<'sent' | 'failed' | 'stop' | 'none'> {
  const now = clock.now();
  return followUpTables(database)
    .transaction()
    .execute(async (tx) => {
      const letter = await tx
        .selectFrom('letter')
        .selectAll()
        .where('sent_at', 'is', null)
        .where('next_try', '<=', now)
        .where('made', '>', new Date(now.getTime() - oldest))
        .orderBy('next_try')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (letter === undefined || letter.text === null) return 'none';
      const attempts = letter.attempts + 1;
      const noted = tx.updateTable('letter').where('id', '=', letter.id);
      try {
        await carrier.carry({ ...letter, text: letter.text });
      } catch (error) {
        const failure = failureOf(error);
        const pause = failure.final ? undefined : pauses[letter.attempts];
        const next_try = pause === undefined ? null : new Date(now.getTime() + pause * minute);
        await noted.set({ attempts, next_try, error: failure.error }).execute();
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        log({ event: 'letter-refused', letter: letter.id, attempts, code, responseCode, final: next_try === null });
        return failure.everywhere ? 'stop' : 'failed';
      }
      await noted.set({ attempts, next_try: null, error: null, text: null, sent_at: clock.now() }).execute();
      return 'sent';
    });
}

/** Sends what waits, one after the other, until nothing does or the mail server cannot be used; how many were sent. */
export async function sendLetters(office: PostOffice, most = 1000): Promise<number> {
  let sent = 0;
  for (let tried = 0; tried < most; tried += 1) {
    const outcome = await sendNext(office);
    if (outcome === 'none' || outcome === 'stop') break;
    if (outcome === 'sent') sent += 1;
  }
  return sent;
}

/** For how long it is kept to whom a letter went, and one that nobody sent. */
const [keptSent, keptUnsent] = [90 * 24 * 60 * minute, 180 * 24 * 60 * minute];

/** Forgets letters that were sent long ago, or written long ago and never sent. */
export async function forgetLetters(database: Database, now: Date): Promise<void> {
  await followUpTables(database)
    .deleteFrom('letter')
    .where(({ or, eb }) =>
      or([
        eb('sent_at', '<', new Date(now.getTime() - keptSent)),
        eb('made', '<', new Date(now.getTime() - keptUnsent)),
      ]),
    )
    .execute();
}
