import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Browser, type Desk, openDesk, plainSettings, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const day = 86_400_000;

let people = 0;
async function twoBrowsers() {
  const email = `person${people++}@example.org`;
  const person = await someone(desk, email);
  return { person, email, here: await signedIn(desk, email), there: await signedIn(desk, email) };
}

describe('the own sessions', () => {
  it('are listed with their device and when they were last used', async () => {
    const { here, there } = await twoBrowsers();
    const { body } = await here.ask('GET', '/sessions');
    expect(body).toHaveLength(2);
    const [mine, other] = [await here.session(), await there.session()];
    expect(body.find((one: { id: string }) => one.id === mine?.id)).toMatchObject({
      current: true,
      device: 'Firefox, Windows',
      means: 'password',
      secondFactor: false,
    });
    expect(body.find((one: { id: string }) => one.id === other?.id)).toMatchObject({ current: false });
  });

  it('end one by one, and are nobody else’s to end', async () => {
    const { here, there } = await twoBrowsers();
    const { here: stranger } = await twoBrowsers();
    const id = (await there.session())?.id;
    expect((await stranger.ask('DELETE', `/sessions/${id}`)).body.type).toBe('/problems/unknown');
    expect(await there.session()).not.toBeNull();
    expect((await here.ask('DELETE', `/sessions/${id}`)).status).toBe(204);
    expect(await there.session()).toBeNull();
    expect((await here.ask('DELETE', `/sessions/${id}`)).status).toBe(404);
    expect(await here.session()).not.toBeNull();
  });

  it('end all at once, with or without the one that asks', async () => {
    const { here, there } = await twoBrowsers();
    expect((await here.ask('DELETE', '/sessions?keep=current')).status).toBe(204);
    expect([await here.session(), await there.session()]).toEqual([expect.anything(), null]);
    expect((await here.ask('DELETE', '/sessions')).status).toBe(204);
    expect(await here.session()).toBeNull();
    expect(here.cookies.size).toBe(0);
  });

  it('end with signing out, as often as one likes', async () => {
    const { here } = await twoBrowsers();
    const thief = desk.browser();
    for (const [name, value] of here.cookies) thief.cookies.set(name, value);
    expect((await here.ask('DELETE', '/session')).status).toBe(204);
    expect(here.cookies.size).toBe(0);
    expect(await thief.session()).toBeNull();
    expect((await here.ask('DELETE', '/session')).status).toBe(204);
    expect((await here.ask('GET', '/session')).body.type).toBe('/problems/signed-out');
  });

  it('end by the hand of the host, access tokens too', async () => {
    const { here, there, person } = await twoBrowsers();
    const { body } = await here.ask('POST', '/tokens', { name: 'Export' });
    expect(await desk.signIn.revokeSessions(person)).toBe(3);
    expect([await here.session(), await there.session(), await byToken(body.token)]).toEqual([null, null, null]);
  });

  it('last while they are used, and a week without use', async () => {
    const { here, there } = await twoBrowsers();
    desk.pass(6 * day);
    expect(await here.session()).not.toBeNull();
    await vi.waitFor(async () => expect(await seen(here)).toBe(true));
    desk.pass(day + 1);
    expect(await here.session()).not.toBeNull();
    expect(await there.session()).toBeNull();
    desk.pass(7 * day);
    expect(await here.session()).toBeNull();
  });

  it('last 30 days at most', async () => {
    const { here } = await twoBrowsers();
    const id = (await here.session())?.id;
    const use = () => desk.pool.query('update sign_in.session set seen = $1 where id = $2', [desk.now(), id]);
    desk.pass(30 * day - 1000);
    await use();
    expect(await here.session()).not.toBeNull();
    desk.pass(1001);
    await use();
    expect(await here.session()).toBeNull();
  });
});

