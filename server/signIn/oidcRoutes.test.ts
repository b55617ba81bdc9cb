import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Profile, type TestProvider, testProvider } from './testProvider.ts';
import { type Browser, type Desk, goodPassword, openDesk, plainSettings, signedIn, someone } from './testSignIn.ts';

const home = plainSettings.baseUrl;

let provider: TestProvider;
let late: TestProvider;
let silent: { readonly settings: TestProvider['settings']; readonly close: () => void };
let desk: Desk;

beforeAll(async () => {
  provider = await testProvider(home, { domains: ['un.example'] });
  late = await testProvider(home, { id: 'late' }, 'ES256');
  silent = await silentProvider();
  await provider.start();
  desk = await openDesk({ oidc: [provider.settings, late.settings, silent.settings] });
});
afterAll(async () => {
  await desk.close();
  await provider.stop();
  await late.stop();
  silent.close();
});

/** Takes connections and never answers. */
async function silentProvider() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { id: 'silent', name: 'Silent', issuer, clientId: 'x', clientSecret: 'x' };
  return { settings, close: () => server.close() };
}

/** All the way to a provider and back; where the browser ends up. */
async function travel(browser: Browser, profile: Profile | null, body: unknown = {}, at = provider): Promise<string> {
  at.as(profile);
  const begun = await browser.ask('POST', `/oidc/${at.settings.id}`, body);
  expect(begun.status).toBe(200);
  return come(browser, await at.visit(begun.body.location));
}

async function come(browser: Browser, path: string): Promise<string> {
  const { status, headers } = await browser.ask('GET', path, undefined, { 'sec-fetch-site': 'cross-site' });
  expect(status).toBe(303);
  return headers.get('location') ?? '';
}

const verified = (email: string, more: Partial<Profile> = {}): Profile => ({
  sub: `sub of ${email}`,
  email,
  email_verified: true,
  ...more,
});
const problem = (code: string): string => `${home}/sign-in?problem=${code}`;
const cards = async (email: string) =>
  (await desk.pool.query('select id, name, language, administrator from person where email = $1', [email])).rows;

