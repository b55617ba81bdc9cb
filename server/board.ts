import type { Actor } from '../programme/access.ts';
import { dayOf, daysBetween } from '../programme/days.ts';
import type { Entry } from '../programme/ports.ts';
import type { Answerer } from '../programme/vacancies.ts';
import { type Db, followUpTables } from './followUpTables.ts';
import { gatheredFrom } from './gathered.ts';
import type { Office } from './office.ts';
import { type Dispatch, receiverFor } from './requests.ts';

/** How far each body is with a request. */
export interface BoardRow {
  readonly body: string;
  /** Who would get a letter today; null where nobody can be reached. */
  readonly person: string | null;
  readonly name: string | null;
  readonly as: Answerer['as'] | null;
  /** When the first letter was written, and when a mail server or a person sent one. */
  readonly written: string | null;
  readonly sent: string | null;
  /** What the mail server said last, where it took no letter. */
  readonly refused: string | null;
  readonly opened: string | null;
  /** When a draft was kept last. What it says is not shown. */
  readonly draft: string | null;
  readonly answered: string | null;
  readonly answer: string | null;
  /** How many of the things asked are answered. */
  readonly items: number;
  readonly reminded: readonly string[];
  /** Days behind the due day: of the answer, or today where there is none. */
  readonly late: number;
}

const moment = (date: Date | string | null | undefined): string | null =>
  date === null || date === undefined ? null : new Date(date).toISOString();

const earliest = (dates: readonly (Date | null)[]): string | null =>
  moment(dates.filter((date) => date !== null).sort((a, b) => a.getTime() - b.getTime())[0]);

const byBody = <Row extends { readonly body: string | null }>(rows: readonly Row[]) =>
  Map.groupBy(rows, ({ body }) => body);

async function traces(db: Db, request: string) {
  const of = { links: 'link', letters: 'letter', drafts: 'draft' } as const;
  const [links, letters, drafts, reminders] = await Promise.all([
    db.selectFrom(of.links).select(['body', 'made', 'opened']).where('request', '=', request).execute(),
    db
      .selectFrom(of.letters)
      .select(['body', 'made', 'sent_at', 'error'])
      .where('request', '=', request)
      .orderBy('made')
      .execute(),
    db.selectFrom(of.drafts).select(['body', 'saved']).where('request', '=', request).execute(),
    db
      .selectFrom('reminder')
      .select(['receiver as body', 'made'])
      .where('kind', '=', 'request')
      .where('subject', '=', request)
      .orderBy('made')
      .execute(),
  ]);
  return { links: byBody(links), letters: byBody(letters), drafts: byBody(drafts), reminders: byBody(reminders) };
}

/** The board of a request, in the order in which it names its bodies. Answers are those that the actor may see. */
export async function boardOf(office: Office, dispatch: Dispatch, actor: Actor): Promise<BoardRow[]> {
  const { request } = dispatch;
  const today = dayOf(office.clock.now());
  const { links, letters, drafts, reminders } = await traces(followUpTables(office.database), request.id);
  const answers = await office.records.look(actor, (view) =>
    gatheredFrom(view, { register: 'answer', parent: request.id }),
  );
  const answerOf = new Map(answers.items.map((answer): [string, Entry<'answer'>] => [answer.body.body, answer]));
  return request.body.to.map(({ body }) => {
    const receiver = receiverFor(dispatch, body, today);
    const own = letters.get(body) ?? [];
    const answer = answerOf.get(body);
    const late = daysBetween(request.body.due, answer === undefined ? today : dayOf(answer.openedAt));
    return {
      ...{ body, person: receiver?.person ?? null, name: receiver?.name ?? null, as: receiver?.as ?? null },
      written: earliest((links.get(body) ?? []).map(({ made }) => made)),
      sent: earliest(own.map(({ sent_at }) => sent_at)),
      refused: own.at(-1)?.error ?? null,
      opened: earliest((links.get(body) ?? []).map(({ opened }) => opened)),
      draft: moment(drafts.get(body)?.[0]?.saved),
      ...{ answered: moment(answer?.openedAt), answer: answer?.id ?? null, items: answer?.body.items.length ?? 0 },
      reminded: (reminders.get(body) ?? []).map(({ made }) => made.toISOString()),
      late: Math.max(0, late),
    };
  });
}
