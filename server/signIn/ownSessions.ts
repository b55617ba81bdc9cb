import { createRoute, z } from '@hono/zod-openapi';
import { asksSession, newApp, sessionOf } from './asking.ts';
import { clearCookie } from './cookies.ts';
import type { Parts } from './parts.ts';
import { problem, problemAnswers } from './problem.ts';
import { id, json, moment, sessionSchema, tags } from './schemas.ts';

const ownSession = z
  .object({
    id,
    since: moment,
    until: moment,
    seen: moment.openapi({ description: 'When it was last used, to within five minutes.' }),
    means: z.string(),
    secondFactor: z.boolean(),
    device: z.string().openapi({ example: 'Firefox, Windows' }),
    current: z.boolean().openapi({ description: 'Whether it is the one that asks.' }),
  })
  .openapi('OwnSession');

const answers = problemAnswers('cross-site', 'signed-out', 'session-only');

const current = createRoute({
  method: 'get',
  path: '/session',
  tags,
  summary: 'Who is signed in',
  responses: {
    200: { description: 'The session that asks', ...json(sessionSchema) },
    ...problemAnswers('signed-out'),
  },
});

const signOut = createRoute({
  method: 'delete',
  path: '/session',
  tags,
  summary: 'Sign out',
  responses: { 204: { description: 'Nobody is signed in here any more' }, ...problemAnswers('cross-site') },
});

const list = (parts: Parts) =>
  createRoute({
    method: 'get',
    path: '/sessions',
    tags,
    summary: 'Where one is signed in',
    middleware: asksSession(parts),
    responses: { 200: { description: 'The latest used first', ...json(z.array(ownSession)) }, ...answers },
  });

const end = (parts: Parts) =>
  createRoute({
    method: 'delete',
    path: '/sessions/{id}',
    tags,
    summary: 'End one of the own sessions',
    middleware: asksSession(parts),
    request: { params: z.object({ id }) },
    responses: { 204: { description: 'It has ended' }, ...answers, ...problemAnswers('invalid', 'unknown') },
  });

const endAll = (parts: Parts) =>
  createRoute({
    method: 'delete',
    path: '/sessions',
    tags,
    summary: 'Sign out everywhere',
    middleware: asksSession(parts),
    request: { query: z.object({ keep: z.enum(['none', 'current']).default('none') }) },
    responses: { 204: { description: 'They have ended' }, ...answers, ...problemAnswers('invalid') },
  });

export const ownSessions = (parts: Parts) => {
  const { db, sessions, site, ports } = parts;
  return newApp()
    .openapi(current, async (c) => {
      const session = await sessionOf(parts, c.req.raw);
      return session ? c.json(session, 200) : problem(c, 'signed-out');
    })
    .openapi(signOut, async (c) => {
      const session = await sessionOf(parts, c.req.raw);
      if (session?.kind === 'browser') await sessions.end({ person: session.person, id: session.id });
      clearCookie(c, site, 'rapport');
      clearCookie(c, site, 'rapport-step');
      return c.body(null, 204);
    })
    .openapi(list(parts), async (c) => {
      const { id: own, person } = c.get('session');
      const rows = await db
        .selectFrom('sign_in.session')
        .select(['id', 'since', 'until', 'seen', 'means', 'second_factor', 'device'])
        .where('person', '=', person)
        .where('until', '>', ports.now())
        .orderBy('seen', 'desc')
        .execute();
      const shown = rows.map(({ since, until, seen, second_factor, ...row }) => ({
        ...row,
        since: since.toISOString(),
        until: until.toISOString(),
        seen: seen.toISOString(),
        secondFactor: second_factor,
        current: row.id === own,
      }));
      return c.json(shown, 200);
    })
    .openapi(end(parts), async (c) => {
      const { person } = c.get('session');
      const ended = await sessions.end({ person, id: c.req.valid('param').id });
      if (ended === 0) return problem(c, 'unknown');
      ports.log({ kind: 'changed', person, what: 'sessions-revoked' });
      return c.body(null, 204);
    })
    .openapi(endAll(parts), async (c) => {
      const { person, id: own } = c.get('session');
      const { keep } = c.req.valid('query');
      await sessions.end({ person, ...(keep === 'current' ? { except: own } : {}) });
      if (keep === 'none') clearCookie(c, site, 'rapport');
      ports.log({ kind: 'changed', person, what: 'sessions-revoked' });
      return c.body(null, 204);
    });
};
