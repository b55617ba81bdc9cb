import { alarmOf } from './agreements.ts';
import { dayAfter, daysBetween } from './days.ts';
import { isOverdue } from './owed.ts';
import type { Entry } from './ports.ts';

/** Which reminders are due on a day, from what was sent before. Each `occasion` is used once. */

/** A request that was sent, and how far its bodies are. */
export interface SentRequest {
  readonly request: Entry<'request'>;
  readonly bodies: readonly {
    readonly body: string;
    /** The day on which the letter was written. */
    readonly sentOn: string;
    readonly answered: boolean;
    /** Occasions of reminders that went out. */
    readonly reminded: readonly string[];
  }[];
}

export interface RequestReminder {
  readonly kind: 'request';
  readonly request: string;
  readonly body: string;
  readonly occasion: string;
}

export interface AgreementReminder {
  readonly kind: 'agreement';
  readonly agreement: string;
  readonly occasion: string;
  /** Days until it ends; negative where it has ended. */
  readonly days: number;
}

export interface OutcomeReminder {
  readonly kind: 'outcomes';
  readonly programme: string;
  readonly body: string;
  readonly outcomes: readonly string[];
  readonly occasion: string;
}

/** For so many days a reminder can be made up for when no server was running. */
const grace = 7;

/** The one occasion of a request that has come last, where it came after the letter and not too long ago. */
function requestOccasion({ due, reminders }: Entry<'request'>['body'], sentOn: string, today: string): string | null {
  const come = reminders
    .map((before) => ({ before, on: dayAfter(due, -before) }))
    .filter(({ on }) => on <= today && on > sentOn)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  const last = come.at(-1);
  return last === undefined || daysBetween(last.on, today) > grace ? null : `${due} ${last.before}`;
}

export const requestReminders = (requests: readonly SentRequest[], today: string): RequestReminder[] =>
  requests
    .filter(({ request }) => !request.body.closed && !request.withdrawn)
    .flatMap(({ request, bodies }) =>
      bodies.flatMap(({ body, sentOn, answered, reminded }): RequestReminder[] => {
        const occasion = answered ? null : requestOccasion(request.body, sentOn, today);
        return occasion === null || reminded.includes(occasion)
          ? []
          : [{ kind: 'request', request: request.id, body, occasion }];
      }),
    );

/** Alarms of agreements that end, once for each number of days that the agreement names, and once when it has ended. */
export const agreementReminders = (
  agreements: readonly { readonly agreement: Entry<'agreement'>; readonly reminded: readonly string[] }[],
  today: string,
): AgreementReminder[] =>
  agreements.flatMap(({ agreement, reminded }): AgreementReminder[] => {
    const alarm = alarmOf(agreement.body, today);
    if (alarm === null || alarm.kind === 'end-unknown') return [];
    const days = alarm.kind === 'ends' ? alarm.days : -alarm.days;
    if (days < -grace) return [];
    const reached = Math.min(...agreement.body.alarms.filter((each) => each >= days));
    const occasion = `${alarm.on} ${alarm.kind === 'ends' && Number.isFinite(reached) ? reached : alarm.kind}`;
    return reminded.includes(occasion) ? [] : [{ kind: 'agreement', agreement: agreement.id, occasion, days }];
  });

/** Days between two letters to one body about outcomes that are overdue. */
const week = 7;

export function outcomeReminders(
  programme: string,
  outcomes: readonly Entry<'outcome'>[],
  remindedOn: ReadonlyMap<string, string>,
  today: string,
): OutcomeReminder[] {
  const overdue = outcomes
    .filter((outcome) => !outcome.withdrawn && isOverdue(outcome, today))
    .flatMap(({ id, body }) => body.responsible.map((each) => ({ body: each, id })));
  return [...Map.groupBy(overdue, ({ body }) => body)].flatMap(([body, own]): OutcomeReminder[] => {
    const last = remindedOn.get(body);
    if (last !== undefined && daysBetween(last, today) < week) return [];
    return [{ kind: 'outcomes', programme, body, outcomes: own.map(({ id }) => id), occasion: today }];
  });
}
