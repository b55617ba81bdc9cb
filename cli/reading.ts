import { readFile } from 'node:fs/promises';
import type { Language } from '../reader/model.ts';
import type { MandateList } from '../reader/write/mandateRows.ts';
import { refusalSentence } from './findings.ts';
import { type Layout, written } from './forms.ts';
import { type Input, reasonOf } from './inputs.ts';

/** One piece of work: what to read, with which hints, and how to write it. Plain data, so that it can cross to a worker. */
export interface Task {
  readonly input: Input;
  readonly language: Language | null;
  readonly view: 'accepted' | 'original';
  /** `null`: not to write it, but to list its mandates. */
  readonly layout: Layout | null;
}

/** What came of a task. */
export type Outcome =
  | { readonly kind: 'read'; readonly text: string; readonly findings: number; readonly problems: number }
  | { readonly kind: 'listed'; readonly list: MandateList; readonly findings: number }
  | { readonly kind: 'unread'; readonly message: string };

async function bytesOf(input: Input): Promise<Uint8Array> {
  if (input.path !== null) return new Uint8Array(await readFile(input.path));
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}

/** Reads one input and writes it in its form. What goes wrong becomes a message, never an exception. */
export async function perform(task: Task): Promise<Outcome> {
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(task.input);
  } catch (error) {
    return { kind: 'unread', message: `${reasonOf(error)}. Check the path and the permissions.` };
  }
  try {
    const { read } = await import('../reader/read.ts');
    const reading = await read(bytes, { view: task.view, ...(task.language && { language: task.language }) });
    if (reading.kind === 'refused')
      return { kind: 'unread', message: refusalSentence(reading.refusal, reading.values) };
    const { publication, findings } = reading;
    if (task.layout === null) {
      const { mandateListOf } = await import('../reader/write/mandateRows.ts');
      return { kind: 'listed', list: mandateListOf(publication), findings: findings.length };
    }
    return {
      kind: 'read',
      text: await written(publication, findings, task.input.name, task.layout),
      findings: findings.length,
      problems: findings.filter((finding) => finding.severity === 'problem').length,
    };
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      kind: 'unread',
      message: `the program failed on it, which is a fault of the program: please report it.\n${detail}`,
    };
  }
}
