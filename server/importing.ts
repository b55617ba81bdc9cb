import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Actor, system } from '../programme/access.ts';
import type { Clock } from '../programme/ports.ts';
import type { Database } from '../records/database.ts';
import { freshId } from '../records/ids.ts';
import type { People } from './access.ts';
import { type KeepingPorts, type KeptFile, keepFile, type Outcome, type Place } from './fileKeeping.ts';
import {
  addImport,
  type Claimed,
  claimed,
  type Db,
  earlier,
  endImports,
  type FileResult,
  importTables,
  setResult,
  type UnkeptFile,
  unfinishedLike,
} from './importTables.ts';
import { type ReaderLimits, readersOf, usualLimits } from './readers.ts';
import { readerVersion } from './readerVersion.ts';
import { turnsOf } from './turns.ts';

/** Importing: a file at a time is taken from the table of those that wait, read, entered, and its row says what became of it. */

export interface ImportPorts extends Omit<KeepingPorts, 'readers'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly people: Pick<People, 'callerOf'>;
}

/** What is to be imported, and where it is to stand. */
export interface Order extends Place {
  readonly files: readonly (KeptFile | UnkeptFile)[];
}

/** What became of a file. */
export interface Heard {
  readonly name: string;
  readonly result: FileResult;
}

export interface Importing {
  /** Once this returns the id, the import is carried out, even if this process dies. `person`: null for the host himself. */
  readonly begin: (person: string | null, order: Order) => Promise<string>;
  /** Goes on with an import of the host himself that names the same files and was broken off, or begins one. */
  readonly beginOrResume: (order: Order) => Promise<string>;
  /** Files in hand are ended, no further one is begun. */
  readonly stop: (id: string) => Promise<void>;
  /** Goes on with what waits, and tries again what failed; what is in, or was refused, is left alone. */
  readonly resume: (id: string) => Promise<void>;
  /** Carries out one import until it is done or stopped, whoever else works on it. */
  readonly run: (id: string, heard?: (file: Heard) => void) => Promise<void>;
  /** Carries out whatever waits, in the background. */
  readonly wake: () => void;
  /** Wakes now, and then every few seconds for what other processes ordered or left. */
  readonly start: () => void;
  /** Reads and enters one file now, outside of any import. */
  readonly keep: (actor: Actor, place: Place, file: KeptFile) => Promise<Outcome>;
  /** Gives up what is in hand: it waits for the next start. */
  readonly close: () => Promise<void>;
}

/** Milliseconds between two looks for what others ordered. */
const lookEvery = 5000;
/** Milliseconds before the next try when the database or the disk is away, doubled each time up to the second number. */
const patience = [1000, 30_000] as const;
/** More files in hand than threads: while some are written the others are read. Each holds two connections. */
const inHand = ({ threads }: ReaderLimits): number => Math.min(threads + 2, 7);

class Closing extends Error {}

