import { z } from 'zod';
import { bodyId, day, entryId, line, pointer, words } from './vocabulary.ts';

export const agreement = z.strictObject({
  kind: z.enum(['memorandum', 'exchange-of-letters', 'strategic-plan', 'cooperation-agreement', 'protocol', 'other']),
  title: line,
  /** Who signed: bodies, not only parties. */
  parties: z.array(bodyId).min(1).max(60),
  status: z.enum(['negotiated', 'signed', 'in-force', 'renewed', 'ended', 'unknown']).default('unknown'),
  signed: day.nullable().default(null),
  place: line.nullable().default(null),
  inForce: day.nullable().default(null),
  /** Last day; null where the text does not say or nobody knows: then it is listed as an end that is unknown. */
  ends: day.nullable().default(null),
  renewal: z.enum(['none', 'automatic', 'by-agreement', 'unknown']).default('unknown'),
  /** Days before the end on which the desk is told. */
  alarms: z.array(z.number().int().min(0).max(2000)).max(10).default([180, 90, 30]),
  areas: z.array(entryId).max(50).default([]),
  document: entryId.nullable().default(null),
  obligations: z.array(pointer).max(200).default([]),
  remarks: words.default(''),
});

export type Agreement = z.infer<typeof agreement>;

/** What an agreement wants of the desk on a day. */
export type AgreementAlarm =
  | { readonly kind: 'ends'; readonly on: string; readonly days: number }
  | { readonly kind: 'ended'; readonly on: string; readonly days: number }
  | { readonly kind: 'end-unknown' };

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** What to tell of the agreement on `today`; null where nothing is to be done. */
export function alarmOf(agreement: Agreement, today: string): AgreementAlarm | null {
  if (agreement.status === 'ended' || agreement.status === 'negotiated') return null;
  if (agreement.ends === null) return agreement.renewal === 'none' ? null : { kind: 'end-unknown' };
  const days = daysBetween(today, agreement.ends);
  if (days < 0) return agreement.renewal === 'automatic' ? null : { kind: 'ended', on: agreement.ends, days: -days };
  return days <= Math.max(0, ...agreement.alarms) ? { kind: 'ends', on: agreement.ends, days } : null;
}
