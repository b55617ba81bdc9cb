import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Correction, Review } from '../programme/documents.ts';
import type { MandateProposal, Page } from '../programme/ports.ts';
import type { BodyOf } from '../programme/registers.ts';
import { type Holding, holdingAfter } from '../programme/reviews.ts';
import { cursorOf, cursorText, greatestLimit, usualLimit } from './lists.ts';
import type { Tables } from './schema.ts';
import { mandateColumns, proposalOf } from './tables.ts';

/** Which mandates to list. Everything given must be true. */
export interface MandateChoice {
  /** Whose review decides what is confirmed and what holds. */
  readonly party: string;
  readonly programme?: string;
  readonly document?: string;
  readonly address?: string;
  readonly symbol?: string;
  readonly force?: string;
  /** A body that is asked. */
  readonly who?: string;
  readonly mark?: string;
  readonly state?: 'proposed' | Review['decision'];
  readonly dueFrom?: string;
  readonly dueTo?: string;
  /** Only those that the machine is sure of, or only the others. */
  readonly sure?: boolean;
  /** In order of their text (newest document first), of what is due next, or the least sure first. */
  readonly sort?: 'text' | 'due' | 'doubt';
  readonly after?: string;
  readonly limit?: number;
}

/** What a party decided about a mandate. */
export interface MandateReview {
  readonly id: string;
  readonly version: number;
  readonly owner: string;
  readonly decision: Review['decision'];
  readonly correction: Correction;
  readonly reason: string;
  readonly by: string | null;
  readonly at: string;
}

export interface MandateFate {
  readonly id: string;
  readonly version: number;
  readonly owner: string;
  readonly fate: BodyOf<'fate'>['fate'];
  readonly on: string | null;
  readonly by: BodyOf<'fate'>['by'];
  readonly remarks: string;
}

/** A mandate with what people decided about it. */
export interface ListedMandate extends MandateProposal {
  readonly citation: string;
  /** False where the latest reading does not have it any more. */
  readonly read: boolean;
  readonly state: 'proposed' | Review['decision'];
  /** What holds for the party that asks; null where it rejected the mandate. */
  readonly holding: Holding | null;
  readonly reviews: readonly MandateReview[];
  readonly fates: readonly MandateFate[];
}

const sureFrom = 0.9;

/** By what a list is sorted: as it is compared, and of what type. Each has an index; then by document and place in it. */
const sorts = {
  text: { key: sql`coalesce(m.date, '0001-01-01'::date)`, type: sql`date`, kind: 'day', direction: 'desc' },
  due: { key: sql`coalesce(m.due_to, '9999-12-31'::date)`, type: sql`date`, kind: 'day', direction: 'asc' },
  doubt: { key: sql`m.confidence`, type: sql`real`, kind: 'share', direction: 'asc' },
} as const;
const place = sql`(m.document, m.n, m.id)`;

/** What the party that asks put in the place of the time that was read. */
const correctedDue = sql`(r.body #>> '{correction,due,to}')::date`;

const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(conditions, sql` and `);

function wantedOf(choice: MandateChoice): RawBuilder<unknown>[] {
  const due = sql`coalesce(${correctedDue}, m.due_to)`;
  const wanted = [sql`(m.read or r.id is not null)`];
  const { programme, document, address, symbol } = choice;
  for (const [name, value] of Object.entries({ programme, document, address, symbol }))
    if (value !== undefined) wanted.push(sql`m.${sql.ref(name)} = ${value}`);
  if (choice.force !== undefined)
    wanted.push(sql`coalesce(r.body #>> '{correction,force}', m.force) = ${choice.force}`);
  if (choice.who !== undefined)
    wanted.push(sql`(m.who @> ${[choice.who]}::text[] or r.bodies @> ${[choice.who]}::text[])`);
  if (choice.mark !== undefined) wanted.push(sql`m.marks @> ${[choice.mark]}::text[]`);
  if (choice.state !== undefined)
    wanted.push(choice.state === 'proposed' ? sql`r.id is null` : sql`r.status = ${choice.state}`);
  if (choice.dueFrom !== undefined) wanted.push(sql`${due} >= ${choice.dueFrom}::date`);
  if (choice.dueTo !== undefined) wanted.push(sql`${due} <= ${choice.dueTo}::date`);
  if (choice.sure !== undefined)
    wanted.push(choice.sure ? sql`m.confidence >= ${sureFrom}` : sql`m.confidence < ${sureFrom}`);
  return wanted;
}