export function importingOf(ports: ImportPorts, limits: ReaderLimits = usualLimits): Importing {
  const { database, clock, people, log } = ports;
  const db = importTables(database);
  const readers = readersOf(limits);
  const keeping: KeepingPorts = { ...ports, readers };
  // Each takes two connections: if all were taken by files that wait for their second one, nothing would move any more.
  const inTurn = turnsOf(limits.threads);
  const closing = new AbortController();
  let version: Promise<string> | undefined;
  let look: NodeJS.Timeout | undefined;

  async function actorOf(person: string | null): Promise<Actor | null> {
    return person === null ? system : ((await people.callerOf(person))?.actor ?? null);
  }

  async function resultOf(tx: Db, file: Claimed): Promise<FileResult> {
    version ??= readerVersion();
    const reader = await version;
    const before = await earlier(tx, file, reader);
    if (before !== undefined) return { ...none, ...before, state: 'skipped', reason: 'imported-before', reader };
    const actor = await actorOf(file.person);
    if (actor === null) return { ...none, state: 'failed', reason: 'forbidden', reader };
    const { owner, programme, visibility } = file;
    const outcome = await keepFile(keeping, tx, actor, { owner, programme, visibility }, file);
    if (outcome.kind === 'closed') throw new Closing();
    return { ...resultFrom(outcome, file), reader };
  }

  /** Takes one file that waits, if there is one, and holds its row until it is known what became of it. */
  async function oneFile(only: string | null, newestFirst: boolean, heard: (file: Heard) => void): Promise<boolean> {
    const taken = await db.transaction().execute(async (tx) => {
      // What is lost of this row is done again; what it speaks of was flushed in transactions of its own.
      await sql
        .raw('set local synchronous_commit = off; set local idle_in_transaction_session_timeout = 0')
        .execute(tx);
      const file = await claimed(tx, { only, newestFirst });
      if (file === undefined) return null;
      if (file.importState === 'queued') await setState(file.import, 'running', ['queued']);
      const began = performance.now();
      const result = await resultOf(tx, file);
      await setResult(tx, file, result, Math.round(performance.now() - began));
      return { file, result };
    });
    await endImports(db, taken?.file.import ?? only, clock.now());
    if (taken !== null) heard({ name: taken.file.name, result: taken.result });
    return taken !== null;
  }

  async function lane(only: string | null, newestFirst: boolean, heard: (file: Heard) => void): Promise<void> {
    for (let wait: number = patience[0]; !closing.signal.aborted; ) {
      try {
        if (!(await oneFile(only, newestFirst, heard))) return;
        wait = patience[0];
      } catch (error) {
        if (closing.signal.aborted) return;
        log({ event: 'import.waits', error: error instanceof Error ? error.message : String(error) });
        await pause(wait, undefined, { signal: closing.signal }).catch(() => {});
        wait = Math.min(wait * 2, patience[1]);
      }
    }
  }

  const lanes = Array.from({ length: inHand(limits) }, (_, index) => index);
  const background = new Set<Promise<void>>();
  let calls = 0;

  /** Works until nothing waits, and once more where it was called meanwhile. */
  async function backgroundLane(index: number): Promise<void> {
    for (let answered = -1; answered !== calls; ) {
      answered = calls;
      // Every other lane serves the newest import, so that a small one is not behind a large one.
      await lane(null, index % 2 === 1, () => {});
    }
  }

  function wake(): void {
    calls += 1;
    for (let index = background.size; index < lanes.length; index++) {
      const work: Promise<void> = backgroundLane(index).finally(() => background.delete(work));
      background.add(work);
    }
  }

  const setState = async (id: string, state: 'running' | 'stopped', from: readonly string[]): Promise<void> => {
    await db
      .updateTable('import')
      .set({ state, finished: null })
      .where('id', '=', id)
      .where('state', 'in', from as never)
      .execute();
  };

  async function begin(person: string | null, order: Order): Promise<string> {
    const made = clock.now();
    const id = freshId(made);
    await db.transaction().execute((tx) => addImport(tx, { ...order, id, person, made }));
    return id;
  }

  async function resume(id: string): Promise<void> {
    await db
      .updateTable('import_file')
      .set({ state: 'waiting', reason: null, detail: '{}' })
      .where('import', '=', id)
      .where('state', '=', 'failed')
      .where('sha256', 'is not', null)
      .execute();
    await setState(id, 'running', ['stopped', 'done']);
    await endImports(db, id, clock.now());
  }

  return {
    begin,
    beginOrResume: async (order) => {
      const id = await unfinishedLike(db, order);
      if (id === null) return begin(null, order);
      await resume(id);
      return id;
    },
    resume,
    stop: (id) => setState(id, 'stopped', ['queued', 'running']),
    run: async (id, heard = () => {}) => {
      while (!closing.signal.aborted) {
        await Promise.all(lanes.map(() => lane(id, false, heard)));
        const row = await db.selectFrom('import').select('state').where('id', '=', id).executeTakeFirst();
        if (row?.state === 'done' || row?.state === 'stopped') return;
        // Somebody else has the rest in hand; should he die, it is ours.
        await pause(200);
      }
    },
    wake,
    start: () => {
      look ??= setInterval(wake, lookEvery).unref();
      wake();
    },
    keep: (actor, place, file) =>
      inTurn(() => db.transaction().execute((tx) => keepFile(keeping, tx, actor, place, file))),
    close: async () => {
      clearInterval(look);
      closing.abort();
      await readers.close();
      await Promise.all(background);
    },
  };
}

const none = { reason: null, detail: {}, documents: [], findings: [] } as const;

function resultFrom(outcome: Exclude<Outcome, { kind: 'closed' }>, { made }: Claimed): Omit<FileResult, 'reader'> {
  switch (outcome.kind) {
    case 'refused':
    case 'failed':
      return { ...none, state: outcome.kind, reason: outcome.reason, detail: outcome.detail };
    case 'kept': {
      const { documents, findings } = outcome;
      // What this import had entered already when the process died is its own work all the same.
      const isOwn = documents.some(({ added, version }) => added || new Date(version.changedAt) >= made);
      return {
        ...none,
        ...(isOwn ? { state: 'done' as const } : { state: 'skipped' as const, reason: 'imported-before' }),
        documents: [...new Set(documents.map(({ document }) => document.id))],
        findings,
      };
    }
  }
}