describe('sign-in at a provider', () => {
  it('lets in whom the provider speaks for, with a card of his own, and knows him again', async () => {
    const profile = verified('sana@un.example', { name: 'Sana Karimi', locale: 'fr-CH' });
    const browser = desk.browser();
    expect(await travel(browser, profile, { page: '/desk?day=1' })).toBe(`${home}/desk?day=1`);
    const [card] = await cards('sana@un.example');
    expect(card).toMatchObject({ name: 'Sana Karimi', language: 'fr', administrator: false });
    expect(await browser.session()).toMatchObject({ person: card.id, secondFactor: false });
    const another = desk.browser();
    await travel(another, { ...profile, email: 'moved@un.example', name: 'Renamed' });
    expect(await another.session()).toMatchObject({ person: card.id });
    expect(await cards('moved@un.example')).toEqual([]);
  });

  it('lets in who was invited, by the verified address', async () => {
    const person = await someone(desk, 'invited@example.org', null);
    const browser = desk.browser();
    const profile = verified('Invited@Example.org');
    expect(await travel(browser, profile)).toBe(problem('not-invited'));
    const invitation = await desk.signIn.invite(person, null);
    expect(await travel(browser, { ...profile, email_verified: false })).toBe(problem('email-not-verified'));
    expect(await travel(browser, profile)).toBe(`${home}/`);
    expect(await browser.session()).toMatchObject({ person });
    const token = invitation.kind === 'invited' ? invitation.link.replace(/.*#/, '') : '';
    expect((await desk.browser().ask('GET', `/invitation/${token}`)).status).toBe(404);
  });

  it.each<[string, Profile | null, string]>([
    ['a stranger', verified('stranger@example.net'), 'not-invited'],
    ['a domain that only ends alike', verified('stranger@evil-un.example'), 'not-invited'],
    ['an address in the wrong place', verified('x@un.example@example.net'), 'not-invited'],
    [
      'an address that was not verified',
      { ...verified('new@un.example'), email_verified: false },
      'email-not-verified',
    ],
    ['nobody with an address', { sub: 'no address' }, 'email-not-verified'],
    ['who refuses', null, 'provider-refused'],
  ])('refuses %s', async (_, profile, code) => {
    const browser = desk.browser();
    const before = await desk.pool.query('select count(*) from person');
    expect(await travel(browser, profile)).toBe(problem(code));
    expect(await browser.session()).toBeNull();
    expect((await desk.pool.query('select count(*) from person')).rows).toEqual(before.rows);
  });

  it('takes over no account by its address outside the domains of the provider', async () => {
    const person = await someone(desk, 'owner@example.org');
    const profile = verified('owner@example.org');
    expect(await travel(desk.browser(), profile)).toBe(problem('link-first'));
    const browser = await signedIn(desk, 'owner@example.org');
    expect(await travel(browser, profile, { link: true, page: '/account' })).toBe(`${home}/account`);
    expect((await browser.ask('GET', '/account')).body).toMatchObject({ password: true, providers: [{ id: 'un' }] });
    const another = desk.browser();
    expect(await travel(another, profile)).toBe(`${home}/`);
    expect(await another.session()).toMatchObject({ person });
  });

  it('links no provider account to two people', async () => {
    const profile = verified('first@un.example');
    await travel(desk.browser(), profile);
    await someone(desk, 'second@example.org');
    const browser = await signedIn(desk, 'second@example.org');
    expect(await travel(browser, profile, { link: true })).toBe(problem('already-linked'));
  });

  it('links only to who is signed in, and lately', async () => {
    const browser = desk.browser();
    expect((await browser.ask('POST', '/oidc/un', { link: true })).body.type).toBe('/problems/signed-out');
    await someone(desk, 'linker@example.org');
    const linker = await signedIn(desk, 'linker@example.org');
    desk.pass(15 * 60_000 + 1);
    expect((await linker.ask('POST', '/oidc/un', { link: true })).body.type).toBe('/problems/sign-in-again');
  });

  it('links to nobody when another, or no one, is signed in at the end of the way', async () => {
    await someone(desk, 'beginner@example.org');
    await someone(desk, 'finisher@example.org');
    for (const change of [
      (browser: Browser) => browser.ask('DELETE', '/session'),
      (browser: Browser) => browser.ask('POST', '/password', { email: 'finisher@example.org', password: goodPassword }),
    ]) {
      const browser = await signedIn(desk, 'beginner@example.org');
      provider.as(verified('way.of.linking@example.org'));
      const begun = await browser.ask('POST', '/oidc/un', { link: true });
      const back = await provider.visit(begun.body.location);
      await change(browser);
      expect(await come(browser, back)).toBe(problem('provider-lapsed'));
    }
    const { rows } = await desk.pool.query("select * from sign_in.identity where subject like '%way.of.linking%'");
    expect(rows).toEqual([]);
  });

  it('is unlinked again, but not if it is the only way in', async () => {
    const browser = desk.browser();
    const profile = verified('only@un.example');
    await travel(browser, profile);
    expect((await browser.ask('DELETE', '/providers/un')).body.type).toBe('/problems/last-means');
    expect((await browser.ask('PUT', '/password', { password: 'a new thing 42 to say' })).status).toBe(204);
    expect((await browser.ask('DELETE', '/providers/un')).status).toBe(204);
    expect((await browser.ask('DELETE', '/providers/un')).status).toBe(404);
    expect((await browser.ask('DELETE', '/providers/other')).status).toBe(404);
  });

  it('asks for the second factor unless the provider has', async () => {
    const email = 'careful@un.example';
    const person = await someone(desk, email);
    await desk.pool.query("update sign_in.account set totp = 'x' where person = $1", [person]);
    const browser = desk.browser();
    expect(await travel(browser, verified(email), { page: '/a' })).toBe(`${home}/sign-in?step=second&page=%2Fa`);
    expect(await browser.session()).toBeNull();
    expect(await travel(browser, verified(email, { amr: ['pwd', 'otp', 'mfa'] }))).toBe(`${home}/`);
    expect(await browser.session()).toMatchObject({ person, secondFactor: true });
  });
});

describe('the way back from a provider', () => {
  const begin = async (browser: Browser, email = 'way@un.example') => {
    provider.as(verified(email));
    const { body } = await browser.ask('POST', '/oidc/un', {});
    return { location: new URL(body.location), back: await provider.visit(body.location) };
  };

  it('sets out with code, PKCE, state and nonce', async () => {
    const { location } = await begin(desk.browser());
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'openid profile email',
      redirect_uri: `${home}/api/v1/sign-in/oidc/un/callback`,
    });
  });

  it('is open to the browser that set out, once', async () => {
    const [browser, thief] = [desk.browser(), desk.browser()];
    const { back } = await begin(browser);
    expect(await come(thief, back)).toBe(problem('provider-lapsed'));
    const cookies = new Map(browser.cookies);
    expect(await come(browser, back)).toBe(`${home}/`);
    for (const [name, value] of cookies) thief.cookies.set(name, value);
    expect(await come(thief, back)).toBe(problem('provider-lapsed'));
    expect(await thief.session()).toBeNull();
  });

  it.each<[string, string, (back: string) => string]>([
    ['another state', 'lapsed', (back) => back.replace(/state=[\w-]+/, `state=${'A'.repeat(43)}`)],
    ['no state', 'lapsed', (back) => back.replace(/state=[\w-]+/, '')],
    ['a code of nobody', 'refused', (back) => back.replace(/code=[\w-]+/, 'code=guessed')],
    ['no code', 'refused', (back) => back.replace(/code=[\w-]+/, '')],
    ['another issuer', 'refused', (back) => back.replace(/iss=[^&]+/, 'iss=http%3A%2F%2Fevil.example')],
    ['no issuer', 'refused', (back) => back.replace(/&?iss=[^&]+/, '')],
  ])('is closed to %s', async (_, code, change) => {
    const browser = desk.browser();
    const { back } = await begin(browser);
    expect(await come(browser, change(back))).toBe(problem(`provider-${code}`));
    expect(await browser.session()).toBeNull();
    // The way back is open once, whatever came.
    expect(await come(browser, back)).toBe(problem('provider-lapsed'));
  });

  it('is closed to a code that another browser was given', async () => {
    const [mine, other] = [desk.browser(), desk.browser()];
    const [one, two] = [await begin(mine), await begin(other, 'victim@un.example')];
    const code = (back: string): string => /code=([\w-]+)/.exec(back)?.[1] ?? '';
    expect(await come(mine, one.back.replace(code(one.back), code(two.back)))).toBe(problem('provider-refused'));
  });

  it('closes after ten minutes', async () => {
    const browser = desk.browser();
    const { back } = await begin(browser);
    desk.pass(10 * 60_000 + 1);
    expect(await come(browser, back)).toBe(problem('provider-lapsed'));
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a\r\nb'])(
    'leads to no other site: %s',
    async (page) => {
      expect((await desk.browser().ask('POST', '/oidc/un', { page })).body.type).toBe('/problems/invalid');
    },
  );
});

