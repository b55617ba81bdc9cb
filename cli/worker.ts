import { parentPort } from 'node:worker_threads';
import { perform, type Task } from './reading.ts';

// One thread of `pool.ts`: takes a task, gives its outcome.
parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await perform(task));
});
