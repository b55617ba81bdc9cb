import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../records/database.ts';
import { migrate } from '../records/migrate.ts';
import { type TestDatabase, testDatabase } from '../records/testDatabase.ts';
import { followUpTables } from './followUpTables.ts';
import {
  addLetter,
  type Carrier,
  forgetLetters,
  isMailAddress,
  type NewLetter,
  outboxMail,
  sendLetters,
  smtpCarrier,
} from './mail.ts';
import type { LogLine } from './office.ts';

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await testDatabase(async (connection) => {
    const fresh = openDatabase(connection);
    await migrate(fresh.tables);
    await fresh.close();
  });
  database = openDatabase(made.connection);
});

afterAll(async () => {
  await database.close();
  await made.drop();
});

interface Message {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

/** A mail server on this machine that takes what `refuse` does not refuse. */
interface MailServer {
  readonly url: string;
  readonly messages: Message[];
  refuse: (address: string) => { readonly code: number; readonly words: string } | null;
  readonly close: () => Promise<void>;
}

async function mailServer(options: SMTPServerOptions = { authOptional: true }): Promise<MailServer> {
  const messages: Message[] = [];
  const found: MailServer = {
    url: '',
    messages,
    refuse: () => null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
    onRcptTo: ({ address }, _session, answer) => {
      const refusal = found.refuse(address);
      if (refusal === null) return answer();
      return answer(Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
    },
    onData: async (stream, { envelope }, answer) => {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      const from = envelope.mailFrom === false ? '' : (envelope.mailFrom?.address ?? '');
      const source = Buffer.concat(parts).toString('utf8');
      messages.push({ from, to: envelope.rcptTo.map(({ address }) => address), source });
      answer();
    },
    ...options,
  });
  server.on('error', () => {});
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(found, { url: `smtp://127.0.0.1:${port}` });
}

const headersOf = ({ source }: Message): string => source.slice(0, source.indexOf('\r\n\r\n'));

/** The text of a message in quoted-printable. */
function textOf({ source }: Message): string {
  const body = source.slice(source.indexOf('\r\n\r\n') + 4).replace(/=\r\n/g, '');
  const bytes = body.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

/** The subject as a reader decodes it (RFC 2047). */
function subjectOf(message: Message): string {
  const [, folded = ''] = /^Subject: ((?:.|\r\n[ \t])*)/m.exec(headersOf(message)) ?? [];
  return folded
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('latin1')
        : text
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/g, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

let server: MailServer;
let carrier: Carrier;
let time: number;
const lines: LogLine[] = [];
const clock = { now: () => new Date(time) };
const minutes = (count: number) => {
  time += count * 60_000;
};
const send = (by: Carrier = carrier) =>
  sendLetters({ database, clock, carrier: by, log: (line) => void lines.push(line) });
const letter = (given: Partial<NewLetter> = {}): Promise<string> =>
  addLetter(
    followUpTables(database),
    {
      kind: 'request',
      to: 'amina@example.org',
      subject: 'Please report',
      text: 'Dear Amina',
      language: 'en',
      ...given,
    },
    clock.now(),
  );
const rowOf = (id: string) =>
  followUpTables(database).selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

beforeEach(async () => {
  await followUpTables(database).deleteFrom('letter').execute();
  lines.length = 0;
  time = Date.parse('2027-03-01T08:00:00Z');
  server = await mailServer();
  carrier = smtpCarrier({ url: server.url, from: 'rapport@un.example' });
});

afterEach(async () => {
  carrier.close();
  await server.close();
});

describe('a letter', () => {
  it('goes out once, and what it said is forgotten', async () => {
    const id = await letter();
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(server.messages).toMatchObject([{ from: 'rapport@un.example', to: ['amina@example.org'] }]);
    expect(await rowOf(id)).toMatchObject({
      attempts: 1,
      text: null,
      next_try: null,
      error: null,
      sent_at: clock.now(),
    });
  });

  it('carries its id, its language and that a program wrote it', async () => {
    const id = await letter({ language: 'fr' });
    await send();
    const headers = headersOf(server.messages[0] as Message);
    expect(headers).toContain(`Message-ID: <${id}@un.example>`);
    expect(headers).toContain('Content-Language: fr');
    expect(headers).toContain('Auto-Submitted: auto-generated');
  });

  it('arrives letter by letter as it was written, in Arabic and with long links', async () => {
    const text = `\u200fتحية طيبة وبعد، \u2068Amina\u2069،\n\nhttps://rapport.example.org/answer#${'x'.repeat(120)}\n`;
    const subject = '\u200fيُرجى تقديم تقرير: \u2068تقرير عن الأنشطة المشتركة في مجال الصحة\u2069';
    await letter({ subject, text, language: 'ar' });
    await send();
    const [message] = server.messages as [Message];
    expect(textOf(message)).toBe(text);
    expect(subjectOf(message)).toBe(subject);
  });

  it('brings no header of its own, whatever its subject', async () => {
    const breaks = fc.constantFrom('a', ' ', '\r', '\n', '\r\nBcc: spy@example.org\r\n', '\0', '\u2028', '\u0085', 'é');
    await fc.assert(
      fc.asyncProperty(fc.array(breaks, { maxLength: 8 }), async (parts) => {
        server.messages.length = 0;
        await letter({ subject: `Report ${parts.join('')}` });
        expect(await send()).toBe(1);
        const [message] = server.messages as [Message];
        expect(message.to).toEqual(['amina@example.org']);
        expect(headersOf(message)).not.toMatch(/^bcc:/im);
        expect(headersOf(message).match(/^[\w-]+:/gm)).toHaveLength(
          new Set(headersOf(message).match(/^[\w-]+:/gm)).size,
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('addresses', () => {
  it.each(['amina@example.org', "o'neil+desk@mail.un.example", 'desk@localhost', 'مكتب@مثال.example'])(
    '%s',
    (address) => {
      expect(isMailAddress(address)).toBe(true);
    },
  );

  it.each([
    ...['', 'amina', '@example.org', 'amina@', 'a@b@c', 'a b@example.org', 'a@example.org, b@example.org'],
    ...['Amina <amina@example.org>', 'a@example.org\r\nBcc: b@example.org', 'a@-example.org', 'a@example..org'],
    ...[
      '"a"@example.org',
      'a@[127.0.0.1]',
      `${'a'.repeat(65)}@example.org`,
      `a@${'b.'.repeat(140)}org`,
      'a\0@example.org',
    ],
  ])('not %j', async (address) => {
    expect(isMailAddress(address)).toBe(false);
    await expect(letter({ to: address })).rejects.toThrow(RangeError);
  });
});

describe('a mail server that refuses', () => {
  it('for now is tried again later, and the letter goes out under the same id', async () => {
    server.refuse = () => ({ code: 450, words: 'Try later' });
    const id = await letter();
    expect(await send()).toBe(0);
    expect(await rowOf(id)).toMatchObject({ attempts: 1, error: '450 Try later', sent_at: null, text: 'Dear Amina' });
    server.refuse = () => null;
    expect(await send()).toBe(0);
    minutes(1);
    expect(await send()).toBe(1);
    expect(headersOf(server.messages[0] as Message)).toContain(`Message-ID: <${id}@un.example>`);
    expect(await rowOf(id)).toMatchObject({ attempts: 2, error: null });
  });

  it('waits longer after each failure, and leaves it to a person in the end', async () => {
    server.refuse = () => ({ code: 451, words: 'Busy' });
    const id = await letter();
    const pauses: number[] = [];
    for (;;) {
      await send();
      const { next_try } = await rowOf(id);
      if (next_try === null) break;
      pauses.push((next_try.getTime() - time) / 60_000);
      time = next_try.getTime();
    }
    expect(pauses).toEqual([1, 5, 15, 60, 240, 720, 1440, 1440]);
    expect(await rowOf(id)).toMatchObject({ attempts: 9, sent_at: null, text: 'Dear Amina' });
  });

  it('for good is not tried again, and does not hold up the others', async () => {
    server.refuse = (address) => (address.startsWith('gone') ? { code: 550, words: 'No such user' } : null);
    const gone = await letter({ to: 'gone@example.org' });
    await letter();
    expect(await send()).toBe(1);
    expect(await rowOf(gone)).toMatchObject({ attempts: 1, next_try: null, error: '550 No such user', sent_at: null });
    expect(lines).toMatchObject([{ event: 'letter-refused', letter: gone, responseCode: 550, final: true }]);
    expect(JSON.stringify(lines)).not.toContain('@');
  });

  it('that is not there stops the round, and all go out when it is back', async () => {
    await server.close();
    await letter();
    await letter({ to: 'bo@example.org' });
    expect(await send()).toBe(0);
    expect(lines).toHaveLength(1);
    server = await mailServer();
    carrier = smtpCarrier({ url: server.url, from: 'rapport@un.example' });
    minutes(1);
    expect(await send()).toBe(2);
    expect(server.messages.map(({ to }) => to[0]).sort()).toEqual(['amina@example.org', 'bo@example.org']);
  });
});

describe('the post', () => {
  it('sends each letter once when many servers send at once', async () => {
    for (let n = 0; n < 20; n += 1) await letter({ to: `person${n}@example.org` });
    const carriers = [carrier, smtpCarrier({ url: server.url, from: 'rapport@un.example' })];
    const sent = await Promise.all([...carriers, ...carriers].map((each) => send(each)));
    carriers[1]?.close();
    expect(sent.reduce((a, b) => a + b)).toBe(20);
    expect(new Set(server.messages.map(({ to }) => to[0])).size).toBe(20);
    expect(server.messages).toHaveLength(20);
  });

  it('sends nothing that is a week old: only a person may', async () => {
    const id = await letter();
    minutes(7 * 24 * 60 + 1);
    expect(await send()).toBe(0);
    expect(await rowOf(id)).toMatchObject({ attempts: 0, sent_at: null });
  });

  it('forgets after ninety days to whom a letter went, and later what nobody sent', async () => {
    const [sent, waiting] = [await letter(), await letter({ to: 'bo@example.org' })];
    server.refuse = (address) => (address.startsWith('bo') ? { code: 550, words: 'No' } : null);
    await send();
    minutes(90 * 24 * 60);
    await forgetLetters(database, clock.now());
    await rowOf(sent);
    minutes(1);
    await forgetLetters(database, clock.now());
    await expect(rowOf(sent)).rejects.toThrow();
    await rowOf(waiting);
    minutes(90 * 24 * 60);
    await forgetLetters(database, clock.now());
    await expect(rowOf(waiting)).rejects.toThrow();
  });

  it('takes letters of other parts of the program', async () => {
    const mail = outboxMail(database, clock);
    await mail.post({ to: 'amina@example.org', subject: 'Hello', text: 'Text', language: 'en' });
    expect(await send()).toBe(1);
    await expect(mail.post({ to: 'a@b, c@d', subject: 'x', text: 'x', language: 'en' })).rejects.toThrow(RangeError);
  });
});

describe('settings', () => {
  it('sign in with user and password', async () => {
    const seen: unknown[] = [];
    const guarded = await mailServer({
      onAuth: ({ username, password }, _session, answer) => {
        seen.push([username, password]);
        if (password === 'p@ss:word') return answer(null, { user: username });
        return answer(new Error('Wrong'));
      },
      allowInsecureAuth: true,
    });
    const address = guarded.url.slice('smtp://'.length);
    const right = smtpCarrier({ url: `smtp://desk%40un:p%40ss%3Aword@${address}`, from: 'rapport@un.example' });
    const wrong = smtpCarrier({ url: `smtp://desk%40un:guess@${address}`, from: 'rapport@un.example' });
    const id = await letter();
    expect(await send(wrong)).toBe(0);
    // A wrong password is no fault of the letter: it waits until the host has set the right one.
    expect((await rowOf(id)).next_try).not.toBeNull();
    minutes(1);
    expect(await send(right)).toBe(1);
    expect(seen).toEqual([
      ['desk@un', 'guess'],
      ['desk@un', 'p@ss:word'],
    ]);
    for (const each of [right, wrong]) each.close();
    await guarded.close();
  });

  it.each([
    ['http://127.0.0.1', 'rapport@un.example'],
    ['smtp:', 'rapport@un.example'],
    ['not a server', 'rapport@un.example'],
    ['smtp://127.0.0.1:25', 'Rapport <rapport@un.example>'],
  ])('that make no sense are refused: %s %s', (url, from) => {
    expect(() => smtpCarrier({ url, from })).toThrow(RangeError);
  });

  it('that are refused are not repeated: they hold a password', () => {
    expect(() => smtpCarrier({ url: 'smtp2://desk:secret@host', from: 'rapport@un.example' })).not.toThrow(/secret/);
  });
});
