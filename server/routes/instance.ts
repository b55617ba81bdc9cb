import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { registerNames, registers } from '../../programme/registers.ts';
import { publishedKeys } from '../../records/instance.ts';
import { callerOf, type Env } from '../access.ts';
import type { Office } from '../office.ts';
import { answers } from '../problem.ts';

const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });

/** The instance itself: whether it is well, who is asking, what registers there are, by which keys it signs. */
export function instanceRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Instance'];
  app.openapi(
    createRoute({
      method: 'get',
      path: '/health',
      tags,
      summary: 'Whether the instance can answer',
      responses: {
        200: json(z.object({ status: z.literal('well') }).openapi('Health'), 'It can.'),
        ...answers('busy'),
      },
    }),
    async (context) => {
      await office.database.pool.query('select 1');
      return context.json({ status: 'well' as const }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/me',
      tags,
      summary: 'Who is signed in',
      responses: {
        200: json(
          z
            .object({
              person: z.uuid(),
              name: z.string(),
              language: z.string(),
              administrator: z.boolean(),
              memberships: z.array(z.object({ party: z.string(), role: z.string(), bodies: z.array(z.string()) })),
            })
            .openapi('Me'),
          'The person and what he is in his parties.',
        ),
        ...answers('signed-out'),
      },
    }),
    (context) => {
      const { actor, name, language, administrator } = callerOf(context);
      return context.json(
        {
          person: actor.person,
          name,
          language,
          administrator,
          memberships: actor.memberships.map((each) => ({ ...each, bodies: [...each.bodies] })),
        },
        200,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/registers',
      tags,
      summary: 'What registers there are',
      responses: {
        200: json(
          z
            .object({
              items: z.array(
                z.object({
                  register: z.string(),
                  path: z.string(),
                  about: z.string(),
                  least: z.string(),
                  scope: z.string(),
                }),
              ),
            })
            .openapi('Registers'),
          'All registers.',
        ),
        ...answers('signed-out'),
      },
    }),
    (context) =>
      context.json(
        {
          items: registerNames.map((register) => ({
            register,
            path: registers[register].path,
            about: registers[register].about,
            least: registers[register].least,
            scope: registers[register].scope,
          })),
        },
        200,
      ),
  );
}

/** Public keys of this instance (RFC 7517), for whoever verifies its records. */
export function keyRoutes(app: OpenAPIHono<Env>, office: Office): void {
  app.get('/.well-known/jwks.json', async (context) => {
    const keys = await publishedKeys(office.database);
    context.header('cache-control', 'public, max-age=300');
    return context.json({ keys: [...keys].map(([kid, key]) => ({ ...key, kid, use: 'sig', alg: 'EdDSA' })) });
  });
}
