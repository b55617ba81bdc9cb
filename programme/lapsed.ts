import { bodies } from '../reader/bodies.ts';
import { namedIn } from '../reader/instruments.ts';
import { lexicons } from '../reader/languages/index.ts';
import { lexisOf } from '../reader/lexis.ts';
import type { Listed } from '../reader/listing.ts';
import type { IsoDate, Language, Resolution, Span, Time } from '../reader/model.ts';
import { sessionWindow } from '../reader/sessions.ts';
import { type Phrases, phrases, wordingOf } from '../reader/wording.ts';
import bodyData from '../reference/bodies.json' with { type: 'json' };
import { announcing } from './announcing.ts';
import type { Occurrence } from './threads.ts';

/** What is out of date, or will be once the text is renewed. */
export const staleCodes = [
  /** A report was due, and its time has passed. */
  'report-due-past',
  /** Something else was due. */
  'deadline-past',
  /** A meeting was announced or asked for, and its time has passed. */
  'meeting-past',
  /** A session that was to come. */
  'session-past',
  /** Another time that was to come. */
  'date-past',
  /** A programme has run to its last year. */
  'programme-ended',
  /** A body stands under a name that it has no more. */
  'body-renamed',
  /** A body stands at a seat that it has left. */
  'body-moved',
  /** The report of a session that is over: the next text has the next one. */
  'report-of-past-session',
  /** Something is promised or asked for, and no date is told. */
  'promise-undated',
  /** The same words in three texts or more. */
  'unchanged',
] as const;
export type StaleCode = (typeof staleCodes)[number];

