import type { Keys } from '../programme/ports.ts';
import type { KeptRecord } from './log.ts';
import { readStatement, type Statement, statementOf } from './statement.ts';

/**
 * What the log was at one record: whoever keeps it elsewhere can show later that nothing before was changed or cut off.
 * It follows from the log alone: the same log, the same bytes.
 */
export interface Checkpoint {
  readonly kind: 'checkpoint';
  readonly instance: string;
  readonly seq: number;
  readonly hash: string;
  /** The time of the record. */
  readonly time: string;
  /** Of a bundle: how many records stand in it, and the SHA-256 of all its bytes before this line. */
  readonly bundle?: { readonly records: number; readonly sha256: string };
}

export interface SignedCheckpoint extends Statement {
  readonly says: Checkpoint;
}

/** The checkpoint at a record, as a line of text without its end. */
export const checkpointAt = (
  { seq, hash, envelope }: KeptRecord,
  instance: string,
  key: Keys,
  bundle?: Checkpoint['bundle'],
): Promise<string> => {
  const { time } = JSON.parse(envelope) as { time: string };
  const says: Checkpoint = { kind: 'checkpoint', instance, seq, hash, time, ...(bundle && { bundle }) };
  return statementOf(says, key);
};

const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** The checkpoint of a text, signed or not; `null` where it is none. */
export function readCheckpoint(text: string): SignedCheckpoint | null {
  const statement = readStatement(text, 'checkpoint') as SignedCheckpoint | null;
  if (statement === null) return null;
  const { instance, seq, hash, time, bundle } = statement.says;
  const isSound =
    typeof instance === 'string' &&
    isCount(seq) &&
    isHash(hash) &&
    !Number.isNaN(Date.parse(time)) &&
    (bundle === undefined || (isCount(bundle.records) && isHash(bundle.sha256)));
  return isSound ? statement : null;
}
