// Scores the naming of bodies:
//   node bench/bodies.ts [--detail] [--languages] [--speed]
// Addressee spans of the gold beside the project against their ids; ids named per aligned operative paragraph of the parallel
// AKN4UN files against English; speed on English text.
import fs from 'node:fs';
import path from 'node:path';
import { bodies, type NamedBody } from '../reader/bodies.ts';
import { readAkn4un } from '../reader/formats/akn4un.ts';
import { lexicons } from '../reader/languages/index.ts';
import { type Language, type Resolution, walk } from '../reader/model.ts';

const shared = path.resolve(import.meta.dirname, '../../shared');
const argv = new Set(process.argv.slice(2));
// biome-ignore lint/suspicious/noExplicitAny: labels of others, whose shape their own program checks
const json = (file: string): any => JSON.parse(fs.readFileSync(file, 'utf8'));

const idTable: Record<string, { aliases: string[] }> = json(path.join(shared, 'gold/ids.json'));
const canonical = new Map(
  Object.entries(idTable).flatMap(([id, { aliases }]) => [id, ...aliases].map((alias) => [alias, id])),
);
const idOf = (id: string): string => canonical.get(id) ?? id;

const organs: Record<string, string> = {
  GA: 'unga',
  UNGA: 'unga',
  SC: 'unsc',
  UNSC: 'unsc',
  ECOSOC: 'unecosoc',
  HRC: 'unga-hrc',
  UNEA: 'unep-ea',
};
const organOf = (symbol: string): string =>
  symbol.startsWith('S/')
    ? 'unsc'
    : symbol.startsWith('E/')
      ? 'unecosoc'
      : symbol.startsWith('A/HRC')
        ? 'unga-hrc'
        : symbol.startsWith('UNEP')
          ? 'unep-ea'
          : 'unga';

function gold(): void {
  let [right, total] = [0, 0];
  const files = fs
    .readdirSync(path.join(shared, 'gold'))
    .filter((file) => file.endsWith('.json') && !/^(?:ids|manifest)/.test(file));
  for (const file of files) {
    const document = json(path.join(shared, 'gold', file));
    const organ = organs[document.organ] ?? organOf(document.symbol ?? '');
    const title = bodies({ lexicon: lexicons.en, date: document.adopted, organ })(document.title ?? '');
    const parties = title
      .filter((each) => each.how === 'name' || each.how === 'former-name')
      .flatMap((each) => each.ids);
    const named = bodies({
      lexicon: lexicons.en,
      date: document.adopted,
      organ,
      ...(parties.length === 2 ? { parties } : {}),
    });
    named(document.title ?? '');
    let [mine, all] = [0, 0];
    const texts = new Map<string, NamedBody[]>();
    for (const paragraph of document.paragraphs) {
      const found = named(paragraph.text);
      texts.set(paragraph.id, found);
      for (const directive of paragraph.directives ?? []) {
        if (directive.inherited) continue;
        const spans: string[] = directive.addressees ?? [];
        const want: string[] = (directive.addresseeIds ?? []).map(idOf);
        if (spans.length === 0) continue;
        const got = new Set<string>();
        let place = Math.max(0, paragraph.text.indexOf(directive.verb));
        const details: string[] = [];
        for (const span of spans) {
          const at =
            paragraph.text.indexOf(span, place) >= 0
              ? paragraph.text.indexOf(span, place)
              : paragraph.text.indexOf(span);
          if (at < 0) continue;
          place = at;
          const inside = found.filter((each) => each.start < at + span.length && each.end > at);
          for (const each of inside) for (const id of each.ids) got.add(idOf(id));
          details.push(
            `"${span}" -> ${inside.map((each) => `${each.ids.join('+') || '?'}(${each.how})`).join(' ') || 'nothing'}`,
          );
        }
        all += want.length;
        const hit = want.filter((id) => got.has(id)).length;
        const extra = [...got].filter(
          (id) => !want.includes(id) && !(directive.addresseeIdsOptional ?? []).includes(id),
        ).length;
        mine += Math.max(0, hit - extra);
        if ((hit < want.length || extra > 0) && argv.has('--detail'))
          console.log(`  ${file} ${paragraph.id} want ${want.join(' ')}\n     ${details.join('\n     ')}`);
      }
    }
    right += mine;
    total += all;
    console.log(`${file.padEnd(34)} ${mine}/${all}`);
  }
  console.log(`gold addressee ids right less extra: ${right}/${total} = ${((100 * right) / total).toFixed(1)} %`);
}

const read = (file: string): Resolution | undefined =>
  readAkn4un(fs.readFileSync(file, 'utf8')).contents.find((item): item is Resolution => item.kind === 'resolution');

interface Row {
  readonly key: string;
  readonly text: string;
  readonly named: readonly NamedBody[];
}

