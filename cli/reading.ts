import { readFile } from 'node:fs/promises';
import type { Language, Publication, Reading } from '../reader/model.ts';
import type { MandateList } from '../reader/write/mandateRows.ts';
import { refusalSentence } from './findings.ts';
import { type Layout, written } from './forms.ts';
import { type Input, reasonOf } from './inputs.ts';

/** One piece of work: what to read, with which hints, and how to write it. Plain data, so that it can cross to a worker. */
export interface Task {
  readonly input: Input;
  readonly language: Language | null;
  readonly view: 'accepted' | 'original';
  /** `null`: not to write it, but to list its mandates; `whole`: to hand on all that was read. */
  readonly layout: Layout | 'whole' | null;
}

/** What came of a task. */
export type Outcome =
  | { readonly kind: 'read'; readonly text: string; readonly findings: number; readonly problems: number }
  | { readonly kind: 'whole'; readonly publication: Publication; readonly findings: number }
  | { readonly kind: 'listed'; readonly list: MandateList; readonly findings: number }
  | { readonly kind: 'unread'; readonly message: string };

async function bytesOf(input: Input): Promise<Uint8Array> {
  if (input.path !== null) return new Uint8Array(await readFile(input.path));
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}

type Unread = Extract<Outcome, { kind: 'unread' }>;

/** Does something with what an input holds. What goes wrong becomes a message, never an exception. */
export async function reading<T>(
  task: Pick<Task, 'input' | 'language' | 'view'>,
  use: (read: Extract<Reading, { kind: 'read' }>) => T | Promise<T>,
): Promise<T | Unread> {
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(task.input);
  } catch (error) {
    return { kind: 'unread', message: `${reasonOf(error)}. Check the path and the permissions.` };
  }
  try {
    const { read } = await import('../reader/read.ts');
    const found = await read(bytes, { view: task.view, ...(task.language && { language: task.language }) });
    if (found.kind === 'refused') return { kind: 'unread', message: refusalSentence(found.refusal, found.values) };
    return await use(found);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      kind: 'unread',
      message: `the program failed on it, which is a fault of the program: please report it.\n${detail}`,
    };
  }
}

/** Reads one input and writes it in its form. */
export const perform = (task: Task): Promise<Outcome> =>
  reading(task, async ({ publication, findings }): Promise<Outcome> => {
    if (task.layout === 'whole') return { kind: 'whole', publication, findings: findings.length };
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
  });
