import councilData from '../reference/council-numbers.json' with { type: 'json' };
import general from '../reference/sessions-ga.json' with { type: 'json' };
import special from '../reference/sessions-ga-special.json' with { type: 'json' };
import rights from '../reference/sessions-hrc.json' with { type: 'json' };
import type { IsoDate } from './model.ts';
import { roman } from './numbering.ts';

/** The number of a resolution or decision as printed, before it is known whose it is. */
export type PrintedNumber =
  | { readonly form: 'session'; readonly session: number; readonly number: number }
  | { readonly form: 'year'; readonly year: number; readonly number: number }
  | { readonly form: 'special'; readonly series: 'S' | 'ES'; readonly session: number; readonly number: number }
  | { readonly form: 'organizational'; readonly session: number; readonly number: number }
  | { readonly form: 'in-year'; readonly number: number; readonly year: number }
  | { readonly form: 'roman'; readonly series: '' | 'S' | 'ES'; readonly session: number; readonly number: number };

/** What the text around a number says of it. */
interface Circumstances {
  readonly kind: 'resolution' | 'decision' | null;
  /** Organ named at the number; `council` and `commission` are short names. */
  readonly named: string | null;
  /** "its" stands there. */
  readonly own: boolean;
  /** Organ that adopts the text. */
  readonly adopting: string | null;
  /** Organs named earlier in the paragraph, the last first. */
  readonly earlier: readonly string[];
  /** Whether an earlier paragraph names the organ. */
  readonly mentioned: (organ: string) => boolean;
  readonly date: IsoDate | null;
  readonly part: string;
}

export interface Decided {
  readonly organ: string | null;
  readonly kind: 'resolution' | 'decision';
  readonly symbol: string | null;
  readonly check?: 'agrees' | 'differs';
  readonly why: string;
}

interface Window {
  readonly from: string;
  readonly to: string;
}

const day = 86_400_000;
const shifted = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

/** Resolutions are still adopted on the day the next session opens, and early sessions closed late. */
const assembly: ReadonlyMap<number, Window> = new Map(
  general.rows.map((row) => [
    row.n,
    {
      from: shifted(row.opens, -1),
      to: row.closes_by_rule === undefined ? shifted(row.opens, 380) : shifted(row.closes_by_rule, 10),
    },
  ]),
);
const assemblySpecial: ReadonlyMap<string, Window> = new Map(
  special.rows
    .filter((row) => row.opens !== null)
    .map((row) => [
      `${row.series}-${row.n}`,
      { from: shifted(row.opens, -2), to: row.closes === null ? '9999' : shifted(row.closes, 7) },
    ]),
);
const council: ReadonlyMap<number, Window> = new Map(
  rights.rows.flatMap((row): [number, Window][] => {
    if ('opens' in row && row.opens !== null && row.closes !== null)
      return [[row.n, { from: shifted(row.opens, -7), to: shifted(row.closes, 10) }]];
    const [from, to] = 'months' in row && row.months !== undefined ? row.months.split('/') : [];
    return from === undefined || to === undefined ? [] : [[row.n, { from: `${from}-01`, to: `${to}-31` }]];
  }),
);
const lastCouncilSession = Math.max(...rights.rows.map((row) => row.n));
const firstSlashSession = 31;
/** One special session of the Assembly may have been called since the data were made. */
const lastAssemblySpecial = Math.max(...special.rows.filter((row) => row.series === 'S').map((row) => row.n)) + 1;
/** Programmes of the United Nations whose assembly of all States counts its resolutions by session, with the days of the sessions. */
const programmes: ReadonlyMap<string, { readonly prefix: string; readonly sessions: readonly Window[] }> = new Map([
  [
    'unep-unea',
    {
      prefix: 'UNEP/EA',
      sessions: [
        { from: '2014-06-23', to: '2014-06-28' },
        { from: '2016-05-23', to: '2016-05-28' },
        { from: '2017-12-04', to: '2017-12-07' },
        { from: '2019-03-11', to: '2019-03-16' },
        { from: '2021-02-22', to: '2022-03-03' },
        { from: '2024-02-26', to: '2024-03-02' },
        { from: '2025-12-08', to: '2025-12-13' },
      ],
    },
  ],
  [
    'unhabitat-assembly',
    {
      prefix: 'HSP/HA',
      sessions: [
        { from: '2019-05-27', to: '2019-06-01' },
        { from: '2023-06-05', to: '2023-06-10' },
      ],
    },
  ],
]);
const lastAssemblySession = Math.max(...general.rows.map((row) => row.n));

