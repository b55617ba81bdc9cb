import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressed, labelOf } from './addresses.ts';
import { type Node, type Part, plain, walk } from './model.ts';
import { roman } from './numbering.ts';

const labels: readonly (readonly [string, string])[] = [
  ['3', '3'],
  ['٣', '3'],
  ['１２', '12'],
  ['3 bis', '3bis'],
  ['(4 ter)', '4ter'],
  ['(a)', 'a'],
  ['a)', 'a'],
  ['(bb)', 'bb'],
  ['(ii)', 'ii'],
  ['iii)', 'iii'],
  ['II', 'II'],
  ['B', 'B'],
  ['(أ)', 'a'],
  ['(ا)', 'a'],
  ['(ب)', 'b'],
  ['(ج)', 'c'],
  ['(هـ)', 'e'],
  ['(ي)', 'j'],
  ['а)', 'a'],
  ['б)', 'b'],
  ['в)', 'c'],
  ['е)', 'f'],
  ['(и)', 'i'],
  ['’1‘', 'i'],
  ['’12‘', 'xii'],
  ['㈠', 'i'],
  ['㈩', 'x'],
  ['(一)', 'I'],
  ['十二', 'XII'],
  ['ثانيا', 'II'],
  ['—', ''],
];

describe('the label of a printed number', () => {
  test.each(labels)('%s is %j', (number, label) => {
    expect(labelOf(number)).toBe(label);
  });

  test('is the same in every script', () => {
    const scripts = ['abcdefghi', 'أبجدهوزحط', 'абвгдежзи'].map((letters) =>
      [...letters].map((letter) => labelOf(`(${letter})`)),
    );
    for (const script of scripts) expect(script).toEqual([...'abcdefghi']);
    for (let value = 1; value <= 10; value += 1) {
      const third = [`’${value}‘`, `(${roman(value).toLowerCase()})`, String.fromCharCode(0x321f + value)].map(labelOf);
      expect(new Set(third).size).toBe(1);
    }
  });

  const printed = fc.oneof(
    fc.constantFrom(...labels.map(([number]) => number)),
    fc.integer({ min: 1, max: 9999 }).map(String),
    fc.integer({ min: 1, max: 60 }).map((value) => `(${roman(value).toLowerCase()})`),
    fc.integer({ min: 1, max: 60 }).map(roman),
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'aiIVأبهـбе一十1٣.()[]’‘ \u200f') }),
  );
  test('is stable: the label of a label is that label', () => {
    fc.assert(
      fc.property(printed, (number) => {
        const label = labelOf(number);
        expect(labelOf(label)).toBe(label);
      }),
    );
  });
  test('has nothing in it that parts an address', () => {
    fc.assert(
      fc.property(printed, (number) => {
        expect(labelOf(number)).not.toMatch(/^\.|\.$|[\s()]/);
      }),
    );
  });
});

const paragraph = (part: Part, number: string | null, ...children: readonly Node[]): Node => ({
  kind: 'paragraph',
  id: '',
  part,
  number,
  ...plain('x'),
  children,
});
const op = (number: string | null, ...children: readonly Node[]): Node => paragraph('operative', number, ...children);
const pp = (): Node => paragraph('preambular', null);
const inAnnex = (number: string | null, ...children: readonly Node[]): Node => paragraph('annex', number, ...children);
const formula: Node = { kind: 'formula', id: '', ...plain('The Council,') };
const heading: Node = { kind: 'heading', id: '', level: 1, ...plain('Ports') };
const table: Node = { kind: 'table', id: '', rows: [[plain('x')]] };
const section = (number: string, ...children: readonly Node[]): Node => ({
  kind: 'section',
  id: '',
  number,
  ...plain(''),
  children,
});
const annex = (number: string | null, ...children: readonly Node[]): Node => ({
  kind: 'annex',
  id: '',
  number,
  ...plain('Annex'),
  children,
});

