import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { system } from '../programme/access.ts';
import { answerRequest } from '../programme/answering.ts';
import { type Fault, Invalid } from '../programme/checks.ts';
import { dayOf } from '../programme/days.ts';
import type { Entry } from '../programme/ports.ts';
import { languageTag } from '../programme/vocabulary.ts';
import { freshId, idOf } from '../records/ids.ts';
import type { Env } from './access.ts';
import { disclosed } from './disclosed.ts';
import {
  addEvidenceFile,
  type EvidenceFile,
  evidenceFiles,
  evidenceFrom,
  evidenceLimits,
  type GivenEvidence,
  hasRoom,
} from './evidence.ts';
import { followUpTables } from './followUpTables.ts';
import { gatheredFrom } from './gathered.ts';
import type { givenAnswer } from './linkSchemas.ts';
import { lastDayOf, linkActor, type OpenLink } from './links.ts';
import { namingOf } from './naming.ts';
import type { Office } from './office.ts';
import { Problem } from './problem.ts';
import { cardsOf } from './receivers.ts';
import { addUpload } from './uploads.ts';

/** What is done behind an open link. */

const shownFile = ({ sha256: hash, name, media_type, bytes, added }: EvidenceFile) => ({
  ...{ sha256: hash, name, mediaType: media_type, bytes: Number(bytes), added: added.toISOString() },
});

/** What the body answered before, as the holder of the link sees it. */
async function answerBefore(office: Office, { link }: OpenLink): Promise<Entry<'answer'> | null> {
  const { items } = await office.records.look(linkActor(link), (view) =>
    view.entries({ register: 'answer', parent: link.request, owner: link.party, body: link.body, limit: 1 }),
  );
  return (items[0] as Entry<'answer'> | undefined) ?? null;
}

const shownAnswer = ({ body: { items, on, language }, version }: Entry<'answer'>) => ({ items, on, language, version });

export async function shown(office: Office, opened: OpenLink) {
  const { link, request } = opened;
  const db = followUpTables(office.database);
  const card = (await cardsOf(db, [link.person])).get(link.person);
  const asked = request.body.to.find(({ body }) => body === link.body);
  const language = languageTag.safeParse(card?.language).data ?? asked?.language ?? 'en';
  const naming = await office.records.look(system, async (view) =>
    namingOf(view, (await gatheredFrom(view, { register: 'body', body: link.body })).items),
  );
  const draft = await db
    .selectFrom('draft')
    .select(['draft', 'saved'])
    .where('request', '=', link.request)
    .where('body', '=', link.body)
    .executeTakeFirst();
  const before = await answerBefore(office, opened);
  const { title, words: given, due, closed } = request.body;
  return {
    request: { title, words: given, due, closed, askedBy: naming.party(request.owner, language) },
    body: { id: link.body, name: naming.body(link.body, language) },
    ...{ language, until: lastDayOf(link) },
    items: await disclosed(office, request, link, language),
    draft: draft === undefined ? null : { draft: draft.draft, saved: draft.saved.toISOString() },
    answer: before === null ? null : shownAnswer(before),
    files: (await evidenceFiles(db, link)).map(shownFile),
    limits: evidenceLimits,
  };
}

export function needOpen({ request }: OpenLink): void {
  if (request.body.closed) throw new Invalid([{ path: [], code: 'request-closed', message: 'The request is closed.' }]);
}

type GivenItem = z.infer<typeof givenAnswer>['items'][number];

/** Items with their evidence as it will stand in the answer. */
function answeredItems(given: readonly GivenItem[], files: readonly EvidenceFile[], before: Entry<'answer'> | null) {
  const named = before?.body.items.flatMap((item) => item.evidence) ?? [];
  const faults: Fault[] = [];
  const items = given.map((item, index) => ({
    ...item,
    evidence: item.evidence.flatMap((each: GivenEvidence, nth) => {
      const found = evidenceFrom(each, files, named);
      const path = ['items', index, 'evidence', nth];
      if (found === null) faults.push({ path, code: 'unknown-file', message: 'No such file came in by this link.' });
      return found ?? [];
    }),
  }));
  if (faults.length > 0) throw new Invalid(faults);
  return items;
}

/** Answers, and lets go of the draft. */
export async function answered(office: Office, opened: OpenLink, given: z.infer<typeof givenAnswer>) {
  const { link, request } = opened;
  const db = followUpTables(office.database);
  const items = answeredItems(given.items, await evidenceFiles(db, link), await answerBefore(office, opened));
  const ports = { records: office.records, clock: office.clock, freshId: () => freshId(office.clock.now()), idOf };
  const { entry, changed } = await answerRequest(
    ports,
    linkActor(link),
    { request, body: link.body, party: link.party },
    { items, language: given.language, on: dayOf(office.clock.now()) },
  );
  await db.deleteFrom('draft').where('request', '=', link.request).where('body', '=', link.body).execute();
  return { ...shownAnswer(entry), changed };
}

/** Characters of a draft. */
const longestDraft = 256 * 1024;

/** Keeps a draft in the place of the one before. */
export async function keepDraft(office: Office, { link }: OpenLink, given: unknown): Promise<void> {
  const draft = JSON.stringify(given);
  if (draft.length > longestDraft) throw new Problem('too-large');
  const row = { draft, saved: office.clock.now() };
  await followUpTables(office.database)
    .insertInto('draft')
    .values({ request: link.request, body: link.body, ...row })
    .onConflict((on) => on.columns(['request', 'body']).doUpdateSet(row))
    .execute();
}

const mediaTypeOf = (header: string | undefined): string => {
  const [type = ''] = (header ?? '').split(';');
  return /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,59}$/.test(type.trim()) ? type.trim() : 'application/octet-stream';
};

/** The bytes of a request; those of JSON were looked at already and are held. */
async function* bytesOf(context: Context<Env>): AsyncGenerator<Uint8Array> {
  const { body, bodyUsed } = context.req.raw;
  try {
    if (bodyUsed) yield new Uint8Array(await context.req.arrayBuffer());
    else if (body !== null) yield* body;
  } catch {
    throw new Problem('malformed', 'The body broke off.');
  }
}

/** Keeps a file that comes in by a link. */
export async function keptFile(office: Office, context: Context<Env>, { link }: OpenLink, name: string) {
  const db = followUpTables(office.database);
  const length = Number(context.req.header('content-length') ?? 0);
  if (length > evidenceLimits.fileBytes || !hasRoom(await evidenceFiles(db, link), length))
    throw new Problem('too-large');
  const kept = await office.files.keep(bytesOf(context), evidenceLimits.fileBytes);
  if (kept.kind === 'too-large') throw new Problem('too-large');
  if (kept.bytes === 0) throw new Invalid([{ path: [], code: 'empty-file', message: 'The file is empty.' }]);
  const added = office.clock.now();
  const media_type = mediaTypeOf(context.req.header('content-type'));
  const file = { sha256: kept.sha256, name, media_type, bytes: kept.bytes, added };
  if (!(await addEvidenceFile(db, link, file))) throw new Problem('too-large');
  await addUpload(office.database, link.person, kept, name, added);
  return shownFile(file);
}
