import { describe, expect, test } from 'vitest';
import type { Node, Resolution } from '../model.ts';
import { annexLabel, readAkn4un } from './akn4un.ts';

const file = (body: string, meta = '', front = ''): string =>
  `<akomaNtoso><statement name="resolution"><meta>${meta}</meta>${front}${body}</statement></akomaNtoso>`;
const identified = `<identification><FRBRWork><FRBRuri value="/akn/un/statement/deliberation/unga/2024-11-18/79-999/"/></FRBRWork><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>`;
const only = (source: string): Resolution => {
  const [first] = readAkn4un(source).contents;
  if (first?.kind !== 'resolution') throw new TypeError('no resolution');
  return first;
};

/** One line a node: its address, its number and its text, points indented. */
const outline = (nodes: readonly Node[], depth = 0): string[] =>
  nodes.flatMap((node) => [
    `${' '.repeat(depth)}${node.id}|${'number' in node ? (node.number ?? '') : ''}|${node.kind === 'table' ? node.rows.length : node.text}`,
    ...('children' in node ? outline(node.children, depth + 1) : []),
  ]);
const p = (text: string, number = '', more = ''): string =>
  `<paragraph ${more}>${number === '' ? '' : `<num>${number}</num>`}<content><p xml:space="preserve">\n   ${text}</p></content></paragraph>`;
const main = (...parts: string[]): string => file(`<mainBody>${parts.join('\n')}</mainBody>`);

