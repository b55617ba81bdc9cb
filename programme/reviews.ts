import type { Correction, Review } from './documents.ts';
import type { ProposedMandate } from './keptReading.ts';

/** What people decided about mandates, laid over what the machine read. */

/** Where a mandate stood in an earlier reading, with the id that reviews know it by. */
export interface StandingMandate {
  readonly id: string;
  readonly paragraph: string;
  readonly act: string;
  readonly nth: number;
}

/**
 * Which of the standing mandates each proposal of a new reading is: the same act in the same paragraph, else what is left in that
 * paragraph, in order. So a review stays with its paragraph when a later program reads the verb better. `null`: it is new.
 */
export function matchedMandates(
  standing: readonly StandingMandate[],
  proposals: readonly Pick<ProposedMandate, 'paragraph' | 'act' | 'nth'>[],
): readonly (StandingMandate | null)[] {
  const place = ({ paragraph, act, nth }: Pick<StandingMandate, 'paragraph' | 'act' | 'nth'>) =>
    JSON.stringify([paragraph, act, nth]);
  const left = new Map(standing.map((mandate) => [place(mandate), mandate]));
  const exact = proposals.map((proposal) => {
    const found = left.get(place(proposal)) ?? null;
    if (found !== null) left.delete(place(proposal));
    return found;
  });
  const byParagraph = Map.groupBy(left.values(), ({ paragraph }) => paragraph);
  return exact.map((found, index) => found ?? byParagraph.get(proposals[index]?.paragraph ?? '')?.shift() ?? null);
}

/** What holds of a mandate after a review: the corrected fields, and of the others what was read. */
export interface Holding {
  readonly force: string;
  readonly act: string;
  readonly who: readonly string[];
  readonly action: string | null;
  readonly deliverable: string | null;
  readonly recipient: readonly string[];
  readonly due: { readonly from: string | null; readonly to: string | null } | null;
  readonly recurrence: string | null;
  readonly conditions: readonly string[];
}

const given = (correction: Correction): Partial<Holding> =>
  Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined));

/** The proposal as corrected. A rejected one holds nothing, so `null`. */
export function holdingAfter(
  proposal: ProposedMandate,
  review: Pick<Review, 'decision' | 'correction'> | null,
): Holding | null {
  if (review?.decision === 'rejected') return null;
  const { force, act, who, action, deliverable, recipient, recurrence, conditions } = proposal;
  const [due] = proposal.due;
  const read: Holding = {
    ...{ force, act, who, action, deliverable, recipient, recurrence, conditions },
    due: due === undefined ? null : { from: due.from, to: due.to },
  };
  return review?.decision === 'corrected' ? { ...read, ...given(review.correction) } : read;
}
