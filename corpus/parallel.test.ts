/**
 * One resolution in six languages: what does not depend on the language is the same in all of them. Addresses,
 * kinds, labels of numbers, calls of notes, symbols of citations and windows of times.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { labelOf } from '../reader/addresses.ts';
import {
  type Language,
  type Node,
  type Prose,
  type Publication,
  type Resolution,
  resolutionsOf,
  walk,
} from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { corpusTexts } from './outline.ts';

/** What of a text may not differ between the languages. */
interface Bones {
  readonly facts: readonly unknown[];
  readonly nodes: readonly string[];
  readonly labels: readonly string[];
  readonly calls: readonly string[];
  readonly citations: readonly string[];
  readonly times: readonly string[];
}

const prosesOf = (node: Node): readonly Prose[] => (node.kind === 'table' ? node.rows.flat() : [node]);

/** What is said of every node, in the order of the text; within a node in no order, for languages order their words. */
function said(resolution: Resolution, of: (prose: Prose) => readonly string[]): string[] {
  const lines = (id: string, prose: Prose): string[] => [...of(prose)].sort().map((one) => `${id}: ${one}`);
  return [
    ...[...walk(resolution.body)].flatMap((node) => prosesOf(node).flatMap((prose) => lines(node.id, prose))),
    ...resolution.closing.flatMap((entry) => lines(entry.role, entry)),
    ...resolution.notes.flatMap((note) => lines(note.id, note)),
  ];
}

function bonesOf({ masthead }: Publication, resolution: Resolution): Bones {
  const nodes = [...walk(resolution.body)];
  return {
    facts: [
      resolution.type,
      resolution.symbol,
      resolution.number,
      resolution.organ,
      resolution.session,
      resolution.date,
      masthead.entries.map((entry) => entry.role),
      masthead.date,
    ],
    nodes: nodes.map((node) => `${node.id} ${node.kind}${node.kind === 'paragraph' ? ` ${node.part}` : ''}`),
    labels: nodes.map((node) => ('number' in node && node.number !== null ? labelOf(node.number) : '')),
    calls: said(resolution, (prose) => prose.notes.map((call) => `${call.marker} ${call.note}`)),
    citations: said(resolution, (prose) =>
      prose.citations.map((one) => [one.kind, one.symbol, one.date, ...(one.parts ?? [])].join(' ')),
    ),
    times: said(resolution, (prose) =>
      prose.times.map((time) => [time.kind, time.from, time.to, time.every ?? ''].join(' ')),
    ),
  };
}

describe('one resolution in six languages', () => {
  const bones = new Map<Language, Bones>();

  beforeAll(async () => {
    for (const { language, name, text } of corpusTexts()) {
      if (name !== 'parallel') continue;
      const reading = await read(new TextEncoder().encode(text));
      if (reading.kind === 'refused') throw new Error(`${language} refused: ${reading.refusal}`);
      const resolution = resolutionsOf(reading.publication)[0];
      if (resolution === undefined) throw new Error(`${language}: no resolution`);
      bones.set(language, bonesOf(reading.publication, resolution));
    }
  });

  test('is there in all of them, with every structure', () => {
    expect([...bones.keys()]).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
    const english = bones.get('en');
    expect(english?.nodes.length).toBe(23);
    expect(english?.citations.length).toBeGreaterThanOrEqual(6);
    expect(english?.times.length).toBeGreaterThanOrEqual(8);
  });

  describe.each(['ar', 'es', 'fr', 'ru', 'zh'] as const)('%s agrees with English in', (language) => {
    test.each(['facts', 'nodes', 'labels', 'calls', 'citations', 'times'] as const)('its %s', (what) => {
      expect(bones.get(language)?.[what]).toEqual(bones.get('en')?.[what]);
    });
  });
});
