import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { docx, hostile, html } from './containers.ts';
import { judged, mutated, seeds } from './fuzz.ts';

const slow = 5000;
const all = seeds();

describe('any bytes give a valid tree or a refusal', () => {
  test('mutated texts and files', async () => {
    for (let number = 0; number < 200; number += 1) {
      const { name, bytes } = mutated(all, number, 7);
      const { wrong } = await judged(bytes, slow);
      expect({ number, name, wrong }).toEqual({ number, name, wrong: [] });
    }
  }, 60_000);

  test('arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await judged(bytes, slow)).wrong).toEqual([]);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test('arbitrary text, as it is, in a web page and in a Word file', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'The General Assembly,',
        '1. Decides',
        '(a) To',
        'Annex',
        '1 See',
        '大会，',
        'إن الجمعية العامة،',
        '',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
        const text = lines.join('\n');
        for (const bytes of [new TextEncoder().encode(text), html(text), docx(text)])
          expect((await judged(bytes, slow)).wrong).toEqual([]);
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});

// A loop, not `test.each`: that would print millions of bytes into the names.
for (const { name, bytes } of hostile())
  test(name, async () => {
    expect((await judged(bytes, slow)).wrong).toEqual([]);
  }, 30_000);
