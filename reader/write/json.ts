import { type Finding, findingCodes, type Node, type Prose, type Publication } from '../model.ts';

/** A publication with what was found while reading it, as `toJson` writes it. */
export interface Written {
  readonly publication: Publication;
  readonly findings: readonly Finding[];
}

/** The whole tree, indented: out and in again is equal. The README beside the reader shows every node. */
export const toJson = (publication: Publication, findings: readonly Finding[] = []): string =>
  `${JSON.stringify({ publication, findings }, null, 1)}\n`;

/** Deeper trees than this are not ours: no printed text nests so far, and the walk over it must stay bounded. */
const deepest = 200;

type Check = (value: unknown, depth: number) => boolean;

const text: Check = (value) => typeof value === 'string';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const quantity: Check = (value) => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
const yes: Check = (value) => value === true;
const orNull =
  (check: Check): Check =>
  (value, depth) =>
    value === null || check(value, depth);
const absentOr =
  (check: Check): Check =>
  (value, depth) =>
    value === undefined || check(value, depth);
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const listOf =
  (check: Check): Check =>
  (value, depth) =>
    Array.isArray(value) && depth < deepest && value.every((item) => check(item, depth + 1));
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const record =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value, depth) =>
    isRecord(value) &&
    depth < deepest &&
    Object.entries(shape).every(([key, check]) => check(Object.hasOwn(value, key) ? value[key] : undefined, depth + 1));
const both =
  (...checks: readonly Check[]): Check =>
  (value, depth) =>
    checks.every((check) => check(value, depth));

const place = record({ start: count, end: count, page: absentOr(count) });
const span: Check = (value) =>
  isRecord(value) && count(value.start, 0) && count(value.end, 0) && Number(value.start) <= Number(value.end);
const session = record({
  organ: text,
  kind: oneOf('regular', 'special', 'emergency', 'resumed'),
  number: count,
});
const mark: Check = both(span, (value, depth) =>
  record({
    kind: oneOf('italic', 'bold', 'underline', 'superscript', 'subscript', 'inserted', 'deleted', 'link'),
    href: isRecord(value) && value.kind === 'link' ? text : absentOr(text),
  })(value, depth),
);
const citation = both(
  span,
  record({
    kind: oneOf('resolution', 'decision', 'document', 'record', 'statement', 'charter', 'treaty', 'publication'),
    symbol: orNull(text),
    date: absentOr(text),
    parts: absentOr(listOf(text)),
    check: absentOr(oneOf('agrees', 'differs')),
    why: text,
  }),
);
const time = both(
  span,
  record({
    kind: oneOf('date', 'period', 'session', 'deadline', 'relative', 'recurrence'),
    from: orNull(text),
    to: orNull(text),
    session: absentOr(session),
    every: absentOr(text),
    how: text,
  }),
);
const spans = {
  text,
  marks: listOf(mark),
  notes: listOf(record({ at: count, marker: text, note: orNull(text) })),
  citations: listOf(citation),
  times: listOf(time),
};

/** Whether everything that is said of a text lies inside it. */
const withinText: Check = (value) => {
  const { text, marks, notes, citations, times } = value as Prose;
  return (
    notes.every((call) => call.at <= text.length) &&
    [...marks, ...citations, ...times].every((each) => each.end <= text.length)
  );
};
const prose = (shape: Readonly<Record<string, Check>>): Check => both(record({ ...spans, ...shape }), withinText);
const addressed = { id: text, place: absentOr(place) };

