import {
  type Citation,
  type Entry,
  type Finding,
  type Masthead,
  type Node,
  type Note,
  type Prose,
  type Publication,
  type Resolution,
  resolutionsOf,
  type SessionRef,
  type Time,
  walk,
} from '../model.ts';
import { addressColumns, day, days, Outline, type Sheet } from './sheet.ts';
import { printedMark, printedNumber } from './text.ts';

const symbolsOf = (citations: readonly Citation[], text: string): string[] => {
  const seen = new Set<string>();
  for (const citation of citations) {
    const words = text.slice(citation.start, citation.end).trim();
    const parts = citation.parts?.length ? ` ${citation.parts.join(', ')}` : '';
    const date =
      citation.date === undefined ? '' : ` (${day(citation.date)}${citation.check === 'differs' ? ' ≠' : ''})`;
    if (citation.symbol === null) seen.add(`“${words}” ?`);
    else
      seen.add(
        words === citation.symbol ? `${citation.symbol}${parts}` : `${words} → ${citation.symbol}${parts}${date}`,
      );
  }
  return [...seen];
};

const timeWords = (time: Time, text: string): string => {
  const words = text.slice(time.start, time.end).trim();
  const rhythm = time.every === undefined ? '' : ` every ${time.every}`;
  const window = time.from === null && time.to === null ? '' : `: ${days(time.from, time.to)}`;
  return `“${words}”${window}${rhythm}`;
};

/** Plain dates say themselves; what is shown are the words that stand for a window. */
const tellingTimes = (times: readonly Time[]): readonly Time[] => times.filter((time) => time.kind !== 'date');

function details(out: Outline, prose: Prose, notes: ReadonlyMap<string, Note>, indent: number): void {
  const { sheet } = out;
  const cited = symbolsOf(prose.citations, prose.text);
  if (cited.length > 0) out.row('cites', 'faint', cited.join(' · '), 100, indent, 'citation');
  const named = tellingTimes(prose.times).map((time) => timeWords(time, prose.text));
  if (named.length > 0) out.row('times', 'faint', named.join(' · '), 100, indent, 'time');
  for (const call of prose.notes) {
    const note = call.note === null ? undefined : notes.get(call.note);
    out.row(`note ${printedMark(call.marker)}`, 'faint', note?.text ?? 'without text', sheet.lines, indent);
    if (note) details(out, { ...note, notes: [] }, notes, indent + 2);
  }
}

function nodeOutline(out: Outline, node: Node, notes: ReadonlyMap<string, Note>, indent: number): void {
  const { lines } = out.sheet;
  const inner = indent + addressColumns;
  switch (node.kind) {
    case 'formula':
    case 'heading':
      out.row(node.id, 'address', node.text, lines, indent, 'title');
      details(out, node, notes, inner);
      return;
    case 'paragraph': {
      const number = node.number === null ? '' : `${printedNumber(node.number)} `;
      out.row(node.id, 'address', number + node.text, lines, indent);
      details(out, node, notes, inner);
      for (const child of node.children) nodeOutline(out, child, notes, Math.min(indent + 2, 12));
      return;
    }
    case 'section':
    case 'annex': {
      out.gap();
      const label = node.kind === 'section' ? `${node.number} ${node.text}` : node.text;
      out.row(node.id, 'address', label, lines, indent, 'title');
      details(out, node, notes, inner);
      for (const child of node.children) nodeOutline(out, child, notes, indent);
      return;
    }
    case 'table': {
      const wide = Math.max(0, ...node.rows.map((row) => row.length));
      const first = node.rows[0]?.map((cell) => cell.text).join(' | ') ?? '';
      out.row(node.id, 'address', `table of ${node.rows.length} × ${wide}: ${first}`, lines, indent);
      return;
    }
  }
}

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Everything of a resolution that carries text. */
function* prosesOf(resolution: Resolution): Generator<Prose> {
  yield* resolution.entries;
  for (const node of walk(resolution.body)) {
    if (node.kind === 'table') yield* node.rows.flat();
    else yield node;
  }
  yield* resolution.closing;
  yield* resolution.notes;
}

