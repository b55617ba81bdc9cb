import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressed } from '../reader/addresses.ts';
import { readAkn4un } from '../reader/formats/akn4un.ts';
import type {
  Cell,
  Entry,
  EntryRole,
  Mark,
  Masthead,
  Node,
  Note,
  NoteCall,
  Part,
  Prose,
  Publication,
  Resolution,
  SessionRef,
} from '../reader/model.ts';
import { walk } from '../reader/model.ts';
import { toAkn4un } from '../reader/write/akn4un.ts';
import { holdable } from '../reader/write/aknRuns.ts';
import { difference, essence, hasSchema, publicationOf, validator, xmlFiles } from './akn4un-law.ts';

const shared = join(import.meta.dirname, '..', '..', 'shared', 'data', 'akn4un');
const validate = hasSchema ? validator() : () => null;
if (!hasSchema) console.log('validity not tested: ../shared/schema is absent');

/** What is written is valid and comes back as the same tree. */
function holds(publication: Publication): void {
  const xml = toAkn4un(publication);
  expect(validate(xml)).toBe(null);
  expect(difference(essence(publication), essence(publicationOf(readAkn4un(xml))))).toBe(null);
}

const word = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'Recalling',
      'its',
      'resolution',
      'العامة',
      '大会',
      'Совет',
      '  two',
      '\n',
      '&lt;',
      '<b>',
      ']]>',
      '"',
      "'",
      '\t',
      '\u00a0',
      '𝔘',
      'é',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
);
/** Text of characters that XML can hold. */
const text = fc.array(word, { maxLength: 8 }).map((words) => holdable(words.join(' ')));

const noteIds = ['note1', 'note2', 'note3'];
const iso = fc.constantFrom('2024-11-18', '2020-02-29', '1982-10-22');

function proseFor(maker: fc.Arbitrary<string>, notes: boolean): fc.Arbitrary<Prose> {
  return maker.chain((made) => {
    // Offsets stand between characters, never inside a pair of units.
    const at = fc
      .nat({ max: made.length })
      .map((offset) => (/[\udc00-\udfff]/.test(made[offset] ?? '') ? offset - 1 : offset));
    const span = fc.tuple(at, at).map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }));
    const mark: fc.Arbitrary<Mark> = fc
      .tuple(
        span,
        fc.constantFrom(
          'italic',
          'bold',
          'underline',
          'superscript',
          'subscript',
          'inserted',
          'deleted',
          'link' as const,
        ),
        fc.constantFrom('https://docs.un.org/en/A/RES/79/9', '#x', 'not a link at all %', 'a:b', '//['),
      )
      .map(([where, kind, href]) => (kind === 'link' ? { ...where, kind, href } : { ...where, kind }) as Mark);
    const call: fc.Arbitrary<NoteCall> = fc.record({
      at,
      marker: fc.constantFrom('1', '*', 'a'),
      note: fc.option(fc.constantFrom(...noteIds), { nil: null }),
    });
    return fc.record({
      text: fc.constant(made),
      marks: fc.array(mark, { maxLength: 5 }).map((marks) => marks.filter((one) => one.start < one.end)),
      notes: notes
        ? fc.array(call, { maxLength: 2 }).map((calls) => calls.sort((one, other) => one.at - other.at))
        : fc.constant([]),
      citations: fc.array(
        fc
          .record({
            span,
            symbol: fc.option(
              fc.constantFrom(
                'A/RES/79/9',
                'S/RES/2674(2023)',
                'A/RES/3369(XXX)',
                'A/73/328-S/2018/592',
                'odd symbol &',
              ),
            ),
            date: fc.option(iso, { nil: undefined }),
          })
          .map(({ span: where, symbol, date }) => ({
            ...where,
            kind: 'resolution' as const,
            symbol,
            why: 'test',
            ...(date && { date }),
          })),
        { maxLength: 2 },
      ),
      times: fc.array(
        fc.tuple(span, iso, fc.boolean()).map(([where, day, session]) => ({
          ...where,
          kind: session ? ('session' as const) : ('date' as const),
          from: day,
          to: day,
          how: 'test',
          ...(session && { session: { organ: 'unga', kind: 'regular', number: 79 } as SessionRef }),
        })),
        { maxLength: 2 },
      ),
    });
  });
}

