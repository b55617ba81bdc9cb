import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicons } from '../reader/languages/index.ts';
import type { Lexicon, OrganWords } from '../reader/languages/lexicon.ts';

// Writes docs/languages/{ar,en,es,fr,ru,zh}.md: all words of a language with what they are for, for a native speaker to
// read. What a list is for is taken from the comments of reader/languages/lexicon.ts, so that the two cannot part.
//   node bench/proofread.ts

const root = join(import.meta.dirname, '..');

/** Longest list that is shown in one piece; a longer one is broken up by first letters. */
const onePiece = 60;

const titles: Readonly<Record<string, string>> = { building: 'Structure', citing: 'Citations', timing: 'Times' };

/** What the fields of an interface are for, and of what type they are. */
interface Field {
  readonly about: string;
  readonly type: string;
}
export type Contract = ReadonlyMap<string, Field>;

/** Reads names, types and comments of fields out of the source of the contract: `BuildingWords.cover`, `TimingWords.sessions.next`. */
export function contract(source: string): Contract {
  const fields = new Map<string, Field>();
  const path: string[] = [];
  let about: string[] = [];
  let inside = false;
  for (const line of source.split('\n')) {
    const text = line.trim();
    const begins = text.startsWith('/**');
    if (begins || inside) {
      about = [...(begins ? [] : about), text.replace(/^\/?\*+\/?\s?/, '').replace(/\s*\*\/$/, '')];
      inside = !text.endsWith('*/');
      continue;
    }
    const named = /^export interface (\w+) \{/.exec(text)?.[1];
    const field = /^readonly (\w+)\??: (.+?);?$/.exec(text);
    if (named !== undefined) {
      fields.set(named, { about: about.join(' ').trim(), type: named });
      path.push(named);
    } else if (field?.[1] !== undefined && field[2] !== undefined) {
      fields.set([...path, field[1]].join('.'), { about: about.join(' ').trim(), type: field[2] });
      if (field[2] === '{') path.push(field[1]);
    } else if (/^\}[;,]?$/.test(text)) path.pop();
    about = [];
  }
  return fields;
}

const heading = (key: string): string => {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const code = (word: string): string => `\`${word.replace(/ /g, '\u00a0').trim() === '' ? '␣' : word}\``;
const row = (list: readonly string[]): string => list.map(code).join(' · ');
const cell = (text: string): string => text.replace(/\|/g, '\\|');

const folded = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const byFolded = (a: string, b: string): number => (folded(a) < folded(b) ? -1 : folded(a) > folded(b) ? 1 : 0);

/** A list of words in a paragraph, or a long one as a line for each first letter. */
function wordList(list: readonly string[]): string {
  if (list.length <= onePiece) return row(list);
  const byLetter = new Map<string, string[]>();
  for (const word of [...list].sort(byFolded)) {
    const letter = [...folded(word)][0]?.toUpperCase() ?? '';
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), word]);
  }
  return [...byLetter].map(([letter, group]) => `- **${letter}** ${row(group)}`).join('\n');
}

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const isOrgans = (value: unknown): value is readonly OrganWords[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'object' && each !== null && 'organ' in each);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

function organTable(organs: readonly OrganWords[]): string {
  const numbered = organs.some((organ) => organ.afterOrdinal !== undefined);
  return table(
    ['organ', 'names', ...(numbered ? ['after an ordinal'] : [])],
    organs.map((organ) => [organ.organ, row(organ.names), ...(numbered ? [row(organ.afterOrdinal ?? [])] : [])]),
  );
}

/** A value in one cell or line: words, or pairs of words. */
function inline(value: unknown): string {
  if (isStrings(value)) return row(value);
  if (Array.isArray(value)) return value.map(inline).join('; ');
  return typeof value === 'string' ? code(value) : String(value);
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null || Array.isArray(value);

/** A piece of a page; `words` are in the language of the lexicon, everything else is in English. */
interface Piece {
  readonly text: string;
  readonly words: boolean;
}

const english = (text: string): Piece => ({ text, words: false });
const words = (text: string): Piece => (text === '' ? english('(none)') : { text, words: true });

/** A value in the shape it has: words, organs, a numbered list, a table. `null` where its fields have meanings of their own. */
function shape(value: unknown, type: string, fields: Contract): Piece | null {
  if (isStrings(value)) return words(wordList(value));
  if (isOrgans(value)) return words(organTable(value));
  if (Array.isArray(value)) return words(value.map((each, at) => `${at + 1}. ${inline(each)}`).join('\n'));
  if (typeof value !== 'object' || value === null) return words(inline(value));
  const entries = Object.entries(value);
  if (entries.length === 0) return words('');
  if (entries.some(([key, each]) => fields.has(`${type}.${key}`) || !isPlain(each))) return null;
  const rows = entries.map(([key, each]) => [key, inline(each)]);
  return words(table(['', 'words'], rows));
}

/** A field with its heading, what it is for, and its words. */
function part(key: string, path: string, value: unknown, depth: number, fields: Contract): Piece[] {
  const field = fields.get(path);
  const out = [english(`${'#'.repeat(Math.min(depth, 6))} ${heading(key)}`)];
  if (field !== undefined && field.about !== '') out.push(english(field.about));
  const type = field !== undefined && fields.has(field.type) ? field.type : path;
  const shaped = shape(value, type, fields);
  if (shaped !== null) return [...out, shaped];
  const inner = Object.entries(value as Readonly<Record<string, unknown>>);
  return [...out, ...inner.flatMap(([name, each]) => part(name, `${type}.${name}`, each, depth + 1, fields))];
}

const sections = [
  ['building', 'BuildingWords'],
  ['citing', 'CitingWords'],
  ['timing', 'TimingWords'],
] as const;

/** The page of a language, in Markdown. */
export function page(lexicon: Lexicon, fields: Contract): string {
  const out = [
    `# ${lexicon.name} (${lexicon.language})`,
    `Every word by which a resolution in this language is read, for proof-reading. Is a word wrong, missing, or used in another sense? Change \`reader/languages/${lexicon.language}.ts\` and write this page anew with \`node bench/proofread.ts\`.`,
    `Code in the published addresses: ${lexicon.iso639}. Written from ${lexicon.direction === 'rtl' ? 'right to left' : 'left to right'}.`,
  ];
  const rtl = (text: string): string => `<div dir="rtl">\n\n${text}\n\n</div>`;
  for (const [key, type] of sections) {
    out.push(`## ${titles[key]}`);
    const about = fields.get(type)?.about;
    if (about !== undefined && about !== '') out.push(about);
    const pieces = Object.entries(lexicon[key]).flatMap(([inner, value]) =>
      part(inner, `${type}.${inner}`, value, 3, fields),
    );
    for (const piece of pieces) out.push(piece.words && lexicon.direction === 'rtl' ? rtl(piece.text) : piece.text);
  }
  return `${out.join('\n\n')}\n`;
}

/** All pages, by path from the root of the repository. */
export function proofPages(): ReadonlyMap<string, string> {
  const fields = contract(readFileSync(join(root, 'reader/languages/lexicon.ts'), 'utf8'));
  return new Map(
    Object.values(lexicons).map((lexicon) => [`docs/languages/${lexicon.language}.md`, page(lexicon, fields)]),
  );
}

if (import.meta.main) {
  mkdirSync(join(root, 'docs/languages'), { recursive: true });
  for (const [path, text] of proofPages()) writeFileSync(join(root, path), text);
}