function counts(resolution: Resolution, outer: readonly Note[], findings: number): string {
  const tally = { preambular: 0, operative: 0, annex: 0, below: 0, sections: 0, annexes: 0, tables: 0 };
  const count = (nodes: readonly Node[], below: boolean): void => {
    for (const node of nodes) {
      if (node.kind === 'paragraph') {
        tally[below ? 'below' : node.part] += 1;
        count(node.children, true);
      } else if (node.kind === 'section' || node.kind === 'annex') {
        tally[node.kind === 'section' ? 'sections' : 'annexes'] += 1;
        count(node.children, false);
      } else if (node.kind === 'table') tally.tables += 1;
    }
  };
  count(resolution.body, false);
  let [citations, resolved, times] = [0, 0, 0];
  for (const prose of prosesOf(resolution)) {
    citations += prose.citations.length;
    resolved += prose.citations.filter((citation) => citation.symbol !== null).length;
    times += prose.times.length;
  }
  return [
    `${tally.preambular} preambular`,
    `${tally.operative} operative`,
    tally.below > 0 ? plural(tally.below, 'sub-paragraph') : '',
    tally.sections > 0 ? plural(tally.sections, 'section') : '',
    tally.annexes > 0 ? `${plural(tally.annexes, 'annex', 'annexes')} with ${plural(tally.annex, 'paragraph')}` : '',
    tally.tables > 0 ? plural(tally.tables, 'table') : '',
    plural(resolution.notes.length, 'note') + (outer.length > 0 ? ` and ${outer.length} of the cover` : ''),
    plural(citations, 'citation') + (resolved === citations ? '' : ` (${resolved} resolved)`),
    plural(times, 'time'),
    plural(findings, 'finding'),
  ]
    .filter(Boolean)
    .join(' · ');
}

const printed = (entries: readonly Entry[], ...roles: readonly Entry['role'][]): string | null =>
  entries.find((entry) => roles.includes(entry.role))?.text ?? null;

function sessionLine(sheet: Sheet, session: SessionRef | null, words: string | null): string | null {
  if (session === null) return words;
  const window = sheet.sessionDays(session);
  const name = words ?? `${session.kind === 'regular' ? '' : `${session.kind} `}session ${session.number}`;
  return window === null ? name : `${name} (${days(window.from, window.to)})`;
}

function mastheadOutline(out: Outline, publication: Publication): void {
  const { masthead, source } = publication;
  const [only, ...others] = resolutionsOf(publication);
  const single = others.length === 0 ? only : undefined;
  const notes = new Map(publication.notes.map((note) => [note.id, note]));
  out.fact('organ', printed(masthead.entries, 'organ') ?? masthead.organ ?? single?.organ ?? null);
  out.fact('session', sessionLine(out.sheet, masthead.session ?? single?.session ?? null, masthead.sessionText));
  out.fact('agenda item', [masthead.agendaItem, masthead.agendaTitle].filter(Boolean).join(': '));
  const sponsor = masthead.entries.find((entry) => entry.role === 'sponsor');
  out.fact('sponsor', masthead.sponsors);
  if (sponsor) details(out, sponsor, notes, 2 + addressColumns);
  out.fact('date', masthead.date === null ? null : day(masthead.date));
  out.fact('distribution', masthead.distribution);
  out.fact('original', masthead.original);
  for (const entry of masthead.entries) {
    if (entry !== sponsor && entry.notes.length > 0) details(out, entry, notes, 2);
  }
  const size = [source.format, source.encoding, source.pages && plural(source.pages, 'page'), `${source.bytes} bytes`];
  out.row(
    'source',
    'label',
    [...size.filter(Boolean), `SHA-256 ${source.sha256.slice(0, 12)}…`].join(', '),
    2,
    2,
    'faint',
  );
}