/** First numbers of the Security Council's resolutions, year by year. */
const councilNumbers = councilData.rows.map((row) => row.first);
const firstCouncilYear = councilData.rows[0]?.year ?? 1946;
const lastCouncilYear = firstCouncilYear + councilNumbers.length - 1;

/** First number of a year; in years to come some fifty a year. */
const firstCouncilNumber = (year: number): number =>
  councilNumbers[year - firstCouncilYear] ??
  (year < firstCouncilYear ? 0 : (councilNumbers.at(-1) ?? 0) + 50 * (year - lastCouncilYear));

/** Whether the Security Council can have reached this number in this year, slips of a few months allowed. */
export const plausibleCouncilNumber = (number: number, year: number): boolean =>
  number >= firstCouncilNumber(year) - 50 && number <= firstCouncilNumber(year + 1) + 50;

/** The year in which the Security Council adopted the resolution of this number; `null` for one still to come. */
export function councilYear(number: number): number | null {
  const next = councilNumbers.findIndex((first) => first > number);
  if (next > 0) return firstCouncilYear + next - 1;
  return next < 0 && number < firstCouncilNumber(lastCouncilYear + 1) ? lastCouncilYear : null;
}

/** First numbers of the Assembly's Roman sessions I to XXX, which ran on, and the one behind the last; within 40. */
const assemblyNumbers = [
  1, 103, 183, 288, 376, 499, 610, 715, 808, 908, 999, 1134, 1229, 1349, 1474, 1598, 1749, 1871, 1994, 2006, 2133, 2239,
  2377, 2487, 2603, 2751, 2901, 3042, 3206, 3358, 3542,
] as const;
/** Numbers of the Economic and Social Council by Roman session, where they stand far apart. */
const economicNumbers: readonly (readonly [session: number, number: number])[] = [
  [1, 5],
  [6, 106],
  [10, 290],
  [24, 663],
  [28, 728],
  [42, 1235],
  [48, 1503],
  [60, 1996],
  [63, 2110],
];

/** Whether the organ can have reached the number by that Roman session. */
function plausibleRoman(organ: string, session: number, number: number): boolean {
  if (organ === 'unga')
    return number >= (assemblyNumbers[session - 1] ?? 0) - 40 && number <= (assemblyNumbers[session] ?? 0) + 40;
  const next = Math.max(
    1,
    economicNumbers.findIndex(([from]) => from > session),
  );
  const [session1, number1] = economicNumbers[next - 1] ?? [1, 5];
  const [session2, number2] = economicNumbers[next] ?? [63, 2110];
  return Math.abs(number - (number1 + ((number2 - number1) * (session - session1)) / (session2 - session1))) <= 90;
}

/** When the organ can have adopted a text with this number; `null` where the calendar does not know. */
function windowOf(organ: string, printed: PrintedNumber): Window | null {
  switch (printed.form) {
    case 'in-year':
      return { from: `${printed.year}-01-01`, to: `${printed.year}-12-31` };
    case 'year':
      // The session of a year of the Economic and Social Council begins in the July before.
      return {
        from: organ === 'unecosoc' ? `${printed.year - 1}-07-01` : `${printed.year}-01-01`,
        to: `${printed.year}-12-31`,
      };
    case 'session':
      return (
        (organ === 'unga'
          ? assembly.get(printed.session)
          : organ === 'unga-hrc'
            ? council.get(printed.session)
            : programmes.get(organ)?.sessions[printed.session - 1]) ?? null
      );
    case 'special':
      if (organ === 'unga-hrc') return { from: '2006-06-19', to: '9999' };
      return (organ === 'unga' ? assemblySpecial.get(`${printed.series}-${printed.session}`) : null) ?? null;
    case 'roman':
      if (organ !== 'unga') return null;
      return (
        (printed.series === ''
          ? assembly.get(printed.session)
          : assemblySpecial.get(`${printed.series}-${printed.session}`)) ?? null
      );
    case 'organizational':
      return null;
  }
}

