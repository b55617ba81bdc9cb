import type { RegisterName } from '../programme/registers.ts';
import { iriOfSymbol } from '../reader/iris.ts';
import agreementFacts from '../reference/agreements.json' with { type: 'json' };
import areaFacts from '../reference/areas.json' with { type: 'json' };
import bodyFacts from '../reference/bodies.json' with { type: 'json' };
import lineage from '../reference/lineage-un-oic.json' with { type: 'json' };
import meetingFacts from '../reference/meetings.json' with { type: 'json' };

/** The demonstration's facts: what the reference data says of two programmes, as bodies of registers. */

/** An entry to be opened; `key` names it inside the demonstration. */
export interface Prepared {
  readonly key: string;
  readonly register: RegisterName;
  readonly owner: string;
  readonly programme: string | null;
  readonly visibility?: 'internal' | 'parties' | 'public';
  /** Given the id of every key. */
  readonly body: (id: (key: string) => string) => unknown;
}

interface MeetingFact {
  readonly id: string;
  readonly parties: readonly string[];
  readonly type: string;
  readonly n?: number | null;
  readonly place?: string | null;
  readonly host?: string;
  readonly opens?: string | null;
  readonly closes?: string | null;
  readonly year?: number;
  readonly month?: string;
  readonly theme?: string;
  readonly outcome?: string;
  readonly note?: string;
  readonly status?: string;
}

const isDay = (text: string | null | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
const dayOf = (text: string | null | undefined): string | null => (isDay(text) ? text : null);

const names = (row: { readonly names: Readonly<Record<string, unknown>> }): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row.names).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    ),
  );

/** The programmes, the parties and in what they work together. */
export const parties: readonly Prepared[] = [
  {
    party: 'UN',
    names: {
      en: 'United Nations',
      fr: 'Nations Unies',
      ar: 'الأمم المتحدة',
      es: 'Naciones Unidas',
      ru: 'Организация Объединенных Наций',
      zh: '联合国',
    },
  },
  {
    party: 'OIC',
    names: {
      en: 'Organization of Islamic Cooperation',
      fr: 'Organisation de la coopération islamique',
      ar: 'منظمة التعاون الإسلامي',
    },
  },
  { party: 'LAS', names: { en: 'League of Arab States', fr: 'Ligue des États arabes', ar: 'جامعة الدول العربية' } },
].map((body) => ({ key: body.party, register: 'party', owner: body.party, programme: null, body: () => body }));

const member = (party: string) => ({ party, as: 'party' });

const programmes: readonly Prepared[] = [
  {
    key: 'UN-OIC',
    register: 'programme',
    owner: 'UN',
    programme: null,
    body: () => ({
      names: {
        en: 'United Nations and Organization of Islamic Cooperation',
        fr: 'Nations Unies et Organisation de la coopération islamique',
        ar: 'الأمم المتحدة ومنظمة التعاون الإسلامي',
      },
      parties: [member('UN'), member('OIC'), { party: 'LAS', as: 'observer' }],
      about: 'Facts from public documents; activities are examples.',
    }),
  },
  {
    key: 'UN-LAS',
    register: 'programme',
    owner: 'UN',
    programme: null,
    body: () => ({
      names: {
        en: 'United Nations and League of Arab States',
        fr: 'Nations Unies et Ligue des États arabes',
        ar: 'الأمم المتحدة وجامعة الدول العربية',
      },
      parties: [member('UN'), member('LAS')],
      about: 'Facts from public documents; activities are examples.',
    }),
  },
];

const periods: readonly Prepared[] = [2022, 2024, 2026].flatMap((from) =>
  ['UN-OIC', 'UN-LAS'].map(
    (programme): Prepared => ({
      key: `${programme}/${from}`,
      register: 'period',
      owner: 'UN',
      programme,
      body: () => ({
        names: {
          en: `Biennium ${from}–${from + 2}`,
          fr: `Biennie ${from}–${from + 2}`,
          ar: `فترة السنتين ${from}–${from + 2}`,
        },
        span: { from: `${from}-08-01`, until: `${from + 2}-07-31` },
      }),
    }),
  ),
);