const typeNames: Readonly<Record<Resolution['type'], string>> = {
  resolution: 'Resolution',
  decision: 'Decision',
  'presidential-statement': 'Statement by the President',
  declaration: 'Declaration',
  'draft-resolution': 'Draft resolution',
  'draft-decision': 'Draft decision',
  'draft-statement': 'Draft statement',
};

function resolutionOutline(out: Outline, resolution: Resolution, outer: readonly Note[], findings: number): void {
  const notes = new Map([...outer, ...resolution.notes].map((note) => [note.id, note]));
  const name = [typeNames[resolution.type], resolution.symbol ?? resolution.number].filter(Boolean).join(' ');
  out.heading(resolution.title === null ? name : `${name}: ${resolution.title}`);
  out.fact('holds', counts(resolution, outer, findings));
  for (const entry of resolution.entries) {
    if (entry.role !== 'title') out.fact(entry.role, entry.text);
  }
  out.fact('vote', resolution.vote?.outcome ?? null);
  out.gap();
  for (const node of resolution.body) nodeOutline(out, node, notes, 2);
  for (const entry of resolution.closing) out.row('close', 'faint', entry.text, 2, 2);
  const called = new Set<string>();
  for (const prose of prosesOf(resolution))
    for (const call of prose.notes) if (call.note !== null) called.add(call.note);
  const uncalled = resolution.notes.filter((note) => !called.has(note.id));
  if (uncalled.length > 0) out.gap();
  for (const note of uncalled) out.row(`note ${printedMark(note.marker)}`, 'faint', note.text, out.sheet.lines, 2);
}

function findingsOutline(out: Outline, findings: readonly Finding[], several: boolean): void {
  if (findings.length === 0) return;
  out.heading('Findings');
  for (const finding of findings) {
    const where = [
      several && finding.resolution !== undefined ? `r${finding.resolution + 1}` : '',
      finding.node ?? '',
    ].filter(Boolean);
    const ink = finding.severity === 'note' ? 'faint' : finding.severity;
    out.row(where.join('.') || '–', ink, `${out.sheet.sentence(finding)} [${finding.code}]`, 4, 2);
  }
}

const coverTitle = (masthead: Masthead): string =>
  masthead.agendaTitle ?? printed(masthead.entries, 'title') ?? 'Document';

/**
 * The publication as an outline for a person at a terminal: what the cover says, what each resolution holds,
 * each paragraph by its address and first words with what it cites, names in time and notes, and the findings.
 */
export function toOutline(publication: Publication, findings: readonly Finding[], sheet: Sheet): string {
  const out = new Outline(sheet);
  const resolutions = resolutionsOf(publication);
  const symbol = publication.masthead.symbol ?? (resolutions.length === 1 ? resolutions[0]?.symbol : null) ?? null;
  if (symbol !== null || resolutions.length !== 1) {
    out.heading(
      [symbol, resolutions.length === 1 ? null : coverTitle(publication.masthead)].filter(Boolean).join(' · '),
    );
  }
  mastheadOutline(out, publication);
  if (resolutions.length > 1) out.fact('holds', `${resolutions.length} texts`);
  let index = 0;
  let passages = 0;
  for (const item of publication.contents) {
    if (item.kind === 'passage') {
      if (passages === 0) out.gap();
      passages += 1;
      if (passages <= 12 || resolutions.length === 0) out.row(item.id, 'address', item.text, 1, 2);
      continue;
    }
    if (passages > 12 && resolutions.length > 0) out.row('…', 'faint', `${passages - 12} more passages`, 1, 2, 'faint');
    passages = 0;
    const own = findings.filter((finding) => (finding.resolution ?? 0) === index).length;
    resolutionOutline(out, item, publication.notes, own);
    index += 1;
  }
  if (passages > 12 && resolutions.length > 0) out.row('…', 'faint', `${passages - 12} more passages`, 1, 2, 'faint');
  findingsOutline(out, findings, resolutions.length > 1);
  return `${out.lines.join('\n').trim()}\n`;
}
