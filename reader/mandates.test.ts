import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timer } from './calendar.ts';
import { lexicons } from './languages/index.ts';
import { type Mandate, mandatesOf } from './mandates.ts';
import { type Paragraph, plain, type Resolution } from './model.ts';
import { directivesOf, type FlatDirective } from './write/directives.ts';

const english = lexicons.en;
const times = (text: string) =>
  timer({
    lexicon: english,
    organ: 'unga',
    session: { organ: 'unga', kind: 'regular', number: 78 },
    adopted: '2023-11-20',
  })(text);

const paragraph = (
  id: string,
  text: string,
  children: readonly Paragraph[] = [],
  part: Paragraph['part'] = 'operative',
): Paragraph => ({
  ...plain(text),
  kind: 'paragraph',
  id,
  part,
  number: null,
  times: times(text),
  children,
});

const resolution = (...body: readonly Paragraph[]): Resolution => ({
  kind: 'resolution',
  type: 'resolution',
  language: 'en',
  symbol: 'A/RES/78/999',
  number: '78/999',
  title: 'Cooperation between the United Nations and the League of Arab States',
  organ: 'unga',
  session: { organ: 'unga', kind: 'regular', number: 78 },
  date: '2023-11-20',
  entries: [],
  body,
  closing: [],
  notes: [],
  history: [],
  vote: null,
  subjects: [],
});

function flat(text: Resolution): FlatDirective[] {
  const texts = new Map<string, string>();
  const note = (node: Paragraph): void => {
    texts.set(node.id, node.text);
    for (const child of node.children) if (child.kind === 'paragraph') note(child);
  };
  for (const node of text.body) if (node.kind === 'paragraph') note(node);
  return directivesOf(mandatesOf(text, english), (node) => texts.get(node) ?? '');
}

const one = (text: string) => flat(resolution(paragraph('op1', text)));

interface Case {
  readonly text: string;
  readonly want: readonly Partial<FlatDirective>[];
}

