import type { CellValue } from './xlsx.ts';

/** A cell that a spreadsheet would take for a formula is escaped by an apostrophe. */
function cell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return value.day;
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV (RFC 4180) as spreadsheets open it without a question: UTF-8 with its mark, CRLF, formulas escaped. */
export const toCsv = (rows: Iterable<readonly CellValue[]>): string =>
  `\ufeff${[...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
