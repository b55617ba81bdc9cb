import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { registerNames, registers } from '../programme/registers.ts';
import { openDatabase } from '../records/database.ts';
import { migrate } from '../records/migrate.ts';
import { testDatabase } from '../records/testDatabase.ts';
import { lawsAfter } from './historyLaws.ts';
import { history } from './historySteps.ts';
import { valuesOf } from './schemaValues.ts';

it.each(registerNames)('values made from the schema of %s are values of the schema', (name) => {
  fc.assert(
    fc.property(valuesOf(registers[name].schema), (body) => registers[name].schema.safeParse(body).success),
    { numRuns: 20 },
  );
});

const migrated = () =>
  testDatabase(async (connection) => {
    const database = openDatabase(connection);
    await migrate(database.tables);
    await database.close();
  });

// node bench/histories.ts does the same many times, with long histories.
it('after any history tables, log, bundles and backups agree', async () => {
  await fc.assert(
    fc.asyncProperty(history(60), async (steps) => {
      const [run, bare] = [await migrated(), await testDatabase(async () => {}, 'bare')];
      const folder = await mkdtemp(join(tmpdir(), 'rapport-history-'));
      const { host, user, database } = bare.connection;
      try {
        const figures = await lawsAfter(steps, {
          folder,
          migrated: run.connection,
          bare: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`,
        });
        expect(figures.broken).toEqual([]);
        expect(figures.records).toBeGreaterThan(5);
      } finally {
        await run.drop();
        await bare.drop();
        await rm(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
