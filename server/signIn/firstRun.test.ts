import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, goodPassword, openDesk } from './testSignIn.ts';

const amal = { name: 'Amal Haddad', email: 'amal@example.org', password: goodPassword, language: 'ar' };

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ baseUrl: 'http://localhost:8080' });
});
afterEach(() => desk.close());

const administrators = async (): Promise<string[]> => {
  const { rows } = await desk.pool.query('select name from person where administrator');
  return rows.map(({ name }) => name);
};

describe('the first run', () => {
  it('creates the administrator, signs in, and is over', async () => {
    const browser = desk.browser();
    expect((await browser.ask('GET', '/state')).body).toMatchObject({ administrator: false, setupCode: false });
    const created = await browser.ask('POST', '/first', amal);
    expect(created.status).toBe(201);
    expect(await browser.session()).toEqual(created.body.session);
    expect((await browser.ask('GET', '/state')).body).toMatchObject({ administrator: true });
    const { rows } = await desk.pool.query('select id, name, email, language, administrator from person');
    expect(rows).toEqual([
      {
        id: created.body.session.person,
        name: amal.name,
        email: amal.email,
        language: 'ar',
        administrator: true,
      },
    ]);
    const again = await desk.browser().ask('POST', '/first', { ...amal, email: 'other@example.org' });
    expect([again.status, again.body.type]).toEqual([409, '/problems/already-set-up']);
    expect(await administrators()).toEqual([amal.name]);
  });

  it('is won by one of several at once', async () => {
    const second = desk.another();
    const asked = Array.from({ length: 6 }, (_, n) => {
      const browser = desk.browser().at(n % 2 ? second : desk.signIn);
      return browser.ask('POST', '/first', { ...amal, email: `amal${n}@example.org` });
    });
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await administrators()).toHaveLength(1);
  });

  it('is over for good, even when the administrator is gone', async () => {
    const { body } = await desk.browser().ask('POST', '/first', amal);
    await desk.pool.query('delete from person where id = $1', [body.session.person]);
    expect((await desk.browser().ask('POST', '/first', amal)).body.type).toBe('/problems/already-set-up');
    expect(await desk.another({ setup: 'code' }).setupCode()).toBeNull();
  });

  it('is over when the host has created an administrator', async () => {
    const { name, email, language } = amal;
    expect(await desk.signIn.createPerson({ name, email, language, administrator: true })).not.toBeNull();
    expect(
      await desk.signIn.createPerson({ name, email: 'AMAL@example.org', language, administrator: true }),
    ).toBeNull();
    expect((await desk.browser().ask('POST', '/first', amal)).body.type).toBe('/problems/already-set-up');
  });

  it('takes nobody’s address', async () => {
    const { name, email, language } = amal;
    await desk.signIn.createPerson({ name, email, language, administrator: false });
    expect((await desk.browser().ask('POST', '/first', amal)).body.type).toBe('/problems/email-taken');
    expect((await desk.browser().ask('POST', '/first', { ...amal, email: 'amal2@example.org' })).status).toBe(201);
  });

  it('asks for the setup code where others can reach the server', async () => {
    const server = desk.another({ setup: 'code' });
    const browser = desk.browser().at(server);
    const code = await server.setupCode();
    expect(code).toMatch(/^(?:\w{4}-){3}\w{4}$/);
    expect((await browser.ask('GET', '/state')).body).toMatchObject({ setupCode: true });
    for (const setupCode of [undefined, '', 'aaaa-aaaa-aaaa-aaaa', 'x'.repeat(100)]) {
      const refused = await browser.ask('POST', '/first', { ...amal, setupCode });
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/wrong-setup-code']);
    }
    const setupCode = code?.toUpperCase().replaceAll('-', ' ');
    expect((await browser.ask('POST', '/first', { ...amal, setupCode })).status).toBe(201);
    expect(await server.setupCode()).toBeNull();
  });

  it.each([{ baseUrl: 'https://rapport.example.org' }, { trustProxy: true }])(
    'asks for the setup code all the same with %j',
    async (changes) => {
      const server = desk.another({ ...changes, setup: 'open' });
      const origin = changes.baseUrl ?? desk.settings.baseUrl;
      const refused = await desk.browser().at(server).ask('POST', '/first', amal, { origin });
      expect(refused.body.type).toBe('/problems/wrong-setup-code');
      expect(await server.setupCode()).not.toBeNull();
    },
  );

  it('lets nobody guess the setup code', async () => {
    const browser = desk.browser().at(desk.another({ setup: 'code' }));
    const guess = () => browser.ask('POST', '/first', { ...amal, setupCode: 'aaaa-bbbb-cccc-dddd' });
    for (let tried = 0; tried < 10; tried++) expect((await guess()).status).toBe(403);
    const limited = await guess();
    expect([limited.status, limited.body.type]).toEqual([429, '/problems/too-many']);
    expect(Number(limited.headers.get('retry-after'))).toBe(limited.body.retryAfter);
  });

  it.each([
    ['short', 'too-short'],
    ['Password123456', 'too-common'],
    ['amal.haddad.2026!', 'like-name'],
  ])('refuses the password %s: %s', async (password, reason) => {
    const refused = await desk.browser().ask('POST', '/first', { ...amal, password });
    expect([refused.status, refused.body.reason]).toEqual([422, reason]);
    expect(await administrators()).toEqual([]);
  });
});
