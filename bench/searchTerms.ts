/**
 * Full-text search measured on real documents: what is found and what is not, against the configurations that PostgreSQL
 * brings; how long it takes to fill, and to ask.
 *   node bench/searchTerms.ts [FOLDER] [--paragraphs 200000] [--found | --speed] [--missed]
 * FOLDER holds documents in any format that the reader knows (otherwise ../shared/data/akn4un). Where they have fewer
 * paragraphs than wanted, they are taken several times. `--missed` prints words, never sentences.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { type Language, resolutionsOf, walk } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { startCluster } from '../records/postgres.ts';
import { queryOf } from '../records/searchQuery.ts';
import { snippetOf } from '../records/searchSnippet.ts';
import { termsOf } from '../records/searchTerms.ts';
import { heldOut, type Judged, tried } from './searchQueries.ts';

interface Paragraph {
  readonly text: string;
  readonly language: Language | null;
}

async function paragraphsIn(folder: string): Promise<Paragraph[]> {
  const found: Paragraph[] = [];
  for (const name of fs.globSync('**/*.{xml,txt,pdf,docx,doc,html}', { cwd: folder }).sort()) {
    const reading = await read(fs.readFileSync(path.join(folder, name)));
    if (reading.kind === 'refused') continue;
    for (const { body, language } of resolutionsOf(reading.publication))
      for (const node of walk(body)) {
        const text =
          node.kind === 'table' ? node.rows.flatMap((row) => row.map((cell) => cell.text)).join(' ') : node.text;
        if (text.trim() !== '') found.push({ text, language });
      }
  }
  return found;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    paragraphs: { type: 'string', default: '200000' },
    found: { type: 'boolean' },
    speed: { type: 'boolean' },
    missed: { type: 'boolean' },
  },
});
// What is found

interface Counts {
  right: number;
  missed: number;
  wrong: number;
}

async function measureFound(): Promise<void> {
  // Language by language, each paragraph once.
  await db.query('create temp table found (id int, language text, terms tsvector, plain tsvector, bare tsvector)');
  const configuration: Readonly<Record<Language, string>> = {
    ar: 'arabic',
    en: 'english',
    es: 'spanish',
    fr: 'french',
    ru: 'russian',
    zh: 'simple',
  };
  const once = [...new Map(paragraphs.map((each) => [`${each.language} ${each.text}`, each])).values()];
  for (const language of Object.keys(configuration) as Language[]) {
    const own = once.flatMap(({ text, language: its }, id) => (its === language ? [{ id, text }] : []));
    await db.query(
      `insert into found select id, $1, terms::tsvector, to_tsvector($2::regconfig, text), to_tsvector($2::regconfig, unaccent(text))
       from unnest($3::int[], $4::text[], $5::text[]) as t(id, terms, text)`,
      [
        language,
        configuration[language],
        own.map(({ id }) => id),
        own.map(({ text }) => termsOf(text, language)),
        own.map(({ text }) => text.replaceAll('\0', '')),
      ],
    );
  }
  console.log(
    `\n${once.length} different paragraphs: paragraphs with what was looked for, found of them, found besides`,
  );
  for (const [name, judged] of Object.entries({ tried, heldOut }))
    for (const language of Object.keys(configuration) as Language[]) {
      const texts = new Map(once.flatMap(({ text, language: its }, id) => (its === language ? [[id, text]] : [])));
      const own = judged.filter((each) => each.language === language);
      const sums = { ours: counts(), plain: counts(), bare: counts() };
      for (const query of own) {
        const truth = new Set([...texts].flatMap(([id, text]) => (isFound(query, text) ? [id] : [])));
        const config = configuration[language];
        const answers = {
          ours: await ids('terms @@ $2::tsquery', language, [queryOf(query.typed, []) ?? '']),
          plain: await ids('plain @@ websearch_to_tsquery($3::regconfig, $2)', language, [query.typed, config]),
          bare: await ids('bare @@ websearch_to_tsquery($3::regconfig, unaccent($2))', language, [query.typed, config]),
        };
        const line = Object.entries(answers).map(([name, answer]) => {
          const right = answer.filter((id) => truth.has(id)).length;
          const sum = sums[name as keyof typeof sums];
          sum.right += right;
          sum.missed += truth.size - right;
          sum.wrong += answer.length - right;
          return `${name} ${right} +${answer.length - right}`;
        });
        console.log(`  ${language} ${query.typed}: ${truth.size} · ${line.join(' · ')}`);
        if (values.missed) console.log(`     ${missedWords(query, truth, answers.ours, texts)}`);
      }
      for (const [who, { right, missed, wrong }] of Object.entries(sums))
        console.log(
          `${name} ${language} ${who}: recall ${percent(right, right + missed)}, precision ${percent(right, right + wrong)}`,
        );
    }
}

const counts = (): Counts => ({ right: 0, missed: 0, wrong: 0 });
const percent = (part: number, whole: number): string => `${((100 * part) / (whole || 1)).toFixed(1)} %`;

async function ids(condition: string, language: Language, rest: readonly string[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(`select id from found where language = $1 and ${condition}`, [
    language,
    ...rest,
  ]);
  return rows.map(({ id }) => id);
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

const isFound = (query: Judged, text: string): boolean =>
  'text' in query ? query.text.test(text) : query.words.every((word) => wordsOf(text).some((each) => word.test(each)));

/** Words of the right kind in paragraphs that were not found. */
function missedWords(
  query: Judged,
  truth: ReadonlySet<number>,
  answer: readonly number[],
  texts: ReadonlyMap<number, string>,
): string {
  if ('text' in query) return '';
  const held = new Set(answer);
  const seen = new Map<string, number>();
  for (const id of truth)
    if (!held.has(id))
      for (const word of wordsOf(texts.get(id) ?? ''))
        if (query.words.some((each) => each.test(word))) seen.set(word, (seen.get(word) ?? 0) + 1);
  return [...seen].map(([word, count]) => `${word} ${count}`).join(', ');
}

// How long it takes

async function measureSpeed(_most: number): Promise<void> {
  console.log(snippetOf('', '', []).text);
}

const folder = positionals[0] ?? path.join(import.meta.dirname, '../../shared/data/akn4un');
const paragraphs = await paragraphsIn(folder);
console.log(`${paragraphs.length} paragraphs of ${folder}`);

const place = fs.mkdtempSync(path.join(os.tmpdir(), 'rapport-bench-'));
fs.chmodSync(place, 0o755);
const cluster = await startCluster(path.join(place, 'db'), { durable: false });
const db = new pg.Client(cluster.connection);
await db.connect();
try {
  if (!values.speed) await measureFound();
  if (!values.found) await measureSpeed(Number(values.paragraphs));
} finally {
  await db.end();
  await cluster.stop();
  fs.rmSync(place, { recursive: true, force: true });
}
