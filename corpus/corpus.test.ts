/**
 * Every text of the corpus is read as its outline says. `UPDATE=1` rewrites the outlines from the reading:
 * look at the difference before keeping it, the outlines were written from the meaning of the texts.
 */
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { invalidities } from '../reader/invariants.ts';
import { read } from '../reader/read.ts';
import { corpusTexts, legible, outlineOf } from './outline.ts';

describe.each(corpusTexts().map((text) => [`${text.language}/${text.name}`, text] as const))('%s', (_, { file, language, text, outline }) => {
  test('is read as its outline says', async () => {
    const reading = await read(new TextEncoder().encode(text));
    if (reading.kind === 'refused') throw new Error(`refused: ${reading.refusal}`);
    const found = outlineOf(reading.publication, outline);
    if (process.env.UPDATE === '1') fs.writeFileSync(file, legible(found));
    else expect(legible(found)).toBe(legible(outline));
  });

  test('breaks no rule of the model', async () => {
    const reading = await read(new TextEncoder().encode(text));
    if (reading.kind === 'refused') throw new Error(`refused: ${reading.refusal}`);
    expect(invalidities(reading)).toEqual([]);
    expect(reading.publication.language).toBe(language);
  });
});
