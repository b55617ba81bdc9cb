import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { asksFresh, asksSession, newApp } from './asking.ts';
import type { Parts } from './parts.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, id, json, line, moment, tags } from './schemas.ts';
import { newToken } from './secrets.ts';
import { lasts } from './settings.ts';

const name = line(80).openapi({ example: 'Nightly export' });

const tokenSchema = z
  .object({ id, name: z.string(), since: moment, until: moment, seen: moment.nullable() })
  .openapi('AccessToken');

const list = (parts: Parts) =>
  createRoute({
    method: 'get',
    path: '/tokens',
    tags,
    summary: 'The own access tokens',
    middleware: asksSession(parts),
    responses: {
      200: { description: 'The oldest first, the lapsed ones too', ...json(z.array(tokenSchema)) },
      ...problemAnswers('signed-out', 'session-only'),
    },
  });

const make = (parts: Parts) =>
  createRoute({
    method: 'post',
    path: '/tokens',
    tags,
    summary: 'Make an access token for a program',
    description: 'The program sends it as `Authorization: Bearer rap_…` and may do what its owner may, except here.',
    middleware: asksFresh(parts),
    request: body(
      z.object({
        name,
        days: z
          .int()
          .min(1)
          .max(lasts.accessToken / 86_400_000)
          .default(90),
      }),
    ),
    responses: {
      201: {
        description: 'The token is shown once',
        ...json(z.object({ id, token: z.string().openapi({ example: 'rap_…' }), until: moment })),
      },
      ...problemAnswers(
        'malformed',
        'invalid',
        'cross-site',
        'signed-out',
        'sign-in-again',
        'session-only',
        'token-limit',
      ),
    },
  });

const revoke = (parts: Parts) =>
  createRoute({
    method: 'delete',
    path: '/tokens/{id}',
    tags,
    summary: 'Revoke an access token',
    middleware: asksSession(parts),
    request: { params: z.object({ id }) },
    responses: {
      204: { description: 'It holds no longer' },
      ...problemAnswers('invalid', 'cross-site', 'signed-out', 'session-only', 'unknown'),
    },
  });

/** A list that its owner can look through. */
const most = 50;

export const accessTokenRoutes = (parts: Parts) => {
  const { db, keys, sessions, ports } = parts;
  const owned = (person: string) => db.selectFrom('sign_in.access_token').where('person', '=', person);
  return newApp()
    .openapi(list(parts), async (c) => {
      const rows = await owned(c.get('session').person)
        .select(['id', 'name', 'since', 'until', 'seen'])
        .orderBy('since')
        .execute();
      const shown = rows.map((row) => ({
        ...row,
        since: row.since.toISOString(),
        until: row.until.toISOString(),
        seen: row.seen?.toISOString() ?? null,
      }));
      return c.json(shown, 200);
    })
    .openapi(make(parts), async (c) => {
      const { person } = c.get('session');
      const { name: chosen, days } = c.req.valid('json');
      const { held } = await owned(person)
        .select((row) => row.fn.countAll().as('held'))
        .executeTakeFirstOrThrow();
      if (Number(held) >= most) return problem(c, 'token-limit');
      const [secret, since] = [newToken(), ports.now()];
      const row = {
        id: randomUUID(),
        person,
        name: chosen,
        since,
        until: new Date(since.getTime() + days * 86_400_000),
      };
      await db
        .insertInto('sign_in.access_token')
        .values({ ...row, hash: keys.hash('access-token', secret), seen: null })
        .execute();
      ports.log({ kind: 'changed', person, what: 'access-token-made' });
      return c.json({ id: row.id, token: `rap_${secret}`, until: row.until.toISOString() }, 201);
    })
    .openapi(revoke(parts), async (c) => {
      const { person } = c.get('session');
      const ended = await sessions.endToken({ person, id: c.req.valid('param').id });
      if (ended === 0) return problem(c, 'unknown');
      ports.log({ kind: 'changed', person, what: 'access-token-revoked' });
      return c.body(null, 204);
    });
};
