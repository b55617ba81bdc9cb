import { z } from 'zod';
import { address, bodyId, day, entryId, languageTag, line, pointer, sha256, words } from './vocabulary.ts';

/** A work: the resolution itself, whatever files and languages carry it. */
export const document = z.strictObject({
  kind: z.enum([
    'resolution',
    'decision',
    'statement',
    'declaration',
    'draft',
    'report',
    'outcome',
    'agreement',
    'letter',
    'other',
  ]),
  symbol: z.string().trim().min(1).max(120).nullable().default(null),
  /** Its address without language or paragraph: `/akn/un/statement/deliberation/unga/2024-11-18/79-9`. */
  work: address.nullable().default(null),
  title: z.string().trim().max(2000),
  organ: z.string().max(80).nullable().default(null),
  session: z.string().max(80).nullable().default(null),
  date: day.nullable().default(null),
  sponsors: z.string().max(2000).nullable().default(null),
  vote: z
    .strictObject({
      outcome: z.string().max(60),
      inFavour: z.number().int().nullable(),
      against: z.number().int().nullable(),
      abstaining: z.number().int().nullable(),
    })
    .nullable()
    .default(null),
  /** The texts it renews or follows, by symbol. */
  follows: z.array(z.string().max(120)).max(20).default([]),
  draft: z.string().max(120).nullable().default(null),
  remarks: words.default(''),
});

/** A file that carries the work in one language, with what the reader made of it. */
export const version = z.strictObject({
  document: entryId,
  language: languageTag.nullable(),
  format: z.string().max(20),
  file: sha256,
  bytes: z.number().int().nonnegative(),
  name: line,
  /** Which of the resolutions in the file, from 0. */
  part: z.number().int().min(0).max(10_000).default(0),
  /** The kept reading, from which paragraphs and proposed mandates come. */
  reading: sha256,
  paragraphs: z.number().int().nonnegative(),
  findings: z
    .array(
      z.strictObject({
        code: z.string().max(60),
        severity: z.enum(['note', 'warning', 'problem']),
        count: z.number().int(),
      }),
    )
    .max(100)
    .default([]),
});

/** What a person may put in the place of what the machine read. Absent: as read. */
export const correction = z.strictObject({
  force: z.enum(['decision', 'request', 'appeal', 'position']).optional(),
  act: z.string().max(60).optional(),
  who: z.array(bodyId).max(60).optional(),
  action: z.string().max(4000).optional(),
  deliverable: z.string().max(60).nullable().optional(),
  recipient: z.array(bodyId).max(30).optional(),
  due: z.strictObject({ from: day.nullable(), to: day.nullable() }).nullable().optional(),
  recurrence: z.string().max(60).nullable().optional(),
  conditions: z.array(z.string().max(300)).max(20).optional(),
});

/** Where a mandate stands: its paragraph, its act, and the how-manieth of that act there. The same in every language. */
export const mandateKey = z.strictObject({
  document: entryId,
  paragraph: z.string().max(120),
  act: z.string().max(60),
  nth: z.number().int().min(0).max(500),
});

/** What a named person decided about a proposed mandate, and why. */
export const review = z.strictObject({
  mandate: entryId,
  key: mandateKey,
  decision: z.enum(['confirmed', 'corrected', 'rejected']),
  correction: correction.default({}),
  reason: words.default(''),
});

/** In the words of A/RES/80/251: a mandate stands until one of these is true of it. */
export const fate = z.strictObject({
  mandate: entryId,
  key: mandateKey,
  fate: z.enum(['implemented', 'expired', 'renewed', 'adapted', 'merged', 'replaced', 'retired']),
  on: day.nullable().default(null),
  by: z.array(pointer).max(20).default([]),
  remarks: words.default(''),
});

export type Correction = z.infer<typeof correction>;
export type MandateKey = z.infer<typeof mandateKey>;
export type Review = z.infer<typeof review>;
