import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '../programme/access.ts';
import type { Clock } from '../programme/ports.ts';
import type { Database } from '../records/database.ts';
import { freshId } from '../records/ids.ts';
import type { People } from './access.ts';
import { type KeepingPorts, type KeptFile, keepFile, type Outcome, type Place } from './fileKeeping.ts';
import { type Heard, type LanePorts, lane } from './importLanes.ts';
import {
  addImport,
  endImports,
  importTables,
  retryFailed,
  setState,
  stateOf,
  type UnkeptFile,
  unfinishedLike,
} from './importTables.ts';
import { type ReaderLimits, readersOf, usualLimits } from './readers.ts';
import { readerVersion } from './readerVersion.ts';
import { turnsOf } from './turns.ts';

export interface ImportPorts extends Omit<KeepingPorts, 'readers'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly people: Pick<People, 'callerOf'>;
}

/** What is to be imported, and where it is to stand. */
export interface Order extends Place {
  readonly files: readonly (KeptFile | UnkeptFile)[];
}

/** Imports: what was ordered is written down first and then carried out, by whatever process is there. */
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
/** More files in hand than threads: while some are written the others are read. Each holds two connections. */
const inHand = ({ threads }: ReaderLimits): number => Math.min(threads + 2, 7);

export function importingOf(ports: ImportPorts, limits: ReaderLimits = usualLimits): Importing {
  const { database, clock } = ports;
  const db = importTables(database);
  const readers = readersOf(limits);
  const closing = new AbortController();
  let version: Promise<string> | undefined;
  const reader = (): Promise<string> => {
    version ??= readerVersion();
    return version;
  };
  const inside: LanePorts = { ...ports, db, readers, reader, closing: closing.signal };
  const lanes = Array.from({ length: inHand(limits) }, (_, index) => index);
  // Each takes two connections: if all were taken by files that wait for their second one, nothing would move any more.
  const inTurn = turnsOf(limits.threads);

  const background = new Map<number, Promise<void>>();
  let calls = 0;
  let look: NodeJS.Timeout | undefined;

  /** Works until nothing waits, and once more where it was called meanwhile. */
  async function backgroundLane(index: number): Promise<void> {
    for (let answered = -1; answered !== calls; ) {
      answered = calls;
      // Every other lane serves the newest import, so that a small one is not behind a large one.
      await lane(inside, { only: null, newestFirst: index % 2 === 1 }, () => {});
    }
    background.delete(index);
  }

  function wake(): void {
    calls += 1;
    for (const index of lanes) if (!background.has(index)) background.set(index, backgroundLane(index));
  }

  async function begin(person: string | null, order: Order): Promise<string> {
    const made = clock.now();
    const id = freshId(made);
    await db.transaction().execute((tx) => addImport(tx, { ...order, id, person, made }));
    return id;
  }

  async function resume(id: string): Promise<void> {
    await retryFailed(db, id);
    await setState(db, id, 'running', ['stopped', 'done']);
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
    stop: (id) => setState(db, id, 'stopped', ['queued', 'running']),
    run: async (id, heard = () => {}) => {
      while (!closing.signal.aborted) {
        await Promise.all(lanes.map(() => lane(inside, { only: id, newestFirst: false }, heard)));
        const state = await stateOf(db, id);
        if (state === 'done' || state === 'stopped') return;
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
      inTurn(() => db.transaction().execute((tx) => keepFile(inside, tx, actor, place, file))),
    close: async () => {
      clearInterval(look);
      closing.abort();
      await readers.close();
      await Promise.all(background.values());
    },
  };
}