const cases: Readonly<Record<string, Case>> = {
  'a report to an organ at a session': {
    text: 'Requests the Secretary-General to submit to the General Assembly at its eightieth session a report on the implementation of the present resolution;',
    want: [
      {
        act: 'request',
        force: 'request',
        weight: 'request',
        addresseeIds: ['UN/SG'],
        deliverable: 'report',
        recipient: 'the General Assembly',
        due: { kind: 'session', body: 'UNGA', session: 80 },
        recurrence: null,
      },
    ],
  },
  'a pronoun receives': {
    text: 'Also requests the Secretary-General to report to it at its eightieth session on these matters;',
    want: [{ verb: 'Also requests', deliverable: 'report', recipient: 'it' }],
  },
  'a request to States is an appeal in effect': {
    text: 'Requests all States to refrain from such acts;',
    want: [{ force: 'request', weight: 'appeal', addresseeIds: ['MS'], deliverable: null }],
  },
  'agenda item, own act': {
    text: 'Decides to include in the provisional agenda of its eightieth session the item entitled “Calls for peace and requests for aid”.',
    want: [
      {
        force: 'decision',
        addressees: [],
        deliverable: 'agenda_item',
        due: { kind: 'session', body: 'UNGA', session: 80 },
      },
    ],
  },
  'noun asked for, parties between which': {
    text: 'Invites increased cooperation and exchanges between the United Nations and the League of Arab States;',
    want: [{ force: 'appeal', addresseeIds: ['UN', 'LAS'] }],
  },
  'soft duty under another verb': {
    text: 'Affirms that a general meeting between the United Nations and the League of Arab States should be held once every two years;',
    want: [
      { force: 'position', soft: true, deliverable: 'meeting', recurrence: 'biennial', addresseeIds: ['UN', 'LAS'] },
    ],
  },
  'plain need': {
    text: 'Stresses the need for closer cooperation between the United Nations and the League of Arab States;',
    want: [{ force: 'position', addressees: [], action: null }],
  },
  'need with an actor': {
    text: 'Stresses the importance of Member States making full use of existing mechanisms;',
    want: [{ force: 'position', soft: true, addresseeIds: ['MS'], action: 'making full use of existing mechanisms' }],
  },
  'several verbs, a participle and a relative clause': {
    text: 'Welcomes the declaration, which recalls earlier texts and condemns violence, encourages Member States to share information, noting the progress made, and takes note of the report;',
    want: [{ act: 'welcome' }, { act: 'encourage', deliverable: 'information' }, { act: 'take_note' }],
  },
  'two verbs with one object': {
    text: 'Welcomes and encourages the close cooperation between the United Nations and the League of Arab States;',
    want: [{ act: 'welcome' }, { act: 'encourage', addresseeIds: ['UN', 'LAS'] }],
  },
  'an object behind the name of an unknown body': {
    text: 'Requests the Secretary-General to provide the Working Group with all the assistance necessary to carry out its work;',
    want: [{ addresseeIds: ['UN/SG'], deliverable: 'assistance' }],
  },
  'a body told by its founding': {
    text: 'Requests the Secretary-General to provide the Committee established pursuant to resolution 1591 (2005) with an interim report no later than 12 August 2026;',
    want: [{ deliverable: 'report', due: { kind: 'date', date: '2026-08-12', precision: 'day' } }],
  },
  'before a day: the day that is printed': {
    text: 'Invites Member States to submit, before 29 April 2026, information on these matters;',
    want: [{ deliverable: 'information', due: { kind: 'date', date: '2026-04-29', precision: 'day' } }],
  },
  'a goal year is no deadline': {
    text: 'Urges all States to increase their contributions in order to end the practice by 2030;',
    want: [{ addresseeIds: ['MS'], due: null }],
  },
  'a span counted from the day of the text': {
    text: 'Requests the Secretary-General to present to the Security Council a review of the Mission by five months from the adoption of the present resolution;',
    want: [
      { deliverable: 'report', recipient: 'the Security Council', due: { kind: 'relative', text: 'by five months' } },
    ],
  },
  'a session behind an aside that begins with during': {
    text: 'Decides to convene a panel discussion, fully accessible to all, during the high-level segment of its eightieth session;',
    want: [{ deliverable: 'meeting', due: { kind: 'session', body: 'UNGA', session: 80 } }],
  },
  'adverbs between commas before the infinitive': {
    text: 'Reiterates its call upon Member States to fully, swiftly and effectively implement the agreement to bring peace;',
    want: [
      { addresseeIds: ['MS'], action: 'to fully, swiftly and effectively implement the agreement to bring peace' },
    ],
  },
  'infinitives between commas are one list': {
    text: 'Calls upon all States to assist the Office in its task, to supply all information requested by it and to give serious consideration to its requests;',
    want: [
      { deliverable: 'assistance' },
      { deliverable: 'information', coordinated: true },
      { deliverable: null, coordinated: true },
    ],
  },
  'gerunds below an infinitive are not its equals': {
    text: 'Invites the United Nations Development Programme to support the League of Arab States in developing a strategy, and preparing a plan;',
    want: [{ deliverable: 'assistance' }],
  },
  'the first verb has its own party': {
    text: 'Calls upon Member States and encourages relevant international organizations to review their frameworks;',
    want: [{ addresseeIds: ['MS'] }, { addresseeIds: ['INTL-ORGS'], deliverable: 'review' }],
  },
  'needs are met, and no meeting': {
    text: 'Urges Member States to meet the needs of young people;',
    want: [{ deliverable: null }],
  },
  'participation in public life is no meeting': {
    text: 'Calls upon all States to ensure the full participation of women in public life;',
    want: [{ deliverable: null }],
  },
  'efforts of a party with an adjective': {
    text: 'Encourages the international community to support the efforts of African countries;',
    want: [{ deliverable: 'assistance' }],
  },
  'those who are to support, behind what they support': {
    text: 'Encourages the necessary support for its implementation from the United Nations system;',
    want: [{ addresseeIds: ['UN/SYSTEM'], deliverable: 'assistance' }],
  },
  'an aside before the party': {
    text: 'Encourages, in this regard, the Economic and Social Council to consider, at its annual forum, a discussion of these issues;',
    want: [{ addresseeIds: ['UN/ECOSOC'] }],
  },
  'kept under review': {
    text: 'Decides to keep these questions under continuous review.',
    want: [{ deliverable: 'review' }],
  },
  'the verb is not first': {
    text: 'Further to reduce that risk, calls upon all States, in accordance with their national law, to take cooperative action;',
    want: [
      {
        act: 'call_upon',
        verb: 'calls upon',
        addresseeIds: ['MS'],
        conditional: 'in accordance with their national law',
      },
    ],
  },
  'a renewed request': {
    text: 'Notes the review, and reiterates the request to the Secretary-General to conduct regular monitoring and reporting;',
    want: [{ act: 'note' }, { act: 'reiterate', force: 'request', addresseeIds: ['UN/SG'], recurrence: 'regular' }],
  },
  relay: {
    text: 'Invites the Secretary-General to encourage the United Nations system to provide assistance to developing countries;',
    want: [
      {
        addresseeIds: ['UN/SG'],
        deliverable: 'assistance',
        relay: [{ span: 'the United Nations system', id: 'UN/SYSTEM' }],
      },
    ],
  },
  'a deadline in a month, information to an officer': {
    text: 'Calls upon the specialized agencies to inform the Secretary-General, no later than January 2026, of the progress achieved;',
    want: [
      {
        deliverable: 'information',
        recipient: 'the Secretary-General',
        due: { kind: 'date', date: '2026-01', precision: 'month' },
      },
    ],
  },
  'dates of the past are not due': {
    text: 'Urges Member States to implement the Programme of Action adopted on 10 May 2002;',
    want: [{ deliverable: 'programme', due: null }],
  },
  'different deliverables are apart': {
    text: 'Requests all Governments to cooperate fully with the mechanism, to provide all necessary information, and to visit the region;',
    want: [
      { deliverable: null },
      { deliverable: 'information', coordinated: true },
      { deliverable: 'other', coordinated: true },
    ],
  },
  'seized of the matter': {
    text: 'Decides to remain actively seized of the matter.',
    want: [{ deliverable: 'agenda_item', recurrence: 'continuing' }],
  },
  'a reported request is none': {
    text: 'Recalls its decision, in which it requested the Secretary-General to report on a monthly basis;',
    want: [{ act: 'recall', force: 'position' }],
  },
  'seizes the opportunity': {
    text: 'Emphasizes the importance of dialogue, and further seizes the opportunity to encourage Member States to ratify the Convention;',
    want: [{ act: 'emphasize' }, { act: 'encourage', force: 'appeal', deliverable: 'agreement' }],
  },
  'one action of two verbs': {
    text: 'Calls upon Member States and encourages regional organizations to convene a meeting in 2025;',
    want: [
      {
        act: 'call_upon',
        addresseeIds: ['MS'],
        deliverable: 'meeting',
        due: { kind: 'date', date: '2025', precision: 'year' },
      },
      {
        act: 'encourage',
        addresseeIds: ['REGIONAL-ORGS'],
        deliverable: 'meeting',
        due: { kind: 'date', date: '2025', precision: 'year' },
      },
    ],
  },
  'a past session': {
    text: 'Requests the Secretary-General to update the report submitted to the General Assembly at its eightieth session;',
    want: [{ due: null }],
  },
  'a session that a theme is for': {
    text: 'Decides that the theme for the eightieth session of the General Assembly will be “Lights at sea”;',
    want: [{ act: 'decide', deliverable: null, due: null }],
  },
  'a decision to invite': {
    text: 'Decides to invite Member States to support the fund;',
    want: [{ act: 'decide', addresseeIds: ['MS'] }],
  },
  'may appoint': {
    text: 'Decides that the Secretary-General may appoint, within existing resources, additional judges;',
    want: [{ addresseeIds: ['UN/SG'], deliverable: 'nomination' }],
  },
  'exchange as a noun at the end of a list': {
    text: 'Urges Member States to promote contacts, exchange and cooperation;',
    want: [{ deliverable: null }],
  },
  'a list taken up again behind an aside': {
    text: 'Requests the Secretary-General to submit a report, including steps to build trust, and to keep the Security Council updated;',
    want: [
      { deliverable: 'report' },
      { deliverable: 'information', recipient: 'the Security Council', coordinated: true },
    ],
  },
  'the doer behind another name': {
    text: 'Recommends the use of the 2018 United Nations guidance note by Member States;',
    want: [{ addresseeIds: ['MS'] }],
  },
  'a body with its year': {
    text: 'Requests the 2026 Social Forum to submit a report to the Human Rights Council;',
    want: [{ addresseeIds: ['UN/HRC/SOCIAL-FORUM'], deliverable: 'report' }],
  },
  'a name that only begins with the United Nations': {
    text: 'Requests the United Nations military observers to cooperate with the parties;',
    want: [{ addressees: ['the United Nations military observers'], addresseeIds: [] }],
  },
  'the United Nations in the name of a paper is not meant by it': {
    text: 'Commends the work of the Office of the United Nations High Commissioner for Human Rights, including on the United Nations Guidance Note on Civic Space, and invites it to continue its efforts;',
    want: [{ act: 'commend' }, { addresseeIds: ['UN/OHCHR'] }],
  },
  'a limit counted from a day': {
    text: 'Requests the Secretary-General to report three months from the date of the adoption of the present resolution;',
    want: [{ due: { kind: 'relative', text: 'three months from the date of' } }],
  },
  'what a calendar is for': {
    text: 'Decides to approve the calendar of meetings for 2026;',
    want: [{ due: null }],
  },
  'the exchange of letters is no information': {
    text: 'Encourages efforts towards reconstitution pursuant to the exchange of letters between the African Union and Member States;',
    want: [{ addressees: [], deliverable: null }],
  },
  'a mission by its acronym': {
    text: 'Requests UNMIT to provide support to the police;',
    want: [{ addresseeIds: ['UN/UNMIT'], deliverable: 'assistance' }],
  },
  softeners: {
    text: 'Requests the Secretary-General, within existing resources, to assist Member States, upon their request, as appropriate;',
    want: [
      {
        conditional: 'within existing resources',
        conditionals: ['within existing resources', 'upon their request', 'as appropriate'],
      },
    ],
  },
};

