import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explained } from './alterations.ts';
import { type Comparison, compare } from './compare.ts';
import { unset } from './likeness.ts';
import { type Resolution, resolutionsOf } from './model.ts';
import { read } from './read.ts';

/** A resolution of paragraphs: those of the preamble as they are, the others numbered. */
async function resolution(preamble: readonly string[], operative: readonly string[]): Promise<Resolution> {
  const text = ['The General Assembly,', ...preamble, ...operative.map((each, index) => `${index + 1}. ${each}`)].join(
    '\n\n',
  );
  const reading = await read(new TextEncoder().encode(text), { language: 'en' });
  const found = reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
  if (found === undefined) throw new Error(`not read: ${text}`);
  return found;
}

/** Links as `op1 -> op2 moved`, but for what stayed as it was. */
const told = ({ links }: Comparison): string[] =>
  links
    .filter(({ kind, a, b }) => kind !== 'same' || a.join() !== b.join())
    .map(({ a, b, kind }) => `${a.join('+') || '-'} -> ${b.join('+') || '-'} ${kind}`);

const lighthouse =
  'Requests the Secretary-General to submit to the General Assembly at its eightieth session a report on lighthouses';
const harbour =
  'Invites the harbour authorities of the northern coast to share what they know of fog signals with each other';
const pilots =
  'Encourages the training of pilots who bring foreign vessels into narrow waters, and of those who teach them';
const tides =
  'Welcomes the tables of tides that the Hydrographic Bureau has published for the use of small fishing boats';
const buoys =
  'Decides that the colours of buoys shall be reviewed every two years by a meeting of experts from all coasts';
const recalling = 'Recalling its resolution 75/900 of 24 November 2020 on lighthouses and fog signals,';

const cases: readonly {
  readonly name: string;
  readonly older: readonly [readonly string[], readonly string[]];
  readonly newer: readonly [readonly string[], readonly string[]];
  readonly links: readonly string[];
}[] = [
  {
    name: 'the same text',
    older: [[recalling], [harbour, pilots]],
    newer: [[recalling], [harbour, pilots]],
    links: [],
  },
  {
    name: 'a paragraph came first: those behind it only have other numbers',
    older: [[recalling], [harbour, pilots]],
    newer: [[recalling], [tides, harbour, pilots]],
    links: ['- -> op1 new', 'op1 -> op2 same', 'op2 -> op3 same'],
  },
  {
    name: 'a paragraph was dropped',
    older: [[recalling], [harbour, tides, pilots]],
    newer: [[recalling], [harbour, pilots]],
    links: ['op2 -> - dropped', 'op3 -> op2 same'],
  },
  {
    name: 'the last became the first',
    older: [[], [harbour, pilots, tides, buoys]],
    newer: [[], [buoys, harbour, pilots, tides]],
    links: ['op4 -> op1 moved', 'op1 -> op2 same', 'op2 -> op3 same', 'op3 -> op4 same'],
  },
  {
    name: 'an operative paragraph went into the preamble',
    older: [[recalling], [tides, harbour]],
    newer: [[recalling, tides.replace('Welcomes', 'Welcoming')], [harbour]],
    links: ['op1 -> pp2 moved', 'op2 -> op1 same'],
  },
  {
    name: 'reworded where it stands',
    older: [[recalling], [lighthouse, harbour]],
    newer: [[recalling], [lighthouse.replace('eightieth', 'eighty-second'), harbour]],
    links: ['op1 -> op1 edited'],
  },
  {
    name: 'one became two',
    older: [[], [`${harbour}, and ${pilots.replace('Encourages', 'encourages')}`, buoys]],
    newer: [[], [harbour, pilots, buoys]],
    links: ['op1 -> op1+op2 split', 'op2 -> op3 same'],
  },
  {
    name: 'two became one',
    older: [[], [harbour, pilots, buoys]],
    newer: [[], [`${harbour}, and ${pilots.replace('Encourages', 'encourages')}`, buoys]],
    links: ['op1+op2 -> op1 merged', 'op3 -> op2 same'],
  },
  {
    name: 'a paragraph that stands twice',
    older: [[], [harbour, buoys]],
    newer: [[], [harbour, buoys, harbour]],
    links: ['op1 -> op1+op3 split'],
  },
  {
    name: 'nothing in common',
    older: [[], [harbour]],
    newer: [[], [buoys]],
    links: ['op1 -> - dropped', '- -> op1 new'],
  },
];

