import type { Actor } from '../programme/access.ts';
import { type Coverage, coverageOf } from '../programme/coverage.ts';
import { type Dated, type DatedMandate, type DateWindow, datesOf, longestLate, windowsOf } from '../programme/dates.ts';
import { dayAfter, dayOf } from '../programme/days.ts';
import { type Differences, openDifferences } from '../programme/differences.ts';
import { countOf, linesOf, type MatrixCount, type MatrixLine } from '../programme/lines.ts';
import { type CompiledMeeting, minutesOf } from '../programme/minutes.ts';
import { type Owed, owedOf } from '../programme/owed.ts';
import type { Entry, View } from '../programme/ports.ts';
import {
  areasWithoutFocalPoint,
  type OpenArea,
  partyOf,
  type Staffing,
  type Unrepresented,
  type Vacancy,
  vacanciesOf,
  withoutFocalPoint,
} from '../programme/vacancies.ts';
import { greatestLimit } from '../records/lists.ts';
import { type ListedMandate, selectMandates } from '../records/mandateLists.ts';
import { reading } from '../records/records.ts';
import { gatheredFrom } from './gathered.ts';
import type { Office } from './office.ts';
import { Problem } from './problem.ts';
import { staffingOf } from './receivers.ts';

/**
 * What follow-up adds up, seen with the rights of who asks: what he may not see is counted nowhere. Each view reads in one
 * transaction and takes no second connection while it does, so that many readers never wait for each other.
 */

export interface Desk {
  readonly office: Office;
  readonly actor: Actor;
  readonly today: string;
}

/** Whether everything was added up: lists are bounded. */
interface Whole {
  readonly whole: boolean;
}

const isWhole = (lists: readonly Whole[]): boolean => lists.every(({ whole }) => whole);

async function programmeIn(view: View, id: string): Promise<Entry<'programme'>> {
  const entry = await view.entry(id);
  if (entry === null || entry.register !== 'programme') throw new Problem('unknown');
  return entry as Entry<'programme'>;
}

async function staffing({ office, actor }: Desk, programme: string): Promise<Staffing> {
  const entry = await office.records.look(actor, (view) => programmeIn(view, programme));
  return staffingOf(office, actor, entry);
}

/** Entries that belong to others, each looked up by its parent. */
async function belonging<Name extends 'answer' | 'outcome' | 'update'>(
  view: View,
  register: Name,
  parents: readonly string[],
): Promise<Entry<Name>[]> {
  const found: Entry<Name>[] = [];
  for (const parent of parents) found.push(...(await gatheredFrom(view, { register, parent })).items);
  return found;
}

/** Bodies for which a person answers: as their focal point, or because they belong to his party. */
function ownBodies({ memberships }: Actor, bodies: readonly string[], staff: Staffing): string[] {
  const parties = memberships.filter(({ role }) => role !== 'focal-point').map(({ party }) => party);
  const focal = new Set(memberships.flatMap((membership) => membership.bodies));
  return bodies.filter((body) => focal.has(body) || parties.includes(partyOf(body, staff) ?? ''));
}

export interface OwedView extends Owed, Whole {
  /** The bodies in it for which the caller answers. */
  readonly mine: readonly string[];
}

export async function owedView(desk: Desk, programme: string, quiet: number): Promise<OwedView> {
  const { office, actor, today } = desk;
  const silentSince = dayAfter(today, -quiet);
  const dues = await office.records.look(actor, async (view) => {
    await programmeIn(view, programme);
    const requests = await gatheredFrom(view, { register: 'request', programme, status: 'open' });
    const activities = await gatheredFrom(view, { register: 'activity', programme });
    const halves = await gatheredFrom(view, { register: 'half', programme });
    const updates = await gatheredFrom(
      view,
      { register: 'update', programme, sort: 'changed' },
      ({ changedAt }) => dayOf(changedAt) < silentSince,
    );
    const past = { programme, untilTo: dayAfter(today, -1), sort: 'until' } as const;
    const outcomes = await gatheredFrom(view, { register: 'outcome', ...past });
    const answers = await belonging(
      view,
      'answer',
      requests.items.map(({ id }) => id),
    );
    return { requests, activities, halves, updates, outcomes, answers };
  });
  const { requests, activities, halves, updates, outcomes, answers } = dues;
  const owed = owedOf(
    {
      ...{ requests: requests.items, activities: activities.items, halves: halves.items },
      ...{ updates: updates.items, outcomes: outcomes.items, answers },
    },
    today,
    quiet,
  );
  const names = owed.bodies.map(({ body }) => body);
  return {
    ...owed,
    mine: ownBodies(actor, names, await staffing(desk, programme)),
    whole: isWhole([requests, activities, halves, updates, outcomes]),
  };
}