const areas: readonly Prepared[] = areaFacts.rows
  .filter(({ scheme }) => scheme === 'UN-OIC fields of review')
  .map((row) => ({
    key: `area/${row.id}`,
    register: 'area',
    owner: 'UN',
    programme: 'UN-OIC',
    body: () => ({
      names: names(row),
      order: 'order' in row ? row.order : 0,
      sdg: 'sdg_hint' in row ? row.sdg_hint : [],
    }),
  }));

const workingGroups: readonly Prepared[] = areaFacts.rows
  .filter(({ scheme }) => scheme === 'UN-OIC working groups')
  .map((row) => ({
    key: `group/${row.id}`,
    register: 'working-group',
    owner: 'UN',
    programme: 'UN-OIC',
    body: () => ({ names: names(row) }),
  }));

const bodies: readonly Prepared[] = bodyFacts.rows
  .filter(
    ({ id, system }) =>
      system === 'OIC' ||
      id.startsWith('LAS/') ||
      /^UN\/(?:DPPA|OCHA|UNDP|UNHCR|UNICEF|UNESCO|WHO|FAO|OCT|UN-WOMEN|UNOSSC|UNITAR|UNOG|SG)$/.test(id),
  )
  .map((row) => {
    const owner = row.id.split('/')[0] ?? 'UN';
    return {
      key: `body/${row.id}`,
      register: 'body',
      owner,
      programme: null,
      visibility: 'public',
      body: () => ({
        body: row.id,
        names: names(row),
        parent: 'parent' in row && typeof row.parent === 'string' ? row.parent : null,
        kind: row.type,
      }),
    };
  });

/** Votes as the reference words them: "recorded vote 92-0-4 (...)", "by consensus". */
function voteOf(adoption: string | undefined) {
  if (adoption === undefined) return null;
  const [, inFavour, against, abstaining] = /(\d+)-(\d+)-(\d+)/.exec(adoption) ?? [];
  const alone = /(\d+) in favour/.exec(adoption)?.[1];
  const count = (text: string | undefined) => (text === undefined ? null : Number(text));
  return {
    outcome: adoption.split(' (')[0]?.slice(0, 60) ?? '',
    inFavour: count(inFavour ?? alone),
    against: count(against),
    abstaining: count(abstaining),
  };
}

interface LineageFact {
  readonly symbol: string;
  readonly date: string | null;
  readonly session: number;
  readonly draft?: string;
  readonly adoption?: string;
  readonly tabled_by?: string;
  readonly previous?: string;
  readonly status?: string;
  readonly note?: string;
}

const resolutions: readonly Prepared[] = (lineage.rows as readonly LineageFact[])
  .filter(({ status }) => status !== 'due')
  .map((row) => ({
    key: row.symbol,
    register: 'document',
    owner: 'UN',
    programme: 'UN-OIC',
    visibility: 'public',
    body: () => ({
      kind: 'resolution',
      symbol: row.symbol,
      work: iriOfSymbol(row.symbol, row.date),
      title:
        row.session < 66
          ? 'Cooperation between the United Nations and the Organization of the Islamic Conference'
          : 'Cooperation between the United Nations and the Organization of Islamic Cooperation',
      organ: 'unga',
      session: String(row.session),
      date: row.date,
      sponsors: row.tabled_by ?? null,
      vote: voteOf(row.adoption),
      follows: row.previous === undefined ? [] : [row.previous],
      draft: row.draft ?? null,
      remarks: row.note ?? '',
    }),
  }));

const agreementKinds: readonly (readonly [RegExp, string])[] = [
  [/memorandum/, 'memorandum'],
  [/protocol/, 'protocol'],
  [/programme of action/, 'strategic-plan'],
  [/agreement/, 'cooperation-agreement'],
];

interface AgreementFact {
  readonly id: string;
  readonly parties: readonly string[];
  readonly type: string;
  readonly signed: string | null;
  readonly place?: string | null;
  readonly note?: string;
}

