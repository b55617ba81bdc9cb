import { parentPort } from 'node:worker_threads';
import { fileReading } from './fileReading.ts';

// One thread of `readers.ts`: takes the bytes of a file, gives what was read.
parentPort?.on('message', async (bytes: Uint8Array) => {
  const reading = await fileReading(bytes);
  const moved = reading.kind === 'read' ? reading.parts.map(({ json }) => json.buffer) : [];
  parentPort?.postMessage(reading, moved);
});
