import { describe, expect, test } from 'vitest';
import { corpusTexts } from '../corpus/outline.ts';
import { resolutionsOf } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { flatOf } from './flat.ts';
import { type Bundle, bundle, bundleNames, noisy, quiet, seeded, type TrueDocument } from './noise.ts';
import { corpusDocument, letters } from './truths.ts';

const sample: readonly TrueDocument[] = corpusTexts()
  .filter((text) =>
    ['adopted-general-assembly', 'security-council', 'draft-with-sponsor-note', 'sections'].includes(text.name),
  )
  .map(corpusDocument);

const document: TrueDocument = {
  symbol: 'A/RES/80/1',
  language: 'en',
  title: 'Harbours',
  lead: ['United Nations', 'A/RES/80/1'],
  paragraphs: [
    { kind: 'heading', number: null, text: 'The General Assembly,', notes: [] },
    {
      kind: 'preambular',
      number: null,
      text: 'Recalling its words on harbours,',
      notes: [{ marker: '1', text: 'A/79/1.', at: 31 }],
    },
    { kind: 'operative', number: '1.', text: 'Welcomes “the” harbours;', notes: [] },
  ],
  close: ['1 December 2025'],
};

describe('the generator', () => {
  test('prints a quiet page as it is', () => {
    expect(noisy(document, quiet, 1).text).toBe(
      'United Nations\n\nA/RES/80/1\n\nThe General Assembly,\n\nRecalling its words on harbours¹,\n\n1. Welcomes “the” harbours;\n\n1 December 2025\n\n¹ A/79/1.\n',
    );
  });
  test('gives the same text for the same seed', () => {
    for (const name of bundleNames) {
      const make = (): string => noisy(document, bundle(name, 'en', seeded(3)), 3).text;
      expect(make()).toBe(make());
    }
  });
  test('breaks pages with head, foot and notes', () => {
    const options = {
      ...quiet,
      width: 20,
      linesPerPage: 6,
      heads: true,
      feet: 'page',
      noteMark: 'glued',
      notePlace: 'page',
      noteRule: true,
      paragraphGap: 'none',
    } as const;
    expect(noisy(document, options, 1).text).toBe(
      'United Nations\nA/RES/80/1\nThe General\nAssembly,\nRecalling its words\n\nA/RES/80/1 Harbours\n' +
        'on harbours1,\n1. Welcomes “the”\nharbours;\n1 December 2025\n__________________\n1 A/79/1.\n2/2\n',
    );
  });
  test('keeps every letter of the truth, whatever the noise', () => {
    for (const name of bundleNames)
      for (let seed = 0; seed < 20; seed += 1)
        for (const whole of sample) {
          const options = {
            ...bundle(name, whole.language, seeded(seed)),
            heads: false,
            feet: 'none',
            notePlace: 'none',
            noteMark: 'none',
          } as const;
          const made = noisy(whole, options, seed);
          const text = letters(made.text);
          for (const paragraph of made.truth) expect(text).toContain(letters(paragraph.text));
        }
  });
});

/** Least share of paragraphs that must come back whole, of the right kind and with their number. */
const thresholds: Readonly<Record<Bundle, number>> = {
  clean: 1,
  ods: 0.97,
  markdown: 0.97,
  scan: 0.93,
  layout: 0.95,
  raw: 0.95,
  'no-breaks': 0.85,
};

describe.each(bundleNames)('%s', (name) => {
  test(`of the paragraphs ${100 * thresholds[name]} % come back`, async () => {
    let paragraphs = 0;
    let back = 0;
    const lost: string[] = [];
    for (const [index, whole] of sample.entries())
      for (const seed of [index, index + 100]) {
        const made = noisy(whole, bundle(name, whole.language, seeded(seed)), seed);
        const reading = await read(new TextEncoder().encode(made.text));
        const found = reading.kind === 'read' ? resolutionsOf(reading.publication).flatMap(flatOf) : [];
        const key = (kind: string, number: string | null, text: string): string =>
          `${kind === 'annex' ? 'operative' : kind} ${letters(number ?? '')} ${letters(text)}`;
        const keys = new Set(found.map((paragraph) => key(paragraph.kind, paragraph.number, paragraph.text)));
        for (const paragraph of made.truth) {
          if (paragraph.kind !== 'preambular' && paragraph.kind !== 'operative') continue;
          paragraphs += 1;
          if (keys.has(key(paragraph.kind, paragraph.number, paragraph.text))) back += 1;
          else lost.push(`${whole.language} ${seed} ${paragraph.number ?? ''} ${paragraph.text.slice(0, 60)}`);
        }
      }
    expect(back / paragraphs, lost.slice(0, 12).join('\n')).toBeGreaterThanOrEqual(thresholds[name]);
  }, 60_000);
});
