import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from './block.ts';
import { readPdf } from './pdf.ts';
import { logicalOrder } from './pdfWords.ts';

/** What the made pages print: text at a place, in a size and one of four fonts. */
interface Print {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly font?: 'F1' | 'F2' | 'F3' | 'F4';
}

const fonts = { F1: 'Times-Roman', F2: 'Times-Italic', F3: 'Times-Bold', F4: 'Courier' };
const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');

const content = (page: readonly (Print | string)[]): string =>
  page
    .map((item) =>
      typeof item === 'string'
        ? item
        : `BT /${item.font ?? 'F1'} ${item.size ?? 10} Tf 1 0 0 1 ${item.x} ${item.y} Tm (${escaped(item.text)}) Tj ET`,
    )
    .join('\n');

/** A PDF with these pages, 612 by 792 points. */
function madePdf(pages: readonly (readonly (Print | string)[])[], extra = ''): Uint8Array {
  const kids = pages.map((_, at) => `${10 + at * 2} 0 R`).join(' ');
  const fontList = Object.keys(fonts).map((name, at) => `/${name} ${3 + at} 0 R`);
  const objects = new Map<number, string>([
    [1, '<< /Type /Catalog /Pages 2 0 R >>'],
    [2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`],
    ...Object.values(fonts).map(
      (name, at) => [3 + at, `<< /Type /Font /Subtype /Type1 /BaseFont /${name} >>`] as [number, string],
    ),
  ]);
  pages.forEach((page, at) => {
    const stream = content(page);
    objects.set(
      10 + at * 2,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << ${fontList.join(' ')} >> >> /Contents ${11 + at * 2} 0 R >>`,
    );
    objects.set(11 + at * 2, `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  });
  let file = '%PDF-1.4\n';
  const offsets = new Map<number, number>();
  for (const [number, body] of objects) {
    offsets.set(number, file.length);
    file += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = file.length;
  file += 'xref\n0 1\n0000000000 65535 f \n';
  for (const [number, offset] of offsets) file += `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Root 1 0 R /Size ${10 + pages.length * 2} ${extra} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0));
}

/** Lines of a paragraph, one below the other. */
const paragraph = (lines: readonly string[], x: number, y: number, size = 10, leading = 12): Print[] =>
  lines.map((text, at) => ({ text, x, y: y - at * leading, size }));

const filler = [
  'The Conference of River Basins recalls that water knows no borders and that',
  'its members have agreed to share what they measure every month of the year,',
  'and notes that the stations upstream were repaired in time for the season.',
];

async function linesOf(bytes: Uint8Array): Promise<readonly Line[]> {
  const reading = await readPdf(bytes);
  if (reading.kind === 'refused') throw new Error(`refused: ${reading.refusal}`);
  return reading.extract.units;
}

const body = (lines: readonly Line[]): string[] =>
  lines.filter((line) => line.role === 'body').map((line) => line.text);

describe('lines', () => {
  test('stand in reading order with their edges, size, gap and place', async () => {
    const bytes = madePdf([
      [
        ...paragraph(filler, 72, 700),
        ...paragraph(['2. Invites its members to report.', 'They may do so in writing.'], 100, 650),
      ],
    ]);
    const reading = await readPdf(bytes);
    if (reading.kind === 'refused') throw new Error(reading.refusal);
    const { units, text, pages } = reading.extract;
    expect(pages).toBe(1);
    expect(units.map((line) => line.text)).toEqual([
      ...filler,
      '2. Invites its members to report.',
      'They may do so in writing.',
    ]);
    for (const line of units) expect(text.slice(line.place.start, line.place.end)).toBe(line.text);
    expect(units[0]).toMatchObject({ page: 1, gap: 0, left: 72, size: 10, role: 'body' });
    expect(units[1]?.gap).toBeCloseTo(0, 1);
    expect(units[3]?.gap).toBeGreaterThan(0.9);
    expect(units[3]?.left).toBe(100);
  });

  test('take words apart where the file only leaves a gap, and not where letters are kerned', async () => {
    const lines = await linesOf(
      madePdf([
        [
          'BT /F1 10 Tf 1 0 0 1 72 700 Tm [(Recal) 15 (ling) -280 (its) -280 (deci) -30 (sions) -280 (on) -280 (rivers,)] TJ ET',
          ...paragraph(filler, 72, 688),
        ],
      ]),
    );
    expect(lines[0]?.text).toBe('Recalling its decisions on rivers,');
  });

  test('join the pieces of a symbol that stand on one baseline in two sizes', async () => {
    const lines = await linesOf(
      madePdf([
        [
          { text: 'Basin Conference', x: 72, y: 730, size: 16 },
          { text: 'B', x: 450, y: 730, size: 20 },
          { text: '/RES/12/4', x: 463.5, y: 730, size: 10 },
          { text: 'Distr.: General', x: 450, y: 700 },
          { text: 'Twelfth session', x: 72, y: 690, font: 'F3' },
          { text: '3 May 2024', x: 450, y: 688 },
          ...paragraph(filler, 72, 600),
        ],
      ]),
    );
    expect(body(lines).slice(0, 5)).toEqual([
      'Basin Conference',
      'Twelfth session',
      'B/RES/12/4',
      'Distr.: General',
      '3 May 2024',
    ]);
  });

  test('carry emphasis from the names of fonts', async () => {
    const lines = await linesOf(
      madePdf([
        [
          { text: 'Part one', x: 72, y: 740, font: 'F3' },
          { text: 'Urges', x: 72, y: 712, font: 'F2' },
          { text: ' all members to measure and to tell the others what they measured;', x: 96, y: 712 },
          ...paragraph(filler, 72, 700),
        ],
      ]),
    );
    expect(lines[0]).toMatchObject({ text: 'Part one', bold: true, marks: [{ kind: 'bold', start: 0, end: 8 }] });
    expect(lines[1]?.marks).toEqual([{ kind: 'italic', start: 0, end: 5 }]);
    expect(lines[1]?.bold).toBeUndefined();
  });

  test('read a word printed twice as a bold one', async () => {
    const lines = await linesOf(
      madePdf([
        [{ text: 'NATIONS', x: 72, y: 740 }, { text: 'NATIONS', x: 72.4, y: 740 }, ...paragraph(filler, 72, 700)],
      ]),
    );
    expect(lines[0]).toMatchObject({ text: 'NATIONS', bold: true });
  });

  test('keep the cells of a table apart', async () => {
    const rows = [
      ['Station', 'Level', 'Flow'],
      ['Upper bridge', '112', '40'],
      ['Lower bridge', '98', '44'],
      ['Harbour', '75', '61'],
    ];
    const cells = rows.flatMap((row, at) =>
      row.map((text, column) => ({ text, x: 72 + column * 150, y: 640 - at * 14 })),
    );
    const lines = await linesOf(madePdf([[...paragraph(filler, 72, 700), ...cells]]));
    expect(body(lines).slice(3)).toEqual(rows.map((row) => row.join('\t')));
  });
});

describe('notes', () => {
  const page: (Print | string)[] = [
    ...paragraph(filler.slice(0, 2), 72, 700),
    { text: 'Recalling also the Charter of the Basin,', x: 72, y: 664 },
    { text: '1', x: 232.8, y: 668, size: 6 },
    { text: 'and its decision of May,', x: 240, y: 664 },
    ...paragraph(filler, 72, 640),
    '72 130 m 200 130 l S',
    { text: '1', x: 78, y: 118, size: 5.5 },
    { text: 'Collected Papers of the Basin, vol. 12, as amended at the meeting held', x: 84, y: 115, size: 8 },
    { text: 'in the spring of that year.', x: 84, y: 105, size: 8 },
  ];

  test('are taken out of the text, at the place of their call', async () => {
    const lines = await linesOf(madePdf([page]));
    const call = lines.find((line) => line.text.startsWith('Recalling also'));
    expect(call?.text).toBe('Recalling also the Charter of the Basin, and its decision of May,');
    expect(call?.notes).toEqual([{ at: 40, marker: '1' }]);
  });

  test('at the foot have their mark on the first line only', async () => {
    const lines = (await linesOf(madePdf([page]))).filter((line) => line.role === 'note');
    expect(lines.map(({ text, notes }) => ({ text, notes }))).toEqual([
      {
        text: 'Collected Papers of the Basin, vol. 12, as amended at the meeting held',
        notes: [{ at: 0, marker: '1' }],
      },
      { text: 'in the spring of that year.', notes: [] },
    ]);
  });

  test('in the size of the text begin under a rule and are called by a number and a stroke', async () => {
    const lines = await linesOf(
      madePdf([
        [
          { text: 'The reports of the stations, 1/ as far as they came, were read.', x: 72, y: 712, font: 'F4' },
          ...filler.map((text, at) => ({ text, x: 72, y: 700 - at * 12, font: 'F4' as const })),
          '72 160 m 180 160 l S',
          { text: '1/  See the list of stations.', x: 72, y: 145, font: 'F4' },
        ],
      ]),
    );
    expect(lines[0]).toMatchObject({
      text: 'The reports of the stations, as far as they came, were read.',
      notes: [{ at: 28, marker: '1' }],
    });
    expect(lines.at(-1)).toMatchObject({
      role: 'note',
      text: 'See the list of stations.',
      notes: [{ at: 0, marker: '1' }],
    });
  });

  test('are not made of powers, units and ordinals', async () => {
    const lines = await linesOf(
      madePdf([
        [
          { text: 'An area of 40 km', x: 72, y: 720 },
          { text: '2', x: 143, y: 724, size: 6 },
          { text: 'was under water on the 4', x: 150, y: 720 },
          { text: 'th', x: 247.8, y: 724, size: 6 },
          ...paragraph(filler, 72, 700),
        ],
      ]),
    );
    expect(lines[0]?.notes).toEqual([]);
    expect(lines[0]?.text).toMatch(/^An area of 40 km2 was under water on the 4th$/);
    expect(lines[0]?.marks.map((mark) => mark.kind)).toEqual(['superscript', 'superscript']);
  });
});

describe('running heads and feet', () => {
  const running = (number: number): Print[] => [
    { text: 'B/12/7', x: 72, y: 750, font: 'F3', size: 8 },
    ...paragraph([`${number}. ${filler[0]}`, ...filler.slice(1)], 72, 700),
    { text: `${number}/4`, x: 72, y: 40, size: 8 },
    { text: '24-00123', x: 500, y: 40, size: 8 },
  ];

  test('are told from the text by repetition and by their form', async () => {
    const first: Print[] = [
      { text: 'B/12/7', x: 480, y: 735 },
      ...paragraph(filler, 72, 640),
      { text: '24-00123 (E)    140124', x: 72, y: 50 },
      { text: '*2400123*', x: 300, y: 50 },
    ];
    const lines = await linesOf(madePdf([first, running(2), running(3), running(4)]));
    const told = (role: string): string[] => lines.filter((line) => line.role === role).map((line) => line.text);
    expect(told('head')).toEqual(['B/12/7', 'B/12/7', 'B/12/7']);
    expect(told('foot')).toEqual([
      '24-00123 (E) 140124',
      '*2400123*',
      '2/4',
      '24-00123',
      '3/4',
      '24-00123',
      '4/4',
      '24-00123',
    ]);
    expect(told('body')[0]).toBe('B/12/7');
    expect(told('body')).toHaveLength(13);
  });

  test('are not made of headings that count by themselves at the top of each page', async () => {
    const pages = [1, 2, 3, 4].map((number): Print[] => [
      { text: `Decision ${number}/B.12`, x: 72, y: 750, font: 'F3', size: 14 },
      ...paragraph(filler, 72, 700),
    ]);
    const lines = await linesOf(madePdf(pages));
    expect(lines.filter((line) => line.role === 'head')).toEqual([]);
  });
});

describe('columns', () => {
  const left = Array.from({ length: 12 }, (_, at) => `left line ${at} that fills its column well`);
  const right = Array.from({ length: 12 }, (_, at) => `right line ${at} that fills its column too`);

  test('are read one after the other, with a finding', async () => {
    const reading = await readPdf(
      madePdf([
        [
          { text: 'A heading that runs over both of the columns of this page and ends here', x: 72, y: 720, size: 14 },
          ...left.flatMap((text, at) => [
            { text, x: 72, y: 680 - at * 14, size: 12 },
            { text: right[at] ?? '', x: 320, y: 680 - at * 14, size: 12 },
          ]),
        ],
      ]),
    );
    if (reading.kind === 'refused') throw new Error(reading.refusal);
    expect(reading.extract.units.slice(1).map((line) => line.text)).toEqual([...left, ...right]);
    expect(reading.extract.findings.map((finding) => finding.code)).toEqual(['column-order']);
  });
});

describe('right to left', () => {
  const visual = (text: string): string[] => [...text].reverse();

  test.each([
    ['letters only', 'تقرر', 'تقرر'],
    ['a number inside', visual('القرار 97/9 لعام').join('').replace('9/79', '79/9'), 'القرار 79/9 لعام'],
  ])('logical order: %s', (name, seen, expected) => {
    const items = name === 'letters only' ? visual(seen) : [...seen];
    expect(logicalOrder(items, (letter) => letter).join('')).toBe(expected);
  });

  test('turning round keeps every letter', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ا', 'ب', ' ', '1', '2', '/', 'A', 'b', '(', ')')), (items) => {
        expect([...logicalOrder(items, (letter) => letter)].sort()).toEqual([...items].sort());
      }),
    );
  });
});

