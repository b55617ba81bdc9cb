import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OidcClient, oidcClient } from './oidcClient.ts';

const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const clientSecret = 'the secret of the client, long enough to sign with it';
const nonce = 'nonce-of-this-sign-in';

/** What a provider answers; a rogue one changes some of it. */
interface Answers {
  readonly description: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly sign: (claims: Record<string, unknown>) => string | Promise<string>;
  readonly tokens: (idToken: string) => unknown;
  readonly userInfo: unknown;
  readonly status: number;
}

let issuer: string;
let answers: Answers;
let asked: { path: string; authorization: string | undefined; body: URLSearchParams }[];

const signed =
  (alg: string, key: KeyObject | Uint8Array, kid = 'own') =>
  (claims: Record<string, unknown>): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);

const seconds = (): number => Math.floor(Date.now() / 1000);

const honest = (): Answers => ({
  description: {
    issuer,
    authorization_endpoint: `${issuer}/authorize?tenant=un`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/me`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
  },
  claims: { iss: issuer, sub: 'sub', aud: 'rapport', exp: seconds() + 60, iat: seconds(), nonce },
  sign: signed('ES256', own.privateKey),
  tokens: (idToken) => ({ id_token: idToken, access_token: 'access', token_type: 'Bearer' }),
  userInfo: { sub: 'sub', email: 'sana@un.example', email_verified: true },
  status: 200,
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const path = request.url ?? '';
  asked.push({ path, authorization: request.headers.authorization, body: new URLSearchParams(body) });
  const content: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => answers.description,
    '/token': async () => answers.tokens(await answers.sign(answers.claims)),
    '/me': () => answers.userInfo,
    '/keys': async () => ({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' }] }),
  };
  const value = await content[path]?.();
  response.statusCode = path === '/keys' ? 200 : answers.status;
  if (answers.status === 302) response.setHeader('location', 'http://127.0.0.1:9/');
  response.end(typeof value === 'string' ? value : JSON.stringify(value));
}

const server = createServer((request, response) => void answer(request, response));
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function clientOf(changes: (sound: Answers) => Partial<Answers> = () => ({}), more = {}): OidcClient {
  answers = { ...honest(), ...changes(honest()) };
  asked = [];
  return oidcClient({ id: 'un', name: 'UN', issuer, clientId: 'rapport', clientSecret, ...more }, () => new Date());
}

const back = {
  redirectUri: 'https://rapport.example.org/back',
  nonce,
  verifier: 'v'.repeat(43),
  code: 'the code',
  iss: null,
};

describe('what a provider says', () => {
  it('is believed if all of it is right', async () => {
    expect(await clientOf().claims(back)).toEqual({
      issuer,
      subject: 'sub',
      email: 'sana@un.example',
      emailVerified: true,
      name: null,
      locale: null,
      secondFactor: false,
    });
    const token = asked.find(({ path }) => path === '/token');
    expect(Object.fromEntries(token?.body ?? [])).toEqual({
      grant_type: 'authorization_code',
      code: 'the code',
      redirect_uri: back.redirectUri,
      code_verifier: back.verifier,
    });
    const basic = `rapport:${new URLSearchParams({ x: clientSecret }).toString().slice(2)}`;
    expect(token?.authorization).toBe(`Basic ${Buffer.from(basic).toString('base64')}`);
  });

  const withClaims =
    (claims: Record<string, unknown>) =>
    (sound: Answers): Partial<Answers> => ({ claims: { ...sound.claims, ...claims } });
  const described =
    (description: Record<string, unknown>) =>
    (sound: Answers): Partial<Answers> => ({ description: { ...sound.description, ...description } });

  it.each<[string, (sound: Answers) => Partial<Answers>]>([
    ['the nonce of another sign-in', withClaims({ nonce: 'another' })],
    ['no nonce', withClaims({ nonce: undefined })],
    ['an ID token for another client', withClaims({ aud: 'other' })],
    ['an ID token for several, and first of all another', withClaims({ aud: ['rapport', 'other'], azp: 'other' })],
    ['an ID token for several that names none', withClaims({ aud: ['rapport', 'other'] })],
    ['an ID token of another issuer', withClaims({ iss: 'https://evil.example' })],
    ['a lapsed ID token', withClaims({ exp: seconds() - 31 })],
    ['an ID token that never lapses', withClaims({ exp: undefined })],
    ['an ID token of nobody', withClaims({ sub: undefined })],
    ['an ID token of a nobody', withClaims({ sub: '' })],
    ['a signature by another key', () => ({ sign: signed('ES256', foreign.privateKey) })],
    ['a signature by an unknown key', () => ({ sign: signed('ES256', foreign.privateKey, 'foreign') })],
    ['a signature with the secret of the client', () => ({ sign: signed('HS256', Buffer.from(clientSecret)) })],
    ['no signature', () => ({ sign: (claims) => new UnsecuredJWT(claims).encode() })],
    ['no token', () => ({ sign: () => 'nothing.of.use' })],
    ['no ID token', () => ({ tokens: () => ({ access_token: 'x' }) })],
    ['no JSON', () => ({ tokens: () => '<html>' })],
    ['an answer without end', () => ({ tokens: () => 'x'.repeat(300_000) })],
    [
      'a profile of somebody else',
      () => ({ userInfo: { sub: 'other', email: 'victim@un.example', email_verified: true } }),
    ],
    ['a profile of nobody', () => ({ userInfo: { email: 'victim@un.example', email_verified: true } })],
    ['a description of another issuer', described({ issuer: 'https://evil.example' })],
    ['a description without keys', described({ jwks_uri: undefined })],
    ['an error', () => ({ status: 400 })],
    ['an answer that must carry its issuer', described({ authorization_response_iss_parameter_supported: true })],
  ])('is refused for %s', async (_, changes) => {
    expect(await clientOf(changes).claims(back)).toMatchObject({ failed: 'refused' });
  });

  it.each([
    ['a failure', 500],
    ['too many', 429],
    ['a redirection', 302],
  ])('is taken as no answer for %s', async (_, status) => {
    expect(await clientOf(() => ({ status })).authorization({ ...back, state: 's', challenge: 'c' })).toMatchObject({
      failed: 'unreachable',
    });
  });

  it.each<[unknown, boolean, Record<string, unknown>]>([
    [true, true, {}],
    ['true', true, {}],
    [false, false, {}],
    ['false', false, {}],
    [1, false, {}],
    [undefined, false, {}],
    [undefined, true, { trustsEmail: true }],
  ])('an address with email_verified %j is verified: %s', async (email_verified, expected, more) => {
    const userInfo = { sub: 'sub', email: 'sana@un.example', email_verified };
    expect(await clientOf(() => ({ userInfo }), more).claims(back)).toMatchObject({ emailVerified: expected });
  });

  it('is not asked for again if the ID token says it', async () => {
    const claims = { email: 'in.token@un.example', email_verified: true, amr: ['mfa'] };
    expect(await clientOf(withClaims(claims)).claims(back)).toMatchObject({
      email: 'in.token@un.example',
      secondFactor: true,
    });
    expect(asked.map(({ path }) => path)).not.toContain('/me');
  });

  it('keeps what stands in its address, and goes without basic authentication where there is none', async () => {
    const client = clientOf(described({ token_endpoint_auth_methods_supported: ['client_secret_post'] }), {
      scopes: ['groups'],
    });
    const url = await client.authorization({ ...back, state: 's', challenge: 'c' });
    if ('failed' in url) throw new Error(url.cause);
    expect(url.searchParams.get('tenant')).toBe('un');
    expect(url.searchParams.get('scope')).toBe('openid profile email groups');
    await client.claims(back);
    const token = asked.find(({ path }) => path === '/token');
    expect(token?.authorization).toBeUndefined();
    expect(Object.fromEntries(token?.body ?? [])).toMatchObject({ client_id: 'rapport', client_secret: clientSecret });
  });
});
