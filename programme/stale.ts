import { lexicons } from '../reader/languages/index.ts';
import { lexisOf } from '../reader/lexis.ts';
import { type Listed, listing } from '../reader/listing.ts';
import type { Mandate } from '../reader/mandates.ts';
import type { IsoDate, Language } from '../reader/model.ts';
import { phrases } from '../reader/wording.ts';
import { announcing } from './announcing.ts';
import {
  type Desk,
  eventsPast,
  type Found,
  namesPast,
  places,
  programmesEnded,
  type Rule,
  reportsPast,
  type Stale,
  timesPast,
} from './lapsed.ts';
import type { Series } from './series.ts';
import { type Occurrence, type Thread, type Threads, threads } from './threads.ts';

export type { Stale, StaleCode } from './lapsed.ts';

/** Texts in a row with the same words from which a paragraph is told to be unchanged. */
const longUnchanged = 3;

/** What is stale in the latest text of a series on a day, in the order of the text. Pure: the day is told. */
export function stale(series: Series, today: IsoDate, language?: Language): Stale[] {
  const told = threads(series, language);
  const latest = told.texts.at(-1);
  if (latest === undefined) return [];
  const { resolution, step } = latest;
  const at = told.texts.length - 1;
  const lanes = new Map(
    told.threads.flatMap((thread) => {
      const now = thread.occurrences.find((each) => each.at === at);
      return now?.addresses.map((id) => [id, { thread, now }] as const) ?? [];
    }),
  );
  const desk: Desk = {
    resolution,
    language: resolution.language ?? 'en',
    today,
    written: (paragraph, words) => firstWritten(told, lanes.get(paragraph)?.thread, words, step.date ?? today),
  };
  const rules = rulesOf(desk, step.session?.number ?? null);
  return [...listing(resolution.body)]
    .filter(({ kind }) => kind !== 'heading')
    .flatMap((listed) =>
      ordered([
        ...rules.flatMap((rule) => rule(listed, lanes.get(listed.id)?.now ?? null)),
        ...unchanged(listed, lanes.get(listed.id)?.now ?? null, told),
      ]).map((found) => ({ ...found, paragraph: listed.id, words: listed.text.slice(found.start, found.end) })),
    );
}

/** By place; one find for the same words, the first rule's. */
function ordered(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const each of found)
    if (
      !kept.some((other) => other.code !== 'unchanged' && each.start < other.end && other.start < each.end) ||
      each.code === 'unchanged'
    )
      kept.push(each);
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}

function firstWritten({ texts }: Threads, thread: Thread | undefined, words: string, otherwise: IsoDate): IsoDate {
  const first = thread?.occurrences.find(({ text }) => text.includes(words));
  return texts[first?.at ?? -1]?.step.date ?? otherwise;
}

const rulesOf = (desk: Desk, session: number | null): readonly Rule[] => [
  programmesEnded(desk),
  eventsPast(desk),
  timesPast(desk),
  namesPast(desk),
  reportsPast(desk, session),
  promises(desk),
];

function unchanged(listed: Listed, now: Occurrence | null, { texts }: Threads): Found[] {
  if (now === null || now.unchanged < longUnchanged) return [];
  const since = texts[now.at - now.unchanged + 1]?.step.name ?? '';
  return [{ code: 'unchanged', start: 0, end: listed.text.length, values: { texts: now.unchanged, since } }];
}

/** Deliverables that somebody waits for; to those who are only invited to act no date is owed. */
const awaited: ReadonlySet<string> = new Set([
  'report',
  'meeting',
  'review',
  'programme',
  'establishment',
  'nomination',
]);

const isOwed = ({ deliverable, force, soft, due, recurrence }: Mandate): boolean =>
  awaited.has(deliverable ?? '') &&
  (force === 'request' || force === 'decision' || soft) &&
  due.length === 0 &&
  recurrence === null;

/** What is asked for or promised without a date. */
function promises({ language }: Desk): Rule {
  const lexis = lexisOf(lexicons[language]);
  const words = phrases(announcing[language].promises, lexis);
  return ({ id, kind, text, proses }, now) => {
    const asked = (now?.mandates ?? [])
      .filter((mandate) => mandate.paragraph === id && isOwed(mandate))
      .flatMap(({ action, deliverable }): Found[] =>
        action === null
          ? []
          : [
              {
                code: 'promise-undated',
                start: action.start,
                end: action.end,
                values: { deliverable: deliverable ?? '' },
              },
            ],
      );
    if (kind !== 'preambular') return asked;
    const times = proses.flatMap((prose) => prose.times);
    return places(words, text, lexis).flatMap(({ start, end }): Found[] => {
      const stop = text.slice(end).search(/[,;،؛，；。]|$/) + end;
      const dated = times.some((time) => time.start >= start && time.start < stop);
      return dated ? [] : [{ code: 'promise-undated', start, end: stop, values: {} }];
    });
  };
}
