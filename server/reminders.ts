import { sql } from 'kysely';
import { type Actor, mayRead, system } from '../programme/access.ts';
import { dayAfter, dayOf } from '../programme/days.ts';
import type { Entry } from '../programme/ports.ts';
import { factsOf } from '../programme/registers.ts';
import {
  type AgreementReminder,
  agreementReminders,
  type OutcomeReminder,
  outcomeReminders,
  requestReminders,
  type SentRequest,
} from '../programme/reminders.ts';
import { answerersOf, deskOf } from '../programme/vacancies.ts';
import { type Db, type FollowUpTables, followUpTables } from './followUpTables.ts';
import { gatheredFrom } from './gathered.ts';
import { letterOn, type Matter } from './letters/letters.ts';
import { addLetter } from './mail.ts';
import type { Office } from './office.ts';
import { type Correspondence, correspondenceOf, participantsOf, type Receiver, reachable } from './receivers.ts';
import { dispatchOf, remindBody } from './requests.ts';

/** Reminders: what is due is decided in `programme/reminders.ts`; here it is looked up, written and noted, each once. */

/** A programme with what may have to be reminded of in it. */
interface Round extends Correspondence {
  readonly programme: Entry<'programme'>;
  readonly requests: readonly SentRequest[];
  readonly agreements: readonly { readonly agreement: Entry<'agreement'>; readonly reminded: readonly string[] }[];
  readonly outcomes: readonly Entry<'outcome'>[];
  readonly remindedOn: ReadonlyMap<string, string>;
}

/** Days behind which nobody is reminded of anything any more. */
const reach = 366;
/** Agreements name their alarms at most so many days ahead. */
const longestAlarm = 2000;

type Kind = FollowUpTables['reminder']['kind'];

/** Reminders that went out, the latest occasion last. */
const occasions = (db: Db, kind: Kind, subject: string) =>
  db
    .selectFrom('reminder')
    .select(['receiver', 'occasion'])
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .orderBy('occasion')
    .execute();

async function sentRequest(office: Office, request: Entry<'request'>): Promise<SentRequest[]> {
  const db = followUpTables(office.database);
  const links = await db.selectFrom('link').select(['body', 'made']).where('request', '=', request.id).execute();
  if (links.length === 0) return [];
  const answers = await office.records.look(system, (view) =>
    gatheredFrom(view, { register: 'answer', parent: request.id }),
  );
  const answered = new Set(answers.items.map(({ body }) => body.body));
  const reminded = Map.groupBy(await occasions(db, 'request', request.id), ({ receiver }) => receiver);
  const byBody = Map.groupBy(links, ({ body }) => body);
  const bodies = request.body.to.flatMap(({ body }) => {
    const [sentOn] = (byBody.get(body) ?? []).map(({ made }) => dayOf(made)).sort();
    if (sentOn === undefined) return [];
    const before = (reminded.get(body) ?? []).map(({ occasion }) => occasion);
    return [{ body, sentOn, answered: answered.has(body), reminded: before }];
  });
  return [{ request, bodies }];
}

async function roundOf(office: Office, programme: Entry<'programme'>, today: string): Promise<Round> {
  const db = followUpTables(office.database);
  const since = { programme: programme.id, untilFrom: dayAfter(today, -reach), sort: 'until' as const };
  const found = await office.records.look(system, async (view) => ({
    requests: await gatheredFrom(view, { ...since, register: 'request', status: 'open' }),
    outcomes: await gatheredFrom(view, { ...since, register: 'outcome', untilTo: dayAfter(today, -1) }),
    agreements: await gatheredFrom(view, { ...since, register: 'agreement', untilTo: dayAfter(today, longestAlarm) }),
  }));
  const requests: SentRequest[] = [];
  for (const request of found.requests.items) requests.push(...(await sentRequest(office, request)));
  const agreements: Round['agreements'][number][] = [];
  for (const agreement of found.agreements.items) {
    const reminded = await occasions(db, 'agreement', agreement.id);
    agreements.push({ agreement, reminded: reminded.map(({ occasion }) => occasion) });
  }
  const remindedOn = (await occasions(db, 'outcomes', programme.id)).map(
    ({ receiver, occasion }) => [receiver, occasion] as const,
  );
  return {
    ...(await correspondenceOf(office, system, programme)),
    ...{ programme, requests, agreements },
    ...{ outcomes: found.outcomes.items, remindedOn: new Map(remindedOn) },
  };
}

interface Noted {
  readonly kind: Kind;
  readonly subject: string;
  readonly receiver: string;
  readonly occasion: string;
}

