import { createHash, timingSafeEqual } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { admit, link, linkedPerson } from './admission.ts';
import { limitAddress, newApp, sessionOf } from './asking.ts';
import { clearCookie, readCookie, writeCookie } from './cookies.ts';
import { enter } from './entering.ts';
import { type OidcClient, oidcClient } from './oidcClient.ts';
import type { Parts } from './parts.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, json, tags } from './schemas.ts';
import type { Keys, OidcPurpose } from './secrets.ts';
import { lasts, type OidcProvider, pages, signInPath } from './settings.ts';

/** Why a sign-in at a provider came to nothing, as the page of sign-in is told in `?problem=`. */
export type OidcProblem =
  | 'provider-lapsed'
  | 'provider-refused'
  | 'provider-unreachable'
  | 'already-linked'
  | 'not-invited'
  | 'email-not-verified'
  | 'link-first';

const params = z.object({ provider: z.string().regex(/^[a-z0-9-]{1,40}$/) });

/** A page of the program itself. */
const page = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s\p{Cc}]*$/u)
  .default('/')
  .openapi({ description: 'The page to go to once signed in.' });

const begin = createRoute({
  method: 'post',
  path: '/oidc/{provider}',
  tags,
  summary: 'Begin to sign in at a provider',
  request: {
    params,
    ...body(
      z.object({
        page,
        link: z.boolean().default(false).openapi({ description: 'Whether to link it to who is signed in.' }),
      }),
    ),
  },
  responses: {
    200: { description: 'Where to send the browser', ...json(z.object({ location: z.url() })) },
    ...problemAnswers(
      'malformed',
      'invalid',
      'cross-site',
      'signed-out',
      'sign-in-again',
      'unknown',
      'too-many',
      'provider-unreachable',
    ),
  },
});

const answer = z.string().max(4_000).optional();

const callback = createRoute({
  method: 'get',
  path: '/oidc/{provider}/callback',
  tags,
  summary: 'Where a provider sends the browser back to',
  request: { params, query: z.object({ code: answer, state: answer, iss: answer, error: answer }) },
  responses: {
    303: { description: 'To the page asked for, or to the page of sign-in with `?step=second` or `?problem=…`' },
    ...problemAnswers('invalid', 'unknown'),
  },
});

/** What a sign-in on its way carries, made from the one token that its browser keeps in a cookie. */
const made = (keys: Keys, purpose: OidcPurpose, token: string): string =>
  keys.hash(purpose, token).toString('base64url');

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

interface Way {
  readonly provider: OidcProvider;
  readonly client: OidcClient;
  readonly redirectUri: string;
}

type Arrival = { readonly page: string } | { readonly problem: OidcProblem };

export const oidcRoutes = (parts: Parts) => {
  const { settings, site, keys, tickets, ports } = parts;
  const ways = new Map(
    settings.oidc.map((provider): [string, Way] => [
      provider.id,
      {
        provider,
        client: oidcClient(provider, ports.now),
        redirectUri: `${site.origin}${signInPath}/oidc/${provider.id}/callback`,
      },
    ]),
  );

  return newApp()
    .openapi(begin, async (c) => {
      const way = ways.get(c.req.valid('param').provider);
      if (!way) return problem(c, 'unknown');
      const limited = await limitAddress(parts, c, 'sign-in-address');
      if (limited) return limited;
      const { page: wanted, link: linking } = c.req.valid('json');
      const session = linking ? await sessionOf(parts, c.req.raw) : null;
      if (linking && session?.kind !== 'browser') return problem(c, 'signed-out');
      if (session && ports.now().getTime() - Date.parse(session.since) > lasts.fresh)
        return problem(c, 'sign-in-again');
      const about = { provider: way.provider.id, page: wanted };
      const { token } = await tickets.issue('oidc', { person: session?.person ?? null, about, lasts: lasts.oidc });
      const location = await way.client.authorization({
        redirectUri: way.redirectUri,
        state: made(keys, 'oidc-state', token),
        nonce: made(keys, 'oidc-nonce', token),
        challenge: createHash('sha256')
          .update(made(keys, 'oidc-verifier', token))
          .digest('base64url'),
      });
      if ('failed' in location) {
        ports.log({ kind: 'provider-failed', provider: way.provider.id, cause: location.cause });
        return problem(c, 'provider-unreachable');
      }
      writeCookie(c, site, 'rapport-oidc', token, lasts.oidc / 1000);
      return c.json({ location: location.href }, 200);
    })
    .openapi(callback, async (c) => {
      const way = ways.get(c.req.valid('param').provider);
      if (!way) return problem(c, 'unknown');
      const token = readCookie(c.req.raw, site, 'rapport-oidc');
      clearCookie(c, site, 'rapport-oidc');
      const arrival = await arrive(parts, c, way, token, c.req.valid('query'));
      const location = 'page' in arrival ? arrival.page : `${pages.signIn}?problem=${arrival.problem}`;
      return c.redirect(`${site.origin}${location}`, 303);
    });
};

interface Query {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly iss?: string | undefined;
}

/** Checks that this browser set out for this, exchanges the code, and lets in whom it proves. */
async function arrive(parts: Parts, c: Context, way: Way, token: string | null, query: Query): Promise<Arrival> {
  const { keys, tickets, ports } = parts;
  const { provider, client, redirectUri } = way;
  if (token === null || !isSame(query.state ?? '', made(keys, 'oidc-state', token)))
    return { problem: 'provider-lapsed' };
  const ticket = await tickets.redeem('oidc', token);
  if (ticket?.about.provider !== provider.id) return { problem: 'provider-lapsed' };
  if (query.code === undefined) return { problem: 'provider-refused' };
  const claims = await client.claims({
    redirectUri,
    nonce: made(keys, 'oidc-nonce', token),
    verifier: made(keys, 'oidc-verifier', token),
    code: query.code,
    iss: query.iss ?? null,
  });
  if ('failed' in claims) {
    ports.log({ kind: 'provider-failed', provider: provider.id, cause: claims.cause });
    return { problem: `provider-${claims.failed}` };
  }
  const wanted = String(ticket.about.page);
  if (ticket.person !== null) {
    const session = await sessionOf(parts, c.req.raw);
    if (session?.person !== ticket.person) return { problem: 'provider-lapsed' };
    const done = (await link(parts, claims, ticket.person)) || (await linkedPerson(parts, claims)) === ticket.person;
    return done ? { page: wanted } : { problem: 'already-linked' };
  }
  const admission = await admit(parts, provider, claims);
  if (admission.kind !== 'admitted') {
    ports.log({ kind: 'refused', step: 'oidc', person: null });
    return { problem: admission.kind };
  }
  const { person } = admission;
  const outcome = await enter(parts, c, { person, means: 'oidc', secondFactor: claims.secondFactor });
  if (outcome.next === 'signed-in') return { page: wanted };
  return { page: `${pages.signIn}?${new URLSearchParams({ step: 'second', page: wanted })}` };
}
