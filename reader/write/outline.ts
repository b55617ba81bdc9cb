import { lexicons } from '../languages/index.ts';
import {
  type Citation,
  type Entry,
  type Finding,
  type Node,
  type Note,
  type Passage,
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
import { whereabouts } from './whereabouts.ts';

/** Each document once: its symbol, with the words before it where they say less. */
const symbolsOf = (citations: readonly Citation[], text: string): string[] => {
  const seen = new Set<string>();
  for (const citation of citations) {
    const words = text.slice(citation.start, citation.end).trim();
    const parts = citation.parts?.length ? ` (${citation.parts.join(', ')})` : '';
    const differs = citation.check === 'differs' ? ' (date differs)' : '';
    if (citation.symbol === null) seen.add(`“${words}” open`);
    else seen.add(`${citation.symbol.endsWith(words) ? '' : `${words} → `}${citation.symbol}${parts}${differs}`);
  }
  return [...seen];
};

const units: Readonly<Record<string, string>> = { Y: 'year', M: 'month', W: 'week', D: 'day' };

/** `P2Y` as `every 2 years`; what is not so simple stays as it is. */
function rhythmWords(duration: string): string {
  const [, count, letter = ''] = /^P(\d+)([YMWD])$/.exec(duration) ?? [];
  const unit = units[letter];
  if (count === undefined || unit === undefined) return `every ${duration}`;
  return count === '1' ? `every ${unit}` : `every ${count} ${unit}s`;
}

const timeWords = (time: Time, text: string): string => {
  const words = text.slice(time.start, time.end).trim();
  const rhythm = time.every === undefined || time.kind !== 'recurrence' ? '' : `: ${rhythmWords(time.every)}`;
  const window = time.from === null && time.to === null ? '' : `: ${days(time.from, time.to)}`;
  return `“${words}”${window}${rhythm}`;
};

/** Printed dates and years say themselves; what is shown are the words that stand for a window or a rhythm. */
const tellingTimes = (times: readonly Time[]): readonly Time[] =>
  times.filter((time) => time.kind !== 'date' && time.kind !== 'period');

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

const typeNames: Readonly<Record<Resolution['type'], string>> = {
  resolution: 'Resolution',
  decision: 'Decision',
  'presidential-statement': 'Statement by the President',
  declaration: 'Declaration',
  'draft-resolution': 'Draft resolution',
  'draft-decision': 'Draft decision',
  'draft-statement': 'Draft statement',
};

/** The organ as printed, else by the name that its language gives it. */
function organOf(publication: Publication, single: Resolution | undefined): string | null {
  const line = printed(publication.masthead.entries, 'organ');
  if (line !== null) return line;
  const token = publication.masthead.organ ?? single?.organ ?? null;
  const known = lexicons[publication.language ?? 'en'].building.organs.find((each) => each.organ === token);
  return known?.names[0] ?? token;
}

function mastheadOutline(out: Outline, publication: Publication, single: Resolution | undefined): void {
  const { masthead, source } = publication;
  const notes = new Map(publication.notes.map((note) => [note.id, note]));
  out.fact('organ', organOf(publication, single));
  out.fact('session', sessionLine(out.sheet, masthead.session ?? single?.session ?? null, masthead.sessionText));
  out.fact('agenda item', [masthead.agendaItem, masthead.agendaTitle].filter(Boolean).join(': '));
  const sponsor = masthead.entries.find((entry) => entry.role === 'sponsor');
  out.fact('sponsor', masthead.sponsors);
  if (sponsor) details(out, sponsor, notes, 2 + addressColumns);
  const date = masthead.date ?? single?.date ?? null;
  out.fact('date', date === null ? null : day(date));
  out.fact('distribution', masthead.distribution);
  out.fact('original', masthead.original);
  for (const entry of masthead.entries) {
    if (entry !== sponsor && entry.notes.length > 0) details(out, entry, notes, 2);
  }
  const size = [source.format, source.encoding, source.pages && plural(source.pages, 'page'), `${source.bytes} bytes`];
  const digest = `SHA-256 ${source.sha256.slice(0, 12)}…`;
  out.row('source', 'label', [...size.filter(Boolean), digest].join(', '), 2, 2, 'faint');
}

const nameOf = (resolution: Resolution): string => {
  const name = [typeNames[resolution.type], resolution.symbol ?? resolution.number].filter(Boolean).join(' ');
  return resolution.title === null ? name : `${name}: ${resolution.title}`;
};

/** The lines above the text, as facts; those that the masthead has told already are left out. */
function resolutionFacts(out: Outline, resolution: Resolution, outer: readonly Note[], findings: number): void {
  for (const entry of resolution.entries) {
    if (entry.role !== 'title' && entry.role !== 'number') out.fact(entry.role.replace('-', ' '), entry.text);
  }
  out.fact('vote', resolution.vote?.outcome ?? null);
  out.fact('holds', counts(resolution, outer, findings));
}

function resolutionBody(out: Outline, resolution: Resolution, outer: readonly Note[]): void {
  const notes = new Map([...outer, ...resolution.notes].map((note) => [note.id, note]));
  out.gap();
  let part: string | null = null;
  for (const node of resolution.body) {
    if (node.kind === 'paragraph') {
      if (part !== null && part !== node.part) out.gap();
      part = node.part;
    }
    nodeOutline(out, node, notes, 2);
  }
  if (resolution.closing.length > 0) out.gap();
  for (const entry of resolution.closing) out.row('close', 'faint', entry.text, 2, 2);
  const called = new Set([...prosesOf(resolution)].flatMap((prose) => prose.notes.map((call) => call.note)));
  const uncalled = resolution.notes.filter((note) => !called.has(note.id));
  if (uncalled.length > 0) out.gap();
  for (const note of uncalled) out.row(`note ${printedMark(note.marker)}`, 'faint', note.text, out.sheet.lines, 2);
}

/** Of many findings of one kind the first are shown and the rest are counted. */
const shownOfKind = 8;

function findingsOutline(out: Outline, publication: Publication, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const where = whereabouts(publication);
  out.heading('Findings');
  for (const [code, group] of Map.groupBy(findings, (finding) => finding.code)) {
    for (const finding of group.slice(0, shownOfKind)) {
      const ink = finding.severity === 'note' ? 'faint' : finding.severity;
      out.row(where(finding) ?? '–', ink, `${out.sheet.sentence(finding)} [${code}]`, 4, 2);
    }
    const rest = group.length - shownOfKind;
    if (rest > 0) out.row('…', 'faint', `and ${rest} more [${code}]; --findings lists all`, 1, 2, 'faint');
  }
}

/** Passages shown before the rest of them is counted, where a file holds resolutions too. */
const shownPassages = 6;

function passagesOutline(out: Outline, passages: readonly Passage[], most: number): void {
  if (passages.length === 0) return;
  out.gap();
  for (const passage of passages.slice(0, most)) out.row(passage.id, 'address', passage.text, 1, 2);
  const rest = passages.length - most;
  if (rest > 0) out.row('…', 'faint', `and ${plural(rest, 'more passage', 'more passages')}`, 1, 2, 'faint');
}

/**
 * The publication as an outline for a person at a terminal: what the cover says, what each resolution holds,
 * each paragraph by its address and first words with what it cites, names in time and notes, and the findings.
 */
export function toOutline(publication: Publication, findings: readonly Finding[], sheet: Sheet): string {
  const out = new Outline(sheet);
  const { masthead, contents, notes } = publication;
  const resolutions = resolutionsOf(publication);
  const single = resolutions.length === 1 ? resolutions[0] : undefined;
  const cover = masthead.agendaTitle ?? printed(masthead.entries, 'title') ?? 'Document';
  out.heading(single ? nameOf(single) : [masthead.symbol, cover].filter(Boolean).join(': '));
  mastheadOutline(out, publication, single);
  if (single) resolutionFacts(out, single, notes, findings.length);
  else out.fact('holds', plural(resolutions.length, 'text'));
  let passages: Passage[] = [];
  for (const item of contents) {
    if (item.kind === 'passage') {
      passages.push(item);
      continue;
    }
    passagesOutline(out, passages, shownPassages);
    passages = [];
    if (!single) {
      out.heading(nameOf(item));
      const own = findings.filter((finding) => resolutions[finding.resolution ?? 0] === item).length;
      resolutionFacts(out, item, notes, own);
    }
    resolutionBody(out, item, notes);
  }
  passagesOutline(out, passages, resolutions.length > 0 ? shownPassages : passages.length);
  findingsOutline(out, publication, findings);
  return `${out.lines.join('\n')}\n`;
}