describe('a provider that does not answer', () => {
  it('is in nobody’s way, and is used once it is there', async () => {
    const browser = desk.browser();
    expect((await browser.ask('GET', '/state')).body.providers).toHaveLength(3);
    const down = await browser.ask('POST', '/oidc/late', {});
    expect([down.status, down.body.type]).toEqual([503, '/problems/provider-unreachable']);
    await late.start();
    const person = await someone(desk, 'late@example.org', null);
    await desk.signIn.invite(person, null);
    expect(await travel(browser, verified('late@example.org'), {}, late)).toBe(`${home}/`);
    expect(await browser.session()).toMatchObject({ person });
    const begun = await browser.ask('POST', '/oidc/late', {});
    const back = await late.visit(begun.body.location);
    await late.stop();
    expect(await come(browser, back)).toBe(problem('provider-unreachable'));
  });

  it('is given up after a while', async () => {
    const silence = await desk.browser().ask('POST', '/oidc/silent', {});
    expect([silence.status, silence.body.type]).toEqual([503, '/problems/provider-unreachable']);
    expect(desk.events.filter(({ kind }) => kind === 'provider-failed').at(-1)).toMatchObject({ provider: 'silent' });
  });

  it('that is unknown is not found', async () => {
    expect((await desk.browser().ask('POST', '/oidc/other', {})).status).toBe(404);
    expect((await desk.browser().ask('GET', '/oidc/other/callback')).status).toBe(404);
  });
});
