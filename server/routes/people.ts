import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { roles } from '../../programme/registers.ts';
import { bodyId, languageTag, line, partyId } from '../../programme/vocabulary.ts';
import { type Caller, callerOf, type Env, needAdministrator } from '../access.ts';
import { followUpTables } from '../followUpTables.ts';
import type { Office } from '../office.ts';
import { coordinates, type ListedPerson, peopleSeen } from '../people.ts';
import { answers, Problem } from '../problem.ts';

/** People: who is in which party, invitations, and the erasing of a card. */

const membership = z.object({ party: partyId, role: z.enum(roles), bodies: z.array(bodyId).max(60) });
const personSchema = z
  .object({
    id: z.uuid(),
    name: line,
    language: languageTag,
    email: z.email().nullable().describe('Only for coordinators of his party, administrators and himself.'),
    memberships: z.array(membership),
  })
  .openapi('Person');
const invitationSchema = z
  .object({
    url: z.url().describe('Leads in once. It is shown this once.'),
    until: z.iso.datetime(),
    sent: z.boolean().describe('Whether it went out by mail.'),
  })
  .nullable()
  .describe('Null where the person can sign in already.');
const newPerson = z
  .strictObject({
    name: line,
    email: z.email().max(254),
    language: languageTag.default('en'),
    party: partyId,
    role: z.enum(roles),
    bodies: z.array(bodyId).max(60).default([]),
  })
  .openapi('NewPerson');
const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const body = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });
const idParam = z.object({ id: z.uuid() });

function needCoordinator(caller: Caller, party: string): void {
  if (!coordinates(caller, party)) throw new Problem('forbidden', `Only a coordinator of ${party} may do that.`);
}

async function needParty(office: Office, party: string): Promise<void> {
  const row = await office.database.tables
    .selectFrom('entry')
    .select('id')
    .where('register', '=', 'party')
    .where('owner', '=', party)
    .where('withdrawn', '=', false)
    .executeTakeFirst();
  if (row === undefined)
    throw new Problem('invalid', undefined, [
      { path: ['party'], code: 'unknown-party', message: `There is no party ${party}.` },
    ]);
}

async function personSeen(office: Office, caller: Caller, id: string): Promise<ListedPerson> {
  const [person] = await peopleSeen(office.database.tables, caller, { id });
  if (person === undefined) throw new Problem('unknown');
  return person;
}

/** Who holds the link can come in as that person: so nobody gets it who does not coordinate every party the person is in. */
const mayInvite = (caller: Caller, person: ListedPerson): boolean =>
  caller.administrator ||
  (person.memberships.length > 0 && person.memberships.every(({ party }) => coordinates(caller, party)));

async function invitationFor(
  office: Office,
  caller: Caller,
  person: ListedPerson,
): Promise<z.infer<typeof invitationSchema>> {
  if (!mayInvite(caller, person)) return null;
  const invitation = await office.signIn.invite(person.id, caller.actor.person);
  return invitation.kind === 'has-account'
    ? null
    : { url: invitation.link, until: invitation.until, sent: invitation.sent };
}

