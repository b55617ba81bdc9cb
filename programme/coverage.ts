import type { Entry } from './ports.ts';
import type { Pointer } from './vocabulary.ts';

/** How far the areas of a programme are covered: by mandates, activities and evidence; and what is covered by nothing. */

export interface Covered {
  readonly areas: readonly Entry<'area'>[];
  readonly activities: readonly Entry<'activity'>[];
  readonly halves: readonly Entry<'half'>[];
  readonly updates: readonly Entry<'update'>[];
  readonly answers: readonly Entry<'answer'>[];
  readonly mandates: readonly { readonly id: string; readonly address: string }[];
}

/** The lists behind the figures of an area: ids of mandates, activities, and of the updates and answers that hold evidence. */
export interface AreaCoverage {
  readonly area: string;
  readonly mandates: readonly string[];
  readonly activities: readonly string[];
  readonly evidence: readonly string[];
  readonly activitiesWithoutEvidence: readonly string[];
  /** Paragraphs it rests on that no activity serves. */
  readonly unserved: readonly string[];
}

export interface Coverage {
  readonly areas: readonly AreaCoverage[];
  /** Mandates that no activity serves. */
  readonly mandatesWithoutActivity: readonly string[];
  readonly activitiesWithoutArea: readonly string[];
}

const entryOf = (about: Pointer): string | null => ('entry' in about ? about.entry : null);

/** Which updates and answers show something of each activity, said of itself or of one of its halves. */
function evidenceOf({ halves, updates, answers }: Covered): ReadonlyMap<string, ReadonlySet<string>> {
  const activityOf = new Map(halves.map(({ id, body }) => [id, body.activity]));
  const shown = [
    ...updates.filter(({ body }) => body.evidence.length > 0).map(({ id, body }) => ({ id, about: body.about })),
    ...answers.flatMap(({ id, body }) =>
      body.items.filter(({ evidence }) => evidence.length > 0).map(({ about }) => ({ id, about })),
    ),
  ];
  const evidence = new Map<string, Set<string>>();
  for (const { id, about } of shown) {
    const entry = entryOf(about);
    if (entry === null) continue;
    const activity = activityOf.get(entry) ?? entry;
    evidence.set(activity, (evidence.get(activity) ?? new Set()).add(id));
  }
  return evidence;
}

/** Examples cover nothing. */
export function coverageOf(covered: Covered): Coverage {
  const activities = covered.activities.filter(({ body }) => !body.example);
  const evidence = evidenceOf(covered);
  const served = new Set(activities.flatMap(({ body }) => body.mandates));
  const areas = covered.areas
    .toSorted((a, b) => a.body.order - b.body.order || (a.id < b.id ? -1 : 1))
    .map(({ id, body: { basis } }): AreaCoverage => {
      const own = activities.filter(({ body }) => body.area === id);
      const addresses = new Set([...basis, ...own.flatMap(({ body }) => body.mandates)]);
      return {
        area: id,
        mandates: covered.mandates.filter(({ address }) => addresses.has(address)).map((mandate) => mandate.id),
        activities: own.map((activity) => activity.id),
        evidence: [...new Set(own.flatMap((activity) => [...(evidence.get(activity.id) ?? [])]))],
        activitiesWithoutEvidence: own.map((activity) => activity.id).filter((activity) => !evidence.has(activity)),
        unserved: basis.filter((address) => !served.has(address)),
      };
    });
  return {
    areas,
    mandatesWithoutActivity: covered.mandates.filter(({ address }) => !served.has(address)).map(({ id }) => id),
    activitiesWithoutArea: activities.filter(({ body }) => body.area === null).map(({ id }) => id),
  };
}
