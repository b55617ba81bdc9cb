/**
 * Any bytes give a valid tree or a refusal: never an exception, never a hang, never a silent nothing.
 *   node bench/fuzz.ts [--cases 20000] [--seed 1] [--only N] [--slow 5000]
 * Prints counts; every failure is printed with the number that makes it again (`--only N`). Ends with 1 on a failure.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { invalidities } from '../reader/invariants.ts';
import { read } from '../reader/read.ts';
import { toJson } from '../reader/write/json.ts';
import { specimen, specimenFindings } from '../reader/write/specimen.ts';
import { akn, docx, hostile, html, pdf } from './containers.ts';
import { oneOf, type Random, seeded } from './noise.ts';

/** A file to start from. */
export interface Seed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The project's own texts, and each of them as a small file of every format. */
export function seeds(): Seed[] {
  const root = path.join(import.meta.dirname, '../corpus');
  const texts = fs
    .globSync('*/*.txt', { cwd: root })
    .sort()
    .map((name) => ({ name, text: fs.readFileSync(path.join(root, name), 'utf8') }));
  const files = texts.flatMap(({ name, text }, index) => {
    const plain = { name, bytes: new TextEncoder().encode(text) };
    const made = [docx, html, akn, pdf][index % 4];
    return made === undefined ? [plain] : [plain, { name: `${name} as ${made.name}`, bytes: made(text) }];
  });
  const json = toJson(specimen, specimenFindings);
  return [...files, { name: 'a publication as JSON', bytes: new TextEncoder().encode(json) }];
}

const alphabet = [
  'The General Assembly,\n\n',
  '\n\n',
  '\n',
  '\f',
  '1. ',
  '(a) ',
  '(i) ',
  'Annex\n\n',
  '¹',
  '*',
  '__________________\n',
  '[',
  ']',
  '“',
  'A/RES/79/9',
  ' of 10 October 1975',
  ' (XXX)',
  '\u200f',
  'إن الجمعية العامة،',
  '大会，',
  'Recalling ',
  'Decides ',
  ';',
  ',',
  '.',
  '\t',
  '\0',
  '\ud800',
  '\u{1f600}',
  '<p>',
  '</p>',
  '&amp;',
  '2/8 24-21657',
];

/** Text of random pieces of the field and random Unicode. */
function babble(random: Random): Uint8Array {
  let text = '';
  const length = Math.floor(random() * 200);
  for (let n = 0; n < length; n += 1)
    text += random() < 0.6 ? oneOf(random, alphabet) : String.fromCodePoint(Math.floor(random() ** 3 * 0x10ffff));
  return new TextEncoder().encode(text);
}

const noise = (random: Random): Uint8Array =>
  Uint8Array.from({ length: Math.floor(random() * 3000) }, () => Math.floor(random() * 256));

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const made = bytes.slice();
  const times = 1 + Math.floor(random() * 12);
  for (let n = 0; n < times && made.length > 0; n += 1)
    made[Math.floor(random() * made.length)] = Math.floor(random() * 256);
  return made;
}

function spliced(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  const head = a.subarray(0, Math.floor(random() * a.length));
  const tail = b.subarray(Math.floor(random() * b.length));
  const made = new Uint8Array(head.length + tail.length);
  made.set(head);
  made.set(tail, head.length);
  return made;
}

function repeated(bytes: Uint8Array, random: Random): Uint8Array {
  const from = Math.floor(random() * bytes.length);
  const piece = bytes.subarray(from, from + 1 + Math.floor(random() * 60));
  const times = 1 + Math.floor(random() * 200);
  return Uint8Array.from([
    ...bytes.subarray(0, from),
    ...Array.from({ length: times }, () => [...piece]).flat(),
    ...bytes.subarray(from),
  ]);
}

/** The bytes of one case; the same number and seed give the same bytes. */
export function mutated(all: readonly Seed[], number: number, seed: number): Seed {
  const random = seeded(seed * 1_000_003 + number);
  const choice = random();
  if (choice < 0.05) return { name: 'random bytes', bytes: noise(random) };
  if (choice < 0.15) return { name: 'random pieces', bytes: babble(random) };
  const base = oneOf(random, all);
  if (choice < 0.4) return { name: `${base.name}, flipped`, bytes: flipped(base.bytes, random) };
  if (choice < 0.55)
    return { name: `${base.name}, cut`, bytes: base.bytes.slice(0, Math.floor(random() * base.bytes.length)) };
  if (choice < 0.65) return { name: `${base.name}, repeated`, bytes: repeated(base.bytes, random) };
  const other = oneOf(random, all);
  if (choice < 0.9)
    return { name: `${base.name} spliced with ${other.name}`, bytes: spliced(base.bytes, other.bytes, random) };
  return {
    name: `${base.name}, spliced and flipped`,
    bytes: flipped(spliced(base.bytes, other.bytes, random), random),
  };
}

/** What came of one file: the kind of the reading and everything that is wrong with it. */
export interface Verdict {
  readonly kind: string;
  readonly wrong: readonly string[];
  readonly milliseconds: number;
}

/** Reads the bytes and judges the reading. An exception is a fault of the reader, and told as one. */
export async function judged(bytes: Uint8Array, slow: number): Promise<Verdict> {
  const start = performance.now();
  try {
    const reading = await read(bytes);
    const milliseconds = performance.now() - start;
    const wrong = reading.kind === 'read' ? invalidities(reading) : [];
    if (milliseconds > slow) wrong.push(`took ${Math.round(milliseconds)} ms`);
    return { kind: reading.kind === 'read' ? 'read' : `refused: ${reading.refusal}`, wrong, milliseconds };
  } catch (error) {
    const told =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error);
    return { kind: 'exception', wrong: [told], milliseconds: performance.now() - start };
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      slow: { type: 'string', default: '5000' },
    },
  });
  const all = seeds();
  const cases = Number(values.cases);
  const counts = new Map<string, number>();
  let failures = 0;
  let longest = 0;
  const tell = async (name: string, bytes: Uint8Array): Promise<void> => {
    const verdict = await judged(bytes, Number(values.slow));
    counts.set(verdict.kind, (counts.get(verdict.kind) ?? 0) + 1);
    longest = Math.max(longest, verdict.milliseconds);
    if (verdict.wrong.length === 0) return;
    failures += 1;
    if (failures <= 50) console.log(`${name}\n  ${verdict.wrong.slice(0, 4).join('\n  ')}`);
  };
  const numbers = values.only === undefined ? Array.from({ length: cases }, (_, n) => n) : [Number(values.only)];
  if (values.only === undefined) for (const { name, bytes } of hostile()) await tell(`hostile: ${name}`, bytes);
  for (const number of numbers) {
    const { name, bytes } = mutated(all, number, Number(values.seed));
    await tell(`${number} ${name}`, bytes);
    if (number % 1000 === 999) process.stderr.write(`${number + 1} of ${cases}, ${failures} failures\n`);
  }
  console.table(Object.fromEntries([...counts].sort().map(([kind, cases]) => [kind, { cases }])));
  console.log(`${failures} failures; the longest case took ${Math.round(longest)} ms`);
  if (failures > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
