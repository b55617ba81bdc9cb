import type { Terminal } from './terminal.ts';

/** Tells how far many files are. */
export interface Progress {
  readonly step: (done: number, name: string) => void;
  /** Takes the bar away, so that something else can be written. */
  readonly clear: () => void;
}

const silent: Progress = { step: () => {}, clear: () => {} };

const seconds = (milliseconds: number): string => {
  const whole = Math.round(milliseconds / 1000);
  return whole < 100 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
};

/**
 * A bar on a terminal; elsewhere a plain line every ten seconds. Nothing for a single file.
 * `now` gives milliseconds.
 */
export function progressOf(
  total: number,
  terminal: Terminal,
  write: (text: string) => void,
  now: () => number,
): Progress {
  if (total < 2) return silent;
  const start = now();
  let last = start;
  const left = (done: number) => (done === 0 ? '' : `, ${seconds(((now() - start) / done) * (total - done))} left`);
  if (!terminal.interactive) {
    return {
      step: (done) => {
        if (now() - last < 10_000 || done === total) return;
        last = now();
        write(`${done} of ${total} read${left(done)}\n`);
      },
      clear: () => {},
    };
  }
  return {
    step: (done, name) => {
      if (now() - last < 60 && done !== total) return;
      last = now();
      const full = Math.round((done / total) * 24);
      const bar = `${'█'.repeat(full)}${'░'.repeat(24 - full)} ${done}/${total}${left(done)}`;
      const room = Math.max(0, terminal.columns - bar.length - 3);
      // Names may be of any script and length: only what is surely narrow enough is shown.
      const shown = /^[\x20-\x7e]*$/.test(name) ? name.slice(-room) : '';
      write(`\r\x1b[2K${bar}  ${room > 0 ? shown : ''}`);
    },
    clear: () => write('\r\x1b[2K'),
  };
}
