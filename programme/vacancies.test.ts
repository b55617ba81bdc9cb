import { describe, expect, it } from 'vitest';
import type { Post } from './posts.ts';
import { testEntry, testId } from './testEntries.ts';
import {
  answerersOf,
  areasWithoutFocalPoint,
  deskOf,
  partyOf,
  type Staffing,
  vacanciesOf,
  withoutFocalPoint,
} from './vacancies.ts';

const [amina, bilal, chen, dora] = [testId(), testId(), testId(), testId()];
const today = '2027-03-01';

const post = (body: string, given: Partial<Post>, owner = 'OIC') =>
  testEntry('post', { kind: 'focal-point', body, ...given }, { owner });

const staffing = (posts: Staffing['posts'], more: Partial<Staffing> = {}): Staffing => ({
  ...{ posts, bodies: [], parties: ['UN', 'OIC'], elsewhere: ['LAS'], coordinators: [{ party: 'OIC', person: dora }] },
  ...more,
});

const chain = (posts: Staffing['posts'], areas: readonly string[] = []) =>
  answerersOf('OIC/SESRIC', staffing(posts), today, areas).map(({ as, person }) => [as, person]);

describe('who answers for a body', () => {
  it.each([
    [
      'the holder first',
      { holder: amina, deputy: bilal },
      [
        ['holder', amina],
        ['deputy', bilal],
        ['coordinator', dora],
      ],
    ],
    [
      'the deputy of a vacant post',
      { deputy: bilal },
      [
        ['deputy', bilal],
        ['coordinator', dora],
      ],
    ],
    ['the coordinator where nobody stands in', {}, [['coordinator', dora]]],
    [
      'the deputy until the holder begins',
      { holder: amina, deputy: bilal, span: { from: '2027-03-02', until: null } },
      [
        ['deputy', bilal],
        ['coordinator', dora],
      ],
    ],
    [
      'nobody of a post that was closed',
      { holder: amina, deputy: bilal, span: { from: null, until: '2027-02-28' } },
      [['coordinator', dora]],
    ],
    ['a person once', { holder: dora }, [['holder', dora]]],
  ])('%s', (_, given, expected) => {
    expect(chain([post('OIC/SESRIC', given)])).toEqual(expected);
  });

  it('asks the focal point for the area first, then the one for all, then others', () => {
    const [health, trade] = [testId(), testId()];
    const posts = [
      post('OIC/SESRIC', { holder: amina, areas: [trade] }),
      post('OIC/SESRIC', { holder: bilal }),
      post('OIC/SESRIC', { holder: chen, areas: [health] }),
    ];
    expect(chain(posts, [health]).map(([, person]) => person)).toEqual([chen, bilal, amina, dora]);
  });

  it('lets no other party open a post that speaks for the body', () => {
    expect(chain([post('OIC/SESRIC', { holder: amina }, 'UN')])).toEqual([['coordinator', dora]]);
  });

  it('knows the party of own bodies by who entered them', () => {
    const entered = testEntry('body', { body: 'Desk for youth', names: { en: 'Desk' } }, { owner: 'OIC' });
    expect(partyOf('Desk for youth', staffing([], { bodies: [entered] }))).toBe('OIC');
    expect(partyOf('Desk for youth', staffing([post('Desk for youth', {}, 'UN')]))).toBe('UN');
    expect(partyOf('LAS/ALECSO', staffing([]))).toBeNull();
    expect(answerersOf('LAS/ALECSO', staffing([post('LAS/ALECSO', { holder: amina })]), today)).toEqual([]);
    expect(partyOf('OSCE/HCNM', staffing([post('OSCE/HCNM', {})]))).toBe('OIC');
  });
});

describe('vacancies', () => {
  it('are posts without a holder, with who gets what is asked', () => {
    const held = post('OIC/SESRIC', { holder: amina });
    const deputised = post('OIC/IRCICA', { deputy: bilal });
    const vacant = post('OIC/ICDT', {});
    const alone = post('UN/OCHA', {}, 'UN');
    const closed = post('OIC/ISDB', { span: { from: null, until: '2020-01-01' } });
    expect(
      vacanciesOf(staffing([held, deputised, vacant, alone, closed]), today).map(({ body, passesTo }) => [
        body,
        passesTo?.as ?? null,
      ]),
    ).toEqual([
      ['OIC/IRCICA', 'deputy'],
      ['OIC/ICDT', 'coordinator'],
      ['UN/OCHA', null],
    ]);
  });

  it('tells bodies and areas without a focal point', () => {
    const area = (en: string, until: string | null = null) =>
      testEntry('area', { names: { en }, span: { from: null, until } });
    const [health, trade, past] = [area('Health'), area('Trade'), area('Past', '2026-12-31')] as const;
    const staff = staffing([
      post('OIC/SESRIC', { holder: amina, areas: [health.id] }),
      post('OIC/ICDT', { areas: [trade.id] }),
      post('OIC/IRCICA', { kind: 'desk', holder: chen, areas: [trade.id] }),
    ]);
    expect(areasWithoutFocalPoint([health, trade, past], staff, today).map(({ area }) => area)).toEqual([trade.id]);
    expect(withoutFocalPoint(['OIC/SESRIC', 'OIC/ICDT', 'LAS/ALECSO', 'OIC/ICDT'], staff, today)).toEqual([
      { body: 'LAS/ALECSO', party: null, passesTo: null },
      { body: 'OIC/ICDT', party: 'OIC', passesTo: { as: 'coordinator', person: dora, party: 'OIC', post: null } },
    ]);
  });

  it('finds the desk of a party, else its coordinators', () => {
    const desk = post('OIC', { kind: 'desk', holder: chen });
    expect(deskOf('OIC', staffing([desk]), today).map(({ person }) => person)).toEqual([chen]);
    expect(deskOf('OIC', staffing([post('OIC', { kind: 'desk' })]), today).map(({ person }) => person)).toEqual([dora]);
    expect(deskOf('UN', staffing([desk]), today)).toEqual([]);
  });
});
