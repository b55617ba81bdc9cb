import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pg from 'pg';
import { openDatabase } from '../records/database.ts';
import { migrate } from '../records/migrate.ts';
import { startCluster, superuser } from '../records/postgres.ts';
import { type Figures, lawsAfter } from './historyLaws.ts';
import { history } from './historySteps.ts';

// Random histories, and what must hold after each: tables made anew are the same, the log has no break, bundles verify, and
// a backup gives an equal instance.
//   node bench/histories.ts [runs] [steps]

const [runs = 100, steps = 200] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'rapport-histories-'));
// Started by root, the database runs as nobody, who must be let through.
await chmod(folder, 0o755);
const cluster = await startCluster(join(folder, 'cluster'), { durable: false });
const admin = new pg.Client(superuser(cluster.connection));
await admin.connect();
await admin.query('create database template_migrated owner rapport strategy wal_log');
const template = openDatabase({ ...cluster.connection, database: 'template_migrated' });
await migrate(template.tables);
await template.close();

const total = { histories: 0, done: 0, refused: 0, records: 0, rows: 0, files: 0 };
const began = performance.now();
try {
  await fc.assert(
    fc.asyncProperty(history(steps), async (each) => {
      const figures = await oneHistory(each);
      total.histories += 1;
      for (const name of ['done', 'refused', 'records', 'rows', 'files'] as const) total[name] += figures[name];
      if (figures.broken.length > 0) throw new Error(figures.broken.join('\n'));
    }),
    { numRuns: runs, endOnFailure: false, interruptAfterTimeLimit: 3_600_000 },
  );
} finally {
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ ...total, seconds: Math.round(seconds) }));
  await admin.end();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}

async function oneHistory(each: Parameters<typeof lawsAfter>[0]): Promise<Figures> {
  const { host, user } = cluster.connection;
  const work = await mkdtemp(join(folder, 'run-'));
  await admin.query('create database run owner rapport template template_migrated strategy wal_log');
  await admin.query('create database bare owner rapport strategy wal_log');
  try {
    return await lawsAfter(each, {
      folder: work,
      migrated: { ...cluster.connection, database: 'run' },
      bare: `postgres://${user}@/bare?host=${encodeURIComponent(host)}`,
    });
  } finally {
    await admin.query('drop database run with (force)');
    await admin.query('drop database bare with (force)');
    await rm(work, { recursive: true, force: true });
  }
}
