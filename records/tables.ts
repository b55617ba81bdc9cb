import { type Kysely, sql } from 'kysely';
import type { KeptReading, ProposedMandate } from '../programme/keptReading.ts';
import { type Change, Conflict, type Entry, type Files, type MandateProposal } from '../programme/ports.ts';
import { type BodyOf, type Facts, factsOf, type RegisterName } from '../programme/registers.ts';
import { matchedMandates } from '../programme/reviews.ts';
import type { Language } from '../reader/model.ts';
import { often } from './database.ts';
import { idOf } from './ids.ts';
import type { EntryRow, MandateRow, Tables } from './schema.ts';
import { termsOf } from './searchTerms.ts';

/** The tables that are read from the log: what a change makes of them, today and when they are rebuilt. */

/** When and by whom a change was made. */
export interface Stamp {
  readonly time: Date;
  readonly author: string | null;
}

type Db = Kysely<Tables>;

/** Writes a change into the tables. Fails as a `Conflict` where it is not the next version of its entry. */
export async function applyChange(db: Db, change: Change, stamp: Stamp, files: Pick<Files, 'read'>): Promise<EntryRow> {
  const row = await writeEntry(db, change, factsOf(change.register, change.body), stamp);
  if (change.register === 'version') await applyVersion(db, change as Change<'version'>, files);
  if (change.register === 'document' && change.version > 1) await leadMandatesOf(db, change.id, change.owner, files);
  return row;
}

/** What lists are sorted by is held by an index, which takes at most 2,704 bytes. The body keeps the whole title. */
const sortable = (title: string): string =>
  title.length <= longestTitle ? title : [...title].slice(0, longestTitle).join('');
const longestTitle = 500;

async function writeEntry(db: Db, change: Change, facts: Facts, { time, author }: Stamp): Promise<EntryRow> {
  const { title, status, from, until, parent, area, period, bodies, paragraphs, text } = facts;
  const stands = {
    ...{ programme: change.programme, visibility: change.visibility, version: change.version },
    body: JSON.stringify(change.body),
    ...{ title: sortable(title), status, from, until, parent, area, period },
    bodies: [...bodies],
    paragraphs: [...paragraphs],
    changed_at: time,
    changed_by: author,
    withdrawn: change.withdrawn,
    terms: sql<string>`${termsOf(text, null)}::tsvector`,
  };
  const { id, register, owner } = change;
  // Who may not see what he writes is refused here by row-level security: what is returned must be seen.
  const [row] =
    change.version === 1
      ? await often(
          db,
          db
            .insertInto('entry')
            .values({ id, register, owner, ...stands, opened_at: time, opened_by: author })
            .onConflict((on) => on.doNothing())
            .returning(entryColumns),
        )
      : await often(
          db,
          db
            .updateTable('entry')
            .set(stands)
            .where('id', '=', id)
            .where('register', '=', register)
            .where('owner', '=', owner)
            .where('version', '=', change.version - 1)
            .returning(entryColumns),
        );
  if (row === undefined) throw new Conflict(id);
  return row;
}

/** Rows go in by the thousand: PostgreSQL takes at most 65,535 parameters. */
const rowsAtOnce = 1000;

async function readingOf(files: Pick<Files, 'read'>, sha256: string): Promise<KeptReading> {
  const bytes = await files.read(sha256);
  if (bytes === null)
    throw new Error(`The reading ${sha256} is not held: restore the files before the tables are rebuilt.`);
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** Paragraphs of a version in the place of those it had, and the mandates of its document where it leads. */
async function applyVersion(db: Db, change: Change<'version'>, files: Pick<Files, 'read'>): Promise<void> {
  await db.deleteFrom('paragraph').where('version', '=', change.id).execute();
  if (!change.withdrawn) await addParagraphs(db, change, await readingOf(files, change.body.reading));
  await leadMandatesOf(db, change.body.document, change.owner, files);
}

async function addParagraphs(
  db: Db,
  { id, body, owner, programme, visibility }: Change<'version'>,
  reading: KeptReading,
): Promise<void> {
  const { language } = body;
  const { date } = reading;
  const rows = reading.paragraphs.map((paragraph, n) => ({
    ...{ version: id, n, document: body.document, language, date, owner, programme, visibility },
    ...{
      node: paragraph.node,
      address: paragraph.address,
      kind: paragraph.kind,
      number: paragraph.number,
      text: paragraph.text,
    },
    cites: [...paragraph.cites],
    terms: sql<string>`${termsOf(paragraph.text, language)}::tsvector`,
  }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await db
      .insertInto('paragraph')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute();
  }
}

const leading = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];

/** The version that the mandates of a document are read from: of its own owner, in the first language of the order, the latest. */
async function leadOf(db: Db, document: EntryRow): Promise<EntryRow | null> {
  const versions = await db
    .selectFrom('entry')
    .select(entryColumns)
    .where('register', '=', 'version')
    .where('parent', '=', document.id)
    .where('owner', '=', document.owner)
    .where('withdrawn', '=', false)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const rank = (row: EntryRow): number =>
    (leading.indexOf(row.status ?? '') + leading.length + 1) % (leading.length + 1);
  return versions.reduce<EntryRow | null>((best, row) => (best === null || rank(row) < rank(best) ? row : best), null);
}

/** Mandates are read from the owner's own files: nobody changes what stands in the other side's register. */
async function leadMandatesOf(db: Db, id: string, owner: string, files: Pick<Files, 'read'>): Promise<void> {
  const document = await db.selectFrom('entry').select(entryColumns).where('id', '=', id).executeTakeFirst();
  if (document === undefined) throw new Error(`Document ${id} has no entry.`);
  if (document.owner === owner) await leadMandates(db, document, files);
}

/**
 * Mandates as the leading version has them. Those of the earlier reading keep their ids; one that is not read any more stays,
 * marked as such, since people may have decided about it.
 */
async function leadMandates(db: Db, document: EntryRow, files: Pick<Files, 'read'>): Promise<void> {
  const standing = await db
    .selectFrom('mandate')
    .select(['id', 'paragraph', 'act', 'nth'])
    .where('document', '=', document.id)
    .orderBy('n')
    .orderBy('id')
    .execute();
  const lead = document.withdrawn ? null : await leadOf(db, document);
  const proposals = lead === null ? [] : (await readingOf(files, (lead.body as BodyOf<'version'>).reading)).mandates;
  const matches = matchedMandates(standing, proposals);
  if (standing.length > 0) {
    const renewed = matches.flatMap((match) => (match === null ? [] : [match.id]));
    await db
      .deleteFrom('mandate')
      .where('document', '=', document.id)
      .where('id', 'in', [noId, ...renewed])
      .execute();
    await db.updateTable('mandate').set({ read: false }).where('document', '=', document.id).execute();
  }
  if (lead === null) return;
  const taken = new Set(standing.map(({ id }) => id));
  const rows = proposals.map((proposal, n) =>
    mandateRow(proposal, n, matches[n]?.id ?? freeId(document.id, proposal, taken), document, lead),
  );
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await db
      .insertInto('mandate')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute();
  }
}

