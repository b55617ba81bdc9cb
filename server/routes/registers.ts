import { isDeepStrictEqual } from 'node:util';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Actor, system } from '../../programme/access.ts';
import type { Entry } from '../../programme/ports.ts';
import { type BodyOf, type Register, type RegisterName, registerNames, registers } from '../../programme/registers.ts';
import type { Standing } from '../../programme/secretariat.ts';
import { entryId } from '../../programme/vocabulary.ts';
import { idOf } from '../../records/ids.ts';
import { type Caller, callerOf, type Env } from '../access.ts';
import {
  changeSchema,
  choiceOf,
  choiceSchema,
  entryResponse,
  entrySchema,
  newEntrySchema,
  pageSchema,
  schemaName,
  versionWanted,
} from '../entries.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';

/** The routes of all registers, made from the table of registers. */

/** Registers that are written only through operations of their own. */
const onlyRead: ReadonlySet<RegisterName> = new Set(['version', 'review', 'fate', 'stance']);

const idParam = z.object({ id: entryId });
const ifMatch = z.object({
  'if-match': z.string().max(40).optional().describe('ETag of the version that is changed, for example "3". Needed.'),
});
const idempotency = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(200)
    .optional()
    .describe('Sent again with the same key, the same request opens nothing twice.'),
});

/** What an entry answers with, by its media type. */
const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });

async function entryIn(
  office: Office,
  context: Parameters<typeof callerOf>[0],
  register: RegisterName,
  id: string,
): Promise<Entry> {
  const entry = await office.records.look(callerOf(context).actor, (view) => view.entry(id));
  if (entry === null || entry.register !== register) throw new Problem('unknown');
  return entry;
}

function readingRoutes(app: OpenAPIHono<Env>, office: Office, name: RegisterName): void {
  const { path, about }: Register = registers[name];
  const tags = [schemaName(name)];
  const entry = entrySchema(name);
  app.openapi(
    createRoute({
      method: 'get',
      path: `/${path}`,
      tags,
      summary: `List ${path.replaceAll('-', ' ')}`,
      description: about,
      request: { query: choiceSchema },
      responses: {
        200: json(pageSchema(entry, schemaName(name)), 'One page.'),
        ...answers('malformed', 'signed-out', 'invalid'),
      },
    }),
    async (context) => {
      const choice = choiceOf(name, context.req.valid('query'));
      return context.json(await office.records.look(callerOf(context).actor, (view) => view.entries(choice)));
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: `/${path}/{id}`,
      tags,
      summary: `Get one of the ${path.replaceAll('-', ' ')}`,
      request: { params: idParam },
      responses: {
        200: json(entry, 'The entry, with its ETag.'),
        304: { description: 'As the caller has it.' },
        ...answers('signed-out', 'unknown', 'invalid'),
      },
    }),
    async (context) =>
      entryResponse(context, await entryIn(office, context, name, context.req.valid('param').id)) as never,
  );
}

/** An administrator admits parties: for a party that has no entry yet he acts as its coordinator. It then has its own. */
async function openingActor(office: Office, caller: Caller, name: RegisterName, body: unknown): Promise<Actor> {
  if (name !== 'party' || !caller.administrator) return caller.actor;
  const { party } = body as BodyOf<'party'>;
  const known = await office.records.look(system, (view) => view.entry(idOf('party', party)));
  if (known !== null) return caller.actor;
  const membership = { party, role: 'coordinator', bodies: [] } as const;
  return {
    ...caller.actor,
    memberships: [...caller.actor.memberships.filter((each) => each.party !== party), membership],
  };
}

