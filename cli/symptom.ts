import type { Place } from '../records/installation.ts';

/** What an examination found: all is well, somebody should look, or something does not work. */
export interface Symptom {
  readonly level: 'good' | 'look' | 'bad';
  /** What was looked at. */
  readonly part: string;
  readonly says: string;
  /** What to do; nothing where all is good. */
  readonly todo?: string;
}

/** What examinations of the machine need to know. */
export interface Patient {
  readonly place: Place;
  readonly url: string | null;
  /** Every file and record, not a part of them. */
  readonly all: boolean;
}

export const good = (part: string, says: string): Symptom => ({ level: 'good', part, says });
export const look = (part: string, says: string, todo: string): Symptom => ({ level: 'look', part, says, todo });
export const bad = (part: string, says: string, todo: string): Symptom => ({ level: 'bad', part, says, todo });
