import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { registerNames } from '../../programme/registers.ts';
import { entryId, languageTag, partyId, visibility } from '../../programme/vocabulary.ts';
import { reading } from '../../records/records.ts';
import { mostSkipped, search } from '../../records/search.ts';
import { callerOf, type Env } from '../access.ts';
import type { Office } from '../office.ts';
import { peopleSeen } from '../people.ts';
import { answers } from '../problem.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const integer = (minimum: number, maximum: number) =>
  z.coerce.number().int().min(minimum).max(maximum).openapi({ type: 'integer', minimum, maximum });

const hitSchema = z
  .object({
    kind: z.enum(['paragraph', 'entry']),
    register: z.string(),
    entry: entryId.describe('The entry; of a paragraph the document that it stands in.'),
    address: z.string().nullable().describe('Permanent address of the paragraph.'),
    title: z.string(),
    symbol: z.string().nullable(),
    language: languageTag.nullable(),
    owner: partyId,
    programme: entryId.nullable(),
    visibility,
    snippet: z
      .object({ text: z.string(), marks: z.array(z.object({ start: z.number().int(), end: z.number().int() })) })
      .loose()
      .describe('Plain text; what matched is told by offsets.'),
  })
  .openapi('Hit');

const query = z.object({
  q: z
    .string()
    .max(500)
    .describe(
      'Words: all must stand. "In quotation marks": next to each other. -word: not. word*: how it begins. Symbols as they are written.',
    ),
  languages: z
    .string()
    .regex(/^(?:ar|en|es|fr|ru|zh)(?:,(?:ar|en|es|fr|ru|zh))*$/)
    .optional()
    .describe('Languages of the words, separated by commas; all where none is given.'),
  prefix: flag.optional().describe('true while the last word is being typed.'),
  within: z.enum(['paragraph', ...registerNames]).optional(),
  language: languageTag.optional().describe('Only paragraphs in this language.'),
  programme: entryId.optional(),
  owner: partyId.optional(),
  document: entryId.optional(),
  skip: integer(0, mostSkipped).default(0),
  limit: integer(1, 100).default(20),
});

/** People whose names hold every word typed. */
async function peopleNamed(office: Office, caller: ReturnType<typeof callerOf>, typed: string) {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const people = await peopleSeen(office.database.tables, caller, { named: words.slice(0, 8) });
  return people
    .slice(0, 5)
    .map(({ id, name, memberships }) => ({ id, name, parties: memberships.map(({ party }) => party) }));
}

export function searchRoutes(app: OpenAPIHono<Env>, office: Office): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/search',
      tags: ['Search'],
      summary: 'Search over everything you may see',
      description: 'Paragraphs in six languages, entries of all registers, and people. The best first.',
      request: { query },
      responses: {
        200: {
          description: 'The hits.',
          content: {
            'application/json': {
              schema: z
                .object({
                  items: z.array(hitSchema),
                  more: z.boolean(),
                  people: z.array(z.object({ id: z.uuid(), name: z.string(), parties: z.array(z.string()) })),
                })
                .openapi('Hits'),
            },
          },
        },
        ...answers('signed-out', 'invalid'),
      },
    }),
    async (context) => {
      const { q, languages, prefix, ...choice } = context.req.valid('query');
      const caller = callerOf(context);
      const given = Object.fromEntries(
        Object.entries(choice).filter(([, value]) => value !== undefined),
      ) as typeof choice;
      const asked = {
        ...given,
        typed: q,
        prefix: prefix ?? false,
        languages: (languages?.split(',') ?? []) as z.infer<typeof languageTag>[],
      };
      const hits = await reading(office.database, caller.actor, (db) =>
        search(db, asked as Parameters<typeof search>[1]),
      );
      const wantsPeople = choice.skip === 0 && choice.within === undefined && choice.document === undefined;
      return context.json({ ...hits, people: wantsPeople ? await peopleNamed(office, caller, q) : [] } as never, 200);
    },
  );
}
