import type { Command } from './command.ts';
import { mandates } from './mandates.ts';
import { read } from './read.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [read, mandates];
