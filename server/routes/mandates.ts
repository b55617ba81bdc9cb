import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Actor } from '../../programme/access.ts';
import { correction } from '../../programme/documents.ts';
import { registers } from '../../programme/registers.ts';
import type { Standing } from '../../programme/secretariat.ts';
import { address, bodyId, day, entryId, partyId, visibility } from '../../programme/vocabulary.ts';
import { greatestLimit, usualLimit } from '../../records/lists.ts';
import { selectMandate, selectMandates } from '../../records/mandateLists.ts';
import { reading } from '../../records/records.ts';
import { callerOf, type Env } from '../access.ts';
import { entryResponse, entrySchema } from '../entries.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';

/** Mandates as the machine proposes them, with what named people decided. */

const decision = z.enum(['confirmed', 'corrected', 'rejected']);
const strings = z.array(z.string());
const period = z.object({ from: day.nullable(), to: day.nullable() });

const mandateSchema = z
  .object({
    id: entryId,
    key: z.object({ document: entryId, paragraph: z.string(), act: z.string(), nth: z.number().int() }),
    version: entryId,
    address: z.string().describe('Permanent address of the paragraph.'),
    citation: z.string(),
    language: z.string().nullable(),
    symbol: z.string().nullable(),
    date: day.nullable(),
    owner: partyId,
    programme: entryId.nullable(),
    visibility,
    read: z.boolean().describe('False where the latest reading does not have it any more.'),
    state: z.enum(['proposed', ...decision.options]),
    proposal: z
      .object({
        paragraph: z.string(),
        act: z.string(),
        force: z.string(),
        verb: z.string(),
        who: strings,
        action: z.string().nullable(),
        confidence: z.number(),
        why: strings,
        text: z.string(),
      })
      .loose()
      .describe('As the machine reads it, with the rules that decided.'),
    holding: z
      .object({
        force: z.string(),
        act: z.string(),
        who: strings,
        action: z.string().nullable(),
        deliverable: z.string().nullable(),
        recipient: strings,
        due: period.nullable(),
        recurrence: z.string().nullable(),
        conditions: strings,
      })
      .nullable()
      .describe('What holds for your party after its review; null where it rejected the mandate.'),
    reviews: z.array(
      z.object({
        id: entryId,
        version: z.number().int(),
        owner: partyId,
        decision,
        correction,
        reason: z.string(),
        by: z.uuid().nullable(),
        at: z.iso.datetime(),
      }),
    ),
    fates: z.array(
      z.object({
        id: entryId,
        version: z.number().int(),
        owner: partyId,
        fate: z.string(),
        on: day.nullable(),
        by: z.array(z.unknown()),
        remarks: z.string(),
      }),
    ),
  })
  .openapi('Mandate');

const listQuery = z.object({
  party: partyId.optional().describe('Whose reviews decide; needed by people of several parties.'),
  programme: entryId.optional(),
  document: entryId.optional(),
  address: address.optional(),
  symbol: z.string().max(120).optional(),
  force: z.string().max(20).optional(),
  who: bodyId.optional().describe('A body that is asked: UN/SG.'),
  mark: z.enum(['reporting', 'review', 'end', 'agenda', 'meeting', 'budget']).optional(),
  state: z.enum(['proposed', ...decision.options]).optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  sure: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  sort: z
    .enum(['text', 'due', 'doubt'])
    .optional()
    .describe('text: newest document first; due: what is due next; doubt: the least sure first.'),
  after: z.string().max(1000).optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(greatestLimit)
    .openapi({ type: 'integer', minimum: 1, maximum: greatestLimit })
    .default(usualLimit),
});

/** Whose eyes the mandates are seen with. */
function partyOf(actor: Actor, wanted: string | undefined): string {
  const mine = actor.memberships.map(({ party }) => party);
  if (wanted !== undefined && !mine.includes(wanted)) throw new Problem('forbidden', `You are no member of ${wanted}.`);
  // Without a choice the first in order of names; who belongs to no party has decided nothing.
  return wanted ?? mine[0] ?? '';
}

const idParam = z.object({ id: entryId });
const standing = { owner: partyId.optional(), visibility: visibility.optional() };
const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const defined = (value: object) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));

