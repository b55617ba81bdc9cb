import type { Prepared } from './demonstrationFacts.ts';
import { personaId } from './demonstrationPeople.ts';

/** Examples around the facts: activities, what the sides say of them, an open request. Each is marked as an example. */

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

interface Line {
  readonly key: string;
  readonly title: string;
  readonly area: string;
  readonly group: string;
  readonly kind: string;
  readonly place: string | null;
  readonly from: string;
  readonly until: string;
  readonly result: string;
  readonly indicator: readonly [name: string, unit: string, target: number];
  readonly sdg: readonly string[];
  readonly un: readonly [body: string, status: string, reached: number | null];
  readonly oic: readonly [body: string, status: string, reached: number | null];
}

const lines: readonly Line[] = [
  {
    key: 'statistics',
    title: 'Example: training of statisticians in poverty measurement',
    area: 'sdg',
    group: 'WG2',
    kind: 'training',
    place: 'Ankara',
    from: '2025-02-01',
    until: '2026-12-15',
    result: 'National offices publish poverty figures by one method.',
    indicator: ['Statisticians trained', 'people', 120],
    sdg: ['1.2', '17.18'],
    un: ['UN/UNDP', 'under-way', 80],
    oic: ['OIC/SESRIC', 'under-way', 95],
  },
  {
    key: 'mediation',
    title: 'Example: conference on mediation',
    area: 'peace-security',
    group: 'WG1',
    kind: 'meeting',
    place: 'Istanbul',
    from: '2025-11-01',
    until: '2025-11-30',
    result: 'A roster of mediators of both organizations.',
    indicator: ['Mediators on the roster', 'people', 40],
    sdg: ['16.7'],
    un: ['UN/DPPA', 'delayed', null],
    oic: ['OIC/GS', 'done', 42],
  },
  {
    key: 'vaccines',
    title: 'Example: joint procurement study for vaccines',
    area: 'health-population',
    group: 'WG3',
    kind: 'study',
    place: null,
    from: '2025-01-15',
    until: '2026-03-31',
    result: 'A study with costs and a schedule.',
    indicator: ['Chapters delivered', 'chapters', 6],
    sdg: ['3.b'],
    un: ['UN/WHO', 'done', 6],
    oic: ['OIC/GS', 'done', 6],
  },
  {
    key: 'heritage',
    title: 'Example: register of endangered manuscripts',
    area: 'arts-heritage',
    group: 'WG3',
    kind: 'project',
    place: null,
    from: '2025-03-01',
    until: '2026-10-31',
    result: 'A shared register that is open to libraries.',
    indicator: ['Manuscripts described', 'manuscripts', 2000],
    sdg: ['11.4'],
    un: ['UN/UNESCO', 'under-way', 900],
    oic: ['OIC/IRCICA', 'under-way', 900],
  },
  {
    key: 'refugees',
    title: 'Example: schools for refugee children',
    area: 'refugees',
    group: 'WG3',
    kind: 'project',
    place: null,
    from: '2024-09-01',
    until: '2026-09-30',
    result: 'Places in schools for refugee children.',
    indicator: ['School places', 'places', 5000],
    sdg: ['4.1', '10.7'],
    un: ['UN/UNHCR', 'under-way', 3100],
    oic: ['OIC/ISF', 'agreed', null],
  },
  {
    key: 'food',
    title: 'Example: early warning of crop failure',
    area: 'food-agriculture',
    group: 'WG2',
    kind: 'project',
    place: null,
    from: '2026-08-01',
    until: '2028-06-30',
    result: 'Warnings six weeks ahead.',
    indicator: ['Countries served', 'countries', 12],
    sdg: ['2.4'],
    un: ['UN/FAO', 'proposed', null],
    oic: ['OIC/GS', 'agreed', null],
  },
];