const node: Check = (value, depth) => {
  if (!isRecord(value) || depth >= deepest) return false;
  // A kind that is no string may be one that cannot be made into a string.
  const { kind } = value;
  return typeof kind === 'string' && Object.hasOwn(nodes, kind) && nodes[kind as Node['kind']](value, depth);
};
const children = listOf(node);
const nodes: Readonly<Record<Node['kind'], Check>> = {
  formula: prose(addressed),
  heading: prose({ ...addressed, level: count }),
  paragraph: prose({
    ...addressed,
    part: oneOf('preambular', 'operative', 'annex'),
    number: orNull(text),
    children,
  }),
  section: prose({ ...addressed, number: text, children }),
  annex: prose({ ...addressed, number: orNull(text), children }),
  table: record({
    ...addressed,
    rows: listOf(listOf(prose({ header: absentOr(yes), columns: absentOr(count), rows: absentOr(count) }))),
  }),
};

const language = orNull(oneOf('ar', 'en', 'es', 'fr', 'ru', 'zh'));
const note = prose({ ...addressed, kind: oneOf('note'), marker: text });
const entry = prose({
  role: oneOf(
    ...['publisher', 'organ', 'symbol', 'distribution', 'date', 'original', 'session', 'agenda-item', 'agenda-title'],
    ...['sponsor', 'adoption', 'proponent', 'number', 'title', 'part-title', 'meeting', 'vote', 'job-number', 'other'],
  ),
  place: absentOr(place),
});
const masthead = record({
  entries: listOf(entry),
  symbol: orNull(text),
  organ: orNull(text),
  session: orNull(session),
  sessionText: orNull(text),
  agendaItem: orNull(text),
  agendaTitle: orNull(text),
  sponsors: orNull(text),
  distribution: orNull(text),
  original: orNull(text),
  date: orNull(text),
});
const resolution = record({
  type: oneOf(
    ...['resolution', 'decision', 'presidential-statement', 'declaration'],
    ...['draft-resolution', 'draft-decision', 'draft-statement'],
  ),
  language,
  symbol: orNull(text),
  number: orNull(text),
  title: orNull(text),
  organ: orNull(text),
  session: orNull(session),
  date: orNull(text),
  entries: listOf(entry),
  body: listOf(node),
  closing: listOf(entry),
  notes: listOf(note),
  history: listOf(record({ date: orNull(text), outcome: text, document: orNull(text), by: orNull(text) })),
  vote: orNull(
    record({
      outcome: text,
      inFavour: orNull(count),
      against: orNull(count),
      abstaining: orNull(count),
      voters: listOf(record({ name: text, vote: text })),
    }),
  ),
  subjects: listOf(
    record({
      value: text,
      label: text,
      dictionary: text,
      href: absentOr(text),
      refersTo: absentOr(text),
      shortForm: absentOr(text),
    }),
  ),
});
const item: Check = (value, depth) =>
  isRecord(value) &&
  (value.kind === 'resolution' ? resolution(value, depth) : value.kind === 'passage' && prose(addressed)(value, depth));
const publication = record({
  kind: oneOf('publication'),
  source: record({
    format: oneOf('text', 'pdf', 'docx', 'doc', 'html', 'akn4un', 'json'),
    sha256: text,
    bytes: count,
    encoding: orNull(text),
    pages: orNull(count),
  }),
  language,
  masthead,
  contents: listOf(item),
  notes: listOf(note),
});
const values: Check = (value, depth) => isRecord(value) && Object.values(value).every((each) => quantity(each, depth));
const finding = record({
  code: oneOf(...findingCodes),
  severity: oneOf('note', 'warning', 'problem'),
  resolution: absentOr(count),
  node: absentOr(text),
  place: absentOr(place),
  values,
});

/**
 * The way back of `toJson`, with the findings. `null` where the text is not JSON or not of this shape: every
 * field is looked at, spans must lie inside their text, so what comes out can be trusted as far as the types
 * say. Never throws.
 */
export function readingFromJson(json: string): Written | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const valid = isRecord(value) && publication(value.publication, 0) && listOf(finding)(value.findings, 0);
  return valid ? (value as unknown as Written) : null;
}

/** The publication of `readingFromJson`. */
export const fromJson = (json: string): Publication | null => readingFromJson(json)?.publication ?? null;
