import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { system } from '../programme/access.ts';
import { keptReadings } from '../programme/keptReading.ts';
import { read } from '../reader/read.ts';
import { idOf } from '../records/ids.ts';
import { examples } from './demonstrationExamples.ts';
import { facts, type Prepared, parties } from './demonstrationFacts.ts';
import { personaId, personas } from './demonstrationPeople.ts';
import type { Office } from './office.ts';

const entryIdOf = (key: string): string => idOf('demonstration', key);

async function openPrepared(office: Office, prepared: readonly Prepared[]): Promise<void> {
  for (const { key, register, owner, programme, visibility, body } of prepared) {
    const id = register === 'party' ? idOf('party', owner) : entryIdOf(key);
    if ((await office.records.look(system, (view) => view.entry(id))) !== null) continue;
    await office.secretariat.open(system, register, body(entryIdOf), {
      id,
      owner,
      programme: programme === null ? null : entryIdOf(programme),
      ...(visibility && { visibility }),
      reason: 'Demonstration',
    });
  }
}

async function addPersonas(office: Office): Promise<void> {
  for (const { key, name, language, party, role, bodies } of personas) {
    const person = personaId(key);
    const { tables } = office.database;
    await tables
      .insertInto('person')
      .values({ id: person, name, email: null, language, erased: null })
      .onConflict((on) => on.doNothing())
      .execute();
    await tables
      .insertInto('membership')
      .values({ person, party, role, bodies: [...bodies] })
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

/** Texts that the project wrote itself: made-up resolutions, so that mandates can be confirmed and texts compared. */
async function addTexts(office: Office): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'corpus', 'series');
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.txt')).sort()) {
    const bytes = await readFile(join(folder, name));
    const result = await read(new Uint8Array(bytes));
    if (result.kind !== 'read') continue;
    const file = await office.files.keep(bytes);
    if (file.kind !== 'kept') continue;
    for (const [part, reading] of keptReadings(result.publication).entries()) {
      const kept = await office.files.keep(Buffer.from(JSON.stringify(reading)));
      if (kept.kind !== 'kept') continue;
      await office.secretariat.keepDocument(
        system,
        {
          name: `${name} (example)`,
          format: result.publication.source.format,
          sha256: file.sha256,
          bytes: bytes.length,
          part,
          reading,
          readingSha256: kept.sha256,
          findings: [],
        },
        { owner: 'UN', programme: entryIdOf('UN-OIC'), visibility: 'parties', reason: 'Demonstration' },
      );
    }
  }
}

/** Fills an instance with the demonstration. What is there already stays as people left it. */
export async function demonstrate(office: Office): Promise<void> {
  const prepared = examples(office.clock.now().toISOString().slice(0, 10));
  const last = entryIdOf(prepared.at(-1)?.key ?? '');
  if ((await office.records.look(system, (view) => view.entry(last))) !== null) return;
  await openPrepared(office, [...parties, ...facts]);
  await addPersonas(office);
  await addTexts(office);
  await openPrepared(office, prepared);
}
