import type { MandateRow, NamedParty } from '../reader/write/mandateRows.ts';
import type { CellValue } from '../report/office/xlsx.ts';

interface Column {
  readonly name: string;
  /** Width in a spreadsheet, in characters. */
  readonly wide: number;
  readonly value: (row: MandateRow, file: string) => CellValue;
}

const day = (date: string | null | undefined): CellValue => (date ? { day: date } : null);
const ids = (parties: readonly NamedParty[]): string => [...new Set(parties.flatMap((party) => party.ids))].join('; ');
const names = (parties: readonly NamedParty[]): string =>
  [...new Set(parties.map((party) => (party.names.length === 0 ? party.words : party.names.join(', '))))].join('; ');
const words = (parties: readonly NamedParty[]): string => parties.map((party) => party.words).join('; ');
const yes = (set: boolean): CellValue => (set ? 'yes' : null);

/** The columns of CSV and XLSX, in order. Several dues of one mandate stand in one line: the first in columns, all in words. */
export const columns: readonly Column[] = [
  { name: 'symbol', wide: 16, value: (row) => row.symbol },
  { name: 'paragraph', wide: 10, value: (row) => row.paragraph },
  { name: 'citation', wide: 24, value: (row) => row.citation },
  { name: 'act', wide: 12, value: (row) => row.act },
  { name: 'force', wide: 10, value: (row) => row.force },
  { name: 'weight', wide: 10, value: (row) => row.weight },
  { name: 'soft', wide: 6, value: (row) => yes(row.soft) },
  { name: 'who ids', wide: 20, value: (row) => ids(row.who) },
  { name: 'who', wide: 32, value: (row) => names(row.who) },
  { name: 'who as printed', wide: 32, value: (row) => words(row.who) },
  { name: 'to pass on to', wide: 20, value: (row) => names(row.relay) },
  { name: 'action', wide: 60, value: (row) => row.action },
  { name: 'deliverable', wide: 12, value: (row) => row.deliverable },
  { name: 'reports to', wide: 20, value: (row) => (row.recipient === null ? null : names([row.recipient])) },
  { name: 'due from', wide: 12, value: (row) => day(row.due[0]?.from) },
  { name: 'due to', wide: 12, value: (row) => day(row.due[0]?.to) },
  { name: 'session', wide: 8, value: (row) => row.due[0]?.session ?? null },
  { name: 'due as printed', wide: 24, value: (row) => row.due.map((due) => due.words).join('; ') },
  { name: 'recurrence', wide: 12, value: (row) => row.recurrence },
  { name: 'conditions', wide: 24, value: (row) => row.conditions.join('; ') },
  { name: 'marks', wide: 14, value: (row) => row.marks.join('; ') },
  { name: 'confidence', wide: 10, value: (row) => row.confidence },
  { name: 'why', wide: 24, value: (row) => row.why.join('; ') },
  { name: 'verb', wide: 18, value: (row) => row.verb },
  { name: 'text', wide: 80, value: (row) => row.text },
  { name: 'address', wide: 40, value: (row) => row.address },
  { name: 'file', wide: 24, value: (_, file) => file },
];
