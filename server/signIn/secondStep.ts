import { createRoute, z } from '@hono/zod-openapi';
import { limit, newApp, openSession } from './asking.ts';
import { readCookie } from './cookies.ts';
import type { Parts } from './parts.ts';
import type { Means } from './ports.ts';
import { problem, problemAnswers } from './problem.ts';
import { body, code, json, recoveryCode, sessionSchema, tags } from './schemas.ts';
import { proves } from './secondFactor.ts';

const proof = z.union([z.strictObject({ code }), z.strictObject({ recoveryCode })]).openapi('SecondStep');

/** After that many wrong codes one begins with the first step again. */
const tries = 5;

const secondStep = createRoute({
  method: 'post',
  path: '/second-step',
  tags,
  summary: 'Finish a sign-in with a code or a recovery code',
  request: body(proof),
  responses: {
    200: { description: 'Signed in', ...json(z.object({ session: sessionSchema })) },
    ...problemAnswers('malformed', 'invalid', 'cross-site', 'no-second-step', 'wrong-code', 'too-many'),
  },
});

export const secondStepRoutes = (parts: Parts) => {
  const { site, tickets, limits, ports } = parts;
  return newApp().openapi(secondStep, async (c) => {
    const token = readCookie(c.req.raw, site, 'rapport-step');
    const ticket = token === null ? null : await tickets.attempt('second-step', token, tries);
    if (token === null || !ticket?.person) return problem(c, 'no-second-step');
    const { person, about } = ticket;
    const limited = await limit(parts, c, 'second-step', person);
    if (limited) return limited;
    if (!(await proves(parts, person, c.req.valid('json')))) {
      ports.log({ kind: 'refused', step: 'second-step', person });
      return problem(c, 'wrong-code');
    }
    if (!(await tickets.redeem('second-step', token))) return problem(c, 'no-second-step');
    await limits.forgive('second-step', person);
    return c.json(
      { session: await openSession(parts, c, { person, means: about.means as Means, secondFactor: true }) },
      200,
    );
  });
};
