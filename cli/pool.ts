import { Worker } from 'node:worker_threads';
import { type Outcome, perform, type Task } from './reading.ts';

/** Performs tasks on several threads; outcomes come as they are ready, with the index of their task. */
export interface Pool {
  readonly run: (tasks: readonly Task[], ready: (index: number, outcome: Outcome) => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const crashed = (reason: string): Outcome => ({
  kind: 'unread',
  message: `the program broke off while reading it (${reason}), which is a fault of the program: please report it.`,
});

/** Everything on the calling thread, one after the other. */
const inPlace: Pool = {
  run: async (tasks, ready) => {
    for (const [index, task] of tasks.entries()) await ready(index, await perform(task));
  },
  stop: async () => {},
};

/** A pool of `threads`; one thread needs no worker. A worker that dies costs only the file it was reading. */
export function poolOf(threads: number): Pool {
  if (threads <= 1) return inPlace;
  const workers = new Set<Worker>();
  const start = (): Worker => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    workers.add(worker);
    return worker;
  };
  const once = (worker: Worker, task: Task): Promise<{ outcome: Outcome; alive: boolean }> =>
    new Promise((resolve) => {
      const finish = (outcome: Outcome, alive: boolean) => {
        // Only our own listeners: the worker has some of its own.
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (!alive) workers.delete(worker);
        resolve({ outcome, alive });
      };
      const onMessage = (outcome: Outcome) => finish(outcome, true);
      const onError = (error: Error) => finish(crashed(error.message), false);
      const onExit = (code: number) => finish(crashed(`exit code ${code}`), false);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(task);
    });
  let stopped = false;
  const stop = async (): Promise<void> => {
    stopped = true;
    await Promise.all([...workers].map((worker) => worker.terminate()));
  };
  return {
    stop,
    run: async (tasks, ready) => {
      let next = 0;
      const lane = async (): Promise<void> => {
        let worker = start();
        while (next < tasks.length && !stopped) {
          const index = next++;
          const task = tasks[index];
          if (task === undefined) break;
          // Standard input belongs to the main thread.
          const { outcome, alive } =
            task.input.path === null ? { outcome: await perform(task), alive: true } : await once(worker, task);
          if (stopped) return;
          await ready(index, outcome);
          if (!alive) worker = start();
        }
      };
      await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, lane));
      await stop();
    },
  };
}
