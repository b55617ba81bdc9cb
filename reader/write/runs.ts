import type { Citation, Emphasis, NoteCall, Prose, Time } from '../model.ts';

/** A piece of a text of which everywhere the same is said, with the notes that are called before its first letter. */
export interface Run {
  readonly text: string;
  readonly notes: readonly NoteCall[];
  readonly emphasis: ReadonlySet<Emphasis>;
  readonly href: string | null;
  readonly citation: Citation | null;
  readonly time: Time | null;
}

const nothing: ReadonlySet<Emphasis> = new Set();

/**
 * The text cut where what is said of it changes, in order. Notes called at the very end stand on a last run
 * without text. Of two citations (or times, or links) over one letter the later one wins.
 */
export function runsOf(prose: Prose): Run[] {
  const { text, marks, notes, citations, times } = prose;
  if (!marks.length && !notes.length && !citations.length && !times.length) {
    return text === '' ? [] : [{ text, notes: [], emphasis: nothing, href: null, citation: null, time: null }];
  }
  const inside = (offset: number) => Math.max(0, Math.min(text.length, offset));
  const cuts = new Set([0, text.length]);
  for (const span of [...marks, ...citations, ...times]) cuts.add(inside(span.start)).add(inside(span.end));
  const callsAt = new Map<number, NoteCall[]>();
  for (const call of notes) {
    cuts.add(inside(call.at));
    callsAt.set(inside(call.at), [...(callsAt.get(inside(call.at)) ?? []), call]);
  }
  const mark = cover(marks);
  const citation = cover(citations);
  const time = cover(times);
  const runs: Run[] = [];
  const edges = [...cuts].sort((a, b) => a - b);
  for (const [index, start] of edges.entries()) {
    const end = edges[index + 1] ?? text.length;
    const calls = callsAt.get(start) ?? [];
    if (end === start && !calls.length) continue;
    const over = mark(start);
    const link = over.findLast((each) => each.kind === 'link');
    runs.push({
      text: text.slice(start, end),
      notes: calls,
      emphasis: new Set(over.flatMap((each) => (each.kind === 'link' ? [] : [each.kind]))),
      href: link?.kind === 'link' ? link.href : null,
      citation: citation(start).at(-1) ?? null,
      time: time(start).at(-1) ?? null,
    });
  }
  return runs;
}

/** Asked for rising offsets, gives the spans that cover each: one walk over all of them. */
function cover<S extends { readonly start: number; readonly end: number }>(spans: readonly S[]): (at: number) => S[] {
  const waiting = [...spans].sort((a, b) => a.start - b.start);
  let next = 0;
  let open: S[] = [];
  return (at) => {
    for (let span = waiting[next]; span && span.start <= at; span = waiting[++next]) open.push(span);
    open = open.filter((span) => span.end > at);
    return open;
  };
}

/** Whether the text is written from right to left, by its first strong letters. */
export const isRightToLeft = (text: string): boolean => /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