describe('refusals', () => {
  test('a page without text', async () => {
    expect(await readPdf(madePdf([['72 130 m 200 130 l S']]))).toMatchObject({
      kind: 'refused',
      refusal: 'no-text-layer',
    });
  });

  test('no PDF at all, an empty file and half a file', async () => {
    const whole = madePdf([paragraph(filler, 72, 700)]);
    for (const bytes of [new Uint8Array(), Uint8Array.of(37, 80, 68, 70), whole.slice(0, 200)]) {
      expect(await readPdf(bytes)).toMatchObject({ kind: 'refused', refusal: 'damaged' });
    }
  });

  test('a password', async () => {
    const key = '(01234567890123456789012345678901)';
    const locked = madePdf(
      [paragraph(filler, 72, 700)],
      `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >> /ID [<00> <00>]`,
    );
    expect(await readPdf(locked)).toEqual({ kind: 'refused', refusal: 'encrypted', values: {} });
  });

  test('more pages or bytes than allowed', async () => {
    const bytes = madePdf([paragraph(filler, 72, 700), paragraph(filler, 72, 700)]);
    expect(await readPdf(bytes, { pages: 1 })).toMatchObject({ refusal: 'too-large', values: { pages: 2, limit: 1 } });
    expect(await readPdf(bytes, { bytes: 100 })).toMatchObject({ refusal: 'too-large' });
  });

  test('bytes changed at random give lines or a refusal', async () => {
    const whole = madePdf([paragraph(filler, 72, 700)]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        async (changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const reading = await readPdf(bytes);
          expect(['lines', 'refused']).toContain(reading.kind);
        },
      ),
      { numRuns: 60 },
    );
  });
});
