import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { answerOf, Failure, patience } from './oidcAnswer.ts';
import type { OidcProvider } from './settings.ts';

const descriptionSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).default(['RS256']),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

/** What a provider says of itself (OpenID Connect Discovery), with its keys. */
export type Description = z.infer<typeof descriptionSchema> & {
  readonly keys: JWTVerifyGetKey;
  readonly readAt: number;
};

/** Reads it; no address in it may be less safe than the issuer's. */
export async function describe({ issuer }: OidcProvider, now: Date): Promise<Description> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const described = descriptionSchema.safeParse(await answerOf(url));
  if (!described.success) throw new Failure('refused', 'description without what is needed');
  if (described.data.issuer !== issuer) throw new Failure('refused', 'description of another issuer');
  const { authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri } = described.data;
  const safe = new URL(issuer).protocol === 'https:';
  if (
    safe &&
    [authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri].some((address) =>
      address?.startsWith('http:'),
    )
  )
    throw new Failure('refused', 'description with an address without https');
  const keys = createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: patience });
  return { ...described.data, keys, readAt: now.getTime() };
}
