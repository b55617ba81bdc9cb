import { createHash } from 'node:crypto';
import type { BundleHeader } from './bundle.ts';
import { type Checkpoint, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { LineTooLong, linesOf } from './lines.ts';
import { type Break, type Envelope, instanceOwner, type KeptRecord, sourceOf } from './log.ts';
import { signerOf } from './statement.ts';
import { type Scope, type Walk, walkRecords, wholeLog } from './walk.ts';

/** What is wrong with a bundle besides breaks of its chain. */
export type BundleFault =
  | Break
  /** A line that is neither header, record nor checkpoint at its place; counted from 1. */
  | { readonly kind: 'line'; readonly line: number }
  /** No checkpoint at its end: it was cut off. */
  | { readonly kind: 'unsealed' }
  /** Its bytes are not those that were signed. */
  | { readonly kind: 'altered' }
  /** The checkpoint is signed by no key of the chain. */
  | { readonly kind: 'seal' }
  /** Neither the founding nor the checkpoint is signed by the key that was expected. */
  | { readonly kind: 'stranger'; readonly key: string | null }
  /** A record of another instance. */
  | { readonly kind: 'foreign'; readonly seq: number }
  /** In an archive: a file that is damaged, and one that no record names. */
  | { readonly kind: 'entry' | 'surplus'; readonly name: string }
  /** A record of a party that was not asked for. */
  | { readonly kind: 'uncalled'; readonly seq: number };

export interface BundleReport extends Walk {
  readonly header: BundleHeader | null;
  readonly checkpoint: Checkpoint | null;
  readonly faults: readonly BundleFault[];
}

export interface BundleCheck {
  /** Thumbprint of the key that the founding, or at least the checkpoint, must be signed by. */
  readonly pinned?: string | undefined;
  readonly look?: (record: KeptRecord, envelope: Envelope) => void;
}

const parsed = (line: Buffer): Readonly<Record<string, unknown>> | null => {
  try {
    const value = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
};

function headerIn(line: Buffer): BundleHeader | null {
  const header = parsed(line) as Partial<BundleHeader> | null;
  const isOurs =
    header?.kind === 'records' &&
    header.form === 1 &&
    typeof header.instance === 'string' &&
    typeof header.after?.hash === 'string' &&
    Number.isSafeInteger(header.after.seq) &&
    (header.party === null || typeof header.party === 'string');
  return isOurs ? (header as BundleHeader) : null;
}

function recordIn(line: Buffer): KeptRecord | null {
  const { seq, hash, envelope, jws } = parsed(line) ?? {};
  const isRecord =
    Number.isSafeInteger(seq) && typeof hash === 'string' && typeof envelope === 'string' && typeof jws === 'string';
  return isRecord ? { seq: seq as number, hash, envelope, jws } : null;
}

/** Lines as far as they can be read: one that is longer than any of ours ends them. */
async function* boundedLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  try {
    yield* linesOf(bytes);
  } catch (error) {
    if (!(error instanceof LineTooLong)) throw error;
  }
}

/** What the last line said, and the hash of all bytes before it. */
interface Ending {
  readonly seal: SignedCheckpoint;
  readonly digest: string;
}

const sealIn = (line: Buffer): SignedCheckpoint | null => {
  const text = line.toString('utf8');
  const seal = text.endsWith('\n') && Buffer.from(text).equals(line) ? readCheckpoint(text.slice(0, -1)) : null;
  return seal?.says.bundle === undefined ? null : seal;
};

/** Verifies a bundle without its instance, reading one line at a time. Whatever the bytes are, it gives a report. */
export async function checkBundle(bytes: AsyncIterable<Uint8Array>, check: BundleCheck = {}): Promise<BundleReport> {
  const faults: BundleFault[] = [];
  const sha256 = createHash('sha256');
  const endings: Ending[] = [];
  const lines = boundedLines(bytes);
  const { value: opening = Buffer.alloc(0) } = await lines.next();
  sha256.update(opening);
  const header = headerIn(opening);
  const scope = header ?? wholeLog;

  async function* records(): AsyncGenerator<KeptRecord> {
    let number = 1;
    for await (const line of lines) {
      number += 1;
      if (endings.length > 0) faults.push({ kind: 'line', line: number });
      const seal = sealIn(line);
      if (seal !== null) endings.push({ seal, digest: sha256.copy().digest('hex') });
      sha256.update(line);
      const record = seal === null ? recordIn(line) : null;
      if (record !== null) yield record;
      else if (seal === null) faults.push({ kind: 'line', line: number });
    }
  }

  if (header === null) faults.push({ kind: 'line', line: 1 });
  const walk = await walkRecords(records(), scope, (record, envelope) => {
    if (header !== null && envelope.source !== sourceOf(header.instance))
      faults.push({ kind: 'foreign', seq: record.seq });
    if (!isMeant(record, envelope, scope)) faults.push({ kind: 'uncalled', seq: record.seq });
    check.look?.(record, envelope);
  });
  const ending = endings.at(-1) ?? null;
  faults.push(...walk.breaks, ...endingFaults(ending, walk, header), ...strangers(ending, walk, check.pinned));
  return { ...walk, header, checkpoint: ending?.seal.says ?? null, faults };
}

const isMeant = ({ seq }: KeptRecord, { owner }: Envelope, { after, party }: Scope): boolean =>
  owner === instanceOwner || (seq > after.seq && (party === null || owner === party));

function endingFaults(ending: Ending | null, walk: Walk, header: BundleHeader | null): BundleFault[] {
  if (ending === null) return [{ kind: 'unsealed' }];
  const { says } = ending.seal;
  const faults: BundleFault[] = [];
  if (signerOf(ending.seal, walk.publicKeys) === null) faults.push({ kind: 'seal' });
  const isAsSigned =
    says.bundle?.sha256 === ending.digest && says.bundle.records === walk.records && says.instance === header?.instance;
  if (!isAsSigned) faults.push({ kind: 'altered' });
  const isWhole = header?.party === null && says.seq > header.after.seq;
  if (isWhole ? walk.head.seq !== says.seq || walk.head.hash !== says.hash : walk.head.seq > says.seq)
    faults.push({ kind: 'head', seq: walk.head.seq, expected: says.seq });
  return faults;
}

/** Only the founding key vouches for the keys that follow, and only who signed the end vouches for all before it. */
function strangers(ending: Ending | null, { publicKeys }: Walk, pinned: string | undefined): BundleFault[] {
  const [founding = null] = publicKeys.keys();
  const signer = ending === null ? null : signerOf(ending.seal, publicKeys);
  return pinned === undefined || pinned === founding || pinned === signer ? [] : [{ kind: 'stranger', key: founding }];
}
