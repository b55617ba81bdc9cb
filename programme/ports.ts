import type { Actor } from './access.ts';
import type { MandateKey } from './documents.ts';
import type { ProposedMandate } from './keptReading.ts';
import type { BodyOf, RegisterName } from './registers.ts';
import type { Visibility } from './vocabulary.ts';

/** The only ways out of the programme. */

/** An entry of a register as it stands. */
export interface Entry<Name extends RegisterName = RegisterName> {
  readonly id: string;
  readonly register: Name;
  readonly programme: string | null;
  /** The party whose record it is; nobody else changes it. */
  readonly owner: string;
  readonly visibility: Visibility;
  /** 1 when opened, one more with every change. */
  readonly version: number;
  readonly body: BodyOf<Name>;
  readonly openedAt: string;
  readonly openedBy: string | null;
  readonly changedAt: string;
  readonly changedBy: string | null;
  readonly withdrawn: boolean;
}

/** A mandate as the machine proposes it, read from the leading version of a document. */
export interface MandateProposal {
  readonly id: string;
  readonly key: MandateKey;
  readonly version: string;
  readonly address: string;
  readonly language: string | null;
  readonly symbol: string | null;
  readonly date: string | null;
  readonly owner: string;
  readonly programme: string | null;
  readonly visibility: Visibility;
  readonly proposal: ProposedMandate;
}

/** A change of an entry as it goes into the log: the whole body after it. */
export interface Change<Name extends RegisterName = RegisterName> {
  readonly id: string;
  readonly register: Name;
  /** What happened, as the last part of the record type: opened, amended, withdrawn, restored, or a word of the field. */
  readonly act: string;
  readonly programme: string | null;
  readonly owner: string;
  readonly visibility: Visibility;
  readonly version: number;
  readonly body: BodyOf<Name>;
  readonly withdrawn: boolean;
  readonly reason: string | null;
}

/** What to look for in the registers. Everything given must be true. */
export interface Choice {
  readonly register?: RegisterName;
  readonly programme?: string;
  readonly owner?: string;
  readonly parent?: string;
  readonly status?: string;
  readonly area?: string;
  readonly period?: string;
  readonly body?: string;
  readonly paragraph?: string;
  /** Last day, or day it is due, not before and not after. */
  readonly untilFrom?: string;
  readonly untilTo?: string;
  readonly withdrawn?: boolean;
  readonly sort?: 'changed' | 'opened' | 'until' | 'title';
  readonly after?: string;
  readonly limit?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

/** What an actor may see. */
export interface View {
  readonly entry: (id: string) => Promise<Entry | null>;
  readonly entries: (choice: Choice) => Promise<Page<Entry>>;
  readonly mandate: (id: string) => Promise<MandateProposal | null>;
}

/** Where an actor may write. */
export interface Pen extends View {
  /** Like `entry`, and nobody else changes it until the transaction ends. */
  readonly held: (id: string) => Promise<Entry | null>;
  /** Writes the record and the tables it touches. The version must be the next one: otherwise the transaction fails as a `Conflict`. */
  readonly record: <Name extends RegisterName>(change: Change<Name>) => Promise<Entry<Name>>;
}

/** The memory. */
export interface Records {
  readonly look: <T>(actor: Actor, work: (view: View) => Promise<T>) => Promise<T>;
  /** All that `work` records, or nothing. What it throws undoes everything. */
  readonly write: <T>(actor: Actor, work: (pen: Pen) => Promise<T>) => Promise<T>;
}

/** The entry was changed by someone else meanwhile. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  readonly id: string;
  constructor(id: string) {
    super(`Entry ${id} was changed meanwhile.`);
    this.id = id;
  }
}

/** The actor may not do that. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

export interface Kept {
  readonly kind: 'kept';
  readonly sha256: string;
  readonly bytes: number;
}

export interface TooLarge {
  readonly kind: 'too-large';
  readonly limit: number;
}

/** Bytes by their SHA-256 (lower-case hex); what is kept is never changed. */
export interface Files {
  /** Keeps a stream and gives its hash. Keeping the same bytes twice is one file. */
  readonly keep: (bytes: Uint8Array | AsyncIterable<Uint8Array>, limit?: number) => Promise<Kept | TooLarge>;
  /** The bytes; null where they are not held. */
  readonly read: (sha256: string) => Promise<Uint8Array | null>;
  /** As a stream, optionally from `start` to before `end`; null where they are not held. */
  readonly stream: (
    sha256: string,
    range?: { readonly start: number; readonly end: number },
  ) => Promise<AsyncIterable<Uint8Array> | null>;
  readonly has: (sha256: string) => Promise<boolean>;
  /** All hashes held, in order. */
  readonly hashes: () => AsyncIterable<string>;
  /** True if it was there. */
  readonly erase: (sha256: string) => Promise<boolean>;
}

/** The key by which this instance signs. */
export interface Keys {
  /** RFC 7638 thumbprint of the key in use. */
  readonly kid: string;
  /** Detached JWS (EdDSA) over the bytes. */
  readonly sign: (bytes: Uint8Array) => Promise<string>;
}

export interface Clock {
  readonly now: () => Date;
}

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly language: string;
}

/** Takes letters and sends them, or keeps them for a person to send. */
export interface Mail {
  readonly post: (letter: Letter) => Promise<void>;
}
