import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Datable, datesOf, windowsOf } from './dates.ts';
import { dayAfter, daysBetween } from './days.ts';
import { testEntry, testId } from './testEntries.ts';

const today = '2027-03-01';
const nothing: Datable = {
  ...{ activities: [], halves: [], outcomes: [], requests: [], agreements: [], meetings: [], mandates: [] },
};
const dated = (given: Partial<Datable>, within = 90) =>
  datesOf({ ...nothing, ...given }, today, within).map(({ kind, on, days, window }) => [kind, on, days, window]);

const meeting = testEntry('meeting', { kind: 'general', title: 'General meeting' });

describe('what is due or late', () => {
  it.each([
    [
      'an activity that begins and ends',
      { activities: [testEntry('activity', { title: 'A', planned: { from: '2027-03-05', until: '2027-03-20' } })] },
      [
        ['activity-begins', '2027-03-05', 4, 'week'],
        ['activity-ends', '2027-03-20', 19, 'month'],
      ],
    ],
    [
      'an activity that should have ended',
      { activities: [testEntry('activity', { title: 'A', planned: { from: '2026-01-01', until: '2027-02-01' } })] },
      [['activity-ends', '2027-02-01', -28, 'late']],
    ],
    [
      'no example',
      { activities: [testEntry('activity', { title: 'A', example: true, planned: { from: null, until: today } })] },
      [],
    ],
    [
      'outcomes and requests that are open',
      {
        outcomes: [
          testEntry('outcome', { meeting: meeting.id, text: 'x', due: today }),
          testEntry('outcome', { meeting: meeting.id, text: 'x', due: today, status: 'done' }),
        ],
        requests: [
          testEntry('request', { title: 'R', about: [{ entry: testId() }], to: [{ body: 'OIC' }], due: '2027-05-30' }),
          testEntry('request', { title: 'R', about: [{ entry: testId() }], to: [{ body: 'OIC' }], due: '2027-05-31' }),
        ],
      },
      [
        ['outcome', today, 0, 'week'],
        ['request', '2027-05-30', 90, 'quarter'],
      ],
    ],
    [
      'agreements, also those of which nobody knows the end',
      {
        agreements: [
          testEntry('agreement', { kind: 'memorandum', title: 'M', parties: ['UN'], ends: '2027-03-31' }),
          testEntry('agreement', { kind: 'memorandum', title: 'M', parties: ['UN'], status: 'ended' }),
          testEntry('agreement', { kind: 'memorandum', title: 'M', parties: ['UN'] }),
          testEntry('agreement', { kind: 'memorandum', title: 'M', parties: ['UN'], renewal: 'none' }),
        ],
      },
      [
        ['agreement-ends', '2027-03-31', 30, 'month'],
        ['agreement-end-unknown', null, null, 'unknown'],
      ],
    ],
    [
      'meetings that are to come or were not held',
      {
        meetings: [
          testEntry('meeting', { kind: 'general', title: 'M', planned: { from: '2027-02-27', until: '2027-02-28' } }),
          testEntry('meeting', {
            kind: 'general',
            title: 'M',
            planned: { from: '2027-02-27', until: null },
            status: 'held',
          }),
        ],
      },
      [['meeting', '2027-02-28', -1, 'late']],
    ],
    [
      'a meeting that is planned for a year and not for a day',
      {
        meetings: [
          testEntry('meeting', { kind: 'general', title: 'M', planned: { from: '2027-01-01', until: '2027-12-31' } }),
        ],
      },
      [],
    ],
    [
      'mandates nobody has settled, history left out',
      {
        mandates: [
          { id: testId(), citation: 'A/RES/79/9, para. 29', due: '2027-03-08', who: ['UN/SG'], settled: false },
          { id: testId(), citation: 'A/RES/79/9, para. 30', due: '2027-03-08', who: [], settled: true },
          { id: testId(), citation: 'A/RES/50/17, para. 9', due: '1996-09-01', who: [], settled: false },
        ],
      },
      [['mandate', '2027-03-08', 7, 'week']],
    ],
  ] as readonly (readonly [string, Partial<Datable>, readonly unknown[]])[])('%s', (_, given, expected) => {
    expect(dated(given)).toEqual(expected);
  });

  it('asks no more for an activity that all sides call done', () => {
    const activity = testEntry('activity', { title: 'A', planned: { from: null, until: '2027-02-01' } });
    const half = (owner: string, status: 'done' | 'under-way') =>
      testEntry('half', { activity: activity.id, status }, { owner });
    expect(dated({ activities: [activity], halves: [half('UN', 'done'), half('OIC', 'done')] })).toEqual([]);
    expect(dated({ activities: [activity], halves: [half('UN', 'done'), half('OIC', 'under-way')] })).toHaveLength(1);
  });

  it('lists by day, and the windows count what is listed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 30 }), (offsets) => {
        const outcomes = offsets.map((days) =>
          testEntry('outcome', { meeting: meeting.id, text: 'x', due: dayAfter(today, days) }),
        );
        const found = datesOf({ ...nothing, outcomes }, today, 90);
        expect(found.map(({ days }) => days)).toEqual(
          offsets.filter((days) => days <= 90 && days >= -366).sort((a, b) => a - b),
        );
        expect(Object.values(windowsOf(found)).reduce((a, b) => a + b)).toBe(found.length);
      }),
    );
  });
});

describe('days', () => {
  it('go there and back', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: -36_500, max: 36_500 }), (date, days) => {
        const from = date.toISOString().slice(0, 10);
        expect(daysBetween(from, dayAfter(from, days))).toBe(days);
      }),
    );
  });

  it('stay in four figures', () => {
    expect(dayAfter('9999-12-01', 60)).toBe('9999-12-31');
    expect(dayAfter('0001-01-05', -60)).toBe('0001-01-01');
  });
});
