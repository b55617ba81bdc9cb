import type { z } from 'zod';
import type { Actor } from './access.ts';
import { mayWrite } from './access.ts';
import {
  actingParty,
  bodyOf,
  checkLinks,
  checkParty,
  checkProgramme,
  checkWriting,
  fault,
  needed,
  patched,
  Unknown,
} from './checks.ts';
import type { Correction, Review } from './documents.ts';
import type { KeptReading } from './keptReading.ts';
import type { ActivityStatus } from './matrix.ts';
import { type Change, type Clock, Conflict, type Entry, Forbidden, type Pen, type Records } from './ports.ts';
import { type BodyOf, factsOf, type RegisterName, registers } from './registers.ts';
import type { Visibility } from './vocabulary.ts';
import { documentBody } from './works.ts';

/** Every operation of the programme, once, for the server and the command line alike. */

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