const bodies: readonly (readonly [string, readonly Node[], string])[] = [
  ['numbers as printed', [formula, pp(), pp(), op('1'), op('2')], 'enacting pp1 pp2 op1 op2'],
  ['lists to any depth', [op('1', op('(a)', op('(i)'), op('(ii)')), op('(b)'))], 'op1 op1.a op1.a.i op1.a.ii op1.b'],
  [
    'the same list in Arabic',
    [op('1', op('(أ)', op('’1‘'), op('’2‘')), op('(ب)'))],
    'op1 op1.a op1.a.i op1.a.ii op1.b',
  ],
  ['a list without marks', [op('1', op(null), op(null))], 'op1 op1.p1 op1.p2'],
  ['no numbers at all: the position', [pp(), op(null), op(null)], 'pp1 op1 op2'],
  ['unnumbered between numbered', [op('1'), op(null), op(null), op('2'), op(null)], 'op1 op1.p1 op1.p2 op2 op2.p1'],
  ['unnumbered before the first number', [op(null), op('1')], 'op.p1 op1'],
  ['a number twice', [op('1'), op('1')], 'op1 op1_2'],
  [
    'sections that go on counting',
    [section('I', heading, op('1'), op('2')), section('II', op('3'))],
    'sec_I h1 op1 op2 sec_II op3',
  ],
  [
    'sections that count anew',
    [section('I', formula, pp(), op('1')), section('II', formula, pp(), op('1'))],
    'sec_I sec_I.enacting sec_I.pp1 sec_I.op1 sec_II sec_II.enacting sec_II.pp1 sec_II.op1',
  ],
  [
    'sections numbered in Chinese',
    [section('一', op('1')), section('二', op('1'))],
    'sec_I sec_I.op1 sec_II sec_II.op1',
  ],
  [
    'the only annex',
    [op('1'), annex(null, heading, inAnnex('1', inAnnex('(a)')), inAnnex(null))],
    'op1 annex annex.title annex.1 annex.1.a annex.p1',
  ],
  [
    'annexes with numbers',
    [annex('I', heading, inAnnex('1')), annex('二', inAnnex('1'), heading)],
    'annex_I annex_I.title annex_I.1 annex_II annex_II.1 annex_II.h1',
  ],
  [
    'sections of an annex',
    [annex(null, section('I', inAnnex('1')), section('II', inAnnex('2')))],
    'annex annex.sec_I annex.sec_I.1 annex.sec_II annex.sec_II.2',
  ],
  ['a claimed address that a number makes', [annex(null), annex(null), annex('2')], 'annex annex_2 annex_2_2'],
  ['the same, the number first', [annex('2'), annex(null), annex(null)], 'annex_2 annex annex_3'],
  ['tables and headings', [heading, op('1', table), table, heading], 'h1 op1 t1 t2 h2'],
];

const idsOf = (nodes: readonly Node[]): string[] => [...walk(nodes)].map((node) => node.id);

describe('addresses', () => {
  test.each(bodies)('%s', (_, body, ids) => {
    expect(idsOf(addressed(body)).join(' ')).toBe(ids);
  });

  const number = fc.constantFrom(null, '1', '2', '3 bis', '(a)', '(i)', 'I', '—', '(أ)');
  const { nodes } = fc.letrec<{ nodes: Node[]; node: Node }>((tie) => ({
    nodes: fc.array(tie('node'), { maxLength: 4 }),
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(formula, heading, table, pp()),
      fc.tuple(number, tie('nodes')).map(([printed, children]) => op(printed, ...children)),
      fc.tuple(number, tie('nodes')).map(([printed, children]) => section(printed ?? '', ...children)),
      fc.tuple(number, tie('nodes')).map(([printed, children]) => annex(printed, ...children)),
    ),
  }));
  test('are given to every node once, and again the same', () => {
    fc.assert(
      fc.property(nodes, (body) => {
        const first = addressed(body);
        const ids = idsOf(first);
        expect(ids).not.toContain('');
        expect(new Set(ids).size).toBe(ids.length);
        expect(addressed(first)).toEqual(first);
      }),
    );
  });
});
