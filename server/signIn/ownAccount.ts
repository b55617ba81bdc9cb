import { createRoute, z } from '@hono/zod-openapi';
import { meansOf, removeMeans } from './account.ts';
import { asksFresh, asksSession, newApp } from './asking.ts';
import { hasSecondFactor } from './entering.ts';
import type { Parts } from './parts.ts';
import { problem, problemAnswers } from './problem.ts';
import { json, moment, tags } from './schemas.ts';

const accountSchema = z
  .object({
    password: z.boolean(),
    secondFactor: z.boolean(),
    recoveryCodes: z.int().openapi({ description: 'How many are left.' }),
    passkeys: z.int(),
    providers: z.array(z.object({ id: z.string(), name: z.string(), since: moment })),
  })
  .openapi('SignInAccount');

const account = (parts: Parts) =>
  createRoute({
    method: 'get',
    path: '/account',
    tags,
    summary: 'How one can sign in',
    middleware: asksSession(parts),
    responses: {
      200: { description: 'The own ways in', ...json(accountSchema) },
      ...problemAnswers('signed-out', 'session-only'),
    },
  });

const unlink = (parts: Parts) =>
  createRoute({
    method: 'delete',
    path: '/providers/{provider}',
    tags,
    summary: 'Unlink a provider from the own account',
    middleware: asksFresh(parts),
    request: { params: z.object({ provider: z.string().max(40) }) },
    responses: {
      204: { description: 'It signs in no longer' },
      ...problemAnswers(
        'invalid',
        'cross-site',
        'signed-out',
        'sign-in-again',
        'session-only',
        'unknown',
        'last-means',
      ),
    },
  });

export const ownAccount = (parts: Parts) => {
  const { db, settings, ports } = parts;
  return newApp()
    .openapi(account(parts), async (c) => {
      const { person } = c.get('session');
      const { passwords, passkeys } = await meansOf(db, person);
      const linked = await db.selectFrom('sign_in.identity').selectAll().where('person', '=', person).execute();
      const codes = await db.selectFrom('sign_in.recovery_code').select('hash').where('person', '=', person).execute();
      const providers = settings.oidc.flatMap(({ id, name, issuer }) =>
        linked.filter((one) => one.issuer === issuer).map(({ since }) => ({ id, name, since: since.toISOString() })),
      );
      const secondFactor = await hasSecondFactor(parts, person);
      return c.json({ password: passwords > 0, secondFactor, recoveryCodes: codes.length, passkeys, providers }, 200);
    })
    .openapi(unlink(parts), async (c) => {
      const { person } = c.get('session');
      const provider = settings.oidc.find(({ id }) => id === c.req.valid('param').provider);
      if (!provider) return problem(c, 'unknown');
      const outcome = await removeMeans(db, person, async (tx) => {
        const removed = await tx
          .deleteFrom('sign_in.identity')
          .where('person', '=', person)
          .where('issuer', '=', provider.issuer)
          .returning('person')
          .execute();
        return removed.length > 0;
      });
      if (outcome !== 'removed') return problem(c, outcome);
      ports.log({ kind: 'changed', person, what: 'provider-unlinked' });
      return c.body(null, 204);
    });
};
