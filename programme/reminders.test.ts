import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, daysBetween } from './days.ts';
import { agreementReminders, outcomeReminders, requestReminders } from './reminders.ts';
import { testEntry, testId, testProgramme } from './testEntries.ts';

const due = '2027-03-15';
const request = (reminders = [14, 3, -1], closed = false) =>
  testEntry('request', { title: 'R', about: [{ entry: testId() }], to: [{ body: 'OIC' }], due, reminders, closed });

interface State {
  readonly sentOn?: string;
  readonly answered?: boolean;
  readonly reminded?: readonly string[];
}

const remind = (asked: ReturnType<typeof request>, today: string, state: State = {}) =>
  requestReminders(
    [{ request: asked, bodies: [{ body: 'OIC', sentOn: '2027-01-10', answered: false, reminded: [], ...state }] }],
    today,
  ).map(({ occasion }) => occasion);

describe('reminders of a request', () => {
  it.each([
    ['before the first day', '2027-02-28', {}, []],
    ['on the first day', '2027-03-01', {}, [`${due} 14`]],
    ['only once', '2027-03-01', { reminded: [`${due} 14`] }, []],
    ['made up for when no server ran', '2027-03-05', {}, [`${due} 14`]],
    ['not after a week', '2027-03-09', {}, []],
    ['the latest alone', '2027-03-12', {}, [`${due} 3`]],
    ['behind the due day', '2027-03-16', { reminded: [`${due} 3`] }, [`${due} -1`]],
    ['to nobody who answered', '2027-03-16', { answered: true }, []],
    ['not for days before the letter', '2027-03-02', { sentOn: '2027-03-01' }, []],
  ] as const)('%s', (_, today, state, expected) => {
    expect(remind(request(), today, state)).toEqual(expected);
  });

  it('none of a request that is closed', () => {
    expect(remind(request([14, 3, -1], true), '2027-03-01')).toEqual([]);
  });

  it('goes out again for a new due day', () => {
    const moved = { ...request(), body: { ...request().body, due: '2027-04-15' } };
    expect(remind(moved, '2027-04-01', { reminded: [`${due} 14`] })).toEqual(['2027-04-15 14']);
  });

  it('each day is used at most once, on whichever days a server runs', () => {
    const day = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -30, max: 30 }), { maxLength: 6 }),
        fc.array(day),
        (before, runs) => {
          const asked = request(before);
          const reminded: string[] = [];
          const on: number[] = [];
          for (const offset of runs.toSorted((a, b) => a - b)) {
            const today = dayAfter(due, offset);
            const [occasion, second] = remind(asked, today, { reminded });
            expect(second).toBeUndefined();
            if (occasion === undefined) continue;
            reminded.push(occasion);
            on.push(offset);
          }
          expect(new Set(reminded).size).toBe(reminded.length);
          for (const [index, occasion] of reminded.entries()) {
            const planned = -Number(occasion.split(' ')[1]);
            expect((on[index] ?? 0) - planned).toBeGreaterThanOrEqual(0);
            expect((on[index] ?? 0) - planned).toBeLessThanOrEqual(7);
          }
        },
      ),
    );
  });
});

describe('alarms of an agreement', () => {
  const ends = '2027-12-31';
  const agreement = testEntry('agreement', {
    kind: 'memorandum',
    title: 'M',
    parties: ['UN'],
    status: 'in-force',
    ends,
  });
  const alarm = (today: string, reminded: readonly string[] = [], given = agreement) =>
    agreementReminders([{ agreement: given, reminded }], today).map(({ occasion, days }) => [occasion, days]);

  it.each([
    ['2027-06-01', [], []],
    ['2027-07-04', [], [[`${ends} 180`, 180]]],
    ['2027-08-01', [`${ends} 180`], []],
    ['2027-10-05', [`${ends} 180`], [[`${ends} 90`, 87]]],
    ['2027-12-31', [`${ends} 180`, `${ends} 90`], [[`${ends} 30`, 0]]],
    ['2028-01-02', [`${ends} 30`], [[`${ends} ended`, -2]]],
    ['2028-01-03', [`${ends} ended`], []],
    ['2028-06-01', [], []],
  ] as const)('on %s', (today, reminded, expected) => {
    expect(alarm(today, reminded)).toEqual(expected);
  });

  it('none where nobody knows the end, or where it has been ended', () => {
    const never = testEntry('agreement', { kind: 'memorandum', title: 'M', parties: ['UN'] });
    const over = testEntry('agreement', { kind: 'memorandum', title: 'M', parties: ['UN'], ends, status: 'ended' });
    expect(alarm('2027-12-01', [], never)).toEqual([]);
    expect(alarm('2027-12-01', [], over)).toEqual([]);
  });

  it('on its last day where it names no alarm', () => {
    const quiet = testEntry('agreement', { kind: 'protocol', title: 'P', parties: ['UN'], ends, alarms: [] });
    expect(alarm('2027-12-30', [], quiet)).toEqual([]);
    expect(alarm(ends, [], quiet)).toEqual([[`${ends} ends`, 0]]);
  });
});

describe('outcomes that are overdue', () => {
  const outcome = testEntry('outcome', { meeting: testId(), text: 'x', responsible: ['OIC', 'UN'], due: '2027-02-01' });

  it('are told to each body, at most once a week', () => {
    const body = fc.integer({ min: -10, max: 60 });
    fc.assert(
      fc.property(fc.array(body), (runs) => {
        const told = new Map<string, string>();
        for (const offset of runs.toSorted((a, b) => a - b)) {
          const today = dayAfter('2027-02-01', offset);
          for (const each of outcomeReminders(testProgramme, [outcome], told, today)) {
            const last = told.get(each.body);
            if (last !== undefined) expect(daysBetween(last, today)).toBeGreaterThanOrEqual(7);
            expect(offset).toBeGreaterThan(0);
            told.set(each.body, each.occasion);
          }
          if (offset > 0) expect([...told.keys()].sort()).toEqual(['OIC', 'UN']);
        }
      }),
    );
  });
});
