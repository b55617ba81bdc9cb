/**
 * Mandates of the same resolution in six languages:
 * node bench/mandates-languages.ts [--list CLASS] [--language fr,..] [--max N] [--shown N] [--verbs] [--folders ga-sample-75,..]
 *
 * Operative paragraphs of parallel files are aligned by their addresses, and what they say is compared with the English
 * reading: force and act of the first directive; and of all directives together the sessions at which something is due (all
 * the same ones), whether the Secretary-General is asked, whether a report is asked for, and whether a position expects
 * something. All together, as one language coordinates two requests where another has one.
 * `--list force|act|session|sg|verbs|reporting|soft` prints where they differ, with why and both texts, cut to `--shown`
 * signs; `--verbs` counts the words each language opens its paragraphs with, by the English act.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Language, read, resolutionsOf, walk } from '../reader/index.ts';
import { lexicons } from '../reader/languages/index.ts';
import { type Mandate, mandatesOf } from '../reader/mandates.ts';

const folders = ['ga-oic', 'ga-cooperation', 'ecosoc-2025', 'sc-2025'] as const;
const languages = ['ar', 'es', 'fr', 'ru', 'zh'] as const satisfies readonly Language[];

/** Acts that translators use for one another: "acknowledges" is "prend acte", "отмечает", "肯定" as often as "notes" is. */
const classes: readonly (readonly string[])[] = [
  [
    'stress',
    'emphasize',
    'underline',
    'underscore',
    'highlight',
    'affirm',
    'reaffirm',
    'reiterate',
    'declare',
    'confirm',
    'reconfirm',
    'insist',
    'repeat',
    'renew',
  ],
  [
    'recognize',
    'acknowledge',
    'accept',
    'realize',
    'concur',
    'share',
    'convince',
    'believe',
    'consider',
    'deem',
    'note',
    'take_note',
    'observe',
    'take_into_account',
  ],
  ['recall', 'remind', 'refer', 'bear_in_mind', 'draw_attention'],
  [
    'welcome',
    'commend',
    'appreciate',
    'praise',
    'applaud',
    'salute',
    'greet',
    'value',
    'congratulate',
    'celebrate',
    'honour',
    'admire',
    'pay_tribute',
    'thank',
    'support',
  ],
  ['condemn', 'deplore', 'denounce', 'reject', 'deprecate', 'regret', 'concern', 'remain', 'condemn'],
  ['look_forward', 'expect', 'hope', 'trust', 'pledge', 'commit'],
];

const pleased =
  /apprec|gratitu|grateful|thank|satisf|pleas|full support|aprecio|agradec|beneplácito|reconocimiento|reconnaissance|remerci|plaisir|удовлетвор|признательн|благодарн|تقدير|ارتياح|امتنان|شكر|赞赏地|满意|欣慰|高兴|感谢地/i;
const worried =
  /concern|regret|alarm|dismay|preocup|pesar|préoccup|inquiét|обеспоко|озабоч|сожален|قلق|أسف|关切|遗憾|不安/i;

/** Decisions, requests and appeals are classes of their own; positions have several. */
export function classOf({ act, force, verb }: Pick<Mandate, 'act' | 'force'> & { readonly verb: string }): string {
  if (force !== 'position') return force;
  // "Notes with appreciation", "takes note with satisfaction", "expresses its gratitude" welcome; "with concern" they do not.
  if (/note|express|recognize|observe/.test(act)) {
    if (pleased.test(verb)) return 'welcome';
    if (worried.test(verb)) return 'condemn';
  }
  if (act === 'express') return 'express';
  return classes.find((row) => row.includes(act))?.[0] ?? act;
}

interface Row {
  readonly name: string;
  readonly id: string;
  readonly text: string;
  readonly first: Mandate | null;
  readonly all: readonly Mandate[];
}

export const nameOf = (file: string): string =>
  file
    .replace(/\.xml$/, '')
    .replace(/-?\d{7}[A-Z]$/, '')
    .replace(/[-_][A-Z]$/, '')
    .replace(/^A_RES_/, '');

async function rowsOf(folder: string, language: Language): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const file of readdirSync(folder).sort()) {
    const reading = await read(readFileSync(path.join(folder, file)));
    if (reading.kind !== 'read') continue;
    for (const resolution of resolutionsOf(reading.publication)) {
      const mandates = Map.groupBy(mandatesOf(resolution, lexicons[language]), (each) => each.paragraph);
      for (const node of walk(resolution.body)) {
        if (node.kind !== 'paragraph' || node.part !== 'operative') continue;
        const all = mandates.get(node.id) ?? [];
        const key = `${nameOf(file)} ${node.id}`;
        rows.set(key, { name: nameOf(file), id: node.id, text: node.text, first: all[0] ?? null, all });
      }
    }
  }
  return rows;
}

const whyOf = ({ all }: Row): string => all.map((each) => each.why.join('/')).join(' + ') || '-';