describe('mandates of a paragraph', () => {
  test.each(Object.entries(cases))('%s', (_, { text, want }) => {
    expect(one(text)).toMatchObject(want);
  });

  test('thanks ask nothing of anyone', () => {
    expect(one('Expresses its appreciation to the Secretary-General for his efforts;')).toMatchObject([
      { addressees: [], action: null },
    ]);
  });
});

describe('confidence', () => {
  test.each([
    ['a known kind of conduct', 'Urges Member States to cooperate with the United Nations;', true],
    ['conduct of a verb that no rule knows', 'Urges Member States to nudge the United Nations;', false],
    ['words among those who are asked', 'Urges Member States, specifically their mayors, to cooperate;', false],
    ['an unknown name', 'Urges the Panel of Experts to cooperate;', false],
  ])('%s', (_, text, sure) => {
    expect(one(text).every(({ confidence }) => confidence >= 0.9)).toBe(sure);
  });
});

describe('lists', () => {
  test('parts take verb and addressee of their chapeau, unless they have a verb of their own', () => {
    const found = flat(
      resolution(
        paragraph('op1', 'Requests the Secretary-General:', [
          paragraph('op1.a', 'To submit a report to the General Assembly at its eightieth session;'),
          paragraph('op1.b', 'To convene a meeting of experts;'),
          paragraph('op1.c', 'Also invites Member States to provide assistance;'),
        ]),
      ),
    );
    expect(found).toMatchObject([
      { verb: 'Requests', action: null, addresseeIds: ['UN/SG'] },
      { verb: 'Requests', inherited: true, addressees: ['the Secretary-General'], deliverable: 'report' },
      { inherited: true, addresseeIds: ['UN/SG'], deliverable: 'meeting' },
      { verb: 'Also invites', addresseeIds: ['MS'], deliverable: 'assistance' },
    ]);
    expect(found[3]?.inherited).toBeUndefined();
  });

  test('objects of the action take its deliverable', () => {
    const found = flat(
      resolution(
        paragraph(
          'op1',
          'Requests the United Nations system to intensify its assistance to the African Union in the following areas:',
          [paragraph('op1.a', 'Early warning systems;')],
        ),
      ),
    );
    expect(found[1]).toMatchObject({ inherited: true, deliverable: 'assistance', addresseeIds: ['UN/SYSTEM'] });
  });

  test('a list that lost its levels is still one', () => {
    const found = flat(
      resolution(paragraph('op1', 'Calls upon all States:'), paragraph('op2', 'To adopt national laws;')),
    );
    expect(found[1]).toMatchObject({ inherited: true, verb: 'Calls upon', addresseeIds: ['MS'] });
  });
});

