import { expect, it } from 'vitest';
import { findingCodes, refusals } from '../reader/model.ts';
import { meanings, refusalSentence, sentenceOf } from './findings.ts';

it.each(findingCodes)('%s is a sentence, with its values and without', (code) => {
  for (const values of [{}, { page: 3, number: '4', text: 'x'.repeat(500), count: 2, marker: '*', symbol: 'A/1' }]) {
    const sentence = sentenceOf({ code, severity: 'note', values });
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/undefined|null| {2}|\(\)/);
    expect(sentence.length).toBeLessThan(250);
  }
  expect(meanings[code].about).toMatch(/\.$/);
});

it.each(refusals)('%s says what happened and what to do', (refusal) => {
  expect(refusalSentence(refusal, { limit: 5 })).toMatch(/\(limit 5\)\. [A-Z]/);
});