/** Whether the organ can have adopted a text with this number on this day; `null` where the calendar does not know. */
function agrees(organ: string, printed: PrintedNumber, date: IsoDate): boolean | null {
  const window = windowOf(organ, printed);
  return window === null ? null : date >= window.from && date <= window.to;
}

/** Whether the date is more than a year away from any on which the organ can have adopted this number: then it is not a slip of the pen. */
function isFarFrom(organ: string, printed: PrintedNumber, date: IsoDate): boolean {
  const window = windowOf(organ, printed);
  return (
    window !== null && (shifted(date, 370) < window.from || (window.to !== '9999' && shifted(date, -370) > window.to))
  );
}

/** Organs whose numbers take this form, the most usual first. */
function candidates(printed: PrintedNumber, { kind, date, own, named, adopting }: Circumstances): readonly string[] {
  switch (printed.form) {
    case 'in-year':
      return ['unsc'];
    case 'year':
      // Decisions of the Council begin at 200 each year; those below are of other bodies that count by year.
      return kind === 'decision' &&
        printed.number < 200 &&
        printed.year >= 1993 &&
        !(own && adopting === 'unecosoc') &&
        named === null
        ? []
        : ['unecosoc'];
    case 'organizational':
      return ['unga-hrc'];
    case 'special':
      return printed.series === 'ES'
        ? ['unga']
        : printed.session > lastAssemblySpecial
          ? ['unga-hrc']
          : ['unga', 'unga-hrc'];
    case 'roman':
      return printed.series !== ''
        ? ['unga']
        : ['unga', 'unecosoc'].filter((organ) =>
            kind === 'decision'
              ? organ === 'unecosoc'
              : (organ === 'unecosoc' || printed.session <= 30) &&
                plausibleRoman(organ, printed.session, printed.number),
          );
    case 'session': {
      const { session, number } = printed;
      if (session === 0 || number === 0) return [];
      const inCouncil =
        session <= lastCouncilSession && number <= 130 && (kind !== 'decision' || number >= 101 || session === 1);
      if (session < firstSlashSession) {
        const programme = [named, adopting].find((organ) => organ !== null && programmes.has(organ)) ?? null;
        // One session or two may have been held since the data were made.
        const inProgramme = session <= (programmes.get(programme ?? '')?.sessions.length ?? -2) + 2 && number <= 60;
        return [...(inProgramme && programme !== null ? [programme] : []), ...(inCouncil ? ['unga-hrc'] : [])];
      }
      if (session > lastAssemblySession) return [];
      if (kind === 'decision' && number <= 300 && date === null && !own && named === null)
        return inCouncil ? ['unga-hrc'] : [];
      return inCouncil && (date === null || date >= '2006') ? ['unga', 'unga-hrc'] : ['unga'];
    }
  }
}

const prefixes: Readonly<Record<string, string>> = {
  unga: 'A',
  'unga-hrc': 'A/HRC',
  unsc: 'S',
  unecosoc: 'E',
  unchr: 'E/CN.4',
  'unchr-sub': 'E/CN.4/Sub.2',
};

/** Numbers of decisions do not overlap with those of resolutions in the Assembly since 1976 nor in the Council. */
function kindOf(organ: string, printed: PrintedNumber, kind: Circumstances['kind']): 'resolution' | 'decision' {
  if (printed.form === 'session' && organ === 'unga') {
    // Elections were decisions from 301 on until resolutions passed 300 in session 57; since then from 401 on.
    if (printed.number >= 400) return 'decision';
    if (printed.number <= 300 || printed.session >= 57) return 'resolution';
  }
  if (printed.form === 'year' && organ === 'unecosoc' && printed.year >= 1980)
    return printed.number >= 200 ? 'decision' : printed.number < 100 ? 'resolution' : (kind ?? 'resolution');
  return kind ?? 'resolution';
}

