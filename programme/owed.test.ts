import { describe, expect, it } from 'vitest';
import { type Dues, owedOf } from './owed.ts';
import { testEntry } from './testEntries.ts';

const today = '2027-03-20';
const nothing: Dues = { requests: [], answers: [], activities: [], halves: [], updates: [], outcomes: [] };
const owed = (dues: Partial<Dues>, quiet = 60) => owedOf({ ...nothing, ...dues }, today, quiet);
const about = [{ paragraph: '/akn/un/x#op1' }];

describe('who owes what', () => {
  it('counts answers that did not come', () => {
    const to = [{ body: 'OIC/SESRIC' }, { body: 'OIC/IRCICA' }];
    const late = testEntry('request', { title: 'Late', about, to, due: '2027-03-15' });
    const coming = testEntry('request', { title: 'Coming', about, to, due: '2027-03-25' });
    const closed = testEntry('request', { title: 'Closed', about, to, due: '2027-01-01', closed: true });
    const answer = testEntry('answer', { request: late.id, body: 'OIC/SESRIC', items: [], on: '2027-03-01' });
    const { bodies } = owed({ requests: [late, coming, closed], answers: [answer] });
    expect(
      bodies.map(({ body, answers, overdue }) => [body, overdue, answers.map(({ title, late: by }) => [title, by])]),
    ).toEqual([
      [
        'OIC/IRCICA',
        1,
        [
          ['Late', 5],
          ['Coming', -5],
        ],
      ],
      ['OIC/SESRIC', 0, [['Coming', -5]]],
    ]);
  });

  it('counts activities of which their lead says nothing', () => {
    const activity = testEntry('activity', { title: 'Course' });
    const example = testEntry('activity', { title: 'Example', example: true });
    const half = testEntry('half', { activity: activity.id, lead: 'UN/OCHA' });
    const done = testEntry('half', { activity: activity.id, lead: 'OIC/SESRIC', status: 'done' }, { owner: 'OIC' });
    const shown = testEntry('half', { activity: example.id, lead: 'UN/OCHA' });
    const list = { activities: [activity, example], halves: [half, done, shown] };
    expect(owed(list).bodies).toMatchObject([
      { body: 'UN/OCHA', updates: [{ activity: activity.id, half: half.id, heard: '2027-01-01', days: 78 }] },
    ]);
    const said = (owner: string, entry: string, changedAt: string) =>
      testEntry('update', { about: { entry }, words: 'x', on: '2027-01-01' }, { owner, changedAt });
    // What the other side says is no news of this one.
    expect(owed({ ...list, updates: [said('OIC', activity.id, '2027-03-10T00:00:00Z')] }).bodies).toHaveLength(1);
    expect(owed({ ...list, updates: [said('UN', activity.id, '2027-03-10T00:00:00Z')] }).bodies).toEqual([]);
    expect(owed({ ...list, updates: [said('UN', half.id, '2027-03-10T00:00:00Z')] }).bodies).toEqual([]);
    expect(owed(list, 78).bodies).toHaveLength(1);
    expect(owed(list, 79).bodies).toEqual([]);
  });

  it('counts outcomes whose day is past, for each body responsible', () => {
    const meeting = testEntry('meeting', { kind: 'general', title: 'Meeting' });
    const outcome = (due: string | null, status: 'open' | 'done' | 'under-way') =>
      testEntry('outcome', { meeting: meeting.id, text: 'Do it', responsible: ['UN/OCHA', 'OIC'], due, status });
    const outcomes = [
      outcome('2027-03-19', 'open'),
      outcome('2027-03-20', 'open'),
      outcome('2027-01-01', 'done'),
      outcome(null, 'open'),
      outcome('2027-01-20', 'under-way'),
    ];
    const { bodies } = owed({ outcomes });
    expect(bodies.map(({ body, outcomes: own }) => [body, own.map(({ late }) => late)])).toEqual([
      ['OIC', [59, 1]],
      ['UN/OCHA', [59, 1]],
    ]);
  });

  it('lists activities in which no side names a lead', () => {
    const activity = (title: string) => testEntry('activity', { title });
    const [alone, led, over] = [activity('Alone'), activity('Led'), activity('Over')] as const;
    const halves = [
      testEntry('half', { activity: led.id, lead: 'UN/OCHA' }),
      testEntry('half', { activity: led.id }, { owner: 'OIC' }),
      testEntry('half', { activity: over.id, status: 'dropped' }),
    ];
    expect(owed({ activities: [alone, led, over], halves }).unassigned).toEqual([alone.id]);
  });
});
