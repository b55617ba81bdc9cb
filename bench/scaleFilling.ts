import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sql } from 'kysely';
import { system } from '../programme/access.ts';
import type { KeptReading } from '../programme/keptReading.ts';
import { type ImportedFile, type Secretariat, secretariatOf } from '../programme/secretariat.ts';
import type { Visibility } from '../programme/vocabulary.ts';
import { freshId, idOf } from '../records/ids.ts';
import { type Installation, openInstallation } from '../records/installation.ts';
import { recordsOf } from '../records/records.ts';
import { fileReading } from '../server/fileReading.ts';

/** An installation of the size that is measured, filled by the operations of the programme itself. */

/** A document as it was read, before it is written under other symbols. */
interface Read {
  readonly reading: KeptReading;
  readonly file: Omit<ImportedFile, 'reading' | 'readingSha256'>;
}

async function readFiles(names: readonly string[], { files }: Installation): Promise<Read[]> {
  const found: Read[] = [];
  for (const name of names) {
    const bytes = new Uint8Array(readFileSync(name));
    const read = await fileReading(bytes);
    if (read.kind === 'refused') continue;
    const kept = await files.keep(bytes);
    if (kept.kind !== 'kept') continue;
    const { sha256 } = kept;
    for (const [part, { json, findings }] of read.parts.entries()) {
      const file = {
        name: basename(name),
        format: read.format,
        sha256,
        bytes: bytes.length,
        part,
        findings: [...findings],
      };
      found.push({ reading: JSON.parse(Buffer.from(json).toString('utf8')), file });
    }
  }
  return found;
}

/** The same document under another symbol, with addresses of its own. */
function renamed(reading: KeptReading, round: number): KeptReading {
  if (round === 0) return reading;
  const work = reading.work ?? reading.symbol ?? reading.title ?? '';
  const moved = <Each extends { readonly address: string }>(each: Each): Each => ({
    ...each,
    address: work === '' ? each.address : each.address.replace(work, `${work}-r${round}`),
  });
  return {
    ...reading,
    // What has no symbol would be the same document again.
    symbol: `${reading.symbol ?? reading.title ?? ''}/R.${round}`.slice(-120),
    work: reading.work === null ? null : `${reading.work}-r${round}`,
    paragraphs: reading.paragraphs.map(moved),
    mandates: reading.mandates.map(moved),
  };
}

export interface Standing {
  readonly owner: string;
  readonly programme: string | null;
  readonly visibility: Visibility;
}

const visibilities: readonly Visibility[] = ['public', 'parties', 'internal'];

/** Documents stand in both programmes and in none, for two owners, in every visibility. */
function standingOf(n: number, programmes: readonly string[]): Standing {
  const programme = programmes[n % 3] ?? null;
  return {
    owner: n % 2 === 0 || programme === programmes[1] ? 'UN' : 'OIC',
    programme,
    visibility: visibilities[n % 3 === 2 ? 0 : (n % 7) % 3] ?? 'public',
  };
}

/** How many documents are written at the same time. */
const lanes = 4;

