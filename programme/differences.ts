import type { Stance } from './followUp.ts';
import type { MatrixLine } from './lines.ts';
import type { Difference } from './matrix.ts';
import type { Entry } from './ports.ts';
import { factsOf, type RegisterName } from './registers.ts';

/** Where the parties do not agree: what they said to each other's records, and halves that say different things. */

export interface OpenStance {
  readonly stance: string;
  readonly owner: string;
  readonly kind: Stance['stance'];
  readonly fields: readonly string[];
  readonly words: string;
  readonly at: string;
  readonly on: {
    readonly id: string;
    readonly register: RegisterName;
    readonly owner: string;
    readonly title: string;
    readonly version: number;
  };
  /** Whether the record was changed since: then it may be settled. */
  readonly changedSince: boolean;
}

export interface DifferingLine {
  readonly activity: string;
  readonly title: string;
  readonly halves: readonly { readonly half: string; readonly owner: string }[];
  readonly differences: readonly Difference[];
}

export interface Differences {
  readonly stances: readonly OpenStance[];
  readonly lines: readonly DifferingLine[];
}

/** `entries`: the records that the stances are about, as far as they can be seen; a stance on another is not told. */
export function openDifferences(
  stances: readonly Entry<'stance'>[],
  entries: readonly Entry[],
  lines: readonly MatrixLine[],
): Differences {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  return {
    stances: stances.flatMap(({ id, owner, changedAt, body }): OpenStance[] => {
      const on = known.get(body.on);
      if (on === undefined || body.stance === 'accepts') return [];
      const { register, version } = on;
      return [
        {
          ...{ stance: id, owner, kind: body.stance, fields: body.fields, words: body.words, at: changedAt },
          on: { id: on.id, register, owner: on.owner, title: factsOf(register, on.body).title, version },
          changedSince: version > body.version,
        },
      ];
    }),
    lines: lines
      .filter(({ differences }) => differences.length > 0)
      .map(({ activity, halves, differences }) => ({
        activity: activity.id,
        title: activity.body.title,
        halves: halves.map(({ id, owner }) => ({ half: id, owner })),
        differences,
      })),
  };
}
