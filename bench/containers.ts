/** Small files of every format, made on the fly, whole and hostile: seeds for the fuzzer. */
import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\P{Cc}\t\n\r]/gu, '');

const paragraphsOf = (text: string): string[] => text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());

const contentTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const relations =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const wordNamespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A Word file with the given body in WordprocessingML. */
export const docxOf = (body: string, prologue = ''): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(contentTypes),
    '_rels/.rels': strToU8(relations),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?>${prologue}<w:document ${wordNamespace}><w:body>${body}</w:body></w:document>`,
    ),
  });

/** A Word file of plain paragraphs. */
export const docx = (text: string): Uint8Array =>
  docxOf(
    paragraphsOf(text)
      .map((paragraph) => `<w:p><w:r><w:t xml:space="preserve">${escaped(paragraph)}</w:t></w:r></w:p>`)
      .join(''),
  );

/** A web page of plain paragraphs. */
export const html = (text: string): Uint8Array =>
  strToU8(
    `<!DOCTYPE html><html><head><title>x</title></head><body>${paragraphsOf(text)
      .map((paragraph) => `<p>${escaped(paragraph)}</p>`)
      .join('\n')}</body></html>`,
  );

/** An AKN4UN statement: the first paragraphs preamble, the numbered ones operative. */
export function akn(text: string, doctype = ''): Uint8Array {
  const body = paragraphsOf(text).map((paragraph, index) => {
    const numbered = /^(\d+\.)\s+([\s\S]*)/.exec(paragraph);
    return numbered
      ? `<paragraph eId="para_${index}"><num>${numbered[1]}</num><content><p>${escaped(numbered[2] ?? '')}</p></content></paragraph>`
      : `<hcontainer name="p" eId="h_${index}"><content><p>${escaped(paragraph)}</p></content></hcontainer>`;
  });
  return strToU8(
    `<?xml version="1.0" encoding="UTF-8"?>${doctype}<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta><identification source="#x"><FRBRWork><FRBRthis value="/akn/un/statement/resolution/unga/x/!main"/></FRBRWork></identification></meta><mainBody>${body.join('')}</mainBody></statement></akomaNtoso>`,
  );
}

/** A PDF of one page with a line for each line of the text (letters of Latin 1 only). */
export function pdf(text: string): Uint8Array {
  const lines = text
    .split('\n')
    .slice(0, 60)
    .map((line) =>
      line
        .replace(/[^\x20-\x7e]/g, ' ')
        .replace(/[\\()]/g, '\\$&')
        .slice(0, 110),
    );
  const content = `BT /F1 10 Tf 12 TL 50 780 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  return pdfOf(deflateSync(strToU8(content)), `/Filter /FlateDecode`);
}

/** A PDF with one page whose content stream is given as bytes with the rest of its dictionary. */
export function pdfOf(stream: Uint8Array, dictionary: string): Uint8Array {
  const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} ${dictionary} >>\nstream\n${latin(stream)}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(out, (sign) => sign.charCodeAt(0) & 255);
}

const laughs = (depth: number): string =>
  `<!DOCTYPE x [<!ENTITY a0 "ha ha ha ha ha ha ha ha ha ha">${Array.from({ length: depth }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}]>`;