const agreements: readonly Prepared[] = (agreementFacts.rows as readonly AgreementFact[])
  .filter(({ parties: signing }) => signing.some((party) => party === 'OIC' || party === 'LAS'))
  .map((row) => {
    const programme = row.parties.includes('LAS') ? 'UN-LAS' : 'UN-OIC';
    return {
      key: `agreement/${row.id}`,
      register: 'agreement',
      owner: row.parties.includes('OIC') ? 'OIC' : 'LAS',
      programme,
      body: () => ({
        kind: agreementKinds.find(([pattern]) => pattern.test(row.type))?.[1] ?? 'other',
        title: `${row.parties.join(' – ')}: ${row.type}`,
        parties: row.parties,
        status: row.signed === null ? 'negotiated' : 'signed',
        signed: dayOf(row.signed),
        place: row.place ?? null,
        // Not known: so they are listed as agreements whose end nobody knows.
        ends: null,
        remarks: row.note ?? '',
      }),
    };
  });

const series: readonly Prepared[] = [
  {
    key: 'series/UN-OIC',
    programme: 'UN-OIC',
    kind: 'general',
    names: {
      en: 'General meeting of the United Nations system and the OIC',
      ar: 'الاجتماع العام لمنظومة الأمم المتحدة ومنظمة التعاون الإسلامي',
    },
  },
  {
    key: 'series/UN-LAS',
    programme: 'UN-LAS',
    kind: 'general',
    names: { en: 'General meeting of the United Nations system and the League of Arab States' },
  },
  {
    key: 'series/UN-LAS-sectoral',
    programme: 'UN-LAS',
    kind: 'sectoral',
    names: { en: 'Sectoral meeting of the United Nations and the League of Arab States' },
  },
].map(({ key, programme, kind, names: named }) => ({
  key,
  register: 'meeting-series',
  owner: 'UN',
  programme,
  body: () => ({ names: named, kind, every: 'P2Y' }),
}));

const meetingKind = (type: string): string =>
  type === 'general' || type === 'sectoral' || type === 'training'
    ? type
    : /high-level/.test(type)
      ? 'high-level'
      : 'consultation';

function seriesOf({ type, parties: who }: MeetingFact): string | null {
  if (type === 'general') return who.includes('LAS') ? 'series/UN-LAS' : 'series/UN-OIC';
  return type === 'sectoral' ? 'series/UN-LAS-sectoral' : null;
}

/** "OIC (IRCICA)" -> `OIC/IRCICA` */
const hostOf = (host: string | undefined): string | null => host?.replace(/^(\w+) \((.+)\)$/, '$1/$2') ?? null;

const meetings: readonly Prepared[] = (meetingFacts.rows as readonly MeetingFact[]).map((row) => {
  const held = isDay(row.opens) ? { from: row.opens, until: dayOf(row.closes) ?? row.opens } : null;
  const planned =
    row.year === undefined
      ? { from: held?.from ?? null, until: held?.until ?? null }
      : { from: `${row.year}-01-01`, until: `${row.year}-12-31` };
  const kind = meetingKind(row.type);
  const seriesKey = seriesOf(row);
  return {
    key: `meeting/${row.id}`,
    register: 'meeting',
    owner: row.parties.includes('UN') ? 'UN' : (row.parties[0] ?? 'UN'),
    programme: row.parties.includes('LAS') ? 'UN-LAS' : 'UN-OIC',
    body: (id: (key: string) => string) => ({
      kind,
      series: seriesKey === null ? null : id(seriesKey),
      number: row.n ?? null,
      title: `${row.type.charAt(0).toUpperCase()}${row.type.slice(1)}${row.type.includes('meeting') ? '' : ' meeting'}, ${row.place ?? 'place not known'}, ${row.opens?.slice(0, 4) ?? row.year ?? ''}`,
      theme: row.theme ?? null,
      // What was planned and is not known to have been held stays planned: it is an obligation with a status.
      status: held === null ? 'planned' : 'held',
      planned,
      held,
      host: hostOf(row.host),
      place: row.place ?? null,
      minutes: [row.outcome, row.status, row.note].filter(Boolean).join('\n'),
    }),
  };
});

export const facts: readonly Prepared[] = [
  ...programmes,
  ...periods,
  ...areas,
  ...workingGroups,
  ...bodies,
  ...resolutions,
  ...agreements,
  ...series,
  ...meetings,
];
