import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDocx, type WordOptions } from './docx.ts';

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word file with this body and these other parts, by their type. */
function docx(
  body: string,
  parts: Readonly<Record<string, string>> = {},
  links: Readonly<Record<string, string>> = {},
): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'word/document.xml': strToU8(`<w:document ${namespaces}><w:body>${body}</w:body></w:document>`),
  };
  let relations = '';
  for (const [type, content] of Object.entries(parts)) {
    files[`word/${type}.xml`] = strToU8(`<w:${type} ${namespaces}>${content}</w:${type}>`);
    relations += `<Relationship Id="${type}" Type="${office}/${type}" Target="${type}.xml"/>`;
  }
  for (const [id, target] of Object.entries(links))
    relations += `<Relationship Id="${id}" Type="${office}/hyperlink" Target="${target}" TargetMode="External"/>`;
  files['word/_rels/document.xml.rels'] = strToU8(`<Relationships>${relations}</Relationships>`);
  return zipSync(files);
}

const p = (inner: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
const t = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const level = (at: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const inList = (list: number, at: number): string =>
  `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`;

function read(bytes: Uint8Array, options?: WordOptions) {
  const got = readDocx(bytes, options);
  if ('refusal' in got) throw new Error(JSON.stringify(got));
  for (const unit of got.units)
    if (unit.kind !== 'table') {
      const opens = unit.kind === 'note' ? unit.marker : (unit.number ?? '');
      expect(got.text.slice(unit.place.start, unit.place.end)).toBe(`${opens} ${unit.text}`.trimStart());
    }
  return got;
}
/** Blocks in short: `number| text` for a paragraph, `[marker] text` for a note, cells with bars for a table. */
const short = (bytes: Uint8Array, options?: WordOptions): string[] =>
  read(bytes, options).units.map((unit) => {
    if (unit.kind === 'note') return `[${unit.marker}] ${unit.text}`;
    if (unit.kind === 'table') return unit.rows.map((row) => row.map((cell) => cell.text).join(' | ')).join(' // ');
    return `${unit.number === undefined ? '' : `${unit.number}| `}${unit.text}`;
  });

describe('numbers', () => {
  const numbering = `<w:abstractNum w:abstractNumId="7">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '(%2)')}${level(2, 'lowerRoman', '(%3)')}</w:abstractNum>
    <w:abstractNum w:abstractNumId="8">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%1.%2', '<w:isLgl/>')}${level(2, 'bullet', '\uf0b7')}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>`;
  test('are counted by level, and deeper ones begin anew', () => {
    const body = [
      p(t('Urges Member States:'), inList(1, 0)),
      p(t('to cooperate;'), inList(1, 1)),
      p(t('to report;'), inList(1, 1)),
      p(t('in time;'), inList(1, 2)),
      p(t('Decides to remain seized.'), inList(1, 0)),
      p(t('to meet;'), inList(1, 1)),
    ].join('');
    expect(short(docx(body, { numbering }))).toEqual([
      '1.| Urges Member States:',
      '(a)| to cooperate;',
      '(b)| to report;',
      '(i)| in time;',
      '2.| Decides to remain seized.',
      '(a)| to meet;',
    ]);
  });
  test('begin where an override says, once, and instances of a list count on together', () => {
    const body = [
      p(t('a'), inList(1, 0)),
      p(t('b'), inList(2, 0)),
      p(t('c'), inList(2, 0)),
      p(t('d'), inList(1, 0)),
    ].join('');
    expect(short(docx(body, { numbering }))).toEqual(['1.| a', '5.| b', '6.| c', '7.| d']);
  });
  test('of legal levels are Arabic throughout, bullets are one sign', () => {
    const body = [p(t('a'), inList(3, 0)), p(t('b'), inList(3, 1)), p(t('c'), inList(3, 2))].join('');
    expect(short(docx(body, { numbering }))).toEqual(['I.| a', '1.1| b', '•| c']);
  });
  test('come through the chain of styles, and numId 0 takes them away', () => {
    const styles = `<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Para"/></w:style>`;
    const body = [
      p(t('a'), '<w:pStyle w:val="Own"/>'),
      p(t('b'), '<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
      p(t('c'), '<w:pStyle w:val="Para"/>'),
    ].join('');
    expect(short(docx(body, { numbering, styles }))).toEqual(['1.| a', 'b', '2.| c']);
  });
  test('typed by hand stay in the text', () => {
    expect(short(docx(p(`${t('3.')}<w:r><w:tab/></w:r>${t('Requests a report.')}`)))).toEqual([
      '3.\tRequests a report.',
    ]);
  });
});

describe('emphasis', () => {
  const styles = `<w:style w:type="character" w:styleId="Verb"><w:name w:val="Verb"/><w:rPr><w:i/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Slanted"><w:name w:val="Slanted"/><w:rPr><w:i/></w:rPr></w:style>`;
  const marks = (body: string) => {
    const unit = read(docx(body, { styles })).units[0];
    return unit?.kind === 'paragraph'
      ? unit.marks.map((mark) => `${mark.kind} ${unit.text.slice(mark.start, mark.end)}`)
      : [];
  };
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['of a run', p(t('Recalling', '<w:i/>') + t(' its resolution')), ['italic Recalling']],
    ['switched off', p(t('Recalling', '<w:i w:val="0"/>')), []],
    ['of a style', p(t('Recalling', '<w:rStyle w:val="Verb"/>') + t(' it')), ['italic Recalling']],
    ['of two styles at once is none', p(t('Recalling', '<w:rStyle w:val="Verb"/>'), '<w:pStyle w:val="Slanted"/>'), []],
    ['joined over a blank', p(t('Taking', '<w:i/>') + t(' ') + t('note', '<w:i/>') + t(' of')), ['italic Taking note']],
    ['split over runs', p(t('Rec', '<w:b/>') + t('alls', '<w:b/>') + t(' x')), ['bold Recalls']],
    ['of raised letters', p(t('12') + t('th', '<w:vertAlign w:val="superscript"/>')), ['superscript th']],
  ];
  test.each(cases)('%s', (_, body, expected) => {
    expect(marks(body)).toEqual(expected);
  });
  test('links keep their target', () => {
    const unit = read(
      docx(p(`<w:hyperlink r:id="r9">${t('resolution')}</w:hyperlink>${t(' 1')}`), {}, { r9: 'https://example.org/1' }),
    ).units[0];
    expect(unit?.kind === 'paragraph' && unit.marks).toEqual([
      { kind: 'link', href: 'https://example.org/1', start: 0, end: 10 },
    ]);
  });
});

describe('notes', () => {
  const footnotes = `<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
    <w:footnote w:id="2">${p(`<w:r><w:footnoteRef/></w:r>${t(' See the annex.')}`)}</w:footnote>
    <w:footnote w:id="3">${p(t('* On behalf of the Group.'))}</w:footnote>`;
  test('stand behind their paragraph, their marks beside the text', () => {
    const got = read(
      docx(p(`${t('The plan')}<w:r><w:footnoteReference w:id="2"/></w:r>${t(' is adopted.')}`), { footnotes }),
    );
    expect(got.units).toMatchObject([
      { text: 'The plan is adopted.', notes: [{ at: 8, marker: '1' }] },
      { kind: 'note', marker: '1', text: 'See the annex.' },
    ]);
  });
  test('keep a mark of their own', () => {
    const body = p(
      t('Angola') +
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>' +
        t(': draft resolution'),
    );
    expect(short(docx(body, { footnotes }))).toEqual(['Angola: draft resolution', '[*] On behalf of the Group.']);
  });
  test('that were typed by hand are found by their raised marks', () => {
    const up = '<w:vertAlign w:val="superscript"/>';
    const body =
      p(t('the report') + t('1', up) + t(' of the Council')) +
      p(t('1', up) + t(' See the list.')) +
      p(t('5 m') + t('2', up));
    expect(short(docx(body))).toEqual(['the report of the Council', '[1] See the list.', '5 m2']);
  });
});

describe('tracked changes', () => {
  const body =
    p(
      t('Decides ') +
        `<w:del w:id="1"><w:r><w:delText>to meet</w:delText></w:r></w:del><w:ins w:id="2">${t('to report')}</w:ins>` +
        t(' yearly'),
    ) +
    p(t('One '), '<w:rPr><w:del w:id="3"/></w:rPr>') +
    p(t('two'));
  test('accepted is the text after them', () => {
    expect(short(docx(body))).toEqual(['Decides to report yearly', 'One two']);
    expect(read(docx(body)).findings).toMatchObject([
      { code: 'changes-tracked', values: { insertions: 1, deletions: 2 } },
    ]);
  });
  test('original is the text before them', () => {
    expect(short(docx(body), { view: 'original' })).toEqual(['Decides to meet yearly', 'One', 'two'].filter(Boolean));
  });
  test('marked is both', () => {
    const unit = read(docx(body), { view: 'marked' }).units[0];
    expect(unit?.kind === 'paragraph' && unit.marks.map((mark) => mark.kind)).toEqual(['deleted', 'inserted']);
  });
});

describe('tables and the first page', () => {
  const cell = (text: string, more = ''): string => `<w:tc><w:tcPr>${more}</w:tcPr>${p(t(text))}</w:tc>`;
  const ruled = '<w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr>';
  test('a table keeps spans', () => {
    const body = `<w:tbl>${ruled}<w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Year', '<w:vMerge w:val="restart"/>')}${cell('Sums', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('a')}${cell('b')}</w:tr></w:tbl>`;
    expect(read(docx(body)).units).toMatchObject([
      {
        kind: 'table',
        rows: [
          [
            { text: 'Year', rows: 2, header: true },
            { text: 'Sums', columns: 2 },
          ],
          [{ text: 'a' }, { text: 'b' }],
        ],
      },
    ]);
  });
  test('a masthead without upright rules is paragraphs', () => {
    const body = `<w:tbl><w:tr>${cell('United Nations')}${cell('A/99/L.1')}</w:tr><w:tr>${cell('General Assembly')}${cell('Distr.: Limited')}</w:tr></w:tbl>`;
    expect(short(docx(body))).toEqual(['United Nations', 'A/99/L.1', 'General Assembly', 'Distr.: Limited']);
  });
  test('the head of the first page comes first, unless the text repeats it', () => {
    const section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>';
    expect(short(docx(p(t('Title')) + section, { header: p(t('A/99/L.1')) + p(t('Title')) + p(t('2')) }))).toEqual([
      'A/99/L.1',
      'Title',
    ]);
  });
  test('a box is read once, a field gives its result', () => {
    const box = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>${p(t('boxed'))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${p(t('boxed'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const field = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${t('result')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    expect(short(docx(p(box + field)))).toEqual(['result', 'boxed']);
  });
  test('symbols, hyphens and breaks', () => {
    const body = p(
      `${t('a')}<w:r><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>${t('b,')}<w:r><w:br/></w:r>${t('Noting c')}`,
    );
    expect(short(docx(body))).toEqual(['a\u2011≥b,', 'Noting c']);
  });
});

describe('hostile files', () => {
  test('a bomb is refused', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(20_000_000) }, { level: 1 });
    expect(readDocx(bomb)).toMatchObject({ refusal: 'too-large' });
  });
  test('a note that calls itself ends', () => {
    const footnotes = `<w:footnote w:id="1">${p(`${t('x')}<w:r><w:footnoteReference w:id="1"/></w:r>`)}</w:footnote>`;
    expect(short(docx(p(`<w:r><w:footnoteReference w:id="1"/></w:r>${t('y')}`), { footnotes }))).toEqual([
      'y',
      '[1] x',
    ]);
  });
  test('entities are not expanded, depth is passed over', () => {
    const deep = '<w:sdt><w:sdtContent>'.repeat(5000);
    expect(short(docx(p(t('&bomb;')) + deep))).toEqual(['&bomb;']);
  });
  test('any bytes give blocks or a refusal', () => {
    const file = docx(p(t('Requests', '<w:i/>') + t(' a report')));
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length), (at, byte, length) => {
        const bytes = file.slice(0, Math.max(length, at));
        bytes[at] = byte;
        const got = readDocx(bytes);
        return 'refusal' in got || got.units.length >= 0;
      }),
      { numRuns: 300 },
    );
  });
});

const real = '../shared/data/word';
if (!existsSync(real)) console.log(`skipped: real Word files (${real} is absent)`);
test.skipIf(!existsSync(real))('every real file is read', () => {
  for (const folder of readdirSync(real))
    for (const name of readdirSync(`${real}/${folder}`))
      if (name.endsWith('.docx'))
        expect(read(readFileSync(`${real}/${folder}/${name}`)).units.length, name).toBeGreaterThan(2);
});