describe('the body', () => {
  test('preamble, numbers, lists and notes', () => {
    const read = only(
      file(
        `<preamble><formula name="enactingFormula"><p>\n <span class="italic">The General Assembly</span>,</p></formula>
        <container name="Recalling"><p xml:space="preserve">
          <span class="italic">Recalling </span>its resolution <a href="https://docs.un.org/en/A/RES/70/1"> 70</a><a href="https://docs.un.org/en/A/RES/70/1">/1</a>,<authorialNote marker="1"><p>\t See a report.</p></authorialNote></p></container></preamble>
        <mainBody><paragraph><num>\t1.</num><list><intro><p><span class="italic">Requests</span>:</p></intro>
        <point><num>(a)</num><content><p>To act;</p></content></point><sublist><point><num>(i)</num><content><p>Soon;</p></content></point></sublist>
        <wrapUp><p>and to report;</p></wrapUp></list></paragraph></mainBody>`,
      ),
    );
    expect(outline(read.body)).toEqual([
      'enacting||The General Assembly,',
      'pp1||Recalling its resolution 70/1,',
      'op1|1|Requests:',
      ' op1.a|(a)|To act;',
      '  op1.a.i|(i)|Soon;',
      ' op1.p1||and to report;',
    ]);
    const [, recalling] = read.body;
    expect(recalling?.kind === 'paragraph' && [recalling.marks, recalling.notes]).toEqual([
      [
        { kind: 'italic', start: 0, end: 9 },
        { kind: 'link', href: 'https://docs.un.org/en/A/RES/70/1', start: 25, end: 29 },
      ],
      [{ at: 30, marker: '1', note: 'note1' }],
    ]);
    expect(read.notes.map((note) => [note.id, note.marker, note.text])).toEqual([['note1', '1', 'See a report.']]);
  });

  test('flat points go under their paragraphs', () => {
    const read = only(
      main(
        p('Decides:', '1.'),
        p('(a) One;'),
        p('(b)\tTwo:'),
        p('(i) Deeper;'),
        p('(ii) Deeper still;'),
        p('(c) Three;'),
        p('Invites all;', '2.'),
        p('(a) Again.'),
      ),
    );
    expect(outline(read.body)).toEqual([
      'op1|1|Decides:',
      ' op1.a|(a)|One;',
      ' op1.b|(b)|Two:',
      '  op1.b.i|(i)|Deeper;',
      '  op1.b.ii|(ii)|Deeper still;',
      ' op1.c|(c)|Three;',
      'op2|2|Invites all;',
      ' op2.a|(a)|Again.',
    ]);
  });

  test('points go on where the file closed a list too early', () => {
    const quoted = (n: number) => `<point><num>’${n}‘</num><content><p>Point ${n};</p></content></point>`;
    const read = only(
      main(
        `<paragraph><num>1.</num><list><intro><p>Recommends:</p></intro><point><num>(a)</num><content><p>First:</p></content></point><sublist>${quoted(1)}${quoted(2)}</sublist>${quoted(3)}<point><num>(b)</num><content><p>Second.</p></content></point></list></paragraph>`,
      ),
    );
    expect(outline(read.body).map((line) => line.split('|')[0])).toEqual([
      'op1',
      ' op1.a',
      '  op1.a.i',
      '  op1.a.ii',
      '  op1.a.iii',
      ' op1.b',
    ]);
  });

  test('headings number sections, a second preamble belongs to its section', () => {
    const read = only(
      main(
        '<section><subheading>A</subheading><subheading>Work on transport</subheading><crossHeading refersTo="#preamble"><span class="italic">Noting</span> the need,</crossHeading>',
        `${p('Decides;', '1.')}</section>`,
        '<paragraph class="H23"><num>B.</num><subheading>Other work</subheading></paragraph>',
        p('Invites;', '1.'),
        '<paragraph class="H1"><content><p>Some heading</p></content></paragraph>',
      ),
    );
    expect(outline(read.body)).toEqual([
      'sec_A|A|Work on transport',
      ' sec_A.pp1||Noting the need,',
      ' sec_A.op1|1|Decides;',
      'sec_B|B|Other work',
      ' sec_B.op1|1|Invites;',
      ' sec_B.h1||Some heading',
    ]);
  });

  test('annexes of the main body and of attachments', () => {
    const inBody = main(
      p('Adopts the text in the annex.', '1.'),
      p('<span class="bold">Annex II</span>'),
      p('<span class="bold">Rules</span>'),
      p('First rule.', '1.'),
    );
    expect(outline(only(inBody).body)).toEqual([
      'op1|1|Adopts the text in the annex.',
      'annex_II|II|Annex II',
      ' annex_II.title||Rules',
      ' annex_II.1|1|First rule.',
    ]);
    const attached = file(
      `<mainBody>${p('Adopts.', '1.')}</mainBody><attachments><attachment><doc><mainBody>${p('No label.')}<container name="table"><table><tr><th colspan="2"><p>Head</p></th></tr><tr><td><p>1</p></td><td/></tr></table></container></mainBody></doc></attachment></attachments>`,
    );
    expect(outline(only(attached).body)).toEqual(['op1|1|Adopts.', 'annex||', ' annex.p1||No label.', ' annex.t1||2']);
  });

  test('a draft inside a paragraph is read as its points', () => {
    const read = only(
      main(
        `<paragraph><content><p>Recommends the following draft: <embeddedStructure><container name="formula"><p>The General Assembly,</p></container><container name="Recalling"><p>Recalling,</p></container>${p('Decides.', '1.')}</embeddedStructure></p></content></paragraph>`,
      ),
    );
    expect(outline(read.body)).toEqual([
      'op1||Recommends the following draft:',
      ' enacting||The General Assembly,',
      ' op1.p1||Recalling,',
      ' op1.1|1|Decides.',
    ]);
    const [owner] = read.body;
    expect(
      owner?.kind === 'paragraph' &&
        owner.children.map((child) => (child.kind === 'paragraph' ? child.part : child.kind)),
    ).toEqual(['formula', 'preambular', 'operative']);
  });

  test('text in a wrong place is kept and told', () => {
    const reading = readAkn4un(
      main('Loose words', p('Decides.', '1.'), '<unknown>More words</unknown>', '<p>____</p>'),
    );
    const [read] = reading.contents;
    expect(read?.kind === 'resolution' && outline(read.body)).toEqual([
      'op.p1||Loose words',
      'op1|1|Decides.',
      'op1.p1||More words',
    ]);
    expect(reading.findings.map((finding) => finding.code)).toEqual([
      'structure-repaired',
      'structure-repaired',
      'furniture-removed',
    ]);
  });
});

describe('damaged files', () => {
  test('a paragraph that never ends holds no others', () => {
    const reading = readAkn4un(
      '<akomaNtoso><statement name="presidentialStatement"><mainBody><paragraph class="H1"><span class="bold">Statement by the President</span></docTitle></p><alinea><content><p>At its meeting:</p></content></alinea><paragraph><content><p>“The Council acts.”</p></content></paragraph></mainBody></statement></akomaNtoso>',
    );
    const [read] = reading.contents;
    expect(read?.kind === 'resolution' && [read.title, outline(read.body)]).toEqual([
      'Statement by the President',
      ['op1||At its meeting:', 'op2||“The Council acts.”'],
    ]);
    expect(reading.findings.map((finding) => finding.values.repair)).toEqual([
      'stray-end',
      'stray-end',
      'unclosed',
      'text-in-place-of-paragraph',
      'title-in-body',
    ]);
  });

  test('a file without a document keeps its text', () => {
    const reading = readAkn4un('<x>Some text</x>');
    expect(reading.contents.map((item) => (item.kind === 'passage' ? item.text : ''))).toEqual(['Some text']);
    expect(reading.findings.map((finding) => finding.code)).toEqual(['structure-repaired', 'no-resolution']);
  });
});