/** An id that no entry has: `in ()` with nothing in it is no SQL. */
const noId = '00000000-0000-0000-0000-000000000000';

/** The id follows from where a mandate stands, unless another one that stood there keeps it. */
function freeId(document: string, { paragraph, act, nth }: ProposedMandate, taken: ReadonlySet<string>): string {
  for (let turn = 0; ; turn++) {
    const id = idOf('mandate', document, paragraph, act, String(nth), ...(turn === 0 ? [] : [String(turn)]));
    if (!taken.has(id)) return id;
  }
}

const outermost = (days: readonly (string | null)[], last: boolean): string | null => {
  const known = days.filter((day) => day !== null).sort();
  return (last ? known.at(-1) : known[0]) ?? null;
};

function mandateRow(proposal: ProposedMandate, n: number, id: string, document: EntryRow, lead: EntryRow) {
  const { paragraph, act, nth, address, citation, force, deliverable, confidence, due } = proposal;
  const { symbol, date } = document.body as BodyOf<'document'>;
  return {
    id,
    read: true,
    ...{
      document: document.id,
      version: lead.id,
      n,
      paragraph,
      address,
      citation,
      act,
      nth,
      force,
      deliverable,
      confidence,
      symbol,
      date,
    },
    language: lead.status,
    who: [...proposal.who],
    // Of several dates the first is what a desk has to meet next.
    due_from: outermost(
      due.map(({ from }) => from),
      false,
    ),
    due_to: outermost(
      due.map(({ to }) => to),
      false,
    ),
    marks: [...proposal.marks],
    proposal: JSON.stringify(proposal),
    ...{ owner: document.owner, programme: document.programme, visibility: document.visibility },
    terms: sql<string>`${termsOf(`${proposal.text}\n${proposal.who.join(' ')}`, lead.status as Language | null)}::tsvector`,
  };
}

// ---------------------------------------------------------------- rows as the programme knows them

export const entryColumns = [
  ...(['id', 'register', 'programme', 'owner', 'visibility', 'version', 'body', 'title', 'status', 'from'] as const),
  ...(['until', 'parent', 'area', 'period', 'bodies', 'paragraphs', 'opened_at', 'opened_by'] as const),
  ...(['changed_at', 'changed_by', 'withdrawn'] as const),
] as const satisfies readonly (keyof EntryRow)[];

export const mandateColumns = [
  ...(['id', 'document', 'version', 'n', 'read', 'paragraph', 'address', 'citation', 'language', 'symbol'] as const),
  ...(['date', 'act', 'nth', 'force', 'who', 'deliverable', 'due_from', 'due_to', 'marks'] as const),
  ...(['confidence', 'proposal', 'owner', 'programme', 'visibility'] as const),
] as const satisfies readonly (keyof MandateRow)[];

const moment = (date: Date): string => date.toISOString();

export const entryOf = <Name extends RegisterName>(row: EntryRow): Entry<Name> => ({
  id: row.id,
  register: row.register as Name,
  programme: row.programme,
  owner: row.owner,
  visibility: row.visibility,
  version: row.version,
  body: row.body as BodyOf<Name>,
  openedAt: moment(row.opened_at),
  openedBy: row.opened_by,
  changedAt: moment(row.changed_at),
  changedBy: row.changed_by,
  withdrawn: row.withdrawn,
});

export const proposalOf = (row: MandateRow): MandateProposal => ({
  id: row.id,
  key: { document: row.document, paragraph: row.paragraph, act: row.act, nth: row.nth },
  ...{ version: row.version, address: row.address, language: row.language, symbol: row.symbol, date: row.date },
  ...{ owner: row.owner, programme: row.programme, visibility: row.visibility },
  proposal: row.proposal,
});
