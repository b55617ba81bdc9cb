import { emphases } from '../reader/formats/galley.ts';
import type { Call, Line, Setting } from './printedLines.ts';
import { isNewer, isOlder, type Op, type Step, type Stretch } from './stretches.ts';

export type Piece =
  | { readonly kind: 'text'; readonly op: Op; readonly text: string; readonly before: number; readonly after: number }
  | { readonly kind: 'call'; readonly op: Op; readonly older: Call | null; readonly newer: Call | null };

/** A paragraph of the redline; `before` and `after` are how it is set in the text that has its end. */
export interface TrackedParagraph {
  readonly end: Op;
  readonly before: Setting | null;
  readonly after: Setting | null;
  readonly pieces: readonly Piece[];
}

/** Whether the mark of a note is one that Word can count. */
export const isNumber = (marker: string): boolean => /^\d+$/.test(marker);

/** A place inside a text, and not inside a character that is written as two. */
const whole = (text: string, at: number): number =>
  at >= text.length ? text.length : /[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at;

/** One of the two texts, read from its beginning to its end. */
class Side {
  readonly lines: readonly Line[];
  readonly #text: string;
  readonly #emphasis: Uint8Array;
  readonly #ends = new Set<number>();
  readonly #cuts: readonly number[];
  #calls: Call[] = [];
  #cut = 0;
  #at = 0;
  #line = 0;

  constructor(lines: readonly Line[]) {
    this.lines = lines;
    this.#text = lines.map(({ text }) => text).join('\n');
    this.#emphasis = new Uint8Array(this.#text.length);
    const cuts = [this.#text.length];
    let offset = 0;
    for (const { text, marks, calls } of lines) {
      const place = (at: number): number => offset + whole(text, at);
      for (const { kind, ...span } of marks) {
        if (kind === 'link' || kind === 'inserted' || kind === 'deleted') continue;
        const [start, end] = [place(span.start), place(span.end)];
        for (let at = start; at < end; at++) this.#emphasis[at] = this.emphasisAt(at) | emphases[kind];
        cuts.push(start, end);
      }
      for (const call of calls) this.#calls.push({ ...call, at: place(call.at) });
      offset += text.length + 1;
      this.#ends.add(offset - 1);
    }
    this.#ends.delete(offset - 1);
    this.#calls.sort((x, y) => x.at - y.at);
    this.#cuts = [...cuts, ...this.#calls.map(({ at }) => at), ...this.#ends].sort((x, y) => x - y);
  }

  emphasisAt(at: number): number {
    return this.#emphasis[at] ?? 0;
  }

  get emphasis(): number {
    return this.emphasisAt(this.#at);
  }

  get line(): Line | undefined {
    return this.lines[this.#line];
  }

  /** Whether a line ends here and another follows. */
  get ends(): boolean {
    return this.#ends.has(this.#at);
  }

  /** How far nothing changes. */
  get room(): number {
    while ((this.#cuts[this.#cut] ?? Number.POSITIVE_INFINITY) <= this.#at) this.#cut += 1;
    return (this.#cuts[this.#cut] ?? this.#text.length) - this.#at;
  }

  take(length: number): string {
    if (this.ends) this.#line += 1;
    this.#at += length;
    return this.#text.slice(this.#at - length, this.#at);
  }

  /** The next note that is called here. */
  get call(): Call | null {
    const [call] = this.#calls;
    return call !== undefined && call.at <= this.#at ? call : null;
  }

  called(): Call | null {
    const { call } = this;
    if (call !== null) this.#calls = this.#calls.slice(1);
    return call;
  }
}

/** Makes the paragraphs of one stretch. */
class Tracker {
  readonly paragraphs: TrackedParagraph[] = [];
  readonly #older: Side;
  readonly #newer: Side;
  /** Whether numbers of notes are counted, so that another number alone is no change. */
  readonly #counted: boolean;
  #pieces: Piece[] = [];

  constructor(older: Side, newer: Side, counted: boolean) {
    this.#older = older;
    this.#newer = newer;
    this.#counted = counted;
  }

  /** The printed numbers of the lines that begin. */
  number(op: Op): void {
    const before = isOlder(op) ? (this.#older.line?.number ?? '') : '';
    const after = isNewer(op) ? (this.#newer.line?.number ?? '') : '';
    if (op !== 'equal') this.#put(op, before || after);
    else if (before === after) this.#put(op, before);
    else {
      this.#put('delete', before);
      this.#put('insert', after);
    }
  }

  follow({ op, text }: Step): void {
    const sides = [...(isOlder(op) ? [this.#older] : []), ...(isNewer(op) ? [this.#newer] : [])];
    for (let left = text.length; left > 0; ) {
      this.#call(op);
      this.#callAlone(op === 'equal' ? ['delete', 'insert'] : [op, op], op);
      if (sides.some(({ ends }) => ends)) {
        this.#part(op);
        left -= 1;
        continue;
      }
      const length = Math.min(left, ...sides.map(({ room }) => room));
      if (length === 0) throw new Error(`the changes go on behind the end of the text: ${text.slice(-left)}`);
      const [before, after] = [this.#older.emphasis, this.#newer.emphasis];
      const [piece = ''] = sides.map((side) => side.take(length));
      this.#put(op, piece, isOlder(op) ? before : after, isNewer(op) ? after : before);
      left -= length;
    }
    // A call at the end of what is equal may have its like here; else it may have it behind what follows.
    this.#call(op);
  }

  finish(end: Op): void {
    this.#call('equal');
    this.#callAlone(end === 'equal' ? ['delete', 'insert'] : [end, end], 'equal');
    this.#close(end);
  }

  #put(op: Op, text: string, before = 0, after = 0): void {
    if (text !== '') this.#pieces.push({ kind: 'text', op, text, before, after });
  }

  /** Notes that both texts call here. */
  #call(op: Op): void {
    if (op !== 'equal') return;
    for (;;) {
      const [older, newer] = [this.#older.call, this.#newer.call];
      if (older === null || newer === null || !this.#alike(older, newer)) return;
      this.#pieces.push({ kind: 'call', op, older: this.#older.called(), newer: this.#newer.called() });
    }
  }

  #alike(older: Call, newer: Call): boolean {
    if ((older.note === null) !== (newer.note === null)) return false;
    if (older.marker === newer.marker) return true;
    return this.#counted && older.note !== null && isNumber(older.marker) && isNumber(newer.marker);
  }

  /** Notes that one text calls here. */
  #callAlone([gone, come]: readonly [Op, Op], within: Op): void {
    if (isOlder(within))
      for (let call = this.#older.called(); call !== null; call = this.#older.called())
        this.#pieces.push({ kind: 'call', op: gone, older: call, newer: null });
    if (isNewer(within))
      for (let call = this.#newer.called(); call !== null; call = this.#newer.called())
        this.#pieces.push({ kind: 'call', op: come, older: null, newer: call });
  }

  /** The end of a line that is not the last: of one text, or of both. A line feed in the other text stays one. */
  #part(op: Op): void {
    if (op === 'equal' && !this.#older.ends) this.#put('delete', this.#older.take(1));
    else if (op === 'equal' && !this.#newer.ends) this.#put('insert', this.#newer.take(1));
    const parted = [this.#older, this.#newer].filter(({ ends }) => ends);
    const end: Op = op !== 'equal' || parted.length === 2 ? op : this.#older.ends ? 'delete' : 'insert';
    this.#close(end);
    for (const side of parted) side.take(1);
    this.number(end);
  }

  #close(end: Op): void {
    this.paragraphs.push({
      end,
      before: isOlder(end) ? (this.#older.line?.setting ?? null) : null,
      after: isNewer(end) ? (this.#newer.line?.setting ?? null) : null,
      pieces: this.#pieces,
    });
    this.#pieces = [];
  }
}

/** The paragraphs of a stretch, their pieces cut where emphasis changes, notes are called or lines end. */
export function trackedParagraphs(
  { older, newer, steps, end }: Stretch,
  counted: boolean,
): readonly TrackedParagraph[] {
  const tracker = new Tracker(new Side(older), new Side(newer), counted);
  tracker.number(end);
  for (const step of steps) tracker.follow(step);
  tracker.finish(end);
  return tracker.paragraphs;
}
