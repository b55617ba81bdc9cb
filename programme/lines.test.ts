import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';
import { openDifferences } from './differences.ts';
import { countOf, linesOf } from './lines.ts';
import { activityStatus } from './matrix.ts';
import { testEntry, testId } from './testEntries.ts';

const activity = (title: string, more: Partial<Parameters<typeof testEntry<'activity'>>[1]> = {}) =>
  testEntry('activity', { title, ...more });

describe('the count of the matrix', () => {
  it('adds up to the lines, whatever the sides say, examples left out', () => {
    const status = fc.constantFrom(...activityStatus.options);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.option(status), fc.option(status), fc.boolean()), { maxLength: 40 }),
        (given) => {
          const lines = given.map(([un, oic, example]) => {
            const line = activity('A', { example });
            const halves = [
              ...(un === null ? [] : [testEntry('half', { activity: line.id, status: un })]),
              ...(oic === null ? [] : [testEntry('half', { activity: line.id, status: oic }, { owner: 'OIC' })]),
            ];
            return { line, halves };
          });
          const count = countOf(
            linesOf(
              lines.map(({ line }) => line),
              lines.flatMap(({ halves }) => halves),
            ),
          );
          const parts = Object.values(count.parts).flat();
          expect(new Set(parts).size).toBe(count.lines);
          expect(parts).toHaveLength(count.lines);
          expect(count.lines + count.examples.length).toBe(lines.length);
          expect(count.done).toBe(
            given.filter(([un, oic, example]) => !example && (un ?? oic) === 'done' && (oic ?? un) === 'done').length,
          );
        },
      ),
    );
  });

  it('shows where halves differ and counts such a line nowhere else', () => {
    const line = activity('Course');
    const halves = [
      testEntry('half', { activity: line.id, status: 'done', reached: 40 }),
      testEntry('half', { activity: line.id, status: 'under-way', reached: 40 }, { owner: 'OIC' }),
    ];
    const lines = linesOf([line], halves);
    expect(lines[0]).toMatchObject({ status: 'differs', differences: [{ field: 'status' }] });
    expect(countOf(lines)).toMatchObject({ done: 0, lines: 1, parts: { differs: [line.id], done: [] } });
    expect(openDifferences([], [], lines).lines).toMatchObject([{ activity: line.id, title: 'Course' }]);
  });
});

describe('open stances', () => {
  const half = testEntry('half', { activity: testId(), lead: 'OIC/SESRIC' }, { owner: 'OIC', version: 3 });
  const stance = (on: string, kind: 'accepts' | 'differs' | 'queries', version: number) =>
    testEntry('stance', { on, version, stance: kind, words: 'Not yet' });

  it('are those that differ or ask, of records that can be seen', () => {
    const stances = [
      stance(half.id, 'differs', 3),
      stance(half.id, 'queries', 2),
      stance(half.id, 'accepts', 3),
      stance(testId(), 'differs', 1),
    ];
    expect(openDifferences(stances, [half], []).stances).toMatchObject([
      { kind: 'differs', changedSince: false, on: { id: half.id, owner: 'OIC', title: 'OIC/SESRIC' } },
      { kind: 'queries', changedSince: true },
    ]);
  });
});

describe('coverage', () => {
  const [op1, op2, op3] = ['/akn/x#op1', '/akn/x#op2', '/akn/x#op3'] as const;
  const health = testEntry('area', { names: { en: 'Health' }, basis: [op1, op2], order: 2 });
  const trade = testEntry('area', { names: { en: 'Trade' }, order: 1 });
  const course = activity('Course', { area: health.id, mandates: [op1] });
  const study = activity('Study', { area: health.id });
  const loose = activity('Loose', {});
  const example = activity('Example', { area: trade.id, mandates: [op3], example: true });
  const half = testEntry('half', { activity: course.id });
  const evidence = [{ link: 'https://example.org/report', title: 'Report' }];
  const update = testEntry('update', { about: { entry: half.id }, words: 'Held', on: '2027-01-01', evidence });
  const bare = testEntry('update', { about: { entry: study.id }, words: 'Soon', on: '2027-01-01' });
  const mandates = [op1, op2, op3].map((address) => ({ id: testId(), address }));
  const coverage = coverageOf({
    ...{ areas: [health, trade], activities: [course, study, loose, example], halves: [half] },
    ...{ updates: [update, bare], answers: [], mandates },
  });

  it('finds mandates, activities and evidence of each area', () => {
    expect(coverage.areas).toEqual([
      {
        ...{ area: trade.id, mandates: [], activities: [], evidence: [] },
        ...{ activitiesWithoutEvidence: [], unserved: [] },
      },
      {
        ...{ area: health.id, mandates: [mandates[0]?.id, mandates[1]?.id], activities: [course.id, study.id] },
        ...{ evidence: [update.id], activitiesWithoutEvidence: [study.id], unserved: [op2] },
      },
    ]);
  });

  it('finds what is covered by nothing', () => {
    expect(coverage.mandatesWithoutActivity).toEqual([mandates[1]?.id, mandates[2]?.id]);
    expect(coverage.activitiesWithoutArea).toEqual([loose.id]);
  });

  it('takes evidence from answers too', () => {
    const items = [{ about: { entry: study.id }, status: 'done' as const, evidence }];
    const answer = testEntry('answer', { request: testId(), body: 'UN/OCHA', items, on: '2027-01-01' });
    const [, own] = coverageOf({
      ...{ areas: [health, trade], activities: [course, study], halves: [], updates: [], answers: [answer], mandates },
    }).areas;
    expect(own).toMatchObject({ evidence: [answer.id], activitiesWithoutEvidence: [course.id] });
  });
});
