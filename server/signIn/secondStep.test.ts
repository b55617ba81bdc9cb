import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type Desk, goodPassword, openDesk, signedIn, someone } from './testSignIn.ts';
import { codeAt, stepAt } from './totp.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** An authenticator app that was given a secret. */
function app(secret: string) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  return { code: (shift = 0): string => codeAt(bytes, stepAt(desk.now()) + shift) };
}

/** A person with a second factor, and the browser in which it was enrolled. */
async function enrolled(email: string) {
  const person = await someone(desk, email);
  const browser = await signedIn(desk, email);
  const begun = await browser.ask('POST', '/second-factor');
  const phone = app(begun.body.secret);
  const { enrolment } = begun.body;
  const confirmed = await browser.ask('PUT', '/second-factor', { enrolment, code: phone.code() });
  if (confirmed.status !== 200) throw new Error(`Not enrolled: ${JSON.stringify(confirmed.body)}`);
  desk.pass(60_000);
  return { person, browser, phone, begun, confirmed, codes: confirmed.body.recoveryCodes as string[], email };
}

async function firstStep(email: string): Promise<Browser> {
  const browser = desk.browser();
  const { body } = await browser.ask('POST', '/password', { email, password: goodPassword });
  expect(body).toEqual({ next: 'second-step', methods: ['code', 'recovery-code'] });
  expect(await browser.session()).toBeNull();
  return browser;
}

const wrongCode = { status: 401, body: { type: '/problems/wrong-code' } };
const noSecondStep = { status: 401, body: { type: '/problems/no-second-step' } };

describe('enrolling a second factor', () => {
  it('gives the app its secret, and holds once a code confirms it', async () => {
    const email = 'hala@example.org';
    await someone(desk, email);
    const [browser, other] = [await signedIn(desk, email), await signedIn(desk, email)];
    const { body } = await browser.ask('POST', '/second-factor');
    expect(body.uri).toBe(
      `otpauth://totp/Rapport%20rapport.example.org:hala%40example.org?secret=${body.secret}` +
        '&issuer=Rapport%20rapport.example.org&digits=6&period=30',
    );
    expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
    const { enrolment } = body;
    expect(await browser.ask('PUT', '/second-factor', { enrolment, code: app(body.secret).code(5) })).toMatchObject(
      wrongCode,
    );
    expect((await browser.ask('GET', '/account')).body.secondFactor).toBe(false);
    const confirmed = await browser.ask('PUT', '/second-factor', { enrolment, code: app(body.secret).code() });
    expect(confirmed.body.session.secondFactor).toBe(true);
    expect(await browser.session()).toEqual(confirmed.body.session);
    expect(await other.session()).toBeNull();
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await browser.ask('GET', '/account')).body).toMatchObject({ secondFactor: true, recoveryCodes: 10 });
    expect((await browser.ask('POST', '/second-factor')).body.type).toBe('/problems/already-enrolled');
  });

  it('belongs to who began it, and lapses', async () => {
    await someone(desk, 'one@example.org');
    await someone(desk, 'two@example.org');
    const [one, two] = [await signedIn(desk, 'one@example.org'), await signedIn(desk, 'two@example.org')];
    const { body } = await one.ask('POST', '/second-factor');
    const confirm = (browser: Browser) =>
      browser.ask('PUT', '/second-factor', { enrolment: body.enrolment, code: app(body.secret).code() });
    expect((await confirm(two)).body.type).toBe('/problems/link-not-valid');
    desk.pass(14 * 60_000);
    const again = await one.ask('POST', '/second-factor');
    expect((await confirm(one)).body.type).toBe('/problems/link-not-valid');
    desk.pass(60_001);
    const late = { enrolment: again.body.enrolment, code: app(again.body.secret).code() };
    expect((await one.ask('PUT', '/second-factor', late)).body.type).toBe('/problems/sign-in-again');
  });

  it('keeps the secret sealed', async () => {
    const { begun, person } = await enrolled('sealed@example.org');
    const { rows } = await desk.pool.query('select totp from sign_in.account where person = $1', [person]);
    expect(rows[0].totp.length).toBe(12 + 20 + 16);
    expect(rows[0].totp.toString('latin1')).not.toContain(begun.body.secret);
    // Moved to another account it opens no more.
    const other = await someone(desk, 'mover@example.org');
    await desk.pool.query('update sign_in.account set totp = $1 where person = $2', [rows[0].totp, other]);
    const browser = await firstStep('mover@example.org');
    expect((await browser.ask('POST', '/second-step', { code: '123456' })).body.type).toBe('/problems/fault');
  });
});

