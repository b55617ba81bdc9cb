import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { dayOf } from '../../programme/days.ts';
import { entryId } from '../../programme/vocabulary.ts';
import { callerOf, type Env } from '../access.ts';
import {
  coverageSchema,
  datesSchema,
  differencesSchema,
  matrixSchema,
  minutesSchema,
  owedSchema,
  vacanciesSchema,
} from '../followUpSchemas.ts';
import {
  coverageView,
  type Desk,
  datesView,
  differencesView,
  matrixView,
  minutesView,
  owedView,
  vacanciesView,
} from '../followUpViews.ts';
import type { Office } from '../office.ts';
import { answers } from '../problem.ts';
import { letterRoutes } from './letters.ts';
import { requestRoutes } from './requests.ts';

/** Views over a programme: who owes whom, what is due, how far it is. Every figure is a list of what it counts. */

/** A view: its address below a programme or series, what it is asked with, and what it answers. */
interface View<Query extends z.ZodObject> {
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly query: Query;
  readonly schema: z.ZodType;
  readonly of: (desk: Desk, id: string, query: z.infer<Query>) => Promise<unknown>;
}

const view = <Query extends z.ZodObject>(declared: View<Query>): View<Query> => declared;

const daysUpTo = (greatest: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(greatest)
    .openapi({ type: 'integer', minimum: 0, maximum: greatest })
    .default(usual);

const nothing = z.object({});

const views = [
  view({
    path: '/programmes/{id}/owed',
    summary: 'Who owes what',
    description: 'By body: answers to requests, news of activities, outcomes of meetings whose day is past.',
    query: z.object({ quiet: daysUpTo(3660, 90).describe('Days after which silence about an activity is a debt.') }),
    schema: owedSchema,
    of: (desk, id, { quiet }) => owedView(desk, id, quiet),
  }),
  view({
    path: '/programmes/{id}/dates',
    summary: 'What is due or late',
    description: 'Activities, outcomes, requests, agreements, meetings and mandates, the earliest day first.',
    query: z.object({ within: daysUpTo(3660, 90).describe('Days ahead.') }),
    schema: datesSchema,
    of: (desk, id, { within }) => datesView(desk, id, within),
  }),
  view({
    path: '/programmes/{id}/matrix',
    summary: 'The matrix of activities',
    description:
      'Each line with the halves of all sides and where they differ; how many of them are done, with the parts.',
    query: z.object({ period: entryId.optional() }),
    schema: matrixSchema,
    of: (desk, id, { period }) => matrixView(desk, id, period),
  }),
  view({
    path: '/programmes/{id}/coverage',
    summary: 'How far the areas are covered',
    description: 'By mandates, activities and evidence; and what is covered by nothing.',
    query: nothing,
    schema: coverageSchema,
    of: coverageView,
  }),
  view({
    path: '/programmes/{id}/vacancies',
    summary: 'Posts that nobody holds',
    description: 'And to whom it passes what is asked of them; bodies and areas without a focal point.',
    query: nothing,
    schema: vacanciesSchema,
    of: vacanciesView,
  }),
  view({
    path: '/programmes/{id}/differences',
    summary: 'Where the parties do not agree',
    description: 'What they differ from or query in each other’s records, and halves that say different things.',
    query: nothing,
    schema: differencesSchema,
    of: differencesView,
  }),
  view({
    path: '/meeting-series/{id}/minutes',
    summary: 'Minutes compiled over a series',
    description: 'What each meeting decided and what became of it, the earliest meeting first.',
    query: nothing,
    schema: minutesSchema,
    of: minutesView,
  }),
] as readonly View<z.ZodObject>[];

function viewRoute(app: OpenAPIHono<Env>, office: Office, declared: View<z.ZodObject>): void {
  const { path, summary, description, query, schema, of } = declared;
  const route = createRoute({
    ...{ method: 'get', path, summary, description, tags: ['Follow-up'] },
    request: { params: z.object({ id: entryId }), query },
    responses: {
      200: { description: summary, content: { 'application/json': { schema } } },
      ...answers('signed-out', 'unknown', 'invalid'),
    },
  });
  app.openapi(route, async (context: Context<Env>) => {
    const { actor } = callerOf(context);
    const desk = { office, actor, today: dayOf(office.clock.now()) };
    const given = context.req as unknown as { valid: (target: 'param' | 'query') => Record<string, unknown> };
    context.header('cache-control', 'private, no-store');
    return context.json(await of(desk, String(given.valid('param').id), given.valid('query')), 200) as never;
  });
}

/** Routes of follow-up for those who are signed in. */
export function followUpRoutes(app: OpenAPIHono<Env>, office: Office): void {
  requestRoutes(app, office);
  letterRoutes(app, office);
  for (const declared of views) viewRoute(app, office, declared);
}
