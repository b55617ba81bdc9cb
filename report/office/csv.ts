import type { CellValue } from './xlsx.ts';

/** A cell that a spreadsheet would take for a formula is escaped by an apostrophe. */
function cell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return value.day;
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The mark by which spreadsheets know UTF-8. */
export const csvMark = '\ufeff';

/** A row of CSV (RFC 4180): CRLF, formulas escaped. */
export const csvRow = (row: readonly CellValue[]): string => `${row.map(cell).join(',')}\r\n`;

/** CSV as spreadsheets open it without a question. */
export const toCsv = (rows: Iterable<readonly CellValue[]>): string => csvMark + [...rows].map(csvRow).join('');
