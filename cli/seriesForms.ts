import { columnsOf, latestOf, toSeriesSvg } from '../programme/lanes.ts';
import { renewalOf, type Series } from '../programme/series.ts';
import { toSeriesHtml } from '../programme/seriesHtml.ts';
import type { Stale } from '../programme/stale.ts';
import type { Step } from '../programme/steps.ts';
import type { Threads } from '../programme/threads.ts';
import type { IsoDate } from '../reader/model.ts';
import { toCsv } from '../report/office/csv.ts';
import type { CellValue } from '../report/office/xlsx.ts';
import { type Layout, seriesList, staleTable, threadTable } from './seriesTable.ts';

export const extensions = { table: '.txt', html: '.html', svg: '.svg', json: '.json', csv: '.csv' } as const;
export type Form = keyof typeof extensions;

/** One series, followed through its texts and looked at on a day. */
export interface Followed {
  readonly series: Series;
  readonly told: Threads;
  readonly stale: readonly Stale[];
  readonly today: IsoDate;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

const stepRow = (series: Series, { name, symbol, date, session, title, organ, carriers }: Step) => ({
  name,
  symbol,
  organ,
  date,
  session,
  title,
  files: carriers.map(({ file }) => file),
  renews: renewalOf(series, name),
});

const listJson = (found: readonly Series[]): string =>
  json(found.map((series) => ({ texts: series.steps.map((step) => stepRow(series, step)), joins: series.joins })));

const listCsv = (found: readonly Series[]): string =>
  toCsv([
    ['series', 'text', 'date', 'session', 'title', 'renews', 'why', 'files'],
    ...found.flatMap((series, index) =>
      series.steps.map((step): CellValue[] => {
        const why = renewalOf(series, step.name);
        const files = step.carriers.map(({ file }) => file).join(' ');
        return [
          index + 1,
          step.name,
          step.date,
          step.session?.number ?? null,
          step.title,
          why?.older ?? null,
          why?.why.join(' ') ?? null,
          files,
        ];
      }),
    ),
  ]);

/** All series that were found. A page or a picture is of one of them. */
export function writtenList(found: readonly Series[], form: 'table' | 'json' | 'csv', layout: Layout): string {
  switch (form) {
    case 'table':
      return seriesList(found, layout);
    case 'json':
      return listJson(found);
    case 'csv':
      return listCsv(found);
  }
}

const threadsCsv = ({ told }: Followed): string => {
  const columns = columnsOf(told);
  return toCsv([
    [
      'thread',
      'part',
      'text',
      'date',
      'paragraphs',
      'what',
      'unchanged',
      'left out',
      'successor',
      'asked',
      'due',
      'wording',
    ],
    ...told.threads.flatMap(({ id, part, occurrences }) =>
      occurrences.map((each): CellValue[] => [
        ...[
          id,
          part,
          columns[each.at] ?? '',
          told.texts[each.at]?.step.date ?? null,
          each.addresses.join(' '),
          each.fate,
          each.unchanged,
        ],
        each.losses.map((loss) => loss.words).join(' | '),
        each.successor,
        [...new Set(each.mandates.flatMap(({ addressees }) => addressees.flatMap(({ ids }) => ids)))].join(' '),
        each.mandates.flatMap(({ due }) => due.map(({ from, to }) => `${from ?? ''}/${to ?? ''}`)).join(' '),
        each.text,
      ]),
    ),
  ]);
};

const staleCsv = ({ stale }: Followed): string =>
  toCsv([
    ['paragraph', 'what', 'words', 'values'],
    ...stale.map(({ paragraph, code, words, values }) => [
      paragraph,
      code,
      words,
      Object.entries(values)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
    ]),
  ]);

const followedJson = ({ series, told, stale, today }: Followed): string =>
  json({
    texts: told.texts.map(({ step }) => stepRow(series, step)),
    missing: told.missing.map(({ name }) => name),
    joins: series.joins,
    language: told.language,
    threads: told.threads,
    today,
    stale,
  });

/** One series with its threads, or only what is stale in it. */
export function writtenSeries(followed: Followed, form: Form, onlyStale: boolean, layout: Layout): string {
  const { told, stale, today, series } = followed;
  const name = told.texts.at(-1)?.step.name ?? '';
  switch (form) {
    case 'table':
      return onlyStale ? staleTable(stale, name, today, layout) : threadTable(told, layout);
    case 'csv':
      return onlyStale ? staleCsv(followed) : threadsCsv(followed);
    case 'json':
      return onlyStale ? json({ text: name, today, stale }) : followedJson(followed);
    case 'html':
      return toSeriesHtml(followed);
    case 'svg':
      return toSeriesSvg(told, series.steps.at(-1)?.title ?? '');
  }
}

/** How many paragraphs of the latest text are new, amended or gone, in words. */
export function account({ told, stale }: Followed): string {
  const last = told.texts.length - 1;
  const fatesNow = told.threads.flatMap(({ occurrences }) => occurrences.filter(({ at }) => at === last));
  const count = (fate: string): number => fatesNow.filter((each) => each.fate === fate).length;
  const standing = told.threads.filter((thread) => latestOf(thread)?.at === last).length;
  const parts = [
    `${told.texts.length} texts, ${standing} paragraphs in the latest`,
    ...(['new', 'amended', 'moved', 'dropped', 'replaced'] as const).map((fate) =>
      count(fate) === 0 ? '' : `${count(fate)} ${fate}`,
    ),
    `${told.threads.reduce((sum, { occurrences }) => sum + occurrences.reduce((all, { losses }) => all + losses.length, 0), 0)} parts left out in silence since the oldest`,
    `${stale.filter(({ code }) => code !== 'unchanged').length} out of date`,
  ];
  return parts.filter(Boolean).join(', ');
}
