import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { roles } from '../../programme/registers.ts';
import { languageTag, partyId } from '../../programme/vocabulary.ts';
import type { Env } from '../access.ts';
import { personaId, personas } from '../demonstrationPeople.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';

/** In the demonstration anyone chooses who he is. Nothing of this exists in any other instance. */

const personaSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    language: languageTag,
    party: partyId,
    role: z.enum(roles),
    bodies: z.array(z.string()),
  })
  .openapi('Persona');

export function personaRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Demonstration'];
  app.openapi(
    createRoute({
      method: 'get',
      path: '/sign-in/personas',
      tags,
      summary: 'Who one can be in the demonstration',
      responses: {
        200: {
          description: 'The people; empty outside the demonstration.',
          content: { 'application/json': { schema: z.object({ items: z.array(personaSchema) }) } },
        },
      },
    }),
    (context) =>
      context.json({ items: office.demo ? personas.map((each) => ({ ...each, bodies: [...each.bodies] })) : [] }, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/sign-in/personas/{key}',
      tags,
      summary: 'Look around as one of them',
      request: { params: z.object({ key: z.string().max(40) }) },
      responses: { 204: { description: 'Signed in.' }, ...answers('unknown', 'cross-site') },
    }),
    async (context) => {
      const persona = personas.find(({ key }) => key === context.req.valid('param').key);
      if (!office.demo || persona === undefined) throw new Problem('unknown');
      await office.signIn.enterAs(context, personaId(persona.key));
      return context.body(null, 204);
    },
  );
}
