import ecosoc from '../reference/sessions-ecosoc.json' with { type: 'json' };
import ga from '../reference/sessions-ga.json' with { type: 'json' };
import gaSpecial from '../reference/sessions-ga-special.json' with { type: 'json' };
import hrc from '../reference/sessions-hrc.json' with { type: 'json' };
import oic from '../reference/sessions-oic.json' with { type: 'json' };
import type { IsoDate, SessionRef } from './model.ts';

/** The days of a session. `known` tells how far to trust them: read in a source, by a rule, or from general knowledge. */
export interface SessionWindow {
  readonly opens: IsoDate;
  /** Last day of the main part; the same as `closes` where a session has no parts. `null` for a session still open. */
  readonly mainPartEnds: IsoDate | null;
  /** `null` for a session that was never closed. */
  readonly closes: IsoDate | null;
  readonly known: 'sourced' | 'derived' | 'known';
}

const dayLength = 86_400_000;

/** The date so many days later. */
export const plusDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);

/** A real day of the proleptic Gregorian calendar, or `null`. */
export function isoDate(year: number, month: number, day: number): IsoDate | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days of a month. */
export const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** The date after an ISO 8601 duration of one unit; a day that the month lacks becomes its last. */
export function plusDuration(date: IsoDate, duration: string): IsoDate | null {
  const parts = /^P(\d{1,4})([DWMY])$/.exec(duration);
  if (parts === null) return null;
  const count = Number(parts[1]);
  if (parts[2] === 'D' || parts[2] === 'W') return plusDays(date, count * (parts[2] === 'W' ? 7 : 1));
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count * (parts[2] === 'Y' ? 12 : 1);
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  return isoDate(year, month, Math.min(Number(date.slice(8, 10)), daysIn(year, month)));
}

type Known = SessionWindow['known'];
const knownOf = (conf: string): Known => (conf === 'sourced' || conf === 'derived' ? conf : 'known');

/**
 * Opening by rule 1 as amended by resolution 75/325: Tuesday of the second week of September,
 * counted from the first week that has a working day.
 */
function openingByRule(session: number): IsoDate {
  const year = 1945 + session;
  const first = new Date(Date.UTC(year, 8, 1)).getUTCDay();
  const working = first === 6 ? 3 : first === 0 ? 2 : 1;
  const weekday = new Date(Date.UTC(year, 8, working)).getUTCDay();
  return plusDays(`${year}-09-01`, working - 1 + (2 - weekday) + 7);
}

const lastByRule = 150;

function assembly(number: number): SessionWindow | null {
  if (number < 1 || number > lastByRule) return null;
  const row = ga.rows[number - 1];
  const opens = row?.opens ?? openingByRule(number);
  const closes = row?.closes_by_rule ?? plusDays(openingByRule(number + 1), -1);
  const main = `${opens.slice(0, 4)}-12-31`;
  return { opens, mainPartEnds: main < closes ? main : closes, closes, known: row ? knownOf(row.conf) : 'derived' };
}

function assemblySpecial(series: 'S' | 'ES', number: number): SessionWindow | null {
  const row = gaSpecial.rows.find((one) => one.series === series && one.n === number);
  return row ? { opens: row.opens, mainPartEnds: row.closes, closes: row.closes, known: knownOf(row.conf) } : null;
}

const councilMonths: readonly (readonly [string, string])[] = [
  ['02-01', '04-30'],
  ['06-01', '07-31'],
  ['09-01', '10-31'],
];

/** Three sessions a year; where the days are not known yet, the months in which they are held. */
function humanRightsCouncil(number: number): SessionWindow | null {
  if (number < 1 || number > 200) return null;
  const row = hrc.rows[number - 1];
  if (row?.opens && row.closes)
    return { opens: row.opens, mainPartEnds: row.closes, closes: row.closes, known: knownOf(row.conf) };
  const year = 2026 + Math.floor((number - 61) / 3);
  const months = councilMonths[(((number - 61) % 3) + 3) % 3];
  if (!months || year < 2006) return null;
  const closes = `${year}-${months[1]}`;
  return { opens: `${year}-${months[0]}`, mainPartEnds: closes, closes, known: 'derived' };
}

/** First day of the July-to-July session that is named by the year after; the exact day varies within the last week of July. */
const julyTurn = '07-25';

function economicAndSocialCouncil(year: number): SessionWindow | null {
  const era = ecosoc.rows.find((row) => row.from <= year && (row.to === null || year <= row.to));
  if (!era || era.from < 1978 || year > 2100) return null;
  const [opens, closes] =
    era.from >= 2014 ? [`${year - 1}-${julyTurn}`, `${year}-07-24`] : [`${year}-01-01`, `${year}-12-31`];
  return { opens, mainPartEnds: closes, closes, known: 'known' };
}

const islamicBodies: Readonly<Record<string, string>> = { 'oic-summit': 'OIC-SUMMIT', 'oic-cfm': 'OIC-CFM' };

/** Days are missing where a session is only planned. */
interface Row {
  readonly body: string;
  readonly kind: string;
  readonly n: number;
  readonly opens: IsoDate | null;
  readonly closes?: IsoDate | null;
  readonly conf: string;
}

function islamic(ref: SessionRef): SessionWindow | null {
  const kind = ref.kind === 'regular' ? 'regular' : 'extraordinary';
  const rows: readonly Row[] = oic.rows;
  const row = rows.find((one) => one.body === islamicBodies[ref.organ] && one.kind === kind && one.n === ref.number);
  if (!row?.opens) return null;
  const closes = row.closes ?? row.opens;
  return { opens: row.opens, mainPartEnds: closes, closes, known: knownOf(row.conf) };
}

/** When a session is or was held; `null` where it is not known. The number of an ECOSOC session is its year. */
export function sessionWindow(ref: SessionRef): SessionWindow | null {
  if (ref.organ === 'oic-summit' || ref.organ === 'oic-cfm') return islamic(ref);
  if (ref.organ === 'unga' && ref.kind === 'special') return assemblySpecial('S', ref.number);
  if (ref.organ === 'unga' && ref.kind === 'emergency') return assemblySpecial('ES', ref.number);
  if (ref.kind === 'special' || ref.kind === 'emergency') return null;
  if (ref.organ === 'unga') return assembly(ref.number);
  if (ref.organ === 'unga-hrc') return humanRightsCouncil(ref.number);
  if (ref.organ === 'unecosoc') return economicAndSocialCouncil(ref.number);
  return null;
}

/** The regular session in which a day falls, or `null` between sessions and for organs whose sessions are not known. */
export function sessionOf(organ: string, date: IsoDate): SessionRef | null {
  const year = Number(date.slice(0, 4));
  const candidates =
    organ === 'unga'
      ? [year - 1945, year - 1946]
      : organ === 'unecosoc'
        ? [year, year + 1]
        : organ === 'unga-hrc'
          ? Array.from({ length: 6 }, (_, i) => (year - 2026) * 3 + 60 + i)
          : [];
  for (const number of candidates) {
    const ref: SessionRef = { organ, kind: 'regular', number };
    const window = sessionWindow(ref);
    if (window?.closes && window.opens <= date && date <= window.closes) return ref;
  }
  return null;
}
