import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../programme/access.ts';
import { accessTable, type Relation } from '../programme/accessTable.ts';
import { registerNames, registers } from '../programme/registers.ts';
import type { Visibility } from '../programme/vocabulary.ts';
import { openDatabase } from './database.ts';
import { idOf } from './ids.ts';
import { migrate } from './migrate.ts';
import { beginning } from './records.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

/** The same table once more, in SQL: the application's role, told who asks, against rows that its owner put there. */

const visibilities: readonly Visibility[] = ['internal', 'parties', 'public'];
const partyOf: Readonly<Record<Relation, string>> = {
  owner: 'OIC',
  party: 'UN',
  observer: 'LAS',
  third: 'OSCE',
  stranger: 'AU',
};
const programme = idOf('programme');
const tables = ['entry', 'record', 'paragraph', 'mandate'] as const;

let made: TestDatabase;
let client: pg.Client;

const actorOf = ({ relation, role, concerned }: (typeof accessTable)[number]): Actor => ({
  person: null,
  memberships: [
    { party: partyOf[relation], role, bodies: role === 'focal-point' ? [concerned ? 'OIC/SESRIC' : 'OIC/IRCICA'] : [] },
  ],
});

const entryId = (visibility: Visibility, within: string | null): string => idOf('entry', visibility, within ?? 'none');

async function addRows(visibility: Visibility, within: string | null): Promise<void> {
  const id = entryId(visibility, within);
  await client.query(
    `insert into entry (id, register, programme, owner, visibility, version, body, title, bodies, opened_at, changed_at, terms)
     values ($1, 'half', $2, 'OIC', $3, 1, '{}', 't', '{OIC/SESRIC}', now(), now(), 'sought')`,
    [id, within, visibility],
  );
  await client.query(
    `insert into record (seq, id, type, register, subject, owner, programme, visibility, bodies, time, hash, envelope, jws)
     values ((select coalesce(max(seq), 0) + 1 from record), $1, 't', 'half', $1, 'OIC', $2, $3, '{OIC/SESRIC}', now(), '', '', '')`,
    [id, within, visibility],
  );
  await client.query(
    `insert into paragraph (version, n, document, node, address, kind, text, owner, programme, visibility, terms)
     values ($1, 0, $1, 'op1', 'a', 'operative', 't', 'OIC', $2, $3, 'sought')`,
    [id, within, visibility],
  );
  await client.query(
    `insert into mandate (id, document, version, n, read, paragraph, address, citation, act, nth, force, who, marks, confidence, proposal, owner, programme, visibility)
     values ($1, $1, $1, 0, true, 'op1', 'a', 'c', 'request', 0, 'request', '{}', '{}', 1, '{}', 'OIC', $2, $3)`,
    [id, within, visibility],
  );
}

beforeAll(async () => {
  made = await testDatabase(async (connection) => {
    const database = openDatabase(connection);
    await migrate(database.tables);
    await database.close();
  });
  client = new pg.Client(made.connection);
  await client.connect();
  const parties = [
    { party: 'OIC', as: 'party' },
    { party: 'UN', as: 'party' },
    { party: 'LAS', as: 'observer' },
    { party: 'OSCE', as: 'third' },
  ];
  await client.query(
    `insert into entry (id, register, owner, visibility, version, body, title, opened_at, changed_at)
     values ($1, 'programme', 'OIC', 'internal', 1, $2, 'p', now(), now())`,
    [programme, JSON.stringify({ parties })],
  );
  for (const within of [programme, null]) for (const visibility of visibilities) await addRows(visibility, within);
});

afterAll(async () => {
  await client.end();
  await made.drop();
});

/** Does something as the actor, and undoes it. */
async function as<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
  await client.query(beginning(actor, 'read write'));
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

const idColumn = { entry: 'id', record: 'subject', paragraph: 'version', mandate: 'id' } as const;

async function seen(table: (typeof tables)[number], within: string | null): Promise<Visibility[]> {
  const wanted = new Map(visibilities.map((visibility) => [entryId(visibility, within), visibility]));
  const { rows } = await client.query(
    `select ${idColumn[table]} as id from ${table} where ${idColumn[table]} = any ($1)`,
    [[...wanted.keys()]],
  );
  const found = rows.map(({ id }) => wanted.get(id));
  return visibilities.filter((visibility) => found.includes(visibility));
}

