import { daysBetween } from './days.ts';
import { jointStatus } from './matrix.ts';
import type { Entry } from './ports.ts';

/** What falls due, and what is late. */

export type DatedKind =
  | 'activity-begins'
  | 'activity-ends'
  | 'outcome'
  | 'request'
  | 'agreement-ends'
  /** Nobody knows when it ends: it has no day and is always listed. */
  | 'agreement-end-unknown'
  | 'meeting'
  | 'mandate';

export type DateWindow = 'late' | 'week' | 'month' | 'quarter' | 'later' | 'unknown';

export interface Dated {
  readonly kind: DatedKind;
  /** The entry or mandate. */
  readonly id: string;
  readonly title: string;
  readonly on: string | null;
  /** Days until then; negative where it is past. */
  readonly days: number | null;
  readonly window: DateWindow;
  readonly bodies: readonly string[];
  readonly area: string | null;
}

/** A mandate as far as its day is concerned. */
export interface DatedMandate {
  readonly id: string;
  readonly citation: string;
  readonly due: string | null;
  readonly who: readonly string[];
  /** Whether somebody said what became of it. */
  readonly settled: boolean;
}

export interface Datable {
  readonly activities: readonly Entry<'activity'>[];
  readonly halves: readonly Entry<'half'>[];
  readonly outcomes: readonly Entry<'outcome'>[];
  readonly requests: readonly Entry<'request'>[];
  readonly agreements: readonly Entry<'agreement'>[];
  readonly meetings: readonly Entry<'meeting'>[];
  readonly mandates: readonly DatedMandate[];
}

/** Days behind which a date of the past is history, not late: old resolutions hold hundreds of them. */
export const longestLate = 366;

const windowOf = (days: number): DateWindow =>
  days < 0 ? 'late' : days <= 7 ? 'week' : days <= 30 ? 'month' : days <= 90 ? 'quarter' : 'later';

type Found = Omit<Dated, 'days' | 'window'>;

function activityDates({ activities, halves }: Datable, today: string): Found[] {
  const byActivity = Map.groupBy(halves, ({ body }) => body.activity);
  return activities.flatMap(({ id, body: { title, planned, area, partners, example } }): Found[] => {
    if (example) return [];
    const own = byActivity.get(id) ?? [];
    const status = jointStatus(own);
    if (status === 'done' || status === 'dropped' || status === 'carried-over') return [];
    const leads = own.flatMap(({ body }) => body.lead ?? []);
    const common = { id, title, area, bodies: [...new Set([...leads, ...partners])] };
    const begins = planned.from !== null && planned.from >= today;
    return [
      ...(begins ? [{ ...common, kind: 'activity-begins' as const, on: planned.from }] : []),
      ...(planned.until === null ? [] : [{ ...common, kind: 'activity-ends' as const, on: planned.until }]),
    ];
  });
}

const outcomeDates = ({ outcomes }: Datable): Found[] =>
  outcomes
    .filter(({ body }) => body.due !== null && (body.status === 'open' || body.status === 'under-way'))
    .map(({ id, body: { text, due, responsible } }) => ({
      ...{ kind: 'outcome', id, title: text.slice(0, 200), on: due, bodies: responsible, area: null },
    }));

const requestDates = ({ requests }: Datable): Found[] =>
  requests
    .filter(({ body }) => !body.closed)
    .map(({ id, body: { title, due, to } }) => ({
      ...{ kind: 'request', id, title, on: due, bodies: to.map(({ body }) => body), area: null },
    }));

const agreementDates = ({ agreements }: Datable): Found[] =>
  agreements.flatMap(({ id, body: { title, status, ends, renewal, parties, areas } }): Found[] => {
    const common = { id, title, bodies: parties, area: areas[0] ?? null };
    if (status === 'ended' || status === 'negotiated') return [];
    if (ends !== null) return [{ ...common, kind: 'agreement-ends', on: ends }];
    return renewal === 'none' ? [] : [{ ...common, kind: 'agreement-end-unknown', on: null }];
  });

/** A meeting that is planned for "2026" and not held is late when the year is over, not when it began. */
const meetingDay = ({ from, until }: Entry<'meeting'>['body']['planned'], today: string): string | null =>
  from !== null && from >= today ? from : (until ?? from);

const meetingDates = ({ meetings }: Datable, today: string): Found[] =>
  meetings
    .filter(({ body }) => body.status === 'planned' || body.status === 'convened')
    .map(({ id, body: { title, planned, host } }) => ({
      ...{ kind: 'meeting', id, title, on: meetingDay(planned, today), area: null },
      bodies: host === null ? [] : [host],
    }));

const mandateDates = ({ mandates }: Datable): Found[] =>
  mandates
    .filter(({ settled }) => !settled)
    .map(({ id, citation, due, who }) => ({ kind: 'mandate', id, title: citation, on: due, bodies: who, area: null }));

/** What is due within so many days of a day, and what is late, by day; what has no day comes last. */
export function datesOf(datable: Datable, today: string, within: number): Dated[] {
  const found = [
    ...activityDates(datable, today),
    ...outcomeDates(datable),
    ...requestDates(datable),
    ...agreementDates(datable),
    ...meetingDates(datable, today),
    ...mandateDates(datable),
  ];
  return found
    .flatMap((each): Dated[] => {
      if (each.on === null)
        return each.kind === 'agreement-end-unknown' ? [{ ...each, days: null, window: 'unknown' }] : [];
      const days = daysBetween(today, each.on);
      return days > within || days < -longestLate ? [] : [{ ...each, days, window: windowOf(days) }];
    })
    .sort(
      (a, b) => (a.days ?? Number.MAX_SAFE_INTEGER) - (b.days ?? Number.MAX_SAFE_INTEGER) || (a.id < b.id ? -1 : 1),
    );
}

/** How many of them fall into each window. */
export const windowsOf = (dates: readonly Dated[]): Readonly<Record<DateWindow, number>> => {
  const within = (window: DateWindow): number => dates.filter((each) => each.window === window).length;
  return {
    late: within('late'),
    week: within('week'),
    month: within('month'),
    quarter: within('quarter'),
    later: within('later'),
    unknown: within('unknown'),
  };
};
