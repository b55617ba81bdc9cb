import { dayAfter, dayOf, daysBetween } from './days.ts';
import type { ActivityStatus } from './matrix.ts';
import type { Entry } from './ports.ts';

/** Who owes what to whom on a day. Every figure is a list of what it counts. */

export interface Dues {
  /** Requests that are not closed. */
  readonly requests: readonly Entry<'request'>[];
  /** Answers to them. */
  readonly answers: readonly Entry<'answer'>[];
  readonly activities: readonly Entry<'activity'>[];
  readonly halves: readonly Entry<'half'>[];
  /** Those of the last `quiet` days are enough. */
  readonly updates: readonly Entry<'update'>[];
  readonly outcomes: readonly Entry<'outcome'>[];
}

/** An answer that is still to come. */
export interface OwedAnswer {
  readonly request: string;
  readonly to: string;
  readonly title: string;
  readonly due: string;
  /** Days behind the due day; negative are days that are left. */
  readonly late: number;
}

/** An activity of which its lead has said nothing for long. */
export interface OwedUpdate {
  readonly activity: string;
  readonly half: string;
  readonly title: string;
  /** The day on which the half was last heard of. */
  readonly heard: string;
  readonly days: number;
}

export interface OwedOutcome {
  readonly outcome: string;
  readonly text: string;
  readonly due: string;
  readonly late: number;
}

export interface OwedByBody {
  readonly body: string;
  readonly answers: readonly OwedAnswer[];
  readonly updates: readonly OwedUpdate[];
  readonly outcomes: readonly OwedOutcome[];
  /** Answers and outcomes whose day is past. */
  readonly overdue: number;
}

export interface Owed {
  readonly bodies: readonly OwedByBody[];
  /** Activities that are going on and in which no side names a lead. */
  readonly unassigned: readonly string[];
}

const ended: ReadonlySet<ActivityStatus> = new Set(['done', 'dropped', 'carried-over']);

interface Due<Thing> {
  readonly body: string;
  readonly thing: Thing;
}

function owedAnswers({ requests, answers }: Dues, today: string): Due<OwedAnswer>[] {
  const given = new Set(answers.map(({ body }) => JSON.stringify([body.request, body.body])));
  return requests
    .filter(({ body }) => !body.closed)
    .flatMap(({ id, owner, body: { to, title, due } }) =>
      to
        .filter(({ body }) => !given.has(JSON.stringify([id, body])))
        .map(({ body }) => ({ body, thing: { request: id, to: owner, title, due, late: daysBetween(due, today) } })),
    );
}

function owedUpdates({ activities, halves, updates }: Dues, today: string, quiet: number): Due<OwedUpdate>[] {
  const titles = new Map(activities.filter(({ body }) => !body.example).map(({ id, body }) => [id, body.title]));
  const heardOf = new Map<string, string>();
  for (const { owner, changedAt, body } of updates) {
    if (!('entry' in body.about)) continue;
    const key = JSON.stringify([owner, body.about.entry]);
    const [before = '', now] = [heardOf.get(key), dayOf(changedAt)];
    if (now > before) heardOf.set(key, now);
  }
  const silentSince = dayAfter(today, -quiet);
  return halves.flatMap((half) => {
    const { activity, lead, status } = half.body;
    const title = titles.get(activity);
    if (title === undefined || lead === null || ended.has(status)) return [];
    const days = [half.id, activity].flatMap((about) => heardOf.get(JSON.stringify([half.owner, about])) ?? []);
    const heard = [dayOf(half.changedAt), ...days].sort().at(-1) ?? '';
    if (heard > silentSince) return [];
    return [{ body: lead, thing: { activity, half: half.id, title, heard, days: daysBetween(heard, today) } }];
  });
}

/** Outcomes that are open and whose day is past. */
export const isOverdue = ({ body: { due, status } }: Entry<'outcome'>, today: string): boolean =>
  due !== null && due < today && (status === 'open' || status === 'under-way');

const owedOutcomes = ({ outcomes }: Dues, today: string): Due<OwedOutcome>[] =>
  outcomes.flatMap((outcome) => {
    const { text, due, responsible } = outcome.body;
    if (due === null || !isOverdue(outcome, today)) return [];
    const thing = { outcome: outcome.id, text, due, late: daysBetween(due, today) };
    return responsible.map((body) => ({ body, thing }));
  });

function unassigned({ activities, halves }: Dues): string[] {
  const byActivity = Map.groupBy(halves, ({ body }) => body.activity);
  return activities
    .filter(({ body }) => !body.example)
    .map(({ id }) => ({ id, own: (byActivity.get(id) ?? []).map(({ body }) => body) }))
    .filter(({ own }) => own.every(({ lead }) => lead === null) && !own.some(({ status }) => ended.has(status)))
    .map(({ id }) => id);
}

const listed = <Thing>(dues: readonly Due<Thing>[] | undefined, rank: (thing: Thing) => number): Thing[] =>
  (dues ?? []).map(({ thing }) => thing).toSorted((a, b) => rank(b) - rank(a));

/** What is owed on a day, the bodies with most that is overdue first. `quiet`: days after which silence is a debt. */
export function owedOf(dues: Dues, today: string, quiet: number): Owed {
  const answers = Map.groupBy(owedAnswers(dues, today), ({ body }) => body);
  const updates = Map.groupBy(owedUpdates(dues, today, quiet), ({ body }) => body);
  const outcomes = Map.groupBy(owedOutcomes(dues, today), ({ body }) => body);
  const names = new Set([...answers.keys(), ...updates.keys(), ...outcomes.keys()]);
  const bodies = [...names].map((body): OwedByBody => {
    const own = {
      answers: listed(answers.get(body), ({ late }) => late),
      updates: listed(updates.get(body), ({ days }) => days),
      outcomes: listed(outcomes.get(body), ({ late }) => late),
    };
    return { body, ...own, overdue: own.answers.filter(({ late }) => late > 0).length + own.outcomes.length };
  });
  return {
    bodies: bodies.sort((a, b) => b.overdue - a.overdue || (a.body < b.body ? -1 : 1)),
    unassigned: unassigned(dues),
  };
}
