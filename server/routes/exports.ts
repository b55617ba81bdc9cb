import { ReadableStream } from 'node:stream/web';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Actor } from '../../programme/access.ts';
import type { Choice, Entry, Page } from '../../programme/ports.ts';
import { type Register, registerNames, registers } from '../../programme/registers.ts';
import { greatestLimit } from '../../records/lists.ts';
import { csvMark, csvRow } from '../../report/office/csv.ts';
import { openWorkbook } from '../../report/office/xlsx.ts';
import { callerOf, type Env } from '../access.ts';
import { headOf, rowOf, widthsOf } from '../cells.ts';
import { choiceOf, choiceSchema, schemaName } from '../entries.ts';
import type { Office } from '../office.ts';
import { answers } from '../problem.ts';

/** Whole registers as files, page by page from the database to the reader: the longest list takes no more memory than the shortest. */

const forms = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
} as const;
type Form = keyof typeof forms;

type Chosen = Choice & { readonly register: Entry['register'] };

/** All entries that are chosen, page by page, behind a first page that was read already. */
async function* allEntries(office: Office, actor: Actor, choice: Choice, first: Page<Entry>): AsyncGenerator<Entry> {
  for (let page = first; ; page = await pageOf(office, actor, choice, page.next)) {
    yield* page.items;
    if (page.next === null) return;
  }
}

const pageOf = (office: Office, actor: Actor, choice: Choice, after: string | null): Promise<Page<Entry>> =>
  office.records.look(actor, (view) =>
    view.entries({ ...choice, limit: greatestLimit, ...(after !== null && { after }) }),
  );

async function* csvOf(choice: Chosen, entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvMark + csvRow(headOf(choice.register)));
  for await (const entry of entries) yield Buffer.from(csvRow(rowOf(entry)));
}

async function* xlsxOf(
  { register }: { register: Entry['register'] },
  entries: AsyncIterable<Entry>,
): AsyncGenerator<Uint8Array> {
  const workbook = openWorkbook({
    name: registers[register].path,
    head: headOf(register),
    widths: widthsOf(register),
    rightToLeft: false,
  });
  for await (const entry of entries) {
    workbook.row(rowOf(entry));
    yield* workbook.taken();
  }
  workbook.end();
  yield* workbook.taken();
}

async function* jsonOf(_: unknown, entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  let mark = '{"items":[\n';
  for await (const entry of entries) {
    yield Buffer.from(mark + JSON.stringify(entry));
    mark = ',\n';
  }
  yield Buffer.from(mark === ',\n' ? '\n]}\n' : '{"items":[]}\n');
}

const writers = { csv: csvOf, xlsx: xlsxOf, json: jsonOf } as const;

/** The head is sent already: the file breaks off, and so it must be seen to. */
async function* brokenOff(
  office: Office,
  { register }: Chosen,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    office.log({ event: 'export-broken', register, error: error instanceof Error ? error.stack : String(error) });
    throw error;
  }
}

async function exported(office: Office, context: Context<Env>, choice: Chosen, form: Form): Promise<Response> {
  const { actor } = callerOf(context);
  // What cannot be read at all is answered as a problem, before there is a file.
  const first = await pageOf(office, actor, choice, null);
  const chunks = writers[form](choice, allEntries(office, actor, choice, first));
  return context.body(ReadableStream.from(brokenOff(office, choice, chunks)) as globalThis.ReadableStream, 200, {
    'content-type': forms[form],
    'content-disposition': `attachment; filename="${registers[choice.register].path}.${form}"`,
    'cache-control': 'no-store',
  });
}

export function exportRoutes(app: OpenAPIHono<Env>, office: Office): void {
  for (const name of registerNames) {
    const { path }: Register = registers[name];
    app.openapi(
      createRoute({
        method: 'get',
        path: `/${path}/export/{form}`,
        tags: [schemaName(name)],
        summary: `Export the ${path.replaceAll('-', ' ')}`,
        description: 'All that the filters choose and you may see, as a file.',
        request: {
          params: z.object({ form: z.enum(['csv', 'xlsx', 'json']) }),
          query: choiceSchema.omit({ after: true, limit: true }),
        },
        responses: {
          200: {
            description: 'The file.',
            content: Object.fromEntries(Object.values(forms).map((type) => [type, { schema: z.string() }])),
          },
          ...answers('signed-out', 'invalid'),
        },
      }),
      async (context) =>
        (await exported(
          office,
          context,
          { ...choiceOf(name, context.req.valid('query') as z.infer<typeof choiceSchema>), register: name },
          context.req.valid('param').form,
        )) as never,
    );
  }
}