describe('the second step', () => {
  it('signs in with a code, once', async () => {
    const { phone, email, person } = await enrolled('noor@example.org');
    const [browser, other] = [await firstStep(email), await firstStep(email)];
    const code = phone.code();
    const answer = await browser.ask('POST', '/second-step', { code });
    expect(answer.body.session).toMatchObject({ person, secondFactor: true });
    expect(await browser.session()).toEqual(answer.body.session);
    expect(await other.ask('POST', '/second-step', { code })).toMatchObject(wrongCode);
    expect(await other.ask('POST', '/second-step', { code: phone.code(-1) })).toMatchObject(wrongCode);
    expect(await other.ask('POST', '/second-step', { code: phone.code(1) })).toMatchObject({ status: 200 });
    expect(await other.ask('POST', '/second-step', { code: phone.code(1) })).toMatchObject(noSecondStep);
  });

  it('lets one of two in that show the same code at once', async () => {
    const { phone, email } = await enrolled('twice@example.org');
    const browsers = [await firstStep(email), await firstStep(email), await firstStep(email)];
    const code = phone.code();
    const answers = await Promise.all(browsers.map((browser) => browser.ask('POST', '/second-step', { code })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
  });

  it('signs in with each recovery code once, however it is typed', async () => {
    const { codes, email, browser } = await enrolled('reem@example.org');
    const [code = ''] = codes;
    expect(code).toMatch(/^(?:[a-z0-9]{4}-){3}[a-z0-9]{4}$/);
    const first = await firstStep(email);
    const typed = ` ${code.toUpperCase().replaceAll('-', ' ')}`;
    expect((await first.ask('POST', '/second-step', { recoveryCode: typed })).status).toBe(200);
    expect(await (await firstStep(email)).ask('POST', '/second-step', { recoveryCode: code })).toMatchObject(wrongCode);
    const renewed = await browser.ask('POST', '/recovery-codes');
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    const old = { recoveryCode: codes[1] };
    expect(await (await firstStep(email)).ask('POST', '/second-step', old)).toMatchObject(wrongCode);
    const fresh = { recoveryCode: renewed.body.recoveryCodes[1] };
    expect(await (await firstStep(email)).ask('POST', '/second-step', fresh)).toMatchObject({ status: 200 });
  });

  it('ends after five wrong codes, and after ten minutes', async () => {
    const { phone, email } = await enrolled('five@example.org');
    const browser = await firstStep(email);
    for (let n = 0; n < 5; n++)
      expect(await browser.ask('POST', '/second-step', { code: phone.code(9) })).toMatchObject(wrongCode);
    expect(await browser.ask('POST', '/second-step', { code: phone.code() })).toMatchObject(noSecondStep);
    const slow = await firstStep(email);
    desk.pass(10 * 60_000 + 1);
    expect(await slow.ask('POST', '/second-step', { code: phone.code() })).toMatchObject(noSecondStep);
    expect(await desk.browser().ask('POST', '/second-step', { code: phone.code() })).toMatchObject(noSecondStep);
  });

  it('lets nobody who knows the password guess on', async () => {
    const { phone, email } = await enrolled('guessed@example.org');
    const statuses = [];
    for (let n = 0; n < 3; n++) {
      const browser = await firstStep(email);
      for (let m = 0; m < 4; m++)
        statuses.push((await browser.ask('POST', '/second-step', { code: phone.code(9) })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  });

  it('is asked for no more when the second factor is removed, by its owner or the host', async () => {
    const { email, browser, person } = await enrolled('removed@example.org');
    expect((await browser.ask('DELETE', '/second-factor')).status).toBe(204);
    expect((await browser.ask('DELETE', '/second-factor')).status).toBe(404);
    expect((await browser.ask('POST', '/recovery-codes')).status).toBe(404);
    await signedIn(desk, email);
    const other = await enrolled('rescued@example.org');
    expect(await desk.signIn.resetSecondFactor(other.person)).toBe(true);
    expect(await desk.signIn.resetSecondFactor(other.person)).toBe(false);
    expect(await other.browser.session()).toBeNull();
    await signedIn(desk, other.email);
    const { rows } = await desk.pool.query('select * from sign_in.recovery_code where person in ($1, $2)', [
      person,
      other.person,
    ]);
    expect(rows).toEqual([]);
  });
});
