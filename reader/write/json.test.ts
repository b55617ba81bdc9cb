import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromJson, readingFromJson, toJson } from './json.ts';
import { letter, pair, specimen, specimenFindings } from './specimen.ts';

describe('JSON', () => {
  it.each([
    ['every node', specimen],
    ['several resolutions', pair],
    ['none', letter],
  ])('out and in again is equal: %s', (_, publication) => {
    expect(readingFromJson(toJson(publication, specimenFindings))).toEqual({ publication, findings: specimenFindings });
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => fromJson(text) === null));
  });

  it('refuses any tree with one field taken away or made something else, or gives one that is whole', () => {
    const whole = JSON.stringify({ publication: specimen, findings: specimenFindings });
    const places = paths(JSON.parse(whole));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.anything(), (path, value) => {
        const changed = JSON.parse(whole);
        let at = changed;
        for (const key of path.slice(0, -1)) at = at[key];
        at[path.at(-1) as string] = value;
        let text: string | undefined;
        try {
          text = JSON.stringify(changed);
        } catch {
          return true;
        }
        const read = readingFromJson(text);
        // What is accepted can be written again and read again.
        return read === null || fromJson(toJson(read.publication, read.findings)) !== null;
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a span beyond its text', '"start":0,"end":9', '"start":0,"end":900'],
    ['a kind that does not exist', '"kind":"formula"', '"kind":"constructor"'],
    ['a kind that is no word', '"kind":"formula"', '"kind":{"toString":""}'],
    ['a negative count', '"bytes":1234', '"bytes":-1'],
    ['an unknown finding', '"joined-over-page"', '"joined"'],
  ])('refuses %s', (_, from, to) => {
    const text = JSON.stringify({ publication: specimen, findings: specimenFindings });
    expect(text).toContain(from);
    expect(fromJson(text.replace(from, to))).toBeNull();
  });

  it('refuses absurd nesting', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect(fromJson(`{"publication":${deep},"findings":[]}`)).toBeNull();
  });
});

/** All ways into a value. */
function paths(value: unknown, before: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...before, key], ...paths(inner, [...before, key])]);
}
