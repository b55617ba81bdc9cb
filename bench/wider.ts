// Makes clean-text structure cases from every AKN4UN file beside the project and scores the text reader on them:
//   node bench/wider.ts [--language fra] [--detail] [--match PART_OF_PATH]
// The truth is what the UN's markup says, read by our own AKN4UN reader; the text is printed as a person would copy it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readAkn4un } from '../reader/formats/akn4un.ts';
import { readText } from '../reader/formats/text.ts';
import { type Entry, type Language, type Node, type Prose, type Resolution, walk } from '../reader/model.ts';
import { paragraphs } from '../reader/paragraphs.ts';
import { structure } from '../reader/structure.ts';
import { english } from '../reader/languages/en.ts';
import { french } from '../reader/languages/fr.ts';
import { arabic } from '../reader/languages/ar.ts';
import { chinese } from '../reader/languages/zh.ts';
import { russian } from '../reader/languages/ru.ts';
import { spanish } from '../reader/languages/es.ts';

const lexicons: any = { en: english, fr: french, ar: arabic, zh: chinese, ru: russian, es: spanish };
const codes: Record<string, string> = { en: 'eng', fr: 'fra', ar: 'ara', zh: 'zho', ru: 'rus', es: 'spa' };
const shared = path.resolve(import.meta.dirname, '../../shared');
const argv = process.argv.slice(2);
const option = (name: string): string | null => (argv.includes(`--${name}`) ? (argv[argv.indexOf(`--${name}`) + 1] ?? null) : null);

/** Text with the marks of its notes set behind the words, as they come out of a copied page. */
function printed(prose: Prose): string {
  let text = prose.text;
  for (const call of prose.notes.toReversed()) text = text.slice(0, call.at) + call.marker + text.slice(call.at);
  return text.replace(/\s+/g, ' ').trim();
}

interface Row { kind: string; number: string | null; text: string }

function rows(resolution: Resolution): { truth: Row[]; lines: string[] } {
  const truth: Row[] = [];
  const lines: string[] = [];
  for (const node of walk(resolution.body)) {
    if (node.kind === 'table') {
      for (const row of node.rows) { lines.push(row.map(printed).join(' ')); truth.push({ kind: 'table', number: null, text: row.map((cell) => cell.text).join(' ') }); }
      continue;
    }
    const number = node.kind === 'paragraph' || node.kind === 'section' ? node.number : null;
    const stop = number !== null && /^\d+$/.test(number) ? (resolution.language === 'ar' ? ' -' : '.') : '';
    const text = node.text.replace(/\s+/g, ' ').trim();
    const shown = [number === null || number === '' ? '' : number + stop, printed(node)].filter(Boolean).join(' ');
    if (shown === '') continue;
    lines.push(shown);
    truth.push({ kind: node.kind === 'paragraph' ? node.part : 'heading', number: node.kind === 'paragraph' && number !== null ? number : null, text });
  }
  return { truth, lines };
}

const out = path.join(os.tmpdir(), 'rapport-wider');
fs.rmSync(out, { recursive: true, force: true });
for (const folder of ['txt', 'truth', 'pred']) fs.mkdirSync(path.join(out, folder), { recursive: true });
const cases = ['input\ttruth\tform\tlanguage\tsymbol\tparagraphs'];
const files = fs.readdirSync(path.join(shared, 'data/akn4un'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xml') && !file.includes('malformed') && !file.includes('/de/') && !file.includes('itu')).sort();
for (const file of files) {
  const language = file.split('/')[1] as Language;
  if ((option('language') !== null && codes[language] !== option('language')) || (option('match') !== null && !file.includes(option('match') ?? ''))) continue;
  const akn = readAkn4un(fs.readFileSync(path.join(shared, 'data/akn4un', file), 'utf8'));
  const resolution = akn.contents.find((item): item is Resolution => item.kind === 'resolution');
  if (resolution === undefined) continue;
  const { truth, lines } = rows(resolution);
  const entries = (list: readonly Entry[]): string[] => list.map(printed).filter(Boolean);
  const title = resolution.entries.filter((entry) => entry.role === 'number' || entry.role === 'title').map(printed).join(' ');
  const notes = resolution.notes.map((note) => `${note.marker} ${note.text.replace(/\s+/g, ' ').trim()}`);
  const closing = entries(resolution.closing).join(' ');
  const text = [...entries(akn.masthead.entries), title, ...lines, closing, ...notes].filter(Boolean).join('\n\n');
  const name = file.replace(/\//g, '-').replace(/\.xml$/, '.txt');
  fs.writeFileSync(path.join(out, 'txt', name), text);
  fs.writeFileSync(path.join(out, 'truth', `${name}.json`), JSON.stringify({ paragraphs: truth }));
  cases.push(`txt/${name}\ttruth/${name}.json\tclean-text\t${codes[language]}\t${resolution.symbol}\t${truth.length}`);
  const joined = paragraphs(readText(text), lexicons[language]);
  const built = structure(joined.blocks, lexicons[language]);
  const read = built.contents.find((item): item is Resolution => item.kind === 'resolution');
  const flat = read === undefined ? [] : [...walk(read.body)].map((node: Node) =>
    node.kind === 'table' ? { id: node.id, kind: 'table', number: null, text: '' } : { id: node.id, kind: node.kind === 'paragraph' ? node.part : 'heading', number: node.kind === 'paragraph' ? node.number : null, text: node.text });
  fs.writeFileSync(path.join(out, 'pred', `${name}.json`), JSON.stringify({ paragraphs: flat }));
}
fs.writeFileSync(path.join(out, 'cases.tsv'), `${cases.join('\n')}\n`);
process.stdout.write(execFileSync('node', [path.join(shared, 'structure/score.mjs'), path.join(out, 'pred'), '--cases', path.join(out, 'cases.tsv'), ...(argv.includes('--detail') ? ['--detail'] : [])], { encoding: 'utf8', maxBuffer: 1e9 }));
