import fs from 'node:fs'; import path from 'node:path'; import { execFileSync } from 'node:child_process';
import { readText } from '../reader/formats/text.ts'; import { readPdf } from '../reader/formats/pdf.ts';
import { paragraphs } from '../reader/paragraphs.ts'; import { structure } from '../reader/structure.ts';
import { english } from '../reader/languages/en.ts'; import { french } from '../reader/languages/fr.ts'; import { arabic } from '../reader/languages/ar.ts'; import { chinese } from '../reader/languages/zh.ts'; import { russian } from '../reader/languages/ru.ts'; import { spanish } from '../reader/languages/es.ts';
import { walk } from '../reader/model.ts';
const L: any = { eng: english, fra: french, ara: arabic, zho: chinese, rus: russian, spa: spanish };
const base = '../shared/structure'; const form = process.argv[2] ?? 'clean-text';
const out = '/tmp/s/pred'; fs.rmSync(out, { recursive: true, force: true }); fs.mkdirSync(out, { recursive: true });
const rows = fs.readFileSync(base + '/cases.tsv', 'utf8').trim().split('\n').slice(1).map(l => l.split('\t'));
for (const [input, , f, lang] of rows) {
  if (f !== form || (process.argv[3] && !input!.includes(process.argv[3]!) && lang !== process.argv[3])) continue;
  const file = path.join(base, input!); let extract: any;
  if (f === 'pdf') { const r = await readPdf(new Uint8Array(fs.readFileSync(file))); if (r.kind === 'refused') { console.log(file, r); continue; } extract = r.extract; }
  else extract = readText(fs.readFileSync(file, 'utf8').replace(/\r\n?/g, '\n'));
  const p = paragraphs(extract, L[lang!]); const s = structure(p.blocks, L[lang!]);
  const res: any = s.contents.find((c) => c.kind === 'resolution');
  const ps: any[] = [];
  for (const n of walk(res?.body ?? [])) {
    if (n.kind === 'table') ps.push({ id: n.id, kind: 'table', number: null, text: n.rows.flat().map(c => c.text).join(' ') });
    else if (n.kind === 'paragraph') ps.push({ id: n.id, kind: n.part, number: n.number, text: n.text });
    else ps.push({ id: n.id, kind: 'heading', number: null, text: n.text });
  }
  fs.writeFileSync(path.join(out, path.basename(input!) + '.json'), JSON.stringify({ title: res?.title, symbol: res?.symbol, facts: res && { ...res, body: 0 }, paragraphs: ps, findings: [...p.findings, ...s.findings] }, null, 1));
}
console.log(execFileSync('node', [base + '/score.mjs', out, '--form', form, ...(process.argv[3]?.length === 3 ? ['--language', process.argv[3]] : []), '--detail'], { encoding: 'utf8', maxBuffer: 1e9 }));