export function peopleRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Person'];
  const { tables } = office.database;
  app.openapi(
    createRoute({
      method: 'get',
      path: '/people',
      tags,
      summary: 'People you work with',
      request: { query: z.object({ party: partyId.optional(), body: bodyId.optional() }) },
      responses: {
        200: json(
          z.object({ items: z.array(personSchema) }).openapi('People'),
          'In order of their names, at most 500.',
        ),
        ...answers('signed-out', 'invalid'),
      },
    }),
    async (context) => {
      const { party, body: concerned } = context.req.valid('query');
      const items = await peopleSeen(tables, callerOf(context), {
        ...(party && { party }),
        ...(concerned && { body: concerned }),
      });
      return context.json({ items } as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/people/{id}',
      tags,
      summary: 'Get a person',
      request: { params: idParam },
      responses: { 200: json(personSchema, 'The card.'), ...answers('signed-out', 'unknown', 'invalid') },
    }),
    async (context) =>
      context.json((await personSeen(office, callerOf(context), context.req.valid('param').id)) as never, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/people',
      tags,
      summary: 'Invite somebody into a party',
      description:
        'For coordinators of the party and administrators. Who has a card already gets the membership and no second card.',
      request: { body: body(newPerson) },
      responses: {
        201: json(
          z.object({ person: personSchema, invitation: invitationSchema }).openapi('Invited'),
          'The card, and the link by which he comes in.',
        ),
        ...answers('malformed', 'signed-out', 'forbidden', 'invalid'),
      },
    }),
    async (context) => {
      const caller = callerOf(context);
      const { name, email, language, party, role, bodies } = context.req.valid('json') as z.infer<typeof newPerson>;
      needCoordinator(caller, party);
      await needParty(office, party);
      const known = await tables
        .selectFrom('person')
        .select('id')
        .where('email', '=', email)
        .where('erased', 'is', null)
        .executeTakeFirst();
      const id = known?.id ?? (await office.signIn.createPerson({ name, email, language, administrator: false }));
      if (id === null) throw new Problem('busy');
      await setMembership(office, id, { party, role, bodies });
      const person = await personSeen(office, caller, id);
      return context.json({ person, invitation: await invitationFor(office, caller, person) } as never, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/people/{id}/invitation',
      tags,
      summary: 'Make a new invitation link',
      request: { params: idParam },
      responses: {
        200: json(z.object({ invitation: invitationSchema }), 'The link.'),
        ...answers('signed-out', 'forbidden', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const caller = callerOf(context);
      const person = await personSeen(office, caller, context.req.valid('param').id);
      if (!mayInvite(caller, person)) throw new Problem('forbidden');
      return context.json({ invitation: await invitationFor(office, caller, person) } as never, 200);
    },
  );
  membershipRoutes(app, office);
  ownRoutes(app, office);
}

async function setMembership(
  office: Office,
  person: string,
  { party, role, bodies }: z.infer<typeof membership>,
): Promise<void> {
  await office.database.tables
    .insertInto('membership')
    .values({ person, party, role, bodies })
    .onConflict((on) => on.columns(['person', 'party']).doUpdateSet({ role, bodies }))
    .execute();
  office.people.forget(person);
}

function membershipRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Person'];
  const params = z.object({ id: z.uuid(), party: partyId });
  app.openapi(
    createRoute({
      method: 'put',
      path: '/people/{id}/memberships/{party}',
      tags,
      summary: 'Set the role of a person in a party',
      request: { params, body: body(membership.omit({ party: true }).strict()) },
      responses: {
        200: json(personSchema, 'The card.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const caller = callerOf(context);
      const { id, party } = context.req.valid('param');
      needCoordinator(caller, party);
      await needParty(office, party);
      await personSeen(office, caller, id);
      await setMembership(office, id, {
        ...(context.req.valid('json') as Omit<z.infer<typeof membership>, 'party'>),
        party,
      });
      return context.json((await personSeen(office, caller, id)) as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/people/{id}/memberships/{party}',
      tags,
      summary: 'Take a person out of a party',
      request: { params },
      responses: { 204: { description: 'He is out.' }, ...answers('signed-out', 'forbidden', 'unknown', 'invalid') },
    }),
    async (context) => {
      const { id, party } = context.req.valid('param');
      needCoordinator(callerOf(context), party);
      const gone = await office.database.tables
        .deleteFrom('membership')
        .where('person', '=', id)
        .where('party', '=', party)
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new Problem('unknown');
      office.people.forget(id);
      return context.body(null, 204);
    },
  );
}

function ownRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Person'];
  const { tables } = office.database;
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/me',
      tags,
      summary: 'Change your name or language',
      request: { body: body(z.strictObject({ name: line.optional(), language: languageTag.optional() })) },
      responses: { 200: json(personSchema, 'Your card.'), ...answers('malformed', 'signed-out', 'invalid') },
    }),
    async (context) => {
      const caller = callerOf(context);
      const given = context.req.valid('json') as { name?: string; language?: string };
      const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      if (Object.keys(changes).length > 0)
        await tables.updateTable('person').set(changes).where('id', '=', caller.actor.person).execute();
      office.people.forget(caller.actor.person);
      return context.json((await personSeen(office, caller, caller.actor.person)) as never, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/people/{id}',
      tags,
      summary: 'Erase a person',
      description:
        'Name, address, sign-in and memberships are erased. Records keep the opaque id, which then names nobody. For administrators.',
      request: { params: idParam },
      responses: { 204: { description: 'Erased.' }, ...answers('signed-out', 'forbidden', 'unknown', 'invalid') },
    }),
    async (context) => {
      const caller = needAdministrator(context);
      const { id } = context.req.valid('param');
      if (id === caller.actor.person) throw new Problem('forbidden', 'Another administrator must erase you.');
      const { email } = await personSeen(office, caller, id);
      await tables.transaction().execute(async (tx) => {
        await tx.deleteFrom('membership').where('person', '=', id).execute();
        await tx.deleteFrom('feed').where('person', '=', id).execute();
        // His address stands in the outbox too.
        if (email !== null) await followUpTables({ tables: tx }).deleteFrom('letter').where('to', '=', email).execute();
        await tx
          .updateTable('person')
          .set({ name: '', email: null, administrator: false, erased: office.clock.now() })
          .where('id', '=', id)
          .execute();
      });
      await office.signIn.forget(id);
      office.people.forget(id);
      return context.body(null, 204);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/people/{id}/sign-out',
      tags,
      summary: 'End all sessions of a person',
      request: { params: idParam },
      responses: {
        200: json(z.object({ ended: z.number().int() }), 'How many there were.'),
        ...answers('signed-out', 'forbidden', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const caller = needAdministrator(context);
      const person = await personSeen(office, caller, context.req.valid('param').id);
      return context.json({ ended: await office.signIn.revokeSessions(person.id) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/people/{id}/second-factor/reset',
      tags,
      summary: 'Take a lost second factor off',
      request: { params: idParam },
      responses: {
        200: json(z.object({ removed: z.boolean() }), 'Whether there was one.'),
        ...answers('signed-out', 'forbidden', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const caller = needAdministrator(context);
      const person = await personSeen(office, caller, context.req.valid('param').id);
      return context.json({ removed: await office.signIn.resetSecondFactor(person.id) }, 200);
    },
  );
}
