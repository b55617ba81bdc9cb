import type {
  Citation,
  Entry,
  Finding,
  Masthead,
  Node,
  Note,
  Paragraph,
  Part,
  Prose,
  Publication,
  Resolution,
} from '../model.ts';
import { plain } from '../model.ts';

// A small invented draft that holds every kind of node, for the tests of the writers and the examples of the README.

/** The span of some words in a text, for building specimens. */
function at(text: string, words: string): { start: number; end: number } {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
}

const cites = (text: string, words: string, symbol: string | null): Citation => ({
  ...at(text, words),
  kind: 'resolution',
  symbol,
  why: 'number-with-date',
});

const paragraph = (id: string, part: Part, number: string | null, prose: Prose, children: Node[] = []): Paragraph => ({
  kind: 'paragraph',
  id,
  part,
  number,
  ...prose,
  children,
});

const first = 'Recalling its resolution 98/7 of 12 December 2043,';
const second = 'Requests the Secretary-General to report to it at its one hundredth session;';

const body: Node[] = [
  { kind: 'formula', id: 'enacting', ...plain('The General Assembly,') },
  paragraph('pp1', 'preambular', null, {
    ...plain(first),
    marks: [{ ...at(first, 'Recalling'), kind: 'italic' }],
    notes: [{ at: first.length - 1, marker: '1', note: 'note1' }],
    citations: [{ ...cites(first, '98/7', 'A/RES/98/7'), date: '2043-12-12', check: 'agrees' }],
    times: [
      { ...at(first, '12 December 2043'), kind: 'date', from: '2043-12-12', to: '2043-12-12', how: 'date-as-printed' },
    ],
  }),
  paragraph('op1', 'operative', '1', plain('Welcomes the work of the two Lighthouse Offices;'), [
    paragraph('op1.a', 'operative', '(a)', plain('Their maps of <shoals> & "reefs";')),
    paragraph('op1.b', 'operative', '(b)', plain('Their *joint* training_courses;')),
  ]),
  paragraph('op2', 'operative', '2', {
    ...plain(second),
    times: [
      {
        ...at(second, 'at its one hundredth session'),
        kind: 'session',
        from: '2045-09-12',
        to: '2046-09-10',
        session: { organ: 'unga', kind: 'regular', number: 100 },
        how: 'session-of-organ',
      },
    ],
  }),
  {
    kind: 'section',
    id: 'sec_II',
    number: 'II',
    ...plain('Harbours'),
    children: [paragraph('op3', 'operative', '3', plain('Decides to remain seized of the matter.'))],
  },
  {
    kind: 'annex',
    id: 'annex',
    number: null,
    ...plain('Annex'),
    children: [
      { kind: 'heading', id: 'annex.title', level: 1, ...plain('List of lights') },
      paragraph('annex.1', 'annex', '1', plain('Lights are counted from north to south.')),
      {
        kind: 'table',
        id: 'annex.t1',
        rows: [
          [
            { ...plain('Light'), header: true },
            { ...plain('Height | metres'), header: true },
          ],
          [plain('North Point'), plain('31')],
        ],
      },
    ],
  },
];

const note: Note = { kind: 'note', id: 'note1', marker: '1', ...plain('See A/98/PV.3.') };
const coverNote: Note = { kind: 'note', id: 'note1', marker: '*', ...plain('On behalf of the coastal States.') };
const entry = (role: Entry['role'], text: string): Entry => ({ role, ...plain(text) });

const masthead: Masthead = {
  entries: [
    entry('distribution', 'Distr.: Limited'),
    { ...entry('sponsor', 'Utopia: draft resolution'), notes: [{ at: 6, marker: '*', note: 'note1' }] },
  ],
  symbol: 'A/99/L.5',
  organ: 'unga',
  session: { organ: 'unga', kind: 'regular', number: 99 },
  sessionText: 'Ninety-ninth session',
  agendaItem: '12 (c)',
  agendaTitle: 'Lights at sea',
  sponsors: 'Utopia',
  distribution: 'Limited',
  original: 'English',
  date: '2044-11-03',
};

const resolution: Resolution = {
  kind: 'resolution',
  type: 'draft-resolution',
  language: 'en',
  symbol: 'A/99/L.5',
  number: null,
  title: 'Cooperation between the two Lighthouse Offices',
  organ: 'unga',
  session: { organ: 'unga', kind: 'regular', number: 99 },
  date: '2044-11-03',
  entries: [entry('title', 'Cooperation between the two Lighthouse Offices')],
  body,
  closing: [entry('meeting', '41st plenary meeting')],
  notes: [note],
  history: [{ date: '2044-11-03', outcome: 'submitted', document: 'A/99/L.5', by: 'Utopia' }],
  vote: { outcome: 'adopted', inFavour: 120, against: 0, abstaining: 3, voters: [{ name: 'Utopia', vote: 'yes' }] },
  subjects: [{ value: 's1', label: 'NAVIGATION', dictionary: 'UNBIS' }],
};

/** One resolution with every kind of node. */
export const specimen: Publication = {
  kind: 'publication',
  source: { format: 'text', sha256: 'ab'.repeat(32), bytes: 1234, encoding: 'utf-8', pages: null },
  language: 'en',
  masthead,
  contents: [resolution, { kind: 'passage', id: 'passage1', ...plain('Printed at sea.') }],
  notes: [coverNote],
};

export const specimenFindings: readonly Finding[] = [
  { code: 'joined-over-page', severity: 'note', resolution: 0, node: 'pp1', values: { page: 2 } },
  {
    code: 'number-out-of-order',
    severity: 'warning',
    resolution: 0,
    node: 'op3',
    values: { number: '3', expected: '2' },
  },
];

const arabicBody: Node[] = [
  { kind: 'formula', id: 'enacting', ...plain('إن الجمعية العامة،') },
  paragraph('op1', 'operative', '١', plain('تقرر أن تبقي المسألة قيد نظرها.')),
];

/** Two resolutions in one file, the second in Arabic. */
export const pair: Publication = {
  ...specimen,
  contents: [
    resolution,
    { ...resolution, language: 'ar', symbol: null, title: 'التعاون', body: arabicBody, notes: [] },
  ],
};

/** A file that holds no resolution. */
export const letter: Publication = {
  ...specimen,
  language: null,
  contents: [
    { kind: 'passage', id: 'passage1', ...plain('Dear colleague,') },
    { kind: 'passage', id: 'passage2', ...plain('1. The lamp is broken.') },
  ],
};
