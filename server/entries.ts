import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Choice, Entry } from '../programme/ports.ts';
import { type Register, type RegisterName, registers } from '../programme/registers.ts';
import { address, bodyId, day, entryId, partyId, visibility } from '../programme/vocabulary.ts';
import { greatestLimit, usualLimit } from '../records/lists.ts';
import { Problem } from './problem.ts';

/** Entries as the API gives and takes them: the schemas that routes, documentation and tests share. */

const moment = z.iso.datetime();

/** `working-group` -> `WorkingGroup` */
export const schemaName = (name: RegisterName): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

// A schema that was made before the extension of the API was loaded knows it only after it is cloned.

/** An entry of a register, as given. */
export const entrySchema = (name: RegisterName) => {
  const declared: Register = registers[name];
  return z
    .object({
      id: entryId,
      register: z.literal(name),
      programme: entryId.nullable(),
      owner: partyId,
      visibility,
      version: z.number().int().min(1).describe('One more with every change; the ETag is made of it.'),
      body: declared.schema.clone().openapi(`${schemaName(name)}Body`),
      openedAt: moment,
      openedBy: z.uuid().nullable(),
      changedAt: moment,
      changedBy: z.uuid().nullable(),
      withdrawn: z.boolean(),
    })
    .openapi(schemaName(name));
};

/** A new entry. */
export const newEntrySchema = (name: RegisterName) => {
  const declared: Register = registers[name];
  return z
    .strictObject({
      programme: entryId.nullable().optional(),
      owner: partyId.optional().describe('For which party; needed by people of several parties.'),
      visibility: visibility.optional().describe(`Usually ${declared.usual}.`),
      reason: z.string().max(2000).optional(),
      body: declared.schema,
    })
    .openapi(`New${schemaName(name)}`);
};

export const changeSchema = (name: RegisterName) => {
  const declared: Register = registers[name];
  return z
    .strictObject({
      body: z.strictObject(declared.schema.partial().shape).optional().describe('The fields that change.'),
      visibility: visibility.optional(),
      reason: z.string().max(2000).optional(),
    })
    .openapi(`Change${schemaName(name)}`);
};

const integer = (minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum).openapi({ type: 'integer', minimum, maximum });

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** What lists can be asked for. */
export const choiceSchema = z.object({
  programme: entryId.optional(),
  owner: partyId.optional(),
  parent: entryId
    .optional()
    .describe('The entry that they belong to: the activity of halves, the meeting of outcomes.'),
  status: z.string().max(60).optional(),
  area: entryId.optional(),
  period: entryId.optional(),
  body: bodyId.optional().describe('A body that they concern.'),
  paragraph: address.optional().describe('A paragraph that they point to.'),
  untilFrom: day.optional().describe('Last day, or due, not before.'),
  untilTo: day.optional().describe('Last day, or due, not after.'),
  withdrawn: flag.optional(),
  sort: z.enum(['changed', 'opened', 'until', 'title']).optional(),
  after: z.string().max(1000).optional().describe('The cursor `next` of the page before.'),
  limit: integer(1, greatestLimit).default(usualLimit),
});

export const choiceOf = (register: RegisterName, query: z.infer<typeof choiceSchema>): Choice => {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  return { ...given, register };
};

export const pageSchema = (item: z.ZodType, name: string) =>
  z
    .object({
      items: z.array(item),
      next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
    })
    .openapi(`${name}Page`);

// ---------------------------------------------------------------- versions

export const etagOf = (entry: Entry): string => `"${entry.version}"`;

/** The version that is to be changed, from `If-Match`. */
export function versionWanted(context: Context): number {
  const header = context.req.header('if-match');
  if (header === undefined) throw new Problem('version-needed');
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new Problem('malformed', 'If-Match must be the ETag of the entry, for example "3".');
  return Number(version);
}

/** An entry with its ETag; nothing where the caller has it already. */
export function entryResponse(context: Context, entry: Entry, status: 200 | 201 = 200): Response {
  const etag = etagOf(entry);
  context.header('etag', etag);
  context.header('cache-control', 'private, no-cache');
  const held = status === 200 && context.req.method === 'GET' ? context.req.header('if-none-match') : undefined;
  if (held?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)) return context.body(null, 304);
  if (status === 201) context.header('location', `/api/v1/${registers[entry.register].path}/${entry.id}`);
  return context.json(entry, status);
}
