import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract, proofPages } from './proofread.ts';

const root = join(import.meta.dirname, '..');

describe('pages for proof-reading', () => {
  test.each([...proofPages()])('%s is as the lexicon is now (if not: node bench/proofread.ts)', (path, text) => {
    expect(existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  test('what a list is for is read from the contract', () => {
    const fields = contract(
      '/** Words. */\nexport interface Sea {\n  /** Of\n   * ships. */\n  readonly ships: readonly string[];\n  readonly ports: {\n    /** Big. */\n    readonly big: readonly string[];\n  };\n}',
    );
    expect([...fields].map(([path, { about }]) => `${path}: ${about}`)).toEqual([
      'Sea: Words.',
      'Sea.ships: Of ships.',
      'Sea.ports: ',
      'Sea.ports.big: Big.',
    ]);
  });
});
