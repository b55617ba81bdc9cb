import type { z } from 'zod';
import { type Actor, mayWrite } from './access.ts';
import type { Correction, Review } from './documents.ts';
import { unkeepableIn } from './keepable.ts';
import type { KeptReading } from './keptReading.ts';
import type { ActivityStatus } from './matrix.ts';
import {
  type Change,
  type Clock,
  Conflict,
  type Entry,
  Forbidden,
  type Pen,
  type Records,
  type View,
} from './ports.ts';
import { type BodyOf, factsOf, type Register, type RegisterName, registers } from './registers.ts';
import type { Pointer, Visibility } from './vocabulary.ts';

/** Every operation of the programme, once, for the server and the command line alike. */

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

/** Where a new entry is to stand. What is left out: the only party of the actor, the usual visibility of the register. */
export interface Standing {
  readonly programme?: string | null;
  readonly owner?: string;
  readonly visibility?: Visibility;
  readonly reason?: string;
  /** Given where the id follows from the thing itself, so that doing it twice is doing it once. */
  readonly id?: string;
}

export interface Secretariat {
  readonly open: <Name extends RegisterName>(
    actor: Actor,
    register: Name,
    body: unknown,
    standing?: Standing,
  ) => Promise<Entry<Name>>;
  /** Puts the fields that are given in the place of those that were. `version` is the one that was read: if it is not the present one, a `Conflict`. */
  readonly amend: (
    actor: Actor,
    id: string,
    patch: unknown,
    version: number,
    to?: Pick<Standing, 'visibility' | 'reason'>,
  ) => Promise<Entry>;
  /** Takes an entry out of the lists. It stays in the log, and `restore` brings it back. */
  readonly withdraw: (actor: Actor, id: string, version: number, reason?: string) => Promise<Entry>;
  readonly restore: (actor: Actor, id: string, version: number, reason?: string) => Promise<Entry>;
  readonly review: (actor: Actor, mandate: string, decision: Decision, standing?: Standing) => Promise<Entry<'review'>>;
  readonly settle: (
    actor: Actor,
    mandate: string,
    fate: Omit<z.input<(typeof registers)['fate']['schema']>, 'mandate' | 'key'>,
    standing?: Standing,
  ) => Promise<Entry<'fate'>>;
  /** Takes a line over into the next period; the old one says so and the new one names it. */
  readonly carryOver: (actor: Actor, activity: string, period: string) => Promise<Entry<'activity'>>;
  /** What a party says to a record of another. */
  readonly respond: (
    actor: Actor,
    on: string,
    stance: Omit<z.input<(typeof registers)['stance']['schema']>, 'on' | 'version'>,
    standing?: Standing,
  ) => Promise<Entry<'stance'>>;
  readonly keepDocument: (actor: Actor, file: ImportedFile, standing?: Standing) => Promise<KeptDocument>;
}

export interface Decision {
  readonly decision: Review['decision'];
  readonly correction?: Correction;
  readonly reason?: string;
}

/** A file that was read: its bytes and its reading are kept already. */
export interface ImportedFile {
  readonly name: string;
  readonly format: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly part: number;
  readonly reading: KeptReading;
  readonly readingSha256: string;
  readonly findings: BodyOf<'version'>['findings'];
}

export interface KeptDocument {
  readonly document: Entry<'document'>;
  readonly version: Entry<'version'>;
  /** False where the same file was there already: nothing was recorded. */
  readonly added: boolean;
}

export interface Ports {
  readonly records: Records;
  readonly clock: Clock;
  readonly freshId: () => string;
  /** An id that follows from what it names, so that the same thing twice is one entry. */
  readonly idOf: (...parts: readonly string[]) => string;
}

const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.map(({ path, code, message }) => ({
    path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
    code,
    message,
  }));

