import { type Kysely, sql } from 'kysely';
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

/** Mandates that the actor may see and that are as chosen, one page. */
export async function selectMandates(db: Kysely<Tables>, choice: MandateChoice): Promise<Page<ListedMandate>> {
  const limit = Math.min(Math.max(choice.limit ?? usualLimit, 1), greatestLimit);
  const own = sql`left join entry r on r.parent = m.id and r.register = 'review' and r.owner = ${choice.party} and not r.withdrawn`;
  const due = sql`coalesce((r.body #>> '{correction,due,to}')::date, m.due_to)`;
  const wanted = [sql`(m.read or r.id is not null)`];
  const equal = {
    programme: choice.programme,
    document: choice.document,
    address: choice.address,
    symbol: choice.symbol,
  } as const;
  for (const [name, value] of Object.entries(equal))
    if (value !== undefined) wanted.push(sql`m.${sql.ref(name)} = ${value}`);
  if (choice.force !== undefined)
    wanted.push(sql`coalesce(r.body #>> '{correction,force}', m.force) = ${choice.force}`);
  if (choice.who !== undefined)
    wanted.push(sql`(m.who @> ${[choice.who]}::text[] or r.bodies @> ${[choice.who]}::text[])`);
  if (choice.mark !== undefined) wanted.push(sql`m.marks @> ${[choice.mark]}::text[]`);
  if (choice.state !== undefined) wanted.push(sql`coalesce(r.status, 'proposed') = ${choice.state}`);
  if (choice.dueFrom !== undefined) wanted.push(sql`${due} >= ${choice.dueFrom}::date`);
  if (choice.dueTo !== undefined) wanted.push(sql`${due} <= ${choice.dueTo}::date`);
  if (choice.sure !== undefined)
    wanted.push(choice.sure ? sql`m.confidence >= ${sureFrom}` : sql`m.confidence < ${sureFrom}`);
  // What is sorted by is one text, so that one cursor serves every order.
  const keys = {
    text: sql<string>`to_char(coalesce(m.date, '0001-01-01'), 'YYYY-MM-DD')`,
    due: sql<string>`coalesce(to_char(${due}, 'YYYY-MM-DD'), '9999-12-31')`,
    doubt: sql<string>`to_char(m.confidence, '0.000000')`,
  };
  const sort = choice.sort ?? 'text';
  const direction = sql.raw(sort === 'text' ? 'desc' : 'asc');
  const place = sql`(m.document::text || to_char(m.n, '000000') || m.id::text)`;
  if (choice.after !== undefined) {
    const { value, id } = cursorOf(choice.after);
    const behind = sort === 'text' ? sql`<` : sql`>`;
    const from = sql`(select document::text || to_char(n, '000000') || id::text from mandate where id = ${id}::uuid)`;
    wanted.push(sql`(${keys[sort]} ${behind} ${value} or (${keys[sort]} = ${value} and ${place} > ${from}))`);
  }
  const { rows } = await sql<Row>`
    select ${sql.join(mandateColumns.map((column) => sql.ref(`m.${column}`)))}, ${keys[sort]} as sort_text, coalesce(r.status, 'proposed') as state
    from mandate m ${own}
    where ${sql.join(wanted, sql` and `)}
    order by ${keys[sort]} ${direction}, ${place} limit ${limit + 1}`.execute(db);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await withDecisions(db, choice.party, shown),
    next: last === undefined ? null : cursorText({ value: last.sort_text, id: last.id }),
  };
}

type Row = Parameters<typeof proposalOf>[0] & { readonly sort_text: string; readonly state: ListedMandate['state'] };

/** One mandate with what people decided about it; null where the actor may not see it. */
export async function selectMandate(db: Kysely<Tables>, id: string, party: string): Promise<ListedMandate | null> {
  const row = await db.selectFrom('mandate').select(mandateColumns).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const [listed] = await withDecisions(db, party, [{ ...row, sort_text: '', state: 'proposed' }]);
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