/** Mandates of a programme, a page at a time, until there are no more or enough. */
async function mandatesOf(
  { office, actor }: Desk,
  choice: { readonly programme: string; readonly dueFrom?: string; readonly dueTo?: string },
): Promise<{ readonly items: readonly ListedMandate[] } & Whole> {
  const party = actor.memberships[0]?.party ?? '';
  return reading(office.database, actor, async (db) => {
    const items: ListedMandate[] = [];
    for (let after: string | undefined; ; ) {
      const page = await selectMandates(db, {
        ...{ ...choice, party, limit: greatestLimit },
        ...(after !== undefined && { after }),
      });
      items.push(...page.items);
      if (page.next === null) return { items, whole: true };
      if (items.length >= mostMandates) return { items, whole: false };
      after = page.next;
    }
  });
}

const mostMandates = 5000;

const datedMandate = ({ id, citation, holding, fates }: ListedMandate): DatedMandate[] =>
  holding === null ? [] : [{ id, citation, due: holding.due?.to ?? null, who: holding.who, settled: fates.length > 0 }];

export interface DatesView extends Whole {
  readonly items: readonly Dated[];
  readonly windows: Readonly<Record<DateWindow, number>>;
}

export async function datesView(desk: Desk, programme: string, within: number): Promise<DatesView> {
  const { office, actor, today } = desk;
  const [from, to] = [dayAfter(today, -longestLate), dayAfter(today, within)];
  const found = await office.records.look(actor, async (view) => {
    await programmeIn(view, programme);
    const near = { programme, untilFrom: from, untilTo: to, sort: 'until' } as const;
    return {
      activities: await gatheredFrom(view, { register: 'activity', programme }),
      halves: await gatheredFrom(view, { register: 'half', programme }),
      outcomes: await gatheredFrom(view, { register: 'outcome', ...near }),
      requests: await gatheredFrom(view, { register: 'request', ...near, status: 'open' }),
      agreements: await gatheredFrom(view, { register: 'agreement', programme }),
      meetings: await gatheredFrom(view, { register: 'meeting', programme }),
    };
  });
  const mandates = await mandatesOf(desk, { programme, dueFrom: from, dueTo: to });
  const items = datesOf(
    {
      ...{ activities: found.activities.items, halves: found.halves.items, outcomes: found.outcomes.items },
      ...{ requests: found.requests.items, agreements: found.agreements.items, meetings: found.meetings.items },
      mandates: mandates.items.flatMap(datedMandate),
    },
    today,
    within,
  );
  return { items, windows: windowsOf(items), whole: isWhole([...Object.values(found), mandates]) };
}

async function linesIn(view: View, programme: string, period?: string) {
  await programmeIn(view, programme);
  const activities = await gatheredFrom(view, {
    ...{ register: 'activity', programme, sort: 'title' as const },
    ...(period !== undefined && { period }),
  });
  const halves = await gatheredFrom(view, { register: 'half', programme });
  return { lines: linesOf(activities.items, halves.items), halves, whole: isWhole([activities, halves]) };
}

export interface MatrixView extends Whole {
  readonly lines: readonly MatrixLine[];
  readonly count: MatrixCount;
}

export const matrixView = ({ office, actor }: Desk, programme: string, period?: string): Promise<MatrixView> =>
  office.records.look(actor, async (view) => {
    const { lines, whole } = await linesIn(view, programme, period);
    return { lines, count: countOf(lines), whole };
  });

