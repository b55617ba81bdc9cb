import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mark } from '../model.ts';
import type { MarkAt } from './block.ts';
import { cut, joined, placeOf, type Strand, strand } from './strand.ts';

/** A source, and stretches of it as strands: letters that the source has between them were left out. */
const fromSource = fc
  .array(fc.tuple(fc.string({ unit: fc.constantFrom(...'ab c'), minLength: 1, maxLength: 6 }), fc.nat(3)), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => {
    let source = '';
    let text = '';
    const origins: { at: number; source: number }[] = [];
    for (const [letters, skipped] of parts) {
      source += '#'.repeat(skipped);
      origins.push({ at: text.length, source: source.length });
      text += letters;
      source += letters;
    }
    return { source, text, origins };
  });

const said = (length: number): fc.Arbitrary<{ marks: Mark[]; notes: MarkAt[] }> =>
  fc.record({
    marks: fc
      .uniqueArray(fc.nat(length), { maxLength: 6 })
      .map((ends) => ends.sort((a, b) => a - b))
      .map((ends) =>
        ends.flatMap((start, index): Mark[] => {
          const end = ends[index + 1];
          return index % 2 === 0 && end !== undefined ? [{ kind: 'italic', start, end }] : [];
        }),
      ),
    notes: fc
      .array(fc.nat(length), { maxLength: 4 })
      .map((ats) => ats.sort((a, b) => a - b).map((at, index): MarkAt => ({ at, marker: String(index) }))),
  });

const strands = fromSource.chain(({ source, text, origins }) =>
  said(text.length).map(({ marks, notes }) => ({
    source,
    piece: strand({ text, marks, notes }, { start: 0, end: source.length }, 1, origins),
  })),
);

/** Where each letter of the strand stood, by its origins. */
function sources(piece: Strand): number[] {
  return Array.from(piece.text, (_, at) => {
    const origin = piece.origins.findLast((item) => item.at <= at);
    if (origin === undefined) throw new Error('no origin');
    return origin.source + at - origin.at;
  });
}

const inStep = ({ source, piece }: { source: string; piece: Strand }): void => {
  const place = placeOf(piece);
  for (const [at, from] of sources(piece).entries()) {
    expect(source[from]).toBe(piece.text[at]);
    expect(from).toBeGreaterThanOrEqual(place.start);
    expect(from).toBeLessThan(place.end);
  }
};

const inside = (piece: Strand): void => {
  for (const mark of piece.marks) {
    expect(mark.start).toBeGreaterThanOrEqual(0);
    expect(mark.end).toBeGreaterThan(mark.start);
    expect(mark.end).toBeLessThanOrEqual(piece.text.length);
  }
  for (const note of piece.notes) {
    expect(note.at).toBeGreaterThanOrEqual(0);
    expect(note.at).toBeLessThanOrEqual(piece.text.length);
  }
};

const parts = strands.chain((whole) =>
  fc
    .array(fc.nat(whole.piece.text.length), { maxLength: 4 })
    .map((at) => ({ ...whole, cuts: [0, ...at.sort((a, b) => a - b), whole.piece.text.length] })),
);

const pieces = (piece: Strand, cuts: readonly number[]): Strand[] =>
  cuts.slice(1).map((to, index) => cut(piece, cuts[index] ?? 0, to));

const bare = (text: string): string => text.replace(/\s/g, '');
/** The letters that marks hold, and how many letters stand before each call. */
const marked = (piece: Strand): string[] =>
  Array.from(piece.text, (letter, at) => ({ letter, at }))
    .filter(({ letter, at }) => letter !== ' ' && piece.marks.some((mark) => mark.start <= at && at < mark.end))
    .map(({ at }) => bare(piece.text.slice(0, at)).length)
    .map(String);
const called = (piece: Strand): string[] =>
  piece.notes.map((note) => `${note.marker} ${bare(piece.text.slice(0, note.at)).length}`);

describe('cut', () => {
  test('keeps text and source in step, and leaves no blank at the ends', () => {
    fc.assert(
      fc.property(parts, ({ source, piece, cuts }) => {
        for (const [index, part] of pieces(piece, cuts).entries()) {
          expect(part.text).toBe(piece.text.slice(cuts[index], cuts[index + 1]).trim());
          inStep({ source, piece: part });
          inside(part);
        }
      }),
    );
  });
  test('gives every call to one part, the part before where it is cut', () => {
    fc.assert(
      fc.property(parts, ({ piece, cuts }) => {
        const calls = pieces(
          piece,
          cuts.filter((at, index) => index === 0 || at > (cuts[index - 1] ?? 0)),
        ).flatMap((part) => part.notes.map((note) => note.marker));
        if (piece.text.length > 0) expect(calls).toEqual(piece.notes.map((note) => note.marker));
      }),
    );
  });
  test('a call just at the cut stays with the word before it', () => {
    const piece = strand({ text: 'one, two', marks: [], notes: [{ at: 4, marker: '1' }] }, { start: 10, end: 18 }, 2);
    expect(cut(piece, 0, 4)).toMatchObject({ text: 'one,', notes: [{ at: 4, marker: '1' }], end: 14, page: 2 });
    expect(cut(piece, 4, 8)).toMatchObject({ text: 'two', notes: [], origins: [{ at: 0, source: 15 }], end: 18 });
  });
});

describe('joined', () => {
  test('puts the parts of a strand together again', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom('', ' '), ({ source, piece, cuts }, glue) => {
        const distinct = cuts.filter((at, index) => index === 0 || at > (cuts[index - 1] ?? 0));
        const whole = joined(pieces(piece, distinct).map((part) => ({ piece: part, glue })));
        expect(bare(whole.text)).toBe(bare(piece.text));
        expect(called(whole)).toEqual(called(piece));
        expect(marked(whole)).toEqual(marked(piece));
        inside(whole);
        for (const [at, from] of sources(whole).entries())
          if (whole.text[at] !== ' ') expect(source[from]).toBe(whole.text[at]);
      }),
    );
  });
  test('marks that meet at a line end become one, calls move along', () => {
    const first = strand(
      { text: 'the North', marks: [{ kind: 'italic', start: 4, end: 9 }], notes: [] },
      { start: 0, end: 9 },
      1,
    );
    const second = strand(
      { text: 'Sea, too', marks: [{ kind: 'italic', start: 0, end: 3 }], notes: [{ at: 4, marker: '2' }] },
      { start: 20, end: 28 },
      2,
    );
    const whole = joined([
      { piece: first, glue: '' },
      { piece: second, glue: ' ' },
    ]);
    expect(whole).toMatchObject({
      text: 'the North Sea, too',
      marks: [{ kind: 'italic', start: 4, end: 13 }],
      notes: [{ at: 14, marker: '2' }],
    });
    expect(placeOf(whole)).toEqual({ start: 0, end: 28, page: 1 });
    expect(placeOf(cut(whole, 10, 13))).toMatchObject({ start: 20, end: 23 });
  });
  test('links to different places stay apart', () => {
    const link = (href: string): Strand =>
      strand({ text: 'x', marks: [{ kind: 'link', href, start: 0, end: 1 }], notes: [] }, { start: 0, end: 1 }, 1);
    const marks = (second: string): number =>
      joined([
        { piece: link('a:1'), glue: '' },
        { piece: link(second), glue: '' },
      ]).marks.length;
    expect([marks('a:1'), marks('a:2')]).toEqual([1, 2]);
  });
});
