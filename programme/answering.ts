import { type Actor, mayWrite } from './access.ts';
import { bodyOf, type Fault, Invalid } from './checks.ts';
import { type Answer, answer } from './followUp.ts';
import { Conflict, type Entry, Forbidden, type Pen } from './ports.ts';
import type { Ports } from './secretariat.ts';
import type { Pointer } from './vocabulary.ts';

/** The answer of a body to a request. */

export interface Asked {
  readonly request: Entry<'request'>;
  readonly body: string;
  /** The party of the body: the answer is its record. */
  readonly party: string;
}

export interface GivenAnswer {
  readonly items: Answer['items'];
  readonly language: Answer['language'];
  /** Day of the answer. */
  readonly on: string;
}

export interface RecordedAnswer {
  readonly entry: Entry<'answer'>;
  /** False where the same was answered before: nothing was recorded. */
  readonly changed: boolean;
}

const keyOf = (pointer: Pointer): string => ('entry' in pointer ? pointer.entry : pointer.paragraph);

/** Only what was asked can be answered, each thing once. */
function faultsOf({ request, body }: Asked, { items }: GivenAnswer): Fault[] {
  if (request.body.closed || request.withdrawn)
    return [{ path: [], code: 'request-closed', message: 'The request is closed.' }];
  if (!request.body.to.some((each) => each.body === body))
    return [{ path: ['body'], code: 'not-asked', message: `${body} is not asked.` }];
  const asked = new Set(request.body.about.map(keyOf));
  const seen = new Set<string>();
  return items.flatMap(({ about }, index): Fault[] => {
    const key = keyOf(about);
    const code = !asked.has(key) ? 'not-asked' : seen.has(key) ? 'answered-twice' : null;
    seen.add(key);
    return code === null
      ? []
      : [{ path: ['items', index, 'about'], code, message: `The request does not ask that, or not twice: ${key}` }];
  });
}

/** Everything but the day: saying the same on another day says nothing new. */
const said = (body: unknown): string => JSON.stringify({ ...answer.parse(body), on: null });

const isInternal = ({ request, party }: Asked): boolean => request.owner === party && request.visibility === 'internal';

async function standing(pen: Pen, { request, body, party }: Asked): Promise<Entry<'answer'> | null> {
  const { items } = await pen.entries({ register: 'answer', parent: request.id, owner: party, body, limit: 1 });
  const [found] = items;
  return found === undefined ? null : ((await pen.held(found.id)) as Entry<'answer'> | null);
}

async function recorded(ports: Ports, pen: Pen, asked: Asked, given: GivenAnswer): Promise<RecordedAnswer> {
  const { request, body, party } = asked;
  const id = ports.idOf('answer', party, request.id, body);
  // One that was withdrawn is in no list: it comes back under its id.
  const before = (await standing(pen, asked)) ?? ((await pen.held(id)) as Entry<'answer'> | null);
  const next = bodyOf('answer', { request: request.id, body, ...given });
  if (before !== null && !before.withdrawn && said(before.body) === said(next))
    return { entry: before, changed: false };
  const entry = await pen.record({
    ...{ id: before?.id ?? id, register: 'answer', act: before === null ? 'opened' : 'amended' },
    ...{ programme: request.programme, owner: party, body: next, withdrawn: false, reason: null },
    version: (before?.version ?? 0) + 1,
    // What is asked inside a party is answered inside it; whoever asks another party must see the answer.
    visibility: before?.visibility ?? (isInternal(asked) ? 'internal' : 'parties'),
  });
  return { entry, changed: true };
}

/**
 * Records what a body answers: the first time the answer is opened, later it is amended, and the same again changes nothing.
 * Throws `Invalid` where something else is answered than was asked, `Forbidden` where the actor may not speak for the body.
 */
export async function answerRequest(
  ports: Ports,
  actor: Actor,
  asked: Asked,
  given: GivenAnswer,
): Promise<RecordedAnswer> {
  const { body, party } = asked;
  const faults = faultsOf(asked, given);
  if (faults.length > 0) throw new Invalid(faults);
  if (!mayWrite(actor, { register: 'answer', owner: party, bodies: [body] }))
    throw new Forbidden(`No answer on behalf of ${body}.`);
  const attempt = (): Promise<RecordedAnswer> =>
    ports.records.write(actor, (pen) => recorded(ports, pen, asked, given));
  try {
    return await attempt();
  } catch (error) {
    // Two answers at once: the second amends the first.
    if (error instanceof Conflict) return attempt();
    throw error;
  }
}