/** Notes a reminder and writes its letters; how many. None where it was noted before. */
async function written(
  office: Office,
  noted: Noted,
  letters: readonly { readonly receiver: Receiver; readonly matter: Matter }[],
): Promise<number> {
  if (letters.length === 0) return 0;
  const now = office.clock.now();
  return followUpTables(office.database)
    .transaction()
    .execute(async (tx) => {
      const added = await tx
        .insertInto('reminder')
        .values({ ...noted, made: now })
        .onConflict((on) => on.doNothing())
        .returning('occasion')
        .executeTakeFirst();
      if (added === undefined) return 0;
      for (const { receiver, matter } of letters)
        await addLetter(tx, { ...letterOn(matter, receiver.language), kind: matter.kind, to: receiver.email }, now);
      return letters.length;
    });
}

/** An agreement that ends is told to the desk of the party whose record it is. */
function agreementLetters(office: Office, round: Round, due: AgreementReminder, today: string): Promise<number> {
  const found = round.agreements.find(({ agreement }) => agreement.id === due.agreement)?.agreement;
  if (found === undefined || found.body.ends === null) return Promise.resolve(0);
  const { title, ends: on } = found.body;
  const letters = deskOf(found.owner, round.staffing, today).flatMap((answerer) => {
    const receiver = reachable([answerer], round.cards, null);
    if (receiver === null) return [];
    const { name } = receiver;
    return [
      { receiver, matter: { kind: 'agreement', name, title, on, days: due.days, link: office.baseUrl } as const },
    ];
  });
  const { agreement: subject, occasion } = due;
  return written(office, { kind: 'agreement', subject, receiver: found.owner, occasion }, letters);
}

/** The outcomes that a body is late with, as far as its focal point may see them. */
function outcomeLetters(office: Office, round: Round, due: OutcomeReminder, today: string): Promise<number> {
  const { staffing, cards, naming, programme } = round;
  const { body } = due;
  const receiver = reachable(answerersOf(body, staffing, today), cards, null);
  if (receiver === null) return Promise.resolve(0);
  const { person, party, name, language } = receiver;
  const actor: Actor = { person, memberships: [{ party, role: 'focal-point', bodies: [body] }] };
  const participants = participantsOf(programme, today);
  const outcomes = round.outcomes.flatMap((outcome) => {
    const { text, due: on } = outcome.body;
    const guarded = { ...outcome, bodies: factsOf('outcome', outcome.body).bodies };
    return due.outcomes.includes(outcome.id) && on !== null && mayRead(actor, guarded, participants)
      ? [{ text, due: on }]
      : [];
  });
  if (outcomes.length === 0) return Promise.resolve(0);
  const matter: Matter = {
    ...{ kind: 'outcomes', name, outcomes, link: office.baseUrl },
    body: naming.body(body, language),
    programme: naming.names(programme.body.names, language),
  };
  const { programme: subject, occasion } = due;
  return written(office, { kind: 'outcomes', subject, receiver: body, occasion }, [{ receiver, matter }]);
}

async function remindersOf(office: Office, round: Round, today: string): Promise<number> {
  let count = 0;
  const due = Map.groupBy(requestReminders(round.requests, today), ({ request }) => request);
  for (const { request } of round.requests) {
    const reminders = due.get(request.id) ?? [];
    if (reminders.length === 0) continue;
    const dispatch = await dispatchOf(office, request);
    for (const { body, occasion } of reminders)
      if ((await remindBody(office, dispatch, body, occasion, null)).outcome === 'written') count += 1;
  }
  for (const alarm of agreementReminders(round.agreements, today))
    count += await agreementLetters(office, round, alarm, today);
  for (const overdue of outcomeReminders(round.programme.id, round.outcomes, round.remindedOn, today))
    count += await outcomeLetters(office, round, overdue, today);
  return count;
}

/**
 * Writes the reminders that are due on a day; how many letters. One server at a time: what another one is about to write is
 * not decided here meanwhile, and should two ever meet, each reminder is noted once.
 */
export async function runReminders(office: Office, today: string): Promise<number> {
  return followUpTables(office.database)
    .transaction()
    .execute(async (tx) => {
      const { rows } = await sql<{ alone: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('rapport.reminders')) as alone`.execute(tx);
      if (rows[0]?.alone !== true) return 0;
      const programmes = await office.records.look(system, (view) => gatheredFrom(view, { register: 'programme' }));
      let count = 0;
      for (const programme of programmes.items) {
        count += await remindersOf(office, await roundOf(office, programme, today), today);
      }
      return count;
    });
}
