import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDoc } from './doc.ts';
import { readDocx } from './docx.ts';

const real = '../shared/data/word';
const absent = !existsSync(real);
if (absent) console.log(`skipped: real Word files (${real} is absent)`);

const textOf = (got: ReturnType<typeof readDoc>): string => ('refusal' in got ? got.refusal : got.text);
/** Share of the words of one text that stand in the other as often. */
function shared(one: string, other: string): number {
  const counts = new Map<string, number>();
  for (const word of other.match(/\p{L}+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = one.match(/\p{L}+/gu) ?? [];
  let found = 0;
  for (const word of words) {
    const left = counts.get(word) ?? 0;
    if (left > 0) found += 1;
    counts.set(word, left - 1);
  }
  return found / words.length;
}

test.skipIf(absent).each(['bigfile-01', 'test01', 'test04', 'test07', 'test13'])(
  '%s says the same as its newer twin',
  (name) => {
    const old = textOf(readDoc(readFileSync(`${real}/generic/${name}.doc`)));
    const now = textOf(readDocx(readFileSync(`${real}/generic/${name}.docx`)));
    expect(shared(old, now)).toBeGreaterThan(0.97);
    expect(shared(now, old)).toBeGreaterThan(0.97);
  },
);

test.skipIf(absent)('lists count and emphasis holds as in the newer twin', () => {
  const numbers = (got: ReturnType<typeof readDoc>) =>
    'refusal' in got
      ? []
      : got.units.flatMap((unit) => (unit.kind === 'paragraph' && unit.number !== undefined ? [unit.number] : []));
  const old = readDoc(readFileSync(`${real}/generic/bigfile-01.doc`));
  const now = readDocx(readFileSync(`${real}/generic/bigfile-01.docx`));
  expect(numbers(old).slice(0, 20)).toEqual(numbers(now).slice(0, 20));
});

test.skipIf(absent)('real files are refused with a reason where they cannot be read', () => {
  expect(readDoc(readFileSync(`${real}/generic/badfile-01-bad-header.doc`))).toMatchObject({ refusal: 'damaged' });
});

test('bytes that only begin like an old Word file are refused', () => {
  const bytes = new Uint8Array(4096);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  expect(readDoc(bytes)).toMatchObject({ refusal: 'damaged' });
  expect(readDoc(new Uint8Array([0xdb, 0xa5, 0x2d]))).toMatchObject({ refusal: 'unsupported-version' });
  expect(readDoc(new Uint8Array())).toMatchObject({ refusal: 'damaged' });
});
