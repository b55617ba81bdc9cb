import { z } from '@hono/zod-openapi';
import { passwordLength } from './weakness.ts';

/** Text of one line that people typed: PostgreSQL keeps no NUL, and other controls are never meant. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);

export const email = z.email().max(254).openapi({ example: 'amal@example.org' });

/** As typed at sign-in: nothing is told of what it must be like. */
export const anyPassword = z.string().min(1).max(1000).openapi({ format: 'password' });

export const newPassword = anyPassword.openapi({
  format: 'password',
  description: `At least ${passwordLength.least} characters; not one of the commonest, nor made of the own name.`,
});

export const language = z.enum(['ar', 'en', 'es', 'fr', 'ru', 'zh']);

export const token = z
  .string()
  .regex(/^[\w-]{43}$/)
  .openapi({ description: 'The token of a link.' });

export const code = z
  .string()
  .regex(/^\d{6}$/)
  .openapi({ description: 'Of an authenticator app.', example: '123456' });

export const recoveryCode = z
  .string()
  .min(1)
  .max(40)
  .openapi({ description: 'Hyphens, blanks and capitals do not matter.' });

export const id = z.uuid();
export const moment = z.iso.datetime();

export const sessionSchema = z
  .object({
    id,
    person: id,
    since: moment,
    until: moment,
    secondFactor: z.boolean(),
    kind: z.enum(['browser', 'program']),
  })
  .openapi('Session');

/** What comes of showing who one is. */
export const outcomeSchema = z
  .discriminatedUnion('next', [
    z.object({ next: z.literal('signed-in'), session: sessionSchema }),
    z.object({ next: z.literal('second-step'), methods: z.array(z.enum(['code', 'recovery-code'])) }),
  ])
  .openapi('SignInOutcome');

export const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

/** The first label of every route: how they are grouped in the description of the API. */
export const tags = ['sign-in'];
