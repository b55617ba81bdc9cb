import { createRoute, z } from '@hono/zod-openapi';
import { canReset, storePassword } from './account.ts';
import { limit, limitAddress, newApp } from './asking.ts';
import { makeLink } from './links.ts';
import type { Parts } from './parts.ts';
import { hashPassword } from './password.ts';
import { cardByEmail, cardOf } from './persons.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, email, json, moment, newPassword, tags, token } from './schemas.ts';
import { weaknessOf } from './weakness.ts';

const params = z.object({ token });

const ask = createRoute({
  method: 'post',
  path: '/reset',
  tags,
  summary: 'Ask for a link to set a new password',
  description: 'The answer is the same whether or not anybody has the address.',
  request: body(z.object({ email })),
  responses: {
    202: { description: 'If somebody signs in with this address, a link is sent to it' },
    ...problemAnswers('malformed', 'invalid', 'cross-site', 'too-many'),
  },
});

const look = createRoute({
  method: 'get',
  path: '/reset/{token}',
  tags,
  summary: 'Whether a link to set a new password holds',
  request: { params },
  responses: {
    200: { description: 'It holds', ...json(z.object({ until: moment })) },
    ...problemAnswers('invalid', 'link-not-valid', 'too-many'),
  },
});

const reset = createRoute({
  method: 'post',
  path: '/reset/{token}',
  tags,
  summary: 'Set a new password with a link',
  description:
    'All sessions of the person end. One signs in with the new password then, and the second factor if there is one.',
  request: { params, ...body(z.object({ password: newPassword })) },
  responses: {
    204: { description: 'The new password holds' },
    ...problemAnswers('malformed', 'invalid', 'cross-site', 'link-not-valid', 'weak-password', 'too-many'),
  },
});

async function sendLink(parts: Parts, address: string): Promise<void> {
  const card = await cardByEmail(parts.db, address);
  if (card && parts.ports.mail && (await canReset(parts.db, card.id))) await makeLink(parts, 'reset', card, null);
}

export const resetRoutes = (parts: Parts) => {
  const { db, tickets, sessions, ports } = parts;
  return newApp()
    .openapi(ask, async (c) => {
      const { email: address } = c.req.valid('json');
      const limited =
        (await limitAddress(parts, c, 'reset-address')) ??
        (await limit(parts, c, 'reset-account', address.toLowerCase()));
      if (limited) return limited;
      parts.later(() => sendLink(parts, address));
      return c.body(null, 202);
    })
    .openapi(look, async (c) => {
      const limited = await limitAddress(parts, c, 'link-address');
      if (limited) return limited;
      const ticket = await tickets.see('reset', c.req.valid('param').token);
      return ticket ? c.json({ until: ticket.until.toISOString() }, 200) : problem(c, 'link-not-valid');
    })
    .openapi(reset, async (c) => {
      const limited = await limitAddress(parts, c, 'link-address');
      if (limited) return limited;
      const { token: link } = c.req.valid('param');
      const { password } = c.req.valid('json');
      const person = (await tickets.see('reset', link))?.person ?? null;
      const card = person === null ? undefined : await cardOf(db, person);
      if (!card) return problem(c, 'link-not-valid');
      const reason = weaknessOf(password, [card.name, card.email ?? '']);
      if (reason) return problem(c, 'weak-password', { reason });
      const hash = await hashPassword(password);
      const done = await db.transaction().execute(async (tx) => {
        if (!(await tickets.redeem('reset', link, tx))) return false;
        await storePassword(tx, card.id, hash);
        return true;
      });
      if (!done) return problem(c, 'link-not-valid');
      await sessions.end({ person: card.id });
      ports.log({ kind: 'changed', person: card.id, what: 'password-set' });
      return c.body(null, 204);
    });
};