export interface CoverageView extends Coverage, Whole {
  readonly areasWithoutFocalPoint: readonly OpenArea[];
}

export async function coverageView(desk: Desk, programme: string): Promise<CoverageView> {
  const { office, actor, today } = desk;
  const found = await office.records.look(actor, async (view) => {
    await programmeIn(view, programme);
    return {
      areas: await gatheredFrom(view, { register: 'area', programme }),
      activities: await gatheredFrom(view, { register: 'activity', programme }),
      halves: await gatheredFrom(view, { register: 'half', programme }),
      updates: await gatheredFrom(view, { register: 'update', programme }),
      answers: await gatheredFrom(view, { register: 'answer', programme }),
    };
  });
  const mandates = await mandatesOf(desk, { programme });
  const coverage = coverageOf({
    ...{ areas: found.areas.items, activities: found.activities.items, halves: found.halves.items },
    ...{ updates: found.updates.items, answers: found.answers.items },
    mandates: mandates.items.filter(({ holding }) => holding !== null),
  });
  return {
    ...coverage,
    areasWithoutFocalPoint: areasWithoutFocalPoint(found.areas.items, await staffing(desk, programme), today),
    whole: isWhole([...Object.values(found), mandates]),
  };
}

export interface MinutesView {
  readonly series: string;
  readonly meetings: readonly CompiledMeeting[];
}

export const minutesView = ({ office, actor, today }: Desk, series: string): Promise<MinutesView> =>
  office.records.look(actor, async (view) => {
    const entry = await view.entry(series);
    if (entry === null || entry.register !== 'meeting-series') throw new Problem('unknown');
    const meetings = await gatheredFrom(view, { register: 'meeting', parent: series });
    const ids = meetings.items.map(({ id }) => id);
    const outcomes = await belonging(view, 'outcome', ids);
    const updates = await belonging(
      view,
      'update',
      outcomes.map(({ id }) => id),
    );
    return { series, meetings: minutesOf(meetings.items, outcomes, updates, today) };
  });

export interface VacanciesView {
  readonly posts: readonly Vacancy[];
  readonly bodiesWithoutFocalPoint: readonly Unrepresented[];
  readonly areasWithoutFocalPoint: readonly OpenArea[];
}

export async function vacanciesView(desk: Desk, programme: string): Promise<VacanciesView> {
  const { office, actor, today } = desk;
  const staff = await staffing(desk, programme);
  const { areas, halves, requests, outcomes } = await office.records.look(actor, async (view) => ({
    areas: await gatheredFrom(view, { register: 'area', programme }),
    halves: await gatheredFrom(view, { register: 'half', programme }),
    requests: await gatheredFrom(view, { register: 'request', programme, status: 'open' }),
    outcomes: await gatheredFrom(view, { register: 'outcome', programme }),
  }));
  const asked = [
    ...areas.items.flatMap(({ body }) => body.leads),
    ...halves.items.flatMap(({ body }) => body.lead ?? []),
    ...requests.items.flatMap(({ body }) => body.to.map((each) => each.body)),
    ...outcomes.items.flatMap(({ body }) => body.responsible),
  ];
  return {
    posts: vacanciesOf(staff, today),
    bodiesWithoutFocalPoint: withoutFocalPoint(asked, staff, today),
    areasWithoutFocalPoint: areasWithoutFocalPoint(areas.items, staff, today),
  };
}

export interface DifferencesView extends Differences, Whole {}

export const differencesView = ({ office, actor }: Desk, programme: string): Promise<DifferencesView> =>
  office.records.look(actor, async (view) => {
    const { lines, whole } = await linesIn(view, programme);
    const differing = await gatheredFrom(view, { register: 'stance', programme, status: 'differs' });
    const asking = await gatheredFrom(view, { register: 'stance', programme, status: 'queries' });
    const stances = [...differing.items, ...asking.items];
    const entries: Entry[] = [];
    for (const id of new Set(stances.map(({ body }) => body.on))) {
      const entry = await view.entry(id);
      if (entry !== null && !entry.withdrawn) entries.push(entry);
    }
    return { ...openDifferences(stances, entries, lines), whole: whole && isWhole([differing, asking]) };
  });
