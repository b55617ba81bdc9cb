import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { OidcProvider } from './settings.ts';
import { signInPath } from './settings.ts';

/** Who is signed in at the provider, as its profile says. */
export interface Profile {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly locale?: string;
  readonly amr?: readonly string[];
}

export interface TestProvider {
  readonly settings: OidcProvider;
  /** Signs somebody in there, or nobody: then the person refuses. */
  readonly as: (profile: Profile | null) => void;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Goes where the program sends a browser, until the provider sends it back; the path with which it comes back. */
  readonly visit: (location: string) => Promise<string>;
}

const client = { clientId: 'rapport', clientSecret: 'a secret with: signs & blanks' };

/** A free port on this machine, which nobody listens on yet. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A real OpenID Connect provider on this machine; it does not run before `start`. */
export async function testProvider(
  home: string,
  changes: Partial<OidcProvider> = {},
  idTokenAlgorithm = 'RS256',
): Promise<TestProvider> {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const settings = { id: 'un', name: 'The organization', issuer, ...client, ...changes };
  let profile: Profile | null = null;
  const provider = new Provider(issuer, {
    ...configuration(`${home}${signInPath}/oidc/${settings.id}/callback`, idTokenAlgorithm),
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...profile, sub }) }),
  });
  const answer = provider.callback();
  let server: Server | undefined;

  return {
    settings,
    as: (next) => {
      profile = next;
    },
    start: async () => {
      server = createServer((request, response) => {
        if (!request.url?.startsWith('/interaction/')) return answer(request, response);
        const result = profile
          ? { login: { accountId: profile.sub, amr: profile.amr ?? ['pwd'] } }
          : { error: 'access_denied' };
        return void provider.interactionFinished(request, response, result);
      });
      server.listen(Number(new URL(issuer).port), '127.0.0.1');
      await new Promise((done) => server?.once('listening', done));
    },
    stop: async () => {
      server?.closeAllConnections();
      await new Promise((done) => (server ? server.close(done) : done(undefined)));
      server = undefined;
    },
    visit: (location) => follow(location, home),
  };
}

const configuration = (redirectUri: string, idTokenAlgorithm: string) => ({
  clients: [
    {
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uris: [redirectUri],
      id_token_signed_response_alg: idTokenAlgorithm,
    },
  ],
  jwks: { keys: [key('rsa', 'RS256'), key('ec', 'ES256')] },
  cookies: { keys: ['of the tests'] },
  claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name', 'locale'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  // The program's clock is moved by some tests, the provider's never.
  ttl: { Session: 60, Grant: 60, Interaction: 60, AccessToken: 60, IdToken: 24 * 3600 },
  loadExistingGrant: async ({ oidc }: { oidc: Asking }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

interface Asking {
  readonly provider: Provider;
  readonly client: { readonly clientId: string };
  readonly session: { readonly accountId: string };
}

function key(kind: 'rsa' | 'ec', alg: string) {
  const { privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid: kind };
}

async function follow(location: string, home: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = new URL(location);
  while (url.origin !== home) {
    const cookie = Array.from(cookies, (pair) => pair.join('=')).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    const next = response.headers.get('location');
    if (next === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    await response.body?.cancel();
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/);
      cookies.set(name, value);
    }
    url = new URL(next, url);
  }
  return url.pathname.slice(signInPath.length) + url.search;
}
