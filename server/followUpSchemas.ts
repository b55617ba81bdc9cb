import { z } from '@hono/zod-openapi';
import { progress, stance } from '../programme/followUp.ts';
import { activityStatus } from '../programme/matrix.ts';
import { meeting, meetingKind, outcome } from '../programme/meetings.ts';
import { post } from '../programme/posts.ts';
import { registerNames } from '../programme/registers.ts';
import { address, bodyId, day, entryId, names, partyId, pointer } from '../programme/vocabulary.ts';
import { entrySchema } from './entries.ts';
import type {
  CoverageView,
  DatesView,
  DifferencesView,
  MatrixView,
  MinutesView,
  OwedView,
  VacanciesView,
} from './followUpViews.ts';

/** What the views of follow-up answer with. */

const count = z.number().int();
const ids = z.array(entryId);
const whole = z.boolean().describe('False where there is more than was added up.');

export const owedSchema: z.ZodType<OwedView> = z
  .strictObject({
    bodies: z.array(
      z.strictObject({
        body: bodyId,
        answers: z.array(
          z.strictObject({
            request: entryId,
            to: partyId,
            title: z.string(),
            due: day,
            late: count.describe('Days behind the due day; negative are days left.'),
          }),
        ),
        updates: z.array(
          z.strictObject({ activity: entryId, half: entryId, title: z.string(), heard: day, days: count }),
        ),
        outcomes: z.array(z.strictObject({ outcome: entryId, text: z.string(), due: day, late: count })),
        overdue: count,
      }),
    ),
    unassigned: ids.describe('Activities in which no side names a lead.'),
    mine: z.array(bodyId).describe('The bodies among them for which you answer.'),
    whole,
  })
  .openapi('Owed');

export const datesSchema: z.ZodType<DatesView> = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum([
          ...(['activity-begins', 'activity-ends', 'outcome', 'request', 'agreement-ends'] as const),
          ...(['agreement-end-unknown', 'meeting', 'mandate'] as const),
        ]),
        id: entryId,
        title: z.string(),
        on: day.nullable(),
        days: count.nullable().describe('Days until then; negative where it is past.'),
        window: z.enum(['late', 'week', 'month', 'quarter', 'later', 'unknown']),
        bodies: z.array(bodyId),
        area: entryId.nullable(),
      }),
    ),
    windows: z.strictObject({ late: count, week: count, month: count, quarter: count, later: count, unknown: count }),
    whole,
  })
  .openapi('Dates');

const difference = z.strictObject({
  field: z.enum(['status', 'planned', 'actual', 'place', 'reached']),
  said: z.array(z.strictObject({ owner: partyId, value: z.unknown() })),
});

export const matrixSchema: z.ZodType<MatrixView> = z
  .strictObject({
    lines: z.array(
      z.strictObject({
        activity: entrySchema('activity'),
        halves: z.array(entrySchema('half')),
        status: z.enum([...activityStatus.options, 'differs']),
        differences: z.array(difference),
      }),
    ),
    count: z.strictObject({
      done: count,
      lines: count.describe('All but the examples.'),
      parts: z.record(z.enum([...activityStatus.options, 'differs']), ids),
      examples: ids,
    }),
    whole,
  })
  .openapi('Matrix') as never;

const openArea = z.strictObject({ area: entryId, names });

export const coverageSchema: z.ZodType<CoverageView> = z
  .strictObject({
    areas: z.array(
      z.strictObject({
        area: entryId,
        mandates: z.array(z.uuid()),
        activities: ids,
        evidence: ids.describe('Updates and answers that hold some.'),
        activitiesWithoutEvidence: ids,
        unserved: z.array(address).describe('Paragraphs it rests on that no activity serves.'),
      }),
    ),
    mandatesWithoutActivity: z.array(z.uuid()),
    activitiesWithoutArea: ids,
    areasWithoutFocalPoint: z.array(openArea),
    whole,
  })
  .openapi('Coverage');

const compiledOutcome = z.strictObject({
  outcome: entryId,
  kind: outcome.shape.kind.unwrap(),
  text: z.string(),
  responsible: z.array(bodyId),
  due: day.nullable(),
  status: outcome.shape.status.unwrap(),
  late: count.nullable(),
  latest: z
    .strictObject({ update: entryId, owner: partyId, on: day, status: progress, words: z.string() })
    .nullable()
    .describe('What was said of it last.'),
  updates: count,
});

export const minutesSchema: z.ZodType<MinutesView> = z
  .strictObject({
    series: entryId,
    meetings: z.array(
      z.strictObject({
        meeting: entryId,
        number: count.nullable(),
        title: z.string(),
        kind: meetingKind,
        status: meeting.shape.status.unwrap(),
        from: day.nullable(),
        until: day.nullable(),
        held: z.boolean().describe('Whether these are the days on which it was held.'),
        place: z.string().nullable(),
        host: bodyId.nullable(),
        chairs: z.array(z.strictObject({ body: bodyId, party: partyId.nullable(), as: z.enum(['chair', 'co-chair']) })),
        participants: z.array(bodyId),
        minutes: z.string(),
        agenda: z.array(
          z.strictObject({
            number: z.string(),
            title: z.string(),
            about: z.array(pointer),
            outcomes: z.array(compiledOutcome),
          }),
        ),
        outcomes: z.array(compiledOutcome),
      }),
    ),
  })
  .openapi('Minutes');

const answerer = z
  .strictObject({
    as: z.enum(['holder', 'deputy', 'coordinator']),
    person: z.uuid(),
    party: partyId,
    post: entryId.nullable(),
  })
  .nullable()
  .describe('Who gets what is asked of it; null is nobody.');

export const vacanciesSchema: z.ZodType<VacanciesView> = z
  .strictObject({
    posts: z.array(
      z.strictObject({
        post: entryId,
        owner: partyId,
        kind: post.shape.kind,
        body: bodyId,
        areas: ids,
        title: z.string().nullable(),
        passesTo: answerer,
      }),
    ),
    bodiesWithoutFocalPoint: z.array(z.strictObject({ body: bodyId, party: partyId.nullable(), passesTo: answerer })),
    areasWithoutFocalPoint: z.array(openArea),
  })
  .openapi('Vacancies');

export const differencesSchema: z.ZodType<DifferencesView> = z
  .strictObject({
    stances: z.array(
      z.strictObject({
        stance: entryId,
        owner: partyId,
        kind: stance.shape.stance,
        fields: z.array(z.string()),
        words: z.string(),
        at: z.iso.datetime(),
        on: z.strictObject({
          id: entryId,
          register: z.enum(registerNames as [(typeof registerNames)[number], ...typeof registerNames]),
          owner: partyId,
          title: z.string(),
          version: count,
        }),
        changedSince: z.boolean().describe('Whether the record was changed since: then it may be settled.'),
      }),
    ),
    lines: z.array(
      z.strictObject({
        activity: entryId,
        title: z.string(),
        halves: z.array(z.strictObject({ half: entryId, owner: partyId })),
        differences: z.array(difference),
      }),
    ),
    whole,
  })
  .openapi('Differences');