describe('the demonstration', () => {
  it('signs in as somebody who has shown nothing, where the server lets it', async () => {
    const person = await someone(desk, 'persona@example.org', null);
    const app = new Hono().post('/as/:person', async (c) =>
      c.json(await desk.signIn.enterAs(c, c.req.param('person'))),
    );
    const response = await app.request(`/as/${person}`, { method: 'POST' });
    const [cookie = ''] = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    const session = await desk.signIn.sessionOf(new Request(plainSettings.baseUrl, { headers: { cookie } }));
    expect(session).toEqual(await response.json());
    expect(session).toMatchObject({ person, secondFactor: false });
  });
});

describe('a session that ends elsewhere', () => {
  /** The other server has seen the session, so that it may remember it; then it hears nothing but the database. */
  async function rememberedElsewhere() {
    const server = desk.another();
    const both = await twoBrowsers();
    await vi.waitFor(async () => expect((await both.there.session(server))?.person).toBe(both.person));
    return { server, ...both };
  }

  it.each<[string, (of: { here: Browser; person: string; id: string }) => Promise<unknown>]>([
    ['in another server', ({ here, id }) => here.ask('DELETE', `/sessions/${id}`)],
    ['by the command line', ({ person }) => desk.signIn.revokeSessions(person)],
    ['by a hand in the database', ({ id }) => desk.pool.query('delete from sign_in.session where id = $1', [id])],
    [
      'because its person was erased',
      ({ person }) => desk.pool.query('update person set erased = now() where id = $1', [person]),
    ],
    ['because the card was deleted', ({ person }) => desk.pool.query('delete from person where id = $1', [person])],
  ])('%s is over here as soon as that is heard', async (_, end) => {
    const { server, here, there, person } = await rememberedElsewhere();
    const id = (await there.session())?.id ?? '';
    const ended: string[] = [];
    const stop = server.onSessionEnd((session) => ended.push(session));
    await end({ here, person, id });
    // What is remembered holds for five seconds by the clock of the test: it is the news that ends it.
    await vi.waitFor(() => expect(ended).toContain(id), { timeout: 20_000, interval: 5 });
    expect(await there.session(server)).toBeNull();
    stop();
  });

  it('is asked for at most once in a few seconds', async () => {
    const { here } = await twoBrowsers();
    const session = await here.session();
    const query = vi.spyOn(desk.pool, 'connect');
    for (let n = 0; n < 100; n++) expect(await here.session()).toEqual(session);
    expect(query.mock.calls.length).toBeLessThanOrEqual(1);
    desk.pass(5_001);
    await here.session();
    expect(query.mock.calls.length).toBeGreaterThan(0);
    query.mockRestore();
  });

  it('is asked for each time while nothing can be heard', async () => {
    const server = desk.another();
    const { there } = await twoBrowsers();
    const listeners = () =>
      desk.pool.query(
        "select pid from pg_stat_activity where application_name = 'rapport sign-in' and datname = current_database()",
      );
    const all = desk.events.filter(({ kind }) => kind === 'listening-lost').length;
    await vi.waitFor(async () => expect(await there.session(server)).not.toBeNull());
    const { rows } = await listeners();
    await desk.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
      rows.map(({ pid }) => pid),
    ]);
    await vi.waitFor(() =>
      // Each of the servers hears of it in its own time.
      expect(desk.events.filter(({ kind }) => kind === 'listening-lost').length).toBeGreaterThanOrEqual(
        all + rows.length,
      ),
    );
    const id = (await there.session(server))?.id;
    await desk.pool.query('delete from sign_in.session where id = $1', [id]);
    expect(await there.session(server)).toBeNull();
    // It connects again by itself.
    await vi.waitFor(async () => expect((await listeners()).rows.length).toBeGreaterThan(0), { timeout: 20_000 });
  });
});

/** Whether the session of a browser was written as seen after it began: that is done beside the answer. */
async function seen(browser: Browser): Promise<boolean> {
  const { rows } = await desk.pool.query('select 1 from sign_in.session where id = $1 and seen > since', [
    (await browser.session())?.id,
  ]);
  return rows.length > 0;
}

const byToken = (token: string) =>
  desk.signIn.sessionOf(new Request(plainSettings.baseUrl, { headers: { authorization: `Bearer ${token}` } }));