const prose = proseFor(text, true);
const number = fc.option(
  fc.constantFrom('1', '2', '26', '(a)', '(b)', 'ii)', '3 bis', 'أ', '(١)', 'б)', 'A', '’1‘', '4.2'),
  { nil: null },
);
const part: fc.Arbitrary<Part> = fc.constantFrom('preambular', 'operative', 'annex');
const size = fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined });
const cell: fc.Arbitrary<Cell> = fc
  .record({ prose, header: fc.boolean(), columns: size, rows: size })
  .map(({ prose: said, header, columns, rows }) => ({
    ...said,
    ...(header && { header: true as const }),
    ...(columns && { columns }),
    ...(rows && { rows }),
  }));

const { node } = fc.letrec<{ node: Node }>((tie) => {
  const children = fc.array(tie('node'), { maxLength: 3 });
  return {
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .record({ prose, part, number })
        .map(({ prose: said, ...rest }): Node => ({ kind: 'paragraph', id: '', ...said, ...rest, children: [] })),
      fc
        .record({ prose, level: fc.integer({ min: 1, max: 4 }) })
        .map(({ prose: said, level }): Node => ({ kind: 'heading', id: '', ...said, level })),
      prose.map((said): Node => ({ kind: 'formula', id: '', ...said })),
      fc
        .array(fc.array(cell, { maxLength: 3 }), { maxLength: 3 })
        .map((rows): Node => ({ kind: 'table', id: '', rows })),
      fc
        .record({ prose, part, number, children })
        .map(({ prose: said, ...rest }): Node => ({ kind: 'paragraph', id: '', ...said, ...rest })),
      fc
        .record({ prose, number: fc.constantFrom('I', 'II', 'A', ''), children })
        .map(({ prose: said, ...rest }): Node => ({ kind: 'section', id: '', ...said, ...rest })),
      fc
        .record({ prose, number, children })
        .map(({ prose: said, ...rest }): Node => ({ kind: 'annex', id: '', ...said, ...rest })),
    ),
  };
});

const fact = fc.option(fc.oneof(text, fc.constantFrom('A/RES/79/9', 'A/75/L.27', 'unga', '79/9')), { nil: null });
const role: fc.Arbitrary<EntryRole> = fc.constantFrom(
  'publisher',
  'organ',
  'symbol',
  'distribution',
  'date',
  'original',
  'session',
  'agenda-item',
  'agenda-title',
  'sponsor',
  'adoption',
  'proponent',
  'number',
  'title',
  'part-title',
  'meeting',
  'vote',
  'job-number',
  'other',
);
const entries: fc.Arbitrary<Entry[]> = fc.array(
  fc.record({ role, prose }).map(({ role: one, prose: said }) => ({ role: one, ...said })),
  { maxLength: 4 },
);
const session: fc.Arbitrary<SessionRef | null> = fc.option(
  fc.record({
    organ: fc.constantFrom('unga', 'who wha'),
    kind: fc.constantFrom('regular', 'special', 'emergency', 'resumed'),
    number: fc.nat({ max: 90 }),
  }),
  { nil: null },
);
const language = fc.option(fc.constantFrom('ar', 'en', 'es', 'fr', 'ru', 'zh' as const), { nil: null });
const notes: fc.Arbitrary<Note[]> = fc
  .nat({ max: 3 })
  .chain((count) =>
    fc.tuple(
      ...noteIds
        .slice(0, count)
        .map((id) =>
          fc
            .record({ prose: proseFor(text, false), marker: fc.constantFrom('1', '*') })
            .map(({ prose: said, marker }): Note => ({ kind: 'note', id, marker, ...said })),
        ),
    ),
  );
const vote = fc.option(
  fc.record({
    outcome: fc.oneof(fc.constantFrom('adoptedWithoutVote', 'adoptedRecordedVote'), text),
    inFavour: fc.option(fc.nat({ max: 193 })),
    against: fc.option(fc.nat({ max: 193 })),
    abstaining: fc.option(fc.nat({ max: 193 })),
    voters: fc.array(fc.record({ name: text, vote: fc.constantFrom('inFavour', 'against', 'absent from the room') }), {
      maxLength: 4,
    }),
  }),
);
const step = fc.record({
  date: fc.option(iso),
  outcome: fc.oneof(text, fc.constant('adopted')),
  document: fact,
  by: fact,
});
const subject = fc.record({
  value: text,
  label: text,
  dictionary: fc.oneof(fc.constant('UNBIS Thesaurus'), text),
  href: fc.webUrl(),
  refersTo: text,
});

