import { describe, expect, it } from 'vitest';
import { minutesOf } from './minutes.ts';
import { testEntry } from './testEntries.ts';

const rabat = testEntry('meeting', {
  ...{ kind: 'general', number: 14, title: 'Rabat', status: 'held', place: 'Rabat', host: 'OIC/ISESCO' },
  planned: { from: '2018-07-01', until: null },
  held: { from: '2018-07-03', until: '2018-07-05' },
  agenda: [
    { number: '1', title: 'Review' },
    { number: '2', title: 'Matrix' },
    { number: '2', title: 'Matrix, continued' },
  ],
  participants: [
    { body: 'UN/DPPA', party: 'UN', as: 'co-chair' },
    { body: 'OIC', party: 'OIC', as: 'co-chair' },
    { body: 'UN/OCHA', party: 'UN' },
  ],
});
const next = testEntry('meeting', { kind: 'general', title: 'Next', planned: { from: '2027-07-01', until: null } });
const unknown = testEntry('meeting', { kind: 'general', title: 'Unknown' });

const outcome = (item: string | null, due: string | null, status: 'open' | 'done' = 'open') =>
  testEntry('outcome', { meeting: rabat.id, item, text: `Item ${item}`, responsible: ['UN/OCHA'], due, status });

const says = (entry: string, on: string, words: string) =>
  testEntry('update', { about: { entry }, words, on, status: 'under-way' }, { owner: 'OIC' });

describe('minutes over a series', () => {
  const [late, done, loose] = [outcome('2', '2027-02-27'), outcome('2', '2027-02-27', 'done'), outcome('9', null)];
  const updates = [says(late.id, '2027-02-01', 'Later'), says(late.id, '2019-01-01', 'Earlier')];
  const compiled = minutesOf([unknown, next, rabat], [loose, late, done], updates, '2027-03-01');

  it('stand in order of the days, held or planned', () => {
    expect(compiled.map(({ title, from, held }) => [title, from, held])).toEqual([
      ['Rabat', '2018-07-03', true],
      ['Next', '2027-07-01', false],
      ['Unknown', null, false],
    ]);
  });

  it('name place, chairs and those who came', () => {
    expect(compiled[0]).toMatchObject({
      place: 'Rabat',
      chairs: [
        { body: 'UN/DPPA', as: 'co-chair' },
        { body: 'OIC', as: 'co-chair' },
      ],
      participants: ['UN/DPPA', 'OIC', 'UN/OCHA'],
    });
  });

  it('put each outcome under its item once, and what is under none behind', () => {
    expect(compiled[0]?.agenda.map(({ outcomes }) => outcomes.map((each) => each.outcome))).toEqual([
      [],
      [late.id, done.id],
      [],
    ]);
    expect(compiled[0]?.outcomes.map((each) => each.outcome)).toEqual([loose.id]);
  });

  it('tell what became of an outcome', () => {
    const [first, second] = compiled[0]?.agenda[1]?.outcomes ?? [];
    expect(first).toMatchObject({ late: 2, updates: 2, latest: { words: 'Later', owner: 'OIC', status: 'under-way' } });
    expect(second).toMatchObject({ late: null, updates: 0, latest: null });
  });
});
