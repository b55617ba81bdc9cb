/**
 * Compares the language versions of the same texts with English and counts what differs:
 *   node bench/languages.ts [--folders ga-oic,ga-cooperation] [--list]
 * With --list each difference is printed: folder, text, language, addresses, what it is, what only the one and only the
 * other has.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareLanguages } from '../reader/compareLanguages.ts';
import { type Language, type Resolution, resolutionsOf } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { nameOf } from './mandates-languages.ts';

const data = path.join(import.meta.dirname, '../../shared/data/akn4un');
const others = ['ar', 'es', 'fr', 'ru', 'zh'] as const satisfies readonly Language[];

async function versions(folder: string, language: Language): Promise<Map<string, Resolution>> {
  const found = new Map<string, Resolution>();
  const place = path.join(data, folder, language);
  if (!existsSync(place)) return found;
  for (const file of readdirSync(place)) {
    const reading = await read(new Uint8Array(readFileSync(path.join(place, file))), { language });
    const [resolution] = reading.kind === 'read' ? resolutionsOf(reading.publication) : [];
    if (resolution !== undefined) found.set(nameOf(file), resolution);
  }
  return found;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folders: { type: 'string', default: 'ga-oic,ga-cooperation,ecosoc-2025,sc-2025' },
      list: { type: 'boolean', default: false },
    },
  });
  const counts = new Map<string, number>();
  let [texts, paragraphs] = [0, 0];
  for (const folder of values.folders.split(',')) {
    const english = await versions(folder, 'en');
    for (const language of others)
      for (const [name, version] of await versions(folder, language)) {
        const original = english.get(name);
        if (original === undefined) continue;
        const { pairs, differences } = compareLanguages(original, version);
        texts++;
        paragraphs += pairs.length;
        for (const { a, b, what, onlyA, onlyB } of differences) {
          counts.set(what, (counts.get(what) ?? 0) + 1);
          if (values.list) console.log([folder, name, language, a, b, what, onlyA, onlyB].join('\t'));
        }
      }
  }
  console.log(`${texts} pairs, ${paragraphs} paragraphs; ${[...counts].map((each) => each.join(' ')).join(', ')}`);
}

if (import.meta.main) await main();
