import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Env } from '../access.ts';
import { attemptsOf } from '../attempts.ts';
import { answeredSchema, draftSchema, fileName, fileSchema, givenAnswer, linkSchema } from '../linkSchemas.ts';
import { type OpenLink, openLink, type Refusal } from '../links.ts';
import { answered, keepDraft, keptFile, needOpen, shown } from '../linkWork.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';

/** Answering a request by a signed link, without an account. A link shows and takes what its request asks, and nothing else. */

const token = z.string().min(1).max(200).describe('The token of the link: what stands behind `#` in the letter.');
const tokenParam = z.object({ token });

const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const jsonBody = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

const sentences: Readonly<Record<Exclude<Refusal, 'unknown' | 'too-many'>, string>> = {
  expired: 'The link holds no more: its time is over.',
  revoked: 'The link holds no more: it was taken back.',
  replaced: 'The link holds no more: somebody else answers for this body now.',
};

function refusal(why: Refusal): Problem {
  if (why === 'unknown') return new Problem('unknown');
  if (why === 'too-many') return new Problem('too-many');
  return new Problem('unknown', sentences[why], [{ path: ['token'], code: why, message: sentences[why] }]);
}

interface Connection {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/** Opens links for routes; whoever tries many that do not exist has to wait. */
function doorOf(office: Office) {
  const wrong = attemptsOf(30, 2000, () => office.clock.now().getTime());
  return async (context: Context<Env>, given: string): Promise<OpenLink> => {
    context.header('cache-control', 'no-store');
    const opened = await openLink(office, given);
    if (opened.kind === 'open') return opened;
    const address = (context.env as Connection | undefined)?.incoming?.socket?.remoteAddress ?? '';
    throw refusal(opened.why === 'unknown' && !wrong.take(address) ? 'too-many' : opened.why);
  };
}

export function linkRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Link'];
  const open = doorOf(office);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/links/{token}',
      tags,
      summary: 'What a link asks',
      description: 'Without a session. Shows what the request is about, the draft, and what was answered before.',
      request: { params: tokenParam },
      responses: { 200: json(linkSchema, 'What is asked.'), ...answers('unknown', 'too-many', 'invalid') },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      return context.json((await shown(office, opened)) as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/links/{token}/draft',
      tags,
      summary: 'Keep a draft',
      description: 'Without a session. It is shown to nobody but those who answer for the body.',
      request: { params: tokenParam, body: jsonBody(draftSchema) },
      responses: {
        204: { description: 'Kept.' },
        ...answers('malformed', 'unknown', 'too-many', 'invalid', 'too-large'),
      },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      needOpen(opened);
      await keepDraft(office, opened, context.req.valid('json'));
      return context.body(null, 204);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/{token}/files',
      tags,
      summary: 'Bring evidence',
      description: 'Without a session. The body is the bytes of one file; an answer can then name it by its hash.',
      request: {
        params: tokenParam,
        query: z.object({ name: fileName }),
        body: {
          required: true,
          content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        },
      },
      responses: {
        201: json(fileSchema, 'It is kept.'),
        ...answers('malformed', 'unknown', 'too-many', 'invalid', 'too-large'),
      },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      needOpen(opened);
      return context.json((await keptFile(office, context, opened, context.req.valid('query').name)) as never, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/links/{token}/answer',
      tags,
      summary: 'Answer',
      description:
        'Without a session. A record of the party of the body, made by the person that the link was sent to. Again: it is amended.',
      request: { params: tokenParam, body: jsonBody(givenAnswer) },
      responses: {
        200: json(answeredSchema.extend({ changed: z.boolean() }).openapi('LinkAnswerKept'), 'As it stands now.'),
        ...answers('malformed', 'forbidden', 'unknown', 'conflict', 'too-many', 'invalid', 'too-large'),
      },
    }),
    async (context) => {
      const opened = await open(context, context.req.valid('param').token);
      const given = context.req.valid('json') as z.infer<typeof givenAnswer>;
      return context.json((await answered(office, opened, given)) as never, 200);
    },
  );
}
