import { isIP } from 'node:net';
import { z } from 'zod';

/** An organization's own sign-in: an OpenID Connect provider. */
export interface OidcProvider {
  /** Part of addresses: small letters, digits and hyphens. */
  readonly id: string;
  /** What stands on the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * Mail domains the provider speaks for. Whoever has a verified address in one of them may come in without an
   * invitation, and is known again by that address. Anybody else must have been invited, or have linked the provider.
   */
  readonly domains?: readonly string[];
  /** True if the provider verifies every address but does not say so (no `email_verified`). */
  readonly trustsEmail?: boolean;
  /** More than `openid profile email`. */
  readonly scopes?: readonly string[];
}

export interface SignInSettings {
  /** Where people reach the program, an origin without a path: `https://rapport.example.org`. */
  readonly baseUrl: string;
  /** 32 characters or more. Another secret ends all sessions, links, access tokens and enrolled second factors. */
  readonly secret: string;
  readonly oidc: readonly OidcProvider[];
  /** True if a proxy of the host stands in front and appends the address of the caller to `X-Forwarded-For`. */
  readonly trustProxy: boolean;
  /**
   * Whether the first administrator must show the setup code. `open` holds only where the base address is the machine's
   * own and no proxy stands in front: elsewhere others can reach the program, and the code is asked for all the same.
   */
  readonly setup?: 'code' | 'open';
}

/** Under which address the routes of sign-in stand. */
export const signInPath = '/api/v1/sign-in';

/** Pages of the desk that links lead to. The token of a link stands behind `#`, so that no log of a server holds it. */
export const pages = { signIn: '/sign-in', invitation: '/sign-in/invitation', reset: '/sign-in/reset' } as const;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long things hold, in milliseconds. */
export const lasts = {
  session: 30 * day,
  idle: 7 * day,
  /** What changes the ways to sign in asks for a sign-in that is not older. */
  fresh: 15 * minute,
  invitation: 14 * day,
  reset: hour,
  secondStep: 10 * minute,
  enrolment: 15 * minute,
  passkey: 5 * minute,
  oidc: 10 * minute,
  accessToken: 366 * day,
  /** How long a lapsed access token is still listed. */
  keptToken: 30 * day,
} as const;

/** What follows from `baseUrl`. */
export interface Site {
  readonly origin: string;
  /** Origins that are the program itself; more than one only on the machine's own address. */
  readonly origins: ReadonlySet<string>;
  readonly secure: boolean;
  /** Whether the first administrator may be whoever comes first. */
  readonly openSetup: boolean;
  readonly host: string;
  /** Passkeys belong to a domain name that the browser reaches safely. */
  readonly passkeys: boolean;
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Throws a RangeError where settings make no safe sign-in. */
export function siteOf({ baseUrl, secret, oidc, setup, trustProxy }: SignInSettings): Site {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol) || (url.pathname !== '/' && url.pathname !== ''))
    throw new RangeError(`The base address must be an origin such as https://rapport.example.org: ${baseUrl}`);
  if (secret.length < 32) throw new RangeError(`The secret has ${secret.length} characters, 32 are the least`);
  for (const provider of oidc) checkProvider(provider, oidc);
  const local = loopback.includes(url.hostname);
  const secure = url.protocol === 'https:';
  return {
    origin: url.origin,
    origins: originsOf(url),
    secure,
    openSetup: setup === 'open' && local && !trustProxy,
    host: url.hostname,
    passkeys: url.hostname === 'localhost' || (secure && isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0),
  };
}

/** The origins that pages of this site can have: on this machine by any of its names. */
export const originsOf = (url: URL): ReadonlySet<string> =>
  new Set(loopback.includes(url.hostname) ? loopback.map((host) => originWith(url, host)) : [url.origin]);

const originWith = (url: URL, host: string): string => {
  const other = new URL(url);
  other.hostname = host;
  return other.origin;
};

const providerSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(80),
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  domains: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)).optional(),
});

function checkProvider(provider: OidcProvider, all: readonly OidcProvider[]): void {
  const wrong = providerSchema.safeParse(provider).error?.issues.map(({ path }) => path.join('.'));
  if (wrong) throw new RangeError(`The provider ${provider.id} has no usable ${wrong.join(', ')}`);
  if (all.filter(({ id }) => id === provider.id).length > 1)
    throw new RangeError(`Two providers have the id ${provider.id}`);
  const issuer = new URL(provider.issuer);
  if (issuer.protocol !== 'https:' && !loopback.includes(issuer.hostname))
    throw new RangeError(`The provider ${provider.id} can be read on the way: ${provider.issuer} is not https`);
}
