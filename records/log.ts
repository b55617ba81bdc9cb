import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Change } from '../programme/ports.ts';
import type { Visibility } from '../programme/vocabulary.ts';
import { isSigned, type PublicKey, thumbprint } from './signing.ts';

/** A record: a CloudEvents 1.0 envelope with its place in the chain. Its canonical form (RFC 8785) is what is hashed and signed. */
export interface Envelope {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  /** `rapport.activity.amended` */
  readonly type: string;
  readonly time: string;
  /** `activity/<id>` */
  readonly subject?: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly seq: number;
  /** SHA-256 of the record before; of the first one 64 zeros. */
  readonly prev: string;
  readonly owner: string;
  readonly author?: string;
  readonly programme?: string;
  readonly visibility: Visibility;
  readonly data: unknown;
}

/** What a record of a register says. */
export interface EntryData {
  readonly version: number;
  readonly bodies: readonly string[];
  readonly withdrawn: boolean;
  readonly reason: string | null;
  readonly body: unknown;
}

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export const noHash = '0'.repeat(64);
/** Owner of what the instance itself records: its founding, its keys. */
export const instanceOwner = '_instance';

export const sourceOf = (instance: string): string => `urn:rapport:${instance}`;

export const hashOf = (canonical: string): string => createHash('sha256').update(canonical, 'utf8').digest('hex');

/** The one form in which a record is hashed, signed and kept. */
export function canonicalOf(envelope: Envelope): string {
  const text = canonicalize(envelope);
  if (text === undefined) throw new TypeError('A record without a JSON form cannot be kept.');
  return text;
}

/** The record of a change. */
export function envelopeOf(
  change: Change,
  bodies: readonly string[],
  place: Head & { readonly id: string; readonly source: string; readonly time: Date; readonly author: string | null },
): Envelope {
  const data: EntryData = {
    version: change.version,
    bodies,
    withdrawn: change.withdrawn,
    reason: change.reason,
    body: change.body,
  };
  return {
    specversion: '1.0',
    id: place.id,
    source: place.source,
    type: `rapport.${change.register}.${change.act}`,
    time: place.time.toISOString(),
    subject: `${change.register}/${change.id}`,
    datacontenttype: 'application/json',
    dataschema: `urn:rapport:schema:${change.register}:1`,
    seq: place.seq + 1,
    prev: place.hash,
    owner: change.owner,
    ...(place.author === null ? {} : { author: place.author }),
    ...(change.programme === null ? {} : { programme: change.programme }),
    visibility: change.visibility,
    data,
  };
}

/** A record as it is kept. */
export interface KeptRecord {
  readonly seq: number;
  readonly hash: string;
  readonly envelope: string;
  readonly jws: string;
}

/** Where the chain is broken, and how. */
export type Break =
  | { readonly kind: 'gap'; readonly seq: number; readonly expected: number }
  | { readonly kind: 'changed'; readonly seq: number }
  | { readonly kind: 'unlinked'; readonly seq: number }
  | { readonly kind: 'unsigned'; readonly seq: number }
  | { readonly kind: 'head'; readonly seq: number; readonly expected: number };

export interface Verification {
  readonly records: number;
  readonly head: Head;
  readonly keys: readonly string[];
  readonly breaks: readonly Break[];
}

const parsed = (text: string): Envelope | null => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** A key that a record brings in: the founding brings the first, each further one is signed by the one before. */
const broughtIn = (envelope: Envelope): PublicKey | null =>
  envelope.type === 'rapport.instance.founded' || envelope.type === 'rapport.instance.rekeyed'
    ? ((envelope.data as { key?: PublicKey }).key ?? null)
    : null;

/**
 * Walks a chain from its first record: every number there, every hash right, each naming the one before, each signed by a key
 * that the chain itself brought in; `pinned` keys, where given, must be among those that sign the founding. Reads one record at a time.
 */
export async function verifyChain(
  records: AsyncIterable<KeptRecord>,
  end?: Head,
  pinned?: readonly string[],
): Promise<Verification> {
  const keys = new Map<string, PublicKey>();
  const breaks: Break[] = [];
  let head: Head = { seq: 0, hash: noHash };
  let count = 0;
  for await (const record of records) {
    count += 1;
    if (record.seq !== head.seq + 1) breaks.push({ kind: 'gap', seq: record.seq, expected: head.seq + 1 });
    const envelope = parsed(record.envelope);
    if (
      envelope === null ||
      hashOf(record.envelope) !== record.hash ||
      canonicalOf(envelope) !== record.envelope ||
      envelope.seq !== record.seq
    ) {
      breaks.push({ kind: 'changed', seq: record.seq });
    } else {
      if (envelope.prev !== head.hash) breaks.push({ kind: 'unlinked', seq: record.seq });
      const key = broughtIn(envelope);
      if (key !== null && (keys.size > 0 || pinned === undefined || pinned.includes(await thumbprint(key)))) {
        // The founding is signed by the key that it brings; any further key by one that is known already.
        if (keys.size === 0) keys.set(await thumbprint(key), key);
      }
      if (!isSigned(Buffer.from(record.envelope), record.jws, (kid) => keys.get(kid)))
        breaks.push({ kind: 'unsigned', seq: record.seq });
      else if (key !== null) keys.set(await thumbprint(key), key);
    }
    head = { seq: record.seq, hash: record.hash };
  }
  if (end !== undefined && (end.seq !== head.seq || end.hash !== head.hash))
    breaks.push({ kind: 'head', seq: head.seq, expected: end.seq });
  return { records: count, head, keys: [...keys.keys()], breaks };
}