test('preamble and annex have no mandates', () => {
  const text = 'Requests the Secretary-General to submit a report;';
  expect(flat(resolution(paragraph('pp1', text, [], 'preambular'), paragraph('annex.1', text, [], 'annex')))).toEqual(
    [],
  );
});

describe('laws', () => {
  const clause = fc.constantFrom(...Object.values(cases).map(({ text }) => text.replace(/[;.]$/, '')));
  const filler = fc.string({
    unit: fc.constantFrom('a', ' ', ',', '“', 'to ', 'that ', 'and ', 'requests ', 'by '),
    maxLength: 40,
  });
  const texts = fc
    .array(fc.tuple(clause, filler), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.flat().join(', and '));

  test('spans lie inside the text and verbs come in its order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const mandates = mandatesOf(resolution(paragraph('op1', text)), english);
        const inside = ({ start, end }: { start: number; end: number }) =>
          0 <= start && start < end && end <= text.length;
        for (const { verb, addressees, action, recipient, due, conditions, relay } of mandates) {
          const spans = [
            verb,
            ...addressees,
            ...due,
            ...conditions,
            ...relay,
            ...(action ? [action] : []),
            ...(recipient ? [recipient] : []),
          ];
          expect(spans.filter((span) => !inside(span))).toEqual([]);
        }
        const starts = mandates.map((mandate: Mandate) => mandate.verb.start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });

  test('a language without words of mandates has none', () => {
    const bare = { ...english, mandating: { ...english.mandating, acts: [] } };
    expect(mandatesOf(resolution(paragraph('op1', 'Requests X')), bare)).toEqual([]);
  });
});
