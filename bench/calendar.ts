/**
 * Measures the calendar on published resolutions: how far the times found in five languages agree with those of the English
 * text of the same paragraph, and how fast they are found.
 *
 *   node bench/calendar.ts            agreement by language and kind
 *   node bench/calendar.ts --show fr  what differs, for reading; add a kind (due, session, day, rhythm, deadline, year)
 *   node bench/calendar.ts --sample 200 [seed]   English finds in their sentences
 *   node bench/calendar.ts --speed [language]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sessionFor, type TimingContext, timer } from '../reader/calendar.ts';
import { arabic } from '../reader/languages/ar.ts';
import { english } from '../reader/languages/en.ts';
import { spanish } from '../reader/languages/es.ts';
import { french } from '../reader/languages/fr.ts';
import type { Lexicon } from '../reader/languages/lexicon.ts';
import { russian } from '../reader/languages/ru.ts';
import { chinese } from '../reader/languages/zh.ts';
import type { Language, Time } from '../reader/model.ts';

const lexicons: Readonly<Record<Language, Lexicon>> = {
  ar: arabic,
  en: english,
  es: spanish,
  fr: french,
  ru: russian,
  zh: chinese,
};
const languages = ['ar', 'es', 'fr', 'ru', 'zh'] as const;
const data = join(import.meta.dirname, '../../shared/data/akn4un');
if (!existsSync(data)) {
  console.error(`No documents at ${data}: nothing can be measured.`);
  process.exit(1);
}

interface Document {
  readonly name: string;
  readonly paragraphs: readonly string[];
  readonly context: TimingContext;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const plainText = (xml: string): string =>
  xml
    .replace(/<authorialNote[\s\S]*?<\/authorialNote>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&(#x?[\da-f]+|\w+);/gi, (_, name: string) =>
      name.startsWith('#')
        ? String.fromCodePoint(Number(name.replace('#x', '0x').replace('#', '')))
        : (entities[name] ?? ''),
    )
    .replace(/\s+/g, ' ')
    .trim();

const organs: readonly (readonly [RegExp, string])[] = [
  [/unga-hrc|humanRightsCouncil/, 'unga-hrc'],
  [/unsc|securityCouncil/, 'unsc'],
  [/unecosoc|economicAndSocialCouncil/, 'unecosoc'],
  [/unga|generalAssembly/, 'unga'],
];

function read(folder: string, language: Language, file: string): Document {
  const xml = readFileSync(join(data, folder, language, file), 'utf8');
  const uri = /<FRBRthis[^>]*value="([^"]*)"/.exec(xml)?.[1] ?? '';
  const organ = organs.find(([pattern]) => pattern.test(uri))?.[1] ?? null;
  const adopted = /<FRBRdate[^>]*date="(\d{4}-\d\d-\d\d)"/.exec(xml)?.[1] ?? null;
  const preamble = xml.slice(xml.indexOf('<preamble'), xml.indexOf('</preamble>'));
  const main = xml.slice(xml.indexOf('<mainBody'), xml.indexOf('</mainBody>'));
  const paragraphs = [
    ...(preamble + main).matchAll(/<(?:p|heading|crossHeading)\b[^>]*>([\s\S]*?)<\/(?:p|heading|crossHeading)>/g),
  ].map((match) => plainText(match[1] ?? ''));
  const lexicon = lexicons[language];
  return {
    name: `${folder}/${file}`,
    paragraphs,
    context: { lexicon, organ, adopted, session: sessionFor(organ, adopted) },
  };
}

/** Files of one text in two languages have the same name but for the letter of the language and the job number. */
const stem = (file: string): string =>
  file
    .replace(/\.xml$/, '')
    .replace(/[-_]\d*[ACEFRS]$/, '')
    .replace(/[-_]/g, '_');

function* pairs(language: Language): Generator<[Document, Document]> {
  for (const folder of readdirSync(data)) {
    const there = join(data, folder, language);
    const here = join(data, folder, 'en');
    if (!existsSync(there) || !existsSync(here)) continue;
    const byStem = new Map(readdirSync(there).map((file) => [stem(file), file]));
    for (const file of readdirSync(here)) {
      const other = byStem.get(stem(file));
      if (other) yield [read(folder, 'en', file), read(folder, language, other)];
    }
  }
}

const kinds = ['due', 'session', 'day', 'deadline', 'rhythm', 'year'] as const;
type Kind = (typeof kinds)[number];

/** What is compared of a time: sessions still to come, sessions with their organ, days and months, last days, rhythms, years. */
function facts(times: readonly Time[], adopted: string | null): Map<Kind, string[]> {
  const found = new Map<Kind, string[]>(kinds.map((kind) => [kind, []]));
  for (const time of times) {
    const { session } = time;
    if (session && time.kind !== 'relative')
      found.get('session')?.push(`${session.organ} ${session.kind} ${session.number}`);
    if (session && time.to !== null && adopted !== null && time.to > adopted)
      found.get('due')?.push(`${session.organ} ${session.number}`);
    if (time.kind === 'deadline') found.get('deadline')?.push(`${time.to ?? time.every ?? '?'}`);
    if (time.kind === 'recurrence') found.get('rhythm')?.push(time.every ?? time.how);
    if (['day', 'days', 'month', 'months'].includes(time.how)) found.get('day')?.push(`${time.from}/${time.to}`);
    if (['year', 'years'].includes(time.how)) found.get('year')?.push(`${time.from}/${time.to}`);
  }
  return found;
}

