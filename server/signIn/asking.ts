import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { clearCookie, readCookie, writeCookie } from './cookies.ts';
import { deviceOf } from './device.ts';
import type { LimitName } from './limits.ts';
import { addressOf, comesFromElsewhere } from './origin.ts';
import type { Parts } from './parts.ts';
import { causeOf, type Ports } from './ports.ts';
import { problem } from './problem.ts';
import type { Opening, Session } from './sessions.ts';
import { lasts } from './settings.ts';

export interface Env {
  Variables: {
    /** Set by `asksSession` and `asksFresh`. */
    session: Session;
  };
}

const largestBody = 64 * 1024;

/** An app whose every failure is a problem. */
export function newApp(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const faults = result.error.issues.slice(0, 20).map(({ path, code, message }) => ({
        path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
        code: String(code),
        message,
      }));
      return problem(c, 'invalid', { faults });
    },
  });
}

/** What holds for all routes: bounded bodies, no other site, no caches, and no failure that tells of the inside. */
export function protect(app: OpenAPIHono<Env>, { site, ports }: Pick<Parts, 'site' | 'ports'>): OpenAPIHono<Env> {
  app.use(async (c, next) => {
    if (comesFromElsewhere(c.req.raw, site)) return problem(c, 'cross-site');
    await next();
    c.header('cache-control', 'no-store');
    return undefined;
  });
  app.use(bodyLimit({ maxSize: largestBody, onError: (c) => problem(c, 'too-large') }));
  app.onError((error, c) => failure(error, c, ports));
  return app;
}

function failure(error: Error, c: Context, { log }: Ports): Response {
  if (error instanceof HTTPException && error.status < 500) return problem(c, 'malformed');
  log({ kind: 'failed', cause: causeOf(error) });
  return problem(c, 'fault');
}

const bearer = /^Bearer rap_([\w-]{43})$/i;

/** Who asks. A cookie that comes with a change from another site counts for nothing. */
export async function sessionOf({ site, sessions }: Parts, request: Request): Promise<Session | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = bearer.exec(authorization)?.[1];
    return token === undefined ? null : sessions.find('program', token);
  }
  const token = readCookie(request, site, 'rapport');
  return token === null || comesFromElsewhere(request, site) ? null : sessions.find('browser', token);
}

/** Lets only a browser that is signed in pass: an access token cannot make others, or see where its owner is signed in. */
export const asksSession = (parts: Parts): MiddlewareHandler<Env> =>
  createMiddleware<Env>(async (c, next) => {
    const session = await sessionOf(parts, c.req.raw);
    if (!session) return problem(c, 'signed-out');
    if (session.kind === 'program') return problem(c, 'session-only');
    c.set('session', session);
    return next();
  });

/** As `asksSession`, and the sign-in must be recent: who finds a screen unlocked cannot make himself at home. */
export const asksFresh = (parts: Parts): MiddlewareHandler<Env> =>
  createMiddleware<Env>(async (c, next) => {
    const session = await sessionOf(parts, c.req.raw);
    if (!session) return problem(c, 'signed-out');
    if (session.kind === 'program') return problem(c, 'session-only');
    if (parts.ports.now().getTime() - Date.parse(session.since) > lasts.fresh) return problem(c, 'sign-in-again');
    c.set('session', session);
    return next();
  });

/** Counts an attempt from the caller's address; the answer if there were too many, else null. */
export const limitAddress = (parts: Parts, c: Context, name: LimitName) =>
  limit(parts, c, name, addressOf(c.req.raw, c.env, parts.settings.trustProxy));

export async function limit({ limits, ports }: Parts, c: Context, name: LimitName, subject: string) {
  const retryAfter = await limits.take(name, subject);
  if (retryAfter === null) return null;
  ports.log({ kind: 'limited', limit: name });
  return problem(c, 'too-many', { retryAfter });
}

/** Signs in: a new session with a new token, whatever this browser held before. */
export async function openSession(parts: Parts, c: Context, opening: Omit<Opening, 'device'>): Promise<Session> {
  const { sessions, site } = parts;
  const before = await sessionOf(parts, c.req.raw);
  if (before?.kind === 'browser') await sessions.end({ person: before.person, id: before.id });
  const device = deviceOf(c.req.header('user-agent') ?? null);
  const { token, session } = await sessions.open({ ...opening, device });
  writeCookie(c, site, 'rapport', token, lasts.session / 1000);
  clearCookie(c, site, 'rapport-step');
  return session;
}

/** The second factor of who is signed in was just shown: the session goes on with it, under a new token. */
export async function strengthenSession({ sessions, site }: Parts, c: Context, id: string): Promise<Session | null> {
  const renewed = await sessions.strengthen(id);
  if (renewed) writeCookie(c, site, 'rapport', renewed.token, lasts.session / 1000);
  return renewed?.session ?? null;
}
