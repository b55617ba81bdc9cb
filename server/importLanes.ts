import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { system } from '../programme/access.ts';
import type { Clock } from '../programme/ports.ts';
import type { People } from './access.ts';
import { type KeepingPorts, keepFile, type Outcome } from './fileKeeping.ts';
import {
  type ClaimChoice,
  type Claimed,
  claimed,
  type Db,
  earlier,
  endImports,
  type FileResult,
  setResult,
  setState,
} from './importTables.ts';

/** A lane takes one file that waits after the other, has it read and entered, and writes down what became of it. */

export interface LanePorts extends KeepingPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly people: Pick<People, 'callerOf'>;
  /** Hash of the program that reads. */
  readonly reader: () => Promise<string>;
  /** The program is ending. */
  readonly closing: AbortSignal;
}

/** A file that was dealt with. */
export interface Heard {
  readonly name: string;
  readonly result: FileResult;
}

/** Milliseconds before the next try when the database or the disk is away, doubled each time up to the second number. */
const patience = [1000, 30_000] as const;

/** Works until no file waits that it may take. */
export async function lane(ports: LanePorts, choice: ClaimChoice, heard: (file: Heard) => void): Promise<void> {
  const { closing, log } = ports;
  for (let wait: number = patience[0]; !closing.aborted; ) {
    try {
      if (!(await oneFile(ports, choice, heard))) return;
      wait = patience[0];
    } catch (error) {
      if (closing.aborted) return;
      log({ event: 'import.waits', error: error instanceof Error ? error.message : String(error) });
      await pause(wait, undefined, { signal: closing }).catch(() => {});
      wait = Math.min(wait * 2, patience[1]);
    }
  }
}

/** Takes one file, if there is one, and holds its row until it is known what became of it. */
async function oneFile(ports: LanePorts, choice: ClaimChoice, heard: (file: Heard) => void): Promise<boolean> {
  const { db, clock } = ports;
  const taken = await db.transaction().execute(async (tx) => {
    // What is lost of this row is done again; what it speaks of was flushed in transactions of its own.
    await sql.raw('set local synchronous_commit = off; set local idle_in_transaction_session_timeout = 0').execute(tx);
    const file = await claimed(tx, choice);
    if (file === undefined) return null;
    // Not in this transaction: whoever stops the import would wait for the file.
    if (file.importState === 'queued') await setState(db, file.import, 'running', ['queued']);
    const began = performance.now();
    const result = await resultOf(ports, tx, file);
    await setResult(tx, file, result, Math.round(performance.now() - began));
    return { name: file.name, import: file.import, result };
  });
  await endImports(db, taken?.import ?? choice.only, clock.now());
  if (taken !== null) heard(taken);
  return taken !== null;
}

const none = { reason: null, detail: {}, documents: [], findings: [] } as const;

async function resultOf(ports: LanePorts, tx: Db, file: Claimed): Promise<FileResult> {
  const reader = await ports.reader();
  const before = await earlier(tx, file, reader);
  if (before !== undefined) return { ...none, ...before, state: 'skipped', reason: 'imported-before', reader };
  const actor = file.person === null ? system : ((await ports.people.callerOf(file.person))?.actor ?? null);
  if (actor === null) return { ...none, state: 'failed', reason: 'forbidden', reader };
  const { owner, programme, visibility } = file;
  const outcome = await keepFile(ports, tx, actor, { owner, programme, visibility }, file);
  if (outcome.kind === 'closed') throw new Error('The program is ending.');
  return { ...resultFrom(outcome, file), reader };
}

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
