import type { z } from 'zod';
import { type Actor, mayWrite } from './access.ts';
import { unkeepableIn } from './keepable.ts';
import { type Entry, Forbidden, type View } from './ports.ts';
import { type BodyOf, factsOf, type Register, type RegisterName, registers } from './registers.ts';
import type { Pointer } from './vocabulary.ts';

/** What is checked before anything is recorded. */

/** What is wrong with what was asked, with the place of each fault in it. */
export class Invalid extends Error {
  override readonly name = 'Invalid';
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ path, code }) => `${path.join('.')}: ${code}`).join('; '));
    this.faults = faults;
  }
}

export interface Fault {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** There is no such entry, or the actor may not know of it. */
export class Unknown extends Error {
  override readonly name = 'Unknown';
}

const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.map(({ path, code, message }) => ({
    path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
    code,
    message,
  }));

/** The body as the register has it, or what is wrong with it. */
export function bodyOf<Name extends RegisterName>(register: Name, body: unknown): BodyOf<Name> {
  const declared: Register = registers[register];
  const parsed = declared.schema.safeParse(body);
  if (!parsed.success) throw new Invalid(faultsOf(parsed.error));
  const unkeepable = unkeepableIn(parsed.data);
  if (unkeepable.length > 0) throw new Invalid(unkeepable);
  return parsed.data as BodyOf<Name>;
}

/** The fields that are given in the place of those that were. */
export function patched(body: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw fault([], 'object-needed', 'Give the fields that change.');
  return { ...(body as object), ...patch };
}

export const fault = (path: readonly (string | number)[], code: string, message: string): Invalid =>
  new Invalid([{ path, code, message }]);

/** The party that the actor acts for. */
export function actingParty(actor: Actor, owner: string | undefined): string {
  if (owner !== undefined) return owner;
  const [only, second] = actor.memberships;
  if (only !== undefined && second === undefined) return only.party;
  throw fault(['owner'], 'owner-needed', 'Say for which party this is recorded.');
}

export async function needed(view: View, id: string): Promise<Entry> {
  const entry = await view.entry(id);
  if (entry === null) throw new Unknown(`There is no entry ${id}.`);
  return entry;
}

/** Entries that a body points to must be there, be of the right register, and be visible to who points. */
const links: { readonly [Name in RegisterName]?: Readonly<Record<string, RegisterName>> } = {
  'working-group': { areas: 'area' },
  post: { areas: 'area' },
  version: { document: 'document' },
  activity: { period: 'period', area: 'area', workingGroup: 'working-group', carriedFrom: 'activity' },
  half: { activity: 'activity' },
  agreement: { areas: 'area', document: 'document' },
  meeting: { series: 'meeting-series', period: 'period' },
  outcome: { meeting: 'meeting' },
  answer: { request: 'request' },
};

export async function checkLinks(
  view: View,
  register: RegisterName,
  body: Readonly<Record<string, unknown>>,
  programme: string | null,
): Promise<void> {
  for (const [field, target] of Object.entries(links[register] ?? {})) {
    const ids = [body[field]].flat().filter((id) => typeof id === 'string');
    for (const id of ids) {
      const entry = await view.entry(id);
      if (entry === null || entry.register !== target)
        throw fault([field], 'unknown-entry', `There is no ${target} ${id}.`);
      if (entry.programme !== null && programme !== entry.programme)
        throw fault([field], 'other-programme', `The ${target} ${id} stands in another programme.`);
    }
  }
  for (const pointer of [body.about].flat() as readonly (Pointer | undefined)[]) {
    if (pointer === undefined || typeof pointer !== 'object' || !('entry' in pointer)) continue;
    if ((await view.entry(pointer.entry)) === null && (await view.mandate(pointer.entry)) === null) {
      throw fault(['about'], 'unknown-entry', `There is no entry ${pointer.entry}.`);
    }
  }
}

/** The programme must be there and the owner must take part in it. */
export async function checkProgramme(
  view: View,
  register: RegisterName,
  programme: string | null,
  owner: string,
): Promise<void> {
  const { scope } = registers[register];
  if (programme === null) {
    if (scope === 'programme') throw fault(['programme'], 'programme-needed', 'Say in which programme this stands.');
    return;
  }
  if (scope === 'instance') throw fault(['programme'], 'no-programme', 'This register stands in no programme.');
  const entry = await view.entry(programme);
  if (entry === null || entry.register !== 'programme')
    throw fault(['programme'], 'unknown-programme', `There is no programme ${programme}.`);
  const { parties } = entry.body as BodyOf<'programme'>;
  if (!parties.some(({ party }) => party === owner))
    throw fault(['owner'], 'no-participant', `${owner} takes no part in this programme.`);
}

export function checkWriting(actor: Actor, register: RegisterName, owner: string, body: unknown): void {
  const { bodies } = factsOf(register, body);
  if (!mayWrite(actor, { register, owner, bodies })) throw new Forbidden(`No ${register} on behalf of ${owner}.`);
}

/** A party keeps its own card, one. */
export function checkParty(register: RegisterName, body: unknown, owner: string): void {
  if (register === 'party' && (body as BodyOf<'party'>).party !== owner) {
    throw fault(['owner'], 'own-card', 'A party is the owner of its own entry.');
  }
}
