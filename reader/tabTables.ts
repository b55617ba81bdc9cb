import type { Block, RawText } from './formats/block.ts';
import { cut, strand } from './formats/strand.ts';
import type { BodyLine } from './furniture.ts';

/** A table set with tabs, and how many lines it takes. */
export interface TabTable {
  readonly block: Block;
  readonly lines: number;
}

/** Runs of two lines or more whose cells stand behind tabs, as many in each, by the index of their first line. */
export function tabTables(lines: readonly BodyLine[]): ReadonlyMap<number, TabTable> {
  const tabs = lines.map(({ line }) => (line.text.includes('\t') ? line.text.split('\t').length - 1 : 0));
  const out = new Map<number, TabTable>();
  for (let index = 0; index < lines.length; index += 1) {
    let length = 0;
    while ((tabs[index] ?? 0) > 0 && tabs[index + length] === tabs[index]) length += 1;
    if (length < 2) continue;
    out.set(index, { block: tableOf(lines.slice(index, index + length)), lines: length });
    index += length - 1;
  }
  return out;
}

function tableOf(lines: readonly BodyLine[]): Block {
  const rows = lines.map(({ line }) => {
    let from = 0;
    return line.text.split('\t').map((cell): RawText => {
      const piece = cut(strand(line, line.place, line.page, line.origins), from, from + cell.length);
      from += cell.length + 1;
      return { text: piece.text, marks: piece.marks, notes: piece.notes };
    });
  });
  const [first, last] = [lines[0], lines.at(-1)];
  const place = {
    start: first?.line.place.start ?? 0,
    end: last?.line.place.end ?? 0,
    ...(first === undefined ? {} : { page: first.line.page }),
  };
  return { kind: 'table', rows, place };
}