/** Files made to hurt: each must give a reading or a refusal, in time and in memory. */
export function hostile(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const nested = (open: string, close: string, times: number): string => open.repeat(times) + close.repeat(times);
  const zeros = new Uint8Array(16 * 1024 * 1024);
  const spaces = new Uint8Array(80 * 1024 * 1024).fill(32);
  const claims = docx('A short text.');
  const liar = claims.slice();
  // The sizes in the central directory claim 4 GB.
  for (let at = 0; at + 30 < liar.length; at += 1)
    if (liar[at] === 0x50 && liar[at + 1] === 0x4b && liar[at + 2] === 1 && liar[at + 3] === 2)
      liar.fill(0xff, at + 24, at + 28);
  return [
    {
      name: 'zip bomb in a Word file',
      bytes: zipSync(
        {
          '[Content_Types].xml': strToU8(contentTypes),
          '_rels/.rels': strToU8(relations),
          'word/document.xml': spaces,
        },
        { level: 1 },
      ),
    },
    {
      name: 'zip bomb beside the text',
      bytes: zipSync(
        {
          '[Content_Types].xml': strToU8(contentTypes),
          '_rels/.rels': strToU8(relations),
          'word/document.xml': strToU8(
            `<w:document ${wordNamespace}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>`,
          ),
          'word/media/image1.bin': zeros,
        },
        { level: 1 },
      ),
    },
    {
      name: 'zip of many small files',
      bytes: zipSync(Object.fromEntries(Array.from({ length: 20000 }, (_, n) => [`f${n}`, new Uint8Array(0)]))),
    },
    { name: 'zip that claims 4 GB', bytes: liar },
    { name: 'zip cut after its first header', bytes: claims.slice(0, 40) },
    { name: 'zip with nothing in it', bytes: zipSync({}) },
    { name: 'Word file with entities in entities', bytes: docxOf('<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>', laughs(9)) },
    {
      name: 'Word file of 50,000 nested tables',
      bytes: docxOf(nested('<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>', 50000)),
    },
    { name: 'Word file of 100,000 nested runs', bytes: docxOf(`<w:p>${nested('<w:r>', '</w:r>', 100000)}</w:p>`) },
    {
      name: 'Word file with a list level of a billion',
      bytes: docxOf(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="999999999"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
      ),
    },
    {
      name: 'Word file with a cell over a billion columns',
      bytes: docxOf(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
      ),
    },
    { name: 'AKN with entities in entities', bytes: akn('1. &a9;', laughs(9)) },
    {
      name: 'AKN with an entity of itself',
      bytes: akn('1. x', '<!DOCTYPE x [<!ENTITY a "&a;"><!ENTITY b SYSTEM "file:///etc/hostname">]>'),
    },
    {
      name: 'AKN of 100,000 nested paragraphs',
      bytes: strToU8(
        `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><mainBody>${nested('<paragraph><num>1.</num>', '</paragraph>', 100000)}</mainBody></statement></akomaNtoso>`,
      ),
    },
    {
      name: 'AKN with 50,000 attributes',
      bytes: strToU8(
        `<akomaNtoso ${Array.from({ length: 50000 }, (_, n) => `a${n}="x"`).join(' ')}><statement/></akomaNtoso>`,
      ),
    },
    {
      name: 'AKN never closed',
      bytes: strToU8(
        `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><mainBody>${'<paragraph><content><p>x'.repeat(20000)}`,
      ),
    },
    {
      name: 'HTML of 200,000 nested elements',
      bytes: strToU8(`<html><body>${nested('<div>', '</div>', 200000)}x</body></html>`),
    },
    { name: 'HTML of 100,000 nested lists', bytes: strToU8(`<html><body>${'<ul><li>x'.repeat(100000)}</body></html>`) },
    {
      name: 'HTML of 50,000 nested tables',
      bytes: strToU8(`<html><body>${'<table><tr><td>x'.repeat(50000)}</body></html>`),
    },
    {
      name: 'HTML with a cell over a billion columns',
      bytes: strToU8(
        '<html><body><table><tr><td colspan="1000000000" rowspan="1000000000">x</td></tr></table></body></html>',
      ),
    },
    {
      name: 'AKN of lists in one list',
      bytes: strToU8(
        `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><mainBody><list><point><p>x</p></point>${'<list><point><p>y</p></point></list>'.repeat(20000)}</list></mainBody></statement></akomaNtoso>`,
      ),
    },
    {
      name: 'AKN cut before its text',
      bytes: strToU8('<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><meta><identi'),
    },
    {
      name: 'Word file of 50,000 rows',
      bytes: docxOf(`<w:tbl>${'<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>'.repeat(50000)}</w:tbl>`),
    },
    {
      name: 'lists in lists that never go on',
      bytes: strToU8(`The Council,\n\n1. Decides:\n\n${'(i) to go;\n\n'.repeat(20000)}`),
    },
    { name: '150,000 notes under one line', bytes: strToU8(`x\n${'¹ See x\n'.repeat(150000)}`) },
    {
      name: 'figures that notes may have grown into',
      bytes: strToU8(
        `The Council, ${'word 75/301 and '.repeat(20000)}\n\n${Array.from({ length: 500 }, (_, n) => `${n + 1} See it`).join('\n\n')}`,
      ),
    },
    {
      name: 'a title over two texts inside a report',
      bytes: strToU8(
        '1. The Committee met.\n\n[on the report (A/80/9)]\n\n80/43. Wells\n\nA\n\nDeep wells\n\nThe General Assembly,\n\nRecalling its rules on wells,\n\n1. Decides to dig.\n\n9th plenary meeting\n\nB\n\nShallow wells\n\nThe General Assembly,\n\nRecalling the same rules,\n\n1. Decides to wait.\n\n9th plenary meeting\n',
      ),
    },
    {
      name: 'a note under a rule, and a number before its paragraph',
      bytes: strToU8(
        'The General Assembly,\n\nRecalling its rules on wells,¹\n__________________\n1 See the rules.\n\nHaving seen a well, 1\n\nDecides to dig.\n',
      ),
    },
    { name: 'HTML never closed', bytes: strToU8(`<html><body><!-- ${'x '.repeat(500000)}`) },
    {
      name: 'HTML of a million references',
      bytes: strToU8(`<html><body><p>${'&#x10FFFF;&amp;&notin;'.repeat(330000)}</p></body></html>`),
    },
    {
      name: 'PDF with a length of 4 GB',
      bytes: strToU8(
        '%PDF-1.4\n1 0 obj\n<< /Length 4294967295 >>\nstream\nx\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 4294967295 >>\nstartxref\n9\n%%EOF',
      ),
    },
    {
      name: 'PDF whose pages are their own children',
      bytes: strToU8(
        '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1000000000 >>\nendobj\ntrailer << /Root 1 0 R /Size 3 >>\n%%EOF',
      ),
    },
    {
      name: 'PDF with a stream that swells',
      bytes: pdfOf(deflateSync(spaces), '/Filter /FlateDecode'),
    },
    { name: 'PDF of brackets in brackets', bytes: pdfOf(strToU8(nested('[', ']', 200000)), '') },
    {
      name: 'PDF said to be encrypted',
      bytes: strToU8(
        '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n3 0 obj\n<< /Filter /Standard /V 5 /R 6 /O (x) /U (x) /P 0 >>\nendobj\ntrailer << /Root 1 0 R /Encrypt 3 0 R /Size 4 >>\n%%EOF',
      ),
    },
    { name: 'only the sign of a PDF', bytes: strToU8('%PDF-1.7') },
    {
      name: 'old Word file of its header alone',
      bytes: Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(504).fill(0)]),
    },
    {
      name: 'old Word file of full sectors',
      bytes: Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(4096).fill(0xff)]),
    },
    { name: 'JSON of 100,000 brackets', bytes: strToU8(nested('[', ']', 100000)) },
    {
      name: 'JSON that says it is a publication',
      bytes: strToU8('{"kind":"publication","contents":[{"kind":"resolution","body":[null,{"kind":"paragraph"}]}]}'),
    },
    { name: 'JSON with a poisoned name', bytes: strToU8('{"kind":"publication","__proto__":{"x":1},"contents":[]}') },
    { name: 'nothing', bytes: new Uint8Array(0) },
    { name: 'a mark of byte order alone', bytes: Uint8Array.from([0xef, 0xbb, 0xbf]) },
    { name: 'UTF-16 cut in half a character', bytes: Uint8Array.from([0xff, 0xfe, 0x41, 0x00, 0x3d, 0xd8, 0x41]) },
    { name: 'a megabyte of NUL', bytes: zeros.subarray(0, 1024 * 1024) },
    {
      name: 'lone surrogates in UTF-8',
      bytes: Uint8Array.from({ length: 30000 }, (_, n) => [0xed, 0xa0, 0x80][n % 3] ?? 0),
    },
    { name: 'a million combining signs', bytes: strToU8(`a${'\u0301'.repeat(500000)}`) },
    { name: 'a hundred thousand changes of direction', bytes: strToU8('\u202e\u202dا'.repeat(100000)) },
    { name: '100,000 form feeds', bytes: strToU8('\f'.repeat(100000)) },
    { name: '100,000 rules', bytes: strToU8('__________________\n1 x\n'.repeat(100000)) },
    { name: '50,000 asterisks and underscores', bytes: strToU8('*_'.repeat(25000)) },
  ];
}