/** Whether PostgreSQL lets the statement pass and it touches a row. */
async function passes(statement: string, values: readonly unknown[]): Promise<boolean> {
  await client.query('savepoint attempt');
  try {
    return ((await client.query(statement, [...values])).rowCount ?? 0) > 0;
  } catch (error) {
    expect((error as { code: string }).code).toBe('42501');
    return false;
  } finally {
    await client.query('rollback to attempt');
  }
}

const inserting = `insert into entry (id, register, programme, owner, visibility, version, body, title, bodies, opened_at, changed_at)
  values (gen_random_uuid(), $1, $2, 'OIC', 'parties', 1, '{"parties": []}', 't', '{OIC/SESRIC}', now(), now())`;

describe('row-level security', () => {
  it.each(accessTable)('$relation, $role (concerned: $concerned) sees what the table says', async (line) => {
    await as(actorOf(line), async () => {
      // Paragraphs and mandates concern no single body: a focal point sees the shared ones.
      const own = (table: string, expected: readonly Visibility[]) =>
        line.role === 'focal-point' && line.relation === 'owner' && (table === 'paragraph' || table === 'mandate')
          ? ['parties', 'public']
          : expected;
      for (const table of tables) {
        expect(await seen(table, programme), `${table} in the programme`).toEqual(own(table, line.sees));
        expect(await seen(table, null), `${table} outside`).toEqual(own(table, line.seesOutside));
      }
    });
  });

  it.each(accessTable)('$relation, $role (concerned: $concerned) writes what the table says', async (line) => {
    await as(actorOf(line), async () => {
      for (const register of registerNames) {
        const may = line.writes.includes(registers[register].least);
        expect(await passes(inserting, [register, programme]), `insert ${register}`).toBe(may);
      }
      const changes = `update entry set title = 'changed' where id = $1`;
      for (const visibility of visibilities) {
        const may = line.writes.includes('focal-point') && line.sees.includes(visibility);
        expect(await passes(changes, [entryId(visibility, programme)]), `update ${visibility}`).toBe(may);
      }
    });
  });

  it.each(accessTable)('$relation, $role (concerned: $concerned) finds what the policy lets him see', async (line) => {
    await as(actorOf(line), async () => {
      const found = async (statement: string) => (await client.query(statement)).rows.map(({ id }) => id).sort();
      const nothing = 'null, null, null, null';
      expect(await found(`select version as id from matching_paragraphs('sought', 100, 100, ${nothing})`)).toEqual(
        await found('select version as id from paragraph'),
      );
      expect(await found(`select id from matching_entries('sought', 100, 100, ${nothing})`)).toEqual(
        await found(`select id from entry where register = 'half'`),
      );
    });
  });

  it('shows what is public, and no more, to who says nothing of himself', async () => {
    await as({ person: null, memberships: [] }, async () => {
      for (const table of tables) expect(await seen(table, programme)).toEqual(['public']);
    });
  });

  it('lets the application neither change, remove nor forge a record, nor reach what is kept of people', async () => {
    const [line] = accessTable.filter(({ relation, role }) => relation === 'owner' && role === 'coordinator');
    if (line === undefined) throw new Error('The table has no coordinator.');
    await as(actorOf(line), async () => {
      const refused = [
        `update record set envelope = 'x'`,
        'delete from record',
        'truncate record',
        `insert into record (seq, id, type, owner, visibility, time, hash, envelope, jws) values (99, gen_random_uuid(), 't', 'OIC', 'public', now(), '', '', '')`,
        'update log_head set seq = 0',
        'delete from entry',
        'select email from person',
        'update person set administrator = true',
        `insert into membership (person, party, role) values (gen_random_uuid(), 'UN', 'coordinator')`,
        `insert into participation values (gen_random_uuid(), 'OIC', 'party')`,
        'select * from feed',
      ];
      for (const statement of refused) expect(await passes(statement, []), statement).toBe(false);
    });
  });
});
