import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundle, bundleNames, noisy, seeded } from '../bench/noise.ts';
import { corpusDocument } from '../bench/truths.ts';
import { corpusTexts } from '../corpus/outline.ts';
import { invalidities } from './invariants.ts';
import { type Entry, type Node, type Place, type Publication, type Reading, resolutionsOf, walk } from './model.ts';
import { type Hints, read } from './read.ts';

type Read = Extract<Reading, { kind: 'read' }>;

async function readText(text: string, hints?: Hints): Promise<Read> {
  const reading = await read(new TextEncoder().encode(text), hints);
  if (reading.kind === 'refused') throw new Error(`refused: ${reading.refusal}`);
  return reading;
}

/** Everything that has words and a place, with the number printed before them; `whole` where its children stand in its place too. */
interface Placed {
  readonly text: string;
  readonly place: Place;
  readonly whole: boolean;
}

function* placedIn({ masthead, contents, notes }: Publication): Generator<Placed> {
  const entries = function* (items: readonly Entry[]): Generator<Placed> {
    for (const { text, place } of items) if (place !== undefined) yield { text, place, whole: true };
  };
  yield* entries(masthead.entries);
  for (const note of notes) if (note.place) yield { text: note.marker + note.text, place: note.place, whole: false };
  for (const item of contents) {
    if (item.kind === 'passage') {
      if (item.place) yield { text: item.text, place: item.place, whole: false };
      continue;
    }
    yield* entries(item.entries);
    yield* entries(item.closing);
    for (const note of item.notes)
      if (note.place) yield { text: note.marker + note.text, place: note.place, whole: false };
    for (const node of walk(item.body))
      if (node.place) yield { text: wordsOf(node), place: node.place, whole: inside(node) };
  }
}

const wordsOf = (node: Node): string =>
  node.kind === 'table'
    ? node.rows.flatMap((row) => row.map((cell) => cell.text)).join(' ')
    : node.kind === 'paragraph'
      ? `${node.number ?? ''} ${node.text}`
      : node.text;

const inside = (node: Node): boolean => node.kind === 'section' || node.kind === 'annex';

const letters = (text: string): string => text.replace(/\P{L}/gu, '');

/** Whether the letters stand in the other text in their order. */
function follows(wanted: string, text: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

const corpus = corpusTexts();
const printed = corpus.filter(({ name }) =>
  ['adopted-general-assembly', 'sections', 'security-council'].includes(name),
);

describe('places', () => {
  test.each(corpus.map((each) => [`${each.language}/${each.name}`, each] as const))(
    'cut out of the text, hold the words of their node and no others: %s',
    async (_, { text }) => {
      const reading = await readText(text);
      let seen = 0;
      for (const { text: words, place, whole } of placedIn(reading.publication)) {
        const found = letters(reading.text.slice(place.start, place.end));
        // Of a line that was parted into several, each has the place of the whole.
        if (whole) expect(found).toContain(letters(words));
        else expect(found).toBe(letters(words));
        seen += 1;
      }
      expect(seen).toBeGreaterThan(3);
    },
  );

  test.each(bundleNames)('hold the words of their node in order, whatever stands between them: %s', async (name) => {
    for (const [seed, whole] of printed.entries()) {
      const { text } = noisy(corpusDocument(whole), bundle(name, whole.language, seeded(seed)), seed);
      const reading = await readText(text);
      for (const { text: words, place } of placedIn(reading.publication))
        expect(follows(letters(words), letters(reading.text.slice(place.start, place.end))), words).toBe(true);
      expect(invalidities(reading)).toEqual([]);
    }
  });
});

/** Pieces from which texts are put together that look like those that are read. */
const pieces = [
  'The General Assembly,',
  'Генеральная Ассамблея,',
  'إن الجمعية العامة،',
  '大会，',
  'Recalling its resolution 79/7,1 and *noting* it,',
  'Recalling the har-',
  'bours and ships,²',
  '1. Requests the harbours:',
  '2. ',
  '(a) To light the lamps;',
  '(i) The ships;',
  '1 - تطلب إلى المرافئ؛',
  '㈠ 船只；',
  'II',
  'A',
  'Annex',
  'Annex II',
  'Draft resolution I',
  '79/7. Lights',
  'A/RES/80/7',
  'Distr.: General 3 May 2025',
  'Cameroon:* draft resolution',
  '____________',
  '1 A/79/12.',
  '* On behalf of all.',
  '2/3 25-18834',
  '*2518834*',
  'one\ttwo\tthree',
  '39th plenary meeting',
  '18 November 2024',
  '[Adopted without a vote]',
  'Lights of harbours',
];
const texts = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...pieces) },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
      ),
      fc.constantFrom('\n', '\n\n', ' ', '\n\f', ''),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((parts) => parts.flat().join(''))
  .filter((text) => /\p{L}/u.test(text));

test('any text gives a valid tree, whose places hold its words', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const reading = await read(new TextEncoder().encode(text));
      if (reading.kind === 'refused') return;
      expect(invalidities(reading)).toEqual([]);
      if (reading.publication.source.format !== 'text') return;
      for (const { text: words, place } of placedIn(reading.publication))
        expect(follows(letters(words), letters(reading.text.slice(place.start, place.end))), words).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 30_000);

describe('the door', () => {
  const text = 'The General Assembly,\n\nRecalling its resolution 79/7 of 2 December 2024,\n\n1. Decides to wait.\n';

  test('tells the source', async () => {
    const { publication } = await readText(text);
    expect(publication.source).toEqual({
      format: 'text',
      sha256: '80b61beae631fe0c6889911d49c929eab66175b3681f5865a1c86f05d433a626',
      bytes: text.length,
      encoding: 'utf-8',
      pages: null,
    });
  });
  test('believes the language that it is told', async () => {
    expect((await readText(text)).publication.language).toBe('en');
    expect((await readText(text, { language: 'fr' })).publication.language).toBe('fr');
  });
  test('tells when it knows no language', async () => {
    const { publication, findings } = await readText('1234 5678');
    expect(publication.language).toBeNull();
    expect(findings[0]).toMatchObject({ code: 'language-unknown' });
  });
  test('tells when it guesses the encoding', async () => {
    const french = 'Rappelant sa résolution 79/7 et l’état des phares où qu’ils soient,';
    const latin = Uint8Array.from(french.replaceAll('’', "'"), (letter) => letter.charCodeAt(0));
    const reading = await read(latin);
    expect(reading).toMatchObject({ kind: 'read', text: french.replaceAll('’', "'") });
    expect(reading.kind === 'read' && reading.findings.map(({ code }) => code)).toContain('encoding-guessed');
  });
  test('finds what the text cites, and when', async () => {
    const [resolution] = resolutionsOf((await readText(text)).publication);
    const recital = resolution?.body[1];
    if (recital?.kind !== 'paragraph') throw new Error('a recital');
    expect(recital.citations).toMatchObject([{ kind: 'resolution', symbol: 'A/RES/79/7', date: '2024-12-02' }]);
    expect(recital.times).toMatchObject([{ kind: 'date', from: '2024-12-02', to: '2024-12-02' }]);
  });
  test.each([
    ['nothing', new Uint8Array(), {}, 'empty'],
    ['blanks', new TextEncoder().encode(' \n\t '), {}, 'empty'],
    ['more than the limit', new TextEncoder().encode(text), { limit: 10 }, 'too-large'],
  ])('refuses %s', async (_, bytes, hints, refusal) => {
    expect(await read(bytes, hints)).toMatchObject({ kind: 'refused', refusal });
  });
});
