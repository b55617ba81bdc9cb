import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { importing } from './import.ts';
import { mandates } from './mandates.ts';
import { read } from './read.ts';
import { series } from './series.ts';
import { serve } from './serve.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [read, mandates, compare, series, serve, importing];
