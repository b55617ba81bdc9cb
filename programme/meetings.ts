import { z } from 'zod';
import { bodyId, day, entryId, line, names, partyId, personId, pointer, sha256, span, words } from './vocabulary.ts';

export const meetingKind = z.enum([
  'general',
  'sectoral',
  'thematic',
  'high-level',
  'senior-officials',
  'focal-points',
  'working-group',
  'training',
  'conference',
  'consultation',
]);

/** Meetings that follow each other: the general meeting of two organizations, a course given every year. */
export const meetingSeries = z.strictObject({
  names,
  kind: meetingKind,
  /** Rhythm as the text has it, ISO 8601: P2Y. Null: when they are called. */
  every: z
    .string()
    .regex(/^P\d{1,3}[YMWD]$/)
    .nullable()
    .default(null),
  basis: z.array(pointer).max(30).default([]),
});

const paper = z.strictObject({
  title: line,
  file: sha256.nullable().default(null),
  document: entryId.nullable().default(null),
  by: bodyId.nullable().default(null),
});

const agendaItem = z.strictObject({
  number: z.string().max(20),
  title: line,
  about: z.array(pointer).max(60).default([]),
  papers: z.array(paper).max(40).default([]),
});

/** A planned meeting is an obligation with a status: what was planned stays beside what was held. */
export const meeting = z.strictObject({
  kind: meetingKind,
  series: entryId.nullable().default(null),
  number: z.number().int().min(1).max(10_000).nullable().default(null),
  title: line,
  theme: z.string().max(500).nullable().default(null),
  status: z.enum(['planned', 'convened', 'held', 'postponed', 'cancelled']).default('planned'),
  planned: span.default({ from: null, until: null }),
  held: span.nullable().default(null),
  host: bodyId.nullable().default(null),
  place: line.nullable().default(null),
  basis: z.array(pointer).max(30).default([]),
  period: entryId.nullable().default(null),
  agenda: z.array(agendaItem).max(200).default([]),
  participants: z
    .array(
      z.strictObject({
        body: bodyId,
        party: partyId.nullable().default(null),
        people: z.array(personId).max(50).default([]),
        as: z.enum(['chair', 'co-chair', 'member', 'observer', 'guest']).default('member'),
      }),
    )
    .max(400)
    .default([]),
  papers: z.array(paper).max(200).default([]),
  minutes: words.default(''),
});

/** What a meeting decided or recommended, as something to follow up. */
export const outcome = z.strictObject({
  meeting: entryId,
  item: z.string().max(20).nullable().default(null),
  kind: z.enum(['decision', 'recommendation', 'action', 'understanding']).default('action'),
  text: z.string().trim().min(1).max(8000),
  responsible: z.array(bodyId).max(60).default([]),
  due: day.nullable().default(null),
  about: z.array(pointer).max(60).default([]),
  status: z.enum(['open', 'under-way', 'done', 'dropped']).default('open'),
});

export type Meeting = z.infer<typeof meeting>;
export type Outcome = z.infer<typeof outcome>;