function lineEntries(line: Line): Prepared[] {
  const activity = `activity/${line.key}`;
  const common = { register: 'half', programme: 'UN-OIC' } as const;
  const halfOf = ([lead, status, reached]: Line['un'], planned: boolean) => ({
    lead,
    status,
    reached,
    ...(planned && { planned: { from: line.from, until: line.until } }),
    remarks: 'Example',
  });
  const [name, unit, target] = line.indicator;
  return [
    {
      key: activity,
      register: 'activity',
      owner: 'OIC',
      programme: 'UN-OIC',
      body: (id) => ({
        title: line.title,
        kind: line.kind,
        period: id(line.from < '2026-08-01' ? 'UN-OIC/2024' : 'UN-OIC/2026'),
        area: id(`area/${line.area}`),
        workingGroup: id(`group/${line.group}`),
        place: line.place,
        planned: { from: line.from, until: line.until },
        expectedResult: line.result,
        indicator: { name, unit, baseline: 0, target },
        sdg: line.sdg,
        example: true,
      }),
    },
    {
      ...common,
      key: `${activity}/UN`,
      owner: 'UN',
      body: (id) => ({ activity: id(activity), ...halfOf(line.un, true) }),
    },
    {
      ...common,
      key: `${activity}/OIC`,
      owner: 'OIC',
      body: (id) => ({ activity: id(activity), ...halfOf(line.oic, true) }),
    },
  ];
}

/** `today` places what is due near it, so that the demonstration always has something to do. */
export function examples(today: string): readonly Prepared[] {
  return [
    ...lines.flatMap(lineEntries),
    {
      key: 'post/SESRIC',
      register: 'post',
      owner: 'OIC',
      programme: 'UN-OIC',
      body: (id) => ({
        kind: 'focal-point',
        body: 'OIC/SESRIC',
        areas: [id('area/sdg')],
        title: 'Focal point (example)',
        holder: personaId('focal-sesric'),
      }),
    },
    {
      key: 'post/UNICEF',
      register: 'post',
      owner: 'UN',
      programme: 'UN-OIC',
      body: () => ({
        kind: 'focal-point',
        body: 'UN/UNICEF',
        title: 'Focal point (example)',
        holder: personaId('focal-unicef'),
      }),
    },
    {
      key: 'request/statistics',
      register: 'request',
      owner: 'UN',
      programme: 'UN-OIC',
      body: (id) => ({
        title: 'Example: please report on the training of statisticians',
        words: 'What was done since the last meeting, with figures.',
        about: [{ entry: id('activity/statistics') }],
        to: [{ body: 'OIC/SESRIC', language: 'en' }],
        due: later(today, 12),
      }),
    },
    {
      key: 'outcome/astana',
      register: 'outcome',
      owner: 'OIC',
      programme: 'UN-OIC',
      body: (id) => ({
        meeting: id('meeting/UN-OIC-GM-2024'),
        kind: 'action',
        text: 'Example: send the list of focal points to the other side.',
        responsible: ['OIC/GS'],
        due: later(today, -20),
      }),
    },
    {
      key: 'update/heritage',
      register: 'update',
      owner: 'OIC',
      programme: 'UN-OIC',
      body: (id) => ({
        about: { entry: id('activity/heritage') },
        body: 'OIC/IRCICA',
        status: 'under-way',
        words: 'Example: 900 manuscripts described; two libraries joined.',
        on: later(today, -5),
        evidence: [{ link: 'https://example.org/manuscripts', title: 'Example of a link' }],
      }),
    },
    {
      key: 'activity/las-youth',
      register: 'activity',
      owner: 'LAS',
      programme: 'UN-LAS',
      body: (id) => ({
        title: 'Example: forum of young mediators',
        kind: 'meeting',
        period: id('UN-LAS/2026'),
        place: 'Cairo',
        planned: { from: later(today, 40), until: later(today, 42) },
        expectedResult: 'A network of young mediators.',
        example: true,
      }),
    },
  ];
}
