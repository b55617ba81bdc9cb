import { system } from '../programme/access.ts';
import { dayOf, daysBetween } from '../programme/days.ts';
import type { Entry, View } from '../programme/ports.ts';
import { type Answerer, answerersOf } from '../programme/vacancies.ts';
import type { LanguageTag } from '../programme/vocabulary.ts';
import { type Db, followUpTables, type Link } from './followUpTables.ts';
import { letterOn } from './letters/letters.ts';
import { lastDayOf, linkAddress, linkFor } from './links.ts';
import { addLetter } from './mail.ts';
import type { Office } from './office.ts';
import { type Correspondence, correspondenceOf, eyesOf, programmeOf, type Receiver, reachable } from './receivers.ts';

/** Requests go out as letters with a link, and reminders follow them. */

/** A request with what its letters need to know. */
export interface Dispatch extends Correspondence {
  readonly request: Entry<'request'>;
  /** Areas of what it is about: the focal point for the area is asked first. */
  readonly areas: readonly string[];
}

/** Areas of the activities that a request is about. */
async function areasOf(view: View, { body }: Entry<'request'>): Promise<string[]> {
  const areas: (string | null)[] = [];
  for (const about of body.about) {
    const entry = 'entry' in about ? await view.entry(about.entry) : null;
    if (entry?.register === 'activity') areas.push((entry as Entry<'activity'>).body.area);
  }
  return areas.filter((area) => area !== null);
}

export async function dispatchOf(office: Office, request: Entry<'request'>): Promise<Dispatch> {
  const known = await correspondenceOf(office, eyesOf(request.owner), await programmeOf(office, request));
  const areas = await office.records.look(system, (view) => areasOf(view, request));
  return { ...known, request, areas };
}

const answerers = ({ staffing, areas }: Dispatch, body: string, today: string): readonly Answerer[] =>
  answerersOf(body, staffing, today, areas);

/** Who gets the letters for a body on a day; null where nobody can be reached. */
export const receiverFor = (dispatch: Dispatch, body: string, today: string): Receiver | null => {
  const asked = dispatch.request.body.to.find((each) => each.body === body);
  return reachable(answerers(dispatch, body, today), dispatch.cards, asked?.language ?? null);
};

interface Address {
  readonly receiver: Receiver;
  readonly body: string;
  readonly link: Link;
  readonly by: string | null;
}

const common = (office: Office, { request, naming }: Dispatch, { receiver, body, link }: Address) => ({
  ...{ name: receiver.name, as: receiver.as, title: request.body.title, due: request.body.due },
  asker: naming.party(request.owner, receiver.language),
  body: naming.body(body, receiver.language),
  link: linkAddress(office, link),
  until: lastDayOf(link),
});

async function addRequestLetter(tx: Db, office: Office, dispatch: Dispatch, address: Address): Promise<void> {
  const { words, about } = dispatch.request.body;
  const { receiver, body, by } = address;
  const matter = { kind: 'request', ...common(office, dispatch, address), words, count: about.length } as const;
  const written = letterOn(matter, receiver.language);
  const place = { kind: matter.kind, to: receiver.email, request: dispatch.request.id, body, causedBy: by };
  await addLetter(tx, { ...written, ...place }, office.clock.now());
}

async function addReminderLetter(tx: Db, office: Office, dispatch: Dispatch, address: Address): Promise<void> {
  const { receiver, body, by } = address;
  const days = daysBetween(dayOf(office.clock.now()), dispatch.request.body.due);
  const written = letterOn({ kind: 'reminder', ...common(office, dispatch, address), days }, receiver.language);
  const place = { kind: 'reminder', to: receiver.email, request: dispatch.request.id, body, causedBy: by } as const;
  await addLetter(tx, { ...written, ...place }, office.clock.now());
}

/** What became of a body when letters were written. */
export interface Dispatched {
  readonly body: string;
  readonly outcome: 'written' | 'written-before' | 'answered' | 'unreachable';
  readonly person: string | null;
  readonly as: Answerer['as'] | null;
  /** BCP 47 tag of the letter. */
  readonly language: LanguageTag | null;
}

const unreachable = (body: string): Dispatched => ({
  ...{ body, outcome: 'unreachable', person: null, as: null, language: null },
});

const dispatched = (body: string, outcome: Dispatched['outcome'], { person, as, language }: Receiver): Dispatched => ({
  ...{ body, outcome, person, as, language },
});

/** Writes the letter of a request to each body whose present focal point has none; link and letter come together or not at all. */
export async function sendRequest(office: Office, dispatch: Dispatch, by: string): Promise<Dispatched[]> {
  const { request } = dispatch;
  const now = office.clock.now();
  const sent: Dispatched[] = [];
  for (const { body } of request.body.to) {
    const receiver = receiverFor(dispatch, body, dayOf(now));
    if (receiver === null) {
      sent.push(unreachable(body));
      continue;
    }
    const outcome = await followUpTables(office.database)
      .transaction()
      .execute(async (tx) => {
        const { link, isNew } = await linkFor(tx, request, body, receiver, by, now);
        if (isNew) await addRequestLetter(tx, office, dispatch, { receiver, body, link, by });
        return isNew ? 'written' : 'written-before';
      });
    sent.push(dispatched(body, outcome, receiver));
  }
  return sent;
}

/** Writes a reminder to a body, once for each occasion, whichever server comes first. */
export async function remindBody(
  office: Office,
  dispatch: Dispatch,
  body: string,
  occasion: string,
  by: string | null,
): Promise<Dispatched> {
  const { request } = dispatch;
  const now = office.clock.now();
  const receiver = receiverFor(dispatch, body, dayOf(now));
  if (receiver === null) return unreachable(body);
  const outcome = await followUpTables(office.database)
    .transaction()
    .execute(async (tx) => {
      const row = { kind: 'request', subject: request.id, receiver: body, occasion, made: now } as const;
      const added = await tx
        .insertInto('reminder')
        .values(row)
        .onConflict((on) => on.doNothing())
        .returning('occasion')
        .executeTakeFirst();
      if (added === undefined) return 'written-before';
      const { link } = await linkFor(tx, request, body, receiver, by, now);
      await addReminderLetter(tx, office, dispatch, { receiver, body, link, by });
      return 'written';
    });
  return dispatched(body, outcome, receiver);
}
