import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, comesFromElsewhere } from './origin.ts';
import { siteOf } from './settings.ts';
import { type Desk, openDesk, plainSettings, signedIn, someone } from './testSignIn.ts';

const home = plainSettings.baseUrl;
const site = siteOf(plainSettings);

describe('requests from elsewhere', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['POST', {}, false],
    ['POST', { origin: home }, false],
    ['POST', { origin: home, 'sec-fetch-site': 'same-origin' }, false],
    ['POST', { 'sec-fetch-site': 'none' }, false],
    ['POST', { origin: 'https://evil.example' }, true],
    ['POST', { origin: 'http://rapport.example.org' }, true],
    ['POST', { origin: 'https://rapport.example.org:8443' }, true],
    ['POST', { origin: 'https://rapport.example.org.evil.example' }, true],
    ['POST', { origin: 'null' }, true],
    ['POST', { 'sec-fetch-site': 'cross-site' }, true],
    ['POST', { origin: home, 'sec-fetch-site': 'same-site' }, true],
    ['PUT', { origin: 'https://evil.example' }, true],
    ['PATCH', { origin: 'https://evil.example' }, true],
    ['DELETE', { origin: 'https://evil.example' }, true],
    ['GET', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
    ['HEAD', { 'sec-fetch-site': 'cross-site' }, false],
  ])('%s with %j: %s', (method, headers, expected) => {
    expect(comesFromElsewhere(new Request(home, { method, headers }), site)).toBe(expected);
  });

  it('on the own machine all its names are the same place', () => {
    const local = siteOf({ ...plainSettings, baseUrl: 'http://localhost:8080' });
    const from = (origin: string) =>
      comesFromElsewhere(new Request(home, { method: 'POST', headers: { origin } }), local);
    expect(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'].map(from)).toEqual([
      false,
      false,
      false,
    ]);
    expect(['http://localhost:8081', 'https://localhost:8080', 'http://evil.example:8080'].map(from)).toEqual([
      true,
      true,
      true,
    ]);
  });

  describe('and a browser that is signed in', () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    afterAll(() => desk.close());

    it('change nothing with its cookie, here or in the rest of the API', async () => {
      await someone(desk, 'lina@example.org');
      const browser = await signedIn(desk, 'lina@example.org');
      const refused = await browser.ask('DELETE', '/sessions', undefined, { origin: 'https://evil.example' });
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/cross-site']);
      expect(await browser.session()).not.toBeNull();
      const cookie = `__Host-rapport=${browser.cookies.get('__Host-rapport')}`;
      const asked = (method: string, origin: string) =>
        desk.signIn.sessionOf(new Request(`${home}/api/v1/entries`, { method, headers: { cookie, origin } }));
      expect(await asked('POST', 'https://evil.example')).toBeNull();
      expect(await asked('POST', home)).not.toBeNull();
      expect(await asked('GET', 'https://evil.example')).not.toBeNull();
    });
  });
});

describe('the address of a caller', () => {
  const address = (remote: string | undefined, forwarded?: string, trust = false): string =>
    addressOf(
      new Request(home, forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } }),
      { incoming: { socket: { remoteAddress: remote } } },
      trust,
    );

  it.each([
    ['192.0.2.1', undefined, false, '192.0.2.1'],
    ['::ffff:192.0.2.1', undefined, false, '192.0.2.1'],
    ['192.0.2.1', '198.51.100.7', false, '192.0.2.1'],
    ['192.0.2.1', '198.51.100.7', true, '198.51.100.7'],
    ['192.0.2.1', 'forged, 198.51.100.7', true, '198.51.100.7'],
    ['192.0.2.1', undefined, true, '192.0.2.1'],
    ['192.0.2.1', '', true, '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', undefined, false, '2001:db8:1:2'],
    ['2001:DB8:0001:2::6', undefined, false, '2001:db8:1:2'],
    ['2001:db8::1', undefined, false, '2001:db8:0:0'],
    ['::1', undefined, false, '0:0:0:0'],
    ['fe80::1%eth0', undefined, false, 'fe80:0:0:0'],
    [undefined, undefined, false, 'unknown'],
  ])('%s, forwarded for %s, trusted %s: %s', (remote, forwarded, trust, expected) => {
    expect(address(remote, forwarded, trust)).toBe(expected);
  });

  it('is unknown where there is no connection', () => {
    expect(addressOf(new Request(home), undefined, false)).toBe('unknown');
  });
});
