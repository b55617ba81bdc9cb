// Reads the AKN4UN cases and writes what came out for score.mjs, or checks the law and the schema over every file.
//   node bench/akn4un-score.ts [OUT_DIR]        writes one JSON a case and prints the scores
//   node bench/akn4un-score.ts --law [FOLDER]   reads, writes, validates and reads again
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type AknReading, readAkn4un } from '../reader/formats/akn4un.ts';
import type { Node } from '../reader/model.ts';

const shared = join(import.meta.dirname, '..', '..', 'shared');

interface Flat {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly text: string;
}

/** The nodes as the scorer reads them, points after their paragraphs. */
function flat(nodes: readonly Node[], out: Flat[] = []): Flat[] {
  for (const node of nodes) {
    switch (node.kind) {
      case 'formula':
      case 'heading':
        out.push({ id: node.id, kind: 'heading', number: null, text: node.text });
        break;
      case 'section':
        out.push({ id: node.id, kind: 'heading', number: null, text: node.number });
        if (node.text !== '') out.push({ id: `${node.id}.title`, kind: 'heading', number: null, text: node.text });
        flat(node.children, out);
        break;
      case 'annex':
        out.push({ id: node.id, kind: 'heading', number: null, text: node.text });
        flat(node.children, out);
        break;
      case 'table':
        for (const row of node.rows)
          out.push({ id: node.id, kind: 'table', number: null, text: row.map((cell) => cell.text).join(' | ') });
        break;
      case 'paragraph':
        out.push({ id: node.id, kind: node.part, number: node.number, text: node.text });
        flat(node.children, out);
        break;
    }
  }
  return out;
}

function prediction(reading: AknReading) {
  const [first] = reading.contents;
  const paragraphs = reading.contents.flatMap((item) => (item.kind === 'resolution' ? flat(item.body) : []));
  const { symbol, title } = first?.kind === 'resolution' ? first : { symbol: null, title: null };
  return { symbol: reading.masthead.symbol ?? symbol, language: reading.language, title, paragraphs };
}

function score(out: string): void {
  mkdirSync(out, { recursive: true });
  const base = join(shared, 'structure');
  const cases = readFileSync(join(base, 'cases.tsv'), 'utf8').trim().split('\n').slice(1);
  let read = 0;
  const started = performance.now();
  for (const line of cases) {
    const [input = '', , form] = line.split('\t');
    if (form !== 'akn4un') continue;
    const source = readFileSync(join(base, input), 'utf8');
    writeFileSync(join(out, `${basename(input)}.json`), JSON.stringify(prediction(readAkn4un(source))));
    read += 1;
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`${read} files in ${seconds.toFixed(1)} s, ${(read / seconds).toFixed(0)} files/s`);
  const result = spawnSync('node', [join(base, 'score.mjs'), out, '--form', 'akn4un', '--detail'], {
    encoding: 'utf8',
  });
  console.log(result.stdout, result.stderr);
}

const [first, second] = process.argv.slice(2);
if (first === '--law') await (await import('./akn4un-law.ts')).law(second ?? join(shared, 'data', 'akn4un'));
else score(first ?? join(tmpdir(), 'akn4un-score'));