function writingRoutes(app: OpenAPIHono<Env>, office: Office, name: RegisterName): void {
  const { path }: Register = registers[name];
  const tags = [schemaName(name)];
  const entry = entrySchema(name);
  app.openapi(
    createRoute({
      method: 'post',
      path: `/${path}`,
      tags,
      summary: `Open one of the ${path.replaceAll('-', ' ')}`,
      request: {
        headers: idempotency,
        body: { required: true, content: { 'application/json': { schema: newEntrySchema(name) } } },
      },
      responses: {
        201: json(entry, 'Opened.'),
        200: json(entry, 'It was opened before with this key.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'conflict', 'invalid'),
      },
    }),
    async (context) => {
      const { body, ...given } = context.req.valid('json');
      const actor = await openingActor(office, callerOf(context), name, body);
      const standing = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Standing;
      const key = context.req.valid('header')['idempotency-key'];
      if (key === undefined)
        return entryResponse(context, await office.secretariat.open(actor, name, body, standing), 201) as never;
      const id = idOf('idempotency', actor.person ?? '', key);
      const before = await office.records.look(actor, (view) => view.entry(id));
      if (before !== null) {
        if (before.register !== name || (before.version === 1 && !isDeepStrictEqual(before.body, body)))
          throw new Problem('key-used');
        return entryResponse(context, before) as never;
      }
      return entryResponse(
        context,
        await office.secretariat.open(actor, name, body, { ...standing, id }),
        201,
      ) as never;
    },
  );
  app.openapi(
    createRoute({
      method: 'patch',
      path: `/${path}/{id}`,
      tags,
      summary: `Change one of the ${path.replaceAll('-', ' ')}`,
      request: {
        params: idParam,
        headers: ifMatch,
        body: { required: true, content: { 'application/json': { schema: changeSchema(name) } } },
      },
      responses: {
        200: json(entry, 'As it stands now.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'unknown', 'conflict', 'version-needed', 'invalid'),
      },
    }),
    async (context) => {
      const version = versionWanted(context);
      const { id } = context.req.valid('param');
      const { visibility, reason } = context.req.valid('json');
      // The body as it was sent: the schema would fill in what was left out.
      const patch = ((await context.req.json()) as { body?: unknown }).body ?? {};
      await entryIn(office, context, name, id);
      const to = { ...(visibility && { visibility }), ...(reason !== undefined && { reason }) };
      return entryResponse(
        context,
        await office.secretariat.amend(callerOf(context).actor, id, patch, version, to),
      ) as never;
    },
  );
}

function withdrawingRoutes(app: OpenAPIHono<Env>, office: Office, name: RegisterName): void {
  const { path }: Register = registers[name];
  const tags = [schemaName(name)];
  const responses = {
    200: json(entrySchema(name), 'As it stands now.'),
    ...answers('malformed', 'signed-out', 'forbidden', 'unknown', 'conflict', 'version-needed', 'invalid'),
  };
  app.openapi(
    createRoute({
      method: 'delete',
      path: `/${path}/{id}`,
      tags,
      summary: `Withdraw one of the ${path.replaceAll('-', ' ')}`,
      description: 'It leaves the lists and stays in the log.',
      request: { params: idParam, headers: ifMatch },
      responses,
    }),
    async (context) => {
      const version = versionWanted(context);
      const { id } = context.req.valid('param');
      await entryIn(office, context, name, id);
      return entryResponse(context, await office.secretariat.withdraw(callerOf(context).actor, id, version)) as never;
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: `/${path}/{id}/restore`,
      tags,
      summary: `Bring back one of the ${path.replaceAll('-', ' ')}`,
      request: { params: idParam, headers: ifMatch },
      responses,
    }),
    async (context) => {
      const version = versionWanted(context);
      const { id } = context.req.valid('param');
      await entryIn(office, context, name, id);
      return entryResponse(context, await office.secretariat.restore(callerOf(context).actor, id, version)) as never;
    },
  );
}

export function registerRoutes(app: OpenAPIHono<Env>, office: Office): void {
  for (const name of registerNames) {
    readingRoutes(app, office, name);
    if (!onlyRead.has(name)) writingRoutes(app, office, name);
    withdrawingRoutes(app, office, name);
  }
}
