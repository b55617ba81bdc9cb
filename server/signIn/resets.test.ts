import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Desk, goodPassword, openDesk, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const next = 'copper window 46 rain';
const notValid = { status: 404, body: { type: '/problems/link-not-valid' } };

const mailsTo = (email: string) => desk.mails.filter(({ to }) => to.email === email);

async function asked(email: string): Promise<string> {
  const before = mailsTo(email).length;
  expect((await desk.browser().ask('POST', '/reset', { email })).status).toBe(202);
  await vi.waitFor(() => expect(mailsTo(email).length).toBe(before + 1));
  return `/reset/${mailsTo(email).at(-1)?.link.replace(/.*#/, '')}`;
}

describe('a forgotten password', () => {
  it('is replaced with a link that is sent, once', async () => {
    const email = 'dina@example.org';
    await someone(desk, email);
    const browser = await signedIn(desk, email);
    const path = await asked(email);
    expect(mailsTo(email)[0]).toMatchObject({
      kind: 'password-reset',
      from: null,
      link: expect.stringMatching(/^https:\/\/rapport\.example\.org\/sign-in\/reset#[\w-]{43}$/),
    });
    expect((await desk.browser().ask('GET', path)).body).toEqual({ until: mailsTo(email)[0]?.until });
    const weak = await desk.browser().ask('POST', path, { password: 'dina dina dina' });
    expect([weak.status, weak.body.reason]).toEqual([422, 'like-name']);
    expect((await desk.browser().ask('POST', path, { password: next })).status).toBe(204);
    expect(await browser.session()).toBeNull();
    expect(await desk.browser().ask('POST', path, { password: 'yet another 12 words' })).toMatchObject(notValid);
    expect((await desk.browser().ask('POST', '/password', { email, password: goodPassword })).status).toBe(401);
    await signedIn(desk, email, next);
  });

  it('is replaced by one of several at once', async () => {
    await someone(desk, 'race@example.org');
    const path = await asked('race@example.org');
    const passwords = [1, 2, 3].map((n) => `copper window ${n}6 rain`);
    const answers = await Promise.all(passwords.map((password) => desk.browser().ask('POST', path, { password })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404, 404]);
  });

  it('is asked for with the same answer for everybody, and only those who sign in here are written to', async () => {
    const answers = [];
    await someone(desk, 'known@example.org');
    await someone(desk, 'guest@example.org', null);
    const elsewhere = await someone(desk, 'elsewhere@example.org', null);
    await desk.pool.query("insert into sign_in.identity values ('https://idp.example', 'x', $1, now())", [elsewhere]);
    for (const email of ['nobody@example.org', 'guest@example.org', 'elsewhere@example.org', 'Known@Example.org']) {
      const { status, body, headers } = await desk.browser().ask('POST', '/reset', { email });
      answers.push({ status, body, headers: [...headers.keys()].toSorted() });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await vi.waitFor(() => expect(mailsTo('known@example.org')).toHaveLength(1));
    expect(mailsTo('guest@example.org').concat(mailsTo('elsewhere@example.org'))).toEqual([]);
  });

  it('lapses after an hour, with the next link, and when the password is changed', async () => {
    const email = 'lapse@example.org';
    await someone(desk, email);
    const first = await asked(email);
    const second = await asked(email);
    expect(await desk.browser().ask('GET', first)).toMatchObject(notValid);
    desk.pass(3_600_001);
    expect(await desk.browser().ask('POST', second, { password: next })).toMatchObject(notValid);
    const third = await asked(email);
    const browser = await signedIn(desk, email);
    expect((await browser.ask('PUT', '/password', { current: goodPassword, password: next })).status).toBe(204);
    expect(await desk.browser().ask('GET', third)).toMatchObject(notValid);
  });

  it('is not replaced with a link that went to an address the person no longer has', async () => {
    const person = await someone(desk, 'before@example.org');
    const path = await asked('before@example.org');
    await desk.pool.query('update person set email = $1 where id = $2', ['after@example.org', person]);
    expect(await desk.browser().ask('POST', path, { password: next })).toMatchObject(notValid);
  });

  it('is asked for three times, then one waits', async () => {
    await someone(desk, 'often@example.org');
    const statuses = [];
    for (let n = 0; n < 5; n++)
      statuses.push(
        (await desk.browser(`198.51.100.${n}`).ask('POST', '/reset', { email: 'often@example.org' })).status,
      );
    expect(statuses).toEqual([202, 202, 202, 429, 429]);
  });

  it('does not take a link for one thing as one for another', async () => {
    const person = await someone(desk, 'cross@example.org', null);
    const invitation = await desk.signIn.invite(person, null);
    const token = invitation.kind === 'invited' ? invitation.link.replace(/.*#/, '') : '';
    expect(await desk.browser().ask('POST', `/reset/${token}`, { password: next })).toMatchObject(notValid);
    expect((await desk.browser().ask('GET', `/invitation/${token}`)).status).toBe(200);
  });
});