/** The body as the register has it, or what is wrong with it. */
function bodyOf<Name extends RegisterName>(register: Name, body: unknown): BodyOf<Name> {
  const declared: Register = registers[register];
  const parsed = declared.schema.safeParse(body);
  if (!parsed.success) throw new Invalid(faultsOf(parsed.error));
  const unkeepable = unkeepableIn(parsed.data);
  if (unkeepable.length > 0) throw new Invalid(unkeepable);
  return parsed.data as BodyOf<Name>;
}

/** The fields that are given in the place of those that were. */
function patched(body: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw fault([], 'object-needed', 'Give the fields that change.');
  return { ...(body as object), ...patch };
}

const fault = (path: readonly (string | number)[], code: string, message: string): Invalid =>
  new Invalid([{ path, code, message }]);

/** The party that the actor acts for. */
function actingParty(actor: Actor, owner: string | undefined): string {
  if (owner !== undefined) return owner;
  const [only, second] = actor.memberships;
  if (only !== undefined && second === undefined) return only.party;
  throw fault(['owner'], 'owner-needed', 'Say for which party this is recorded.');
}

async function needed(view: View, id: string): Promise<Entry> {
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

async function checkLinks(
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
async function checkProgramme(
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

function checkWriting(actor: Actor, register: RegisterName, owner: string, body: unknown): void {
  const { bodies } = factsOf(register, body);
  if (!mayWrite(actor, { register, owner, bodies })) throw new Forbidden(`No ${register} on behalf of ${owner}.`);
}

/** A party keeps its own card, one. */
function checkParty(register: RegisterName, body: unknown, owner: string): void {
  if (register === 'party' && (body as BodyOf<'party'>).party !== owner) {
    throw fault(['owner'], 'own-card', 'A party is the owner of its own entry.');
  }
}

/** The operations, over the memory that is given. */
export function secretariatOf(ports: Ports): Secretariat {
  const { records } = ports;

  async function opened<Name extends RegisterName>(
    pen: Pen,
    actor: Actor,
    register: Name,
    given: unknown,
    standing: Standing = {},
    act = 'opened',
  ): Promise<Entry<Name>> {
    const body = bodyOf(register, given);
    const owner = actingParty(actor, standing.owner);
    const programme = standing.programme ?? null;
    checkWriting(actor, register, owner, body);
    checkParty(register, body, owner);
    await checkProgramme(pen, register, programme, owner);
    await checkLinks(pen, register, body as Record<string, unknown>, programme);
    // A party has one entry, however it was asked for.
    const id = register === 'party' ? ports.idOf('party', owner) : (standing.id ?? ports.freshId());
    return pen.record({
      ...{ id, register, act, owner, body, version: 1, withdrawn: false },
      // A programme is seen by those who take part in it.
      programme: register === 'programme' ? id : programme,
      visibility: standing.visibility ?? registers[register].usual,
      reason: standing.reason ?? null,
    });
  }

  async function changed(pen: Pen, actor: Actor, entry: Entry, change: Partial<Change>, act: string): Promise<Entry> {
    checkWriting(actor, entry.register, entry.owner, entry.body);
    const body = change.body ?? entry.body;
    // A focal point may not write himself out of an entry, nor others in.
    checkWriting(actor, entry.register, entry.owner, body);
    return pen.record({
      ...{ id: entry.id, register: entry.register, act, programme: entry.programme, owner: entry.owner, body },
      version: entry.version + 1,
      visibility: change.visibility ?? entry.visibility,
      withdrawn: change.withdrawn ?? entry.withdrawn,
      reason: change.reason ?? null,
    });
  }

  async function present(pen: Pen, actor: Actor, id: string, version: number): Promise<Entry> {
    const entry = await pen.held(id);
    // What may not be changed cannot be held either: is it there to be seen at all?
    if (entry === null) {
      await needed(pen, id);
      throw new Forbidden(`No change of ${id}.`);
    }
    checkWriting(actor, entry.register, entry.owner, entry.body);
    if (entry.version !== version) throw new Conflict(id);
    return entry;
  }

  const secretariat: Secretariat = {
    open: (actor, register, body, standing) =>
      records.write(actor, (pen) => opened(pen, actor, register, body, standing)),

    amend: (actor, id, patch, version, to = {}) =>
      records.write(actor, async (pen) => {
        const entry = await present(pen, actor, id, version);
        const body = bodyOf(entry.register, patched(entry.body, patch));
        checkParty(entry.register, body, entry.owner);
        await checkLinks(pen, entry.register, body as Record<string, unknown>, entry.programme);
        return changed(pen, actor, entry, { body, ...to } as Partial<Change>, 'amended');
      }),

    withdraw: (actor, id, version, reason) =>
      records.write(actor, async (pen) => {
        const entry = await present(pen, actor, id, version);
        return entry.withdrawn
          ? entry
          : changed(pen, actor, entry, { withdrawn: true, reason: reason ?? null }, 'withdrawn');
      }),

    restore: (actor, id, version, reason) =>
      records.write(actor, async (pen) => {
        const entry = await present(pen, actor, id, version);
        return entry.withdrawn
          ? changed(pen, actor, entry, { withdrawn: false, reason: reason ?? null }, 'restored')
          : entry;
      }),

    review: (actor, mandateId, { decision, correction = {}, reason = '' }, standing = {}) =>
      records.write(actor, async (pen) => {
        const mandate = await pen.mandate(mandateId);
        if (mandate === null) throw new Unknown(`There is no mandate ${mandateId}.`);
        if (decision === 'corrected' && Object.keys(correction).length === 0)
          throw fault(['correction'], 'correction-needed', 'Say what it should be.');
        const owner = actingParty(actor, standing.owner);
        const body = {
          mandate: mandateId,
          key: mandate.key,
          decision,
          correction: decision === 'corrected' ? correction : {},
          reason,
        };
        // One review a party: a second thought amends the first.
        const id = ports.idOf('review', owner, mandateId);
        return (await openedOrAmended(
          pen,
          actor,
          'review',
          id,
          body,
          { ...standing, owner, programme: mandate.programme },
          decision,
        )) as Entry<'review'>;
      }),

    settle: (actor, mandateId, fate, standing = {}) =>
      records.write(actor, async (pen) => {
        const mandate = await pen.mandate(mandateId);
        if (mandate === null) throw new Unknown(`There is no mandate ${mandateId}.`);
        const owner = actingParty(actor, standing.owner);
        const id = ports.idOf('fate', owner, mandateId);
        const body = { ...fate, mandate: mandateId, key: mandate.key };
        return (await openedOrAmended(
          pen,
          actor,
          'fate',
          id,
          body,
          { ...standing, owner, programme: mandate.programme },
          'settled',
        )) as Entry<'fate'>;
      }),

    carryOver: (actor, activityId, period) =>
      records.write(actor, async (pen) => {
        const entry = await needed(pen, activityId);
        if (entry.register !== 'activity') throw new Unknown(`${activityId} is no activity.`);
        const old = entry as Entry<'activity'>;
        if (old.body.period === period)
          throw fault(['period'], 'same-period', 'The activity stands in this period already.');
        const { programme, owner, visibility } = old;
        const next = await opened(
          pen,
          actor,
          'activity',
          { ...old.body, period, carriedFrom: old.id, planned: { from: null, until: null } },
          { programme, owner, visibility },
          'carried-over',
        );
        await carryHalves(pen, actor, old.id, next.id);
        return next;
      }),

    respond: (actor, on, stance, standing = {}) =>
      records.write(actor, async (pen) => {
        const entry = await needed(pen, on);
        const owner = actingParty(actor, standing.owner);
        if (owner === entry.owner) throw fault(['on'], 'own-record', 'A party does not answer its own record.');
        const body = { ...stance, on, version: entry.version };
        const id = ports.idOf('stance', owner, on);
        return (await openedOrAmended(
          pen,
          actor,
          'stance',
          id,
          body,
          { ...standing, owner, programme: entry.programme },
          stance.stance,
        )) as Entry<'stance'>;
      }),

    keepDocument: (actor, file, standing = {}) =>
      records.write(actor, (pen) => keptDocument(pen, actor, file, standing)),
  };

  /** The half of the actor's own side goes on in the new line and says of the old one that it was carried over. */
  async function carryHalves(pen: Pen, actor: Actor, from: string, to: string): Promise<void> {
    const { items } = await pen.entries({ register: 'half', parent: from, limit: 500 });
    for (const half of items as readonly Entry<'half'>[]) {
      if (!mayWrite(actor, { register: 'half', owner: half.owner, bodies: factsOf('half', half.body).bodies }))
        continue;
      const { programme, owner, visibility } = half;
      const status: ActivityStatus =
        half.body.status === 'done' || half.body.status === 'dropped' ? half.body.status : 'carried-over';
      if (status !== half.body.status)
        await changed(pen, actor, half, { body: { ...half.body, status } }, 'carried-over');
      await opened(
        pen,
        actor,
        'half',
        { ...half.body, activity: to, status: 'agreed', actual: { from: null, until: null }, reached: null },
        { programme, owner, visibility },
        'carried-over',
      );
    }
  }

  async function openedOrAmended<Name extends RegisterName>(
    pen: Pen,
    actor: Actor,
    register: Name,
    id: string,
    body: unknown,
    standing: Standing,
    act: string,
  ): Promise<Entry> {
    const known = await pen.held(id);
    if (known === null) return opened(pen, actor, register, body, { ...standing, id }, act);
    return changed(
      pen,
      actor,
      known,
      {
        body: bodyOf(register, body),
        withdrawn: false,
        reason: standing.reason ?? null,
        ...(standing.visibility && { visibility: standing.visibility }),
      } as Partial<Change>,
      act,
    );
  }

  async function keptDocument(pen: Pen, actor: Actor, file: ImportedFile, standing: Standing): Promise<KeptDocument> {
    const owner = actingParty(actor, standing.owner);
    const { reading } = file;
    // Without a symbol each file is a work of its own.
    const name = reading.work ?? reading.symbol ?? `${file.sha256}/${file.part}`;
    const place = { ...standing, owner, programme: standing.programme ?? null };
    const documentId = ports.idOf('document', owner, place.programme ?? '', name);
    const versionId = ports.idOf('version', documentId, file.sha256, String(file.part));
    const document = ((await pen.entry(documentId)) ??
      (await opened(pen, actor, 'document', documentBody(reading), { ...place, id: documentId }))) as Entry<'document'>;
    const known = (await pen.entry(versionId)) as Entry<'version'> | null;
    const body = {
      ...{
        document: documentId,
        language: reading.language,
        format: file.format,
        file: file.sha256,
        bytes: file.bytes,
        name: file.name,
        part: file.part,
      },
      ...{ reading: file.readingSha256, paragraphs: reading.paragraphs.length, findings: file.findings },
    };
    if (known?.body.reading === file.readingSha256 && !known.withdrawn)
      return { document, version: known, added: false };
    const visibility = standing.visibility ?? document.visibility;
    const version = (await openedOrAmended(
      pen,
      actor,
      'version',
      versionId,
      body,
      { ...place, visibility },
      known === null ? 'opened' : 'read-again',
    )) as Entry<'version'>;
    return { document, version, added: true };
  }

  return secretariat;
}

const documentKinds: Readonly<Record<KeptReading['type'], BodyOf<'document'>['kind']>> = {
  resolution: 'resolution',
  decision: 'decision',
  'presidential-statement': 'statement',
  declaration: 'declaration',
  'draft-resolution': 'draft',
  'draft-decision': 'draft',
  'draft-statement': 'draft',
  other: 'other',
};

/** What the text says of itself. */
const documentBody = (reading: KeptReading) => ({
  kind: documentKinds[reading.type],
  symbol: reading.symbol,
  work: reading.work,
  title: (reading.title ?? reading.symbol ?? '').slice(0, 2000),
  organ: reading.organ,
  session: reading.session,
  date: reading.date,
  sponsors: reading.sponsors?.slice(0, 2000) ?? null,
  vote: reading.vote,
});
