import { z } from 'zod';
import { bodyId, day, entryId, evidence, languageTag, line, pointer, words } from './vocabulary.ts';

export const progress = z.enum(['not-started', 'under-way', 'done', 'delayed', 'dropped', 'information']);

/** What a party says about anything on a day, with what shows it. */
export const update = z.strictObject({
  about: pointer,
  body: bodyId.nullable().default(null),
  status: progress.default('information'),
  words,
  on: day,
  language: languageTag.nullable().default(null),
  evidence: z.array(evidence).max(40).default([]),
});

/** "Please report on these by 15 March": what is asked, of which bodies, until when. */
export const request = z.strictObject({
  title: line,
  words: words.default(''),
  about: z.array(pointer).min(1).max(200),
  to: z
    .array(z.strictObject({ body: bodyId, language: languageTag.nullable().default(null) }))
    .min(1)
    .max(200),
  due: day,
  /** Days before the due day on which those who have not answered are reminded; 0 is the day itself, negative after it. */
  reminders: z.array(z.number().int().min(-365).max(365)).max(20).default([14, 3, -1]),
  closed: z.boolean().default(false),
});

/** What a body answers to a request: a record of its own side. */
export const answer = z.strictObject({
  request: entryId,
  body: bodyId,
  items: z
    .array(
      z.strictObject({
        about: pointer,
        status: progress,
        words: words.default(''),
        evidence: z.array(evidence).max(40).default([]),
      }),
    )
    .max(200),
  on: day,
  language: languageTag.nullable().default(null),
});

/** What a party says to a record of the other side: it agrees, sees it otherwise, or asks. */
export const stance = z.strictObject({
  on: entryId,
  /** The version of the entry that it speaks of. */
  version: z.number().int().min(1),
  stance: z.enum(['accepts', 'differs', 'queries']),
  fields: z.array(z.string().max(60)).max(40).default([]),
  words: words.default(''),
});

export type Answer = z.infer<typeof answer>;
export type Stance = z.infer<typeof stance>;
