import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { entryId } from '../../programme/vocabulary.ts';
import { cursorOf, cursorText, greatestLimit, usualLimit } from '../../records/lists.ts';
import { type Caller, callerOf, type Env } from '../access.ts';
import { followUpTables, type LetterRow } from '../followUpTables.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';

/** The outbox: what was written, what was sent, and what waits for a person to send it. */

const moment = z.iso.datetime();

const letterSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.string(),
    to: z.string(),
    language: z.string(),
    subject: z.string(),
    text: z
      .string()
      .nullable()
      .describe('Null when it was sent, and of letters about passwords: only who gets them may use the link in them.'),
    request: entryId.nullable(),
    body: z.string().nullable(),
    causedBy: z.uuid().nullable(),
    made: moment,
    state: z
      .enum(['waiting', 'refused', 'sent'])
      .describe('waiting: to be sent by itself where a mail server is set; refused: not tried again by itself.'),
    attempts: z.number().int(),
    error: z.string().nullable().describe('What the mail server said last.'),
    sentAt: moment.nullable(),
    sentBy: z.uuid().nullable().describe('Who sent it by hand.'),
  })
  .openapi('Letter');

type ShownLetter = z.infer<typeof letterSchema>;

const stateOf = ({ sent_at, next_try }: LetterRow): ShownLetter['state'] =>
  sent_at !== null ? 'sent' : next_try === null ? 'refused' : 'waiting';

const shown = (letter: LetterRow): ShownLetter => {
  const { id, kind, to, language, subject, request, body, attempts, error } = letter;
  const text = kind === 'password-reset' ? null : letter.text;
  return {
    ...{ id, kind, to, language, subject, text, request, body, attempts, error, state: stateOf(letter) },
    ...{ causedBy: letter.caused_by, made: letter.made.toISOString(), sentBy: letter.sent_by },
    sentAt: letter.sent_at?.toISOString() ?? null,
  };
};

const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });

/** Administrators see all letters, everybody else those that he caused. */
const lettersOf = (office: Office, { administrator, actor }: Caller) => {
  const letters = followUpTables(office.database).selectFrom('letter').selectAll();
  return administrator ? letters : letters.where('caused_by', '=', actor.person);
};

const listQuery = z.object({
  state: z.enum(['waiting', 'refused', 'sent']).optional(),
  request: entryId.optional(),
  after: z.string().max(1000).optional().describe('The cursor `next` of the page before.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(greatestLimit)
    .openapi({ type: 'integer', minimum: 1, maximum: greatestLimit })
    .default(usualLimit),
});

async function pageOf(office: Office, caller: Caller, { state, request, after, limit }: z.infer<typeof listQuery>) {
  let query = lettersOf(office, caller).orderBy('id', 'desc');
  if (state === 'sent') query = query.where('sent_at', 'is not', null);
  if (state === 'waiting') query = query.where('sent_at', 'is', null).where('next_try', 'is not', null);
  if (state === 'refused') query = query.where('sent_at', 'is', null).where('next_try', 'is', null);
  if (request !== undefined) query = query.where('request', '=', request);
  // Ids sort by the time at which the letter was written.
  if (after !== undefined) query = query.where('id', '<', cursorOf(after).id);
  const rows = await query.limit(limit + 1).execute();
  const items = rows.slice(0, limit).map(shown);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : cursorText({ value: null, id: last.id }) };
}

/** Notes that a person sent it; what it said is forgotten then. Noting it twice is noting it once. */
async function sentByHand(office: Office, caller: Caller, id: string): Promise<ShownLetter> {
  const letter = await lettersOf(office, caller).where('id', '=', id).executeTakeFirst();
  if (letter === undefined) throw new Problem('unknown');
  if (letter.sent_at !== null) return shown(letter);
  const now = office.clock.now();
  await followUpTables(office.database)
    .updateTable('letter')
    .set({ sent_at: now, sent_by: caller.actor.person, text: null, next_try: null, error: null })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
  return shown(await lettersOf(office, caller).where('id', '=', id).executeTakeFirstOrThrow());
}

export function letterRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Letter'];
  app.openapi(
    createRoute({
      method: 'get',
      path: '/letters',
      tags,
      summary: 'List letters',
      description: 'Administrators see all, everybody else those that he caused; the newest first.',
      request: { query: listQuery },
      responses: {
        200: json(
          z.strictObject({ items: z.array(letterSchema), next: z.string().nullable() }).openapi('LetterPage'),
          'One page.',
        ),
        ...answers('malformed', 'signed-out', 'invalid'),
      },
    }),
    async (context) =>
      context.json((await pageOf(office, callerOf(context), context.req.valid('query'))) as never, 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/letters/{id}/sent',
      tags,
      summary: 'Note that a letter was sent by hand',
      request: { params: z.object({ id: z.uuid() }) },
      responses: {
        200: json(letterSchema, 'As it stands now.'),
        ...answers('signed-out', 'unknown', 'invalid'),
      },
    }),
    async (context) =>
      context.json((await sentByHand(office, callerOf(context), context.req.valid('param').id)) as never, 200),
  );
}