/** A stale fact: a place in the latest text, its words, and values; never a sentence. */
export interface Stale extends Span {
  readonly code: StaleCode;
  readonly paragraph: string;
  readonly words: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The latest text of a series, as it is looked at on a day. */
export interface Desk {
  readonly resolution: Resolution;
  readonly language: Language;
  readonly today: IsoDate;
  /** When words of a paragraph first stood in its thread: what lay ahead then was still to come. */
  readonly written: (paragraph: string, words: string) => IsoDate;
}

/** What a rule finds in a paragraph. */
export type Found = Omit<Stale, 'paragraph' | 'words'>;

/** Looks at a paragraph, with what its thread tells of it now. */
export type Rule = (listed: Listed, now: Occurrence | null) => Found[];

/** A year, or the last of a range of years: "2025", "2016–2025". */
const years =
  /(?<!\d)(?:((?:19|20)\d{2})(?:\s?[-–—‑/至]\s?|\s(?:to|through|until|à|au|a|al|по|до|إلى)\s))?((?:19|20)\d{2}|\d{2})(?![\d/])/g;
/** Letters that may lie between a programme and its year. */
const nearYear = { letters: 90, signs: 24 } as const;

/** "2025 Programme of Action", "Strategic Plan 2018–2021": programmes that ran when the words were written and have ended. */
export function programmesEnded({ language, today, written }: Desk): Rule {
  const lexis = lexisOf(lexicons[language]);
  const names = phrases(announcing[language].programmes, lexis);
  const reach = language === 'zh' ? nearYear.signs : nearYear.letters;
  return ({ id, text }) => {
    const found = [...text.matchAll(years)].flatMap((match): (Span & { last: number })[] => {
      const [words, first, last = ''] = match;
      if (last.length === 2 && first === undefined) return [];
      const year = Number(last.length === 2 ? `${first?.slice(0, 2)}${last}` : last);
      return [{ start: match.index, end: match.index + words.length, last: year }];
    });
    const ended = found.filter(({ last }) => last < Number(today.slice(0, 4)));
    if (ended.length === 0) return [];
    const programmes = places(names, text, lexis);
    return ended.flatMap(({ start, end, last }): Found[] => {
      const near = programmes
        // A year before the name belongs to it: "2025 Regional Strategy", not "in 2025 to prepare a strategy".
        .filter((name) => name.start < start || !/\s\p{Ll}/u.test(text.slice(end, name.start)))
        .map((name) => ({ start: Math.min(name.start, start), end: Math.max(name.end, end) }))
        .filter((span) => span.end - span.start <= reach && !/[,;،؛，；。“”]/.test(text.slice(span.start, span.end)))
        .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
      if (near === undefined || isDated(text, start, end)) return [];
      const ran = last >= Number(written(id, text.slice(near.start, near.end)).slice(0, 4));
      return ran ? [{ code: 'programme-ended', ...near, values: { last } }] : [];
    });
  };
}

/** Whether a year belongs to a day: "14 March 2008" says when something was adopted. */
const isDated = (text: string, start: number, end: number): boolean =>
  /\d{1,2}(?:er)?\s(?:de\s)?\p{L}+(?:\/\s?\p{L}+)?\s(?:de\s)?$/u.test(text.slice(Math.max(0, start - 40), start)) ||
  /^年\d{1,2}月/.test(text.slice(end, end + 4));

/** Where phrases stand in a text. */
export function places(names: Phrases<string>, text: string, lexis: ReturnType<typeof lexisOf>): Span[] {
  const wording = wordingOf(lexis.cut(text));
  if (!names.mayStandIn(wording)) return [];
  const found: Span[] = [];
  for (let index = 0; index < wording.words.length; index++) {
    const hit = names.at(wording, index);
    if (hit === null) continue;
    found.push({ start: wording.starts[index] ?? 0, end: wording.ends[hit.to - 1] ?? 0 });
    index = hit.to - 1;
  }
  return found;
}

const windowValues = ({ from, to }: Pick<Time, 'from' | 'to'>): Record<string, string> => ({
  ...(from === null ? {} : { from }),
  ...(to === null ? {} : { to }),
});

/** "The next meeting scheduled for 2021". */
export function eventsPast({ resolution, today, written }: Desk): Rule {
  const events = Map.groupBy(namedIn(resolution).events, ({ paragraph }) => paragraph);
  return ({ id, text }) =>
    (events.get(id) ?? []).flatMap(({ start, end, from, to }): Found[] => {
      const last = to ?? from;
      const ahead = last !== null && last >= written(id, text.slice(start, end));
      return ahead && last < today ? [{ code: 'meeting-past', start, end, values: windowValues({ from, to }) }] : [];
    });
}

/** Times that lay ahead when the words were written and lie behind now. */
export function timesPast({ today, written }: Desk): Rule {
  return ({ id, text, proses }, now) => {
    const [prose] = proses.length === 1 ? proses : [];
    return (prose?.times ?? []).flatMap((time): Found[] => {
      const { start, end } = time;
      const last = time.to ?? time.from;
      if (last === null || last >= today || time.kind === 'recurrence') return [];
      const opens = time.kind === 'deadline' || time.kind === 'relative' ? last : (time.from ?? last);
      if (opens <= written(id, text.slice(start, end))) return [];
      const session = time.session === undefined ? {} : { session: time.session.number };
      return [{ code: codeOf(time, id, now), start, end, values: { ...windowValues(time), ...session } }];
    });
  };
}

function codeOf(time: Time, paragraph: string, now: Occurrence | null): StaleCode {
  const mandate = now?.mandates.find(
    (each) => each.paragraph === paragraph && each.due.some(({ start, end }) => start < time.end && time.start < end),
  );
  if (mandate !== undefined)
    return mandate.deliverable === 'report'
      ? 'report-due-past'
      : mandate.deliverable === 'meeting'
        ? 'meeting-past'
        : 'deadline-past';
  return time.session === undefined ? 'date-past' : 'session-past';
}

interface Seated {
  readonly id: string;
  readonly seat?: string;
  readonly former_seat?: string;
}
const seats = new Map((bodyData.rows as readonly Seated[]).map((row) => [row.id, row]));
/** Letters behind the name of a body in which its seat is told. */
const nearSeat = 60;

/** Bodies under former names and at former seats. What is told of the past keeps the name of its time. */
export function namesPast({ resolution, language }: Desk): Rule {
  const { date, organ } = resolution;
  const name = bodies({ lexicon: lexicons[language], date, organ });
  return ({ text, proses }) =>
    name(text).flatMap(({ start, end, ids, how }): Found[] => {
      const [id = ''] = ids;
      const { seat, former_seat: former } = seats.get(id) ?? {};
      const behind = text.slice(end, end + nearSeat);
      const at = former === undefined ? -1 : behind.indexOf(former);
      if (former !== undefined && at >= 0 && seat !== former)
        return [
          {
            code: 'body-moved',
            start,
            end: end + at + former.length,
            values: { body: id, from: former, to: seat ?? '' },
          },
        ];
      return how === 'former-name' && !isInnerName(text, start) && !tellsThePast(proses, start)
        ? [{ code: 'body-renamed', start, end, values: { body: id } }]
        : [];
    });
}

/** Whether what looks like a former name is the end of a longer one: "Intergovernmental Commission on Human Rights". */
const isInnerName = (text: string, start: number): boolean =>
  /(?<!^)\p{Lu}[\p{L}-]*\s$/u.test(text.slice(Math.max(0, start - 40), start));

/** Whether a dated act or event stands before the name, or a note explains it. */
const tellsThePast = (proses: Listed['proses'], at: number): boolean =>
  proses.some(
    ({ times, citations, notes }) =>
      times.some(({ start, kind }) => kind === 'date' && start < at) ||
      citations.some(({ start, date }) => start < at && date !== undefined) ||
      notes.some((note) => note.at >= at && note.at <= at + nearSeat),
  );

/** Reports issued for the session of this text: when that is over, the next text has another. */
export function reportsPast({ resolution, today }: Desk, session: number | null): Rule {
  const { organ } = resolution;
  const window = session === null || organ === null ? null : sessionWindow({ organ, kind: 'regular', number: session });
  const notes = new Map(resolution.notes.map((note) => [note.id, note]));
  if (window === null || window.closes === null || window.closes >= today) return () => [];
  const ofSession = new RegExp(`^[A-Z]+/(?:HRC/)?${session}/\\d+`);
  return ({ proses }) =>
    proses.flatMap((prose) => {
      const called = prose.notes.flatMap(({ at, note }) =>
        (notes.get(note ?? '')?.citations ?? []).map((citation) => ({
          ...citation,
          start: reportStart(prose.text, at),
          end: at,
        })),
      );
      return [...prose.citations, ...called].flatMap(({ kind, symbol, start, end }): Found[] =>
        kind === 'document' && symbol !== null && ofSession.test(symbol)
          ? [{ code: 'report-of-past-session', start, end, values: { symbol } }]
          : [],
      );
    });
}

/** The words that a note belongs to: back to the comma before. */
const reportStart = (text: string, at: number): number => {
  const comma = Math.max(text.lastIndexOf(',', at - 2), text.lastIndexOf('،', at - 2), text.lastIndexOf('，', at - 2));
  return comma < 0 ? 0 : comma + 1 + (/^\s*/.exec(text.slice(comma + 1))?.[0].length ?? 0);
};
