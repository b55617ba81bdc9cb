import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { sql } from 'kysely';
import type { Actor } from '../../programme/access.ts';
import { entryId, partyId, visibility } from '../../programme/vocabulary.ts';
import { reading } from '../../records/records.ts';
import { callerOf, type Env } from '../access.ts';
import type { Office } from '../office.ts';
import { answers } from '../problem.ts';

/** What changed: the records that the caller may see, as a list, as the history of one entry, and as they come. */

const changeSchema = z
  .object({
    seq: z.number().int().describe('Number of the record in the log of this instance.'),
    type: z.string().describe('What happened: rapport.activity.amended.'),
    register: z.string().nullable(),
    entry: entryId.nullable(),
    owner: partyId,
    programme: entryId.nullable(),
    visibility,
    author: z.uuid().nullable(),
    time: z.iso.datetime(),
    title: z.string().nullable().describe('Of the entry as it stands now.'),
  })
  .openapi('Change');

export type ListedChange = z.infer<typeof changeSchema>;

const historySchema = changeSchema
  .extend({ version: z.number().int(), reason: z.string().nullable(), body: z.unknown(), hash: z.string() })
  .openapi('Version');

const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const integer = (minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum).openapi({ type: 'integer', minimum, maximum });

interface Row {
  readonly seq: number;
  readonly type: string;
  readonly register: string | null;
  readonly subject: string | null;
  readonly owner: string;
  readonly programme: string | null;
  readonly visibility: ListedChange['visibility'];
  readonly author: string | null;
  readonly time: Date;
  readonly title: string | null;
}

const changeOf = ({ subject, time, ...row }: Row): ListedChange => ({
  ...row,
  entry: subject,
  time: time.toISOString(),
});

/** Records after a number, oldest first, or the newest first. */
export async function changesSeen(
  office: Office,
  actor: Actor,
  wanted: { after?: number; before?: number; programme?: string | undefined; limit: number },
): Promise<ListedChange[]> {
  const { after, before, programme, limit } = wanted;
  return reading(office.database, actor, async (db) => {
    let query = db
      .selectFrom('record')
      .leftJoin('entry', 'entry.id', 'record.subject')
      .select([
        'record.seq',
        'record.type',
        'record.register',
        'record.subject',
        'record.owner',
        'record.programme',
        'record.visibility',
        'record.author',
        'record.time',
        'entry.title',
      ])
      .limit(limit);
    if (programme !== undefined) query = query.where('record.programme', '=', programme);
    if (before !== undefined) query = query.where('record.seq', '<', before);
    query =
      after === undefined
        ? query.orderBy('record.seq', 'desc')
        : query.where('record.seq', '>', after).orderBy('record.seq');
    return (await query.execute()).map(changeOf);
  });
}

const headOf = (office: Office) =>
  office.database.tables.selectFrom('log_head').select('seq').executeTakeFirstOrThrow();

/** How many records a stream sends in one go. */
const batch = 200;
/** Milliseconds between signs of life on a stream, so that proxies keep it open. */
const heartbeat = 20_000;

export function changeRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Change'];
  const programme = entryId.optional();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/changes',
      tags,
      summary: 'What changed, newest first',
      request: {
        query: z.object({
          programme,
          before: integer(1, Number.MAX_SAFE_INTEGER).optional(),
          limit: integer(1, batch).default(50),
        }),
      },
      responses: {
        200: json(
          z.object({ items: z.array(changeSchema) }).openapi('Changes'),
          'One page; the next is before its last number.',
        ),
        ...answers('signed-out', 'invalid'),
      },
    }),
    async (context) => {
      const { before, limit, programme: within } = context.req.valid('query');
      const items = await changesSeen(office, callerOf(context).actor, {
        limit,
        programme: within,
        ...(before !== undefined && { before }),
      });
      return context.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/entries/{id}/history',
      tags,
      summary: 'All versions of an entry that you may see, newest first',
      request: {
        params: z.object({ id: entryId }),
        query: z.object({
          before: integer(1, Number.MAX_SAFE_INTEGER).optional(),
          limit: integer(1, batch).default(50),
        }),
      },
      responses: {
        200: json(z.object({ items: z.array(historySchema) }).openapi('History'), 'The versions.'),
        ...answers('signed-out', 'invalid'),
      },
    }),
    async (context) => {
      const { before, limit } = context.req.valid('query');
      const items = await historyOf(office, callerOf(context).actor, context.req.valid('param').id, limit, before);
      return context.json({ items }, 200);
    },
  );
  streamRoute(app, office);
}

