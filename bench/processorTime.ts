import { readdirSync, readFileSync } from 'node:fs';

/** Processor time by process, as Linux counts it; elsewhere nothing is known. */

/** Ticks of the clock in which Linux counts: 100 in a second, wherever Node runs. */
const ticks = 100;

interface Stat {
  readonly parent: number;
  /** Seconds, of the process and of those of its children that have ended. */
  readonly used: number;
}

function statOf(pid: number): Stat | null {
  try {
    // The name in brackets may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    const [, parent, , , , , , , , , , user, system, userOfChildren, systemOfChildren] = fields.map(Number);
    const used = (user ?? 0) + (system ?? 0) + (userOfChildren ?? 0) + (systemOfChildren ?? 0);
    return { parent: parent ?? 0, used: used / ticks };
  } catch {
    return null;
  }
}

/** Seconds of processor time that a process and all that it started have used; `null` where the system does not tell. */
export function secondsOf(root: number): number | null {
  const own = statOf(root);
  if (own === null) return null;
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const stats = pids.map(statOf).filter((stat) => stat !== null);
  return own.used + stats.reduce((sum, { parent, used }) => sum + (parent === root ? used : 0), 0);
}
