import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import { registerNames, registers } from '../programme/registers.ts';
import type { Tables } from './schema.ts';

const folder = join(import.meta.dirname, 'migrations');

/** A step of the schema that has not been taken yet. */
export interface Pending {
  readonly name: string;
  readonly sql: string;
}

const textOf = (name: string): Promise<string> => readFile(join(folder, `${name}.sql`), 'utf8');

const provider: MigrationProvider = {
  getMigrations: async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).map((name) => name.slice(0, -4));
    const migrations: Record<string, Migration> = {};
    for (const name of names.sort()) {
      migrations[name] = { up: async (db) => void (await sql.raw(await textOf(name)).execute(db)) };
    }
    return migrations;
  },
};

const migratorOf = (db: Kysely<Tables>): Migrator =>
  new Migrator({ db, provider, migrationTableName: 'migration', migrationLockTableName: 'migration_lock' });

/** What `migrate` would do, as SQL to read. */
export async function pendingMigrations(db: Kysely<Tables>): Promise<Pending[]> {
  const steps = (await migratorOf(db).getMigrations()).filter((step) => step.executedAt === undefined);
  return Promise.all(steps.map(async ({ name }) => ({ name, sql: await textOf(name) })));
}

/** Takes all pending steps, each whole or not at all, one process at a time; then tells the tables who may write in which register. */
export async function migrate(db: Kysely<Tables>): Promise<readonly string[]> {
  const { error, results = [] } = await migratorOf(db).migrateToLatest();
  if (error) throw error;
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('register_rule').execute();
    const rules = registerNames.map((register) => ({ register, least: registers[register].least }));
    await tx.insertInto('register_rule').values(rules).execute();
  });
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}
