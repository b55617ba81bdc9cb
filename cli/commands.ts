import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { doctor } from './doctor.ts';
import { importing } from './import.ts';
import { mandates } from './mandates.ts';
import { party } from './party.ts';
import { read } from './read.ts';
import { records } from './records.ts';
import { restore } from './restore.ts';
import { series } from './series.ts';
import { serve } from './serve.ts';
import { user } from './user.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  read,
  mandates,
  compare,
  series,
  serve,
  importing,
  ...records,
  backup,
  restore,
  ...user,
  ...party,
  doctor,
];