function numberOf(printed: PrintedNumber, part: string): string {
  switch (printed.form) {
    case 'session':
      return `${printed.session}/${printed.number}${part}`;
    case 'year':
      return `${printed.year}/${printed.number}${part}`;
    case 'special':
      return `${printed.series}-${printed.session}/${printed.number}${part}`;
    case 'organizational':
      return `OM/${printed.session}/${printed.number}`;
    case 'in-year':
      return `${printed.number}(${printed.year})`;
    case 'roman':
      return `${printed.number}${part}(${printed.series === '' ? '' : `${printed.series}-`}${roman(printed.session)})`;
  }
}

function decided(organ: string, printed: PrintedNumber, around: Circumstances, why: string): Decided {
  const prefix = prefixes[organ];
  const kind = kindOf(organ, printed, around.kind);
  const agreement = around.date === null ? null : agrees(organ, printed, around.date);
  const programme = programmes.get(organ);
  return {
    organ,
    kind,
    symbol:
      programme !== undefined && printed.form === 'session'
        ? `${programme.prefix}.${printed.session}/${kind === 'decision' ? 'DEC' : 'RES'}.${printed.number}`
        : prefix === undefined
          ? null
          : `${prefix}/${kind === 'decision' ? 'DEC' : 'RES'}/${numberOf(printed, around.part)}`,
    ...(agreement === null ? {} : { check: agreement ? ('agrees' as const) : ('differs' as const) }),
    why,
  };
}

/** Says whose number it is: what is named at it first, then the date, then what the form of the number allows, then who adopts. */
export function decide(printed: PrintedNumber, around: Circumstances): Decided {
  const { named, own, adopting, date } = around;
  const open = (why: string): Decided => ({ organ: null, kind: around.kind ?? 'resolution', symbol: null, why });
  if (named === 'unchr' || (named === 'commission' && (around.earlier.includes('unchr') || around.mentioned('unchr'))))
    return decided('unchr', printed, around, 'organ-named');
  if (named === 'unchr-sub') return decided(named, printed, around, 'organ-named');
  if (named === 'other' || named === 'who-wha') return open('other-body');
  const possible = candidates(printed, around);
  const first = possible[0];
  // "its resolution" in a text of a body whose numbers are not known, where no other speaks.
  if (
    own &&
    named === null &&
    (printed.form === 'session' || printed.form === 'year') &&
    adopting !== null &&
    !(adopting in prefixes) &&
    !programmes.has(adopting) &&
    !possible.some((organ) => around.earlier.includes(organ))
  )
    return open('number-of-adopting-body');
  if (printed.form === 'roman' && (named === 'unga' || named === 'unecosoc'))
    return decided(named, printed, around, 'organ-named');
  if (first === undefined) return open('number-of-no-organ');
  if (named !== null && possible.includes(named)) return decided(named, printed, around, 'organ-named');
  if (named === 'council') {
    const councils = possible.filter((organ) => organ !== 'unga');
    if (councils[0] !== undefined) return decided(councils[0], printed, around, 'council-by-number');
  }
  if (named === 'commission') return open('other-body');
  const fitting = date === null ? possible : possible.filter((organ) => agrees(organ, printed, date) !== false);
  if (fitting.length === 1 && possible.length > 1 && fitting[0] !== undefined)
    return decided(fitting[0], printed, around, 'date');
  const near =
    date === null || fitting.length > 0 ? fitting : possible.filter((organ) => !isFarFrom(organ, printed, date));
  if (near.length === 0) return open('date-of-no-organ');
  const left = near;
  const only = left[0] ?? first;
  if (left.length === 1) {
    const certain =
      only !== 'unga-hrc' ||
      printed.form !== 'session' ||
      adopting === only ||
      around.earlier.includes(only) ||
      around.mentioned(only) ||
      date !== null;
    return certain
      ? decided(only, printed, around, own && adopting === only ? 'adopting-organ' : 'form-of-number')
      : open('number-of-several-bodies');
  }
  if (adopting !== null && left.includes(adopting)) {
    const speaker = own ? around.earlier.find((organ) => left.includes(organ)) : undefined;
    return decided(
      speaker ?? adopting,
      printed,
      around,
      speaker === undefined || speaker === adopting ? 'adopting-organ' : 'organ-before',
    );
  }
  const before = own ? around.earlier.find((organ) => left.includes(organ)) : undefined;
  return decided(before ?? only, printed, around, before === undefined ? 'form-of-number' : 'organ-before');
}