async function inLanes<Item>(items: readonly Item[], work: (item: Item, n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < items.length; n = next++) await work(items[n] as Item, n);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

export interface Filled {
  readonly documents: number;
  readonly paragraphs: number;
  readonly mandates: number;
  readonly entries: number;
}

async function addDocuments(
  installation: Installation,
  secretariat: Secretariat,
  programmes: readonly string[],
  names: readonly string[],
  wanted: number,
): Promise<void> {
  const read = await readFiles(names, installation);
  if (read.every(({ reading }) => reading.paragraphs.length === 0))
    throw new Error('There is no paragraph in these files.');
  // The versions of a work are written one after the other.
  const works = [...Map.groupBy(read, ({ reading, file }) => reading.work ?? reading.symbol ?? file.sha256).values()];
  for (let round = 0, held = 0; held < wanted; round++) {
    const began = performance.now();
    await inLanes(works, async (versions, n) => {
      for (const { reading, file } of versions) {
        const own = renamed(reading, round);
        const kept = await installation.files.keep(Buffer.from(JSON.stringify(own)));
        if (kept.kind !== 'kept') throw new Error('A reading was not kept.');
        const imported = { ...file, reading: own, readingSha256: kept.sha256 };
        await secretariat.keepDocument(system, imported, standingOf(n, programmes));
      }
    });
    held = (await filledWith(installation)).paragraphs;
    const seconds = (performance.now() - began) / 1000;
    process.stderr.write(`  round ${round + 1}: ${held} paragraphs after ${seconds.toFixed(0)} s more\n`);
  }
}

async function addProgrammes(secretariat: Secretariat): Promise<string[]> {
  const ids: string[] = [];
  for (const parties of [
    ['UN', 'OIC'],
    ['UN', 'ITU'],
  ]) {
    for (const party of parties)
      if (party !== 'UN' || ids.length === 0)
        await secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
    const body = { names: { en: parties.join(' and ') }, parties: parties.map((party) => ({ party, as: 'party' })) };
    ids.push((await secretariat.open(system, 'programme', body, { owner: 'UN' })).id);
  }
  return ids;
}

/** Activities with what is said of them, and what two parties decided about mandates. */
async function addEntries(
  { database }: Installation,
  secretariat: Secretariat,
  programmes: readonly string[],
): Promise<void> {
  await inLanes(Array.from({ length: 5000 }), async (_, n) => {
    const owner = n % 2 === 0 ? 'UN' : 'OIC';
    const standing = { owner, programme: programmes[0] ?? null, visibility: visibilities[n % 3] ?? 'public' };
    const month = String(1 + (n % 12)).padStart(2, '0');
    const planned = { from: `2026-${month}-01`, until: `2026-${month}-${String(1 + (n % 28)).padStart(2, '0')}` };
    const title = `Training ${n} of young diplomats in mediation`;
    const { id } = await secretariat.open(
      system,
      'activity',
      { title, planned, expectedResult: 'A report to both sides.' },
      standing,
    );
    await secretariat.open(
      system,
      'update',
      { about: { entry: id }, words: `Step ${n} was taken.`, on: planned.from },
      standing,
    );
  });
  const { rows } = await sql<{
    id: string;
    owner: string;
  }>`select id, owner from mandate order by id limit 2000`.execute(database.tables);
  const decisions = ['confirmed', 'rejected'] as const;
  await inLanes(rows, ({ id, owner }, n) =>
    secretariat.review(system, id, { decision: decisions[n % 2] ?? 'confirmed', reason: 'As read.' }, { owner }),
  );
}

/** People and imports stand outside of the log: rows. */
async function addCards({ database: { tables } }: Installation): Promise<void> {
  const people = Array.from({ length: 1000 }, (_, n) => ({
    id: randomUUID(),
    name: `Person ${n}`,
    email: `person${n}@example.org`,
  }));
  await tables
    .insertInto('person')
    .values(people as never)
    .execute();
  const roles = ['viewer', 'editor', 'coordinator'] as const;
  await tables
    .insertInto('membership')
    .values(
      people.map(({ id }, n) => ({
        person: id,
        party: ['UN', 'OIC', 'ITU'][n % 3],
        role: roles[n % roles.length],
        bodies: [],
      })) as never,
    )
    .execute();
  await sql`
    insert into import (id, person, owner, visibility, state, made, finished)
    select gen_random_uuid(), ${people[0]?.id}, case when n % 2 = 0 then 'UN' else 'OIC' end, 'parties', 'done', now() - n * interval '1 hour', now()
    from generate_series(1, 2000) n`.execute(tables);
  await sql`
    insert into import_file (import, n, name, sha256, bytes, state)
    select id, n, 'file ' || n || '.xml', repeat('0', 64), 1000, 'done' from import, generate_series(1, 30) n`.execute(
    tables,
  );
}

/** Fills a new installation with so many paragraphs of the files, and gives what stands in it. */
export async function filled(data: string, names: readonly string[], paragraphs: number): Promise<Filled> {
  const installation = await openInstallation({ data, environment: {} });
  try {
    const { clock, database } = installation;
    const secretariat = secretariatOf({
      records: recordsOf(installation),
      clock,
      freshId: () => freshId(clock.now()),
      idOf,
    });
    const held = await filledWith(installation);
    if (held.paragraphs >= paragraphs) return held;
    const programmes = await addProgrammes(secretariat);
    await addDocuments(installation, secretariat, programmes, names, paragraphs);
    await addEntries(installation, secretariat, programmes);
    await addCards(installation);
    await database.pool.query('vacuum analyze');
    return await filledWith(installation);
  } finally {
    await installation.close();
  }
}

async function filledWith({ database }: Installation): Promise<Filled> {
  const { rows } = await sql<Filled>`
    select (select count(*) from entry where register = 'document') as documents, (select count(*) from paragraph) as paragraphs,
      (select count(*) from mandate) as mandates, (select count(*) from entry) as entries`.execute(database.tables);
  return rows[0] as Filled;
}
