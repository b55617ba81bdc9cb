import { type ActivityStatus, type Difference, differencesOf, jointStatus } from './matrix.ts';
import type { Entry } from './ports.ts';

/** The matrix as it stands: each line with the halves of all sides, and how many of the lines are done. */

export interface MatrixLine {
  readonly activity: Entry<'activity'>;
  readonly halves: readonly Entry<'half'>[];
  /** `differs` where the sides do not say the same: nothing is added up from it. */
  readonly status: ActivityStatus | 'differs';
  readonly differences: readonly Difference[];
}

export function linesOf(
  activities: readonly Entry<'activity'>[],
  halves: readonly Entry<'half'>[],
): readonly MatrixLine[] {
  const byActivity = Map.groupBy(halves, ({ body }) => body.activity);
  return activities.map((activity) => {
    const own = byActivity.get(activity.id) ?? [];
    return { activity, halves: own, status: jointStatus(own), differences: differencesOf(own) };
  });
}

/** "97 of 103", with what it is made of: the ids of the activities in each status. */
export interface MatrixCount {
  readonly done: number;
  readonly lines: number;
  readonly parts: Readonly<Record<ActivityStatus | 'differs', readonly string[]>>;
  /** Shown, but counted nowhere. */
  readonly examples: readonly string[];
}

export function countOf(lines: readonly MatrixLine[]): MatrixCount {
  const counted = lines.filter(({ activity }) => !activity.body.example);
  const inStatus = (status: MatrixLine['status']): string[] =>
    counted.filter((line) => line.status === status).map(({ activity }) => activity.id);
  const parts = {
    proposed: inStatus('proposed'),
    agreed: inStatus('agreed'),
    'under-way': inStatus('under-way'),
    done: inStatus('done'),
    delayed: inStatus('delayed'),
    dropped: inStatus('dropped'),
    'carried-over': inStatus('carried-over'),
    differs: inStatus('differs'),
  };
  const examples = lines.filter(({ activity }) => activity.body.example).map(({ activity }) => activity.id);
  return { done: parts.done.length, lines: counted.length, parts, examples };
}
