import { type Kysely, sql } from 'kysely';
import type { Choice, Entry, Page } from '../programme/ports.ts';
import type { Tables } from './schema.ts';
import { entryColumns, entryOf } from './tables.ts';

/** Pages of lists. A cursor is the sort value and the id of the last item: a page costs the same however far in it is. */

export const usualLimit = 50;
export const greatestLimit = 500;

const sorts = {
  changed: { column: 'changed_at', direction: 'desc', kind: 'moment' },
  opened: { column: 'opened_at', direction: 'desc', kind: 'moment' },
  until: { column: 'until', direction: 'asc', kind: 'day' },
  title: { column: 'title', direction: 'asc', kind: 'text' },
} as const;

/** Where a page ends: the value that the list is sorted by, and the id. */
export interface Cursor {
  readonly value: string | null;
  readonly id: string;
}

/** The cursor is not one that a page gave. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
}

export const cursorText = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.value, cursor.id])).toString('base64url');

/** What a list is sorted by: a cursor of one list is none of another. */
export type CursorKind = 'text' | 'moment' | 'day' | 'number' | 'share';

/** Whether a value can stand in a comparison of its kind: PostgreSQL fails on others, and on what no text of it holds. */
function isOfKind(value: string | null, kind: CursorKind): boolean {
  switch (kind) {
    case 'text':
      return value === null || (value.isWellFormed() && !value.includes('\0'));
    case 'moment':
      return (
        value !== null &&
        /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(value) &&
        isDay(value.slice(0, 10)) &&
        !Number.isNaN(Date.parse(value))
      );
    case 'day':
      return value !== null && isDay(value);
    case 'number':
      return value !== null && /^\d{1,9}$/.test(value);
    case 'share':
      return value !== null && /^[01](?:\.\d{1,9})?(?:e-\d{1,2})?$/.test(value);
  }
}

/** A day that there is: PostgreSQL knows no year 0. */
const isDay = (text: string): boolean =>
  /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

export function cursorOf(text: string, kind: CursorKind = 'text'): Cursor {
  try {
    const [value, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const known = (value === null || typeof value === 'string') && typeof id === 'string';
    if (known && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) && isOfKind(value, kind))
      return { value, id };
  } catch {
    // Told below.
  }
  throw new BadCursor('This cursor was not given by a page of this list.');
}

/** Entries that the actor may see and that are as chosen, one page. */
export async function selectEntries(db: Kysely<Tables>, choice: Choice): Promise<Page<Entry>> {
  const { column, direction, kind } = sorts[choice.sort ?? 'changed'];
  const limit = Math.min(Math.max(choice.limit ?? usualLimit, 1), greatestLimit);
  // Moments keep their microseconds in the cursor; a JavaScript date would cut them off.
  const sortText =
    column === 'changed_at' || column === 'opened_at'
      ? sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : sql<string | null>`${sql.ref(column)}::text`;
  let query = db
    .selectFrom('entry')
    .select(entryColumns)
    .select(sortText.as('sort_text'))
    .where('withdrawn', '=', choice.withdrawn ?? false);
  const equal = {
    register: choice.register,
    programme: choice.programme,
    owner: choice.owner,
    parent: choice.parent,
    status: choice.status,
    area: choice.area,
    period: choice.period,
  } as const;
  for (const [name, value] of Object.entries(equal)) {
    if (value !== undefined) query = query.where(name as keyof typeof equal, '=', value);
  }
  if (choice.body !== undefined) query = query.where(sql<boolean>`bodies @> ${[choice.body]}::text[]`);
  if (choice.paragraph !== undefined) query = query.where(sql<boolean>`paragraphs @> ${[choice.paragraph]}::text[]`);
  if (choice.untilFrom !== undefined) query = query.where('until', '>=', choice.untilFrom);
  if (choice.untilTo !== undefined) query = query.where('until', '<=', choice.untilTo);
  if (column === 'until') query = query.where('until', 'is not', null);
  if (choice.after !== undefined) query = query.where(behind(column, direction, cursorOf(choice.after, kind)));
  const rows = await query
    .orderBy(column === 'title' ? sql`title collate "C"` : column, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => entryOf(row)),
    next: last === undefined ? null : cursorText({ value: last.sort_text, id: last.id }),
  };
}

function behind(column: string, direction: 'asc' | 'desc', { value, id }: Cursor) {
  const sort = column === 'title' ? sql`title collate "C"` : sql.ref(column);
  const type = column === 'title' ? sql`text collate "C"` : column === 'until' ? sql`date` : sql`timestamptz`;
  const typed = column === 'title' ? sql`(${value}::text collate "C")` : sql`${value}::${type}`;
  return direction === 'desc'
    ? sql<boolean>`(${sort}, id) < (${typed}, ${id}::uuid)`
    : sql<boolean>`(${sort}, id) > (${typed}, ${id}::uuid)`;
}
