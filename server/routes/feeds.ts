import { createHash, randomBytes } from 'node:crypto';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import type { Actor } from '../../programme/access.ts';
import type { RegisterName } from '../../programme/registers.ts';
import { registers } from '../../programme/registers.ts';
import { entryId, line } from '../../programme/vocabulary.ts';
import { freshId } from '../../records/ids.ts';
import { reading } from '../../records/records.ts';
import { type CalendarEvent, toCalendar } from '../../report/office/ical.ts';
import { callerOf, type Env } from '../access.ts';
import { toAtom } from '../atom.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';
import { changesSeen } from './changes.ts';

/** Calendars and feeds by private address: whoever has it sees what its person sees, until it is taken back. */

const kind = z.enum(['dates', 'changes']);
const feedSchema = z
  .object({
    id: entryId,
    kind,
    programme: entryId.nullable(),
    name: line,
    made: z.iso.datetime(),
    lastUsed: z.iso.datetime().nullable(),
  })
  .openapi('Feed');
const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export function feedRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Feed'];
  app.openapi(
    createRoute({
      method: 'post',
      path: '/feeds',
      tags,
      summary: 'Make a calendar or a feed with a private address',
      request: {
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z
                .strictObject({ kind, programme: entryId.nullable().default(null), name: line })
                .openapi('NewFeed'),
            },
          },
        },
      },
      responses: {
        201: json(feedSchema.extend({ url: z.url() }), 'Its address is shown this once.'),
        ...answers('malformed', 'signed-out', 'invalid'),
      },
    }),
    async (context) => {
      const { actor } = callerOf(context);
      const given = context.req.valid('json');
      const token = randomBytes(32).toString('base64url');
      const made = office.clock.now();
      const id = freshId(made);
      await office.database.tables
        .insertInto('feed')
        .values({ id, token_hash: hashOf(token), person: actor.person, ...given, made })
        .execute();
      const file = given.kind === 'dates' ? 'dates.ics' : 'changes.atom';
      return context.json(
        {
          id,
          ...given,
          made: made.toISOString(),
          lastUsed: null,
          url: `${office.baseUrl}/api/v1/feeds/${token}/${file}`,
        },
        201,
      );
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/feeds',
      tags,
      summary: 'Your calendars and feeds',
      responses: { 200: json(z.object({ items: z.array(feedSchema) }), 'All of them.'), ...answers('signed-out') },
    }),
    async (context) => {
      const rows = await office.database.tables
        .selectFrom('feed')
        .selectAll()
        .where('person', '=', callerOf(context).actor.person)
        .orderBy('made')
        .execute();
      const items = rows.map(({ id, kind: of, programme, name, made, last_used }) => ({
        id,
        kind: of,
        programme,
        name,
        made: made.toISOString(),
        lastUsed: last_used?.toISOString() ?? null,
      }));
      return context.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/feeds/{id}',
      tags,
      summary: 'Take a private address back',
      request: { params: z.object({ id: entryId }) },
      responses: { 204: { description: 'It leads nowhere now.' }, ...answers('signed-out', 'unknown', 'invalid') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const result = await office.database.tables
        .deleteFrom('feed')
        .where('id', '=', id)
        .where('person', '=', callerOf(context).actor.person)
        .executeTakeFirst();
      if (result.numDeletedRows === 0n) throw new Problem('unknown');
      return context.body(null, 204);
    },
  );
  privateRoutes(app, office);
}

interface Feed {
  readonly name: string;
  readonly programme: string | null;
  readonly actor: Actor;
}

/** The feed of a token, seen with the eyes of its person as he is today. */
async function feedOf(office: Office, token: string, of: z.infer<typeof kind>): Promise<Feed> {
  const row = await office.database.tables
    .updateTable('feed')
    .set({ last_used: office.clock.now() })
    .where('token_hash', '=', hashOf(token))
    .where('kind', '=', of)
    .returningAll()
    .executeTakeFirst();
  const caller = row === undefined ? null : await office.people.callerOf(row.person);
  if (row === undefined || caller === null) throw new Problem('unknown');
  return { name: row.name, programme: row.programme, actor: caller.actor };
}

function privateRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const params = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
  const of = (type: string) => ({
    200: { description: 'The feed.', content: { [type]: { schema: z.string() } } },
    ...answers('unknown', 'invalid'),
  });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/feeds/{token}/dates.ics',
      tags: ['Feed'],
      summary: 'Dates as a calendar (RFC 5545)',
      description: 'Needs no session: the address is the key.',
      request: { params },
      responses: of('text/calendar'),
    }),
    async (context) => {
      const feed = await feedOf(office, context.req.valid('param').token, 'dates');
      const events = await datesOf(office, feed);
      return context.body(toCalendar(feed.name, 'dates', events), 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, max-age=300',
      }) as never;
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/feeds/{token}/changes.atom',
      tags: ['Feed'],
      summary: 'What changed as a feed (RFC 4287)',
      description: 'Needs no session: the address is the key.',
      request: { params },
      responses: of('application/atom+xml'),
    }),
    async (context) => {
      const { token } = context.req.valid('param');
      const feed = await feedOf(office, token, 'changes');
      const changes = await changesSeen(office, feed.actor, { limit: 100, programme: feed.programme ?? undefined });
      const entries = changes.map(({ seq, type, title, time, owner, entry, register }) => ({
        id: `urn:rapport:${office.instance}:record:${seq}`,
        title: `${owner} · ${title ?? ''} · ${type.split('.').slice(1).join(' ')}`,
        updated: time,
        author: owner,
        link:
          entry === null || register === null
            ? null
            : `${office.baseUrl}/api/v1/${registers[register as RegisterName].path}/${entry}`,
      }));
      const atom = toAtom({
        id: `urn:rapport:${office.instance}:feed:${hashOf(token).slice(0, 16)}`,
        title: feed.name,
        entries,
        updated: changes[0]?.time ?? office.clock.now().toISOString(),
      });
      return context.body(atom, 200, {
        'content-type': 'application/atom+xml; charset=utf-8',
        'cache-control': 'private, max-age=60',
      }) as never;
    },
  );
}

/** Registers whose last day is a date to keep. */
const dated: readonly RegisterName[] = ['activity', 'agreement', 'meeting', 'outcome', 'request'];
const mostEvents = 5000;
const noticeDays = 14;

interface DatedRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly from: string | null;
  readonly until: string;
  readonly changed: Date;
  readonly status: string | null;
  readonly words: string;
}

async function datesOf(office: Office, { actor, programme }: Feed): Promise<CalendarEvent[]> {
  const within = programme === null ? sql`true` : sql`programme = ${programme}`;
  const rows = await reading(office.database, actor, async (db) => {
    const found = await sql<DatedRow>`
      (select id::text, register as kind, title, "from"::text, coalesce("until", "from")::text as until, changed_at as changed, status, title as words from entry
       where register = any (${dated}) and not withdrawn and coalesce("until", "from") is not null and ${within})
      union all
      (select address, 'mandate', citation, due_from::text, due_to::text, coalesce(date, due_to)::timestamptz, force, proposal ->> 'text' from mandate
       where read and due_to is not null and ${within})
      order by until desc, id limit ${mostEvents}`.execute(db);
    return found.rows;
  });
  return rows.map(({ id, kind: of, title, from, until, changed, status, words }) => ({
    id: of === 'mandate' ? `${id}~${until}` : `urn:uuid:${id}`,
    // Of what is planned over months a calendar shows the last day, of a meeting all its days.
    from: of === 'meeting' && from !== null ? from : until,
    to: until,
    stamp: changed.toISOString(),
    summary: title.slice(0, 200),
    description: [words, status ?? ''].filter(Boolean).join('\n').slice(0, 2000),
    categories: [of],
    notice: { days: noticeDays, words: title.slice(0, 200) },
  }));
}