function rows(resolution: Resolution, language: Language): Row[] {
  const named = bodies({ lexicon: lexicons[language], date: resolution.date ?? null, organ: resolution.organ ?? null });
  for (const entry of resolution.entries) if (entry.role === 'title') named(entry.text);
  const out: Row[] = [];
  for (const node of walk(resolution.body)) {
    if (node.kind !== 'paragraph') continue;
    const found = named(node.text);
    if (node.part === 'operative') out.push({ key: node.id, text: node.text, named: found });
  }
  return out;
}

function parallel(): void {
  const tally: Record<
    string,
    { same: number; all: number; paragraphs: number; equal: number; sg: number; sgAll: number }
  > = {};
  const misses: Record<string, Map<string, number>> = {};
  const examples: Record<string, Map<string, string>> = {};
  for (const folder of ['ga-oic', 'ga-cooperation', 'ecosoc-2025', 'sc-2025']) {
    const base = path.join(shared, 'data/akn4un', folder);
    const english = fs.readdirSync(path.join(base, 'en'));
    const others = Object.fromEntries(
      (['ar', 'es', 'fr', 'ru', 'zh'] as const).map((language) => [
        language,
        fs.readdirSync(path.join(base, language)).map((file) => read(path.join(base, language, file))),
      ]),
    );
    for (const file of english) {
      const first = read(path.join(base, 'en', file));
      if (first === undefined) continue;
      const left = rows(first, 'en');
      for (const language of ['ar', 'es', 'fr', 'ru', 'zh'] as const) {
        const second = others[language]?.find((each) => each?.symbol === first.symbol && each.symbol !== null);
        if (second === undefined) continue;
        const right = new Map(rows(second, language).map((row) => [row.key, row]));
        // Files with another number of paragraphs would be compared askew.
        if (right.size !== left.length) continue;
        tally[language] ??= { same: 0, all: 0, paragraphs: 0, equal: 0, sg: 0, sgAll: 0 };
        const t = tally[language];
        for (const row of left) {
          const other = right.get(row.key);
          if (other === undefined) continue;
          const idsOf = (named: readonly NamedBody[]): Set<string> =>
            new Set(named.filter((each) => each.how !== 'pronoun').flatMap((each) => each.ids));
          const [a, b] = [idsOf(row.named), idsOf(other.named)];
          t.paragraphs += 1;
          const differ = [
            ...[...a].filter((id) => !b.has(id)).map((id) => `-${id}`),
            ...[...b].filter((id) => !a.has(id)).map((id) => `+${id}`),
          ];
          if (differ.length === 0) t.equal += 1;
          const union = new Set([...a, ...b]);
          t.all += union.size;
          t.same += [...union].filter((id) => a.has(id) && b.has(id)).length;
          if (a.has('UN/SG') || b.has('UN/SG')) {
            t.sgAll += 1;
            if (a.has('UN/SG') && b.has('UN/SG')) t.sg += 1;
          }
          for (const each of differ) {
            misses[language] ??= new Map();
            misses[language].set(each, (misses[language].get(each) ?? 0) + 1);
            examples[language] ??= new Map();
            examples[language].set(
              each,
              `${first.symbol} ${row.key}: ${row.text.slice(0, 260)} || ${other.text.slice(0, 260)}`,
            );
          }
        }
      }
    }
  }
  for (const [language, t] of Object.entries(tally)) {
    console.log(
      `${language}: ids ${((100 * t.same) / t.all).toFixed(1)} % of ${t.all}; paragraphs equal ${((100 * t.equal) / t.paragraphs).toFixed(1)} % of ${t.paragraphs}; UN/SG ${((100 * t.sg) / t.sgAll).toFixed(1)} % of ${t.sgAll}`,
    );
    if (!argv.has('--detail')) continue;
    for (const [id, count] of [...(misses[language] ?? [])].sort((a, b) => b[1] - a[1]).slice(0, 40))
      console.log(`   ${count} ${id}   ${argv.has('--examples') ? examples[language]?.get(id) : ''}`);
  }
}

function speed(): void {
  const texts: string[] = [];
  for (const file of fs.readdirSync(path.join(shared, 'gold')))
    if (/^[A-Z].*_.*json$/.test(file))
      for (const paragraph of json(path.join(shared, 'gold', file)).paragraphs) texts.push(paragraph.text);
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  for (let round = 0; round < 6; round += 1) {
    const start = performance.now();
    let found = 0;
    for (let times = 0; times < 4; times += 1) {
      const named = bodies({ lexicon: lexicons.en, date: '2024-01-01', organ: 'unga' });
      for (const text of texts) found += named(text).length;
    }
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `speed: ${((size * 4) / 1e6 / seconds).toFixed(1)} MB/s (${found} mentions in ${((size * 4) / 1e6).toFixed(1)} MB)`,
    );
  }
}

gold();
if (argv.has('--languages')) parallel();
if (argv.has('--speed')) speed();
