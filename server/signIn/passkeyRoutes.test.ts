import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator, type Behaviour } from './testAuthenticator.ts';
import { type Browser, type Desk, openDesk, plainSettings, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let people = 0;

/** Somebody with a passkey, signed in. */
async function withPasskey(behaviour: Behaviour = {}) {
  const email = `person${people++}@example.org`;
  const person = await someone(desk, email);
  const browser = await signedIn(desk, email);
  const device = authenticator(plainSettings.baseUrl);
  const answer = await add(browser, device, behaviour);
  return { person, browser, device, answer, email };
}

async function add(browser: Browser, device: ReturnType<typeof authenticator>, behaviour: Behaviour = {}) {
  const options = await browser.ask('POST', '/passkeys/options');
  expect(options.status).toBe(200);
  return browser.ask('POST', '/passkeys', { name: 'Laptop', response: device.create(options.body, behaviour) });
}

async function challenge(browser: Browser) {
  const options = await browser.ask('POST', '/passkey/options');
  expect(options.status).toBe(200);
  return options.body;
}

const refused = { status: 401, body: { type: '/problems/passkey-refused' } };

describe('passkeys', () => {
  it('sign in without address and password, and count as two factors', async () => {
    const { person, device, answer } = await withPasskey();
    expect(answer.status).toBe(201);
    const browser = desk.browser();
    const signIn = await browser.ask('POST', '/passkey', device.get(await challenge(browser)));
    expect(signIn.status).toBe(200);
    expect(signIn.body.session).toMatchObject({ person, secondFactor: true });
    expect(await browser.session()).toEqual(signIn.body.session);
  });

  it('are asked for with what browsers need', async () => {
    const { browser, person } = await withPasskey();
    const { body } = await browser.ask('POST', '/passkeys/options');
    expect(body).toMatchObject({
      rp: { id: 'rapport.example.org' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ type: 'public-key' }],
    });
    expect(Buffer.from(body.user.id, 'base64url').toString('hex')).toBe(person.replaceAll('-', ''));
  });

  it('use a challenge once', async () => {
    const { device } = await withPasskey();
    const browser = desk.browser();
    const response = device.get(await challenge(browser));
    expect((await browser.ask('POST', '/passkey', response)).status).toBe(200);
    expect(await browser.ask('POST', '/passkey', response)).toMatchObject(refused);
  });

  it('let a challenge lapse', async () => {
    const { device } = await withPasskey();
    const browser = desk.browser();
    const options = await challenge(browser);
    desk.pass(5 * 60_000 + 1);
    expect(await browser.ask('POST', '/passkey', device.get(options))).toMatchObject(refused);
  });

  it.each<[string, Behaviour]>([
    ['another site', { origin: 'https://rapport.example.com' }],
    ['another domain', { rpId: 'example.com' }],
    ['a device that did not recognize its owner', { recognizesOwner: false }],
    ['a challenge that nobody gave', { challenge: 'A'.repeat(43) }],
    ['no challenge at all', { challenge: '' }],
  ])('are refused from %s', async (_, behaviour) => {
    expect((await withPasskey(behaviour)).answer).toMatchObject(refused);
    const { device } = await withPasskey();
    const browser = desk.browser();
    expect(await browser.ask('POST', '/passkey', device.get(await challenge(browser), behaviour))).toMatchObject(
      refused,
    );
    expect(await browser.session()).toBeNull();
  });

  it('are refused with a signature of another key', async () => {
    const [mine, other] = [await withPasskey(), await withPasskey()];
    const browser = desk.browser();
    const options = await challenge(browser);
    const response = { ...other.device.get(options), ...named(mine.device.get(options)) };
    expect(await browser.ask('POST', '/passkey', response)).toMatchObject(refused);
  });

  it('are refused if their count does not rise', async () => {
    const { device } = await withPasskey({ counts: 5 });
    const use = async (counts: number) => {
      const browser = desk.browser();
      return (await browser.ask('POST', '/passkey', device.get(await challenge(browser), { counts }))).status;
    };
    expect([await use(1), await use(0), await use(-3), await use(10)]).toEqual([200, 401, 401, 200]);
  });

  it('belong to whom they were asked for', async () => {
    const [mine, other] = [await withPasskey(), await withPasskey()];
    const options = await mine.browser.ask('POST', '/passkeys/options');
    const response = mine.device.create(options.body);
    expect(await other.browser.ask('POST', '/passkeys', { name: 'x', response })).toMatchObject(refused);
  });

  it('are listed, named anew and removed by their owner alone', async () => {
    const { browser, answer, device } = await withPasskey();
    const { browser: stranger } = await withPasskey();
    const path = `/passkeys/${answer.body.id}`;
    expect((await stranger.ask('PATCH', path, { name: 'Mine' })).status).toBe(404);
    expect((await stranger.ask('DELETE', path)).status).toBe(404);
    expect((await browser.ask('PATCH', path, { name: 'Phone' })).status).toBe(204);
    expect((await browser.ask('GET', '/passkeys')).body).toMatchObject([
      { id: answer.body.id, name: 'Phone', seen: null },
    ]);
    expect((await browser.ask('DELETE', path)).status).toBe(204);
    expect((await browser.ask('DELETE', path)).status).toBe(404);
    const another = desk.browser();
    expect(await another.ask('POST', '/passkey', device.get(await challenge(another)))).toMatchObject(refused);
  });

  it('stay if nothing else is left to sign in with', async () => {
    const { browser, answer, person, device } = await withPasskey();
    await desk.pool.query('update sign_in.account set password = null where person = $1', [person]);
    const path = `/passkeys/${answer.body.id}`;
    const kept = await browser.ask('DELETE', path);
    expect([kept.status, kept.body.type]).toEqual([409, '/problems/last-means']);
    await add(browser, device);
    expect((await browser.ask('DELETE', path)).status).toBe(204);
  });

  it('do not go both when both are removed at once', async () => {
    const { browser, person } = await withPasskey();
    await desk.pool.query('delete from sign_in.passkey');
    await desk.pool.query('update sign_in.account set password = null where person = $1', [person]);
    for (let round = 0; round < 20; round++) {
      const ids = [`first${round}`, `second${round}`];
      await desk.pool.query(
        "insert into sign_in.passkey select id, $1, '', 0, '{}', 'x', now() from unnest($2::text[]) as id",
        [person, ids],
      );
      const answers = await Promise.all(ids.map((id) => browser.ask('DELETE', `/passkeys/${id}`)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      await desk.pool.query('delete from sign_in.passkey where person = $1', [person]);
    }
  });

  it('need a sign-in of the last quarter of an hour to be added or removed', async () => {
    const { browser, answer } = await withPasskey();
    desk.pass(15 * 60_000 + 1);
    for (const [method, path] of [
      ['POST', '/passkeys/options'],
      ['DELETE', `/passkeys/${answer.body.id}`],
    ] as const)
      expect((await browser.ask(method, path)).body.type).toBe('/problems/sign-in-again');
    expect((await browser.ask('GET', '/passkeys')).status).toBe(200);
  });

  it('are not offered where browsers allow none', async () => {
    const browser = desk.browser().at(desk.another({ baseUrl: 'https://192.0.2.7' }));
    expect((await browser.ask('GET', '/state')).body.passkeys).toBe(false);
    const answer = await browser.ask('POST', '/passkey/options', undefined, { origin: 'https://192.0.2.7' });
    expect(answer.body.type).toBe('/problems/passkeys-unavailable');
  });
});

const named = ({ id, rawId }: { id: string; rawId: string }) => ({ id, rawId });
