import { describe, expect, it } from 'vitest';
import { deviceOf } from './device.ts';
import { hashPassword, isOutdated, isPassword } from './password.ts';
import { keysOf, readable, typed } from './secrets.ts';
import { siteOf } from './settings.ts';
import { plainSettings } from './testSignIn.ts';

const provider = { id: 'un', name: 'UN', issuer: 'https://idp.example', clientId: 'a', clientSecret: 'b' };

describe('settings', () => {
  it.each([
    [{ baseUrl: 'rapport.example.org' }, 'base address'],
    [{ baseUrl: 'ftp://rapport.example.org' }, 'base address'],
    [{ baseUrl: 'https://example.org/rapport' }, 'base address'],
    [{ secret: 'short' }, 'secret'],
    [{ oidc: [{ ...provider, id: 'Not Good' }] }, 'no usable id'],
    [{ oidc: [{ ...provider, issuer: 'idp' }] }, 'no usable issuer'],
    [{ oidc: [{ ...provider, issuer: 'http://idp.example' }] }, 'not https'],
    [{ oidc: [{ ...provider, domains: ['*'] }] }, 'no usable domains'],
    [{ oidc: [{ ...provider, clientSecret: '' }] }, 'no usable clientSecret'],
    [{ oidc: [provider, provider] }, 'Two providers'],
  ])('%j make no safe sign-in', (changes, reason) => {
    expect(() => siteOf({ ...plainSettings, ...changes })).toThrow(reason);
    expect(() => siteOf({ ...plainSettings, ...changes })).toThrow(RangeError);
  });

  it.each([
    ['https://rapport.example.org', true, true],
    ['https://rapport.example.org/', true, true],
    ['http://localhost:3000', false, true],
    ['http://127.0.0.1:3000', false, false],
    ['http://rapport.example.org', false, false],
    ['https://[2001:db8::1]', true, false],
  ])('%s: secure %s, passkeys %s', (baseUrl, secure, passkeys) => {
    expect(siteOf({ ...plainSettings, baseUrl })).toMatchObject({ secure, passkeys });
  });
});

describe('what the secret does', () => {
  const [keys, others] = [keysOf(plainSettings.secret), keysOf(`${plainSettings.secret}!`)];

  it('a token for one purpose, or of another instance, is none for another', () => {
    const hashes = [
      keys.hash('reset', 'x'),
      keys.hash('invitation', 'x'),
      others.hash('reset', 'x'),
      keys.hash('reset', 'y'),
    ];
    expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(4);
    expect(keys.hash('reset', 'x')).toEqual(keys.hash('reset', 'x'));
  });

  it('what is sealed opens for its person alone, and unchanged', () => {
    const sealed = keys.seal(Buffer.from('secret'), 'a');
    expect(keys.open(sealed, 'a').toString()).toBe('secret');
    expect(keys.seal(Buffer.from('secret'), 'a')).not.toEqual(sealed);
    expect(() => keys.open(sealed, 'b')).toThrow();
    expect(() => others.open(sealed, 'a')).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => keys.open(changed, 'a'), `byte ${at}`).toThrow();
    }
  });

  it('a code that is read out can be typed as one likes', () => {
    const code = readable(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 30, 31, 23, 22, 255, 254, 24, 25]));
    expect(code).toMatch(/^(?:[0-9a-hj-km-np-tv-z]{4}-){3}[0-9a-hj-km-np-tv-z]{4}$/);
    expect(typed(code)).toBe(code);
    expect(typed(` ${code.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')} `)).toBe(code);
  });
});

describe('hashes of passwords', () => {
  it('know their password, in every way to write it, and no other', async () => {
    const hash = await hashPassword('pâté de canard 7');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await isPassword('pâté de canard 7'.normalize('NFD'), hash)).toBe(true);
    expect(await isPassword('pâte de canard 7', hash)).toBe(false);
    expect(await hashPassword('pâté de canard 7')).not.toBe(hash);
    expect([isOutdated(hash), isOutdated(hash.replace('t=2', 't=1'))]).toEqual([false, true]);
  });

  it('are not anything else', async () => {
    await expect(isPassword('x', 'plain text')).rejects.toThrow(RangeError);
  });
});

describe('devices', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge, Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari, macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
    ['curl/8.0', ''],
    [null, ''],
  ])('%s is %j', (agent, device) => {
    expect(deviceOf(agent)).toBe(device);
  });
});
