import { createRoute, z } from '@hono/zod-openapi';
import { accountOf, credentialsOf, keepPassword, storePassword } from './account.ts';
import { asksFresh, limit, limitAddress, newApp } from './asking.ts';
import { enter } from './entering.ts';
import type { Parts } from './parts.ts';
import { asIfChecked, hashPassword, isOutdated, isPassword } from './password.ts';
import { cardOf } from './persons.ts';
import { problem, problemAnswers } from './problem.ts';
import { anyPassword, body, email, json, newPassword, outcomeSchema, tags } from './schemas.ts';

const signIn = createRoute({
  method: 'post',
  path: '/password',
  tags,
  summary: 'Sign in with address and password',
  request: body(z.object({ email, password: anyPassword })),
  responses: {
    200: { description: 'Signed in, or a second step is asked for', ...json(outcomeSchema) },
    ...problemAnswers('malformed', 'invalid', 'cross-site', 'wrong-credentials', 'too-many'),
  },
});

const change = (parts: Parts) =>
  createRoute({
    method: 'put',
    path: '/password',
    tags,
    summary: 'Set or change the own password',
    description: 'All other sessions of the person end.',
    middleware: asksFresh(parts),
    request: body(z.object({ current: anyPassword.optional(), password: newPassword })),
    responses: {
      204: { description: 'The new password holds' },
      ...problemAnswers(
        'malformed',
        'invalid',
        'cross-site',
        'signed-out',
        'sign-in-again',
        'session-only',
        'wrong-credentials',
        'weak-password',
        'too-many',
      ),
    },
  });

/** The person whose password it is; null for all others, after the same queries and the same time. */
async function ownerOf({ db }: Parts, address: string, password: string): Promise<string | null> {
  const found = await credentialsOf(db, address);
  if (!found?.password) return asIfChecked(password);
  if (!(await isPassword(password, found.password))) return null;
  if (isOutdated(found.password)) await storePassword(db, found.id, await hashPassword(password));
  return found.id;
}

export const passwordSignIn = (parts: Parts) =>
  newApp()
    .openapi(signIn, async (c) => {
      const { email: address, password } = c.req.valid('json');
      const account = address.toLowerCase();
      const limited =
        (await limitAddress(parts, c, 'sign-in-address')) ?? (await limit(parts, c, 'password-account', account));
      if (limited) return limited;
      const person = await ownerOf(parts, address, password);
      if (person === null) {
        parts.ports.log({ kind: 'refused', step: 'password', person: null });
        return problem(c, 'wrong-credentials');
      }
      await parts.limits.forgive('password-account', account);
      return c.json(await enter(parts, c, { person, means: 'password', secondFactor: false }), 200);
    })
    .openapi(change(parts), async (c) => {
      const { current, password } = c.req.valid('json');
      const { person, id } = c.get('session');
      const limited = await limit(parts, c, 'second-step', person);
      if (limited) return limited;
      const { password: stored } = await accountOf(parts.db, person);
      if (stored !== null && !(await isPassword(current ?? '', stored))) return problem(c, 'wrong-credentials');
      const card = await cardOf(parts.db, person);
      if (!card) return problem(c, 'signed-out');
      const reason = await keepPassword(parts.db, card, password);
      if (reason) return problem(c, 'weak-password', { reason });
      await parts.limits.forgive('second-step', person);
      await parts.tickets.withdraw('reset', person);
      await parts.sessions.end({ person, except: id });
      parts.ports.log({ kind: 'changed', person, what: 'password-set' });
      return c.body(null, 204);
    });