/** The finds of one kind in their surroundings, or the whole text where they are to be looked for. */
const brief = (text: string, times: readonly Time[], kind: Kind | null): string =>
  kind === null
    ? text
    : times
        .filter((time) => (facts([time], null).get(kind) ?? []).length > 0)
        .map(
          ({ start, end }) =>
            `${text.slice(Math.max(0, start - 50), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 25)}`,
        )
        .join(' … ');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    speed: { type: 'boolean' },
    show: { type: 'string' },
    sample: { type: 'string' },
  },
});

if (values.speed) speed((positionals[0] as Language | undefined) ?? 'en');
else if (values.sample) sample(Number(values.sample), Number(positionals[0] ?? 1));
else agreement(values.show as Language | undefined, positionals[0] as Kind | undefined);

function agreement(show: Language | undefined, only: Kind | undefined): void {
  const rows: Record<string, Record<string, string>> = {};
  for (const language of languages) {
    if (show && language !== show) continue;
    const counts = new Map(kinds.map((kind) => [kind, { same: 0, english: 0, other: 0 }]));
    for (const [en, other] of pairs(language)) {
      if (en.paragraphs.length !== other.paragraphs.length) continue;
      const [findEnglish, findOther] = [timer(en.context), timer(other.context)];
      en.paragraphs.forEach((text, i) => {
        const translated = other.paragraphs[i] ?? '';
        const [onesEnglish, onesOther] = [findEnglish(text), findOther(translated)];
        const [one, two] = [facts(onesEnglish, en.context.adopted), facts(onesOther, en.context.adopted)];
        for (const kind of kinds) {
          const [mine, theirs] = [one.get(kind) ?? [], two.get(kind) ?? []];
          const rest = [...theirs];
          const missing = mine.filter((fact) => {
            const at = rest.indexOf(fact);
            if (at >= 0) rest.splice(at, 1);
            return at < 0;
          });
          const count = counts.get(kind);
          if (!count) continue;
          count.same += mine.length - missing.length;
          count.english += mine.length;
          count.other += theirs.length;
          if (show && (!only || only === kind) && missing.length + rest.length > 0)
            console.log(
              `${kind} ${en.name} [en ${missing.join(', ')}] [${language} ${rest.join(', ')}]\n   ${brief(text, onesEnglish, missing.length > 0 ? kind : null)}\n   ${brief(translated, onesOther, rest.length > 0 ? kind : null)}`,
            );
        }
      });
    }
    rows[language] = Object.fromEntries(
      [...counts].map(([kind, { same, english, other }]) => [
        kind,
        `${same}/${english} ${((100 * same) / (english || 1)).toFixed(1)} %, +${other - same}`,
      ]),
    );
  }
  console.log('Found alike / found in English, and beyond it:');
  console.table(rows);
}

function* everyEnglish(): Generator<Document> {
  for (const folder of readdirSync(data)) {
    const here = join(data, folder, 'en');
    if (existsSync(here)) for (const file of readdirSync(here)) yield read(folder, 'en', file);
  }
}

/** A repeatable choice, so that what was read can be read again. */
function sample(size: number, seed: number): void {
  const lines: string[] = [];
  for (const document of everyEnglish()) {
    const find = timer(document.context);
    for (const text of document.paragraphs)
      for (const time of find(text)) {
        const { start, end, ...rest } = time;
        lines.push(
          `${document.name.split('/').at(-1)} ${document.context.adopted}  …${text.slice(Math.max(0, start - 70), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + 40)}…\n      ${JSON.stringify(rest)}`,
        );
      }
  }
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  console.log(`${lines.length} finds`);
  for (let i = 0; i < size && lines.length > 0; i++) console.log(lines.splice(Math.floor(next() * lines.length), 1)[0]);
}

function speed(language: Language): void {
  const documents: Document[] = [];
  for (const folder of readdirSync(data)) {
    const here = join(data, folder, language);
    if (existsSync(here)) for (const file of readdirSync(here)) documents.push(read(folder, language, file));
  }
  const bytes = documents.reduce(
    (sum, { paragraphs }) => sum + paragraphs.reduce((all, text) => all + Buffer.byteLength(text), 0),
    0,
  );
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    for (const { paragraphs, context } of documents) {
      const find = timer(context);
      for (const text of paragraphs) find(text);
    }
    best = Math.min(best, performance.now() - begun);
  }
  console.log(
    `${language}: ${(bytes / 1e6).toFixed(2)} MB in ${best.toFixed(0)} ms, ${(bytes / 1e3 / best).toFixed(1)} MB/s`,
  );
}
