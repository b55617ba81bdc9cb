import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator } from './testAuthenticator.ts';
import { type Browser, type Desk, openDesk, plainSettings, signedIn, someone } from './testSignIn.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** Tables of sign-in that name a person, and how many rows of one there are in each. */
async function traces(person: string): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await desk.pool.query(
    "select table_name as name from information_schema.columns where table_schema = 'sign_in' and column_name = 'person' order by 1",
  );
  const counts = tables.map(async ({ name }): Promise<[string, number]> => {
    const { rows } = await desk.pool.query(`select count(*)::int as n from sign_in.${name} where person = $1`, [
      person,
    ]);
    return [name, rows[0].n];
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** Somebody who left a trace in every table. */
async function rooted(email: string): Promise<{ person: string; browser: Browser; token: string }> {
  const person = await someone(desk, email);
  const browser = await signedIn(desk, email);
  const options = await browser.ask('POST', '/passkeys/options');
  const response = authenticator(plainSettings.baseUrl).create(options.body);
  await browser.ask('POST', '/passkeys', { name: 'Laptop', response });
  const { body } = await browser.ask('POST', '/tokens', { name: 'Export' });
  await browser.ask('POST', '/second-factor');
  await desk.pool.query("insert into sign_in.recovery_code values ($1, 'x')", [person]);
  await desk.pool.query("insert into sign_in.identity values ('https://idp.example', $2, $1, now())", [person, email]);
  return { person, browser, token: body.token };
}

const everywhere = { access_token: 1, account: 1, identity: 1, passkey: 1, recovery_code: 1, session: 1, ticket: 1 };
const nowhere = Object.fromEntries(Object.keys(everywhere).map((name) => [name, 0]));

describe('erasing a person', () => {
  it.each<[string, (person: string) => Promise<unknown>]>([
    ['by what sign-in offers', (person) => desk.signIn.forget(person)],
    [
      'by writing it on the card',
      (person) => desk.pool.query('update person set erased = now() where id = $1', [person]),
    ],
    ['by deleting the card', (person) => desk.pool.query('delete from person where id = $1', [person])],
  ])('%s leaves nothing to sign in with', async (how, erase) => {
    const { person, browser, token } = await rooted(`${how.replaceAll(' ', '.')}@example.org`);
    const { person: other } = await rooted(`not.${how.replaceAll(' ', '.')}@example.org`);
    expect(await traces(person)).toEqual(everywhere);
    await erase(person);
    expect(await traces(person)).toEqual(nowhere);
    expect(await traces(other)).toEqual(everywhere);
    desk.pass(5_001);
    expect(await browser.session()).toBeNull();
    const program = new Request(plainSettings.baseUrl, { headers: { authorization: `Bearer ${token}` } });
    expect(await desk.signIn.sessionOf(program)).toBeNull();
  });

  it('leaves her address free for nobody to sign in with', async () => {
    const person = await someone(desk, 'gone@example.org');
    await desk.pool.query('update person set erased = now() where id = $1', [person]);
    const answer = await desk
      .browser()
      .ask('POST', '/password', { email: 'gone@example.org', password: 'any thing at all' });
    expect(answer.body.type).toBe('/problems/wrong-credentials');
    await expect(desk.signIn.invite(person, null)).rejects.toThrow(RangeError);
  });
});

describe('sweeping', () => {
  it('clears away what has lapsed and nothing else', async () => {
    const { person } = await rooted('lapsed@example.org');
    desk.pass(7 * 86_400_000);
    const { person: lately } = await rooted('lately@example.org');
    await desk.browser().ask('POST', '/password', { email: 'lately@example.org', password: 'wrong' });
    await desk.signIn.sweep();
    expect(await traces(person)).toEqual({ ...everywhere, session: 0, ticket: 0 });
    expect(await traces(lately)).toEqual(everywhere);
    const attempts = () => desk.pool.query('select count(*)::int as n from sign_in.attempt');
    expect((await attempts()).rows[0].n).toBeGreaterThan(0);
    desk.pass(121 * 86_400_000);
    await desk.signIn.sweep();
    expect(await traces(person)).toEqual({ ...everywhere, session: 0, ticket: 0, access_token: 0 });
    expect((await attempts()).rows[0].n).toBe(0);
  });
});

describe('migrating', () => {
  it('again, and from several servers at once, changes nothing', async () => {
    const dump = async () =>
      (
        await desk.pool.query(
          "select table_name, column_name, data_type from information_schema.columns where table_schema = 'sign_in' order by 1, 2",
        )
      ).rows;
    const before = await dump();
    await Promise.all([desk.signIn.migrate(), desk.another().migrate(), desk.signIn.migrate()]);
    expect(await dump()).toEqual(before);
    expect((await desk.pool.query('select taken from sign_in.step')).rows).toEqual([{ taken: 1 }]);
  });

  it('begins with nothing, however many servers start at once', async () => {
    await desk.pool.query('drop trigger forgotten on person');
    await desk.pool.query('drop trigger moved on person');
    await desk.pool.query('drop schema sign_in cascade');
    await Promise.all([desk.signIn.migrate(), desk.another().migrate(), desk.another().migrate()]);
    await signedInAfresh();
  });

  it('stops before a schema of a newer program', async () => {
    await desk.pool.query('update sign_in.step set taken = 99');
    await expect(desk.signIn.migrate()).rejects.toThrow(RangeError);
  });
});

async function signedInAfresh(): Promise<void> {
  await someone(desk, 'afresh@example.org');
  expect(await (await signedIn(desk, 'afresh@example.org')).session()).not.toBeNull();
}
