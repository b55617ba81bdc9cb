import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, type Membership, system } from '../programme/access.ts';
import { Invalid, Unknown } from '../programme/checks.ts';
import { type KeptReading, keptReadings } from '../programme/keptReading.ts';
import { Conflict, type Files, Forbidden } from '../programme/ports.ts';
import type { RegisterName } from '../programme/registers.ts';
import { type Decision, type Secretariat, secretariatOf } from '../programme/secretariat.ts';
import { read } from '../reader/read.ts';
import type { Database } from '../records/database.ts';
import { freshId, idOf } from '../records/ids.ts';
import { foundedInstance } from '../records/instance.ts';
import { recordsOf } from '../records/records.ts';
import { rotateKey } from '../records/rotation.ts';
import { keyIn, newKey, type SigningKey } from '../records/signing.ts';
import type { Standing, Step } from './historySteps.ts';
import { bodies, parties, pickOf } from './schemaValues.ts';

/** Does what a history says, and counts what was done and what was refused for a reason that has a name. */

export interface Stage {
  readonly database: Database;
  readonly files: Files;
  /** The folder of the keys. */
  readonly keys: string;
}

export interface Outcome {
  readonly key: SigningKey;
  readonly instance: string;
  readonly done: number;
  readonly refused: number;
}

const person = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const as = (n: number, ...memberships: readonly Membership[]): Actor => ({ person: person(n), memberships });

/** Mostly such as may do everything: who may not is refused, and nothing comes of it. */
const actors: readonly Actor[] = [
  ...Array.from({ length: 8 }, () => system),
  ...parties.map((party, n) => as(n, { party, role: 'coordinator', bodies: [] })),
  as(10, { party: 'UN', role: 'editor', bodies: [] }, { party: 'OIC', role: 'editor', bodies: [] }),
  as(11, { party: 'OIC', role: 'focal-point', bodies: bodies.filter((body) => body.startsWith('OIC')) }),
];

const root = join(import.meta.dirname, '..', 'corpus');
const names = ['en/adopted-general-assembly', 'fr/adopted-general-assembly', 'en/decision', 'ar/sections', 'en/table'];

interface Text {
  readonly name: string;
  readonly bytes: Buffer;
  readonly readings: readonly KeptReading[];
}

/** Texts of the corpus as they are read; another reading of the same text finds fewer mandates, and other acts. */
export const texts: readonly Text[] = await Promise.all(
  names.map(async (name) => {
    const bytes = readFileSync(join(root, `${name}.txt`));
    const reading = await read(bytes);
    if (reading.kind === 'refused') throw new Error(`${name} is refused: ${reading.refusal}`);
    return { name, bytes, readings: keptReadings(reading.publication) };
  }),
);

function otherReading(reading: KeptReading, turn: number): KeptReading {
  const { mandates } = reading;
  if (turn === 1) return { ...reading, mandates: mandates.filter((_, n) => n % 2 === 0) };
  if (turn === 2)
    return { ...reading, mandates: mandates.map((each, n) => (n === 0 ? { ...each, act: 'other' } : each)) };
  if (turn === 3) return { ...reading, symbol: 'A/RES/99/999', work: null, paragraphs: reading.paragraphs.slice(0, 2) };
  return reading;
}

/** What there is by now, by register. */
class Ledger {
  readonly #ids = new Map<string, string[]>();
  readonly versions = new Map<string, number>();

  note(register: string, { id, version }: { readonly id: string; readonly version: number }): void {
    if (!this.versions.has(id)) this.#ids.set(register, [...(this.#ids.get(register) ?? []), id]);
    this.versions.set(id, version);
  }
  pick(register: string, number: number): string | undefined {
    const ids = this.#ids.get(register) ?? [];
    return ids[number % Math.max(1, ids.length)];
  }
  any(number: number): string | undefined {
    const ids = [...this.versions.keys()];
    return ids[number % Math.max(1, ids.length)];
  }
}

/** Which register a field points to; a pointer to an entry may lead anywhere. */
const targets: Readonly<Record<string, RegisterName>> = {
  ...{ areas: 'area', area: 'area', document: 'document', activity: 'activity', carriedFrom: 'activity' },
  ...{ period: 'period', workingGroup: 'working-group', series: 'meeting-series', meeting: 'meeting' },
  request: 'request',
};

/** The body with the entries that it points to in the place of numbers; nothing, where there is none yet. */
function resolved(value: unknown, ledger: Ledger, field = ''): unknown {
  if (typeof value === 'string') {
    const number = pickOf(value);
    if (number === null) return value;
    const target = targets[field];
    return (target === undefined ? ledger.any(number) : ledger.pick(target, number)) ?? null;
  }
  if (Array.isArray(value)) return value.map((each) => resolved(each, ledger, field)).filter((each) => each !== null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, ledger, name)]));
}

const isRefusal = (error: unknown): boolean =>
  [Invalid, Unknown, Forbidden, Conflict].some((kind) => error instanceof kind);

/** Runs a history on an empty, migrated database. */
export async function run(steps: readonly Step[], { database, files, keys }: Stage): Promise<Outcome> {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const clock = { now: () => new Date(time) };
  const ledger = new Ledger();
  let key = (await keyIn(keys)) ?? (await newKey(keys));
  const instance = await foundedInstance(database, key, clock);
  const deskOf = (): Secretariat =>
    secretariatOf({
      records: recordsOf({ database, files, key, clock, instance }),
      clock,
      freshId: () => freshId(clock.now()),
      idOf,
    });
  let desk = deskOf();
  await begin(desk, ledger);
  let [done, refused] = [0, 0];
  for (const step of steps) {
    time += step.pause;
    try {
      if (step.kind === 'rekey') {
        key = await rotateKey(keys, { database, instance, inUse: key, clock });
        desk = deskOf();
      } else await take(step, desk, { ledger, files, database });
      done += 1;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused += 1;
    }
  }
  return { key, instance, done, refused };
}

