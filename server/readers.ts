import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileReading } from './fileReading.ts';
import { turnsOf } from './turns.ts';

/** What came of a file on a reading thread: a reading, or how the thread was lost over it. */
export type ThreadReading =
  | FileReading
  | {
      readonly kind: 'lost';
      /** `missing`: the bytes are not held any more. */
      readonly reason: 'time-limit' | 'memory-limit' | 'broke-off' | 'missing';
      readonly detail: Readonly<Record<string, string | number>>;
    }
  /** The threads were given up before it was read. */
  | { readonly kind: 'closed' };

export interface ReaderLimits {
  readonly threads: number;
  /** Milliseconds for one file. */
  readonly time: number;
  /** Megabytes of memory for one thread. */
  readonly memory: number;
}

export const usualLimits: ReaderLimits = { threads: Math.min(2, availableParallelism()), time: 120_000, memory: 1024 };

/** Milliseconds after which an idle thread is given up; the next file starts one. */
const idleTime = 60_000;

/** Threads that read files. One that dies or hangs costs only the file it has in hand. */
export interface Readers {
  /** Waits for a free thread, and only then for the bytes: no more files stand in memory than threads read. */
  readonly read: (bytes: () => Promise<Uint8Array | null>) => Promise<ThreadReading>;
  readonly close: () => Promise<void>;
}

export function readersOf({ threads, time, memory }: ReaderLimits = usualLimits): Readers {
  const alive = new Set<Worker>();
  const idle = new Map<Worker, NodeJS.Timeout>();
  const inTurn = turnsOf(threads);
  let closed = false;

  function started(): Worker {
    const worker = new Worker(new URL('./readingWorker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    alive.add(worker);
    // A thread that dies idle is missed by nobody.
    worker.on('error', () => {});
    worker.once('exit', () => {
      alive.delete(worker);
      clearTimeout(idle.get(worker));
      idle.delete(worker);
    });
    return worker;
  }

  function taken(): Worker {
    const [held] = idle;
    if (held === undefined) return started();
    const [worker, timer] = held;
    clearTimeout(timer);
    idle.delete(worker);
    worker.ref();
    return worker;
  }

  function putBack(worker: Worker): void {
    worker.unref();
    idle.set(worker, setTimeout(() => void worker.terminate(), idleTime).unref());
  }

  return {
    read: (bytes) =>
      inTurn(async () => {
        const given = await bytes();
        if (closed) return { kind: 'closed' };
        if (given === null) return { kind: 'lost', reason: 'missing', detail: {} };
        const worker = taken();
        const reading = await readingBy(worker, given, time);
        if (reading.kind !== 'lost') putBack(worker);
        else if (closed) return { kind: 'closed' };
        else await worker.terminate();
        return reading;
      }),
    close: async () => {
      closed = true;
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

function readingBy(worker: Worker, bytes: Uint8Array, time: number): Promise<ThreadReading> {
  // A buffer of Node may be a part of a larger one: only an array of its own can be handed over.
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
  return new Promise((resolve) => {
    const finish = (reading: ThreadReading): void => {
      clearTimeout(timer);
      // Only our own listeners: the worker has some of its own.
      worker.off('message', finish).off('error', onError).off('exit', onExit);
      resolve(reading);
    };
    const onError = (error: NodeJS.ErrnoException): void =>
      finish(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? { kind: 'lost', reason: 'memory-limit', detail: {} }
          : { kind: 'lost', reason: 'broke-off', detail: { error: error.message.slice(0, 500) } },
      );
    const onExit = (code: number): void => finish({ kind: 'lost', reason: 'broke-off', detail: { code } });
    const timer = setTimeout(
      () => finish({ kind: 'lost', reason: 'time-limit', detail: { seconds: time / 1000 } }),
      time,
    );
    worker.on('message', finish).on('error', onError).on('exit', onExit);
    worker.postMessage(own, [own.buffer as ArrayBuffer]);
  });
}
