import { daysBetween } from './days.ts';
import type { Meeting, Outcome } from './meetings.ts';
import type { Entry } from './ports.ts';
import type { Pointer } from './vocabulary.ts';

/** Minutes compiled over the meetings of a series: what each decided, and what became of it. */

export interface CompiledOutcome {
  readonly outcome: string;
  readonly kind: Outcome['kind'];
  readonly text: string;
  readonly responsible: readonly string[];
  readonly due: string | null;
  readonly status: Outcome['status'];
  /** Days behind the due day; null where it is not late. */
  readonly late: number | null;
  /** What was said of it last, and how many times it was spoken of. */
  readonly latest: {
    readonly update: string;
    readonly owner: string;
    readonly on: string;
    readonly status: string;
    readonly words: string;
  } | null;
  readonly updates: number;
}

export interface CompiledItem {
  readonly number: string;
  readonly title: string;
  readonly about: readonly Pointer[];
  readonly outcomes: readonly CompiledOutcome[];
}

export interface CompiledMeeting {
  readonly meeting: string;
  readonly number: number | null;
  readonly title: string;
  readonly kind: Meeting['kind'];
  readonly status: Meeting['status'];
  readonly from: string | null;
  readonly until: string | null;
  /** Whether these are the days on which it was held, not those for which it was planned. */
  readonly held: boolean;
  readonly place: string | null;
  readonly host: string | null;
  readonly chairs: readonly {
    readonly body: string;
    readonly party: string | null;
    readonly as: 'chair' | 'co-chair';
  }[];
  /** Bodies that took part, the chairs among them. */
  readonly participants: readonly string[];
  readonly minutes: string;
  readonly agenda: readonly CompiledItem[];
  /** Those that stand under no item of the agenda. */
  readonly outcomes: readonly CompiledOutcome[];
}

function compiledOutcome(
  { id, body: { kind, text, responsible, due, status } }: Entry<'outcome'>,
  updates: readonly Entry<'update'>[],
  today: string,
): CompiledOutcome {
  const last = updates
    .toSorted((a, b) => (a.body.on < b.body.on ? -1 : a.body.on > b.body.on ? 1 : a.changedAt < b.changedAt ? -1 : 1))
    .at(-1);
  const isOpen = status === 'open' || status === 'under-way';
  return {
    ...{ outcome: id, kind, text, responsible, due, status },
    late: due !== null && isOpen && due < today ? daysBetween(due, today) : null,
    latest:
      last === undefined
        ? null
        : { update: last.id, owner: last.owner, on: last.body.on, status: last.body.status, words: last.body.words },
    updates: updates.length,
  };
}

const chairsOf = ({ participants }: Meeting): CompiledMeeting['chairs'] =>
  participants.flatMap(({ body, party, as }) => (as === 'chair' || as === 'co-chair' ? [{ body, party, as }] : []));

/** The minutes of the meetings of a series, the earliest first; meetings without a day come last. */
export function minutesOf(
  meetings: readonly Entry<'meeting'>[],
  outcomes: readonly Entry<'outcome'>[],
  updates: readonly Entry<'update'>[],
  today: string,
): CompiledMeeting[] {
  const outcomesOf = Map.groupBy(outcomes, ({ body }) => body.meeting);
  const updatesOf = Map.groupBy(updates, ({ body: { about } }) => ('entry' in about ? about.entry : ''));
  const compiled = meetings.map(({ id, body }): CompiledMeeting => {
    const own = (outcomesOf.get(id) ?? []).toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
    const numbers = new Set(body.agenda.map(({ number }) => number));
    const under = (item: string | null): CompiledOutcome[] =>
      own
        .filter((outcome) => {
          const { item: number } = outcome.body;
          return (number !== null && numbers.has(number) ? number : null) === item;
        })
        .map((outcome) => compiledOutcome(outcome, updatesOf.get(outcome.id) ?? [], today));
    const { number, title, kind, status, place, host, minutes } = body;
    const { from, until } = body.held ?? body.planned;
    return {
      ...{ meeting: id, number, title, kind, status, from, until, held: body.held !== null, place, host, minutes },
      chairs: chairsOf(body),
      participants: [...new Set(body.participants.map((each) => each.body))],
      agenda: body.agenda.map(({ number, title, about }, index) => {
        const isFirst = body.agenda.findIndex((item) => item.number === number) === index;
        return { number, title, about, outcomes: isFirst ? under(number) : [] };
      }),
      outcomes: under(null),
    };
  });
  const day = ({ from, until }: CompiledMeeting): string => from ?? until ?? '9999-12-31';
  return compiled.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a.meeting < b.meeting ? -1 : 1));
}
