import { z } from 'zod';
import { address, bodyId, entryId, line, money, pointer, sdgTarget, span, words } from './vocabulary.ts';

export const activityStatus = z.enum(['proposed', 'agreed', 'under-way', 'done', 'delayed', 'dropped', 'carried-over']);

/** A line of the matrix: what is to be done. How far each side is stands in the halves. */
export const activity = z.strictObject({
  title: line,
  kind: z.enum(['project', 'training', 'meeting', 'study', 'mission', 'exchange', 'other']).default('project'),
  period: entryId.nullable().default(null),
  area: entryId.nullable().default(null),
  workingGroup: entryId.nullable().default(null),
  mandates: z.array(address).max(60).default([]),
  basis: z.array(pointer).max(30).default([]),
  place: line.nullable().default(null),
  planned: span.default({ from: null, until: null }),
  expectedResult: words.default(''),
  indicator: z
    .strictObject({
      name: line,
      unit: z.string().max(60).default(''),
      baseline: z.number().nullable().default(null),
      target: z.number().nullable().default(null),
    })
    .nullable()
    .default(null),
  beneficiaries: words.default(''),
  sdg: z.array(sdgTarget).max(40).default([]),
  /** Partners that are no party: third organizations, institutions. */
  partners: z.array(bodyId).max(60).default([]),
  /** The line of an earlier period that this one goes on with. */
  carriedFrom: entryId.nullable().default(null),
  /** Shown as an example and never counted as a fact. */
  example: z.boolean().default(false),
});

/** What one party brings to an activity and how far it says it is. Nobody writes the half of the other side. */
export const half = z.strictObject({
  activity: entryId,
  lead: bodyId.nullable().default(null),
  partners: z.array(bodyId).max(60).default([]),
  planned: span.default({ from: null, until: null }),
  actual: span.default({ from: null, until: null }),
  place: line.nullable().default(null),
  funding: z.array(money).max(20).default([]),
  status: activityStatus.default('proposed'),
  /** Value of the indicator reached so far. */
  reached: z.number().nullable().default(null),
  result: words.default(''),
  remarks: words.default(''),
});

export type Half = z.infer<typeof half>;
export type ActivityStatus = z.infer<typeof activityStatus>;

/** A half with whose it is. */
export interface OwnedHalf {
  readonly id: string;
  readonly owner: string;
  readonly body: Half;
}

/** A field about which two sides say different things. */
export interface Difference {
  readonly field: 'status' | 'planned' | 'actual' | 'place' | 'reached';
  readonly said: readonly { readonly owner: string; readonly value: unknown }[];
}

const compared = ['status', 'planned', 'actual', 'place', 'reached'] as const;

const isSilent = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'object' &&
    value !== null &&
    'from' in value &&
    'until' in value &&
    value.from === null &&
    value.until === null);

/** Where the sides of one activity say different things; who says nothing differs from nobody. */
export function differencesOf(halves: readonly OwnedHalf[]): Difference[] {
  return compared.flatMap((field) => {
    const said = halves
      .map(({ owner, body }) => ({ owner, value: body[field] }))
      .filter(({ value }) => !isSilent(value));
    const kinds = new Set(said.map(({ value }) => JSON.stringify(value)));
    return kinds.size > 1 ? [{ field, said }] : [];
  });
}

/** Where the sides agree this is the status; otherwise `differs`, and nothing is added up from it. */
export function jointStatus(halves: readonly OwnedHalf[]): ActivityStatus | 'differs' {
  const [first, ...others] = halves.map(({ body }) => body.status);
  if (first === undefined) return 'proposed';
  return others.every((status) => status === first) ? first : 'differs';
}
