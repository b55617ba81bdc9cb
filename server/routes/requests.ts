import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { mayWrite } from '../../programme/access.ts';
import { Invalid } from '../../programme/checks.ts';
import { dayOf } from '../../programme/days.ts';
import type { Entry } from '../../programme/ports.ts';
import { factsOf } from '../../programme/registers.ts';
import { bodyId, entryId, languageTag } from '../../programme/vocabulary.ts';
import { type Caller, callerOf, type Env } from '../access.ts';
import { type BoardRow, boardOf } from '../board.ts';
import { followUpTables } from '../followUpTables.ts';
import { gatheredFrom } from '../gathered.ts';
import { revokeLinks } from '../links.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';
import { type Dispatched, dispatchOf, remindBody, sendRequest } from '../requests.ts';

/** Requests on their way: letters with links, the board, reminders by hand, links taken back. */

const moment = z.iso.datetime();
const roleOfAnswerer = z.enum(['holder', 'deputy', 'coordinator']).nullable();

const dispatchedSchema: z.ZodType<Dispatched> = z
  .strictObject({
    body: bodyId,
    outcome: z
      .enum(['written', 'written-before', 'answered', 'unreachable'])
      .describe('unreachable: neither focal point, deputy nor coordinator has an address.'),
    person: z.uuid().nullable(),
    as: roleOfAnswerer,
    language: languageTag.nullable(),
  })
  .openapi('Dispatched');

const boardRowSchema: z.ZodType<BoardRow> = z
  .strictObject({
    body: bodyId,
    person: z.uuid().nullable().describe('Who would get a letter today.'),
    name: z.string().nullable(),
    as: roleOfAnswerer,
    written: moment.nullable(),
    sent: moment.nullable(),
    refused: z.string().nullable().describe('What the mail server said last.'),
    opened: moment.nullable(),
    draft: moment.nullable().describe('When a draft was kept last. What it says is not shown.'),
    answered: moment.nullable(),
    answer: entryId.nullable(),
    items: z.number().int(),
    reminded: z.array(moment),
    late: z.number().int().describe('Days behind the due day.'),
  })
  .openapi('BoardRow');

const someBodies = z
  .strictObject({ bodies: z.array(bodyId).min(1).max(200).optional().describe('Without it: all.') })
  .openapi('SomeBodies');

const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const idParam = z.object({ id: entryId });
const tags = ['Request'];

async function requestSeen(office: Office, caller: Caller, id: string): Promise<Entry<'request'>> {
  const entry = await office.records.look(caller.actor, (view) => view.entry(id));
  if (entry === null || entry.register !== 'request') throw new Problem('unknown');
  return entry as Entry<'request'>;
}

/** A request of the caller's own party, which he may write. */
async function ownRequest(office: Office, caller: Caller, id: string): Promise<Entry<'request'>> {
  const request = await requestSeen(office, caller, id);
  const { bodies } = factsOf('request', request.body);
  if (!mayWrite(caller.actor, { register: 'request', owner: request.owner, bodies })) throw new Problem('forbidden');
  return request;
}

function needOpen({ body, withdrawn }: Entry<'request'>): void {
  if (body.closed || withdrawn)
    throw new Invalid([{ path: [], code: 'request-closed', message: 'The request is closed.' }]);
}

function chosenBodies({ body }: Entry<'request'>, wanted: readonly string[] | undefined): readonly string[] {
  const asked = body.to.map((each) => each.body);
  const faults = (wanted ?? []).flatMap((each, index) =>
    asked.includes(each)
      ? []
      : [{ path: ['bodies', index], code: 'not-asked', message: `The request does not ask ${each}.` }],
  );
  if (faults.length > 0) throw new Invalid(faults);
  return wanted ?? asked;
}

/** Reminds those that have not answered, each at most once a day. */
async function remindByHand(
  office: Office,
  request: Entry<'request'>,
  caller: Caller,
  bodies: readonly string[],
): Promise<Dispatched[]> {
  const { items } = await office.records.look(caller.actor, (view) =>
    gatheredFrom(view, { register: 'answer', parent: request.id }),
  );
  const answered = new Set(items.map(({ body }) => body.body));
  const dispatch = await dispatchOf(office, request);
  const occasion = `by hand ${dayOf(office.clock.now())}`;
  const reminded: Dispatched[] = [];
  for (const body of bodies)
    reminded.push(
      answered.has(body)
        ? { body, outcome: 'answered', person: null, as: null, language: null }
        : await remindBody(office, dispatch, body, occasion, caller.actor.person),
    );
  return reminded;
}

export function requestRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const body = { required: false, content: { 'application/json': { schema: someBodies } } } as const;
  const dispatchedItems = z.object({ items: z.array(dispatchedSchema) }).openapi('DispatchedItems');
  const problems = answers('malformed', 'signed-out', 'forbidden', 'unknown', 'invalid');
  app.openapi(
    createRoute({
      method: 'post',
      path: '/requests/{id}/send',
      tags,
      summary: 'Write the letters of a request',
      description:
        'To the focal point of each body, else its deputy, else a coordinator of its party, in his language, with a link to answer by. Who has a letter gets no second one.',
      request: { params: idParam },
      responses: { 200: json(dispatchedItems, 'What became of each body.'), ...problems },
    }),
    async (context) => {
      const caller = callerOf(context);
      const request = await ownRequest(office, caller, context.req.valid('param').id);
      needOpen(request);
      const items = await sendRequest(office, await dispatchOf(office, request), caller.actor.person);
      return context.json({ items } as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/requests/{id}/board',
      tags,
      summary: 'How far each body is with a request',
      description: 'For people of the party that asks.',
      request: { params: idParam },
      responses: {
        200: json(
          z.object({ due: z.iso.date(), closed: z.boolean(), items: z.array(boardRowSchema) }).openapi('Board'),
          'A row for each body.',
        ),
        ...answers('signed-out', 'forbidden', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const caller = callerOf(context);
      const request = await requestSeen(office, caller, context.req.valid('param').id);
      const isOfParty = caller.actor.memberships.some(
        ({ party, role }) => party === request.owner && role !== 'focal-point',
      );
      if (!isOfParty) throw new Problem('forbidden');
      const items = await boardOf(office, await dispatchOf(office, request), caller.actor);
      return context.json({ due: request.body.due, closed: request.body.closed, items } as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/requests/{id}/remind',
      tags,
      summary: 'Remind bodies of a request',
      description: 'Those that have not answered, each at most once a day by hand.',
      request: { params: idParam, body },
      responses: { 200: json(dispatchedItems, 'What became of each body.'), ...problems },
    }),
    async (context) => {
      const caller = callerOf(context);
      const request = await ownRequest(office, caller, context.req.valid('param').id);
      needOpen(request);
      const bodies = chosenBodies(request, context.req.valid('json')?.bodies);
      return context.json({ items: await remindByHand(office, request, caller, bodies) } as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/requests/{id}/revoke',
      tags,
      summary: 'Take back the links of a request',
      description: 'At once and for good. Sending it again makes new ones.',
      request: { params: idParam, body },
      responses: {
        200: json(z.object({ revoked: z.number().int() }).openapi('Revoked'), 'How many links held until now.'),
        ...problems,
      },
    }),
    async (context) => {
      const request = await ownRequest(office, callerOf(context), context.req.valid('param').id);
      const bodies = chosenBodies(request, context.req.valid('json')?.bodies);
      const revoked = await revokeLinks(followUpTables(office.database), request.id, bodies, office.clock.now());
      return context.json({ revoked }, 200);
    },
  );
}
