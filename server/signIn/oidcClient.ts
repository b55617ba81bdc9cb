import { type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { answerOf, Failure, type OidcFailure, told } from './oidcAnswer.ts';
import { type Description, describe } from './oidcDescription.ts';
import type { OidcProvider } from './settings.ts';

/** What a provider says of who signed in there. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
  readonly locale: string | null;
  /** Whether the provider says that more than one thing was shown (RFC 8176). */
  readonly secondFactor: boolean;
}

interface Request {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE: the base64url SHA-256 of the verifier. */
  readonly challenge: string;
}

interface Return {
  readonly redirectUri: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly code: string;
  /** Who says that he sends the answer (RFC 9207). */
  readonly iss: string | null;
}

export interface OidcClient {
  /** Where to send the browser. */
  readonly authorization: (request: Request) => Promise<URL | OidcFailure>;
  /** Exchanges the code that came back, and checks all that proves who it is. */
  readonly claims: (answer: Return) => Promise<Claims | OidcFailure>;
}

/** How long a provider's description is believed. */
const descriptionHolds = 3_600_000;
/** Signatures by a key that only the provider has. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const tokensSchema = z.object({ id_token: z.string(), access_token: z.string().optional() });

const profileSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional().catch(undefined),
  // Some send words.
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).catch(false),
  name: z.string().max(200).optional().catch(undefined),
  locale: z.string().max(35).optional().catch(undefined),
  amr: z.array(z.string()).catch([]),
});

/** Nothing is asked of the provider before somebody wants to sign in there: one that is down harms nobody else. */
export function oidcClient(provider: OidcProvider, now: () => Date): OidcClient {
  let reading: Promise<Description> | null = null;

  const description = async (): Promise<Description> => {
    const known = await reading?.catch(() => null);
    if (known && now().getTime() - known.readAt < descriptionHolds) return known;
    reading = describe(provider, now());
    return reading;
  };

  return {
    authorization: (request) =>
      told(async () => {
        const url = new URL((await description()).authorization_endpoint);
        const scopes = new Set(['openid', 'profile', 'email', ...(provider.scopes ?? [])]);
        for (const [name, value] of [
          ['response_type', 'code'],
          ['client_id', provider.clientId],
          ['redirect_uri', request.redirectUri],
          ['scope', [...scopes].join(' ')],
          ['state', request.state],
          ['nonce', request.nonce],
          ['code_challenge', request.challenge],
          ['code_challenge_method', 'S256'],
        ] as const)
          url.searchParams.set(name, value);
        return url;
      }),
    claims: (answer) =>
      told(async () => {
        const described = await description();
        if (
          answer.iss === null
            ? described.authorization_response_iss_parameter_supported
            : answer.iss !== described.issuer
        )
          throw new Failure('refused', 'answer of another issuer');
        const tokens = await exchange(provider, described, answer);
        const idToken = await verified(provider, described, tokens.id_token, answer.nonce, now());
        const claims = profileIn(idToken);
        const profile =
          claims.email === undefined ? await userInfo(described, tokens.access_token, claims.sub) : claims;
        return claimsFrom(provider, claims, { ...claims, ...profile });
      }),
  };
}

type Profile = z.infer<typeof profileSchema>;

function profileIn(answer: unknown): Profile {
  const profile = profileSchema.safeParse(answer);
  if (!profile.success) throw new Failure('refused', 'profile without a subject');
  return profile.data;
}

const claimsFrom = (provider: OidcProvider, { sub, amr }: Profile, profile: Profile): Claims => ({
  issuer: provider.issuer,
  subject: sub,
  email: profile.email ?? null,
  emailVerified: profile.email_verified || (provider.trustsEmail ?? false),
  name: profile.name ?? null,
  locale: profile.locale ?? null,
  secondFactor: amr.some((method) => ['mfa', 'otp', 'hwk', 'sc', 'swk'].includes(method)),
});

async function exchange(provider: OidcProvider, described: Description, answer: Return) {
  const { clientId, clientSecret } = provider;
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: answer.code,
    redirect_uri: answer.redirectUri,
    code_verifier: answer.verifier,
  });
  const headers = new Headers({ accept: 'application/json' });
  if (described.token_endpoint_auth_methods_supported.includes('client_secret_basic')) {
    const pair = [clientId, clientSecret].map((part) => new URLSearchParams({ part }).toString().slice('part='.length));
    headers.set('authorization', `Basic ${Buffer.from(pair.join(':')).toString('base64')}`);
  } else {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  const tokens = tokensSchema.safeParse(
    await answerOf(described.token_endpoint, { method: 'POST', headers, body: form }),
  );
  if (!tokens.success) throw new Failure('refused', 'answer without an ID token');
  return tokens.data;
}

/** OpenID Connect Core, 3.1.3.7. */
async function verified(
  { clientId }: OidcProvider,
  described: Description,
  idToken: string,
  nonce: string,
  now: Date,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(idToken, described.keys, {
    issuer: described.issuer,
    audience: clientId,
    algorithms: algorithms.filter((name) => described.id_token_signing_alg_values_supported.includes(name)),
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    clockTolerance: 30,
    currentDate: now,
  });
  if (payload.nonce !== nonce) throw new Failure('refused', 'ID token of another sign-in');
  const audiences = [payload.aud].flat();
  if ((payload.azp !== undefined || audiences.length > 1) && payload.azp !== clientId)
    throw new Failure('refused', 'ID token for another client');
  return payload;
}

/** Many providers keep the address out of the ID token. */
async function userInfo({ userinfo_endpoint }: Description, accessToken: string | undefined, subject: string) {
  if (userinfo_endpoint === undefined || accessToken === undefined) return {};
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  const profile = profileIn(await answerOf(userinfo_endpoint, { headers }));
  if (profile.sub !== subject) throw new Failure('refused', 'profile of another subject');
  return profile;
}