/** Ids of the page in their order, each with what it is sorted by. */
function pageOf(choice: MandateChoice, limit: number): RawBuilder<unknown> {
  const { key: usual, type, kind, direction } = sorts[choice.sort ?? 'text'];
  const cursor = choice.after === undefined ? null : cursorOf(choice.after, kind);
  const part = (key: RawBuilder<unknown>, only: readonly RawBuilder<unknown>[]) => {
    const wanted = [...wantedOf(choice), ...only];
    if (cursor !== null) {
      const from = sql`(select document, n, id from mandate where id = ${cursor.id}::uuid)`;
      const value = sql`${cursor.value}::text::${type}`;
      const [behind, notBefore] = direction === 'desc' ? [sql`<`, sql`<=`] : [sql`>`, sql`>=`];
      wanted.push(sql`${key} ${notBefore} ${value}`, sql`(${key} ${behind} ${value} or ${place} > ${from})`);
    }
    return sql`(
      select m.id, m.document, m.n, ${key} as sort
      from mandate m left join entry r on r.parent = m.id and r.register = 'review' and r.owner = ${choice.party} and not r.withdrawn
      where ${all(wanted)} order by ${key} ${sql.raw(direction)}, m.document, m.n, m.id limit ${limit})`;
  };
  if (choice.sort !== 'due') return part(usual, []);
  // What was corrected stands elsewhere in the order than its index says: few do, and they are sorted by themselves.
  const corrected = part(sql`coalesce(${correctedDue}, '9999-12-31'::date)`, [sql`${correctedDue} is not null`]);
  return sql`(
    select * from (${part(usual, [sql`${correctedDue} is null`])} union all ${corrected}) parts
    order by sort, document, n, id limit ${limit})`;
}

/** Mandates that the actor may see and that are as chosen, one page. */
export async function selectMandates(db: Kysely<Tables>, choice: MandateChoice): Promise<Page<ListedMandate>> {
  const limit = Math.min(Math.max(choice.limit ?? usualLimit, 1), greatestLimit);
  const columns = mandateColumns.map((column) => sql.ref(`m.${column}`));
  const { rows } = await sql<Row & { readonly sort: string }>`
    with page as materialized ${pageOf(choice, limit + 1)}
    select ${sql.join(columns)}, p.sort::text as sort from page p join mandate m on m.id = p.id
    order by p.sort ${sql.raw(sorts[choice.sort ?? 'text'].direction)}, p.document, p.n, p.id`.execute(db);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await withDecisions(db, choice.party, shown),
    next: last === undefined ? null : cursorText({ value: last.sort, id: last.id }),
  };
}

type Row = Parameters<typeof proposalOf>[0];

/** One mandate with what people decided about it; null where the actor may not see it. */
export async function selectMandate(db: Kysely<Tables>, id: string, party: string): Promise<ListedMandate | null> {
  const row = await db.selectFrom('mandate').select(mandateColumns).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const [listed] = await withDecisions(db, party, [row]);
  return listed ?? null;
}

async function withDecisions(db: Kysely<Tables>, party: string, rows: readonly Row[]): Promise<ListedMandate[]> {
  const ids = rows.map(({ id }) => id);
  const decisions =
    ids.length === 0
      ? []
      : await db
          .selectFrom('entry')
          .select(['id', 'register', 'parent', 'owner', 'version', 'body', 'changed_by', 'changed_at'])
          .where('parent', 'in', ids)
          .where('register', 'in', ['review', 'fate'])
          .where('withdrawn', '=', false)
          .orderBy('owner')
          .execute();
  const byMandate = Map.groupBy(decisions, ({ parent }) => parent);
  return rows.map((row) => {
    const own = byMandate.get(row.id) ?? [];
    const reviews = own
      .filter(({ register }) => register === 'review')
      .map(({ id, version, owner, body, changed_by, changed_at }): MandateReview => {
        const { decision, correction, reason } = body as BodyOf<'review'>;
        return { id, version, owner, decision, correction, reason, by: changed_by, at: changed_at.toISOString() };
      });
    const fates = own
      .filter(({ register }) => register === 'fate')
      .map(({ id, version, owner, body }): MandateFate => {
        const { fate, on, by, remarks } = body as BodyOf<'fate'>;
        return { id, version, owner, fate, on, by, remarks };
      });
    const review = reviews.find(({ owner }) => owner === party) ?? null;
    return {
      ...proposalOf(row),
      citation: row.citation,
      read: row.read,
      state: review?.decision ?? 'proposed',
      holding: holdingAfter(row.proposal, review),
      reviews,
      fates,
    };
  });
}
