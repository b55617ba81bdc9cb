import { z } from 'zod';
import { address, bodyId, day, entryId, line, names, partyId, pointer, sdgTarget, span, words } from './vocabulary.ts';

/** An organization, or a State, that keeps records of its own here. */
export const party = z.strictObject({
  party: partyId,
  names,
  kind: z.enum(['organization', 'state', 'other']).default('organization'),
});

/**
 * Whom a party takes part as: a full party and an observer see what is shared among the parties, a third party (the OSCE on
 * mediation) only what is public or names it.
 */
export const participation = z.enum(['party', 'observer', 'third']);

export const programme = z.strictObject({
  names,
  parties: z
    .array(
      z.strictObject({
        party: partyId,
        as: participation,
        from: day.nullable().default(null),
        until: day.nullable().default(null),
      }),
    )
    .min(1)
    .max(60)
    .refine((all) => new Set(all.map((each) => each.party)).size === all.length, 'A party is named twice.'),
  /** What it rests on: the founding resolution, the agreements of cooperation. */
  foundations: z.array(pointer).max(50).default([]),
  /** Length of a usual period in months: 24 for a biennium. */
  months: z.number().int().min(1).max(120).default(24),
  about: words.default(''),
});

export const period = z.strictObject({ names, span, remarks: words.default('') });

/** A priority area is data: it is opened, renamed and closed, and its history stays in the log. */
export const area = z.strictObject({
  names,
  order: z.number().int().min(0).max(1000).default(0),
  span: span.default({ from: null, until: null }),
  leads: z.array(bodyId).max(30).default([]),
  sdg: z.array(sdgTarget).max(30).default([]),
  basis: z.array(address).max(30).default([]),
});

export const workingGroup = z.strictObject({
  names,
  areas: z.array(entryId).max(50).default([]),
  span: span.default({ from: null, until: null }),
  basis: z.array(pointer).max(30).default([]),
});

/** A body of one of the parties: taken over from the gazetteer, or an own one. */
export const body = z.strictObject({
  body: bodyId,
  names,
  parent: bodyId.nullable().default(null),
  formerNames: z
    .array(z.strictObject({ name: line, until: day.nullable() }))
    .max(20)
    .default([]),
  kind: z.string().max(60).default('entity'),
});
