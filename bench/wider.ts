/**
 * Structure cases from every AKN4UN file beside the project, scored as the listed ones are.
 *   node bench/wider.ts [--language fra] [--match PART_OF_PATH] [--detail] [--keep DIR]
 * The truth is what the markup of the United Nations says, as our own AKN4UN reader reads it; the text is printed as a
 * person would copy it from the page, and read back as plain text.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type AknReading, readAkn4un } from '../reader/formats/akn4un.ts';
import { type Language, type Prose, type Resolution, resolutionsOf, walk } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { flatOf } from './flat.ts';

const shared = path.join(import.meta.dirname, '../../shared');
const codes: Readonly<Record<Language, string>> = { ar: 'ara', en: 'eng', es: 'spa', fr: 'fra', ru: 'rus', zh: 'zho' };

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Text with the marks of its notes set behind the words, as they come out of a copied page. */
function printed(prose: Prose): string {
  let text = prose.text;
  for (const call of prose.notes.toReversed()) text = text.slice(0, call.at) + call.marker + text.slice(call.at);
  return squeezed(text);
}

interface Row {
  readonly kind: string;
  readonly number: string | null;
  readonly text: string;
}

/** The paragraphs of a resolution as the scorer wants them, and as lines of a page. */
function printedRows(resolution: Resolution): { truth: Row[]; lines: string[] } {
  const truth: Row[] = [];
  const lines: string[] = [];
  const stop = resolution.language === 'ar' ? ' -' : '.';
  for (const node of walk(resolution.body)) {
    if (node.kind === 'table') {
      for (const cells of node.rows) {
        lines.push(cells.map(printed).join(' '));
        truth.push({ kind: 'table', number: null, text: cells.map((cell) => cell.text).join(' ') });
      }
      continue;
    }
    const number = node.kind === 'paragraph' || node.kind === 'section' ? node.number : null;
    const shown = number !== null && /^\d+$/.test(number) ? number + stop : (number ?? '');
    const line = [shown, printed(node)].filter((part) => part !== '').join(' ');
    if (line === '') continue;
    lines.push(line);
    const paragraph = node.kind === 'paragraph';
    truth.push({
      kind: paragraph ? node.part : 'heading',
      number: paragraph ? node.number : null,
      text: squeezed(node.text),
    });
  }
  return { truth, lines };
}

function pageOf(akn: AknReading, resolution: Resolution, lines: readonly string[]): string {
  const title = resolution.entries.filter((entry) => entry.role === 'number' || entry.role === 'title');
  return [
    ...akn.masthead.entries.map(printed),
    title.map(printed).join(' '),
    ...lines,
    resolution.closing.map(printed).join(' '),
    ...resolution.notes.map((note) => `${note.marker} ${squeezed(note.text)}`),
  ]
    .filter((line) => line !== '')
    .join('\n\n');
}

function filesOf(language: string | undefined, match: string | undefined): string[] {
  const folder = path.join(shared, 'data/akn4un');
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/(?:ar|en|es|fr|ru|zh)\/[^/]+\.xml$/.test(file) && !file.includes('malformed'))
    .filter((file) => match === undefined || file.includes(match))
    .filter((file) => language === undefined || codes[file.split('/').at(-2) as Language] === language)
    .sort();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      language: { type: 'string' },
      match: { type: 'string' },
      keep: { type: 'string' },
      detail: { type: 'boolean' },
    },
  });
  const out = values.keep ?? fs.mkdtempSync(path.join(os.tmpdir(), 'rapport-wider-'));
  for (const folder of ['txt', 'truth', 'read']) fs.mkdirSync(path.join(out, folder), { recursive: true });
  const cases = ['input\ttruth\tform\tlanguage\tsymbol\tparagraphs'];
  for (const file of filesOf(values.language, values.match)) {
    const akn = readAkn4un(fs.readFileSync(path.join(shared, 'data/akn4un', file), 'utf8'));
    const resolution = akn.contents.find((item): item is Resolution => item.kind === 'resolution');
    if (resolution === undefined) continue;
    const { truth, lines } = printedRows(resolution);
    const text = pageOf(akn, resolution, lines);
    const name = file.replace(/\//g, '-').replace(/\.xml$/, '.txt');
    fs.writeFileSync(path.join(out, 'txt', name), text);
    fs.writeFileSync(path.join(out, 'truth', `${name}.json`), JSON.stringify({ paragraphs: truth }));
    const language = codes[file.split('/').at(-2) as Language];
    cases.push(`txt/${name}\ttruth/${name}.json\tclean-text\t${language}\t${resolution.symbol ?? ''}\t${truth.length}`);
    const reading = await read(new TextEncoder().encode(text));
    const first = reading.kind === 'read' ? resolutionsOf(reading.publication)[0] : undefined;
    const paragraphs = first === undefined ? [] : flatOf(first);
    fs.writeFileSync(path.join(out, 'read', `${name}.json`), JSON.stringify({ paragraphs }));
  }
  fs.writeFileSync(path.join(out, 'cases.tsv'), `${cases.join('\n')}\n`);
  const scorer = path.join(shared, 'structure/score.mjs');
  const wanted = [
    scorer,
    path.join(out, 'read'),
    '--cases',
    path.join(out, 'cases.tsv'),
    ...(values.detail ? ['--detail'] : []),
  ];
  process.stdout.write(execFileSync(process.execPath, wanted, { encoding: 'utf8', maxBuffer: 1e9 }));
  if (values.keep === undefined) fs.rmSync(out, { recursive: true, force: true });
}

if (import.meta.main) await main();
