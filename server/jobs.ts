import { forgetDrafts } from './links.ts';
import { forgetLetters, type MailSettings, sendLetters, smtpCarrier } from './mail.ts';
import type { Office } from './office.ts';
import { runReminders } from './reminders.ts';
import { causeOf } from './signIn/ports.ts';

/** What the server does by itself. Each job is safe with several servers on one database. */
export interface Jobs {
  /** Starts no more, and waits for what runs. */
  readonly stop: () => Promise<void>;
}

interface Job {
  readonly name: string;
  /** Milliseconds from one end to the next start. */
  readonly every: number;
  readonly run: () => Promise<unknown>;
}

const second = 1000;
const minute = 60 * second;

/** Runs each job again and again, never twice at once; what goes wrong is logged and tried again at its next turn. */
export function startJobs(office: Office, mail: MailSettings | null): Jobs {
  const carrier = mail === null ? null : smtpCarrier(mail);
  const { database, clock, log } = office;
  const jobs: Job[] = [
    { name: 'reminders', every: 5 * minute, run: () => runReminders(office, clock.now().toISOString().slice(0, 10)) },
    { name: 'sweep', every: 360 * minute, run: () => office.signIn.sweep() },
    { name: 'old-letters', every: 360 * minute, run: () => forgetLetters(database, clock.now()) },
    { name: 'old-drafts', every: 360 * minute, run: () => forgetDrafts({ database, clock }) },
    ...(carrier === null
      ? []
      : [{ name: 'letters', every: 15 * second, run: () => sendLetters({ database, clock, carrier, log }) }]),
  ];
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;
  const turn = async (job: Job): Promise<void> => {
    try {
      await job.run();
    } catch (error) {
      log({ event: 'job-failed', job: job.name, error: causeOf(error) });
    }
    plan(job, job.every);
  };
  const plan = (job: Job, wait: number): void => {
    if (stopped) return;
    const timer = setTimeout(() => {
      const turning = turn(job);
      running.add(turning);
      void turning.finally(() => running.delete(turning));
    }, wait);
    timers.set(job.name, timer.unref());
  };
  // Soon after the start, but not in the way of it.
  for (const job of jobs) plan(job, 2 * second);
  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running);
      carrier?.close();
    },
  };
}