/** The verb and what follows it closely: the manner may stand behind. */
const verbOf = ({ first, text }: Row): string =>
  first === null ? '' : text.slice(first.verb.start, first.verb.end + 20);

const sessionsOf = ({ all }: Row): string =>
  [
    ...new Set(
      all
        .flatMap((each) => each.due)
        .flatMap((due) => (due.kind === 'session' ? [`${due.session.organ} ${due.session.number}`] : [])),
    ),
  ]
    .sort()
    .join();

const comparisons: Readonly<Record<string, (row: Row) => string>> = {
  force: ({ first }) => first?.force ?? '',
  act: (row) =>
    row.first === null ? '' : row.first.inherited ? 'inherited' : classOf({ ...row.first, verb: verbOf(row) }),
  session: sessionsOf,
  sg: ({ all }) => String(all.some((mandate) => mandate.addressees.some((each) => each.ids.includes('UN/SG')))),
  verbs: ({ all }) =>
    all
      .filter((each) => !each.coordinated)
      .map((each) => each.force)
      .join(),
  reporting: ({ all }) => String(all.some((each) => each.marks.includes('reporting'))),
  soft: ({ all }) => String(all.some((each) => each.soft)),
};

/** Empty and false are left out where both languages have none: agreement on nothing says little. */
const says = (value: string): boolean => value !== '' && value !== 'false';

interface Tally {
  all: number;
  same: number;
  said: number;
  sameSaid: number;
}

async function main(args: readonly string[]): Promise<void> {
  const shared = path.resolve(import.meta.dirname, '../../shared/data/akn4un');
  if (!existsSync(shared)) {
    console.log(`skipped: no parallel files at ${shared}`);
    return;
  }
  const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const list = option('--list');
  const max = Number(option('--max') ?? 1000);
  const shown = Number(option('--shown') ?? 350);
  const chosen = languages.filter((each) => option('--language')?.split(',').includes(each) ?? true);
  const tallies = new Map<string, Map<string, Tally>>();
  const verbs = new Map<string, number>();
  const differing: string[] = [];
  for (const folder of option('--folders')?.split(',') ?? folders) {
    const english = await rowsOf(path.join(shared, folder, 'en'), 'en');
    for (const language of chosen) {
      const rows = await rowsOf(path.join(shared, folder, language), language);
      for (const [key, row] of rows) {
        const model = english.get(key);
        // A file may lack the text of a paragraph.
        if (model === undefined || row.text.trim() === '') continue;
        if (args.includes('--verbs')) {
          const opening =
            language === 'zh'
              ? row.text.slice(0, 6)
              : row.text
                  .split(/[\s,]+/)
                  .slice(0, 3)
                  .join(' ');
          const from = `${language}\t${model.first?.inherited ? 'inherited' : `${model.first?.act} ${model.first?.force}`}\t${opening}\t${row.first?.act} ${row.first?.force}`;
          verbs.set(from, (verbs.get(from) ?? 0) + 1);
        }
        for (const [what, value] of Object.entries(comparisons)) {
          const [ours, theirs] = [value(row), value(model)];
          const byLanguage = tallies.get(language) ?? new Map<string, Tally>();
          tallies.set(language, byLanguage);
          const tally = byLanguage.get(what) ?? { all: 0, same: 0, said: 0, sameSaid: 0 };
          byLanguage.set(what, tally);
          const same = ours === theirs;
          tally.all++;
          if (same) tally.same++;
          if (says(ours) || says(theirs)) tally.said++;
          if (same && says(ours)) tally.sameSaid++;
          if (!same && list === what)
            differing.push(
              `${language} ${key}  en=${theirs || '-'} ${language}=${ours || '-'} ${model.first?.inherited ? '(inherited) ' : ''}why=${whyOf(model)} ${whyOf(row)}\n   ${model.text.slice(0, shown)}\n   ${row.text.slice(0, shown)}`,
            );
        }
      }
    }
  }
  if (args.includes('--verbs'))
    for (const [line, count] of [...verbs].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${line}`);
  console.log(differing.slice(0, max).join('\n'));
  table(tallies);
}

function table(tallies: ReadonlyMap<string, ReadonlyMap<string, Tally>>): void {
  const percent = (part: number, whole: number): string => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1));
  console.log(
    `\nagreement with English, % of all paragraphs (% and number of those where either language says something)`,
  );
  console.log(
    `    ${Object.keys(comparisons)
      .map((each) => each.padEnd(24))
      .join('')}paragraphs`,
  );
  for (const [language, byWhat] of tallies) {
    const cells = [...byWhat.values()].map(({ all, same, said, sameSaid }) =>
      `${percent(same, all)} (${percent(sameSaid, said)} of ${said})`.padEnd(24),
    );
    console.log(`${language}  ${cells.join('')}${[...byWhat.values()][0]?.all ?? 0}`);
  }
}

if (import.meta.main) await main(process.argv.slice(2));
