import {
  type Break,
  canonicalOf,
  type Envelope,
  type Head,
  type KeptRecord,
  noHash,
  type Verification,
  verifyChain,
} from './log.ts';
import { type PublicKey, thumbprint } from './signing.ts';

/**
 * Which records of a log are meant. What the instance records of itself comes with every part: the keys stand there.
 */
export interface Scope {
  /** The record behind which it begins, and its hash. */
  readonly after: Head;
  /** The owner whose records alone are taken. */
  readonly party: string | null;
}

export const wholeLog: Scope = { after: { seq: 0, hash: noHash }, party: null };

export interface Walk extends Verification {
  /** The keys that the chain brought in, by thumbprint; the founding key is the first. */
  readonly publicKeys: ReadonlyMap<string, PublicKey>;
}

/** Halves of characters and endless numbers: what has no canonical form is written with one of these. */
const suspicious = /\\ud|\de\+?\d{3}/i;

/** What stands in an envelope; `null` where it is none, or holds what has no canonical form. */
export function envelopeIn(text: string): Envelope | null {
  try {
    const envelope = JSON.parse(text);
    if (suspicious.test(text)) canonicalOf(envelope);
    return typeof envelope === 'object' && !Array.isArray(envelope) ? envelope : null;
  } catch {
    return null;
  }
}

/** What a record of the instance itself gives as its key, whatever it is. */
const keyIn = ({ type, data }: Envelope): unknown =>
  /^rapport\.instance\./.test(type) ? (data as { key?: unknown } | null)?.key : undefined;

const isPublicKey = (key: unknown): key is PublicKey => {
  const { kty, crv, x } = (key ?? {}) as Partial<PublicKey>;
  return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && /^[\w-]{43}$/.test(x);
};

/**
 * Verifies records in order, one at a time, as `verifyChain` does; but records outside the scope may be missing. Untrusted
 * records cannot make it throw. `look` sees each record that can be read, before its signature is known to be good.
 */
export async function walkRecords<Kept extends KeptRecord>(
  records: AsyncIterable<Kept>,
  scope: Scope,
  look: (record: Kept, envelope: Envelope) => void = () => {},
): Promise<Walk> {
  const candidates = new Map<string, PublicKey>();
  const unlinked: Break[] = [];
  async function* readable(): AsyncGenerator<KeptRecord> {
    for await (const record of records) {
      const envelope = envelopeIn(record.envelope);
      const key = envelope === null ? undefined : keyIn(envelope);
      if (envelope === null || (key !== undefined && !isPublicKey(key))) {
        yield { ...record, envelope: '' };
        continue;
      }
      if (isPublicKey(key)) candidates.set(await thumbprint(key), key);
      if (record.seq === scope.after.seq + 1 && record.seq > 1 && envelope.prev !== scope.after.hash)
        unlinked.push({ kind: 'unlinked', seq: record.seq });
      look(record, envelope);
      yield record;
    }
  }
  const verification = await verifyChain(readable());
  const keys = verification.keys.flatMap((kid) => {
    const key = candidates.get(kid);
    return key === undefined ? [] : [[kid, key] as const];
  });
  const serious = withoutMeantGaps(verification.breaks, scope);
  const more = unlinked.filter(({ seq }) => !serious.some((each) => each.kind === 'unlinked' && each.seq === seq));
  return { ...verification, breaks: [...serious, ...more].sort((a, b) => a.seq - b.seq), publicKeys: new Map(keys) };
}

/** Where records were left out on purpose, a number is skipped and the record before is not the one that is named. */
function withoutMeantGaps(breaks: readonly Break[], { after, party }: Scope): Break[] {
  const behindGap = new Set<number>();
  return breaks.filter((each) => {
    if (each.kind === 'unlinked') return !behindGap.has(each.seq);
    const isMeant = each.kind === 'gap' && each.seq > each.expected && (party !== null || each.seq <= after.seq + 1);
    if (isMeant) behindGap.add(each.seq);
    return !isMeant;
  });
}
