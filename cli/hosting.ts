import type { Invalid } from '../programme/checks.ts';
import type { OpenOptions, Place } from '../records/installation.ts';
import { complain } from './batch.ts';
import type { Exit } from './exit.ts';
import { isInstalled } from './place.ts';
import { progressOf } from './progress.ts';
import { terminalOf } from './terminal.ts';

/** What commands of the host have in common: how they are broken off, and how failures are told. */

/** It cannot be done as things stand; the message says why and what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** What the system says of a file or a connection, and what a host can do about it. */
const remedies: Readonly<Record<string, string>> = {
  EACCES: 'Run it as the user that the installation belongs to, or give the file away.',
  EPERM: 'Run it as the user that the installation belongs to.',
  ENOSPC: 'The disk is full: free some space and do it again.',
  EROFS: 'The file system is mounted read-only.',
  EEXIST: 'Remove it, or choose another name.',
  ENOENT: 'Check the path; it is relative to the folder you stand in.',
  ENOTDIR: 'A part of the path is no folder.',
  EISDIR: 'It is a folder; name a file.',
  ECONNREFUSED: 'Nothing answers at the address of DATABASE_URL: start the database, or correct the address.',
  ENOTFOUND: 'The host of DATABASE_URL is not known: correct the name.',
  ETIMEDOUT: 'The database does not answer: check its address and the network.',
  '28P01': 'The database refuses the password: correct DATABASE_URL.',
  '28000': 'The database refuses the user: correct DATABASE_URL.',
  '3D000': 'There is no database of that name: create it, or correct DATABASE_URL.',
  '42P01': 'The tables are not there: start the server once (rapport serve), or restore a backup.',
  '42501': 'The user of DATABASE_URL may not do that: it must own the tables of the installation.',
  '53100': 'The disk of the database is full.',
  '53300': 'All connections of the database are taken.',
};

const faultText = ({ path, message }: Invalid['faults'][number]): string => `${path.join('.')}: ${message}`;

const writing = new Set(['ENOSPC', 'EROFS', 'EDQUOT']);

/** The failure in words, where it is one that a host can put right; anything else is an error of the program. */
function told(error: unknown): { readonly text: string; readonly exit: Exit } | null {
  const { name, message, code = '', path } = error as NodeJS.ErrnoException;
  // Its class would load the whole programme, which no command needs that reads files only.
  if (name === 'Invalid') return { text: (error as Invalid).faults.map(faultText).join('\n'), exit: 'refused' };
  if (['Refused', 'DatabaseStartError', 'SettingsError', 'Forbidden', 'Unknown', 'Conflict'].includes(name))
    return { text: message, exit: 'refused' };
  if (name === 'BrokenArchive') return { text: `The file is damaged or was cut off: ${message}`, exit: 'broken' };
  const remedy = remedies[code];
  if (remedy === undefined) return null;
  return { text: `${path ?? message} (${code}). ${remedy}`, exit: writing.has(code) ? 'output' : 'refused' };
}

/**
 * Runs the work of a command. Ctrl-C asks it to stop, so that it clears up behind itself; a second one ends it at once.
 * What fails is told in words, and nothing of a stack.
 */
export async function hosted(work: (signal: AbortSignal) => Promise<Exit>): Promise<Exit> {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(130);
    complain('stopping; once more Ctrl-C ends it at once.');
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    return await work(stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) {
      complain('stopped: nothing half done was left.');
      return 'interrupted';
    }
    const failure = told(error);
    if (failure === null) throw error;
    complain(failure.text);
    return failure.exit;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

/** Refuses a folder without an installation: what was mistyped must not become a new one. */
export async function demandInstalled(place: Place): Promise<void> {
  if (await isInstalled(place)) return;
  throw new Refused(
    `${place.data} holds no installation. Name its folder with --data DIR; rapport serve makes a new one, rapport restore brings one back.`,
  );
}

/** How starting the database is told, unless nothing shall be. */
export const opening = (quiet: boolean): OpenOptions => (quiet ? {} : { progress: (step) => complain(step) });

/** A bar for what takes long; nothing where it is quiet. */
export function barOf(quiet: boolean): {
  readonly step: (done: number, total: number, name?: string) => void;
  readonly clear: () => void;
} {
  const terminal = terminalOf(process.stderr, process.env);
  let bar: ReturnType<typeof progressOf> | null = null;
  let of = 0;
  return {
    step: (done, total, name = '') => {
      if (quiet) return;
      if (bar === null || of !== total) {
        of = total;
        bar = progressOf(total, terminal, (text) => process.stderr.write(text), Date.now);
      }
      bar.step(done, name);
    },
    clear: () => bar?.clear(),
  };
}

export const quietOption = { flags: '-q, --quiet', about: 'no progress; errors are still told' };
