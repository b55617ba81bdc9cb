import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from './sessions.ts';
import { type Desk, openDesk, plainSettings, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const asking = (authorization: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Session | null> =>
  desk.signIn.sessionOf(new Request(plainSettings.baseUrl, { method, headers: { authorization, ...headers } }));

async function withToken(email: string, days?: number) {
  const person = await someone(desk, email);
  const browser = await signedIn(desk, email);
  const made = await browser.ask('POST', '/tokens', { name: 'Nightly export', ...(days ? { days } : {}) });
  expect(made.status).toBe(201);
  return { person, browser, ...(made.body as { id: string; token: string; until: string }) };
}

describe('access tokens', () => {
  it('let a program in as their owner', async () => {
    const { person, id, token, until } = await withToken('maker@example.org');
    expect(token).toMatch(/^rap_[\w-]{43}$/);
    const session = await asking(`Bearer ${token}`);
    expect(session).toMatchObject({ id, person, until, kind: 'program', secondFactor: false });
    expect(await asking(`Bearer ${token}`, { origin: 'https://elsewhere.example' }, 'POST')).toEqual(session);
  });

  it('are shown once and kept as a hash', async () => {
    const { browser, id, token } = await withToken('keeper@example.org');
    const { body } = await browser.ask('GET', '/tokens');
    expect(body).toMatchObject([{ id, name: 'Nightly export' }]);
    const { rows } = await desk.pool.query('select row_to_json(t)::text as row from sign_in.access_token t');
    expect(JSON.stringify([body, rows])).not.toContain(token.slice(4));
  });

  it('lapse', async () => {
    const { token } = await withToken('lapsing@example.org', 1);
    expect(await asking(`Bearer ${token}`)).not.toBeNull();
    desk.pass(86_400_001);
    expect(await asking(`Bearer ${token}`)).toBeNull();
  });

  it('are revoked at once, by their owner alone', async () => {
    const { token, id, browser } = await withToken('revoker@example.org');
    const { browser: stranger } = await withToken('stranger@example.org');
    expect(await asking(`Bearer ${token}`)).not.toBeNull();
    expect((await stranger.ask('DELETE', `/tokens/${id}`)).status).toBe(404);
    expect((await browser.ask('DELETE', `/tokens/${id}`)).status).toBe(204);
    expect(await asking(`Bearer ${token}`)).toBeNull();
    expect((await browser.ask('DELETE', `/tokens/${id}`)).status).toBe(404);
  });

  it('do nothing here: they make no other tokens and end no sessions', async () => {
    const { token } = await withToken('limited@example.org');
    const headers = { authorization: `Bearer ${token}` };
    for (const [method, path, body] of [
      ['GET', '/tokens'],
      ['POST', '/tokens', { name: 'More' }],
      ['GET', '/sessions'],
      ['DELETE', '/sessions'],
      ['GET', '/account'],
      ['PUT', '/password', { password: 'one more 77 phrase' }],
      ['POST', '/passkeys/options'],
      ['POST', '/second-factor'],
    ] as const) {
      const answer = await desk.browser().ask(method, path, body, headers);
      expect([path, answer.body.type]).toEqual([path, '/problems/session-only']);
    }
  });

  it('outrank a cookie: whoever sends a wrong one is nobody', async () => {
    const { browser } = await withToken('both@example.org');
    const answer = await browser.ask('GET', '/session', undefined, { authorization: `Bearer rap_${'A'.repeat(43)}` });
    expect(answer.status).toBe(401);
  });

  it.each(['', 'Bearer', 'Bearer rap_', 'Basic eDp5', `Bearer ${'A'.repeat(43)}`, `Bearer rap_${'A'.repeat(5000)}`])(
    'are not %j',
    async (authorization) => {
      expect(await asking(authorization)).toBeNull();
    },
  );

  it('are made by who signed in of late, fifty at most', async () => {
    const { browser } = await withToken('many@example.org');
    for (let n = 1; n < 50; n++) await browser.ask('POST', '/tokens', { name: `Token ${n}` });
    expect((await browser.ask('POST', '/tokens', { name: 'One more' })).body.type).toBe('/problems/token-limit');
    desk.pass(15 * 60_000 + 1);
    expect((await browser.ask('POST', '/tokens', { name: 'Late' })).body.type).toBe('/problems/sign-in-again');
  });

  it.each([0, 367, 1.5, 'x'])('do not last %j days', async (days) => {
    const email = `days${String(days).replace('.', '-')}@example.org`;
    await someone(desk, email);
    const answer = await (await signedIn(desk, email)).ask('POST', '/tokens', { name: 'x', days });
    expect(answer.status).toBe(422);
  });
});
