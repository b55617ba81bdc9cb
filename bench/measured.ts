/** A line of what was measured, beside its bar. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly bar: string;
  readonly verdict: 'met' | 'missed';
}

export function row(what: string, value: number, unit: string, bar: number, sense: 'at least' | 'at most'): Row {
  const measured = `${value >= 100 ? Math.round(value) : value.toFixed(2)} ${unit}`;
  process.stderr.write(`  ${what}: ${measured}\n`);
  const met = sense === 'at least' ? value >= bar : value <= bar;
  return { what, measured, bar: `${sense} ${bar} ${unit}`, verdict: met ? 'met' : 'missed' };
}

/** Prints what was measured; the process ends with 1 where a bar is missed. */
export function shown(rows: readonly Row[]): void {
  console.table(rows);
  if (rows.some(({ verdict }) => verdict === 'missed')) process.exitCode = 1;
}

/** The value below which this share of them lies, of values in any order; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** `p50 3.1, p95 8.0, p99 12.4 ms` */
export const quantiles = (milliseconds: readonly number[]): string =>
  `${[50, 95, 99].map((share) => `p${share} ${quantile(milliseconds, share / 100).toFixed(1)}`).join(', ')} ms`;
