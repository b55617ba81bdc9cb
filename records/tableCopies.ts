import { createHash } from 'node:crypto';
import pg from 'pg';
import { copyIn, copyOut } from './copying.ts';

/** Tables with all their rows, as text that any PostgreSQL of the same tables takes back. */

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
}

/** A table with the order in which its rows are written, which follows from the rows alone. */
export interface OrderedTable extends Table {
  readonly order: string;
}

export interface Sequence {
  readonly schema: string;
  readonly name: string;
  /** Null where it has given no number yet. */
  readonly value: string | null;
}

const isOurs = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

const listing = `
  select n.nspname as schema, c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
     from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select json_agg(json_build_object('name', a.attname, 'collates', a.attcollation <> 0) order by k.place)
     from pg_index i, unnest(i.indkey::smallint[]) with ordinality as k (attnum, place), pg_attribute a
     where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key,
    (select json_agg(f.confrelid::regclass::text) from pg_constraint f
     where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents,
    c.oid::regclass::text as id
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and ${isOurs}
    and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
  order by n.nspname collate "C", c.relname collate "C"`;

interface Listed extends Table {
  readonly id: string;
  readonly key: readonly { readonly name: string; readonly collates: boolean }[] | null;
  readonly parents: readonly string[] | null;
}

const quoted = pg.escapeIdentifier;
/** The name of a table or sequence in SQL. */
export const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${quoted(schema)}.${quoted(name)}`;

const orderOf = ({ key, name }: Listed): string =>
  key === null
    ? `${quoted(name)}::text collate "C"`
    : key.map((column) => `${quoted(column.name)}${column.collates ? ' collate "C"' : ''}`).join(', ');

/** All tables of the program, those that others point to before them. */
export async function tablesIn(client: pg.ClientBase): Promise<readonly OrderedTable[]> {
  const { rows } = await client.query<Listed>(listing);
  const placed = new Map<string, Listed>();
  while (placed.size < rows.length) {
    const next = rows.find(({ id, parents }) => !placed.has(id) && (parents ?? []).every((each) => placed.has(each)));
    if (next === undefined) throw new Error('Tables point to each other in a circle.');
    placed.set(next.id, next);
  }
  return [...placed.values()].map((table) => ({
    schema: table.schema,
    name: table.name,
    columns: table.columns,
    order: orderOf(table),
  }));
}

export async function sequencesIn(client: pg.ClientBase): Promise<readonly Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select n.nspname as schema, c.relname as name, pg_sequence_last_value(c.oid)::text as value
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${isOurs}
     order by n.nspname collate "C", c.relname collate "C"`,
  );
  return rows;
}

/**
 * Sets what the text of a value depends on, until the transaction ends. Rows that access would hide make the copy fail:
 * none may be missing from it.
 */
export const plainText = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local row_security = off;
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`;

const columnsOf = ({ columns }: Table): string => columns.map(({ name }) => quoted(name)).join(', ');

/** The rows of a table as COPY writes them. */
export const rowsOf = (client: pg.ClientBase, table: OrderedTable): AsyncGenerator<Buffer> =>
  copyOut(client, `copy (select ${columnsOf(table)} from ${nameOf(table)} order by ${table.order}) to stdout`);

/** The SHA-256 of what `rowsOf` gives: equal hashes, equal rows. */
export async function digestOf(client: pg.ClientBase, table: OrderedTable): Promise<string> {
  const sha256 = createHash('sha256');
  for await (const chunk of rowsOf(client, table)) sha256.update(chunk);
  return sha256.digest('hex');
}

/** Puts rows in the place of those that a table has. Triggers are still: what they would do stands in the rows already. */
export async function fill(client: pg.ClientBase, table: Table, rows: AsyncIterable<Uint8Array>): Promise<void> {
  await client.query(`alter table ${nameOf(table)} disable trigger user`);
  await copyIn(client, `copy ${nameOf(table)} (${columnsOf(table)}) from stdin`, rows);
  await client.query(`alter table ${nameOf(table)} enable trigger user`);
}

export async function setSequence(client: pg.ClientBase, sequence: Sequence): Promise<void> {
  if (sequence.value !== null)
    await client.query('select setval($1::regclass, $2)', [nameOf(sequence), sequence.value]);
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The fields of a line that COPY wrote. */
export const fieldsOf = (line: string): (string | null)[] =>
  line
    .replace(/\n$/, '')
    .split('\t')
    .map((field) => (field === '\\N' ? null : field.replace(/\\(.)/g, (_, sign: string) => escapes[sign] ?? sign)));
