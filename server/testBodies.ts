import type { KeptReading } from '../programme/keptReading.ts';
import type { RegisterName } from '../programme/registers.ts';

/** A body for each register that is written directly, as short as it may be, with one word in it to find it by. */

/** The body that all of it concerns: focal points of it see it, others do not. */
export const concernedBody = 'OIC/SESRIC';

/** Entries that bodies point to. */
export interface Targets {
  readonly period: string;
  readonly area: string;
  readonly activity: string;
  readonly series: string;
  readonly meeting: string;
  readonly request: string;
}

/** Registers that are written by operations of their own. */
export type Derived = 'version' | 'review' | 'fate' | 'stance';
export type Direct = Exclude<RegisterName, Derived>;

const on = '2027-03-15';

export const testBodies: { readonly [Name in Direct]: (word: string, targets: Targets) => object } = {
  party: (word) => ({ party: 'OIC', names: { en: word } }),
  programme: (word) => ({ names: { en: word }, parties: [{ party: 'OIC', as: 'party' }] }),
  period: (word) => ({ names: { en: word }, span: { from: on, until: on } }),
  area: (word) => ({ names: { en: word }, leads: [concernedBody] }),
  'working-group': (word) => ({ names: { en: word } }),
  body: (word) => ({ body: concernedBody, names: { en: word } }),
  post: (word) => ({ kind: 'focal-point', body: concernedBody, title: word }),
  document: (word) => ({ kind: 'report', title: word }),
  activity: (word, { period, area }) => ({ title: word, period, area, partners: [concernedBody] }),
  half: (word, { activity }) => ({ activity, lead: concernedBody, remarks: word }),
  agreement: (word) => ({ kind: 'memorandum', title: word, parties: [concernedBody], ends: on }),
  'meeting-series': (word) => ({ names: { en: word }, kind: 'general' }),
  meeting: (word, { series }) => ({
    kind: 'general',
    series,
    title: word,
    planned: { from: on, until: on },
    host: concernedBody,
  }),
  outcome: (word, { meeting }) => ({ meeting, text: word, responsible: [concernedBody], due: on }),
  update: (word, { activity }) => ({ about: { entry: activity }, body: concernedBody, words: word, on }),
  request: (word, { activity }) => ({
    title: word,
    about: [{ entry: activity }],
    to: [{ body: concernedBody }],
    due: on,
  }),
  answer: (word, { request, activity }) => ({
    ...{ request, body: concernedBody, on },
    items: [{ about: { entry: activity }, status: 'done', words: word }],
  }),
};

const mandate = (address: string, nth: number, word: string): KeptReading['mandates'][number] => ({
  ...{
    paragraph: 'op1',
    address,
    citation: `${word}, paragraph 1`,
    act: 'request',
    nth,
    force: 'request',
    weight: 'full',
  },
  ...{
    soft: false,
    verb: 'Requests',
    who: ['UN/SG'],
    whoWords: ['the Secretary-General'],
    relay: [],
    action: 'to report',
  },
  ...{ deliverable: 'report', recipient: [], recurrence: null, conditions: [], marks: ['reporting'], confidence: 0.95 },
  ...{ due: [{ words: 'by March', from: on, to: on, session: null }], why: [], text: `Requests ${word}` },
});

/** A reading of one paragraph with as many mandates as are asked for. */
export function testReading(word: string, mandates: number): KeptReading {
  const work = `/akn/un/statement/deliberation/unga/2024-11-18/${word}`;
  const address = `${work}/!main#para_1`;
  return {
    ...{
      kind: 'reading',
      type: 'resolution',
      language: 'en',
      symbol: null,
      work,
      title: word,
      organ: null,
      session: null,
    },
    ...{ date: '2024-11-18', sponsors: null, vote: null },
    paragraphs: [{ node: 'op1', address, kind: 'operative', number: '1', text: `Requests ${word}`, cites: [] }],
    mandates: Array.from({ length: mandates }, (_, nth) => mandate(address, nth, word)),
  };
}