describe('compare', () => {
  it.each(cases)('$name', async ({ older, newer, links }) => {
    const comparison = compare(await resolution(...older), await resolution(...newer));
    expect(told(comparison)).toEqual(links);
  });

  it('counts both sides', async () => {
    const [short, long] = [await resolution([], [harbour]), await resolution([], [harbour, pilots, tides, buoys])];
    const { similarity } = compare(short, long);
    expect(similarity).toBe(compare(long, short).similarity);
    expect(similarity).toBeGreaterThan(0.3);
    expect(similarity).toBeLessThan(0.6);
  });
});

const edits: readonly { readonly older: string; readonly newer: string; readonly says: readonly string[] }[] = [
  { older: harbour, newer: harbour.replace('Invites', 'Also invites'), says: ['editorial'] },
  {
    older: recalling,
    newer: recalling.replace('75/900 of 24 November 2020', '77/901 of 1 December 2022'),
    says: ['rolled-forward'],
  },
  { older: harbour, newer: harbour.replace('Invites', 'Urges'), says: ['reworded', 'verb-stronger'] },
  {
    older: lighthouse,
    newer: lighthouse.replace('eightieth', 'eighty-second'),
    says: ['rolled-forward', 'deadline-moved'],
  },
  {
    older: 'Requests the Secretary-General to support the keepers of lighthouses in their work',
    newer:
      'Requests the Secretary-General and invites Member States to support the keepers of lighthouses in their work, as appropriate',
    says: ['reworded', 'addressee-added', 'condition-added'],
  },
  {
    older: recalling,
    newer: recalling.replace('2020 on', '2020, as well as its resolution 77/901 of 1 December 2022, on'),
    says: ['rolled-forward', 'reworded', 'citation-added'],
  },
];

describe('alterations', () => {
  it.each(edits)('$newer', async ({ older, newer, says }) => {
    const isPreamble = older.startsWith('Recalling');
    const text = (each: string) => (isPreamble ? resolution([each], [buoys]) : resolution([recalling], [each, buoys]));
    const [a, b] = [await text(older), await text(newer)];
    const { links } = explained(compare(a, b), a, b);
    expect(links.find(({ kind }) => kind === 'edited')?.alterations).toEqual(says);
  });
});

const sentence = fc
  .array(fc.constantFrom(...`${harbour} ${pilots} ${tides} ${buoys}`.toLowerCase().split(' ')), {
    minLength: 1,
    maxLength: 14,
  })
  .map((words) => `Notes ${words.join(' ')}`);
const texts = fc.tuple(fc.array(sentence, { maxLength: 6 }), fc.array(sentence, { minLength: 1, maxLength: 10 }));

describe('laws', () => {
  const mirrored = ({ links }: Comparison): string[] =>
    links
      .map(({ a, b, kind }) => {
        const other = { split: 'merged', merged: 'split', new: 'dropped', dropped: 'new' }[kind as string] ?? kind;
        return `${b.join('+')} -> ${a.join('+')} ${other}`;
      })
      .sort();
  const plainly = ({ links }: Comparison): string[] =>
    links.map(({ a, b, kind }) => `${a.join('+')} -> ${b.join('+')} ${kind}`).sort();

  it('comparing the other way round mirrors it; every paragraph stands in one link; changes rebuild both texts', () =>
    fc.assert(
      fc.asyncProperty(texts, texts, fc.boolean(), async ([pre, op], [otherPre, otherOp], mixes) => {
        const a = await resolution(pre, op);
        const b = await resolution(mixes ? pre : otherPre, mixes ? [...otherOp, ...op] : otherOp);
        const comparison = compare(a, b);
        expect(mirrored(compare(b, a))).toEqual(plainly(comparison));
        for (const side of ['a', 'b'] as const) {
          const ids = comparison.links.flatMap((link) => link[side]).sort();
          expect(ids).toEqual(comparison[side].paragraphs.map(({ id }) => id).sort());
        }
        const textOf = (side: 'a' | 'b', ids: readonly string[]): string =>
          ids.map((id) => comparison[side].paragraphs.find((each) => each.id === id)?.text).join('\n');
        for (const { a: before, b: after, changes } of comparison.links) {
          if (changes === undefined) continue;
          const without = (gone: string): string =>
            changes.flatMap(({ op: is, text }) => (is === gone ? [] : [text])).join('');
          expect(unset(without('insert'))).toBe(unset(textOf('a', before)));
          expect(without('delete')).toBe(textOf('b', after));
        }
      }),
      { numRuns: 150 },
    ));
});
