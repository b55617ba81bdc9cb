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
import { secondsOf } from './processorTime.ts';
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

const visible = `(visibility = 'public' or (visibility = 'parties' and programme = any ((select claim('programmes'))::uuid[]))
  or owner = any ((select claim('full'))::text[]))`;

/** As the tables of the records are, with their policy; and the function that may use the index (docs/decisions/search.md). */
const schema = `
  create table paragraph (version uuid not null, n integer not null, text text not null, language text, owner text not null,
    programme uuid, visibility text not null, date date not null, terms tsvector not null, primary key (version, n));
  create function claim(name text) returns text[] language sql stable parallel safe as
    $$ select coalesce(string_to_array(nullif(current_setting('bench.' || name, true), ''), ','), '{}') $$;
  alter table paragraph enable row level security;
  create policy seen on paragraph for select to rapport_app using (${visible});
  grant usage on schema public to rapport_app;
  grant select on paragraph to rapport_app;
  create function matching(query tsquery, most integer, ranked integer) returns table (version uuid, n integer, rank real)
    language sql stable security definer set search_path = public, pg_temp as $$
      select version, n, ts_rank_cd(terms, query, 1) from (
        select * from (select version, n, date, terms from paragraph where terms @@ query and ${visible} limit most) as hit
        order by date desc, version, n limit ranked
      ) as newest
    $$`;

const shapes: Readonly<Record<string, { readonly sql: string; readonly rounds: number }>> = {
  'under the policy': {
    rounds: 3,
    sql: `select version, n, text, ts_rank_cd(terms, $1::tsquery, 1) as rank from paragraph
      where terms @@ $1::tsquery order by rank desc, version, n limit 20`,
  },
  'by the function': {
    rounds: 20,
    sql: `select text, rank from
      (select * from matching($1::tsquery, 10000, 1000) order by rank desc, version, n limit 20) as best
      join paragraph using (version, n) order by rank desc, version, n`,
  },
};

/** From words of every second paragraph to words of none. */
const asked = [
  ...[
    'States',
    'report',
    'united nations',
    'cooperation',
    'human rights',
    'secretary-general report',
    '"human rights"',
  ],
  ...[
    'A/RES/79/1',
    '70/1',
    'report of the secretary-general on cooperation',
    'women peace security',
    'nonproliferation',
  ],
  ...[
    'coopération',
    'organisation internationale',
    'desarrollo sostenible',
    'informes',
    'государства',
    'доклад секретаря',
  ],
  ...[
    'التعاون',
    'تقرير',
    '联合国',
    '报告',
    '可持续发展',
    'repor*',
    'cooperat*',
    'international -states',
    'the',
    'zzzz',
  ],
];

async function measureSpeed(most: number): Promise<void> {
  await db.query(schema);
  await fill(most);
  await db.query('set role rapport_app');
  await db.query(`select set_config('bench.full', 'OIC', false), set_config('bench.programmes', $1, false)`, [
    [uuid('b', 1), uuid('b', 2)].join(),
  ]);
  for (const [name, { sql, rounds }] of Object.entries(shapes)) {
    const times: number[] = [];
    const work: number[] = [];
    for (const typed of asked) {
      const query = queryOf(typed, [], { prefix: false });
      await db.query(sql, [query]);
      const before = await workedSeconds();
      for (let round = 0; round < rounds; round += 1) times.push(await took(() => db.query(sql, [query])));
      work.push((((await workedSeconds()) - before) * 1000) / rounds);
    }
    console.log(
      `${name}: ${asked.length} queries, p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms; ` +
        `of processor p50 ${at(work, 0.5)} ms, p95 ${at(work, 0.95)} ms, most ${at(work, 1)} ms`,
    );
  }
  const some = paragraphs.slice(0, 2000);
  const began = performance.now();
  for (const { text, language } of some) snippetOf(text, 'report of the secretary-general', language ? [language] : []);
  console.log(`snippets: ${((performance.now() - began) / some.length).toFixed(3)} ms each`);
  console.log(`load of the machine: ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} processors`);
}

/** Seconds of processor time of the database for this connection; 0 where the system does not tell. */
async function workedSeconds(): Promise<number> {
  const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
  return secondsOf(rows[0]?.pid ?? 0) ?? 0;
}

const uuid = (letter: string, number: number): string =>
  `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const at = (times: readonly number[], share: number): string =>
  (times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);

/** As many paragraphs as wanted, a thousand to a document, of several owners, programmes and days. */
async function fill(most: number): Promise<void> {
  const before = await workedSeconds();
  let [thinking, writing, count] = [0, 0, 0];
  for (let version = 0; count < most; version += 1) {
    const from = (version * 1000) % paragraphs.length;
    const part = paragraphs.slice(from, from + Math.min(1000, most - count));
    const began = process.cpuUsage();
    const terms = part.map(({ text, language }) => termsOf(text, language));
    thinking += process.cpuUsage(began).user / 1e6;
    writing += await took(() =>
      db.query(
        `insert into paragraph select $1, n, text, language, $2, $3, $4, date '2025-01-01' - $5::integer, terms::tsvector
         from unnest($6::text[], $7::text[], $8::text[]) with ordinality as t(text, language, terms, n)`,
        [
          uuid('a', version),
          version % 2 === 0 ? 'UN' : 'OIC',
          uuid('b', version % 10),
          ['public', 'public', 'public', 'parties', 'internal'][version % 5],
          (version * 7) % 3000,
          part.map(({ text }) => text.replaceAll('\0', '')),
          part.map(({ language }) => language),
          terms,
        ],
      ),
    );
    count += part.length;
  }
  const written = await workedSeconds();
  const index = await took(() => db.query('create index paragraph_terms on paragraph using gin (terms)'));
  await db.query('vacuum analyze paragraph');
  const { rows } = await db.query<{ table: string; index: string }>(
    `select pg_size_pretty(pg_table_size('paragraph')) as table, pg_size_pretty(pg_relation_size('paragraph_terms')) as index`,
  );
  console.log(
    `\n${count} paragraphs: terms ${thinking.toFixed(1)} s of processor, insert ${(writing / 1000).toFixed(1)} s (of processor ${(written - before).toFixed(1)} s), ` +
      `index ${(index / 1000).toFixed(1)} s (${((await workedSeconds()) - written).toFixed(1)} s); table ${rows[0]?.table}, index ${rows[0]?.index}`,
  );
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
