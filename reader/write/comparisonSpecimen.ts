import type { Comparison, Link, LinkKind } from '../compare.ts';

// Two small invented texts and what became of the one in the other, for the tests of the writers.

type Numbered = readonly [id: string, number: string | null, text: string];
export const text = (symbol: string, paragraphs: readonly Numbered[]): Comparison['a'] => ({
  symbol,
  title: `Lights <at> sea & "ashore"`,
  language: 'en',
  date: '2030-11-18',
  paragraphs: paragraphs.map(([id, number, words]) => ({
    id,
    kind: id.startsWith('pp') ? 'preambular' : 'operative',
    number,
    text: words,
  })),
});
export const link = (kind: LinkKind, a: string[], b: string[], more: Partial<Link> = {}): Link => ({
  kind,
  a,
  b,
  likeness: 0.9,
  ...more,
});

/** Two invented texts that hold every kind of link. */
export const every: Comparison = {
  a: text('A/RES/85/5', [
    ['pp1', null, 'Recalling its resolution 83/4,'],
    ['pp2', null, 'Noting the maps that have been drawn,'],
    ['op1', '1', 'Thanks the keepers;'],
    ['op2', '2', 'Invites States to count the lights; and to paint them;'],
    ['op3', '3', 'Requests a report;'],
    ['op4', '4', 'Asks for <b>oil</b>;'],
    ['op5', '5', 'Asks for wicks;'],
    ['op6', '6', 'Stays seized.'],
  ]),
  b: text('A/RES/87/6', [
    ['pp1', null, 'Recalling its resolution 85/5,'],
    ['op1', '1', 'Requests a report;'],
    ['op2', '2', 'Thanks the keepers;'],
    ['op3', '3', 'Invites States to count the lights;'],
    ['op4', '4', 'Also invites them to paint them;'],
    ['op5', '5', 'Asks for <b>oil</b> and wicks;'],
    ['op6', '6', 'Stays seized.'],
    ['op7', '7', '<script>alert(1)</script>'],
  ]),
  similarity: 0.8999,
  links: [
    link('edited', ['pp1'], ['pp1'], {
      changes: [
        { op: 'equal', text: 'Recalling its resolution ' },
        { op: 'delete', text: '83/4' },
        { op: 'insert', text: '85/5' },
        { op: 'equal', text: ',' },
      ],
      alterations: ['rolled-forward'],
    }),
    link('dropped', ['pp2'], []),
    link('moved', ['op3'], ['op1']),
    link('same', ['op1'], ['op2']),
    link('split', ['op2'], ['op3', 'op4'], {
      changes: [
        { op: 'equal', text: 'Invites States to count the lights;' },
        { op: 'delete', text: ' and ' },
        { op: 'insert', text: '\nAlso invites them ' },
        { op: 'equal', text: 'to paint them;' },
      ],
    }),
    link('merged', ['op4', 'op5'], ['op5'], {
      changes: [
        { op: 'equal', text: 'Asks for <b>oil</b>' },
        { op: 'delete', text: ';\nAsks for ' },
        { op: 'insert', text: ' and ' },
        { op: 'equal', text: 'wicks;' },
      ],
    }),
    link('same', ['op6'], ['op6']),
    link('new', [], ['op7']),
  ],
};