export function mandateRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Mandate'];
  app.openapi(
    createRoute({
      method: 'get',
      path: '/mandates',
      tags,
      summary: 'List mandates',
      request: { query: listQuery },
      responses: {
        200: json(
          z.object({ items: z.array(mandateSchema), next: z.string().nullable() }).openapi('MandatePage'),
          'One page.',
        ),
        ...answers('malformed', 'signed-out', 'forbidden', 'invalid'),
      },
    }),
    async (context) => {
      const { party, ...choice } = context.req.valid('query');
      const { actor } = callerOf(context);
      const page = await reading(office.database, actor, (db) =>
        selectMandates(db, { ...defined(choice), party: partyOf(actor, party) }),
      );
      return context.json(page as never);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/mandates/{id}',
      tags,
      summary: 'Get a mandate',
      request: { params: idParam, query: z.object({ party: partyId.optional() }) },
      responses: {
        200: json(mandateSchema, 'The mandate with what was decided.'),
        ...answers('signed-out', 'forbidden', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const { actor } = callerOf(context);
      const party = partyOf(actor, context.req.valid('query').party);
      const mandate = await reading(office.database, actor, (db) =>
        selectMandate(db, context.req.valid('param').id, party),
      );
      if (mandate === null) throw new Problem('unknown');
      return context.json(mandate as never);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/mandates/{id}/review',
      tags,
      summary: 'Confirm, correct or reject a mandate',
      description:
        'In the name of who is signed in, for his party. Saying it again replaces what was said; the log keeps both.',
      request: {
        params: idParam,
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z
                .strictObject({
                  decision,
                  correction: correction.optional(),
                  reason: z.string().max(20_000).optional(),
                  ...standing,
                })
                .openapi('NewReview'),
            },
          },
        },
      },
      responses: {
        200: json(entrySchema('review'), 'The review.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'unknown', 'conflict', 'invalid'),
      },
    }),
    async (context) => {
      const { owner, visibility: seen, ...given } = context.req.valid('json');
      const entry = await office.secretariat.review(
        callerOf(context).actor,
        context.req.valid('param').id,
        defined(given) as typeof given & object as never,
        defined({ owner, visibility: seen }) as Standing,
      );
      return entryResponse(context, entry) as never;
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/mandates/{id}/fate',
      tags,
      summary: 'Say what became of a mandate',
      request: {
        params: idParam,
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z
                .strictObject({ ...registers.fate.schema.omit({ mandate: true, key: true }).shape, ...standing })
                .openapi('NewFate'),
            },
          },
        },
      },
      responses: {
        200: json(entrySchema('fate'), 'The fate.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'unknown', 'conflict', 'invalid'),
      },
    }),
    async (context) => {
      const { owner, visibility: seen, ...given } = context.req.valid('json');
      const entry = await office.secretariat.settle(
        callerOf(context).actor,
        context.req.valid('param').id,
        given,
        defined({ owner, visibility: seen }) as Standing,
      );
      return entryResponse(context, entry) as never;
    },
  );
}

/** Operations that are more than opening and amending. */
export function operationRoutes(app: OpenAPIHono<Env>, office: Office): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/activities/{id}/carry-over',
      tags: ['Activity'],
      summary: 'Take an activity over into another period',
      description: 'The thread is kept: the new line names the old one, and the half of your side goes on in it.',
      request: {
        params: idParam,
        body: { required: true, content: { 'application/json': { schema: z.strictObject({ period: entryId }) } } },
      },
      responses: {
        201: json(entrySchema('activity'), 'The new line.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      return entryResponse(
        context,
        await office.secretariat.carryOver(callerOf(context).actor, id, context.req.valid('json').period),
        201,
      ) as never;
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/entries/{id}/stance',
      tags: ['Stance'],
      summary: 'Accept, differ from or query a record of another party',
      request: {
        params: idParam,
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z
                .strictObject({ ...registers.stance.schema.omit({ on: true, version: true }).shape, ...standing })
                .openapi('NewStance'),
            },
          },
        },
      },
      responses: {
        200: json(entrySchema('stance'), 'The stance.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'unknown', 'conflict', 'invalid'),
      },
    }),
    async (context) => {
      const { owner, visibility: seen, ...given } = context.req.valid('json');
      const entry = await office.secretariat.respond(
        callerOf(context).actor,
        context.req.valid('param').id,
        given,
        defined({ owner, visibility: seen }) as Standing,
      );
      return entryResponse(context, entry) as never;
    },
  );
}
