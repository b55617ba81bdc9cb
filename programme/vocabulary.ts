import { z } from 'zod';

/** The simple values that every register is written in. Lengths are bounded: what comes in is not trusted. */

export const languageTag = z.enum(['ar', 'en', 'es', 'fr', 'ru', 'zh']).describe('Official language, BCP 47 tag.');

export const day = z.iso.date().describe('Calendar day, YYYY-MM-DD.');

export const entryId = z.uuid().describe('Id of an entry of a register.');

export const partyId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/)
  .describe('Short id of a party: UN, OIC, LAS.');

export const bodyId = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._()/ -]{0,79}$/u)
  .describe('Id of a body in the gazetteer or of an own one: UN/OCHA, OIC/SESRIC.');

export const personId = z
  .uuid()
  .describe('Opaque id of a person. The card with name and address stands outside the log.');

export const address = z
  .string()
  .min(3)
  .max(400)
  .regex(/^[^\s<>"]+$/)
  .describe(
    'Permanent address of a paragraph, the same in every language: /akn/un/statement/deliberation/unga/2024-11-18/79-9/!main#para_27.',
  );

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the bytes, lower-case hex.');

export const line = z.string().trim().min(1).max(500);
export const words = z.string().trim().max(20_000);

export const names = z
  .partialRecord(languageTag, line)
  .refine((all) => Object.keys(all).length > 0, 'A name in at least one language is needed.')
  .describe('A name in one or more of the six languages.');

export const visibility = z
  .enum(['internal', 'parties', 'public'])
  .describe('internal: the owner alone; parties: all parties and observers of the programme; public: everyone.');

/** From the first to the last day; open where unknown. */
export const span = z
  .strictObject({ from: day.nullable(), until: day.nullable() })
  .refine(({ from, until }) => from === null || until === null || from <= until, 'The first day is after the last.')
  .describe('First and last day; null where it is not known.');

export const pointer = z
  .union([
    z.strictObject({ paragraph: address }).describe('A paragraph of a document.'),
    z.strictObject({ entry: entryId }).describe('An entry of any register.'),
  ])
  .describe('What something is about.');

export const evidence = z
  .union([
    z.strictObject({ file: sha256, name: line, mediaType: z.string().max(120), bytes: z.number().int().nonnegative() }),
    z.strictObject({ link: z.url({ protocol: /^https?$/ }).max(2000), title: line }),
  ])
  .describe('A file by its hash, or a link.');

export const money = z.strictObject({
  amount: z.number().nonnegative().max(1e13),
  currency: z.string().regex(/^[A-Z]{3}$/),
  source: line.nullable().default(null),
});

export const sdgTarget = z
  .string()
  .regex(/^(?:[1-9]|1[0-7])(?:\.(?:\d{1,2}|[a-d]))?$/)
  .describe('Goal or target of the 2030 Agenda: 16, 16.6, 17.b.');

export type LanguageTag = z.infer<typeof languageTag>;
export type Names = z.infer<typeof names>;
export type Visibility = z.infer<typeof visibility>;
export type Pointer = z.infer<typeof pointer>;
export type Evidence = z.infer<typeof evidence>;
export type DaySpan = z.infer<typeof span>;
