import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator } from './testAuthenticator.ts';
import { type Desk, goodPassword, openDesk, plainSettings, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
let host: string;
beforeAll(async () => {
  desk = await openDesk();
  host = await someone(desk, 'host@example.org');
});
afterAll(() => desk.close());

let people = 0;
async function invited() {
  const email = `farida${people++}@example.org`;
  const person = await someone(desk, email, null);
  const invitation = await desk.signIn.invite(person, host);
  if (invitation.kind !== 'invited') throw new Error('Not invited');
  return { person, email, ...invitation, path: `/invitation/${invitation.link.replace(/.*#/, '')}` };
}

const notValid = { status: 404, body: { type: '/problems/link-not-valid' } };

describe('an invitation', () => {
  it('is sent as a link that no log of a server sees, and says who invites whom', async () => {
    const { email, person, link, until, sent, path } = await invited();
    expect(link).toMatch(/^https:\/\/rapport\.example\.org\/sign-in\/invitation#[\w-]{43}$/);
    expect(sent).toBe(true);
    expect(desk.mails.at(-1)).toEqual({
      kind: 'invitation',
      to: { id: person, name: email.replace(/@.*/, ''), email, language: 'en' },
      from: 'host',
      link,
      until,
    });
    const seen = await desk.browser().ask('GET', path);
    expect(seen.body).toEqual({ name: email.replace(/@.*/, ''), email, language: 'en', from: 'host', until });
  });

  it('is accepted with a password, once', async () => {
    const { path, person, email } = await invited();
    const browser = desk.browser();
    const accepted = await browser.ask('POST', path, { password: goodPassword });
    expect(accepted.body.session).toMatchObject({ person, secondFactor: false });
    expect(await browser.session()).toEqual(accepted.body.session);
    expect(await desk.browser().ask('POST', path, { password: 'a quite other 91 thing' })).toMatchObject(notValid);
    expect(await desk.browser().ask('GET', path)).toMatchObject(notValid);
    await signedIn(desk, email);
  });

  it('is accepted by one of several at once', async () => {
    const { path, email } = await invited();
    const passwords = ['river 18 amber stone', 'river 27 amber stone', 'river 36 amber stone'];
    const answers = await Promise.all(passwords.map((password) => desk.browser().ask('POST', path, { password })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404]);
    const winner = passwords[answers.findIndex(({ status }) => status === 200)] ?? '';
    await signedIn(desk, email, winner);
  });

  it('is accepted with a passkey', async () => {
    const { path, person } = await invited();
    const [browser, device] = [desk.browser(), authenticator(plainSettings.baseUrl)];
    const options = await browser.ask('POST', `${path}/passkey`);
    const response = device.create(options.body);
    const wrong = {
      passkey: { name: 'Phone', response: device.create({ ...options.body, challenge: 'A'.repeat(43) }) },
    };
    expect((await browser.ask('POST', path, wrong)).body.type).toBe('/problems/passkey-refused');
    const accepted = await browser.ask('POST', path, { passkey: { name: 'Phone', response } });
    expect(accepted.body.session).toMatchObject({ person, secondFactor: true });
    const next = desk.browser();
    const asked = await next.ask('POST', '/passkey/options');
    const signIn = await next.ask('POST', '/passkey', device.get(asked.body, {}, device.credentials[0]));
    expect(signIn.body.session.person).toBe(person);
  });

  it('keeps holding when the password is refused', async () => {
    const { path, email } = await invited();
    const weak = await desk.browser().ask('POST', path, { password: `${email.replace(/@.*/, '')} 2026!!` });
    expect([weak.status, weak.body.reason]).toEqual([422, 'like-name']);
    expect((await desk.browser().ask('POST', path, { password: goodPassword })).status).toBe(200);
  });

  it('holds two weeks, and no longer than till the next one', async () => {
    const { path, person } = await invited();
    const again = await desk.signIn.invite(person, null);
    expect(await desk.browser().ask('GET', path)).toMatchObject(notValid);
    const next = again.kind === 'invited' ? `/invitation/${again.link.replace(/.*#/, '')}` : '';
    expect((await desk.browser().ask('GET', next)).body.from).toBeNull();
    desk.pass(14 * 86_400_000 + 1);
    expect(await desk.browser().ask('GET', next)).toMatchObject(notValid);
    expect(await desk.browser().ask('POST', next, { password: goodPassword })).toMatchObject(notValid);
  });

  it('is for those who have no account yet', async () => {
    expect(await desk.signIn.invite(host, null)).toEqual({ kind: 'has-account' });
    await expect(desk.signIn.invite('00000000-0000-4000-8000-000000000000', null)).rejects.toThrow(RangeError);
  });

  it('says when it was not sent', async () => {
    const person = await desk.signIn.createPerson({
      name: 'No address',
      email: null,
      language: 'fr',
      administrator: false,
    });
    expect(await desk.signIn.invite(person ?? '', null)).toMatchObject({ kind: 'invited', sent: false });
  });

  it('is not guessed', async () => {
    const browser = desk.browser('203.0.113.9');
    const statuses = [];
    for (let n = 0; n < 42; n++)
      statuses.push((await browser.ask('GET', `/invitation/${String(n).padStart(43, 'x')}`)).status);
    expect(statuses).toEqual([...Array(40).fill(404), 429, 429]);
  });
});
