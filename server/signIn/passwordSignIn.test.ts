import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type Desk, goodPassword, openDesk, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const another = 'violet engine 58 harbour';
const attempt = (browser: Browser, email: string, password: string) =>
  browser.ask('POST', '/password', { email, password });

describe('sign-in with a password', () => {
  it('opens a session that the browser keeps as a cookie for this host alone', async () => {
    const person = await someone(desk, 'omar@example.org');
    const browser = desk.browser();
    expect(await browser.session()).toBeNull();
    const answer = await attempt(browser, 'Omar@Example.org', goodPassword);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ next: 'signed-in', session: { person, secondFactor: false, kind: 'browser' } });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-rapport=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await browser.session()).toEqual(answer.body.session);
    expect((await browser.ask('GET', '/session')).body).toEqual(answer.body.session);
  });

  it('uses a cookie without Secure only where there is no https', async () => {
    await someone(desk, 'plain@example.org');
    const origin = 'http://localhost:8080';
    const server = desk.another({ baseUrl: origin });
    const answer = await desk
      .browser()
      .at(server)
      .ask('POST', '/password', { email: 'plain@example.org', password: goodPassword }, { origin });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^rapport=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it.each([
    ['a wrong password', 'salma@example.org', 'not the password'],
    ['nobody', 'nobody@example.org', goodPassword],
    ['one who has no password', 'bare@example.org', goodPassword],
  ])('answers alike to %s', async (_, email, password) => {
    if (email === 'salma@example.org') await someone(desk, email);
    if (email === 'bare@example.org') await someone(desk, email, null);
    const browser = desk.browser();
    const { status, body } = await attempt(browser, email, password);
    expect({ status, body }).toEqual({
      status: 401,
      body: { type: '/problems/wrong-credentials', title: 'The address or the password is wrong.', status: 401 },
    });
    expect(browser.cookies.size).toBe(0);
  });

  it('gives a new token each time, and ends the session this browser had', async () => {
    await someone(desk, 'rotating@example.org');
    const browser = await signedIn(desk, 'rotating@example.org');
    const before = browser.cookies.get('__Host-rapport') ?? '';
    const [old] = [await browser.session()];
    await attempt(browser, 'rotating@example.org', goodPassword);
    expect(browser.cookies.get('__Host-rapport')).not.toBe(before);
    expect((await browser.session())?.id).not.toBe(old?.id);
    const thief = desk.browser();
    thief.cookies.set('__Host-rapport', before);
    expect(await thief.session()).toBeNull();
  });

  it('keeps no password and no token in the database', async () => {
    await someone(desk, 'kept@example.org');
    const browser = await signedIn(desk, 'kept@example.org');
    const { rows } = await desk.pool.query(
      'select row_to_json(s)::text as row from sign_in.session s union all select row_to_json(a)::text from sign_in.account a',
    );
    const all = rows.map(({ row }) => row).join('\n');
    expect(all).not.toContain(browser.cookies.get('__Host-rapport'));
    expect(all).not.toContain(Buffer.from(browser.cookies.get('__Host-rapport') ?? '', 'base64url').toString('hex'));
    expect(all).not.toContain(goodPassword);
    expect(all).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('hashes a password anew that was hashed at a lower cost', async () => {
    const person = await someone(desk, 'outdated@example.org', null);
    // argon2id of `goodPassword` with 8 KiB and one pass.
    const cheap = await cheapHash(goodPassword);
    await desk.pool.query('insert into sign_in.account (person, password) values ($1, $2)', [person, cheap]);
    await signedIn(desk, 'outdated@example.org');
    const { rows } = await desk.pool.query('select password from sign_in.account where person = $1', [person]);
    expect(rows[0].password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await signedIn(desk, 'outdated@example.org');
  });

  it('writes no names, addresses or passwords into the log', async () => {
    await someone(desk, 'secretive@example.org');
    await attempt(desk.browser(), 'secretive@example.org', 'wrong password');
    await attempt(desk.browser('192.0.2.77'), 'nobody2@example.org', 'wrong password');
    await signedIn(desk, 'secretive@example.org');
    const text = JSON.stringify(desk.events);
    for (const secret of ['secretive', 'nobody2', 'wrong password', goodPassword, '192.0.2.77'])
      expect(text).not.toContain(secret);
    expect(desk.events.map(({ kind }) => kind)).toContain('refused');
  });
});

describe('limits of sign-in', () => {
  it('let nobody guess at one account, from however many addresses', async () => {
    await someone(desk, 'target@example.org');
    const guess = (n: number) => attempt(desk.browser(`198.51.100.${n}`), 'target@example.org', `guess ${n}`);
    for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(401);
    const limited = await guess(11);
    expect([limited.status, limited.body.type]).toEqual([429, '/problems/too-many']);
    const wait = Number(limited.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await attempt(desk.browser('198.51.100.99'), 'Target@Example.org', goodPassword)).status).toBe(429);
    desk.pass(wait * 1000);
    expect((await attempt(desk.browser(), 'target@example.org', goodPassword)).status).toBe(200);
    expect((await guess(12)).status).toBe(401);
  });

  it('are the same for an address that nobody has', async () => {
    const answers = [];
    for (let n = 0; n < 11; n++)
      answers.push((await attempt(desk.browser(`198.51.100.${n}`), 'ghost@example.org', goodPassword)).status);
    expect(answers).toEqual([...Array(10).fill(401), 429]);
  });

  it('let nobody try many accounts from one address, on however many servers', async () => {
    const servers = [desk.signIn, desk.another()];
    const guess = (n: number) =>
      attempt(desk.browser('203.0.113.5').at(servers[n % 2] ?? desk.signIn), `many${n}@example.org`, 'guess');
    const statuses = await Promise.all(Array.from({ length: 70 }, (_, n) => guess(n).then(({ status }) => status)));
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(60);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect((await attempt(desk.browser('203.0.113.6'), 'many0@example.org', 'guess')).status).toBe(401);
  });
});

describe('the own password', () => {
  it('is changed by who knows it, and ends all other sessions', async () => {
    await someone(desk, 'changer@example.org');
    const [here, there] = [await signedIn(desk, 'changer@example.org'), await signedIn(desk, 'changer@example.org')];
    const change = (current: string | undefined, password: string) =>
      here.ask('PUT', '/password', { current, password });
    expect((await change(undefined, another)).body.type).toBe('/problems/wrong-credentials');
    expect((await change('wrong', another)).body.type).toBe('/problems/wrong-credentials');
    expect((await change(goodPassword, 'changer changer')).body).toMatchObject({ status: 422, reason: 'like-name' });
    expect((await change(goodPassword, another)).status).toBe(204);
    expect(await here.session()).not.toBeNull();
    expect(await there.session()).toBeNull();
    expect((await attempt(desk.browser(), 'changer@example.org', goodPassword)).status).toBe(401);
    expect((await attempt(desk.browser(), 'changer@example.org', another)).status).toBe(200);
  });

  it('is not found out by who finds a browser signed in', async () => {
    await someone(desk, 'guarded@example.org');
    const browser = await signedIn(desk, 'guarded@example.org');
    const statuses = [];
    for (let n = 0; n < 11; n++)
      statuses.push((await browser.ask('PUT', '/password', { current: `guess ${n}`, password: another })).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  });

  it('asks for a sign-in of late', async () => {
    await someone(desk, 'stale@example.org');
    const browser = await signedIn(desk, 'stale@example.org');
    desk.pass(15 * 60_000 + 1);
    const late = await browser.ask('PUT', '/password', { current: goodPassword, password: another });
    expect([late.status, late.body.type]).toEqual([403, '/problems/sign-in-again']);
    const nobody = await desk.browser().ask('PUT', '/password', { current: goodPassword, password: another });
    expect([nobody.status, nobody.body.type]).toEqual([401, '/problems/signed-out']);
  });

  it('is set by the host, who ends all sessions by it', async () => {
    const person = await someone(desk, 'helped@example.org');
    const browser = await signedIn(desk, 'helped@example.org');
    expect(await desk.signIn.setPassword(person, 'password1234')).toBe('too-common');
    expect(await browser.session()).not.toBeNull();
    expect(await desk.signIn.setPassword(person, another)).toBeNull();
    expect(await browser.session()).toBeNull();
    await signedIn(desk, 'helped@example.org', another);
    await expect(desk.signIn.setPassword('00000000-0000-4000-8000-000000000000', another)).rejects.toThrow(RangeError);
  });
});

async function cheapHash(password: string): Promise<string> {
  const { argon2Sync, randomBytes } = await import('node:crypto');
  const nonce = randomBytes(16);
  const hash = argon2Sync('argon2id', {
    message: password,
    nonce,
    parallelism: 1,
    tagLength: 32,
    memory: 8,
    passes: 1,
  });
  return `$argon2id$v=19$m=8,t=1,p=1$${[nonce, hash].map((bytes) => bytes.toString('base64').replace(/=+$/, '')).join('$')}`;
}