const resolution: fc.Arbitrary<Resolution> = fc
  .record({
    kind: fc.constant('resolution' as const),
    type: fc.constantFrom(
      'resolution',
      'decision',
      'presidential-statement',
      'declaration',
      'draft-resolution',
      'draft-decision',
      'draft-statement' as const,
    ),
    language,
    symbol: fact,
    number: fact,
    title: fact,
    organ: fact,
    session,
    date: fc.option(iso),
    entries,
    body: fc.array(node, { maxLength: 6 }).map(addressed),
    closing: entries,
    notes,
    history: fc.array(step, { maxLength: 3 }),
    vote,
    subjects: fc.array(subject, { maxLength: 2 }),
  })
  .map((made) => ({ ...made, vote: made.vote }) as Resolution);

const masthead: fc.Arbitrary<Masthead> = fc.record({
  entries,
  symbol: fact,
  organ: fact,
  session,
  sessionText: fact,
  agendaItem: fact,
  agendaTitle: fact,
  sponsors: fact,
  distribution: fact,
  original: fact,
  date: fc.option(iso),
});
const passage = fc
  .record({ prose, id: fc.constantFrom('passage1', 'p 2') })
  .map(({ prose: said, id }) => ({ kind: 'passage' as const, id, ...said }));
const publication: fc.Arbitrary<Publication> = fc.record({
  kind: fc.constant('publication' as const),
  source: fc.constant({ format: 'text' as const, sha256: '', bytes: 0, encoding: null, pages: null }),
  language,
  masthead,
  contents: fc.array(fc.oneof({ weight: 3, arbitrary: resolution }, { weight: 1, arbitrary: passage }), {
    maxLength: 3,
  }),
  notes,
});

describe('AKN out and in again is the same tree, and valid', () => {
  test('of any publication', () => {
    fc.assert(fc.property(publication, holds), { numRuns: 300 });
  }, 60_000);

  test.skipIf(!existsSync(shared))(
    'of published files',
    () => {
      for (const file of xmlFiles(shared).filter((_, index) => index % 16 === 0))
        holds(publicationOf(readAkn4un(readFileSync(file, 'utf8'))));
    },
    60_000,
  );
});

describe('hostile files', () => {
  const sound =
    '<akomaNtoso><statement name="resolution"><preamble><container name="x"><p>Recalling <i>a</i>,</p></container></preamble><mainBody><paragraph><num>1.</num><content><p>Decides;</p></content></paragraph></mainBody></statement></akomaNtoso>';
  test('any damage gives a tree', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: sound.length }),
        fc.nat({ max: 12 }),
        fc.string({ maxLength: 8 }),
        (at, length, put) => {
          const reading = readAkn4un(sound.slice(0, at) + put + sound.slice(at + length));
          for (const item of reading.contents)
            if (item.kind === 'resolution') expect([...walk(item.body)].every((one) => one.id !== '')).toBe(true);
          holds(publicationOf(reading));
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  test.each([
    ['deep nesting', `<akomaNtoso><statement>${'<list><point>'.repeat(20_000)}x`],
    [
      'many paragraphs',
      `<akomaNtoso><statement><mainBody>${'<paragraph><num>1.</num><content><p>x</p></content></paragraph>'.repeat(50_000)}</mainBody></statement></akomaNtoso>`,
    ],
    [
      'one long line',
      `<akomaNtoso><statement><mainBody><p>${'word <i>and</i> '.repeat(200_000)}</p></mainBody></statement></akomaNtoso>`,
    ],
    ['deep points', `<akomaNtoso><statement><mainBody>${'<list><point><num>(a)</num>'.repeat(20_000)}x`],
    [
      'numbers that never go on',
      `<akomaNtoso><statement><mainBody>${['(i)', '1)', '(a)', 'A.']
        .map((number) => `<paragraph><num>${number}</num><content><p>x:</p></content></paragraph>`)
        .join('')
        .repeat(10_000)}`,
    ],
    ['open brackets', '<'.repeat(200_000)],
    [
      'declared entities',
      `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><akomaNtoso><statement><mainBody><p>${'&b;'.repeat(1000)}</p></mainBody></statement></akomaNtoso>`,
    ],
  ])('%s is read in bounded time', (_, source) => {
    const started = performance.now();
    toAkn4un(publicationOf(readAkn4un(source)));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