async function historyOf(office: Office, actor: Actor, id: string, limit: number, before = Number.MAX_SAFE_INTEGER) {
  return reading(office.database, actor, async (db) => {
    const { rows } = await sql<Row & { envelope: string; hash: string }>`
      select r.seq, r.type, r.register, r.subject, r.owner, r.programme, r.visibility, r.author, r.time, r.hash, r.envelope, e.title
      from record r join entry e on e.id = r.subject where r.subject = ${id} and r.seq < ${before} order by r.seq desc limit ${limit}`.execute(
      db,
    );
    return rows.map(({ envelope, hash, ...row }) => {
      const { version, reason, body } = JSON.parse(envelope).data;
      return { ...changeOf(row), version, reason, body, hash };
    });
  });
}

/** Server-sent events: a `change` for each record that the caller may see; `Last-Event-ID` goes on where a connection broke. */
function streamRoute(app: OpenAPIHono<Env>, office: Office): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/changes/stream',
      tags: ['Change'],
      summary: 'What changes, as it happens',
      description:
        'Server-sent events. `id` is the number of the record; a client that comes back with Last-Event-ID misses nothing.',
      request: {
        query: z.object({ programme: entryId.optional() }),
        headers: z.object({
          'last-event-id': z
            .string()
            .regex(/^\d{1,15}$/)
            .optional(),
        }),
      },
      responses: {
        200: { description: 'Events named `change`.', content: { 'text/event-stream': { schema: z.string() } } },
        ...answers('signed-out', 'invalid'),
      },
    }),
    async (context) => {
      const { programme } = context.req.valid('query');
      const given = context.req.valid('header')['last-event-id'];
      // Nobody would read the stream, and so nobody would ever end it.
      if (context.req.method === 'HEAD')
        return context.body(null, 200, { 'content-type': 'text/event-stream' }) as never;
      const head = await headOf(office);
      let last = given === undefined ? head.seq : Number(given);
      return streamSSE(context, async (stream) => {
        let rung = given !== undefined;
        let wake = () => {};
        const stop = office.bell.listen(() => {
          rung = true;
          wake();
        });
        // A session that is ended takes its streams with it, at once.
        let ended = false;
        const { session } = callerOf(context);
        const stopEndings = office.signIn.onSessionEnd((id) => {
          if (id !== session) return;
          ended = true;
          wake();
        });
        stream.onAbort(() => {
          stop();
          wake();
        });
        try {
          await stream.writeSSE({ event: 'ready', data: '{}', id: String(last) });
          while (!stream.aborted && !ended) {
            if (rung) {
              rung = false;
              // Rights are looked up anew: who lost his party while the stream was open sees nothing more.
              const caller = await office.people.callerOf(callerOf(context).actor.person);
              if (caller === null || (await office.signIn.sessionOf(context.req.raw)) === null) return;
              // What is in the log now and not for these eyes is not looked at again.
              const { seq } = await headOf(office);
              for (;;) {
                const changes = await changesSeen(office, caller.actor, { after: last, programme, limit: batch });
                for (const change of changes)
                  await stream.writeSSE({ event: 'change', id: String(change.seq), data: JSON.stringify(change) });
                last = changes.at(-1)?.seq ?? last;
                if (changes.length < batch) break;
              }
              last = Math.max(last, seq);
            } else {
              const slept = await new Promise<boolean>((resolve) => {
                const timer = setTimeout(() => resolve(true), heartbeat);
                wake = () => {
                  clearTimeout(timer);
                  resolve(false);
                };
              });
              if (slept) await stream.writeSSE({ event: 'alive', data: '{}' });
            }
          }
        } finally {
          stopEndings();
          stop();
        }
      }) as never;
    },
  );
}
