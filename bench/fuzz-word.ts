/**
 * Throws damaged Word and HTML files at the readers: every answer must be blocks or a refusal, never an exception, never slow.
 * `node bench/fuzz-word.ts [CASES] [SEED] [FOLDER...]`: mutates own small files, and real ones where folders are given.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { decode } from '../reader/formats/decode.ts';
import { readDoc } from '../reader/formats/doc.ts';
import { readDocx } from '../reader/formats/docx.ts';
import { readHtml } from '../reader/formats/html.ts';
import { sniff } from '../reader/formats/sniff.ts';

const [cases = '3000', seedText = '1', ...folders] = process.argv.slice(2);
const slowest = 2000;

/** A small generator of numbers with a seed (mulberry32), so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const ownFiles: readonly (readonly [string, Uint8Array])[] = [
  [
    'own.docx',
    zipSync(
      {
        'word/document.xml': strToU8(
          `<w:document ${w}><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>Requests</w:t></w:r><w:r><w:footnoteReference w:id="2"/><w:t> a report;</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>One</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p></w:body></w:document>`,
        ),
        'word/_rels/document.xml.rels': strToU8(
          '<Relationships><Relationship Id="r1" Type="x/numbering" Target="numbering.xml"/><Relationship Id="r2" Type="x/footnotes" Target="footnotes.xml"/></Relationships>',
        ),
        'word/numbering.xml': strToU8(
          `<w:numbering ${w}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
        ),
        'word/footnotes.xml': strToU8(
          `<w:footnotes ${w}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>See resolution 1.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
        ),
      },
      { level: 0 },
    ),
  ],
  [
    'own.html',
    strToU8(
      '<html><style>.i{font-style:italic}</style><table class=a><tr><td>x<td><b>y</table><ol start=3 type=a><li>One<ol type=i><li>Two</ol></ol><p>Text<sup><a href="#n1">1</a></sup><p id=n1>1 Note &amp; more<ins>new</ins><del>old</del><pre>a\n\nb</pre></html>',
    ),
  ],
];

function* filesIn(folder: string): Generator<readonly [string, Uint8Array]> {
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else if (/\.(?:docx?|html?)$/.test(name)) yield [path, new Uint8Array(readFileSync(path))];
  }
}

/** Flips, overwrites, cuts, repeats or moves some bytes. */
function mutated(bytes: Uint8Array, pick: (below: number) => number): Uint8Array {
  let out = bytes.slice();
  for (let times = 1 + pick(8); times > 0; times -= 1) {
    const at = pick(Math.max(1, out.length));
    switch (pick(7)) {
      case 0:
        out[at] = pick(256);
        break;
      case 1:
        out[at] = (out[at] ?? 0) ^ (1 << pick(8));
        break;
      case 2:
        out = out.slice(0, Math.max(1, at));
        break;
      case 3:
        out.fill(0xff, at, at + 4);
        break;
      case 4:
        out.copyWithin(at, pick(Math.max(1, out.length)), pick(Math.max(1, out.length)));
        break;
      case 5:
        // The headers are where the damage hurts.
        out[pick(Math.min(out.length, 1024))] = pick(256);
        break;
      case 6:
        out.fill(pick(256), at, at + pick(64));
        break;
    }
  }
  return out;
}

function read(name: string, bytes: Uint8Array): number {
  const kind = sniff(bytes);
  const units = (extract: ReturnType<typeof readDocx>): number => {
    if ('refusal' in extract) return 0;
    for (const { place } of extract.units)
      if (place.start < 0 || place.end < place.start || place.end > extract.text.length)
        throw new Error('a place outside the text');
    return extract.units.length;
  };
  if (name.endsWith('.docx') || kind === 'docx') return units(readDocx(bytes, { view: 'marked' }));
  if (name.endsWith('.doc') || kind === 'doc') return units(readDoc(bytes, { view: 'accepted' }));
  return units(readHtml(decode(bytes).text));
}

const files = [...ownFiles, ...folders.flatMap((folder) => [...filesIn(folder)])];
const pick = random(Number(seedText));
let failures = 0;
let longest = 0;
let withText = 0;
for (let each = 0; each < Number(cases); each += 1) {
  const [name, original] = files[each % files.length] ?? ['', new Uint8Array()];
  const bytes = mutated(original, pick);
  const begin = performance.now();
  try {
    if (read(name, bytes) > 0) withText += 1;
  } catch (error) {
    failures += 1;
    console.error(`case ${each} of ${name}: ${error instanceof Error ? error.stack : error}`);
  }
  const took = performance.now() - begin;
  if (took > slowest) {
    failures += 1;
    console.error(`case ${each} of ${name}: ${took.toFixed(0)} ms`);
  }
  longest = Math.max(longest, took);
}
console.log(
  `${cases} cases of ${files.length} files: ${failures} failures, ${withText} with text, slowest ${longest.toFixed(0)} ms`,
);
process.exitCode = failures > 0 ? 1 : 0;
