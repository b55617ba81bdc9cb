import stringWidth from 'string-width';
import type { MandateRow, NamedParty, NamedRow } from '../reader/write/mandateRows.ts';
import { type Sheet, visible, wrapped } from '../reader/write/sheet.ts';
import { isSure } from './mandateChoice.ts';
import { inkOf } from './terminal.ts';
import { dueText, shortWindow } from './windows.ts';

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const isolated = (text: string): string => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);

const rhythms = {
  annual: 'every year',
  biennial: 'every two years',
  'every-n-years': 'every few years',
  regular: 'regularly',
  continuing: 'continuing',
} as const;

const partyText = ({ words, names }: NamedParty): string => (names.length === 0 ? `“${words}”` : names.join(', '));

/** Who is asked, each once. */
export const whoText = (row: MandateRow): string => [...new Set(row.who.map(partyText))].join('; ');

/** What stands below the action: to whom it is reported, under which conditions, and why it is unsure. */
function details(row: MandateRow): string[] {
  const facts = [
    row.soft ? 'an expectation under a position' : '',
    row.deliverable === null || row.deliverable === 'other' ? '' : `delivers: ${row.deliverable.replace('_', ' ')}`,
    row.recipient === null ? '' : `reports to: ${partyText(row.recipient)}`,
    row.relay.length === 0 ? '' : `to pass on to: ${row.relay.map(partyText).join('; ')}`,
    row.conditions.length === 0 ? '' : `only: ${row.conditions.join('; ')}`,
    isSure(row) ? '' : `unsure (${row.confidence.toFixed(2)}): ${row.why.join(', ')}`,
  ];
  return facts.filter(Boolean);
}

interface Column {
  readonly name: string;
  readonly wide: number;
}

/** The columns for a terminal: what is left beside addresses, forces and dates is shared by who and what. */
function columnsOf(columns: number, addresses: readonly string[]): readonly Column[] {
  const room = Math.max(72, Math.min(columns, 180));
  const paragraph = Math.min(16, Math.max(9, ...addresses.map((address) => address.length)));
  const [force, due] = [9, room < 100 ? 19 : 24];
  const left = room - paragraph - force - due - 4;
  const who = Math.max(17, Math.round(left * 0.34));
  return [
    { name: 'paragraph', wide: paragraph },
    { name: 'force', wide: force },
    { name: 'who', wide: who },
    { name: 'what', wide: left - who },
    { name: 'due', wide: due },
  ];
}

const addressText = (row: MandateRow): string => row.paragraph + (isSure(row) ? '' : ' ?');

/** Cells side by side, each with its lines. */
function sideBySide(cells: readonly (readonly string[])[], columns: readonly Column[]): string[] {
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, index) => {
        const text = cell[line] ?? '';
        return isolated(text) + ' '.repeat(Math.max(0, (columns[index]?.wide ?? 0) - stringWidth(text)));
      })
      .join(' ')
      .trimEnd(),
  );
}

function rowLines(row: MandateRow, columns: readonly Column[], full: boolean, ink: Sheet['ink']): string[] {
  const wrap = (text: string, index: number, most: number) =>
    wrapped(text, columns[index]?.wide ?? 10, most, stringWidth);
  const due = [
    ...row.due.map((each) => dueText(each, row)),
    ...(row.recurrence === null ? [] : [rhythms[row.recurrence]]),
  ];
  const force = row.weight === row.force ? row.force : `${row.force}, in effect ${row.weight}`;
  const cells = [
    wrap(addressText(row), 0, 1),
    wrap(force, 1, 3),
    wrap(whoText(row) || '–', 2, 4),
    [
      ...wrap(row.action ?? row.text, 3, full ? 200 : 3),
      ...details(row).flatMap((each) => wrap(each, 3, full ? 20 : 2)),
    ],
    due.flatMap((each) => wrap(each, 4, 3)),
  ];
  const lines = sideBySide(cells, columns);
  const address = addressText(row);
  return lines.map((line, index) =>
    index === 0 && line.startsWith(address)
      ? ink(isSure(row) ? 'address' : 'warning', address) + line.slice(address.length)
      : line,
  );
}

function namedLines(title: string, named: readonly NamedRow[], columns: number, ink: Sheet['ink']): string[] {
  if (named.length === 0) return [];
  const lines = named.flatMap((one) => {
    const bodies = one.bodies.length === 0 ? '' : ` · ${one.bodies.join(', ')}`;
    const when = shortWindow(one.from, one.to);
    const text = wrapped(`${one.words}${bodies}`, Math.max(72, Math.min(columns, 180)) - 40, 3, stringWidth);
    return text.map((line, index) =>
      index === 0
        ? `${ink('address', one.paragraph.padEnd(12))} ${one.kind.padEnd(11)} ${when.padEnd(14)} ${isolated(line)}`
        : `${' '.repeat(40)}${isolated(line)}`,
    );
  });
  return ['', ink('title', title), ...lines];
}

export interface TableLayout {
  readonly columns: number;
  readonly colour: boolean;
  /** Whether actions are shown to their end. */
  readonly full: boolean;
}

/** What is shown of one resolution. */
export interface Shown {
  readonly head: string;
  readonly rows: readonly MandateRow[];
  readonly instruments: readonly NamedRow[];
  readonly events: readonly NamedRow[];
}

/** The table for a person: who is asked to do what, by when; below it the instruments named and the events to come. */
export function mandateTable(shown: readonly Shown[], layout: TableLayout): string {
  const ink = inkOf(layout.colour);
  const columns = columnsOf(
    layout.columns,
    shown.flatMap(({ rows }) => rows.map(addressText)),
  );
  const lines: string[] = [];
  for (const { head, rows, instruments, events } of shown) {
    if (lines.length > 0) lines.push('');
    lines.push(...wrapped(head, layout.columns, 3, stringWidth).map((line) => ink('title', isolated(line))));
    if (rows.length > 0) {
      const names = sideBySide(
        columns.map(({ name }) => [name]),
        columns,
      );
      lines.push('', ...names.map((line) => ink('label', line)));
      lines.push(ink('faint', '─'.repeat(columns.reduce((sum, { wide }) => sum + wide + 1, -1))));
      for (const row of rows) lines.push(...rowLines(row, columns, layout.full, ink));
    }
    lines.push(...namedLines('Instruments named', instruments, layout.columns, ink));
    lines.push(...namedLines('Events to come that no mandate asks for', events, layout.columns, ink));
  }
  return `${lines.join('\n')}\n`;
}

/** "A/85/L.5: Cooperation between ...". */
export const headOf = (row: { readonly symbol: string | null; readonly title: string | null }): string =>
  visible([row.symbol, row.title].filter(Boolean).join(': ')) || 'Without symbol or title';
