import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Actor, mayWrite } from '../../programme/access.ts';
import { actingParty, checkProgramme, fault } from '../../programme/checks.ts';
import { version } from '../../programme/documents.ts';
import { Forbidden } from '../../programme/ports.ts';
import { registers } from '../../programme/registers.ts';
import { entryId, line, partyId, sha256, visibility } from '../../programme/vocabulary.ts';
import { greatestLimit, usualLimit } from '../../records/lists.ts';
import { callerOf, type Env } from '../access.ts';
import { entrySchema, pageSchema } from '../entries.ts';
import type { Outcome, Place } from '../fileKeeping.ts';
import type { Importing } from '../importing.ts';
import { importFiles, importSeen, importsSeen, type ListedImport } from '../importLists.ts';
import { type Detail, fileStates, importStates } from '../importTables.ts';
import type { Office } from '../office.ts';
import { answers, Problem } from '../problem.ts';
import { uploadedBytes } from '../uploads.ts';
import { fileBody, receivedFile } from './files.ts';

/** Imports: files that are read in the background, with a report of what became of each; and one file at once. */

/** How many files one import may name: more are several imports. */
const mostFiles = 10_000;

const findings = version.shape.findings.unwrap();
const json = (schema: z.ZodType, description: string) => ({ description, content: { 'application/json': { schema } } });
const count = z.number().int().nonnegative();
const idParam = z.object({ id: entryId });
const paging = {
  after: z.string().max(1000).optional().describe('The cursor `next` of the page before.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(greatestLimit)
    .default(usualLimit)
    .openapi({ type: 'integer', minimum: 1, maximum: greatestLimit }),
};

const placing = {
  owner: partyId.optional().describe('For which party; needed by people of several parties.'),
  programme: entryId.optional(),
  visibility: visibility.optional().describe(`Usually ${registers.document.usual}.`),
};

const importSchema = z
  .object({
    id: entryId,
    person: z.uuid().nullable().describe('Who ordered it; null for the host at the command line.'),
    owner: partyId,
    programme: entryId.nullable(),
    visibility,
    state: z.enum(importStates),
    made: z.iso.datetime(),
    finished: z.iso.datetime().nullable(),
    counts: z
      .object({ waiting: count, done: count, skipped: count, refused: count, failed: count })
      .describe('How many files are in each state.'),
  })
  .openapi('Import');

const importFileSchema = z
  .object({
    n: z.number().int(),
    name: z.string(),
    sha256: sha256.nullable(),
    bytes: z.number().int().nullable(),
    state: z
      .enum(fileStates)
      .describe('skipped: imported before; refused: cannot be read; failed: may be tried again by resuming.'),
    reason: z.string().nullable().describe('Code: why it was skipped, refused or failed.'),
    detail: z.record(z.string(), z.unknown()).describe('What goes with the reason.'),
    documents: z.array(entryId),
    findings,
    milliseconds: z.number().int().nullable(),
  })
  .openapi('ImportFile');

const newImportSchema = z
  .strictObject({
    ...placing,
    files: z
      .array(z.strictObject({ sha256, name: line }))
      .min(1)
      .max(mostFiles)
      .describe('Files that you uploaded before, by POST /files.'),
  })
  .openapi('NewImport');

type Placing = { readonly [Name in keyof Place]?: Place[Name] | undefined };

/** Where the documents are to stand, if the actor may put them there: it is told now, not for each file. */
async function placeOf(office: Office, actor: Actor, given: Placing): Promise<Place> {
  const owner = actingParty(actor, given.owner);
  if (!mayWrite(actor, { register: 'document', owner, bodies: [] }))
    throw new Forbidden(`No documents on behalf of ${owner}.`);
  const programme = given.programme ?? null;
  await office.records.look(actor, (view) => checkProgramme(view, 'document', programme, owner));
  return { owner, programme, visibility: given.visibility ?? registers.document.usual };
}

/** What the caller asks of an import: to see it, or to have a say in it. */
async function importIn(office: Office, context: Context<Env>, id: string, to: 'see' | 'steer'): Promise<ListedImport> {
  const { actor } = callerOf(context);
  const found = await importSeen(office.database, actor, id);
  if (found === null) throw new Problem('unknown');
  if (to === 'steer' && !mayWrite(actor, { register: 'document', owner: found.owner, bodies: [] }))
    throw new Problem('forbidden');
  return found;
}

function orderRoutes(app: OpenAPIHono<Env>, office: Office, importing: Importing): void {
  const tags = ['Import'];
  app.openapi(
    createRoute({
      method: 'post',
      path: '/imports',
      tags,
      summary: 'Import files',
      description:
        'The files are read in the background. What was imported before is skipped: importing twice changes nothing.',
      request: { body: { required: true, content: { 'application/json': { schema: newImportSchema } } } },
      responses: {
        202: json(importSchema, 'It is taken, and is carried out whatever happens to the server.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'too-large', 'invalid'),
      },
    }),
    async (context) => {
      const { files, ...given } = context.req.valid('json');
      const { actor } = callerOf(context);
      const place = await placeOf(office, actor, given);
      const hashes = files.map((file) => file.sha256);
      const bytes = await uploadedBytes(office.database, actor.person, hashes);
      const kept = files.map((file, index) => {
        const known = bytes.get(file.sha256);
        // Whoever knows a hash has not seen the file: he must bring it himself.
        if (known === undefined)
          throw fault(['files', index, 'sha256'], 'not-uploaded', 'Upload the file first, by POST /files.');
        return { ...file, bytes: known };
      });
      const id = await importing.begin(actor.person, { ...place, files: kept });
      importing.wake();
      context.header('location', `/api/v1/imports/${id}`);
      return context.json(await importIn(office, context, id, 'see'), 202);
    },
  );
  for (const act of ['stop', 'resume'] as const) {
    app.openapi(
      createRoute({
        method: 'post',
        path: `/imports/{id}/${act}`,
        tags,
        summary: act === 'stop' ? 'Stop importing' : 'Go on importing',
        description:
          act === 'stop'
            ? 'Files in hand are ended, no further one is begun.'
            : 'Goes on with the files that wait, and tries again those that failed. What is in is left alone.',
        request: { params: idParam },
        responses: {
          200: json(importSchema, 'As it stands now.'),
          ...answers('signed-out', 'forbidden', 'unknown', 'invalid'),
        },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await importIn(office, context, id, 'steer');
        await importing[act](id);
        importing.wake();
        return context.json(await importIn(office, context, id, 'see'), 200);
      },
    );
  }
}

function reportRoutes(app: OpenAPIHono<Env>, office: Office): void {
  const tags = ['Import'];
  app.openapi(
    createRoute({
      method: 'get',
      path: '/imports',
      tags,
      summary: 'List imports',
      description: 'Those of your parties, newest first.',
      request: {
        query: z.object({ owner: partyId.optional(), state: z.enum(importStates).optional(), ...paging }),
      },
      responses: {
        200: json(pageSchema(importSchema, 'Import'), 'One page.'),
        ...answers('malformed', 'signed-out', 'invalid'),
      },
    }),
    async (context) =>
      context.json(await importsSeen(office.database, callerOf(context).actor, context.req.valid('query')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/imports/{id}',
      tags,
      summary: 'Get an import',
      request: { params: idParam },
      responses: { 200: json(importSchema, 'How far it is.'), ...answers('signed-out', 'unknown', 'invalid') },
    }),
    async (context) => context.json(await importIn(office, context, context.req.valid('param').id, 'see'), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/imports/{id}/files',
      tags,
      summary: 'What became of each file',
      request: { params: idParam, query: z.object({ state: z.enum(fileStates).optional(), ...paging }) },
      responses: {
        200: json(pageSchema(importFileSchema, 'ImportFile'), 'One page of the report, in the order of the files.'),
        ...answers('malformed', 'signed-out', 'unknown', 'invalid'),
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      await importIn(office, context, id, 'see');
      const { actor } = callerOf(context);
      return context.json(await importFiles(office.database, actor, id, context.req.valid('query')), 200);
    },
  );
}

/** What a file that could not be entered means to who brought it. */
function problemOf(outcome: Exclude<Outcome, { kind: 'kept' }>): Problem {
  if (outcome.kind === 'closed') return new Problem('busy');
  if (outcome.kind === 'refused') return unreadable(outcome.reason, outcome.detail);
  switch (outcome.reason) {
    case 'forbidden':
    case 'conflict':
    case 'fault':
      return new Problem(outcome.reason);
    case 'missing':
      return new Problem('busy');
    case 'time-limit':
    case 'memory-limit':
    case 'broke-off':
    case 'invalid':
      return unreadable(outcome.reason, outcome.detail);
  }
}

const unreadable = (code: string, detail: Detail): Problem =>
  new Problem('invalid', undefined, [
    { path: ['body'], code, message: `The file cannot be entered: ${code} ${JSON.stringify(detail)}.` },
  ]);

const importedSchema = z
  .object({ documents: z.array(entrySchema('document')), versions: z.array(entrySchema('version')), findings })
  .openapi('ImportedDocuments');

function oneFileRoute(app: OpenAPIHono<Env>, office: Office, importing: Importing): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/documents/import',
      tags: ['Document'],
      summary: 'Import one file now',
      description:
        'Keeps the file, reads it, and enters the documents in it. The same file twice enters nothing twice.',
      request: { query: z.object({ name: line.describe('What the file is called.'), ...placing }), body: fileBody },
      responses: {
        201: json(importedSchema, 'Entered.'),
        200: json(importedSchema, 'It was there already.'),
        ...answers('malformed', 'signed-out', 'forbidden', 'conflict', 'too-large', 'invalid', 'busy'),
      },
    }),
    async (context) => {
      const { name, ...given } = context.req.valid('query');
      const { actor } = callerOf(context);
      const place = await placeOf(office, actor, given);
      const { sha256, bytes } = await receivedFile(office, context, name);
      const outcome = await importing.keep(actor, place, { sha256, bytes, name });
      if (outcome.kind !== 'kept') throw problemOf(outcome);
      const { documents, findings } = outcome;
      const body = {
        documents: documents.map(({ document }) => document),
        versions: documents.map((each) => each.version),
        findings,
      };
      return context.json(body, documents.some(({ added }) => added) ? 201 : 200) as never;
    },
  );
}

export function importRoutes(app: OpenAPIHono<Env>, office: Office, importing: Importing): void {
  orderRoutes(app, office, importing);
  reportRoutes(app, office);
  oneFileRoute(app, office, importing);
}
