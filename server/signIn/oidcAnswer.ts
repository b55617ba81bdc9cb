import { errors } from 'jose';

/** The provider does not answer; or it answers, and not with what proves a sign-in. The cause names no one. */
export interface OidcFailure {
  readonly failed: 'unreachable' | 'refused';
  readonly cause: string;
}

/** How a failure goes up to `told`, which makes a value of it. */
export class Failure extends Error {
  readonly failed: OidcFailure['failed'];
  constructor(failed: OidcFailure['failed'], cause: string) {
    super(cause);
    this.failed = failed;
  }
}

export const told = async <Value>(work: () => Promise<Value>): Promise<Value | OidcFailure> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return { failed: error.failed, cause: error.message };
    if (error instanceof errors.JWKSTimeout) return { failed: 'unreachable', cause: error.code };
    if (error instanceof errors.JOSEError) return { failed: 'refused', cause: error.code };
    throw error;
  }
};

/** How long a provider may take. */
export const patience = 5_000;
const largestAnswer = 256 * 1024;

/** The JSON a provider answers: in time, of bounded size, from where it was asked. */
export async function answerOf(url: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patience) });
    const text = await boundedText(response);
    if (response.status >= 500 || response.status === 429)
      throw new Failure('unreachable', `status ${response.status}`);
    if (!response.ok) throw new Failure('refused', `status ${response.status}`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof SyntaxError) throw new Failure('refused', 'answer that is no JSON');
    throw new Failure('unreachable', error instanceof Error ? error.name : 'no answer');
  }
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) throw new Failure('refused', 'answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
