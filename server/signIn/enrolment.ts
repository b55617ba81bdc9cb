import { createRoute, z } from '@hono/zod-openapi';
import { asksFresh, limit, newApp, strengthenSession } from './asking.ts';
import { hasSecondFactor } from './entering.ts';
import type { Parts } from './parts.ts';
import { cardOf } from './persons.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, code, json, sessionSchema, tags, token } from './schemas.ts';
import { enrol, newSecret, removeSecondFactor, renewRecoveryCodes } from './secondFactor.ts';
import { lasts } from './settings.ts';
import { base32, enrolmentUri, stepOf } from './totp.ts';

const fresh = ['cross-site', 'signed-out', 'sign-in-again', 'session-only'] as const;

const codesSchema = z.array(z.string()).openapi({ description: 'Shown once. Each is good for one sign-in.' });

const begin = (parts: Parts) =>
  createRoute({
    method: 'post',
    path: '/second-factor',
    tags,
    summary: 'Begin to enrol an authenticator app',
    middleware: asksFresh(parts),
    responses: {
      200: {
        description: 'What the app must be given; nothing holds until it is confirmed',
        ...json(
          z.object({
            enrolment: token.openapi({ description: 'To be sent with the confirmation.' }),
            secret: z.string().openapi({ description: 'To be typed where no QR code can be read.' }),
            uri: z.string().openapi({ description: 'To be shown as a QR code.', example: 'otpauth://totp/…' }),
          }),
        ),
      },
      ...problemAnswers(...fresh, 'already-enrolled'),
    },
  });

const confirm = (parts: Parts) =>
  createRoute({
    method: 'put',
    path: '/second-factor',
    tags,
    summary: 'Confirm the authenticator app with a code',
    description: 'All other sessions of the person end; the one that asks goes on under a new cookie.',
    middleware: asksFresh(parts),
    request: body(z.object({ enrolment: token, code })),
    responses: {
      200: { description: 'It holds', ...json(z.object({ recoveryCodes: codesSchema, session: sessionSchema })) },
      ...problemAnswers(
        ...fresh,
        'malformed',
        'invalid',
        'wrong-code',
        'link-not-valid',
        'already-enrolled',
        'too-many',
      ),
    },
  });

const renew = (parts: Parts) =>
  createRoute({
    method: 'post',
    path: '/recovery-codes',
    tags,
    summary: 'Replace the recovery codes',
    middleware: asksFresh(parts),
    responses: {
      200: { description: 'The old ones hold no longer', ...json(z.object({ recoveryCodes: codesSchema })) },
      ...problemAnswers(...fresh, 'unknown'),
    },
  });

const remove = (parts: Parts) =>
  createRoute({
    method: 'delete',
    path: '/second-factor',
    tags,
    summary: 'Remove the authenticator app and the recovery codes',
    middleware: asksFresh(parts),
    responses: { 204: { description: 'A password alone signs in again' }, ...problemAnswers(...fresh, 'unknown') },
  });

export const enrolmentRoutes = (parts: Parts) => {
  const { db, keys, site, tickets, sessions, ports } = parts;
  return newApp()
    .openapi(begin(parts), async (c) => {
      const { person } = c.get('session');
      const card = await cardOf(db, person);
      if (!card) return problem(c, 'signed-out');
      if (await hasSecondFactor(parts, person)) return problem(c, 'already-enrolled');
      const { secret, sealed } = newSecret(parts, person);
      await tickets.withdraw('enrolment', person);
      const about = { sealed: sealed.toString('base64') };
      const { token: enrolment } = await tickets.issue('enrolment', { person, about, lasts: lasts.enrolment });
      const uri = enrolmentUri(secret, site.host, card.email ?? card.name);
      return c.json({ enrolment, secret: base32(secret), uri }, 200);
    })
    .openapi(confirm(parts), async (c) => {
      const { enrolment, code: given } = c.req.valid('json');
      const { person, id } = c.get('session');
      const limited = await limit(parts, c, 'second-step', person);
      if (limited) return limited;
      const ticket = await tickets.see('enrolment', enrolment);
      if (ticket?.person !== person) return problem(c, 'link-not-valid');
      const sealed = Buffer.from(String(ticket.about.sealed), 'base64');
      const step = stepOf(keys.open(sealed, person), given, ports.now());
      if (step === null) return problem(c, 'wrong-code');
      if (!(await tickets.redeem('enrolment', enrolment))) return problem(c, 'link-not-valid');
      if (!(await enrol(db, person, sealed, step))) return problem(c, 'already-enrolled');
      await parts.limits.forgive('second-step', person);
      const recoveryCodes = await renewRecoveryCodes(parts, person);
      ports.log({ kind: 'changed', person, what: 'second-factor-added' });
      await sessions.end({ person, except: id });
      const session = await strengthenSession(parts, c, id);
      return session ? c.json({ recoveryCodes, session }, 200) : problem(c, 'signed-out');
    })
    .openapi(renew(parts), async (c) => {
      const { person } = c.get('session');
      if (!(await hasSecondFactor(parts, person))) return problem(c, 'unknown');
      const recoveryCodes = await renewRecoveryCodes(parts, person);
      ports.log({ kind: 'changed', person, what: 'recovery-codes-renewed' });
      return c.json({ recoveryCodes }, 200);
    })
    .openapi(remove(parts), async (c) => {
      const { person } = c.get('session');
      if (!(await removeSecondFactor(db, person))) return problem(c, 'unknown');
      ports.log({ kind: 'changed', person, what: 'second-factor-removed' });
      return c.body(null, 204);
    });
};
