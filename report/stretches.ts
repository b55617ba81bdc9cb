import type { Language } from '../reader/model.ts';
import { changesBetween, changesIn, spansIn } from './changes.ts';
import type { Call, Line, Setting } from './printedLines.ts';

/** What became of a piece of text or of the end of a paragraph. */
export type Op = 'equal' | 'insert' | 'delete' | 'moveFrom' | 'moveTo';

/** A piece of text with what became of it. */
export interface Step {
  readonly op: Op;
  readonly text: string;
}

/** Lines of both texts that stand in one place of the redline, and how the ones became the others. */
export interface Stretch {
  readonly older: readonly Line[];
  readonly newer: readonly Line[];
  /** Rebuild both texts; lines of one side are parted by a line feed. */
  readonly steps: readonly Step[];
  /** What became of the end of its last line. */
  readonly end: Op;
  /** Name of the move that this is one end of. */
  readonly move?: string;
}

/** Whether the older text has it, and whether the newer one has. */
export const isOlder = (op: Op): boolean => op !== 'insert' && op !== 'moveTo';
export const isNewer = (op: Op): boolean => op !== 'delete' && op !== 'moveFrom';

/** The cells of a row, each with its own part of what changed. */
export function cellsOf({ older, newer, steps, end }: Stretch): Stretch[] {
  const [before, after] = [older[0]?.row?.cells ?? [], newer[0]?.row?.cells ?? []];
  if (end !== 'equal') {
    const lines = older.length > 0 ? before : after;
    return lines.map((line) => ({
      older: older.length > 0 ? [line] : [],
      newer: older.length > 0 ? [] : [line],
      steps: [{ op: end, text: line.text }],
      end,
    }));
  }
  const spans = (lines: readonly Line[]) =>
    spansIn(
      lines.map(({ text }) => text),
      ' | '.length,
    );
  const [inOlder, inNewer] = [spans(before), spans(after)];
  const nowhere = { start: 0, end: 0 };
  return after.map((line, index) => ({
    older: before.slice(index, index + 1),
    newer: [line],
    steps: changesIn(steps, inOlder[index] ?? nowhere, inNewer[index] ?? nowhere),
    end,
  }));
}

export const noteSetting: Setting = { style: 'note', depth: 0 };

const noteLine = ({ note }: Call): Line => ({
  part: 'close',
  key: 'note',
  setting: noteSetting,
  number: '',
  text: note?.text ?? '',
  marks: note?.marks ?? [],
  calls: (note?.notes ?? []).map(({ at, marker }) => ({ at, marker, note: null })),
});

/** How a note came to its words. */
export function noteStretch(op: Op, older: Call | null, newer: Call | null, language: Language | null): Stretch {
  const [before, after] = [older === null ? [] : [noteLine(older)], newer === null ? [] : [noteLine(newer)]];
  const [a, b] = [before[0]?.text ?? '', after[0]?.text ?? ''];
  if (op === 'equal') return { older: before, newer: after, steps: changesBetween(a, b, language), end: 'equal' };
  const own = older === null ? 'insert' : 'delete';
  return { older: before, newer: after, steps: [{ op: own, text: a || b }], end: own };
}