describe('cover, title, close and metadata', () => {
  test('facts of the cover', () => {
    const reading = readAkn4un(
      file(
        `<mainBody>${p('Decides.', '1.')}</mainBody><conclusions><p><event refersTo="#adoption"><location refersTo="#adoptionMeeting">39th plenary meeting</location><eol/><docDate date="2024-11-18">18 November 2024</docDate></event></p></conclusions>`,
        `${identified}<workflow><step date="0001-01-01" outcome="draftResolution" as="A/79/L.99" by=""/></workflow>`,
        `<coverPage><p><span><docAuthority refersTo="#publisher">United Nations</docAuthority></span></p><p><docNumber refersTo="#symbol">A/RES/79/999</docNumber></p>
        <p><docDate date="2024-11-20" refersTo="#dateOfIssuance">20 November 2024</docDate></p><p><session value="79">Seventy-ninth session</session></p>
        <p><inline name="agenda item">Agenda item 130 (b)</inline></p><p><docTitle>Resolution adopted on 18 November 2024</docTitle></p></coverPage>
        <preface><p><docNumber>79/999.</docNumber><docTitle refersTo="#resolutionTitle"><span class="bold">\tA title</span></docTitle></p></preface>`,
      ),
    );
    expect(reading.masthead).toMatchObject({
      symbol: 'A/RES/79/999',
      organ: 'unga',
      agendaItem: '130 (b)',
      date: '2024-11-20',
      session: { organ: 'unga', kind: 'regular', number: 79 },
    });
    expect(reading.masthead.entries.map((entry) => entry.role)).toEqual([
      'publisher',
      'symbol',
      'date',
      'session',
      'agenda-item',
      'adoption',
    ]);
    const [read] = reading.contents;
    expect(read).toMatchObject({
      number: '79/999',
      title: 'A title',
      date: '2024-11-18',
      language: 'en',
      history: [{ date: null, outcome: 'draftResolution', document: 'A/79/L.99', by: null }],
    });
    expect(read?.kind === 'resolution' && read.closing.map((entry) => [entry.role, entry.text])).toEqual([
      ['meeting', '39th plenary meeting'],
      ['date', '18 November 2024'],
    ]);
  });

  test('resolutions A and B under one number', () => {
    const part = (letter: string) =>
      `<component><statement name="resolution"><meta><identification><FRBRWork><FRBRuri value="/akn/un/statement/deliberation/unga/2024-12-04/79-998${letter}/"/></FRBRWork></identification></meta><preface><p><docNumber>${letter}</docNumber></p></preface><mainBody>${p('Decides.', '1.')}</mainBody></statement></component>`;
    const reading = readAkn4un(
      `<akomaNtoso><documentCollection name="publication"><meta/><coverPage><p><docNumber refersTo="#symbol">A/RES/79/998 A-B</docNumber></p></coverPage><preface><p><docNumber>79/998.</docNumber></p></preface></documentCollection><components>${part('A')}${part('B')}</components></akomaNtoso>`,
    );
    expect(reading.masthead.symbol).toBe('A/RES/79/998 A-B');
    expect(reading.contents.map((item) => (item.kind === 'resolution' ? [item.symbol, item.number] : []))).toEqual([
      ['A/RES/79/998 A', '79/998 A'],
      ['A/RES/79/998 B', '79/998 B'],
    ]);
  });

  test('votes of the metadata and of the closing lines', () => {
    const voting = `<analysis><parliamentary><voting outcome="adoptedRecordedVote"><count value="2" refersTo="inFavour"><akn4un:voters><organization>X</organization><organization>Y</organization></akn4un:voters></count><count value="0" refersTo="against"/></voting></parliamentary></analysis>`;
    expect(only(file('<mainBody/>', voting)).vote).toEqual({
      outcome: 'adoptedRecordedVote',
      inFavour: 2,
      against: 0,
      abstaining: null,
      voters: [
        { name: 'X', vote: 'inFavour' },
        { name: 'Y', vote: 'inFavour' },
      ],
    });
    const told = `<mainBody/><conclusions><p><vote><outcome refersTo="#adoptedRecordedVote">[Adopted by <quantity normalized="2" refersTo="#inFavour">2</quantity>:<outcome refersTo="inFavour">In favour:<eol/><organization>X (Kingdom of, the), Y]</organization></outcome></outcome></vote></p></conclusions>`;
    expect(only(file(told)).vote).toMatchObject({
      outcome: 'adoptedRecordedVote',
      inFavour: 2,
      voters: [{ name: 'X (Kingdom of, the)' }, { name: 'Y' }],
    });
  });
});

test.each([
  ['Annex', { number: null }],
  ['Annex II', { number: 'II' }],
  ['Annexed to the letter', null],
  ['A heading', null],
])('%s opens an annex: %o', (heading, label) => {
  expect(annexLabel(heading)).toEqual(label);
});
