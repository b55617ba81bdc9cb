import type { MandateRow, NamedParty } from '../reader/write/mandateRows.ts';
import type { Options } from './batch.ts';
import { lastDay } from './windows.ts';

/** Below this a reading is unsure and stands first. */
export const sureFrom = 0.9;

export const isSure = (row: MandateRow): boolean => row.confidence >= sureFrom;

export const forces = ['decision', 'request', 'appeal', 'position'] as const;
export const deliverables = [
  ...['report', 'meeting', 'agenda_item', 'agreement', 'establishment', 'nomination', 'funding', 'programme'],
  ...['assistance', 'review', 'information', 'other'],
];

/** One condition on rows, as the person wrote it. */
export interface Condition {
  readonly said: string;
  readonly holds: (row: MandateRow) => boolean;
}

/** Which mandates are wanted; or what is wrong with the options. */
export type Choice =
  | { readonly kind: 'choice'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'fault'; readonly message: string };

const list = (value: string | boolean | undefined): string[] =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean)
    : [];

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a party is meant: by its id, by the beginning of its id at a slash, or by a part of its name or of the words of the text. */
function isMeant(party: NamedParty, wanted: string): boolean {
  const short = wanted.toLowerCase();
  if (party.ids.some((id) => id.toLowerCase() === short || id.toLowerCase().startsWith(`${short}/`))) return true;
  // What is written like an id is one: "UN" is not every name with these letters.
  if (/^[A-Z0-9-]+(?:\/[A-Z0-9-]+)*$/.test(wanted)) return false;
  return [party.words, ...party.names].some((name) => plain(name).includes(plain(wanted)));
}

const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

function unknown(option: string, given: readonly string[], known: readonly string[]): string | null {
  const wrong = given.find((each) => !known.includes(each));
  return wrong === undefined ? null : `--${option} ${wrong}: not one of ${known.join(', ')}.`;
}

/**
 * What the options ask for. Without `--force`, positions are left out unless they carry an expectation: they ask nothing
 * of anyone.
 */
export function choiceOf(options: Options): Choice {
  const wantedForces = list(options.force);
  const wantedDeliverables = list(options.deliverable);
  const wrong =
    unknown('force', wantedForces, forces) ??
    unknown('deliverable', wantedDeliverables, deliverables) ??
    wrongDay(options);
  if (wrong !== null) return { kind: 'fault', message: wrong };
  const conditions: Condition[] = [];
  const add = (said: string, holds: Condition['holds']) => conditions.push({ said, holds });
  if (wantedForces.length > 0) add(`--force ${options.force}`, (row) => wantedForces.includes(row.force));
  else add('no plain positions', (row) => row.force !== 'position' || row.soft);
  const parties = list(options.toWhom);
  if (parties.length > 0)
    add(`--to-whom ${options.toWhom}`, (row) =>
      [...row.who, ...row.relay].some((party) => parties.some((wanted) => isMeant(party, wanted))),
    );
  if (wantedDeliverables.length > 0)
    add(`--deliverable ${options.deliverable}`, (row) => wantedDeliverables.includes(row.deliverable ?? ''));
  const due = dueCondition(options);
  if (due !== null) conditions.push(due);
  if (options.soft === true) add('--soft', (row) => row.soft);
  if (options.unsure === true) add('--unsure', (row) => !isSure(row));
  return { kind: 'choice', conditions };
}

/** One due time has to meet both ends; what has no date meets none. */
function dueCondition({ dueBefore, dueAfter }: Options): Condition | null {
  if (typeof dueBefore !== 'string' && typeof dueAfter !== 'string') return null;
  const said = [
    typeof dueAfter === 'string' ? `--due-after ${dueAfter}` : '',
    typeof dueBefore === 'string' ? `--due-before ${dueBefore}` : '',
  ];
  const within = (day: string | null) =>
    day !== null &&
    (typeof dueBefore !== 'string' || day <= dueBefore) &&
    (typeof dueAfter !== 'string' || day >= dueAfter);
  return { said: said.filter(Boolean).join(' '), holds: (row) => row.due.some((each) => within(lastDay(each))) };
}

function wrongDay(options: Options): string | null {
  for (const [name, value] of [
    ['due-before', options.dueBefore],
    ['due-after', options.dueAfter],
  ] as const)
    if (typeof value === 'string' && !isDay(value)) return `--${name} ${value}: a day is needed, as 2026-12-31.`;
  return null;
}

/** The rows that meet all conditions, in their order. */
export const chosen = (rows: readonly MandateRow[], conditions: readonly Condition[]): MandateRow[] =>
  rows.filter((row) => conditions.every(({ holds }) => holds(row)));

/** Why nothing is left: the first conditions that no row meets, alone or together. */
export function whyNone(rows: readonly MandateRow[], conditions: readonly Condition[]): string {
  const alone = conditions.filter(({ holds }) => !rows.some(holds));
  const count = `${rows.length} ${rows.length === 1 ? 'sentence that decides, asks or takes a position was' : 'sentences that decide, ask or take positions were'} found`;
  if (alone.length > 0) return `${count}, but none of them meets: ${alone.map(({ said }) => said).join(', ')}`;
  return `${count}, but none of them meets all of: ${conditions.map(({ said }) => said).join(', ')}`;
}
