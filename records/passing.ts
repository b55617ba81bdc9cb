import { createHash } from 'node:crypto';

/** Bytes on their way somewhere; when all have passed, their hash and length are known. */
export interface Passing {
  readonly bytes: AsyncGenerator<Uint8Array>;
  readonly length: () => number;
  readonly sha256: () => string;
}

export function passing(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Passing {
  const hash = createHash('sha256');
  let length = 0;
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      signal?.throwIfAborted();
      hash.update(chunk);
      length += chunk.length;
      yield chunk;
    }
  }
  return { bytes: through(), length: () => length, sha256: () => hash.copy().digest('hex') };
}