/** The parties and two programmes: without them nothing else can be opened. */
async function begin(desk: Secretariat, ledger: Ledger): Promise<void> {
  for (const party of parties)
    ledger.note('party', await desk.open(system, 'party', { party, names: { en: party } }, { owner: party }));
  for (const others of [
    ['UN', 'OIC'],
    ['UN', 'OIC', 'LAS'],
  ]) {
    const taking = others.map((party, n) => ({ party, as: n === 2 ? 'observer' : 'party' }));
    const body = { names: { en: others.join(' and ') }, parties: taking };
    ledger.note('programme', await desk.open(system, 'programme', body, { owner: 'UN' }));
  }
}

interface World {
  readonly ledger: Ledger;
  readonly files: Files;
  readonly database: Database;
}

const standingOf = ({ owner, programme, visibility }: Standing, ledger: Ledger, needed: boolean) => ({
  owner,
  programme: needed || programme !== null ? (ledger.pick('programme', programme ?? 0) ?? null) : null,
  ...(visibility && { visibility }),
});

async function take(step: Exclude<Step, { kind: 'rekey' }>, desk: Secretariat, world: World): Promise<void> {
  const { ledger } = world;
  const actor = actors[step.actor % actors.length] ?? system;
  switch (step.kind) {
    case 'open': {
      const isAlone = step.register === 'party' || step.register === 'programme';
      const stands = standingOf(step.standing, ledger, !isAlone);
      const body = resolved(step.body, ledger);
      ledger.note(
        step.register,
        await desk.open(actor, step.register, body, isAlone ? { owner: stands.owner } : stands),
      );
      return;
    }
    case 'amend': {
      const id = ledger.pick(step.register, step.pick);
      if (id === undefined) throw new Unknown('Nothing to amend.');
      const fields = Object.entries(resolved(step.body, ledger) as object).filter(([name], n) => {
        // The files of a version come with it; what a hash does not lead to cannot be read.
        const isFile = step.register === 'version' && ['file', 'reading', 'document'].includes(name);
        return !isFile && (step.keep >> (n % 8)) % 2 === 1;
      });
      ledger.note(step.register, await desk.amend(actor, id, Object.fromEntries(fields), ledger.versions.get(id) ?? 1));
      return;
    }
    case 'withdraw':
    case 'restore': {
      const id = ledger.any(step.pick) ?? '';
      const entry = await desk[step.kind](actor, id, ledger.versions.get(id) ?? 1, step.reason);
      return ledger.note(entry.register, entry);
    }
    case 'review':
    case 'settle': {
      const mandate = await mandateAt(world.database, step.pick);
      const { mandate: _, key: __, ...rest } = resolved(step.body, ledger) as Record<string, unknown>;
      const standing = { owner: actor.memberships[0]?.party ?? 'UN' };
      const entry =
        step.kind === 'review'
          ? await desk.review(actor, mandate, rest as unknown as Decision, standing)
          : await desk.settle(actor, mandate, rest as never, standing);
      return ledger.note(entry.register, entry);
    }
    case 'respond': {
      const { on: _, version: __, ...rest } = resolved(step.body, ledger) as Record<string, unknown>;
      const owner = actor.memberships[0]?.party ?? 'OIC';
      return ledger.note('stance', await desk.respond(actor, ledger.any(step.pick) ?? '', rest as never, { owner }));
    }
    case 'carry-over': {
      const [activity, period] = [ledger.pick('activity', step.pick), ledger.pick('period', step.period)];
      if (activity === undefined || period === undefined) throw new Unknown('Nothing to carry over.');
      return ledger.note('activity', await desk.carryOver(actor, activity, period));
    }
    case 'keep':
      return keep(step, actor, desk, world);
  }
}

async function mandateAt(database: Database, number: number): Promise<string> {
  const mandates = await database.tables.selectFrom('mandate').select('id').orderBy('id').execute();
  return mandates[number % Math.max(1, mandates.length)]?.id ?? '00000000-0000-4000-8000-000000000000';
}

/** Keeps a text and what was read in it, as an import does. */
async function keep(step: Extract<Step, { kind: 'keep' }>, actor: Actor, desk: Secretariat, { ledger, files }: World) {
  const text = texts[step.text % texts.length];
  const kept = text === undefined ? null : await files.keep(text.bytes);
  if (text === undefined || kept === null || kept.kind !== 'kept') throw new Error('The text was not kept.');
  for (const [part, first] of text.readings.entries()) {
    const reading = otherReading(first, step.reading);
    const json = await files.keep(Buffer.from(JSON.stringify(reading)));
    if (json.kind !== 'kept') throw new Error('The reading was not kept.');
    const { sha256, bytes } = kept;
    const file = { name: `${text.name}.txt`, format: 'text', sha256, bytes, part, reading, findings: [] };
    const { document, version } = await desk.keepDocument(
      actor,
      { ...file, readingSha256: json.sha256 },
      standingOf(step.standing, ledger, false),
    );
    ledger.note('document', document);
    ledger.note('version', version);
  }
}
