import { z } from '@hono/zod-openapi';
import { progress } from '../programme/followUp.ts';
import { bodyId, day, evidence, languageTag, line, pointer, sha256, words } from '../programme/vocabulary.ts';

/** What links give and take. */

const givenEvidence = z.union([
  z.strictObject({ file: sha256 }).describe('A file that came in by this link.'),
  z.strictObject({ link: z.url({ protocol: /^https?$/ }).max(2000), title: line }),
]);

const draftItem = z.strictObject({
  about: pointer,
  status: progress.nullable().default(null),
  words: words.default(''),
  evidence: z.array(givenEvidence).max(40).default([]),
});

export const draftSchema = z
  .strictObject({ items: z.array(draftItem).max(200), language: languageTag.nullable().default(null) })
  .openapi('LinkDraft');

export const givenAnswer = z
  .strictObject({
    items: z
      .array(z.strictObject({ ...draftItem.shape, status: progress }))
      .min(1)
      .max(200),
    language: languageTag.nullable().default(null),
  })
  .openapi('LinkAnswer');

export const fileSchema = z
  .object({ sha256, name: line, mediaType: z.string(), bytes: z.number().int(), added: z.iso.datetime() })
  .openapi('LinkFile');

export const answeredSchema = z
  .object({
    items: z.array(z.object({ about: pointer, status: progress, words: z.string(), evidence: z.array(evidence) })),
    on: day,
    language: languageTag.nullable(),
    version: z.number().int(),
  })
  .openapi('LinkAnswered');

export const linkSchema = z
  .object({
    request: z.object({ title: line, words: z.string(), due: day, closed: z.boolean(), askedBy: z.string() }),
    body: z.object({ id: bodyId, name: z.string() }),
    language: languageTag.describe('In which the letter was written.'),
    until: day.describe('The last day on which the link holds.'),
    items: z.array(
      z.object({
        about: pointer,
        kind: z.string().nullable().describe('paragraph, mandate or a register; null where it cannot be shown.'),
        title: z.string().nullable(),
        text: z.string().nullable(),
        language: z.string().nullable(),
      }),
    ),
    draft: z.object({ draft: z.unknown(), saved: z.iso.datetime() }).nullable(),
    answer: answeredSchema.nullable().describe('What was answered before.'),
    files: z.array(fileSchema),
    limits: z.object({ files: z.number(), fileBytes: z.number(), allBytes: z.number() }),
  })
  .openapi('Link');

export const fileName = line
  .refine((name) => !/[\p{Cc}/\\]/u.test(name) && name.isWellFormed(), 'A name without paths and control characters.')
  .describe('What the file is called.');
